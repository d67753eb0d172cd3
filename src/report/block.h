/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_BLOCK_H
#define COH_REPORT_BLOCK_H

#include "base/date.h"
#include "report/document.h"
#include "report/pipeline.h"
#include "report/trail.h"
#include "table/lexicon.h"
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
    long head;    /* rows to show, or -1 */
    long digits;  /* or -1 */
    int private;  /* share=no: not on a shared page */
    int of_class; /* of=class: on a page of some students, still of all, and
                     masked */
    const struct coh_lexicon *words; /* of the page; may be NULL */
    size_t line;                     /* in the source */
    struct coh_span source;

    int ran;
    int absent;   /* nothing to judge, and missing= is given */
    int skipped;  /* absent, because the block of needs= is: never run */
    int stopped;  /* a stage ended the run: there is no output */
    int left_out; /* private, and the page is shared */
    int masked;   /* ran as on a shared page */
    char *fault;  /* why it could not be made, where the page goes on */
    struct coh_pipeline pipeline;
    struct coh_trail trail;
    char sha256[COH_SHA256_HEX]; /* of what the last stage wrote */
    int is_chart;
    struct coh_text svg;
    struct coh_table table;
};

#define COH_BLOCK_INIT           \
    {                            \
        .head = -1, .digits = -1 \
    }

/* Take the attributes: id= caption= empty= missing= needs= as=table|list|value
 * line= head= digits= percent= fold= share=yes|no of=class. A block without an
 * id is called `block-N`. COH_INPUT names an attribute that is unknown, twice
 * there or without sense.
 */
int coh_block_read(struct coh_block *b, const struct coh_piece *piece,
                   size_t number, struct coh_error *err) COH_MUST_CHECK;

/* What a block runs in. */
struct coh_block_surroundings {
    const char *folder; /* of the tools: base/program.h */
    const struct coh_expander *expander;
    coh_date today;
    int share;             /* what the block shows leaves the team: share.h */
    const char *ledger;    /* of shared pages, for the mask, as $COHORT_LEDGER;
                              NULL: there is none */
    struct coh_memo *memo; /* of the page; may be NULL. A stage that may change
                              something, as a ledger, needs none */
    const char *only; /* no row of anybody else, as $COHORT_ONLY; NULL: all */
    int family;       /* the family of that student reads it */
    const struct coh_lexicon *words; /* of the page; NULL: English */
};

/* The environment of the stages of a block: "NAME=VALUE". */
struct coh_block_environment {
    struct coh_text text[9];
    char *variables[10];
};

#define COH_BLOCK_ENVIRONMENT_INIT \
    {                              \
        .text = {COH_TEXT_INIT},   \
    }

/* All of them, blank ones too: none may come from outside of the page. */
int coh_block_environment(struct coh_block_environment *e,
                          const struct coh_block_surroundings *s,
                          const char *evidence,
                          struct coh_error *err) COH_MUST_CHECK;
void coh_block_environment_release(struct coh_block_environment *e);

/* Run the pipeline. Its output is a chart when it starts as SVG does, else
 * CSV. The trail goes through a file of mode 0600 in $TMPDIR that is gone
 * when this returns.
 *
 * When missing= says what to print then, a block is absent whose stage ends
 * with 3, one whose first stage, of several, gave no rows, for those behind
 * it had nothing to judge, and a chart whose stage before it gave none. (Of a
 * single stage no rows are its answer.) COH_INPUT also when the last stage
 * wrote what is neither, and when the block is to be shared and cannot be. */
int coh_block_run(struct coh_block *b, const struct coh_block_surroundings *s,
                  struct coh_error *err) COH_MUST_CHECK;

/* Read CSV that is in memory as a table. COH_INPUT for what is none. */
int coh_block_table(struct coh_table *t, struct coh_span csv,
                    struct coh_error *err) COH_MUST_CHECK;

/* What the stage said that left nothing to judge; else blank. */
struct coh_span coh_block_why(const struct coh_block *b);

/* Did it give nothing to show? (A chart only when there are words for it and
 * it had no row to draw: a picture of nothing says less.) */
int coh_block_is_empty(const struct coh_block *b);

/* Nothing to show, and the author's words for that are "": nothing of it
 * stands on the page, and being absent is nothing to look at. */
int coh_block_is_silent(const struct coh_block *b);

/* Without rows, and with words for it? Then a value block is shown too. */
int coh_block_speaks(const struct coh_block *b);

/* Did a stage end with 1, or is it absent? (A skipped block tells nothing
 * that the block of its needs= does not.) */
int coh_block_look(const struct coh_block *b);

/* How many rows are shown. */
size_t coh_block_rows(const struct coh_block *b);

void coh_block_release(struct coh_block *b);

#endif
