/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/escape.h"
#include "report/svg.h"
#include "report/weave-internal.h"

/*
 * The page as HTML. What a block shows is HTML already; it waits in a list of
 * slots while the text around it goes through cmark-gfm, where a slot is a
 * fenced block `cohort N` that becomes a custom node. Raw HTML stays off.
 */

enum { OPTIONS = CMARK_OPT_FOOTNOTES };

struct slot {
    struct coh_text html;
    const struct coh_block *block;
    int placed;
};

struct page {
    struct coh_weave *weave;
    struct coh_weave_view view;
    struct slot *slot;
    size_t n, capacity;
};

/* ---- slots ---- */

/* A new slot, and its mark in the Markdown. */
static struct slot *
add_slot(struct page *p, const struct coh_block *b, struct coh_text *markdown,
         struct coh_error *err)
{
    if (coh_reserve(&p->slot, &p->capacity, p->n + 1, sizeof(*p->slot), err) ||
        coh_text_format(markdown, err, "```cohort %zu\n```\n\n", p->n))
        return NULL;
    p->slot[p->n] = (struct slot){.html = COH_TEXT_INIT, .block = b};
    return &p->slot[p->n++];
}

static int
open_fold(struct page *p, const struct coh_block *b, struct coh_text *html,
          struct coh_error *err)
{
    struct coh_text title = COH_TEXT_INIT;
    int rc = -1;

    if (!b->fold)
        return 0;
    if (!coh_display_plain(&title, &p->view.show, b->fold, err) &&
        !coh_text_add_string(html, "<details>\n<summary>", err) &&
        !coh_escape_html(html, coh_text_span(&title), err))
        rc = coh_text_add_string(html, "</summary>\n", err);
    coh_text_release(&title);
    return rc;
}

/* Is an id of this chart on the page already? Then all of its ids change. */
static int
shares_id(const struct page *p, struct coh_span svg)
{
    struct coh_span id, other;
    size_t i, at = 0, there;

    while (coh_svg_next_id(svg, &at, &id)) {
        for (i = 0; i < p->weave->n; i++)
            if (coh_span_is(id, p->weave->block[i].id))
                return 1;
        for (i = 0; i < p->n; i++)
            for (there = 0; coh_svg_next_id(coh_text_span(&p->slot[i].html),
                                            &there, &other);)
                if (coh_span_equal(id, other))
                    return 1;
    }
    return 0;
}

static int
end_block(const struct coh_display *show, const struct coh_block *b,
          struct coh_text *html, struct coh_error *err)
{
    if (!b->skipped && coh_display_evidence_html(html, show, b, err))
        return -1;
    return b->fold ? coh_text_add_string(html, "</details>\n", err) : 0;
}

/* Markdown that a block shows stands between two slots. */
static int
put_as_markdown(struct page *p, const struct coh_block *b,
                struct coh_text *into, struct coh_error *err)
{
    const struct coh_display *show = &p->view.show;
    struct slot *s = add_slot(p, b, into, err);

    if (!s || open_fold(p, b, &s->html, err))
        return -1;
    if (coh_block_is_empty(b) ? coh_weave_empty(into, show, b, err)
                              : coh_display_list(into, show, b, err))
        return -1;
    s = add_slot(p, b, into, err);
    return s ? end_block(&p->view.show, b, &s->html, err) : -1;
}

static int
put_block(void *context, const struct coh_block *b, struct coh_text *into,
          struct coh_error *err)
{
    struct page *p = context;
    const char *prefix = NULL;
    struct slot *s;

    if (b->left_out)
        return coh_weave_left_out(into, b, err);
    if (b->shape == COH_SHAPE_VALUE && !coh_block_speaks(b))
        return 0;
    if (b->shape == COH_SHAPE_LIST || coh_block_is_empty(b))
        return put_as_markdown(p, b, into, err);
    if (b->is_chart && shares_id(p, coh_text_span(&b->svg)))
        prefix = b->id;
    s = add_slot(p, b, into, err);
    if (!s || open_fold(p, b, &s->html, err) ||
        coh_display_html(&s->html, &p->view.show, b, prefix, err))
        return -1;
    return end_block(&p->view.show, b, &s->html, err);
}

/* ---- Markdown to HTML ---- */

/* The slot that a fenced block stands for, or NULL. */
static struct slot *
slot_of(struct page *p, cmark_node *node)
{
    const char *info;
    char *end;
    unsigned long n;

    if (cmark_node_get_type(node) != CMARK_NODE_CODE_BLOCK)
        return NULL;
    info = cmark_node_get_fence_info(node);
    if (!info || strncmp(info, "cohort ", 7))
        return NULL;
    n = strtoul(info + 7, &end, 10);
    return *end || n >= p->n ? NULL : &p->slot[n];
}

static int
fill_slot(cmark_node *node, struct slot *slot, struct coh_error *err)
{
    cmark_node *new = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);

    if (!cmark_node_set_on_enter(new, coh_text_get(&slot->html)) ||
        !cmark_node_replace(node, new)) {
        cmark_node_free(new);
        return coh_fail(err, COH_SYSTEM, "a block could not be placed");
    }
    cmark_node_free(node);
    slot->placed = 1;
    return 0;
}

/* A comment may vanish without a word; other raw HTML is told. */
static int
is_raw_html(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    const char *text;

    if (type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE)
        return 0;
    text = cmark_node_get_literal(node);
    return text && strncmp(text, "<!--", 4) != 0;
}

static int
walk(struct page *p, cmark_node *root, struct coh_error *err)
{
    cmark_iter *at = cmark_iter_new(root);
    cmark_event_type event;
    int rc = 0;

    while (!rc && (event = cmark_iter_next(at)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(at);
        struct slot *slot = slot_of(p, node);

        if (slot)
            rc = fill_slot(node, slot, err);
        else if (event == CMARK_EVENT_ENTER && is_raw_html(node))
            rc = coh_notes_add(p->weave->notes, COH_NOTE_FACT, NULL, err,
                               "%s: raw HTML is left out of the page",
                               p->weave->path);
    }
    cmark_iter_free(at);
    return rc;
}

/* A block that a comment or raw HTML swallowed was run and is not shown. */
static int
check_slots(const struct page *p, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (!p->slot[i].placed) {
            coh_fail(err, COH_INPUT,
                     "it stands within a comment or raw HTML and would not "
                     "be shown");
            return coh_weave_blame(p->weave, p->slot[i].block, err);
        }
    return 0;
}

static int
render(struct page *p, struct coh_span markdown, struct coh_text *into,
       struct coh_error *err)
{
    cmark_parser *parser;
    cmark_syntax_extension *table;
    cmark_node *root;
    char *html = NULL;
    int rc = -1;

    cmark_gfm_core_extensions_ensure_registered();
    parser = cmark_parser_new(OPTIONS);
    table = cmark_find_syntax_extension("table");
    if (table)
        cmark_parser_attach_syntax_extension(parser, table);
    cmark_parser_feed(parser, markdown.bytes, markdown.length);
    root = cmark_parser_finish(parser);
    if (!walk(p, root, err) && !check_slots(p, err)) {
        html = cmark_render_html(root, OPTIONS,
                                 cmark_parser_get_syntax_extensions(parser));
        rc = coh_text_add_string(into, html, err);
    }
    free(html);
    cmark_node_free(root);
    cmark_parser_free(parser);
    return rc;
}

/* ---- around it ---- */

static int
put_escaped(struct coh_text *into, const struct coh_weave *w,
            int (*what)(const struct coh_weave *, struct coh_text *,
                        struct coh_error *),
            struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    int rc = what(w, &plain, err);

    if (!rc)
        rc = coh_escape_html(into, coh_text_span(&plain), err);
    coh_text_release(&plain);
    return rc;
}

/* The stamp stands on each sheet of paper, too. */
static int
put_style(const struct coh_weave *w, struct coh_text *into,
          struct coh_error *err)
{
    const struct coh_embedded *css =
        coh_embedded_find("report/templates/page.css");

    if (coh_text_add(into, (const char *)css->bytes, css->length, err))
        return -1;
    return coh_text_format(into, err,
                           "@page { @bottom-left { content: \"%s\"; } }\n",
                           coh_weave_stamp(w));
}

static int
put_top(const struct coh_weave *w, struct coh_text *into, struct coh_error *err)
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
        put_escaped(into, w, coh_weave_title, err) ||
        coh_text_format(into, err, " · %s</title>\n<style>\n",
                        w->share ? "Shared" : "Internal") ||
        put_style(w, into, err) ||
        coh_text_add_string(into,
                            "</style>\n</head>\n<body>\n"
                            "<a class=\"skip\" href=\"#content\">Skip to the "
                            "content</a>\n<header>",
                            err) ||
        put_escaped(into, w, coh_weave_head, err))
        return -1;
    return coh_text_add_string(into, "</header>\n<main id=\"content\">\n", err);
}

static int
put_evidence(struct page *p, struct coh_text *into, struct coh_error *err)
{
    struct coh_weave *w = p->weave;
    size_t i;

    if (coh_text_add_string(into,
                            "<section class=\"trail\" id=\"evidence\">\n"
                            "<h2>Evidence</h2>\n<p>Source of this page: ",
                            err) ||
        put_escaped(into, w, coh_weave_origin, err) ||
        coh_text_add_string(into, ".</p>\n", err))
        return -1;
    for (i = 0; i < w->n; i++)
        if (!w->block[i].skipped && !w->block[i].left_out &&
            coh_display_trail_html(into, &p->view.show, &w->block[i], err))
            return coh_weave_blame(w, &w->block[i], err);
    return coh_text_add_string(into, "</section>\n", err);
}

int
coh_weave_html(struct coh_weave *w, struct coh_text *page,
               struct coh_error *err)
{
    struct page p = {.weave = w};
    struct coh_text markdown = COH_TEXT_INIT;
    int rc = -1;
    size_t i;

    coh_weave_view_init(&p.view, w);
    if (coh_weave_text(w, &markdown, put_block, &p, err) ||
        put_top(w, page, err) ||
        render(&p, coh_text_span(&markdown), page, err) ||
        (w->n && put_evidence(&p, page, err)) ||
        coh_text_add_string(page, "</main>\n<footer>", err) ||
        put_escaped(page, w, coh_weave_head, err))
        goto out;
    rc = coh_text_add_string(page, "</footer>\n</body>\n</html>\n", err);
out:
    for (i = 0; i < p.n; i++)
        coh_text_release(&p.slot[i].html);
    coh_free(p.slot);
    coh_text_release(&markdown);
    return rc;
}
