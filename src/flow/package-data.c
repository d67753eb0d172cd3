/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "flow/package-internal.h"
#include "result/write.h"
#include "store/element.h"
#include "store/select.h"
#include "store/show-note.h"

static const char *status_words[COH_STATUSES + 1];

static const struct {
    enum coh_descriptor_type type;
    int required;
} result_column[COH_RESULT_COLUMNS] = {
    [COH_RESULT_STUDENT_ID] = {COH_TYPE_STRING, 1},
    [COH_RESULT_ASSESSMENT] = {COH_TYPE_STRING, 1},
    [COH_RESULT_MEASURE] = {COH_TYPE_STRING, 1},
    [COH_RESULT_DATE] = {COH_TYPE_DATE, 0},
    [COH_RESULT_SCORE] = {COH_TYPE_NUMBER, 0},
    [COH_RESULT_MAX_SCORE] = {COH_TYPE_NUMBER, 0},
    [COH_RESULT_SEM] = {COH_TYPE_NUMBER, 0},
    [COH_RESULT_STATUS] = {COH_TYPE_STRING, 1},
};

static int
describe_results(struct coh_package_sheet *s, struct coh_error *err)
{
    int i;

    for (i = 0; i < COH_STATUSES; i++)
        status_words[i] = coh_status_name((enum coh_status)i);
    for (i = 0; i < COH_RESULT_COLUMNS; i++) {
        struct coh_descriptor_column c = {
            .name = coh_result_column_name((enum coh_result_column)i),
            .type = result_column[i].type,
            .required = result_column[i].required,
        };

        if (i == COH_RESULT_STATUS)
            c.word = status_words;
        if (i == COH_RESULT_SOURCE) {
            c.refers = "inventory";
            c.refers_column = "source_id";
        }
        if (coh_descriptor_column(s->file, &c, err))
            return -1;
    }
    return coh_result_write_columns(s->writer, err);
}

static int
put_result(void *context, const struct coh_select_row *row,
           struct coh_error *err)
{
    struct coh_package_sheet *s = context;

    return coh_result_write(s->writer, &row->result, err) ||
                   coh_writer_row(s->writer, err)
               ? -1
               : 0;
}

/* All that stands: every measure, scale and item, of every student. */
static int
put_results(struct coh_package_sheet *s, struct coh_span source, int items,
            struct coh_error *err)
{
    struct coh_select query = COH_SELECT_INIT;

    query.source = source;
    query.measure = coh_span_of("all");
    query.scale = coh_span_of("all");
    query.items = items;
    query.everyone = 1;
    query.day = s->m->package->today;
    return coh_select_run(&s->m->shelf->store, &query, put_result, s, NULL,
                          err);
}

/* Which sources have results. */
struct holding {
    struct coh_span source;
    int found;
};

static int
look_for(void *context, const struct coh_element *e, struct coh_error *err)
{
    struct holding *h = context;

    (void)err;
    h->found |= coh_span_equal(e->source_id, h->source);
    return 0;
}

/* "map-growth" and "data/map-growth.csv", in the arena; a name is in lower
 * case, and no two may be alike in it. */
static int
name_data(struct coh_package_making *m, const char *id, const char *of,
          const char **name, const char **path, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT, p = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    if (coh_text_add_string(&t, "data-", err) ||
        coh_descriptor_name(&t, coh_span_of(id), err) ||
        coh_text_add_string(&t, of, err))
        goto out;
    for (i = 0; i < m->descriptor.files; i++)
        if (!strcmp(m->descriptor.file[i]->name, coh_text_get(&t)) &&
            coh_text_format(&t, err, "-%zu", m->descriptor.files))
            goto out;
    if (coh_text_format(&p, err, "data/%s.csv", coh_text_get(&t) + 5))
        goto out;
    *name = coh_arena_text(&m->arena, t.bytes, t.length, err);
    *path = coh_arena_text(&m->arena, p.bytes, p.length, err);
    rc = *name && *path ? 0 : -1;
out:
    coh_text_release(&t);
    coh_text_release(&p);
    return rc;
}

static int
put_tidy(struct coh_package_making *m, const struct coh_entry *e,
         struct coh_span source, struct coh_error *err)
{
    struct coh_package_sheet s = {.out = COH_OUT_INIT};
    const char *name, *path;
    int rc = -1;

    if (!coh_package_folder_data(m, err) &&
        !name_data(m, source.bytes, "", &name, &path, err) &&
        !coh_package_sheet_open(&s, m, name, path,
                                coh_entry_get(e, COH_FIELD_TITLE), err) &&
        !describe_results(&s, err) && !put_results(&s, source, 0, err) &&
        !put_results(&s, source, 1, err))
        rc = coh_package_sheet_close(&s, err);
    coh_package_sheet_release(&s);
    return rc;
}

/* ---- notes ---- */

static const char *const yes_no[] = {"yes", "no", NULL};

static const struct coh_descriptor_column note_column[] = {
    {.name = "student_id", .required = 1},
    {.name = "date", .type = COH_TYPE_DATE},
    {.name = "author_role"},
    {.name = "source",
     .required = 1,
     .refers = "inventory",
     .refers_column = "source_id"},
    {.name = "text"},
    {.name = "codes", .description = "several are split by ;"},
    {.name = "shareable", .word = yes_no},
    {.name = "note", .title = "By this a page quotes it", .required = 1},
    {.name = "load", .type = COH_TYPE_INTEGER},
    {.name = "line", .type = COH_TYPE_INTEGER},
};

/* What a source has in words; nothing when it has none. */
static int
put_notes(struct coh_package_making *m, const struct coh_entry *e, size_t notes,
          struct coh_error *err)
{
    const char *id = coh_entry_get(e, COH_FIELD_SOURCE_ID);
    struct coh_show_note show = {.query = COH_SELECT_INIT};
    struct coh_package_sheet s = {.out = COH_OUT_INIT};
    struct coh_trace trace = COH_TRACE_INIT;
    const char *name, *path;
    size_t i;
    int rc = -1;

    if (!notes)
        return 0;
    show.query.source = coh_span_of(id);
    show.query.everyone = 1;
    show.query.day = m->package->today;
    if (coh_package_folder_data(m, err) ||
        name_data(m, id, "-notes", &name, &path, err) ||
        coh_package_sheet_open(&s, m, name, path,
                               coh_entry_get(e, COH_FIELD_TITLE), err))
        goto out;
    for (i = 0; i < sizeof(note_column) / sizeof(*note_column); i++)
        if (coh_descriptor_column(s.file, &note_column[i], err))
            goto out;
    if (!coh_show_note_run(&m->shelf->store, &show, s.writer, &trace, NULL,
                           err))
        rc = coh_package_sheet_close(&s, err);
out:
    coh_trace_release(&trace);
    coh_package_sheet_release(&s);
    return rc;
}

/* ---- a source ---- */

int
coh_package_data(struct coh_package_making *m, const struct coh_entry *e,
                 struct coh_error *err)
{
    const char *id = coh_entry_get(e, COH_FIELD_SOURCE_ID);
    struct holding held = {coh_span_of(id), 0};
    size_t notes;

    if (coh_element_list(&m->shelf->store, look_for, &held, err) ||
        coh_element_notes(&m->shelf->store, held.source, &notes, err))
        return -1;
    if (!held.found && !notes)
        return coh_notes_add(m->notes, COH_NOTE_FACT, id, err,
                             "no results or notes in the store, so no data");
    if (held.found && put_tidy(m, e, held.source, err))
        return -1;
    return put_notes(m, e, notes, err);
}
