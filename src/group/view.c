/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "group/search.h"

/* n·Σv² ≤ (n·range)² must stay below 2^62. */
#define WIDEST (INT64_C(1) << 31)

void
coh_group_view_release(struct coh_group_view *v)
{
    coh_group_units_release(&v->u);
    coh_group_band_release(&v->band);
    coh_free(v->value);
    coh_free(v->free);
    coh_free(v->filler);
    coh_free(v->unit);
    coh_free(v->point);
    coh_free(v->inside);
    coh_free(v->where);
    *v = (struct coh_group_view)COH_GROUP_VIEW_INIT;
}

void
coh_group_sum_add(struct coh_group_sum *to, const struct coh_group_sum *from)
{
    to->size += from->size;
    to->n += from->n;
    to->s += from->s;
    to->q += from->q;
}

static int
scored(const struct coh_group_problem *p, size_t i)
{
    return !p->missing || !p->missing[i];
}

/* The least common multiple of the units' counts, or 0 above `limit`. */
static int64_t
common_multiple(const struct coh_group_view *v, int64_t limit)
{
    int64_t l = 1, a, b, t;
    size_t i;

    for (i = 0; i < v->u.n; i++) {
        if (v->unit[i].n < 2)
            continue;
        for (a = l, b = v->unit[i].n; b; t = a % b, a = b, b = t)
            ;
        l = l / a * v->unit[i].n;
        if (l > limit)
            return 0;
    }
    return l;
}

/* Choose `times` and fill v->value. Returns 1 when the mean of every unit is
 * an integer then. A range too wide for exact values is rounded to steps of
 * range × n / 2^31. */
static int
scale(struct coh_group_view *v)
{
    const struct coh_group_problem *p = v->p;
    int64_t least = 0, most = 0, range, widest, l, m;
    size_t i, seen = 0;

    for (i = 0; i < p->n; i++) {
        if (!scored(p, i))
            continue;
        if (!seen++)
            least = most = p->score[i];
        least = p->score[i] < least ? p->score[i] : least;
        most = p->score[i] > most ? p->score[i] : most;
    }
    range = most > least ? most - least : 1;
    widest = WIDEST / (int64_t)(p->n + 1);
    l = common_multiple(v, widest);
    if (l && range <= widest / l)
        m = widest / (range * l) * l;
    else
        m = widest / range;
    v->times = m ? (double)m : (double)widest / (double)range;
    for (i = 0; i < p->n; i++)
        if (scored(p, i)) {
            __extension__ __int128 d = p->score[i] - least;
            v->value[i] = (int64_t)(m ? d * m : d * widest / range);
        }
    return l && m && m % l == 0;
}

struct ranked {
    int64_t value;
    uint64_t draw;
    size_t student;
};

static int
by_value(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    if (x->draw != y->draw)
        return x->draw < y->draw ? -1 : 1;
    return x->student < y->student ? -1 : x->student > y->student;
}

/* Students of no unit into the bands: by score, equals in a drawn order. */
static int
make_bands(struct coh_group_view *v, struct coh_error *err)
{
    const struct coh_group_problem *p = v->p;
    struct coh_random draw = {.state = p->seed};
    struct ranked *r = coh_alloc_array(p->n, sizeof(*r), err);
    size_t i, n = 0, free_n = 0, g;
    int rc = -1;

    if (!r)
        return -1;
    for (i = 0; i < p->n; i++) {
        uint64_t d = coh_random_next(&draw);
        if (v->u.of[i] != COH_GROUP_NO_UNIT)
            continue;
        free_n += scored(p, i);
        r[n++] = (struct ranked){scored(p, i) ? v->value[i] : -1, d, i};
    }
    qsort(r, n, sizeof(*r), by_value);
    if (coh_group_band_init(&v->band, p->k, free_n, n - free_n, err))
        goto out;
    v->free = coh_alloc_array(free_n, sizeof(*v->free), err);
    v->filler = coh_alloc_array(n - free_n, sizeof(*v->filler), err);
    if (!v->free || !v->filler)
        goto out;
    for (i = 0; i < n - free_n; i++)
        v->filler[i] = r[i].student;
    for (i = 0; i < free_n; i++) {
        v->free[i] = r[n - free_n + i].student;
        v->band.value[i] = r[n - free_n + i].value;
    }
    for (g = 0; g < p->k; g++) {
        v->band.min[g] = p->min[g];
        v->band.max[g] = p->max[g];
    }
    coh_group_band_ready(&v->band);
    rc = 0;
out:
    coh_free(r);
    return rc;
}

static int
by_point(const void *a, const void *b)
{
    const struct coh_group_point *x = a, *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* SSE(A ∪ U) = SSE(A ∪ copies of the mean of U) + SSE(U): so a unit torn up
 * for a bound stands at its mean. Where means are no integers, members stand
 * where they are. */
static int
make_points(struct coh_group_view *v, int means, struct coh_error *err)
{
    size_t i, unit;

    v->point = coh_alloc_array(v->p->n, sizeof(*v->point), err);
    v->inside = coh_alloc_array(v->u.n, sizeof(*v->inside), err);
    v->where = coh_alloc_array(v->u.n, sizeof(*v->where), err);
    if (!v->point || !v->inside || !v->where)
        return -1;
    for (i = 0; i < v->p->n; i++) {
        unit = v->u.of[i];
        if (unit == COH_GROUP_NO_UNIT || !scored(v->p, i))
            continue;
        v->point[v->n_point++] = (struct coh_group_point){
            means ? v->unit[unit].s / v->unit[unit].n : v->value[i], unit};
    }
    for (unit = 0; means && unit < v->u.n; unit++)
        v->inside[unit] = coh_group_sum_cost(v->unit[unit].n, v->unit[unit].s,
                                             v->unit[unit].q);
    qsort(v->point, v->n_point, sizeof(*v->point), by_point);
    return 0;
}

int
coh_group_view_init(struct coh_group_view *v, const struct coh_group_problem *p,
                    struct coh_error *err)
{
    size_t i, unit;
    int means;

    *v = (struct coh_group_view)COH_GROUP_VIEW_INIT;
    v->p = p;
    v->effort = p->effort ? p->effort : COH_GROUP_EFFORT;
    v->value = coh_alloc_array(p->n, sizeof(*v->value), err);
    if (!v->value || coh_group_units_read(p, NULL, &v->u, err))
        return -1;
    v->unit = coh_alloc_array(v->u.n, sizeof(*v->unit), err);
    if (!v->unit)
        return -1;
    /* Counts first: the scale depends on them. */
    for (i = 0; i < p->n; i++)
        if ((unit = v->u.of[i]) != COH_GROUP_NO_UNIT) {
            v->unit[unit].size++;
            v->unit[unit].n += scored(p, i);
        }
    means = scale(v);
    for (i = 0; i < p->n; i++)
        if ((unit = v->u.of[i]) != COH_GROUP_NO_UNIT && scored(p, i)) {
            v->unit[unit].s += v->value[i];
            v->unit[unit].q += v->value[i] * v->value[i];
        }
    if (make_bands(v, err) || make_points(v, means, err))
        return -1;
    return 0;
}

int
coh_group_view_cost(struct coh_group_view *v, const size_t *where,
                    int64_t *cost, struct coh_error *err)
{
    size_t g, unit;

    for (g = 0; g < v->p->k; g++)
        v->band.fixed[g] = (struct coh_group_sum){.size = 0};
    for (unit = 0; unit < v->u.n; unit++)
        coh_group_sum_add(&v->band.fixed[where[unit] - 1], &v->unit[unit]);
    return coh_group_band_solve(&v->band, 0, cost, NULL, NULL, err);
}
