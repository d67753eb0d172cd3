/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/own.h"

#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "report/reading.h"
#include "table/masked.h"

/* One of the program's own words. */
int
coh_own_word(struct coh_text *into, const struct coh_block *b, const char *key,
             const char *english, struct coh_error *err)
{
    struct coh_span text = coh_lexicon_say(b->words, key, english);

    return coh_text_add(into, text.bytes, text.length, err);
}

int
coh_own_is_keyed(struct coh_span *name)
{
    static const char end[] = "|word";
    const size_t n = sizeof(end) - 1;

    if (name->length <= n ||
        memcmp(name->bytes + name->length - n, end, n) != 0)
        return 0;
    name->length -= n;
    return 1;
}

int
coh_own_keyed(struct coh_text *into, const struct coh_block *b, size_t row,
              struct coh_span column, struct coh_error *err)
{
    struct coh_text key = COH_TEXT_INIT;
    struct coh_span cell, text;
    size_t at;
    int rc = -1;

    if (coh_header_find(&b->table.header, column, &at, err))
        return -1;
    cell = coh_span_trim(coh_table_cell(&b->table, row, at));
    if (!coh_text_add(&key, column.bytes, column.length, err) &&
        !coh_text_add(&key, ".", 1, err) &&
        !coh_text_add(&key, cell.bytes, cell.length, err) &&
        !coh_lexicon_find(b->words, coh_text_span(&key), &text, err))
        rc = coh_escape_markdown(into, text, err);
    coh_text_release(&key);
    return rc;
}

/* A number that is ready gets the decimal mark of the page. */
int
coh_own_number(struct coh_text *shown, const struct coh_block *b,
               struct coh_error *err)
{
    struct coh_text number = COH_TEXT_INIT;
    int rc = coh_reading_number(&number, coh_text_span(shown), b->words, err);

    if (rc) {
        coh_text_release(&number);
        return -1;
    }
    coh_text_release(shown);
    *shown = number;
    return 0;
}

/* "hidden: hidden to protect small groups" */
int
coh_own_hidden(struct coh_text *into, const struct coh_block *b,
               const char *before, const char *behind, struct coh_error *err)
{
    return coh_text_add_string(into, before, err) ||
                   coh_own_word(into, b, "page.hidden", COH_MASKED_MARK, err) ||
                   coh_text_add_string(into, ": ", err) ||
                   coh_own_word(into, b, "page.hidden-why", COH_MASKED_TEXT,
                                err) ||
                   coh_text_add_string(into, behind, err)
               ? -1
               : 0;
}

/* In the place of a table that is hidden as a whole. */
int
coh_own_all_hidden(struct coh_text *into, const struct coh_block *b,
                   const char *before, const char *behind,
                   struct coh_error *err)
{
    char n[24];

    snprintf(n, sizeof(n), "%zu", coh_block_rows(b));
    if (coh_text_add_string(into, before, err) ||
        coh_lexicon_put(
            into, b->words,
            coh_block_rows(b) == 1 ? "page.all-hidden-one" : "page.all-hidden",
            coh_block_rows(b) == 1 ? "The one group is " COH_MASKED_TEXT "."
                                   : "All {1} groups are " COH_MASKED_TEXT ".",
            n, NULL, err))
        return -1;
    return coh_text_add_string(into, behind, err);
}
