/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/heatmap.h"

#include <math.h>

#include "table/masked.h"

struct coh_chart_heatmap *
coh_chart_heatmap_of(const struct coh_chart *c)
{
    return c->own;
}

/* ---- rows in ---- */

static int
cell_of(struct coh_chart *c, const struct coh_record *rec,
        struct coh_grid_cell **cell, struct coh_error *err)
{
    struct coh_text row = COH_TEXT_INIT, column = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_grid_label(c, rec, 0, c->by.n - 1, &row, err) &&
        !coh_grid_label(c, rec, c->by.n - 1, 1, &column, err))
        rc = coh_grid_take(&coh_chart_heatmap_of(c)->grid, coh_text_span(&row),
                           coh_text_span(&column), cell, err);
    coh_text_release(&row);
    coh_text_release(&column);
    return rc;
}

static int
is_scored(const struct coh_chart *c, const struct coh_record *rec)
{
    return c->input == COH_CHART_TABLE || c->status == c->width ||
           coh_span_is(coh_chart_cell(c, rec, c->status), "scored");
}

static int
read_band(struct coh_chart *c, const struct coh_chart_place *p,
          struct coh_grid_cell *cell, struct coh_error *err)
{
    struct coh_span text = coh_chart_cell(c, p->rec, c->value);
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (coh_chart_cell_blank(text))
        return 0;
    if (coh_masked_band(text, &cell->low, &cell->high))
        return coh_chart_cell_note(p, c->column_name.bytes, text,
                                   "no band of a share, counted as missing",
                                   err);
    if (!coh_masked_band_text(&t, text, err)) {
        cell->band = coh_arena_text(&c->arena, t.bytes, t.length, err);
        rc = cell->band ? 0 : -1;
    }
    coh_text_release(&t);
    return rc;
}

static void
widen(double x, double *low, double *high)
{
    if (!isfinite(x))
        return;
    *low = isfinite(*low) ? fmin(*low, x) : x;
    *high = isfinite(*high) ? fmax(*high, x) : x;
}

/* A row of a table of statistics is a cell. */
static int
add_statistic(struct coh_chart *c, const struct coh_chart_place *p,
              struct coh_grid_cell *cell, struct coh_error *err)
{
    struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    double least = coh_chart_cell_beside(c, p->rec, c->least);
    double most = coh_chart_cell_beside(c, p->rec, c->most);

    if (cell->n + cell->missing)
        return coh_notes_add(p->notes, COH_NOTE_LOOK, NULL, err,
                             "%s: a table with several rows of one cell: the "
                             "first is drawn",
                             p->file);
    cell->count = coh_chart_cell_beside(c, p->rec, c->count);
    if (cell->hidden) {
        cell->n++;
        return 0;
    }
    if (c->bands ? read_band(c, p, cell, err)
                 : coh_chart_cell_number(c, p, c->value, c->column_name.bytes,
                                         &cell->value, err))
        return -1;
    if (!c->bands) {
        cell->low = coh_chart_cell_beside(c, p->rec, c->low);
        cell->high = coh_chart_cell_beside(c, p->rec, c->high);
    }
    if (isfinite(cell->value) || cell->band)
        cell->n++;
    else
        cell->missing++;
    /* NAN is no share either. */
    if (!(least >= 0 && most <= 1) && isfinite(cell->value))
        c->shares = 0;
    widen(least, &h->least, &h->most);
    widen(most, &h->least, &h->most);
    return 0;
}

/* The one full score of all rows. */
static void
take_full(struct coh_chart_heatmap *h, double full)
{
    if (!(full > 0) || (isfinite(h->full) && h->full != full))
        h->fulls = 1;
    h->full = full;
}

/* What must not differ within a cell, as a number. */
static int
take_same(struct coh_chart *c, const struct coh_record *rec,
          struct coh_grid_cell *cell, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i, at;
    int rc = -1;

    for (i = 0; i < 3; i++) {
        struct coh_span s = coh_chart_cell(c, rec, c->same[i]);

        if (coh_text_add(&t, s.bytes, s.length, err) ||
            coh_text_add(&t, "\x1F", 1, err))
            goto out;
    }
    if (coh_names_add(&coh_chart_heatmap_of(c)->same, coh_text_span(&t), &at,
                      err))
        goto out;
    if (cell->n == 0)
        cell->first = at;
    else if (cell->first != at)
        cell->mixed = 1;
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

/* A row of data is one of those whose mean the cell shows. */
static int
add_value(struct coh_chart *c, const struct coh_chart_place *p,
          struct coh_grid_cell *cell, struct coh_error *err)
{
    struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    struct coh_span student = coh_chart_cell(c, p->rec, c->student);
    double x;
    int fresh = 0;

    if (coh_chart_cell_number(c, p, c->value, c->column_name.bytes, &x, err))
        return -1;
    if (!isfinite(x)) {
        cell->missing++;
        c->missing++;
        return 0;
    }
    if (take_same(c, p->rec, cell, err) ||
        coh_sample_add_double(&cell->sample, x, err) ||
        (student.length &&
         coh_grid_head(&h->grid, (size_t)(cell - h->grid.cell), student, &fresh,
                       err)))
        return -1;
    cell->students += (size_t)fresh;
    cell->unnamed += !student.length;
    cell->n++;
    cell->count = coh_chart_cell_beside(c, p->rec, c->count);
    widen(x, &h->least, &h->most);
    if (x < 0 || x > 1)
        c->shares = 0;
    take_full(h, coh_chart_cell_beside(c, p->rec, h->full_at));
    return 0;
}

int
coh_chart_heatmap_add(struct coh_chart *c, const struct coh_chart_place *p,
                      struct coh_error *err)
{
    struct coh_span value = coh_chart_cell(c, p->rec, c->value);
    struct coh_grid_cell *cell;

    if (cell_of(c, p->rec, &cell, err))
        return -1;
    c->rows++;
    if (!is_scored(c, p->rec)) {
        cell->missing++;
        c->missing++;
        return coh_notes_add(p->notes, COH_NOTE_FACT, NULL, err,
                             "%s: status is not 'scored', counted as missing",
                             p->file);
    }
    if (coh_chart_cell_blank(value) && !cell->n &&
        coh_masked_names(coh_chart_cell(c, p->rec, c->suppressed),
                         c->column_name))
        cell->hidden = 1;
    if (c->input == COH_CHART_TABLE)
        return add_statistic(c, p, cell, err);
    return cell->hidden ? 0 : add_value(c, p, cell, err);
}

/* ---- all rows are there ---- */

/* The n of the picture must be children, and of one kind. */
static int
judge_cell(struct coh_chart *c, const struct coh_grid_cell *cell,
           const char *file, struct coh_notes *notes, struct coh_error *err)
{
    const struct coh_grid *g = &coh_chart_heatmap_of(c)->grid;
    char row[COH_QUOTE_SIZE], column[COH_QUOTE_SIZE];
    struct coh_text t = COH_TEXT_INIT;
    int rows = c->student < c->width && !coh_columns_have(&c->by, c->student) &&
               cell->students + cell->unnamed < cell->n;
    int rc = -1;

    if (!rows && !cell->mixed)
        return 0;
    coh_quote(g->rows.name[cell->row].bytes, g->rows.name[cell->row].length,
              row);
    coh_quote(g->columns.name[cell->column].bytes,
              g->columns.name[cell->column].length, column);
    if (coh_text_format(&t, err, "%s, %s", row, column) ||
        (cell->mixed &&
         coh_notes_add(notes, COH_NOTE_LOOK, t.bytes, err,
                       "%s: a cell mixes scales, assessments or measures: "
                       "choose one with --where",
                       file)))
        goto out;
    if (rows && (coh_text_format(&t, err, ": %zu rows of %zu students", cell->n,
                                 cell->students) ||
                 coh_notes_add(notes, COH_NOTE_LOOK, t.bytes, err,
                               "%s: rows are not students", file)))
        goto out;
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

static int
finish_cell(struct coh_chart *c, struct coh_grid_cell *cell, double *low,
            double *high, struct coh_error *err)
{
    struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);

    if (c->input == COH_CHART_VALUES && cell->n) {
        if (coh_sample_finish(&cell->sample, err))
            return -1;
        cell->value = coh_sample_mean(&cell->sample);
        if (cell->n > 1 || !isfinite(cell->count))
            cell->count = (double)cell->n;
        h->several |= cell->n > 1;
    }
    h->hidden |= cell->hidden;
    h->bands |= cell->band != NULL;
    h->blank |= !cell->hidden && !cell->band && !isfinite(cell->value);
    widen(cell->value, low, high);
    return 0;
}

static void
find_scale(struct coh_chart *c, double low, double high)
{
    struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);

    h->low = low;
    h->high = high;
    h->scale = COH_HEATMAP_CELLS;
    if (c->percent) {
        h->scale = COH_HEATMAP_SHARES;
        h->low = 0;
        h->high = 1;
    } else if (!h->fulls && isfinite(h->full)) {
        h->scale = COH_HEATMAP_FULL;
        h->low = fmin(0, h->least);
        h->high = fmax(h->full, h->most);
    } else if (isfinite(h->least)) {
        h->scale = COH_HEATMAP_SCORES;
        h->low = h->least;
        h->high = h->most;
    }
}

/* Of means one more than the data have; of a table as many as tell. */
static int
decimals_of(const struct coh_chart *c)
{
    const struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    int n = c->decimals + (h->several != 0), most;

    if (c->input != COH_CHART_TABLE)
        return n > 3 ? 3 : n;
    most = fmax(fabs(h->low), fabs(h->high)) < 10 ? 2 : 1;
    return n > most ? most : n;
}

static int
note_rest(const struct coh_grid *g, const char *file, struct coh_notes *notes,
          struct coh_error *err)
{
    if (g->rows.n > COH_GRID_ROWS &&
        coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                      "%s: of %zu rows of the grid the first %d are drawn: "
                      "choose with --where",
                      file, g->rows.n, COH_GRID_ROWS))
        return -1;
    if (g->columns.n > COH_GRID_COLUMNS)
        return coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                             "%s: of %zu columns of the grid the first %d are "
                             "drawn: choose with --where",
                             file, g->columns.n, COH_GRID_COLUMNS);
    return 0;
}

int
coh_chart_heatmap_finish(struct coh_chart *c, const char *file,
                         struct coh_notes *notes, struct coh_error *err)
{
    struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);
    double low = NAN, high = NAN;
    size_t i;

    for (i = 0; i < h->grid.cells; i++)
        if (finish_cell(c, &h->grid.cell[i], &low, &high, err) ||
            (c->input == COH_CHART_VALUES &&
             judge_cell(c, &h->grid.cell[i], file, notes, err)))
            return -1;
    h->blank |= h->grid.cells < h->grid.rows.n * h->grid.columns.n;
    if (c->shares && isfinite(low) &&
        (c->input == COH_CHART_TABLE ? isfinite(h->least) : c->whole))
        c->percent = 1;
    find_scale(c, low, high);
    h->decimals = decimals_of(c);
    if (c->input == COH_CHART_VALUES && !c->percent && h->fulls &&
        isfinite(h->full) && h->full_at < c->width &&
        coh_notes_add(notes, COH_NOTE_LOOK, NULL, err,
                      "%s: scores of different full scores share one scale of "
                      "shades: draw rates, or choose with --where",
                      file))
        return -1;
    if (note_rest(&h->grid, file, notes, err))
        return -1;
    return c->rows ? 0 : coh_chart_note_nothing(file, notes, err);
}

void
coh_chart_heatmap_release(struct coh_chart *c)
{
    struct coh_chart_heatmap *h = coh_chart_heatmap_of(c);

    if (!h)
        return;
    coh_names_release(&h->same);
    coh_grid_release(&h->grid);
    coh_free(h);
    c->own = NULL;
}
