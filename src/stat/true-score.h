/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_TRUE_SCORE_H
#define COH_STAT_TRUE_SCORE_H

#include "base/error.h"

/*
 * True scores: on which side of a cut a student stands, when the score could
 * have come out otherwise on another day.
 *
 *     spread = coh_true_score_spread(sd, sem);
 *     t = coh_true_score(24, sem, mean, spread);
 *     p = coh_true_score_below(&t, 25);
 *     verdict = coh_true_score_verdict(24 - 25, sem, p);
 *
 * With score = true score + error, both normal, the best guess of a true score
 * lies between the score and the mean of the group, by the reliability
 * r = true variance/(true variance + sem²): Kelley's estimate
 * T = r·score + (1 − r)·mean, with the standard error of estimation
 * see = sem·√r, which is sd·√(r(1 − r)) (Kelley 1947; Lord and Novick 1968,
 * 3.7). All in units of the score. Where the spread of true scores is not
 * known the score stands for itself, and see is the sem.
 */

struct coh_true_score {
    double estimate;
    double see; /* standard error of estimation */
};

enum coh_true_score_verdict {
    COH_TRUE_SCORE_BELOW,
    COH_TRUE_SCORE_ABOVE,
    COH_TRUE_SCORE_CLOSE,
    COH_TRUE_SCORE_UNKNOWN /* a number was not known */
};

/* The standard deviation of true scores, √(sd² − sem²). NAN when the error is
 * not smaller than the spread: these scores cannot tell anyone from anyone. */
double coh_true_score_spread(double sd, double sem);

/* The standard error of measurement, sd·√(1 − reliability); NAN when the
 * reliability is not from 0 to 1. */
double coh_true_score_sem(double sd, double reliability);

/* Kelley's estimate; with `spread` NAN the score and its sem. Scores with
 * errors of their own (conditional SEMs) share mean and spread. Score and mean
 * may both be counted from the cut, as differences of decimals, and so is the
 * estimate then: no digits are lost where scores are large. */
struct coh_true_score
coh_true_score(double score, double sem, double mean, double spread);

/* P(true score < cut), Φ((cut − estimate)/see); NAN where a number is NAN or
 * see is not above 0. */
double coh_true_score_below(const struct coh_true_score *t, double cut);

/* What may be said of a score that lies `distance` above the cut (below: less
 * than 0) and whose true score is below it with probability `p`. Too close to
 * call within one sem of the cut, where up to half would be on the other side;
 * also where score and estimate stand on different sides of the cut. */
enum coh_true_score_verdict
coh_true_score_verdict(double distance, double sem, double p);

/* "below", "above", "too close to call"; "" for UNKNOWN. */
const char *coh_true_score_word(enum coh_true_score_verdict verdict);

#endif
