/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_CAPTION_H
#define COH_CHART_CAPTION_H

#include "chart/chart.h"

/*
 * Words made from the data where the caller gives none.
 *
 *     struct coh_caption w = COH_CAPTION_INIT;
 *     if (coh_caption_make(&w, c, err)) ...
 *     plan.title = coh_text_get(&w.title);
 *     coh_caption_release(&w);
 */

struct coh_caption {
    struct coh_text title;    /* "score by section" */
    struct coh_text subtitle; /* "108 scores, 4 missing" */
};

#define COH_CAPTION_INIT                                  \
    {                                                     \
        .title = COH_TEXT_INIT, .subtitle = COH_TEXT_INIT \
    }

int coh_caption_make(struct coh_caption *w, const struct coh_chart *c,
                     struct coh_error *err) COH_MUST_CHECK;
void coh_caption_release(struct coh_caption *w);

/* "n = 27", "n = 27, 2 missing"; in a terminal "n 27"; nothing for NAN. */
int coh_caption_count(struct coh_text *t, const struct coh_chart *c, double n,
                      size_t missing, struct coh_error *err) COH_MUST_CHECK;

#endif
