/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/place.h"

#include "base/memory.h"

struct search {
    const struct coh_group_units *u;
    size_t n, k;
    size_t *min, *max; /* k of each, already without inactive demands */
    size_t *load;      /* students of units placed in each group */
    size_t *group;     /* of each unit, 0 while it has none */
    unsigned *foes; /* unit × group: units there that it must be apart from */
    size_t *order;  /* units, hardest first */
    const size_t *prefer;
    size_t *owner; /* scratch of the matching: the unit of each group */
    unsigned char *seen;
    size_t placed; /* students */
    uint64_t nodes, budget;
};

static int
may_take(const struct search *s, size_t unit, size_t g)
{
    const struct coh_group_units *u = s->u;

    if (u->pin[unit] && u->pin[unit] != g + 1)
        return 0;
    return s->load[g] + u->size[unit] <= s->max[g] && !s->foes[unit * s->k + g];
}

static void
put(struct search *s, size_t unit, size_t g)
{
    const struct coh_group_units *u = s->u;
    size_t v;

    s->group[unit] = g + 1;
    s->load[g] += u->size[unit];
    s->placed += u->size[unit];
    for (v = 0; v < u->n; v++)
        s->foes[v * s->k + g] += u->apart[unit * u->n + v] != 0;
}

static void
take_back(struct search *s, size_t unit, size_t g)
{
    const struct coh_group_units *u = s->u;
    size_t v;

    s->group[unit] = 0;
    s->load[g] -= u->size[unit];
    s->placed -= u->size[unit];
    for (v = 0; v < u->n; v++)
        s->foes[v * s->k + g] -= u->apart[unit * u->n + v] != 0;
}

/* One augmenting path: can `unit` have a group of its own among its clique? */
static int
augment(struct search *s, size_t unit)
{
    size_t g;

    for (g = 0; g < s->k; g++) {
        if (s->seen[g] || !may_take(s, unit, g))
            continue;
        s->seen[g] = 1;
        if (s->owner[g] == COH_GROUP_NO_UNIT || augment(s, s->owner[g])) {
            s->owner[g] = unit;
            return 1;
        }
    }
    return 0;
}

/* Has each clique as many open groups as it has units without one? */
static int
cliques_fit(struct search *s)
{
    const struct coh_group_units *u = s->u;
    size_t c, i, g;

    for (c = 0; c < u->n_cliques; c++) {
        for (g = 0; g < s->k; g++)
            s->owner[g] = COH_GROUP_NO_UNIT;
        for (i = u->clique_start[c]; i < u->clique_start[c + 1]; i++) {
            if (s->group[u->clique[i]])
                continue;
            for (g = 0; g < s->k; g++)
                s->seen[g] = 0;
            if (!augment(s, u->clique[i]))
                return 0;
        }
    }
    return 1;
}

/* Can the students not yet placed still fill every group to its least? */
static int
sizes_fit(const struct search *s)
{
    size_t g, lack = 0;

    for (g = 0; g < s->k; g++)
        if (s->load[g] < s->min[g])
            lack += s->min[g] - s->load[g];
    return lack <= s->n - s->placed;
}

/* Empty groups of the same sizes are alike: one of them is enough to try. */
static int
tried_alike(const struct search *s, const unsigned char *tried, size_t g)
{
    size_t h;

    if (s->load[g])
        return 0;
    for (h = 0; h < s->k; h++)
        if (tried[h] && !s->load[h] && s->min[h] == s->min[g] &&
            s->max[h] == s->max[g])
            return 1;
    return 0;
}

/* The i-th nearest group to `centre`, which is 0 to k − 1. */
static size_t
nearest(size_t k, size_t centre, size_t i)
{
    size_t below = centre, above = k - 1 - centre;
    size_t both = below < above ? below : above;

    if (i <= 2 * both)
        return i % 2 ? centre - (i + 1) / 2 : centre + i / 2;
    return below > above ? centre - (i - both) : centre + (i - both);
}

static enum coh_group_outcome
descend(struct search *s, size_t depth, unsigned char *tried)
{
    const struct coh_group_units *u = s->u;
    enum coh_group_outcome found;
    size_t unit, i, g;

    if (s->nodes++ >= s->budget)
        return COH_GROUP_UNDECIDED;
    if (!sizes_fit(s) || !cliques_fit(s))
        return COH_GROUP_IMPOSSIBLE;
    if (depth == u->n)
        return COH_GROUP_FEASIBLE;
    unit = s->order[depth];
    for (i = 0; i < s->k; i++) {
        g = nearest(s->k, s->prefer ? s->prefer[unit] - 1 : 0, i);
        if (!may_take(s, unit, g) || tried_alike(s, tried, g))
            continue;
        put(s, unit, g);
        found = descend(s, depth + 1, tried + s->k);
        if (found != COH_GROUP_IMPOSSIBLE)
            return found;
        take_back(s, unit, g);
        tried[g] = 1;
    }
    for (g = 0; g < s->k; g++)
        tried[g] = 0;
    return COH_GROUP_IMPOSSIBLE;
}

/* Pinned units first, then large ones and those apart from many. */
static size_t
hardness(const struct coh_group_units *u, size_t unit)
{
    size_t v, h = u->size[unit] - 1;

    for (v = 0; v < u->n; v++)
        h += u->apart[unit * u->n + v];
    return u->pin[unit] ? (size_t)-1 : h;
}

static void
sort_units(const struct coh_group_units *u, size_t *order, size_t *hard)
{
    size_t i, j;

    for (i = 0; i < u->n; i++)
        hard[i] = hardness(u, i);
    for (i = 0; i < u->n; i++) {
        for (j = i; j > 0 && hard[order[j - 1]] < hard[i]; j--)
            order[j] = order[j - 1];
        order[j] = i;
    }
}

/* The sizes alone: Σ min ≤ n ≤ Σ max, each min ≤ its max. */
static int
sizes_alone(struct search *s, const struct coh_group_problem *p,
            const struct coh_group_active *active)
{
    size_t g, room = 0;
    int ok = 1;

    for (g = 0; g < s->k; g++) {
        s->min[g] = !active || active->min ? p->min[g] : 0;
        s->max[g] = !active || active->max ? p->max[g] : p->n;
        if (s->min[g] > s->max[g])
            ok = 0;
        room += s->max[g] < p->n ? s->max[g] : p->n;
    }
    return ok && room >= p->n;
}

int
coh_group_place(const struct coh_group_problem *p,
                const struct coh_group_active *active,
                const struct coh_group_units *u, const size_t *prefer,
                uint64_t budget, uint64_t *nodes, size_t *group,
                enum coh_group_outcome *outcome, struct coh_error *err)
{
    struct search s = {.u = u, .n = p->n, .k = p->k, .prefer = prefer};
    unsigned char *tried = NULL;
    size_t i;
    int rc = -1;

    s.budget = budget;
    s.group = group;
    s.min = coh_alloc_array(p->k, sizeof(size_t), err);
    s.max = coh_alloc_array(p->k, sizeof(size_t), err);
    s.load = coh_alloc_array(p->k, sizeof(size_t), err);
    s.owner = coh_alloc_array(p->k, sizeof(size_t), err);
    s.seen = coh_alloc_array(p->k, 1, err);
    s.order = coh_alloc_array(2 * u->n, sizeof(size_t), err);
    s.foes = coh_alloc_array(u->n * p->k, sizeof(*s.foes), err);
    if (!s.min || !s.max || !s.load || !s.owner || !s.seen || !s.order ||
        !s.foes)
        goto out;
    tried = coh_alloc_array((u->n + 1) * p->k, 1, err);
    if (!tried)
        goto out;
    for (i = 0; i < u->n; i++)
        group[i] = 0;
    sort_units(u, s.order, s.order + u->n);
    *outcome = COH_GROUP_IMPOSSIBLE;
    if (!u->clash && sizes_alone(&s, p, active))
        *outcome = descend(&s, 0, tried);
    *nodes += s.nodes;
    rc = 0;
out:
    coh_free(tried);
    coh_free(s.foes);
    coh_free(s.order);
    coh_free(s.seen);
    coh_free(s.owner);
    coh_free(s.load);
    coh_free(s.max);
    coh_free(s.min);
    return rc;
}
