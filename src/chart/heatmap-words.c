/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heat map's numbers, in cells, in words and as a table. */
#include <math.h>

#include "chart/caption.h"
#include "chart/heatmap.h"

enum { DESCRIBED = 60 };

static const char *
word(const struct coh_chart *c, enum coh_chart_word which)
{
    return coh_chart_word(&c->options, which);
}

/* The word, filled with a number or two. */
static int
add_counts(struct coh_text *t, const struct coh_chart *c,
           enum coh_chart_word which, double first, double second,
           struct coh_error *err)
{
    char a[COH_NUMBER_SIZE], b[COH_NUMBER_SIZE];

    return coh_chart_word_add(
        t, &c->options, which,
        COH_CHART_FILL(coh_double_text(first, a), coh_double_text(second, b)),
        err);
}

static int
add_behind(struct coh_text *t, const char *between, struct coh_error *err)
{
    return t->length ? coh_text_add_string(t, between, err) : 0;
}

double
coh_chart_heatmap_part(const struct coh_chart_heatmap *h,
                       const struct coh_grid_cell *cell)
{
    double x = cell->band ? (cell->low + cell->high) / 2 : cell->value;

    if (cell->hidden || !isfinite(x))
        return NAN;
    if (!(h->high > h->low))
        return 0.5;
    return fmin(fmax((x - h->low) / (h->high - h->low), 0), 1);
}

double
coh_chart_heatmap_n(const struct coh_chart *c, const struct coh_grid_cell *cell)
{
    if (!cell || cell->hidden)
        return NAN;
    return c->input == COH_CHART_TABLE || cell->n ? cell->count : NAN;
}

void
coh_chart_heatmap_counts(const struct coh_chart *c, double *least, double *most)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    size_t i;

    *least = *most = NAN;
    for (i = 0; i < g->cells; i++) {
        double n = coh_chart_heatmap_n(c, &g->cell[i]);

        /* fmin and fmax pass NAN over. */
        *least = fmin(*least, n);
        *most = fmax(*most, n);
    }
}

/* A share that is neither none nor all is not written as such. */
static int
add_percent(double x, int sign, struct coh_text *t, struct coh_error *err)
{
    const char *end = sign ? "\xC2\xA0%" : "";
    char number[COH_NUMBER_SIZE];

    if (x > 0 && x < 0.005)
        return coh_text_format(t, err, "<1%s", end);
    if (x < 1 && x > 0.995)
        return coh_text_format(t, err, ">99%s", end);
    return coh_text_format(t, err, "%s%s", coh_double_fixed(x * 100, 0, number),
                           end);
}

int
coh_chart_heatmap_number(const struct coh_chart *c,
                         const struct coh_grid_cell *cell,
                         const struct coh_chart_heatmap_form *form,
                         struct coh_text *t, struct coh_error *err)
{
    static const char sign[] = "\xC2\xA0%";
    char number[COH_NUMBER_SIZE];

    if (cell && cell->hidden)
        return coh_text_add_string(t, word(c, COH_CHART_WORD_HIDDEN), err);
    if (cell && cell->band) {
        struct coh_span s = coh_span_of(cell->band);

        return coh_text_add(
            t, s.bytes, s.length - (form->sign ? 0 : sizeof(sign) - 1), err);
    }
    if (!cell || !isfinite(cell->value))
        return coh_text_add_string(t, "\xE2\x80\x93", err);
    if (c->percent)
        return add_percent(cell->value, form->sign, t, err);
    return coh_text_add_string(
        t, coh_double_fixed(cell->value, form->decimals, number), err);
}

/* Behind what stands. */
static int
foot_scale(const struct coh_chart *c, struct coh_text *t, struct coh_error *err)
{
    static const enum coh_chart_word what[] = {
        [COH_HEATMAP_SHARES] = COH_CHART_WORD_SHADES_SHARES,
        [COH_HEATMAP_FULL] = COH_CHART_WORD_SHADES_FULL,
        [COH_HEATMAP_SCORES] = COH_CHART_WORD_SHADES_SCORES,
        [COH_HEATMAP_CELLS] = COH_CHART_WORD_SHADES_CELLS,
    };
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];

    if (!isfinite(h->low))
        return 0;
    coh_double_fixed(h->low, h->low == floor(h->low) ? 0 : h->decimals, low);
    coh_double_fixed(h->high, h->high == floor(h->high) ? 0 : h->decimals,
                     high);
    if (add_behind(t, " ", err))
        return -1;
    return coh_chart_word_add(t, &c->options,
                              h->high > h->low ? what[h->scale]
                                               : COH_CHART_WORD_SHADES_EQUAL,
                              COH_CHART_FILL(low, high), err);
}

/* Each a sentence; a terminal has no shades and one line. */
static int
foot_marks(const struct coh_chart *c, const struct coh_chart_heatmap_form *form,
           struct coh_text *t, struct coh_error *err)
{
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    int dumb = c->options.format == COH_CHART_DUMB;

    if (c->percent && !form->sign &&
        (add_behind(t, " ", err) ||
         coh_text_add_string(t, word(c, COH_CHART_WORD_PER_CENT), err)))
        return -1;
    if (h->bands && !dumb &&
        (add_behind(t, " ", err) ||
         coh_text_add_string(t, word(c, COH_CHART_WORD_RANGE_SHADE), err)))
        return -1;
    if (!h->blank)
        return 0;
    return add_behind(t, " ", err) ||
                   coh_chart_word_add(
                       t, &c->options, COH_CHART_WORD_DASH,
                       COH_CHART_FILL(word(c, COH_CHART_WORD_NO_VALUE)), err)
               ? -1
               : 0;
}

int
coh_chart_heatmap_foot(const struct coh_chart *c,
                       const struct coh_chart_heatmap_form *form,
                       struct coh_text *t, struct coh_error *err)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    int dumb = c->options.format == COH_CHART_DUMB;
    const char *why = word(c, COH_CHART_WORD_HIDDEN_WHY);

    if (coh_chart_heatmap_of(c)->hidden &&
        (dumb ? coh_text_format(t, err, "%s: %s.",
                                word(c, COH_CHART_WORD_HIDDEN), why)
              : coh_chart_word_add(t, &c->options, COH_CHART_WORD_HATCHED,
                                   COH_CHART_FILL(why), err)))
        return -1;
    if (!dumb && foot_scale(c, t, err))
        return -1;
    if (foot_marks(c, form, t, err))
        return -1;
    if (g->rows.n > COH_GRID_ROWS &&
        (add_behind(t, " ", err) ||
         add_counts(t, c, COH_CHART_WORD_FIRST_ROWS, (double)g->rows.n,
                    COH_GRID_ROWS, err)))
        return -1;
    if (g->columns.n > COH_GRID_COLUMNS &&
        (add_behind(t, " ", err) ||
         add_counts(t, c, COH_CHART_WORD_FIRST_COLUMNS, (double)g->columns.n,
                    COH_GRID_COLUMNS, err)))
        return -1;
    return 0;
}

/* ---- captions ---- */

static int
make_title(struct coh_text *t, const struct coh_chart *c, struct coh_error *err)
{
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    struct coh_text value = COH_TEXT_INIT, whole = COH_TEXT_INIT;
    int rc = -1;

    /* A band's name ends before its bytes do. */
    if (coh_text_add(&value, c->value_name.bytes, c->value_name.length, err) ||
        (h->several &&
         coh_chart_word_add(&whole, &c->options, COH_CHART_WORD_MEAN_VALUE,
                            COH_CHART_FILL(value.bytes), err)))
        goto out;
    rc = coh_chart_word_add(
        t, &c->options, COH_CHART_WORD_BY_AND,
        COH_CHART_FILL(coh_text_get(h->several ? &whole : &value),
                       h->rows_name.bytes, h->columns_name.bytes),
        err);
out:
    coh_text_release(&value);
    coh_text_release(&whole);
    return rc;
}

int
coh_chart_heatmap_caption(struct coh_caption *w, const struct coh_chart *c,
                          struct coh_error *err)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    struct coh_text *t = &w->subtitle;
    double least, most;

    coh_chart_heatmap_counts(c, &least, &most);
    if (make_title(&w->title, c, err) ||
        add_counts(t, c,
                   g->rows.n == 1 ? COH_CHART_WORD_ROW : COH_CHART_WORD_ROWS,
                   (double)g->rows.n, 0, err) ||
        add_behind(t, ", ", err) ||
        add_counts(t, c,
                   g->columns.n == 1 ? COH_CHART_WORD_COLUMN
                                     : COH_CHART_WORD_COLUMNS,
                   (double)g->columns.n, 0, err))
        return -1;
    if (most > 1 && (add_behind(t, ", ", err) ||
                     add_counts(t, c,
                                least < most ? COH_CHART_WORD_CELL_N_RANGE
                                             : COH_CHART_WORD_CELL_N,
                                least, most, err)))
        return -1;
    if (!c->missing)
        return 0;
    return add_behind(t, ", ", err) || add_counts(t, c, COH_CHART_WORD_MISSING,
                                                  (double)c->missing, 0, err)
               ? -1
               : 0;
}

/* ---- the data in words ---- */

static const struct coh_chart_heatmap_form *
whole_form(const struct coh_chart *c, struct coh_chart_heatmap_form *form)
{
    *form =
        (struct coh_chart_heatmap_form){coh_chart_heatmap_of(c)->decimals, 1};
    return form;
}

static int
describe_end(const struct coh_chart *c, const struct coh_grid_cell *cell,
             enum coh_chart_word which, struct coh_text *out,
             struct coh_error *err)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    struct coh_chart_heatmap_form form;
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_chart_heatmap_number(c, cell, whole_form(c, &form), &t, err) &&
        !coh_text_add_string(out, " ", err))
        rc = coh_chart_word_add(
            out, &c->options, which,
            COH_CHART_FILL(g->rows.name[cell->row].bytes,
                           g->columns.name[cell->column].bytes,
                           coh_text_get(&t)),
            err);
    coh_text_release(&t);
    return rc;
}

/* Of more cells than one can listen to: the least and the greatest. */
static int
describe_ends(const struct coh_chart *c, struct coh_text *out,
              struct coh_error *err)
{
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    const struct coh_grid_cell *least = NULL, *most = NULL;
    size_t i;

    for (i = 0; i < h->grid.cells; i++) {
        const struct coh_grid_cell *cell = &h->grid.cell[i];
        double x = coh_chart_heatmap_part(h, cell);

        if (!isfinite(x))
            continue;
        if (!least || x < coh_chart_heatmap_part(h, least))
            least = cell;
        if (!most || x > coh_chart_heatmap_part(h, most))
            most = cell;
    }
    if (!least)
        return 0;
    return describe_end(c, least, COH_CHART_WORD_LEAST, out, err) ||
                   describe_end(c, most, COH_CHART_WORD_GREATEST, out, err)
               ? -1
               : 0;
}

static int
describe_row(const struct coh_chart *c, size_t row, struct coh_text *out,
             struct coh_error *err)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    struct coh_chart_heatmap_form form;
    size_t k;

    if (coh_text_format(out, err, " %.*s:", (int)g->rows.name[row].length,
                        g->rows.name[row].bytes))
        return -1;
    for (k = 0; k < g->columns.n; k++) {
        const struct coh_grid_cell *cell = coh_grid_seek(g, row, k);
        struct coh_span column = g->columns.name[k];

        if (coh_text_format(out, err, "%s %.*s: ", k ? "," : "",
                            (int)column.length, column.bytes))
            return -1;
        if (cell && (cell->hidden || cell->band || isfinite(cell->value))
                ? coh_chart_heatmap_number(c, cell, whole_form(c, &form), out,
                                           err)
                : coh_text_add_string(out, word(c, COH_CHART_WORD_NO_VALUE),
                                      err))
            return -1;
    }
    return coh_text_add_string(out, ".", err);
}

int
coh_chart_heatmap_describe(const struct coh_chart *c, struct coh_text *out,
                           struct coh_error *err)
{
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    size_t i;

    if (foot_scale(c, out, err))
        return -1;
    if (h->hidden &&
        coh_text_format(out, err, " %s: %s.", word(c, COH_CHART_WORD_HIDDEN),
                        word(c, COH_CHART_WORD_HIDDEN_WHY)))
        return -1;
    if (h->grid.rows.n * h->grid.columns.n > DESCRIBED)
        return describe_ends(c, out, err);
    for (i = 0; i < h->grid.rows.n; i++)
        if (describe_row(c, i, out, err))
            return -1;
    return 0;
}

/* ---- the data as a table ---- */

static int
sheet_head(const struct coh_chart *c, struct coh_chart_sheet *sheet,
           size_t columns, struct coh_error *err)
{
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    size_t i;

    if (coh_chart_sheet_text(sheet, h->rows_name, err))
        return -1;
    for (i = 0; i < columns; i++)
        if (coh_chart_sheet_text(sheet, h->grid.columns.name[i], err))
            return -1;
    return coh_chart_sheet_end(sheet, err);
}

/* "62 % (n 27)" */
static int
sheet_cell(const struct coh_chart *c, struct coh_chart_sheet *sheet,
           const struct coh_grid_cell *cell, int counts, struct coh_error *err)
{
    double n = coh_chart_heatmap_n(c, cell);
    struct coh_text t = COH_TEXT_INIT, whole = COH_TEXT_INIT;
    struct coh_chart_heatmap_form form;
    char number[COH_NUMBER_SIZE];
    int both = counts && isfinite(n), rc = -1;

    if (coh_chart_heatmap_number(c, cell, whole_form(c, &form), &t, err) ||
        (both && coh_chart_word_add(&whole, &c->options, COH_CHART_WORD_CELL_OF,
                                    COH_CHART_FILL(coh_text_get(&t),
                                                   coh_double_text(n, number)),
                                    err)))
        goto out;
    rc = coh_chart_sheet_text(sheet, coh_text_span(both ? &whole : &t), err);
out:
    coh_text_release(&t);
    coh_text_release(&whole);
    return rc;
}

static int
sheet_rest(const struct coh_chart *c, struct coh_chart_sheet *sheet,
           size_t rows, size_t columns, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!rows && !columns)
        return 0;
    if ((rows &&
         add_counts(&t, c, COH_CHART_WORD_MORE_ROWS, (double)rows, 0, err)) ||
        (columns && (add_behind(&t, " ", err) ||
                     add_counts(&t, c, COH_CHART_WORD_MORE_COLUMNS,
                                (double)columns, 0, err))) ||
        coh_chart_sheet_text(sheet, coh_text_span(&t), err))
        goto out;
    rc = coh_chart_sheet_end(sheet, err);
out:
    coh_text_release(&t);
    return rc;
}

int
coh_chart_heatmap_sheet(const struct coh_chart *c,
                        struct coh_chart_sheet *sheet, struct coh_error *err)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    size_t rows = g->rows.n, columns = g->columns.n, i, k;
    size_t most = COH_CHART_SHEET_ROWS - 2;
    double least, n;

    coh_chart_heatmap_counts(c, &least, &n);
    rows = rows < most ? rows : most;
    columns = columns < COH_GRID_COLUMNS ? columns : COH_GRID_COLUMNS;
    if (sheet_head(c, sheet, columns, err))
        return -1;
    for (i = 0; i < rows; i++) {
        if (coh_chart_sheet_text(sheet, g->rows.name[i], err))
            return -1;
        for (k = 0; k < columns; k++)
            if (sheet_cell(c, sheet, coh_grid_seek(g, i, k), n > 1, err))
                return -1;
        if (coh_chart_sheet_end(sheet, err))
            return -1;
    }
    return sheet_rest(c, sheet, g->rows.n - rows, g->columns.n - columns, err);
}
