/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TABLE_TABLE_H
#define COH_TABLE_TABLE_H

#include "table/columns.h"
#include "table/reader.h"
#include "table/writer.h"

/*
 * A whole table in memory, for tools that must see all rows (groups, charts,
 * sorting). Cell text lives in one arena and dies with the table.
 *
 *     struct coh_table t = COH_TABLE_INIT;
 *     if (coh_table_read(&t, reader, notes, err)) …
 *     coh_table_cell(&t, row, column)
 *     coh_table_release(&t);
 */

struct coh_table {
    struct coh_header header;
    struct coh_span *cell; /* rows × header.n, row by row */
    size_t *line;          /* of each row, in the file it came from */
    size_t rows;
    size_t cell_capacity, line_capacity;
    struct coh_arena arena;
};

#define COH_TABLE_INIT                                     \
    {                                                      \
        .header = COH_HEADER_INIT, .arena = COH_ARENA_INIT \
    }

/* Header and all usable records of the reader; those set aside are noted.
 * A second file must have the same header: its rows are added. */
int
coh_table_read(struct coh_table *t, struct coh_reader *reader,
               struct coh_notes *notes, struct coh_error *err) COH_MUST_CHECK;

/* The same for a caller who has read the header, and looked at it. */
int coh_table_read_behind(struct coh_table *t, const struct coh_record *header,
                          struct coh_reader *reader, struct coh_notes *notes,
                          struct coh_error *err) COH_MUST_CHECK;

/* Add a record of header.n cells; its text is copied. */
int coh_table_add(struct coh_table *t, const struct coh_record *record,
                  struct coh_error *err) COH_MUST_CHECK;

struct coh_span
coh_table_cell(const struct coh_table *t, size_t row, size_t column);

/* TEXT for ids (coh_name_is_id); NUMBER when all cells of the column that are
 * not blank are numbers and none is written as ids are, with a leading zero;
 * else TEXT. */
enum coh_column_kind coh_table_kind(const struct coh_table *t, size_t column);

/* The rows in the order of `keys`, a list `COL[:desc],…`: (*order)[0] is the
 * row that comes first. Upwards numbers come before text, downwards behind it;
 * blanks come last either way, and equal rows keep their order. The caller
 * frees *order, also after a failure. */
int coh_table_sort(const struct coh_table *t, const char *keys, size_t **order,
                   struct coh_error *err) COH_MUST_CHECK;

void coh_table_release(struct coh_table *t);

#endif
