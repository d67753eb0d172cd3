/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns.h"

#include <csv.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- nearest word ---- */

enum { NEAR_LIMIT = 60 };

static size_t
least(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;

    return m < c ? m : c;
}

static int
lower(char c)
{
    return tolower((unsigned char)c);
}

/* Levenshtein's distance on bytes, case ignored. */
static size_t
distance(struct coh_span a, struct coh_span b)
{
    size_t row[NEAR_LIMIT + 1];
    size_t i, k;

    for (k = 0; k <= b.length; k++)
        row[k] = k;
    for (i = 0; i < a.length; i++) {
        size_t diagonal = row[0];

        row[0] = i + 1;
        for (k = 0; k < b.length; k++) {
            size_t above = row[k + 1];
            size_t same = lower(a.bytes[i]) == lower(b.bytes[k]) ? 0 : 1;

            row[k + 1] = least(above + 1, row[k] + 1, diagonal + same);
            diagonal = above;
        }
    }
    return row[b.length];
}

const struct coh_span *
coh_nearest(const struct coh_span *word, size_t n, struct coh_span wanted)
{
    const struct coh_span *best = NULL;
    size_t i, least_so_far = wanted.length / 2 + 1;

    if (wanted.length > NEAR_LIMIT)
        return NULL;
    for (i = 0; i < n; i++) {
        size_t d;

        if (word[i].length > NEAR_LIMIT)
            continue;
        d = distance(wanted, word[i]);
        if (d < least_so_far) {
            least_so_far = d;
            best = &word[i];
        }
    }
    return best;
}

const struct coh_span *
coh_nearest_part(const struct coh_span *word, size_t n, struct coh_span wanted)
{
    size_t i, from;

    for (i = 0; wanted.length && i < n; i++)
        for (from = 0; from + wanted.length <= word[i].length; from++) {
            struct coh_span part = {word[i].bytes + from, wanted.length};

            if (coh_span_equal(part, wanted))
                return &word[i];
        }
    return coh_nearest(word, n, wanted);
}

/* ---- lists ---- */

struct parse {
    struct coh_list *list;
    size_t capacity;
    int records, failed;
    struct coh_error *err;
};

static void
on_item(void *bytes, size_t length, void *context)
{
    struct parse *p = context;
    const char *copy;

    if (p->failed)
        return;
    copy = coh_arena_text(&p->list->arena, bytes, length, p->err);
    if (!copy || coh_reserve(&p->list->item, &p->capacity, p->list->n + 1,
                             sizeof(*p->list->item), p->err)) {
        p->failed = 1;
        return;
    }
    p->list->item[p->list->n].bytes = copy;
    p->list->item[p->list->n++].length = length;
}

static void
on_list_end(int c, void *context)
{
    struct parse *p = context;

    (void)c;
    p->records++;
}

int
coh_list_parse(struct coh_list *list, const char *text, struct coh_error *err)
{
    struct parse p = {.list = list, .err = err};
    struct csv_parser parser;
    int bad;

    if (!text || !*text)
        return 0;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI))
        return coh_fail_memory(err);
    bad = csv_parse(&parser, text, strlen(text), on_item, on_list_end, &p) !=
              strlen(text) ||
          csv_fini(&parser, on_item, on_list_end, &p) || p.records > 1;
    csv_free(&parser);
    if (p.failed)
        return -1;
    if (bad) {
        char quoted[COH_QUOTE_SIZE];

        return coh_fail(err, COH_USAGE, "'%s' is not a list as one line of CSV",
                        coh_quote(text, strlen(text), quoted));
    }
    return 0;
}

void
coh_list_release(struct coh_list *list)
{
    coh_free(list->item);
    coh_arena_release(&list->arena);
    *list = (struct coh_list)COH_LIST_INIT;
}

/* ---- headers ---- */

int
coh_header_copy(struct coh_header *header, const struct coh_span *name,
                size_t n, struct coh_error *err)
{
    size_t i;

    header->name = coh_alloc_array(n, sizeof(*header->name), err);
    if (!header->name)
        return -1;
    for (i = 0; i < n; i++) {
        struct coh_span s = coh_span_trim(name[i]);

        header->name[i].bytes =
            coh_arena_text(&header->arena, s.bytes, s.length, err);
        if (!header->name[i].bytes)
            return -1;
        header->name[i].length = s.length;
        header->n++;
    }
    return 0;
}

void
coh_header_release(struct coh_header *header)
{
    coh_free(header->name);
    coh_arena_release(&header->arena);
    *header = (struct coh_header)COH_HEADER_INIT;
}

int
coh_header_same(const struct coh_header *header, const struct coh_span *name,
                size_t n, const char *file, struct coh_error *err)
{
    size_t i;

    if (n != header->n)
        return coh_fail(err, COH_INPUT,
                        "%s: has %zu columns, the file before it %zu", file, n,
                        header->n);
    for (i = 0; i < n; i++)
        if (!coh_span_equal(coh_span_trim(name[i]), header->name[i]))
            return coh_fail(err, COH_INPUT,
                            "%s: column #%zu is not called as in the file "
                            "before it",
                            file, i + 1);
    return 0;
}

size_t
coh_header_seek(const struct coh_header *header, struct coh_span name)
{
    size_t i;

    for (i = 0; i < header->n; i++)
        if (coh_span_equal(header->name[i], name))
            break;
    return i;
}

static int
refuse_twice(const struct coh_header *header, struct coh_span name,
             struct coh_error *err)
{
    struct coh_text places = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    size_t i, n = 0;
    int rc = -1;

    for (i = 0; i < header->n; i++)
        if (coh_span_equal(header->name[i], name) &&
            coh_text_format(&places, err, "%s#%zu", n++ ? ", " : "", i + 1))
            goto out;
    coh_fail(err, COH_INPUT, "column '%s' stands %zu times: say which (%.200s)",
             coh_quote(name.bytes, name.length, quoted), n,
             coh_text_get(&places));
out:
    coh_text_release(&places);
    return rc;
}

static int
refuse_missing(const struct coh_header *header, struct coh_span name,
               struct coh_error *err)
{
    const struct coh_span *near = coh_nearest(header->name, header->n, name);
    char quoted[COH_QUOTE_SIZE], other[COH_QUOTE_SIZE];

    coh_quote(name.bytes, name.length, quoted);
    if (near)
        return coh_fail(err, COH_INPUT,
                        "there is no column '%s'; the nearest is '%s'", quoted,
                        coh_quote(near->bytes, near->length, other));
    return coh_fail(err, COH_INPUT,
                    "there is no column '%s'; the first is '%s'", quoted,
                    header->n ? coh_quote(header->name[0].bytes,
                                          header->name[0].length, other)
                              : "");
}

/* `#17`: the 17th column. A column that is really called so comes first. */
static int
find_position(const struct coh_header *header, struct coh_span name, size_t *at,
              struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i, n = 0;

    for (i = 1; i < name.length && n <= header->n; i++) {
        if (name.bytes[i] < '0' || name.bytes[i] > '9')
            return refuse_missing(header, name, err);
        n = n * 10 + (size_t)(name.bytes[i] - '0');
    }
    if (n == 0 || n > header->n)
        return coh_fail(err, COH_INPUT,
                        "there is no column %s: the header has %zu",
                        coh_quote(name.bytes, name.length, quoted), header->n);
    *at = n - 1;
    return 0;
}

int
coh_header_find(const struct coh_header *header, struct coh_span name,
                size_t *at, struct coh_error *err)
{
    size_t i;

    name = coh_span_trim(name);
    *at = coh_header_seek(header, name);
    if (*at == header->n) {
        if (name.length > 1 && name.bytes[0] == '#')
            return find_position(header, name, at, err);
        return refuse_missing(header, name, err);
    }
    for (i = *at + 1; i < header->n; i++)
        if (coh_span_equal(header->name[i], name))
            return refuse_twice(header, name, err);
    return 0;
}

int
coh_name_is_id(struct coh_span name)
{
    return name.length >= 2 &&
           coh_span_is_caseless(
               (struct coh_span){name.bytes + name.length - 2, 2}, "id");
}

int
coh_columns_find(struct coh_columns *columns, const char *list,
                 const struct coh_header *header, struct coh_error *err)
{
    struct coh_list items = COH_LIST_INIT;
    size_t i;
    int rc = -1;

    if (coh_list_parse(&items, list, err))
        goto out;
    columns->at = coh_alloc_array(items.n, sizeof(*columns->at), err);
    if (!columns->at)
        goto out;
    for (i = 0; i < items.n; i++)
        if (coh_header_find(header, items.item[i], &columns->at[i], err))
            goto out;
    columns->n = items.n;
    rc = 0;
out:
    if (rc)
        coh_columns_release(columns);
    coh_list_release(&items);
    return rc;
}

int
coh_columns_have(const struct coh_columns *columns, size_t at)
{
    size_t i;

    for (i = 0; i < columns->n; i++)
        if (columns->at[i] == at)
            return 1;
    return 0;
}

void
coh_columns_release(struct coh_columns *columns)
{
    coh_free(columns->at);
    *columns = (struct coh_columns)COH_COLUMNS_INIT;
}
