/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_CELL_H
#define COH_INTAKE_CELL_H

#include "base/decimal.h"
#include "intake/layout.h"

/*
 * Cells: from what an export wrote to a score, a status or a day. What is not
 * understood is never a number: it keeps its text and the status `unparsed`.
 */

struct coh_cell {
    enum coh_status status;
    char score[COH_NUMBER_SIZE];     /* plain decimal, "" unless scored */
    char max_score[COH_NUMBER_SIZE]; /* of "7 / 10", else "" */
    int percent;                     /* "85%" */
    int keep_raw; /* the text says more than the score: keep it */
};

/* Read a score. In this order: blank is missing; the rule's codes; a decimal,
 * with the rule's suffix or without; `7 / 10`; `85%`; the bounds <5, >12.9,
 * 16+, BR400L (below reading) and EM840Q (below the Quantile scale):
 * censored, for a bound is no score; what a spreadsheet made of it (2-Jul,
 * 1.11E+56: corrupt_excel); the rest is unparsed. 20.00 becomes 20. `rule`
 * may be NULL. */
void coh_cell_score(struct coh_span text, const struct coh_layout_result *rule,
                    struct coh_cell *out);

/* What the commas and points of a column's numbers show. 9,5 and 1.204,50
 * can only have a decimal comma; 9.5, 1,204.5 and 1,204,000 only a point;
 * 1,204 can be either. */
struct coh_mark_evidence {
    size_t comma, point;
};

enum coh_mark { COH_MARK_UNKNOWN, COH_MARK_POINT, COH_MARK_COMMA };

void coh_cell_mark_look(struct coh_span text, struct coh_mark_evidence *e);

/* COMMA or POINT when only one of them was shown, else UNKNOWN. */
enum coh_mark coh_cell_mark(const struct coh_mark_evidence *e);

/* A number as it reads with a decimal point and without marks between
 * thousands, in `out`; `text` itself when it is no such number, needs no
 * change, or the mark is UNKNOWN. */
#define COH_PLAIN_SIZE 48
struct coh_span coh_cell_plain(struct coh_span text, enum coh_mark mark,
                               char out[COH_PLAIN_SIZE]);

/* Is this an id that a spreadsheet turned into 9.90694E+11? */
int coh_cell_id_is_damaged(struct coh_span text);

/* A term as `season year`: "Fall 2025-2026" and "Fall 2025" are `fall 2025`,
 * "Winter 2025-2026" and "Spring 2025-2026" are of 2026; other text stays.
 * `out` takes at least 64 bytes; returns a span of it or of `text`. */
struct coh_span coh_cell_term(struct coh_span text, char out[64]);

#endif
