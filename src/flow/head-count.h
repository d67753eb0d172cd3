/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_HEAD_COUNT_H
#define COH_FLOW_HEAD_COUNT_H

#include "base/distinct.h"
#include "cli/tool.h"

/*
 * Does n count students? What may leave the team hides small groups, and can
 * do so only where a row of a table counts each student once. Under --share
 * a tool that counts asks this, and gives no table where the answer is no.
 *
 *     struct coh_head_count heads = COH_HEAD_COUNT_INIT;
 *     if (coh_head_count_column(run, there, err) ||
 *         coh_head_count_add(&heads, group, student, err) ||
 *         coh_head_count_judge(&heads, err)) …
 *     coh_head_count_release(&heads);
 *
 * Rows without a score count as well: who is missing is a number of students,
 * too.
 */

struct coh_head_count {
    struct coh_distinct *distinct;
    size_t *rows; /* of each group */
    size_t groups, capacity;
    int unnamed; /* some row says no student */
};

#define COH_HEAD_COUNT_INIT \
    {                       \
        .distinct = NULL    \
    }

/* COH_INPUT under --share, when no column says who the students are. */
int coh_head_count_column(const struct coh_run *run, int there,
                          struct coh_error *err) COH_MUST_CHECK;

/* COH_INPUT under --share, when the rows are those of students: for what shows
 * them as they are. */
int coh_head_count_single(const struct coh_rows *rows,
                          struct coh_error *err) COH_MUST_CHECK;

/* A row of `group`; a blank student is nobody. */
int coh_head_count_add(struct coh_head_count *h, size_t group,
                       struct coh_span student,
                       struct coh_error *err) COH_MUST_CHECK;

/* COH_INPUT when a group has more rows than students, or rows of nobody.
 * Once, after the last row. */
int coh_head_count_judge(struct coh_head_count *h,
                         struct coh_error *err) COH_MUST_CHECK;

void coh_head_count_release(struct coh_head_count *h);

#endif
