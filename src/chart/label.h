/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_LABEL_H
#define COH_CHART_LABEL_H

#include "base/text.h"

/*
 * Labels: how wide a text will be, and what to do when that is too wide.
 *
 * The reader's font is not known here, so widths are those of a wide one
 * (DejaVu Sans, rounded up by classes of letters): what fits by this measure
 * fits in the usual fonts. `size` is the font size in pixels; 0 stands for a
 * terminal, where widths are columns.
 *
 *     struct coh_text t = COH_TEXT_INIT;
 *     if (coh_label_cut(name, 160, 14, &t, err)) ...
 */

double coh_label_width(struct coh_span s, double size);

/* Add `s` to `out`, at most `width` wide: else cut in the middle, with "…",
 * since names differ at both ends. Control characters become blanks and what
 * is not UTF-8 "?", so that a label is one line of text. */
int coh_label_cut(struct coh_span s, double width, double size,
                  struct coh_text *out, struct coh_error *err) COH_MUST_CHECK;

/* Add all of `s`, cleaned likewise. */
int coh_label_clean(struct coh_span s, struct coh_text *out,
                    struct coh_error *err) COH_MUST_CHECK;

/* The same, between marks (U+2068, U+2069) where it has letters that run from
 * right to left, so that the words around it keep their order. */
int coh_label_isolate(struct coh_span s, struct coh_text *out,
                      struct coh_error *err) COH_MUST_CHECK;

/* Add all of `s`, cleaned, but for those marks. */
int coh_label_clean_around(struct coh_span s, struct coh_text *out,
                           struct coh_error *err) COH_MUST_CHECK;

/* The first line of `s` in lines of `width`, broken at a blank; what is
 * behind it stays in *rest. A word longer than a line is a line. */
struct coh_span coh_label_line(struct coh_span s, double width, double size,
                               struct coh_span *rest);

#endif
