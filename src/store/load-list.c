/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/load-list.h"

static int
put_load(struct coh_writer *w, int64_t load, struct coh_error *err)
{
    return load ? coh_writer_count(w, (size_t)load, err)
                : coh_writer_blank(w, err);
}

static int
put(void *context, const struct coh_load_row *l, struct coh_error *err)
{
    struct coh_writer *w = context;
    const struct coh_span text[] = {l->day, l->source_id, l->layout, l->file};
    const size_t count[] = {l->records,   l->used,      l->by_rule,
                            l->set_aside, l->added,     l->changed,
                            l->gone,      l->back,      l->unchanged,
                            l->repeated,  l->kept_apart};
    size_t i;

    if (coh_writer_count(w, (size_t)l->load, err))
        return -1;
    for (i = 0; i < sizeof(text) / sizeof(*text); i++)
        if (coh_writer_text(w, text[i], err))
            return -1;
    for (i = 0; i < sizeof(count) / sizeof(*count); i++)
        if (coh_writer_count(w, count[i], err))
            return -1;
    if (coh_writer_text(w, l->kept, err) ||
        coh_writer_text(w, l->reasons, err) || put_load(w, l->newer, err) ||
        put_load(w, l->undone_by, err) || put_load(w, l->undoes, err) ||
        coh_writer_text(w, l->sha256, err))
        return -1;
    return coh_writer_row(w, err);
}

int
coh_load_list_write(struct coh_store *store, struct coh_writer *writer,
                    struct coh_error *err)
{
    static const struct {
        const char *name;
        enum coh_column_kind kind;
    } column[] = {
        {"load", COH_COLUMN_NUMBER},      {"day", COH_COLUMN_TEXT},
        {"source", COH_COLUMN_TEXT},      {"layout", COH_COLUMN_TEXT},
        {"file", COH_COLUMN_TEXT},        {"records", COH_COLUMN_NUMBER},
        {"used", COH_COLUMN_NUMBER},      {"by_rule", COH_COLUMN_NUMBER},
        {"set_aside", COH_COLUMN_NUMBER}, {"added", COH_COLUMN_NUMBER},
        {"changed", COH_COLUMN_NUMBER},   {"gone", COH_COLUMN_NUMBER},
        {"back", COH_COLUMN_NUMBER},      {"unchanged", COH_COLUMN_NUMBER},
        {"repeated", COH_COLUMN_NUMBER},  {"kept_apart", COH_COLUMN_NUMBER},
        {"kept_ids", COH_COLUMN_TEXT},    {"reasons", COH_COLUMN_TEXT},
        {"newer", COH_COLUMN_NUMBER},     {"undone_by", COH_COLUMN_NUMBER},
        {"undoes", COH_COLUMN_NUMBER},    {"sha256", COH_COLUMN_TEXT},
    };
    size_t i;

    for (i = 0; i < sizeof(column) / sizeof(*column); i++)
        if (coh_writer_column(writer, coh_span_of(column[i].name),
                              column[i].kind, err))
            return -1;
    return coh_load_list(store, put, writer, err);
}
