/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/svg.h"

#include <string.h>

/* Does `s` start with `word`? */
static int
starts(struct coh_span s, const char *word)
{
    size_t n = coh_span_of(word).length;

    return s.length >= n && memcmp(s.bytes, word, n) == 0;
}

static struct coh_span
behind(struct coh_span s, size_t n)
{
    return (struct coh_span){s.bytes + n, s.length - n};
}

/* The place of `word`, s.length if it is not there. */
static size_t
find(struct coh_span s, const char *word)
{
    size_t at = 0;

    while (at < s.length && !starts(behind(s, at), word))
        at++;
    return at;
}

/* The marks that keep a name from right to left apart: chart/label.h. */
static int
is_isolate(struct coh_span s)
{
    return starts(s, "\xE2\x81\xA8") || starts(s, "\xE2\x81\xA9");
}

/* As text of XML on one line, or, with `lines`, as it stands. */
static int
add_escaped(struct coh_text *out, struct coh_span s, int lines,
            struct coh_error *err)
{
    size_t i = 0, n;

    while (i < s.length) {
        char c = s.bytes[i];
        const char *as = c == '<'   ? "&lt;"
                         : c == '>' ? "&gt;"
                         : c == '&' ? "&amp;"
                                    : NULL;

        n = coh_control_length(s, i);
        if (n && !(lines && c == '\n') && !is_isolate(behind(s, i)))
            as = " ";
        n = n ? n : 1;
        if (as ? coh_text_add_string(out, as, err)
               : coh_text_add(out, s.bytes + i, n, err))
            return -1;
        i += n;
    }
    return 0;
}

/* What gnuplot writes, and what stands there instead; %s is the id. */
static const struct {
    const char *from, *before, *after; /* NULL: no id in between */
} ids[] = {
    {"id='gp", "id='", "-gp"},
    {"xlink:href='#gp", "xlink:href='#", "-gp"},
    {"url(#gp", "url(#", "-gp"},
    {"\"sans-serif:Bold\"", "\"sans-serif\" font-weight=\"bold\"", NULL},
};

enum { IDS = sizeof(ids) / sizeof(*ids) };

/* One piece of the body: a changed one, or a byte. Returns how many bytes of
 * `s` it stands for, 0 when it failed. */
static size_t
piece(struct coh_span s, const char *id, struct coh_text *out,
      struct coh_error *err)
{
    size_t i, end;

    /* A group of gnuplot's: its id and title speak of datablocks. */
    if (starts(s, "<g id=\"")) {
        end = find(s, ">") + 1;
        return coh_text_add_string(out, "<g>", err) ? 0 : end;
    }
    if (starts(s, "<title>")) {
        end = find(s, "</title>") + 8;
        return end > s.length ? s.length : end;
    }
    /* gnuplot leaves > as it is; XML 1.0, 2.4, forbids this of text. */
    if (starts(s, "]]>"))
        return coh_text_add_string(out, "]]&gt;", err) ? 0 : 3;
    for (i = 0; i < IDS; i++)
        if (starts(s, ids[i].from))
            return coh_text_add_string(out, ids[i].before, err) ||
                           (ids[i].after &&
                            (coh_text_add_string(out, id, err) ||
                             coh_text_add_string(out, ids[i].after, err)))
                       ? 0
                       : coh_span_of(ids[i].from).length;
    return coh_text_add(out, s.bytes, 1, err) ? 0 : 1;
}

static int
add_element(struct coh_text *out, const char *name, const char *id,
            const char *part, struct coh_span text, struct coh_error *err)
{
    int data = !strcmp(part, "data");

    if (data && !text.length)
        return 0;
    if (coh_text_format(out, err, "<%s id=\"%s-%s\">", name, id, part) ||
        add_escaped(out, text, data, err))
        return -1;
    return coh_text_format(out, err, "</%s>\n", name);
}

static int
add_head(struct coh_span raw, const struct coh_svg_about *about,
         struct coh_text *out, struct coh_error *err)
{
    size_t from = find(raw, " width=");
    size_t to = find(raw, " xmlns=");
    struct coh_span size = {raw.bytes + from, to - from};
    const char *id = about->id;

    size = coh_span_trim(size);
    if (coh_text_format(out, err,
                        "<svg role=\"img\" aria-labelledby=\"%s-title "
                        "%s-desc\"\n ",
                        id, id) ||
        coh_text_add(out, size.bytes, size.length, err) ||
        coh_text_add_string(out,
                            "\n xmlns=\"http://www.w3.org/2000/svg\"\n "
                            "xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n",
                            err) ||
        add_element(out, "title", id, "title", about->title, err) ||
        add_element(out, "desc", id, "desc", about->description, err))
        return -1;
    return add_element(out, "metadata", id, "data", about->data, err);
}

int
coh_svg_finish(struct coh_span raw, const struct coh_svg_about *about,
               struct coh_text *out, struct coh_error *err)
{
    size_t start = find(raw, "<svg"), head, n;
    struct coh_span body;

    raw = behind(raw, start);
    head = find(raw, "</desc>");
    if (find(raw, " xmlns=") >= head || head + 7 > raw.length)
        return coh_fail(err, COH_SYSTEM,
                        "gnuplot wrote no SVG of the form that is known: "
                        "version 5.4 is needed");
    if (add_head(raw, about, out, err))
        return -1;
    for (body = behind(raw, head + 7); body.length; body = behind(body, n)) {
        n = piece(body, about->id, out, err);
        if (!n)
            return -1;
    }
    return 0;
}
