/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader sees of a block, as HTML: tables in boxes that scroll, figures
 * with their numbers. */
#include <string.h>

#include "base/escape.h"
#include "report/display-internal.h"
#include "report/figure.h"
#include "report/own.h"
#include "report/svg.h"
#include "table/masked.h"

/* Bytes of a cell, columns of a table, pixels of a picture. */
enum { LONG = 40, MANY = 12, PHONE = 360 };

static int
html_all_hidden(struct coh_text *into, const struct coh_display *show,
                const struct coh_block *b, struct coh_error *err)
{
    if (coh_text_format(into, err, "<div%s%s%s>\n", b->id ? " id=\"" : "",
                        b->id ? b->id : "", b->id ? "\"" : "") ||
        (b->caption &&
         (coh_text_add_string(into, "<p><strong>", err) ||
          coh_display_caption(into, show, b->caption, coh_escape_html, err) ||
          coh_text_add_string(into, "</strong></p>\n", err))))
        return -1;
    return coh_own_all_hidden(into, b, "<p>", "</p>\n</div>\n", err);
}

/* A column without a name has no header that could be read out. */
static int
html_column(struct coh_text *into, struct coh_span name, int decimals,
            struct coh_error *err)
{
    if (!coh_span_trim(name).length)
        return coh_text_add_string(into, "<td></td>", err);
    if (coh_text_format(into, err, "<th scope=\"col\"%s>",
                        coh_display_is_number(decimals) ? " class=\"n\""
                                                        : "") ||
        coh_display_heading(into, name, coh_escape_html, err))
        return -1;
    return coh_text_add_string(into, "</th>", err);
}

static int
html_head(struct coh_text *into, const struct coh_block *b, const int *decimals,
          struct coh_error *err)
{
    const struct coh_header *h = &b->table.header;
    size_t k;

    if (coh_text_add_string(into, "<thead><tr>", err))
        return -1;
    for (k = 0; k < h->n; k++)
        if (decimals[k] != COH_DISPLAY_NOT &&
            html_column(into, h->name[k], decimals[k], err))
            return -1;
    return coh_text_add_string(into, "</tr></thead>\n<tbody>\n", err);
}

/* The column whose cell says what the row is about: a name, else the first
 * that is shown. */
static size_t
row_header(const struct coh_block *b, const int *decimals)
{
    size_t name = coh_header_seek(&b->table.header, coh_span_of("name"));
    size_t k;

    if (name < b->table.header.n)
        return name;
    for (k = 0; k < b->table.header.n && decimals[k] == COH_DISPLAY_NOT; k++)
        ;
    return k;
}

/* A cell of long text keeps a width to read by beside many columns. */
static const char *
class_of(struct coh_span cell, int decimals)
{
    if (coh_display_is_number(decimals))
        return " class=\"n\"";
    return cell.length > LONG ? " class=\"t\"" : "";
}

static int
html_row(struct coh_text *into, const struct coh_block *b, size_t row,
         const int *decimals, struct coh_error *err)
{
    size_t k, head = row_header(b, decimals);

    if (coh_text_add_string(into, "<tr>", err))
        return -1;
    for (k = 0; k < b->table.header.n; k++) {
        struct coh_span cell = coh_table_cell(&b->table, row, k);
        int is_head = k == head && coh_span_trim(cell).length;

        if (decimals[k] == COH_DISPLAY_NOT)
            continue;
        if (coh_text_format(into, err, "<%s%s>",
                            is_head ? "th scope=\"row\"" : "td",
                            class_of(cell, decimals[k])) ||
            coh_display_cell(into, b, row, k, decimals[k], coh_escape_html,
                             err) ||
            coh_text_add_string(into, is_head ? "</th>" : "</td>", err))
            return -1;
    }
    return coh_text_add_string(into, "</tr>\n", err);
}

/* The name of a block: its caption, else its id as words. */
static int
put_name(struct coh_text *into, const struct coh_display *show,
         const struct coh_block *b, struct coh_error *err)
{
    struct coh_text words = COH_TEXT_INIT;
    size_t i;
    int rc;

    if (b->caption)
        return coh_display_caption(into, show, b->caption, coh_escape_html,
                                   err);
    rc = coh_text_add_string(&words, b->id ? b->id : "numbers", err);
    for (i = 0; i < words.length; i++)
        if (strchr("-_", words.bytes[i]))
            words.bytes[i] = ' ';
    if (!rc)
        rc = coh_text_add(into, coh_text_get(&words), words.length, err);
    coh_text_release(&words);
    return rc;
}

/* What is wide scrolls by itself: it must take the focus for the keyboard, and
 * have a name. (A group, not a region: twenty landmarks are none.) Paper lies
 * across for many columns. */
static int
open_box(struct coh_text *into, const struct coh_display *show,
         const struct coh_block *b, struct coh_error *err)
{
    if (coh_text_format(into, err,
                        "<div class=\"wide%s\" tabindex=\"0\" "
                        "role=\"group\" aria-label=\"",
                        b->table.header.n > MANY ? " many" : "") ||
        put_name(into, show, b, err))
        return -1;
    return coh_text_add_string(into, "\">\n", err);
}

/* A table without a caption has one for those who do not see it. */
static int
open_table(struct coh_text *into, const struct coh_display *show,
           const struct coh_block *b, struct coh_error *err)
{
    if ((b->id ? coh_text_format(into, err, "<table id=\"%s\">\n", b->id)
               : coh_text_add_string(into, "<table>\n", err)) ||
        coh_text_format(into, err, "<caption%s>",
                        b->caption ? "" : " class=\"said\"") ||
        put_name(into, show, b, err))
        return -1;
    return coh_text_add_string(into, "</caption>\n", err);
}

static int
html_table(struct coh_text *into, const struct coh_display *show,
           const struct coh_block *b, const int *decimals,
           struct coh_error *err)
{
    size_t i;

    if (open_box(into, show, b, err) || open_table(into, show, b, err) ||
        html_head(into, b, decimals, err))
        return -1;
    for (i = 0; i < coh_block_rows(b); i++)
        if (html_row(into, b, i, decimals, err))
            return -1;
    if (coh_text_add_string(into, "</tbody>\n</table>\n</div>\n", err))
        return -1;
    return coh_display_hidden(into, b, "<p class=\"evidence\">", "</p>\n", err);
}

int
coh_display_table(struct coh_text *into, const struct coh_display *show,
                  const struct coh_block *b, struct coh_error *err)
{
    int *decimals;
    int rc;

    if (coh_display_is_hidden(b))
        return html_all_hidden(into, show, b, err);
    decimals = coh_display_columns(b, err);
    rc = decimals ? html_table(into, show, b, decimals, err) : -1;
    coh_free(decimals);
    return rc;
}

/* ---- figures ---- */

/* The picture without its data, which stand below it as a table. */
static int
put_picture(struct coh_text *into, const struct coh_figure *f,
            const char *prefix, struct coh_error *err)
{
    if (coh_svg_check(coh_text_span(&f->svg), err))
        return -1;
    return coh_svg_inline(into, coh_text_span(&f->svg), prefix, err);
}

static int
put_numbers(struct coh_text *into, const struct coh_display *show,
            const struct coh_block *b, struct coh_figure *f,
            struct coh_error *err)
{
    struct coh_block inner = COH_BLOCK_INIT;

    if (!f->data.rows)
        return 0;
    inner.caption = b->caption;
    inner.words = b->words;
    inner.digits = b->digits;
    inner.table = f->data; /* lent */
    if (coh_text_add_string(into, "<details class=\"numbers\">\n<summary>",
                            err) ||
        coh_escape_html(into,
                        coh_lexicon_say(b->words, "page.chart-data",
                                        "The numbers of this picture"),
                        err) ||
        coh_text_add_string(into, "</summary>\n", err) ||
        coh_display_table(into, show, &inner, err) ||
        (coh_figure_hides(f) &&
         coh_own_hidden(into, b, "<p class=\"evidence\">", "</p>\n", err)))
        return -1;
    return coh_text_add_string(into, "</details>\n", err);
}

/* A picture may be wider than a phone, whose narrowest is 320 px: what its box
 * then says. */
static int
put_goes_on(struct coh_text *into, const struct coh_block *b,
            const struct coh_figure *f, struct coh_error *err)
{
    if (coh_svg_width(coh_text_span(&f->svg)) <= PHONE)
        return 0;
    if (coh_text_add_string(into, "<p class=\"on\" aria-hidden=\"true\">",
                            err) ||
        coh_escape_html(
            into,
            coh_lexicon_say(b->words, "page.goes-on", "Goes on to the right"),
            err))
        return -1;
    return coh_text_add_string(into, " →</p>\n", err);
}

static int
html_figure(struct coh_text *into, const struct coh_display *show,
            const struct coh_block *b, const char *prefix,
            struct coh_error *err)
{
    struct coh_figure f = COH_FIGURE_INIT;
    int rc = -1;

    if (coh_figure_read(&f, coh_text_span(&b->svg), err) ||
        coh_text_format(into, err, "<figure id=\"%s\">\n", b->id) ||
        open_box(into, show, b, err) || put_goes_on(into, b, &f, err) ||
        put_picture(into, &f, prefix, err) ||
        coh_text_add_string(into, "\n</div>", err))
        goto out;
    if (b->caption &&
        (coh_text_add_string(into, "\n<figcaption>", err) ||
         coh_display_caption(into, show, b->caption, coh_escape_html, err) ||
         coh_text_add_string(into, "</figcaption>", err)))
        goto out;
    if (!coh_text_add_string(into, "\n</figure>\n", err))
        rc = put_numbers(into, show, b, &f, err);
out:
    coh_figure_release(&f);
    return rc;
}

int
coh_display_html(struct coh_text *into, const struct coh_display *show,
                 const struct coh_block *b, const char *prefix,
                 struct coh_error *err)
{
    return b->is_chart ? html_figure(into, show, b, prefix, err)
                       : coh_display_table(into, show, b, err);
}
