/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_ACCOUNT_H
#define COH_INTAKE_ACCOUNT_H

#include "intake/intake.h"
#include "table/writer.h"

/*
 * The accounting of a file that was taken in, in words and as a table.
 */

/* "gradebook.csv   canvas-gradebook   112 records used, 3 by rule, 1 set
 * aside; 1120 results: 1106 scored, 9 missing, 5 excused", added to `text`.
 * `file` is its name without the folder. */
int
coh_account_line(const struct coh_intake_account *account, const char *file,
                 struct coh_text *text, struct coh_error *err) COH_MUST_CHECK;

/* The columns file, layout, records, used, by_rule, set_aside, cells,
 * results, blank and statuses ("92 scored, 5 not assigned"). */
int
coh_account_columns(struct coh_writer *w, struct coh_error *err) COH_MUST_CHECK;

/* One row of them. */
int coh_account_row(struct coh_writer *w, const char *file,
                    const struct coh_intake_account *account,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
