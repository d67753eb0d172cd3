/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/share-source.h"

#include <cmark-gfm.h>
#include <string.h>
#include <strings.h>

static int
is_local(const char *url)
{
    static const char *const fine[] = {"http://", "https://", "mailto:", "#"};
    size_t i;

    for (i = 0; i < sizeof(fine) / sizeof(*fine); i++)
        if (!strncasecmp(url, fine[i], strlen(fine[i])))
            return 0;
    return 1;
}

/* Is there a tag beside the comments? */
static int
is_html(const char *text)
{
    while (text && (text = strchr(text, '<')) && !strncmp(text, "<!--", 4))
        text = strstr(text, "-->");
    return text != NULL;
}

/* What is wrong with the node; NULL: nothing. */
static const char *
fault(cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    const char *text;

    if (type == CMARK_NODE_LINK && is_local(cmark_node_get_url(node)))
        return "a link to a file would lead into the team's folder";
    if (type == CMARK_NODE_IMAGE && is_local(cmark_node_get_url(node)))
        return "the image is a file, and does not go along";
    if (type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE)
        return NULL;
    text = cmark_node_get_literal(node);
    return text && is_html(text) ? "raw HTML is on no shared page" : NULL;
}

/* A node within a line does not know it: its paragraph does. */
static int
line_of(cmark_node *node)
{
    while (node && cmark_node_get_start_line(node) < 1)
        node = cmark_node_parent(node);
    return node ? cmark_node_get_start_line(node) : 1;
}

int
coh_share_links(const struct coh_weave *w, struct coh_error *err)
{
    cmark_node *root = cmark_parse_document(
        coh_text_get(&w->source), w->source.length, CMARK_OPT_FOOTNOTES);
    cmark_iter *at = cmark_iter_new(root);
    cmark_event_type event;
    int rc = 0;

    while (!rc && (event = cmark_iter_next(at)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(at);
        const char *why = event == CMARK_EVENT_ENTER ? fault(node) : NULL;

        if (why)
            rc = coh_fail(err, COH_INPUT, "%s: line %d: %s: take it out",
                          w->path, line_of(node), why);
    }
    cmark_iter_free(at);
    cmark_node_free(root);
    return rc;
}

int
coh_share_comments(struct coh_text *text, size_t from, struct coh_error *err)
{
    size_t at, end;

    for (at = from; at + 4 <= text->length; at++) {
        if (memcmp(text->bytes + at, "<!--", 4) != 0 ||
            (at > from && text->bytes[at - 1] == '\\'))
            continue;
        for (end = at + 4; end + 3 <= text->length; end++)
            if (!memcmp(text->bytes + end, "-->", 3))
                break;
        if (end + 3 > text->length)
            return coh_fail(err, COH_INPUT, "a comment without its end");
        memmove(text->bytes + at, text->bytes + end + 3,
                text->length - end - 3);
        text->length -= end + 3 - at;
        at--;
    }
    if (text->length)
        text->bytes[text->length] = '\0';
    return 0;
}
