/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/display-internal.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "report/own.h"
#include "report/reading.h"
#include "table/masked.h"

int
coh_display_plain(struct coh_text *into, const struct coh_display *show,
                  const char *text, struct coh_error *err)
{
    return text ? coh_expand(coh_span_of(text), show->x, into, err) : 0;
}

/* A caption, escaped by `escape`. */
int
coh_display_caption(struct coh_text *into, const struct coh_display *show,
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
int
coh_display_heading(struct coh_text *into, struct coh_span name,
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

/* Text as people say it: dates, and why there is no score. */
static int
put_words(struct coh_text *into, const struct coh_block *b,
          struct coh_span column, struct coh_span cell, struct coh_error *err)
{
    if (coh_span_is(column, "status"))
        cell = coh_reading_status(cell, b->words);
    return coh_reading_words(into, cell, 0, b->words, err);
}

/* In a table that cohort mask wrote, a share is a band. */
static int
is_masked(const struct coh_block *b)
{
    return coh_reading_suppressed(&b->table) < b->table.header.n;
}

static int
put_band(struct coh_text *into, const struct coh_block *b,
         struct coh_span column, struct coh_span cell, struct coh_error *err)
{
    double low, high;

    if (coh_masked_band(cell, &low, &high))
        return put_words(into, b, column, cell, err);
    return coh_masked_band_text(into, cell, err);
}

int
coh_display_cell(struct coh_text *into, const struct coh_block *b, size_t row,
                 size_t column, int decimals,
                 int (*escape)(struct coh_text *, struct coh_span,
                               struct coh_error *),
                 struct coh_error *err)
{
    struct coh_span cell = coh_table_cell(&b->table, row, column);
    struct coh_text shown = COH_TEXT_INIT;
    int is_text =
        decimals == COH_DISPLAY_TEXT || decimals == COH_DISPLAY_SHARES;
    int rc;

    if (coh_reading_hidden(&b->table, row, column))
        return coh_own_word(into, b, "page.hidden", COH_MASKED_MARK, err);
    if (is_text && is_masked(b))
        rc = put_band(&shown, b, b->table.header.name[column], cell, err);
    else if (is_text)
        rc = put_words(&shown, b, b->table.header.name[column], cell, err);
    else if (decimals == COH_DISPLAY_PERCENT)
        rc = coh_reading_percent(&shown, cell, b->digits, err);
    else
        rc = coh_reading_show(&shown, cell, decimals, err);
    if (!rc && !is_text)
        rc = coh_own_number(&shown, b, err);
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
            decimals[at] = COH_DISPLAY_PERCENT;
    }
    if (rc)
        coh_error_context(err, "percent=: ");
    coh_list_release(&list);
    return rc;
}

int
coh_display_is_number(int decimals)
{
    return decimals != COH_DISPLAY_TEXT;
}

/* "58 %", "67 % (n 27)", or a band of cohort mask: figures and signs. */
static int
is_share(struct coh_span cell)
{
    double low, high;
    size_t i;

    if (!coh_masked_band(cell, &low, &high))
        return 1;
    for (i = 0; i < cell.length; i++)
        if (!strchr("0123456789.,+- %()n", cell.bytes[i]))
            return 0;
    return memchr(cell.bytes, '%', cell.length) != NULL;
}

/* Is every cell that is not blank a share, and is there one? */
static int
holds_shares(const struct coh_block *b, size_t column)
{
    size_t i, n = 0;

    for (i = 0; i < coh_block_rows(b); i++) {
        struct coh_span cell =
            coh_span_trim(coh_table_cell(&b->table, i, column));

        if (cell.length && !is_share(cell))
            return 0;
        n += cell.length > 0;
    }
    return n > 0;
}

/* What every column shows; the caller frees. */
int *
coh_display_columns(const struct coh_block *b, struct coh_error *err)
{
    size_t n = b->table.header.n, k;
    int *decimals = coh_alloc_array(n, sizeof(*decimals), err);

    for (k = 0; decimals && k < n; k++)
        decimals[k] = coh_reading_decimals(&b->table, k, b->digits);
    for (k = 0; decimals && k < n; k++)
        if (decimals[k] == COH_DISPLAY_TEXT && holds_shares(b, k))
            decimals[k] = COH_DISPLAY_SHARES;
    if (decimals && find_percent(b, decimals, err)) {
        coh_free(decimals);
        decimals = NULL;
    }
    k = coh_reading_suppressed(&b->table);
    if (decimals && k < n)
        decimals[k] = COH_DISPLAY_NOT;
    return decimals;
}

/* Under a table with hidden cells, once: what the mark means. */
int
coh_display_hidden(struct coh_text *into, const struct coh_block *b,
                   const char *before, const char *behind,
                   struct coh_error *err)
{
    size_t i, k;

    for (i = 0; i < coh_block_rows(b); i++)
        for (k = 0; k < b->table.header.n; k++)
            if (coh_reading_hidden(&b->table, i, k))
                return coh_own_hidden(into, b, before, behind, err);
    return 0;
}

int
coh_display_is_hidden(const struct coh_block *b)
{
    return coh_reading_all_hidden(&b->table, coh_block_rows(b));
}

/* ---- Markdown ---- */

static int
markdown_head(struct coh_text *into, const struct coh_block *b,
              const int *decimals, struct coh_error *err)
{
    const struct coh_header *h = &b->table.header;
    size_t k;

    for (k = 0; k < h->n; k++)
        if (decimals[k] == COH_DISPLAY_NOT)
            continue;
        else if (coh_text_add_string(into, "| ", err) ||
                 coh_display_heading(into, h->name[k], coh_escape_markdown,
                                     err) ||
                 coh_text_add_string(into, " ", err))
            return -1;
    if (coh_text_add_string(into, "|\n", err))
        return -1;
    for (k = 0; k < h->n; k++)
        if (decimals[k] == COH_DISPLAY_NOT)
            continue;
        else if (coh_text_add_string(
                     into,
                     coh_display_is_number(decimals[k]) ? "| ---: " : "| --- ",
                     err))
            return -1;
    return coh_text_add_string(into, "|\n", err);
}

static int
markdown_table(struct coh_text *into, const struct coh_block *b,
               const int *decimals, struct coh_error *err)
{
    size_t i, k;

    if (coh_display_is_hidden(b))
        return coh_own_all_hidden(into, b, "", "\n\n", err);
    if (markdown_head(into, b, decimals, err))
        return -1;
    for (i = 0; i < coh_block_rows(b); i++) {
        for (k = 0; k < b->table.header.n; k++)
            if (decimals[k] == COH_DISPLAY_NOT)
                continue;
            else if (coh_text_add_string(into, "| ", err) ||
                     coh_display_cell(into, b, i, k, decimals[k],
                                      coh_escape_markdown, err) ||
                     coh_text_add_string(into, " ", err))
                return -1;
        if (coh_text_add_string(into, "|\n", err))
            return -1;
    }
    if (coh_text_add_string(into, "\n", err))
        return -1;
    return coh_display_hidden(into, b, "*", "*\n\n", err);
}

int
coh_display_markdown(struct coh_text *into, const struct coh_display *show,
                     const struct coh_block *b, struct coh_error *err)
{
    int *decimals = coh_display_columns(b, err);
    int rc = -1;

    if (!decimals)
        goto out;
    if (b->caption && (coh_text_add_string(into, "**", err) ||
                       coh_display_caption(into, show, b->caption,
                                           coh_escape_markdown, err) ||
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
    if (coh_own_is_keyed(&name))
        return coh_own_keyed(into, b, row, name, err);
    rc = coh_reading_of_row(&cell, &b->table, row, name, b->digits, err);
    if (!rc)
        rc = coh_own_number(&cell, b, err);
    if (!rc)
        rc = (is_masked(b) ? put_band : put_words)(&shown, b, name,
                                                   coh_text_span(&cell), err);
    if (!rc && !coh_span_trim(coh_text_span(&shown)).length) {
        coh_text_clear(&shown);
        rc = coh_own_word(&shown, b, "page.blank", "(blank)", err);
    } else if (!rc && coh_span_is(coh_text_span(&shown), COH_MASKED_TEXT)) {
        coh_text_clear(&shown);
        rc = coh_own_word(&shown, b, "page.hidden-why", COH_MASKED_TEXT, err);
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
    char shown[24], all[24];

    if (b->is_chart || coh_block_rows(b) == b->table.rows)
        return 0;
    snprintf(shown, sizeof(shown), "%zu", coh_block_rows(b));
    snprintf(all, sizeof(all), "%zu", b->table.rows);
    return coh_lexicon_put(into, b->words, "page.first-rows",
                           "the first {1} of {2} rows", shown, all, err);
}
