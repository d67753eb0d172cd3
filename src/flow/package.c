/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "flow/package-internal.h"
#include "inventory/sheet.h"
#include "store/element.h"
#include "store/load.h"

static int
add_columns(struct coh_package_sheet *s,
            const struct coh_descriptor_column *column, size_t n,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_descriptor_column(s->file, &column[i], err))
            return -1;
    return coh_package_sheet_columns(s, err);
}

/* ---- the sources ---- */

/* The columns of a team's own are text. */
static int
describe_own(struct coh_package_making *m, struct coh_package_sheet *s,
             struct coh_error *err)
{
    struct coh_span *own = NULL;
    size_t i, n;
    int rc = -1;

    if (coh_inventory_own(&m->shelf->inventory, &own, &n, err))
        goto out;
    for (i = 0; i < n; i++) {
        struct coh_descriptor_column column = {
            .name =
                coh_arena_text(&m->arena, own[i].bytes, own[i].length, err)};

        if (!column.name || coh_descriptor_column(s->file, &column, err))
            goto out;
    }
    rc = 0;
out:
    coh_free(own);
    return rc;
}

static int
put_sources(struct coh_package_making *m, struct coh_error *err)
{
    struct coh_package_sheet s;
    int rc = -1;

    if (!coh_package_sheet_open(&s, m, "inventory", "inventory.csv",
                                "The team's data sources", err) &&
        !coh_descriptor_fields(s.file, err) && !describe_own(m, &s, err) &&
        !coh_sheet_write(&m->shelf->inventory, s.writer, err))
        rc = coh_package_sheet_close(&s, err);
    coh_package_sheet_release(&s);
    return rc;
}

/* ---- what they hold ---- */

#define OF_SOURCE                                          \
    .name = "source_id", .title = "Source", .required = 1, \
    .refers = "inventory", .refers_column = "source_id"

static const struct coh_descriptor_column element_column[] = {
    {OF_SOURCE, .key = 1},
    {.name = "assessment", .title = "Assessment", .required = 1, .key = 1},
    {.name = "measure", .title = "What was measured", .required = 1, .key = 1},
    {.name = "scale", .title = "Scale", .key = 1},
    {.name = "results", .title = "Results", .type = COH_TYPE_INTEGER},
    {.name = "students", .title = "Students", .type = COH_TYPE_INTEGER},
    {.name = "items", .title = "Items", .type = COH_TYPE_INTEGER},
    {.name = "first_date", .title = "First date", .type = COH_TYPE_DATE},
    {.name = "last_date", .title = "Last date", .type = COH_TYPE_DATE},
};

static int
put_element(void *context, const struct coh_element *e, struct coh_error *err)
{
    struct coh_writer *w = context;

    if (coh_writer_text(w, e->source_id, err) ||
        coh_writer_text(w, e->assessment, err) ||
        coh_writer_text(w, e->measure, err) ||
        coh_writer_text(w, e->scale, err) ||
        coh_writer_count(w, e->results, err) ||
        coh_writer_count(w, e->students, err) ||
        coh_writer_count(w, e->items, err) ||
        coh_writer_text(w, e->first_date, err) ||
        coh_writer_text(w, e->last_date, err))
        return -1;
    return coh_writer_row(w, err);
}

static int
put_elements(struct coh_package_making *m, struct coh_error *err)
{
    struct coh_package_sheet s;
    int rc = -1;

    if (!coh_package_sheet_open(&s, m, "elements", "elements.csv",
                                "What each source holds", err) &&
        !add_columns(&s, element_column,
                     sizeof(element_column) / sizeof(*element_column), err) &&
        !coh_element_list(&m->shelf->store, put_element, s.writer, err))
        rc = coh_package_sheet_close(&s, err);
    coh_package_sheet_release(&s);
    return rc;
}

/* ---- when it was taken in ---- */

static const struct coh_descriptor_column collection_column[] = {
    {.name = "load",
     .title = "Load",
     .type = COH_TYPE_INTEGER,
     .required = 1,
     .key = 1},
    {OF_SOURCE},
    {.name = "day", .title = "Taken in on", .type = COH_TYPE_DATE},
    {.name = "layout", .title = "Layout"},
    {.name = "file", .title = "File"},
    {.name = "sha256", .title = "SHA-256 of the file"},
    {.name = "records", .title = "Records", .type = COH_TYPE_INTEGER},
    {.name = "used", .title = "Records used", .type = COH_TYPE_INTEGER},
    {.name = "by_rule",
     .title = "Without a result, by rule",
     .type = COH_TYPE_INTEGER},
    {.name = "set_aside", .title = "Set aside", .type = COH_TYPE_INTEGER},
};

/* A load that was undone, and the undo, are no collection. */
static int
put_collection(void *context, const struct coh_load_row *l,
               struct coh_error *err)
{
    struct coh_writer *w = context;
    const struct coh_span text[] = {l->source_id, l->day, l->layout, l->file,
                                    l->sha256};
    const size_t count[] = {l->records, l->used, l->by_rule, l->set_aside};
    size_t i;

    if (l->undone_by || l->undoes)
        return 0;
    if (coh_writer_count(w, (size_t)l->load, err))
        return -1;
    for (i = 0; i < sizeof(text) / sizeof(*text); i++)
        if (coh_writer_text(w, text[i], err))
            return -1;
    for (i = 0; i < sizeof(count) / sizeof(*count); i++)
        if (coh_writer_count(w, count[i], err))
            return -1;
    return coh_writer_row(w, err);
}

static int
put_collections(struct coh_package_making *m, struct coh_error *err)
{
    struct coh_package_sheet s;
    int rc = -1;

    if (!coh_package_sheet_open(&s, m, "collections", "collections.csv",
                                "The loads that stand", err) &&
        !add_columns(&s, collection_column,
                     sizeof(collection_column) / sizeof(*collection_column),
                     err) &&
        !coh_load_list(&m->shelf->store, put_collection, s.writer, err))
        rc = coh_package_sheet_close(&s, err);
    coh_package_sheet_release(&s);
    return rc;
}

/* ---- the whole ---- */

/* Nobody knows who may see it: then it goes nowhere. */
static int
refuse_unknown(const struct coh_inventory *inv, struct coh_error *err)
{
    struct coh_text names = COH_TEXT_INIT;
    size_t i;
    int rc = 0;

    for (i = 0; !rc && i < inv->n; i++) {
        const char *level =
            coh_entry_get(&inv->entry[i], COH_FIELD_ACCESS_LEVEL);

        if (!*level || !strcmp(level, "unknown"))
            rc = coh_text_format(
                &names, err, "%s%s", names.length ? ", " : "",
                coh_entry_get(&inv->entry[i], COH_FIELD_SOURCE_ID));
    }
    if (!rc && names.length)
        rc = coh_fail(err, COH_INPUT,
                      "access_level is unknown of %s: write who may see it "
                      "(cohort inventory set ID access_level=…), then export",
                      coh_text_get(&names));
    coh_text_release(&names);
    return rc;
}

static int
put_descriptor(struct coh_package_making *m, struct coh_error *err)
{
    struct coh_text json = COH_TEXT_INIT;
    const char *path = coh_package_path(m, "datapackage.json", err);
    int rc = -1;

    if (path && !coh_package_remember(m, path, err) &&
        !coh_descriptor_json(&m->descriptor, &json, err))
        rc = coh_file_write(path, coh_text_span(&json), err);
    coh_text_release(&json);
    return rc;
}

static int
put_all(struct coh_package_making *m, struct coh_error *err)
{
    const struct coh_inventory *inv = &m->shelf->inventory;
    size_t i;

    if (coh_package_folder_make(m, err) || put_sources(m, err))
        return -1;
    if (put_elements(m, err) || put_collections(m, err))
        return -1;
    for (i = 0; i < inv->n; i++)
        if (coh_package_data(m, &inv->entry[i], err))
            return -1;
    return put_descriptor(m, err) ? -1 : coh_package_folder_name(m, err);
}

int
coh_package_write(struct coh_shelf *shelf, const struct coh_package *package,
                  struct coh_notes *notes, struct coh_error *err)
{
    struct coh_package_making m = {
        .shelf = shelf,
        .package = package,
        .notes = notes,
        .descriptor = COH_DESCRIPTOR_INIT,
        .arena = COH_ARENA_INIT,
    };
    int rc = -1;

    m.descriptor.name = package->team;
    m.descriptor.title = package->team;
    m.descriptor.description =
        "The data inventory of a teaching team, with its data: "
        "children's records, not to leave the team";
    m.descriptor.created = package->today;
    if (!refuse_unknown(&shelf->inventory, err))
        rc = put_all(&m, err);
    coh_package_folder_remove(&m);
    coh_descriptor_release(&m.descriptor);
    coh_text_release(&m.folder);
    coh_text_release(&m.path);
    coh_text_release(&m.made);
    coh_arena_release(&m.arena);
    return rc;
}
