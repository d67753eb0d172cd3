/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/anova.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stat/distribution.h"

/* ---- groups of samples ---- */

/* Deviations from the mean of all, in whole numbers; -1 when they are none. */
static int
subtract_exactly(const struct coh_sample *const *sample, size_t n,
                 struct coh_anova_group *group)
{
    struct coh_moments whole = COH_MOMENTS_INIT;
    size_t i, at = 0;

    for (i = 0; i < n; i++)
        if (sample[i]->n && (!coh_sample_exact(sample[i]) ||
                             coh_moments_merge(&whole, &sample[i]->moments)))
            return -1;
    for (i = 0; i < n; i++)
        if (sample[i]->n && coh_moments_difference(&sample[i]->moments, &whole,
                                                   &group[at++].deviation))
            return -1;
    return 0;
}

void
coh_anova_samples(const struct coh_sample *const *sample, size_t n,
                  struct coh_anova_group *group, size_t *groups, int *exact)
{
    double sd, origin = NAN;
    size_t i, at = 0;

    *exact = !subtract_exactly(sample, n, group);
    for (i = 0; i < n; i++) {
        if (!sample[i]->n)
            continue;
        group[at].n = (double)sample[i]->n;
        if (coh_sample_exact(sample[i])) {
            group[at].squares = coh_moments_squares(&sample[i]->moments);
        } else {
            sd = coh_sample_sd(sample[i]);
            group[at].squares =
                sample[i]->n > 1 ? sd * sd * (group[at].n - 1) : 0;
        }
        if (!at)
            origin = coh_sample_mean(sample[i]);
        if (!*exact)
            group[at].deviation = coh_sample_mean(sample[i]) - origin;
        at++;
    }
    *groups = at;
}

/* ---- sums ---- */

struct sums {
    double n, squares_of_n; /* Σn, Σn² */
    double between, within; /* sums of squares */
};

static struct sums
add_up(const struct coh_anova_group *group, size_t n)
{
    struct sums s = {0};
    double weighted = 0, d;
    size_t i;

    for (i = 0; i < n; i++) {
        s.n += group[i].n;
        s.squares_of_n += group[i].n * group[i].n;
        s.within += group[i].squares;
        weighted += group[i].n * group[i].deviation;
    }
    for (i = 0; i < n; i++) {
        d = group[i].deviation - weighted / s.n;
        s.between += group[i].n * d * d;
    }
    return s;
}

/* ---- what the sums say ---- */

static void
blank(struct coh_anova *a)
{
    a->ms_between = a->ms_within = a->f = a->p = a->eta_squared = NAN;
    a->icc = a->icc_ci.low = a->icc_ci.high = a->size = NAN;
    a->f_welch = a->df_welch = a->p_welch = NAN;
    a->df_between = a->df_within = NAN;
}

static const char *
why_no_f(const struct coh_anova *a, const struct sums *s)
{
    if (!isfinite(s->between) || !isfinite(s->within))
        return "numbers too large for sums of squares";
    if (a->groups < 2)
        return "fewer than two groups with scores: nothing to compare";
    if (!(a->df_within > 0))
        return "one score a group: no spread within groups to compare with";
    if (s->between == 0 && s->within == 0)
        return "all scores are equal";
    if (s->within == 0)
        return "within each group all scores are equal: F is beyond all "
               "numbers";
    return NULL;
}

/* Wald's F at a ratio `t` of the variances, between to within; it falls as t
 * grows. t is above −1/n of the largest group. */
static double
wald(const struct coh_anova_group *group, const struct coh_anova *a, double t)
{
    double w, d, weights = 0, mean = 0, sum = 0;
    size_t i;

    for (i = 0; i < a->groups; i++) {
        w = group[i].n / (1 + group[i].n * t);
        weights += w;
        mean += w * group[i].deviation;
    }
    mean /= weights;
    for (i = 0; i < a->groups; i++) {
        d = group[i].deviation - mean;
        sum += group[i].n / (1 + group[i].n * t) * d * d;
    }
    return sum / a->df_between / a->ms_within;
}

/* The icc at which Wald's F is `q`: halving until two doubles meet. `none`
 * when it is less at all of them. */
static double
solve(const struct coh_anova_group *group, const struct coh_anova *a, double q,
      double none)
{
    double least = -1, low, high = 1, middle;
    size_t i;

    for (i = 0; i < a->groups; i++)
        least = fmax(least, -1 / group[i].n);
    low = least + (1 + least) * 1e-12;
    if (wald(group, a, low) < q)
        return none;
    while (wald(group, a, high) > q && high < 1e300)
        high *= 2;
    for (;;) {
        middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle / (1 + middle);
        if (wald(group, a, middle) > q)
            low = middle;
        else
            high = middle;
    }
}

static void
icc_limits(const struct coh_anova_group *group, struct coh_anova *a,
           double level)
{
    double up, down, least = -1 / (a->size - 1);

    if (coh_distribution_f((1 + level) / 2, a->df_between, a->df_within, &up,
                           NULL) ||
        coh_distribution_f((1 - level) / 2, a->df_between, a->df_within, &down,
                           NULL)) {
        a->why_icc = "the F distribution has no quantile here: no interval";
        return;
    }
    a->icc_ci.high = solve(group, a, down, NAN);
    if (isnan(a->icc_ci.high))
        a->why_icc = "the means lie closer than any icc would put them: no "
                     "interval";
    else
        a->icc_ci.low = solve(group, a, up, least);
}

static void
fit_icc(const struct coh_anova_group *group, const struct sums *s, double level,
        struct coh_anova *a)
{
    a->why_icc = a->why_f;
    if (isnan(a->ms_within) || (s->between == 0 && s->within == 0))
        return;
    a->size = (s->n - s->squares_of_n / s->n) / a->df_between;
    a->icc = (a->ms_between - a->ms_within) /
             (a->ms_between + (a->size - 1) * a->ms_within);
    if (!a->why_f)
        icc_limits(group, a, level);
}

static const char *
why_no_welch(const struct coh_anova_group *group, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (group[i].n < 2)
            return "a group has one score: no F of Welch";
    for (i = 0; i < n; i++)
        if (!(group[i].squares > 0))
            return "a group's scores are all equal: no F of Welch";
    return NULL;
}

static void
fit_welch(const struct coh_anova_group *group, struct coh_anova *a)
{
    double sum = 0, mean = 0, above = 0, rest = 0, w, d, k = (double)a->groups;
    size_t i;

    a->why_welch = a->why_f ? a->why_f : why_no_welch(group, a->groups);
    if (a->why_welch)
        return;
    for (i = 0; i < a->groups; i++) {
        w = group[i].n * (group[i].n - 1) / group[i].squares;
        sum += w;
        mean += w * group[i].deviation;
    }
    mean /= sum;
    for (i = 0; i < a->groups; i++) {
        w = group[i].n * (group[i].n - 1) / group[i].squares;
        d = group[i].deviation - mean;
        above += w * d * d;
        rest += (1 - w / sum) * (1 - w / sum) / (group[i].n - 1);
    }
    a->f_welch = above / (k - 1) / (1 + 2 * (k - 2) * rest / (k * k - 1));
    a->df_welch = (k * k - 1) / (3 * rest);
    a->p_welch = gsl_cdf_fdist_Q(a->f_welch, k - 1, a->df_welch);
    if (!isfinite(a->f_welch) || !isfinite(a->df_welch)) {
        a->why_welch = "numbers too large: no F of Welch";
        a->f_welch = a->df_welch = a->p_welch = NAN;
    }
}

int
coh_anova_fit(const struct coh_anova_group *group, size_t n, double level,
              struct coh_anova *a, struct coh_error *err)
{
    struct sums s = add_up(group, n);

    *a = (struct coh_anova){.groups = n, .n = s.n};
    blank(a);
    if (!(level > 0 && level < 1))
        return coh_fail(err, COH_USAGE,
                        "a confidence level is above 0 and below 1");
    if (n > 1) {
        a->df_between = (double)n - 1;
        a->df_within = s.n - (double)n;
    }
    a->why_f = why_no_f(a, &s);
    if (a->df_within > 0 && isfinite(s.between) && isfinite(s.within)) {
        a->ms_between = s.between / a->df_between;
        a->ms_within = s.within / a->df_within;
        if (s.between + s.within > 0)
            a->eta_squared = s.between / (s.between + s.within);
    }
    if (!a->why_f && !isfinite(a->ms_between / a->ms_within))
        a->why_f = "spread too small within groups: F is beyond all numbers";
    if (!a->why_f) {
        a->f = a->ms_between / a->ms_within;
        a->p = gsl_cdf_fdist_Q(a->f, a->df_between, a->df_within);
    }
    fit_icc(group, &s, level, a);
    fit_welch(group, a);
    return 0;
}
