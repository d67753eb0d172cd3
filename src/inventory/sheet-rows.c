/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/sheet-rows.h"

struct coh_record
coh_sheet_rows_at(const struct coh_table *t, size_t row)
{
    return (struct coh_record){.n = t->header.n,
                               .cell = t->cell + row * t->header.n,
                               .line = t->line[row]};
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
