/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_ANOVA_H
#define COH_STAT_ANOVA_H

#include "stat/sample.h"

/*
 * One-way analysis of variance: how much of the spread of scores lies between
 * groups, such as the sections of a grade, and how much within them.
 *
 *     struct coh_anova_group g[4];
 *     struct coh_anova a;
 *     if (coh_anova_samples(sample, 4, g, &groups, &exact, err) ||
 *         coh_anova_fit(g, groups, 0.95, &a, err))
 *         return -1;
 *
 * Sums of squares are sums of terms that are never negative, each formed from
 * whole numbers, so that no digits cancel: F has 14 digits and more on all
 * eleven reference sets of NIST. What is not defined is NAN, which is printed
 * as a blank, and `why` beside it says in words why. GSL's error handler must
 * be off.
 */

/* A group as the analysis sees it. */
struct coh_anova_group {
    double n;         /* scores, 1 or more */
    double deviation; /* its mean − a point common to all groups */
    double squares;   /* Σ(x − mean of the group)² */
};

struct coh_anova {
    size_t groups;
    double n;
    double df_between, df_within; /* J − 1, N − J */
    double ms_between, ms_within; /* mean squares, in squared units */
    double f, p;
    double eta_squared; /* share of the sum of squares between groups, R² */
    const char *why_f;  /* NULL, or why there is no F and no p */

    double icc; /* ICC(1); below 0 when groups differ less than chance */
    struct coh_interval icc_ci;
    double size;         /* n0, the size of a group that ICC(1) takes */
    const char *why_icc; /* NULL, or why there is no interval */

    double f_welch, df_welch, p_welch;
    const char *why_welch; /* NULL, or why there is no F of Welch */
};

/* Groups of `n` samples, which have been finished; those without scores are
 * passed over, and *groups is how many are left. `group` has room for `n`.
 * Deviations are from the mean of all scores, in whole numbers as far as 18
 * digits and 127 bits hold them; else *exact is 0 and they are doubles, about
 * the mean of the first group. */
void
coh_anova_samples(const struct coh_sample *const *sample, size_t n,
                  struct coh_anova_group *group, size_t *groups, int *exact);

/* With MSB = Σ n_j(m_j − m)²/(J − 1) and MSW = Σ squares_j/(N − J):
 *
 * f = MSB/MSW, p its upper tail with J − 1 and N − J degrees of freedom
 * (Fisher 1925; equal variances assumed). A p of 0 is one below 1e-307.
 *
 * icc = (MSB − MSW)/(MSB + (n0 − 1)·MSW), n0 = (N − Σn_j²/N)/(J − 1): ICC(1)
 * of Shrout and Fleiss, Psychological Bulletin 86 (1979), with the n0 of
 * groups of unequal sizes. Its limits at `level` are those of Wald, Annals of
 * Mathematical Statistics 11 (1940), exact for groups of any sizes: t/(1 + t)
 * at the two ratios t of variances, between to within, for which
 * Σw_j(m_j − m_w)²/((J − 1)·MSW), w_j = n_j/(1 + n_j·t), is the F quantile at
 * (1 ± level)/2. The low one is above 0 just when p is below (1 − level)/2.
 * Where no t is low enough it is −1/(n0 − 1), the least that icc can be; where
 * none is for the high one either there is no interval.
 *
 * f_welch, df_welch, p_welch: Welch, Biometrika 38 (1951), variances not
 * assumed equal; df_between is its first degree of freedom.
 *
 * 1 − level is split into equal tails. COH_USAGE for a level that is none; all
 * else that is not defined is NAN with its reason. */
int coh_anova_fit(const struct coh_anova_group *group, size_t n, double level,
                  struct coh_anova *a, struct coh_error *err) COH_MUST_CHECK;

#endif
