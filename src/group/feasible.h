/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_FEASIBLE_H
#define COH_GROUP_FEASIBLE_H

#include "group/problem.h"

/*
 * Can the rules and sizes be met at all? Three outcomes:
 *
 *     if (coh_group_feasible(&p, &a, err)) ...
 *     FEASIBLE    a.group is a grouping that keeps everything
 *     IMPOSSIBLE  proved: a.conflict holds demands that clash
 *     UNDECIDED   neither found nor excluded within p->effort
 *
 * How it is settled stands in group/settle.h. The conflict: of all demands,
 * whatever can be spared is left out, as long as what remains is proved
 * impossible; many at once where that goes, one by one where it does not
 * (QuickXplain's halving: Junker 2004, AAAI: 167). First the least sizes, then
 * the greatest, then rules, shares before pins and pins before sets, so that
 * the plainest conflict is left; then members of sets. Of BALANCE, NO_ISOLATE
 * and SAME all members take part. `irreducible` is 0 when something had to be
 * kept because it was undecided whether it could be spared. p->open is no
 * demand: it holds in all of this.
 */

/* Fills outcome, moves, and group or conflict and irreducible. Fails with
 * COH_INPUT when an index is out of range, and with COH_SYSTEM. */
int coh_group_feasible(const struct coh_group_problem *p,
                       struct coh_group_answer *a,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
