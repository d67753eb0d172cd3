/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CELL_EXCEL_H
#define COH_CELL_EXCEL_H

#include "base/text.h"

/*
 * What a spreadsheet leaves where a score was: it saves what it shows, and the
 * score is gone. The only remedy is a new export.
 */

/* Is it one of these? A day or a time of day, which was 7-2 or 9-0 once: 2-Jul,
 * Jul-02, 7/2/2026, 1/1/1900 0:00, 9:00:00 AM (9:00 alone may be a duration and
 * is none); a number in scientific notation, which was a long id or a string of
 * digits: 1.11E+56; a formula's error: #DIV/0!, #REF!, #VALUE!, #NAME?, #NUM!,
 * #NULL!; a column too narrow for its number: ########. (#N/A is a value that
 * is missing, not one that was lost.) */
int coh_cell_excel_is_damage(struct coh_span text);

#endif
