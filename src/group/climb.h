/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CLIMB_H
#define COH_GROUP_CLIMB_H

#include "group/aim.h"
#include "group/rules.h"

/*
 * The search for a good grouping where no proof is in reach: the best found
 * from a feasible start, by moves of units and swaps of two units.
 *
 *     if (coh_group_climb(&rules, &aim, start, p->seed, p->effort, 0,
 *                         group, &moves, err)) ...
 *
 * Simulated annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983): a
 * change that makes the cost worse by x is taken when x is below the
 * temperature times an exponential variate, and the temperature falls. Where
 * it starts and ends is measured on the problem itself: a short first cooling
 * notes at which temperature how many of the changes are taken. When the
 * effort is more than one slow cooling needs, several follow each other. Then
 * every single move and swap is tried until none of them is better.
 *
 * Two walks do the steps. The one over a plain table of distances (DIVERSE, no
 * rule but allowed groups and sizes) looks at a student's swaps with all
 * others side by side. The other one serves every aim and rule from sums a
 * group: a look costs O(dimensions) or O(1), whatever the number of students;
 * on its way it may break rules at a price, so that it gets across where no
 * single step keeps all of them, but only what keeps all is ever given back.
 *
 * All is integer arithmetic and coh_random: the same seed and effort give the
 * same grouping everywhere.
 *
 * NEAR with p->score (one measure): at the end, moves and swaps that cost
 * nothing bring equal scores together (group/climb-ties.h).
 */

/* The best grouping found: of each student 1 to k, all rules and sizes kept,
 * coh_group_aim_whole never above that of `start`, which has to keep them all.
 *
 * Where p->open says how many groups are to be open, those of `start` stay
 * open and the others closed.
 *
 * effort counts what is looked at, and is never passed by more than one look: a
 * move or swap is 1, with its rules 8; sixteen looked at side by side are 1.
 * 0: COH_GROUP_EFFORT. The last exact steps after the walk over a table, and
 * those that bring equal scores together, are not counted: they are few.
 * seconds > 0: the effort is chosen after a first look at the clock so that it
 * takes about so long (processor time), whatever `effort` says. *moves is the
 * effort that was set, or chosen: the same seed with it gives the same
 * grouping.
 *
 * Memory: DIVERSE n × (n + k) numbers, else n × dimensions and k × (features
 * + dimensions). Fails with COH_SYSTEM only. */
int
coh_group_climb(const struct coh_group_rules *r,
                const struct coh_group_aim *aim, const size_t *start,
                uint64_t seed, uint64_t effort, double seconds, size_t *group,
                uint64_t *moves, struct coh_error *err) COH_MUST_CHECK;

#endif
