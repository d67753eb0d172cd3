/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/decimal.h"
#include "table/table.h"

/* How rows compare: by columns in order, then by their place. */
struct key {
    size_t column;
    int descending;
};

struct order {
    const struct coh_table *table;
    struct key *key;
    size_t keys;
};

struct row {
    size_t at;
    const struct order *order;
};

/* Numbers before text, blanks last in either direction. */
static int
compare_cells(struct coh_span a, struct coh_span b, int descending)
{
    struct coh_decimal x, y;
    enum coh_number p, q;
    int c;

    if (!a.length || !b.length)
        return (a.length == 0) - (b.length == 0);
    p = coh_decimal_parse(a, &x);
    q = coh_decimal_parse(b, &y);
    if (p == COH_NUMBER_EXACT && q == COH_NUMBER_EXACT)
        c = coh_decimal_compare(x, y);
    else if (p != COH_NUMBER_NOT && q != COH_NUMBER_NOT)
        c = (coh_number_double(a) > coh_number_double(b)) -
            (coh_number_double(a) < coh_number_double(b));
    else if (p != COH_NUMBER_NOT || q != COH_NUMBER_NOT)
        c = p == COH_NUMBER_NOT ? 1 : -1;
    else
        c = coh_span_compare(a, b);
    return descending ? -c : c;
}

static int
compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    const struct order *o = x->order;
    size_t i;

    for (i = 0; i < o->keys; i++) {
        int c = compare_cells(
            coh_span_trim(coh_table_cell(o->table, x->at, o->key[i].column)),
            coh_span_trim(coh_table_cell(o->table, y->at, o->key[i].column)),
            o->key[i].descending);

        if (c)
            return c;
    }
    return (x->at > y->at) - (x->at < y->at);
}

/* COL[:desc],… */
static int
read_keys(struct order *o, const char *sort, struct coh_error *err)
{
    struct coh_list list = COH_LIST_INIT;
    size_t i;
    int rc = -1;

    if (coh_list_parse(&list, sort, err))
        goto out;
    o->key = coh_alloc_array(list.n, sizeof(*o->key), err);
    if (!o->key)
        goto out;
    for (i = 0; i < list.n; i++) {
        struct coh_span s = list.item[i];
        struct coh_span end = {s.bytes + (s.length > 5 ? s.length - 5 : 0),
                               s.length > 5 ? 5 : 0};

        if (coh_span_is(end, ":desc")) {
            s.length -= 5;
            o->key[i].descending = 1;
        }
        if (coh_header_find(&o->table->header, s, &o->key[i].column, err))
            goto out;
    }
    o->keys = list.n;
    rc = 0;
out:
    coh_list_release(&list);
    return rc;
}

int
coh_table_sort(const struct coh_table *t, const char *keys, size_t **order,
               struct coh_error *err)
{
    struct row *row = coh_alloc_array(t->rows, sizeof(*row), err);
    struct order o = {.table = t};
    size_t i;
    int rc = -1;

    *order = coh_alloc_array(t->rows, sizeof(**order), err);
    if (!row || !*order || read_keys(&o, keys, err))
        goto out;
    for (i = 0; i < t->rows; i++)
        row[i] = (struct row){i, &o};
    qsort(row, t->rows, sizeof(*row), compare_rows);
    for (i = 0; i < t->rows; i++)
        (*order)[i] = row[i].at;
    rc = 0;
out:
    coh_free(row);
    coh_free(o.key);
    return rc;
}
