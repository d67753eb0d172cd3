/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_ASSIGN_LEVEL_H
#define COH_GROUP_ASSIGN_LEVEL_H

#include "group/aim.h"
#include "group/model.h"

/*
 * The levels of an aim of costs, made least one after the other in a model.
 * Each is a sum of integers; what is proved least is held as a row while the
 * next is solved. After the last, Σ (n − i)·cost_i over students i from 0 is
 * made least too: of equally good groupings the one that is better for the
 * earlier rows. That last step is for order only, and nothing rests on it.
 *
 *     struct coh_group_levels l = COH_GROUP_LEVELS_INIT;
 *     struct coh_group_reached how;
 *     if (coh_group_levels_init(&l, &r, aim, err) ||
 *         coh_group_levels_solve(&l, &model, NULL, &how, err)) ...
 */

enum coh_group_level {
    COH_GROUP_LEVEL_FIRST,
    COH_GROUP_LEVEL_SECOND,
    COH_GROUP_LEVEL_COMPANY,
    COH_GROUP_LEVEL_ROWS,
};
enum { COH_GROUP_LEVELS = 4 };

struct coh_group_levels {
    const struct coh_group_rules *r;
    const struct coh_group_aim *aim;
    int64_t *cost[COH_GROUP_LEVELS]; /* n_units × k, above the unit's least;
                                        NULL: no such level (or company) */
    int64_t least[COH_GROUP_LEVELS]; /* Σ over units of what was taken off */
    int company;                     /* 1: few pairs, −1: many, 0: any */
};

#define COH_GROUP_LEVELS_INIT \
    {                         \
        .r = NULL             \
    }

/* What came of a model. */
struct coh_group_reached {
    int impossible;
    int found;  /* model->program.value holds the best */
    int proved; /* up to company */
    /* No values have less in this level, the levels before being least. */
    int64_t low[COH_GROUP_LEVELS];
};

int coh_group_levels_init(struct coh_group_levels *l,
                          const struct coh_group_rules *r,
                          const struct coh_group_aim *aim,
                          struct coh_error *err) COH_MUST_CHECK;
void coh_group_levels_release(struct coh_group_levels *l);

/* `floor`: what each level is known not to go below, from a looser model; or
 * NULL. model->program may have a start and a limit of work. */
int coh_group_levels_solve(const struct coh_group_levels *l,
                           struct coh_group_model *m,
                           const struct coh_group_reached *floor,
                           struct coh_group_reached *how,
                           struct coh_error *err) COH_MUST_CHECK;

/* No whole cost (coh_group_aim_whole) is below what the levels are not. */
int64_t coh_group_levels_low(const struct coh_group_levels *l,
                             const struct coh_group_reached *how);

#endif
