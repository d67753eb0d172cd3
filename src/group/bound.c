/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/bound.h"

#include <stdlib.h>

#include "base/memory.h"
#include "group/bound-near.h"

/* Sizes at their loosest. */
struct sizes {
    size_t n, groups;   /* that may hold students at one time */
    size_t must;        /* groups that have to hold some */
    size_t least, most; /* of a group that holds any */
    size_t floor;       /* no group of the k has fewer */
    size_t *largest;    /* greatest sizes, falling */
};

static int
falling(const void *a, const void *b)
{
    const size_t *x = a, *y = b;

    return (*x < *y) - (*x > *y);
}

static int
read_sizes(struct sizes *z, const struct coh_group_rules *r,
           struct coh_error *err)
{
    const struct coh_group_problem *p = r->p;
    size_t g, closing = 0, k = p->k, low, high;

    *z = (struct sizes){.n = p->n, .least = p->n, .floor = p->n};
    z->largest = coh_alloc_array(k, sizeof(*z->largest), err);
    if (!z->largest)
        return -1;
    for (g = 0; g < k; g++) {
        int closes = p->may_close && p->may_close[g];

        closing += (size_t)closes;
        low = r->min[g] > 1 ? r->min[g] : 1;
        high = r->max[g] < p->n ? r->max[g] : p->n;
        z->must += !closes && r->min[g] > 0;
        z->least = low < z->least ? low : z->least;
        z->most = high > z->most ? high : z->most;
        low = closes ? 0 : r->min[g];
        z->floor = low < z->floor ? low : z->floor;
        z->largest[g] = high;
    }
    z->groups = p->open && p->open < closing ? k - closing + p->open : k;
    z->must += p->open < closing ? p->open : closing && p->open ? closing : 0;
    qsort(z->largest, k, sizeof(*z->largest), falling);
    return 0;
}

/* The greatest Σ s(s − 1) of sizes that add up to n: every group has the least
 * of all, and then one after the other gets all it can hold, the largest
 * first. No sizes between these bounds are more uneven, and s(s − 1) is
 * convex. `floor` may be 0; groups above z->groups are empty then, or `open`
 * does not count any. */
static int64_t
greatest_pairs(const struct sizes *z, size_t n, size_t floor)
{
    size_t g, rest = n, size;
    int64_t sum = 0;

    if (floor * z->groups > n)
        return (int64_t)n * ((int64_t)n - 1);
    rest -= floor * z->groups;
    for (g = 0; g < z->groups; g++) {
        size = z->largest[g] > floor ? z->largest[g] - floor : 0;
        size = floor + (size < rest ? size : rest);
        rest -= size - floor;
        sum += (int64_t)size * ((int64_t)size - 1);
    }
    return sum;
}

/* The fewest pairs of `n` students in the groups: even shares. */
static int64_t
fewest_pairs(const struct sizes *z, size_t n)
{
    int64_t k = (int64_t)z->groups, share = (int64_t)n / k,
            more = (int64_t)n % k;

    return more * share * (share + 1) / 2 +
           (k - more) * share * (share - 1) / 2;
}

static int64_t
pairs_inside_units(const struct coh_group_rules *r)
{
    const size_t *previous = r->p->previous, *who;
    int64_t pairs = 0;
    size_t u, i, j, n;

    for (u = 0; u < r->n_units; u++) {
        who = r->unit_member + r->unit_start[u];
        n = r->unit_start[u + 1] - r->unit_start[u];
        for (i = 0; i < n; i++)
            for (j = i + 1; previous[who[i]] && j < n; j++)
                pairs += previous[who[i]] == previous[who[j]];
    }
    return pairs;
}

/* The least that company can count for. */
static int64_t
company(const struct coh_group_rules *r, const struct sizes *z)
{
    const struct coh_group_problem *p = r->p;
    int64_t fewest = 0, greatest = 0, inside;
    size_t f;

    if (!p->previous || p->company == COH_GROUP_ANY_COMPANY)
        return 0;
    for (f = 0; f < r->n_features; f++)
        if (r->feature[f].kind == COH_GROUP_EARLIER) {
            fewest += fewest_pairs(z, r->feature[f].total);
            greatest += greatest_pairs(z, r->feature[f].total, 0) / 2;
        }
    if (p->company == COH_GROUP_OLD_COMPANY)
        return -greatest;
    inside = pairs_inside_units(r);
    return inside > fewest ? inside : fewest;
}

static int64_t
least_costs(const struct coh_group_rules *r, const struct coh_group_aim *a)
{
    size_t u, g, i, k = r->p->k;
    int64_t sum = 0, least, cost;
    int any;

    for (u = 0; u < r->n_units; u++) {
        for (any = 0, least = 0, g = 0; g < k; g++) {
            if (!r->allowed[u * k + g])
                continue;
            for (cost = 0, i = r->unit_start[u]; i < r->unit_start[u + 1]; i++)
                cost += a->cost[r->unit_member[i] * k + g];
            least = !any || cost < least ? cost : least;
            any = 1;
        }
        sum += least;
    }
    return sum;
}

/* A dimension with two values: `high` for `count` of the n students, else
 * `low`. */
struct twofold {
    int64_t low, high;
    size_t count;
};

/* 0: not two values. */
static int
is_twofold(const struct coh_group_aim *a, size_t d, struct twofold *t)
{
    int64_t x;
    size_t i;

    t->low = t->high = a->point[d];
    for (i = 0; i < a->n; i++) {
        x = a->point[i * a->dimensions + d];
        t->low = x < t->low ? x : t->low;
        t->high = x > t->high ? x : t->high;
    }
    for (t->count = i = 0; i < a->n; i++) {
        x = a->point[i * a->dimensions + d];
        if (x != t->low && x != t->high)
            return 0;
        t->count += x == t->high;
    }
    return t->low < t->high;
}

/* The least square of the sum of a group of `size`: with c high ones it is
 * size·low + c·(high − low), and c is whole. */
static int64_t
least_square(const struct twofold *t, size_t n, size_t size)
{
    int64_t from = (int64_t)size - (int64_t)(n - t->count), to, c, sum, best;

    from = from > 0 ? from : 0;
    to = (int64_t)(size < t->count ? size : t->count);
    c = -(int64_t)size * t->low / (t->high - t->low);
    c = c < from ? from : c > to ? to : c;
    sum = (int64_t)size * t->low + c * (t->high - t->low);
    best = sum * sum;
    if (c < to) {
        sum += t->high - t->low;
        best = sum * sum < best ? sum * sum : best;
    }
    return best;
}

/* What one group costs at least, whatever its size. */
static int64_t
least_spread(const struct twofold *t, size_t dimensions, size_t n, size_t from,
             size_t to)
{
    int64_t least = INT64_MAX, sum;
    size_t size, d;

    for (size = from; size <= to; size++) {
        for (sum = 0, d = 0; d < dimensions; d++)
            sum += least_square(&t[d], n, size);
        sum /= (int64_t)size;
        least = sum < least ? sum : least;
    }
    return least == INT64_MAX ? 0 : least;
}

static int
spread(const struct coh_group_rules *r, const struct coh_group_aim *a,
       int64_t *low, struct coh_error *err)
{
    struct twofold *t = coh_alloc_array(a->dimensions, sizeof(*t), err);
    size_t d, g, found = 0, to;

    if (!t)
        return -1;
    *low = 0;
    for (d = 0; d < a->dimensions; d++)
        found += (size_t)is_twofold(a, d, &t[found]);
    for (g = 0; found && g < a->k; g++) {
        to = r->max[g] < a->n ? r->max[g] : a->n;
        if (r->min[g] > 0 && !(r->p->may_close && r->p->may_close[g]))
            *low += least_spread(t, found, a->n, r->min[g], to);
    }
    coh_free(t);
    return 0;
}

/* Make a heap of which the root is the least hold when its root changes. */
static void
sink(int32_t *heap, size_t n)
{
    size_t at = 0, child;
    int32_t x;

    while ((child = 2 * at + 1) < n) {
        child += child + 1 < n && heap[child + 1] < heap[child];
        if (heap[at] <= heap[child])
            return;
        x = heap[at];
        heap[at] = heap[child];
        heap[child] = x;
        at = child;
    }
}

static int
farthest_first(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;

    return (*x < *y) - (*x > *y);
}

/* The `most` largest distances of student i, falling. */
static void
farthest(const struct coh_group_aim *a, size_t i, size_t most, int32_t *out)
{
    const int32_t *row = a->distance + i * a->n;
    size_t j;

    for (j = 0; j < most; j++)
        out[j] = -1;
    for (j = 0; most && j < a->n; j++)
        if (j != i && row[j] > out[0]) {
            out[0] = row[j];
            sink(out, most);
        }
    qsort(out, most, sizeof(*out), farthest_first);
}

/* The sum of the q largest of n numbers, none below 0: by halving the range of
 * the value that the q-th has. */
static int64_t
largest_sum(const int32_t *x, size_t n, size_t q)
{
    int64_t low = -1, high = INT32_MAX, middle, sum = 0;
    size_t i, above;

    while (high - low > 1) {
        middle = (low + high) / 2;
        for (above = i = 0; i < n; i++)
            above += x[i] > middle;
        if (above <= q)
            high = middle;
        else
            low = middle;
    }
    /* `high` is the least value that at most q are above. */
    for (above = i = 0; i < n; i++)
        if (x[i] > high) {
            sum += x[i];
            above++;
        }
    return sum + (int64_t)(q - above) * high;
}

/* Steps of what a student's distances are over the size. */
#define STEPS 1024

/* Over the size: for each student the best size, in steps, rounded up. */
static int64_t
best_over_size(const struct sizes *z, const int32_t *row)
{
    int64_t sum = 0, best = 0, share;
    size_t s;

    for (s = 1; s <= z->most; s++) {
        if (s > 1)
            sum += row[s - 2];
        share = sum / (int64_t)s * STEPS +
                (sum % (int64_t)s * STEPS + (int64_t)s - 1) / (int64_t)s;
        if (s >= z->least && share > best)
            best = share;
    }
    return best;
}

/* Each pair within a group counts for two students; a student has at most
 * most − 1 others, and all together have no more than the sizes give. */
static int
diverse(const struct coh_group_aim *a, const struct sizes *z, int64_t *low,
        struct coh_error *err)
{
    size_t each = z->most > 0 ? z->most - 1 : 0, i, all;
    int32_t *row = NULL;
    int64_t sum = 0, pairs = greatest_pairs(z, a->n, z->floor);

    if (each && a->n > (size_t)-1 / each)
        return coh_fail_memory(err);
    all = a->per_size ? each : a->n * each;
    row = coh_alloc_array(all, sizeof(*row), err);
    if (!row)
        return -1;
    for (i = 0; i < a->n; i++) {
        farthest(a, i, each, a->per_size ? row : row + i * each);
        if (a->per_size)
            sum += best_over_size(z, row);
    }
    if (a->per_size)
        *low = -(sum / (2 * STEPS));
    else
        *low =
            -largest_sum(row, all, (size_t)pairs < all ? (size_t)pairs : all) /
            2;
    coh_free(row);
    return 0;
}

int
coh_group_bound(const struct coh_group_rules *r,
                const struct coh_group_aim *aim, int64_t *low,
                struct coh_error *err)
{
    struct sizes z;
    int64_t pairs;
    int rc = 0;

    if (read_sizes(&z, r, err))
        return -1;
    *low = 0;
    if (aim->kind == COH_GROUP_NEAR)
        rc = coh_group_bound_near(aim, z.must, z.groups, z.least, z.most, low,
                                  err);
    else if (aim->kind == COH_GROUP_SPREAD)
        rc = spread(r, aim, low, err);
    else if (aim->kind == COH_GROUP_DIVERSE)
        rc = diverse(aim, &z, low, err);
    else
        *low = least_costs(r, aim);
    pairs = company(r, &z);
    *low *= coh_group_aim_step(aim, r->p);
    if (!rc && pairs)
        *low += pairs * coh_group_aim_pair(aim);
    coh_free(z.largest);
    return rc;
}
