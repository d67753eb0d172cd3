/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "flow/profile-findings.h"
#include "flow/profile.h"
#include "store/inventory.h"

static int
set_text(struct coh_entry *e, enum coh_field_id id, const char *text,
         struct coh_error *err)
{
    return coh_entry_set(e, id, coh_span_of(text), err);
}

/* Cells with a value in per cent of all; "" of a file without rows. */
static const char *
completeness(const struct coh_inspection *x, char out[COH_NUMBER_SIZE + 1])
{
    size_t cells = 0, values = 0, i;
    char number[COH_NUMBER_SIZE];

    for (i = 0; i < x->header.n; i++) {
        cells += x->column[i].cells;
        values += x->column[i].values;
    }
    if (!cells)
        return "";
    snprintf(
        out, COH_NUMBER_SIZE + 1, "%s%%",
        coh_double_fixed(100. * (double)values / (double)cells, 1, number));
    return out;
}

static int
set_flags(struct coh_entry *e, const struct coh_list *flags,
          struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < flags->n; i++)
        if (coh_text_format(&t, err, "%s%s", i ? ";" : "",
                            flags->item[i].bytes))
            goto out;
    rc = coh_entry_set(e, COH_FIELD_QUALITY_FLAGS,
                       flags->n ? coh_text_span(&t) : coh_span_of("none"), err);
out:
    coh_text_release(&t);
    return rc;
}

int
coh_profile_save(const struct coh_profile_findings *f,
                 const struct coh_inspection *x, struct coh_error *err)
{
    struct coh_shelf shelf = COH_SHELF_INIT;
    const struct coh_span id =
        coh_span_of(coh_entry_get(f->entry, COH_FIELD_SOURCE_ID));
    char text[COH_NUMBER_SIZE + 1], day[COH_DATE_SIZE];
    struct coh_entry *e;
    int rc = -1;

    if (coh_shelf_open(&shelf, f->run->db, COH_STORE_WRITE, err))
        goto out;
    e = coh_inventory_find(&shelf.inventory, id);
    if (!e) {
        coh_inventory_fail_unknown(&shelf.inventory, id, err);
        goto out;
    }
    snprintf(text, sizeof(text), "%zu", x->rows);
    if (set_text(e, COH_FIELD_ROWS, text, err) ||
        set_text(e, COH_FIELD_COMPLETENESS, completeness(x, text), err) ||
        set_text(e, COH_FIELD_PROFILE_DATE, coh_date_text(f->run->today, day),
                 err) ||
        set_text(e, COH_FIELD_SHA256, x->sha256, err) ||
        set_flags(e, &f->flags, err) ||
        coh_store_entry_write(&shelf.store, e, err))
        goto out;
    rc = coh_store_commit(&shelf.store, err);
out:
    coh_shelf_close(&shelf);
    return rc;
}
