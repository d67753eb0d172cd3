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

/* Keep `where` when it is better than the best so far, else undo. */
static int
keep(struct coh_group_view *v, size_t *where)
{
    int64_t cost = coh_group_view_cost(v, where);
    size_t i;

    if (cost < 0 || cost >= v->cost)
        return 0;
    v->cost = cost;
    for (i = 0; i < v->u.n; i++)
        v->where[i] = where[i];
    return 1;
}

static int
try_moves(struct coh_group_view *v, size_t *where, size_t unit)
{
    size_t g, from = where[unit];
    int better = 0;

    for (g = 1; g <= v->p->k; g++) {
        if (g == from || !allowed(v, where, unit, g))
            continue;
        where[unit] = g;
        better |= keep(v, where);
        where[unit] = from;
    }
    where[unit] = v->where[unit];
    return better;
}

static int
try_swaps(struct coh_group_view *v, size_t *where, size_t unit)
{
    size_t other, a, b;
    int better = 0, ok;

    for (other = unit + 1; other < v->u.n; other++) {
        a = where[unit];
        b = where[other];
        if (a == b)
            continue;
        where[unit] = b;
        where[other] = a;
        ok = allowed(v, where, unit, b) && allowed(v, where, other, a);
        if (ok && keep(v, where)) {
            better = 1;
        } else {
            where[unit] = a;
            where[other] = b;
        }
    }
    return better;
}

int
coh_group_improve(struct coh_group_view *v, struct coh_error *err)
{
    size_t *where = coh_alloc_array(v->u.n, sizeof(*where), err);
    /* Half the effort is left for the proof. */
    uint64_t stop = v->effort / 2;
    size_t i;
    int better = 1;

    if (!where)
        return -1;
    for (i = 0; i < v->u.n; i++)
        where[i] = v->where[i];
    while (better && v->band.moves < stop) {
        better = 0;
        for (i = 0; i < v->u.n && v->band.moves < stop; i++)
            if (!v->u.pin[i])
                better |= try_moves(v, where, i);
        for (i = 0; i < v->u.n && v->band.moves < stop; i++)
            better |= try_swaps(v, where, i);
    }
    coh_free(where);
    return 0;
}
