/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_KIND_H
#define COH_CHART_KIND_H

#include "chart/caption.h"
#include "chart/cell.h"
#include "chart/chart.h"
#include "chart/page.h"
#include "chart/sheet.h"

/*
 * What the files of this folder share behind chart.h. A kind is one file: the
 * functions below, and a row of the table in kind.c. A kind whose rows are
 * values, or statistics, of groups needs nothing but `draw`: columns.c, data.c
 * and caption.c read and tell of groups. A kind that sees its rows otherwise
 * (two values a row, cells of a grid) has its own functions, and what it
 * reads in c->own.
 */

enum {
    COH_CHART_TAKES_BY = 1,
    COH_CHART_TAKES_TABLE = 2, /* of statistics; and counts */
    COH_CHART_NEEDS_DATE = 4,  /* and students: a line each */
    COH_CHART_TAKES_CUTS = 8,  /* two: one on each axis */
};

/* NULL, but for draw: as groups of rows do it. */
struct coh_chart_kind {
    const char *name;
    unsigned takes;
    int (*draw)(struct coh_page *page, const struct coh_chart *c);
    int (*columns)(struct coh_chart *c, const struct coh_header *header,
                   struct coh_error *err);
    int (*add)(struct coh_chart *c, const struct coh_chart_place *place,
               struct coh_error *err);
    int (*finish)(struct coh_chart *c, const char *file,
                  struct coh_notes *notes, struct coh_error *err);
    /* What is shown, where the caller gives no title or subtitle. */
    int (*caption)(struct coh_caption *w, const struct coh_chart *c,
                   struct coh_error *err);
    /* The numbers in sentences, each after a blank: for those who do not see
     * the picture. At most a few hundred words, whatever the data. */
    int (*describe)(const struct coh_chart *c, struct coh_text *out,
                    struct coh_error *err);
    /* The numbers as a table, at most COH_CHART_SHEET_ROWS rows; a kind
     * without it has no table. */
    int (*sheet)(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                 struct coh_error *err);
    void (*release)(struct coh_chart *c); /* c->own */
};

/* Add the row's by-values to `t`, "5A · fall"; a blank one is "(blank)". */
int coh_chart_by_text(const struct coh_chart *c, const struct coh_record *rec,
                      struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

/* *at becomes the number of the row's student in c->students; a new one gets
 * its label (the column c->label, else the id). */
int coh_chart_student(struct coh_chart *c, const struct coh_record *rec,
                      size_t *at, struct coh_error *err) COH_MUST_CHECK;

/* Note that there are no rows. */
int coh_chart_note_nothing(const char *file, struct coh_notes *notes,
                           struct coh_error *err) COH_MUST_CHECK;

int coh_chart_histogram(struct coh_page *page, const struct coh_chart *c);
int coh_chart_box(struct coh_page *page, const struct coh_chart *c);
int coh_chart_bars(struct coh_page *page, const struct coh_chart *c);
int coh_chart_growth(struct coh_page *page, const struct coh_chart *c);
int coh_chart_interval(struct coh_page *page, const struct coh_chart *c);
int coh_chart_interval_describe(const struct coh_chart *c, struct coh_text *out,
                                struct coh_error *err);
int coh_chart_strip(struct coh_page *page, const struct coh_chart *c);
int coh_chart_strip_describe(const struct coh_chart *c, struct coh_text *out,
                             struct coh_error *err);

/* Kinds that read their rows themselves. */
int coh_chart_scatter(struct coh_page *page, const struct coh_chart *c);
int
coh_chart_scatter_columns(struct coh_chart *c, const struct coh_header *header,
                          struct coh_error *err);
int
coh_chart_scatter_add(struct coh_chart *c, const struct coh_chart_place *place,
                      struct coh_error *err);
int coh_chart_scatter_finish(struct coh_chart *c, const char *file,
                             struct coh_notes *notes, struct coh_error *err);
int coh_chart_scatter_caption(struct coh_caption *w, const struct coh_chart *c,
                              struct coh_error *err);
int coh_chart_scatter_describe(const struct coh_chart *c, struct coh_text *out,
                               struct coh_error *err);
int
coh_chart_scatter_sheet(const struct coh_chart *c,
                        struct coh_chart_sheet *sheet, struct coh_error *err);
void coh_chart_scatter_release(struct coh_chart *c);

int coh_chart_grouping_draw(struct coh_page *page, const struct coh_chart *c);
int
coh_chart_grouping_columns(struct coh_chart *c, const struct coh_header *header,
                           struct coh_error *err);
int
coh_chart_grouping_add(struct coh_chart *c, const struct coh_chart_place *place,
                       struct coh_error *err);
int coh_chart_grouping_finish(struct coh_chart *c, const char *file,
                              struct coh_notes *notes, struct coh_error *err);
int coh_chart_grouping_caption(struct coh_caption *w, const struct coh_chart *c,
                               struct coh_error *err);
int coh_chart_grouping_describe(const struct coh_chart *c, struct coh_text *out,
                                struct coh_error *err);
int
coh_chart_grouping_sheet(const struct coh_chart *c,
                         struct coh_chart_sheet *sheet, struct coh_error *err);
void coh_chart_grouping_release(struct coh_chart *c);

/* Their data tables. */
int
coh_chart_interval_sheet(const struct coh_chart *c,
                         struct coh_chart_sheet *sheet, struct coh_error *err);
int coh_chart_strip_sheet(const struct coh_chart *c,
                          struct coh_chart_sheet *sheet, struct coh_error *err);
int
coh_chart_histogram_sheet(const struct coh_chart *c,
                          struct coh_chart_sheet *sheet, struct coh_error *err);
int coh_chart_box_sheet(const struct coh_chart *c,
                        struct coh_chart_sheet *sheet, struct coh_error *err);
int coh_chart_bars_sheet(const struct coh_chart *c,
                         struct coh_chart_sheet *sheet, struct coh_error *err);
int
coh_chart_growth_sheet(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                       struct coh_error *err);

/* The first cells of a row of a data table: the group's name, "all" where
 * there is but one without a name. */
int
coh_chart_sheet_group(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                      size_t group, struct coh_error *err) COH_MUST_CHECK;

/* The head of such a table: what groups are, then n names. */
int
coh_chart_sheet_head(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                     const enum coh_chart_word *names, size_t n,
                     struct coh_error *err) COH_MUST_CHECK;

/* A cell that is one of the program's own words. */
int
coh_chart_sheet_word(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                     enum coh_chart_word word,
                     struct coh_error *err) COH_MUST_CHECK;

/* A number as the picture has it; blank for NAN. */
int
coh_chart_sheet_shown(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                      double x, struct coh_error *err) COH_MUST_CHECK;

/* How many of the groups have a row; behind them a last row tells how many
 * there are more: coh_chart_sheet_rest. */
size_t coh_chart_sheet_groups(const struct coh_chart *c);
int
coh_chart_sheet_rest(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                     struct coh_error *err) COH_MUST_CHECK;

/* The values of a group, ascending; the caller frees them. NULL when memory
 * ends. */
double *
coh_chart_sorted(const struct coh_chart *c, const struct coh_chart_group *group,
                 struct coh_error *err) COH_MUST_CHECK;

/* The head of a table of bars, and a row of it, both without their end: more
 * columns may follow. */
int
coh_chart_sheet_bars(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                     struct coh_error *err) COH_MUST_CHECK;
int
coh_chart_sheet_bar(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                    size_t group, struct coh_error *err) COH_MUST_CHECK;

/* What coh_chart_add and coh_chart_finish do for a kind of groups, and what
 * names its values in coh_chart_columns: for a kind that does more. */
int coh_chart_add_row(struct coh_chart *c, const struct coh_chart_place *place,
                      struct coh_error *err) COH_MUST_CHECK;
int coh_chart_finish_rows(struct coh_chart *c, const char *file,
                          struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;
int coh_chart_name_value(struct coh_chart *c, const struct coh_header *header,
                         struct coh_error *err) COH_MUST_CHECK;

/* Find the students of options.highlight, into c->chosen; notes as
 * coh_chart_finish says. */
int
coh_chart_choose(struct coh_chart *c, const char *file, struct coh_notes *notes,
                 struct coh_error *err) COH_MUST_CHECK;

/* Is the student one to draw in colour? */
int coh_chart_highlighted(const struct coh_chart *c, size_t student);

/* The least and the greatest value, with the cut and the goal; 0 … 1 when
 * there are none. Intervals count with `intervals`. */
void coh_chart_range(const struct coh_chart *c, int intervals, double *low,
                     double *high);

/* What a bar stands for. */
struct coh_chart_bar {
    double value, low, high; /* NAN: none */
    double n;
    int hidden;       /* struct coh_chart_row */
    const char *band; /* likewise */
};

/* The group's count, mean with Student's interval, or the table's row.
 * COH_SYSTEM only: an interval that is not defined is NAN. */
int
coh_chart_bar(const struct coh_chart *c, const struct coh_chart_group *group,
              struct coh_chart_bar *bar, struct coh_error *err) COH_MUST_CHECK;

/* *t becomes "13.7", in a terminal "13.7 (12.1 to 15.3)"; "hidden", a band,
 * "no value". */
int coh_chart_bar_text(const struct coh_page *p, const struct coh_chart *c,
                       const struct coh_chart_bar *bar,
                       struct coh_text *t) COH_MUST_CHECK;

/* The level of intervals in per cent: "95". */
const char *
coh_chart_level_text(const struct coh_chart *c, char out[COH_NUMBER_SIZE]);

/* A group after this many is left out of the words. */
enum { COH_CHART_DESCRIBED = 40 };

/* " 5A: ", nothing but a blank for a group without a name; a name that runs
 * from right to left does not turn what stands around it. */
int coh_chart_describe_name(struct coh_span name, struct coh_text *out,
                            struct coh_error *err) COH_MUST_CHECK;

/* "13.7 (interval 12.1 to 15.3), n 27" */
int
coh_chart_describe_bar(const struct coh_chart *c,
                       const struct coh_chart_bar *bar, struct coh_text *out,
                       struct coh_error *err) COH_MUST_CHECK;

/* The value for people: with one decimal more than the data, "62 %". */
const char *coh_chart_number(const struct coh_chart *c, double x,
                             char out[COH_NUMBER_SIZE]);

#endif
