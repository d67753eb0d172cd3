/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_PLACE_H
#define COH_GROUP_PLACE_H

#include "group/units.h"

/*
 * Place units into groups so that sizes, pins and apart hold, if that can be
 * done at all. Students whom no demand names fill what is left.
 */

/* Backtrack. `prefer` (may be NULL) is the group, 1 to k, near which each
 * unit is tried first. At most `budget` nodes are visited; `*nodes` counts
 * them. On COH_GROUP_FEASIBLE `group` has 1 to k for each unit.
 * *outcome is undecided when the budget ran out. */
int coh_group_place(const struct coh_group_problem *p,
                    const struct coh_group_active *active,
                    const struct coh_group_units *u, const size_t *prefer,
                    uint64_t budget, uint64_t *nodes, size_t *group,
                    enum coh_group_outcome *outcome,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
