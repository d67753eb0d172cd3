/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "draw.h"

#include "stat/difference.h"
#include "stat/pool.h"
#include "stat/rate.h"
#include "stat/reliability.h"
#include "stat/sample.h"
#include "stat/theil-sen.h"
#include "stat/trend.h"

enum { MOST = 100 }; /* students, probes, or students × items, in a class */

static void
observe(struct tally *t, double held)
{
    t->replications++;
    t->held += held;
    t->squares += held * held;
}

/* An interval that is not defined is counted; a failure of the program ends
 * it. */
static int
judge(struct tally *t, int rc, double truth, const struct coh_interval *ci,
      const struct coh_error *why)
{
    if (rc && why->code == COH_SYSTEM)
        return -1;
    if (rc || !isfinite(ci->low) || !isfinite(ci->high))
        t->none++;
    else
        observe(t, ci->low <= truth && truth <= ci->high);
    return 0;
}

/* ---- means ---- */

static double
score(const struct row *r, gsl_rng *rng)
{
    if (r->b == 0)
        return 100 * gsl_ran_beta(rng, r->a, r->c);
    return gsl_rng_uniform(rng) < r->c ? 0 : r->a + gsl_ran_gaussian(rng, r->b);
}

int
draw_mean(const struct row *r, gsl_rng *rng, struct tally *t,
          struct coh_error *err)
{
    double truth = r->b == 0 ? 100 * r->a / (r->a + r->c) : r->a * (1 - r->c);
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_interval ci;
    size_t i;
    int rc = -1;

    for (i = 0; i < r->n; i++) {
        struct coh_decimal d = {llround(100 * score(r, rng)), 2};

        if (coh_sample_add(&s, d, err))
            goto out;
    }
    if (coh_sample_finish(&s, err))
        goto out;
    rc = judge(t, coh_sample_interval(&s, r->nominal, &ci, err), truth, &ci,
               err);
out:
    coh_sample_release(&s);
    return rc;
}

/* ---- differences of means ---- */

static int
sample_of(const double *x, size_t n, struct coh_sample *s,
          struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++) {
        struct coh_decimal d = {llround(100 * x[i]), 2};

        if (coh_sample_add(s, d, err))
            return -1;
    }
    return coh_sample_finish(s, err);
}

int
draw_groups(const struct row *r, gsl_rng *rng, struct tally *t,
            struct coh_error *err)
{
    struct coh_sample s[2] = {COH_SAMPLE_INIT, COH_SAMPLE_INIT};
    double x[MOST], y[MOST];
    struct coh_side side[2];
    struct coh_difference d;
    size_t i;
    int rc = -1;

    for (i = 0; i < r->n; i++)
        x[i] = 70 + r->a + gsl_ran_gaussian(rng, r->b);
    for (i = 0; i < r->m; i++)
        y[i] = 70 + gsl_ran_gaussian(rng, r->c);
    if (sample_of(x, r->n, &s[0], err) || sample_of(y, r->m, &s[1], err))
        goto out;
    side[0] = coh_side_of(&s[0]);
    side[1] = coh_side_of(&s[1]);
    rc = coh_difference_welch(&side[0], &side[1], r->nominal, &d, err);
    rc = r->b == r->c ? judge(t, rc, r->a / r->b, &d.effect_ci, err)
                      : judge(t, rc, r->a, &d.ci, err);
out:
    coh_sample_release(&s[0]);
    coh_sample_release(&s[1]);
    return rc;
}

int
draw_pairs(const struct row *r, gsl_rng *rng, struct tally *t,
           struct coh_error *err)
{
    struct coh_sample s[3] = {COH_SAMPLE_INIT, COH_SAMPLE_INIT,
                              COH_SAMPLE_INIT};
    double x[3][MOST];
    struct coh_side side[3];
    struct coh_difference d;
    size_t i;
    int rc = -1;

    for (i = 0; i < r->n; i++) {
        gsl_ran_bivariate_gaussian(rng, r->b, r->b, r->c, &x[0][i], &x[1][i]);
        x[0][i] = round(100 * (x[0][i] + r->a)) / 100;
        x[1][i] = round(100 * x[1][i]) / 100;
        x[2][i] = x[0][i] - x[1][i];
    }
    for (i = 0; i < 3; i++) {
        if (sample_of(x[i], r->n, &s[i], err))
            goto out;
        side[i] = coh_side_of(&s[i]);
    }
    rc = coh_difference_paired(&side[0], &side[1], &side[2], r->nominal, &d,
                               err);
    rc = r->m == 2 ? judge(t, rc, r->a / r->b, &d.effect_ci, err)
                   : judge(t, rc, r->a, &d.ci, err);
out:
    for (i = 0; i < 3; i++)
        coh_sample_release(&s[i]);
    return rc;
}

/* ---- rates ---- */

int
draw_rate(const struct row *r, gsl_rng *rng, struct tally *t,
          struct coh_error *err)
{
    double hits = gsl_ran_binomial(rng, r->a, (unsigned)r->n);
    struct coh_interval ci;

    return judge(t, coh_interval_rate(hits, (double)r->n, r->nominal, &ci, err),
                 r->a, &ci, err);
}

int
draw_rates(const struct row *r, gsl_rng *rng, struct tally *t,
           struct coh_error *err)
{
    struct coh_rate group = {gsl_ran_binomial(rng, r->a, (unsigned)r->n), r->n};
    struct coh_rate other = {gsl_ran_binomial(rng, r->b, (unsigned)r->m), r->m};
    struct coh_rate_gap gap;

    return judge(t, coh_rate_compare(group, other, r->nominal, &gap, err),
                 r->a - r->b, &gap.ci, err);
}

/* ---- slopes ---- */

int
draw_slope(const struct row *r, gsl_rng *rng, struct tally *t,
           struct coh_error *err)
{
    struct coh_trend_point point[MOST];
    struct coh_trend trend;
    double error = gsl_ran_gaussian(rng, r->b), slope;
    size_t i;

    for (i = 0; i < r->n; i++) {
        point[i].day = (coh_date)(7 * i);
        point[i].score = round(60 + r->a * (double)i + error);
        error =
            r->c * error + gsl_ran_gaussian(rng, r->b * sqrt(1 - r->c * r->c));
    }
    if (r->m == 2)
        return judge(t,
                     coh_theil_sen_fit(point, r->n, 7, r->nominal, &slope,
                                       &trend.ci, err),
                     r->a, &trend.ci, err);
    return judge(t, coh_trend_fit(point, r->n, r->nominal, &trend, err), r->a,
                 &trend.ci, err);
}

/* ---- reliability ---- */

/* The correlation of two items. */
static double
between(const struct row *r)
{
    return r->b ? 2 / M_PI * asin(r->a) : r->a;
}

static void
take_test(const struct row *r, gsl_rng *rng, double *x, double *full)
{
    size_t i, j;

    for (j = 0; j < r->m; j++)
        full[j] = 1;
    for (i = 0; i < r->n; i++) {
        double ability = gsl_ran_gaussian(rng, sqrt(r->a));

        for (j = 0; j < r->m; j++) {
            double one = ability + gsl_ran_gaussian(rng, sqrt(1 - r->a));

            x[i * r->m + j] = r->b ? one > 0 : one;
        }
    }
}

int
draw_alpha(const struct row *r, gsl_rng *rng, struct tally *t,
           struct coh_error *err)
{
    double x[MOST * MOST], full[MOST];
    double k = (double)r->m;
    double truth = k * between(r) / (1 + (k - 1) * between(r));
    struct coh_item_scores s = {x, full, r->n, r->m};
    struct coh_reliability out;

    take_test(r, rng, x, full);
    return judge(t, coh_reliability_of(&s, r->nominal, &out, err), truth,
                 &out.ci, err);
}

int
draw_item(const struct row *r, gsl_rng *rng, struct tally *t,
          struct coh_error *err)
{
    double x[MOST * MOST], full[MOST], rest = (double)r->m - 1;
    double truth = sqrt(rest) * between(r) / sqrt(1 + (rest - 1) * between(r));
    struct coh_item_scores s = {x, full, r->n, r->m};
    struct coh_item out;

    take_test(r, rng, x, full);
    coh_item_analyse(&s, 0, r->nominal, &out);
    return judge(t, 0, truth, &out.point_biserial_ci, err);
}

/* ---- pooled means ---- */

int
draw_pooled(const struct row *r, gsl_rng *rng, struct tally *t,
            struct coh_error *err)
{
    struct coh_pool_group group[MOST];
    double truth[MOST], held = 0;
    struct coh_pool pool;
    size_t i, j;

    for (j = 0; j < r->m; j++) {
        double x[MOST], sum = 0, squares = 0;

        truth[j] = 70 + gsl_ran_gaussian(rng, r->a);
        for (i = 0; i < r->n; i++)
            sum += x[i] = truth[j] + gsl_ran_gaussian(rng, r->b);
        for (i = 0; i < r->n; i++)
            squares += gsl_pow_2(x[i] - sum / (double)r->n);
        group[j] = (struct coh_pool_group){
            .mean = sum / (double)r->n, .n = (double)r->n, .squares = squares};
    }
    if (coh_pool_sections(group, r->m, r->nominal, &pool, err))
        return -1;
    for (j = 0; j < r->m; j++) {
        held += group[j].low <= truth[j] && truth[j] <= group[j].high;
        t->raw += gsl_pow_2(group[j].mean - truth[j]) / (double)r->m;
        t->pooled += gsl_pow_2(group[j].pooled - truth[j]) / (double)r->m;
    }
    observe(t, held / (double)r->m);
    return 0;
}
