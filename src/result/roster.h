/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_ROSTER_H
#define COH_RESULT_ROSTER_H

#include <stdint.h>

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
    uint64_t name_key;               /* of result/name.h; roster.c's own */
    size_t name_next;                /* another one of this key, from 1 */
};

/* One id of one student, or the part of an address before its @. */
struct coh_roster_identifier {
    enum coh_roster_kind {
        COH_ROSTER_OWN, /* the team's student_id */
        COH_ROSTER_OF_SYSTEM,
        COH_ROSTER_OF_ALIAS,
        COH_ROSTER_LOCAL_PART,
    } kind;
    struct coh_span text;
    uint64_t letters; /* coh_roster_letters */
    size_t student;
};

/* Which letters a text holds, a bit a byte modulo 64: one change of a letter
 * changes two bits at most, so what differs in more need not be compared. */
uint64_t coh_roster_letters(struct coh_span text);

struct coh_roster {
    struct coh_roster_student *student;
    size_t n, capacity;
    struct coh_roster_identifier *identifier; /* every id of every student */
    size_t identifiers, identifier_capacity;
    size_t *index; /* open addressing by hash of the identifier */
    size_t index_size;
    size_t *by_name; /* the same by key of the name: the last student of it */
    size_t by_name_size;
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
    COH_MATCH_ADDRESS,   /* it is an e-mail address up to its @ */
    COH_MATCH_AMBIGUOUS, /* several students fit: nobody is chosen */
};

/* Is one student meant? Then how: "without leading zeros", "by an e-mail
 * address up to the @"; "" for EXACT. */
int coh_match_found(enum coh_match match);
const char *coh_match_words(enum coh_match match);

/* The system of an alias: an id that somebody declared to be the student's,
 * such as one that the student had before. */
#define COH_ROSTER_ALIAS "alias"

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

/* Who is it? First by the exact text of any id; then by an alias; then, for
 * digits only, without leading zeros; then as what stands before the @ of an
 * e-mail address. Addresses are compared without regard to case. *at is set
 * when one student is found; the first of these ways that fits anybody
 * decides, and AMBIGUOUS there is not mended by a later one. */
enum coh_match coh_roster_find(const struct coh_roster *roster,
                               struct coh_span identifier, size_t *at);

/* Whose id is the nearest, and how far is it? The distance is the fewest bytes
 * to insert, drop, replace or swap with their neighbour, where what was
 * swapped is not changed again (restricted Damerau-Levenshtein). Found
 * (EXACT, *at and *distance set) is who has an id at a distance of at most 2
 * and at most a quarter of the longer id, when everybody else is farther away;
 * else AMBIGUOUS. This matches nobody: it is there to be shown. */
enum coh_match
coh_roster_nearest(const struct coh_roster *roster, struct coh_span identifier,
                   size_t *at, size_t *distance);

/* Who has this name, by result/name.h? EXACT with *at set when it fits one
 * student alone, AMBIGUOUS when several. A name is no id: only who asked for
 * this, and is told of it, may be served so. */
enum coh_match coh_roster_find_name(const struct coh_roster *roster,
                                    struct coh_span name, size_t *at);

void coh_roster_release(struct coh_roster *roster);

#endif
