/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/page.h"

#include <string.h>

#include "table/writer.h"

int
coh_page_escape(struct coh_text *t, struct coh_span s, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s.length; i++) {
        char c = s.bytes[i];

        if ((unsigned char)c < 0x20 || c == 0x7F)
            c = ' ';
        if (strchr("\\`*_{}[]<>#|&~!", c) && coh_text_add(t, "\\", 1, err))
            return -1;
        if (coh_text_add(t, &c, 1, err))
            return -1;
    }
    return 0;
}

static int
add_columns(struct coh_writer *w, const enum coh_field_id *column, size_t n,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_writer_column(w, coh_span_of(coh_field[column[i]].title),
                              COH_COLUMN_TEXT, err))
            return -1;
    return 0;
}

static int
write_overview(const struct coh_inventory *inv, struct coh_out *out,
               struct coh_error *err)
{
    static const enum coh_field_id column[] = {
        COH_FIELD_SOURCE_ID,      COH_FIELD_TITLE,    COH_FIELD_FREQUENCY,
        COH_FIELD_LAST_COLLECTED, COH_FIELD_NEXT_DUE, COH_FIELD_ACCESS_LEVEL,
        COH_FIELD_OWNER_ROLE,
    };
    const size_t n = sizeof(column) / sizeof(*column);
    struct coh_writer *w = coh_writer_new(out, COH_FORMAT_MARKDOWN, -1, err);
    size_t i, k;
    int rc = -1;

    if (!w || add_columns(w, column, n, err))
        goto out;
    for (i = 0; i < inv->n; i++) {
        for (k = 0; k < n; k++)
            if (coh_writer_string(w, coh_entry_get(&inv->entry[i], column[k]),
                                  err))
                goto out;
        if (coh_writer_row(w, err))
            goto out;
    }
    rc = coh_writer_end(w, err);
out:
    coh_writer_free(w);
    return rc;
}

/* A table of the fields of one entry that are not blank. */
static int
write_fields(const struct coh_entry *e, struct coh_out *out,
             struct coh_error *err)
{
    struct coh_writer *w = coh_writer_new(out, COH_FORMAT_MARKDOWN, -1, err);
    int i, rc = -1;

    if (!w || coh_writer_column(w, coh_span_of("Field"), COH_COLUMN_TEXT, err))
        goto out;
    if (coh_writer_column(w, coh_span_of("Value"), COH_COLUMN_TEXT, err))
        goto out;
    for (i = 0; i < COH_FIELDS; i++)
        if (e->value[i] && i != COH_FIELD_TITLE &&
            (coh_writer_string(w, coh_field[i].title, err) ||
             coh_writer_string(w, e->value[i], err) || coh_writer_row(w, err)))
            goto out;
    rc = coh_writer_end(w, err);
out:
    coh_writer_free(w);
    return rc;
}

static int
write_lacking(const struct coh_entry *e, struct coh_text *t,
              struct coh_error *err)
{
    const char *joint = "\nStill blank, though needed: ";
    int i;

    for (i = 0; i < COH_FIELDS; i++)
        if (coh_entry_lacks(e, (enum coh_field_id)i)) {
            if (coh_text_format(t, err, "%s%s", joint, coh_field[i].title))
                return -1;
            joint = ", ";
        }
    return coh_entry_gaps(e) ? coh_text_add_string(t, ".\n", err) : 0;
}

static int
write_section(const struct coh_entry *e, struct coh_out *out,
              struct coh_error *err)
{
    const char *title = e->value[COH_FIELD_TITLE];
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!title)
        title = coh_entry_get(e, COH_FIELD_SOURCE_ID);
    if (coh_text_add_string(&t, "\n## ", err) ||
        coh_page_escape(&t, coh_span_of(title), err) ||
        coh_text_add_string(&t, "\n\n", err) ||
        coh_out_add(out, t.bytes, t.length, err) || write_fields(e, out, err))
        goto out;
    coh_text_clear(&t);
    if (write_lacking(e, &t, err))
        goto out;
    rc = coh_out_add(out, coh_text_get(&t), t.length, err);
out:
    coh_text_release(&t);
    return rc;
}

int
coh_page_write(const struct coh_inventory *inv, struct coh_out *out,
               struct coh_error *err)
{
    size_t i;

    if (coh_out_add_string(out, "# Data inventory\n\n", err) ||
        write_overview(inv, out, err))
        return -1;
    for (i = 0; i < inv->n; i++)
        if (write_section(&inv->entry[i], out, err))
            return -1;
    return 0;
}
