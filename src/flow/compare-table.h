/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_COMPARE_TABLE_H
#define COH_FLOW_COMPARE_TABLE_H

#include "flow/compare.h"
#include "stat/difference.h"
#include "stat/permute.h"
#include "table/columns.h"

/*
 * The table of differences that groups and pairs share: rows are collected,
 * because p-values are adjusted over all of them, then written.
 *
 *     struct coh_compare_table t = COH_COMPARE_TABLE_INIT;
 *     if (!(row = coh_compare_table_add(&t, err)))
 *         goto out;
 *     … fill *row, coh_compare_verdict(row, ask, err) …
 *     rc = coh_compare_table_write(&t, run, ask, err);
 *
 * Names are spans of whoever read the rows, and must live until the table is
 * written.
 */

struct coh_compare_row {
    const struct coh_span *inside; /* the values of --within */
    struct coh_span variable, by, group, reference;
    size_t n, n_reference, missing, missing_reference;
    int hidden;           /* no figure at all: fewer scores than --min-n */
    int hidden_reference; /* none of the reference, nor the difference */
    double mean, mean_reference;
    struct coh_difference difference;
    double p, adjusted;
    int mirror;   /* of the row before: the same two groups, turned round */
    int decimals; /* of the scores */
    struct coh_text note;
};

struct coh_compare_table {
    struct coh_compare_row *row;
    size_t rows, capacity;
    const struct coh_header *header; /* for the names of `inside` */
    const struct coh_columns *inside;
    const char *unit; /* which standard deviation `effect` is counted in */
};

#define COH_COMPARE_TABLE_INIT \
    {                          \
        .row = NULL            \
    }

/* A new row, without any number. It moves when the next one is added. */
struct coh_compare_row *
coh_compare_table_add(struct coh_compare_table *t,
                      struct coh_error *err) COH_MUST_CHECK;

/* Add words to the note of a row, behind a semicolon if it has some. */
int coh_compare_say(struct coh_compare_row *row, struct coh_error *err,
                    const char *format, ...) COH_PRINTF(3, 4) COH_MUST_CHECK;

/* What the interval of the row comes to, in words: "higher than …: consistent
 * with a difference of …" or "cannot distinguish from …", and then what could
 * not have been detected 4 times in 5. Nothing for a row without an interval.
 */
int coh_compare_verdict(struct coh_compare_row *row, double level,
                        struct coh_error *err) COH_MUST_CHECK;

/* No interval, no effect and no p: the difference alone stays. */
void coh_compare_doubtful(struct coh_compare_row *row);

/* How the p of a row was found, when by permutation of `what` ("splits"), and
 * what it cannot reach: a word when no way could have gone below 1 − level. */
int coh_compare_say_p(struct coh_compare_row *row, const struct coh_permute *p,
                      const char *what, double level, long seed,
                      struct coh_error *err) COH_MUST_CHECK;

/* Adjust, write to the run's writer, and note how many comparisons there are
 * and what the intervals and the effect speak of. */
int coh_compare_table_write(struct coh_compare_table *t, struct coh_run *run,
                            const struct coh_compare_ask *ask,
                            struct coh_error *err) COH_MUST_CHECK;

void coh_compare_table_release(struct coh_compare_table *t);

#endif
