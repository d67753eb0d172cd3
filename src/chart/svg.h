/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_SVG_H
#define COH_CHART_SVG_H

#include "base/text.h"

/*
 * An SVG by gnuplot made fit for a page: it gets role="img" with a title, a
 * description and its data table, ids that no other chart of the page has, and
 * loses what gnuplot says of itself. Knows the form in which gnuplot 5.4
 * writes.
 *
 *     if (coh_svg_finish(raw, &about, &picture, err)) ...
 */

/* What is said of a picture. */
struct coh_svg_about {
    const char *id; /* letters, digits, - and _: starts each id */
    struct coh_span title, description;
    struct coh_span data; /* CSV, in <metadata>, its lines kept; or empty */
};

/* Add the picture in `raw` to `out`. COH_SYSTEM when `raw` is no SVG. */
int coh_svg_finish(struct coh_span raw, const struct coh_svg_about *about,
                   struct coh_text *out, struct coh_error *err) COH_MUST_CHECK;

#endif
