/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_OWN_H
#define COH_REPORT_OWN_H

#include "report/block.h"

/*
 * The program's own words in what a block shows, in the language of the page
 * (b->words; without them English).
 */

/* The word of a key, plain. */
int
coh_own_word(struct coh_text *into, const struct coh_block *b, const char *key,
             const char *english, struct coh_error *err) COH_MUST_CHECK;

/* Does {column|word} stand there? Then *name becomes the column. */
int coh_own_is_keyed(struct coh_span *name);

/* The word of the key COLUMN.CELL, as Markdown: of a cell `not yet` in the
 * column mastery that of `mastery.not yet`. COH_INPUT when there is none. */
int coh_own_keyed(struct coh_text *into, const struct coh_block *b, size_t row,
                  struct coh_span column, struct coh_error *err) COH_MUST_CHECK;

/* Give the number in `shown` the decimal mark of the page; other text stays. */
int coh_own_number(struct coh_text *shown, const struct coh_block *b,
                   struct coh_error *err) COH_MUST_CHECK;

/* "hidden: hidden to protect small groups" between two texts. */
int coh_own_hidden(struct coh_text *into, const struct coh_block *b,
                   const char *before, const char *behind,
                   struct coh_error *err) COH_MUST_CHECK;

/* What stands in the place of a table that is hidden as a whole. */
int coh_own_all_hidden(struct coh_text *into, const struct coh_block *b,
                       const char *before, const char *behind,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
