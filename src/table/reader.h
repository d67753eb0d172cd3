/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_READER_H
#define COH_TABLE_READER_H

#include "base/notes.h"
#include "base/text.h"
#include "table/only.h"

/*
 * Reading delimited text of any dialect and encoding, a record at a time.
 *
 * libcsv, strict, is fed one physical line at a time. A record that fails
 * strict parsing, that holds a cell above the limit, or that spans lines and
 * has the wrong width is set aside as its *first physical line*, and reading
 * resumes at the next line: one stray quote costs one record, never the rest
 * of the file. So is one that spans lines each of which could be a record by
 * itself (it has more than two fields, and the delimiters for all of them).
 * A byte order mark is stripped; UTF-16 is recognised by its mark or its NUL
 * bytes; a line that is not UTF-8 is read as Windows-1252 and counted. CR, LF
 * and CRLF end a line. Memory does not depend on the file's length.
 *
 * Quoting of another kind is told from the first 128 KiB (table/quoting.h) and
 * counted: backslashes before quotes, a header in single quotes. A record that
 * the file's own quoting cannot read is tried with blanks around its quotes,
 * then, if it is one line, with the other meaning of a backslash. Blanks that
 * are a cell's own reach the caller.
 *
 *     struct coh_reader *r = coh_reader_open("a.csv", NULL, err);
 *     struct coh_record rec;
 *     if (!r || coh_reader_header(r, &rec, err)) …
 *     while (!(rc = coh_reader_next(r, &rec, err)) && !rec.end)
 *         if (!rec.aside) … rec.cell[0] …
 *     coh_reader_free(r);
 */

enum coh_quoting {
    COH_QUOTING_DETECT,    /* by the file's start, and by each record */
    COH_QUOTING_DOUBLED,   /* `""` is a quote in quotes, a backslash nothing */
    COH_QUOTING_BACKSLASH, /* so are `\"` and `\\` a quote and a backslash */
};

struct coh_reader_options {
    char delimiter;  /* 0: detect */
    size_t max_cell; /* bytes of one cell; 0: 1 MiB */
    int pad_short;   /* fill a short record with blanks instead of setting
                        it aside */
    enum coh_quoting quoting;
};

struct coh_record {
    size_t n;
    const struct coh_span *cell; /* valid until the next call */
    size_t line;                 /* its first physical line, from 1 */
    size_t lines;                /* how many it spans */
    struct coh_span raw;         /* that first line as UTF-8, without its end */
    int cut;                     /* raw is only the beginning of that line */
    int end;                     /* nothing was read: the file is at its end */
    int aside;                   /* not usable: see reason; cell is not set */
    int padded;                  /* filled up from fewer fields */
    char reason[80];             /* "9 of 10 fields" */
};

struct coh_reader;

/* Open `path` (NULL or "-": standard input). COH_INPUT for what is not there
 * and for a workbook, PDF or archive, which is named with the way out.
 * NULL on failure. */
struct coh_reader *
coh_reader_open(const char *path, const struct coh_reader_options *options,
                struct coh_error *err) COH_MUST_CHECK;

/* The first record, which fixes the width of all others: as many fields as it
 * has. Behind the last field that it names nothing need stand: a record that
 * ends earlier there is complete, and comes with blanks. COH_INPUT for an
 * empty file and for a header that cannot be parsed. */
int coh_reader_header(struct coh_reader *r, struct coh_record *record,
                      struct coh_error *err) COH_MUST_CHECK;

/* The same for a header that stands below other records (see table/head.h):
 * rewinds, passes over `above` records of any width, also such as cannot be
 * parsed, and reads the header behind them. COH_INPUT also when the file has
 * no record there. */
int
coh_reader_start(struct coh_reader *r, size_t above, struct coh_record *record,
                 struct coh_error *err) COH_MUST_CHECK;

/* The next record, one that is set aside, or the end. */
int coh_reader_next(struct coh_reader *r, struct coh_record *record,
                    struct coh_error *err) COH_MUST_CHECK;

/* The next usable record or the end; those set aside are noted with
 * COH_NOTE_LOOK and counted. */
int coh_reader_next_good(struct coh_reader *r, struct coh_record *record,
                         struct coh_notes *notes,
                         struct coh_error *err) COH_MUST_CHECK;

/* From the next header on pass over the records of other students than these,
 * and count them nowhere: those whose cell in the column `student`, or in
 * student_id, is none of `only`. Of a table with neither column all come. NULL:
 * everybody. Both are the caller's. */
void coh_reader_set_only(struct coh_reader *r, const struct coh_only *only,
                         const char *student);

/* Was one of these columns in the header, so that others were left out? */
int coh_reader_tells_students(const struct coh_reader *r);

/* How many fields a record must have from now on; 0: any number. */
void coh_reader_set_width(struct coh_reader *r, size_t width);

void coh_reader_set_pad_short(struct coh_reader *r, int pad);

/* How quotes are written from the next rewind on. */
void coh_reader_set_quoting(struct coh_reader *r, enum coh_quoting quoting);

/* Start again at the first byte; a pipe must have been spooled before the
 * first read (coh_reader_spool). The width is forgotten. */
int
coh_reader_spool(struct coh_reader *r, struct coh_error *err) COH_MUST_CHECK;
int
coh_reader_rewind(struct coh_reader *r, struct coh_error *err) COH_MUST_CHECK;

/* Have `watch` called now and then, every 256 records: for showing how far a
 * reading is. NULL: no more. */
void
coh_reader_set_watch(struct coh_reader *r,
                     void (*watch)(void *context, const struct coh_reader *r),
                     void *context);

/* Bytes of the file as it is now; 0 when it is none but a pipe. */
unsigned long long coh_reader_size(const struct coh_reader *r);

const char *coh_reader_name(const struct coh_reader *r);
char coh_reader_delimiter(const struct coh_reader *r);
const char *coh_reader_sha256(const struct coh_reader *r); /* "" before end */
unsigned long long coh_reader_bytes(const struct coh_reader *r);

struct coh_reader_counts {
    size_t records; /* all but the header and what stands above it */
    size_t above;   /* passed over by coh_reader_start */
    size_t aside;
    size_t padded;
    size_t cp1252; /* lines read as Windows-1252 */
    /* Records, the header among them, whose quoting is not that of RFC 4180: */
    size_t backslash; /* backslashes before quotes, taken out */
    size_t single;    /* all in single quotes */
    size_t blanks;    /* blanks around quotes */
};

const struct coh_reader_counts *coh_reader_counts(const struct coh_reader *r);

struct coh_source_form;

/* Count line ends too, from the next rewind or the first byte on; and what the
 * file's bytes show, complete once it was read to its end. */
void coh_reader_count_ends(struct coh_reader *r);
const struct coh_source_form *coh_reader_form(const struct coh_reader *r);

/* Note as facts what was told from the bytes, and not said by them: lines in
 * Windows-1252, UTF-16 without a mark, backslashes before quotes, single
 * quotes. Blanks around quotes, which no reader shows, are counted only. */
int coh_reader_say(const struct coh_reader *r, struct coh_notes *notes,
                   struct coh_error *err) COH_MUST_CHECK;

void coh_reader_free(struct coh_reader *r);

#endif
