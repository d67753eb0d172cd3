/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/escape.h"

#include <string.h>

static const char *
entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static int
is_control(char c)
{
    unsigned char u = (unsigned char)c;

    return (u < 0x20 && c != '\t' && c != '\n' && c != '\r') || u == 0x7F;
}

int
coh_escape_html(struct coh_text *into, struct coh_span s, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s.length; i++) {
        const char *instead =
            is_control(s.bytes[i]) ? "\xEF\xBF\xBD" : entity(s.bytes[i]);

        if (instead ? coh_text_add_string(into, instead, err)
                    : coh_text_add(into, &s.bytes[i], 1, err))
            return -1;
    }
    return 0;
}

/* Is there nothing in this line yet but what opens a list or quotation? */
static int
at_start(const struct coh_text *t)
{
    size_t i = t->length;

    while (i > 0 && t->bytes[i - 1] != '\n')
        if (!strchr(" \t>*+-.)0123456789", t->bytes[--i]))
            return 0;
    return 1;
}

/* "12." and "12)" at the start of a line make a list. */
static int
ends_number(struct coh_span s, size_t i)
{
    size_t k;

    for (k = 0; k < i; k++)
        if (s.bytes[k] < '0' || s.bytes[k] > '9')
            return 0;
    return (s.bytes[i] == '.' || s.bytes[i] == ')') &&
           (i + 1 == s.length || s.bytes[i + 1] == ' ');
}

int
coh_escape_markdown(struct coh_text *into, struct coh_span s,
                    struct coh_error *err)
{
    int start = at_start(into);
    size_t i;

    for (i = 0; i < s.length; i++) {
        char c = s.bytes[i];
        int mark = c && strchr("\\`*_{}[]<>#|~&!$", c) != NULL;

        if (start && !mark)
            mark = (i == 0 && c && strchr("-+=", c)) || ends_number(s, i);
        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
        if (mark && coh_text_add(into, "\\", 1, err))
            return -1;
        if (is_control(c) ? coh_text_add_string(into, "\xEF\xBF\xBD", err)
                          : coh_text_add(into, &c, 1, err))
            return -1;
    }
    return 0;
}
