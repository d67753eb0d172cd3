/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/conditional.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stat/distribution.h"

/* The line, with scores counted from those of the first student. */
struct line {
    double n, first, last, slope, sxx, sse, most;
};

static double
from_first(const struct coh_conditional_point *p, size_t i,
           const struct line *l)
{
    return p[i].first - p[0].first - l->first;
}

static double
residual(const struct coh_conditional_point *p, size_t i, const struct line *l)
{
    return p[i].last - p[0].last - l->last - l->slope * from_first(p, i, l);
}

static void
fit(const struct coh_conditional_point *p, size_t n, struct line *l)
{
    double sxy = 0, x, e;
    size_t i;

    *l = (struct line){.n = (double)n};
    for (i = 0; i < n; i++) {
        l->first += (p[i].first - p[0].first) / l->n;
        l->last += (p[i].last - p[0].last) / l->n;
    }
    for (i = 0; i < n; i++) {
        x = from_first(p, i, l);
        l->sxx += x * x;
        sxy += x * (p[i].last - p[0].last - l->last);
        l->most = fmax(l->most, fmax(fabs(p[i].first), fabs(p[i].last)));
    }
    l->slope = sxy / l->sxx;
    for (i = 0; i < n; i++) {
        e = residual(p, i, l);
        l->sse += e * e;
    }
}

static double
percentile(double e, double error, const struct line *l)
{
    return 100 * gsl_cdf_tdist_P(e / error, l->n - 3);
}

static void
place(struct coh_conditional_point *p, size_t i, const struct line *l, double z)
{
    double x = from_first(p, i, l), e = residual(p, i, l), left, error;
    double free = 1 - 1 / l->n - x * x / l->sxx, half;

    if (!(free > 1e-12))
        return;
    /* Without this student: what is left must be more than the rounding of the
     * scores, and of what it is the difference of. */
    left = (l->sse - e * e / free) / (l->n - 3);
    if (!(left > l->most * l->most * 1e-24 && left > l->sse * 1e-12))
        return;
    error = sqrt(left * free);
    p[i].percentile = percentile(e, error, l);
    if (!(p[i].sem_first > 0 && p[i].sem_last > 0))
        return;
    half = z * hypot(p[i].sem_last, l->slope * p[i].sem_first);
    p[i].band.low = percentile(e - half, error, l);
    p[i].band.high = percentile(e + half, error, l);
}

int
coh_conditional_percentile(struct coh_conditional_point *p, size_t n,
                           double level, struct coh_error *err)
{
    struct line l;
    double z;
    size_t i;

    for (i = 0; i < n; i++)
        p[i].percentile = p[i].band.low = p[i].band.high = NAN;
    if (n < COH_CONDITIONAL_LEAST)
        return coh_fail(err, COH_INPUT,
                        "%zu student%s with a first and a last score: a "
                        "percentile among them needs %d",
                        n, n == 1 ? "" : "s", COH_CONDITIONAL_LEAST);
    if (coh_distribution_normal((1 + level) / 2, &z, err))
        return -1;
    fit(p, n, &l);
    if (!(l.sxx > 0) || !isfinite(l.sse))
        return coh_fail(err, COH_INPUT,
                        l.sxx > 0 ? "numbers too large: no percentile"
                                  : "all first scores are equal: no line, and "
                                    "no percentile");
    if (sqrt(l.sse / l.n) <= 1e-12 * l.most)
        return coh_fail(err, COH_INPUT,
                        "all last scores follow from the first: no percentile");
    for (i = 0; i < n; i++)
        place(p, i, &l, z);
    return 0;
}
