/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/frame.h"

#include "base/embedded.h"
#include "base/escape.h"

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
        into, err, "@page { @bottom-left { content: \"%s\"; } }\n", f->stamp);
}

static int
put_head(const struct coh_frame *f, struct coh_text *into,
         struct coh_error *err)
{
    if (coh_escape_html(into, f->title, err) ||
        coh_text_add_string(into, " · ", err) ||
        coh_escape_html(into, f->head, err))
        return -1;
    return coh_text_format(into, err, " · %s", f->stamp);
}

int
coh_frame_begin(const struct coh_frame *f, struct coh_text *into,
                struct coh_error *err)
{
    if (coh_text_add_string(
            into,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
            "<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\""
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
            "<title>",
            err) ||
        coh_escape_html(into, f->title, err) ||
        coh_text_format(into, err, " · %s</title>\n<style>\n", f->stamp) ||
        put_style(f, into, err) ||
        coh_text_add_string(into,
                            "</style>\n</head>\n<body>\n"
                            "<a class=\"skip\" href=\"#content\">Skip to the "
                            "content</a>\n<header>",
                            err) ||
        put_head(f, into, err))
        return -1;
    return coh_text_add_string(into, "</header>\n<main id=\"content\">\n", err);
}

int
coh_frame_end(const struct coh_frame *f, struct coh_text *into,
              struct coh_error *err)
{
    if (coh_text_add_string(into, "</main>\n<footer>", err) ||
        put_head(f, into, err))
        return -1;
    if (f->warning && (coh_text_add_string(into, "<br>", err) ||
                       coh_escape_html(into, coh_span_of(f->warning), err)))
        return -1;
    return coh_text_add_string(into, "</footer>\n</body>\n</html>\n", err);
}
