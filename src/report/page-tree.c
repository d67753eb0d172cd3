/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown to HTML: slots are filled, headings and tables put right. */
#include <cmark-gfm-core-extensions.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "report/page-internal.h"

enum { OPTIONS = CMARK_OPT_FOOTNOTES };

/* The slot that a fenced block stands for, or NULL. */
static struct coh_slot *
slot_of(struct coh_page *p, cmark_node *node)
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

static cmark_node *
raw_node(const char *html, struct coh_error *err)
{
    cmark_node *new = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);

    if (cmark_node_set_on_enter(new, html))
        return new;
    cmark_node_free(new);
    coh_fail(err, COH_SYSTEM, "out of memory");
    return NULL;
}

static int
replace(cmark_node *node, const char *html, cmark_node **placed,
        struct coh_error *err)
{
    cmark_node *new = raw_node(html, err);

    if (!new)
        return -1;
    if (!cmark_node_replace(node, new)) {
        cmark_node_free(new);
        return coh_fail(err, COH_SYSTEM, "a block could not be placed");
    }
    cmark_node_free(node);
    *placed = new;
    return 0;
}

/* What notes explain: the paragraph, or the whole of a block, before them. In a
 * list it is a part of the item and cannot be told from it. */
static cmark_node *
explained(const struct coh_page *p, cmark_node *node)
{
    cmark_node *before = cmark_node_previous(node);
    size_t i;

    if (!before ||
        cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT)
        return NULL;
    for (i = 0; i < p->n; i++)
        if (p->slot[i].node == before)
            return p->slot[p->slot[i].first].node;
    return before;
}

/* Around notes and what they explain, so that they stand beside each other
 * where there is room: open what holds both, and in it what holds the one.
 * close_rooms() ends what holds both. */
static int
wrap(cmark_node *from, struct coh_slot *slot, struct coh_error *err)
{
    struct coh_text html = COH_TEXT_INIT;
    cmark_node *open = raw_node("<div class=\"explained\">\n<div>", err);

    if (!open)
        return -1;
    if (!cmark_node_insert_before(from, open)) {
        cmark_node_free(open);
        return coh_fail(err, COH_SYSTEM, "a note could not be placed");
    }
    if (!coh_text_add_string(&html, "</div>\n", err) &&
        !coh_text_add(&html, slot->html.bytes, slot->html.length, err)) {
        coh_text_release(&slot->html);
        slot->html = html;
        slot->open = open;
        return 0;
    }
    coh_text_release(&html);
    return -1;
}

static int
fill_slot(struct coh_page *p, cmark_node *node, struct coh_slot *slot,
          struct coh_error *err)
{
    cmark_node *from = slot->last ? explained(p, node) : NULL;

    if (from && wrap(from, slot, err))
        return -1;
    return replace(node, coh_text_get(&slot->html), &slot->node, err);
}

/* Before `at`, or at the end of the page. */
static int
place(cmark_node *root, cmark_node *at, const char *html, struct coh_error *err)
{
    cmark_node *new = raw_node(html, err);

    if (!new)
        return -1;
    if (at ? cmark_node_insert_before(at, new)
           : cmark_node_append_child(root, new))
        return 0;
    cmark_node_free(new);
    return coh_fail(err, COH_SYSTEM, "a note could not be placed");
}

/* Does the room of notes end before `node`: at a heading, at the room of the
 * next notes, at the footnotes? */
static int
ends_room(const struct coh_page *p, cmark_node *node)
{
    size_t i;

    if (!node || cmark_node_get_type(node) == CMARK_NODE_HEADING ||
        cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
        return 1;
    for (i = 0; i < p->n; i++)
        if (p->slot[i].open == node)
            return 1;
    return 0;
}

/* What follows notes stands in their room, too, below what they explain: a long
 * note beside a short paragraph leaves no white space. */
static int
close_rooms(struct coh_page *p, cmark_node *root, struct coh_error *err)
{
    cmark_node *first, *node;
    size_t i;

    for (i = 0; i < p->n; i++) {
        if (!p->slot[i].open)
            continue;
        first = node = cmark_node_next(p->slot[p->slot[i].last].node);
        while (!ends_room(p, node))
            node = cmark_node_next(node);
        if ((node != first && place(root, first, "<div>", err)) ||
            place(root, node, node != first ? "</div>\n</div>" : "</div>", err))
            return -1;
    }
    return 0;
}

/* The words of a heading, which name the tables below it. */
static int
keep_heading(struct coh_page *p, cmark_node *node, struct coh_error *err)
{
    cmark_iter *at = cmark_iter_new(node);
    int rc = 0;

    coh_text_clear(&p->heading);
    while (!rc && cmark_iter_next(at) != CMARK_EVENT_DONE) {
        const char *text = cmark_node_get_literal(cmark_iter_get_node(at));

        if (text)
            rc = coh_text_add_string(&p->heading, text, err);
    }
    cmark_iter_free(at);
    return rc;
}

/* The title of the page as its first heading. */
static int
add_title(struct coh_page *p, cmark_node *root, struct coh_error *err)
{
    struct coh_text title = COH_TEXT_INIT, html = COH_TEXT_INIT;
    cmark_node *new = NULL;
    int rc = -1;

    if (coh_weave_title(p->weave, &title, err) ||
        coh_text_add_string(&html, "<h1>", err) ||
        coh_escape_html(&html, coh_text_span(&title), err) ||
        coh_text_add_string(&html, "</h1>", err) ||
        !(new = raw_node(coh_text_get(&html), err)))
        goto out;
    if (!cmark_node_prepend_child(root, new)) {
        cmark_node_free(new);
        coh_fail(err, COH_SYSTEM, "the title could not be placed");
        goto out;
    }
    rc = 0;
out:
    coh_text_release(&title);
    coh_text_release(&html);
    return rc;
}

/* One heading of the first level, and none is skipped. */
static int
level_heading(struct coh_page *p, cmark_node *root, cmark_node *node,
              struct coh_error *err)
{
    int level = cmark_node_get_heading_level(node), fit = level;

    if (!p->level && level > 1) {
        if (add_title(p, root, err))
            return -1;
        p->level = 1;
    }
    if (p->level && level == 1)
        fit = 2;
    if (fit > p->level + 1)
        fit = p->level + 1;
    p->moved += fit != level;
    cmark_node_set_heading_level(node, fit);
    p->level = fit;
    return keep_heading(p, node, err);
}

/* The author's tables as those of blocks are. */
static int
fill_table(struct coh_page *p, cmark_node *node, struct coh_error *err)
{
    char *html = cmark_render_html(node, OPTIONS, NULL);
    struct coh_text text = COH_TEXT_INIT;
    cmark_node *placed;
    int rc = -1;

    if (!coh_page_table(&text, coh_span_of(html), coh_text_span(&p->heading),
                        err))
        rc = replace(node, coh_text_get(&text), &placed, err);
    free(html);
    coh_text_release(&text);
    return rc;
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

/* What becomes of a node; one that is replaced was left before. */
static int
visit(struct coh_page *p, cmark_node *root, cmark_node *node,
      cmark_event_type event, struct coh_error *err)
{
    struct coh_slot *slot = slot_of(p, node);

    if (slot)
        return fill_slot(p, node, slot, err);
    if (event == CMARK_EVENT_EXIT &&
        !strcmp(cmark_node_get_type_string(node), "table"))
        return fill_table(p, node, err);
    if (event != CMARK_EVENT_ENTER)
        return 0;
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
        return level_heading(p, root, node, err);
    return is_raw_html(node)
               ? coh_notes_add(p->weave->notes, COH_NOTE_FACT, NULL, err,
                               "%s: raw HTML is left out of the page",
                               p->weave->path)
               : 0;
}

static int
walk(struct coh_page *p, cmark_node *root, struct coh_error *err)
{
    cmark_iter *at = cmark_iter_new(root);
    cmark_event_type event;
    int rc = 0;

    while (!rc && (event = cmark_iter_next(at)) != CMARK_EVENT_DONE)
        rc = visit(p, root, cmark_iter_get_node(at), event, err);
    cmark_iter_free(at);
    return !rc && !p->level ? add_title(p, root, err) : rc;
}

/* A block that a comment or raw HTML swallowed was run and is not shown. */
static int
check_slots(const struct coh_page *p, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (!p->slot[i].node) {
            coh_fail(err, COH_INPUT,
                     "it stands within a comment or raw HTML and would not "
                     "be shown");
            if (p->slot[i].line) {
                coh_error_context(err, "%s: line %zu: a note: ", p->weave->path,
                                  p->slot[i].line);
                return -1;
            }
            return coh_weave_blame(p->weave, p->slot[i].block, err);
        }
    return 0;
}

/* What scrolls must take the focus; a line has no end tag. Text is escaped: a
 * tag is a tag. */
static int
add_html(struct coh_text *into, const char *html, struct coh_error *err)
{
    static const char pre[] = "<pre>", line[] = "<hr />", end[] = "<br />";
    const char *at;

    for (; (at = strchr(html, '<')); html = at + 1) {
        const char *tag = "<";

        if (coh_text_add(into, html, (size_t)(at - html), err))
            return -1;
        if (!strncmp(at, pre, sizeof(pre) - 1)) {
            tag = "<pre tabindex=\"0\">";
            at += sizeof(pre) - 2;
        } else if (!strncmp(at, line, sizeof(line) - 1) ||
                   !strncmp(at, end, sizeof(end) - 1)) {
            tag = at[1] == 'h' ? "<hr>" : "<br>";
            at += sizeof(line) - 2;
        }
        if (coh_text_add_string(into, tag, err))
            return -1;
    }
    return coh_text_add_string(into, html, err);
}

int
coh_page_render(struct coh_page *p, struct coh_span markdown,
                struct coh_text *into, struct coh_error *err)
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
    if (!walk(p, root, err) && !check_slots(p, err) &&
        !close_rooms(p, root, err)) {
        html = cmark_render_html(root, OPTIONS,
                                 cmark_parser_get_syntax_extensions(parser));
        rc = add_html(into, html, err);
    }
    free(html);
    cmark_node_free(root);
    cmark_parser_free(parser);
    return rc;
}
