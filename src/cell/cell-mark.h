/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CELL_MARK_H
#define COH_CELL_MARK_H

#include "base/text.h"

/*
 * Decimal marks: 1,204 is more than a thousand or a little more than one, and
 * only its column can tell. So all cells of a column are looked at first, and
 * then each is rewritten with a decimal point.
 *
 *     struct coh_mark_evidence e = {0, 0};
 *     char plain[COH_PLAIN_SIZE];
 *
 *     … coh_cell_mark_look(cell, &e) for each cell
 *     … coh_cell_plain(cell, coh_cell_mark(&e), plain) …
 */

/* What the commas and points of a column's numbers show. 9,5 and 1.204,50
 * can only have a decimal comma; 9.5, 1,204.5 and 1,204,000 only a point;
 * 1,204 can be either. */
struct coh_mark_evidence {
    size_t comma, point;
};

enum coh_mark { COH_MARK_UNKNOWN, COH_MARK_POINT, COH_MARK_COMMA };

/* Count the numbers of one cell: 9,5; 85,5%; <5,5; 28,00 / 30,00; 85,12 B+.
 * Cells with other words in them count for nothing. */
void coh_cell_mark_look(struct coh_span text, struct coh_mark_evidence *e);

/* COMMA or POINT when only one of them was shown, else UNKNOWN. */
enum coh_mark coh_cell_mark(const struct coh_mark_evidence *e);

/* The text with a decimal point in its numbers and without the commas or points
 * between thousands, in `out`. What is no number by that mark stays as it is:
 * 12,34.5 or 9,5 where the mark is a point. `text` itself when it needs no
 * change, has 48 bytes or more, or the mark is UNKNOWN. */
#define COH_PLAIN_SIZE 48
struct coh_span coh_cell_plain(struct coh_span text, enum coh_mark mark,
                               char out[COH_PLAIN_SIZE]);

/* The same where the whole text is a number: a level 2,8 is 2.8, while a list
 * or a text with numbers in it stays as it is. */
struct coh_span coh_cell_plain_whole(struct coh_span text, enum coh_mark mark,
                                     char out[COH_PLAIN_SIZE]);

#endif
