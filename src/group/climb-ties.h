/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CLIMB_TIES_H
#define COH_GROUP_CLIMB_TIES_H

#include "group/climb-sums.h"

/*
 * Bands of one measure whose rules leave a choice: single moves and swaps that
 * change neither cost nor company nor rules, for as long as they bring equal
 * scores together. What gets less is the number of students who have an equal
 * in another group, then Σ over scores of the groups that hold it; students
 * whom a rule names do not count, nor those without a score.
 */
int coh_climb_join_ties(struct coh_climb_sums *s,
                        struct coh_error *err) COH_MUST_CHECK;

#endif
