/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_SETTLE_H
#define COH_GROUP_SETTLE_H

#include "group/rules.h"

/*
 * One question, asked again and again while a conflict is narrowed down: can
 * the demands that count now all be met? The cheapest answer first: sums of
 * sizes; pigeons in cliques (group/place.h); repair (group/repair.h); the
 * exact sweep over sets, up to 20 units (group/subset.h); the program of types
 * (group/tally.h), of some rules and of all.
 */

/* What is being found out, and what was. */
struct coh_group_settled {
    enum coh_group_outcome outcome;
    size_t *group;       /* of each student, where FEASIBLE; the caller's */
    unsigned char *core; /* a flag a rule, the caller's or NULL: where
                            IMPOSSIBLE, rules with 0 were not needed for it */
    uint64_t moves;      /* added to */
};

/* `near` is a grouping (1 to k a student) that may be close, or NULL. A
 * grouping that is found keeps all that counts. Spends about `effort` moves. */
int coh_group_settle(const struct coh_group_problem *p,
                     const struct coh_group_active *active, const size_t *near,
                     uint64_t effort, struct coh_group_settled *a,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
