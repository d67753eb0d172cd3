/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STUDENT_H
#define COH_STORE_STUDENT_H

#include "base/date.h"
#include "base/notes.h"
#include "base/text.h"
#include "result/roster.h"
#include "store/store.h"

/*
 * The roster in the store: the team's students, their ids in each system, and
 * what is said of them (section, grade, …) with the days from and to which it
 * holds. The roster in memory, against which an export's ids are matched, is
 * result/roster.h; coh_student_roster fills it.
 *
 *     struct coh_roster roster = COH_ROSTER_INIT;
 *
 *     if (coh_student_roster(&store, &roster, err))
 *         goto out;
 *     ... coh_roster_find(&roster, cell, &at) ...
 */

/* A named text: an id in a system, or an attribute. */
struct coh_student_value {
    struct coh_span name, value;
};

/* An attribute with days of its own; COH_DATE_NONE: as the import's days say,
 * and open. */
struct coh_student_span {
    struct coh_span name, value;
    coh_date from, to;
};

/* One row of a roster file. Spans stay the caller's. */
struct coh_student {
    size_t line;                     /* for messages */
    struct coh_span student_id;      /* blank: the row is set aside */
    struct coh_span name;            /* bytes NULL: the file does not say */
    coh_date active_from, active_to; /* COH_DATE_NONE: open */
    int says_active_from, says_active_to; /* else what is held stays */
    const struct coh_student_value *identifier;
    size_t identifiers;
    const struct coh_student_value *attribute;
    size_t attributes;
    const struct coh_student_span *span; /* instead of an attribute of */
    size_t spans;                        /* their name */
    int aside;  /* set by coh_student_import: nothing was taken from the row */
    int active; /* set by it: the student is active on days.change */
};

/* From which day the attributes hold. */
struct coh_student_days {
    coh_date first;  /* an attribute that the student did not have */
    coh_date change; /* a value that differs from the one held */
};

struct coh_student_outcome {
    size_t added, known; /* students */
    size_t set_aside;    /* rows without an id, or with one that stood before */
    size_t adopted; /* results, kept apart so far, whose student is known now */
};

/* Take a roster in, in one transaction: new students are added, known ones
 * brought up to date, nobody is removed. A student_id that fits exactly one
 * known student but for leading zeros is that student, noted; one that fits
 * several is set aside. A blank id keeps what is held, an id that differs
 * replaces it; an id that another student has is left out with a note. A blank
 * attribute ends on the day before days.change. What was set aside or left out
 * stands in `notes` with its line, and so do the students of the store who are
 * active on days.change and in no row. Results whose id was on no roster are
 * given to their student. COH_INPUT: n is 0, or every row was set aside;
 * nothing is changed then. */
int
coh_student_import(struct coh_store *store, struct coh_student *student,
                   size_t n, struct coh_student_days days,
                   struct coh_student_outcome *outcome, struct coh_notes *notes,
                   struct coh_error *err) COH_MUST_CHECK;

/* Add every student and every id of the store to `roster`. */
int coh_student_roster(struct coh_store *store, struct coh_roster *roster,
                       struct coh_error *err) COH_MUST_CHECK;

struct coh_student_query {
    coh_date day;                /* attributes as of this day */
    int everyone;                /* else those active on that day */
    const struct coh_span *with; /* attributes, systems, "alias", "name", … */
    size_t withs;
};

struct coh_student_row {
    struct coh_span student_id, name;
    coh_date active_from, active_to;
    int active;                  /* on the day of the query */
    const struct coh_span *with; /* one a name asked for; "" where unknown;
                                    several aliases split by "; " */
};

/* Each student, ordered by student_id. Spans live until the callback returns;
 * it returns 0 to go on, -1 with err set to stop. COH_INPUT: nobody on the
 * roster has anything of a name in `with`; the message lists the names. */
int
coh_student_list(struct coh_store *store, const struct coh_student_query *query,
                 int (*row)(void *context,
                            const struct coh_student_row *student,
                            struct coh_error *err),
                 void *context, struct coh_error *err) COH_MUST_CHECK;

#endif
