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
    /* The numbers as a table, at most COH_CHART_SHEET_ROWS rows. */
    int (*sheet)(const struct coh_chart *c, struct coh_chart_sheet *sheet,
                 struct coh_error *err);
    void (*release)(struct coh_chart *c); /* c->own */
};

/* Note that there are no rows. */
int coh_chart_note_nothing(const char *file, struct coh_notes *notes,
                           struct coh_error *err) COH_MUST_CHECK;

int coh_chart_histogram(struct coh_page *page, const struct coh_chart *c);
int coh_chart_box(struct coh_page *page, const struct coh_chart *c);
int coh_chart_bars(struct coh_page *page, const struct coh_chart *c);
int coh_chart_growth(struct coh_page *page, const struct coh_chart *c);

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

/* The value for people: with one decimal more than the data, "62 %". */
const char *coh_chart_number(const struct coh_chart *c, double x,
                             char out[COH_NUMBER_SIZE]);

#endif
