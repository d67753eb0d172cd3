/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STUDENT_ATTRIBUTE_H
#define COH_STORE_STUDENT_ATTRIBUTE_H

#include "store/student.h"
#include "table/columns.h"

/*
 * What is said of a student (section, grade, group, …), with the days on
 * which it holds. The spans of one attribute of one student never overlap,
 * and both days of a span belong to it. A part of student.h; the caller has
 * begun a transaction.
 */

struct coh_student_attribute {
    struct coh_span student_id, name, value; /* a blank value ends it */
};

/* From days.change on, up to where another value already begins; a first value
 * from days.first. The value that held ends the day before. */
int coh_student_attribute_write(struct coh_store *store,
                                const struct coh_student_attribute *a,
                                struct coh_student_days days,
                                struct coh_error *err) COH_MUST_CHECK;

/* From one day to the other, whatever held on them; what reached beyond goes
 * on behind it. */
int
coh_student_attribute_span(struct coh_store *store,
                           const struct coh_student_attribute *a, coh_date from,
                           coh_date to, struct coh_error *err) COH_MUST_CHECK;

/* The names of all attributes that anybody ever had, in order of bytes, into
 * `names`, which is empty. */
int coh_student_attribute_names(struct coh_store *store, struct coh_list *names,
                                struct coh_error *err) COH_MUST_CHECK;

#endif
