/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_ROSTER_H
#define COH_RESULT_ROSTER_H

#include "base/date.h"
#include "base/text.h"

/*
 * The roster in memory: who the team's students are and by which ids the
 * systems know them. It is what an export's ids are matched against; where it
 * comes from (the store) is not its business.
 *
 *     struct coh_roster roster = COH_ROSTER_INIT;
 *     ... coh_roster_add(...), coh_roster_add_identifier(...)
 *     if (coh_roster_find(&roster, coh_span_of("812"), &hit) ==
 *         COH_MATCH_ZEROS) ... hit is 00812
 *     coh_roster_release(&roster);
 */

struct coh_roster_student {
    const char *student_id;          /* the team's own id, text */
    const char *name;                /* may be "" */
    coh_date active_from, active_to; /* COH_DATE_NONE: open */
};

struct coh_roster {
    struct coh_roster_student *student;
    size_t n, capacity;
    struct coh_roster_identifier *identifier; /* every id of every student */
    size_t identifiers, identifier_capacity;
    size_t *index; /* open addressing by hash of the identifier */
    size_t index_size;
    struct coh_arena arena;
};

#define COH_ROSTER_INIT                          \
    {                                            \
        .student = NULL, .arena = COH_ARENA_INIT \
    }

enum coh_match {
    COH_MATCH_NONE,
    COH_MATCH_EXACT,
    COH_MATCH_ZEROS,     /* only after leading zeros were passed over */
    COH_MATCH_AMBIGUOUS, /* several students fit: nobody is chosen */
};

/* Add a student; *at becomes its place. COH_INPUT when the id stands there
 * already. Texts are copied. */
int
coh_roster_add(struct coh_roster *roster, struct coh_span student_id,
               struct coh_span name, coh_date active_from, coh_date active_to,
               size_t *at, struct coh_error *err) COH_MUST_CHECK;

/* Another id of student `at`, in `system` ("state_id", "email", …). */
int
coh_roster_add_identifier(struct coh_roster *roster, size_t at,
                          struct coh_span system, struct coh_span identifier,
                          struct coh_error *err) COH_MUST_CHECK;

/* Who is it? First by the exact text of any id, then, for digits only,
 * without leading zeros; e-mail addresses without regard to case. *at is set
 * for EXACT and ZEROS. */
enum coh_match coh_roster_find(const struct coh_roster *roster,
                               struct coh_span identifier, size_t *at);

void coh_roster_release(struct coh_roster *roster);

#endif
