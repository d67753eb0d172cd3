/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_ROSTER_JOIN_H
#define COH_FLOW_ROSTER_JOIN_H

#include "base/date.h"
#include "base/keys.h"
#include "layout/roster-layout.h"
#include "store/student_sheet.h"

/*
 * A roster that comes as several files, put together: users, who of them is a
 * student, which classes they are in from when to when, and what else was
 * asked for of them.
 *
 *     struct coh_roster_join j = COH_ROSTER_JOIN_INIT;
 *
 *     j.file = file, j.n = n, j.today = today, j.notes = notes;
 *     if (coh_roster_join_make(&j, err)) …
 *     … for each of the students' files, widened now: coh_student_sheet_read,
 *     then coh_roster_join_spans, then coh_student_import …
 *     coh_roster_join_release(&j);
 *
 * A class becomes the attribute section: the homerooms, if classes.csv says
 * that there are any, else all, or those that `class_name` names by title,
 * code or sourcedId. A student who is in several of them on one day gets no
 * section, which asks for a look: nobody is there to choose.
 */

struct coh_roster_input {
    char *name; /* of the file */
    enum coh_roster_file kind;
    const char *unruled;    /* as coh_roster_layout_read has it */
    struct coh_table table; /* by the layout */
    size_t looked_at;       /* roster-join.c's own: where it found a row last */
};

/* One student in one class. */
struct coh_roster_enrolment {
    struct coh_span class_name; /* title, or sourcedId */
    coh_date from, to;
    size_t next; /* of the same person, from 1, by day */
};

struct coh_roster_join {
    struct coh_roster_input *file; /* the caller's */
    size_t n;
    const char *const *class_name; /* wanted; none: see above */
    size_t class_names;
    coh_date today;
    struct coh_notes *notes;

    struct coh_keys person; /* of roles and enrolments: students */
    size_t *first;          /* enrolment of a person, from 1 */
    size_t first_capacity;
    struct coh_roster_enrolment *enrolment;
    size_t enrolments, capacity;
    struct coh_student_span *span; /* what coh_roster_join_spans made */
    struct coh_arena arena;
};

#define COH_ROSTER_JOIN_INIT                       \
    {                                              \
        .person.width = 1, .arena = COH_ARENA_INIT \
    }

/* Widen the tables of students by `section` and what was asked for, and leave
 * out who is no student. COH_INPUT: enrolments, roles or demographics without
 * users; users whose roles stand nowhere; a class that was wanted and is
 * nobody's; dates that show no order. */
int coh_roster_join_make(struct coh_roster_join *j,
                         struct coh_error *err) COH_MUST_CHECK;

/* Give the rows of a sheet that was read from a widened table the days of
 * their sections. They stay valid until the next call. */
int coh_roster_join_spans(struct coh_roster_join *j,
                          struct coh_student_sheet *sheet,
                          struct coh_error *err) COH_MUST_CHECK;

void coh_roster_join_release(struct coh_roster_join *j);

#endif
