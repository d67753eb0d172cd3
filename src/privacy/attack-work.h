/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_ATTACK_WORK_H
#define COH_PRIVACY_ATTACK_WORK_H

#include "privacy/attack.h"
#include "solve/bounds.h"

/*
 * The inside of an attack, for the audit alone: one question at a time, the
 * table that answers it, and the shown sums that the answer rests on.
 */

#define COH_PRIVACY_NOBODY SIZE_MAX

struct coh_privacy_asked {
    enum coh_bounds_end end;
    int64_t value; /* FOUND: attained by whole numbers */
    int64_t limit; /* if `limited`: no numbers are beyond, broken or whole */
    int limited;
    const int64_t *table; /* how many are in each cell, or NULL; the attack's
                             until the next question */
};

/* What is the least or greatest that sum `at` can be, for a reader who also
 * knows sum `known` (COH_PRIVACY_NOBODY: no other)? `effort` as of
 * coh_bounds_find. COH_INPUT where no counts fit what is shown. */
int coh_privacy_ask(struct coh_privacy_attack *a, size_t known, size_t at,
                    enum coh_bounds_side side, enum coh_bounds_effort effort,
                    struct coh_privacy_asked *f,
                    struct coh_error *err) COH_MUST_CHECK;

/* The shown sums that the last `limit` rests on: rests[sum] becomes 1. With all
 * others hidden it would be no wider. */
void coh_privacy_rests(struct coh_privacy_attack *a, unsigned char *rests);

/* Is the sum seen by the reader, `hidden` or not? */
int coh_privacy_is_shown(const struct coh_privacy_problem *p,
                         const unsigned char *hidden, size_t sum);

#endif
