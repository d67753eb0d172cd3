/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_WEAVE_INTERNAL_H
#define COH_REPORT_WEAVE_INTERNAL_H

#include "report/display.h"
#include "report/weave.h"
#include "report/why.h"

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

/* The block of this id, or NULL; and the error that there is none. */
const struct coh_block *
coh_weave_find(const struct coh_weave *w, struct coh_span id);
int coh_weave_no_block(const struct coh_weave *w, struct coh_span id,
                       struct coh_error *err);

/* The value of a name for pipelines and parameters, which cannot count with
 * words: an expander's. `weave` is the struct. */
int coh_weave_plain(void *weave, struct coh_span name, struct coh_text *into,
                    struct coh_error *err) COH_MUST_CHECK;

/* Behind the last block that the command of a later one stands on. */
size_t coh_weave_stand(const struct coh_weave *w);

/* A margin note, with what it rests on. */
struct coh_weave_note {
    struct coh_why why;
    size_t line;                   /* of the source */
    const struct coh_block *block; /* it has data, or the note waits */
    const char *waits; /* the words of missing=, when there are no data yet */
    int stale;         /* a source of it is overdue */
};

/* Find the block of the note. On a page for the team a note waits whose block
 * has nothing to judge and says so by missing=, its own or that of the block
 * that it needs. COH_INPUT when there is no such block, when it has no
 * data else, when a source of it is overdue and no although says why that does
 * not matter, and when the page is shared and the block may not be. */
int coh_weave_note_check(const struct coh_weave *w, struct coh_weave_note *note,
                         struct coh_error *err) COH_MUST_CHECK;

/* Add the sources of a block that are overdue, as the tools tell it, dates in
 * words: "notes: due 27 Feb 2026, last 2 Feb 2026". Nothing when none is. */
int coh_weave_stale(const struct coh_block *b, struct coh_text *into,
                    struct coh_error *err) COH_MUST_CHECK;

/* Add finding, move and although of a note as Markdown paragraphs, or the words
 * for what it waits for, each behind `before`: blanks, or blanks and "> ". */
int coh_weave_note_steps(struct coh_weave *w, const struct coh_weave_note *note,
                         const char *before, struct coh_text *into,
                         struct coh_error *err) COH_MUST_CHECK;

/* What a form of the page does with blocks, and with the notes behind a
 * paragraph, whose text stands `indent` blanks from the margin. */
struct coh_weave_put {
    int (*block)(void *context, const struct coh_block *b,
                 struct coh_text *into, struct coh_error *err);
    int (*notes)(void *context, const struct coh_weave_note *note, size_t n,
                 int indent, struct coh_text *into, struct coh_error *err);
    void *context;
};

/* Add the source as Markdown: text with {{…}} filled, the rest through `put`.
 */
int coh_weave_text(struct coh_weave *w, struct coh_text *into,
                   const struct coh_weave_put *put,
                   struct coh_error *err) COH_MUST_CHECK;

/* Add text of the source with {{…}} filled, as one line of Markdown. */
int coh_weave_fill(struct coh_weave *w, struct coh_span text,
                   struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

/* Exactly one blank line behind what stands there. */
int coh_weave_end_paragraph(struct coh_text *into,
                            struct coh_error *err) COH_MUST_CHECK;

/* Does the command of a block stand on the student or on another block, so that
 * it may come out differently for each student? */
int coh_weave_differs(const struct coh_weave *w, const struct coh_block *b);

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

/* For whom the page is, and in which language: `for`, `language` and `words` of
 * the parameters or the front matter; reads the words. */
int
coh_weave_audience(struct coh_weave *w, struct coh_error *err) COH_MUST_CHECK;

/* Note the program's own words that the file of words does not have. */
int coh_weave_tell_words(const struct coh_weave *w,
                         struct coh_error *err) COH_MUST_CHECK;

/* {{word:KEY}}. */
int coh_weave_word(const struct coh_weave *w, struct coh_span key,
                   struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

/* Add the value of {{name}} as people read it: days, and numbers of blocks, in
 * the language of the page. */
int coh_weave_prose(const struct coh_weave *w, struct coh_span name,
                    const struct coh_text *plain, struct coh_text *into,
                    struct coh_error *err) COH_MUST_CHECK;

/* One of the program's own words, escaped for HTML. */
int
coh_weave_say(const struct coh_weave *w, struct coh_text *into, const char *key,
              const char *english, struct coh_error *err) COH_MUST_CHECK;

/* For whom the page is: "Internal: for the team only". Fit for HTML and CSS. */
const char *coh_weave_stamp(const struct coh_weave *w);

/* The name of the team, plain; nothing when it is not known. */
int coh_weave_team(const struct coh_weave *w, struct coh_text *into,
                   struct coh_error *err) COH_MUST_CHECK;

/* "made 6 March 2026", plain. */
int coh_weave_made(const struct coh_weave *w, struct coh_text *into,
                   struct coh_error *err) COH_MUST_CHECK;

/* `title` of the front matter, else the name of the file; plain. */
int coh_weave_title(const struct coh_weave *w, struct coh_text *into,
                    struct coh_error *err) COH_MUST_CHECK;

/* "weekly.md, SHA-256 …", plain; on a shared page without the hash: blocks with
 * share=no can be guessed from it. */
int coh_weave_origin(const struct coh_weave *w, struct coh_text *into,
                     struct coh_error *err) COH_MUST_CHECK;

/* Open what was kept of earlier weavings; nothing for a shared page, whose
 * tables are judged each time. */
int coh_weave_recall(struct coh_weave *w, struct coh_error *err) COH_MUST_CHECK;

/* Put file, line and block before an error. Returns -1. */
int coh_weave_blame(const struct coh_weave *w, const struct coh_block *b,
                    struct coh_error *err);

#endif
