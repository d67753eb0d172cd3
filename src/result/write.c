/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/write.h"

static int
is_number(enum coh_result_column column)
{
    return column == COH_RESULT_SCORE || column == COH_RESULT_MAX_SCORE ||
           column == COH_RESULT_SEM || column == COH_RESULT_PERCENTILE;
}

int
coh_result_write_columns(struct coh_writer *w, struct coh_error *err)
{
    int i;

    for (i = 0; i < COH_RESULT_COLUMNS; i++) {
        enum coh_result_column c = (enum coh_result_column)i;

        if (coh_writer_column(
                w, coh_span_of(coh_result_column_name(c)),
                is_number(c) ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT, err))
            return -1;
    }
    return 0;
}

int
coh_result_write(struct coh_writer *w, const struct coh_result *r,
                 struct coh_error *err)
{
    return coh_writer_lend(w, r->cell, COH_RESULT_COLUMNS, err);
}

static int
begin(void *context, const struct coh_result_origin *origin,
      struct coh_error *err)
{
    struct coh_result_table *t = context;

    (void)err;
    t->layout = origin->layout;
    return 0;
}

static int
put(void *context, size_t line, const struct coh_result *r,
    struct coh_span student_id, struct coh_error *err)
{
    struct coh_result_table *t = context;
    struct coh_result row;

    (void)line, (void)student_id;
    if (!t->writer)
        return 0;
    row = *r;
    if (!row.cell[COH_RESULT_SOURCE].length)
        row.cell[COH_RESULT_SOURCE] = t->layout;
    if (coh_result_write(t->writer, &row, err))
        return -1;
    return coh_writer_row(t->writer, err);
}

struct coh_result_sink
coh_result_table_sink(struct coh_result_table *table)
{
    return (struct coh_result_sink){
        .begin = begin, .result = put, .context = table};
}
