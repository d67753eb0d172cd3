/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/escape.h"
#include "report/figure.h"
#include "report/frame.h"
#include "report/own.h"
#include "report/svg.h"
#include "report/weave-internal.h"
#include "table/masked.h"

/*
 * The page as Markdown: the same text, tables as GFM, charts as images that
 * stand beside it.
 */

struct twin {
    struct coh_weave *weave;
    struct coh_weave_view view;
    const char *name;
};

static int
put_plain(struct coh_text *into, const struct coh_display *show,
          const char *text, struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    int rc = coh_display_plain(&plain, show, text, err);

    if (!rc)
        rc = coh_escape_markdown(into, coh_text_span(&plain), err);
    coh_text_release(&plain);
    return rc;
}

/* Blanks and the like would end the address. */
static int
put_address(struct coh_text *into, const char *name, const char *id,
            struct coh_error *err)
{
    const unsigned char *c;

    for (c = (const unsigned char *)name; *c; c++)
        if (*c <= ' ' || strchr("()<>\\%?#\"", *c)
                ? coh_text_format(into, err, "%%%02X", *c)
                : coh_text_add(into, (const char *)c, 1, err))
            return -1;
    return coh_text_format(into, err, "-%s.svg)\n\n", id);
}

/* The words of the picture; without them its caption. */
static int
put_alt(struct coh_text *into, const struct twin *t, const struct coh_block *b,
        const struct coh_figure *f, struct coh_error *err)
{
    if (f->alt.length)
        return coh_escape_markdown(into, coh_text_span(&f->alt), err);
    return put_plain(into, &t->view.show, b->caption ? b->caption : b->id, err);
}

static int
put_numbers(struct coh_text *into, const struct twin *t,
            const struct coh_block *b, const struct coh_figure *f,
            struct coh_error *err)
{
    struct coh_block inner = COH_BLOCK_INIT;

    if (!f->data.rows)
        return 0;
    inner.words = b->words;
    inner.digits = b->digits;
    inner.table = f->data; /* lent */
    if (coh_own_word(into, b, "page.chart-data", "The numbers of this picture",
                     err) ||
        coh_text_add_string(into, ":\n\n", err))
        return -1;
    if (coh_display_markdown(into, &t->view.show, &inner, err))
        return -1;
    return coh_figure_hides(f) ? coh_own_hidden(into, b, "*", "*\n\n", err) : 0;
}

static int
put_chart(struct coh_text *into, const struct twin *t,
          const struct coh_block *b, struct coh_error *err)
{
    const struct coh_display *show = &t->view.show;
    struct coh_figure f = COH_FIGURE_INIT;
    int rc = -1;

    if (coh_figure_read(&f, coh_text_span(&b->svg), err) ||
        coh_svg_check(coh_text_span(&f.svg), err) ||
        coh_text_add_string(into, "![", err) || put_alt(into, t, b, &f, err) ||
        coh_text_add_string(into, "](", err) ||
        put_address(into, t->name, b->id, err))
        goto out;
    if (b->caption && (coh_text_add_string(into, "**", err) ||
                       put_plain(into, show, b->caption, err) ||
                       coh_text_add_string(into, "**\n\n", err)))
        goto out;
    rc = put_numbers(into, t, b, &f, err);
out:
    coh_figure_release(&f);
    return rc;
}

static int
put_block(void *context, const struct coh_block *b, struct coh_text *into,
          struct coh_error *err)
{
    const struct twin *t = context;
    const struct coh_display *show = &t->view.show;
    int rc;

    if (b->left_out)
        return coh_weave_left_out(into, b, err);
    if (coh_block_is_silent(b) ||
        (b->shape == COH_SHAPE_VALUE && !coh_block_speaks(b)))
        return 0;
    if (b->fold && (coh_text_add_string(into, "**", err) ||
                    put_plain(into, show, b->fold, err) ||
                    coh_text_add_string(into, "**\n\n", err)))
        return -1;
    if (coh_block_is_empty(b))
        rc = coh_weave_empty(into, show, b, err);
    else if (b->is_chart)
        rc = put_chart(into, t, b, err);
    else if (b->shape == COH_SHAPE_LIST)
        rc = coh_display_list(into, show, b, err);
    else
        rc = coh_display_markdown(into, show, b, err);
    if (rc || b->skipped)
        return rc;
    return coh_display_evidence_markdown(into, show, b, err);
}

/* A note as a quotation: its steps, one under the other. */
static int
put_note(struct coh_text *into, const struct twin *t,
         const struct coh_weave_note *note, int indent, struct coh_error *err)
{
    struct coh_text before = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_text_format(&before, err, "%*s> ", indent, "") &&
        !coh_text_format(into, err, "%s**Data:** ", before.bytes) &&
        !(note->waits ? coh_text_add_string(into, "none yet", err)
                      : coh_display_data_markdown(into, &t->view.show,
                                                  note->block, err)) &&
        !coh_text_format(into, err, "\n%*s>\n", indent, ""))
        rc = coh_weave_note_steps(t->weave, note, before.bytes, into, err);
    coh_text_release(&before);
    return rc;
}

static int
put_notes(void *context, const struct coh_weave_note *note, size_t n,
          int indent, struct coh_text *into, struct coh_error *err)
{
    const struct twin *t = context;
    size_t i;

    for (i = 0; i < n; i++)
        if (put_note(into, t, &note[i], indent, err)) {
            coh_error_context(err, "%s: line %zu: ", t->weave->path,
                              note[i].line);
            return -1;
        }
    return 0;
}

/* "Maple team · made 6 March 2026 · inside the team", plain. */
static int
whole_head(const struct coh_weave *w, struct coh_text *into,
           struct coh_error *err)
{
    if (coh_weave_team(w, into, err) ||
        (into->length && coh_text_add_string(into, " · ", err)) ||
        coh_weave_made(w, into, err) ||
        coh_text_format(into, err, " · %s", coh_weave_stamp(w)))
        return -1;
    return w->share && !w->family
               ? coh_text_add_string(into, ". " COH_FRAME_WARNING, err)
               : 0;
}

static int
put_line(struct coh_text *into, const struct coh_weave *w, const char *before,
         int (*what)(const struct coh_weave *, struct coh_text *,
                     struct coh_error *),
         const char *behind, struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    int rc = -1;

    if (!what(w, &plain, err) && !coh_text_add_string(into, before, err) &&
        !coh_escape_markdown(into, coh_text_span(&plain), err))
        rc = coh_text_add_string(into, behind, err);
    coh_text_release(&plain);
    return rc;
}

/* One of the program's own words. */
static int
put_own(struct coh_text *into, const struct coh_weave *w, const char *before,
        const char *key, const char *english, const char *behind,
        struct coh_error *err)
{
    return coh_text_add_string(into, before, err) ||
                   coh_escape_markdown(
                       into, coh_lexicon_say(&w->words, key, english), err) ||
                   coh_text_add_string(into, behind, err)
               ? -1
               : 0;
}

int
coh_weave_markdown(struct coh_weave *w, const char *name, struct coh_text *page,
                   struct coh_error *err)
{
    struct twin t = {.weave = w, .name = name};
    const struct coh_weave_put put = {put_block, put_notes, &t};
    size_t i;

    coh_weave_view_init(&t.view, w);
    if (put_line(page, w, "*", whole_head, "*\n\n", err) ||
        coh_weave_text(w, page, &put, err))
        return -1;
    if (w->n &&
        (put_own(page, w, "## ", "page.evidence", "Evidence", "\n\n", err) ||
         put_own(page, w, "", "page.origin", "Source of this page:", " ",
                 err) ||
         put_line(page, w, "", coh_weave_origin, ".\n\n", err)))
        return -1;
    for (i = 0; i < w->n; i++)
        if (!w->block[i].skipped && !w->block[i].left_out &&
            coh_display_trail_markdown(page, &t.view.show, &w->block[i], err))
            return coh_weave_blame(w, &w->block[i], err);
    return 0;
}
