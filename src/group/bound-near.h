/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_BOUND_NEAR_H
#define COH_GROUP_BOUND_NEAR_H

#include "group/aim.h"

/*
 * The bound of NEAR (group/bound.h), a dimension at a time: the least
 * Σ|x − mean|² of the students who are not blank in `must` to `groups` groups
 * of `least` to `most` students (blank ones count for these).
 *
 * For given sizes Σ x² − Σ_g S_g²/n_g is concave in the sums S, so it is
 * least where the groups are stretches of the sorted values (Fisher 1958;
 * Hwang, Rothblum 2011), and a dynamic program over the stretches finds it.
 * Costs are rounded up in each group and these are rounded down, in steps
 * finer than 1: the sum, rounded up, is not above the cost of any grouping.
 *
 * With more than 40 groups of wide sizes a row for each would take too long.
 * There each stretch costs a fee instead (Lagrange): for any fee the least
 * cost with fees, less k fees, is a bound, and the best fee is sought.
 */
int coh_group_bound_near(const struct coh_group_aim *a, size_t must,
                         size_t groups, size_t least, size_t most, int64_t *low,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
