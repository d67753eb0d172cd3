/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_COMPARE_PUT_H
#define COH_FLOW_COMPARE_PUT_H

#include "flow/compare-cells.h"

/*
 * What the rows of all comparisons of groups have alike: the columns of
 * --within before all others, and a name for messages.
 *
 *     coh_compare_put_columns(&c, w, column, n, err)
 *     coh_compare_put_within(&c, block, w, err)
 */

/* One column of a comparison. */
struct coh_compare_column {
    const char *name;
    enum coh_column_kind kind;
    int decimals; /* in Markdown and tables; -1: one more than the scores */
};

/* Declare the columns of --within, then these `n`. */
int
coh_compare_put_columns(const struct coh_compare_cells *c, struct coh_writer *w,
                        const struct coh_compare_column *column, size_t n,
                        struct coh_error *err) COH_MUST_CHECK;

/* The cells of --within of a block. */
int coh_compare_put_within(const struct coh_compare_cells *c, size_t block,
                           struct coh_writer *w,
                           struct coh_error *err) COH_MUST_CHECK;

/* The names of a variable and of a block's by-column. */
struct coh_span
coh_compare_variable(const struct coh_compare_cells *c, size_t variable);
struct coh_span coh_compare_by(const struct coh_compare_cells *c, size_t block);

/* What the groups of a block are compared with: the value of --reference, or
 * "everyone else". */
struct coh_span
coh_compare_reference(const struct coh_compare_cells *c, size_t block);

/* "'score' by 'section'", with --within behind it "within 'fall'", and before
 * it a group: "'5A': …"; `group` may be the number of groups: none. Replaces
 * what `label` held. */
int coh_compare_label(const struct coh_compare_cells *c, size_t block,
                      size_t group, size_t variable, struct coh_text *label,
                      struct coh_error *err) COH_MUST_CHECK;

/* The run made `m` comparisons: how many of them chance alone would set apart,
 * as a remark of a woven page, too; and with --p how p is adjusted, behind
 * `test` ("" or " by …"). Nothing for none. */
int
coh_compare_say_family(struct coh_run *run, const struct coh_compare_ask *ask,
                       size_t m, const char *test,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
