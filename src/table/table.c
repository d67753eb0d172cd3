/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/table.h"

#include "base/decimal.h"

static int
take_header(struct coh_table *t, const struct coh_record *rec, const char *name,
            struct coh_error *err)
{
    if (!t->header.name)
        return coh_header_copy(&t->header, rec->cell, rec->n, err);
    return coh_header_same(&t->header, rec->cell, rec->n, name, err);
}

int
coh_table_add(struct coh_table *t, const struct coh_record *rec,
              struct coh_error *err)
{
    size_t at = t->rows * t->header.n, i;

    if (coh_reserve(&t->cell, &t->cell_capacity, at + t->header.n,
                    sizeof(*t->cell), err) ||
        coh_reserve(&t->line, &t->line_capacity, t->rows + 1, sizeof(*t->line),
                    err))
        return -1;
    for (i = 0; i < t->header.n; i++) {
        const char *copy = "";

        if (rec->cell[i].length &&
            !(copy = coh_arena_text(&t->arena, rec->cell[i].bytes,
                                    rec->cell[i].length, err)))
            return -1;
        t->cell[at + i].bytes = copy;
        t->cell[at + i].length = rec->cell[i].length;
    }
    t->line[t->rows++] = rec->line;
    return 0;
}

int
coh_table_read(struct coh_table *t, struct coh_reader *reader,
               struct coh_notes *notes, struct coh_error *err)
{
    struct coh_record header;

    if (coh_reader_header(reader, &header, err))
        return -1;
    return coh_table_read_behind(t, &header, reader, notes, err);
}

int
coh_table_read_behind(struct coh_table *t, const struct coh_record *header,
                      struct coh_reader *reader, struct coh_notes *notes,
                      struct coh_error *err)
{
    struct coh_record rec;

    if (take_header(t, header, coh_reader_name(reader), err))
        return -1;
    for (;;) {
        if (coh_reader_next_good(reader, &rec, notes, err))
            return -1;
        if (rec.end)
            return 0;
        if (coh_table_add(t, &rec, err))
            return -1;
    }
}

struct coh_span
coh_table_cell(const struct coh_table *t, size_t row, size_t column)
{
    return t->cell[row * t->header.n + column];
}

enum coh_column_kind
coh_table_kind(const struct coh_table *t, size_t column)
{
    struct coh_decimal d;
    size_t i, numbers = 0;

    if (coh_name_is_id(t->header.name[column]))
        return COH_COLUMN_TEXT;

    for (i = 0; i < t->rows; i++) {
        struct coh_span s = coh_span_trim(coh_table_cell(t, i, column));

        if (!s.length)
            continue;
        if (coh_decimal_parse(s, &d) == COH_NUMBER_NOT ||
            (s.length > 1 && s.bytes[0] == '0' && s.bytes[1] != '.'))
            return COH_COLUMN_TEXT;
        numbers++;
    }
    return numbers ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT;
}

void
coh_table_release(struct coh_table *t)
{
    coh_header_release(&t->header);
    coh_free(t->cell);
    coh_free(t->line);
    coh_arena_release(&t->arena);
    *t = (struct coh_table)COH_TABLE_INIT;
}
