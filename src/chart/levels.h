/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_LEVELS_H
#define COH_CHART_LEVELS_H

#include "chart/grid.h"
#include "chart/kind.h"

/*
 * Levels: how performance levels, or other ordered categories, are shared
 * within groups. A bar a group, of 100 %; its parts stand in the order of the
 * levels, from light to dark.
 *
 * The rows are results with a level, which are counted here, or the table that
 * cohort summary --levels wrote (it has the columns n and of), masked or not.
 * Cells of the grid: groups are its rows, levels its columns.
 */

/* More cannot be told apart, and are no levels. */
enum { COH_CHART_LEVELS_MOST = 20 };

struct coh_chart_levels_group {
    size_t missing, repeats; /* rows without a level; rows of known students */
    double of;               /* all with a level; NAN: not said */
};

struct coh_chart_levels {
    struct coh_grid grid;
    struct coh_chart_levels_group *group;
    size_t groups, capacity;
    struct coh_sample *score; /* of the rows at each level, for their order */
    size_t scores, score_capacity;
    size_t place[COH_CHART_LEVELS_MOST]; /* levels in order */
    size_t levels;                       /* how many */
    int table, ordered;                  /* --order has named all levels */
    size_t n, of, share, low, high, missing, points; /* columns, or none */
};

struct coh_chart_levels *coh_chart_levels_of(const struct coh_chart *c);

/* The cell of a level in a group, the level by its place in the order; NULL:
 * the data say nothing, and nobody is there. */
const struct coh_grid_cell *
coh_chart_levels_cell(const struct coh_chart_levels *l, size_t group,
                      size_t place);

/* The level's name, and of 0 … 1 how dark it is. */
struct coh_span
coh_chart_levels_name(const struct coh_chart_levels *l, size_t place);
double coh_chart_levels_part(const struct coh_chart_levels *l, size_t place);

/* The share of the group at the level: 0 where nobody is, NAN where it is
 * hidden or nobody has a level. */
double coh_chart_levels_share(const struct coh_chart_levels *l, size_t group,
                              size_t place);

/* "11 (41 %)", "hidden"; a share that is not 0 is not written as 0 %. */
int coh_chart_levels_number(const struct coh_chart_options *o,
                            const struct coh_chart_levels *l, size_t group,
                            size_t place, struct coh_text *t,
                            struct coh_error *err) COH_MUST_CHECK;

/* The hooks of the kind, in several files. */
int
coh_chart_levels_columns(struct coh_chart *c, const struct coh_header *header,
                         struct coh_error *err);
int
coh_chart_levels_add(struct coh_chart *c, const struct coh_chart_place *place,
                     struct coh_error *err);
int coh_chart_levels_finish(struct coh_chart *c, const char *file,
                            struct coh_notes *notes, struct coh_error *err);
int coh_chart_levels_draw(struct coh_page *page, const struct coh_chart *c);
int coh_chart_levels_caption(struct coh_caption *w, const struct coh_chart *c,
                             struct coh_error *err);
int coh_chart_levels_describe(const struct coh_chart *c, struct coh_text *out,
                              struct coh_error *err);
int
coh_chart_levels_sheet(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                       struct coh_error *err);
void coh_chart_levels_release(struct coh_chart *c);

#endif
