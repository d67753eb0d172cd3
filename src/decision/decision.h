/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_DECISION_DECISION_H
#define COH_DECISION_DECISION_H

#include <stdint.h>

#include "base/date.h"

/*
 * The team's decisions, as a history of entries that is only added to: a
 * decision, its amendments, what came of it. What holds now is the newest
 * decision or amendment of a number, and its newest outcome.
 *
 *     struct coh_decisions all = COH_DECISIONS_INIT;
 *     struct coh_decision d;
 *     size_t at = 0;
 *
 *     … read into `all` …
 *     while (coh_decisions_next(&all, &at, &d))
 *         … d.id, coh_decision_get(d.now, "question") …
 *     coh_decisions_release(&all);
 *
 * A value is a field and a text; a field may have several (evidence,
 * alternatives). The fields: question, concerns, evidence, result_sha256 (the
 * first of the first line of evidence that is a result, of what its pipeline
 * printed on that day, and so on), alternatives, rationale, decision,
 * confidence (low, medium, high), confidence_reason, owner_role,
 * measure_source, measure_what, expected, measure_by, review_on, reason (of an
 * amendment); of an outcome: actual, outcome, outcome_reason, learned, next,
 * next_step; of an entry that took out the name of who was forgotten: redacted.
 */

enum coh_decision_kind {
    COH_DECISION_MADE,
    COH_DECISION_AMENDED,
    COH_DECISION_CLOSED,
    COH_DECISION_REDACTED, /* a forgotten student's name was taken out */
    COH_DECISION_KINDS
};

/* "decided", "amended", "closed", "redacted": as the store keeps them. */
const char *coh_decision_kind_name(enum coh_decision_kind kind);

struct coh_decision_value {
    const char *field, *text;
};

struct coh_decision_entry {
    int64_t entry, id;
    enum coh_decision_kind kind;
    coh_date day;
    struct coh_decision_value *value;
    size_t n, capacity;
};

struct coh_decisions {
    struct coh_decision_entry *entry; /* by id, then by entry */
    size_t n, capacity;
    struct coh_arena arena; /* of all texts */
};

#define COH_DECISIONS_INIT \
    {                      \
        .entry = NULL      \
    }

/* A decision as it stands; all belongs to the list. */
struct coh_decision {
    int64_t id;
    coh_date decided;
    size_t versions;                                /* 1 and its amendments */
    const struct coh_decision_entry *now, *outcome; /* outcome: or NULL */
};

/* Add a blank entry at the end; it may move when the next one is added. NULL
 * when out of memory. */
struct coh_decision_entry *
coh_decisions_add(struct coh_decisions *all, struct coh_error *err);

/* Add a value to an entry of the list; both are copied, a blank text is left
 * out. */
int
coh_decision_add(struct coh_decisions *all, struct coh_decision_entry *entry,
                 const char *field, struct coh_span text,
                 struct coh_error *err) COH_MUST_CHECK;

/* The first value of a field, "" without one. */
const char *
coh_decision_get(const struct coh_decision_entry *entry, const char *field);

/* The next decision behind *at, which begins at 0. 0 at the end. */
int coh_decisions_next(const struct coh_decisions *all, size_t *at,
                       struct coh_decision *d);

/* The decision of a number. 0 when there is none. */
int coh_decisions_find(const struct coh_decisions *all, int64_t id,
                       struct coh_decision *d);

/* COH_INPUT, "no decision 9: …" with the numbers there are. Returns -1. */
int coh_decisions_fail_unknown(const struct coh_decisions *all, int64_t id,
                               struct coh_error *err);

enum coh_decision_status {
    COH_STATUS_OPEN,      /* its review is to come */
    COH_STATUS_DUE,       /* its review is today, or was */
    COH_STATUS_CLOSED,    /* the team has compared */
    COH_STATUS_WITHDRAWN, /* closed with that word: it never held */
    COH_STATUS_KINDS
};

extern const char *const coh_decision_status_name[]; /* ends with NULL */

enum coh_decision_status
coh_decision_status(const struct coh_decision *d, coh_date today);

/* The day of its review; COH_DATE_NONE when it has none. */
coh_date coh_decision_review(const struct coh_decision *d);

void coh_decisions_release(struct coh_decisions *all);

#endif
