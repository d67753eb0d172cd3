/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/krippendorff-interval.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stat/krippendorff.h"

/* What a unit adds to the sums that alpha is made of. */
struct unit {
    double codes;   /* m */
    double present; /* of them */
    double agree;   /* its pairs that agree, by 1/(m − 1) */
};

static size_t
read_units(const int *code, size_t units, size_t coders, struct unit *unit)
{
    size_t u, c, n = 0;

    for (u = 0; u < units; u++) {
        struct unit *x = &unit[n];
        double absent;

        *x = (struct unit){0, 0, 0};
        for (c = 0; c < coders; c++)
            if (code[u * coders + c] != COH_KRIPPENDORFF_MISSING) {
                x->codes++;
                x->present += code[u * coders + c] != 0;
            }
        absent = x->codes - x->present;
        if (x->codes < 2)
            continue;
        x->agree = (x->present * (x->present - 1) + absent * (absent - 1)) /
                   (x->codes - 1);
        n++;
    }
    return n;
}

static void
add(struct unit *sum, const struct unit *x)
{
    sum->codes += x->codes;
    sum->present += x->present;
    sum->agree += x->agree;
}

/* 1 − Do/De; NAN where nothing varies. */
static double
alpha_of(const struct unit *sum)
{
    double n = sum->codes, p = sum->present, a = n - p;
    double expected = 1 - (p * (p - 1) + a * (a - 1)) / (n * (n - 1));

    return p > 0 && a > 0 ? 1 - (1 - sum->agree / n) / expected : NAN;
}

static int
by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* How many of the draws have an alpha. */
static size_t
draw(const struct unit *unit, size_t n, gsl_rng *rng, double *alpha)
{
    size_t i, k, defined = 0;

    for (i = 0; i < COH_KRIPPENDORFF_DRAWS; i++) {
        struct unit sum = {0, 0, 0};

        for (k = 0; k < n; k++)
            add(&sum, &unit[gsl_rng_uniform_int(rng, n)]);
        alpha[defined] = alpha_of(&sum);
        defined += !isnan(alpha[defined]);
    }
    return defined;
}

/* The quantile of type 7 (Hyndman and Fan 1996). */
static double
quantile(const double *sorted, size_t n, double p)
{
    double at = p * (double)(n - 1);
    size_t i = (size_t)at;

    return i + 1 < n
               ? sorted[i] + (at - (double)i) * (sorted[i + 1] - sorted[i])
               : sorted[n - 1];
}

static int
resample(const struct unit *unit, size_t n, struct coh_krippendorff_interval *c,
         struct coh_error *err)
{
    double *alpha =
        coh_alloc_array(COH_KRIPPENDORFF_DRAWS, sizeof(*alpha), err);
    gsl_rng *rng = alpha ? gsl_rng_alloc(gsl_rng_mt19937) : NULL;
    size_t defined;
    int rc = -1;

    if (!rng) {
        coh_fail_memory(err);
        goto out;
    }
    gsl_rng_set(rng, c->seed);
    defined = draw(unit, n, rng, alpha);
    rc = 0;
    if (20 * (COH_KRIPPENDORFF_DRAWS - defined) > COH_KRIPPENDORFF_DRAWS)
        goto out;
    qsort(alpha, defined, sizeof(*alpha), by_size);
    c->low = quantile(alpha, defined, (1 - c->level) / 2);
    c->high = quantile(alpha, defined, (1 + c->level) / 2);
out:
    if (rng)
        gsl_rng_free(rng);
    coh_free(alpha);
    return rc;
}

int
coh_krippendorff_interval(const int *code, size_t units, size_t coders,
                          struct coh_krippendorff_interval *c,
                          struct coh_error *err)
{
    struct unit *unit = coh_alloc_array(units + 1, sizeof(*unit), err);
    struct unit sum = {0, 0, 0};
    size_t n, i;
    int rc = -1;

    c->low = c->high = NAN;
    if (!unit)
        return -1;
    n = read_units(code, units, coders, unit);
    for (i = 0; i < n; i++)
        add(&sum, &unit[i]);
    rc = n < COH_KRIPPENDORFF_UNITS || sum.present < COH_KRIPPENDORFF_RARE ||
                 sum.codes - sum.present < COH_KRIPPENDORFF_RARE
             ? 0
             : resample(unit, n, c, err);
    coh_free(unit);
    return rc;
}
