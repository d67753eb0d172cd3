/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_MASK_STUDENTS_H
#define COH_FLOW_MASK_STUDENTS_H

#include "cli/tool.h"

/*
 * A table whose rows are students, without their names.
 *
 *     struct coh_mask_students ask = {.key = "../team.key"};
 *     rc = coh_mask_students(run, &ask, err);
 *
 * The student column (--student) keeps its name and holds pseudonyms or codes.
 * Columns that name students or their families are left out and said; free text
 * is refused, because people are named in it, unless somebody who read it says
 * so; a cell that holds its own student's id or name is refused in any case.
 */

struct coh_mask_students {
    const char *key;   /* the file of --pseudonyms, or NULL */
    const char *codes; /* the list of --codes: code, student_id; or NULL */
    const char *keep_text;
};

int coh_mask_students(struct coh_run *run, const struct coh_mask_students *ask,
                      struct coh_error *err) COH_MUST_CHECK;

int coh_mask_make_key(struct coh_run *run, const char *path,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
