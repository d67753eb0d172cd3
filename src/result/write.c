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

/* The columns are those of the first file; notes and results do not go into
 * one table. */
static int
begin(void *context, const struct coh_result_origin *origin,
      struct coh_error *err)
{
    struct coh_result_table *t = context;

    t->layout = origin->layout;
    if (!t->writer)
        return 0;
    if (t->begun)
        return t->of_notes == origin->of_notes
                   ? 0
                   : coh_fail(err, COH_INPUT,
                              "notes and results do not go into one table: "
                              "take them one by one");
    t->begun = 1;
    t->of_notes = origin->of_notes;
    return t->of_notes ? coh_field_note_write_columns(t->writer, err)
                       : coh_result_write_columns(t->writer, err);
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

static int
put_note(void *context, size_t line, const struct coh_field_note *n,
         struct coh_span student_id, struct coh_error *err)
{
    struct coh_result_table *t = context;
    struct coh_field_note row;

    (void)line, (void)student_id;
    if (!t->writer)
        return 0;
    row = *n;
    if (!row.cell[COH_FIELD_NOTE_SOURCE].length)
        row.cell[COH_FIELD_NOTE_SOURCE] = t->layout;
    return coh_writer_lend(t->writer, row.cell, COH_FIELD_NOTE_COLUMNS, err) ||
                   coh_writer_row(t->writer, err)
               ? -1
               : 0;
}

struct coh_result_sink
coh_result_table_sink(struct coh_result_table *table)
{
    return (struct coh_result_sink){
        .begin = begin, .result = put, .note = put_note, .context = table};
}
