/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_RULES_SUPPORT_H
#define COH_TEST_RULES_SUPPORT_H

#include "group/problem.h"

/* Rules of a problem made from sets and pins. */

#define MOST_RULES 260

struct sets {
    size_t n;
    const size_t *start, *member;
};

struct rules {
    struct coh_group_rule rule[MOST_RULES];
    size_t who[MOST_RULES], at[MOST_RULES], n;
};

static inline void
add_sets(struct rules *r, enum coh_group_rule_kind kind, const struct sets *s)
{
    size_t i;

    for (i = 0; i < s->n; i++)
        r->rule[r->n++] = (struct coh_group_rule){
            .kind = kind,
            .n = s->start[i + 1] - s->start[i],
            .member = s->member + s->start[i],
        };
}

/* pin[i] is the group of student i, 0: none. */
static inline void
add_pins(struct rules *r, const size_t *pin, size_t n)
{
    size_t i;

    for (i = 0; pin && i < n; i++)
        if (pin[i]) {
            r->who[r->n] = i;
            r->at[r->n] = pin[i];
            r->rule[r->n] = (struct coh_group_rule){
                .kind = COH_GROUP_PIN,
                .n = 1,
                .member = &r->who[r->n],
                .n_groups = 1,
                .group = &r->at[r->n],
            };
            r->n++;
        }
}

/* The rules of p, all anew. */
static inline void
make_rules(struct rules *r, struct coh_group_problem *p,
           const struct sets *together, const struct sets *apart,
           const size_t *pin)
{
    r->n = 0;
    if (together)
        add_sets(r, COH_GROUP_TOGETHER, together);
    if (apart)
        add_sets(r, COH_GROUP_APART, apart);
    add_pins(r, pin, p->n);
    p->rule = r->rule;
    p->n_rules = r->n;
}

#endif
