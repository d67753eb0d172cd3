/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/sheet.h"

static enum coh_column_kind
kind_of(const struct coh_field *f)
{
    return f->kind == COH_VALUE_NUMBER || f->kind == COH_VALUE_COUNT
               ? COH_COLUMN_NUMBER
               : COH_COLUMN_TEXT;
}

static int
put_names(const struct coh_span *own, size_t n, struct coh_writer *w,
          struct coh_error *err)
{
    size_t i;

    for (i = 0; i < COH_FIELDS; i++)
        if (coh_writer_column(w, coh_span_of(coh_field[i].name),
                              kind_of(&coh_field[i]), err))
            return -1;
    for (i = 0; i < n; i++)
        if (coh_writer_column(w, own[i], COH_COLUMN_TEXT, err))
            return -1;
    return 0;
}

static int
put_entry(const struct coh_entry *e, const struct coh_span *own, size_t n,
          struct coh_writer *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < COH_FIELDS; i++)
        if (coh_writer_string(w, coh_entry_get(e, (enum coh_field_id)i), err))
            return -1;
    for (i = 0; i < n; i++)
        if (coh_writer_string(w, coh_entry_own_get(e, own[i]), err))
            return -1;
    return coh_writer_row(w, err);
}

int
coh_sheet_write(const struct coh_inventory *inv, struct coh_writer *w,
                struct coh_error *err)
{
    struct coh_span *own = NULL;
    size_t i, n;
    int rc = -1;

    if (coh_inventory_own(inv, &own, &n, err) || put_names(own, n, w, err))
        goto out;
    for (i = 0; i < inv->n; i++)
        if (put_entry(&inv->entry[i], own, n, w, err))
            goto out;
    rc = 0;
out:
    coh_free(own);
    return rc;
}
