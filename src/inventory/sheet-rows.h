/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_SHEET_ROWS_H
#define COH_INVENTORY_SHEET_ROWS_H

#include "base/date-order.h"
#include "table/table.h"

/*
 * The rows of a sheet, held in memory: which of day and month stands first in
 * 3/4/2026 is known only once all dates of the sheet were seen. A part of
 * sheet.h, for its two kinds of sheets.
 */

/* A row as the record it was; it lives as long as the table. */
struct coh_record coh_sheet_rows_at(const struct coh_table *t, size_t row);

/* Note, to be looked at, that cells look as --spreadsheet writes them: an
 * apostrophe before what a spreadsheet would run. */
int coh_sheet_rows_note_guards(const struct coh_table *t, const char *file,
                               struct coh_notes *notes,
                               struct coh_error *err) COH_MUST_CHECK;

/* Count what the dates of a column show. */
void coh_sheet_rows_look(const struct coh_table *t, size_t column,
                         struct coh_date_evidence *e);

/* A date in ISO form, in `out`; a cell that is no date as it stands. */
struct coh_span
coh_sheet_rows_date(struct coh_span cell, enum coh_date_order order,
                    char out[COH_DATE_SIZE]);

#endif
