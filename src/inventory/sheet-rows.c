/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/sheet-rows.h"

#include "table/guard.h"

struct coh_record
coh_sheet_rows_at(const struct coh_table *t, size_t row)
{
    return (struct coh_record){.n = t->header.n,
                               .cell = t->cell + row * t->header.n,
                               .line = t->line[row]};
}

int
coh_sheet_rows_note_guards(const struct coh_table *t, const char *file,
                           struct coh_notes *notes, struct coh_error *err)
{
    size_t i, n = 0;

    for (i = 0; i < t->rows * t->header.n; i++) {
        struct coh_span bare = coh_guard_off(t->cell[i]);

        n += bare.length < t->cell[i].length && coh_guard_needs(bare);
    }
    if (!n)
        return 0;
    return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                         "%s: %zu cell%s with an apostrophe before a sign: if "
                         "the sheet was written with --spreadsheet, import it "
                         "again with --spreadsheet",
                         file, n, n == 1 ? " begins" : "s begin");
}

void
coh_sheet_rows_look(const struct coh_table *t, size_t column,
                    struct coh_date_evidence *e)
{
    size_t row;

    for (row = 0; row < t->rows; row++)
        coh_date_order_look(coh_table_cell(t, row, column), e);
}

struct coh_span
coh_sheet_rows_date(struct coh_span cell, enum coh_date_order order,
                    char out[COH_DATE_SIZE])
{
    coh_date date;

    if (coh_date_order_read(cell, order, &date))
        return cell;
    return coh_span_of(coh_date_text(date, out));
}
