/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/feasible.h"
#include "base/memory.h"
#include "group/place.h"

/* What the search for a conflict works on. */
struct filter {
    const struct coh_group_problem *p;
    struct coh_group_active on;
    uint64_t budget, *nodes;
    int sure; /* no answer along the way was undecided */
};

/* Is what is still on impossible, proved? Anything else is 0. */
static int
clashes(struct filter *f, int *yes, struct coh_error *err)
{
    struct coh_group_units u = COH_GROUP_UNITS_INIT;
    enum coh_group_outcome outcome;
    size_t *group;
    int rc = -1;

    if (coh_group_units_read(f->p, &f->on, &u, err))
        return -1;
    group = coh_alloc_array(u.n, sizeof(*group), err);
    if (group && !coh_group_place(f->p, &f->on, &u, NULL, f->budget, f->nodes,
                                  group, &outcome, err)) {
        *yes = outcome == COH_GROUP_IMPOSSIBLE;
        if (outcome == COH_GROUP_UNDECIDED)
            f->sure = 0;
        rc = 0;
    }
    coh_free(group);
    coh_group_units_release(&u);
    return rc;
}

/* Switch one flag off; back on when that ends the clash. */
static int
leave_out(struct filter *f, unsigned char *flag, struct coh_error *err)
{
    int yes = 0, rc;

    if (!*flag)
        return 0;
    *flag = 0;
    rc = clashes(f, &yes, err);
    if (rc || !yes)
        *flag = 1;
    return rc;
}

static int
leave_out_size(struct filter *f, int *flag, struct coh_error *err)
{
    int yes = 0, rc;

    *flag = 0;
    rc = clashes(f, &yes, err);
    if (rc || !yes)
        *flag = 1;
    return rc;
}

/* Whole rules of a kind first, which are many and cheap to lose, then members
 * of sets. */
static int
leave_out_rules(struct filter *f, enum coh_group_rule_kind kind,
                struct coh_error *err)
{
    const struct coh_group_problem *p = f->p;
    size_t r, i;

    for (r = 0; r < p->n_rules; r++)
        if (p->rule[r].kind == kind && leave_out(f, &f->on.rule[r], err))
            return -1;
    for (r = 0; kind != COH_GROUP_PIN && r < p->n_rules; r++)
        for (i = 0;
             p->rule[r].kind == kind && f->on.rule[r] && i < p->rule[r].n; i++)
            if (leave_out(f, &f->on.member[f->on.start[r] + i], err))
                return -1;
    return 0;
}

static int
add_demand(const struct filter *f, struct coh_group_answer *a,
           enum coh_group_rule_kind kind, size_t rule, struct coh_error *err)
{
    const struct coh_group_rule *r =
        rule < f->p->n_rules ? &f->p->rule[rule] : NULL;
    size_t capacity = a->n_conflict, i, n = r ? r->n : 0;
    struct coh_group_demand *d;

    if (coh_reserve(&a->conflict, &capacity, a->n_conflict + 1, sizeof(*d),
                    err))
        return -1;
    d = &a->conflict[a->n_conflict];
    *d = (struct coh_group_demand){.kind = kind, .rule = rule};
    d->member = coh_alloc_array(n, sizeof(size_t), err);
    if (!d->member)
        return -1;
    a->n_conflict++;
    for (i = 0; i < n; i++)
        if (f->on.member[f->on.start[rule] + i])
            d->member[d->n++] = r->member[i];
    return 0;
}

static int
write_conflict(const struct filter *f, struct coh_group_answer *a,
               struct coh_error *err)
{
    size_t r, n = f->p->n_rules;

    for (r = 0; r < n; r++)
        if (f->on.rule[r] && add_demand(f, a, f->p->rule[r].kind, r, err))
            return -1;
    if (f->on.min && add_demand(f, a, COH_GROUP_MIN, n, err))
        return -1;
    if (f->on.max && add_demand(f, a, COH_GROUP_MAX, n, err))
        return -1;
    return 0;
}

static void
fill(unsigned char *flag, size_t n)
{
    while (n)
        flag[--n] = 1;
}

static int
find_conflict(const struct coh_group_problem *p, uint64_t budget,
              struct coh_group_answer *a, struct coh_error *err)
{
    struct filter f = {.p = p, .budget = budget, .nodes = &a->moves};
    size_t *start = coh_alloc_array(p->n_rules + 1, sizeof(*start), err);
    size_t r;
    int rc = -1;

    if (!start)
        return -1;
    for (r = 0; r < p->n_rules; r++)
        start[r + 1] = start[r] + p->rule[r].n;
    f.sure = f.on.min = f.on.max = 1;
    f.on.start = start;
    f.on.rule = coh_alloc_array(p->n_rules, 1, err);
    f.on.member = coh_alloc_array(start[p->n_rules], 1, err);
    if (!f.on.rule || !f.on.member)
        goto out;
    fill(f.on.rule, p->n_rules);
    fill(f.on.member, start[p->n_rules]);
    /* Sizes first: a clash without them is the plainer one. */
    if (leave_out_size(&f, &f.on.min, err) ||
        leave_out_size(&f, &f.on.max, err) ||
        leave_out_rules(&f, COH_GROUP_PIN, err) ||
        leave_out_rules(&f, COH_GROUP_APART, err) ||
        leave_out_rules(&f, COH_GROUP_TOGETHER, err) ||
        write_conflict(&f, a, err))
        goto out;
    a->irreducible = f.sure;
    rc = 0;
out:
    coh_free(f.on.rule);
    coh_free(f.on.member);
    coh_free(start);
    return rc;
}

/* Students whom no demand names: each group to its least, then to its most. */
static void
fill_groups(const struct coh_group_problem *p, const struct coh_group_units *u,
            const size_t *unit_group, size_t *load, size_t *group)
{
    size_t i, g = 0;
    int pass = 0;

    for (i = 0; i < p->n; i++)
        if (u->of[i] != COH_GROUP_NO_UNIT) {
            group[i] = unit_group[u->of[i]];
            load[group[i] - 1]++;
        }
    for (i = 0; i < p->n; i++) {
        if (u->of[i] != COH_GROUP_NO_UNIT)
            continue;
        while (load[g] >= (pass ? p->max[g] : p->min[g]))
            if (++g == p->k) {
                g = 0;
                pass = 1;
            }
        group[i] = g + 1;
        load[g]++;
    }
}

int
coh_group_feasible(const struct coh_group_problem *p,
                   struct coh_group_answer *a, struct coh_error *err)
{
    struct coh_group_units u = COH_GROUP_UNITS_INIT;
    /* A node of this search costs about as much as a hundred moves. */
    uint64_t budget = (p->effort ? p->effort : COH_GROUP_EFFORT) / 100;
    size_t *place = NULL, *load = NULL;
    int rc = -1;

    coh_group_answer_release(a);
    if (coh_group_check(p, err) || coh_group_units_read(p, NULL, &u, err))
        return -1;
    place = coh_alloc_array(u.n, sizeof(*place), err);
    load = coh_alloc_array(p->k, sizeof(*load), err);
    a->group = coh_alloc_array(p->n, sizeof(*a->group), err);
    if (!place || !load || !a->group ||
        coh_group_place(p, NULL, &u, NULL, budget, &a->moves, place,
                        &a->outcome, err))
        goto out;
    if (a->outcome == COH_GROUP_FEASIBLE)
        fill_groups(p, &u, place, load, a->group);
    rc = a->outcome == COH_GROUP_IMPOSSIBLE ? find_conflict(p, budget, a, err)
                                            : 0;
out:
    coh_free(place);
    coh_free(load);
    coh_group_units_release(&u);
    return rc;
}
