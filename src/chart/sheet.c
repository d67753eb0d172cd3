/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/sheet.h"

#include <string.h>

static int
needs_quotes(struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (strchr(",\"\n\r", s.bytes[i]))
            return 1;
    return s.length && (s.bytes[0] == ' ' || s.bytes[s.length - 1] == ' ');
}

int
coh_chart_sheet_text(struct coh_chart_sheet *sheet, struct coh_span cell,
                     struct coh_error *err)
{
    struct coh_text *t = &sheet->csv;
    size_t i;

    if (sheet->cells++ && coh_text_add(t, ",", 1, err))
        return -1;
    if (!needs_quotes(cell))
        return coh_text_add(t, cell.bytes, cell.length, err);
    if (coh_text_add(t, "\"", 1, err))
        return -1;
    for (i = 0; i < cell.length; i++)
        if ((cell.bytes[i] == '"' && coh_text_add(t, "\"", 1, err)) ||
            coh_text_add(t, cell.bytes + i, 1, err))
            return -1;
    return coh_text_add(t, "\"", 1, err);
}

int
coh_chart_sheet_end(struct coh_chart_sheet *sheet, struct coh_error *err)
{
    sheet->cells = 0;
    sheet->rows++;
    return coh_text_add(&sheet->csv, "\n", 1, err);
}

void
coh_chart_sheet_release(struct coh_chart_sheet *sheet)
{
    coh_text_release(&sheet->csv);
    *sheet = (struct coh_chart_sheet)COH_CHART_SHEET_INIT;
}
