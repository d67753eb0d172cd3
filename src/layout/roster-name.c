/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/roster-name.h"

#include <string.h>

/* The next letter or digit in lower case, 0 at the end. Bytes above ASCII
 * count as they are. */
static int
next_letter(struct coh_span s, size_t *at)
{
    while (*at < s.length) {
        unsigned char c = (unsigned char)s.bytes[(*at)++];

        if (c >= 'A' && c <= 'Z')
            return c - 'A' + 'a';
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
            return c;
    }
    return 0;
}

static int
same(struct coh_span a, struct coh_span b)
{
    size_t i = 0, k = 0;
    int c;

    do {
        c = next_letter(a, &i);
        if (c != next_letter(b, &k))
            return 0;
    } while (c);
    return 1;
}

size_t
coh_roster_name_seek(const struct coh_header *header, struct coh_span name)
{
    size_t i;

    for (i = 0; i < header->n && !same(header->name[i], name); i++)
        ;
    return i;
}

int
coh_roster_name_next(struct coh_span from, size_t *at, struct coh_span *before,
                     struct coh_span *name)
{
    const char *open, *close;
    struct coh_span rest = {from.bytes + *at, from.length - *at};

    *before = rest;
    open = memchr(rest.bytes, '{', rest.length);
    close = open ? memchr(open, '}', (size_t)(rest.bytes + rest.length - open))
                 : NULL;
    if (!close)
        return 0;
    before->length = (size_t)(open - rest.bytes);
    *name = (struct coh_span){open + 1, (size_t)(close - open - 1)};
    *at = (size_t)(close + 1 - from.bytes);
    return 1;
}

int
coh_roster_name_in(struct coh_span from, struct coh_span name)
{
    struct coh_span before, braced;
    size_t at = 0;

    if (!memchr(from.bytes, '{', from.length))
        return same(from, name);
    while (coh_roster_name_next(from, &at, &before, &braced))
        if (same(braced, name))
            return 1;
    return 0;
}

int
coh_roster_name_pair(struct coh_span cell, size_t *at, struct coh_span *system,
                     struct coh_span *id)
{
    struct coh_span before, pair;
    const char *colon;

    while (coh_roster_name_next(cell, at, &before, &pair)) {
        colon = memchr(pair.bytes, ':', pair.length);
        if (!colon)
            continue;
        *system = coh_span_trim(
            (struct coh_span){pair.bytes, (size_t)(colon - pair.bytes)});
        *id = coh_span_trim((struct coh_span){
            colon + 1, pair.length - (size_t)(colon + 1 - pair.bytes)});
        if (system->length && id->length)
            return 1;
    }
    return 0;
}
