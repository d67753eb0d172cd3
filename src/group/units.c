/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/units.h"

#include "base/memory.h"

void
coh_group_units_release(struct coh_group_units *u)
{
    coh_free(u->of);
    coh_free(u->size);
    coh_free(u->pin);
    coh_free(u->apart);
    coh_free(u->clique_start);
    coh_free(u->clique);
    *u = (struct coh_group_units)COH_GROUP_UNITS_INIT;
}

static size_t
root(size_t *parent, size_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static int
counts(const struct coh_group_active *a, size_t rule, size_t member)
{
    return !a || (a->rule[rule] && a->member[a->start[rule] + member]);
}

/* Join the members of each together set, mark all whom a demand names. A set
 * of one demands nothing. */
static void
join_set(const struct coh_group_problem *p,
         const struct coh_group_active *active, size_t rule, size_t *parent,
         unsigned char *named)
{
    const struct coh_group_rule *r = &p->rule[rule];
    size_t i, first = p->n;

    for (i = 0; i < r->n; i++) {
        if (!counts(active, rule, i))
            continue;
        if (first == p->n) {
            first = r->member[i];
            continue;
        }
        named[first] = named[r->member[i]] = 1;
        if (r->kind == COH_GROUP_TOGETHER)
            parent[root(parent, r->member[i])] = root(parent, first);
    }
}

static void
join(const struct coh_group_problem *p, const struct coh_group_active *active,
     size_t *parent, unsigned char *named)
{
    size_t i;

    for (i = 0; i < p->n_rules; i++)
        if (p->rule[i].kind == COH_GROUP_TOGETHER ||
            p->rule[i].kind == COH_GROUP_APART)
            join_set(p, active, i, parent, named);
        else if (p->rule[i].kind == COH_GROUP_PIN && counts(active, i, 0))
            named[p->rule[i].member[0]] = 1;
}

/* Number the units in the order of their first student. */
static int
number(const struct coh_group_problem *p, size_t *parent,
       const unsigned char *named, struct coh_group_units *u,
       struct coh_error *err)
{
    size_t i, r;

    for (i = 0; i < p->n; i++)
        u->of[i] = COH_GROUP_NO_UNIT;
    for (i = 0; i < p->n; i++)
        if (named[i]) {
            r = root(parent, i);
            if (u->of[r] == COH_GROUP_NO_UNIT)
                u->of[r] = u->n++;
            u->of[i] = u->of[r];
        }
    u->size = coh_alloc_array(u->n, sizeof(*u->size), err);
    u->pin = coh_alloc_array(u->n, sizeof(*u->pin), err);
    u->apart = u->n && u->n > (size_t)-1 / u->n
                   ? NULL
                   : coh_alloc_array(u->n * u->n, 1, err);
    if (!u->size || !u->pin || !u->apart)
        return coh_fail_memory(err);
    for (i = 0; i < p->n; i++)
        if (named[i])
            u->size[u->of[i]]++;
    return 0;
}

static void
read_pins(const struct coh_group_problem *p,
          const struct coh_group_active *active, struct coh_group_units *u)
{
    size_t i, unit;

    for (i = 0; i < p->n_rules; i++) {
        if (p->rule[i].kind != COH_GROUP_PIN || !counts(active, i, 0))
            continue;
        unit = u->of[p->rule[i].member[0]];
        if (u->pin[unit] && u->pin[unit] != p->rule[i].group[0])
            u->clash = 1;
        u->pin[unit] = p->rule[i].group[0];
    }
}

static void
read_apart(const struct coh_group_problem *p,
           const struct coh_group_active *active, struct coh_group_units *u)
{
    const struct coh_group_rule *r;
    size_t s, i, j, a, b;

    for (s = 0; s < p->n_rules; s++) {
        r = &p->rule[s];
        for (i = 0; r->kind == COH_GROUP_APART && i < r->n; i++)
            for (j = i + 1; j < r->n; j++) {
                /* The same student twice in a set is one student. */
                if (!counts(active, s, i) || !counts(active, s, j) ||
                    r->member[i] == r->member[j])
                    continue;
                a = u->of[r->member[i]];
                b = u->of[r->member[j]];
                if (a == b)
                    u->clash = 1;
                u->apart[a * u->n + b] = u->apart[b * u->n + a] = 1;
            }
    }
    /* Pins to different groups need no mark: each unit has one group only. */
    for (a = 0; a < u->n; a++)
        for (b = a + 1; u->pin[a] && b < u->n; b++)
            if (u->pin[a] == u->pin[b] && u->apart[a * u->n + b])
                u->clash = 1;
}

/* A clique of each unit, grown greedily; pigeons are counted on these. */
static int
grow_cliques(struct coh_group_units *u, struct coh_error *err)
{
    size_t i, j, m, capacity = 0;

    u->clique_start = coh_alloc_array(u->n + 1, sizeof(size_t), err);
    if (!u->clique_start)
        return -1;
    for (i = 0; i < u->n; i++) {
        size_t first = u->clique_start[u->n_cliques], end = first;
        for (j = 0; j < u->n; j++) {
            size_t unit = (i + j) % u->n;
            for (m = first; m < end; m++)
                if (!u->apart[unit * u->n + u->clique[m]])
                    break;
            if (m < end)
                continue;
            if (coh_reserve(&u->clique, &capacity, end + 1, sizeof(size_t),
                            err))
                return -1;
            u->clique[end++] = unit;
        }
        if (end - first > 1)
            u->clique_start[++u->n_cliques] = end;
    }
    return 0;
}

int
coh_group_units_read(const struct coh_group_problem *p,
                     const struct coh_group_active *active,
                     struct coh_group_units *u, struct coh_error *err)
{
    size_t *parent = coh_alloc_array(p->n, sizeof(*parent), err);
    unsigned char *named = coh_alloc_array(p->n, 1, err);
    size_t i;
    int rc = -1;

    *u = (struct coh_group_units)COH_GROUP_UNITS_INIT;
    u->of = coh_alloc_array(p->n, sizeof(*u->of), err);
    if (!parent || !named || !u->of)
        goto out;
    for (i = 0; i < p->n; i++)
        parent[i] = i;
    join(p, active, parent, named);
    if (number(p, parent, named, u, err))
        goto out;
    read_pins(p, active, u);
    read_apart(p, active, u);
    rc = grow_cliques(u, err);
out:
    coh_free(parent);
    coh_free(named);
    if (rc)
        coh_group_units_release(u);
    return rc;
}
