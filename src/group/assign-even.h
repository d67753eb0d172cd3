/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_ASSIGN_EVEN_H
#define COH_GROUP_ASSIGN_EVEN_H

#include "group/assign-level.h"

/* Sizes, where the costs leave them open: units to whom another group costs
 * just as much as theirs (another slot of the same theme, or any group where
 * there is no list and no score) go, in the order of rows, to the smallest such
 * group while that makes sizes more even, until nobody can. No rule is broken
 * by it, the same pairs of an earlier grouping meet where that counts, and no
 * group closes or opens. group: 1 to k a student, in and out. */
int coh_group_assign_even(const struct coh_group_levels *l, size_t *group,
                          struct coh_error *err) COH_MUST_CHECK;

/* Company of an earlier grouping, where costs leave it open: swaps and moves
 * that cost nothing and break no rule, while they better it. No group closes or
 * opens. */
int coh_group_assign_company(const struct coh_group_levels *l, size_t *group,
                             struct coh_error *err) COH_MUST_CHECK;

#endif
