/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_SHEET_H
#define COH_FLOW_GROUPING_SHEET_H

#include "flow/grouping.h"
#include "group/reason.h"

/*
 * A grouping as a table, a row a student, and what there is to say beside it.
 *
 *     if (coh_grouping_limits(&g, &a, &reasons, notes, err) ||
 *         coh_grouping_write(&g, &a, &reasons, &keep, writer, err)) …
 */

/* Rows by group, in it of `similar` by the first measure (those without it
 * last), else as they came. Columns: the student column, `name` if there is
 * one, `keep` (columns of g->table), the measures or wishes (skill: `need`,
 * the greatest 1 − P(mastery)), then
 * group,pin,reason,fit,next_best,next_best_cost,note. Groups are named as in
 * e.group; `pin` is "yes" for students who were pinned, so that the table can
 * be fed back as pins. */
int coh_grouping_write(const struct coh_grouping *g,
                       const struct coh_group_answer *a,
                       const struct coh_group_reasons *r,
                       const struct coh_columns *keep, struct coh_writer *w,
                       struct coh_error *err) COH_MUST_CHECK;

/* Note (COH_NOTE_FACT) what the answer leaves open: not proved, no better than
 * random groups, a SEM too large for a fit; and the effort that finds the same
 * again, where time was the limit. */
int
coh_grouping_limits(const struct coh_grouping *g,
                    const struct coh_group_answer *a,
                    const struct coh_group_reasons *r, struct coh_notes *notes,
                    struct coh_error *err) COH_MUST_CHECK;

/* Fail with COH_INPUT, saying why there is no grouping: the conflict, or that
 * it is undecided. */
int
coh_grouping_refuse(const struct coh_grouping *g,
                    const struct coh_group_answer *a, struct coh_error *err);

#endif
