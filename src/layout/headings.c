/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/headings.h"

#include <ctype.h>
#include <string.h>

/* Names beyond this many bytes are compared as they are written only. */
enum { FOLDABLE = 1024 };

/* The bytes of a blank at `s`: ASCII ones, and the non-breaking U+00A0. */
static size_t
blank_at(const char *s, const char *end)
{
    if (isspace((unsigned char)*s))
        return 1;
    return end - s >= 2 && !memcmp(s, "\xC2\xA0", 2) ? 2 : 0;
}

/* The folded name in `out`; bytes NULL when it is too long to be folded. */
static struct coh_span
fold(struct coh_span name, char out[FOLDABLE])
{
    const char *s = name.bytes, *end = name.bytes + name.length;
    size_t n = 0, blank;

    if (name.length > FOLDABLE)
        return (struct coh_span){NULL, 0};
    while (s < end) {
        blank = blank_at(s, end);
        if (!blank)
            out[n++] = (char)tolower((unsigned char)*s++);
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
        s += blank;
    }
    n -= n && out[n - 1] == ' ';
    return (struct coh_span){out, n};
}

static int
add(struct coh_headings *names, size_t column, size_t *last,
    struct coh_error *err)
{
    struct coh_span name = names->header->name[column], folded;
    size_t known = names->exact.n, key;
    char buffer[FOLDABLE];

    if (coh_keys_index(&names->exact, &name, &key, err))
        return -1;
    if (key == known)
        names->first[key] = column;
    else
        names->next[last[key]] = column;
    last[key] = column;
    folded = fold(name, buffer);
    known = names->folded.n;
    if (!folded.bytes)
        return 0;
    if (coh_keys_index(&names->folded, &folded, &key, err))
        return -1;
    if (key == known)
        names->folded_first[key] = column;
    names->folded_count[key]++;
    return 0;
}

int
coh_headings_make(struct coh_headings *names, const struct coh_header *header,
                  struct coh_error *err)
{
    size_t **const array[] = {&names->first, &names->folded_first,
                              &names->folded_count, &names->next};
    size_t *last = coh_alloc_array(header->n, sizeof(*last), err);
    size_t i;
    int rc = -1;

    names->header = header;
    for (i = 0; i < 4; i++)
        *array[i] = coh_alloc_array(header->n, sizeof(size_t), err);
    for (i = 0; i < 4; i++)
        if (!*array[i] || !last)
            goto out;
    for (i = 0; i < header->n; i++)
        names->next[i] = header->n;
    for (i = 0; i < header->n; i++)
        if (add(names, i, last, err))
            goto out;
    rc = 0;
out:
    coh_free(last);
    return rc;
}

size_t
coh_headings_seek(const struct coh_headings *names, struct coh_span name)
{
    size_t none = names->header->n;
    size_t key = coh_keys_find(&names->exact, &name);
    char buffer[FOLDABLE];

    if (key < names->exact.n)
        return names->first[key];
    name = fold(name, buffer);
    if (!name.length)
        return none;
    key = coh_keys_find(&names->folded, &name);
    return key < names->folded.n && names->folded_count[key] == 1
               ? names->folded_first[key]
               : none;
}

size_t
coh_headings_again(const struct coh_headings *names, size_t at)
{
    return names->next[at];
}

size_t
coh_headings_right(const struct coh_headings *names, size_t at,
                   struct coh_span name)
{
    const struct coh_header *h = names->header;

    for (at++; at < h->n; at++)
        if (coh_span_equal(h->name[at], name))
            return at;
    return h->n;
}

size_t
coh_headings_left(const struct coh_headings *names, size_t at,
                  struct coh_span name)
{
    const struct coh_header *h = names->header;

    while (at-- > 0)
        if (coh_span_equal(h->name[at], name))
            return at;
    return h->n;
}

void
coh_headings_release(struct coh_headings *names)
{
    coh_keys_release(&names->exact);
    coh_keys_release(&names->folded);
    coh_free(names->first);
    coh_free(names->folded_first);
    coh_free(names->folded_count);
    coh_free(names->next);
    *names = (struct coh_headings)COH_HEADINGS_INIT;
}
