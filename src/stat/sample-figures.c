/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a finished sample says: its numbers. */
#include <gsl/gsl_cdf.h>
#include <limits.h>
#include <math.h>

#include "stat/order.h"
#include "stat/sample.h"

/* Four times as much still fits 64 bits. */
#define MAX_QUARTERS (INT64_MAX / 8)

static double
in_units(const struct coh_sample *s, int64_t mantissa)
{
    return coh_moments_ratio(mantissa, 1, s->moments.scale);
}

int
coh_sample_exact(const struct coh_sample *s)
{
    return s->form != COH_SAMPLE_DOUBLES;
}

double
coh_sample_mean(const struct coh_sample *s)
{
    if (s->n == 0)
        return NAN;
    return coh_sample_exact(s) ? coh_moments_mean(&s->moments) : s->mean;
}

double
coh_sample_sum(const struct coh_sample *s)
{
    if (s->n == 0 || coh_sample_exact(s))
        return coh_moments_sum(&s->moments);
    return s->mean * (double)s->n;
}

double
coh_sample_squares(const struct coh_sample *s)
{
    if (s->n == 0 || coh_sample_exact(s))
        return coh_moments_squares(&s->moments);
    return s->squares;
}

double
coh_sample_variance(const struct coh_sample *s)
{
    if (s->n < 2)
        return NAN;
    if (coh_sample_exact(s))
        return coh_moments_variance(&s->moments);
    return s->squares / (double)(s->n - 1);
}

double
coh_sample_sd(const struct coh_sample *s)
{
    if (s->n < 2)
        return NAN;
    if (coh_sample_exact(s))
        return coh_moments_sd(&s->moments);
    return sqrt(s->squares / (double)(s->n - 1));
}

double
coh_sample_lag1(const struct coh_sample *s)
{
    double shift, n = (double)s->n;

    if (coh_sample_exact(s))
        return coh_moments_lag1(&s->moments);
    if (s->n < 2 || !(s->squares > 0))
        return NAN;
    shift = s->mean - s->origin;
    return (s->next - shift * (2 * n * shift - s->first - s->last) +
            (n - 1) * shift * shift) /
           s->squares;
}

/* The value at `rank`, 0 the least. */
static int64_t
at_rank(const struct coh_sample *s, size_t rank)
{
    size_t i = 0;

    if (s->form == COH_SAMPLE_VALUES)
        return s->value[rank];
    for (; rank >= s->tally[i].count; i++)
        rank -= s->tally[i].count;
    return s->tally[i].value;
}

/* Four times the quantile `p` as a whole number, where it is one. */
static int
quarters(const struct coh_sample *s, double p, int64_t *four)
{
    double h = (double)(s->n - 1) * p, part;
    size_t rank = (size_t)floor(h);
    int64_t low, high;

    part = h - (double)rank;
    low = high = at_rank(s, rank);
    if (part > 0)
        high = at_rank(s, rank + 1);
    if (4 * part != floor(4 * part) || low <= -MAX_QUARTERS ||
        high >= MAX_QUARTERS)
        return 0;
    *four = 4 * low + (int64_t)(4 * part) * (high - low);
    return 1;
}

double
coh_sample_quantile(const struct coh_sample *s, double p)
{
    double h, part;
    int64_t four;
    size_t rank;

    if (s->n == 0 || !(p >= 0 && p <= 1))
        return NAN;
    if (!coh_sample_exact(s))
        return coh_order_quantile(s->number, s->length, p);
    /* Rounded only once. */
    if (quarters(s, p, &four))
        return coh_moments_ratio(four, 4, s->moments.scale);
    h = (double)(s->n - 1) * p;
    rank = (size_t)floor(h);
    part = h - (double)rank;
    if (part == 0)
        return in_units(s, at_rank(s, rank));
    return (1 - part) * in_units(s, at_rank(s, rank)) +
           part * in_units(s, at_rank(s, rank + 1));
}

double
coh_sample_iqr(const struct coh_sample *s)
{
    int64_t low, high;

    if (s->n && coh_sample_exact(s) && quarters(s, 0.25, &low) &&
        quarters(s, 0.75, &high))
        return coh_moments_ratio(high - low, 4, s->moments.scale);
    return coh_sample_quantile(s, 0.75) - coh_sample_quantile(s, 0.25);
}

/* Twice the deviations from the median, as a sample of the same form: doubled
 * so that they stay whole numbers. */
static int
deviations(const struct coh_sample *s, struct coh_sample *out,
           struct coh_error *err)
{
    size_t i, n = s->form == COH_SAMPLE_COUNTS ? s->distinct : s->length;
    int64_t twice = at_rank(s, (s->n - 1) / 2) + at_rank(s, s->n / 2), d;

    *out = (struct coh_sample){.form = s->form, .n = s->n};
    out->moments.scale = s->moments.scale;
    if (s->form == COH_SAMPLE_COUNTS)
        out->tally = coh_alloc_array(n, sizeof(*out->tally), err);
    else
        out->value = coh_alloc_array(n, sizeof(*out->value), err);
    if (!out->tally && !out->value)
        return -1;
    for (i = 0; i < n; i++) {
        if (out->value) {
            d = 2 * s->value[i] - twice;
            out->value[i] = d < 0 ? -d : d;
            continue;
        }
        d = 2 * s->tally[i].value - twice;
        out->tally[i].value = d < 0 ? -d : d;
        out->tally[i].count = s->tally[i].count;
    }
    out->slots = out->length = n;
    return coh_sample_finish(out, err);
}

static int
deviations_of_doubles(const struct coh_sample *s, double *median,
                      struct coh_error *err)
{
    double middle = coh_sample_quantile(s, 0.5);
    double *d = coh_alloc_array(s->length, sizeof(*d), err);
    size_t i;

    if (!d)
        return -1;
    for (i = 0; i < s->length; i++)
        d[i] = fabs(s->number[i] - middle);
    coh_order_doubles(d, s->length);
    *median = coh_order_quantile(d, s->length, 0.5);
    coh_free(d);
    return 0;
}

int
coh_sample_mad(const struct coh_sample *s, double *mad, struct coh_error *err)
{
    struct coh_sample d = COH_SAMPLE_INIT;
    int rc;

    *mad = NAN;
    if (s->n == 0)
        return 0;
    if (coh_sample_exact(s)) {
        rc = deviations(s, &d, err);
        if (!rc)
            *mad = coh_sample_quantile(&d, 0.5) / 2;
    } else {
        rc = deviations_of_doubles(s, mad, err);
    }
    *mad *= 1.4826;
    coh_sample_release(&d);
    return rc;
}

size_t
coh_sample_count(const struct coh_sample *s, struct coh_decimal value)
{
    struct coh_decimal d = {.scale = s->moments.scale};
    double same = coh_decimal_double(value);
    size_t i, k = 0;

    for (i = 0; s->form == COH_SAMPLE_DOUBLES && i < s->length; i++)
        k += s->number[i] == same;
    for (i = 0; s->form == COH_SAMPLE_VALUES && i < s->length; i++) {
        d.mantissa = s->value[i];
        k += coh_decimal_compare(d, value) == 0;
    }
    for (i = 0; s->form == COH_SAMPLE_COUNTS && i < s->distinct; i++) {
        d.mantissa = s->tally[i].value;
        if (coh_decimal_compare(d, value) == 0)
            k += s->tally[i].count;
    }
    return k;
}

size_t
coh_sample_at_or_above(const struct coh_sample *s, struct coh_decimal cut)
{
    struct coh_decimal d = {.scale = s->moments.scale};
    double least = coh_decimal_double(cut);
    size_t i, k = 0;

    for (i = 0; s->form == COH_SAMPLE_DOUBLES && i < s->length; i++)
        k += s->number[i] >= least;
    for (i = 0; s->form == COH_SAMPLE_VALUES && i < s->length; i++) {
        d.mantissa = s->value[i];
        k += coh_decimal_compare(d, cut) >= 0;
    }
    for (i = 0; s->form == COH_SAMPLE_COUNTS && i < s->distinct; i++) {
        d.mantissa = s->tally[i].value;
        if (coh_decimal_compare(d, cut) >= 0)
            k += s->tally[i].count;
    }
    return k;
}

int
coh_sample_interval(const struct coh_sample *s, double level,
                    struct coh_interval *ci, struct coh_error *err)
{
    return coh_interval_mean(coh_sample_mean(s), coh_sample_sd(s), (double)s->n,
                             level, ci, err);
}

static double
score_at(const struct coh_sample *s, size_t rank)
{
    if (s->form == COH_SAMPLE_DOUBLES)
        return s->number[rank];
    return in_units(s, at_rank(s, rank));
}

int
coh_sample_median_interval(const struct coh_sample *s, double level,
                           struct coh_interval *ci, struct coh_error *err)
{
    size_t low = 0, high = s->n / 2 + 1, middle;
    double tail = (1 - level) / 2;

    ci->low = ci->high = NAN;
    if (s->n > UINT_MAX)
        return coh_fail(err, COH_INPUT, "too many scores");
    if (s->n > 1 && score_at(s, 0) == score_at(s, s->n - 1))
        return coh_fail(err, COH_INPUT, "all scores are equal: no interval");
    /* The greatest k with P(at most k − 1 of n below) ≤ tail, by bisection. */
    while (high - low > 1) {
        middle = low + (high - low) / 2;
        if (gsl_cdf_binomial_P((unsigned)middle - 1, 0.5, (unsigned)s->n) <=
            tail)
            low = middle;
        else
            high = middle;
    }
    if (!low)
        return coh_fail(err, COH_INPUT,
                        "too few scores for an interval of "
                        "the median");
    ci->low = score_at(s, low - 1);
    ci->high = score_at(s, s->n - low);
    return 0;
}

int
coh_sample_reached(struct coh_decimal score, struct coh_decimal percent,
                   struct coh_decimal full)
{
    /* 100 × score against percent × full. Instead of widening one side, the
     * other is narrowed: what is whole is at least x if it is at least x
     * rounded up, and so no size overflows. */
    __extension__ __int128 need = percent.mantissa;
    __extension__ __int128 have = score.mantissa;
    int shift = percent.scale + full.scale + 2 - score.scale;

    need *= full.mantissa;
    for (; shift > 0; shift--) {
        if (need >= 0)
            need = need / 10 + (need % 10 != 0);
        else
            need /= 10;
    }
    for (; shift < 0; shift++) {
        if (have > 0)
            have = have / 10;
        else
            have = have / 10 - (have % 10 != 0);
    }
    return have >= need;
}
