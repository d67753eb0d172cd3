/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_FRAME_H
#define COH_REPORT_FRAME_H

#include "base/text.h"

/*
 * What stands around every page: one HTML file with its style in it, no
 * script, nothing that is fetched, the stamp at the top, at the bottom and on
 * each sheet of paper.
 *
 *     struct coh_frame f = {.title = …, .head = …, .stamp = "inside the team"};
 *     if (coh_frame_begin(&f, &page, err) || … body … ||
 *         coh_frame_end(&f, &page, err)) …
 */

struct coh_frame {
    struct coh_span title; /* plain; all texts are escaped here */
    struct coh_span head;  /* "made 6 March 2026", plain */
    const char *stamp;     /* "inside the team"; no quotes or backslashes */
    const char *warning;   /* a sentence at the end of the page, or NULL */
    struct coh_span style; /* CSS beside that of all pages, may be empty */
};

int coh_frame_begin(const struct coh_frame *f, struct coh_text *into,
                    struct coh_error *err) COH_MUST_CHECK;
int coh_frame_end(const struct coh_frame *f, struct coh_text *into,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
