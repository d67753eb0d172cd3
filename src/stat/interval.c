/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stat/distribution.h"

static int
check_level(double level, struct coh_error *err)
{
    if (level > 0 && level < 1)
        return 0;
    return coh_fail(err, COH_USAGE,
                    "a confidence level is above 0 and below 1");
}

static void
blank(struct coh_interval *ci)
{
    ci->low = NAN;
    ci->high = NAN;
}

int
coh_interval_student(double df, double level, double *t, struct coh_error *err)
{
    double tail = (1 - level) / 2, x;

    *t = NAN;
    if (check_level(level, err))
        return -1;
    if (!(df > 0))
        return coh_fail(err, COH_INPUT, "no degrees of freedom: no interval");
    x = gsl_cdf_tdist_Qinv(tail, df);
    if (!isfinite(x))
        return coh_fail(err, COH_INPUT,
                        "Student's t with %g degrees of freedom has no "
                        "quantile at %g",
                        df, tail);
    *t = x;
    return 0;
}

int
coh_interval_mean(double mean, double sd, double n, double level,
                  struct coh_interval *ci, struct coh_error *err)
{
    double t, half;

    blank(ci);
    if (n < 1)
        return coh_fail(err, COH_INPUT, "no score: no interval");
    if (n < 2)
        return coh_fail(err, COH_INPUT, "one score: no interval");
    if (sd == 0)
        return coh_fail(err, COH_INPUT, "all scores are equal: no interval");
    if (coh_interval_student(n - 1, level, &t, err))
        return -1;
    half = t * sd / sqrt(n);
    if (!isfinite(mean) || !isfinite(half))
        return coh_fail(err, COH_INPUT, "numbers too large: no interval");
    ci->low = mean - half;
    ci->high = mean + half;
    return 0;
}

static int
check_rate(double hits, double n, double level, struct coh_error *err)
{
    if (check_level(level, err))
        return -1;
    if (!(n > 0))
        return coh_fail(err, COH_INPUT, "no score: no interval");
    if (!(hits >= 0 && hits <= n))
        return coh_fail(err, COH_INPUT, "a rate of %g in %g is none", hits, n);
    return 0;
}

int
coh_interval_rate(double hits, double n, double level, struct coh_interval *ci,
                  struct coh_error *err)
{
    double z, root, p, below;

    blank(ci);
    if (check_rate(hits, n, level, err))
        return -1;
    z = gsl_cdf_ugaussian_Qinv((1 - level) / 2);
    p = hits / n;
    root = z * sqrt(z * z + 4 * hits * (1 - p));
    below = 2 * (n + z * z);
    /* At the ends the formula gives 0 and 1, but for its rounding. */
    ci->low = hits == 0 ? 0 : (2 * hits + z * z - root) / below;
    ci->high = hits == n ? 1 : (2 * hits + z * z + root) / below;
    return 0;
}

int
coh_interval_jeffreys(double hits, double n, double level,
                      struct coh_interval *ci, struct coh_error *err)
{
    double tail = (1 - level) / 2, a = hits + 0.5, b = n - hits + 0.5;
    struct coh_interval found = {.low = 0, .high = 1};

    blank(ci);
    if (check_rate(hits, n, level, err) ||
        (hits > 0 && coh_distribution_beta(tail, a, b, &found.low, err)) ||
        (hits < n && coh_distribution_beta(1 - tail, a, b, &found.high, err)))
        return -1;
    *ci = found;
    return 0;
}
