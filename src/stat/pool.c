/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/pool.h"

#include <gsl/gsl_integration.h>
#include <math.h>

/* Nodes of the quadrature: PANELS of POINTS each; LOOKS at a time to find
 * where the weight lies. 40 nats below the top there is none. */
enum { PANELS = 16, POINTS = 16, NODES = PANELS * POINTS, LOOKS = 400 };
#define DEPTH 40
#define LEAST 1e-280 /* variance: less, or more than 1/LEAST, is not exact */

/* tau = unit·u/(1 − u), so that u from 0 to 1 is all of tau. `unit` is of the
 * size of the means' spread. */
struct fit {
    const struct coh_pool_group *group;
    size_t n;
    const struct coh_pool_prior *prior;
    double unit;
    size_t nodes;
    double tau[NODES], weight[NODES], mu[NODES], variance[NODES];
};

static double
tau_of(const struct fit *f, double u)
{
    return f->unit * u / (1 - u);
}

/* Mean and variance of mu given tau, and the logarithm of the likelihood of
 * tau, mu integrated out, up to a constant. */
static double
given_tau(const struct coh_pool_group *group, size_t n, double tau, double *mu,
          double *variance)
{
    double precision = 0, sum = 0, rest = 0, logs = 0, origin = group[0].mean;
    double v, d;
    size_t j;

    for (j = 0; j < n; j++) {
        v = group[j].error * group[j].error + tau * tau;
        precision += 1 / v;
        sum += (group[j].mean - origin) / v;
        logs += log(v);
    }
    *variance = 1 / precision;
    *mu = origin + sum / precision;
    for (j = 0; j < n; j++) {
        v = group[j].error * group[j].error + tau * tau;
        d = group[j].mean - *mu;
        rest += d * d / v;
    }
    return -0.5 * (logs + rest + log(precision));
}

static double
log_prior(const struct coh_pool_prior *p, double tau)
{
    double z = tau / p->scale;

    switch (p->shape) {
    case COH_POOL_HALF_NORMAL:
        return -0.5 * z * z;
    case COH_POOL_HALF_T:
        return -0.5 * (p->df + 1) * log1p(z * z / p->df);
    default:
        return 0;
    }
}

/* The logarithm of the posterior density of u. */
static double
log_density(const struct fit *f, double u, double *mu, double *variance)
{
    double tau = tau_of(f, u);

    return given_tau(f->group, f->n, tau, mu, variance) +
           log_prior(f->prior, tau) - 2 * log1p(-u);
}

/* Draw [low, high] together around what carries weight, until a look at it
 * finds nothing more to leave out. -1: no density anywhere is a number. */
static int
narrow(const struct fit *f, double *low, double *high, double *top)
{
    double density[LOOKS], step, mu, variance, before;
    int i, first, last;

    *low = 0;
    *high = 1;
    do {
        before = *high - *low;
        step = before / LOOKS;
        *top = -INFINITY;
        for (i = 0; i < LOOKS; i++) {
            density[i] =
                log_density(f, *low + (i + 0.5) * step, &mu, &variance);
            *top = density[i] > *top ? density[i] : *top;
        }
        if (!isfinite(*top))
            return -1;
        for (first = 0; !(density[first] > *top - DEPTH); first++)
            continue;
        for (last = LOOKS - 1; !(density[last] > *top - DEPTH); last--)
            continue;
        if (last < LOOKS - 2)
            *high = *low + (last + 2) * step;
        if (first > 1)
            *low += (first - 1) * step;
    } while (*high - *low<0.5 * before && * high - *low> 1e-12);
    return 0;
}

/* Nodes and weights of the posterior of tau; nodes without weight are left
 * out. */
static int
integrate(struct fit *f, struct coh_error *err)
{
    gsl_integration_glfixed_table *table =
        gsl_integration_glfixed_table_alloc(POINTS);
    double low, high, top, width, u, weight, mu, variance, sum = 0;
    size_t panel, k;

    if (!table)
        return coh_fail(err, COH_SYSTEM, "out of memory");
    width = narrow(f, &low, &high, &top) ? 0 : (high - low) / PANELS;
    for (panel = 0; width > 0 && panel < PANELS; panel++)
        for (k = 0; k < POINTS; k++) {
            gsl_integration_glfixed_point(low + width * (double)panel,
                                          low + width * (double)(panel + 1), k,
                                          &u, &weight, table);
            weight *= exp(log_density(f, u, &mu, &variance) - top);
            if (!(weight > 1e-18))
                continue;
            f->tau[f->nodes] = tau_of(f, u);
            f->weight[f->nodes] = weight;
            f->mu[f->nodes] = mu;
            f->variance[f->nodes++] = variance;
            sum += weight;
        }
    gsl_integration_glfixed_table_free(table);
    for (k = 0; k < f->nodes; k++)
        f->weight[k] /= sum;
    return sum > 0 && isfinite(sum)
               ? 0
               : coh_fail(err, COH_INPUT, "numbers too far apart to pool");
}

/* The posterior of one group given tau: its mean, less the group's own, and
 * its standard deviation. */
static void
conditional(const struct coh_pool_group *g, double tau, double mu,
            double variance, double *shift, double *sd, double *factor)
{
    double s2 = g->error * g->error, b = s2 / (s2 + tau * tau);

    *shift = b * (mu - g->mean);
    *sd = sqrt((1 - b) * s2 + b * b * variance);
    *factor = b;
}

struct mixture {
    size_t n;
    double weight[NODES], mean[NODES], sd[NODES];
};

/* P(theta ≤ x) and the density there. */
static double
below(const struct mixture *m, double x, double *density)
{
    double p = 0, z;
    size_t k;

    *density = 0;
    for (k = 0; k < m->n; k++) {
        z = (x - m->mean[k]) / m->sd[k];
        p += m->weight[k] * 0.5 * erfc(-z * M_SQRT1_2);
        *density += m->weight[k] / m->sd[k] * exp(-0.5 * z * z);
    }
    *density *= M_2_SQRTPI * M_SQRT1_2 / 2;
    return p;
}

/* The value below which the mixture lies with probability `p`: Newton's steps
 * inside a bracket that only shrinks. NAN when the spread is too small, or too
 * large, for a double. */
static double
quantile(const struct mixture *m, double p, double mean, double sd)
{
    double low = mean - sd, high = mean + sd, x, off, density, next;
    int step;

    if (!(low < mean && mean < high))
        return NAN;
    while (below(m, low, &density) > p)
        low -= 2 * (mean - low);
    while (below(m, high, &density) < p)
        high += 2 * (high - mean);
    x = (low + high) / 2;
    for (step = 0; step < 200; step++) {
        off = below(m, x, &density) - p;
        if (off > 0)
            high = x;
        else
            low = x;
        next = x - off / density;
        if (!(next > low && next < high))
            next = (low + high) / 2;
        if (fabs(next - x) <= 1e-14 * sd)
            return next;
        x = next;
    }
    return x;
}

/* All of it beside the group's own mean: near 1e18 a spread of 1 is lost in
 * the place of the mean. */
static int
describe(const struct fit *f, struct coh_pool_group *g, double level)
{
    struct mixture m = {.n = f->nodes};
    double mean = 0, square = 0, shrink = 0, factor;
    size_t k;

    for (k = 0; k < m.n; k++) {
        conditional(g, f->tau[k], f->mu[k], f->variance[k], &m.mean[k],
                    &m.sd[k], &factor);
        m.weight[k] = f->weight[k];
        mean += m.weight[k] * m.mean[k];
        shrink += m.weight[k] * factor;
    }
    for (k = 0; k < m.n; k++)
        square += m.weight[k] *
                  (m.sd[k] * m.sd[k] + (m.mean[k] - mean) * (m.mean[k] - mean));
    g->pooled = g->mean + mean;
    g->sd = sqrt(square);
    g->reliability = 1 - shrink;
    g->low = g->mean + quantile(&m, (1 - level) / 2, mean, g->sd);
    g->high = g->mean + quantile(&m, (1 + level) / 2, mean, g->sd);
    return isfinite(g->low) && isfinite(g->high) ? 0 : -1;
}

static void
blank(struct coh_pool_group *group, size_t n, struct coh_pool *pool)
{
    size_t j;

    *pool = (struct coh_pool){NAN, NAN, NAN};
    for (j = 0; j < n; j++) {
        group[j].pooled = group[j].sd = NAN;
        group[j].low = group[j].high = group[j].reliability = NAN;
    }
}

static int
check(const struct coh_pool_group *group, size_t n, size_t least,
      struct coh_error *err)
{
    size_t j;

    if (n < least)
        return coh_fail(err, COH_INPUT, "fewer than %zu groups: not pooled",
                        least);
    for (j = 0; j < n; j++)
        if (!(group[j].error > 0) || !isfinite(group[j].error) ||
            !isfinite(group[j].mean))
            return coh_fail(err, COH_INPUT,
                            "a mean without an error above 0: not pooled");
    return 0;
}

/* √(mean error² + variance of the means). */
static double
spread(const struct coh_pool_group *group, size_t n)
{
    double origin = group[0].mean, sum = 0, squares = 0, d;
    size_t j;

    for (j = 0; j < n; j++)
        sum += (group[j].mean - origin) / (double)n;
    for (j = 0; j < n; j++) {
        d = group[j].mean - origin - sum;
        squares += (d * d + group[j].error * group[j].error) / (double)n;
    }
    return sqrt(squares);
}

int
coh_pool_fit(struct coh_pool_group *group, size_t n,
             const struct coh_pool_prior *prior, double level,
             struct coh_pool *pool, struct coh_error *err)
{
    struct fit f = {.group = group, .n = n, .prior = prior};
    size_t k, j;

    blank(group, n, pool);
    if (!(level > 0 && level < 1))
        return coh_fail(err, COH_USAGE,
                        "a level of an interval is above 0 and below 1");
    if (check(group, n, COH_POOL_LEAST, err))
        return -1;
    f.unit = spread(group, n);
    if (!isfinite(f.unit))
        return coh_fail(err, COH_INPUT, "numbers too far apart to pool");
    if (integrate(&f, err))
        return -1;
    pool->mean = pool->tau = 0;
    for (k = 0; k < f.nodes; k++) {
        pool->mean += f.weight[k] * (f.mu[k] - group[0].mean);
        pool->tau += f.weight[k] * f.tau[k];
    }
    pool->mean += group[0].mean;
    for (j = 0; j < n; j++)
        if (describe(&f, &group[j], level)) {
            blank(group, n, pool);
            return coh_fail(err, COH_INPUT, "numbers too far apart to pool");
        }
    return 0;
}

int
coh_pool_given(struct coh_pool_group *group, size_t n, double tau,
               struct coh_pool *pool, struct coh_error *err)
{
    double variance, factor;
    size_t j;

    blank(group, n, pool);
    if (check(group, n, 1, err))
        return -1;
    if (!(tau >= 0) || !isfinite(tau))
        return coh_fail(err, COH_INPUT, "tau is 0 or more");
    given_tau(group, n, tau, &pool->mean, &variance);
    pool->tau = tau;
    for (j = 0; j < n; j++) {
        conditional(&group[j], tau, pool->mean, variance, &group[j].pooled,
                    &group[j].sd, &factor);
        group[j].pooled += group[j].mean;
        group[j].reliability = 1 - factor;
    }
    return 0;
}

int
coh_pool_sections(struct coh_pool_group *group, size_t n, double level,
                  struct coh_pool *pool, struct coh_error *err)
{
    struct coh_pool_prior prior = {.shape = COH_POOL_HALF_T, .df = 3};
    double squares = 0, df = 0, within;
    size_t j;

    blank(group, n, pool);
    for (j = 0; j < n; j++) {
        squares += group[j].squares;
        df += group[j].n - 1;
    }
    within = df > 0 ? squares / df : NAN;
    /* Their squares are none. */
    if (n >= COH_POOL_LEAST && df > 0 &&
        !(within == 0 || (within > LEAST && within < 1 / LEAST)))
        return coh_fail(err, COH_INPUT,
                        "numbers too large, or too close, to pool");
    for (j = 0; j < n; j++)
        group[j].error = sqrt(within / group[j].n);
    if (n >= COH_POOL_LEAST && !(df > 0))
        return coh_fail(err, COH_INPUT, "no group has two scores: not pooled");
    if (n >= COH_POOL_LEAST && within == 0)
        return coh_fail(err, COH_INPUT,
                        "scores are equal within each group: not pooled");
    prior.scale = 0.5 * sqrt(within);
    if (coh_pool_fit(group, n, &prior, level, pool, err))
        return -1;
    pool->within = within;
    for (j = 0; j < n && n < COH_POOL_RELIABILITY; j++)
        group[j].reliability = NAN;
    return 0;
}
