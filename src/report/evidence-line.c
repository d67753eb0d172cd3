/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of evidence under a block. */
#include "base/escape.h"
#include "report/display.h"
#include "report/reading.h"
#include "report/share.h"

static int
line_words(struct coh_text *s, const struct coh_display *show,
           const struct coh_block *b, struct coh_error *err)
{
    size_t before;

    if (show->shared || b->masked
            ? coh_trail_shared_words(&b->trail, b->words, s, err)
            : coh_trail_words(&b->trail, b->words, s, err))
        return -1;
    before = s->length;
    if (before && coh_block_rows(b) < b->table.rows &&
        coh_text_add_string(s, " · ", err))
        return -1;
    return coh_display_rest(s, b, err);
}

/* What people call a block. */
static int
put_name(struct coh_text *s, const struct coh_display *show,
         const struct coh_block *b, struct coh_error *err)
{
    size_t before = s->length;

    if (coh_display_plain(s, show, b->caption, err))
        return -1;
    if (s->length > before)
        return 0;
    return coh_text_add_string(s,
                               b->is_chart                   ? "the picture"
                               : b->shape == COH_SHAPE_TABLE ? "the table"
                               : b->shape == COH_SHAPE_LIST  ? "the list"
                                                             : "the numbers",
                               err);
}

int
coh_display_data_html(struct coh_text *into, const struct coh_display *show,
                      const struct coh_block *b, struct coh_error *err)
{
    const int linked = b->shape != COH_SHAPE_VALUE;
    struct coh_text s = COH_TEXT_INIT, name = COH_TEXT_INIT;
    int rc = -1;

    if (put_name(&name, show, b, err) || line_words(&s, show, b, err) ||
        (linked && coh_text_format(into, err, "<a href=\"#%s\">", b->id)) ||
        coh_escape_html(into, coh_text_span(&name), err) ||
        (linked && coh_text_add_string(into, "</a>", err)) ||
        (s.length && coh_text_add_string(into, ": ", err)) ||
        coh_escape_html(into, coh_text_span(&s), err))
        goto out;
    rc = coh_text_format(into, err, " · <a href=\"#evidence-%s\">evidence</a>",
                         b->id);
out:
    coh_text_release(&s);
    coh_text_release(&name);
    return rc;
}

int
coh_display_data_markdown(struct coh_text *into, const struct coh_display *show,
                          const struct coh_block *b, struct coh_error *err)
{
    struct coh_text s = COH_TEXT_INIT;
    size_t name;
    int rc = -1;

    if (put_name(&s, show, b, err))
        goto out;
    name = s.length;
    if (coh_text_add_string(&s, ": ", err) || line_words(&s, show, b, err))
        goto out;
    if (s.length == name + 2)
        s.length = name;
    if (!coh_escape_markdown(into, coh_text_span(&s), err))
        rc = coh_text_format(into, err, " · [evidence](#evidence-%s)", b->id);
out:
    coh_text_release(&s);
    return rc;
}

int
coh_display_evidence_html(struct coh_text *into, const struct coh_display *show,
                          const struct coh_block *b, struct coh_error *err)
{
    struct coh_span evidence =
        coh_lexicon_say(b->words, "page.evidence-link", "evidence");
    struct coh_text s = COH_TEXT_INIT;
    int rc = -1;

    if (coh_display_tells_nothing(show, b))
        return 0;
    if (!line_words(&s, show, b, err) &&
        !coh_text_add_string(into, "<p class=\"evidence\">", err) &&
        !coh_escape_html(into, coh_text_span(&s), err))
        rc = coh_text_format(into, err, "%s<a href=\"#evidence-%s\">",
                             s.length ? " · " : "", b->id) ||
             coh_escape_html(into, evidence, err) ||
             coh_text_add_string(into, "</a></p>\n", err);
    coh_text_release(&s);
    return rc ? -1 : 0;
}

int
coh_display_evidence_markdown(struct coh_text *into,
                              const struct coh_display *show,
                              const struct coh_block *b, struct coh_error *err)
{
    struct coh_span evidence =
        coh_lexicon_say(b->words, "page.evidence-link", "evidence");
    struct coh_text s = COH_TEXT_INIT;
    int rc = -1;

    if (coh_display_tells_nothing(show, b))
        return 0;
    if (!line_words(&s, show, b, err) && !coh_text_add(into, "*", 1, err) &&
        !coh_escape_markdown(into, coh_text_span(&s), err))
        rc = coh_text_add_string(into, s.length ? " · [" : "[", err) ||
             coh_escape_markdown(into, evidence, err) ||
             coh_text_format(into, err, "](#evidence-%s)*\n\n", b->id);
    coh_text_release(&s);
    return rc ? -1 : 0;
}
