/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/sheet.h"

#include <string.h>

#include "base/decimal.h"

static int
needs_quotes(struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (strchr(",\"\n\r", s.bytes[i]))
            return 1;
    return s.length && (s.bytes[0] == ' ' || s.bytes[s.length - 1] == ' ');
}

/* Without control characters, quotes doubled. */
static int
add_clean(struct coh_text *t, struct coh_span cell, int quoted,
          struct coh_error *err)
{
    size_t i, n;

    for (i = 0; i < cell.length; i += n ? n : 1) {
        n = coh_control_length(cell, i);
        if ((quoted && cell.bytes[i] == '"' && coh_text_add(t, "\"", 1, err)) ||
            coh_text_add(t, n ? " " : cell.bytes + i, 1, err))
            return -1;
    }
    return 0;
}

int
coh_chart_sheet_text(struct coh_chart_sheet *sheet, struct coh_span cell,
                     struct coh_error *err)
{
    struct coh_text *t = &sheet->csv;
    int quoted = needs_quotes(cell);

    if (sheet->cells++ && coh_text_add(t, ",", 1, err))
        return -1;
    if ((quoted && coh_text_add(t, "\"", 1, err)) ||
        add_clean(t, cell, quoted, err))
        return -1;
    return quoted ? coh_text_add(t, "\"", 1, err) : 0;
}

int
coh_chart_sheet_string(struct coh_chart_sheet *sheet, const char *cell,
                       struct coh_error *err)
{
    return coh_chart_sheet_text(sheet, coh_span_of(cell), err);
}

int
coh_chart_sheet_number(struct coh_chart_sheet *sheet, double x,
                       struct coh_error *err)
{
    char number[COH_NUMBER_SIZE];

    return coh_chart_sheet_string(sheet, coh_double_text(x, number), err);
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
