/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STUDENT_SHEET_H
#define COH_STORE_STUDENT_SHEET_H

#include "base/date-order.h"
#include "store/student.h"
#include "table/table.h"

/*
 * A roster as a table: which column says what of a student.
 *
 * student_id must be there; name, active_from and active_to may be. A column
 * whose name ends in _id, and `email`, holds ids in the system of that name.
 * Every other column is an attribute: section, grade, home_language, …
 *
 *     struct coh_student_sheet sheet = COH_STUDENT_SHEET_INIT;
 *
 *     if (coh_student_sheet_read(&sheet, &table, &notes, err) ||
 *         coh_student_import(&store, sheet.student, sheet.n, …))
 *         goto out;
 */

struct coh_student_sheet {
    struct coh_student *student; /* its texts are the table's */
    size_t n;
    struct coh_student_value *value; /* those of all students, in one block */
    size_t identifiers, attributes;  /* columns of each kind */
    enum coh_date_order order;       /* of its dates */
};

#define COH_STUDENT_SHEET_INIT \
    {                          \
        .student = NULL        \
    }

/* What a column of this name says. */
enum coh_sheet_meaning {
    COH_SHEET_NOTHING, /* it has no name */
    COH_SHEET_STUDENT_ID,
    COH_SHEET_NAME,
    COH_SHEET_FROM,
    COH_SHEET_TO,
    COH_SHEET_IDENTIFIER,
    COH_SHEET_ATTRIBUTE,
};

enum coh_sheet_meaning coh_student_sheet_meaning(struct coh_span name);

/* A row whose active_from or active_to is no date, or ends before it begins,
 * is left out with a note; so are columns without a name. Dates are ISO, or
 * such as 8/24/2026 in the order that both columns show. COH_INPUT: no column
 * student_id, a name that stands twice, or dates that show no order. */
int
coh_student_sheet_read(struct coh_student_sheet *sheet,
                       const struct coh_table *table, struct coh_notes *notes,
                       struct coh_error *err) COH_MUST_CHECK;

/* "112 students, 110 of them active, in 4 sections; 2 have no section; 1 has
 * no state id: Abdi, Inés (00812)": of the rows that coh_student_import took,
 * added to `text`. Who is not active counts in no section and lacks no id; of
 * those without an id the first three are named. */
int coh_student_sheet_tell(const struct coh_student_sheet *sheet,
                           struct coh_text *text,
                           struct coh_error *err) COH_MUST_CHECK;

void coh_student_sheet_release(struct coh_student_sheet *sheet);

#endif
