/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/words.h"

#include <ctype.h>
#include <string.h>

int
coh_words_next(struct coh_span *rest, struct coh_span *item)
{
    while (rest->length) {
        const char *semicolon = memchr(rest->bytes, ';', rest->length);
        size_t n = semicolon ? (size_t)(semicolon - rest->bytes) : rest->length;
        size_t taken = n + (semicolon != NULL);

        *item = coh_span_trim((struct coh_span){rest->bytes, n});
        rest->bytes += taken;
        rest->length -= taken;
        if (item->length)
            return 1;
    }
    return 0;
}

static int
lower(char c)
{
    return tolower((unsigned char)c);
}

int
coh_words_same(struct coh_span a, struct coh_span b)
{
    size_t i;

    if (!a.length || a.length != b.length)
        return 0;
    for (i = 0; i < a.length; i++)
        if (lower(a.bytes[i]) != lower(b.bytes[i]))
            return 0;
    return 1;
}

int
coh_words_have(const char *list, struct coh_span item)
{
    struct coh_span rest = coh_span_of(list), one;

    while (coh_words_next(&rest, &one))
        if (coh_words_same(one, item))
            return 1;
    return 0;
}

int
coh_words_meet(const char *a, const char *b)
{
    struct coh_span rest = coh_span_of(a), one;

    while (coh_words_next(&rest, &one))
        if (coh_words_have(b, one))
            return 1;
    return 0;
}

int
coh_words_none(const char *text)
{
    struct coh_span s = coh_span_trim(coh_span_of(text)), first = s;
    const char *blank = s.length ? memchr(s.bytes, ' ', s.length) : NULL;

    if (blank)
        first.length = (size_t)(blank - s.bytes);
    return !s.length || coh_span_is_caseless(first, "none") ||
           coh_span_is_caseless(first, "nothing") ||
           coh_span_is_caseless(s, "n/a") || coh_span_is(s, "-");
}
