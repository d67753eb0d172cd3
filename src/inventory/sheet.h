/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_SHEET_H
#define COH_INVENTORY_SHEET_H

#include "base/date-order.h"
#include "base/notes.h"
#include "inventory/calendar.h"
#include "inventory/entry.h"
#include "table/reader.h"
#include "table/writer.h"

/*
 * Sheets: an inventory or a calendar as a team keeps it, a CSV file with a
 * header. Any of the fields may be there, by name or title, in any order.
 *
 *     struct coh_sheet sheet = COH_SHEET_INIT;
 *     if (coh_sheet_read(&sheet, &inventory, reader, notes, err)) ...
 *     for (i = 0; i < inventory.n; i++)
 *         if (coh_sheet_mark(&sheet, i) & COH_SHEET_CHANGED) ... write it
 *     coh_sheet_release(&sheet);
 *
 * A row changes the entry of its source_id, or makes one. Its cells are taken
 * as they stand, but for blanks at their ends; a blank one clears the field,
 * and what the file has no column for stays. A column that is no field is the
 * team's own: it is kept with the entries under its name. What is left out
 * becomes a note that asks to look, with its line:
 * - a value that does not fit its field, or that is no text in a column of the
 *   team's own: that cell alone, the field stays;
 * - a row without a source_id, with one that is no short name, or with one
 *   that stood in an earlier row of the file: the whole row.
 * A column of the team's own that no entry had is said, and asks to look when
 * its name is near that of a field.
 * Facts, said but no reason to look: a field that was cleared, a derived field
 * that follows from others (never read) or that a tool has worked out already
 * (what it found stays), and a last_collected earlier than the known one, or
 * blank, which is passed over: a sheet knows less than the loads do.
 */

enum {
    COH_SHEET_SEEN = 1,    /* the file has a row of it */
    COH_SHEET_NEW = 2,     /* it was not in the inventory */
    COH_SHEET_CHANGED = 4, /* some field is not what it was, or it is new */
};

struct coh_sheet {
    const char *file; /* the reader's name of it, while it is read */
    int *field;       /* of each column, or what else it is */
    int guarded;      /* set before: an apostrophe comes off each cell */
    const struct coh_span *name; /* of columns; the table's, while it is read */
    size_t columns, id_column;
    enum coh_date_order order; /* of day and month in its dates */
    unsigned char *mark;       /* of each entry of the inventory */
    size_t marks, mark_capacity;
    size_t seen, added, changed;
};

#define COH_SHEET_INIT \
    {                  \
        .field = NULL  \
    }

/* Take all rows of `reader` into `inv`. Dates are ISO, or such as 8/24/2026
 * in the order that all of the sheet's dates show. COH_INPUT when there is no
 * column source_id, or two for one field or with one name, or one without a
 * name that holds something, or the dates show no order. On failure `inv` may
 * be half changed. */
int coh_sheet_read(struct coh_sheet *sheet, struct coh_inventory *inv,
                   struct coh_reader *reader, struct coh_notes *notes,
                   struct coh_error *err) COH_MUST_CHECK;

/* What happened to entry `at` of the inventory. */
unsigned coh_sheet_mark(const struct coh_sheet *sheet, size_t at);

void coh_sheet_release(struct coh_sheet *sheet);

/* Write all entries, a column a field and then one for each name of the team's
 * own, as coh_sheet_read takes them back. The writer is not ended. */
int coh_sheet_write(const struct coh_inventory *inv, struct coh_writer *w,
                    struct coh_error *err) COH_MUST_CHECK;

/* Add the lines of a calendar: columns kind, label, start, end; label and end
 * may be missing. Dates are as in a sheet. COH_INPUT when kind or start is
 * missing, or the dates show no order; a line that cannot be read
 * is left out with a note that asks to look. */
int coh_sheet_calendar(struct coh_calendar *c, struct coh_reader *reader,
                       struct coh_notes *notes,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
