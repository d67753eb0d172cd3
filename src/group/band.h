/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_BAND_H
#define COH_GROUP_BAND_H

#include "group/problem.h"

/*
 * Bands: sorted values cut into k runs in order, so that the sum of squares
 * within groups is least (Fisher 1958: exact dynamic programming), with size
 * bounds, some members of each group fixed beforehand, and some students
 * without a value who only fill places.
 *
 * Among all cuts: first the fewest students whose equal is in another group
 * (when `ties`), then the least sum of squares. Fillers bring every group to
 * its least size; those left over go to the smallest group, one by one.
 */

/* Members of a group: how many, of them with a value, Σ v and Σ v². */
struct coh_group_sum {
    size_t size;
    int64_t n, s, q;
};

struct coh_group_band_cell {
    int64_t cost; /* −1: not reachable */
    int64_t tied;
};

struct coh_group_band {
    size_t k;
    size_t *min, *max; /* k each */
    struct coh_group_sum *fixed;
    size_t n;              /* free values */
    int64_t *value;        /* ascending */
    size_t *run_start;     /* first index with the same value, n + 1 */
    size_t *run_length;    /* of that run, n + 1 */
    int64_t *sum, *square; /* of the first i values, n + 1 */
    size_t fillers;        /* free students without a value */
    size_t *lack, *room;   /* of the groups from g on, k + 1 */
    size_t *low, *high;    /* values that the groups before g may hold, k + 1 */
    size_t *offset;        /* of layer g in `take`, k + 2 */
    /* A cell is (values, fillers) used by the groups before g; two layers of
     * (n + 1)(fillers + 1), and how many values the last group took. */
    struct coh_group_band_cell *before, *now;
    uint32_t *take;
    size_t take_capacity;
    uint64_t moves; /* cuts looked at, over all calls */
};

#define COH_GROUP_BAND_INIT \
    {                       \
        .k = 0              \
    }

/* Room for k groups, n values, `fillers`. The caller then fills min, max and
 * value, and calls coh_group_band_ready once; `fixed` starts empty and may be
 * changed before every solve. */
int coh_group_band_init(struct coh_group_band *b, size_t k, size_t n,
                        size_t fillers, struct coh_error *err) COH_MUST_CHECK;
void coh_group_band_ready(struct coh_group_band *b);
void coh_group_band_release(struct coh_group_band *b);

/* Σ (v − mean)², rounded down: n·q − s² over n. 0 for an empty group. Values
 * must be scaled so that n·q stays below 2^62. */
static inline int64_t
coh_group_sum_cost(int64_t n, int64_t s, int64_t q)
{
    return n ? (n * q - s * s) / n : 0;
}

/* The least cost into *cost, −1 when the sizes cannot be kept; take[g] values
 * and fill[g] fillers for each group (the arrays may both be NULL). */
int coh_group_band_solve(struct coh_group_band *b, int ties, int64_t *cost,
                         size_t *take, size_t *fill,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
