/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_NAMING_H
#define COH_REPORT_NAMING_H

#include <stdint.h>

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
 * of four characters or more, as whole words with all of their zeros, without
 * regard to case: but not a number that fills a cell of a table or a label of a
 * chart, nor a part of a date or of a decimal number.
 *
 * Of a page about some students the others are looked for, more strictly: an id
 * of five characters is no number that fills a cell by chance, nor a part of a
 * date; a line below parts words; and the words within tags count. A name that
 * one of the page's own students has too is no leak, nor is theirs.
 */

struct coh_naming {
    struct coh_keys name; /* folded, words with one blank between */
    struct coh_keys id;   /* in small letters */
    struct coh_keys own;  /* names of the page's own students, as in `name` */
    uint64_t lengths;     /* of ids: a bit each */
    size_t words;         /* of the longest name */
    int strict;
};

#define COH_NAMING_INIT                                                \
    {                                                                  \
        .name = {.width = 1}, .id = {.width = 1}, .own = {.width = 1 } \
    }

int coh_naming_add(struct coh_naming *names, struct coh_span name,
                   struct coh_error *err) COH_MUST_CHECK;
int coh_naming_add_id(struct coh_naming *names, struct coh_span id,
                      struct coh_error *err) COH_MUST_CHECK;

/* Whom `cohort roster list` knows in this folder: a header, then a line a
 * student, with tabs between id, name, first and last day; nothing when there
 * is no store. `tools` is where the tools are. */
int coh_naming_list(struct coh_text *list, const char *tools,
                    struct coh_error *err) COH_MUST_CHECK;

/* The next student of such a list, which gets shorter; 0 when there is none. */
struct coh_naming_student {
    struct coh_span id, name, from, to;
};
int coh_naming_next(struct coh_span *list, struct coh_naming_student *student);

/* Everybody of the list, or, when the page is about `only` (may be NULL), all
 * others; *known: 0 when the list is empty. */
int coh_naming_roster(struct coh_naming *names, struct coh_span list,
                      const struct coh_only *only, int *known,
                      struct coh_error *err) COH_MUST_CHECK;

/* *hit: does the text, Markdown or plain, or the HTML, name somebody? */
int coh_naming_in(const struct coh_naming *names, struct coh_span text,
                  int *hit, struct coh_error *err) COH_MUST_CHECK;
int coh_naming_in_html(const struct coh_naming *names, struct coh_span html,
                       int *hit, struct coh_error *err) COH_MUST_CHECK;

/* The two halves of coh_naming_in. */
int coh_naming_in_words(const struct coh_naming *names, struct coh_span text,
                        int *hit, struct coh_error *err) COH_MUST_CHECK;
int coh_naming_in_ids(const struct coh_naming *names, struct coh_span text);

/* COH_INPUT when a page or a chart names somebody: says the line of the source
 * or the block, never the name. Either page may be empty. */
int coh_naming_check(const struct coh_naming *names, const struct coh_weave *w,
                     struct coh_span html, struct coh_span markdown,
                     struct coh_error *err) COH_MUST_CHECK;

/* The roster, then the check of the page that was made, HTML or Markdown, of
 * its twin, which may be empty, and of the names of their files (may be NULL);
 * a note when there is no roster. A page about some students that is for the
 * team may quote who names another: that is noted, to look at. */
int coh_naming_guard(const struct coh_weave *w, const struct coh_text *page,
                     const struct coh_text *twin, const char *const *file,
                     struct coh_error *err) COH_MUST_CHECK;

void coh_naming_release(struct coh_naming *names);

#endif
