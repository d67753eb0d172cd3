/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_READER_INTERNAL_H
#define COH_TABLE_READER_INTERNAL_H

#include <csv.h>

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
    char delimiter;
    size_t width, line; /* line: number of the line at the window's front */
    struct csv_parser parser;
    int parser_made, spaces; /* spaces: libcsv trims around quotes */
    /* The record under way: text of its cells, and where each ends. */
    struct coh_text text;
    size_t *stop, stops, stop_capacity;
    struct coh_span *cell;
    size_t cell_capacity;
    int complete;
    struct coh_error *failed; /* set while libcsv calls back */
    int memory;
    struct coh_text decoded; /* a line read as Windows-1252 */
    size_t first_cp1252;     /* 1: the record's first line is such */
    struct coh_text raw;
};

enum coh_attempt_outcome {
    COH_ATTEMPT_PARSED,  /* r->text and r->stop hold its cells */
    COH_ATTEMPT_REFUSED, /* see why */
    COH_ATTEMPT_NO_MORE, /* the file is at its end */
};

struct coh_attempt {
    enum coh_attempt_outcome outcome;
    size_t lines;  /* physical lines taken */
    size_t bytes;  /* of the window, with line ends */
    size_t cp1252; /* of the lines: not UTF-8 */
    const char *why;
};

/* Try to read one record from the window's front, whatever its width; the
 * window stays as it is. `spaces`: let blanks stand around quotes. A blank
 * line is PARSED without any cell. */
int coh_attempt(struct coh_reader *r, int spaces, struct coh_attempt *a,
                struct coh_error *err) COH_MUST_CHECK;

/* The line's bytes as UTF-8: itself, or decoded into r->decoded where it is
 * not. Valid until the next call. */
int
coh_attempt_utf8(struct coh_reader *r, const struct coh_line *line,
                 struct coh_span *out, struct coh_error *err) COH_MUST_CHECK;

#endif
