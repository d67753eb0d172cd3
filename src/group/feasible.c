/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/feasible.h"

#include "base/memory.h"
#include "group/settle.h"

/* What the search for a conflict works on. */
struct filter {
    const struct coh_group_problem *p;
    struct coh_group_active on;
    unsigned char min, max;
    unsigned char **flag; /* demands or members, those to lose first in front */
    size_t n;
    uint64_t effort;
    struct coh_group_settled s;
    size_t *near; /* a grouping that some of the demands allowed */
    int sure;     /* nothing is kept only because it was undecided */
};

/* What a refutation did not need can go. */
static void
keep_core(struct filter *f)
{
    size_t r;

    for (r = 0; r < f->p->n_rules; r++)
        f->on.rule[r] &= f->s.core[r];
}

/* What becomes of the demands that are still on. */
static int
ask(struct filter *f, struct coh_error *err)
{
    size_t *found = f->s.group;

    f->on.min = f->min;
    f->on.max = f->max;
    if (coh_group_settle(f->p, &f->on, f->near, f->effort, &f->s, err))
        return -1;
    if (f->s.outcome == COH_GROUP_IMPOSSIBLE)
        keep_core(f);
    if (f->s.outcome != COH_GROUP_FEASIBLE)
        return 0;
    f->s.group = f->near;
    f->near = found;
    if (!f->s.group)
        f->s.group = coh_alloc_array(f->p->n, sizeof(*found), err);
    return f->s.group ? 0 : -1;
}

static void
set(struct filter *f, size_t from, size_t to, unsigned char value)
{
    for (; from < to; from++)
        *f->flag[from] = value;
}

/* Flags that went off meanwhile go out of the range; its new end. */
static size_t
pack(struct filter *f, size_t from, size_t to)
{
    size_t end;

    for (end = from; from < to; from++)
        if (*f->flag[from])
            f->flag[end++] = f->flag[from];
    return end;
}

/* Leave out what can be spared of flags from to to − 1: all of them at once,
 * else each half alone. `known`: all at once ends the conflict, so that is not
 * asked again. *left: how many could not be spared. */
static int
leave_out(struct filter *f, size_t from, size_t to, int known, size_t *left,
          struct coh_error *err)
{
    size_t middle, first, second;
    int ends = known;

    *left = 0;
    to = pack(f, from, to);
    if (from == to)
        return 0;
    if (!known) {
        set(f, from, to, 0);
        if (ask(f, err))
            return -1;
        if (f->s.outcome == COH_GROUP_IMPOSSIBLE)
            return 0;
        ends = f->s.outcome == COH_GROUP_FEASIBLE;
        set(f, from, to, 1);
    }
    if (to - from == 1) {
        f->sure &= ends;
        *left = 1;
        return 0;
    }
    middle = from + (to - from) / 2;
    if (leave_out(f, from, middle, 0, &first, err) ||
        leave_out(f, middle, to, ends && !first, &second, err))
        return -1;
    *left = first + second;
    return 0;
}

static int
leave_out_all(struct filter *f, struct coh_error *err)
{
    size_t left, n = f->n;

    f->n = 0;
    return leave_out(f, 0, n, 0, &left, err);
}

/* Rules of these kinds, then one list of them is tried. What is harder to see
 * goes first: a clash of sets alone is plainer than one with sizes or shares.
 */
static int
leave_out_rules(struct filter *f, struct coh_error *err)
{
    static const enum coh_group_rule_kind order[] = {
        COH_GROUP_BALANCE, COH_GROUP_NO_ISOLATE, COH_GROUP_SAME,
        COH_GROUP_FORBID,  COH_GROUP_REQUIRE,    COH_GROUP_PIN,
        COH_GROUP_APART,   COH_GROUP_TOGETHER,
    };
    size_t i, r;

    f->flag[f->n++] = &f->min;
    if (leave_out_all(f, err))
        return -1;
    f->flag[f->n++] = &f->max;
    if (leave_out_all(f, err))
        return -1;
    for (i = 0; i < sizeof(order) / sizeof(*order); i++)
        for (r = 0; r < f->p->n_rules; r++)
            if (f->p->rule[r].kind == order[i])
                f->flag[f->n++] = &f->on.rule[r];
    return leave_out_all(f, err);
}

/* A pin has one member, a pair without one of two demands nothing; and shares
 * are of all members or of none. */
static int
has_spare_members(const struct coh_group_rule *r)
{
    switch (r->kind) {
    case COH_GROUP_TOGETHER:
    case COH_GROUP_APART:
        return r->n > 2;
    case COH_GROUP_REQUIRE:
    case COH_GROUP_FORBID:
        return r->n > 1;
    default:
        return 0;
    }
}

static int
leave_out_members(struct filter *f, struct coh_error *err)
{
    size_t r, i;

    for (r = 0; r < f->p->n_rules; r++) {
        if (!f->on.rule[r] || !has_spare_members(&f->p->rule[r]))
            continue;
        for (i = 0; i < f->p->rule[r].n; i++)
            f->flag[f->n++] = &f->on.member[f->on.start[r] + i];
        if (leave_out_all(f, err))
            return -1;
    }
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
    if (f->min && add_demand(f, a, COH_GROUP_MIN, n, err))
        return -1;
    if (f->max && add_demand(f, a, COH_GROUP_MAX, n, err))
        return -1;
    return 0;
}

static void
fill(unsigned char *flag, size_t n)
{
    while (n)
        flag[--n] = 1;
}

/* Demands, then members of sets. What had to be kept undecided among many
 * demands may be decided among few. */
static int
narrow(struct filter *f, struct coh_error *err)
{
    int pass;

    f->sure = 0;
    for (pass = 0; pass < 2 && !f->sure; pass++) {
        f->sure = 1;
        if (leave_out_rules(f, err) || leave_out_members(f, err))
            return -1;
    }
    return 0;
}

static int
find_conflict(const struct coh_group_problem *p, uint64_t effort,
              unsigned char *core, struct coh_group_answer *a,
              struct coh_error *err)
{
    struct filter f = {.p = p, .effort = effort, .s = {.core = core}};
    size_t *start = coh_alloc_array(p->n_rules + 1, sizeof(*start), err);
    size_t r, members;
    int rc = -1;

    if (!start)
        return -1;
    for (r = 0; r < p->n_rules; r++)
        start[r + 1] = start[r] + p->rule[r].n;
    members = start[p->n_rules];
    f.min = f.max = 1;
    f.on.start = start;
    f.on.rule = coh_alloc_array(p->n_rules, 1, err);
    f.on.member = coh_alloc_array(members, 1, err);
    f.flag = coh_alloc_array(p->n_rules + members + 1, sizeof(*f.flag), err);
    f.s.group = coh_alloc_array(p->n, sizeof(*f.s.group), err);
    if (!f.on.rule || !f.on.member || !f.flag || !f.s.group)
        goto out;
    fill(f.on.rule, p->n_rules);
    fill(f.on.member, members);
    keep_core(&f);
    if (narrow(&f, err) || write_conflict(&f, a, err))
        goto out;
    a->irreducible = f.sure;
    a->moves += f.s.moves;
    rc = 0;
out:
    coh_free(f.on.rule);
    coh_free(f.on.member);
    coh_free(f.flag);
    coh_free(f.near);
    coh_free(f.s.group);
    coh_free(start);
    return rc;
}

int
coh_group_feasible(const struct coh_group_problem *p,
                   struct coh_group_answer *a, struct coh_error *err)
{
    uint64_t effort = p->effort ? p->effort : COH_GROUP_EFFORT;
    struct coh_group_settled s = {.moves = 0};
    int rc = -1;

    coh_group_answer_release(a);
    if (coh_group_check(p, err))
        return -1;
    a->group = s.group = coh_alloc_array(p->n, sizeof(*s.group), err);
    s.core = coh_alloc_array(p->n_rules, 1, err);
    if (!s.group || !s.core || coh_group_settle(p, NULL, NULL, effort, &s, err))
        goto out;
    a->outcome = s.outcome;
    a->moves = s.moves;
    rc = 0;
    /* A conflict is asked for again and again: each time a quarter. */
    if (s.outcome == COH_GROUP_IMPOSSIBLE)
        rc = find_conflict(p, effort / 4, s.core, a, err);
out:
    coh_free(s.core);
    return rc;
}
