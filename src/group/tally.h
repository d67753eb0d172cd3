/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_TALLY_H
#define COH_GROUP_TALLY_H

#include "group/rules.h"

/*
 * Feasibility as an integer program in which students who are alike are
 * counted, not named: units with the same features, kinds, allowed groups and
 * numbers of students are one type, and x[type][group] is how many of them a
 * group takes. So a conflict of few rules is a program of few columns.
 *
 *   Σ_g x = units of the type      min·open ≤ size ≤ max·open
 *   at most one                    Σ x ≤ 1, also over whole cliques
 *   never one                      2y ≤ Σ x ≤ M·y, y 0 or 1
 *   even                           |n·Σ x − N·size| ≤ n, rounded where the
 *                                  size is fixed
 *   same                           Σ_kinds z ≤ 1, size of a kind ≤ M·z
 *
 *     if (coh_group_tally(&r, NULL, 60000, 500, &nodes, group, &outcome, err))
 * ...
 */

/* `active` is what `r` was read with. Spends about `budget` moves, where a node
 * is worth the square of the columns, the first six times that; adds to
 * *moves what it spent. On COH_GROUP_FEASIBLE `group` has 1 to k for each unit.
 * Undecided at once where x would have more than `most` columns, or the first
 * node would cost more than the budget. Fails with COH_SYSTEM. */
int coh_group_tally(const struct coh_group_rules *r,
                    const struct coh_group_active *active, size_t most,
                    uint64_t budget, uint64_t *moves, size_t *group,
                    enum coh_group_outcome *outcome,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
