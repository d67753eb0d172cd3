/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_TEXT_H
#define COH_BASE_TEXT_H

#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"

/*
 * Text: UTF-8 bytes with a length. Cells may hold NUL bytes, so nothing that
 * looks at a cell may use strlen.
 *
 *     struct coh_text t = COH_TEXT_INIT;
 *     if (coh_text_format(&t, err, "%zu students", n)) ...
 *     puts(t.bytes);
 *     coh_text_release(&t);
 */

/* A piece of somebody else's text: never freed, not NUL-terminated. */
struct coh_span {
    const char *bytes;
    size_t length;
};

struct coh_span coh_span_of(const char *text);    /* NULL is the empty span */
struct coh_span coh_span_trim(struct coh_span s); /* no blanks at either end */
int coh_span_equal(struct coh_span a, struct coh_span b);
int coh_span_is(struct coh_span s, const char *text);
/* Equal but for the case of ASCII letters. */
int coh_span_is_caseless(struct coh_span s, const char *text);

/* A part of `s`: its digits without the zeros at their start ("812" of
 * "00812", "0" of "000"); empty for what is not all digits. */
struct coh_span coh_span_without_zeros(struct coh_span s);
/* < 0, 0, > 0 by bytes, a prefix before what is longer. */
int coh_span_compare(struct coh_span a, struct coh_span b);

/* A growing buffer. `bytes` is NUL-terminated once anything was added, and ""
 * is used for an empty one by coh_text_get(). */
struct coh_text {
    char *bytes;
    size_t length, capacity;
};

#define COH_TEXT_INIT \
    {                 \
        .bytes = NULL \
    }

int coh_text_add(struct coh_text *t, const char *bytes, size_t length,
                 struct coh_error *err) COH_MUST_CHECK;
int coh_text_add_string(struct coh_text *t, const char *s,
                        struct coh_error *err) COH_MUST_CHECK;
int coh_text_format(struct coh_text *t, struct coh_error *err,
                    const char *format, ...) COH_PRINTF(3, 4) COH_MUST_CHECK;
void coh_text_clear(struct coh_text *t); /* empty, the memory kept */
void coh_text_release(struct coh_text *t);
const char *coh_text_get(const struct coh_text *t);
struct coh_span coh_text_span(const struct coh_text *t);

/* The number of leading bytes of `s` that are well-formed UTF-8. */
size_t coh_utf8_valid(const char *s, size_t length);

/* Add `s`, read as Windows-1252, as UTF-8 (undefined bytes become U+FFFD). */
int coh_utf8_from_cp1252(struct coh_text *t, const char *s, size_t length,
                         struct coh_error *err) COH_MUST_CHECK;

/* Columns that `s` takes on a terminal; wide characters count two. */
size_t coh_utf8_width(const char *s, size_t length);

/* The bytes of the character at `at` if it must not reach a terminal, a page
 * or a picture, else 0: C0, DEL and C1, those that turn the direction of the
 * text behind them (U+202A to U+202E, U+2066 to U+2069), by which an id can
 * pass for another, and U+FFFE and U+FFFF, which no XML file may hold. */
size_t coh_control_length(struct coh_span s, size_t at);

/* `s` for a message: cut at 40 characters with "…", control characters as
 * \xNN. `out` is the caller's; returns out. */
#define COH_QUOTE_SIZE 200
const char *coh_quote(const char *s, size_t length, char out[COH_QUOTE_SIZE]);

#endif
