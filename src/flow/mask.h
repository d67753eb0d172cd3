/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_MASK_H
#define COH_FLOW_MASK_H

#include "cli/tool.h"
#include "flow/mask-kind.h"
#include "privacy/suppress.h"

/*
 * A table of counts made fit to leave the team.
 *
 *     struct coh_mask_ask ask = COH_MASK_ASK_INIT;
 *     rc = coh_mask_counts(run, &ask, err);
 *
 * The steps, a file each: the rows are read and merged as asked (mask-merge.c),
 * laid out as blocks and sheets with a problem each (mask-layout.c,
 * mask-count.c, mask-problem.c), settled
 * (mask-settle.c), made into text (mask-form.c) and written.
 *
 * Between laying out and settling, problems may be told what a reader has
 * already (`known`) and what must stay hidden (`silent`); between forming and
 * printing, the rows of a sheet may be put in the place of others.
 */

struct coh_mask_ask {
    const char *by, *count; /* NULL: known by the header */
    const char *total;      /* the by-value of rows that are margins */
    const char *audit;      /* where what was hidden is written, or NULL */
    long min_n;
    /* Releases judged together, or NULL. */
    const char *ledger, *about, *how, *period;
    struct coh_strings fixed; /* "COL=VALUE", of all students */
    int structural;           /* who has no row cannot be there */
    struct coh_strings merge; /* "COL:A+B=LABEL" */
};

#define COH_MASK_ASK_INIT              \
    {                                  \
        .total = "(all)", .min_n = 10, \
    }

#define COH_MASK_NONE ((size_t)-1)

/*
 * A *sheet* is one table of counts: one combination of labels. Sheets that
 * count the same students (about other variables) make a *block*: they have the
 * same places, and what is hidden in one is hidden in all.
 *
 * A *place* is a row of a sheet that may be: value v of by-column d, or
 * values[d] for its total; the last by-column runs fastest. `sum` leads from a
 * place to the number of its sum in every problem of the block; a column with
 * one value splits nobody, so that its value and its total are one sum.
 */
struct coh_release;

struct coh_mask_sheet {
    size_t first;          /* a row with its labels */
    size_t *row;           /* of each place: a row, or COH_MASK_NONE */
    int64_t *reached;      /* of each sum: how many reached the cut; or NULL */
    unsigned char *coarse; /* of each sum: its band is not shown; or NULL */
    struct coh_privacy_problem problem;
    struct coh_privacy_answer answer;
    size_t from, to; /* its rows of the output */
    size_t own;      /* sums of its own: others behind them are of tables that
                        were released before; 0: all are */
    const struct coh_release *before; /* shown in its place; its ledger's */
};

struct coh_mask_block {
    size_t first;
    struct coh_span **value; /* of each by-column, in the order shown */
    size_t *values;
    size_t places, sums;
    size_t *sum;             /* of each place */
    size_t *others;          /* of each place: sum of everyone else, or NONE */
    unsigned char *unlisted; /* of each place: it has no row, and gets none */
    unsigned char *standing; /* of each sum: it stands in the table */
    struct coh_mask_sheet *sheet;
    size_t sheets, sheet_capacity;
};

struct coh_mask_column {
    struct coh_span name;
    size_t from; /* column of the input */
    enum coh_mask_role role;
    enum coh_column_kind kind;
    int decimals;
};

/* The table as it will be shown: text, blank where a number is hidden. */
struct coh_mask_output {
    struct coh_mask_column *column;
    size_t width; /* the last column is `suppressed` */
    size_t rows, capacity;
    const char **cell; /* rows × width */
};

struct coh_mask {
    const struct coh_mask_ask *ask;
    struct coh_run *run;
    struct coh_table table; /* merged as asked */
    struct coh_mask_plan plan;
    struct coh_mask_block *block;
    size_t blocks, block_capacity;
    struct coh_arena arena;
    struct coh_mask_output output;
    size_t flat;          /* shown rows without figures: all scores are equal */
    struct coh_text said; /* for the evidence: what was merged */
};

#define COH_MASK_INIT                                     \
    {                                                     \
        .table = COH_TABLE_INIT, .arena = COH_ARENA_INIT, \
        .plan = COH_MASK_PLAN_INIT, .said = COH_TEXT_INIT \
    }

/* Read, judge and write. COH_INPUT, and nothing is written, when the table
 * cannot be made safe: the cells are named. */
int coh_mask_counts(struct coh_run *run, const struct coh_mask_ask *ask,
                    struct coh_error *err) COH_MUST_CHECK;

/* ---- the steps ---- */

/* --merge: rows of the merged values become one. */
int coh_mask_merge(struct coh_mask *m, struct coh_error *err) COH_MUST_CHECK;

/* Blocks, sheets and problems from the rows. COH_INPUT for a count that is
 * none, for two rows of one place, and for a total that is not the sum it
 * claims. */
int coh_mask_lay_out(struct coh_mask *m, struct coh_error *err) COH_MUST_CHECK;

/* All blocks: hidden in one sheet is hidden in all, to a fixed point; bands. */
int coh_mask_settle(struct coh_mask *m, struct coh_error *err) COH_MUST_CHECK;

/* The bands of all sheets, once it is settled which numbers are shown. */
int
coh_mask_settle_bands(struct coh_mask *m, struct coh_error *err) COH_MUST_CHECK;

/* The same for the problems of one block; *refused is the first that has no
 * safe pattern, or n. */
int
coh_mask_settle_block(struct coh_privacy_problem **p,
                      struct coh_privacy_answer **answer, size_t n,
                      size_t *refused, struct coh_error *err) COH_MUST_CHECK;

/* A problem of `dims` by-columns with these sizes (those of 1 are passed over):
 * `count` of each cell, `empty` of each cell, `standing` of each sum, or NULL;
 * with `everyone_else` the sums of the others of the last column behind the
 * margins: others[cell] becomes the number of each, where that column splits.
 */
struct coh_mask_shape {
    size_t dims;
    const size_t *size;
    const int64_t *count;
    const unsigned char *empty, *standing;
    int everyone_else;
    int64_t min_n;
};

int coh_mask_problem(struct coh_privacy_problem *p,
                     const struct coh_mask_shape *shape, size_t *others,
                     struct coh_error *err) COH_MUST_CHECK;

/* What would hide less: the two smallest values of a by-column merged, and a
 * by-column dropped, the best of each; added to `into` in words, nothing when
 * nothing would. `tally` is NULL where no pattern was safe. */
struct coh_mask_tally;
int coh_mask_offer(const struct coh_mask *m, const struct coh_mask_tally *tally,
                   struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

/* "section=5C, iep=yes" of a place, with the labels of its sheet. */
int
coh_mask_name_place(const struct coh_mask *m, const struct coh_mask_block *b,
                    const struct coh_mask_sheet *s, size_t place,
                    struct coh_text *into,
                    struct coh_error *err) COH_MUST_CHECK;

/* Rows that are written, and those whose count is hidden. */
struct coh_mask_tally {
    size_t rows, hidden;
    size_t small; /* of hidden: because they are small */
    size_t added; /* of rows: the input has none */
};

void coh_mask_tally(const struct coh_mask *m, struct coh_mask_tally *tally);

/* Is there a row for this place in what is written? */
int
coh_mask_is_listed(const struct coh_mask_block *b,
                   const struct coh_mask_sheet *s, size_t dims, size_t place);

/* Is this sum not shown? */
int coh_mask_is_hidden(const struct coh_mask_sheet *s, size_t sum);

/* The columns of the output; make its rows, sheet by sheet; then write it,
 * whatever it holds by then. */
int
coh_mask_form_columns(struct coh_mask *m, struct coh_error *err) COH_MUST_CHECK;
int coh_mask_form(struct coh_mask *m, struct coh_error *err) COH_MUST_CHECK;
int coh_mask_print(struct coh_mask *m, struct coh_error *err) COH_MUST_CHECK;

/* What was hidden, why, and what a reader can work out of it. */
int
coh_mask_audit(const struct coh_mask *m, struct coh_error *err) COH_MUST_CHECK;

/* The place's value of by-column `d`; values[d] for its total. */
size_t coh_mask_value_at(const struct coh_mask_block *b, size_t dims,
                         size_t place, size_t d);

#endif
