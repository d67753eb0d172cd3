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

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

int
coh_escape_html(struct coh_text *into, struct coh_span s, struct coh_error *err)
{
    size_t i = 0, n;

    while (i < s.length) {
        int blank = memchr("\t\n\r", s.bytes[i], 3) != NULL;
        const char *instead = entity(s.bytes[i]);

        n = blank ? 0 : coh_control_length(s, i);
        if (n)
            instead = replacement;
        if (instead ? coh_text_add_string(into, instead, err)
                    : coh_text_add(into, &s.bytes[i], 1, err))
            return -1;
        i += n ? n : 1;
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
    size_t i = 0, n;

    while (i < s.length) {
        char c = s.bytes[i];
        int mark = c && strchr("\\`*_{}[]<>#|~&!$", c) != NULL;

        if (start && !mark)
            mark = (i == 0 && c && strchr("-+=", c)) || ends_number(s, i);
        if (memchr("\t\n\r", c, 3))
            c = ' ';
        if (mark && coh_text_add(into, "\\", 1, err))
            return -1;
        n = c == ' ' ? 0 : coh_control_length(s, i);
        if (n ? coh_text_add_string(into, replacement, err)
              : coh_text_add(into, &c, 1, err))
            return -1;
        i += n ? n : 1;
    }
    return 0;
}
