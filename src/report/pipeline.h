/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_PIPELINE_H
#define COH_REPORT_PIPELINE_H

#include "report/memo.h"
#include "report/words.h"

/*
 * A pipeline of Cohort tools: `cohort select … | cohort summary …`.
 *
 * There is no shell. A stage is `cohort NAME …` or `cohort-NAME …`, where the
 * program lies beside the one that weaves; nothing else can be run, and weave
 * itself cannot, so that a page never weaves itself. The stages run one after
 * the other, the output of one as the input of the next.
 *
 *     struct coh_pipeline p = COH_PIPELINE_INIT;
 *     if (coh_pipeline_parse(&p, text, &expander, folder, err) ||
 *         coh_pipeline_run(&p, variables, &said, err)) …
 *     p.stage[0].status, coh_text_get(&p.stage[0].talk)
 *     coh_pipeline_release(&p);
 */

struct coh_stage {
    struct coh_words words; /* as written */
    char *program;          /* its path */
    char *name;             /* "cohort-inventory-check" */
    size_t first;           /* the place of its first argument in words */
    size_t unsaid; /* so many last words are for the tool, not for readers */
    int ran, status;
    struct coh_text talk; /* what it said on standard error */
};

struct coh_pipeline {
    struct coh_stage *stage;
    size_t n, capacity;
    /* Called before each stage runs, if it is not NULL: may add words to it. */
    int (*before)(void *context, struct coh_pipeline *p, size_t stage,
                  struct coh_error *err);
    void *context;
    /* Where the stages that are alike ran before; may be NULL. Then `evidence`
     * is the file of $COHORT_EVIDENCE. Both are the caller's. */
    struct coh_memo *memo;
    const char *evidence;
};

#define COH_PIPELINE_INIT \
    {                     \
        .stage = NULL     \
    }

/* `folder`: see base/program.h. COH_INPUT names what is no Cohort tool. */
int coh_pipeline_parse(struct coh_pipeline *p, struct coh_span text,
                       const struct coh_expander *x, const char *folder,
                       struct coh_error *err) COH_MUST_CHECK;

/* Move the one stage of `from` to the place `at`. */
int coh_pipeline_insert(struct coh_pipeline *p, size_t at,
                        struct coh_pipeline *from,
                        struct coh_error *err) COH_MUST_CHECK;

/* Run it. `variables` ("NAME=VALUE", NULL at the end) join the environment of
 * every stage; the first stage reads nothing. `said` gets what the last one
 * wrote. A stage that ends with 2 or more stops the run: COH_INPUT (for 2 and
 * 3) or COH_SYSTEM with the stage and the last line that it said. Exit status
 * 1 is no failure; it stands in stage[].status. */
int
coh_pipeline_run(struct coh_pipeline *p, char *const *variables,
                 struct coh_text *said, struct coh_error *err) COH_MUST_CHECK;

/* The arguments of a stage for its program: argv[0] is not set. */
char **coh_stage_arguments(const struct coh_stage *stage);

/* The last line that a stage said, without its own name in front. */
struct coh_span coh_stage_words(const struct coh_stage *stage);

/* Add the pipeline as one line that a terminal would take. */
int coh_pipeline_text(const struct coh_pipeline *p, struct coh_text *into,
                      struct coh_error *err) COH_MUST_CHECK;

void coh_pipeline_release(struct coh_pipeline *p);

#endif
