/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_SUBSET_H
#define COH_GROUP_SUBSET_H

#include "group/aim.h"
#include "group/rules.h"

/*
 * The best grouping of a few units, proved, for every aim and every rule: a
 * dynamic program over the sets of units.
 *
 * What a group costs and whether its rules hold depends on its own members
 * alone. So F_j(T), the least cost of dealing just the set T to the first j
 * groups, is min over B ⊆ T of F_{j−1}(T∖B) + cost_j(B), and F_k(all) is the
 * answer. Three things keep it short:
 *   - Groups with the same sizes, columns of allowed units and costs are of
 *     one class. Within a class the order does not matter: groups of the class
 *     that comes last hold, each in turn, the lowest unit not dealt yet; those
 *     of the first class are dealt by descending lowest unit.
 *   - Blocks that break a rule are never looked at: those that stand are listed
 *     by their lowest unit, and the list is read where it is shorter than the
 *     subsets.
 *   - Each unit has a price y with Σ_{u ∈ B} y_u ≤ cost_g(B) for every block
 * and group (a feasible dual of the set partition), so the rest of the units
 *     costs at least Σ y. A set whose cost cannot come below `known` is dead.
 *
 * Memory: 16 bytes for each of the 2^units sets, 4 more for each block that
 * stands, and 8 more for each further group that p->open counts: 20 MB at 20
 * units. A part of the groups is dealt a second time to read the grouping off.
 */

#define COH_GROUP_SUBSET_MOST 20

/*
 * aim: NULL: any grouping that keeps all rules; `known` is of no meaning then,
 * and company is not looked at.
 * known: a whole cost (coh_group_aim_whole) that some grouping is known to
 * have, or INT64_MAX: none is known.
 * budget: how many sets and blocks may be looked at, 2 to 3 ns each; *moves
 * says how many were. 20 units need 5 to 400 million with sizes that differ by
 * one, and up to some thousand million with wide ones. With a good `known` it
 * is a tenth, most of all where groups have costs of their own.
 *
 * outcome:
 *   FEASIBLE    proved. If there is a grouping below `known` (or any, where
 *               that is INT64_MAX), `group` (1 to k a student) is the best
 *               there is; otherwise `known` itself is the least whole cost, and
 *               `group` is left as it was. A caller who puts the grouping that
 *               has cost `known` into `group` holds the best one either way.
 *   IMPOSSIBLE  proved: no grouping keeps all rules; only said when `known` is
 *               INT64_MAX or aim is NULL.
 *   UNDECIDED   more than COH_GROUP_SUBSET_MOST units, or `budget` ran out;
 *               `group` is left as it was.
 *
 * Of several best groupings the same one is taken each time. Honours p->open.
 * Fails with COH_SYSTEM when there is no memory.
 */
int coh_group_subset(const struct coh_group_rules *r,
                     const struct coh_group_aim *aim, int64_t known,
                     uint64_t budget, uint64_t *moves, size_t *group,
                     enum coh_group_outcome *outcome,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
