/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

static struct coh_span
key_at(const struct coh_lexicon *l, size_t row)
{
    return coh_span_trim(coh_table_cell(&l->table, row, l->key));
}

/* ---- reading ---- */

static int
read_file(struct coh_lexicon *l, struct coh_error *err)
{
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_reader *reader = coh_reader_open(l->path, NULL, err);
    int rc = -1;

    if (reader && !coh_table_read(&l->table, reader, &notes, err))
        rc = notes.n ? coh_fail(err, COH_INPUT, "%s", notes.note[0].reason) : 0;
    coh_reader_free(reader);
    coh_notes_release(&notes);
    return rc;
}

static int
no_language(const struct coh_lexicon *l, struct coh_error *err)
{
    const struct coh_header *h = &l->table.header;
    struct coh_text there = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < h->n; i++)
        if (i != l->key)
            rc =
                coh_text_format(&there, err, "%s%.*s", there.length ? ", " : "",
                                (int)h->name[i].length, h->name[i].bytes);
    if (!rc)
        coh_fail(err, COH_INPUT, "has no language '%.40s': it has %s",
                 l->language, coh_text_get(&there));
    coh_text_release(&there);
    return -1;
}

static int
find_columns(struct coh_lexicon *l, struct coh_error *err)
{
    const struct coh_header *h = &l->table.header;

    l->key = coh_header_seek(h, coh_span_of("key"));
    if (l->key == h->n)
        return coh_fail(err, COH_INPUT,
                        "has no column 'key': words are key,en,es");
    l->column = coh_header_seek(h, coh_span_of(l->language));
    return l->column == h->n || l->column == l->key ? no_language(l, err) : 0;
}

/* By insertion: it is a list of some dozens. */
static int
sort_keys(struct coh_lexicon *l, struct coh_error *err)
{
    char shown[COH_QUOTE_SIZE];
    size_t i, k;

    l->order = coh_alloc_array(l->table.rows, sizeof(*l->order), err);
    if (!l->order)
        return -1;
    for (i = 0; i < l->table.rows; i++) {
        struct coh_span key = key_at(l, i);

        for (k = i; k && coh_span_compare(key_at(l, l->order[k - 1]), key) > 0;
             k--)
            l->order[k] = l->order[k - 1];
        l->order[k] = i;
        if (k && coh_span_equal(key_at(l, l->order[k - 1]), key))
            return coh_fail(err, COH_INPUT, "key '%s' stands twice",
                            coh_quote(key.bytes, key.length, shown));
    }
    return 0;
}

int
coh_lexicon_read(struct coh_lexicon *l, const char *path, const char *language,
                 struct coh_error *err)
{
    l->path = coh_copy_text(path, strlen(path), err);
    l->language =
        l->path ? coh_copy_text(language, strlen(language), err) : NULL;
    if (!l->language || read_file(l, err))
        return -1; /* the reader's error names the file */
    if (!find_columns(l, err) && !sort_keys(l, err))
        return 0;
    coh_error_context(err, "%s: ", path);
    return -1;
}

int
coh_lexicon_from_page(struct coh_lexicon *l, struct coh_error *err)
{
    const char *path = getenv("COHORT_WORDS");
    const char *language = getenv("COHORT_LANGUAGE");

    if (!path || !*path || !language || !*language)
        return 0;
    return coh_lexicon_read(l, path, language, err);
}

/* ---- asking ---- */

/* The text, trimmed; blank when there is none. */
static struct coh_span
seek(const struct coh_lexicon *l, struct coh_span key)
{
    size_t low = 0, high = l && l->order ? l->table.rows : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = coh_span_compare(key_at(l, l->order[middle]), key);

        if (!order)
            return coh_span_trim(
                coh_table_cell(&l->table, l->order[middle], l->column));
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return coh_span_of("");
}

int
coh_lexicon_find(const struct coh_lexicon *l, struct coh_span key,
                 struct coh_span *text, struct coh_error *err)
{
    char shown[COH_QUOTE_SIZE];

    *text = seek(l, key);
    if (text->length)
        return 0;
    return coh_fail(err, COH_INPUT,
                    "no word '%s' in the language '%.40s' of %.200s",
                    coh_quote(key.bytes, key.length, shown),
                    l->language ? l->language : "", l->path ? l->path : "");
}

struct coh_span
coh_lexicon_say(const struct coh_lexicon *l, const char *key,
                const char *english)
{
    struct coh_span text = seek(l, coh_span_of(key));

    return text.length ? text : coh_span_of(english);
}

const char *
coh_lexicon_text(const struct coh_lexicon *l, const char *key)
{
    struct coh_span text = seek(l, coh_span_of(key));

    return text.length ? text.bytes : NULL;
}

int
coh_lexicon_put(struct coh_text *into, const struct coh_lexicon *l,
                const char *key, const char *english, const char *one,
                const char *two, struct coh_error *err)
{
    struct coh_span s = coh_lexicon_say(l, key, english);
    size_t i = 0;

    while (i < s.length) {
        const char *value = NULL;

        if (i + 2 < s.length && s.bytes[i] == '{' && s.bytes[i + 2] == '}')
            value = s.bytes[i + 1] == '1'   ? one
                    : s.bytes[i + 1] == '2' ? two
                                            : NULL;
        if (value ? coh_text_add_string(into, value, err)
                  : coh_text_add(into, s.bytes + i, 1, err))
            return -1;
        i += value ? 3 : 1;
    }
    return 0;
}

/* ---- days and numbers ---- */

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

static struct coh_span
say_month(const struct coh_lexicon *l, int month, int in_full)
{
    char key[40];
    struct coh_span name;

    snprintf(key, sizeof(key), "page.month%s.%d", in_full ? "" : "-short",
             month);
    name = coh_lexicon_say(l, key, months[month - 1]);
    if (!in_full && name.bytes == months[month - 1])
        name.length = name.length < 3 ? name.length : 3;
    return name;
}

int
coh_lexicon_day(struct coh_text *into, const struct coh_lexicon *l,
                struct coh_span iso, int in_full, struct coh_error *err)
{
    struct coh_span form = coh_lexicon_say(l, "page.date", "{1} {2} {3}");
    struct coh_date_parts p;
    struct coh_span month;
    coh_date day;
    size_t i = 0;

    if (coh_date_parse(iso, &day))
        return coh_text_add(into, iso.bytes, iso.length, err);
    p = coh_date_split(day);
    month = say_month(l, p.month, in_full);
    while (i < form.length) {
        char part = i + 2 < form.length && form.bytes[i] == '{' &&
                            form.bytes[i + 2] == '}'
                        ? form.bytes[i + 1]
                        : '\0';

        if (part == '2' ? coh_text_add(into, month.bytes, month.length, err)
            : part == '1' || part == '3'
                ? coh_text_format(into, err, "%d", part == '1' ? p.day : p.year)
                : coh_text_add(into, form.bytes + i, 1, err))
            return -1;
        i += part >= '1' && part <= '3' ? 3 : 1;
    }
    return 0;
}

int
coh_lexicon_number(struct coh_text *into, const struct coh_lexicon *l,
                   struct coh_span number, struct coh_error *err)
{
    struct coh_span point = coh_lexicon_say(l, "page.decimal", ".");
    const char *at =
        number.length ? memchr(number.bytes, '.', number.length) : NULL;
    size_t before = at ? (size_t)(at - number.bytes) : number.length;

    if (coh_text_add(into, number.bytes, before, err))
        return -1;
    if (!at)
        return 0;
    return coh_text_add(into, point.bytes, point.length, err) ||
                   coh_text_add(into, at + 1, number.length - before - 1, err)
               ? -1
               : 0;
}

void
coh_lexicon_release(struct coh_lexicon *l)
{
    coh_free(l->path);
    coh_free(l->language);
    coh_free(l->order);
    coh_table_release(&l->table);
    *l = (struct coh_lexicon)COH_LEXICON_INIT;
}
