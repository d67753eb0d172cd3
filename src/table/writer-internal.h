/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_WRITER_INTERNAL_H
#define COH_TABLE_WRITER_INTERNAL_H

#include "table/writer.h"

/*
 * What the writer and its formats share; nobody else includes this. Adding a
 * format is one function here and one line in writer.c.
 */

struct coh_writer_column {
    struct coh_span name;
    enum coh_column_kind kind;
    int decimals; /* of doubles, where numbers are shown to people */
    size_t wrap;  /* columns of a line in a terminal table; 0: never broken */
};

struct coh_writer_cell {
    struct coh_span text;
    int is_double;
    double value;
};

struct coh_writer {
    struct coh_out *out;
    enum coh_format format;
    int digits;
    struct coh_writer_column *column;
    size_t columns, column_capacity;
    struct coh_writer_cell *cell; /* this row, or all rows while held */
    size_t cells, row_start, cell_capacity;
    size_t rows;
    int header_written;
    size_t *width; /* of columns, in a terminal table */
    struct coh_text scratch;
    struct coh_arena arena; /* column names; cell text of formats that hold */
    struct coh_arena text;  /* cell text of formats that stream */
};

/* The cell as text: exactly in machine formats, with the column's decimals
 * in those for people. `number` is the caller's buffer. */
struct coh_span coh_writer_cell_text(const struct coh_writer *w, size_t column,
                                     const struct coh_writer_cell *c,
                                     char number[COH_NUMBER_SIZE]);

int coh_writer_put_header(struct coh_writer *w,
                          struct coh_error *err) COH_MUST_CHECK;
int coh_writer_put_separated(struct coh_writer *w,
                             struct coh_error *err) COH_MUST_CHECK;
int
coh_writer_put_json(struct coh_writer *w, struct coh_error *err) COH_MUST_CHECK;
int coh_writer_put_markdown(struct coh_writer *w,
                            struct coh_error *err) COH_MUST_CHECK;
int coh_writer_put_table(struct coh_writer *w,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
