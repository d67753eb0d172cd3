/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/mask-layout.h"
#include "base/keys.h"

#include <stdlib.h>

enum { MOST_PLACES = 20000 };

/* ---- which rows make a sheet, which sheets a block ---- */

static size_t
cells_of(const struct coh_mask *m, size_t row, enum coh_mask_role role,
         struct coh_span *cell)
{
    size_t i, n = 0;

    for (i = 0; i < m->table.header.n; i++)
        if (m->plan.role[i] == role)
            cell[n++] = coh_table_cell(&m->table, row, i);
    return n;
}

static size_t
width_of(const struct coh_mask *m, enum coh_mask_role role)
{
    size_t i, n = 0;

    for (i = 0; i < m->table.header.n; i++)
        n += m->plan.role[i] == role;
    return n;
}

static int
add_sheet(struct coh_mask_block *b, size_t row, struct coh_error *err)
{
    struct coh_mask_sheet *s;

    if (coh_reserve(&b->sheet, &b->sheet_capacity, b->sheets + 1,
                    sizeof(*b->sheet), err))
        return -1;
    s = &b->sheet[b->sheets++];
    *s = (struct coh_mask_sheet){.first = row,
                                 .problem = COH_PRIVACY_PROBLEM_INIT,
                                 .answer = COH_PRIVACY_ANSWER_INIT};
    return 0;
}

/* The block and the sheet of a row, new ones where it is the first. */
static int
place_row(struct coh_mask *m, struct coh_keys *apart, struct coh_keys *labels,
          struct coh_span *cell, size_t row, struct coh_mask_home *home,
          struct coh_error *err)
{
    size_t at, before = labels->n;

    cells_of(m, row, COH_MASK_APART, cell);
    if (m->plan.kind->rows_apart)
        home->block = row;
    else if (coh_keys_index(apart, cell, &home->block, err))
        return -1;
    if (home->block == m->blocks) {
        if (coh_reserve(&m->block, &m->block_capacity, m->blocks + 1,
                        sizeof(*m->block), err))
            return -1;
        m->block[m->blocks++] = (struct coh_mask_block){.first = row};
    }
    /* Two blocks never share a sheet: the block's number is part of the key. */
    cell[0] =
        (struct coh_span){(const char *)&home->block, sizeof(home->block)};
    cells_of(m, row, COH_MASK_LABEL, cell + 1);
    if (coh_keys_index(labels, cell, &at, err))
        return -1;
    if (at == before) {
        home->sheet = m->block[home->block].sheets;
        return add_sheet(&m->block[home->block], row, err);
    }
    home->sheet = COH_MASK_NONE; /* an earlier row knows */
    return 0;
}

/* The sheet that an earlier row of the same labels began. */
static size_t
sheet_like(const struct coh_mask *m, const struct coh_mask_block *b, size_t row)
{
    size_t s, i;

    for (s = 0; s < b->sheets; s++) {
        for (i = 0; i < m->table.header.n; i++)
            if (m->plan.role[i] == COH_MASK_LABEL &&
                !coh_span_equal(
                    coh_table_cell(&m->table, row, i),
                    coh_table_cell(&m->table, b->sheet[s].first, i)))
                break;
        if (i == m->table.header.n)
            return s;
    }
    return 0;
}

static int
find_homes(struct coh_mask *m, struct coh_mask_home *home,
           struct coh_error *err)
{
    struct coh_keys apart = {.width = width_of(m, COH_MASK_APART)};
    struct coh_keys labels = {.width = 1 + width_of(m, COH_MASK_LABEL)};
    struct coh_span *cell =
        coh_alloc_array(m->table.header.n + 1, sizeof(*cell), err);
    size_t i;
    int rc = -1;

    if (!cell)
        goto out;
    for (i = 0; i < m->table.rows; i++) {
        if (place_row(m, &apart, &labels, cell, i, &home[i], err))
            goto out;
        if (home[i].sheet == COH_MASK_NONE)
            home[i].sheet = sheet_like(m, &m->block[home[i].block], i);
    }
    rc = 0;
out:
    coh_free(cell);
    coh_keys_release(&apart);
    coh_keys_release(&labels);
    return rc;
}

/* ---- the values of the by-columns ---- */

static int
is_total(const struct coh_mask *m, struct coh_span s)
{
    return coh_span_is(s, m->ask->total);
}

static int
add_value(struct coh_mask_block *b, size_t d, struct coh_span s)
{
    size_t i;

    for (i = 0; i < b->values[d]; i++)
        if (coh_span_equal(b->value[d][i], s))
            return 0;
    b->value[d][b->values[d]++] = s;
    return 1;
}

/* Numbers by size, before text by bytes: the order of the input may be that of
 * what is hidden. */
static int
compare_values(const void *a, const void *b)
{
    struct coh_span s = *(const struct coh_span *)a;
    struct coh_span t = *(const struct coh_span *)b;
    struct coh_decimal x, y;
    int p = coh_decimal_parse(s, &x) == COH_NUMBER_EXACT;
    int q = coh_decimal_parse(t, &y) == COH_NUMBER_EXACT;

    if (p && q && coh_decimal_compare(x, y))
        return coh_decimal_compare(x, y);
    return p != q ? q - p : coh_span_compare(s, t);
}

/* Levels have an order of their own, which is the same for every group. */
static int
has_own_order(const struct coh_mask *m, size_t column)
{
    return coh_span_is(m->table.header.name[column], "level");
}

static int
find_values(struct coh_mask *m, const struct coh_mask_home *home, size_t at,
            struct coh_error *err)
{
    struct coh_mask_block *b = &m->block[at];
    size_t dims = m->plan.by.n, rows = 0, i, d;

    for (i = 0; i < m->table.rows; i++)
        rows += home[i].block == at;
    b->value = coh_arena_alloc(&m->arena, (dims + 1) * sizeof(*b->value), err);
    b->values =
        coh_arena_alloc(&m->arena, (dims + 1) * sizeof(*b->values), err);
    if (!b->value || !b->values)
        return -1;
    for (d = 0; d < dims; d++) {
        size_t column = m->plan.by.at[d];

        b->values[d] = 0;
        b->value[d] = coh_arena_alloc(&m->arena,
                                      (2 * rows + 1) * sizeof(**b->value), err);
        if (!b->value[d])
            return -1;
        for (i = 0; i < m->table.rows; i++)
            if (home[i].block == at &&
                !is_total(m, coh_table_cell(&m->table, i, column)))
                add_value(b, d, coh_table_cell(&m->table, i, column));
        if (coh_mask_reference_value(m, b, d).bytes)
            add_value(b, d, coh_mask_reference_value(m, b, d));
        if (!b->values[d])
            return coh_fail(err, COH_INPUT,
                            "column '%.40s' has nothing but '%.40s': the "
                            "groups that it is the total of are not there",
                            m->table.header.name[column].bytes, m->ask->total);
        if (!has_own_order(m, column))
            qsort(b->value[d], b->values[d], sizeof(**b->value),
                  compare_values);
    }
    return 0;
}

/* ---- places ---- */

size_t
coh_mask_value_at(const struct coh_mask_block *b, size_t dims, size_t place,
                  size_t d)
{
    size_t i;

    for (i = dims - 1; i > d; i--)
        place /= b->values[i] + 1;
    return place % (b->values[d] + 1);
}

/* The place of a row. */
static size_t
place_of(const struct coh_mask *m, const struct coh_mask_block *b, size_t row)
{
    size_t place = 0, d, v;

    for (d = 0; d < m->plan.by.n; d++) {
        struct coh_span s = coh_table_cell(&m->table, row, m->plan.by.at[d]);

        for (v = 0; !is_total(m, s) && !coh_span_equal(b->value[d][v], s); v++)
            ;
        place =
            place * (b->values[d] + 1) + (is_total(m, s) ? b->values[d] : v);
    }
    return place;
}

int
coh_mask_is_cell(const struct coh_mask_block *b, size_t dims, size_t place)
{
    size_t d;

    for (d = 0; d < dims; d++)
        if (coh_mask_value_at(b, dims, place, d) == b->values[d])
            return 0;
    return 1;
}

/* A column of one value splits nobody: its total is its value. */
static void
number_sums(const struct coh_mask *m, struct coh_mask_block *b)
{
    size_t place, d, dims = m->plan.by.n;

    for (place = 0; place < b->places; place++) {
        size_t sum = 0;

        for (d = 0; d < dims; d++)
            if (b->values[d] > 1)
                sum = sum * (b->values[d] + 1) +
                      coh_mask_value_at(b, dims, place, d);
        b->sum[place] = sum;
    }
}

static int
open_places(struct coh_mask *m, struct coh_mask_block *b, struct coh_error *err)
{
    size_t d, s, i;

    b->places = 1;
    for (d = 0; d < m->plan.by.n; d++) {
        b->places *= b->values[d] + 1;
        if (b->places > MOST_PLACES)
            return coh_fail(err, COH_INPUT,
                            "the by-columns have more than %d combinations: "
                            "merge values, or leave a column out",
                            MOST_PLACES);
    }
    b->sum = coh_arena_alloc(&m->arena, b->places * sizeof(*b->sum), err);
    b->others = coh_arena_alloc(&m->arena, b->places * sizeof(*b->others), err);
    b->unlisted = coh_arena_alloc(&m->arena, b->places, err);
    if (!b->sum || !b->others || !b->unlisted)
        return -1;
    for (i = 0; i < b->places; i++) {
        b->others[i] = COH_MASK_NONE;
        b->unlisted[i] = 0;
    }
    number_sums(m, b);
    for (s = 0; s < b->sheets; s++) {
        b->sheet[s].row = coh_arena_alloc(
            &m->arena, b->places * sizeof(*b->sheet[s].row), err);
        if (!b->sheet[s].row)
            return -1;
        for (i = 0; i < b->places; i++)
            b->sheet[s].row[i] = COH_MASK_NONE;
    }
    return 0;
}

static int
put_rows(struct coh_mask *m, const struct coh_mask_home *home,
         struct coh_error *err)
{
    size_t i;

    for (i = 0; i < m->table.rows; i++) {
        struct coh_mask_block *b = &m->block[home[i].block];
        struct coh_mask_sheet *s = &b->sheet[home[i].sheet];
        size_t place = place_of(m, b, i);

        if (s->row[place] != COH_MASK_NONE)
            return coh_fail(err, COH_INPUT,
                            "lines %zu and %zu count the same group: take one "
                            "away, or name with -b the column that tells them "
                            "apart",
                            m->table.line[s->row[place]], m->table.line[i]);
        s->row[place] = i;
    }
    return 0;
}

int
coh_mask_lay_out(struct coh_mask *m, struct coh_error *err)
{
    struct coh_mask_home *home =
        coh_alloc_array(m->table.rows, sizeof(*home), err);
    size_t i;
    int rc = -1;

    if (!home || find_homes(m, home, err))
        goto out;
    for (i = 0; i < m->blocks; i++)
        if (find_values(m, home, i, err) || open_places(m, &m->block[i], err))
            goto out;
    if (put_rows(m, home, err))
        goto out;
    for (i = 0; i < m->blocks; i++)
        if (coh_mask_count_block(m, &m->block[i], err))
            goto out;
    rc = 0;
out:
    coh_free(home);
    return rc;
}
