/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/cell.h"

#include <math.h>

#include "base/decimal.h"

/* Axes beyond this would overflow. */
#define LARGEST 1e300

struct coh_span
coh_chart_cell(const struct coh_chart *c, const struct coh_record *rec,
               size_t at)
{
    return at < c->width ? coh_span_trim(rec->cell[at]) : coh_span_of("");
}

int
coh_chart_cell_blank(struct coh_span s)
{
    return s.length == 0 || coh_span_is(s, "NA");
}

int
coh_chart_cell_note(const struct coh_chart_place *p, const char *name,
                    struct coh_span cell, const char *why,
                    struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_text_format(&t, err, "line %zu: '%s'", p->rec->line,
                         coh_quote(cell.bytes, cell.length, quoted)))
        rc = coh_notes_add(p->notes, COH_NOTE_LOOK, t.bytes, err,
                           "%s: column '%s': %s", p->file, name, why);
    coh_text_release(&t);
    return rc;
}

int
coh_chart_cell_number(struct coh_chart *c, const struct coh_chart_place *p,
                      size_t at, const char *name, double *x,
                      struct coh_error *err)
{
    struct coh_span cell = coh_chart_cell(c, p->rec, at);
    struct coh_decimal d = {0, 0};
    enum coh_number number;

    *x = NAN;
    if (coh_chart_cell_blank(cell))
        return coh_notes_add(p->notes, COH_NOTE_FACT, NULL, err,
                             "%s: column '%s': blank or NA, counted as missing",
                             p->file, name);
    number = coh_decimal_parse(cell, &d);
    if (number != COH_NUMBER_NOT)
        *x = coh_number_double(cell);
    if (!isfinite(*x)) {
        *x = NAN;
        return coh_chart_cell_note(p, name, cell,
                                   "not a number, counted as missing", err);
    }
    if (fabs(*x) > LARGEST) {
        *x = NAN;
        return coh_chart_cell_note(
            p, name, cell, "too large to draw, counted as missing", err);
    }
    d = coh_decimal_reduce(d);
    if (number == COH_NUMBER_LONG || d.scale > 0)
        c->whole = 0;
    if (number == COH_NUMBER_EXACT && d.scale > c->decimals)
        c->decimals = d.scale;
    return 0;
}

double
coh_chart_cell_beside(const struct coh_chart *c, const struct coh_record *rec,
                      size_t at)
{
    struct coh_span cell = coh_chart_cell(c, rec, at);
    struct coh_decimal d;

    if (coh_decimal_parse(cell, &d) == COH_NUMBER_NOT)
        return NAN;
    return coh_number_double(cell);
}
