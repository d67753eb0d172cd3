/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/display.h"

#include <string.h>

#include "base/escape.h"
#include "report/reading.h"
#include "report/svg.h"
#include "table/masked.h"

int
coh_display_plain(struct coh_text *into, const struct coh_display *show,
                  const char *text, struct coh_error *err)
{
    return text ? coh_expand(coh_span_of(text), show->x, into, err) : 0;
}

/* A caption, escaped by `escape`. */
static int
put_caption(struct coh_text *into, const struct coh_display *show,
            const char *caption,
            int (*escape)(struct coh_text *, struct coh_span,
                          struct coh_error *),
            struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT;
    int rc = coh_display_plain(&plain, show, caption, err);

    if (!rc)
        rc = escape(into, coh_text_span(&plain), err);
    coh_text_release(&plain);
    return rc;
}

/* Names of columns as words: ci_low is read as "ci low". */
static int
put_heading(struct coh_text *into, struct coh_span name,
            int (*escape)(struct coh_text *, struct coh_span,
                          struct coh_error *),
            struct coh_error *err)
{
    struct coh_text words = COH_TEXT_INIT;
    int rc = coh_text_add(&words, name.bytes, name.length, err);
    size_t i;

    for (i = 0; i < words.length; i++)
        if (words.bytes[i] == '_')
            words.bytes[i] = ' ';
    if (!rc)
        rc = escape(into, coh_text_span(&words), err);
    coh_text_release(&words);
    return rc;
}

/* What a column shows, beside numbers with 0 or more decimals. */
enum { TEXT = -1, PERCENT = -2, NOT_SHOWN = -3 };

enum { LONG = 40 }; /* bytes of a cell */

/* Text as people say it: dates, and why there is no score. */
static int
put_words(struct coh_text *into, struct coh_span column, struct coh_span cell,
          struct coh_error *err)
{
    if (coh_span_is(column, "status"))
        cell = coh_reading_status(cell);
    return coh_reading_words(into, cell, 0, err);
}

/* In a table that cohort mask wrote, a share is a band. */
static int
is_masked(const struct coh_block *b)
{
    return coh_reading_suppressed(&b->table) < b->table.header.n;
}

static int
put_band(struct coh_text *into, struct coh_span column, struct coh_span cell,
         struct coh_error *err)
{
    double low, high;

    if (coh_masked_band(cell, &low, &high))
        return put_words(into, column, cell, err);
    return coh_masked_band_text(into, cell, err);
}

static int
put_cell(struct coh_text *into, const struct coh_block *b, size_t row,
         size_t column, int decimals,
         int (*escape)(struct coh_text *, struct coh_span, struct coh_error *),
         struct coh_error *err)
{
    struct coh_span cell = coh_table_cell(&b->table, row, column);
    struct coh_text shown = COH_TEXT_INIT;
    int rc;

    if (coh_reading_hidden(&b->table, row, column))
        return coh_text_add_string(into, COH_MASKED_MARK, err);
    if (decimals == TEXT && is_masked(b))
        rc = put_band(&shown, b->table.header.name[column], cell, err);
    else if (decimals == TEXT)
        rc = put_words(&shown, b->table.header.name[column], cell, err);
    else if (decimals == PERCENT)
        rc = coh_reading_percent(&shown, cell, b->digits, err);
    else
        rc = coh_reading_show(&shown, cell, decimals, err);
    if (!rc)
        rc = escape(into, coh_text_span(&shown), err);
    coh_text_release(&shown);
    return rc;
}

/* The columns of percent= among them. */
static int
find_percent(const struct coh_block *b, int *decimals, struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    size_t i, at;
    int rc = 0;

    if (!b->percent)
        return 0;
    rc = coh_list_parse(&list, b->percent, err);
    for (i = 0; !rc && i < list.n; i++) {
        rc = coh_reading_share(&b->table, list.item[i], &at, err);
        if (!rc)
            decimals[at] = PERCENT;
    }
    if (rc)
        coh_error_context(err, "percent=: ");
    coh_list_release(&list);
    return rc;
}

/* What every column shows; the caller frees. */
static int *
decimals_of(const struct coh_block *b, struct coh_error *err)
{
    size_t n = b->table.header.n, k;
    int *decimals = coh_alloc_array(n, sizeof(*decimals), err);

    for (k = 0; decimals && k < n; k++)
        decimals[k] = coh_reading_decimals(&b->table, k, b->digits);
    if (decimals && find_percent(b, decimals, err)) {
        coh_free(decimals);
        decimals = NULL;
    }
    k = coh_reading_suppressed(&b->table);
    if (decimals && k < n)
        decimals[k] = NOT_SHOWN;
    return decimals;
}

/* Under a table with hidden cells, once: what the mark means. */
static int
put_hidden(struct coh_text *into, const struct coh_block *b, const char *before,
           const char *behind, struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < coh_block_rows(b); i++)
        for (k = 0; k < b->table.header.n; k++)
            if (coh_reading_hidden(&b->table, i, k))
                return coh_text_format(into, err, "%s%s%s", before,
                                       COH_MASKED_TEXT, behind);
    return 0;
}

/* In the place of a table that is hidden as a whole. */
static int
put_all_hidden(struct coh_text *into, const struct coh_block *b,
               const char *before, const char *behind, struct coh_error *err)
{
    size_t n = coh_block_rows(b);

    return n == 1 ? coh_text_format(into, err, "%sThe one group is %s.%s",
                                    before, COH_MASKED_TEXT, behind)
                  : coh_text_format(into, err, "%sAll %zu groups are %s.%s",
                                    before, n, COH_MASKED_TEXT, behind);
}

static int
is_all_hidden(const struct coh_block *b)
{
    return coh_reading_all_hidden(&b->table, coh_block_rows(b));
}

/* ---- HTML ---- */

static int
html_all_hidden(struct coh_text *into, const struct coh_display *show,
                const struct coh_block *b, struct coh_error *err)
{
    if (coh_text_format(into, err, "<div id=\"%s\">\n", b->id) ||
        (b->caption &&
         (coh_text_add_string(into, "<p><strong>", err) ||
          put_caption(into, show, b->caption, coh_escape_html, err) ||
          coh_text_add_string(into, "</strong></p>\n", err))))
        return -1;
    return put_all_hidden(into, b, "<p>", "</p>\n</div>\n", err);
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
        if (decimals[k] == NOT_SHOWN)
            continue;
        else if (coh_text_format(into, err, "<th scope=\"col\"%s>",
                                 decimals[k] == TEXT ? "" : " class=\"n\"") ||
                 put_heading(into, h->name[k], coh_escape_html, err) ||
                 coh_text_add_string(into, "</th>", err))
            return -1;
    return coh_text_add_string(into, "</tr></thead>\n<tbody>\n", err);
}

/* A cell of long text keeps a width to read by beside many columns. */
static const char *
html_cell(const struct coh_block *b, size_t row, size_t column, int decimals)
{
    if (decimals != TEXT)
        return "<td class=\"n\">";
    return coh_table_cell(&b->table, row, column).length > LONG
               ? "<td class=\"t\">"
               : "<td>";
}

static int
html_row(struct coh_text *into, const struct coh_block *b, size_t row,
         const int *decimals, struct coh_error *err)
{
    size_t k;

    if (coh_text_add_string(into, "<tr>", err))
        return -1;
    for (k = 0; k < b->table.header.n; k++)
        if (decimals[k] == NOT_SHOWN)
            continue;
        else if (coh_text_add_string(into, html_cell(b, row, k, decimals[k]),
                                     err) ||
                 put_cell(into, b, row, k, decimals[k], coh_escape_html, err) ||
                 coh_text_add_string(into, "</td>", err))
            return -1;
    return coh_text_add_string(into, "</tr>\n", err);
}

/* A wide table scrolls by itself: it must take the focus for the keyboard. */
static int
html_table(struct coh_text *into, const struct coh_display *show,
           const struct coh_block *b, const int *decimals,
           struct coh_error *err)
{
    size_t i;

    if (coh_text_add_string(into,
                            "<div class=\"wide\" tabindex=\"0\" "
                            "role=\"region\" aria-label=\"",
                            err) ||
        put_caption(into, show, b->caption ? b->caption : b->id,
                    coh_escape_html, err) ||
        coh_text_format(into, err, "\">\n<table id=\"%s\">\n", b->id))
        return -1;
    if (b->caption &&
        (coh_text_add_string(into, "<caption>", err) ||
         put_caption(into, show, b->caption, coh_escape_html, err) ||
         coh_text_add_string(into, "</caption>\n", err)))
        return -1;
    if (html_head(into, b, decimals, err))
        return -1;
    for (i = 0; i < coh_block_rows(b); i++)
        if (html_row(into, b, i, decimals, err))
            return -1;
    if (coh_text_add_string(into, "</tbody>\n</table>\n</div>\n", err))
        return -1;
    return put_hidden(into, b, "<p class=\"evidence\">" COH_MASKED_MARK ": ",
                      "</p>\n", err);
}

static int
html_figure(struct coh_text *into, const struct coh_display *show,
            const struct coh_block *b, const char *prefix,
            struct coh_error *err)
{
    if (coh_svg_check(coh_text_span(&b->svg), err) ||
        coh_text_format(into, err,
                        "<figure id=\"%s\">\n<div class=\"wide\" "
                        "tabindex=\"0\" role=\"region\" aria-label=\"",
                        b->id) ||
        put_caption(into, show, b->caption ? b->caption : b->id,
                    coh_escape_html, err) ||
        coh_text_add_string(into, "\">\n", err) ||
        coh_svg_inline(into, coh_text_span(&b->svg), prefix, err) ||
        coh_text_add_string(into, "\n</div>", err))
        return -1;
    if (b->caption &&
        (coh_text_add_string(into, "\n<figcaption>", err) ||
         put_caption(into, show, b->caption, coh_escape_html, err) ||
         coh_text_add_string(into, "</figcaption>", err)))
        return -1;
    return coh_text_add_string(into, "\n</figure>\n", err);
}

int
coh_display_html(struct coh_text *into, const struct coh_display *show,
                 const struct coh_block *b, const char *prefix,
                 struct coh_error *err)
{
    int *decimals;
    int rc;

    if (b->is_chart)
        return html_figure(into, show, b, prefix, err);
    if (is_all_hidden(b))
        return html_all_hidden(into, show, b, err);
    decimals = decimals_of(b, err);
    rc = decimals ? html_table(into, show, b, decimals, err) : -1;
    coh_free(decimals);
    return rc;
}

/* ---- Markdown ---- */

static int
markdown_head(struct coh_text *into, const struct coh_block *b,
              const int *decimals, struct coh_error *err)
{
    const struct coh_header *h = &b->table.header;
    size_t k;

    for (k = 0; k < h->n; k++)
        if (decimals[k] == NOT_SHOWN)
            continue;
        else if (coh_text_add_string(into, "| ", err) ||
                 put_heading(into, h->name[k], coh_escape_markdown, err) ||
                 coh_text_add_string(into, " ", err))
            return -1;
    if (coh_text_add_string(into, "|\n", err))
        return -1;
    for (k = 0; k < h->n; k++)
        if (decimals[k] == NOT_SHOWN)
            continue;
        else if (coh_text_add_string(
                     into, decimals[k] == TEXT ? "| --- " : "| ---: ", err))
            return -1;
    return coh_text_add_string(into, "|\n", err);
}

static int
markdown_table(struct coh_text *into, const struct coh_block *b,
               const int *decimals, struct coh_error *err)
{
    size_t i, k;

    if (is_all_hidden(b))
        return put_all_hidden(into, b, "", "\n\n", err);
    if (markdown_head(into, b, decimals, err))
        return -1;
    for (i = 0; i < coh_block_rows(b); i++) {
        for (k = 0; k < b->table.header.n; k++)
            if (decimals[k] == NOT_SHOWN)
                continue;
            else if (coh_text_add_string(into, "| ", err) ||
                     put_cell(into, b, i, k, decimals[k], coh_escape_markdown,
                              err) ||
                     coh_text_add_string(into, " ", err))
                return -1;
        if (coh_text_add_string(into, "|\n", err))
            return -1;
    }
    if (coh_text_add_string(into, "\n", err))
        return -1;
    return put_hidden(into, b, "*" COH_MASKED_MARK ": ", "*\n\n", err);
}

int
coh_display_markdown(struct coh_text *into, const struct coh_display *show,
                     const struct coh_block *b, struct coh_error *err)
{
    int *decimals = decimals_of(b, err);
    int rc = -1;

    if (!decimals)
        goto out;
    if (b->caption &&
        (coh_text_add_string(into, "**", err) ||
         put_caption(into, show, b->caption, coh_escape_markdown, err) ||
         coh_text_add_string(into, "**\n\n", err)))
        goto out;
    rc = markdown_table(into, b, decimals, err);
out:
    coh_free(decimals);
    return rc;
}

/* {column} at the start of `s`: its cell; *taken is its length. */
static int
put_column(struct coh_text *into, const struct coh_block *b, size_t row,
           struct coh_span s, size_t *taken, struct coh_error *err)
{
    const char *end = memchr(s.bytes, '}', s.length);
    struct coh_text cell = COH_TEXT_INIT, shown = COH_TEXT_INIT;
    struct coh_span name;
    int rc;

    if (!end)
        return coh_fail(err, COH_INPUT, "line=: a { has no partner");
    *taken = (size_t)(end - s.bytes) + 1;
    name = (struct coh_span){s.bytes + 1, *taken - 2};
    rc = coh_reading_of_row(&cell, &b->table, row, name, b->digits, err);
    if (!rc)
        rc = (is_masked(b) ? put_band : put_words)(&shown, name,
                                                   coh_text_span(&cell), err);
    if (!rc && !coh_span_trim(coh_text_span(&shown)).length) {
        coh_text_clear(&shown);
        rc = coh_text_add_string(&shown, "(blank)", err);
    }
    if (!rc)
        rc = coh_escape_markdown(into, coh_text_span(&shown), err);
    coh_text_release(&shown);
    coh_text_release(&cell);
    return rc;
}

static int
put_item(struct coh_text *into, const struct coh_display *show,
         const struct coh_block *b, size_t row, struct coh_error *err)
{
    struct coh_span s = coh_span_of(b->item), name;
    size_t n;

    for (; s.length; s.bytes += n, s.length -= n) {
        const char *end;

        n = 1;
        if (s.length > 1 && s.bytes[0] == '{' && s.bytes[1] == '{') {
            end = strstr(s.bytes, "}}");
            n = end ? (size_t)(end - s.bytes) + 2 : s.length;
            name = (struct coh_span){s.bytes, n};
            if (coh_expand(name, show->marked, into, err))
                return -1;
        } else if (s.bytes[0] == '{') {
            if (put_column(into, b, row, s, &n, err))
                return -1;
        } else {
            if (s.bytes[0] == '\\' && s.length > 1)
                n = 2;
            if (coh_text_add(into, s.bytes, n, err))
                return -1;
        }
    }
    return 0;
}

int
coh_display_list(struct coh_text *into, const struct coh_display *show,
                 const struct coh_block *b, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < coh_block_rows(b); i++)
        if (coh_text_add_string(into, "- ", err) ||
            put_item(into, show, b, i, err) ||
            coh_text_add_string(into, "\n", err))
            return -1;
    return coh_text_add_string(into, "\n", err);
}

int
coh_display_rest(struct coh_text *into, const struct coh_block *b,
                 struct coh_error *err)
{
    if (b->is_chart || coh_block_rows(b) == b->table.rows)
        return 0;
    return coh_text_format(into, err, "the first %zu of %zu rows",
                           coh_block_rows(b), b->table.rows);
}
