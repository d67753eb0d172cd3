/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/keep.h"

int
coh_intake_keep(const struct coh_intake_job *job, const struct coh_record *rec,
                enum coh_kept_role role, const char *reason,
                struct coh_error *err)
{
    const struct coh_keeper *keeper = job->options->keeper;
    const struct coh_kept kept = {
        .role = role,
        .line = rec->line,
        .cell = rec->n == job->header.n || rec->lines > 1 ? rec->cell : NULL,
        .n = rec->n,
        .raw = rec->raw,
        .cut = rec->cut,
        .reason = reason,
    };

    return keeper ? keeper->keep(keeper->context, &kept, err) : 0;
}

/* Is there a result that a blank cell gives only where others have a value? */
static int
asks_for_columns(const struct coh_intake_job *job)
{
    size_t i;

    for (i = 0; i < job->plan.results; i++)
        if (job->plan.result[i].rule->column &&
            !job->plan.result[i].rule->manner.skip_blank)
            return 1;
    return 0;
}

static int
keep_columns(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record columns = {.n = job->header.n};
    struct coh_span *cell;
    size_t i;
    int rc;

    if (!asks_for_columns(job))
        return 0;
    cell = coh_alloc_array(columns.n, sizeof(*cell), err);
    if (!cell)
        return -1;
    for (i = 0; i < columns.n; i++)
        cell[i] = coh_span_of(job->filled[i] ? "x" : "");
    columns.cell = cell;
    rc = coh_intake_keep(job, &columns, COH_KEPT_COLUMNS, NULL, err);
    coh_free(cell);
    return rc;
}

static int
keep_above(struct coh_intake_job *job, struct coh_error *err)
{
    const struct coh_keeper *keeper = job->options->keeper;
    size_t i;

    for (i = 0; i < job->first_preamble.n; i++) {
        const struct coh_preamble_row *row = &job->first_preamble.row[i];
        const struct coh_kept kept = {
            .role = COH_KEPT_ABOVE, .cell = row->cell, .n = row->n};

        if (keeper->keep(keeper->context, &kept, err))
            return -1;
    }
    return 0;
}

int
coh_intake_keep_start(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record header = {.n = job->header.n};

    if (job->evidence.day_first || job->evidence.month_first)
        job->account->date_order = job->order;
    if (!job->options->keeper)
        return 0;
    header.cell = job->header.name;
    return keep_above(job, err) ||
                   coh_intake_keep(job, &header, COH_KEPT_HEADER, NULL, err) ||
                   keep_columns(job, err)
               ? -1
               : 0;
}
