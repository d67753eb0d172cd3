/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_ITEMS_MAP_H
#define COH_FLOW_ITEMS_MAP_H

#include "cli/tool.h"
#include "table/table.h"

/*
 * What a team knows of its items: a CSV with a row an item. Of its columns
 * only `item` must be there; the rest, as far as it is there: `assessment` and
 * `form` (blank, or without the column: any), `standard` (an item may stand
 * twice, with two), `key`, `max_score`, and `question`, the name that the item
 * has on every form.
 *
 *     struct coh_items_map map = COH_ITEMS_MAP_INIT;
 *     if (coh_items_map_read(&map, run, "standards.csv", "standard", err)) …
 *     for (at = 0; coh_items_map_next(&map, &where, &at); at++)
 *         … coh_items_map_cell(&map, at, COH_ITEMS_STANDARD) …
 *     coh_items_map_release(&map);
 */

enum coh_items_field {
    COH_ITEMS_ASSESSMENT,
    COH_ITEMS_FORM,
    COH_ITEMS_ITEM,
    COH_ITEMS_STANDARD,
    COH_ITEMS_KEY,
    COH_ITEMS_MAX_SCORE,
    COH_ITEMS_QUESTION,
    COH_ITEMS_FIELDS
};

struct coh_items_map {
    const char *path; /* NULL: none was given */
    struct coh_table table;
    size_t at[COH_ITEMS_FIELDS]; /* columns; header.n: not there */
};

#define COH_ITEMS_MAP_INIT                    \
    {                                         \
        .path = NULL, .table = COH_TABLE_INIT \
    }

/* An item of the data. */
struct coh_items_where {
    struct coh_span assessment, form, item;
    int question; /* `item` is a question, on whatever form */
};

/* Read the file; nothing for `path` NULL. COH_INPUT when `item` or the column
 * `needed` is missing, and where an item stands twice with two keys, full
 * scores or questions, or a question twice on one form. */
int coh_items_map_read(struct coh_items_map *map, struct coh_run *run,
                       const char *path, const char *needed,
                       struct coh_error *err) COH_MUST_CHECK;

/* The first row from *at on that speaks of the item; 0 when there is none. An
 * item whose form is not known fits rows of a form only where the map has one
 * form alone for its assessment. */
int coh_items_map_next(const struct coh_items_map *map,
                       const struct coh_items_where *where, size_t *at);

/* The first cell that is not blank in the rows of the item; else empty. */
struct coh_span coh_items_map_find(const struct coh_items_map *map,
                                   const struct coh_items_where *where,
                                   enum coh_items_field field);

struct coh_span coh_items_map_cell(const struct coh_items_map *map, size_t row,
                                   enum coh_items_field field);

/* Does the row speak of this assessment? */
int coh_items_map_of(const struct coh_items_map *map, size_t row,
                     struct coh_span assessment);

void coh_items_map_release(struct coh_items_map *map);

#endif
