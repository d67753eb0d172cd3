/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_INDEPENDENCE_H
#define COH_STAT_INDEPENDENCE_H

#include "stat/rate.h"

/*
 * Does a rate differ between groups, more than chance would have it? A table
 * of groups × (hit, miss), tested as a whole.
 *
 *     struct coh_rate section[] = {{3, 28}, {0, 28}, {11, 28}};
 *     struct coh_independence t;
 *     if (coh_independence_test(section, 3, &t, err))
 *         return -1;
 *     … t.p …
 *
 * GSL's error handler must be off.
 */

enum coh_independence_method {
    COH_INDEPENDENCE_NONE,        /* nothing to test: see p */
    COH_INDEPENDENCE_EXACT,       /* Fisher, Freeman and Halton */
    COH_INDEPENDENCE_CHI_SQUARE,  /* all expected counts are 5 or more */
    COH_INDEPENDENCE_APPROXIMATE, /* chi-square, though some are not */
};

/* An exact test goes through at most so many tables. */
enum { COH_INDEPENDENCE_TABLES = 1000000 };

struct coh_independence {
    enum coh_independence_method method;
    double p;         /* two-sided; NAN where nothing can be tested */
    double statistic; /* Pearson's X², without correction; NAN if not used */
    size_t df;        /* groups − 1, of the groups that have students */
    double expected;  /* the least expected count of the table */
};

/* Two groups: Fisher's exact test (coh_rate_fisher). More: Pearson's
 * chi-square Σ(observed − expected)²/expected with groups − 1 degrees of
 * freedom where every expected count is at least 5 (Cochran, Biometrics 10,
 * 1954); else the exact test of Freeman and Halton (Biometrika 38, 1951): with
 * all margins given, the probability of all tables that are no more probable
 * than this one, those within 1 in 10^7 counting as equal, as in R's
 * fisher.test. Where that would be more than COH_INDEPENDENCE_TABLES tables,
 * chi-square, and `method` says so.
 *
 * Groups without students do not count. With fewer than two groups, or where
 * nobody or everybody hits, there is nothing to test. COH_INPUT where
 * hits > n, COH_SYSTEM when memory ends. */
int coh_independence_test(const struct coh_rate *group, size_t n,
                          struct coh_independence *test,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
