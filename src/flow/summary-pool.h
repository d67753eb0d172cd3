/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_SUMMARY_POOL_H
#define COH_FLOW_SUMMARY_POOL_H

#include "flow/summary-table.h"

/*
 * The raw mean of each group beside its partially pooled mean.
 *
 *     if (coh_scores_open(&in, run, value, by, err) ||
 *         coh_summary_table_read(&sum, &in, "date", err) ||
 *         coh_summary_pool_write(&sum, &in, err))
 *         goto out;
 *
 * Groups are pooled with those of the same variable, scale, assessment and
 * measure: means of other things are no neighbours. A group whose students
 * repeat, or which mixes assessments, takes no part, and its note says why.
 */

/* A row a group and variable, to the run's writer: by-columns, variable, n,
 * missing, mean, pooled_mean, pooled_low, pooled_high, reliability, note. The
 * interval is at sum->level. What is blank has its reason in `note`; needs
 * by-columns (COH_USAGE). */
int coh_summary_pool_write(const struct coh_summary *sum,
                           const struct coh_scores *in,
                           struct coh_error *err) COH_MUST_CHECK;

#endif
