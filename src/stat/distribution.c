/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/distribution.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_roots.h>
#include <math.h>

/* ---- roots ---- */

enum { STEPS = 400 };

/* A function, and its last two values: a root finder asks for them again. */
struct remembered {
    double (*f)(double, void *);
    void *params;
    double x[2], y[2];
    int older;
};

static double
value_at(double x, void *params)
{
    struct remembered *r = params;
    int i;

    for (i = 0; i < 2; i++)
        if (x == r->x[i])
            return r->y[i];
    i = r->older;
    r->older = !i;
    r->x[i] = x;
    return r->y[i] = r->f(x, r->params);
}

static struct remembered
remember(double (*f)(double, void *), void *params)
{
    return (struct remembered){f, params, {NAN, NAN}, {NAN, NAN}, 0};
}

/* The root of `f` between low and high, where its signs differ. */
static int
root(struct remembered *f, double low, double high, double *x,
     struct coh_error *err)
{
    gsl_function function = {value_at, f};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    int step, rc = -1;

    if (!solver)
        return coh_fail(err, COH_SYSTEM, "out of memory");
    if (gsl_root_fsolver_set(solver, &function, low, high))
        goto out;
    for (step = 0; step < STEPS; step++) {
        if (gsl_root_fsolver_iterate(solver))
            goto out;
        low = gsl_root_fsolver_x_lower(solver);
        high = gsl_root_fsolver_x_upper(solver);
        *x = gsl_root_fsolver_root(solver);
        if (value_at(*x, f) == 0 ||
            gsl_root_test_interval(low, high, 0, 1e-15) != GSL_CONTINUE)
            break;
    }
    rc = isfinite(*x) ? 0 : -1;
out:
    gsl_root_fsolver_free(solver);
    return rc ? coh_fail(err, COH_INPUT, "no quantile was found") : 0;
}

static int
check_probability(double p, struct coh_error *err)
{
    if (p > 0 && p < 1)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "a quantile is asked for at a probability above 0 and "
                    "below 1");
}

/* ---- quantiles ---- */

int
coh_distribution_normal(double p, double *x, struct coh_error *err)
{
    *x = NAN;
    if (check_probability(p, err))
        return -1;
    *x = p < 0.5 ? gsl_cdf_ugaussian_Pinv(p) : gsl_cdf_ugaussian_Qinv(1 - p);
    return 0;
}

struct beta {
    double p, a, b;
};

/* In log x, so that a quantile of 1e-30 is as precise as one of 0.3. */
static double
below_in_beta(double log_x, void *params)
{
    const struct beta *q = params;

    return gsl_cdf_beta_P(exp(log_x), q->a, q->b) - q->p;
}

static double
below_in_upper_beta(double log_x, void *params)
{
    const struct beta *q = params;

    return gsl_cdf_beta_Q(exp(log_x), q->a, q->b) - (1 - q->p);
}

/* The quantile where it is at most one half, given that it is; *x is left
 * alone otherwise, and 1 returned. */
static int
lower_half(double p, double a, double b, double *x, struct coh_error *err)
{
    struct beta q = {p, a, b};
    struct remembered f =
        remember(p > 0.5 ? below_in_upper_beta : below_in_beta, &q);
    double log_x, low = -700;

    if (gsl_cdf_beta_P(0.5, a, b) < p)
        return 1;
    if (gsl_cdf_beta_P(exp(low), a, b) >= p) {
        *x = 0;
        return 0;
    }
    if (root(&f, low, log(0.5) + 1e-12, &log_x, err))
        return -1;
    *x = exp(log_x);
    return 0;
}

/* x and 1 − x, each as precise as it can be. */
static int
beta_parts(double p, double a, double b, double *x, double *rest,
           struct coh_error *err)
{
    int rc;

    if (check_probability(p, err))
        return -1;
    if (!(a > 0 && b > 0 && isfinite(a) && isfinite(b)))
        return coh_fail(err, COH_INPUT, "Beta(%g, %g) is no distribution", a,
                        b);
    rc = lower_half(p, a, b, x, err);
    if (rc < 0)
        return -1;
    if (!rc) {
        *rest = 1 - *x;
        return 0;
    }
    rc = lower_half(1 - p, b, a, rest, err);
    if (rc < 0)
        return -1;
    if (rc) /* rounding put the median on either side of one half */
        *rest = 0.5;
    *x = 1 - *rest;
    return 0;
}

int
coh_distribution_beta(double p, double a, double b, double *x,
                      struct coh_error *err)
{
    double rest;

    *x = NAN;
    if (beta_parts(p, a, b, x, &rest, err)) {
        *x = NAN;
        return -1;
    }
    return 0;
}

int
coh_distribution_f(double p, double df1, double df2, double *x,
                   struct coh_error *err)
{
    double b, rest;

    *x = NAN;
    if (!(df1 > 0 && df2 > 0))
        return coh_fail(err, COH_INPUT, "no degrees of freedom: no quantile");
    if (beta_parts(p, df1 / 2, df2 / 2, &b, &rest, err))
        return -1;
    *x = df2 * b / (df1 * rest);
    if (isfinite(*x))
        return 0;
    *x = NAN;
    return coh_fail(err, COH_INPUT,
                    "F with %g and %g degrees of freedom has no quantile at %g",
                    df1, df2, p);
}

/* ---- noncentral t ---- */

enum { PANELS = 16, POINTS = COH_SPREAD_NODES / PANELS };

/* The density of s = √(χ²/df) up to a factor, largest near s = 1: the factor
 * cancels in the mean, and no gamma function can overflow. */
static double
density(double s, double df)
{
    return exp((df - 1) * log(s) - df * (s - 1) * (s + 1) / 2);
}

int
coh_distribution_spread(double df, struct coh_spread *spread,
                        struct coh_error *err)
{
    gsl_integration_glfixed_table *table;
    double reach, low, width, *s = spread->s, *weight = spread->weight;
    size_t panel, i;

    spread->mass = 0;
    if (!(df >= 1))
        return coh_fail(err, COH_INPUT,
                        "noncentral t with %g degrees of freedom", df);
    table = gsl_integration_glfixed_table_alloc(POINTS);
    if (!table)
        return coh_fail(err, COH_SYSTEM, "out of memory");
    /* s has a spread of about 1/√(2 df); twelve of them hold all but 1e-18. */
    reach = 12 / sqrt(2 * df);
    low = reach < 1 ? 1 - reach : 0;
    width = (1 + reach - low) / PANELS;
    for (panel = 0; panel < PANELS; panel++)
        for (i = 0; i < POINTS; i++, s++, weight++) {
            gsl_integration_glfixed_point(low + width * (double)panel,
                                          low + width * (double)(panel + 1), i,
                                          s, weight, table);
            *weight *= density(*s, df);
            spread->mass += *weight;
        }
    gsl_integration_glfixed_table_free(table);
    return 0;
}

double
coh_spread_noncentral_t(const struct coh_spread *spread, double t, double ncp)
{
    double below = 0;
    size_t i;

    for (i = 0; i < COH_SPREAD_NODES; i++)
        below +=
            spread->weight[i] * gsl_cdf_ugaussian_P(t * spread->s[i] - ncp);
    return below / spread->mass;
}

int
coh_distribution_noncentral_t(double t, double df, double ncp, double *p,
                              struct coh_error *err)
{
    struct coh_spread spread;

    *p = NAN;
    if (!isfinite(t) || !isfinite(ncp))
        return coh_fail(err, COH_INPUT, "noncentral t at %g", t);
    if (coh_distribution_spread(df, &spread, err))
        return -1;
    *p = coh_spread_noncentral_t(&spread, t, ncp);
    return 0;
}

struct noncentral {
    const struct coh_spread *spread;
    double t, p;
};

static double
below_in_noncentral(double ncp, void *params)
{
    const struct noncentral *q = params;

    return coh_spread_noncentral_t(q->spread, q->t, ncp) - q->p;
}

/* The noncentrality at which P(T ≤ t) is `p`; P falls as it grows. */
static int
noncentrality(const struct coh_spread *spread, double t, double p, double *ncp,
              struct coh_error *err)
{
    struct noncentral q = {spread, t, p};
    struct remembered f = remember(below_in_noncentral, &q);
    double step = 2 + fabs(t), low = t - step, high = t + step;
    int tries;

    for (tries = 0; tries < 60; tries++, step *= 2)
        if (value_at(low, &f) < 0)
            low -= step;
        else if (value_at(high, &f) > 0)
            high += step;
        else
            return root(&f, low, high, ncp, err);
    return coh_fail(err, COH_INPUT, "t = %g is too large for an interval", t);
}

int
coh_distribution_noncentrality(double t, double df, double level,
                               struct coh_interval *ncp, struct coh_error *err)
{
    struct coh_spread spread;

    ncp->low = ncp->high = NAN;
    if (!(level > 0 && level < 1))
        return coh_fail(err, COH_USAGE,
                        "a confidence level is above 0 and below 1");
    if (!(df >= 1) || !isfinite(t))
        return coh_fail(err, COH_INPUT, "no t: no interval");
    if (coh_distribution_spread(df, &spread, err))
        return -1;
    if (noncentrality(&spread, t, (1 + level) / 2, &ncp->low, err) ||
        noncentrality(&spread, t, (1 - level) / 2, &ncp->high, err)) {
        ncp->low = ncp->high = NAN;
        return -1;
    }
    return 0;
}
