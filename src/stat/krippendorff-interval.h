/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_KRIPPENDORFF_INTERVAL_H
#define COH_STAT_KRIPPENDORFF_INTERVAL_H

#include <stddef.h>

#include "base/error.h"

/*
 * How far is Krippendorff's alpha of one code (present or not) to be trusted?
 * A percentile bootstrap over units: the units that two coders or more coded
 * are drawn anew with replacement, and the interval holds the middle `level` of
 * the alphas (Efron and Tibshirani, An Introduction to the Bootstrap, 1993,
 * ch. 13). It speaks of other units of this kind with these coders. It is too
 * narrow where units are few or a code is rare, and so there is none with fewer
 * than COH_KRIPPENDORFF_UNITS units, where present or absent stands fewer than
 * COH_KRIPPENDORFF_RARE times, and where more than one draw in twenty has no
 * alpha for want of variation.
 *
 *     struct coh_krippendorff_interval c = {.level = 0.95, .seed = 1};
 *     if (coh_krippendorff_interval(code, units, coders, &c, err)) …
 *     … c.low … c.high: NAN when there is none
 */

enum {
    COH_KRIPPENDORFF_DRAWS = 2000,
    COH_KRIPPENDORFF_UNITS = 20,
    COH_KRIPPENDORFF_RARE = 5,
};

struct coh_krippendorff_interval {
    double level; /* above 0, below 1 */
    unsigned long seed;
    double low, high;
};

/* `code` holds units × coders, unit by unit: 1 present, 0 absent,
 * COH_KRIPPENDORFF_MISSING not coded. The same seed gives the same bytes.
 * COH_SYSTEM when out of memory. */
int coh_krippendorff_interval(const int *code, size_t units, size_t coders,
                              struct coh_krippendorff_interval *c,
                              struct coh_error *err) COH_MUST_CHECK;

#endif
