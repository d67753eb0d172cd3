/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STUDENT_KNOWN_H
#define COH_STORE_STUDENT_KNOWN_H

#include "store/student.h"

/*
 * Whom the rows of a roster speak of: a student of the store, one whose id
 * lost its leading zeros in a spreadsheet, or a new one; and which students
 * of the store no row speaks of. A part of student.h, which documents it;
 * only coh_student_import uses it.
 */

struct coh_student_known {
    struct coh_roster held;  /* the store's students, by student_id alone */
    struct coh_roster taken; /* those of the rows that are taken */
    size_t *row;             /* the row of each of `taken` */
    size_t capacity;
};

#define COH_STUDENT_KNOWN_INIT                             \
    {                                                      \
        .held = COH_ROSTER_INIT, .taken = COH_ROSTER_INIT, \
    }

/* Read the store's students as they are before the import. */
int
coh_student_known_read(struct coh_student_known *known, struct coh_store *store,
                       struct coh_error *err) COH_MUST_CHECK;

/* Find whom row number `row` speaks of. Its student_id becomes that of the
 * store where only leading zeros differ, which is noted; the text is then
 * `known`'s. *why becomes the reason if the row cannot be taken, else NULL. */
int
coh_student_known_place(struct coh_student_known *known, struct coh_student *s,
                        size_t row, const char **why, struct coh_notes *notes,
                        struct coh_error *err) COH_MUST_CHECK;

/* After the import: mark the rows of `student` whose student is active on
 * `day`, and note (COH_NOTE_FACT) who is active and in no row. */
int
coh_student_known_active(const struct coh_student_known *known,
                         struct coh_store *store, coh_date day,
                         struct coh_student *student, struct coh_notes *notes,
                         struct coh_error *err) COH_MUST_CHECK;

void coh_student_known_release(struct coh_student_known *known);

#endif
