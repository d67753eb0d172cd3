/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_COMPARE_CELLS_H
#define COH_FLOW_COMPARE_CELLS_H

#include "cli/scores.h"
#include "flow/compare.h"
#include "flow/head-count.h"

/*
 * The cells of a comparison: the scores of each group of each by-column,
 * within each value of --within. What all modes that compare groups share.
 *
 *     struct coh_compare_cells c = COH_COMPARE_CELLS_INIT;
 *     if (coh_compare_cells_read(&c, run, ask, err))
 *         goto out;
 *     for each block b < c.blocks, variable v < c.sum.variables,
 *     group g < c.block[b].groups:
 *         … coh_compare_cells_result(&c, b, g, v)->sample …
 *     coh_compare_cells_release(&c);
 *
 * A block is one by-column within one value of --within: its groups are
 * compared with each other. Rows with a blank by-cell are in no group of that
 * by-column: left out, and noted. A blank --within cell is a value of its own.
 */

struct coh_compare_block {
    size_t within; /* number of its value in `within` */
    size_t by;     /* number of its by-column in in.by */
    size_t *group; /* numbers in sum.groups, by first appearance */
    size_t groups;
    size_t reference; /* place in `group`; `groups`: not there, or none */
};

struct coh_compare_cells;

/* Somebody who wants each row as well, once a by-column whose cell is not
 * blank: by number `by` of in.by, within the value number `within`. */
struct coh_compare_taker {
    int (*take)(void *context, const struct coh_compare_cells *c,
                const struct coh_summary_row *row, size_t within, size_t by,
                struct coh_error *err);
    void *context;
};

struct coh_compare_cells {
    const struct coh_compare_ask *ask;
    struct coh_compare_taker taker; /* set before reading, or left alone */
    struct coh_scores in;           /* in.value, in.by: the columns */
    struct coh_columns inside;      /* the columns of --within */
    struct coh_summary sum; /* keys: within cells, by-column, by-value */
    struct coh_keys within; /* values of --within, by first appearance */
    struct coh_compare_block *block; /* within.n × in.by.n */
    size_t blocks;
    size_t *place; /* the numbers of all groups, block after block */
    struct coh_distinct *distinct; /* students of each block and variable */
    size_t *students;              /* blocks × variables */
    struct coh_head_count heads;
};

#define COH_COMPARE_CELLS_INIT                          \
    {                                                   \
        .in = COH_SCORES_INIT, .sum = COH_SUMMARY_INIT, \
        .inside = COH_COLUMNS_INIT, .within = {         \
            .width = 0                                  \
        }                                               \
    }

/* Read all rows. Uses, as far as they are there, the student column,
 * max_score (for a cut in per cent), scale, assessment, measure and, to
 * collapse to the latest, `date`; COH_INPUT when one is needed and is not,
 * or when --reference is no value of a by-column; under --share also when n
 * would not count students (flow/head-count.h). COH_USAGE without by-columns.
 * Notes blank by-cells and, unless pairs are asked for, students in more than
 * one group. */
int coh_compare_cells_read(struct coh_compare_cells *c, struct coh_run *run,
                           const struct coh_compare_ask *ask,
                           struct coh_error *err) COH_MUST_CHECK;

/* Of group number `group` of a block; see coh_summary_result. */
const struct coh_summary_result *
coh_compare_cells_result(const struct coh_compare_cells *c, size_t block,
                         size_t group, size_t variable);

/* The by-value of the group. */
struct coh_span coh_compare_cells_name(const struct coh_compare_cells *c,
                                       size_t block, size_t group);

/* How many memberships of a block are second ones: 0 when every student with
 * a score stands in one group. */
size_t coh_compare_cells_twice(const struct coh_compare_cells *c, size_t block,
                               size_t variable);

/* What forbids an interval between these groups of a block: repeated
 * students, more than one scale, assessment or measure. Adds up over groups. */
struct coh_compare_doubt {
    int repeats;
    size_t rows, students;          /* of the groups that repeat */
    size_t kind[COH_SUMMARY_KINDS]; /* as in struct coh_summary_result */
    size_t other[COH_SUMMARY_KINDS];
};

void coh_compare_cells_doubt(const struct coh_compare_cells *c, size_t block,
                             size_t group, size_t variable,
                             struct coh_compare_doubt *doubt);

/* Is there any? Then `words` says which, for the row's note, and the run's
 * notes ask to look under the name `label`. 0 none, 1 some, -1 failed. */
int coh_compare_cells_judge(const struct coh_compare_cells *c,
                            const struct coh_compare_doubt *doubt,
                            const char *label, struct coh_text *words,
                            struct coh_error *err) COH_MUST_CHECK;

void coh_compare_cells_release(struct coh_compare_cells *c);

#endif
