/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_NAMING_H
#define COH_REPORT_NAMING_H

#include "base/keys.h"
#include "report/weave.h"

/*
 * Does a finished page name a student? Before it leaves the team.
 *
 *     if (coh_weave_html(&w, &page, err) || coh_naming_guard(&w, &page, &twin,
 *         err)) …
 *
 * Whole names count, "Abdi, Inés" and "Inés Abdi", without regard to case,
 * accents, apostrophes and middle names; a given name alone does not. So do ids
 * of four characters or more, as whole words with all of their zeros: but not a
 * number that fills a cell of a table or a label of a chart, nor a part of a
 * date or of a decimal number.
 */

struct coh_naming {
    struct coh_keys name; /* folded, words with one blank between */
    struct coh_keys id;
};

#define COH_NAMING_INIT                           \
    {                                             \
        .name = {.width = 1}, .id = {.width = 1 } \
    }

int coh_naming_add(struct coh_naming *names, struct coh_span name,
                   struct coh_error *err) COH_MUST_CHECK;
int coh_naming_add_id(struct coh_naming *names, struct coh_span id,
                      struct coh_error *err) COH_MUST_CHECK;

/* Everybody whom `cohort roster list` knows in this folder; *known: 0 when
 * there is no store, or nobody in it. `folder` is where the tools are. */
int coh_naming_roster(struct coh_naming *names, const char *folder, int *known,
                      struct coh_error *err) COH_MUST_CHECK;

/* *hit: does the text, Markdown or plain, or the HTML, name somebody? */
int coh_naming_in(const struct coh_naming *names, struct coh_span text,
                  int *hit, struct coh_error *err) COH_MUST_CHECK;
int coh_naming_in_html(const struct coh_naming *names, struct coh_span html,
                       int *hit, struct coh_error *err) COH_MUST_CHECK;

/* COH_INPUT when a page or a chart names somebody: says the line of the source
 * or the block, never the name. Either page may be empty. */
int coh_naming_check(const struct coh_naming *names, const struct coh_weave *w,
                     struct coh_span html, struct coh_span markdown,
                     struct coh_error *err) COH_MUST_CHECK;

/* The roster, then the check of the page that was made, HTML or Markdown, and
 * of its twin, which may be empty; a note when there is no roster. */
int coh_naming_guard(const struct coh_weave *w, const struct coh_text *page,
                     const struct coh_text *twin,
                     struct coh_error *err) COH_MUST_CHECK;

void coh_naming_release(struct coh_naming *names);

#endif
