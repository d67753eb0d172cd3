/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/blank.h"

#include <string.h>

/* The blanks of two and three bytes that stand alone in their block. */
static const char *const wide[] = {
    "\xC2\xA0",     "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF",
    "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF",
};

size_t
coh_blank_length(struct coh_span s)
{
    unsigned char last;
    size_t i;

    if (!s.length)
        return 0;
    if (s.bytes[0] == ' ' || (s.bytes[0] >= '\t' && s.bytes[0] <= '\r'))
        return 1;
    if (!(s.bytes[0] & 0x80))
        return 0;
    for (i = 0; i < sizeof(wide) / sizeof(*wide); i++) {
        size_t n = strlen(wide[i]);

        if (s.length >= n && !memcmp(s.bytes, wide[i], n))
            return n;
    }
    if (s.length < 3 || memcmp(s.bytes, "\xE2\x80", 2) != 0)
        return 0;
    last = (unsigned char)s.bytes[2];
    return last >= 0x80 && last <= 0x8B ? 3 : 0;
}

/* How many bytes the blank at the end of `s` has. */
static size_t
length_at_end(struct coh_span s)
{
    size_t n;

    for (n = 1; n <= 3 && n <= s.length; n++)
        if (coh_blank_length((struct coh_span){s.bytes + s.length - n, n}) == n)
            return n;
    return 0;
}

/* Can neither be a blank nor a byte of one: that is most cells' ends. */
static int
is_visible(char c)
{
    return c > ' ' && c < 0x7F;
}

struct coh_span
coh_blank_trim(struct coh_span s)
{
    size_t n;

    if (s.length && is_visible(s.bytes[0]) && is_visible(s.bytes[s.length - 1]))
        return s;

    while ((n = coh_blank_length(s)) > 0)
        s.bytes += n, s.length -= n;
    while ((n = length_at_end(s)) > 0)
        s.length -= n;
    return s;
}

int
coh_blank_is_word(struct coh_span s)
{
    static const char *const word[] = {
        "NULL", "NA", "N/A", "N/A*", "#N/A",         "nan",
        ".",    "-",  "--",  "---",  "\xE2\x80\x93", "\xE2\x80\x94",
    };
    size_t i;

    if (!s.length)
        return 1;
    if (s.length > 4 || !memchr("nN.-#\xE2", s.bytes[0], 6))
        return 0;
    for (i = 0; i < sizeof(word) / sizeof(*word); i++)
        if (coh_span_is_caseless(s, word[i]))
            return 1;
    return 0;
}
