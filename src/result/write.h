/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_WRITE_H
#define COH_RESULT_WRITE_H

#include "result/result.h"
#include "table/writer.h"

/*
 * Tidy results as rows of a table: the 18 columns in their order.
 */

/* Declare the columns; others may follow. Ids and dates are text, scores
 * are numbers. */
int coh_result_write_columns(struct coh_writer *w,
                             struct coh_error *err) COH_MUST_CHECK;

/* The cells of one result; the caller adds its own and ends the row. */
int coh_result_write(struct coh_writer *w, const struct coh_result *r,
                     struct coh_error *err) COH_MUST_CHECK;

#endif
