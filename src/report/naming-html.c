/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and ids in HTML: in what is read, and within its tags. */
#include <string.h>

#include "report/naming.h"

/* The end of a tag, or of a style with its text. */
static size_t
skip_tag(struct coh_span s, size_t at)
{
    static const char style[] = "<style", end[] = "</style";
    const size_t n = sizeof(style) - 1, m = sizeof(end) - 1;

    if (s.length - at > n && !memcmp(s.bytes + at, style, n))
        for (at++; at + m < s.length && memcmp(s.bytes + at, end, m) != 0; at++)
            ;
    while (at < s.length && s.bytes[at] != '>')
        at++;
    return at < s.length ? at + 1 : at;
}

/* An apostrophe vanishes, other entities part words. */
static int
put_entity(struct coh_span s, size_t *at, struct coh_text *into,
           struct coh_error *err)
{
    size_t end = *at + 1;
    int apostrophe = s.length - *at >= 5 && !memcmp(s.bytes + *at, "&#39;", 5);

    while (end < s.length && end < *at + 8 && s.bytes[end] != ';')
        end++;
    *at = end < s.length && s.bytes[end] == ';' ? end + 1 : *at + 1;
    return apostrophe ? 0 : coh_text_add(into, " ", 1, err);
}

/* Its text; a bar stands for each tag, so that a number alone fills a cell. */
static int
strip(struct coh_span s, struct coh_text *into, struct coh_error *err)
{
    size_t at = 0;

    while (at < s.length) {
        if (s.bytes[at] == '<') {
            at = skip_tag(s, at);
            if (coh_text_add(into, "|", 1, err))
                return -1;
        } else if (s.bytes[at] == '&') {
            if (put_entity(s, &at, into, err))
                return -1;
        } else if (coh_text_add(into, s.bytes + at++, 1, err)) {
            return -1;
        }
    }
    return 0;
}

static int
hex(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) % 16 : -1;
}

/* All of it, tags too, with entities and the %C3%A9 of addresses read. */
static int
decode(struct coh_span s, struct coh_text *into, struct coh_error *err)
{
    size_t at = 0;

    while (at < s.length) {
        char c = s.bytes[at];

        if (c == '&') {
            if (put_entity(s, &at, into, err))
                return -1;
            continue;
        }
        if (c == '%' && s.length - at > 2 && hex(s.bytes[at + 1]) >= 0 &&
            hex(s.bytes[at + 2]) >= 0) {
            c = (char)(hex(s.bytes[at + 1]) * 16 + hex(s.bytes[at + 2]));
            at += 2;
        }
        at++;
        if (coh_text_add(into, &c, 1, err))
            return -1;
    }
    return 0;
}

int
coh_naming_in_html(const struct coh_naming *names, struct coh_span html,
                   int *hit, struct coh_error *err)
{
    struct coh_text text = COH_TEXT_INIT;
    int rc = strip(html, &text, err);

    *hit = 0;
    if (!rc)
        rc = coh_naming_in(names, coh_text_span(&text), hit, err);
    coh_text_clear(&text);
    if (!rc && !*hit) /* words within tags: titles, texts for readers aloud */
        rc = decode(html, &text, err);
    if (!rc && !*hit && names->strict)
        *hit = coh_naming_in_ids(names, coh_text_span(&text));
    if (!rc && !*hit)
        rc = coh_naming_in_words(names, coh_text_span(&text), hit, err);
    coh_text_release(&text);
    return rc;
}
