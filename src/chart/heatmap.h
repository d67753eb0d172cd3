/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_HEATMAP_H
#define COH_CHART_HEATMAP_H

#include "chart/grid.h"
#include "chart/kind.h"

/*
 * Heat map: a grid of means or shares. The last column of -b has the grid's
 * columns, those before it the rows. Rows of data are averaged within a cell;
 * a row of a table of statistics is a cell.
 */

/* What the shades run over. */
enum coh_chart_heatmap_scale {
    COH_HEATMAP_SHARES, /* 0 to 100 % */
    COH_HEATMAP_FULL,   /* 0 to the full score */
    COH_HEATMAP_SCORES, /* the least to the greatest single score */
    COH_HEATMAP_CELLS   /* the least to the greatest number in the picture */
};

struct coh_chart_heatmap {
    struct coh_grid grid;
    enum coh_chart_heatmap_scale scale;
    double low, high;   /* of the scale; equal: one shade; NAN: no number */
    double full;        /* the one full score; NAN: none, or several */
    double least, most; /* of single scores; NAN: not known */
    size_t full_at;     /* column */
    int fulls;          /* full is one of several */
    int hidden, bands, blank, several; /* the picture has such cells; several
                                          rows in one */
    int decimals;                      /* of the numbers */
    struct coh_names same;             /* scales, assessments and measures */
    struct coh_span rows_name, columns_name;
};

struct coh_chart_heatmap *coh_chart_heatmap_of(const struct coh_chart *c);

/* How dark the cell is, 0 to 1; of a band its middle. NAN: no number. */
double coh_chart_heatmap_part(const struct coh_chart_heatmap *h,
                              const struct coh_grid_cell *cell);

/* How many the number is of; NAN: not said. */
double coh_chart_heatmap_n(const struct coh_chart *c,
                           const struct coh_grid_cell *cell);

/* Least and greatest n of the cells; NAN when it is not said. */
void coh_chart_heatmap_counts(const struct coh_chart *c, double *least,
                              double *most);

/* How a number is written. */
struct coh_chart_heatmap_form {
    int decimals;
    int sign; /* "62 %", else "62" */
};

/* "62 %", "13.2", "30–39 %", "hidden", "–". `cell` may be NULL. */
int coh_chart_heatmap_number(const struct coh_chart *c,
                             const struct coh_grid_cell *cell,
                             const struct coh_chart_heatmap_form *form,
                             struct coh_text *t,
                             struct coh_error *err) COH_MUST_CHECK;

/* "Light to dark: 0 to 100 %.", and what marks mean. */
int coh_chart_heatmap_foot(const struct coh_chart *c,
                           const struct coh_chart_heatmap_form *form,
                           struct coh_text *t,
                           struct coh_error *err) COH_MUST_CHECK;

/* The hooks of the kind, in several files. */
int
coh_chart_heatmap_columns(struct coh_chart *c, const struct coh_header *header,
                          struct coh_error *err);
int
coh_chart_heatmap_add(struct coh_chart *c, const struct coh_chart_place *place,
                      struct coh_error *err);
int coh_chart_heatmap_finish(struct coh_chart *c, const char *file,
                             struct coh_notes *notes, struct coh_error *err);
int coh_chart_heatmap_draw(struct coh_page *page, const struct coh_chart *c);
int coh_chart_heatmap_caption(struct coh_caption *w, const struct coh_chart *c,
                              struct coh_error *err);
int coh_chart_heatmap_describe(const struct coh_chart *c, struct coh_text *out,
                               struct coh_error *err);
int
coh_chart_heatmap_sheet(const struct coh_chart *c,
                        struct coh_chart_sheet *sheet, struct coh_error *err);
void coh_chart_heatmap_release(struct coh_chart *c);

#endif
