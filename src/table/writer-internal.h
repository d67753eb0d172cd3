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
    /* In a terminal table: columns of a line of the cells and of the name;
     * 0: never broken. */
    size_t wrap, name_wrap;
};

/* A text on its way to a terminal, line by line. */
struct coh_writer_lines {
    struct coh_text text; /* control characters are shown */
    struct coh_span rest; /* of it, in the lines to come */
};

/* How wide a column of a terminal table is, and what it holds. */
struct coh_writer_room {
    size_t width;  /* as its lines are broken now */
    size_t widest; /* of its cells, none broken */
    size_t word;   /* the longest word of its cells */
    size_t part;   /* the longest part of its name */
    struct coh_writer_lines lines;
};

struct coh_writer_cell {
    struct coh_span text;
    int is_double;
    double value;
};

struct coh_xlsx; /* a workbook on its way */

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
    int guard; /* against formulas, in csv and tsv */
    struct coh_xlsx *xlsx;
    size_t fit;                   /* columns of the screen */
    struct coh_writer_room *room; /* of columns, in a terminal table */
    struct coh_writer_lines scratch;
    struct coh_text line;
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
int coh_writer_put_turned(struct coh_writer *w,
                          struct coh_error *err) COH_MUST_CHECK;

/* ---- of workbooks ---- */

int coh_writer_begin_xlsx(struct coh_writer *w,
                          struct coh_error *err) COH_MUST_CHECK;
int
coh_writer_put_xlsx(struct coh_writer *w, struct coh_error *err) COH_MUST_CHECK;
int
coh_writer_end_xlsx(struct coh_writer *w, struct coh_error *err) COH_MUST_CHECK;
void coh_writer_free_xlsx(struct coh_writer *w);

/* ---- of terminal tables ---- */

/* A cell of row `row`, of which 0 are the names. */
struct coh_span coh_writer_text_at(const struct coh_writer *w, size_t row,
                                   size_t column, char number[COH_NUMBER_SIZE]);

/* Begin with a text. The lines are the caller's, who releases their text. */
int coh_writer_begin(struct coh_writer_lines *lines, struct coh_span s,
                     struct coh_error *err) COH_MUST_CHECK;

/* The next line, at most `width` columns wide (0: all of it), empty behind the
 * last. A name is broken behind its underscores, too. */
struct coh_span
coh_writer_next(struct coh_writer_lines *lines, size_t width, int name);

/* The width of the widest line. */
int coh_writer_measure(struct coh_writer *w, struct coh_span s, size_t width,
                       int name, size_t *widest,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
