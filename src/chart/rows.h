/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_ROWS_H
#define COH_CHART_ROWS_H

#include "chart/kind.h"

/*
 * Charts whose groups are rows, one below the other, so that names stand
 * level, and values run to the right on one axis.
 *
 *     struct coh_chart_rows r = {.axis = axis, .n = counts, .foot = "…"};
 *     coh_chart_rows_open(page, c, &r);
 *     … plot; the middle of group i is y = i + 1 …
 */

struct coh_chart_rows {
    struct coh_axis axis;
    const double *n;    /* one a group, said beside its name; NAN: not */
    const size_t *each; /* scores that a dot stands for, said where it is more
                           than one; or NULL */
    const char *foot;   /* how to read it */
    const char *value;  /* name of the axis */
    const char *below, *above; /* what the sides of 0 are called; NULL: not */
    int zero;                  /* a line at 0 */
    int slim; /* many rows: name and count on one line, as close as that lets */
    double right;                /* margin for texts behind the values */
    struct coh_page_panel panel; /* set by the call */
    double height;               /* of a row, likewise */
};

/* Open the page, write names, counts, axis and limits. -1 when memory ends. */
int coh_chart_rows_open(struct coh_page *page, const struct coh_chart *c,
                        struct coh_chart_rows *rows) COH_MUST_CHECK;

#endif
