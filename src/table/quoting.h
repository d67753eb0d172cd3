/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_QUOTING_H
#define COH_TABLE_QUOTING_H

#include "base/text.h"

/*
 * Quoting that is not that of RFC 4180, brought to it a line at a time. Below
 * the reader: the strict parser then judges what comes out, so that nothing is
 * accepted here that it would not take.
 *
 *     struct coh_requote q = COH_REQUOTE_INIT(COH_FORM_BACKSLASH, ',');
 *     coh_requote_line(&q, line, &text, err)   "a \"b\"",1 becomes "a ""b""",1
 */

/* How a record is written; may be combined. */
enum {
    COH_FORM_BLANKS = 1,    /* blanks around a cell's quotes are not its own */
    COH_FORM_BACKSLASH = 2, /* in quotes, `\"` is a quote, `\\` a backslash, and
                               a backslash before a line end is nothing */
    COH_FORM_SINGLE = 4,    /* the quote is ' */
};

/* Where in a record the line before has ended. */
struct coh_requote {
    int form;
    char delimiter;
    int at;
    size_t undone; /* backslashes taken out */
};

#define COH_REQUOTE_INIT(f, d)        \
    {                                 \
        .form = (f), .delimiter = (d) \
    }

/* Add the line, which comes without its end, to `out` as RFC 4180 has it. */
int
coh_requote_line(struct coh_requote *q, struct coh_span line,
                 struct coh_text *out, struct coh_error *err) COH_MUST_CHECK;

/* Is every field of the line in single quotes? */
int coh_quoting_is_single(struct coh_span line, char delimiter);

/* What the start of a file tells of its forms (never BLANKS, which each record
 * tells of itself). BACKSLASH: `\"` stands within cells (between two
 * characters of text, where RFC 4180 has no place for it) more often than `""`
 * does. SINGLE: the first line that is not blank is all in single quotes. */
int coh_quoting_detect(struct coh_span sample, char delimiter);

#endif
