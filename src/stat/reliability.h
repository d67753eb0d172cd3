/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_RELIABILITY_H
#define COH_STAT_RELIABILITY_H

#include "stat/item.h"

/*
 * Reliability of a test: how much of the differences between totals its items
 * agree on.
 *
 *     struct coh_reliability r;
 *     if (coh_reliability_of(&scores, 0.95, &r, err))
 *         return -1;
 *     … r.alpha, r.ci, r.sem …
 *
 * Only rows that answered every item take part; how many they are is `n`.
 * What is not defined is NAN, printed as a blank, and `why` says why.
 */

struct coh_reliability {
    size_t items;
    size_t n;        /* rows that answered every item */
    size_t partly;   /* rows that answered some only: left out */
    double mean, sd; /* of the totals, in points; sd with divisor n − 1 */
    double alpha;
    struct coh_interval ci;
    double sem; /* standard error of measurement, in points */
    const char *why;
};

/* Cronbach's alpha (Psychometrika 16, 1951),
 * k/(k − 1) · (1 − Σ var(x_i)/var(T)), all variances with divisor n − 1; for
 * items that are right or wrong it is KR-20 (Kuder and Richardson 1937), which
 * pq and the variance with divisor n give alike. It can be negative. Its
 * interval at `level` is Feldt's (coh_reliability_feldt); sem = sd·√(1 −
 * alpha). Undefined for one item, under 2 rows, and when all totals are equal.
 * COH_SYSTEM when memory ends. */
int coh_reliability_of(const struct coh_item_scores *s, double level,
                       struct coh_reliability *r,
                       struct coh_error *err) COH_MUST_CHECK;

/* Alpha of the same rows without one item; NAN where it is not defined. The
 * difference to alpha lies within its interval for nearly every item. */
int
coh_reliability_without(const struct coh_item_scores *s, size_t item,
                        double *alpha, struct coh_error *err) COH_MUST_CHECK;

/* Interval of an alpha of `items` items and `n` rows (Feldt, Psychometrika 30,
 * 1965): 1 − (1 − alpha)·F at both tails of F with n − 1 and
 * (n − 1)(items − 1) degrees of freedom. It takes items and students as drawn
 * from many, and parts as equal: close for tests of right or wrong. COH_INPUT
 * and NAN for n < 2, items < 2, or an alpha of 1. */
int coh_reliability_feldt(double alpha, size_t n, size_t items, double level,
                          struct coh_interval *ci,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
