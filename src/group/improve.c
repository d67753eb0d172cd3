/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"
#include "group/search.h"

/* Would `unit` in group `g` keep away from all it must be apart from? */
static int
allowed(const struct coh_group_view *v, const size_t *where, size_t unit,
        size_t g)
{
    size_t w;

    if (v->u.pin[unit] && v->u.pin[unit] != g)
        return 0;
    for (w = 0; w < v->u.n; w++)
        if (w != unit && where[w] == g && v->u.apart[unit * v->u.n + w])
            return 0;
    return 1;
}

/* Keep `where` when it is better than the best so far: 1; 0 if not; −1. */
static int
keep(struct coh_group_view *v, size_t *where, struct coh_error *err)
{
    int64_t cost;
    size_t i;

    if (coh_group_view_cost(v, where, &cost, err))
        return -1;
    if (cost < 0 || cost >= v->cost)
        return 0;
    v->cost = cost;
    for (i = 0; i < v->u.n; i++)
        v->where[i] = where[i];
    return 1;
}

static int
try_moves(struct coh_group_view *v, size_t *where, size_t unit,
          struct coh_error *err)
{
    size_t g, from = where[unit];
    int better = 0, kept;

    for (g = 1; g <= v->p->k; g++) {
        if (g == from || !allowed(v, where, unit, g))
            continue;
        where[unit] = g;
        kept = keep(v, where, err);
        if (kept < 0)
            return -1;
        better |= kept;
        where[unit] = from;
    }
    where[unit] = v->where[unit];
    return better;
}

static int
try_swaps(struct coh_group_view *v, size_t *where, size_t unit,
          struct coh_error *err)
{
    size_t other, a, b;
    int better = 0, kept;

    for (other = unit + 1; other < v->u.n; other++) {
        a = where[unit];
        b = where[other];
        if (a == b)
            continue;
        where[unit] = b;
        where[other] = a;
        kept = 0;
        if (allowed(v, where, unit, b) && allowed(v, where, other, a))
            kept = keep(v, where, err);
        if (kept < 0)
            return -1;
        if (kept) {
            better = 1;
        } else {
            where[unit] = a;
            where[other] = b;
        }
    }
    return better;
}

/* Once over all units: 1 when that was better, 0 when not, −1. */
static int
round_of(struct coh_group_view *v, size_t *where, uint64_t stop,
         struct coh_error *err)
{
    size_t i;
    int better = 0, got;

    for (i = 0; i < v->u.n && v->band.moves < stop; i++) {
        got = v->u.pin[i] ? 0 : try_moves(v, where, i, err);
        if (got < 0)
            return -1;
        better |= got;
    }
    for (i = 0; i < v->u.n && v->band.moves < stop; i++) {
        got = try_swaps(v, where, i, err);
        if (got < 0)
            return -1;
        better |= got;
    }
    return better && v->band.moves < stop;
}

int
coh_group_improve(struct coh_group_view *v, struct coh_error *err)
{
    size_t *where = coh_alloc_array(v->u.n, sizeof(*where), err);
    size_t i;
    int better;

    if (!where)
        return -1;
    for (i = 0; i < v->u.n; i++)
        where[i] = v->where[i];
    /* Half the effort is left for the proof. */
    do
        better = round_of(v, where, v->effort / 2, err);
    while (better > 0);
    coh_free(where);
    return better;
}
