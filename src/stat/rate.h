/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_RATE_H
#define COH_STAT_RATE_H

#include <stddef.h>

#include "stat/interval.h"

/*
 * Two rates side by side: how many of a group, and how many of a reference,
 * reached a cut, and every way in which the gap between them is told.
 *
 *     struct coh_rate_gap gap;
 *     struct coh_rate group = {17, 25}, everyone_else = {70, 83};
 *     if (coh_rate_compare(group, everyone_else, 0.95, &gap, err))
 *         return -1;
 *
 * What is not defined is NAN, which is printed as a blank. GSL's error handler
 * must be off.
 */

/* `hits` of `n` students, hits ≤ n. */
struct coh_rate {
    size_t hits, n;
};

struct coh_rate_gap {
    double rate, rate_reference; /* 0 to 1 */
    double difference;           /* rate − rate_reference: absolute gap */
    struct coh_interval ci;      /* of the difference */
    double relative_gap;         /* difference / rate_reference */
    double favourable;           /* rate / rate_reference */
    struct coh_interval favourable_ci;
    double adverse; /* (1 − rate) / (1 − rate_reference) */
    struct coh_interval adverse_ci;
    size_t learners; /* to parity */
    int parity;      /* 0: both n are needed: not known */
};

/* The difference with the hybrid score interval without continuity correction
 * (method 10 of Newcombe, Statistics in Medicine 17, 1998, p. 873): it stays
 * within −1 and 1, and has a width at 0 of n and n of n too. The level is of
 * the Wilson limits of each rate (stat/interval.h).
 *
 * Ratios have the log interval of Katz, Baptista, Azen and Pike (Biometrics
 * 34, 1978): exp(ln ratio ± z·√(1/a − 1/n + 1/c − 1/m)). A ratio to nobody is
 * not defined; its interval is not where a count is 0, nor where both rates
 * are 1, as it would have no width.
 *
 * `learners` is how many more of the group would have to reach the cut for it
 * to be at the rate of the reference: max(0, ⌈n·c/m − a⌉), in whole numbers.
 *
 * Where one n is 0, all that needs it is NAN. COH_USAGE for a level that is
 * none, COH_INPUT where hits > n. */
int coh_rate_compare(struct coh_rate group, struct coh_rate reference,
                     double level, struct coh_rate_gap *gap,
                     struct coh_error *err) COH_MUST_CHECK;

/* Two-sided p of Fisher's exact test (Fisher 1935): with the four margins
 * given, the probability of all tables that are no more probable than this
 * one. Probabilities within 1 in 10^7 of each other count as equal, as in R's
 * fisher.test. NAN where one n is 0; 1 where nobody, or everybody, hits. Takes
 * time with the number of possible tables, at most the smaller n. */
double coh_rate_fisher(struct coh_rate group, struct coh_rate reference);

#endif
