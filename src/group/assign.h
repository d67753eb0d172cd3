/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_ASSIGN_H
#define COH_GROUP_ASSIGN_H

#include "group/aim.h"

/*
 * The best grouping for an aim of costs (skill, interest), exact: the first
 * level of the cost, then the second, each as a program of its own
 * (group/model.h) in which what was reached before is held as a row. The
 * company of an earlier grouping decides between equal costs: by swaps that
 * cost nothing, and in small problems by a program too. The costs are taken
 * over a student's cheapest group, so that the sums stay small.
 *
 * Groups with equal costs and sizes that may close alike and may hold the same
 * units are slots of one theme. First the program of themes is solved, which
 * also says how many slots of each are open; then the students of each theme
 * are laid into its slots, first with the open slots where most students are,
 * which costs the same. Where all rules can be kept so, this is best. Where
 * they can't, the program of the open slots is solved, then that of all slots,
 * and the program of themes is their bound.
 *
 * Of equally good groupings it is the one with the least Σ (n − i)·cost_i of
 * the second level, over students i from 0: earlier rows have it better. That
 * is looked for with what is left of the effort, and no part of `proved`. Sizes
 * are evened out where that costs nobody anything (group/assign-even.h).
 *
 * `start`: a grouping that keeps everything (1 to k a student), or NULL. Fills
 * `group` with the best that was found; when nothing was found, neither there
 * nor in `start`, with 0. *proved: it is best in all levels; or with nothing
 * found, that there is none. *low: no grouping has a lower whole cost
 * (coh_group_aim_whole); INT64_MIN: not known. Whole costs are recounted in
 * integers; `proved` says that every level was solved to its end and that the
 * solver's tolerance is below half of the least step of the cost. *moves grows
 * by the effort spent; p->effort is the limit.
 *
 * Fails with COH_INPUT when the aim is none of costs, COH_SYSTEM.
 */
int coh_group_assign(const struct coh_group_problem *p,
                     const struct coh_group_aim *aim, const size_t *start,
                     size_t *group, int *proved, int64_t *low, uint64_t *moves,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
