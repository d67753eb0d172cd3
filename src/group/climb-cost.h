/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CLIMB_COST_H
#define COH_GROUP_CLIMB_COST_H

#include "group/aim.h"
#include "group/rules.h"

/*
 * What a move of a unit, or a swap of two, adds to the cost of an aim, from
 * sums that are kept a group:
 *
 *   NEAR, SPREAD  S_g = Σ x and |S_g|²: a look costs O(dimensions), whatever
 *                 the number of students
 *   DIVERSE       Σ_{j in g} d_ij for every unit and group: O(1) a look, O(n)
 *                 a change
 *   COST          the table: O(1)
 *
 * Exactly the cost of group/aim.h, but for the part of NEAR (Σ|x|²) that no
 * grouping changes.
 */
struct coh_climb_cost {
    const struct coh_group_rules *r;
    const struct coh_group_aim *a;
    const size_t *group; /* of each unit, 1 to k: the owner's */
    const size_t *size;  /* students of each group: the owner's */
    size_t units, k, dimensions;
    int64_t sign;     /* of Σ over groups of `part` in the cost */
    int64_t *point;   /* units × dimensions: sums over a unit */
    int64_t *count;   /* units: students of a unit who count */
    int64_t *sum;     /* k × dimensions, or k × units for DIVERSE */
    int64_t *total;   /* k: |S|², or Σ of the distances */
    int64_t *members; /* k: students who count */
    int64_t *inside;  /* units: Σ of the distances within a unit */
    int64_t *part;    /* k: total / members, as the aim rounds it */
};

#define COH_CLIMB_COST_INIT \
    {                       \
        .units = 0          \
    }

/* All units in no group; `group` and `size` are looked at later on. */
int
coh_climb_cost_init(struct coh_climb_cost *c, const struct coh_group_rules *r,
                    const struct coh_group_aim *a, const size_t *group,
                    const size_t *size, struct coh_error *err) COH_MUST_CHECK;
void coh_climb_cost_release(struct coh_climb_cost *c);

/* What it adds; u is in a group, g (1 to k) is another one, and v is in
 * another than u. */
int64_t coh_climb_cost_move(const struct coh_climb_cost *c, size_t u, size_t g);
int64_t coh_climb_cost_swap(const struct coh_climb_cost *c, size_t u, size_t v);

/* Unit u comes into group g (by 1) or leaves it (by −1). */
void
coh_climb_cost_put(struct coh_climb_cost *c, size_t u, size_t g, int64_t by);

#endif
