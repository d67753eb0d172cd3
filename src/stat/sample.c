/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/order.h"

/* Four times as much still fits 64 bits. */
#define MAX_QUARTERS (INT64_MAX / 8)

static double
in_units(const struct coh_sample *s, int64_t mantissa)
{
    return coh_moments_ratio(mantissa, 1, s->moments.scale);
}

/* The slot of `value`, or the empty one where it belongs. */
static struct coh_tally *
find(struct coh_tally *tally, size_t slots, int64_t value)
{
    uint64_t hash = (uint64_t)value * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(hash >> 32) & (slots - 1);

    while (tally[i].count && tally[i].value != value)
        i = (i + 1) & (slots - 1);
    return &tally[i];
}

/* A table of `slots` with the same counts, the values times `factor`. */
static int
rehash(struct coh_sample *s, size_t slots, int64_t factor,
       struct coh_error *err)
{
    struct coh_tally *grown = coh_alloc_array(slots, sizeof(*grown), err);
    struct coh_tally *slot;
    size_t i;

    if (!grown)
        return -1;
    for (i = 0; i < s->slots; i++) {
        if (!s->tally[i].count)
            continue;
        slot = find(grown, slots, s->tally[i].value * factor);
        slot->value = s->tally[i].value * factor;
        slot->count = s->tally[i].count;
    }
    coh_free(s->tally);
    s->tally = grown;
    s->slots = slots;
    return 0;
}

static int
push_value(struct coh_sample *s, int64_t value, struct coh_error *err)
{
    if (coh_reserve(&s->value, &s->capacity, s->length + 1, sizeof(*s->value),
                    err))
        return -1;
    s->value[s->length++] = value;
    return 0;
}

static int
push_number(struct coh_sample *s, double x, struct coh_error *err)
{
    if (coh_reserve(&s->number, &s->capacity, s->length + 1, sizeof(*s->number),
                    err))
        return -1;
    s->number[s->length++] = x;
    return 0;
}

static void
drop_tally(struct coh_sample *s)
{
    coh_free(s->tally);
    s->tally = NULL;
    s->slots = 0;
    s->distinct = 0;
}

/* Too many distinct values: from now on all of them are kept. */
static int
spread(struct coh_sample *s, struct coh_error *err)
{
    uint64_t k;
    size_t i;

    s->length = 0;
    for (i = 0; i < s->slots; i++)
        for (k = 0; k < s->tally[i].count; k++)
            if (push_value(s, s->tally[i].value, err))
                return -1;
    drop_tally(s);
    s->form = COH_SAMPLE_VALUES;
    return 0;
}

static int
count_value(struct coh_sample *s, int64_t value, struct coh_error *err)
{
    struct coh_tally *slot;

    if (s->slots < 2 * (s->distinct + 1) &&
        rehash(s, s->slots ? 2 * s->slots : 4, 1, err))
        return -1;
    slot = find(s->tally, s->slots, value);
    if (slot->count) {
        slot->count++;
        return 0;
    }
    if (s->distinct == COH_SAMPLE_DISTINCT)
        return spread(s, err) ? -1 : push_value(s, value, err);
    slot->value = value;
    slot->count = 1;
    s->distinct++;
    return 0;
}

/* The moments moved to a scale with more decimals: follow them. */
static int
follow(struct coh_sample *s, int before, struct coh_error *err)
{
    int64_t factor = 1;
    size_t i;

    for (; before < s->moments.scale; before++)
        factor *= 10;
    if (s->form == COH_SAMPLE_COUNTS)
        return rehash(s, s->slots, factor, err);
    for (i = 0; i < s->length; i++)
        s->value[i] *= factor;
    return 0;
}

/* From whole numbers to doubles, with what is known so far. */
static int
fall_back(struct coh_sample *s, struct coh_error *err)
{
    const struct coh_moments *m = &s->moments;
    double unit = coh_moments_ratio(1, 1, m->scale);
    size_t i;

    if (s->form == COH_SAMPLE_COUNTS && spread(s, err))
        return -1;
    s->capacity = s->length;
    s->number = coh_alloc_array(s->length, sizeof(*s->number), err);
    if (!s->number)
        return -1;
    for (i = 0; i < s->length; i++)
        s->number[i] = in_units(s, s->value[i]);
    coh_free(s->value);
    s->value = NULL;
    s->origin = in_units(s, m->origin);
    s->first = (double)m->first * unit;
    s->last = (double)m->last * unit;
    s->next = (double)m->next * unit * unit;
    s->form = COH_SAMPLE_DOUBLES;
    return 0;
}

int
coh_sample_add(struct coh_sample *s, struct coh_decimal d,
               struct coh_error *err)
{
    int before = s->moments.scale, rc;
    int64_t value;

    s->decimals = d.scale > s->decimals ? d.scale : s->decimals;
    if (s->form == COH_SAMPLE_DOUBLES || coh_moments_add(&s->moments, d))
        return coh_sample_add_double(s, coh_decimal_double(d), err);
    if (s->moments.scale != before && s->n && follow(s, before, err))
        return -1;
    value = s->moments.origin + s->moments.last;
    rc = s->form == COH_SAMPLE_COUNTS ? count_value(s, value, err)
                                      : push_value(s, value, err);
    s->n += !rc;
    return rc;
}

int
coh_sample_add_double(struct coh_sample *s, double x, struct coh_error *err)
{
    double d;

    if (!isfinite(x))
        return coh_fail(err, COH_INPUT, "a number is too large");
    if (s->form != COH_SAMPLE_DOUBLES && fall_back(s, err))
        return -1;
    if (push_number(s, x, err))
        return -1;
    if (s->n == 0)
        s->origin = x;
    d = x - s->origin;
    if (s->n == 0)
        s->first = d;
    else
        s->next += s->last * d;
    s->last = d;
    s->n++;
    return 0;
}

static int
compare_tallies(const void *a, const void *b)
{
    const struct coh_tally *x = a, *y = b;

    return (x->value > y->value) - (x->value < y->value);
}

/* Close the gaps of the hash table, then sort. */
static void
finish_counts(struct coh_sample *s)
{
    size_t i, n = 0;

    for (i = 0; i < s->slots; i++)
        if (s->tally[i].count)
            s->tally[n++] = s->tally[i];
    if (n > 1)
        qsort(s->tally, n, sizeof(*s->tally), compare_tallies);
}

/* Two passes over the sorted numbers, so that their order does not matter;
 * the second takes back what the first one's rounding left. */
static void
finish_numbers(struct coh_sample *s)
{
    double sum = 0, rest = 0, squares = 0, d, n = (double)s->length;
    double origin;
    size_t i;

    coh_order_doubles(s->number, s->length);
    if (!s->length)
        return;
    origin = s->number[s->length / 2];
    for (i = 0; i < s->length; i++)
        sum += s->number[i] - origin;
    s->mean = origin + sum / n;
    for (i = 0; i < s->length; i++) {
        d = s->number[i] - s->mean;
        rest += d;
        squares += d * d;
    }
    s->squares = squares - rest * rest / n;
    s->mean += rest / n;
}

int
coh_sample_finish(struct coh_sample *s, struct coh_error *err)
{
    if (s->finished)
        return 0;
    if (s->form == COH_SAMPLE_COUNTS)
        finish_counts(s);
    else if (s->form == COH_SAMPLE_DOUBLES)
        finish_numbers(s);
    else if (coh_order_integers(s->value, s->length, err))
        return -1;
    s->finished = 1;
    return 0;
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

double
coh_sample_quantile(const struct coh_sample *s, double p)
{
    double h, part;
    int64_t low, high;
    size_t rank;

    if (s->n == 0 || !(p >= 0 && p <= 1))
        return NAN;
    if (!coh_sample_exact(s))
        return coh_order_quantile(s->number, s->length, p);
    h = (double)(s->n - 1) * p;
    rank = (size_t)floor(h);
    part = h - (double)rank;
    low = at_rank(s, rank);
    if (part == 0)
        return in_units(s, low);
    high = at_rank(s, rank + 1);
    /* Quarters are whole numbers of quarters: rounded only once. */
    if (4 * part == floor(4 * part) && low > -MAX_QUARTERS &&
        high < MAX_QUARTERS)
        return coh_moments_ratio(4 * low + (int64_t)(4 * part) * (high - low),
                                 4, s->moments.scale);
    return (1 - part) * in_units(s, low) + part * in_units(s, high);
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

void
coh_sample_release(struct coh_sample *s)
{
    coh_free(s->tally);
    coh_free(s->value);
    coh_free(s->number);
    *s = (struct coh_sample)COH_SAMPLE_INIT;
}
