/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CELL_GRADE_H
#define COH_CELL_GRADE_H

#include "base/blank.h"

/*
 * Letter grades: A to F, with a plus or a minus (an ASCII hyphen or U+2212).
 * Capitals alone: `5 d` are days. No grade is turned into a number, for what a
 * letter is worth is each school's own.
 */

/* Is all of the text a letter grade: A, B+, C-? */
int coh_cell_grade_is(struct coh_span text);

/* How many bytes at the end of the text are a letter grade behind something
 * else, the blanks and parentheses around it included: " B+" of `85.12 B+`,
 * " (B+)" of `85.12 (B+)`. 0 when there is none. The text must be trimmed. */
size_t coh_cell_grade_length(struct coh_span text);

/* The grade without blanks and parentheses, where the length is not 0. */
struct coh_span coh_cell_grade(struct coh_span text);

#endif
