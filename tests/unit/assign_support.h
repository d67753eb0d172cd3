/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_ASSIGN_SUPPORT_H
#define COH_TEST_ASSIGN_SUPPORT_H

#include "base/random.h"
#include "group/aim.h"

/* Small random problems with all rules mixed, and the answer by trying all kⁿ
 * groupings with the plain readings of group/problem.h. */

enum { TRY_N = 8, TRY_K = 4, TRY_RULES = 7 };

struct tried {
    struct coh_group_problem p;
    struct coh_group_rule rule[TRY_RULES];
    size_t member[TRY_RULES][TRY_N], of[TRY_RULES][TRY_N];
    size_t at[TRY_RULES][TRY_K];
    size_t min[TRY_K], max[TRY_K], previous[TRY_N];
    unsigned char may_close[TRY_K];
    int64_t first[TRY_N * TRY_K], second[TRY_N * TRY_K];
    struct coh_group_aim aim;
    int two_levels;
    int feasible;  /* by enumeration */
    int64_t whole; /* the least */
};

static inline size_t
below(struct coh_random *r, size_t n)
{
    return (size_t)coh_random_below(r, n);
}

static inline void
draw_rule(struct tried *t, struct coh_random *r, size_t at)
{
    static const enum coh_group_rule_kind kinds[] = {
        COH_GROUP_TOGETHER, COH_GROUP_APART,   COH_GROUP_APART,
        COH_GROUP_PIN,      COH_GROUP_REQUIRE, COH_GROUP_FORBID,
        COH_GROUP_BALANCE,  COH_GROUP_BALANCE, COH_GROUP_NO_ISOLATE,
        COH_GROUP_SAME};
    struct coh_group_rule *rule = &t->rule[at];
    size_t i, from = below(r, t->p.n);

    *rule = (struct coh_group_rule){
        .kind = kinds[below(r, sizeof(kinds) / sizeof(*kinds))]};
    rule->member = t->member[at];
    rule->of = t->of[at];
    rule->group = t->at[at];
    rule->n = rule->kind == COH_GROUP_PIN ? 1 : 1 + below(r, t->p.n);
    if (rule->kind == COH_GROUP_TOGETHER && rule->n > 3)
        rule->n = 3;
    if (rule->kind == COH_GROUP_APART && rule->n > t->p.k)
        rule->n = 2;
    /* SAME says of what kind everybody is. */
    if (rule->kind == COH_GROUP_SAME)
        rule->n = t->p.n;
    for (i = 0; i < rule->n; i++) {
        t->member[at][i] = (from + i * (1 + below(r, 2))) % t->p.n;
        if (rule->kind == COH_GROUP_SAME)
            t->member[at][i] = i;
        t->of[at][i] = below(r, 2) + 5;
    }
    rule->n_groups = rule->kind == COH_GROUP_PIN ? 1 : 1 + below(r, t->p.k);
    for (i = 0; i < rule->n_groups; i++)
        t->at[at][i] = 1 + below(r, t->p.k);
}

static inline void
draw_sizes(struct tried *t, struct coh_random *r)
{
    size_t g, n = t->p.n, k = t->p.k, style = below(r, 4);

    coh_group_even_sizes(n, k, t->min, t->max);
    t->p.min = t->min;
    t->p.max = t->max;
    t->p.may_close = style > 1 ? t->may_close : NULL;
    for (g = 0; g < k && style; g++) {
        t->min[g] = style == 3 ? 2 : below(r, 2);
        t->max[g] = style == 3 ? 4 : n / k + 1 + below(r, 3);
        t->may_close[g] = style == 3 || below(r, 2);
    }
    if (style == 3 && below(r, 2))
        t->p.open = 1 + below(r, k);
}

static inline void
draw_costs(struct tried *t, struct coh_random *r)
{
    size_t i, g, k = t->p.k, theme[TRY_K];
    size_t most = below(r, 2) ? 10000 : 4;

    for (g = 0; g < k; g++)
        theme[g] = below(r, 2) ? g : below(r, g + 1);
    t->two_levels = below(r, 2) == 0;
    for (i = 0; i < t->p.n; i++)
        for (g = 0; g < k; g++) {
            t->first[i * k + g] = (int64_t)below(r, 2);
            t->second[i * k + g] = (int64_t)below(r, most);
            if (theme[g] < g) {
                t->first[i * k + g] = t->first[i * k + theme[g]];
                t->second[i * k + g] = t->second[i * k + theme[g]];
            }
        }
}

/* The aim is the test's to release. */
static inline int
draw(struct tried *t, uint64_t seed, struct coh_error *err)
{
    struct coh_random r = {.state = seed};
    size_t i;

    *t = (struct tried){.feasible = 0};
    t->p.n = 3 + below(&r, TRY_N - 3);
    t->p.k = 2 + below(&r, TRY_K - 1);
    if (t->p.k == 4 && t->p.n > 7)
        t->p.n = 7;
    t->p.seed = seed;
    t->p.rule = t->rule;
    t->p.n_rules = below(&r, TRY_RULES + 1);
    for (i = 0; i < t->p.n_rules; i++)
        draw_rule(t, &r, i);
    draw_sizes(t, &r);
    t->p.company = (enum coh_group_company)below(&r, 3);
    for (i = 0; i < t->p.n; i++)
        t->previous[i] = below(&r, 4);
    t->p.previous = below(&r, 2) ? t->previous : NULL;
    draw_costs(t, &r);
    return coh_group_aim_costs(&t->aim, &t->p, t->two_levels ? t->first : NULL,
                               t->second, 1, err);
}

/* Sizes, how many are open, and all rules. */
static inline int
keeps(const struct coh_group_problem *p, const size_t *group)
{
    size_t i, g, open = 0;
    int held;

    for (g = 1; g <= p->k; g++) {
        for (held = 0, i = 0; i < p->n; i++)
            held |= group[i] == g;
        open += held && p->may_close && p->may_close[g - 1];
    }
    if ((p->open && open != p->open) || !coh_group_fits(p, group))
        return 0;
    for (i = 0; i < p->n_rules; i++)
        if (!coh_group_keeps(p, i, group))
            return 0;
    return 1;
}

static inline void
enumerate(struct tried *t)
{
    size_t group[TRY_N] = {1, 1, 1, 1, 1, 1, 1, 1}, i;
    int64_t whole;

    do {
        if (keeps(&t->p, group)) {
            whole = coh_group_aim_whole(&t->aim, &t->p, group);
            if (!t->feasible || whole < t->whole)
                t->whole = whole;
            t->feasible = 1;
        }
        for (i = 0; i < t->p.n && ++group[i] > t->p.k; i++)
            group[i] = 1;
    } while (i < t->p.n);
}

#endif
