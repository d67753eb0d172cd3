/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_BOUND_H
#define COH_GROUP_BOUND_H

#include "group/aim.h"
#include "group/rules.h"

/*
 * A whole cost that no grouping comes below, for any number of students. Rules
 * but the allowed groups are left out and sizes are taken at their loosest, so
 * it can only be too low:
 *
 *   NEAR     in one dimension the least Σ|x − mean|² of at most k groups whose
 *            sizes lie between the least and the greatest of all (Fisher 1958);
 *            in several, the sum of that over the dimensions, because
 *            Σ|x − mean|² is that sum for any grouping.
 *   SPREAD   of each dimension with two values only, what a group of its size
 *            has to cost at least because students are whole; else 0.
 *   DIVERSE  a student has at most s − 1 others in a group of s: −½ of the
 *            largest distances that all students together can have, each at
 *            most its own s − 1 largest (over s with per_size).
 *   COST     the least allowed cost of each unit.
 *   company  as few pairs as even shares have, or as many as the greatest
 *            sizes hold.
 *
 * All in whole numbers, rounded down. It is a proof: a grouping that costs as
 * much is the best there is.
 *
 * Time: NEAR k·n·(sizes that matter) a dimension, with many groups of wide
 * sizes 25·n·(sizes that matter); DIVERSE n² log n. Memory: a few rows of n;
 * DIVERSE n·(greatest size) numbers of 4 bytes.
 */

/* *low: at most the least coh_group_aim_whole of all groupings that keep the
 * rules; some number where none does. Fails with COH_SYSTEM when there is no
 * memory. */
int coh_group_bound(const struct coh_group_rules *r,
                    const struct coh_group_aim *aim, int64_t *low,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
