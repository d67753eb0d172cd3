/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/page.h"

#include <string.h>

#include "table/writer.h"

/* The page in Markdown. */

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

/* The lines of what needs a person, as a list. */
static int
write_needs(const struct coh_wall *wall, struct coh_out *out,
            struct coh_error *err)
{
    struct coh_text plain = COH_TEXT_INIT, t = COH_TEXT_INIT;
    struct coh_span rest;
    size_t lines;
    int rc = -1;

    if (coh_page_needs(wall, &plain, &lines, err))
        goto out;
    for (rest = coh_text_span(&plain); lines; lines--) {
        const char *end = memchr(rest.bytes, '\n', rest.length);
        struct coh_span line = {rest.bytes, (size_t)(end - rest.bytes)};

        rest.bytes += line.length + 1;
        rest.length -= line.length + 1;
        if (coh_text_add_string(&t, "- ", err) ||
            coh_page_escape(&t, line, err) ||
            coh_text_add_string(&t, rest.length ? "\n" : "\n\n", err))
            goto out;
    }
    rc = coh_out_add(out, coh_text_get(&t), t.length, err);
out:
    coh_text_release(&plain);
    coh_text_release(&t);
    return rc;
}

static int
write_source(const struct coh_wall *wall, const struct coh_entry *e,
             const char *part, struct coh_writer *w, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int k, rc = coh_writer_string(w, part, err);

    for (k = 0; !rc && k < COH_WALL_COLUMNS; k++) {
        coh_text_clear(&t);
        rc = coh_page_cell(wall, e, (enum coh_wall_column)k, &t, err) ||
                     coh_writer_text(w, coh_text_span(&t), err)
                 ? -1
                 : 0;
    }
    coh_text_release(&t);
    return rc ? -1 : coh_writer_row(w, err);
}

static int
write_overview(const struct coh_wall *wall, struct coh_out *out,
               struct coh_error *err)
{
    const struct coh_inventory *inv = wall->inventory;
    struct coh_writer *w = coh_writer_new(out, COH_FORMAT_MARKDOWN, -1, err);
    int k, rc = -1;
    size_t i;

    if (!w || coh_writer_column(w, coh_span_of("Kind"), COH_COLUMN_TEXT, err))
        goto out;
    for (k = 0; k < COH_WALL_COLUMNS; k++)
        if (coh_writer_column(
                w, coh_span_of(coh_page_column_title((enum coh_wall_column)k)),
                COH_COLUMN_TEXT, err))
            goto out;
    for (k = 0; k < COH_WALL_PARTS; k++) {
        const char *part = coh_page_part_title((enum coh_wall_part)k);

        for (i = 0; i < inv->n; i++) {
            if (coh_page_part(&inv->entry[i]) != (enum coh_wall_part)k)
                continue;
            if (write_source(wall, &inv->entry[i], part, w, err))
                goto out;
            part = ""; /* once a kind is easier to read */
        }
    }
    rc = coh_writer_end(w, err);
out:
    coh_writer_free(w);
    return rc;
}

/* ---- a source ---- */

static int
write_value(const struct coh_entry *e, enum coh_field_id id,
            struct coh_writer *w, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (!coh_page_value(e, id, &t, err) &&
        !coh_writer_string(w, coh_field[id].title, err) &&
        !coh_writer_text(w, coh_text_span(&t), err))
        rc = coh_writer_row(w, err);
    coh_text_release(&t);
    return rc;
}

/* A table of the fields of one entry that are not blank. */
static int
write_fields(const struct coh_wall *wall, const struct coh_entry *e,
             struct coh_out *out, struct coh_error *err)
{
    struct coh_writer *w = coh_writer_new(out, COH_FORMAT_MARKDOWN, -1, err);
    int i, rc = -1;
    size_t k;

    if (!w || coh_writer_column(w, coh_span_of("Field"), COH_COLUMN_TEXT, err))
        goto out;
    if (coh_writer_column(w, coh_span_of("Value"), COH_COLUMN_TEXT, err))
        goto out;
    for (i = 0; i < COH_FIELDS; i++)
        if (e->value[i] && i != COH_FIELD_TITLE &&
            !(wall->share && coh_page_is_inside((enum coh_field_id)i)) &&
            write_value(e, (enum coh_field_id)i, w, err))
            goto out;
    for (k = 0; !wall->share && k < e->owns; k++)
        if (coh_writer_string(w, e->own[k].name, err) ||
            coh_writer_string(w, e->own[k].value, err) ||
            coh_writer_row(w, err))
            goto out;
    rc = coh_writer_end(w, err);
out:
    coh_writer_free(w);
    return rc;
}

static int
write_section(const struct coh_wall *wall, const struct coh_entry *e,
              struct coh_out *out, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    int rc = -1;

    if (coh_text_add_string(&t, "\n## ", err) ||
        coh_page_escape(&t, coh_page_name(e), err) ||
        coh_text_add_string(&t, "\n\n", err) ||
        coh_out_add(out, t.bytes, t.length, err) ||
        write_fields(wall, e, out, err))
        goto out;
    coh_text_clear(&t);
    if (coh_entry_gaps(e) &&
        (coh_text_add_string(&t, "\nStill blank, though needed: ", err) ||
         coh_page_lacking(e, &t, err) || coh_text_add_string(&t, ".\n", err)))
        goto out;
    rc = coh_out_add(out, coh_text_get(&t), t.length, err);
out:
    coh_text_release(&t);
    return rc;
}

int
coh_page_markdown(const struct coh_wall *wall, struct coh_out *out,
                  struct coh_error *err)
{
    const struct coh_inventory *inv = wall->inventory;
    int k;
    size_t i;

    if (coh_out_add_string(out, "# Data inventory\n\n", err) ||
        write_needs(wall, out, err) || write_overview(wall, out, err))
        return -1;
    for (k = 0; k < COH_WALL_PARTS; k++)
        for (i = 0; i < inv->n; i++)
            if (coh_page_part(&inv->entry[i]) == (enum coh_wall_part)k &&
                write_section(wall, &inv->entry[i], out, err))
                return -1;
    return 0;
}
