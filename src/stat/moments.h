/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_MOMENTS_H
#define COH_STAT_MOMENTS_H

#include <stdint.h>

#include "base/decimal.h"

/*
 * Moments: the sums behind mean, variance and lag-1 autocorrelation, kept in
 * whole numbers. One pass, nothing rounded before the result is asked for,
 * and so the same for any order of merging.
 *
 *     struct coh_moments m = COH_MOMENTS_INIT;
 *     if (coh_moments_add(&m, score)) ...take doubles instead...
 *     mean = coh_moments_mean(&m);
 *
 * With d = mantissa − origin at one scale, the sums are Σd, Σd² and
 * Σd·(the next d). Results are shifted to the mean first, still in whole
 * numbers, so that no digits cancel. What is not defined is NAN, which the
 * writers print as a blank.
 */

struct coh_moments {
    int64_t n;
    int scale;           /* of every value so far: the most decimals needed */
    int64_t origin;      /* the first value's mantissa at that scale */
    int64_t first, last; /* d of the first and of the last value */
    int64_t low, high;   /* the least and the greatest d */
    __extension__ __int128 sum, square, next;
};

#define COH_MOMENTS_INIT \
    {                    \
        .n = 0           \
    }

/* One more value, behind those before. Returns -1, and changes nothing, when
 * the value needs more than 18 digits at the common scale or Σd² more than
 * 127 bits: the caller then falls back to doubles (stat/sample.h does). */
int coh_moments_add(struct coh_moments *m, struct coh_decimal d) COH_MUST_CHECK;

/* Add the values of `from`, taken to stand behind those of `into`. -1, with
 * nothing changed, as for coh_moments_add. */
int coh_moments_merge(struct coh_moments *into,
                      const struct coh_moments *from) COH_MUST_CHECK;

/* Arithmetic mean, in units of the values; NAN for n = 0. */
double coh_moments_mean(const struct coh_moments *m);

/* The sum of the values, rounded once while 18 digits hold it; NAN for
 * n = 0. */
double coh_moments_sum(const struct coh_moments *m);

/* Σ(x − mean)², in squared units; NAN for n = 0. */
double coh_moments_squares(const struct coh_moments *m);

/* Variance and standard deviation with divisor n − 1; NAN for n < 2. */
double coh_moments_variance(const struct coh_moments *m);
double coh_moments_sd(const struct coh_moments *m);

/* Lag-1 autocorrelation in the order of adding, as NIST defines it:
 * Σ(x_i − m)(x_{i+1} − m) / Σ(x_i − m)². NAN for n < 2 or equal values. */
double coh_moments_lag1(const struct coh_moments *m);

/* Mean of `a` − mean of `b`, in units of the values: the difference is formed
 * in whole numbers, so that no digits cancel however large the means are. -1,
 * with *difference NAN, when one of them has no values, or 18 digits or 127
 * bits do not hold the numbers at a common scale. */
int
coh_moments_difference(const struct coh_moments *a, const struct coh_moments *b,
                       double *difference) COH_MUST_CHECK;

/* The double nearest to numerator / (divisor × 10^scale), rounded once where
 * both parts are below 2^53, else within two units of the last place.
 * divisor > 0, scale 0 to 18. */
double coh_moments_ratio(int64_t numerator, int64_t divisor, int scale);

#endif
