/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_PRICE_H
#define COH_FLOW_GROUPING_PRICE_H

#include "flow/grouping.h"

/*
 * What each kind of rule costs: the problem is solved again without it. There
 * is one item for all sets together, all apart, all pins, required groups,
 * forbidden groups; one for each column that is balanced, one for each other
 * rule; one for the wish about company, and one for sizes that --min, --max
 * or capacities narrow.
 *
 *     struct coh_grouping_prices x = COH_GROUPING_PRICES_INIT;
 *     if (coh_grouping_prices(&g, &a, sizes, &x, err)) …
 *     x.at[0].what, x.at[0].rise
 *     coh_grouping_prices_release(&x);
 *
 * What is made least has up to three levels: company, the first level of an
 * aim of two, the value. A price is the rise of the first of them that
 * differs (company is none for its own price). Where both answers are proved
 * the price is exact. Else it is the difference of the means of 5 seeds each,
 * with a twentieth of the effort; where that is no larger than the spread
 * (greatest less least) of either five, there is no measurable price. For
 * `skill` and `interest` the answer at hand is taken in place of the first
 * five: it keeps the rule and is a grouping without it too, so that no price is
 * above what this answer lacks, while programs cut short can be far off.
 */

enum coh_grouping_price_level {
    COH_GROUPING_PRICE_NONE,    /* exact: nothing; else not measurable */
    COH_GROUPING_PRICE_COMPANY, /* pairs of students */
    COH_GROUPING_PRICE_FIRST,   /* what the first level counts */
    COH_GROUPING_PRICE_VALUE,   /* in the aim's own units */
    COH_GROUPING_PRICE_UNKNOWN, /* not found within the effort */
};

struct coh_grouping_price {
    const char *what; /* "apart: 4 sets, 10 students"; not escaped */
    enum coh_grouping_price_level level;
    double rise; /* above 0 with the middle three, else 0 */
    int exact;
    int own; /* a rule that the tool adds by itself */
};

struct coh_grouping_prices {
    struct coh_grouping_price *at;
    size_t n, capacity;
    size_t *item;    /* of each rule: which of `at` */
    uint64_t effort; /* of each solve that was not proved */
    int sampled;     /* any price is not exact */
    struct coh_arena arena;
};

#define COH_GROUPING_PRICES_INIT \
    {                            \
        .arena = COH_ARENA_INIT, \
    }

/* `sizes` may be NULL: sizes have no price then. */
int coh_grouping_prices(const struct coh_grouping *g,
                        const struct coh_group_answer *a,
                        const struct coh_grouping_sizes *sizes,
                        struct coh_grouping_prices *x,
                        struct coh_error *err) COH_MUST_CHECK;
void coh_grouping_prices_release(struct coh_grouping_prices *x);

/* The items alone, none of them solved: what the rules are called. */
int coh_grouping_price_items(const struct coh_grouping *g,
                             const struct coh_grouping_sizes *sizes,
                             struct coh_grouping_prices *x,
                             struct coh_error *err) COH_MUST_CHECK;

#endif
