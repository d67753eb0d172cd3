/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_BLANK_H
#define COH_BASE_BLANK_H

#include "base/text.h"

/*
 * Nothing, as exports write it: blanks of every kind, and the words that
 * databases, statistics packages and people put where a value is missing.
 *
 *     s = coh_blank_trim(s);
 *     if (coh_blank_is_word(s)) ...
 */

/* How many bytes the blank at the start of `s` has, 0 when there is none. A
 * blank is the ASCII space, tab, CR, LF, VT, FF, and of Unicode: the no-break
 * space U+00A0, the spaces U+2000 to U+200A (the thin one that French and
 * German put between thousands among them), the zero-width space U+200B, the
 * line separators, U+202F (before PM, in today's date formats), U+205F,
 * U+3000 and the byte order mark U+FEFF, which ends up inside a cell when
 * files are joined. */
size_t coh_blank_length(struct coh_span s);

/* `s` without blanks of any of these kinds at either end. */
struct coh_span coh_blank_trim(struct coh_span s);

/* Does the text say no more than that there is no value? Empty, or, in any
 * case of the letters: NULL, NA, N/A, N/A* (FastBridge), #N/A (a spreadsheet's
 * lookup that found nothing), nan (pandas), a point (SAS, Stata), one to three
 * hyphens (Moodle, ACT), an en or em dash. `s` must be trimmed. What a layout
 * declares for such a text comes before this. */
int coh_blank_is_word(struct coh_span s);

#endif
