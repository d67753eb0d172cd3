/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_INTERVAL_H
#define COH_STAT_INTERVAL_H

#include "base/error.h"

/*
 * Intervals: how far a mean or a rate could be from the truth.
 *
 *     struct coh_interval ci;
 *     if (coh_interval_mean(mean, sd, n, 0.95, &ci, &why))
 *         ...blank, and why.text says why...
 *
 * An interval that is not defined is not a failure of the program: the call
 * returns -1 with COH_INPUT and the reason in words, and both limits are NAN,
 * which is printed as a blank. `level` is the confidence level, above 0 and
 * below 1 (0.95). GSL's error handler must be off.
 */

struct coh_interval {
    double low, high;
};

/* Half-width factor: the two-sided critical value of Student's t with `df`
 * degrees of freedom, above 0. GSL's inverse: good to 2e-14 from the 80 to
 * the 99.9 % level. */
int coh_interval_student(double df, double level, double *t,
                         struct coh_error *err) COH_MUST_CHECK;

/* Student's interval of a mean, mean ± t·sd/√n with n − 1 degrees of freedom
 * (Student 1908); in units of the values. Undefined for n < 2, and for sd = 0:
 * equal scores do not show that the next one would be equal too. */
int coh_interval_mean(double mean, double sd, double n, double level,
                      struct coh_interval *ci,
                      struct coh_error *err) COH_MUST_CHECK;

/* Score interval of a rate `hits`/n, from 0 to 1, without continuity
 * correction (Wilson, JASA 22, 1927). With no hits the lower limit is 0, with
 * n hits the upper is 1. Undefined for n = 0. */
int
coh_interval_rate(double hits, double n, double level, struct coh_interval *ci,
                  struct coh_error *err) COH_MUST_CHECK;

/* Jeffreys' equal-tailed interval of a rate: quantiles of the posterior
 * Beta(hits + 1/2, n − hits + 1/2); with no hits the lower limit is 0, with n
 * hits the upper is 1 (Brown, Cai and DasGupta, Statistical Science 16, 2001).
 * Undefined for n = 0. */
int coh_interval_jeffreys(double hits, double n, double level,
                          struct coh_interval *ci,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
