/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/reliability.h"

#include <math.h>

#include "base/memory.h"
#include "stat/distribution.h"

/* Variances of the complete rows, of each item and of the total. */
struct spread {
    const struct coh_item_scores *s;
    size_t without;    /* an item that is left out, or s->items */
    double *mean, *m2; /* of each item */
    double total_mean, total_m2, total_size;
    size_t n;
};

static int
is_complete(const struct coh_item_scores *s, size_t row)
{
    size_t i;

    for (i = 0; i < s->items; i++)
        if (isnan(s->score[row * s->items + i]))
            return 0;
    return s->items > 0;
}

static int
is_empty(const struct coh_item_scores *s, size_t row)
{
    size_t i;

    for (i = 0; i < s->items; i++)
        if (!isnan(s->score[row * s->items + i]))
            return 0;
    return 1;
}

static void
means(struct spread *v)
{
    const struct coh_item_scores *s = v->s;
    size_t row, i;

    for (row = 0; row < s->rows; row++) {
        if (!is_complete(s, row))
            continue;
        v->n++;
        for (i = 0; i < s->items; i++)
            v->mean[i] += s->score[row * s->items + i];
    }
    for (i = 0; i < s->items; i++) {
        v->mean[i] /= (double)v->n;
        if (i != v->without)
            v->total_mean += v->mean[i];
    }
}

/* The total's distance from its mean is the sum of the items' distances. */
static void
squares(struct spread *v)
{
    const struct coh_item_scores *s = v->s;
    size_t row, i;
    double d, total;

    for (row = 0; row < s->rows; row++) {
        if (!is_complete(s, row))
            continue;
        for (total = 0, i = 0; i < s->items; i++) {
            if (i == v->without)
                continue;
            d = s->score[row * s->items + i];
            v->total_size += fabs(d);
            d -= v->mean[i];
            v->m2[i] += d * d;
            total += d;
        }
        v->total_m2 += total * total;
    }
}

static int
measure(struct spread *v, struct coh_error *err)
{
    v->mean = coh_alloc_array(v->s->items, sizeof(*v->mean), err);
    v->m2 = coh_alloc_array(v->s->items, sizeof(*v->m2), err);
    if (!v->mean || !v->m2)
        return -1;
    means(v);
    squares(v);
    return 0;
}

static void
release(struct spread *v)
{
    coh_free(v->mean);
    coh_free(v->m2);
}

/* Do the totals differ by more than rounding? */
static int
totals_vary(const struct spread *v)
{
    double n = (double)v->n;

    return sqrt(v->total_m2 / n) > 1e-12 * v->total_size / n;
}

static double
alpha_of(const struct spread *v)
{
    double k = (double)v->s->items - (v->without < v->s->items), sum = 0;
    size_t i;

    if (k < 2 || !totals_vary(v))
        return NAN;
    for (i = 0; i < v->s->items; i++)
        sum += v->m2[i];
    return k / (k - 1) * (1 - sum / v->total_m2);
}

static void
say_why(struct coh_reliability *r)
{
    if (r->items < 2)
        r->why = "one item: no alpha";
    else if (!r->n)
        r->why = "nobody answered every item: no alpha";
    else if (r->n < 2)
        r->why = "one complete row: no alpha";
    else if (isnan(r->alpha))
        r->why = "all totals are equal: no alpha";
    else if (isnan(r->ci.low))
        r->why = "alpha is 1: no interval";
}

int
coh_reliability_of(const struct coh_item_scores *s, double level,
                   struct coh_reliability *r, struct coh_error *err)
{
    struct spread v = {.s = s, .without = s->items};
    size_t row;
    int rc = -1;

    *r = (struct coh_reliability){.items = s->items, .mean = NAN, .sd = NAN};
    r->alpha = r->sem = r->ci.low = r->ci.high = NAN;
    if (measure(&v, err))
        goto out;
    r->n = v.n;
    for (row = 0; row < s->rows; row++)
        r->partly += !is_complete(s, row) && !is_empty(s, row);
    if (v.n > 0)
        r->mean = v.total_mean;
    if (v.n > 1)
        r->sd = totals_vary(&v) ? sqrt(v.total_m2 / (double)(v.n - 1)) : 0;
    r->alpha = alpha_of(&v);
    if (!isnan(r->alpha)) {
        r->sem = r->sd * sqrt(fmax(1 - r->alpha, 0));
        if (coh_reliability_feldt(r->alpha, r->n, r->items, level, &r->ci,
                                  NULL))
            r->ci.low = r->ci.high = NAN;
    }
    say_why(r);
    rc = 0;
out:
    release(&v);
    return rc;
}

int
coh_reliability_without(const struct coh_item_scores *s, size_t item,
                        double *alpha, struct coh_error *err)
{
    struct spread v = {.s = s, .without = item};
    int rc = measure(&v, err);

    *alpha = rc ? NAN : alpha_of(&v);
    release(&v);
    return rc;
}

int
coh_reliability_feldt(double alpha, size_t n, size_t items, double level,
                      struct coh_interval *ci, struct coh_error *err)
{
    double df1 = (double)n - 1, df2 = df1 * ((double)items - 1), low, high;

    ci->low = ci->high = NAN;
    if (n < 2 || items < 2)
        return coh_fail(err, COH_INPUT, "under 2 rows or 2 items: no interval");
    if (!(alpha < 1 - 1e-12))
        return coh_fail(err, COH_INPUT, "alpha is 1: no interval");
    if (coh_distribution_f((1 + level) / 2, df1, df2, &high, err) ||
        coh_distribution_f((1 - level) / 2, df1, df2, &low, err))
        return -1;
    ci->low = 1 - (1 - alpha) * high;
    ci->high = 1 - (1 - alpha) * low;
    return 0;
}
