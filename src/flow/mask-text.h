/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_MASK_TEXT_H
#define COH_FLOW_MASK_TEXT_H

#include "table/table.h"

/*
 * Text in which people may be named, by what the cells of a column look like.
 */

/* Are there twelve different values at most, each of two students or more, but
 * for numbers, dates, yes and no, words for no score, and single short marks?
 * `student` is the column of students. */
int
coh_mask_is_shared(const struct coh_table *t, size_t column, size_t student);

/* Can the text of a column name a student? Not where values are shared, and
 * not in one whose name says that it is harmless (mask-name.h). */
int coh_mask_can_name(const struct coh_table *t, size_t column, size_t student);

/* Does a cell of five words or more stand there, in values that are not
 * shared? */
int
coh_mask_is_sentence(const struct coh_table *t, size_t column, size_t student);

/* Is it a column for free text by its name: comment, notes, answer …? */
int coh_mask_is_free_name(struct coh_span name);

/* Does the cell say yes, no or nothing? Such a cell names nobody, also in a
 * column called photo or parent. */
int coh_mask_is_flag(struct coh_span cell);

#endif
