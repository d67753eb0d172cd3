/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_RATE_BAND_H
#define COH_PRIVACY_RATE_BAND_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * A share of students as it may be shown: a band, the wider the smaller the
 * group, because the exact share beside the number of students gives the count
 * back, and "all of them" tells of each. By size of group:
 *
 *     10–19    ≥ 80 % and ≤ 20 % at the ends, 10-point bands between
 *     20–39    ≥ 90, ≤ 10; 10-point bands
 *     40–99    ≥ 95, ≤ 5; 5-point bands
 *     100–299  ≥ 98, ≤ 2; whole percents
 *     300 on   ≥ 99, ≤ 1; whole percents
 *
 * (NCES 2011-603 and Utah's rules, in our form: docs/privacy.md.) At the ends
 * each band holds at least three possible counts, for every size. Between them
 * a band of several points is named by whole percents rounded down: "30-39%" is
 * from 30 to below 40; the first, beside "<=20%", holds what is above 20 and
 * below 30. A whole percent is the nearest one, halves up, as wherever a share
 * stands in percent: "56%" is 55.5 to below 56.5, less what an end holds. Inner
 * bands may hold a single count: with 100 students, each whole percent does.
 */

#define COH_RATE_BAND_SIZE 24

struct coh_rate_band {
    int64_t low, high;             /* the counts that are shown as this text */
    char text[COH_RATE_BAND_SIZE]; /* ">=80%", "30-39%", "57%" */
};

/* The band of `count` of `n`. COH_INPUT unless 0 ≤ count ≤ n and n ≥ 10. */
int coh_rate_band_find(int64_t n, int64_t count, struct coh_rate_band *band,
                       struct coh_error *err) COH_MUST_CHECK;

/*
 * Bands of groups beside the bands of their totals: can a reader work out that
 * one of them is narrower than it looks? `p` holds the sums whose n are shown
 * (others have no band); count[sum] of sum[sum].count students reached the cut.
 * coarse[sum] is 1 at first where no band is shown anyway, else 0. Bands are
 * taken away (coarse[sum] = 1), those of totals first, until for every band
 * left, and for every group without one, at least three counts remain possible
 * (fewer only where the band itself, between the ends, holds fewer). Sums of
 * fewer than 10 become coarse. Bands of one cut: those of two cuts over the
 * same students are not judged together.
 */
struct coh_privacy_problem;
int coh_rate_bands_protect(const struct coh_privacy_problem *p,
                           const unsigned char *hidden, const int64_t *count,
                           unsigned char *coarse,
                           struct coh_error *err) COH_MUST_CHECK;

/* The same, where the `n` sums at `same` hold the same students (each over
 * cells of its own, as sections and programs): as many of each reached it. */
int
coh_rate_bands_protect_same(const struct coh_privacy_problem *p,
                            const unsigned char *hidden, const int64_t *count,
                            unsigned char *coarse, size_t n, const size_t *same,
                            struct coh_error *err) COH_MUST_CHECK;

#endif
