/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/cut.h"

#include <string.h>

int
coh_cut_read(struct coh_span text, struct coh_cut *cut)
{
    size_t i;

    *cut = (struct coh_cut){0, {"", 0}};
    if (text.length > 5 && !memcmp(text.bytes, "each ", 5)) {
        for (i = 5; i < text.length && i < 7; i++) {
            if (text.bytes[i] < '0' || text.bytes[i] > '9')
                return -1;
            cut->each = cut->each * 10 + (size_t)(text.bytes[i] - '0');
        }
        return i == text.length && cut->each ? 0 : -1;
    }
    if (text.length < 4 || memcmp(text.bytes, "on ", 3) != 0)
        return -1;
    cut->separator = (struct coh_span){text.bytes + 3, text.length - 3};
    if (coh_span_is(cut->separator, "space"))
        cut->separator = coh_span_of(" ");
    if (coh_span_is(cut->separator, "semicolon"))
        cut->separator = coh_span_of(";");
    return 0;
}

int
coh_cut_is(const struct coh_cut *cut)
{
    return cut->each || cut->separator.length;
}

/* The bytes of the first `n` characters, or of all. */
static size_t
characters(struct coh_span s, size_t n)
{
    size_t i = 0;

    while (i < s.length && n--)
        for (i++; i < s.length && ((unsigned char)s.bytes[i] & 0xC0) == 0x80;
             i++)
            ;
    return i;
}

/* The next part of `rest`, which moves behind it; *last: there is no more. */
static struct coh_span
take(const struct coh_cut *cut, struct coh_span *rest, int *last)
{
    struct coh_span part = *rest;
    size_t n = cut->separator.length, skip = 0;

    if (cut->each) {
        part.length = characters(*rest, cut->each);
    } else {
        for (part.length = 0; part.length + n <= rest->length; part.length++)
            if (!memcmp(rest->bytes + part.length, cut->separator.bytes, n))
                break;
        if (part.length + n > rest->length)
            part.length = rest->length;
        else
            skip = n;
    }
    rest->bytes += part.length + skip;
    rest->length -= part.length + skip;
    if (skip && coh_span_is(cut->separator, " "))
        while (rest->length && *rest->bytes == ' ')
            rest->bytes++, rest->length--;
    *last = cut->each ? !rest->length : !skip;
    return coh_span_trim(part);
}

static struct coh_span
whole(const struct coh_cut *cut, struct coh_span cell)
{
    return cut->each ? cell : coh_span_trim(cell);
}

size_t
coh_cut_count(const struct coh_cut *cut, struct coh_span cell)
{
    struct coh_span rest = whole(cut, cell);
    size_t n = 0;
    int last = 0;

    if (!coh_span_trim(cell).length)
        return 0;
    while (!last) {
        (void)take(cut, &rest, &last);
        n++;
    }
    return n;
}

struct coh_span
coh_cut_part(const struct coh_cut *cut, struct coh_span cell, size_t at)
{
    struct coh_span rest = whole(cut, cell), part = coh_span_of("");
    int last = 0;

    if (!coh_span_trim(cell).length)
        return part;
    while (at && !last) {
        part = take(cut, &rest, &last);
        at--;
    }
    return at ? coh_span_of("") : part;
}

int
coh_cut_is_exact(const struct coh_cut *cut, struct coh_span cell, size_t parts)
{
    size_t i, n = 0;

    if (!cut->each)
        return coh_cut_count(cut, cell) == parts;
    for (i = 0; i < cell.length; i++)
        n += ((unsigned char)cell.bytes[i] & 0xC0) != 0x80;
    return n == parts * cut->each;
}
