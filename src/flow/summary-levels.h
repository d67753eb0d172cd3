/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_SUMMARY_LEVELS_H
#define COH_FLOW_SUMMARY_LEVELS_H

#include "flow/summary-table.h"

/*
 * Levels: how many students of each group stand at each performance level.
 *
 *     struct coh_levels levels = COH_LEVELS_INIT;
 *     levels.summary.level = 0.95;
 *     if (coh_levels_order(&levels, "Below,Meets,Above", err) ||
 *         coh_scores_open(&in, run, "", by, err) ||
 *         coh_levels_read(&levels, &in, "level", "date", err) ||
 *         coh_levels_write(&levels, &in, err))
 *         goto out;
 *     coh_levels_release(&levels);
 *
 * A level is text, counted as the number under which it first appeared: a
 * summary of one variable then knows groups, missing cells, repeated students
 * and the latest level of each as it knows those of scores. The rows are
 * opened without values: no cell need be a number.
 */

struct coh_levels {
    struct coh_summary summary; /* set level, rate and collapse */
    struct coh_keys names;      /* the levels, ordered ones first */
    struct coh_sample *score;   /* of the rows at each level, where there are */
    size_t scores, score_capacity;
    int ordered; /* --order has named all levels */
};

#define COH_LEVELS_INIT                                           \
    {                                                             \
        .summary = COH_SUMMARY_INIT, .names = COH_SUMMARY_ONE_KEY \
    }
#define COH_SUMMARY_ONE_KEY \
    {                       \
        .width = 1          \
    }

/* The levels from lowest to highest, a list; NULL: as the data have them.
 * COH_USAGE when one stands twice or is blank. */
int coh_levels_order(struct coh_levels *levels, const char *list,
                     struct coh_error *err) COH_MUST_CHECK;

/* Add all rows of `in`. `column` holds the levels; blank and NA cells, and
 * rows whose status is not `scored`, count as missing. COH_INPUT without the
 * column, and for a level that is not in the order given. */
int coh_levels_read(struct coh_levels *levels, struct coh_scores *in,
                    const char *column, const char *date,
                    struct coh_error *err) COH_MUST_CHECK;

/* A row a group and level: by-columns, level, n, of, missing, share,
 * share_low, share_high. Every level in every group, so that groups compare;
 * of all that have a level, with the interval of summary.rate, blank where
 * students repeat or assessments mix. Numbers ascend; other levels stand as
 * ordered, else by the median of the scores in their rows where every level
 * has one, else in order of first appearance: what was taken is said. */
int coh_levels_write(struct coh_levels *levels, const struct coh_scores *in,
                     struct coh_error *err) COH_MUST_CHECK;

void coh_levels_release(struct coh_levels *levels);

#endif
