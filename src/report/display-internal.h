/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_DISPLAY_INTERNAL_H
#define COH_REPORT_DISPLAY_INTERNAL_H

#include "report/display.h"

/*
 * What display.c (cells, Markdown), display-html.c and figure.c share; nobody
 * else includes this.
 */

/* What a column shows, beside numbers with 0 or more decimals. */
enum {
    COH_DISPLAY_TEXT = -1,
    COH_DISPLAY_PERCENT = -2,
    COH_DISPLAY_NOT = -3,
    COH_DISPLAY_SHARES = -4, /* text, each cell of it a share */
};

/* `escape` is coh_escape_html or coh_escape_markdown. */

/* A caption with its {{…}} filled. */
int coh_display_caption(struct coh_text *into, const struct coh_display *show,
                        const char *caption,
                        int (*escape)(struct coh_text *, struct coh_span,
                                      struct coh_error *),
                        struct coh_error *err) COH_MUST_CHECK;

/* Names of columns as words: ci_low is read as "ci low". */
int coh_display_heading(struct coh_text *into, struct coh_span name,
                        int (*escape)(struct coh_text *, struct coh_span,
                                      struct coh_error *),
                        struct coh_error *err) COH_MUST_CHECK;

int coh_display_cell(struct coh_text *into, const struct coh_block *b,
                     size_t row, size_t column, int decimals,
                     int (*escape)(struct coh_text *, struct coh_span,
                                   struct coh_error *),
                     struct coh_error *err) COH_MUST_CHECK;

/* What every column shows; the caller frees. NULL when it failed. */
int *coh_display_columns(const struct coh_block *b, struct coh_error *err);

/* Does it stand at the right, as numbers do? */
int coh_display_is_number(int decimals);

/* Under a table with hidden cells, once: what the mark means. */
int coh_display_hidden(struct coh_text *into, const struct coh_block *b,
                       const char *before, const char *behind,
                       struct coh_error *err) COH_MUST_CHECK;

/* In the place of a table that is hidden as a whole. */
int coh_display_is_hidden(const struct coh_block *b);
int coh_display_all_hidden(struct coh_text *into, const struct coh_block *b,
                           const char *before, const char *behind,
                           struct coh_error *err) COH_MUST_CHECK;

/* The table of a block in its box, and the line on hidden cells. */
int coh_display_table(struct coh_text *into, const struct coh_display *show,
                      const struct coh_block *b,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
