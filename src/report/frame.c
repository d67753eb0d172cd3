/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/frame.h"

#include <string.h>

#include "base/embedded.h"
#include "base/escape.h"

/* The stamp stands on each sheet of paper, too; its texts hold no quotes. */
static int
put_style(const struct coh_frame *f, struct coh_text *into,
          struct coh_error *err)
{
    const struct coh_embedded *css =
        coh_embedded_find("report/templates/page.css");

    if (coh_text_add(into, (const char *)css->bytes, css->length, err) ||
        coh_text_add(into, f->style.bytes, f->style.length, err))
        return -1;
    return coh_text_format(
        into, err, "@page { @bottom-left { content: \"%s%s%s\"; } }\n",
        f->stamp, f->warning ? ". " : "", f->warning ? f->warning : "");
}

/* "Week of 2 March 2026 · Maple · inside the team": who may see it without what
 * stands behind a comma, for the title of a window is short. */
static int
put_title(const struct coh_frame *f, struct coh_text *into,
          struct coh_error *err)
{
    if (coh_escape_html(into, f->title, err) ||
        (f->team.length && (coh_text_add_string(into, " · ", err) ||
                            coh_escape_html(into, f->team, err))))
        return -1;
    return coh_text_format(into, err, " · %.*s", (int)strcspn(f->stamp, ","),
                           f->stamp);
}

/* Whose page it is at the left; when it was made, and for whom, at the right.
 */
static int
put_head(const struct coh_frame *f, struct coh_text *into,
         struct coh_error *err)
{
    if (coh_text_add_string(into, "<p class=\"head\"><span>", err) ||
        (f->team.length && (coh_escape_html(into, f->team, err) ||
                            coh_text_add_string(into, " · ", err))) ||
        coh_escape_html(into, f->title, err) ||
        coh_text_add_string(into, "</span> <span>", err) ||
        coh_escape_html(into, f->head, err))
        return -1;
    return coh_text_format(into, err, " · <strong>%s</strong></span></p>\n",
                           f->stamp);
}

static int
put_language(const struct coh_frame *f, struct coh_text *into,
             struct coh_error *err)
{
    if (coh_text_add_string(into, "<!DOCTYPE html>\n<html lang=\"", err) ||
        (f->language.length ? coh_escape_html(into, f->language, err)
                            : coh_text_add_string(into, "en", err)))
        return -1;
    return coh_text_add_string(into, "\">\n", err);
}

int
coh_frame_begin(const struct coh_frame *f, struct coh_text *into,
                struct coh_error *err)
{
    if (put_language(f, into, err) ||
        coh_text_add_string(
            into,
            "<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\""
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
            "<title>",
            err) ||
        put_title(f, into, err) ||
        coh_text_add_string(into, "</title>\n<style>\n", err) ||
        put_style(f, into, err) ||
        coh_text_format(into, err,
                        "</style>\n</head>\n<body%s>\n"
                        "<a class=\"skip\" href=\"#content\">",
                        f->noted ? " class=\"noted\"" : "") ||
        coh_escape_html(
            into, f->skip.length ? f->skip : coh_span_of("Skip to the content"),
            err) ||
        coh_text_add_string(into, "</a>\n<header>\n", err) ||
        put_head(f, into, err))
        return -1;
    return coh_text_add_string(into, "</header>\n<main id=\"content\">\n", err);
}

int
coh_frame_end(const struct coh_frame *f, struct coh_text *into,
              struct coh_error *err)
{
    if (coh_text_add_string(into, "</main>\n<footer>\n", err) ||
        put_head(f, into, err))
        return -1;
    if (f->warning && (coh_text_add_string(into, "<p>", err) ||
                       coh_escape_html(into, coh_span_of(f->warning), err) ||
                       coh_text_add_string(into, "</p>\n", err)))
        return -1;
    return coh_text_add_string(into, "</footer>\n</body>\n</html>\n", err);
}
