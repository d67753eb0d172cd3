/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_AIM_H
#define COH_GROUP_AIM_H

#include "group/problem.h"

/*
 * What a grouping should be good at, as a cost to be made least. All costs are
 * sums over groups of integers that depend on a group's members alone, so that
 * a search may compare them exactly and every compiler finds the same.
 *
 * With members T of a group g, x the points (fixed-point z scores), S = Σ x:
 *   NEAR     Σ|x − mean|² = Σ|x|² − |S|²/m, m those of T not blank; rounded
 *            up in the quotient                              (`similar`)
 *   SPREAD   |S|²/|T|, rounded down: |T|·|mean|²             (`mixed`:
 *            variance, and k-plus with the squares as further dimensions)
 *   DIVERSE  −Σ_{i<j} d_ij, or that over |T|, rounded to 0   (`mixed`:
 *            diversity)
 *   COST     Σ_i cost_ig                                     (`skill`,
 *            `interest`)
 * A cost of 1 is `unit` in the aim's own units. An aim may have two levels:
 * then cost_ig = first_ig·weight + second_ig, and Σ second < weight.
 *
 * The company of an earlier grouping is one more level: the whole that is made
 * least is cost·step ± (pairs who meet again)·pair. It goes before NEAR, SPREAD
 * and DIVERSE (pair = range + 1, step = 1), which are of many values and would
 * leave it nothing to decide. It comes after COST (step = all pairs there are
 * + 1, pair = 1): what students need or asked for is not given up for it, and
 * equal costs are many.
 */

enum coh_group_aim_kind {
    COH_GROUP_NEAR,
    COH_GROUP_SPREAD,
    COH_GROUP_DIVERSE,
    COH_GROUP_COST,
};

struct coh_group_aim {
    enum coh_group_aim_kind kind;
    size_t n, k;
    size_t dimensions;
    int64_t *point;       /* n × dimensions; NEAR, SPREAD */
    unsigned char *blank; /* NEAR: no measure at all: counts for sizes only */
    int32_t *distance;    /* n × n, symmetric, not below 0; DIVERSE */
    int per_size;         /* DIVERSE: over |T| */
    int64_t *cost;        /* n × k; COST */
    int64_t weight;       /* of the first level; 0: there is one level */
    double unit;
};

#define COH_GROUP_AIM_INIT      \
    {                           \
        .kind = COH_GROUP_NEAR, \
    }

void coh_group_aim_release(struct coh_group_aim *a);

/* NEAR or SPREAD from z scores (n × dimensions, 0 for a missing one; blank may
 * be NULL). Rounded to the finest binary steps for which all sums, and those
 * with company in problem p, stay below 2^62. */
int coh_group_aim_points(struct coh_group_aim *a, enum coh_group_aim_kind kind,
                         const struct coh_group_problem *p, const double *z,
                         size_t dimensions, const unsigned char *blank,
                         struct coh_error *err) COH_MUST_CHECK;

/* DIVERSE from the same: Euclidean distances. */
int coh_group_aim_distances(struct coh_group_aim *a,
                            const struct coh_group_problem *p, const double *z,
                            size_t dimensions, int per_size,
                            struct coh_error *err) COH_MUST_CHECK;

/* DIVERSE from a table of whole distances (n × n; only i < j is read), of
 * which one is `unit`. COH_INPUT when one is negative or the sums would pass
 * 2^62. */
int
coh_group_aim_table(struct coh_group_aim *a, const struct coh_group_problem *p,
                    const int32_t *distance, double unit, int per_size,
                    struct coh_error *err) COH_MUST_CHECK;

/* COST: `first` may be NULL; otherwise what it counts is made least first.
 * Both n × k, not below 0. COH_INPUT when the sums would pass 2^62. */
int
coh_group_aim_costs(struct coh_group_aim *a, const struct coh_group_problem *p,
                    const int64_t *first, const int64_t *second, double unit,
                    struct coh_error *err) COH_MUST_CHECK;

/* The cost of one group with these members, and of a grouping (1 to k). */
int64_t coh_group_aim_block(const struct coh_group_aim *a, size_t group,
                            const size_t *member, size_t n);
int64_t coh_group_aim_cost(const struct coh_group_aim *a, const size_t *group);

/* No two costs are further apart than this. */
int64_t coh_group_aim_range(const struct coh_group_aim *a);

/* What a cost of 1 and a pair who meets again weigh in the whole. */
int64_t coh_group_aim_step(const struct coh_group_aim *a,
                           const struct coh_group_problem *p);
int64_t coh_group_aim_pair(const struct coh_group_aim *a);

/* The whole that is made least. */
int64_t
coh_group_aim_whole(const struct coh_group_aim *a,
                    const struct coh_group_problem *p, const size_t *group);

/* The mean of the cost over all groupings with the sizes that `group` has,
 * rules ignored, in the aim's own units. Closed forms: of N students in K
 * groups, NEAR Σ|x − mean|²·(N−K)/(N−1) over those not blank in groups that
 * have some, SPREAD Σ|x − mean|²·(K−1)/(N−1) + N·|mean|², DIVERSE the mean
 * distance × pairs (over the size), COST Σ_g n_g/N Σ_i cost_ig (one level: the
 * second when there are two). */
double coh_group_aim_random(const struct coh_group_aim *a, const size_t *group);

#endif
