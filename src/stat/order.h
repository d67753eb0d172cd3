/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_ORDER_H
#define COH_STAT_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * Order: sorted arrays and what is read from them.
 *
 *     if (coh_order_integers(x, n, err))
 *         return -1;
 */

/* Sort ascending, in place: radix sort over the bytes in which the values
 * differ, so that whole-number scores cost two or three passes. Needs a
 * second array of the same length while it runs (COH_SYSTEM). */
int
coh_order_integers(int64_t *x, size_t n, struct coh_error *err) COH_MUST_CHECK;

/* Sort ascending, in place. None of the values may be NAN. */
void coh_order_doubles(double *x, size_t n);

/* Quantile `p` (0 to 1) of sorted values, type 7 of Hyndman and Fan (The
 * American Statistician 50, 1996): at h = (n − 1)p between the values beside
 * it, linearly; what R, NumPy and Excel's PERCENTILE.INC do. NAN for n = 0. */
double coh_order_quantile(const double *x, size_t n, double p);

#endif
