/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_FIGURES_H
#define COH_FLOW_GROUPING_FIGURES_H

#include "flow/grouping.h"

/*
 * The figures of a page on a grouping. All speak of scores that were seen:
 * students without one count for sizes only. `group` is 1 to k a student;
 * what is not defined is NAN.
 *
 * "Random" is the mean over all ways to deal the students onto groups of
 * these sizes, rules ignored: closed forms, no drawing.
 */

struct coh_grouping_profile {
    size_t size, scored;
    double mean, low, high; /* of the scored */
};

/* Group `at` (1 to k) in a measure. */
struct coh_grouping_profile
coh_grouping_profile(const struct coh_grouping *g, const size_t *group,
                     size_t at, size_t measure);

struct coh_grouping_beside {
    double these, random;
};

/* How far the means of two groups are apart: the root of the mean of
 * (m_g − m_h)² over all pairs of groups that have a score. Random: with n_g
 * scores in group g of K, S² the variance of all scores (n − 1), a pair has
 * S²(1/n_g + 1/n_h) on average, all pairs S²·2/K·Σ 1/n_g; its root. */
struct coh_grouping_beside
coh_grouping_means_apart(const struct coh_grouping *g, const size_t *group,
                         size_t measure);

/* How far a student is from the mean of the group: √(Σ(x − m_g)²/N) over the
 * N scores. Random: √(T·(N − K)/(N − 1)/N), T the sum of squares about the
 * mean of all, K the groups that have a score. */
struct coh_grouping_beside
coh_grouping_within(const struct coh_grouping *g, const size_t *group,
                    size_t measure);

/* skill: the mean of 1 − P(mastery) in the skill of the own group, over
 * students in groups with a skill who have a mastery there. Random: each
 * student in group g with probability n_g/n; the ratio of the two means. */
struct coh_grouping_beside
coh_grouping_need(const struct coh_grouping *g, const size_t *group);

/* skill: 1 where another skill is needed more than that of the own group (or
 * there is a need, and the group is extension), by more than 1e-9. */
int coh_grouping_needs_more(const struct coh_grouping *g, const size_t *group,
                            size_t student);

/* interest: how many got the choice of this rank (0: had choices, got none).
 * Random: Σ over students n_g/n of the groups whose theme has the rank. */
struct coh_grouping_beside
coh_grouping_wish(const struct coh_grouping *g, const size_t *group,
                  unsigned rank);

/* Pairs who share a group now and in p.previous. Random: the earlier pairs
 * times Σ n_g(n_g − 1)/(n(n − 1)). */
struct coh_grouping_beside
coh_grouping_met(const struct coh_grouping *g, const size_t *group);

/* Decimals of a measure as it was written, at most 6. */
int coh_grouping_decimals(const struct coh_grouping *g, size_t measure);

/* r of the only measure: given, or 1 − sem²/sd²; 0: not known, or a SEM that
 * is not below the sd. */
double coh_grouping_reliability(const struct coh_grouping *g);

/* What is left to gain, in percent of what random groups leave:
 * 100·(value − bound)/(random − bound), between 0 and 100; NAN where random
 * groups are no worse than the bound. */
double coh_grouping_gap(double value, double bound, double random);

#endif
