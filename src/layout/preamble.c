/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/preamble.h"

int
coh_preamble_add(struct coh_preamble *above, const struct coh_span *cell,
                 size_t n, struct coh_error *err)
{
    struct coh_preamble_row row = {NULL, n};
    size_t i;

    if (coh_reserve(&above->row, &above->capacity, above->n + 1,
                    sizeof(*above->row), err))
        return -1;
    row.cell = coh_arena_alloc(&above->arena, (n + 1) * sizeof(*row.cell), err);
    if (!row.cell)
        return -1;
    for (i = 0; i < n; i++) {
        struct coh_span s = coh_span_trim(cell[i]);

        row.cell[i].length = s.length;
        row.cell[i].bytes =
            coh_arena_text(&above->arena, s.bytes, s.length, err);
        if (!row.cell[i].bytes)
            return -1;
    }
    above->row[above->n++] = row;
    return 0;
}

static int
is_label(struct coh_span cell, struct coh_span label)
{
    if (cell.length == label.length + 1 && cell.bytes[label.length] == ':')
        cell.length--;
    return cell.length && coh_span_equal(cell, label);
}

/* The cell that reads `label`; 0 when there is none. */
static int
find(const struct coh_preamble *above, struct coh_span label, size_t *row,
     size_t *column)
{
    for (*row = 0; *row < above->n; ++*row)
        for (*column = 0; *column < above->row[*row].n; ++*column)
            if (is_label(above->row[*row].cell[*column], label))
                return 1;
    return 0;
}

struct coh_span
coh_preamble_value(const struct coh_preamble *above, struct coh_span label)
{
    size_t row, column;

    if (!find(above, label, &row, &column))
        return coh_span_of("");
    for (column++; column < above->row[row].n; column++)
        if (above->row[row].cell[column].length)
            return above->row[row].cell[column];
    return coh_span_of("");
}

int
coh_preamble_has(const struct coh_preamble *above, struct coh_span label)
{
    size_t row, column;

    return find(above, label, &row, &column);
}

int
coh_preamble_match(const struct coh_preamble *above, size_t column,
                   struct coh_pattern *pattern)
{
    size_t i = above->n, k;

    while (i-- > 0) {
        const struct coh_preamble_row *row = &above->row[i];

        k = column < row->n ? column + 1 : row->n;
        while (k-- > 0)
            if (row->cell[k].length && coh_pattern_match(pattern, row->cell[k]))
                return 1;
    }
    return 0;
}

void
coh_preamble_release(struct coh_preamble *above)
{
    coh_free(above->row);
    coh_arena_release(&above->arena);
    *above = (struct coh_preamble)COH_PREAMBLE_INIT;
}
