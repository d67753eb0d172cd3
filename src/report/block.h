/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_BLOCK_H
#define COH_REPORT_BLOCK_H

#include "base/date.h"
#include "report/document.h"
#include "report/pipeline.h"
#include "report/trail.h"
#include "table/table.h"

/*
 * A block of a page: its attributes, its pipeline, and what came of it.
 *
 *     struct coh_block b = COH_BLOCK_INIT;
 *     if (coh_block_read(&b, piece, 1, err) ||
 *         coh_block_run(&b, &surroundings, err)) …
 *     coh_block_release(&b);
 */

enum coh_block_shape {
    COH_SHAPE_TABLE, /* a table, or the chart that the last stage drew */
    COH_SHAPE_LIST,  /* a bullet a row */
    COH_SHAPE_VALUE, /* not shown: for inline values */
};

/* Attributes are the author's text; {{…}} in them is replaced when they are
 * shown, after every block has run. NULL: not given. */
struct coh_block {
    char *id;
    char *caption, *empty, *missing, *item, *fold, *needs, *percent;
    enum coh_block_shape shape;
    long head;   /* rows to show, or -1 */
    long digits; /* or -1 */
    int private; /* share=no: not on a shared page */
    size_t line; /* in the source */
    struct coh_span source;

    int ran;
    int absent;   /* nothing to judge, and missing= is given */
    int skipped;  /* absent, because the block of needs= is: never run */
    int stopped;  /* a stage ended the run: there is no output */
    int left_out; /* private, and the page is shared */
    struct coh_pipeline pipeline;
    struct coh_trail trail;
    int is_chart;
    struct coh_text svg;
    struct coh_table table;
};

#define COH_BLOCK_INIT           \
    {                            \
        .head = -1, .digits = -1 \
    }

/* Take the attributes: id= caption= empty= missing= needs= as=table|list|value
 * line= head= digits= percent= fold= share=yes|no. A block without an id is
 * called `block-N`. COH_INPUT names an attribute that is unknown, twice there
 * or without sense.
 */
int coh_block_read(struct coh_block *b, const struct coh_piece *piece,
                   size_t number, struct coh_error *err) COH_MUST_CHECK;

/* What a block runs in. */
struct coh_block_surroundings {
    const char *folder; /* of the tools: base/program.h */
    const struct coh_expander *expander;
    coh_date today;
    int share;          /* what the block shows leaves the team: share.h */
    const char *ledger; /* of shared pages, for the mask, as $COHORT_LEDGER;
                           NULL: there is none */
};

/* Run the pipeline. Its output is a chart when it starts as SVG does, else
 * CSV. The trail goes through a file of mode 0600 in $TMPDIR that is gone
 * when this returns.
 *
 * When missing= says what to print then, a block is absent whose stage ends
 * with 3, and one whose first stage, of several, gave no rows: those behind
 * it had nothing to judge. (Of a single stage no rows are its answer.)
 * COH_INPUT also when the last stage wrote what is neither, and when the block
 * is to be shared and cannot be. */
int coh_block_run(struct coh_block *b, const struct coh_block_surroundings *s,
                  struct coh_error *err) COH_MUST_CHECK;

/* What the stage said that left nothing to judge; else blank. */
struct coh_span coh_block_why(const struct coh_block *b);

/* Did it give nothing to show? (A chart never does.) */
int coh_block_is_empty(const struct coh_block *b);

/* Without rows, and with words for it? Then a value block is shown too. */
int coh_block_speaks(const struct coh_block *b);

/* Did a stage end with 1, or is it absent? (A skipped block tells nothing
 * that the block of its needs= does not.) */
int coh_block_look(const struct coh_block *b);

/* How many rows are shown. */
size_t coh_block_rows(const struct coh_block *b);

void coh_block_release(struct coh_block *b);

#endif
