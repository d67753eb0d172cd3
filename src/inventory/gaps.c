/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/gaps.h"

static int
put_gap(const struct coh_entry *e, enum coh_field_id id, struct coh_writer *w,
        struct coh_error *err)
{
    const struct coh_field *f = &coh_field[id];
    struct coh_text words = COH_TEXT_INIT;
    int rc = -1;

    if ((!f->words || !coh_vocabulary_list(f->words, &words, err)) &&
        !coh_writer_string(w, coh_entry_get(e, COH_FIELD_SOURCE_ID), err) &&
        !coh_writer_string(w, f->name, err) &&
        !coh_writer_string(w, coh_entry_is_first(e, id) ? "minimum" : "later",
                           err) &&
        !coh_writer_string(w, f->help, err) &&
        !coh_writer_text(w, coh_text_span(&words), err))
        rc = coh_writer_row(w, err);
    coh_text_release(&words);
    return rc;
}

/* The gaps of the minimum form, or the others. */
static int
put_gaps(const struct coh_entry *e, int first, struct coh_writer *w,
         struct coh_error *err)
{
    int i;

    for (i = 0; i < COH_FIELDS; i++)
        if (coh_entry_lacks(e, (enum coh_field_id)i) &&
            coh_entry_is_first(e, (enum coh_field_id)i) == first &&
            put_gap(e, (enum coh_field_id)i, w, err))
            return -1;
    return 0;
}

int
coh_gaps_write(const struct coh_inventory *inv,
               int (*fits)(void *context, const struct coh_entry *e),
               void *context, struct coh_writer *w, struct coh_error *err)
{
    static const char *const column[] = {"source_id", "field", "form",
                                         "meaning", "words"};
    int first;
    size_t i;

    for (i = 0; i < sizeof(column) / sizeof(*column); i++)
        if (coh_writer_column(w, coh_span_of(column[i]), COH_COLUMN_TEXT, err))
            return -1;
    for (first = 1; first >= 0; first--)
        for (i = 0; i < inv->n; i++)
            if ((!fits || fits(context, &inv->entry[i])) &&
                put_gaps(&inv->entry[i], first, w, err))
                return -1;
    return 0;
}
