/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_FIELD_NOTE_H
#define COH_RESULT_FIELD_NOTE_H

#include "table/writer.h"

/*
 * The field note: what somebody saw, heard or read of a student, on a day, in
 * words, with codes. It is the second kind of row that flows between the
 * tools; every layer that speaks of a note means these columns, in this order.
 *
 *     struct coh_field_note n = COH_FIELD_NOTE_INIT;
 *     n.cell[COH_FIELD_NOTE_STUDENT_ID] = coh_span_of("00812");
 *     n.cell[COH_FIELD_NOTE_TEXT] = coh_span_of("Drew a number line");
 *     if (coh_field_note_check(&n, err)) …
 *
 * All cells are text, a blank cell is an empty span, and the spans belong to
 * whoever filled them. `codes` holds codes split by `;`, see result/codes.h.
 */

enum coh_field_note_column {
    COH_FIELD_NOTE_STUDENT_ID, /* text: 00812 stays 00812 */
    COH_FIELD_NOTE_DATE,       /* ISO 8601, or blank */
    COH_FIELD_NOTE_AUTHOR_ROLE,
    COH_FIELD_NOTE_SOURCE,
    COH_FIELD_NOTE_TEXT, /* may be blank where there is a code */
    COH_FIELD_NOTE_CODES,
    COH_FIELD_NOTE_SHAREABLE, /* yes or no */
    COH_FIELD_NOTE_COLUMNS
};

struct coh_field_note {
    struct coh_span cell[COH_FIELD_NOTE_COLUMNS];
};

#define COH_FIELD_NOTE_INIT \
    {                       \
        .cell = { {"", 0} } \
    }

/* "student_id", "date", … */
const char *coh_field_note_column_name(enum coh_field_note_column column);

/* What a cell says of sharing: 1 for yes, y, true, t, 1, x, ok and shareable,
 * 0 for no, n, false, f, 0, private and a blank, whatever the case; -1 for any
 * other text. */
int coh_field_note_shareable(struct coh_span cell);

/* Is the row one that may flow? A student_id, a text or a code, a date that is
 * ISO or blank, and yes or no are there. COH_INPUT naming column and value. */
int coh_field_note_check(const struct coh_field_note *n,
                         struct coh_error *err) COH_MUST_CHECK;

/* Declare the columns; others may follow. */
int coh_field_note_write_columns(struct coh_writer *w,
                                 struct coh_error *err) COH_MUST_CHECK;

#endif
