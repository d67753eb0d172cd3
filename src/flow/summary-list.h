/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_SUMMARY_LIST_H
#define COH_FLOW_SUMMARY_LIST_H

#include "flow/summary-table.h"

/*
 * The students of a summary against its cut: who is below it, who above, and
 * for whom the score is too close to call.
 *
 *     struct coh_summary_list list = COH_SUMMARY_LIST_INIT;
 *     list.sem = 3;
 *     if (coh_summary_cut(&list.summary, coh_span_of("70"), err) ||
 *         coh_scores_open(&in, run, value, by, err) ||
 *         coh_summary_list_read(&list, &in, "date", keep, err) ||
 *         coh_summary_list_write(&list, &in, err))
 *         goto out;
 *     coh_summary_list_release(&list);
 *
 * The error of a score is `sem`, or follows from `reliability` and the sd of
 * its group, or stands in its row in the column `sem`. Estimates are Kelley's
 * (stat/true-score.h) with mean and sd of the group, a by-combination, or of
 * all rows without by-columns.
 */

/* A row and variable. */
struct coh_summary_list_row {
    size_t at; /* its result in the summary */
    struct coh_value score, cut;
    double sem; /* of the row's column, NAN without */
    coh_date date;
    struct coh_span student;
};

/* Set sem or reliability, NAN where it is not given, and of `summary` the cut
 * and, if need be, COH_SUMMARY_LATEST. The rest belongs to the functions. */
struct coh_summary_list {
    struct coh_summary summary;
    double sem, reliability;

    struct coh_columns keep; /* name, and what --keep adds */
    size_t named;            /* 1: keep starts with name */
    struct coh_keys students;
    struct coh_summary_list_row *row;
    struct coh_span *kept; /* rows / variables × keep.n */
    size_t rows, row_capacity, kept_capacity, sem_column;
    struct coh_arena arena;
};

#define COH_SUMMARY_LIST_INIT                        \
    {                                                \
        .summary = COH_SUMMARY_INIT, .sem_column = 0 \
    }

/* Read all rows of `in`. Needs the --student column (COH_INPUT), and without
 * sem and reliability the column `sem`. `keep` is a list of columns to pass
 * through (NULL: none). Rows without a student are left out and noted. */
int coh_summary_list_read(struct coh_summary_list *list, struct coh_scores *in,
                          const char *date, const char *keep,
                          struct coh_error *err) COH_MUST_CHECK;

/* A row a student and variable: student_id, name where there is one,
 * by-columns, variable, score, cut, true_score, see, p_below, verdict, kept
 * columns. By p_below, the greatest first, equal ones in order of reading,
 * blanks last. Blank are the estimates of groups whose students repeat or
 * assessments mix, of a missing score and of one without an SEM. Where the SEM
 * is not smaller than the sd of the group the score stands for itself, which
 * is noted to look at. */
int coh_summary_list_write(struct coh_summary_list *list,
                           const struct coh_scores *in,
                           struct coh_error *err) COH_MUST_CHECK;

void coh_summary_list_release(struct coh_summary_list *list);

#endif
