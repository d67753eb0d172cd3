/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that the author wrote: cmark-gfm gives it neither caption nor
 * scopes. Text is escaped there, so that a tag is a tag. */
#include <string.h>

#include "base/escape.h"
#include "report/page-internal.h"

/* What is copied, and where in the table it stands. */
struct copy {
    struct coh_span left;
    struct coh_text *into;
    int first; /* the next cell is the first of its row */
    int body;
    const char *close; /* the end of the cell that is open */
};

static int
starts(const struct copy *c, const char *with)
{
    size_t n = strlen(with);

    return c->left.length >= n && !memcmp(c->left.bytes, with, n);
}

static void
step(struct copy *c, size_t n)
{
    c->left.bytes += n;
    c->left.length -= n;
}

/* Is the cell blank that begins here, behind its tag? */
static int
is_blank(const struct copy *c, size_t behind)
{
    while (behind < c->left.length && strchr(" \t\n", c->left.bytes[behind]))
        behind++;
    return behind + 2 < c->left.length &&
           !memcmp(c->left.bytes + behind, "</", 2);
}

static int
holds(struct coh_span s, const char *word)
{
    size_t n = strlen(word), i;

    for (i = 0; i + n <= s.length; i++)
        if (!memcmp(s.bytes + i, word, n))
            return 1;
    return 0;
}

/* The first cell of a row of the body is its header, unless it is blank; a
 * blank header is a cell. */
static int
open_cell(struct copy *c, struct coh_error *err)
{
    const char *end = memchr(c->left.bytes, '>', c->left.length);
    size_t n = end ? (size_t)(end - c->left.bytes) + 1 : c->left.length;
    struct coh_span tag = {c->left.bytes, n};
    const char *class = "";
    int head = c->body ? c->first : 1;

    if (holds(tag, "\"right\""))
        class = " class=\"n\"";
    else if (holds(tag, "\"center\""))
        class = " class=\"c\"";
    head = head && !is_blank(c, n);
    c->close = head ? "</th>" : "</td>";
    c->first = 0;
    step(c, n);
    return coh_text_format(c->into, err, "<%s%s%s>", head ? "th" : "td",
                           !head     ? ""
                           : c->body ? " scope=\"row\""
                                     : " scope=\"col\"",
                           class);
}

static int
copy_next(struct copy *c, struct coh_error *err)
{
    if (starts(c, "<th>") || starts(c, "<th ") || starts(c, "<td>") ||
        starts(c, "<td "))
        return open_cell(c, err);
    if (starts(c, "</th>") || starts(c, "</td>")) {
        step(c, 5);
        return coh_text_add_string(c->into, c->close, err);
    }
    if (starts(c, "<tbody>"))
        c->body = 1;
    if (starts(c, "<tr>"))
        c->first = 1;
    if (coh_text_add(c->into, c->left.bytes, 1, err))
        return -1;
    step(c, 1);
    return 0;
}

int
coh_page_table(struct coh_text *into, struct coh_span html,
               struct coh_span name, struct coh_error *err)
{
    struct copy c = {.left = html, .into = into, .close = "</td>"};

    if (!name.length)
        name = coh_span_of("Table");
    if (coh_text_add_string(into,
                            "<div class=\"wide\" tabindex=\"0\" "
                            "role=\"group\" aria-label=\"",
                            err) ||
        coh_escape_html(into, name, err) ||
        coh_text_add_string(into, "\">\n<table>\n<caption class=\"said\">",
                            err) ||
        coh_escape_html(into, name, err) ||
        coh_text_add_string(into, "</caption>", err))
        return -1;
    if (starts(&c, "<table>"))
        step(&c, 7);
    while (c.left.length)
        if (copy_next(&c, err))
            return -1;
    return coh_text_add_string(into, "</div>\n", err);
}
