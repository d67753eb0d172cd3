/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_DIFFERENCE_H
#define COH_STAT_DIFFERENCE_H

#include "stat/sample.h"

/*
 * The difference of two means: in units of the scores with an interval, and
 * as a multiple of a standard deviation.
 *
 *     struct coh_side a = coh_side_of(&group), b = coh_side_of(&reference);
 *     struct coh_difference d;
 *     if (coh_difference_welch(&a, &b, 0.95, &d, &why))
 *         ...no interval, and why.text says why; d.value may be there...
 *
 * What is not defined is NAN, printed as a blank; that is no failure of the
 * program: the call returns -1 with COH_INPUT and the reason in words.
 * `level` is the confidence level, above 0 and below 1. GSL's error handler
 * must be off.
 */

/* One side: the moments of its scores, in whole numbers as long as these
 * hold them; sides of several groups are merged. */
struct coh_side {
    size_t n;
    int inexact;                /* doubles below instead of moments */
    struct coh_moments moments; /* when not inexact */
    double mean, squares;       /* when inexact; squares: Σ(x − mean)² */
};

#define COH_SIDE_INIT \
    {                 \
        .n = 0        \
    }

/* The side of one finished sample. */
struct coh_side coh_side_of(const struct coh_sample *s);

/* Add the scores of `from`. Exact sums as long as both have them and 127 bits
 * hold them; else Chan's update of mean and squares (Chan, Golub and LeVeque
 * 1983). */
void coh_side_merge(struct coh_side *into, const struct coh_side *from);

/* In units of the scores; NAN for n = 0, and sd, with divisor n − 1, for
 * n < 2. */
double coh_side_mean(const struct coh_side *s);
double coh_side_sd(const struct coh_side *s);

/* Mean of `a` − mean of `b`, in whole numbers as long as these hold them, so
 * that no digits cancel; NAN when one side has no scores. */
double coh_side_difference(const struct coh_side *a, const struct coh_side *b);

struct coh_difference {
    double value; /* mean − mean of the reference, in units of the scores */
    struct coh_interval ci;
    double se, t, df; /* t = value / se */
    double unit;      /* the standard deviation that `d` is counted in */
    double d;         /* value / unit */
    double effect;    /* J·d, J: coh_difference_correction */
    struct coh_interval effect_ci;
};

/* `value` and nothing else: the rest is NAN. */
struct coh_difference coh_difference_alone(double value);

/* The difference with Welch's interval, value ± t·√(s1²/n1 + s2²/n2), with
 * Welch's and Satterthwaite's degrees of freedom (Welch 1947): the variances
 * need not be equal. `unit` is the pooled standard deviation,
 * √(((n1−1)s1² + (n2−1)s2²)/(n1+n2−2)); effect is Hedges' g, its limits J times
 * the limits of the noncentral t (Hedges 1981; Steiger and Fouladi 1997).
 * No interval, and no effect, for n < 2 on a side, and when the scores on
 * either side are all equal. */
int coh_difference_welch(const struct coh_side *a, const struct coh_side *b,
                         double level, struct coh_difference *out,
                         struct coh_error *err) COH_MUST_CHECK;

/* Pairs: `change` holds later − earlier of each pair. The difference is its
 * mean with Student's interval, n − 1 degrees of freedom. `unit` is
 * √((s1² + s2²)/2), the standard deviations of the two scores, averaged: not
 * that of the changes, which shrinks when scores go together; effect is J·d
 * with n − 1 degrees of freedom, its limits those of d by Bonett (2008),
 * d ± z·se. No interval for fewer than two pairs and for equal changes, no
 * effect for fewer than three. */
int coh_difference_paired(const struct coh_side *later,
                          const struct coh_side *earlier,
                          const struct coh_side *change, double level,
                          struct coh_difference *out,
                          struct coh_error *err) COH_MUST_CHECK;

/* The two-sided p of t; NAN where there is none. */
double coh_difference_p(const struct coh_difference *d);

/* J = Γ(v/2) / (√(v/2)·Γ((v−1)/2)), which takes out the bias of d (Hedges
 * 1981), v > 1; within 1e-12. */
double coh_difference_correction(double v);

/* The least true difference, in standard deviations, that a two-sided t test
 * at 1 − level would show with the probability `power`: its noncentrality,
 * times `unit`, which is √(1/n1 + 1/n2) of two groups with df = n1+n2−2, and
 * 1/√n of pairs with df = n−1; with `unit` a standard error it is in units of
 * the scores. df below 1, which only rounding makes, is 1. Right to 1e-6. */
int
coh_difference_detectable(double df, double unit, double level, double power,
                          double *least, struct coh_error *err) COH_MUST_CHECK;

#endif
