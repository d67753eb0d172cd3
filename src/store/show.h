/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SHOW_H
#define COH_STORE_SHOW_H

#include "store/select.h"
#include "store/trace.h"
#include "table/writer.h"

/*
 * A selection as a table: tidy rows, or a row a student.
 *
 *     struct coh_show show = {.query = COH_SELECT_INIT, .complete = 1};
 *     struct coh_trace trace = COH_TRACE_INIT;
 *
 *     if (coh_show_run(&store, &show, writer, &trace, &notes, err)) ...
 *     coh_trace_release(&trace);
 */

struct coh_show {
    struct coh_select query;
    const struct coh_span *with; /* of the student, behind the tidy columns */
    size_t withs;
    int complete; /* a no_record row where an active student has no result */
    int wide;     /* a row a student; every active student has one */
    enum coh_result_column by[COH_RESULT_COLUMNS]; /* that name its columns */
    size_t bys;                                    /* 0: as is usual */
};

/* Take `text`, COL[,COL]: the tidy columns whose values name the wide ones.
 * COH_USAGE when one is no column of a result. */
int coh_show_wide(struct coh_show *show, const char *text,
                  struct coh_error *err) COH_MUST_CHECK;

/* With query.gone a column gone_on stands behind those of the result; this
 * does not go with complete or wide. Write header and rows, and what they came
 * from into `trace`. Tidy rows stream; with complete or wide the selection is
 * held. An empty selection is noted. Fails as coh_select_run, coh_student_list
 * and coh_shape_pivot do. */
int coh_show_run(struct coh_store *store, const struct coh_show *show,
                 struct coh_writer *writer, struct coh_trace *trace,
                 struct coh_notes *notes, struct coh_error *err) COH_MUST_CHECK;

/* Header and rows of coh_select_list:
 * assessment,measures,items,students,results,newest,source,gone. */
int coh_show_held(struct coh_writer *w, struct coh_store *store, coh_date as_of,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
