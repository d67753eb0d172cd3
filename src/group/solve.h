/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_SOLVE_H
#define COH_GROUP_SOLVE_H

#include "group/aim.h"

/*
 * The whole way from a problem and an aim to an answer, for every method:
 *
 *   1. is it feasible? (group/feasible.h); if not, the conflict;
 *   2. one measure, and no rules but together, apart and pins: the exact bands
 *      of group/similar.h;
 *   3. up to 20 units: the exact sweep over sets (group/subset.h);
 *   4. costs: the exact program (group/assign.h);
 *   5. else the search (group/climb.h), and a bound (group/bound.h).
 *
 * The answer's value, placed and bound are in the aim's own units; for an aim
 * of two levels they are the second level's, and `proved` holds for both.
 */
int coh_group_solve(const struct coh_group_problem *p,
                    const struct coh_group_aim *aim, struct coh_group_answer *a,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
