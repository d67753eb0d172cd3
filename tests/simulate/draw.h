/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_SIMULATE_DRAW_H
#define TESTS_SIMULATE_DRAW_H

#include <gsl/gsl_rng.h>

#include "base/error.h"

/*
 * Classes drawn from populations whose truth is known, the interval that the
 * library gives each, and whether it holds the truth.
 *
 *     struct tally t = {.none = 0};
 *     while (replications--)
 *         if (draw_mean(&row, rng, &t, &err))
 *             return -1;
 *
 * What a, b, c and m mean to a population stands at its function. Each draws
 * one class (or team of sections), adds to the tally, and returns -1 only when
 * memory ends.
 */

enum { SIZES = 3 }; /* of class */

/* What became of the intervals of one row. A replication may have several,
 * one a section: its share is one observation. */
struct tally {
    size_t replications; /* with an interval */
    size_t none;
    double held, squares; /* Σ of the shares, and of their squares */
    double raw, pooled;   /* Σ of squared errors of section means */
};

struct row {
    const char *interval, *population;
    int (*draw)(const struct row *, gsl_rng *, struct tally *,
                struct coh_error *);
    double nominal;
    double a, b, c;       /* of the population: see each draw */
    size_t others[SIZES]; /* m, for each size of class */
    size_t n, m;          /* m: the second group, the items, or the sections */
};

/* Scores of two decimals: normal with mean a and sd b, a share c of them 0;
 * with b = 0 a ceiling, 100 × Beta(a, c). Student's interval of the mean. */
int draw_mean(const struct row *r, gsl_rng *rng, struct tally *t,
              struct coh_error *err);

/* n scores with sd b against m with sd c, their means a apart. Of effects (b
 * and c are alike) the truth is a/b. */
int draw_groups(const struct row *r, gsl_rng *rng, struct tally *t,
                struct coh_error *err);

/* n students twice: a gained, sd b each time, correlation c. The truth of the
 * effect is a/b. m = 1: the gain, 2: the effect. */
int draw_pairs(const struct row *r, gsl_rng *rng, struct tally *t,
               struct coh_error *err);

/* n students who each reach the cut with probability a. */
int draw_rate(const struct row *r, gsl_rng *rng, struct tally *t,
              struct coh_error *err);

/* A group of n with probability a, a reference of m with probability b. */
int draw_rates(const struct row *r, gsl_rng *rng, struct tally *t,
               struct coh_error *err);

/* n weekly probes in whole words: a a week, errors with sd b, each with the
 * correlation c to the one before. m = 1: least squares, 2: Theil and Sen. */
int draw_slope(const struct row *r, gsl_rng *rng, struct tally *t,
               struct coh_error *err);

/* n students, m parallel items: the item scores share an ability, with which
 * they correlate such that two items correlate a. With b they are rounded to
 * right or wrong; then two correlate 2/pi × asin a (Sheppard 1899). */
int draw_alpha(const struct row *r, gsl_rng *rng, struct tally *t,
               struct coh_error *err);

/* The same test: the corrected point-biserial of its first item. */
int draw_item(const struct row *r, gsl_rng *rng, struct tally *t,
              struct coh_error *err);

/* m sections of n, scores with sd b around means that have sd a (tau). All
 * sections of a team count, as one observation. */
int draw_pooled(const struct row *r, gsl_rng *rng, struct tally *t,
                struct coh_error *err);

#endif
