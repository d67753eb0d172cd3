/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_DISTRIBUTION_H
#define COH_STAT_DISTRIBUTION_H

#include "stat/interval.h"

/*
 * Distributions: quantiles where GSL's own give up, and the noncentral t,
 * which GSL has not.
 *
 *     if (coh_distribution_beta(0.025, hits + 0.5, misses + 0.5, &low, err))
 *         return -1;
 *
 * GSL's inverses of the beta and the F distribution stop after 64 steps and
 * then return NAN, at sizes as ordinary as Beta(4.5, 500.5); here a bracketed
 * root finder (Brent's) works on GSL's tails, which are good to 1e-13. All
 * return -1 with COH_INPUT, the reason, and NAN where the result is not
 * defined. GSL's error handler must be off. Densities and tails that GSL has
 * (gsl_cdf_tdist_Q, gsl_cdf_fdist_Q, gsl_cdf_ugaussian_P) are called directly.
 */

/* The value that a standard normal variable is below with probability `p`,
 * 0 < p < 1. */
int coh_distribution_normal(double p, double *x,
                            struct coh_error *err) COH_MUST_CHECK;

/* The same of Beta(a, b), a and b above 0; in the lower half of the values
 * within 1e-13 of itself, in the upper half 1 − x is. */
int coh_distribution_beta(double p, double a, double b, double *x,
                          struct coh_error *err) COH_MUST_CHECK;

/* The same of F with df1 and df2 degrees of freedom, through the beta
 * distribution: F = (df2/df1)·B/(1 − B). */
int coh_distribution_f(double p, double df1, double df2, double *x,
                       struct coh_error *err) COH_MUST_CHECK;

/* The distribution of s = √(χ²/df) as nodes of Gauss–Legendre quadrature: once
 * for all probabilities of a noncentral t with these degrees of freedom. */
enum { COH_SPREAD_NODES = 1024 };
struct coh_spread {
    double s[COH_SPREAD_NODES], weight[COH_SPREAD_NODES], mass;
};

/* df ≥ 1. */
int coh_distribution_spread(double df, struct coh_spread *spread,
                            struct coh_error *err) COH_MUST_CHECK;

/* P(T ≤ t) for T = (Z + ncp)/s: the mean of Φ(t·s − ncp) over s, within 1e-11;
 * t and ncp finite. */
double
coh_spread_noncentral_t(const struct coh_spread *spread, double t, double ncp);

/* The same, where just one is wanted: 0, or -1 when t or ncp is not finite or
 * df is below 1. */
int coh_distribution_noncentral_t(double t, double df, double ncp, double *p,
                                  struct coh_error *err) COH_MUST_CHECK;

/* The noncentralities between which an observed t lies, at the two-sided
 * `level`: P(T ≤ t) is (1 + level)/2 at the low one and (1 − level)/2 at the
 * high one (Steiger and Fouladi 1997). An interval of a standardised
 * difference is these limits times √(1/n1 + 1/n2). */
int coh_distribution_noncentrality(double t, double df, double level,
                                   struct coh_interval *ncp,
                                   struct coh_error *err) COH_MUST_CHECK;

#endif
