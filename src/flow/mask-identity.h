/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_MASK_IDENTITY_H
#define COH_FLOW_MASK_IDENTITY_H

#include "base/notes.h"
#include "table/table.h"

/*
 * What tells who a student is: by the name of a column, and by what its cells
 * look like. Names are compared word by word: see mask-name.h.
 */

/* Does a column of this name tell who a student is (or a parent)? */
int coh_mask_is_identity(struct coh_span name);

/* Does the text hold an e-mail address, or a handle with an @ inside? */
int coh_mask_is_address(struct coh_span s);

/* Are the cells of a column addresses; or, in three rows or more, numbers of
 * five digits and more, all of one length and each another? */
int coh_mask_reads_as_ids(const struct coh_table *t, size_t column);

/* Is nearly each value of a column (4 of 5, and 3 at least) that of one student
 * at most, so that it names them, whatever it is called? `count` is the column
 * of students; rows are held together that agree in the columns with a mark in
 * `same`. Looks at the first 200 rows. */
int coh_mask_is_one_each(const struct coh_table *t, size_t column, size_t count,
                         const unsigned char *same);

/* Does a column of this name hold single results, so that its values would be
 * somebody's? */
int coh_mask_is_result(struct coh_span name);

/* A note: `words`, then the names of all columns with a mark in `which`; none
 * when no column has one. */
int coh_mask_say_columns(struct coh_notes *notes, enum coh_note_level level,
                         const struct coh_header *header,
                         const unsigned char *which, const char *words,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
