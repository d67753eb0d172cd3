/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_WEAVE_INTERNAL_H
#define COH_REPORT_WEAVE_INTERNAL_H

#include "report/display.h"
#include "report/weave.h"

/*
 * What weave.c, page.c and twin.c share; nobody else includes this.
 */

/* The two expanders of what a page shows, plain and escaped for Markdown:
 * dates in words. They live as long as the variable. */
struct coh_weave_view {
    struct coh_expander plain, marked;
    struct coh_display show;
};

void coh_weave_view_init(struct coh_weave_view *view, struct coh_weave *w);

/* Add the source as Markdown: text with {{…}} filled, blocks through `put`. */
int coh_weave_text(struct coh_weave *w, struct coh_text *into,
                   int (*put)(void *context, const struct coh_block *b,
                              struct coh_text *into, struct coh_error *err),
                   void *context, struct coh_error *err) COH_MUST_CHECK;

/* What a block without rows says, as Markdown: empty= or missing=, with the
 * stage's words, unless the page is shared, when there was nothing to judge.
 * COH_INPUT without empty=. */
int coh_weave_empty(struct coh_text *into, const struct coh_display *show,
                    const struct coh_block *b,
                    struct coh_error *err) COH_MUST_CHECK;

/* The level of a heading (`## Results`: 2), 0 for another line. */
int coh_weave_heading(struct coh_span line);

/* Find the lines of text that go with the blocks that are left out. */
int
coh_weave_find_gone(struct coh_weave *w, struct coh_error *err) COH_MUST_CHECK;

/* What stands for a block that the shared page leaves out, as Markdown; for
 * several in a row, headings between, once. */
int coh_weave_left_out(struct coh_text *into, const struct coh_block *b,
                       struct coh_error *err) COH_MUST_CHECK;

/* Note for the author, block by block, what cohort mask said of what it hides:
 * how much, and what to merge. */
int coh_weave_tell_hidden(const struct coh_weave *w,
                          struct coh_error *err) COH_MUST_CHECK;

/* For whom the page is: "Internal: for the team only". */
const char *coh_weave_stamp(const struct coh_weave *w);

/* "Maple team · made 6 March 2026 · Internal: for the team only", plain. */
int coh_weave_head(const struct coh_weave *w, struct coh_text *into,
                   struct coh_error *err) COH_MUST_CHECK;

/* `title` of the front matter, else the name of the file; plain. */
int coh_weave_title(const struct coh_weave *w, struct coh_text *into,
                    struct coh_error *err) COH_MUST_CHECK;

/* "weekly.md, SHA-256 …", plain; on a shared page without the hash: blocks with
 * share=no can be guessed from it. */
int coh_weave_origin(const struct coh_weave *w, struct coh_text *into,
                     struct coh_error *err) COH_MUST_CHECK;

/* Put file, line and block before an error. Returns -1. */
int coh_weave_blame(const struct coh_weave *w, const struct coh_block *b,
                    struct coh_error *err);

#endif
