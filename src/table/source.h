/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_SOURCE_H
#define COH_TABLE_SOURCE_H

#include <iconv.h>

#include "base/file.h"

/*
 * The bytes of a file as UTF-8, and its physical lines. Below the reader:
 * knows encodings and line ends, nothing of fields.
 *
 * A window of the file is held from `begin`; what lies before it is forgotten.
 * The reader keeps `begin` at the first line of the record it is trying, so
 * that it can go back to the line behind it.
 */

/* How the bytes of a file are written, as far as it was read. */
struct coh_source_form {
    const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE" */
    int mark;             /* a byte order mark stood before them */
    size_t lf, crlf, cr;  /* line ends of each kind, those in quotes too;
                             counted only where count_ends is set */
};

struct coh_source {
    struct coh_in in;
    char *window;
    size_t begin, end, capacity;
    int started;   /* the mark has been looked for */
    int at_end;    /* the file has no more bytes than the window */
    iconv_t utf16; /* (iconv_t)-1: the file is not UTF-16 */
    int unmarked;  /* it is UTF-16, and its NUL bytes say so, no mark */
    char rest[4];  /* bytes of a UTF-16 unit that the last block cut */
    size_t rests;
    struct coh_source_form form;
    int count_ends; /* the caller's wish, before the first byte */
    int after_cr;   /* the last byte counted was a CR */
};

struct coh_line {
    size_t offset; /* from `begin` */
    size_t length; /* without its end */
    size_t next;   /* offset of the line behind it */
    int end;       /* there is no line */
    int too_long;  /* it goes on beyond `limit`; next is not set then */
};

/* Open a file; the name's ending says nothing. What its first bytes show to
 * be no delimited text (zip, xlsx, xls, PDF, SQLite, a web page) is refused by
 * name, with the way out, at the first reading. UTF-16 is known by its mark,
 * or by this: of the first 4 KiB at least half of the units have a NUL byte,
 * and (but for one in 16) on the same side. */
int coh_source_open(struct coh_source *s, const char *path,
                    struct coh_error *err) COH_MUST_CHECK;

/* The line that starts at `offset`, reading more of the file as needed. */
int
coh_source_line(struct coh_source *s, size_t offset, size_t limit,
                struct coh_line *line, struct coh_error *err) COH_MUST_CHECK;

/* Have `bytes` in the window, or all that the file still has. */
int coh_source_fill(struct coh_source *s, size_t bytes,
                    struct coh_error *err) COH_MUST_CHECK;

/* Forget `bytes` from the front. */
void coh_source_drop(struct coh_source *s, size_t bytes);

/* Drop bytes up to and with the next line end. */
int coh_source_skip_line(struct coh_source *s,
                         struct coh_error *err) COH_MUST_CHECK;

int
coh_source_rewind(struct coh_source *s, struct coh_error *err) COH_MUST_CHECK;

void coh_source_release(struct coh_source *s);

#endif
