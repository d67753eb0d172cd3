/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_WORDS_H
#define COH_CHART_WORDS_H

#include "chart/chart.h"

/*
 * Words made from the data where the caller gives none.
 *
 *     struct coh_words w = COH_WORDS_INIT;
 *     if (coh_words_make(&w, c, err)) ...
 *     plan.title = coh_text_get(&w.title);
 *     coh_words_release(&w);
 */

struct coh_words {
    struct coh_text title;    /* "score by section" */
    struct coh_text subtitle; /* "108 scores, 4 missing" */
};

#define COH_WORDS_INIT                                    \
    {                                                     \
        .title = COH_TEXT_INIT, .subtitle = COH_TEXT_INIT \
    }

int coh_words_make(struct coh_words *w, const struct coh_chart *c,
                   struct coh_error *err) COH_MUST_CHECK;
void coh_words_release(struct coh_words *w);

/* "n = 27", "n = 27, 2 missing"; `terminal`: "n 27". */
int coh_words_count(struct coh_text *t, double n, size_t missing, int terminal,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
