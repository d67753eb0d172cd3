/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/bound-near.h"

#include <stdlib.h>

#include "base/memory.h"

#define NOT_REACHED INT64_MAX

/* From so many groups on, with wide sizes, fees are tried: so many. */
#define MANY 40
#define FEES 25

/* Sorted values with running sums, and two rows of the dynamic program. */
struct line {
    size_t n, least, most;
    int64_t *x, *sum, *square; /* n + 1 of the sums */
    int64_t *before, *now;     /* n + 1: the first i values in j stretches */
    int steps;                 /* 2^steps of a cost of 1 */
};

static int
rising(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Σ(x − mean)² of the values from `from` on, before `to`, in steps, rounded
 * down. Longer stretches never have less. */
static int64_t
stretch(const struct line *l, size_t from, size_t to)
{
    int64_t n = (int64_t)(to - from), sum = l->sum[to] - l->sum[from];
    int64_t whole = l->square[to] - l->square[from] - sum * sum / n;
    int64_t part = sum * sum % n * ((int64_t)1 << l->steps);

    return whole * ((int64_t)1 << l->steps) - (part + n - 1) / n;
}

/* One stretch more. */
static void
lengthen(struct line *l)
{
    size_t i, s;
    int64_t best, last;

    for (i = 0; i <= l->n; i++) {
        best = NOT_REACHED;
        for (s = l->least; s <= l->most && s <= i; s++) {
            last = stretch(l, i - s, i);
            if (last >= best)
                break;
            if (l->before[i - s] != NOT_REACHED &&
                l->before[i - s] + last < best)
                best = l->before[i - s] + last;
        }
        l->now[i] = best;
    }
}

/* The least over all counts of stretches that there may be; 0 when none fits,
 * so that the rules are not kept anyway. */
static int64_t
least_of_line(struct line *l, size_t must, size_t groups)
{
    int64_t best = NOT_REACHED, *keep;
    size_t i, j;

    for (i = 0; i <= l->n; i++)
        l->before[i] = i ? NOT_REACHED : 0;
    for (j = 1; j <= groups && j <= l->n; j++) {
        lengthen(l);
        if (j >= must && l->now[l->n] < best)
            best = l->now[l->n];
        keep = l->before;
        l->before = l->now;
        l->now = keep;
    }
    return best == NOT_REACHED ? 0 : best;
}

/* The least cost of any number of stretches when each costs `fee` more, and
 * how many those are. */
static int64_t
with_fee(struct line *l, int64_t fee, int64_t *count)
{
    int64_t *cost = l->before, *used = l->now, best, last;
    size_t i, s;

    cost[0] = used[0] = 0;
    for (i = 1; i <= l->n; i++) {
        best = NOT_REACHED;
        for (s = l->least; s <= l->most && s <= i; s++) {
            last = stretch(l, i - s, i) + fee;
            if (last >= best)
                break;
            if (cost[i - s] != NOT_REACHED && cost[i - s] + last < best) {
                best = cost[i - s] + last;
                used[i] = used[i - s] + 1;
            }
        }
        cost[i] = best;
    }
    *count = used[l->n];
    return cost[l->n];
}

/* What stretches as long as each other cost. */
static int64_t
even_stretches(const struct line *l, size_t groups)
{
    int64_t sum = 0;
    size_t i;

    for (i = 0; i < groups; i++)
        if (l->n * i / groups < l->n * (i + 1) / groups)
            sum += stretch(l, l->n * i / groups, l->n * (i + 1) / groups);
    return sum;
}

/* For many groups, instead of a row for each: whatever the fee, at most
 * `groups` stretches cost no less than any number with the fee, less `groups`
 * fees. The best fee is the one at which there are just so many. */
static int64_t
least_by_fee(struct line *l, size_t groups)
{
    int64_t low = 0, k = (int64_t)groups, high, fee, count, best = 0, cost;
    int i;

    high = fee = even_stretches(l, groups) / k * 2 + 1;
    for (i = 0; i < FEES; i++) {
        cost = with_fee(l, fee, &count);
        if (cost == NOT_REACHED)
            return 0;
        cost -= fee * k;
        best = cost > best ? cost : best;
        if (count == k)
            break;
        if (count < k)
            high = fee;
        else
            low = fee;
        /* Too many even at the highest fee so far. */
        if (low == high && high < (INT64_C(1) << 60) / k)
            high *= 2;
        fee = low + (high - low + 1) / 2;
    }
    return best;
}

static void
read_dimension(struct line *l, const struct coh_group_aim *a, size_t d)
{
    size_t i, n = 0;

    for (i = 0; i < a->n; i++)
        if (!a->blank[i])
            l->x[n++] = a->point[i * a->dimensions + d];
    qsort(l->x, n, sizeof(*l->x), rising);
    for (i = 0; i < n; i++) {
        l->sum[i + 1] = l->sum[i] + l->x[i];
        l->square[i + 1] = l->square[i] + l->x[i] * l->x[i];
    }
}

/* As fine as the squares of all dimensions leave room for. */
static int
finest(const struct coh_group_aim *a)
{
    int64_t all = 0;
    size_t i, d;
    int steps = 0;

    for (i = 0; i < a->n; i++)
        for (d = 0; d < a->dimensions && !a->blank[i]; d++)
            all += a->point[i * a->dimensions + d] *
                   a->point[i * a->dimensions + d];
    while (steps < 20 && all < (INT64_C(1) << 60) >> steps)
        steps++;
    return steps;
}

int
coh_group_bound_near(const struct coh_group_aim *a, size_t must, size_t groups,
                     size_t least, size_t most, int64_t *low,
                     struct coh_error *err)
{
    struct line l = {.n = 0};
    size_t i, d, blank;
    int64_t *row = coh_alloc_array(a->n + 1, 5 * sizeof(*row), err), sum = 0;

    if (!row)
        return -1;
    for (i = 0; i < a->n; i++)
        l.n += !a->blank[i];
    blank = a->n - l.n;
    /* Those who are blank may fill up any group, or be all of it. */
    l.least = least > blank + 1 ? least - blank : 1;
    l.most = most < l.n ? most : l.n;
    must = blank ? 1 : must;
    l.x = row;
    l.sum = row + (a->n + 1);
    l.square = row + 2 * (a->n + 1);
    l.before = row + 3 * (a->n + 1);
    l.now = row + 4 * (a->n + 1);
    l.steps = finest(a);
    for (d = 0; d < a->dimensions && l.n; d++) {
        read_dimension(&l, a, d);
        sum += groups > MANY && l.most > 4 * l.n / groups
                   ? least_by_fee(&l, groups)
                   : least_of_line(&l, must, groups);
    }
    *low = (sum + ((int64_t)1 << l.steps) - 1) >> l.steps;
    coh_free(row);
    return 0;
}
