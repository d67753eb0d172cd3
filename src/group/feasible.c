/* SPDX-License-Identifier: GPL-3.0-or-later */
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

/* Switch off flag[from] to flag[to − 1]; back on when that ends the clash. */
static int
leave_out(struct filter *f, unsigned char *flag, size_t from, size_t to,
          struct coh_error *err)
{
    unsigned char *before;
    size_t i, on = 0;
    int yes = 0, rc;

    before = coh_alloc_array(to - from, 1, err);
    if (!before)
        return -1;
    for (i = from; i < to; i++) {
        before[i - from] = flag[i];
        on += flag[i];
        flag[i] = 0;
    }
    rc = on ? clashes(f, &yes, err) : 0;
    for (i = from; i < to && (rc || !yes); i++)
        flag[i] = before[i - from];
    coh_free(before);
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

/* Whole sets first, which are many and cheap to lose, then members. */
static int
leave_out_sets(struct filter *f, const struct coh_group_sets *sets,
               unsigned char *flag, struct coh_error *err)
{
    size_t s, i;

    for (s = 0; s < sets->n; s++)
        if (leave_out(f, flag, sets->start[s], sets->start[s + 1], err))
            return -1;
    for (i = 0; sets->n && i < sets->start[sets->n]; i++)
        if (leave_out(f, flag, i, i + 1, err))
            return -1;
    return 0;
}

static int
add_demand(struct coh_group_answer *a, enum coh_group_demand_kind kind,
           size_t set, const size_t *member, const unsigned char *flag,
           size_t n, struct coh_error *err)
{
    struct coh_group_demand *d;
    size_t i, capacity = a->n_conflict, on = 0;

    for (i = 0; i < n; i++)
        on += flag[i];
    if (n && !on)
        return 0;
    if (coh_reserve(&a->conflict, &capacity, a->n_conflict + 1, sizeof(*d),
                    err))
        return -1;
    d = &a->conflict[a->n_conflict];
    *d = (struct coh_group_demand){.kind = kind, .set = set};
    d->member = coh_alloc_array(on, sizeof(size_t), err);
    if (!d->member)
        return -1;
    a->n_conflict++;
    for (i = 0; i < n; i++)
        if (flag[i])
            d->member[d->n++] = member[i];
    return 0;
}

static int
write_conflict(const struct filter *f, struct coh_group_answer *a,
               struct coh_error *err)
{
    const struct coh_group_sets *t = &f->p->together, *x = &f->p->apart;
    size_t i;

    for (i = 0; i < t->n; i++)
        if (add_demand(a, COH_GROUP_TOGETHER, i, t->member + t->start[i],
                       f->on.together + t->start[i],
                       t->start[i + 1] - t->start[i], err))
            return -1;
    for (i = 0; i < x->n; i++)
        if (add_demand(a, COH_GROUP_APART, i, x->member + x->start[i],
                       f->on.apart + x->start[i], x->start[i + 1] - x->start[i],
                       err))
            return -1;
    for (i = 0; f->p->pin && i < f->p->n; i++)
        if (f->p->pin[i] &&
            add_demand(a, COH_GROUP_PIN, 0, &i, f->on.pin + i, 1, err))
            return -1;
    if (f->on.min && add_demand(a, COH_GROUP_MIN, 0, NULL, NULL, 0, err))
        return -1;
    if (f->on.max && add_demand(a, COH_GROUP_MAX, 0, NULL, NULL, 0, err))
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
    size_t nt = p->together.n ? p->together.start[p->together.n] : 0;
    size_t nx = p->apart.n ? p->apart.start[p->apart.n] : 0;
    size_t i;
    int rc = -1;

    f.sure = f.on.min = f.on.max = 1;
    f.on.together = coh_alloc_array(nt, 1, err);
    f.on.apart = coh_alloc_array(nx, 1, err);
    f.on.pin = coh_alloc_array(p->n, 1, err);
    if (!f.on.together || !f.on.apart || !f.on.pin)
        goto out;
    fill(f.on.together, nt);
    fill(f.on.apart, nx);
    fill(f.on.pin, p->n);
    /* Sizes first: a clash without them is the plainer one. */
    if (leave_out_size(&f, &f.on.min, err) ||
        leave_out_size(&f, &f.on.max, err))
        goto out;
    for (i = 0; p->pin && i < p->n; i++)
        if (p->pin[i] && leave_out(&f, f.on.pin, i, i + 1, err))
            goto out;
    if (leave_out_sets(&f, &p->apart, f.on.apart, err) ||
        leave_out_sets(&f, &p->together, f.on.together, err) ||
        write_conflict(&f, a, err))
        goto out;
    a->irreducible = f.sure;
    rc = 0;
out:
    coh_free(f.on.together);
    coh_free(f.on.apart);
    coh_free(f.on.pin);
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

static int
check_sets(const struct coh_group_problem *p, const struct coh_group_sets *s,
           struct coh_error *err)
{
    size_t i;

    for (i = 0; s->n && i < s->start[s->n]; i++)
        if (s->member[i] >= p->n)
            return coh_fail(err, COH_INPUT,
                            "a set names student %zu, and there are %zu",
                            s->member[i] + 1, p->n);
    return 0;
}

static int
check(const struct coh_group_problem *p, struct coh_error *err)
{
    size_t i;

    if (p->n == 0)
        return coh_fail(err, COH_INPUT, "there is no student to group");
    if (p->k == 0)
        return coh_fail(err, COH_INPUT, "there is no group to fill");
    for (i = 0; p->pin && i < p->n; i++)
        if (p->pin[i] > p->k)
            return coh_fail(err, COH_INPUT,
                            "group %zu is pinned, and there are %zu groups",
                            p->pin[i], p->k);
    if (check_sets(p, &p->together, err) || check_sets(p, &p->apart, err))
        return -1;
    return 0;
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
    if (check(p, err) || coh_group_units_read(p, NULL, &u, err))
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
