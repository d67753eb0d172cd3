/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/settle.h"

#include "base/memory.h"
#include "group/place.h"
#include "group/repair.h"
#include "group/subset.h"
#include "group/tally.h"

/* Moves that a node of the backtracking is worth. */
#define NODE_OF_PLACE 1000
/* Backtracking looks at pairs of the units that sets and pins name. */
#define MOST_NAMED 600
/* Columns of a program that takes milliseconds, of a part, of any. */
#define FEW_COLUMNS  300
#define PART_COLUMNS 3000
#define MOST_COLUMNS 60000

struct settling {
    const struct coh_group_problem *p;
    const struct coh_group_active *active;
    struct coh_group_rules r;
    uint64_t effort;
    size_t *unit_group;
    struct coh_group_settled *a;
};

static int
asks(const struct settling *s, size_t rule)
{
    return !s->active || s->active->rule[rule];
}

static int
may_close(const struct coh_group_problem *p, size_t g)
{
    return p->may_close && p->may_close[g];
}

static void
found(struct settling *s)
{
    size_t i;

    for (i = 0; i < s->p->n; i++)
        s->a->group[i] = s->unit_group[s->r.unit[i]];
    s->a->outcome = COH_GROUP_FEASIBLE;
}

#define OF(kind) (1u << (kind))
#define NAMING                                                            \
    (OF(COH_GROUP_TOGETHER) | OF(COH_GROUP_PIN) | OF(COH_GROUP_REQUIRE) | \
     OF(COH_GROUP_FORBID))

/* It cannot be: rules of these kinds (OF) are enough to see it. */
static void
refute(struct settling *s, unsigned kinds)
{
    size_t i;

    s->a->outcome = COH_GROUP_IMPOSSIBLE;
    for (i = 0; s->a->core && i < s->p->n_rules; i++)
        s->a->core[i] = kinds >> s->p->rule[i].kind & 1;
}

/* Can groups of these sizes hold n students? `reach` has 2(n + 1) flags: the
 * numbers that the groups so far can hold together, then sums of them. */
static int
reachable(const struct settling *s, size_t *reach)
{
    size_t n = s->p->n, *sum = reach + n + 1, g, t, min, max, below;

    for (t = 0; t <= n; t++)
        reach[t] = t == 0;
    for (g = 0; g < s->p->k; g++) {
        min = s->r.min[g];
        max = s->r.max[g];
        for (t = 0; t <= n; t++)
            sum[t] = reach[t] + (t ? sum[t - 1] : 0);
        for (t = 0; t <= n; t++) {
            below = t > max ? sum[t - max - 1] : 0;
            reach[t] = (may_close(s->p, g) && reach[t]) ||
                       (min <= max && t >= min && sum[t - min] > below);
        }
    }
    return reach[n] != 0;
}

/* Sums alone: sizes, and a unit for which no group is large enough. */
static int
sums(struct settling *s, struct coh_error *err)
{
    size_t *reach = coh_alloc_array(2 * (s->p->n + 1), sizeof(*reach), err);
    size_t u, g, k = s->p->k;

    if (!reach)
        return -1;
    if (!reachable(s, reach))
        refute(s, 0);
    else if (s->r.clash)
        refute(s, NAMING | OF(COH_GROUP_APART) | OF(COH_GROUP_SAME));
    coh_free(reach);
    for (u = 0; s->a->outcome == COH_GROUP_UNDECIDED && u < s->r.n_units; u++) {
        for (g = 0; g < k; g++)
            if (s->r.allowed[u * k + g] &&
                s->r.unit_start[u + 1] - s->r.unit_start[u] <= s->r.max[g])
                break;
        if (g == k)
            refute(s, NAMING);
    }
    return 0;
}

/* Sets, pins and sizes alone: what these refute is refuted. */
static int
pigeons(struct settling *s, uint64_t budget, struct coh_error *err)
{
    struct coh_group_units u = COH_GROUP_UNITS_INIT;
    struct coh_group_problem p = *s->p;
    enum coh_group_outcome outcome;
    uint64_t nodes = 0;
    size_t i, members = 0, *group = NULL, *min;
    int rc = -1;

    for (i = 0; i < p.n_rules; i++)
        if (asks(s, i) && p.rule[i].kind == COH_GROUP_APART)
            members += p.rule[i].n;
    if (!members || members > MOST_NAMED)
        return 0;
    min = coh_alloc_array(p.k, sizeof(*min), err);
    if (!min)
        return -1;
    /* A group that may close has no least size here. */
    for (i = 0; i < p.k; i++)
        min[i] = may_close(&p, i) ? 0 : s->r.min[i];
    p.min = min;
    p.max = s->r.max;
    if (coh_group_units_read(&p, s->active, &u, err))
        goto out;
    group = coh_alloc_array(u.n, sizeof(*group), err);
    if (!group || coh_group_place(&p, NULL, &u, NULL, budget, &nodes, group,
                                  &outcome, err))
        goto out;
    if (outcome == COH_GROUP_IMPOSSIBLE)
        refute(s, OF(COH_GROUP_TOGETHER) | OF(COH_GROUP_APART) |
                      OF(COH_GROUP_PIN));
    s->a->moves += nodes * NODE_OF_PLACE;
    rc = 0;
out:
    coh_free(group);
    coh_free(min);
    coh_group_units_release(&u);
    return rc;
}

static int
repair(struct settling *s, const size_t *near, uint64_t seed, uint64_t budget,
       struct coh_error *err)
{
    const struct coh_group_rules *r = &s->r;
    size_t u, *start = NULL;
    int yes, rc;

    if (near) {
        start = coh_alloc_array(r->n_units, sizeof(*start), err);
        if (!start)
            return -1;
        for (u = 0; u < r->n_units; u++)
            start[u] = near[r->unit_member[r->unit_start[u]]];
    }
    rc = coh_group_repair(r, start, seed, budget, &s->a->moves, s->unit_group,
                          &yes, err);
    if (!rc && yes)
        found(s);
    coh_free(start);
    return rc;
}

static int
subset(struct settling *s, uint64_t budget, struct coh_error *err)
{
    uint64_t moves = 0;
    int rc = coh_group_subset(&s->r, NULL, INT64_MAX, budget, &moves,
                              s->a->group, &s->a->outcome, err);

    s->a->moves += moves;
    if (s->a->outcome == COH_GROUP_IMPOSSIBLE)
        refute(s, ~0u);
    return rc;
}

static int
tally(struct settling *s, size_t most, uint64_t budget, struct coh_error *err)
{
    enum coh_group_outcome outcome;

    if (coh_group_tally(&s->r, s->active, most, budget, &s->a->moves,
                        s->unit_group, &outcome, err))
        return -1;
    if (outcome == COH_GROUP_FEASIBLE)
        found(s);
    else if (outcome == COH_GROUP_IMPOSSIBLE)
        refute(s, ~0u);
    return 0;
}

static int
counts_members(enum coh_group_rule_kind kind)
{
    return kind == COH_GROUP_BALANCE || kind == COH_GROUP_NO_ISOLATE ||
           kind == COH_GROUP_SAME;
}

static int
shares_member(const struct coh_group_rule *a, const struct coh_group_rule *b)
{
    size_t i, j;

    for (i = 0; i < a->n; i++)
        for (j = 0; j < b->n; j++)
            if (a->member[i] == b->member[j])
                return 1;
    return 0;
}

static int
same_members(const struct coh_group_rule *a, const struct coh_group_rule *b)
{
    size_t i;

    for (i = 0; i < a->n && a->n == b->n; i++)
        if (a->member[i] != b->member[i])
            return 0;
    return a->n == b->n;
}

/* Is rule x in the part of the rules that is about rule `of` (NULL: about sets
 * alone)? Those that name groups always are. */
static int
belongs(const struct coh_group_rule *x, const struct coh_group_rule *of,
        int sets)
{
    if (counts_members(x->kind))
        return of && same_members(x, of);
    if (x->kind == COH_GROUP_TOGETHER || x->kind == COH_GROUP_APART)
        return !of || (sets && shares_member(x, of));
    return 1;
}

/* The program of a part of the rules has few types, and when that is refuted
 * so is the whole. `with` of n_rules: about sets alone. */
static int
tally_part(struct settling *s, size_t with, int sets, uint64_t budget,
           struct coh_error *err)
{
    const struct coh_group_problem *p = s->p;
    struct coh_group_rule *rule =
        coh_alloc_array(p->n_rules, sizeof(*rule), err);
    struct coh_group_problem part = *p;
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    enum coh_group_outcome outcome = COH_GROUP_UNDECIDED;
    /* A part may have more units than the whole. */
    size_t i, *group = coh_alloc_array(p->n, sizeof(*group), err);
    int rc = -1;

    if (!rule || !group)
        goto out;
    /* Rules stay at their places, those left out without members. */
    for (i = 0; i < p->n_rules; i++) {
        rule[i] = p->rule[i];
        if (!belongs(&rule[i], with < p->n_rules ? &p->rule[with] : NULL, sets))
            rule[i].n = 0;
    }
    part.rule = rule;
    if (coh_group_rules_read(&part, s->active, &r, err) ||
        coh_group_tally(&r, s->active, PART_COLUMNS, budget, &s->a->moves,
                        group, &outcome, err))
        goto out;
    if (outcome == COH_GROUP_IMPOSSIBLE) {
        refute(s, ~0u);
        for (i = 0; s->a->core && i < p->n_rules; i++)
            s->a->core[i] = rule[i].n > 0;
    }
    rc = 0;
out:
    coh_free(rule);
    coh_free(group);
    coh_group_rules_release(&r);
    return rc;
}

static uint64_t
left_until(const struct settling *s, uint64_t end)
{
    return s->a->moves < end ? end - s->a->moves : 0;
}

/* Sets alone first: a conflict among them is the plainest. */
static int
tally_parts(struct settling *s, int sets, uint64_t end, struct coh_error *err)
{
    size_t i, n = s->p->n_rules;
    int rc = sets ? 0 : tally_part(s, n, 0, left_until(s, end) / 2, err);

    for (i = 0; !rc && i < n && s->a->outcome == COH_GROUP_UNDECIDED; i++)
        if (s->a->moves < end && asks(s, i) &&
            counts_members(s->p->rule[i].kind))
            rc = tally_part(s, i, sets, left_until(s, end) / 4, err);
    return rc;
}

/* One way after the other, until one of them knows. */
static int
search(struct settling *s, const size_t *near, struct coh_error *err)
{
    uint64_t seed = s->p->seed, effort = s->effort, end, first;
    int step, rc = 0;

    end = s->a->moves + effort;
    /* Enough to begin a few times; what can be found mostly is, by then. */
    first = s->p->n * (s->p->k + 3000);
    if (first > effort / 2)
        first = effort / 2;
    for (step = 0; !rc && s->a->outcome == COH_GROUP_UNDECIDED; step++) {
        uint64_t left = left_until(s, end);
        if (step == 0)
            rc = sums(s, err);
        else if (step == 1)
            rc = near ? repair(s, near, seed, 20 * s->p->n, err) : 0;
        else if (step == 2)
            rc = pigeons(s, 20, err);
        else if (step == 3)
            rc = repair(s, near, seed, first, err);
        else if (step == 4)
            rc = subset(s, left, err);
        else if (step == 5)
            rc = pigeons(s, left / 10 / NODE_OF_PLACE, err);
        else if (!left)
            break;
        else if (step == 6)
            rc = tally(s, FEW_COLUMNS, left / 2, err);
        else if (step == 7)
            rc = tally_parts(s, 0, end, err);
        else if (step == 8)
            rc = repair(s, NULL, seed + 1, left / 50, err);
        else if (step == 9)
            rc = tally_parts(s, 1, end, err);
        else if (step == 10)
            rc = tally(s, MOST_COLUMNS, left / 2, err);
        else if (step == 11)
            rc = repair(s, NULL, seed + 2, left / 2, err);
        else
            break;
    }
    return rc;
}

int
coh_group_settle(const struct coh_group_problem *p,
                 const struct coh_group_active *active, const size_t *near,
                 uint64_t effort, struct coh_group_settled *a,
                 struct coh_error *err)
{
    struct settling s = {.p = p, .active = active, .effort = effort, .a = a};
    int rc = -1;

    a->outcome = COH_GROUP_UNDECIDED;
    if (coh_group_rules_read(p, active, &s.r, err))
        return -1;
    s.unit_group = coh_alloc_array(s.r.n_units, sizeof(size_t), err);
    if (s.unit_group)
        rc = search(&s, near, err);
    coh_free(s.unit_group);
    coh_group_rules_release(&s.r);
    return rc;
}
