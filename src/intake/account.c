/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/account.h"

#include <string.h>

/* A status in words: not_assigned is "not assigned". */
static int
add_status(struct coh_text *text, const char *before, size_t n,
           enum coh_status status, struct coh_error *err)
{
    const char *name = coh_status_name(status);
    size_t i;

    if (coh_text_format(text, err, "%s%zu ", before, n))
        return -1;
    for (i = 0; name[i]; i++)
        if (coh_text_add(text, name[i] == '_' ? " " : &name[i], 1, err))
            return -1;
    return 0;
}

/* "92 scored, 5 not assigned": those that occur. */
static int
add_statuses(struct coh_text *text, const struct coh_intake_account *a,
             const char *before, struct coh_error *err)
{
    int i;

    for (i = 0; i < COH_STATUSES; i++)
        if (a->status[i]) {
            if (add_status(text, before, a->status[i], (enum coh_status)i, err))
                return -1;
            before = ", ";
        }
    return 0;
}

int
coh_account_line(const struct coh_intake_account *a, const char *file,
                 struct coh_text *text, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    if (coh_text_format(text, err, "%-24s %-18s ",
                        coh_quote(file, strlen(file), quoted), a->layout) ||
        coh_text_format(text, err, "%zu record%s used", a->used,
                        a->used == 1 ? "" : "s") ||
        (a->by_rule && coh_text_format(text, err, ", %zu by rule", a->by_rule)))
        return -1;
    if (a->set_aside &&
        coh_text_format(text, err, ", %zu set aside", a->set_aside))
        return -1;
    if (a->of_notes)
        return coh_text_format(text, err, "; %zu note%s: %zu shareable",
                               a->results, a->results == 1 ? "" : "s",
                               a->shareable);
    if (coh_text_format(text, err, "; %zu result%s", a->results,
                        a->results == 1 ? "" : "s"))
        return -1;
    return add_statuses(text, a, ": ", err);
}

int
coh_account_columns(struct coh_writer *w, struct coh_error *err)
{
    static const char *const number[] = {
        "records", "used", "by_rule", "set_aside", "cells", "results", "blank"};
    size_t i;

    if (coh_writer_column(w, coh_span_of("file"), COH_COLUMN_TEXT, err) ||
        coh_writer_column(w, coh_span_of("layout"), COH_COLUMN_TEXT, err))
        return -1;
    for (i = 0; i < sizeof(number) / sizeof(*number); i++)
        if (coh_writer_column(w, coh_span_of(number[i]), COH_COLUMN_NUMBER,
                              err))
            return -1;
    return coh_writer_column(w, coh_span_of("statuses"), COH_COLUMN_TEXT, err);
}

int
coh_account_row(struct coh_writer *w, const char *file,
                const struct coh_intake_account *a, struct coh_error *err)
{
    const size_t number[] = {a->records, a->used,    a->by_rule, a->set_aside,
                             a->cells,   a->results, a->blank};
    struct coh_text text = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    if (coh_writer_string(w, file, err) || coh_writer_string(w, a->layout, err))
        return -1;
    for (i = 0; i < sizeof(number) / sizeof(*number); i++)
        if (coh_writer_count(w, number[i], err))
            return -1;
    if (a->of_notes ? coh_text_format(&text, err, "%zu shareable", a->shareable)
                    : add_statuses(&text, a, "", err))
        goto out;
    rc =
        coh_writer_text(w, coh_text_span(&text), err) || coh_writer_row(w, err);
out:
    coh_text_release(&text);
    return rc ? -1 : 0;
}
