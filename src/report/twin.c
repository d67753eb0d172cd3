/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/escape.h"
#include "report/svg.h"
#include "report/weave-internal.h"

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

static int
put_chart(struct coh_text *into, const struct twin *t,
          const struct coh_block *b, struct coh_error *err)
{
    if (coh_svg_check(coh_text_span(&b->svg), err) ||
        coh_text_add_string(into, "![", err) ||
        put_plain(into, &t->view.show, b->caption ? b->caption : b->id, err) ||
        coh_text_add_string(into, "](", err))
        return -1;
    return put_address(into, t->name, b->id, err);
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
    if (b->shape == COH_SHAPE_VALUE && !coh_block_speaks(b))
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

int
coh_weave_markdown(struct coh_weave *w, const char *name, struct coh_text *page,
                   struct coh_error *err)
{
    struct twin t = {.weave = w, .name = name};
    size_t i;

    coh_weave_view_init(&t.view, w);
    if (put_line(page, w, "*", coh_weave_head, "*\n\n", err) ||
        coh_weave_text(w, page, put_block, &t, err))
        return -1;
    if (w->n && put_line(page, w, "## Evidence\n\nSource of this page: ",
                         coh_weave_origin, ".\n\n", err))
        return -1;
    for (i = 0; i < w->n; i++)
        if (!w->block[i].skipped && !w->block[i].left_out &&
            coh_display_trail_markdown(page, &t.view.show, &w->block[i], err))
            return coh_weave_blame(w, &w->block[i], err);
    return 0;
}
