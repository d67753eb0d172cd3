/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_COMPARE_H
#define COH_FLOW_COMPARE_H

#include "cli/tool.h"
#include "stat/summary.h"

/*
 * Comparing groups: what the command line of cohort-compare asks, and one
 * function for each kind of answer.
 *
 *     struct coh_compare_ask ask = COH_COMPARE_ASK_INIT;
 *     … options …
 *     if (coh_compare_groups(run, &ask, err))
 *         return -1;
 *     return coh_run_finish(run, err);
 *
 * Each opens the run's files, reads all rows, writes one table to the run's
 * writer, and leaves to the caller to end the run. What was left out goes into
 * the run's notes. COH_USAGE when options do not go together, COH_INPUT when a
 * column or the reference is not there, COH_SYSTEM when memory ends.
 */

enum coh_compare_adjust {
    COH_COMPARE_HOLM,
    COH_COMPARE_BH,
    COH_COMPARE_NONE,
};

/* Texts are the command line's; NULL: not asked. */
struct coh_compare_ask {
    const char *value, *by; /* column lists */
    const char *reference;  /* a by-value; NULL: everyone else */
    const char *within;     /* column list: all of it once a value */
    const char *paired;     /* the student column */
    const char *agree;      /* two measures */
    const char *cut;        /* X or X% */
    const char *date;       /* the column with the day of a score */
    double level;           /* of intervals, above 0 and below 1 */
    int p;                  /* p-values, too */
    int adjust;             /* enum coh_compare_adjust */
    int collapse;           /* enum coh_summary_collapse, by student */
    long min_n;             /* groups with fewer scores are hidden; 0: none */
    int overall, rates;     /* the modes of these names */
    int table, list;        /* of agree */
};

#define COH_COMPARE_ASK_INIT          \
    {                                 \
        .level = 0.95, .date = "date" \
    }

/* A row a group: the means of the group and of the reference, the difference
 * with Welch's interval, and Hedges' g. */
int coh_compare_groups(struct coh_run *run, const struct coh_compare_ask *ask,
                       struct coh_error *err) COH_MUST_CHECK;

/* The same of one student's two scores: complete pairs, later − earlier. */
int coh_compare_pairs(struct coh_run *run, const struct coh_compare_ask *ask,
                      struct coh_error *err) COH_MUST_CHECK;

/* A row a by-column: one-way analysis of variance of all its groups. */
int coh_compare_overall(struct coh_run *run, const struct coh_compare_ask *ask,
                        struct coh_error *err) COH_MUST_CHECK;

/* A row a group: the rates at or above the cut, and the gaps between them. */
int coh_compare_rates(struct coh_run *run, const struct coh_compare_ask *ask,
                      struct coh_error *err) COH_MUST_CHECK;

/* Two measures of the same students beside each other. */
int coh_compare_agree(struct coh_run *run, const struct coh_compare_ask *ask,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
