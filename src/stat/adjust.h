/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_ADJUST_H
#define COH_STAT_ADJUST_H

#include <stddef.h>

#include "base/error.h"

/*
 * p-values of many comparisons at once, adjusted: with 12 comparisons and no
 * difference anywhere, one of them falls below 0.05 by chance in 46 of 100
 * data sets.
 *
 *     if (coh_adjust_holm(p, n, adjusted, err))
 *         return -1;
 *
 * `p` holds n values from 0 to 1; a NAN is no comparison: it is not counted
 * and stays NAN. `adjusted` has n places and may be `p`. COH_SYSTEM when
 * memory ends.
 */

/* Holm's step-down procedure (Scandinavian Journal of Statistics 6, 1979):
 * max over j ≤ i of (m − j + 1)·p(j), at most 1, in ascending order. The
 * chance of any false finding is held, whatever the tests have in common. */
int coh_adjust_holm(const double *p, size_t n, double *adjusted,
                    struct coh_error *err) COH_MUST_CHECK;

/* Benjamini's and Hochberg's step-up procedure (JRSS B 57, 1995): min over
 * j ≥ i of m·p(j)/j, at most 1. Of what is found, the share that is false is
 * held, for independent tests. */
int coh_adjust_bh(const double *p, size_t n, double *adjusted,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
