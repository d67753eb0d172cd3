/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_SHEET_H
#define COH_CHART_SHEET_H

#include "base/text.h"

/*
 * The data table of a picture: what is drawn, as rows of CSV, for those who
 * do not see it or want the numbers. It shows nothing that the picture does
 * not show: a hidden number is the word that the picture has.
 *
 *     coh_chart_sheet_text(sheet, coh_span_of("section"), err)
 *     coh_chart_sheet_text(sheet, coh_span_of("mean"), err)
 *     coh_chart_sheet_end(sheet, err)
 */

/* A kind with more to show sums it up in fewer rows. */
enum { COH_CHART_SHEET_ROWS = 250 };

struct coh_chart_sheet {
    struct coh_text csv;
    size_t cells; /* of the row that is written */
    size_t rows;  /* with the header */
};

#define COH_CHART_SHEET_INIT \
    {                        \
        .csv = COH_TEXT_INIT \
    }

/* A cell, as one line: quoted where CSV needs it, control characters (line
 * ends too) as blanks. */
int coh_chart_sheet_text(struct coh_chart_sheet *sheet, struct coh_span cell,
                         struct coh_error *err) COH_MUST_CHECK;

int coh_chart_sheet_string(struct coh_chart_sheet *sheet, const char *cell,
                           struct coh_error *err) COH_MUST_CHECK;

/* A number as it was read, in the shortest text that reads back to the same;
 * blank for NAN. */
int coh_chart_sheet_number(struct coh_chart_sheet *sheet, double x,
                           struct coh_error *err) COH_MUST_CHECK;

/* The end of a row. */
int coh_chart_sheet_end(struct coh_chart_sheet *sheet,
                        struct coh_error *err) COH_MUST_CHECK;

void coh_chart_sheet_release(struct coh_chart_sheet *sheet);

#endif
