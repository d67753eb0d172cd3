/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_RATING_SPLIT_H
#define COH_STAT_RATING_SPLIT_H

#include <stddef.h>

#include "base/error.h"

/*
 * Do two parts of a team answer a question differently, or would any other
 * split of the same people look so? The exact permutation test on the mean
 * answer, from counts of k ordered options (coded 0 to k − 1).
 *
 *     if (coh_rating_split_least(n1, n2) <= 0.05)
 *         … coh_rating_split(one, other, 5, &p, err) …
 */

enum { COH_RATING_SPLIT_PEOPLE = 200, COH_RATING_SPLIT_OPTIONS = 11 };

/* 2/C(n1 + n2, n1), at most 1: no p of this test can be smaller, whatever the
 * answers; 1 when a part is empty. */
double coh_rating_split_least(size_t n1, size_t n2);

/* *p = the share of the C(n1 + n2, n1) splits of these answers whose means
 * are at least as far apart as those of `one` and `other` (two-sided; no
 * continuity correction, no mid-p). Splits are counted by the sum of a part's
 * answers, so that ties are exact. COH_INPUT when a part is empty, above
 * COH_RATING_SPLIT_PEOPLE answers or COH_RATING_SPLIT_OPTIONS options. */
int coh_rating_split(const size_t *one, const size_t *other, size_t k,
                     double *p, struct coh_error *err) COH_MUST_CHECK;

#endif
