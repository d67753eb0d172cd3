/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_WRITER_H
#define COH_TABLE_WRITER_H

#include "base/decimal.h"
#include "base/file.h"
#include "table/columns.h"

/*
 * Writing a table in any of the formats that all tools share.
 *
 * CSV, TSV, JSON and JSON lines carry the shortest text that reads back to
 * the same double, and stream; Markdown and the terminal table show numbers
 * with the decimals of their column and are held in memory until the end.
 * What is not finite is blank (null in JSON), never "nan".
 *
 * A workbook (xlsx) has one sheet with its names frozen and a filter on them:
 * texts are strings, whatever they begin with, numbers are numbers, and the
 * same table is the same bytes on any day. What a sheet cannot hold (1,048,576
 * rows, 16,384 columns, 32,767 characters in a cell, a zero byte) is COH_INPUT.
 *
 *     struct coh_writer *w = coh_writer_new(&out, COH_FORMAT_CSV, -1, err);
 *     coh_writer_column(w, coh_span_of("mean"), COH_COLUMN_NUMBER, err);
 *     coh_writer_double(w, 41.5, err);
 *     coh_writer_row(w, err);
 *     coh_writer_end(w, err);
 *     coh_writer_free(w);
 */

enum coh_format {
    COH_FORMAT_AUTO, /* a table on a terminal, CSV in a pipe or a file */
    COH_FORMAT_CSV,
    COH_FORMAT_TSV,
    COH_FORMAT_JSON,
    COH_FORMAT_JSONL,
    COH_FORMAT_MARKDOWN,
    COH_FORMAT_TABLE,
    COH_FORMAT_XLSX, /* a workbook: only into a file */
    COH_FORMATS,
    /* Of tools that say so; no writer writes these. */
    COH_FORMAT_HTML,        /* a page */
    COH_FORMAT_FRICTIONLESS /* a folder: a data package */
};

/* "csv", "tsv", …; COH_USAGE for a name that is none, with all that are. */
int coh_format_parse(const char *name, enum coh_format *format,
                     struct coh_error *err) COH_MUST_CHECK;

/* By the end of a file's name (.csv .tsv .json .jsonl .md .txt .xlsx); AUTO
 * when it says nothing. */
enum coh_format coh_format_of_path(const char *path);

/* COH_USAGE for a path that ends as an old workbook, page or picture does. */
int
coh_format_check_path(const char *path, struct coh_error *err) COH_MUST_CHECK;

enum coh_column_kind {
    COH_COLUMN_TEXT,   /* left-aligned; a string in JSON, whatever it holds */
    COH_COLUMN_NUMBER, /* right-aligned; a number in JSON */
};

struct coh_writer;

/* `digits` ≥ 0: that many decimals in every format. `out` stays the
 * caller's, who also closes it. NULL when out of memory. */
struct coh_writer *
coh_writer_new(struct coh_out *out, enum coh_format format, int digits,
               struct coh_error *err) COH_MUST_CHECK;

/* The digits asked for; below 0: nobody asked. */
int coh_writer_digits(const struct coh_writer *w);

/* Guard the names and texts of csv and tsv, so that no spreadsheet runs them
 * as formulas (table/guard.h); a number in a number column stays as it is. The
 * other formats say what is text by themselves. Before the first row. */
void coh_writer_guard(struct coh_writer *w);

/* Columns are declared before the first cell. */
int coh_writer_column(struct coh_writer *w, struct coh_span name,
                      enum coh_column_kind kind,
                      struct coh_error *err) COH_MUST_CHECK;

/* How many decimals the doubles of column `at` show in Markdown and tables
 * (2 unless told); may be called until the end. */
void coh_writer_decimals(struct coh_writer *w, size_t at, int decimals);

/* Break the texts of the columns with this name into lines of at most `width`
 * columns in a terminal table, between words where there are blanks; other
 * formats show them whole. May be called until the end. */
void coh_writer_wrap(struct coh_writer *w, const char *name, size_t width);

/* How many columns the screen has (120; under 40 or over 10,000 is passed
 * over). In a terminal table that would be wider first the names of columns
 * are broken behind their underscores, where the cells are narrower; then the
 * widest texts are broken further, between words; and when that is not enough,
 * the table is turned: a column a row and a line a name, in blocks of as many
 * rows as there is room for. Nothing is left out. */
void coh_writer_fit(struct coh_writer *w, size_t columns);

/* One cell each, from left to right. */
int coh_writer_text(struct coh_writer *w, struct coh_span text,
                    struct coh_error *err) COH_MUST_CHECK;
/* The same of `n` texts that stay where they are until the row has ended:
 * formats that stream copy none of them. */
int coh_writer_lend(struct coh_writer *w, const struct coh_span *text, size_t n,
                    struct coh_error *err) COH_MUST_CHECK;
int coh_writer_string(struct coh_writer *w, const char *text,
                      struct coh_error *err) COH_MUST_CHECK;
int coh_writer_double(struct coh_writer *w, double x,
                      struct coh_error *err) COH_MUST_CHECK;
/* `n` cells; and a value as it was read: a decimal without needless zeros, a
 * blank where it is none. */
int coh_writer_doubles(struct coh_writer *w, const double *x, size_t n,
                       struct coh_error *err) COH_MUST_CHECK;
int coh_writer_value(struct coh_writer *w, const struct coh_value *v,
                     struct coh_error *err) COH_MUST_CHECK;
int coh_writer_count(struct coh_writer *w, size_t n,
                     struct coh_error *err) COH_MUST_CHECK;
int coh_writer_decimal(struct coh_writer *w, struct coh_decimal d,
                       struct coh_error *err) COH_MUST_CHECK;
int
coh_writer_blank(struct coh_writer *w, struct coh_error *err) COH_MUST_CHECK;

/* End the row; missing cells become blank. */
int coh_writer_row(struct coh_writer *w, struct coh_error *err) COH_MUST_CHECK;

/* Write what was held back. The header is written even without rows. */
int coh_writer_end(struct coh_writer *w, struct coh_error *err) COH_MUST_CHECK;

size_t coh_writer_rows(const struct coh_writer *w);
void coh_writer_free(struct coh_writer *w);

#endif
