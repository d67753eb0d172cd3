/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CELL_NUMBER_H
#define COH_CELL_NUMBER_H

#include "base/blank.h"
#include "base/decimal.h"

/*
 * Numbers as cells hold them, with a decimal point. Commas are the business of
 * cell-mark.h: whether 1,204 has one mark or the other, its column must tell.
 */

/* The number as a plain decimal, 20.00 as 20, in `out`: an ASCII sign or the
 * minus sign U+2212, digits, a point, digits; and thousands in groups of three
 * behind an apostrophe (1'204, also U+2019) or a blank that is not ASCII, the
 * same mark throughout and no zero first. With an ASCII space it is no number:
 * `19 915` stands in real packed cells, where it is two. No exponent: none is
 * written by an export of scores. Blanks around it do not count.
 * Returns -1 when it is no such number, or has more than 18 digits; 1 when it
 * had groups, so that the caller keeps the text; else 0. */
int
coh_cell_number(struct coh_span text, char out[COH_NUMBER_SIZE]) COH_MUST_CHECK;

/* Is the text a number in scientific notation? */
int coh_cell_number_is_scientific(struct coh_span text);

#endif
