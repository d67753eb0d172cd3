/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_AGREEMENT_H
#define COH_STAT_AGREEMENT_H

#include <stddef.h>

#include "base/error.h"

/*
 * How far the answers to one question agree, and how far those of people who
 * answer at random would.
 *
 *     struct coh_agreement_random random = COH_AGREEMENT_RANDOM_INIT;
 *     double a = coh_agreement(count, 5);
 *     if (coh_agreement_random_fill(&random, n, 5, 0.05, seed, err))
 *         return -1;
 *     if (coh_agreement_reaches(a, random.benchmark))
 *         … at most 5 % of such teams agree as far at random …
 *     coh_agreement_random_release(&random);
 *
 * Answers are counts of k ordered options, the lowest first.
 */

enum {
    COH_AGREEMENT_OPTIONS = 11,    /* most options: 0 to 10 */
    COH_AGREEMENT_EXACT = 1000000, /* most compositions to enumerate */
    COH_AGREEMENT_DRAWS = 99999,   /* random teams where there are more */
};

/*
 * Van der Eijk's A (Quality & Quantity 35:325, 2001), from −1 (half at either
 * end) over 0 (all options alike) to 1 (all answers the same).
 *
 * The counts are peeled into layers of equal height: the layer of the options
 * chosen at all, as high as the rarest of them, then what is left, and so on.
 * A layer in which S of k options stand has
 *     A = U (1 − (S − 1)/(k − 1)),
 *     U = ((k − 2) TU − (k − 1) TDU)/((k − 2)(TU + TDU)),
 * TU the triples of options that read 110 or 011, TDU those that read 101;
 * U = 1 where S = 1. A is the mean over the layers, each weighted by its
 * answers. It is the same when the order of the options is turned round, and
 * for doubled answers.
 *
 * NAN (undefined) without answers, under 3 options (two have no shape) and
 * above COH_AGREEMENT_OPTIONS.
 */
double coh_agreement(const size_t *count, size_t k);

/* Is a ≥ b, but for rounding? 0 when either is undefined. */
int coh_agreement_reaches(double a, double b);

/*
 * A of n people who choose each of the k options with probability 1/k,
 * independently. All C(n + k − 1, k − 1) compositions are enumerated with
 * their multinomial weights; where there are more than COH_AGREEMENT_EXACT,
 * COH_AGREEMENT_DRAWS teams are drawn (GSL, mt19937), and a tail with b of B
 * draws is (b + 1)/(B + 1).
 */
struct coh_agreement_random {
    size_t n, k;
    int exact;
    double benchmark; /* smallest v with P(A ≥ v) ≤ level; NAN: none */
    double chance;    /* P(A ≥ benchmark) */
    double mean, sd;  /* of A */
    double *value;    /* all values of A that occur, the largest first */
    double *weight;   /* the probability of each */
    size_t values, capacity;
};

#define COH_AGREEMENT_RANDOM_INIT \
    {                             \
        .value = NULL             \
    }

/* Fill `r`, which is empty; the caller releases it, also after a failure.
 * `level` is above 0 and below 1; `seed` matters only where it is not exact.
 * COH_INPUT for n = 0 and for a k that has no A. */
int coh_agreement_random_fill(struct coh_agreement_random *r, size_t n,
                              size_t k, double level, unsigned long seed,
                              struct coh_error *err) COH_MUST_CHECK;

/* P(A ≥ a) and P(A ≤ a). */
double coh_agreement_at_least(const struct coh_agreement_random *r, double a);
double coh_agreement_at_most(const struct coh_agreement_random *r, double a);

void coh_agreement_random_release(struct coh_agreement_random *r);

#endif
