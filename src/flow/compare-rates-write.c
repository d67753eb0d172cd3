/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare --rates: the rows, and how many comparisons they are. */
#include <math.h>
#include <stdio.h>

#include "flow/compare-rates.h"

static int
say_family(const struct coh_rates *r, struct coh_error *err)
{
    struct coh_run *run = r->cells.in.rows.run;
    const struct coh_compare_ask *ask = r->cells.ask;
    size_t i, m = 0;

    for (i = 0; i < r->rows; i++)
        m += !r->row[i].mirror && !isnan(r->row[i].gap.ci.low);
    if (m && coh_run_intervals(run, COH_ABOUT_STUDENTS, ask->level, err))
        return -1;
    return coh_compare_say_family(run, ask, m,
                                  " by Fisher's exact test, two-sided", err);
}

static const struct coh_compare_column columns[] = {
    {"variable", COH_COLUMN_TEXT, 0},
    {"by", COH_COLUMN_TEXT, 0},
    {"group", COH_COLUMN_TEXT, 0},
    {"reference", COH_COLUMN_TEXT, 0},
    {"n", COH_COLUMN_NUMBER, 0},
    {"n_reference", COH_COLUMN_NUMBER, 0},
    {"missing", COH_COLUMN_NUMBER, 0},
    {"missing_reference", COH_COLUMN_NUMBER, 0},
    {"at_or_above", COH_COLUMN_NUMBER, 0},
    {"at_or_above_reference", COH_COLUMN_NUMBER, 0},
    {"rate", COH_COLUMN_NUMBER, 3},
    {"rate_reference", COH_COLUMN_NUMBER, 3},
    {"difference", COH_COLUMN_NUMBER, 3},
    {"ci_low", COH_COLUMN_NUMBER, 3},
    {"ci_high", COH_COLUMN_NUMBER, 3},
    {"relative_gap", COH_COLUMN_NUMBER, 3},
    {"favourable_ratio", COH_COLUMN_NUMBER, 3},
    {"favourable_low", COH_COLUMN_NUMBER, 3},
    {"favourable_high", COH_COLUMN_NUMBER, 3},
    {"adverse_ratio", COH_COLUMN_NUMBER, 3},
    {"adverse_low", COH_COLUMN_NUMBER, 3},
    {"adverse_high", COH_COLUMN_NUMBER, 3},
    {"learners_to_parity", COH_COLUMN_NUMBER, 0},
    {"note", COH_COLUMN_TEXT, 0},
};
static const struct coh_compare_column p_columns[] = {
    {"p", COH_COLUMN_NUMBER, 4},
    {"p_adjusted", COH_COLUMN_NUMBER, 4},
};

/* NOTE_WIDTH: of a line in a terminal table. */
enum { NOTE_WIDTH = 50, COLUMNS = sizeof(columns) / sizeof(columns[0]) };

/* A count of both sides; blank where it is not shown. */
static int
put_counts(const struct coh_rates *r, const struct coh_rates_row *row, size_t a,
           size_t b, int rate, struct coh_writer *w, struct coh_error *err)
{
    const size_t count[] = {a, b};
    int i, shown;

    for (i = 0; i < 2; i++) {
        shown = !row->hidden && !(i && coh_rates_few(r, &row->of[1])) &&
                !(rate && row->of[i].uncut);
        if (shown ? coh_writer_count(w, count[i], err)
                  : coh_writer_blank(w, err))
            return -1;
    }
    return 0;
}

static int
put_gap(const struct coh_rate_gap *g, struct coh_writer *w,
        struct coh_error *err)
{
    const double number[] = {
        g->rate,       g->rate_reference,    g->difference,
        g->ci.low,     g->ci.high,           g->relative_gap,
        g->favourable, g->favourable_ci.low, g->favourable_ci.high,
        g->adverse,    g->adverse_ci.low,    g->adverse_ci.high,
    };
    size_t i;

    for (i = 0; i < sizeof(number) / sizeof(number[0]); i++)
        if (coh_writer_double(w, number[i], err))
            return -1;
    return g->parity ? coh_writer_count(w, g->learners, err)
                     : coh_writer_blank(w, err);
}

static int
put_row(const struct coh_rates *r, const struct coh_rates_row *row,
        struct coh_writer *w, struct coh_error *err)
{
    const struct coh_compare_cells *c = &r->cells;
    const struct coh_rates_side *a = &row->of[0], *b = &row->of[1];

    if (coh_compare_put_within(c, row->block, w, err) ||
        coh_writer_text(w, coh_compare_variable(c, row->variable), err) ||
        coh_writer_text(w, coh_compare_by(c, row->block), err) ||
        coh_writer_text(w, coh_compare_cells_name(c, row->block, row->group),
                        err) ||
        coh_writer_text(w, coh_compare_reference(c, row->block), err) ||
        put_counts(r, row, a->rate.n, b->rate.n, 0, w, err) ||
        put_counts(r, row, a->missing, b->missing, 0, w, err) ||
        put_counts(r, row, a->rate.hits, b->rate.hits, 1, w, err) ||
        put_gap(&row->gap, w, err))
        return -1;
    if (c->ask->p && (coh_writer_double(w, row->p, err) ||
                      coh_writer_double(w, row->adjusted, err)))
        return -1;
    if (coh_writer_text(w, coh_text_span(&row->note), err))
        return -1;
    return coh_writer_row(w, err);
}

static int
put_columns(const struct coh_rates *r, struct coh_writer *w,
            struct coh_error *err)
{
    const struct coh_compare_cells *c = &r->cells;
    struct coh_compare_column all[COLUMNS + 2];
    size_t i, n = 0;

    for (i = 0; i < COLUMNS - 1; i++)
        all[n++] = columns[i];
    for (i = 0; i < 2 && c->ask->p; i++)
        all[n++] = p_columns[i];
    all[n++] = columns[COLUMNS - 1];
    if (coh_compare_put_columns(c, w, all, n, err))
        return -1;
    coh_writer_wrap(w, "note", NOTE_WIDTH);
    return 0;
}

int
coh_rates_write(const struct coh_rates *r, struct coh_error *err)
{
    struct coh_writer *w = coh_run_writer(r->cells.in.rows.run, err);
    size_t i;

    if (!w || put_columns(r, w, err))
        return -1;
    for (i = 0; i < r->rows; i++)
        if (put_row(r, &r->row[i], w, err))
            return -1;
    return say_family(r, err);
}
