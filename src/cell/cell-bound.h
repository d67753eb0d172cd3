/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CELL_BOUND_H
#define COH_CELL_BOUND_H

#include "cell/cell-number.h"

/*
 * Cells that tell where a value lies and not what it is: bounds, ranges and
 * percentile ranks. A bound is no score, and a range is two numbers.
 */

enum coh_bound { COH_BOUND_NONE, COH_BOUND_BELOW, COH_BOUND_ABOVE };

struct coh_cell_bound {
    enum coh_bound side;
    char number[COH_NUMBER_SIZE];
    int inclusive; /* the value may be the number itself */
    int percent;   /* the number is one: <5% */
    int of_count;  /* n<10: it is the count that is small */
};

/* `<5`, `< 5%`, `<=5`, `≤5`, `>12.9`, `>=25`, `≥95%`, `16+` (16 or more),
 * `95%+`, and `n<10`, `N ≤ 10` of public files, which hide the value because so
 * few students are behind it; and `BR`, `BR400L` (below the zero of the Lexile
 * scale), `EM`, `EM840Q` (below that of the Quantile scale; MetaMetrics writes
 * a number below zero so). -1 when it is none. */
int coh_cell_bound_read(struct coh_span text,
                        struct coh_cell_bound *out) COH_MUST_CHECK;

/* `203-213`, `500 – 699`, `115L-265L`, `20%-30%`: from `low` to `high`, with an
 * ASCII hyphen or an en dash. Units L, Q and % may stand behind both numbers or
 * behind the second alone. -1 when it is none, or goes downward. */
int coh_cell_range(struct coh_span text, char low[COH_NUMBER_SIZE],
                   char high[COH_NUMBER_SIZE]) COH_MUST_CHECK;

enum coh_percentile_kind {
    COH_PERCENTILE_MISSING, /* blank, or a word for nothing */
    COH_PERCENTILE_RANK,    /* `number`, from 1 to 99 */
    COH_PERCENTILE_BELOW,   /* `number` is a bound: <1, ≤5 */
    COH_PERCENTILE_ABOVE,   /* >99, 99+ */
    COH_PERCENTILE_OUTSIDE, /* a number, but no rank: 0, 100, 190 */
    COH_PERCENTILE_WORD,    /* no number: look it up as a status */
};

struct coh_percentile {
    enum coh_percentile_kind kind;
    char number[COH_NUMBER_SIZE]; /* "" for MISSING and WORD */
};

/* A percentile rank: 1 to 99, as norms are published; a percent sign or an
 * English ordinal ending (81st, 42nd) may follow. A word is told apart, for
 * `Discontinue` stands in real columns of percentiles. */
void coh_cell_percentile(struct coh_span text, struct coh_percentile *out);

#endif
