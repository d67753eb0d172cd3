/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_CELL_H
#define COH_INTAKE_CELL_H

#include "cell/cell-bound.h"
#include "cell/cell-id.h"
#include "cell/cell-mark.h"
#include "cell/cell-status.h"
#include "cell/cell-term.h"
#include "layout/layout.h"

/*
 * Cells: from what an export wrote to a score, a status or a day. What is not
 * understood is never a number: it keeps its text and the status `unparsed`.
 *
 *     struct coh_cell cell;
 *     coh_cell_score(text, rule, &cell);
 *     if (cell.status == COH_STATUS_SCORED) … cell.score …
 *
 * Nothing here allocates, and nothing depends on the locale.
 */

struct coh_cell {
    enum coh_status status;
    char score[COH_NUMBER_SIZE];     /* plain decimal, "" unless scored */
    char max_score[COH_NUMBER_SIZE]; /* of "7 / 10", else "" */
    int percent;                     /* "85%", "<5%" */
    int keep_raw;          /* the text says more than the score: keep it */
    struct coh_span level; /* of "85.12 B+": a piece of the text, or empty */
    /* Of a censored cell the bound, side NONE in all others; of a suppressed
     * one (n<10) that of the count. */
    struct coh_cell_bound bound;
};

/* Read a score. The first of these that fits:
 *
 * - blanks: missing. The one status whose text is not kept.
 * - a code of the rule: its status. So a layout may give `-` a meaning.
 * - a decimal, with the rule's suffix or without: 14, −5, 1'204, 580L.
 * - a word for nothing, NULL, N/A or --- (coh_blank_is_word): missing.
 * - `7 / 10`, `10 out of 15`: score and maximum. `85%`, `85 %`: a percentage.
 * - one of these three behind it a letter grade, `85.12 B+`, `85.12 (B+)`; a
 *   capitalised word before a percentage, `STRATEGIC 91%`: score and `level`.
 * - with COH_CELL_LETTERS a letter grade alone: scored, by its level only.
 * - a bound, <5, ≥95%, 16+, BR400L: censored, for a bound is no score. n<10:
 *   suppressed.
 * - what a spreadsheet made of it, 2-Jul, 7/2/2026, 1.11E+56: corrupt_excel.
 * - the rest, (45.00), 203-213, `19 915` and Level 3 among it: unparsed.
 *
 * 20.00 becomes 20. `rule` may be NULL. The text is kept by *out, if it has a
 * level. */
enum { COH_CELL_LETTERS = 1 };
void coh_cell_read(struct coh_span text, const struct coh_layout_result *rule,
                   int flags, struct coh_cell *out);

/* The status that the text has by a code of the rule, its own codes before
 * those of [common]. -1 when it is none; `rule` may be NULL. */
int coh_cell_code(struct coh_span text, const struct coh_layout_result *rule,
                  enum coh_status *status) COH_MUST_CHECK;

/* The same, without letter grades alone. */
void coh_cell_score(struct coh_span text, const struct coh_layout_result *rule,
                    struct coh_cell *out);

/* Make the score of a percentage the points that it is of `max_score`. -1, and
 * nothing changed, where that is unknown or 0: 51 % of nothing is no 0. */
int coh_cell_points(struct coh_cell *cell,
                    struct coh_span max_score) COH_MUST_CHECK;

#endif
