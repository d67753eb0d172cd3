/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_GRID_H
#define COH_CHART_GRID_H

#include "chart/cell.h"
#include "stat/sample.h"

/*
 * A grid: rows and columns with names, and the cells that the data have.
 * Groups and their levels are one, too. Names are in order of first
 * appearance.
 *
 *     struct coh_grid g = COH_GRID_INIT;
 *     if (coh_grid_take(&g, row, column, &cell, err)) ...
 *     cell->n++;
 *     cell = coh_grid_seek(&g, 0, 0);
 *     coh_grid_release(&g);
 */

/* What is drawn of a grid; the rest is said. */
enum { COH_GRID_ROWS = 200, COH_GRID_COLUMNS = 60 };

struct coh_grid_cell {
    size_t row, column;
    size_t n, missing;        /* rows with a value, rows without */
    size_t students, unnamed; /* different ones among the n; of nobody */
    int mixed;                /* what must not differ does */
    size_t first;             /* what must not differ: its number */
    struct coh_sample sample; /* of rows */
    double value, low, high;  /* NAN: none; of a band the last two */
    double count;             /* n of a table; NAN: not said */
    int hidden;               /* the number protects a small group */
    const char *band;         /* a range in print; NULL: none */
};

struct coh_grid {
    struct coh_names rows, columns;
    struct coh_names keys, heads; /* of cells; of students in cells */
    struct coh_grid_cell *cell;
    size_t cells, capacity;
};

#define COH_GRID_INIT                                      \
    {                                                      \
        .rows = COH_NAMES_INIT, .columns = COH_NAMES_INIT, \
        .keys = COH_NAMES_INIT, .heads = COH_NAMES_INIT,   \
    }

/* *cell becomes the cell of these names; a new one is empty. It moves when the
 * next one is taken. COH_SYSTEM when memory ends. */
int coh_grid_take(struct coh_grid *g, struct coh_span row,
                  struct coh_span column, struct coh_grid_cell **cell,
                  struct coh_error *err) COH_MUST_CHECK;

/* The cell at these places; NULL: the data have none. */
const struct coh_grid_cell *
coh_grid_seek(const struct coh_grid *g, size_t row, size_t column);

/* A student of group `at`: *fresh when it is the first row of it there. */
int coh_grid_head(struct coh_grid *g, size_t at, struct coh_span student,
                  int *fresh, struct coh_error *err) COH_MUST_CHECK;

/* The values of the by-columns from the first-th on, "5A · fall"; a blank one
 * is "(blank)". */
int coh_grid_label(const struct coh_chart *c, const struct coh_record *rec,
                   size_t first, size_t n, struct coh_text *t,
                   struct coh_error *err) COH_MUST_CHECK;

/* The names of these columns in the header, likewise. */
int
coh_grid_names(const struct coh_columns *by, const struct coh_header *header,
               struct coh_span *name, struct coh_arena *arena,
               struct coh_error *err) COH_MUST_CHECK;

void coh_grid_release(struct coh_grid *g);

#endif
