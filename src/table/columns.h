/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_COLUMNS_H
#define COH_TABLE_COLUMNS_H

#include "base/text.h"

/*
 * Finding columns by what the user typed.
 *
 * A column list is one CSV record: `score,"Unit 3, part 1",#17`. `#17` is the
 * 17th column; a name that stands twice in the header is refused with its
 * positions; a name that is not there is refused with the nearest that is.
 *
 *     struct coh_columns by = COH_COLUMNS_INIT;
 *     if (coh_columns_find(&by, args->by, &header, err)) …
 *     rec.cell[by.at[0]] …
 *     coh_columns_release(&by);
 */

/* The header of a table: names in order. Owner: whoever made it. */
struct coh_header {
    struct coh_span *name;
    size_t n;
    struct coh_arena arena;
};

#define COH_HEADER_INIT                       \
    {                                         \
        .name = NULL, .arena = COH_ARENA_INIT \
    }

/* Copy the names (ends trimmed). */
int coh_header_copy(struct coh_header *header, const struct coh_span *name,
                    size_t n, struct coh_error *err) COH_MUST_CHECK;
void coh_header_release(struct coh_header *header);

/* COH_INPUT, naming `file`, unless these are the header's names again. */
int coh_header_same(const struct coh_header *header,
                    const struct coh_span *name, size_t n, const char *file,
                    struct coh_error *err) COH_MUST_CHECK;

/* The place of `name`, header->n if it is not there; never fails. With a
 * name that stands twice, the first. */
size_t coh_header_seek(const struct coh_header *header, struct coh_span name);

/* The place of one column, `#N` or a name; COH_INPUT as above. */
int coh_header_find(const struct coh_header *header, struct coh_span name,
                    size_t *at, struct coh_error *err) COH_MUST_CHECK;

/* Does a column of this name hold ids (it ends in "id")? Ids are text even
 * where they look like numbers. */
int coh_name_is_id(struct coh_span name);

struct coh_columns {
    size_t *at;
    size_t n;
};

#define COH_COLUMNS_INIT \
    {                    \
        .at = NULL       \
    }

/* The places of a list; NULL or "" is the empty list. COH_USAGE when the
 * list is no CSV record, COH_INPUT when a column is not there; `columns` is
 * empty then. */
int coh_columns_find(struct coh_columns *columns, const char *list,
                     const struct coh_header *header,
                     struct coh_error *err) COH_MUST_CHECK;

int coh_columns_have(const struct coh_columns *columns, size_t at);
void coh_columns_release(struct coh_columns *columns);

/* The items of a list as text: for lists that are not of columns. */
struct coh_list {
    struct coh_span *item;
    size_t n;
    struct coh_arena arena;
};

#define COH_LIST_INIT                         \
    {                                         \
        .item = NULL, .arena = COH_ARENA_INIT \
    }

int coh_list_parse(struct coh_list *list, const char *text,
                   struct coh_error *err) COH_MUST_CHECK;
void coh_list_release(struct coh_list *list);

/* Of `n` words the one nearest to `word` (edit distance, case ignored), or
 * NULL when none is near: for "did you mean". */
const struct coh_span *
coh_nearest(const struct coh_span *word, size_t n, struct coh_span wanted);

/* The same of long names, of which people type the start or a word: the first
 * that holds `wanted`, else the nearest. */
const struct coh_span *
coh_nearest_part(const struct coh_span *word, size_t n, struct coh_span wanted);

#endif
