/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_READER_INTERNAL_H
#define COH_TABLE_READER_INTERNAL_H

#include <csv.h>

#include "table/dialect.h"
#include "table/quoting.h"
#include "table/reader.h"
#include "table/source.h"

/*
 * What the reader's two rooms share; nobody else includes this. attempt.c
 * knows libcsv and tries one record at the front of the window; reader.c
 * decides what becomes of the attempt, and moves on.
 */

struct coh_reader {
    struct coh_source source;
    struct coh_reader_options options;
    struct coh_reader_counts counts;
    struct coh_dialect dialect;
    int told, told_forms; /* told: the file's start has been looked at */
    size_t width, line;   /* line: number of the line at the window's front */
    size_t named;         /* fields of the header up to the last with a name */
    struct csv_parser parser;
    int parser_made, spoilt; /* spoilt: libcsv must be made anew */
    int forms;               /* of COH_FORM_…, what holds in this reading */
    /* The record under way: text of its cells, and where each ends; of a
     * line that needs no parser the cells themselves, in `raw`. */
    struct coh_text text;
    size_t *stop, stops, stop_capacity;
    struct coh_span *cell;
    size_t cell_capacity;
    int split; /* the cells are there, as many as `stops` says */
    int complete;
    struct coh_error *failed; /* set while libcsv calls back */
    int memory;
    struct coh_text decoded;  /* a line read as Windows-1252 */
    struct coh_text requoted; /* a line brought to the quoting of RFC 4180 */
    size_t first_cp1252;      /* 1: the record's first line is such */
    struct coh_text raw;
    void (*watch)(void *context, const struct coh_reader *r);
    void *watch_context;
    const struct coh_only *only; /* NULL: everybody */
    const char *student;
    size_t only_at[2], only_columns; /* where their ids stand */
};

enum coh_attempt_outcome {
    COH_ATTEMPT_PARSED,  /* r->text and r->stop hold its cells */
    COH_ATTEMPT_REFUSED, /* see why */
};

struct coh_attempt {
    enum coh_attempt_outcome outcome;
    size_t lines;  /* physical lines taken */
    size_t bytes;  /* of the window, with line ends */
    size_t cp1252; /* of the lines: not UTF-8 */
    size_t rows;   /* of the lines: hold the delimiters of a whole record */
    int form;      /* how it was read, of COH_FORM_… */
    size_t undone; /* backslashes taken out */
    const char *why;
};

/* Try to read one record from the window's front, whatever its width; the
 * window stays as it is. Its quoting is that of the file; a record that cannot
 * be read so is tried with blanks around its quotes, and, if it is one line,
 * with the other meaning of `\"`. `line` is its first line, whose text r->raw
 * holds as UTF-8: where quotes stand at the ends of cells only, or nowhere, it
 * is a record as it stands, and libcsv is not asked. A blank line is PARSED
 * without any cell. */
int coh_attempt(struct coh_reader *r, const struct coh_line *line,
                struct coh_attempt *a, struct coh_error *err) COH_MUST_CHECK;

/* The line's bytes as UTF-8: itself, or decoded into r->decoded where it is
 * not. Valid until the next call. */
int
coh_attempt_utf8(struct coh_reader *r, const struct coh_line *line,
                 struct coh_span *out, struct coh_error *err) COH_MUST_CHECK;

/* Where the ids of students stand in this header; is the record of a student
 * who is not wanted? */
void
coh_reader_find_only(struct coh_reader *r, const struct coh_record *header);
int
coh_reader_is_others(const struct coh_reader *r, const struct coh_record *rec);

#endif
