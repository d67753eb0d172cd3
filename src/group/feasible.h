/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_FEASIBLE_H
#define COH_GROUP_FEASIBLE_H

#include "group/problem.h"

/* Settle whether any grouping keeps all rules and sizes. Fills outcome, and
 * group (any feasible grouping) or conflict. The conflict is found by leaving
 * out demands, then members of sets, as long as it stays one.
 * Fails with COH_INPUT when an index is out of range. */
int coh_group_feasible(const struct coh_group_problem *p,
                       struct coh_group_answer *a,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
