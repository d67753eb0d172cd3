/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_RESULT_WRITE_H
#define COH_RESULT_WRITE_H

#include "result/sink.h"
#include "table/writer.h"

/*
 * Tidy results as rows of a table: the 18 columns in their order.
 */

/* Declare the columns; others may follow. Ids and dates are text, scores
 * are numbers. */
int coh_result_write_columns(struct coh_writer *w,
                             struct coh_error *err) COH_MUST_CHECK;

/* The cells of one result; the caller adds its own and ends the row, until
 * when the result's texts must live. */
int coh_result_write(struct coh_writer *w, const struct coh_result *r,
                     struct coh_error *err) COH_MUST_CHECK;

/* A sink that writes rows, of results or of notes. The writer is the caller's,
 * without columns: the first file declares those of its kind, and one of the
 * other kind fails with COH_INPUT. NULL writes nothing (a dry run). A result
 * without a source gets the name of the layout as its source. */
struct coh_result_table {
    struct coh_writer *writer;
    struct coh_span layout; /* of the file under way; set by the sink */
    int begun, of_notes;    /* set by it as well */
};

struct coh_result_sink coh_result_table_sink(struct coh_result_table *table);

#endif
