/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_RANK_H
#define COH_STAT_RANK_H

#include "stat/interval.h"
#include "stat/sample.h"

/*
 * Wilcoxon's signed-rank test, exact: a check of the paired t that asks of the
 * changes only that they would be symmetric if nothing had happened.
 *
 *     struct coh_rank r;
 *     if (coh_rank_signed(&change, 0.95, &r, &why))
 *         ...no test, and why.text says why...
 *
 * What is not defined is COH_INPUT with the reason, and NAN.
 */

enum { COH_RANK_MOST = 300 }; /* changes; above it t does as well */

struct coh_rank {
    size_t n;               /* changes that are not 0 */
    double v;               /* the sum of the ranks of those above 0 */
    double p;               /* two-sided */
    double shift;           /* Hodges–Lehmann estimate of the change */
    struct coh_interval ci; /* of the shift */
};

/* The test of `change` (Wilcoxon 1945): changes of 0 are left out, equal sizes
 * share the mean of their ranks, and all 2^n signs are counted by the shift
 * algorithm of Streitberg and Röhmel (1986), so that p is exact with ties.
 * p = 2·P(the smaller tail), at most 1. `shift` is the median of the means of
 * all pairs of changes, zeros included, each with itself too (Hodges and
 * Lehmann 1963); its interval runs between two of these means, and covers at
 * least `level` (exact ranks without ties; with ties more). NAN limits where
 * so few changes have none: below 6 at the 95 % level. Undefined when nobody
 * changed, and for more than COH_RANK_MOST changes. */
int coh_rank_signed(const struct coh_sample *change, double level,
                    struct coh_rank *out, struct coh_error *err) COH_MUST_CHECK;

#endif
