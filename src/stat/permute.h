/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_PERMUTE_H
#define COH_STAT_PERMUTE_H

#include <stdint.h>

#include "stat/sample.h"

/*
 * Permutation tests: how often chance alone, dealing the same scores out
 * anew, sets two groups as far apart as they are.
 *
 *     struct coh_pool pool = COH_POOL_INIT;
 *     const struct coh_sample *both[] = {&group, &reference};
 *     if (coh_pool_fill(&pool, both, 2, err) ||
 *         coh_permute_welch(&pool, &group, seed, &result, err)) …
 *     coh_pool_release(&pool);
 *
 * All two-sided. What is not defined is COH_INPUT with the reason, and p is
 * NAN. Ties count: a split with the same statistic is as extreme as the one
 * that was seen.
 */

enum {
    COH_PERMUTE_WAYS = 1000000, /* the most splits that are all visited */
    COH_PERMUTE_DRAWS = 9999,   /* else so many are drawn */
    COH_PERMUTE_SIGNS = 19,     /* the most pairs: 2^19 ways */
};

struct coh_permute {
    double p;
    double least;   /* the least p that any split of these scores could have;
                       NAN when splits were drawn */
    uint64_t ways;  /* all splits, every one visited; 0: they were drawn */
    uint64_t draws; /* COH_PERMUTE_DRAWS, or 0 */
};

/* The scores of several samples, on one grid of whole numbers, so that sums
 * are exact and ties are ties. Scores that span more than 2^40 of the last
 * decimal, and doubles, are put on a grid of 2^40 steps over their range. */
struct coh_pool {
    int64_t *value; /* sorted, the least is 0 */
    size_t n;
    int scale;        /* of the grid: steps of 10^-scale above `least` */
    int64_t least;    /* mantissa of the least score */
    double low, high; /* of a coarse grid, else low = high = 0 */
};

#define COH_POOL_INIT \
    {                 \
        .value = NULL \
    }

/* Take the scores of finished samples. COH_SYSTEM when memory ends. */
int coh_pool_fill(struct coh_pool *pool, const struct coh_sample *const *sample,
                  size_t samples, struct coh_error *err) COH_MUST_CHECK;
void coh_pool_release(struct coh_pool *pool);

/* Split the pool into `group`, whose scores are among it, and the rest, in all
 * C(N, n) ways, and count those whose |Welch t| is at least the one seen;
 * p = count/C(N, n) (Fisher 1935; Welch's t, because splitting the difference
 * of means itself finds too much where the standard deviations differ: Janssen
 * 1997). Above COH_PERMUTE_WAYS, COH_PERMUTE_DRAWS splits are drawn by `seed`
 * (base/random.h: the same with every compiler, whatever else is printed) and
 * p = (b + 1)/(B + 1) (Davison and Hinkley 1997). The pool is left as it was.
 * Undefined with fewer than two scores on a side and when all are equal. */
int coh_permute_welch(struct coh_pool *pool, const struct coh_sample *group,
                      uint64_t seed, struct coh_permute *out,
                      struct coh_error *err) COH_MUST_CHECK;

/* Change the sign of each change in all 2^n ways, and count those whose |sum|,
 * and so |t|, is at least the one seen (Fisher 1935). n at most
 * COH_PERMUTE_SIGNS; undefined for fewer than two changes. */
int coh_permute_signs(const struct coh_sample *change, struct coh_permute *out,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
