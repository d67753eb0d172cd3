/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_CHANGE_H
#define COH_STAT_CHANGE_H

#include <stddef.h>

#include "stat/interval.h"

/*
 * Change between two scores of one student, against the error of both; and
 * what a group that was chosen by its scores gains from nothing.
 *
 *     struct coh_change c;
 *     if (coh_change_reliable(gain, sem1, sem2, 0, 0.95, &c, &why))
 *         …blank, and why.text says why…
 *
 * This is about measurement error: how the same students would score again,
 * not how others would. GSL's error handler must be off.
 */

enum coh_change_verdict {
    COH_CHANGE_CANNOT_TELL,
    COH_CHANGE_UP,
    COH_CHANGE_DOWN,
};

struct coh_change {
    double error; /* S_diff = √(SEM1² + SEM2²) */
    double index; /* reliable change index, (gain − expected)/error */
    struct coh_interval ci;          /* of the gain itself: gain ± z·error */
    enum coh_change_verdict verdict; /* |index| > z, by its sign */
};

/* Reliable change (Jacobson and Truax, Journal of Consulting and Clinical
 * Psychology 59, 1991), with a standard error of measurement of each score's
 * own, and against `expected`: no change is the wrong mark for a growing
 * child. In units of the scores. COH_INPUT, with NAN, when an error is not
 * above 0 or anything is not finite. */
int coh_change_reliable(double gain, double sem_first, double sem_last,
                        double expected, double level, struct coh_change *c,
                        struct coh_error *err) COH_MUST_CHECK;

/* SEM = sd·√(1 − reliability), in units of sd; NAN unless 0 < sd and
 * 0 ≤ reliability < 1. */
double coh_change_sem(double sd, double reliability);

/* What a group chosen by its first score gains on the second for no reason
 * but chance (regression to the mean): (1 − reliability)·(mean of all −
 * mean of the group), both at the first occasion (Kelley 1947). */
double
coh_change_from_nothing(double mean_all, double mean_group, double reliability);

/* P(at least one of `n` students who did not change is flagged) =
 * 1 − level^n, when their errors are independent. */
double coh_change_any_false(size_t n, double level);

#endif
