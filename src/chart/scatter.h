/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_SCATTER_H
#define COH_CHART_SCATTER_H

#include "chart/kind.h"
#include "stat/correlation.h"

/*
 * Two measures of the same students: what the files of this kind share. It is
 * made by coh_scatter_columns and lives in c->own.
 *
 *     const struct coh_scatter *s = c->own;
 *     s->point[i].at[0], s->name[0] …
 */

/* As many groups as shapes and colours tell apart. */
enum { COH_SCATTER_GROUPS = 5 };

struct coh_scatter_point {
    double at[2];
    size_t group, student; /* 0 where there is no such column */
};

/* Students with both measures, of all or of a group. */
struct coh_scatter_group {
    size_t n;
    struct coh_correlation r;
};

struct coh_scatter {
    size_t column[2];
    struct coh_span name[2];
    int whole[2], decimals[2]; /* as of struct coh_chart, of each measure */
    struct coh_scatter_point *point;
    size_t n, capacity;
    size_t only[2], neither; /* rows with one measure, and with none */
    size_t hidden;           /* rows of a masked table */
    size_t rows;             /* all of these */
    int students;            /* rows are students, each once */
    struct coh_scatter_group all, group[COH_SCATTER_GROUPS];
    size_t quarter[4]; /* by the cuts: bit 0 at or above X, bit 1 Y */
};

/* A mark: equal points of a group. */
struct coh_scatter_place {
    double at[2];
    size_t group, n;
};

/* Equal points become places, in order of the first measure, then the second
 * and the group. With `step` above 0 points are first moved to the middle of
 * their square of that size (from `low` on; what lies at `high` belongs to the
 * last square, INFINITY: to one of its own). The caller frees *place. */
int coh_scatter_places(const struct coh_scatter *s, const double low[2],
                       const double high[2], const double step[2],
                       struct coh_scatter_place **place, size_t *n,
                       struct coh_error *err) COH_MUST_CHECK;

/* The first and second axis: all points and cuts, to round numbers. */
void coh_scatter_axes(const struct coh_chart *c, struct coh_axis axis[2]);

/* "both at or above the cut", … of a quarter; with one cut "X below 14". */
int
coh_scatter_quarter(const struct coh_chart *c, size_t quarter,
                    struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

/* How many there are: quarters, halves, or 0 without a cut. */
size_t coh_scatter_quarters(const struct coh_chart *c);

/* gnuplot's radius of a mark of size 1, in pixels; that of a student's mark,
 * unless there are many; and the largest. */
#define COH_SCATTER_MARK  4.5
#define COH_SCATTER_USUAL 4.5
#define COH_SCATTER_MOST  15.0

/* A picture as it is laid out; the caller frees place and shift. */
struct coh_scatter_view {
    const struct coh_chart *c;
    const struct coh_scatter *s;
    struct coh_axis axis[2];
    struct coh_page_panel panel;
    struct coh_scatter_place *place;
    double (*shift)[2]; /* of each place, to stand beside others, in pixels */
    size_t places, most;
    double unit; /* radius of the mark of one student */
    int squares; /* places are squares of the picture */
    int beside;  /* some marks stand beside their place */
    double key;  /* height of the keys */
    size_t unnamed;
};

/* Of axis and panel, the places, where they stand beside each other, and the
 * size of marks. */
int coh_scatter_lay_out(struct coh_scatter_view *v,
                        struct coh_error *err) COH_MUST_CHECK;

/* The mark of n students, in pixels: its area grows with n, unless it could
 * not be seen. */
double coh_scatter_radius(const struct coh_scatter_view *v, size_t n);

/* Names beside the points in colour, none over another; `mark` is
 * the radius of a mark. *unnamed becomes the number of those that found no
 * room. */
int coh_scatter_names(struct coh_page *p, const struct coh_chart *c,
                      const struct coh_page_panel *panel, double mark,
                      size_t *unnamed, struct coh_error *err) COH_MUST_CHECK;

/* The picture in characters. */
int coh_scatter_terminal(struct coh_page *p,
                         const struct coh_chart *c) COH_MUST_CHECK;

/* "r = 0.71 (95 % interval 0.60 to 0.79)", or why there is none. */
int coh_scatter_correlation(const struct coh_chart *c,
                            const struct coh_correlation *r, struct coh_text *t,
                            struct coh_error *err) COH_MUST_CHECK;

/* "2 students", or "2 rows" where no column says who they are, or one
 * repeats. */
int coh_scatter_who(const struct coh_chart *c, size_t n, struct coh_text *t,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
