/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_AUDIT_H
#define COH_PRIVACY_AUDIT_H

#include "privacy/problem.h"

/*
 * The audit of many patterns of one problem: is what must not be seen safe, and
 * where not, which shown sums give it away?
 *
 * A *guard* is one thing to keep: as far as the reader can compute, sum `at`
 * can reach `high`, and its bounds are `width` apart. Of rule 4 for each small
 * sum; of rule 5 for each small sum and each reader who is alone in another;
 * and a sum that was hidden elsewhere must not be known exactly.
 *
 * Whole tables that were found for one pattern are kept: each agrees with what
 * any pattern shows that hides the sums in which it differs from the truth. So
 * most guards of the next pattern are answered without a new question.
 *
 *     struct coh_privacy_audit *a = coh_privacy_audit_new(p, err);
 *     if (!a) …
 *     coh_privacy_audit_pattern(a, hidden);
 *     if (coh_privacy_audit_next(a, &guard, err)) …
 *     if (guard < coh_privacy_audit_guards(a)) … not safe: guard
 */

struct coh_privacy_guard {
    size_t at;
    size_t known; /* the reader knows this sum too; SIZE_MAX: none */
    int64_t high, width;
    int wish; /* kept where it can be, no reason to refuse */
    int off;  /* given up */
};

struct coh_privacy_audit;

/* The problem must outlive it. NULL on failure. */
struct coh_privacy_audit *
coh_privacy_audit_new(const struct coh_privacy_problem *p,
                      struct coh_error *err);

size_t coh_privacy_audit_guards(const struct coh_privacy_audit *a);
struct coh_privacy_guard *
coh_privacy_audit_guard(struct coh_privacy_audit *a, size_t guard);

/* From now on about this pattern (copied): hidden[sum] not 0. */
void coh_privacy_audit_pattern(struct coh_privacy_audit *a,
                               const unsigned char *hidden);

/* The first guard from *guard on that is not kept (`off` ones are passed over);
 * the number of guards when all are. */
int coh_privacy_audit_next(struct coh_privacy_audit *a, size_t *guard,
                           struct coh_error *err) COH_MUST_CHECK;

/* One guard. Where it is not kept and `rests` is not NULL: rests[sum] = 1 of
 * the shown sums that give it away; with all others hidden it would not be kept
 * either (all sums, where only whole numbers tell). */
int coh_privacy_audit_keeps(struct coh_privacy_audit *a, size_t guard,
                            int *kept, unsigned char *rests,
                            struct coh_error *err) COH_MUST_CHECK;

/* Questions put to the attack, each times the size of its problem; patterns. */
uint64_t coh_privacy_audit_work(const struct coh_privacy_audit *a);
uint64_t coh_privacy_audit_patterns(const struct coh_privacy_audit *a);

void coh_privacy_audit_free(struct coh_privacy_audit *a);

#endif
