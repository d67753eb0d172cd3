/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STUDENT_SET_H
#define COH_STORE_STUDENT_SET_H

#include "store/student.h"

/*
 * Changing what the roster says, without a roster file: of named students, or
 * one attribute of many, such as the group that each is in from a day on.
 * Both are one transaction: all or nothing.
 *
 *     struct coh_student_change c = {.alias = &alias, .aliases = 1};
 *     struct coh_student_changed done;
 *     if (coh_student_set(&store, &id, 1, &c, &done, &notes, err)) …
 */

/* What to change; what is NULL or 0 stays as it is. */
struct coh_student_change {
    struct coh_span name; /* bytes NULL: stays */
    int says_active_from, says_active_to;
    coh_date active_from, active_to;            /* COH_DATE_NONE: open */
    const struct coh_student_value *identifier; /* in the system of its name; */
    size_t identifiers;                         /* a blank one is removed */
    const struct coh_span *alias;
    size_t aliases;
    const struct coh_span *dropped; /* aliases that are none any more */
    size_t drops;
    const struct coh_student_value *attribute; /* a blank one ends */
    size_t attributes;
    coh_date from, to; /* of the attributes; to COH_DATE_NONE: open */
};

struct coh_student_changed {
    size_t students, attributes;
    size_t adopted;  /* results, kept apart so far, that found their student */
    size_t released; /* results that a dropped alias keeps apart again */
    size_t unknown;  /* rows of no student */
};

/* Change each of the students, who may be named by any id. An alias or id that
 * is another student's is COH_INPUT, and so are a student who is not on the
 * roster and a dropped alias that the student does not have. Results that were
 * kept apart under a new id or alias find their student; results that came by
 * a dropped alias are kept apart again. */
int
coh_student_set(struct coh_store *store, const struct coh_span *who, size_t n,
                const struct coh_student_change *change,
                struct coh_student_changed *changed, struct coh_notes *notes,
                struct coh_error *err) COH_MUST_CHECK;

/* One row of a list: a student by any id, and the attributes as named. */
struct coh_student_line {
    size_t line; /* for messages */
    struct coh_span id;
    const struct coh_span *value; /* one a name */
};

/* Set attributes of many, as coh_student_set does. A row without an id, of
 * nobody on the roster, or of whom an earlier row spoke is left out and asks
 * for a look; who is active and in no row keeps what holds, which is said.
 * COH_INPUT: no row is left. */
int
coh_student_set_lines(struct coh_store *store,
                      const struct coh_student_line *line, size_t n,
                      const struct coh_span *name, size_t names, coh_date from,
                      coh_date to, struct coh_student_changed *changed,
                      struct coh_notes *notes,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
