/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_THEIL_SEN_H
#define COH_STAT_THEIL_SEN_H

#include "stat/trend.h"

/*
 * Theil and Sen's slope: the median of the slopes of all pairs of points, and
 * its interval from the null distribution of Kendall's statistic. A few odd
 * scores hardly move it.
 *
 *     if (coh_theil_sen_fit(point, n, 7, 0.95, &slope, &ci, err))
 *         return -1;
 *
 * What is not defined is NAN; the only error is COH_SYSTEM.
 */

/* Above so many points the pairs are too many to hold: all is NAN. Up to so
 * many the null distribution is counted out, above it is taken as normal. */
enum { COH_THEIL_SEN_PAIRED = 4096, COH_THEIL_SEN_EXACT = 60 };

/* The slope per week of `days_in_week` days: Theil (1950), Sen (JASA 63,
 * 1968); pairs on one day are left out. With N such slopes in order, the
 * interval is (S_(k+1), S_(N−k)), k the greatest number for which
 * P(Q ≤ k) ≤ (1 − level)/2, Q the pairs in the wrong order among n points
 * where every order is as likely. Where points share a day, or above
 * COH_THEIL_SEN_EXACT, k + 1 is the whole part of (N − z·σ)/2, with Kendall's
 * variance corrected for shared days (Sen 1968; Hollander and Wolfe). None
 * when k would be below 0: at 95 % under 5 points. Equal scores are counted
 * as they stand, which widens it. */
int coh_theil_sen_fit(const struct coh_trend_point *point, size_t n,
                      int days_in_week, double level, double *slope,
                      struct coh_interval *ci,
                      struct coh_error *err) COH_MUST_CHECK;

/* The k of above for `n` points on different days, n ≤ COH_THEIL_SEN_EXACT;
 * -1 when there is none. *tail: P(Q ≤ k), so that the interval covers
 * 1 − 2·tail. */
int coh_theil_sen_rank(size_t n, double level, long *k, double *tail,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
