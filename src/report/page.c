/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page as HTML: what stands in which slot, and the frame around all. */
#include <string.h>

#include "base/escape.h"
#include "report/frame.h"
#include "report/making.h"
#include "report/page-internal.h"
#include "report/svg.h"

/* ---- slots ---- */

/* A new slot, and its mark in the Markdown, `indent` from the margin. */
static struct coh_slot *
add_slot(struct coh_page *p, const struct coh_block *b, int indent,
         struct coh_text *markdown, struct coh_error *err)
{
    struct coh_slot *s;

    if (coh_reserve(&p->slot, &p->capacity, p->n + 1, sizeof(*p->slot), err) ||
        coh_text_format(markdown, err, "%*s```cohort %zu\n%*s```\n\n", indent,
                        "", p->n, indent, ""))
        return NULL;
    s = &p->slot[p->n];
    *s = (struct coh_slot){.html = COH_TEXT_INIT, .block = b, .first = p->n};
    p->n++;
    return s;
}

static int
open_fold(struct coh_page *p, const struct coh_block *b, struct coh_text *html,
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
shares_id(const struct coh_page *p, struct coh_span svg)
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

/* Markdown that a block shows stands between two slots, which make an address
 * of it. */
static int
put_as_markdown(struct coh_page *p, const struct coh_block *b,
                struct coh_text *into, struct coh_error *err)
{
    const struct coh_display *show = &p->view.show;
    struct coh_slot *s = add_slot(p, b, 0, into, err);

    if (!s || open_fold(p, b, &s->html, err) ||
        coh_text_format(&s->html, err, "<div class=\"list\" id=\"%s\">\n",
                        b->id))
        return -1;
    if (coh_block_is_empty(b) ? coh_weave_empty(into, show, b, err)
                              : coh_display_list(into, show, b, err))
        return -1;
    s = add_slot(p, b, 0, into, err);
    if (!s || coh_text_add_string(&s->html, "</div>\n", err))
        return -1;
    s->first = p->n - 2;
    return end_block(&p->view.show, b, &s->html, err);
}

static int
put_block(void *context, const struct coh_block *b, struct coh_text *into,
          struct coh_error *err)
{
    struct coh_page *p = context;
    const char *prefix = NULL;
    struct coh_slot *s;

    if (b->left_out)
        return coh_weave_left_out(into, b, err);
    if (coh_block_is_silent(b) ||
        (b->shape == COH_SHAPE_VALUE && !coh_block_speaks(b)))
        return 0;
    if (b->shape == COH_SHAPE_LIST || coh_block_is_empty(b))
        return put_as_markdown(p, b, into, err);
    if (b->is_chart && shares_id(p, coh_text_span(&b->svg)))
        prefix = b->id;
    s = add_slot(p, b, 0, into, err);
    if (!s || open_fold(p, b, &s->html, err) ||
        coh_display_html(&s->html, &p->view.show, b, prefix, err))
        return -1;
    return end_block(&p->view.show, b, &s->html, err);
}

/* ---- notes ---- */

/* Data, by the program; finding and move follow as Markdown. */
static int
open_note(struct coh_page *p, const struct coh_weave_note *note, int first,
          struct coh_text *html, struct coh_error *err)
{
    if ((first && coh_text_add_string(html, "<div class=\"whys\">\n", err)) ||
        coh_text_format(html, err,
                        "<aside class=\"why\" aria-label=\"Note %zu: from "
                        "data to move\">\n<p><strong>Data:</strong> ",
                        ++p->notes) ||
        (note->waits
             ? coh_text_add_string(html, "none yet", err)
             : coh_display_data_html(html, &p->view.show, note->block, err)))
        return -1;
    return coh_text_add_string(html, "</p>\n", err);
}

static int
put_note(struct coh_page *p, const struct coh_weave_note *note, int indent,
         int first, int last, struct coh_text *into, struct coh_error *err)
{
    struct coh_text blanks = COH_TEXT_INIT;
    struct coh_slot *s = add_slot(p, note->block, indent, into, err);
    int rc = -1;

    if (!s || coh_text_format(&blanks, err, "%*s", indent, ""))
        goto out;
    s->line = note->line;
    if (open_note(p, note, first, &s->html, err) ||
        coh_weave_note_steps(p->weave, note, coh_text_get(&blanks), into, err))
        goto out;
    s = add_slot(p, note->block, indent, into, err);
    if (!s)
        goto out;
    s->line = note->line;
    rc = coh_text_format(&s->html, err, "</aside>\n%s", last ? "</div>\n" : "");
out:
    coh_text_release(&blanks);
    return rc;
}

static int
put_notes(void *context, const struct coh_weave_note *note, size_t n,
          int indent, struct coh_text *into, struct coh_error *err)
{
    struct coh_page *p = context;
    size_t i, first = p->n;

    for (i = 0; i < n; i++) {
        if (put_note(p, &note[i], indent, i == 0, i + 1 == n, into, err)) {
            coh_error_context(err, "%s: line %zu: ", p->weave->path,
                              note[i].line);
            return -1;
        }
        if (!note[i].stale && !note[i].waits && note[i].why.although.bytes &&
            coh_notes_add(p->weave->notes, COH_NOTE_FACT, NULL, err,
                          "%s: line %zu: nothing is overdue: the note does not "
                          "show its 'although'",
                          p->weave->path, note[i].line))
            return -1;
    }
    p->slot[first].last = p->n - 1;
    p->slot[p->n - 1].first = first;
    return 0;
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

static int
put_evidence(struct coh_page *p, struct coh_text *into, struct coh_error *err)
{
    struct coh_weave *w = p->weave;
    size_t i;

    if (coh_text_add_string(into, "<section class=\"trail\" id=\"evidence\"",
                            err) ||
        coh_making_page_attributes(into, w, err) ||
        coh_text_add_string(into, ">\n<h2>", err) ||
        coh_weave_say(w, into, "page.evidence", "Evidence", err) ||
        coh_text_add_string(into, "</h2>\n<p>", err) ||
        coh_weave_say(w, into, "page.origin", "Source of this page:", err) ||
        coh_text_add_string(into, " ", err) ||
        put_escaped(into, w, coh_weave_origin, err) ||
        coh_text_add_string(into, ".</p>\n", err) ||
        coh_making_page_text(into, w, err))
        return -1;
    for (i = 0; i < w->n; i++)
        if (!w->block[i].skipped && !w->block[i].left_out &&
            coh_display_trail_html(into, &p->view.show, &w->block[i], err))
            return coh_weave_blame(w, &w->block[i], err);
    return coh_text_add_string(into, "</section>\n", err);
}

/* Everything within the frame. */
static int
put_body(struct coh_page *p, struct coh_text *body, struct coh_error *err)
{
    const struct coh_weave_put put = {put_block, put_notes, p};
    struct coh_text markdown = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_weave_text(p->weave, &markdown, &put, err) &&
        !coh_page_render(p, coh_text_span(&markdown), body, err))
        rc = p->weave->n ? put_evidence(p, body, err) : 0;
    if (!rc && p->moved)
        rc = coh_notes_add(p->weave->notes, COH_NOTE_FACT, NULL, err,
                           "%s: %zu heading%s shown at another level: a page "
                           "has one '#', and no level is skipped",
                           p->weave->path, p->moved, p->moved == 1 ? "" : "s");
    coh_text_release(&markdown);
    return rc;
}

static int
put_page(struct coh_page *p, struct coh_frame *f, struct coh_text *page,
         struct coh_error *err)
{
    const struct coh_weave *w = p->weave;
    struct coh_text body = COH_TEXT_INIT;
    int rc = -1;

    f->language = coh_text_span(&w->language);
    f->skip = coh_lexicon_say(&w->words, "page.skip", "Skip to the content");
    if (put_body(p, &body, err))
        goto out;
    f->noted = p->notes > 0;
    if (!coh_frame_begin(f, page, err) &&
        !coh_text_add(page, coh_text_get(&body), body.length, err))
        rc = coh_frame_end(f, page, err);
out:
    coh_text_release(&body);
    return rc;
}

static int
put_framed(struct coh_page *p, struct coh_text *page, struct coh_error *err)
{
    const struct coh_weave *w = p->weave;
    struct coh_text title = COH_TEXT_INIT, team = COH_TEXT_INIT,
                    made = COH_TEXT_INIT;
    struct coh_frame f = {.stamp = coh_weave_stamp(w)};
    int rc = -1;

    if (!coh_weave_title(w, &title, err) && !coh_weave_team(w, &team, err) &&
        !coh_weave_made(w, &made, err)) {
        f.title = coh_text_span(&title);
        f.team = coh_text_span(&team);
        f.head = coh_text_span(&made);
        f.warning = w->share && !w->family ? COH_FRAME_WARNING : NULL;
        rc = put_page(p, &f, page, err);
    }
    coh_text_release(&title);
    coh_text_release(&team);
    coh_text_release(&made);
    return rc;
}

int
coh_weave_html(struct coh_weave *w, struct coh_text *page,
               struct coh_error *err)
{
    struct coh_page p = {.weave = w};
    size_t i;
    int rc;

    coh_weave_view_init(&p.view, w);
    rc = put_framed(&p, page, err);
    for (i = 0; i < p.n; i++)
        coh_text_release(&p.slot[i].html);
    coh_free(p.slot);
    coh_text_release(&p.heading);
    return rc;
}
