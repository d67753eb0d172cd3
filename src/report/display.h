/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_DISPLAY_H
#define COH_REPORT_DISPLAY_H

#include "report/block.h"

/*
 * What a reader sees of a block: the same table, list, chart and evidence as
 * HTML and as Markdown. Knows no files and no page around it.
 *
 * `x` fills {{…}} in captions and lines with plain text, `marked` with text
 * escaped for Markdown.
 *
 * A cell that cohort mask hid shows the word "hidden", and one line under the
 * table says why; the column that names such cells is not shown. Of a
 * table with no number left one sentence stands in its place.
 */

struct coh_display {
    const struct coh_expander *x, *marked;
    int shared; /* the page leaves the team: nothing but what its blocks show,
                   no counts of rows, no names of files, no words of tools */
    int family; /* and its readers know no commands */
};

/* The block as HTML up to its evidence line: <table> or <figure>. A chart's
 * ids start with `prefix`, if it is not NULL. Lists are Markdown: see
 * coh_display_list. */
int coh_display_html(struct coh_text *into, const struct coh_display *show,
                     const struct coh_block *b, const char *prefix,
                     struct coh_error *err) COH_MUST_CHECK;

/* The caption and the table as Markdown. */
int coh_display_markdown(struct coh_text *into, const struct coh_display *show,
                         const struct coh_block *b,
                         struct coh_error *err) COH_MUST_CHECK;

/* One bullet a row, as Markdown: `line=` with {column} filled. A blank cell
 * is "(blank)"; `\{` is a brace. COH_INPUT for a column that is not there. */
int coh_display_list(struct coh_text *into, const struct coh_display *show,
                     const struct coh_block *b,
                     struct coh_error *err) COH_MUST_CHECK;

/* "the first 10 of 112 rows", or nothing when all are shown. */
int coh_display_rest(struct coh_text *into, const struct coh_block *b,
                     struct coh_error *err) COH_MUST_CHECK;

/* A caption or the like: {{…}} filled, plain. NULL adds nothing. */
int coh_display_plain(struct coh_text *into, const struct coh_display *show,
                      const char *text, struct coh_error *err) COH_MUST_CHECK;

/* A family is told sources and days: is there nothing of the kind to say of
 * this block? */
int coh_display_tells_nothing(const struct coh_display *show,
                              const struct coh_block *b);

/* The line under the block. */
int
coh_display_evidence_html(struct coh_text *into, const struct coh_display *show,
                          const struct coh_block *b,
                          struct coh_error *err) COH_MUST_CHECK;
int coh_display_evidence_markdown(struct coh_text *into,
                                  const struct coh_display *show,
                                  const struct coh_block *b,
                                  struct coh_error *err) COH_MUST_CHECK;

/* What a note rests on: the block's name, a link to it if it is shown, its line
 * of evidence, and a link to that. */
int coh_display_data_html(struct coh_text *into, const struct coh_display *show,
                          const struct coh_block *b,
                          struct coh_error *err) COH_MUST_CHECK;
int
coh_display_data_markdown(struct coh_text *into, const struct coh_display *show,
                          const struct coh_block *b,
                          struct coh_error *err) COH_MUST_CHECK;

/* The block's part of the last section: command, files with SHA-256,
 * versions, seed, day, rows, what was left out. */
int
coh_display_trail_html(struct coh_text *into, const struct coh_display *show,
                       const struct coh_block *b,
                       struct coh_error *err) COH_MUST_CHECK;
int coh_display_trail_markdown(struct coh_text *into,
                               const struct coh_display *show,
                               const struct coh_block *b,
                               struct coh_error *err) COH_MUST_CHECK;

#endif
