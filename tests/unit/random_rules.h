/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_RANDOM_RULES_H
#define COH_TEST_RANDOM_RULES_H

#include <string.h>

#include "base/random.h"
#include "group/rules.h"

/* Small random problems with rules of every kind, and all assignments of
 * students to groups, one after another. */

#define RANDOM_MOST  9
#define RANDOM_RULES 8

struct random_problem {
    struct coh_group_problem p;
    size_t min[RANDOM_MOST], max[RANDOM_MOST], previous[RANDOM_MOST];
    unsigned char may_close[RANDOM_MOST];
    struct coh_group_rule rule[RANDOM_RULES];
    size_t member[RANDOM_RULES][RANDOM_MOST], of[RANDOM_RULES][RANDOM_MOST];
    size_t group[RANDOM_RULES][RANDOM_MOST];
};

/* 1 in `n`. */
static inline int
random_chance(struct coh_random *r, size_t n)
{
    return coh_random_below(r, n) == 0;
}

static inline void
random_members(struct random_problem *t, size_t at, size_t most,
               struct coh_random *r)
{
    size_t i;

    t->rule[at].n = 1 + coh_random_below(r, most);
    for (i = 0; i < t->rule[at].n; i++)
        t->member[at][i] = coh_random_below(r, t->p.n);
}

static inline void
random_rule(struct random_problem *t, size_t at, struct coh_random *r)
{
    static const enum coh_group_rule_kind kinds[] = {
        COH_GROUP_TOGETHER, COH_GROUP_APART,      COH_GROUP_APART,
        COH_GROUP_PIN,      COH_GROUP_REQUIRE,    COH_GROUP_FORBID,
        COH_GROUP_BALANCE,  COH_GROUP_NO_ISOLATE, COH_GROUP_SAME,
    };
    struct coh_group_rule *x = &t->rule[at];
    size_t i;

    *x = (struct coh_group_rule){.kind = kinds[coh_random_below(r, 9)]};
    x->member = t->member[at];
    x->of = t->of[at];
    x->group = t->group[at];
    random_members(t, at, 3, r);
    if (x->kind == COH_GROUP_PIN) {
        x->n = x->n_groups = 1;
        t->group[at][0] = 1 + coh_random_below(r, t->p.k);
    }
    if (x->kind == COH_GROUP_REQUIRE || x->kind == COH_GROUP_FORBID) {
        x->n = 1;
        x->n_groups = 1 + coh_random_below(r, 2);
        for (i = 0; i < x->n_groups; i++)
            t->group[at][i] = 1 + coh_random_below(r, t->p.k);
    }
    if (x->kind == COH_GROUP_BALANCE || x->kind == COH_GROUP_NO_ISOLATE)
        for (x->n = i = 0; i < t->p.n; i++)
            if (random_chance(r, 2))
                t->member[at][x->n++] = i;
    if (x->kind == COH_GROUP_SAME)
        for (x->n = 0; x->n < t->p.n; x->n++) {
            t->member[at][x->n] = x->n;
            t->of[at][x->n] = random_chance(r, 3);
        }
}

static inline void
random_problem(struct random_problem *t, struct coh_random *r)
{
    size_t i;

    memset(t, 0, sizeof(*t));
    t->p.k = 1 + coh_random_below(r, 4);
    t->p.n = 2 + coh_random_below(r, t->p.k == 4 ? 6 : 7);
    t->p.seed = coh_random_next(r);
    if (coh_random_below(r, 2))
        coh_group_even_sizes(t->p.n, t->p.k, t->min, t->max);
    else
        for (i = 0; i < t->p.k; i++) {
            t->min[i] = coh_random_below(r, 3);
            t->max[i] = t->min[i] + 1 + coh_random_below(r, 6);
        }
    t->p.min = t->min;
    t->p.max = t->max;
    if (random_chance(r, 4)) {
        for (i = 0; i < t->p.k; i++)
            t->may_close[i] = (unsigned char)random_chance(r, 2);
        t->p.may_close = t->may_close;
    }
    t->p.n_rules = coh_random_below(r, 5);
    for (i = 0; i < t->p.n_rules; i++)
        random_rule(t, i, r);
    t->p.rule = t->rule;
    if (random_chance(r, 4)) {
        for (i = 0; i < t->p.n; i++)
            t->previous[i] = coh_random_below(r, 4);
        t->p.previous = t->previous;
        t->p.company = (enum coh_group_company)coh_random_below(r, 3);
    }
}

static inline void
first_assignment(size_t *group, size_t n)
{
    while (n > 0)
        group[--n] = 1;
}

static inline int
next_assignment(size_t *group, size_t n, size_t k)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (++group[i] <= k)
            return 1;
        group[i] = 1;
    }
    return 0;
}

/* Does a grouping keep everything, read plainly? */
static inline int
keeps_all(const struct coh_group_problem *p, const size_t *group)
{
    size_t i;

    for (i = 0; i < p->n_rules; i++)
        if (!coh_group_keeps(p, i, group))
            return 0;
    return coh_group_fits(p, group);
}

#endif
