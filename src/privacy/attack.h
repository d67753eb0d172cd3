/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_ATTACK_H
#define COH_PRIVACY_ATTACK_H

#include "privacy/problem.h"

/*
 * The attack: from all that is shown, between which numbers must a hidden sum
 * lie? The reader knows every shown sum exactly, and that cells are whole and
 * not negative. The bounds are attained: for each there is a table in whole
 * numbers that agrees with everything shown.
 *
 *     struct coh_privacy_attack *a;
 *     a = coh_privacy_attack_new(&problem, hidden, err);
 *     if (!a || coh_privacy_attack_bounds(a, sum, &low, &high, err)) …
 *     coh_privacy_attack_free(a);
 */

#define COH_PRIVACY_NO_BOUND INT64_MAX

struct coh_privacy_attack;

/* `hidden[sum]` is not 0 where a sum is not shown; sums `aside` are taken as
 * not shown whatever it says. The problem and `hidden` must outlive the attack;
 * after a change of `hidden` make a new one. NULL on failure. */
struct coh_privacy_attack *
coh_privacy_attack_new(const struct coh_privacy_problem *p,
                       const unsigned char *hidden, struct coh_error *err);

/* The least and the greatest number that sum `at` can be; *high is
 * COH_PRIVACY_NO_BOUND where there is none. *proved is 0 where whole-number
 * bounds could not be settled within the work allowed: then the interval
 * given is one that surely can be told apart from the true bounds by nobody
 * (the narrowest found witnesses), never wider than the truth. */
int coh_privacy_attack_bounds(struct coh_privacy_attack *a, size_t at,
                              int64_t *low, int64_t *high, int *proved,
                              struct coh_error *err) COH_MUST_CHECK;

/* The same for a reader who, besides, knows the true count of sum `known`
 * (its only student, say). */
int
coh_privacy_attack_knowing(struct coh_privacy_attack *a, size_t known,
                           size_t at, int64_t *low, int64_t *high, int *proved,
                           struct coh_error *err) COH_MUST_CHECK;

void coh_privacy_attack_free(struct coh_privacy_attack *a);

#endif
