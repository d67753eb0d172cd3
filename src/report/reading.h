/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_READING_H
#define COH_REPORT_READING_H

#include "table/lexicon.h"
#include "table/table.h"

/*
 * Cells as people read them, and single values out of a table.
 *
 * A column of numbers shows the decimals that it holds, two at most unless
 * told, all cells the same; a number that would be shown as 0 and is not
 * keeps the decimals up to its first digit. Rounding is on the decimal text,
 * half away from zero. Text is shown as it is.
 */

/* Decimals to show for a column: -1 when it is text. `digits` ≥ 0: that many
 * for a column that has any; of a table that cohort mask wrote, no more than it
 * has. */
int coh_reading_decimals(const struct coh_table *t, size_t column, long digits);

/* Add a cell with that many decimals (-1: as it is). */
int coh_reading_show(struct coh_text *into, struct coh_span cell, int decimals,
                     struct coh_error *err) COH_MUST_CHECK;

/* Add a share as percent: 0.634 is "63 %", with `digits` decimals if above 0; a
 * band of cohort mask as it is read. COH_INPUT for what is no number. */
int coh_reading_percent(struct coh_text *into, struct coh_span cell,
                        long digits, struct coh_error *err) COH_MUST_CHECK;

/* The column of the share `name`, or of the band that cohort mask made of it:
 * `rate_band` for `rate`. COH_INPUT when there is neither. */
int coh_reading_share(const struct coh_table *t, struct coh_span name,
                      size_t *at, struct coh_error *err) COH_MUST_CHECK;

/* The column, as cohort mask writes it, in which each row names the columns
 * that it hides; header.n when there is none. */
size_t coh_reading_suppressed(const struct coh_table *t);

/* Is the cell blank because it protects a small group? */
int coh_reading_hidden(const struct coh_table *t, size_t row, size_t column);

/* Are all numbers of the first `rows` rows hidden, so that nothing but labels
 * would stand there? */
int coh_reading_all_hidden(const struct coh_table *t, size_t rows);

/* Add the cell of `row` in the column `name`, plain. `name%` shows a share as
 * percent (0.634: "63 %"), or its band, unless a column is called that. A blank
 * cell adds nothing, one that is hidden says so. COH_INPUT when the column is
 * not there, or a percent is asked of what is no number. */
int coh_reading_of_row(struct coh_text *into, const struct coh_table *t,
                       size_t row, struct coh_span name, long digits,
                       struct coh_error *err) COH_MUST_CHECK;

/* Add `text` as prose has it: each ISO date that stands alone as "9 Feb 2026"
 * or, in full, "9 February 2026"; all else as it is. The date within a name,
 * `probes-2026-02-09.csv`, is none. */
int coh_reading_words(struct coh_text *into, struct coh_span text, int in_full,
                      const struct coh_lexicon *words,
                      struct coh_error *err) COH_MUST_CHECK;

/* Add the text; when it is a number, alone or in percent, with the decimal mark
 * of `words`. */
int coh_reading_number(struct coh_text *into, struct coh_span text,
                       const struct coh_lexicon *words,
                       struct coh_error *err) COH_MUST_CHECK;

/* Add a value as prose has it: days in full, a number with its decimal mark. */
int coh_reading_prose(struct coh_text *into, struct coh_span text,
                      const struct coh_lexicon *words,
                      struct coh_error *err) COH_MUST_CHECK;

/* Why there is no score, in words, for what the column `status` of a tidy
 * result holds: `no_record` is "no result". Another text is its own word. */
struct coh_span
coh_reading_status(struct coh_span status, const struct coh_lexicon *words);

/* Add the value that `want` asks for: `mean` (the first row),
 * `mean@section=5B@measure=overall` (the one row that fits), `name@*` (all
 * rows, with commas between; nothing when there are none) or `#rows`. *hidden
 * becomes 1 when a value is hidden, and its words stand there.
 * COH_INPUT when no row fits, several do, or the cell is blank. */
int coh_reading_find(struct coh_text *into, const struct coh_table *t,
                     struct coh_span want, long digits, int *hidden,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
