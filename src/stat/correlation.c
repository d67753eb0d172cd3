/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/correlation.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/distribution.h"

/* ---- intervals ---- */

int
coh_correlation_interval(double r, double n, double error, double level,
                         struct coh_interval *ci, struct coh_error *err)
{
    double z;

    ci->low = ci->high = NAN;
    if (!(level > 0 && level < 1))
        return coh_fail(err, COH_USAGE,
                        "a confidence level is above 0 and below 1");
    if (!(n >= COH_CORRELATION_INTERVAL) || !(fabs(r) < 1))
        return 0;
    if (coh_distribution_normal((1 + level) / 2, &z, err))
        return -1;
    ci->low = tanh(atanh(r) - z * error);
    ci->high = tanh(atanh(r) + z * error);
    return 0;
}

static const char *
why_no_interval(size_t n, double r)
{
    if (n < COH_CORRELATION_INTERVAL)
        return "fewer than 4 students: no interval";
    if (fabs(r) == 1)
        return "all points lie on one line: no interval";
    return NULL;
}

/* ---- Pearson ---- */

static double
mean_of(const double *x, size_t n)
{
    double sum = 0, rest = 0;
    size_t i;

    for (i = 0; i < n; i++)
        sum += x[i];
    sum /= (double)n;
    for (i = 0; i < n; i++)
        rest += x[i] - sum;
    return sum + rest / (double)n;
}

static int
is_constant(const double *x, size_t n)
{
    size_t i;

    for (i = 1; i < n; i++)
        if (x[i] != x[0])
            return 0;
    return 1;
}

static double
product_moment(const double *x, const double *y, size_t n)
{
    double a = mean_of(x, n), b = mean_of(y, n), xx = 0, yy = 0, xy = 0, r;
    size_t i;

    for (i = 0; i < n; i++) {
        xx += (x[i] - a) * (x[i] - a);
        yy += (y[i] - b) * (y[i] - b);
        xy += (x[i] - a) * (y[i] - b);
    }
    /* A finite product over a spread beyond all numbers would be 0. */
    if (!isfinite(xx) || !isfinite(yy))
        return NAN;
    r = xy / (sqrt(xx) * sqrt(yy));
    if (fabs(r) > 1 - 1e-14)
        r = r < 0 ? -1 : 1;
    return r;
}

/* r, or NAN with its reason. */
static void
find_r(const double *x, const double *y, size_t n, struct coh_correlation *c)
{
    *c = (struct coh_correlation){.r = NAN, .ci = {.low = NAN, .high = NAN}};
    if (n < 3) {
        c->why = "fewer than 3 students: no correlation";
        return;
    }
    if (is_constant(x, n) || is_constant(y, n)) {
        c->why = "all scores of one measure are equal: no correlation";
        return;
    }
    c->r = product_moment(x, y, n);
    c->why = why_no_interval(n, c->r);
    if (!isfinite(c->r)) {
        c->r = NAN;
        c->why = "numbers too large: no correlation";
    }
}

int
coh_correlation_pearson(const double *x, const double *y, size_t n,
                        double level, struct coh_correlation *c,
                        struct coh_error *err)
{
    double df = (double)n - 3;

    find_r(x, y, n, c);
    return coh_correlation_interval(c->r, (double)n, 1 / sqrt(df), level,
                                    &c->ci, err);
}

double
coh_correlation_p(double r, double n)
{
    if (!(n >= 3) || !(fabs(r) < 1))
        return NAN;
    return 2 * gsl_cdf_tdist_Q(fabs(r) * sqrt((n - 2) / ((1 - r) * (1 + r))),
                               n - 2);
}

/* ---- ranks ---- */

struct ranked {
    double x;
    size_t at;
};

static int
upwards(const void *a, const void *b)
{
    const struct ranked *p = a, *q = b;

    return (p->x > q->x) - (p->x < q->x);
}

int
coh_correlation_ranks(const double *x, size_t n, double *twice,
                      struct coh_error *err)
{
    struct ranked *r = coh_alloc_array(n, sizeof(*r), err);
    size_t i, k, same;

    if (!r)
        return -1;
    for (i = 0; i < n; i++)
        r[i] = (struct ranked){x[i], i};
    qsort(r, n, sizeof(*r), upwards);
    for (i = 0; i < n; i += same) {
        for (same = 1; i + same < n && r[i + same].x == r[i].x; same++)
            ;
        /* Ranks i + 1 to i + same: twice their mean. */
        for (k = 0; k < same; k++)
            twice[r[i + k].at] = (double)(2 * i + same + 1);
    }
    coh_free(r);
    return 0;
}

/* The ranks of both, from one array that the caller frees. */
static double *
both_ranks(const double *x, const double *y, size_t n, struct coh_error *err)
{
    double *rank = coh_alloc_array(n ? n : 1, 2 * sizeof(*rank), err);

    if (rank && (coh_correlation_ranks(x, n, rank, err) ||
                 coh_correlation_ranks(y, n, rank + n, err))) {
        coh_free(rank);
        rank = NULL;
    }
    return rank;
}

int
coh_correlation_spearman(const double *x, const double *y, size_t n,
                         double level, struct coh_correlation *c,
                         struct coh_error *err)
{
    double df = (double)n - 3, *rank = both_ranks(x, y, n, err);

    if (!rank)
        return -1;
    find_r(rank, rank + n, n, c);
    coh_free(rank);
    if (c->why && fabs(c->r) == 1)
        c->why = "both put all students in one order: no interval";
    return coh_correlation_interval(
        c->r, (double)n, sqrt((1 + c->r * c->r / 2) / df), level, &c->ci, err);
}

/* ---- all orders ---- */

/* Σ of products of the ranks about their mean, in whole numbers: with the
 * spreads fixed it orders the correlations as they are. */
static long
products(const double *x, const double *y, const size_t *order, size_t n)
{
    long middle = (long)n + 1, sum = 0;
    size_t i;

    for (i = 0; i < n; i++)
        sum += ((long)x[i] - middle) * ((long)y[order[i]] - middle);
    return sum < 0 ? -sum : sum;
}

int
coh_correlation_spearman_exact(const double *x, const double *y, size_t n,
                               double *p, struct coh_error *err)
{
    size_t order[COH_CORRELATION_COUNTED], count[COH_CORRELATION_COUNTED] = {0};
    size_t i, k, swap, all = 1, reached = 1;
    double *rank;
    long here;

    *p = NAN;
    if (n < 3 || n > COH_CORRELATION_COUNTED || is_constant(x, n) ||
        is_constant(y, n))
        return 0;
    rank = both_ranks(x, y, n, err);
    if (!rank)
        return -1;
    for (i = 0; i < n; i++)
        order[i] = i;
    here = products(rank, rank + n, order, n);
    /* Heap's algorithm: each order once, by one swap from the one before. */
    for (i = 1; i < n;) {
        if (count[i] >= i) {
            count[i++] = 0;
            continue;
        }
        k = i % 2 ? count[i] : 0;
        swap = order[k];
        order[k] = order[i];
        order[i] = swap;
        all++;
        reached += products(rank, rank + n, order, n) >= here;
        count[i]++;
        i = 1;
    }
    coh_free(rank);
    *p = (double)reached / (double)all;
    return 0;
}

/* ---- levels ---- */

struct agreement {
    double n, same, chance;
};

static struct agreement
agree(const size_t *count, size_t levels)
{
    struct agreement a = {0};
    size_t i, j;

    for (i = 0; i < levels * levels; i++)
        a.n += (double)count[i];
    for (i = 0; i < levels; i++) {
        double row = 0, column = 0;

        for (j = 0; j < levels; j++) {
            row += (double)count[i * levels + j];
            column += (double)count[j * levels + i];
        }
        a.same += (double)count[i * levels + i];
        a.chance += row * column;
    }
    a.chance = a.n > 0 ? a.chance / a.n : NAN;
    return a;
}

double
coh_correlation_by_chance(const size_t *count, size_t levels)
{
    return agree(count, levels).chance;
}

double
coh_correlation_kappa(const size_t *count, size_t levels)
{
    struct agreement a = agree(count, levels);

    /* One level throughout: 0/0. */
    return (a.same - a.chance) / (a.n - a.chance);
}
