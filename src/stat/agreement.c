/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/agreement.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* Values of A that differ by rounding alone are one. */
#define ROUNDING 1e-9

/* ---- one question ---- */

/* A of the layer in which the options of `mask` stand, equally high. */
static double
layer_agreement(unsigned mask, size_t k)
{
    size_t i, j, l, options = 0;
    double like = 0, unlike = 0, pairs = (double)(k - 1), inner = pairs - 1, u;

    for (i = 0; i < k; i++) {
        options += mask >> i & 1;
        for (j = i + 1; j < k; j++)
            for (l = j + 1; l < k; l++) {
                unsigned a = mask >> i & 1, b = mask >> j & 1;
                unsigned c = mask >> l & 1;

                like += b && a != c;
                unlike += a && c && !b;
            }
    }
    if (options == 1 || options == k)
        u = 1;
    else
        u = (inner * like - pairs * unlike) / (inner * (like + unlike));
    return u * (1 - (double)(options - 1) / pairs);
}

/* Peel the counts, which are used up. `known` holds the layers' A by mask, or
 * is NULL. */
static double
peel(size_t *count, size_t k, const double *known)
{
    size_t i, least, options, answers = 0;
    double sum = 0;
    unsigned mask;

    for (;;) {
        mask = 0, least = 0, options = 0;
        for (i = 0; i < k; i++)
            if (count[i]) {
                mask |= 1u << i;
                options++;
                if (!least || count[i] < least)
                    least = count[i];
            }
        if (!mask)
            return sum / (double)answers;
        for (i = 0; i < k; i++)
            count[i] -= mask >> i & 1 ? least : 0;
        answers += least * options;
        sum += (double)(least * options) *
               (known ? known[mask] : layer_agreement(mask, k));
    }
}

static int
has_shape(size_t k)
{
    return k >= 3 && k <= COH_AGREEMENT_OPTIONS;
}

double
coh_agreement(const size_t *count, size_t k)
{
    size_t own[COH_AGREEMENT_OPTIONS], i, n = 0;

    if (!has_shape(k))
        return NAN;
    for (i = 0; i < k; i++)
        n += own[i] = count[i];
    return n ? peel(own, k, NULL) : NAN;
}

int
coh_agreement_reaches(double a, double b)
{
    return a >= b - ROUNDING;
}

/* ---- all questions that could be ---- */

struct outcome {
    double value, weight;
};

/* Compositions of n answers into k options, as they are walked through. */
struct walk {
    size_t n, k;
    double known[1 << COH_AGREEMENT_OPTIONS];
    size_t count[COH_AGREEMENT_OPTIONS];
    struct outcome *outcome;
    size_t outcomes;
};

static void
take_outcome(struct walk *w, double weight)
{
    size_t own[COH_AGREEMENT_OPTIONS], i;

    for (i = 0; i < w->k; i++)
        own[i] = w->count[i];
    w->outcome[w->outcomes].value = peel(own, w->k, w->known);
    w->outcome[w->outcomes++].weight = weight;
}

/* `weight` is the logarithm of n!/(product of the factorials so far)/k^n. */
static void
enumerate(struct walk *w, size_t option, size_t left, double weight)
{
    if (option + 1 == w->k) {
        w->count[option] = left;
        take_outcome(w, exp(weight - lgamma((double)left + 1)));
        return;
    }
    for (size_t c = 0; c <= left; c++) {
        w->count[option] = c;
        enumerate(w, option + 1, left - c, weight - lgamma((double)c + 1));
    }
}

static int
draw(struct walk *w, unsigned long seed, struct coh_error *err)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double even[COH_AGREEMENT_OPTIONS];
    unsigned count[COH_AGREEMENT_OPTIONS];
    size_t i, b;

    if (!rng)
        return coh_fail(err, COH_SYSTEM, "out of memory");
    gsl_rng_set(rng, seed);
    for (i = 0; i < w->k; i++)
        even[i] = 1;
    for (b = 0; b < COH_AGREEMENT_DRAWS; b++) {
        gsl_ran_multinomial(rng, w->k, (unsigned)w->n, even, count);
        for (i = 0; i < w->k; i++)
            w->count[i] = count[i];
        take_outcome(w, 1.0 / (COH_AGREEMENT_DRAWS + 1));
    }
    gsl_rng_free(rng);
    return 0;
}

/* C(n + k − 1, k − 1), or one more than are enumerated. */
static size_t
compositions(size_t n, size_t k)
{
    double c = 1;

    for (size_t i = 1; i < k; i++) {
        c = c * (double)(n + i) / (double)i;
        if (c > COH_AGREEMENT_EXACT)
            return COH_AGREEMENT_EXACT + 1;
    }
    return (size_t)(c + 0.5);
}

static int
largest_first(const void *a, const void *b)
{
    double x = ((const struct outcome *)a)->value;
    double y = ((const struct outcome *)b)->value;

    return (x < y) - (x > y);
}

/* Equal values of A together. */
static int
gather(struct coh_agreement_random *r, const struct walk *w,
       struct coh_error *err)
{
    size_t i, capacity = 0;

    for (i = 0; i < w->outcomes; i++) {
        const struct outcome *o = &w->outcome[i];

        if (!r->values || r->value[r->values - 1] - o->value > ROUNDING) {
            if (coh_reserve(&r->value, &r->capacity, r->values + 1,
                            sizeof(*r->value), err) ||
                coh_reserve(&r->weight, &capacity, r->values + 1,
                            sizeof(*r->weight), err))
                return -1;
            r->value[r->values] = o->value;
            r->weight[r->values++] = 0;
        }
        r->weight[r->values - 1] += o->weight;
    }
    return 0;
}

static void
describe(struct coh_agreement_random *r, double level)
{
    double sum = 0, all = 0, tail;
    size_t i;

    r->benchmark = r->chance = NAN;
    for (i = 0; i < r->values; i++) {
        all += r->weight[i];
        sum += r->weight[i] * r->value[i];
        tail = coh_agreement_at_least(r, r->value[i]);
        /* As rounding leaves it, .05 itself is not above .05. */
        if (tail <= level * (1 + 1e-12)) {
            r->benchmark = r->value[i];
            r->chance = tail;
        }
    }
    r->mean = sum / all;
    for (i = 0, sum = 0; i < r->values; i++)
        sum += r->weight[i] * (r->value[i] - r->mean) * (r->value[i] - r->mean);
    r->sd = sqrt(sum / all);
}

int
coh_agreement_random_fill(struct coh_agreement_random *r, size_t n, size_t k,
                          double level, unsigned long seed,
                          struct coh_error *err)
{
    struct walk *w;
    size_t room;
    int rc = -1;

    if (!n || !has_shape(k) || n > 1000000000)
        return coh_fail(err, COH_INPUT,
                        "%zu answers to %zu options have no agreement", n, k);
    room = compositions(n, k);
    r->n = n, r->k = k;
    r->exact = room <= COH_AGREEMENT_EXACT;
    if (!r->exact)
        room = COH_AGREEMENT_DRAWS;
    if (!(w = coh_alloc_array(1, sizeof(*w), err)) ||
        !(w->outcome = coh_alloc_array(room, sizeof(*w->outcome), err)))
        goto out;
    w->n = n, w->k = k;
    for (unsigned mask = 1; mask < 1u << k; mask++)
        w->known[mask] = layer_agreement(mask, k);
    if (r->exact)
        enumerate(w, 0, n, lgamma((double)n + 1) - (double)n * log((double)k));
    else if (draw(w, seed, err))
        goto out;
    qsort(w->outcome, w->outcomes, sizeof(*w->outcome), largest_first);
    if (gather(r, w, err))
        goto out;
    describe(r, level);
    rc = 0;
out:
    if (w)
        coh_free(w->outcome);
    coh_free(w);
    return rc;
}

/* What is added to a tail of draws: the team that was seen is one of them. */
static double
one_more(const struct coh_agreement_random *r)
{
    return r->exact ? 0 : 1.0 / (COH_AGREEMENT_DRAWS + 1);
}

double
coh_agreement_at_least(const struct coh_agreement_random *r, double a)
{
    double tail = one_more(r);

    for (size_t i = 0; i < r->values && r->value[i] >= a - ROUNDING; i++)
        tail += r->weight[i];
    return fmin(tail, 1);
}

double
coh_agreement_at_most(const struct coh_agreement_random *r, double a)
{
    double tail = one_more(r);

    for (size_t i = r->values; i && r->value[i - 1] <= a + ROUNDING; i--)
        tail += r->weight[i - 1];
    return fmin(tail, 1);
}

void
coh_agreement_random_release(struct coh_agreement_random *r)
{
    coh_free(r->value);
    coh_free(r->weight);
    *r = (struct coh_agreement_random)COH_AGREEMENT_RANDOM_INIT;
}
