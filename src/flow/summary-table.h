/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_SUMMARY_TABLE_H
#define COH_FLOW_SUMMARY_TABLE_H

#include "cli/scores.h"
#include "flow/head-count.h"
#include "stat/summary.h"

/*
 * Between rows and a summary: which columns a summary reads, and how its
 * results are written. stat/summary.h knows no columns, the tool no rows.
 *
 *     if (coh_summary_table_choose(&sum, a->stats, 0, err) ||
 *         coh_scores_open(&in, run, a->value, a->by, err) ||
 *         coh_summary_table_read(&sum, &in, "date", err) ||
 *         coh_summary_table_write(&sum, &in, a->sort, err))
 *         goto out;
 *
 * This folder stands between cli/ and the tools, and joins the layers below.
 */

/* The statistics of a list of names; NULL: the default columns, or `all`. Call
 * it behind coh_summary_cut. COH_USAGE when a name is none. */
int coh_summary_table_choose(struct coh_summary *sum, const char *stats,
                             int all, struct coh_error *err) COH_MUST_CHECK;

/* Add all rows of `in`, then finish. Reads the columns --student, `date`,
 * max_score (for a cut in per cent), scale, assessment and measure, as far as
 * they are there; COH_INPUT when one is needed and is not. Rows that cannot
 * be collapsed, without a student or a day, are left out and noted. */
int
coh_summary_table_read(struct coh_summary *sum, struct coh_scores *in,
                       const char *date, struct coh_error *err) COH_MUST_CHECK;

/* For tables that need more of a row than a summary takes in: the columns
 * beside values and groups, found once (COH_INPUT as above), */
struct coh_summary_places {
    size_t kind[COH_SUMMARY_KINDS], full, date; /* header.n: not there */
};
int
coh_summary_table_places(struct coh_summary *sum, const struct coh_scores *in,
                         const char *date, struct coh_summary_places *p,
                         struct coh_error *err) COH_MUST_CHECK;

/* and this row with its values, of which there are sum->variables. *added is
 * 0 when it was left out, as is said. */
int coh_summary_table_add(struct coh_summary *sum, const struct coh_scores *in,
                          const struct coh_summary_places *p,
                          const struct coh_value *value, int *added,
                          struct coh_error *err) COH_MUST_CHECK;

/* Under --share, count the student of the row that was added: see
 * flow/head-count.h. */
int coh_summary_table_heads(const struct coh_summary *sum,
                            const struct coh_scores *in,
                            struct coh_head_count *heads,
                            struct coh_error *err) COH_MUST_CHECK;

/* The by-values of a group, "(blank)" for one that is, into in->by.n cells. */
void
coh_summary_table_by(const struct coh_summary *sum, const struct coh_scores *in,
                     size_t group, struct coh_span *cell);

/* "5A, score": cells as the place of a note. */
int coh_summary_table_label(const struct coh_span *cell, size_t n,
                            struct coh_text *label,
                            struct coh_error *err) COH_MUST_CHECK;

/* Write a row a group and variable to the run's writer: by-columns,
 * `variable`, and the statistics of sum->choice; in order of first appearance
 * or as `sort`, `COL[:desc]`, says (NULL: not). Remarks go into the run's
 * notes. The caller ends the run. */
int coh_summary_table_write(const struct coh_summary *sum,
                            const struct coh_scores *in, const char *sort,
                            struct coh_error *err) COH_MUST_CHECK;

#endif
