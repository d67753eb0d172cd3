/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_SVG_H
#define COH_CHART_SVG_H

#include "base/text.h"

/*
 * An SVG by gnuplot made fit for a page: it gets role="img" with a title and
 * a description, ids that no other chart of the page has, and loses what
 * gnuplot says of itself. Knows the form in which gnuplot 5.4 writes.
 *
 *     if (coh_svg_finish(raw, "unit3", title, words, &picture, err)) ...
 */

/* Add the picture in `raw` to `out`. `id` (letters, digits, - and _) starts
 * each id. COH_SYSTEM when `raw` is no SVG. */
int coh_svg_finish(struct coh_span raw, const char *id, struct coh_span title,
                   struct coh_span description, struct coh_text *out,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
