/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/svg.h"

#include <string.h>
#include <strings.h>

/* Asked at each byte of each picture, mostly in vain: the first byte tells. */
static inline int
starts(struct coh_span s, size_t at, const char *with)
{
    size_t n;

    if (at >= s.length || (s.bytes[at] | 32) != (*with | 32))
        return 0;
    n = strlen(with);
    return at + n <= s.length && strncasecmp(s.bytes + at, with, n) == 0;
}

static size_t
find(struct coh_span s, size_t at, const char *what)
{
    while (at < s.length && !starts(s, at, what))
        at++;
    return at;
}

static int
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ---- what must not be there ---- */

static int
refuse(const char *what, struct coh_error *err)
{
    return coh_fail(err, COH_INPUT, "the chart holds %s: it is not shown",
                    what);
}

/* Behind `at`, after =, a quote or blanks: does an address lead outside? */
static int
leads_out(struct coh_span s, size_t at)
{
    while (at < s.length && (is_space(s.bytes[at]) || s.bytes[at] == '='))
        at++;
    if (at < s.length && (s.bytes[at] == '"' || s.bytes[at] == '\''))
        at++;
    while (at < s.length && is_space(s.bytes[at]))
        at++;
    return at >= s.length || s.bytes[at] != '#';
}

/* A word that starts here as an attribute does: behind a blank or quote. */
static int
is_attribute(struct coh_span s, size_t at)
{
    return at > 0 && (is_space(s.bytes[at - 1]) || s.bytes[at - 1] == '"' ||
                      s.bytes[at - 1] == '\'' || s.bytes[at - 1] == '/' ||
                      s.bytes[at - 1] == ':');
}

/* on…= within a tag. */
static int
is_handler(struct coh_span s, size_t at)
{
    size_t i = at + 2;

    if (!starts(s, at, "on") || !is_attribute(s, at))
        return 0;
    while (i < s.length &&
           ((s.bytes[i] | 32) >= 'a' && (s.bytes[i] | 32) <= 'z'))
        i++;
    while (i < s.length && is_space(s.bytes[i]))
        i++;
    return i > at + 2 && i < s.length && s.bytes[i] == '=';
}

static int
check_tag(struct coh_span s, size_t at, int in_tag, struct coh_error *err)
{
    static const char *const elements[] = {
        "<script",          "<foreignobject", "<iframe",  "<!entity",
        "<?xml-stylesheet", "<set",           "<animate", "<handler"};
    size_t i;

    for (i = 0; i < sizeof(elements) / sizeof(*elements); i++)
        if (starts(s, at, elements[i]))
            return refuse("what may run or change", err);
    if (starts(s, at, "@import") ||
        (starts(s, at, "url(") && leads_out(s, at + 4)))
        return refuse("an address outside of it", err);
    if (!in_tag)
        return 0;
    if (is_handler(s, at))
        return refuse("a script", err);
    if (is_attribute(s, at) &&
        ((starts(s, at, "href") && leads_out(s, at + 4)) ||
         (starts(s, at, "src=") && leads_out(s, at + 3))))
        return refuse("an address outside of it", err);
    return 0;
}

int
coh_svg_check(struct coh_span svg, struct coh_error *err)
{
    size_t i, start = find(svg, 0, "<svg");
    int in_tag = 0;

    svg = coh_span_trim(svg);
    if (start >= svg.length || svg.length < 6 ||
        !starts(svg, svg.length - 6, "</svg>"))
        return coh_fail(err, COH_INPUT, "the chart is not whole");
    for (i = 0; i < svg.length; i++) {
        if (svg.bytes[i] == '<')
            in_tag = 1;
        if (check_tag(svg, i, in_tag, err))
            return -1;
        if (svg.bytes[i] == '>')
            in_tag = 0;
    }
    return 0;
}

/* ---- ids ---- */

int
coh_svg_next_id(struct coh_span svg, size_t *at, struct coh_span *id)
{
    size_t i = *at, end;

    for (;; i++) {
        i = find(svg, i, "id=");
        if (i >= svg.length)
            return 0;
        if (i > 0 && is_space(svg.bytes[i - 1]) && i + 3 < svg.length &&
            (svg.bytes[i + 3] == '"' || svg.bytes[i + 3] == '\''))
            break;
    }
    for (end = i + 4; end < svg.length && svg.bytes[end] != svg.bytes[i + 3];
         end++)
        ;
    *id = (struct coh_span){svg.bytes + i + 4, end - i - 4};
    *at = end;
    return 1;
}

/* The length of what ids stand behind at `at`: id=" href="# url(# …; 0 if
 * none does. *list: several ids, parted by blanks. */
static size_t
before_id(struct coh_span s, size_t at, int *list)
{
    static const char *const lead[] = {"id=\"", "id='",   "href=\"#", "href='#",
                                       "url(#", "url('#", "url(\"#"};
    static const char *const lists[] = {
        "aria-labelledby=\"", "aria-labelledby='", "aria-describedby=\"",
        "aria-describedby='"};
    size_t i;

    *list = 1;
    for (i = 0; i < 4; i++)
        if (is_attribute(s, at) && starts(s, at, lists[i]))
            return strlen(lists[i]);
    *list = 0;
    for (i = 0; i < 7; i++)
        if ((is_attribute(s, at) || i > 3) && starts(s, at, lead[i]))
            return strlen(lead[i]);
    return 0;
}

static int
copy_prefixed(struct coh_text *into, struct coh_span s, const char *prefix,
              struct coh_error *err)
{
    size_t i = 0, n;
    int list;

    while (i < s.length) {
        n = before_id(s, i, &list);
        if (coh_text_add(into, s.bytes + i, n ? n : 1, err))
            return -1;
        i += n ? n : 1;
        if (!n)
            continue;
        if (coh_text_format(into, err, "%s-", prefix))
            return -1;
        for (; list && i < s.length && !strchr("\"'", s.bytes[i]); i++)
            if (coh_text_add(into, s.bytes + i, 1, err) ||
                (s.bytes[i] == ' ' &&
                 coh_text_format(into, err, "%s-", prefix)))
                return -1;
    }
    return 0;
}

/* gnuplot writes fill = 'red': within a tag no blank stands around =, as HTML
 * has it. */
static int
copy_tight(struct coh_text *into, struct coh_span s, struct coh_error *err)
{
    char quote = 0;
    int in_tag = 0;
    size_t i, k;

    for (i = 0; i < s.length; i++) {
        char c = s.bytes[i];

        if (quote)
            quote = c == quote ? 0 : quote;
        else if (in_tag && (c == '"' || c == '\''))
            quote = c;
        else if (c == '<' || c == '>')
            in_tag = c == '<';
        if (in_tag && !quote && is_space(c)) {
            for (k = i; k < s.length && is_space(s.bytes[k]); k++)
                ;
            if ((k < s.length && s.bytes[k] == '=') || s.bytes[i - 1] == '=')
                continue;
        }
        if (coh_text_add(into, &c, 1, err))
            return -1;
    }
    return 0;
}

int
coh_svg_inline(struct coh_text *into, struct coh_span svg, const char *prefix,
               struct coh_error *err)
{
    struct coh_text tight = COH_TEXT_INIT;
    size_t start = find(svg, 0, "<svg");
    int rc = -1;

    svg =
        coh_span_trim((struct coh_span){svg.bytes + start, svg.length - start});
    if (copy_tight(&tight, svg, err))
        goto out;
    svg = coh_text_span(&tight);
    rc = prefix ? copy_prefixed(into, svg, prefix, err)
                : coh_text_add(into, svg.bytes, svg.length, err);
out:
    coh_text_release(&tight);
    return rc;
}

long
coh_svg_width(struct coh_span svg)
{
    static const char name[] = " width=\"";
    const size_t open = find(svg, 0, "<svg"), end = find(svg, open, ">");
    size_t at = find(svg, open, name) + sizeof(name) - 1;
    long width = 0;

    for (; at < end && strchr("0123456789", svg.bytes[at]); at++)
        if (width < 1000000)
            width = 10 * width + (svg.bytes[at] - '0');
    return width;
}
