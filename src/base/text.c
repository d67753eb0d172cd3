/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

struct coh_span
coh_span_of(const char *text)
{
    struct coh_span s = {text ? text : "", text ? strlen(text) : 0};
    return s;
}

static int
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct coh_span
coh_span_trim(struct coh_span s)
{
    while (s.length && is_blank(s.bytes[0]))
        s.bytes++, s.length--;
    while (s.length && is_blank(s.bytes[s.length - 1]))
        s.length--;
    return s;
}

int
coh_span_equal(struct coh_span a, struct coh_span b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

int
coh_span_is(struct coh_span s, const char *text)
{
    return coh_span_equal(s, coh_span_of(text));
}

struct coh_span
coh_span_without_zeros(struct coh_span s)
{
    size_t i;

    for (i = 0; i < s.length; i++)
        if (s.bytes[i] < '0' || s.bytes[i] > '9')
            return coh_span_of("");
    while (s.length > 1 && s.bytes[0] == '0')
        s.bytes++, s.length--;
    return s;
}

int
coh_span_is_caseless(struct coh_span s, const char *text)
{
    size_t n = strlen(text);

    return s.length == n && (n == 0 || strncasecmp(s.bytes, text, n) == 0);
}

int
coh_span_compare(struct coh_span a, struct coh_span b)
{
    size_t n = a.length < b.length ? a.length : b.length;
    int c = n ? memcmp(a.bytes, b.bytes, n) : 0;

    if (c)
        return c;
    return (a.length > b.length) - (a.length < b.length);
}

int
coh_text_add(struct coh_text *t, const char *bytes, size_t length,
             struct coh_error *err)
{
    if (length > SIZE_MAX / 2 - t->length)
        return coh_fail_memory(err);
    if (coh_reserve(&t->bytes, &t->capacity, t->length + length + 1, 1, err))
        return -1;
    if (length)
        memcpy(t->bytes + t->length, bytes, length);
    t->length += length;
    t->bytes[t->length] = '\0';
    return 0;
}

int
coh_text_add_string(struct coh_text *t, const char *s, struct coh_error *err)
{
    return coh_text_add(t, s, strlen(s), err);
}

int
coh_text_format(struct coh_text *t, struct coh_error *err, const char *format,
                ...)
{
    va_list ap;
    int n;

    va_start(ap, format);
    n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (n < 0)
        return coh_fail(err, COH_SYSTEM, "a message could not be formatted");
    if (coh_reserve(&t->bytes, &t->capacity, t->length + (size_t)n + 1, 1, err))
        return -1;
    va_start(ap, format);
    vsnprintf(t->bytes + t->length, (size_t)n + 1, format, ap);
    va_end(ap);
    t->length += (size_t)n;
    return 0;
}

void
coh_text_clear(struct coh_text *t)
{
    t->length = 0;
    if (t->bytes)
        t->bytes[0] = '\0';
}

void
coh_text_release(struct coh_text *t)
{
    coh_free(t->bytes);
    *t = (struct coh_text)COH_TEXT_INIT;
}

const char *
coh_text_get(const struct coh_text *t)
{
    return t->bytes ? t->bytes : "";
}

struct coh_span
coh_text_span(const struct coh_text *t)
{
    struct coh_span s = {coh_text_get(t), t->length};
    return s;
}

/* Where the first byte behind `i` stands that is not ASCII, eight at a time:
 * every byte of every file passes here. */
static size_t
skip_ascii(const char *s, size_t i, size_t length)
{
    uint64_t eight;

    for (; length - i >= sizeof(eight); i += sizeof(eight)) {
        memcpy(&eight, s + i, sizeof(eight));
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < length && (unsigned char)s[i] < 0x80)
        i++;
    return i;
}

size_t
coh_utf8_valid(const char *s, size_t length)
{
    size_t i = 0;
    utf8proc_int32_t c;

    while ((i = skip_ascii(s, i, length)) < length) {
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)s + i,
                             (utf8proc_ssize_t)(length - i), &c);

        if (n <= 0)
            break;
        i += (size_t)n;
    }
    return i;
}

/* Windows-1252 differs from Latin-1 only in 0x80 to 0x9F. */
static const uint16_t cp1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

int
coh_utf8_from_cp1252(struct coh_text *t, const char *s, size_t length,
                     struct coh_error *err)
{
    size_t i;

    for (i = 0; i < length; i++) {
        unsigned char b = (unsigned char)s[i];
        utf8proc_int32_t c = b >= 0x80 && b < 0xA0 ? cp1252[b - 0x80] : b;
        utf8proc_uint8_t utf8[4];
        utf8proc_ssize_t n = utf8proc_encode_char(c, utf8);

        if (coh_text_add(t, (const char *)utf8, (size_t)n, err))
            return -1;
    }
    return 0;
}

size_t
coh_utf8_width(const char *s, size_t length)
{
    size_t i = 0, width = 0;
    utf8proc_int32_t c;

    while (i < length) {
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)s + i,
                             (utf8proc_ssize_t)(length - i), &c);
        if (n <= 0) {
            i++, width++;
            continue;
        }
        width += (size_t)utf8proc_charwidth(c);
        i += (size_t)n;
    }
    return width;
}

size_t
coh_control_length(struct coh_span s, size_t at)
{
    const unsigned char *c = (const unsigned char *)s.bytes + at;

    if (c[0] < 0x20 || c[0] == 0x7F)
        return 1;
    if (s.length - at > 1 && c[0] == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0)
        return 2;
    if (s.length - at < 3)
        return 0;
    if (c[0] == 0xEF && c[1] == 0xBF && c[2] >= 0xBE)
        return 3;
    if (c[0] != 0xE2)
        return 0;
    return (c[1] == 0x80 && c[2] >= 0xAA && c[2] <= 0xAE) ||
                   (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9)
               ? 3
               : 0;
}

const char *
coh_quote(const char *s, size_t length, char out[COH_QUOTE_SIZE])
{
    size_t i = 0, at = 0, shown = 0;
    utf8proc_int32_t c;

    while (i < length && shown < 40) {
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)s + i,
                             (utf8proc_ssize_t)(length - i), &c);
        if (n <= 0 || coh_control_length((struct coh_span){s, length}, i)) {
            unsigned char b = (unsigned char)s[i];

            at += (size_t)snprintf(out + at, 5, "\\x%02X", (unsigned)b);
            i++;
        } else {
            memcpy(out + at, s + i, (size_t)n);
            at += (size_t)n;
            i += (size_t)n;
        }
        shown++;
    }
    if (i < length)
        at += (size_t)snprintf(out + at, 4, "…");
    out[at] = '\0';
    return out;
}
