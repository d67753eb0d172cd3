/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/rate.h"

#include <math.h>

#include "stat/distribution.h"

static double
share(struct coh_rate r)
{
    return r.n ? (double)r.hits / (double)r.n : NAN;
}

static struct coh_rate
misses(struct coh_rate r)
{
    r.hits = r.n - r.hits;
    return r;
}

/* ---- the difference ---- */

/* a·m, in which whole numbers stay whole below 2^53: a/n − c/m and a/n over
 * c/m formed from such products are rounded once. */
static double
cross(struct coh_rate counts, struct coh_rate size)
{
    return (double)counts.hits * (double)size.n;
}

static double
subtract(struct coh_rate group, struct coh_rate reference)
{
    if (!group.n || !reference.n)
        return NAN;
    return (cross(group, reference) - cross(reference, group)) /
           ((double)group.n * (double)reference.n);
}

static int
score_interval(struct coh_rate group, struct coh_rate reference, double level,
               struct coh_rate_gap *g, struct coh_error *err)
{
    struct coh_interval a, b;
    double p = g->rate, q = g->rate_reference;

    if (coh_interval_rate((double)group.hits, (double)group.n, level, &a,
                          err) ||
        coh_interval_rate((double)reference.hits, (double)reference.n, level,
                          &b, err))
        return -1;
    g->ci.low = g->difference - hypot(p - a.low, b.high - q);
    g->ci.high = g->difference + hypot(a.high - p, q - b.low);
    return 0;
}

/* ⌈n·c/m⌉ − a without n·c, which 64 bits may not hold: n = whole·m + rest,
 * and rest·c is below m². */
static int
to_parity(struct coh_rate group, struct coh_rate reference, size_t *learners)
{
    size_t whole = group.n / reference.n, rest = group.n % reference.n;
    size_t part, need;

    if (__builtin_mul_overflow(rest, reference.hits, &part) ||
        __builtin_mul_overflow(whole, reference.hits, &need))
        return -1;
    need += part / reference.n + (part % reference.n > 0);
    *learners = need > group.hits ? need - group.hits : 0;
    return 0;
}

/* ---- ratios ---- */

/* Of a/n to c/m. */
static int
katz(struct coh_rate group, struct coh_rate reference, double level,
     double *ratio, struct coh_interval *ci, struct coh_error *err)
{
    double z, width;

    if (!group.n || !reference.hits)
        return 0;
    *ratio = cross(group, reference) / cross(reference, group);
    if (!group.hits || (group.hits == group.n && reference.hits == reference.n))
        return 0;
    if (coh_distribution_normal((1 + level) / 2, &z, err))
        return -1;
    width = z * sqrt(1 / (double)group.hits - 1 / (double)group.n +
                     1 / (double)reference.hits - 1 / (double)reference.n);
    ci->low = *ratio * exp(-width);
    ci->high = *ratio * exp(width);
    return 0;
}

int
coh_rate_compare(struct coh_rate group, struct coh_rate reference, double level,
                 struct coh_rate_gap *gap, struct coh_error *err)
{
    const struct coh_interval none = {.low = NAN, .high = NAN};

    *gap = (struct coh_rate_gap){.rate = share(group),
                                 .rate_reference = share(reference),
                                 .relative_gap = NAN,
                                 .favourable = NAN,
                                 .adverse = NAN,
                                 .ci = none,
                                 .favourable_ci = none,
                                 .adverse_ci = none};
    gap->difference = subtract(group, reference);
    if (!(level > 0 && level < 1))
        return coh_fail(err, COH_USAGE,
                        "a confidence level is above 0 and below 1");
    if (group.hits > group.n || reference.hits > reference.n)
        return coh_fail(err, COH_INPUT, "more hits than students");
    if (!group.n || !reference.n)
        return 0;
    if (reference.hits)
        gap->relative_gap =
            (cross(group, reference) - cross(reference, group)) /
            cross(reference, group);
    gap->parity = !to_parity(group, reference, &gap->learners);
    if (score_interval(group, reference, level, gap, err) ||
        katz(group, reference, level, &gap->favourable, &gap->favourable_ci,
             err))
        return -1;
    return katz(misses(group), misses(reference), level, &gap->adverse,
                &gap->adverse_ci, err);
}

/* ---- Fisher's exact test ---- */

/* A 2 × 2 table with fixed margins: `hits` hits in all. */
struct margins {
    double n, m, hits;
};

/* The probability of k + 1 hits in the group over that of k. */
static double
step_up(const struct margins *t, double k)
{
    return (t->hits - k) * (t->n - k) / ((k + 1) * (t->m - t->hits + k + 1));
}

/* The sum of the weights behind `from`, which has the weight 1, as far as
 * `last`; those of at most `bound` are added to *part. */
static double
walk(const struct margins *t, double from, double last, double bound,
     double *part)
{
    double k = from, w = 1, sum = 0;

    while (k != last && w > 0) {
        if (last > from) {
            w *= step_up(t, k);
            k++;
        } else {
            k--;
            w /= step_up(t, k);
        }
        sum += w;
        if (w <= bound)
            *part += w;
    }
    return sum;
}

/* The weight of `k`, that of the mode being 1. */
static double
weight(const struct margins *t, double mode, double k)
{
    double w = 1;

    for (; mode < k; mode++)
        w *= step_up(t, mode);
    for (; mode > k; mode--)
        w /= step_up(t, mode - 1);
    return w;
}

double
coh_rate_fisher(struct coh_rate group, struct coh_rate reference)
{
    struct margins t = {(double)group.n, (double)reference.n,
                        (double)group.hits + (double)reference.hits};
    double low = fmax(0, t.hits - t.m), high = fmin(t.n, t.hits);
    double mode, bound, sum, part = 0;

    if (!group.n || !reference.n)
        return NAN;
    mode = floor((t.hits + 1) * (t.n + 1) / (t.n + t.m + 2));
    mode = fmin(fmax(mode, low), high);
    bound = weight(&t, mode, (double)group.hits) * (1 + 1e-7);
    if (bound >= 1)
        part = 1;
    sum = 1 + walk(&t, mode, high, bound, &part);
    sum += walk(&t, mode, low, bound, &part);
    return fmin(part / sum, 1);
}
