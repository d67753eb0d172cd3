/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/assign-even.h"

/* Do groups a + 1 and b + 1 cost the unit the same? */
static int
same_cost(const struct coh_group_levels *l, size_t unit, size_t a, size_t b)
{
    size_t level, k = l->r->p->k;

    for (level = COH_GROUP_LEVEL_FIRST; level <= COH_GROUP_LEVEL_SECOND;
         level++)
        if (l->cost[level] &&
            l->cost[level][unit * k + a] != l->cost[level][unit * k + b])
            return 0;
    return 1;
}

/* The smallest group that holds somebody, and that the unit of `size` may move
 * to at the same cost and make sizes more even; 0: none. */
static size_t
smaller(const struct coh_group_levels *l, struct coh_group_state *s,
        size_t unit, size_t size)
{
    const struct coh_group_rules *r = s->r;
    size_t g, from = s->group[unit] - 1, best = 0;
    struct coh_group_change c;

    for (g = 0; g < r->p->k; g++) {
        if (!r->allowed[unit * r->p->k + g] || s->size[g] == 0 ||
            s->size[g] + size >= s->size[from] ||
            (best && s->size[g] >= s->size[best - 1]) ||
            !same_cost(l, unit, from, g))
            continue;
        c = coh_group_state_try_move(s, unit, g + 1);
        if (c.broken <= 0 && (c.again == 0 || !r->p->company))
            best = g + 1;
    }
    return best;
}

/* Do two units cost the same when they change places? */
static int
same_swapped(const struct coh_group_levels *l, const struct coh_group_state *s,
             size_t u, size_t v)
{
    size_t level, k = l->r->p->k, a = s->group[u] - 1, b = s->group[v] - 1;
    const int64_t *cost;

    for (level = COH_GROUP_LEVEL_FIRST; level <= COH_GROUP_LEVEL_SECOND;
         level++) {
        cost = l->cost[level];
        if (cost && cost[u * k + a] + cost[v * k + b] !=
                        cost[u * k + b] + cost[v * k + a])
            return 0;
    }
    return 1;
}

/* One more swap of u that costs nothing and betters the company? */
static int
swaps_company(const struct coh_group_levels *l, struct coh_group_state *s,
              size_t u)
{
    const struct coh_group_rules *r = s->r;
    struct coh_group_change c;
    size_t v, k = r->p->k;

    for (v = 0; v < r->n_units; v++) {
        if (s->group[u] == s->group[v] ||
            !r->allowed[u * k + s->group[v] - 1] ||
            !r->allowed[v * k + s->group[u] - 1] || !same_swapped(l, s, u, v))
            continue;
        c = coh_group_state_try_swap(s, u, v);
        if (c.broken > 0 || c.again * l->company >= 0)
            continue;
        coh_group_state_swap(s, u, v);
        return 1;
    }
    return 0;
}

/* One more move of u, likewise; no group is opened or closed by it. */
static int
moves_company(const struct coh_group_levels *l, struct coh_group_state *s,
              size_t u)
{
    const struct coh_group_rules *r = s->r;
    size_t g, from = s->group[u] - 1;
    struct coh_group_change c;

    if (s->size[from] == r->unit_start[u + 1] - r->unit_start[u])
        return 0;
    for (g = 0; g < r->p->k; g++) {
        if (g == from || !r->allowed[u * r->p->k + g] || !s->size[g] ||
            !same_cost(l, u, from, g))
            continue;
        c = coh_group_state_try_move(s, u, g + 1);
        if (c.broken > 0 || c.again * l->company >= 0)
            continue;
        coh_group_state_put(s, u, g + 1);
        return 1;
    }
    return 0;
}

int
coh_group_assign_company(const struct coh_group_levels *l, size_t *group,
                         struct coh_error *err)
{
    const struct coh_group_rules *r = l->r;
    struct coh_group_state s;
    size_t u;
    int better = l->company != 0;

    if (coh_group_state_init(&s, r, err))
        return -1;
    for (u = 0; u < r->n_units; u++)
        coh_group_state_put(&s, u, group[r->unit_member[r->unit_start[u]]]);
    /* Each step betters the company: it ends. */
    while (better)
        for (better = 0, u = 0; u < r->n_units; u++)
            better |= swaps_company(l, &s, u) || moves_company(l, &s, u);
    coh_group_state_read(&s, group);
    coh_group_state_release(&s);
    return 0;
}

int
coh_group_assign_even(const struct coh_group_levels *l, size_t *group,
                      struct coh_error *err)
{
    const struct coh_group_rules *r = l->r;
    struct coh_group_state s;
    size_t u, to;
    int moved = 1;

    if (coh_group_state_init(&s, r, err))
        return -1;
    for (u = 0; u < r->n_units; u++)
        coh_group_state_put(&s, u, group[r->unit_member[r->unit_start[u]]]);
    /* Each move lowers Σ size²: it ends. */
    while (moved)
        for (moved = 0, u = 0; u < r->n_units; u++) {
            to = smaller(l, &s, u, r->unit_start[u + 1] - r->unit_start[u]);
            if (to) {
                coh_group_state_put(&s, u, to);
                moved = 1;
            }
        }
    coh_group_state_read(&s, group);
    coh_group_state_release(&s);
    return 0;
}
