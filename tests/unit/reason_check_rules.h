/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_REASON_CHECK_RULES_H
#define COH_TEST_REASON_CHECK_RULES_H

/* The third part of reason_check.h: rules in reasons. */

/* "a, b and c by your list": just those that are marked. */
static inline int
names_hold(struct reason_check *c, const unsigned char *marked)
{
    size_t i, n = 0, said = 0;

    for (i = 0; i < c->p->n; i++)
        n += marked[i] != 0;
    for (;;) {
        i = took_name(c, c->e->id, c->p->n);
        if (i == c->p->n || !marked[i])
            return 0;
        said++;
        if (said < 3 && said < n) {
            if (!took(c, said + 1 == n ? " and " : ", "))
                return 0;
            continue;
        }
        break;
    }
    if (n > said && (!took(c, " and ") || !took_number(c, (double)(n - said)) ||
                     !took(c, " more")))
        return 0;
    return took(c, " by your list");
}

static inline int
sets_said(struct reason_check *c, size_t i)
{
    unsigned char *marked = malloc(c->p->n);
    size_t s, j, k, any = 0;
    int ok;

    fact_unit(c, i, marked);
    marked[i] = 0;
    for (j = 0; j < c->p->n; j++) {
        marked[j] &= c->group[j] == c->group[i];
        any += marked[j];
    }
    ok = !any || (took(c, "; with ") && names_hold(c, marked));
    memset(marked, 0, c->p->n);
    for (s = any = 0; s < c->p->n_rules; s++) {
        const struct coh_group_rule *x = &c->p->rule[s];
        for (j = 0; x->kind == COH_GROUP_APART && j < x->n; j++)
            for (k = 0; x->member[j] == i && k < x->n; k++)
                if (c->group[x->member[k]] != c->group[i])
                    any = marked[x->member[k]] = 1;
    }
    ok = ok && (!any || (took(c, "; apart from ") && names_hold(c, marked)));
    free(marked);
    return ok;
}

/* "group 1 or group 3 by your list": just these. */
static inline int
groups_hold(struct reason_check *c, const struct coh_group_rule *x)
{
    size_t m;

    if (x->n_groups > 3) {
        if (!took(c, x->kind == COH_GROUP_REQUIRE ? "one of " : "any of ") ||
            !took_number(c, (double)x->n_groups) || !took(c, " groups"))
            return 0;
        return took(c, " by your list");
    }
    for (m = 0; m < x->n_groups; m++)
        if ((m && !took(c, " or ")) || took_group(c) != x->group[m])
            return 0;
    return took(c, " by your list");
}

/* Members of a rule in group g (0: in all), each once; of a kind for SAME. */
static inline size_t
fact_members(const struct reason_check *c, const struct coh_group_rule *x,
             size_t g, size_t of, int by_kind)
{
    size_t i, j, n = 0;

    for (i = 0; i < c->p->n; i++) {
        if (g && c->group[i] != g)
            continue;
        for (j = 0; j < x->n; j++)
            if (x->member[j] == i && (!by_kind || x->of[j] == of)) {
                n++;
                break;
            }
    }
    return n;
}

/* One rule that counts; *evenly: some were said to be spread already. */
static inline int
counted_said(struct reason_check *c, size_t i, size_t s, int *evenly)
{
    const struct coh_group_rule *x = &c->p->rule[s];
    size_t own = c->group[i], size = fact_size(c, own), j, of = 0;

    for (j = 0; j < x->n && x->member[j] != i; j++)
        ;
    if (j == x->n)
        return 1;
    if (x->kind == COH_GROUP_NO_ISOLATE &&
        fact_members(c, x, own, 0, 0) == 1) /* by hand, and against the rule */
        return took(c, "; the only one with ") && took(c, c->e->rule[s]) &&
               took(c, " here");
    if (x->kind == COH_GROUP_NO_ISOLATE)
        return took(c, "; one of ") &&
               took_number(c, (double)fact_members(c, x, own, 0, 0)) &&
               took(c, " with ") && took(c, c->e->rule[s]) && took(c, " here");
    if (x->kind == COH_GROUP_SAME) {
        of = x->of[j];
        return took(c, "; same ") && took(c, c->e->rule[s]) &&
               took(c, " as ") &&
               took_number(c, (double)fact_members(c, x, own, of, 1) - 1) &&
               took(c, " of the ") && took_number(c, (double)size - 1) &&
               took(c, " others");
    }
    if (!took(c, *evenly ? "; " : "; spread evenly: "))
        return 0;
    *evenly = 1;
    return took(c, c->e->rule[s]) && took(c, " ") &&
           took_number(c, (double)fact_members(c, x, own, 0, 0)) &&
           took(c, " of ") && took_number(c, (double)size) &&
           took(c, " here, ") &&
           took_number(c, (double)fact_members(c, x, 0, 0, 0)) &&
           took(c, " of ") && took_number(c, (double)c->p->n) &&
           took(c, " in all");
}

static inline int
company_said(struct reason_check *c, size_t i)
{
    size_t j, n = 0;

    if (!c->p->previous || !c->p->previous[i] || !c->p->company)
        return 1;
    for (j = 0; j < c->p->n; j++)
        n += j != i && c->group[j] == c->group[i] &&
             c->p->previous[j] == c->p->previous[i];
    if (!n)
        return took(c, "; was with none of the others before");
    return took(c, "; was with ") && took_number(c, (double)n) &&
           took(c, " of the ") &&
           took_number(c, (double)fact_size(c, c->group[i]) - 1) &&
           took(c, " others before");
}

/* All rules that name the student, and nothing else. */
static inline int
rules_said(struct reason_check *c, size_t i)
{
    const struct coh_group_rule *x;
    int evenly = 0, pinned = 0;
    size_t s;

    if (!sets_said(c, i))
        return 0;
    for (s = 0; s < c->p->n_rules; s++)
        pinned |=
            c->p->rule[s].kind == COH_GROUP_PIN && c->p->rule[s].member[0] == i;
    if (pinned && !took(c, "; pinned by you"))
        return 0;
    for (s = 0; s < c->p->n_rules; s++) {
        x = &c->p->rule[s];
        if ((x->kind == COH_GROUP_REQUIRE || x->kind == COH_GROUP_FORBID) &&
            fact_members(c, x, 0, 0, 0) && x->n) {
            size_t j;
            for (j = 0; j < x->n && x->member[j] != i; j++)
                ;
            if (j < x->n &&
                (!took(c, x->kind == COH_GROUP_REQUIRE ? "; must be in "
                                                       : "; not in ") ||
                 !groups_hold(c, x)))
                return 0;
        }
    }
    for (s = 0; s < c->p->n_rules; s++)
        if ((c->p->rule[s].kind == COH_GROUP_NO_ISOLATE ||
             c->p->rule[s].kind == COH_GROUP_BALANCE ||
             c->p->rule[s].kind == COH_GROUP_SAME) &&
            !counted_said(c, i, s, &evenly))
            return 0;
    return company_said(c, i);
}

/* The whole reason. */
static inline int
reason_holds(struct reason_check *c, size_t i, const char *reason)
{
    int ok;

    c->at = reason;
    if (c->e->method == COH_GROUP_SIMILAR)
        ok = similar_holds(c, i);
    else if (c->e->method == COH_GROUP_MIXED)
        ok = mixed_holds(c, i);
    else if (c->e->method == COH_GROUP_SKILL)
        ok = skill_holds(c, i);
    else
        ok = interest_holds(c, i);
    return ok && rules_said(c, i) && *c->at == '\0';
}

#include "reason_check_notes.h"

#endif
