/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/items-map.h"

static int
find_columns(struct coh_items_map *map, const char *needed,
             struct coh_error *err)
{
    static const char *const name[COH_ITEMS_FIELDS] = {
        "assessment", "form",      "item",    "standard",
        "key",        "max_score", "question"};
    const struct coh_header *h = &map->table.header;
    size_t i, at;

    for (i = 0; i < COH_ITEMS_FIELDS; i++)
        map->at[i] = coh_header_seek(h, coh_span_of(name[i]));
    if (coh_header_find(h, coh_span_of("item"), &at, err) ||
        coh_header_find(h, coh_span_of(needed), &at, err))
        return -1;
    return 0;
}

/* Do both rows hold something there, and not the same? */
static int
differ(const struct coh_items_map *map, size_t a, size_t b,
       enum coh_items_field field)
{
    struct coh_span x = coh_items_map_cell(map, a, field);
    struct coh_span y = coh_items_map_cell(map, b, field);

    return x.length && y.length && !coh_span_equal(x, y);
}

static int
same(const struct coh_items_map *map, size_t a, size_t b,
     enum coh_items_field field)
{
    return coh_span_equal(coh_items_map_cell(map, a, field),
                          coh_items_map_cell(map, b, field));
}

/* An item has one key, one full score and one question; on a form, a question
 * is one item. */
static int
check_pair(const struct coh_items_map *map, size_t a, size_t b,
           struct coh_error *err)
{
    struct coh_span item = coh_items_map_cell(map, b, COH_ITEMS_ITEM);
    const char *what = NULL;
    char quoted[COH_QUOTE_SIZE];

    if (!same(map, a, b, COH_ITEMS_ASSESSMENT) ||
        !same(map, a, b, COH_ITEMS_FORM))
        return 0;
    if (same(map, a, b, COH_ITEMS_ITEM))
        what = differ(map, a, b, COH_ITEMS_KEY)         ? "two keys"
               : differ(map, a, b, COH_ITEMS_MAX_SCORE) ? "two full scores"
               : differ(map, a, b, COH_ITEMS_QUESTION)  ? "two questions"
                                                        : NULL;
    else if (coh_items_map_cell(map, b, COH_ITEMS_QUESTION).length &&
             same(map, a, b, COH_ITEMS_QUESTION))
        what = "the question of another item of its form";
    if (!what)
        return 0;
    return coh_fail(err, COH_INPUT, "line %zu: item '%s' has %s",
                    map->table.line[b],
                    coh_quote(item.bytes, item.length, quoted), what);
}

static int
check_rows(const struct coh_items_map *map, struct coh_error *err)
{
    size_t a, b;

    for (b = 1; b < map->table.rows; b++)
        for (a = 0; a < b; a++)
            if (check_pair(map, a, b, err))
                return -1;
    return 0;
}

int
coh_items_map_read(struct coh_items_map *map, struct coh_run *run,
                   const char *path, const char *needed, struct coh_error *err)
{
    struct coh_reader *reader;

    if (!path)
        return 0;
    map->path = path;
    reader = coh_run_reader(run, path, err);
    if (!reader)
        return -1;
    if (coh_table_read(&map->table, reader, &run->notes, err)) {
        coh_reader_free(reader);
        return -1;
    }
    if (coh_run_reader_done(run, reader, err))
        return -1;
    if (!find_columns(map, needed, err) && !check_rows(map, err))
        return 0;
    coh_error_context(err, "%s: ", path);
    return -1;
}

struct coh_span
coh_items_map_cell(const struct coh_items_map *map, size_t row,
                   enum coh_items_field field)
{
    if (map->at[field] >= map->table.header.n)
        return coh_span_of("");
    return coh_span_trim(coh_table_cell(&map->table, row, map->at[field]));
}

int
coh_items_map_of(const struct coh_items_map *map, size_t row,
                 struct coh_span assessment)
{
    struct coh_span cell = coh_items_map_cell(map, row, COH_ITEMS_ASSESSMENT);

    /* A gradebook need not say which test it is. */
    return !cell.length || !assessment.length ||
           coh_span_equal(cell, assessment);
}

/* Is `form` the only one that the map has for the assessment? */
static int
is_only_form(const struct coh_items_map *map, struct coh_span assessment,
             struct coh_span form)
{
    struct coh_span other;
    size_t i;

    for (i = 0; i < map->table.rows; i++) {
        other = coh_items_map_cell(map, i, COH_ITEMS_FORM);
        if (other.length && !coh_span_equal(other, form) &&
            coh_items_map_of(map, i, assessment))
            return 0;
    }
    return 1;
}

int
coh_items_map_next(const struct coh_items_map *map,
                   const struct coh_items_where *where, size_t *at)
{
    const enum coh_items_field field =
        where->question ? COH_ITEMS_QUESTION : COH_ITEMS_ITEM;
    struct coh_span form;

    for (; *at < map->table.rows; (*at)++) {
        if (!coh_span_equal(coh_items_map_cell(map, *at, field), where->item) ||
            !coh_items_map_of(map, *at, where->assessment))
            continue;
        if (where->question)
            return 1;
        form = coh_items_map_cell(map, *at, COH_ITEMS_FORM);
        if (!form.length || coh_span_equal(form, where->form) ||
            (!where->form.length && is_only_form(map, where->assessment, form)))
            return 1;
    }
    return 0;
}

struct coh_span
coh_items_map_find(const struct coh_items_map *map,
                   const struct coh_items_where *where,
                   enum coh_items_field field)
{
    struct coh_span cell;
    size_t at;

    for (at = 0; coh_items_map_next(map, where, &at); at++) {
        cell = coh_items_map_cell(map, at, field);
        if (cell.length)
            return cell;
    }
    return coh_span_of("");
}

void
coh_items_map_release(struct coh_items_map *map)
{
    coh_table_release(&map->table);
    *map = (struct coh_items_map)COH_ITEMS_MAP_INIT;
}
