/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_FRAME_H
#define COH_REPORT_FRAME_H

#include "base/text.h"

/*
 * What stands around every page: one HTML file with its style in it, no
 * script, nothing that is fetched, the stamp at the top, at the bottom and on
 * each sheet of paper.
 *
 *     struct coh_frame f = {.title = …, .head = …, .stamp = COH_FRAME_INSIDE};
 *     if (coh_frame_begin(&f, &page, err) || … body … ||
 *         coh_frame_end(&f, &page, err)) …
 */

struct coh_frame {
    struct coh_span title;    /* plain; all texts are escaped here */
    struct coh_span team;     /* "Maple team", may be empty */
    struct coh_span head;     /* "made 6 March 2026" */
    const char *stamp;        /* one of those below, or the like */
    const char *warning;      /* a sentence for each page, or NULL */
    struct coh_span style;    /* CSS beside that of all pages, may be empty */
    struct coh_span language; /* "es"; blank: English */
    struct coh_span skip;     /* "Skip to the content"; blank: so */
    int noted;                /* there are notes: keep a margin for them */
};

#define COH_FRAME_INSIDE "inside the team"
#define COH_FRAME_SHARED "may be shared"

/* Of every page that leaves the team. */
#define COH_FRAME_WARNING                                             \
    "Safe against arithmetic on all published releases, not against " \
    "readers who know the children."

int coh_frame_begin(const struct coh_frame *f, struct coh_text *into,
                    struct coh_error *err) COH_MUST_CHECK;
int coh_frame_end(const struct coh_frame *f, struct coh_text *into,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
