/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/sample.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/order.h"

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

/* Less is rounded, or is 0 though not all scores are equal. */
#define LEAST_SQUARES (DBL_MIN / DBL_EPSILON)

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
    if (s->number[0] < s->number[s->length - 1] &&
        !(s->squares >= LEAST_SQUARES && s->squares <= DBL_MAX))
        s->squares = NAN;
    if (!isfinite(s->mean))
        s->mean = s->squares = NAN;
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

void
coh_sample_release(struct coh_sample *s)
{
    coh_free(s->tally);
    coh_free(s->value);
    coh_free(s->number);
    *s = (struct coh_sample)COH_SAMPLE_INIT;
}
