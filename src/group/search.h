/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_SEARCH_H
#define COH_GROUP_SEARCH_H

#include "group/band.h"
#include "group/units.h"

/*
 * What the searches of `similar` share: the problem in scaled integers, the
 * students whom no demand names as bands, the others as units.
 *
 * Values are (score − least) × `times`, as large as n·Σv² < 2^62 allows, so
 * that sums of squares are integers. Their fractions, below one unit a group,
 * are dropped; everything compared is an integer, with the same result on
 * every machine.
 */

/* A point of the relaxed problem: a unit's member, at the unit's mean. */
struct coh_group_point {
    int64_t value;
    size_t unit;
};

struct coh_group_view {
    const struct coh_group_problem *p;
    struct coh_group_units u;
    struct coh_group_band band;
    int64_t *value;                /* a student; 0 without a score */
    double times;                  /* see above */
    size_t *free, *filler;         /* students in the order of the bands */
    struct coh_group_sum *unit;    /* sums of each unit */
    struct coh_group_point *point; /* ascending */
    size_t n_point;
    int64_t *inside; /* the least a unit costs beyond its points */
    size_t *where;   /* 1 to k: the group of each unit, best so far */
    int64_t cost;    /* of `where` with the best bands */
    int64_t low;     /* no grouping costs less */
    uint64_t moves, effort;
};

#define COH_GROUP_VIEW_INIT            \
    {                                  \
        .band = {.k = 0}, .n_point = 0 \
    }

int
coh_group_view_init(struct coh_group_view *v, const struct coh_group_problem *p,
                    struct coh_error *err) COH_MUST_CHECK;
void coh_group_view_release(struct coh_group_view *v);

void
coh_group_sum_add(struct coh_group_sum *to, const struct coh_group_sum *from);

/* The least cost of the bands when units stand in where[]; −1: sizes fail. */
int coh_group_view_cost(struct coh_group_view *v, const size_t *where,
                        int64_t *cost, struct coh_error *err) COH_MUST_CHECK;

/* Move units and swap pairs of them as long as that lowers the cost. */
int coh_group_improve(struct coh_group_view *v,
                      struct coh_error *err) COH_MUST_CHECK;

/* Sweep the groups in order over all sets of units placed so far, wider and
 * wider, until nothing had to be dropped (cost == low: proved) or the effort
 * is spent; then `low` is the least bound of what was dropped. */
int
coh_group_prove(struct coh_group_view *v, struct coh_error *err) COH_MUST_CHECK;

#endif
