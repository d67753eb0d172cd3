/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_REPAIR_H
#define COH_GROUP_REPAIR_H

#include "group/rules.h"

/*
 * A grouping that keeps all rules and sizes, found by repairing one that does
 * not. It can find, never refute.
 *
 * A start puts unit after unit where the features it has are furthest below
 * their share. Then one thing that is broken, a feature or the size of one
 * group, is drawn at a time, and of all moves and swaps that touch it the best
 * is made, unless it was undone a moment ago. Where none is good, what is
 * broken weighs more from then on (breakout; Morris 1993, AAAI: 40), so that
 * what is hard to keep is kept first. SAME and groups that may close have
 * structure: it is drawn beforehand which groups stay open and which kind each
 * of them is for, so that enough places are left for every kind; then each
 * unit has its own groups and nothing can mix.
 *
 *     if (coh_group_repair(&r, NULL, seed, 1000000, &moves, group, &found,
 *                          err)) ...
 *     if (found) ... group[u] is 1 to k for each unit
 */

/* `start` is a group for each unit to begin from (1 to k, one that it may be
 * in), or NULL. Looks at about `budget` moves, after a few of them begins
 * again, and adds to *moves how many it looked at. *found: 1 and `group`, of
 * each unit, keeps everything; 0 and `group` is of no meaning. The same seed
 * gives the same grouping. Fails with COH_SYSTEM. */
int
coh_group_repair(const struct coh_group_rules *r, const size_t *start,
                 uint64_t seed, uint64_t budget, uint64_t *moves, size_t *group,
                 int *found, struct coh_error *err) COH_MUST_CHECK;

#endif
