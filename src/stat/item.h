/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_ITEM_H
#define COH_STAT_ITEM_H

#include <stddef.h>

#include "stat/interval.h"

/*
 * Items: how hard each question of a test is, and whether those who do well on
 * the rest of the test get it.
 *
 *     struct coh_item_scores s = {score, full, rows, items};
 *     struct coh_item out;
 *     coh_item_analyse(&s, i, 0.95, &out);
 *     … out.difficulty, out.point_biserial …
 *
 * It knows of files, names and forms nothing: a matrix of points comes in. An
 * item that was not answered is NAN and is left out, of the item and of the
 * rest score alike; it is never a 0. What is not defined is NAN, which is
 * printed as a blank, and `…_why` says why. GSL's error handler must be off.
 */

/* A row is one student's sitting of the test. The arrays stay the caller's. */
struct coh_item_scores {
    const double *score; /* rows × items, row by row; NAN: not answered */
    const double *full;  /* full score of each item, above 0; NAN: unknown */
    size_t rows, items;
};

struct coh_item {
    size_t n;           /* answers */
    size_t missing;     /* rows without one */
    int right_or_wrong; /* each answer earned nothing or the full score */
    double difficulty;  /* 0: nobody earned a point; 1: all earned all */
    struct coh_interval difficulty_ci;
    const char *difficulty_why;          /* why it is NAN; else NULL */
    const char *difficulty_interval_why; /* of the interval */
    size_t pairs; /* answers that have a rest score beside them */
    double point_biserial;
    struct coh_interval point_biserial_ci;
    const char *point_biserial_why;
    const char *point_biserial_interval_why;
};

/* Item number `item` at the confidence `level`, above 0 and below 1.
 *
 * difficulty: the mean share of the full score, Σ x/full / n. Where all
 * answers are right or wrong its interval is Wilson's; with partial credit
 * Student's of the mean share, cut at 0 and 1 where no share lies beyond.
 *
 * point_biserial: Pearson's correlation of the item's points with the rest
 * score, so that an item does not correlate with itself ("corrected";
 * Henrysson, Psychometrika 28, 1963). Its interval is Fisher's,
 * tanh(artanh r ± z/√(n − 3)) (Metron 1, 1921), which for points of 0 and 1
 * is an approximation; from 4 pairs on. */
void coh_item_analyse(const struct coh_item_scores *s, size_t item,
                      double level, struct coh_item *out);

/* The rest score of a row: earned over possible points on the items other
 * than `item` that the row answered; in a row that answered all it is the
 * total without the item, but for a factor. Where a full score is not known
 * it is points an answered item. NAN without such an item. */
double coh_item_rest(const struct coh_item_scores *s, size_t row, size_t item);

/* Are all full scores known, so that rest scores are shares from 0 to 1? */
int coh_item_rest_is_share(const struct coh_item_scores *s);

#endif
