/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/difference.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stat/distribution.h"

/* ---- sides ---- */

static double
squares(const struct coh_side *s)
{
    if (!s->n)
        return 0;
    return s->inexact ? s->squares : coh_moments_squares(&s->moments);
}

struct coh_side
coh_side_of(const struct coh_sample *s)
{
    struct coh_side side = {.n = s->n, .inexact = !coh_sample_exact(s)};

    if (!side.inexact) {
        side.moments = s->moments;
    } else {
        side.mean = coh_sample_mean(s);
        side.squares =
            s->n < 2 ? 0
                     : coh_sample_sd(s) * coh_sample_sd(s) * (double)(s->n - 1);
    }
    return side;
}

void
coh_side_merge(struct coh_side *into, const struct coh_side *from)
{
    double n, a = (double)into->n, b = (double)from->n, apart, mean;

    if (!from->n)
        return;
    if (!into->n) {
        *into = *from;
        return;
    }
    if (!into->inexact && !from->inexact &&
        !coh_moments_merge(&into->moments, &from->moments)) {
        into->n += from->n;
        return;
    }
    n = a + b;
    mean = coh_side_mean(into);
    apart = coh_side_mean(from) - mean;
    into->squares = squares(into) + squares(from) + apart * apart * (a * b / n);
    into->mean = mean + apart * (b / n);
    into->n += from->n;
    into->inexact = 1;
}

double
coh_side_mean(const struct coh_side *s)
{
    if (!s->n)
        return NAN;
    return s->inexact ? s->mean : coh_moments_mean(&s->moments);
}

double
coh_side_sd(const struct coh_side *s)
{
    if (s->n < 2)
        return NAN;
    return s->inexact ? sqrt(s->squares / (double)(s->n - 1))
                      : coh_moments_sd(&s->moments);
}

/* ---- differences ---- */

struct coh_difference
coh_difference_alone(double value)
{
    return (struct coh_difference){.value = value,
                                   .ci = {NAN, NAN},
                                   .se = NAN,
                                   .t = NAN,
                                   .df = NAN,
                                   .unit = NAN,
                                   .d = NAN,
                                   .effect = NAN,
                                   .effect_ci = {NAN, NAN}};
}

double
coh_side_difference(const struct coh_side *a, const struct coh_side *b)
{
    double value;

    if (!a->inexact && !b->inexact &&
        !coh_moments_difference(&a->moments, &b->moments, &value))
        return value;
    return coh_side_mean(a) - coh_side_mean(b);
}

double
coh_difference_correction(double v)
{
    double x = (v - 1) / 2, series;

    if (v < 1000)
        return exp(lgamma(v / 2) - lgamma(x)) / sqrt(v / 2);
    /* Γ(x + 1/2)/Γ(x) = √x·(1 − 1/8x + …): the logarithms would lose what
     * their size takes. */
    series = 1 - 1 / (8 * x) + 1 / (128 * x * x) + 5 / (1024 * x * x * x);
    return series * sqrt(x / (v / 2));
}

/* value ± t·se with `df` degrees of freedom. */
static int
interval(struct coh_difference *out, double se, double df, double level,
         struct coh_error *err)
{
    double critical;

    if (coh_interval_student(df, level, &critical, err))
        return -1;
    if (!isfinite(out->value) || !isfinite(critical * se))
        return coh_fail(err, COH_INPUT,
                        "numbers too large, or too close: no interval");
    out->se = se;
    out->t = out->value / se;
    out->df = df;
    out->ci.low = out->value - critical * se;
    out->ci.high = out->value + critical * se;
    return 0;
}

static int
hedges(double n1, double n2, double s1, double s2, double level,
       struct coh_difference *out, struct coh_error *err)
{
    double v = n1 + n2 - 2, root = sqrt(1 / n1 + 1 / n2), j;
    struct coh_interval ncp;

    out->unit = sqrt(((n1 - 1) * s1 * s1 + (n2 - 1) * s2 * s2) / v);
    out->d = out->value / out->unit;
    j = coh_difference_correction(v);
    /* Of |d|, then turned: seen from the other side, the same digits. */
    if (coh_distribution_noncentrality(fabs(out->d) / root, v, level, &ncp,
                                       err))
        return -1;
    if (out->d < 0)
        ncp = (struct coh_interval){-ncp.high, -ncp.low};
    out->effect = j * out->d;
    out->effect_ci.low = j * ncp.low * root;
    out->effect_ci.high = j * ncp.high * root;
    return 0;
}

int
coh_difference_welch(const struct coh_side *a, const struct coh_side *b,
                     double level, struct coh_difference *out,
                     struct coh_error *err)
{
    double n1 = (double)a->n, n2 = (double)b->n, s1, s2, v1, v2, df;

    *out = coh_difference_alone(NAN);
    if (!a->n || !b->n)
        return coh_fail(err, COH_INPUT, "no score %s: no difference",
                        a->n ? "to compare with" : "here");
    out->value = coh_side_difference(a, b);
    if (a->n < 2 || b->n < 2)
        return coh_fail(err, COH_INPUT, "one score %s: no interval",
                        a->n < 2 ? "here" : "to compare with");
    s1 = coh_side_sd(a);
    s2 = coh_side_sd(b);
    if (s1 == 0 && s2 == 0)
        return coh_fail(err, COH_INPUT,
                        "all scores are equal on either side: no interval");
    v1 = s1 * s1 / n1;
    v2 = s2 * s2 / n2;
    df = (v1 + v2) * (v1 + v2) / (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1));
    if (!isfinite(df))
        return coh_fail(err, COH_INPUT,
                        "numbers too large, or too close: no interval");
    if (interval(out, sqrt(v1 + v2), df, level, err))
        return -1;
    return hedges(n1, n2, s1, s2, level, out, err);
}

/* Bonett's variance of d: with s² the mean of the two variances, c their
 * covariance and v the variance of the changes,
 * d²(v1² + v2² + 2c²)/(8·df·s⁴) + v/(df·s²). */
static int
bonett(double df, double v1, double v2, double change, double level,
       struct coh_difference *out, struct coh_error *err)
{
    double s2 = (v1 + v2) / 2, c = (v1 + v2 - change) / 2, z, se;

    out->unit = sqrt(s2);
    out->d = out->value / out->unit;
    if (coh_distribution_normal((1 + level) / 2, &z, err))
        return -1;
    se = sqrt(out->d * out->d * (v1 * v1 + v2 * v2 + 2 * c * c) /
                  (8 * df * s2 * s2) +
              change / (df * s2));
    out->effect = coh_difference_correction(df) * out->d;
    out->effect_ci.low = out->d - z * se;
    out->effect_ci.high = out->d + z * se;
    return 0;
}

int
coh_difference_paired(const struct coh_side *later,
                      const struct coh_side *earlier,
                      const struct coh_side *change, double level,
                      struct coh_difference *out, struct coh_error *err)
{
    double n = (double)change->n, s, s1, s2;

    *out = coh_difference_alone(NAN);
    if (!change->n)
        return coh_fail(err, COH_INPUT, "no pair: no difference");
    out->value = coh_side_mean(change);
    if (change->n < 2)
        return coh_fail(err, COH_INPUT, "one pair: no interval");
    s = coh_side_sd(change);
    if (s == 0)
        return coh_fail(err, COH_INPUT, "all changed by the same: no interval");
    if (interval(out, s / sqrt(n), n - 1, level, err))
        return -1;
    if (change->n < 3)
        return coh_fail(err, COH_INPUT, "two pairs: no effect size");
    s1 = coh_side_sd(later);
    s2 = coh_side_sd(earlier);
    return bonett(n - 1, s1 * s1, s2 * s2, s * s, level, out, err);
}

double
coh_difference_p(const struct coh_difference *d)
{
    if (!isfinite(d->t) || !(d->df > 0))
        return NAN;
    return 2 * gsl_cdf_tdist_Q(fabs(d->t), d->df);
}

/* ---- what could have been detected ---- */

/* The power of the test at a noncentrality, less the power asked for. */
static double
excess(const struct coh_spread *spread, double ncp, double critical,
       double power)
{
    double upper = coh_spread_noncentral_t(spread, critical, ncp);
    double lower = coh_spread_noncentral_t(spread, -critical, ncp);

    return 1 - upper + lower - power;
}

int
coh_difference_detectable(double df, double unit, double level, double power,
                          double *least, struct coh_error *err)
{
    struct coh_spread spread;
    double critical, low = 0, high, f_low = 1 - level - power, f_high, x, f;
    int step;

    *least = NAN;
    df = df > 0.999 ? fmax(df, 1) : df;
    if (coh_interval_student(df, level, &critical, err))
        return -1;
    if (f_low >= 0 || power >= 1)
        return coh_fail(err, COH_USAGE, "a power is above 1 - level, below 1");
    if (coh_distribution_spread(df, &spread, err))
        return -1;
    for (high = critical + 1;; high *= 2) {
        f_high = excess(&spread, high, critical, power);
        if (f_high >= 0)
            break;
        low = high;
        f_low = f_high;
    }
    /* False position, an end that stays counting half (Illinois). */
    for (step = 0; step < 60; step++) {
        x = high - f_high * (high - low) / (f_high - f_low);
        f = excess(&spread, x, critical, power);
        if (fabs(f) < 1e-9)
            break;
        if ((f > 0) == (f_high > 0)) {
            f_low /= 2;
        } else {
            low = high;
            f_low = f_high;
        }
        high = x;
        f_high = f;
    }
    *least = x * unit;
    return 0;
}
