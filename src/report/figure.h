/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_FIGURE_H
#define COH_REPORT_FIGURE_H

#include "table/table.h"

/*
 * A chart, taken apart: the picture, what it shows in words, and its data
 * table. cohort chart puts the words into <desc> and the table, as CSV, into
 * <metadata id="…-data"> behind it. A chart without these is a picture alone.
 *
 *     struct coh_figure f = COH_FIGURE_INIT;
 *     if (coh_figure_read(&f, svg, err)) …
 *     f.alt, f.data.rows
 *     coh_figure_release(&f);
 */

struct coh_figure {
    struct coh_text svg; /* without its data */
    struct coh_text alt; /* plain; empty without <desc> */
    struct coh_table data;
};

#define COH_FIGURE_INIT      \
    {                        \
        .svg = COH_TEXT_INIT \
    }

/* COH_INPUT when the data are there and are no table. A hidden number is the
 * word that the picture has. */
int coh_figure_read(struct coh_figure *f, struct coh_span svg,
                    struct coh_error *err) COH_MUST_CHECK;

/* Does a cell of the data say that it is hidden? */
int coh_figure_hides(const struct coh_figure *f);

void coh_figure_release(struct coh_figure *f);

#endif
