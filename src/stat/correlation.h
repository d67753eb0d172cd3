/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_CORRELATION_H
#define COH_STAT_CORRELATION_H

#include <stddef.h>

#include "stat/interval.h"

/*
 * Correlation and agreement: do two measures of the same students say the
 * same?
 *
 *     struct coh_correlation r;
 *     if (coh_correlation_pearson(x, y, n, 0.95, &r, err))
 *         return -1;
 *
 * x[i] and y[i] are the scores of student i, in units of their own; whoever
 * has large numbers with small differences subtracts an origin first, in
 * decimals. What is not defined is NAN, which is printed as a blank, and `why`
 * beside it says in words why. GSL's error handler must be off.
 */

struct coh_correlation {
    double r; /* −1 to 1 */
    struct coh_interval ci;
    const char *why; /* NULL, or why r, or else its interval, is not there */
};

/* Fewest students for an interval: √(n − 3) must be. */
enum { COH_CORRELATION_INTERVAL = 4 };

/* Limits of a correlation `r` of `n` students: tanh(atanh r ± z·error), with
 * error = 1/√(n − 3) for Pearson's (Fisher, Metron 1, 1921). NAN for n < 4 and
 * for r = ±1: points on one line do not show that the next would lie there
 * too. COH_USAGE for a level that is none. */
int coh_correlation_interval(double r, double n, double error, double level,
                             struct coh_interval *ci,
                             struct coh_error *err) COH_MUST_CHECK;

/* Product-moment correlation (Pearson 1896), two passes. NAN for n < 3, as two
 * points always lie on a line, and where one of the two is constant. Within
 * 1e-14 of ±1 it is ±1: rounding, not data. */
int coh_correlation_pearson(const double *x, const double *y, size_t n,
                            double level, struct coh_correlation *c,
                            struct coh_error *err) COH_MUST_CHECK;

/* Rank correlation (Spearman 1904): Pearson's of the ranks, equal values
 * sharing the mean of their ranks. error = √((1 + r²/2)/(n − 3)) (Bonett and
 * Wright, Psychometrika 65, 2000). COH_SYSTEM when memory ends. */
int coh_correlation_spearman(const double *x, const double *y, size_t n,
                             double level, struct coh_correlation *c,
                             struct coh_error *err) COH_MUST_CHECK;

/* Twice the rank of each value, so that shared ranks stay whole numbers: from
 * 2 to 2n. COH_SYSTEM when memory ends. */
int coh_correlation_ranks(const double *x, size_t n, double *twice,
                          struct coh_error *err) COH_MUST_CHECK;

/* Two-sided p of no correlation, by Student's t of r√((n − 2)/(1 − r²)) with
 * n − 2 degrees of freedom: of Pearson's exact where one of the two is normal
 * (Student 1908), of Spearman's approximate. NAN for n < 3 and r = ±1. */
double coh_correlation_p(double r, double n);

/* Two-sided p of Spearman's correlation by counting all n! orders: the share
 * of them whose |r| is at least this one, ties counted exactly. NAN for n < 3,
 * constant values, and n > COH_CORRELATION_COUNTED. COH_SYSTEM when memory
 * ends. */
enum { COH_CORRELATION_COUNTED = 9 };
int
coh_correlation_spearman_exact(const double *x, const double *y, size_t n,
                               double *p, struct coh_error *err) COH_MUST_CHECK;

/* How many of `n` pairs would agree by chance alone: Σ row·column/n of a
 * square table of counts, count[i·levels + j] being those with level i by one
 * measure and j by the other. NAN for no pairs. */
double coh_correlation_by_chance(const size_t *count, size_t levels);

/* Kappa (Cohen, Educational and Psychological Measurement 20, 1960): (same −
 * chance)/(n − chance), 1 for the same level always, 0 for what chance gives.
 * NAN where all stand on one level by both: there is nothing to agree on. */
double coh_correlation_kappa(const size_t *count, size_t levels);

#endif
