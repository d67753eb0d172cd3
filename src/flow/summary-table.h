/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_SUMMARY_TABLE_H
#define COH_FLOW_SUMMARY_TABLE_H

#include "cli/scores.h"
#include "stat/summary.h"

/*
 * Between rows and a summary: which columns a summary reads, and how its
 * results are written. stat/summary.h knows no columns, the tool no rows.
 *
 *     if (coh_scores_open(&in, run, a->value, a->by, err) ||
 *         coh_summary_table_read(&sum, &in, "date", err) ||
 *         coh_summary_table_write(&sum, &in, a->sort, err))
 *         goto out;
 *
 * This folder stands between cli/ and the tools, and joins the layers below.
 */

/* Add all rows of `in`, then finish. Reads the columns --student, `date`,
 * max_score (for a cut in per cent), scale, assessment and measure, as far as
 * they are there; COH_INPUT when one is needed and is not. Rows that cannot
 * be collapsed, without a student or a day, are left out and noted. */
int
coh_summary_table_read(struct coh_summary *sum, struct coh_scores *in,
                       const char *date, struct coh_error *err) COH_MUST_CHECK;

/* Write a row a group and variable to the run's writer: by-columns,
 * `variable`, and the statistics of sum->choice; in order of first appearance
 * or as `sort`, `COL[:desc]`, says (NULL: not). Remarks go into the run's
 * notes. The caller ends the run. */
int coh_summary_table_write(const struct coh_summary *sum,
                            const struct coh_scores *in, const char *sort,
                            struct coh_error *err) COH_MUST_CHECK;

#endif
