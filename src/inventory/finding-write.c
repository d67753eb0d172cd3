/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/finding-write.h"

#include <string.h>

static int
write_row(struct coh_writer *w, const struct coh_finding *f,
          struct coh_error *err)
{
    if (coh_writer_string(w, f->source_id, err) ||
        coh_writer_string(w, f->check, err) ||
        coh_writer_string(w, f->state, err))
        return -1;
    if (f->has_days ? coh_writer_count(w, (size_t)f->days, err)
                    : coh_writer_blank(w, err))
        return -1;
    return coh_writer_string(w, f->message, err) || coh_writer_row(w, err) ? -1
                                                                           : 0;
}

static int
add_columns(struct coh_writer *w, struct coh_error *err)
{
    static const char *const name[] = {"source_id", "check", "state", "days",
                                       "message"};
    size_t i;

    for (i = 0; i < sizeof(name) / sizeof(*name); i++)
        if (coh_writer_column(w, coh_span_of(name[i]),
                              !strcmp(name[i], "days") ? COH_COLUMN_NUMBER
                                                       : COH_COLUMN_TEXT,
                              err))
            return -1;
    return 0;
}

/* Some states say by themselves what they are of. */
static int
note_look(struct coh_notes *notes, const struct coh_finding *f,
          struct coh_error *err)
{
    const int speaks = !strcmp(f->check, "overdue") ||
                       !strcmp(f->check, "complete") ||
                       !strcmp(f->check, "use");

    return coh_notes_add(notes, COH_NOTE_LOOK, f->source_id, err,
                         "%s%s%s: needs a look", speaks ? "" : f->check,
                         speaks ? "" : " ", f->state);
}

int
coh_findings_write(const struct coh_findings *findings, int due, int all,
                   struct coh_notes *notes, struct coh_writer *w,
                   struct coh_error *err)
{
    size_t i;

    if (add_columns(w, err))
        return -1;
    for (i = 0; i < findings->n; i++) {
        const struct coh_finding *f = &findings->at[i];

        if (!due && !all && !strcmp(f->state, "no_date") &&
            coh_notes_add(notes, COH_NOTE_FACT, f->source_id, err,
                          "no due date, so never overdue"))
            return -1;
        if (due ? f->level != COH_FINDING_LOOK
                : !all && f->level == COH_FINDING_WELL)
            continue;
        if (f->level == COH_FINDING_LOOK && note_look(notes, f, err))
            return -1;
        if (write_row(w, f, err))
            return -1;
    }
    return 0;
}
