/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_SIMILAR_H
#define COH_GROUP_SIMILAR_H

#include "group/problem.h"

/*
 * Groups of similar students: bands of one measure.
 *
 *     if (coh_group_similar(&p, &a, err)) ...
 *     if (a.outcome == COH_GROUP_FEASIBLE) ... a.group[i] ...
 */

/* Minimise Σ over groups of Σ (x − mean of the group)² over students with a
 * score (Fisher 1958, JASA 53:789), under the demands of the problem.
 *
 * Groups are bands, numbered from the lowest scores: a student whom no demand
 * names never scores above another such student in a higher group. Only those
 * whom a demand names may sit outside their band. Without pins and with the
 * same sizes for all groups this loses nothing: the best grouping is of this
 * form. With them it is what gives numbers a meaning.
 *
 * First the named students (together, apart, pins) are placed for the least
 * sum; this is exact when `proved`, else `bound` is below every grouping.
 * Exact means to 2k units in the last of some 60 bits. Then, with these in
 * their places, equal scores of all others are kept together: first the
 * fewest students parted from an equal, then the least sum, then the seed.
 * Without named students this is exact as a whole.
 *
 * Students without a score cost nothing; they fill places. Scores that span
 * more than 2^31/(n + 1) units are rounded to that many steps for the search.
 *
 * Outcome as coh_group_feasible; COH_INPUT also when more students than 2^20
 * are given. */
int
coh_group_similar(const struct coh_group_problem *p, struct coh_group_answer *a,
                  struct coh_error *err) COH_MUST_CHECK;

/* What random groups of the same sizes have on average, demands ignored:
 * TSS · (N − K) / (N − 1) over the N scored students in the K groups that
 * hold any. In score mantissas squared; 0 under two scores. */
double
coh_group_random_mean(const struct coh_group_problem *p, const size_t *group);

/* Σ (x − mean of the group)² of a grouping, in score mantissas squared. */
double
coh_group_similar_value(const struct coh_group_problem *p, const size_t *group);

#endif
