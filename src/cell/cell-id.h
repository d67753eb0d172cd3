/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CELL_ID_H
#define COH_CELL_ID_H

#include "base/text.h"

/*
 * Ids: text always, 00812 stays 00812. What programs put around an id to keep a
 * spreadsheet from reading it as a number is taken off; nothing else is.
 */

/* The id without blanks of any kind around it. `="00812"` (also with curly
 * quotation marks, which word processors make of them) and `'00812` are
 * 00812, and *was_guarded is 1, for the caller to say; else it is 0. A piece
 * of `text`. */
struct coh_span coh_cell_id(struct coh_span text, int *was_guarded);

/* Is this an id that a spreadsheet turned into 9.90694E+11? */
int coh_cell_id_is_damaged(struct coh_span text);

#endif
