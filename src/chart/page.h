/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_PAGE_H
#define COH_CHART_PAGE_H

#include "base/text.h"
#include "chart/axis.h"

/*
 * A page: the gnuplot script of one chart as it grows. It places texts so
 * that none overlaps, and leaves drawing to gnuplot.
 *
 *     coh_page_open(&page, &plan);
 *     coh_page_panel(&page, &axes);
 *     coh_page_put(&page, "$d << EOD\n");
 *     … coh_page_numbers(&page, x, 2);
 *     coh_page_put(&page, "EOD\nplot $d with points …\n");
 *     coh_page_close(&page);
 *
 * Places are units from the upper left corner: pixels, or characters on a
 * terminal (`dumb`). A call after one that failed does nothing;
 * coh_page_close tells.
 */

struct coh_chart_options;

enum coh_page_style {
    COH_PAGE_TITLE, /* 18 px, bold */
    COH_PAGE_TEXT,  /* 14 px */
    COH_PAGE_SMALL, /* 12 px, grey */
    /* On coloured ground, before what is drawn: black and white, one of which
     * has a contrast of at least 4.5:1 to any ground (chart/shade.h). */
    COH_PAGE_CELL_BLACK, /* 13 px */
    COH_PAGE_CELL_WHITE,
    COH_PAGE_TINY_BLACK, /* 12 px: 11 and more where a page shrinks it */
    COH_PAGE_TINY_WHITE,
    COH_PAGE_STYLES
};

/* Colours of Okabe and Ito (2008) that have a contrast of at least 3:1 on
 * white and on the dark ground of a page (#17181a), and greys. Their lightness
 * is alike, so what they tell apart differs in mark, dash or label as well. */
#define COH_PAGE_INK     "#1a1a1a" /* text, medians, intervals */
#define COH_PAGE_SOFT    "#666666" /* small text, axes */
#define COH_PAGE_CONTEXT "#8c8c8c" /* what stands behind the point */
#define COH_PAGE_GRID    "#e6e6e6" /* lines that may be overlooked */
#define COH_PAGE_POINT   "#0072b2" /* blue: the point */
#define COH_PAGE_LIMIT   "#d55e00" /* vermillion: cuts and goals */

/* Colours of lines, one after the other; they repeat. */
enum { COH_PAGE_COLOURS = 4 };
const char *coh_page_colour(size_t i);

struct coh_page {
    const struct coh_chart_options *options;
    struct coh_text *out;
    struct coh_error *err;
    int failed, dumb;
    double width, height;            /* of the whole page */
    double left, right, top, bottom; /* of the part that is drawn on */
    double line;                     /* height of a line of text */
    size_t texts, lines;             /* so far, in this panel */
};

/* What a kind needs before it can draw. */
struct coh_page_plan {
    const char *title, *subtitle;  /* used where the options have none */
    const char *x_label, *y_label; /* likewise */
    const char *foot;              /* how to read the picture */
    double left, right, height; /* margins, and height of the part drawn on */
    double least;               /* height below which texts would overlap */
    int x_marks;                /* there are marks under it */
};

/* A panel and its axes; numbers are in units of the data. */
struct coh_page_panel {
    double left, right, top, bottom; /* on the page */
    double x_low, x_high, y_low, y_high;
};

/* Terminal, size, titles, foot; sets left … bottom. */
void coh_page_open(struct coh_page *p, const struct coh_page_plan *plan);

/* What follows is drawn on this part of the page. */
void coh_page_panel(struct coh_page *p, const struct coh_page_panel *panel);

/* A piece of script: never cell text. At most 400 bytes. */
void coh_page_put(struct coh_page *p, const char *format, ...) COH_PRINTF(2, 3);

/* A line of a datablock; NAN is written as NaN. */
void coh_page_numbers(struct coh_page *p, const double *x, size_t n);

/* `s` at x, y (its middle), `align` one of l c r, cut to `width`. */
void coh_page_text(struct coh_page *p, double x, double y, char align,
                   enum coh_page_style style, double width, struct coh_span s);

/* The same, running upwards from y (its foot) around x; at most `height`. Not
 * on a terminal. */
void
coh_page_text_up(struct coh_page *p, double x, double y,
                 enum coh_page_style style, double height, struct coh_span s);

double coh_page_text_width(const struct coh_page *p, enum coh_page_style style,
                           struct coh_span s);

/* A straight line between two places of the panel, in units of the data.
 * `look` is what gnuplot says after nohead: "back linewidth 1 …". */
void coh_page_line(struct coh_page *p, const double from[2], const double to[2],
                   const char *look);

/* The x axis under a panel: marks with numbers, grid lines, the base line.
 * `percent` shows 0.5 as 50 %. */
void coh_page_x_axis(struct coh_page *p, const struct coh_page_panel *panel,
                     const struct coh_axis *axis, int percent);

/* Lines at the cut and the goal on the x axis, with their names above. */
void coh_page_limits(struct coh_page *p, const struct coh_page_panel *panel,
                     int percent);

/* The same on the y axis, without names: the cut dashed, the goal dotted. */
void coh_page_levels(struct coh_page *p, const struct coh_page_panel *panel);

/* Where a number of the panel stands on the page. */
double coh_page_x(const struct coh_page_panel *panel, double x);
double coh_page_y(const struct coh_page_panel *panel, double y);

/* A panel is complete: forget its texts and lines. */
void coh_page_panel_end(struct coh_page *p);

/* The end of the script; -1 if any call before it failed. */
int coh_page_close(struct coh_page *p) COH_MUST_CHECK;

#endif
