/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/similar.h"

#include <stdlib.h>

#include "base/memory.h"
#include "group/feasible.h"
#include "group/place.h"
#include "group/search.h"

/* More would leave too few bits for the scores. */
#define MOST_STUDENTS ((size_t)1 << 20)

/* Group near which a unit would stand if no demand named it: by the rank of
 * its mean among all points and band values. */
static void
natural(const struct coh_group_view *v, size_t *prefer)
{
    size_t unit, i, below, n = v->band.n + v->n_point;

    for (unit = 0; unit < v->u.n; unit++) {
        const struct coh_group_sum *x = &v->unit[unit];
        int64_t mean = x->n ? x->s / x->n : 0;
        below = 0;
        for (i = 0; i < v->band.n; i++)
            below += v->band.value[i] < mean;
        for (i = 0; i < v->n_point; i++)
            below += v->point[i].value < mean;
        prefer[unit] = n ? below * v->p->k / n + 1 : 1;
        if (prefer[unit] > v->p->k)
            prefer[unit] = v->p->k;
    }
}

/* A start, near where units belong; the one feasibility found else. */
static int
start(struct coh_group_view *v, const struct coh_group_answer *a,
      struct coh_error *err)
{
    enum coh_group_outcome outcome;
    uint64_t nodes = 0;
    size_t *prefer = coh_alloc_array(v->u.n, sizeof(*prefer), err);
    size_t i;
    int rc = -1;

    if (!prefer)
        return -1;
    natural(v, prefer);
    if (coh_group_place(v->p, NULL, &v->u, prefer, v->effort / 100, &nodes,
                        v->where, &outcome, err))
        goto out;
    if (outcome != COH_GROUP_FEASIBLE)
        for (i = 0; i < v->p->n; i++)
            if (v->u.of[i] != COH_GROUP_NO_UNIT)
                v->where[v->u.of[i]] = a->group[i];
    rc = coh_group_view_cost(v, v->where, &v->cost, err);
out:
    coh_free(prefer);
    return rc;
}

static int
search(struct coh_group_view *v, const struct coh_group_answer *a,
       struct coh_error *err)
{
    size_t i, loose = 0;

    if (start(v, a, err))
        return -1;
    for (i = 0; i < v->u.n; i++)
        loose += !v->u.pin[i];
    v->low = v->cost;
    if (!loose)
        return 0;
    return coh_group_improve(v, err) || coh_group_prove(v, err) ? -1 : 0;
}

/* Bands for the students whom no demand names, equals kept together. */
static int
cut_bands(struct coh_group_view *v, size_t *group, struct coh_error *err)
{
    size_t *take = coh_alloc_array(v->p->k, sizeof(*take), err);
    size_t *fill = coh_alloc_array(v->p->k, sizeof(*fill), err);
    size_t g, i, j = 0, u = 0;

    int64_t cost;
    int rc = -1;

    if (!take || !fill || coh_group_view_cost(v, v->where, &cost, err) ||
        coh_group_band_solve(&v->band, 1, &cost, take, fill, err))
        goto out;
    for (g = 0; g < v->p->k; g++) {
        while (take[g]-- > 0)
            group[v->free[j++]] = g + 1;
        while (fill[g]-- > 0)
            group[v->filler[u++]] = g + 1;
    }
    for (i = 0; i < v->p->n; i++)
        if (v->u.of[i] != COH_GROUP_NO_UNIT)
            group[i] = v->where[v->u.of[i]];
    rc = 0;
out:
    coh_free(take);
    coh_free(fill);
    return rc;
}

static void
mark_ties(const struct coh_group_view *v, struct coh_group_answer *a)
{
    const int64_t *score = v->p->score;
    size_t i, j, m, n = v->band.n;
    int parted;

    for (i = 0; i < n; i = j) {
        parted = 0;
        for (j = i; j < n && score[v->free[j]] == score[v->free[i]]; j++)
            parted |= a->group[v->free[j]] != a->group[v->free[i]];
        for (m = i; parted && m < j; m++)
            a->tied[v->free[m]] = 1;
        a->n_tied += parted ? j - i : 0;
    }
}

struct numbered {
    double mean;         /* of the values; groups without any come last */
    size_t group, first; /* the first band value, or n */
};

static int
by_mean(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;

    if (x->mean != y->mean)
        return x->mean < y->mean ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

/* May the numbers of groups be exchanged? */
static int
alike(const struct coh_group_problem *p)
{
    size_t i;

    for (i = 0; i < p->n_rules; i++)
        if (p->rule[i].kind == COH_GROUP_PIN)
            return 0;
    for (i = 1; i < p->k; i++)
        if (p->min[i] != p->min[0] || p->max[i] != p->max[0])
            return 0;
    return 1;
}

static void
describe(const struct coh_group_view *v, const size_t *group,
         struct numbered *r)
{
    size_t g, i, count;

    for (g = 0; g < v->p->k; g++) {
        r[g] = (struct numbered){.group = g + 1, .first = v->band.n};
        count = 0;
        for (i = 0; i < v->p->n; i++)
            if (group[i] == g + 1 && (!v->p->missing || !v->p->missing[i])) {
                r[g].mean += (double)v->value[i];
                count++;
            }
        r[g].mean = count ? r[g].mean / (double)count : 1e300;
        for (i = v->band.n; i-- > 0;)
            if (group[v->free[i]] == g + 1)
                r[g].first = i;
    }
}

/* A group in which a list names everybody has no band: it gets its number by
 * its mean, if that leaves the bands in order. */
static int
renumber(const struct coh_group_view *v, size_t *group, struct coh_error *err)
{
    size_t k = v->p->k, g, i, last = 0;
    struct numbered *r;
    size_t *to;
    int ordered = 1;

    if (!v->u.n || !alike(v->p))
        return 0;
    r = coh_alloc_array(k, sizeof(*r), err);
    to = coh_alloc_array(k, sizeof(*to), err);
    if (r && to) {
        describe(v, group, r);
        qsort(r, k, sizeof(*r), by_mean);
        for (g = 0; g < k; g++) {
            to[r[g].group - 1] = g + 1;
            if (r[g].first == v->band.n)
                continue;
            ordered &= r[g].first >= last;
            last = r[g].first;
        }
        for (i = 0; ordered && i < v->p->n; i++)
            group[i] = to[group[i] - 1];
    }
    coh_free(to);
    coh_free(r);
    return r && to ? 0 : -1;
}

/* Bands for the units as they stand. A group that got another number may stand
 * where a band can grow into it: then the search goes on from there. */
static int
settle(struct coh_group_view *v, size_t *group, struct coh_error *err)
{
    int64_t cost;
    size_t i;

    for (;;) {
        if (cut_bands(v, group, err) || renumber(v, group, err))
            return -1;
        for (i = 0; i < v->p->n; i++)
            if (v->u.of[i] != COH_GROUP_NO_UNIT)
                v->where[v->u.of[i]] = group[i];
        if (coh_group_view_cost(v, v->where, &cost, err))
            return -1;
        if (cost < 0 || cost >= v->cost)
            return 0;
        v->cost = cost;
        if (coh_group_improve(v, err))
            return -1;
    }
}

/* Can bands, the lowest scores in group 1, leave out what is better? */
static int
is_banded(const struct coh_group_problem *p)
{
    size_t i;

    for (i = 1; i < p->k; i++)
        if (p->min[i] != p->min[0] || p->max[i] != p->max[0])
            return 1;
    for (i = 0; i < p->n_rules; i++)
        if (p->rule[i].kind == COH_GROUP_PIN)
            return 1;
    return 0;
}

int
coh_group_similar(const struct coh_group_problem *p, struct coh_group_answer *a,
                  struct coh_error *err)
{
    struct coh_group_view v = COH_GROUP_VIEW_INIT;
    double unit;
    int rc = -1;

    if (p->n > MOST_STUDENTS)
        return coh_fail(err, COH_INPUT, "more than %zu students",
                        MOST_STUDENTS);
    if (coh_group_feasible(p, a, err))
        return -1;
    if (a->outcome != COH_GROUP_FEASIBLE)
        return 0;
    a->tied = coh_alloc_array(p->n, 1, err);
    if (!a->tied || coh_group_view_init(&v, p, err) || search(&v, a, err) ||
        settle(&v, a->group, err))
        goto out;
    mark_ties(&v, a);
    unit = v.times * v.times;
    a->proved = v.low >= v.cost;
    a->banded = is_banded(p);
    a->bound = (double)v.low / unit;
    a->placed = (double)v.cost / unit;
    a->value = coh_group_similar_value(p, a->group);
    a->moves += v.moves + v.band.moves;
    rc = 0;
out:
    coh_group_view_release(&v);
    return rc;
}

/* Scores as doubles, from the least one: sums keep their digits. */
static double
sum_of_squares(const struct coh_group_problem *p, const size_t *group, size_t g,
               size_t *count)
{
    double mean = 0, sum = 0, d;
    int64_t origin = 0;
    size_t i, n = 0;

    for (i = 0; i < p->n; i++) {
        if ((g && group[i] != g) || (p->missing && p->missing[i]))
            continue;
        if (!n++)
            origin = p->score[i];
        mean += (double)(p->score[i] - origin);
    }
    mean = n ? mean / (double)n : 0;
    for (i = 0; i < p->n; i++)
        if ((!g || group[i] == g) && !(p->missing && p->missing[i])) {
            d = (double)(p->score[i] - origin) - mean;
            sum += d * d;
        }
    *count = n;
    return sum;
}

double
coh_group_similar_value(const struct coh_group_problem *p, const size_t *group)
{
    double sum = 0;
    size_t g, n;

    for (g = 1; g <= p->k; g++)
        sum += sum_of_squares(p, group, g, &n);
    return sum;
}

double
coh_group_random_mean(const struct coh_group_problem *p, const size_t *group)
{
    double total;
    size_t g, n, all, k = 0;

    total = sum_of_squares(p, group, 0, &all);
    for (g = 1; g <= p->k; g++) {
        sum_of_squares(p, group, g, &n);
        k += n > 0;
    }
    return all > 1 ? total * (double)(all - k) / (double)(all - 1) : 0;
}
