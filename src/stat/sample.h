/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_SAMPLE_H
#define COH_STAT_SAMPLE_H

#include <stddef.h>

#include "base/memory.h"
#include "stat/interval.h"
#include "stat/moments.h"

/*
 * A sample: the scores of one variable in one group, taken in one at a time.
 *
 *     struct coh_sample s = COH_SAMPLE_INIT;
 *     if (coh_sample_add(&s, score, err) || coh_sample_finish(&s, err)) ...
 *     median = coh_sample_quantile(&s, 0.5);
 *     coh_sample_release(&s);
 *
 * Everything is exact: moments in whole numbers, quantiles from counts of the
 * distinct values (16 bytes each) while there are at most COH_SAMPLE_DISTINCT,
 * then from all values (8 bytes each). A number that no 18 digits hold turns
 * the sample into doubles, two passes about the mean, and coh_sample_exact()
 * says so. What is not defined is NAN, which is printed as a blank.
 */

enum { COH_SAMPLE_DISTINCT = 16384 };

struct coh_tally {
    int64_t value;  /* mantissa at the scale of the moments */
    uint64_t count; /* 0: an empty slot */
};

enum coh_sample_form {
    COH_SAMPLE_COUNTS,
    COH_SAMPLE_VALUES,
    COH_SAMPLE_DOUBLES
};

/* Read n, missing and decimals freely; the rest belongs to the functions. */
struct coh_sample {
    size_t n;       /* scores */
    size_t missing; /* counted by the caller */
    int decimals;   /* the most decimals that a score was written with */
    enum coh_sample_form form;
    int finished;
    struct coh_moments moments;
    struct coh_tally *tally; /* a hash table; sorted and dense when finished */
    size_t slots, distinct;
    int64_t *value; /* with COH_SAMPLE_VALUES */
    double *number; /* with COH_SAMPLE_DOUBLES */
    size_t length, capacity;
    double origin, first, last, next; /* of doubles: for lag-1 alone */
    double mean, squares;             /* of doubles, when finished */
};

#define COH_SAMPLE_INIT \
    {                   \
        .n = 0          \
    }

/* One more score. COH_SYSTEM when memory ends. */
int coh_sample_add(struct coh_sample *s, struct coh_decimal d,
                   struct coh_error *err) COH_MUST_CHECK;

/* One more score that is no decimal of 18 digits; the sample is one of
 * doubles from then on. COH_INPUT when `x` is not finite. */
int coh_sample_add_double(struct coh_sample *s, double x,
                          struct coh_error *err) COH_MUST_CHECK;

/* No more scores: sorts. Everything below needs it first. */
int
coh_sample_finish(struct coh_sample *s, struct coh_error *err) COH_MUST_CHECK;

/* 0 when the sample fell back to doubles. */
int coh_sample_exact(const struct coh_sample *s);

/* In units of the scores; variance (in squared units) and sd with divisor
 * n − 1, NAN for n < 2. The sum is that of the decimals: 0.1 and 0.2 are 0.3;
 * NAN for n = 0. */
double coh_sample_mean(const struct coh_sample *s);
double coh_sample_sum(const struct coh_sample *s);
double coh_sample_variance(const struct coh_sample *s);
double coh_sample_sd(const struct coh_sample *s);

/* Σ(score − mean)², in squared units; NAN for n = 0. */
double coh_sample_squares(const struct coh_sample *s);

/* Skewness and excess kurtosis of type 2 of Joanes and Gill (The Statistician
 * 47, 1998), as in Excel and SPSS: G1 = g1·√(n(n − 1))/(n − 2), and
 * G2 = ((n + 1)·g2 + 6)(n − 1)/((n − 2)(n − 3)), with g1 = m3/m2^1.5 and
 * g2 = m4/m2² − 3 of the moments with divisor n. No unit. NAN for fewer than
 * three and four scores, and where all are equal. */
double coh_sample_skewness(const struct coh_sample *s);
double coh_sample_kurtosis(const struct coh_sample *s);

/* As coh_moments_lag1, in the order of adding. */
double coh_sample_lag1(const struct coh_sample *s);

/* Quantile of type 7 (stat/order.h), p from 0 to 1: 0 the least score, 0.5
 * the median, 1 the greatest. NAN for n = 0. */
double coh_sample_quantile(const struct coh_sample *s, double p);

/* The upper quartile less the lower one, of type 7 both, in units of the
 * scores: 0.3 − 0.1 is 0.2. NAN for n = 0. */
double coh_sample_iqr(const struct coh_sample *s);

/* 1.4826 × the median of |score − median| (Hampel 1974, R's constant), in
 * units of the scores; NAN for n = 0. COH_SYSTEM when memory ends. */
int coh_sample_mad(const struct coh_sample *s, double *mad,
                   struct coh_error *err) COH_MUST_CHECK;

/* How many scores are equal to `value`, compared as decimals. */
size_t coh_sample_count(const struct coh_sample *s, struct coh_decimal value);

/* How many scores are `cut` or more, compared as decimals. */
size_t
coh_sample_at_or_above(const struct coh_sample *s, struct coh_decimal cut);

/* Student's interval of the mean: coh_interval_mean of this sample. */
int coh_sample_interval(const struct coh_sample *s, double level,
                        struct coh_interval *ci,
                        struct coh_error *err) COH_MUST_CHECK;

/* Interval of the median by order statistics: from the k-th score from below
 * to the k-th from above, with the greatest k for which that covers the median
 * at least at `level` whatever the distribution, by the binomial with p = 1/2
 * (Thompson 1936; David and Nagaraja, Order Statistics, 2003, 7.1). COH_INPUT
 * when there is no such k (under 6 scores at 95 %), and for equal scores. */
int coh_sample_median_interval(const struct coh_sample *s, double level,
                               struct coh_interval *ci,
                               struct coh_error *err) COH_MUST_CHECK;

/* Is `score` at least `percent` per cent of `full`? Compared as decimals,
 * nothing rounded. */
int coh_sample_reached(struct coh_decimal score, struct coh_decimal percent,
                       struct coh_decimal full);

/* All scores of a finished sample, from the least to the greatest, into n
 * places: as mantissas at the scale of the moments (exact samples only), and
 * as doubles in units of the scores. */
void coh_sample_mantissas(const struct coh_sample *s, int64_t *out);
void coh_sample_doubles(const struct coh_sample *s, double *out);

/* Hand each different score of a finished sample to `run`, from the least to
 * the greatest, with how often it is there. Needs no memory. */
void coh_sample_runs(const struct coh_sample *s,
                     void (*run)(void *context, double score, size_t times),
                     void *context);

void coh_sample_release(struct coh_sample *s);

#endif
