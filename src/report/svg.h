/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_SVG_H
#define COH_REPORT_SVG_H

#include "base/text.h"

/*
 * A chart that becomes part of a page: without XML declaration and doctype,
 * with ids that are the page's only ones, and with nothing in it that runs or
 * is fetched.
 *
 *     if (coh_svg_check(svg, err) || coh_svg_inline(&page, svg, "unit3", err))
 */

/* COH_INPUT when the text is no whole <svg>…</svg>, or holds a script, a
 * foreign object, an on… attribute, an entity, or an address outside of
 * itself. */
int coh_svg_check(struct coh_span svg, struct coh_error *err) COH_MUST_CHECK;

/* Add the <svg> element. With `prefix` every id and every reference to one
 * (#id, url(#id), aria-labelledby, aria-describedby) starts with PREFIX-;
 * NULL leaves them. */
int coh_svg_inline(struct coh_text *into, struct coh_span svg,
                   const char *prefix, struct coh_error *err) COH_MUST_CHECK;

/* The width="…" of the <svg> in its pixels; 0 when it says none. */
long coh_svg_width(struct coh_span svg);

/* The next id="…" at or behind *at, which moves behind it; 0 at the end. */
int coh_svg_next_id(struct coh_span svg, size_t *at, struct coh_span *id);

#endif
