/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/emit.h"

static int
is_blank(const struct coh_record *rec)
{
    size_t i;

    for (i = 0; i < rec->n; i++)
        if (coh_span_trim(rec->cell[i]).length)
            return 0;
    return 1;
}

static int
fits_any(struct coh_pattern *p, const struct coh_record *rec)
{
    size_t i;

    for (i = 0; p && i < rec->n; i++)
        if (coh_pattern_match(p, coh_span_trim(rec->cell[i])))
            return 1;
    return 0;
}

/* ---- blocks: preamble and header again ---- */

/* The header's own names: files that were put together repeat them. */
static int
is_header(const struct coh_intake_job *job, const struct coh_record *rec)
{
    size_t i;

    if (rec->n != job->header.n)
        return 0;
    for (i = 0; i < rec->n; i++)
        if (!coh_span_equal(coh_span_trim(rec->cell[i]), job->header.name[i]))
            return 0;
    return 1;
}

/* The label with which a block of this layout begins. */
static int
begins_block(const struct coh_intake_job *job, const struct coh_record *rec)
{
    const struct coh_preamble *above = &job->first_preamble;

    return job->layout->blocks && above->n && above->row[0].n &&
           above->row[0].cell[0].length &&
           coh_span_equal(coh_span_trim(rec->cell[0]), above->row[0].cell[0]);
}

/* One more line of a block's labels; its header ends them. */
static int
take_label(struct coh_intake_job *job, const struct coh_record *rec,
           struct coh_error *err)
{
    struct coh_preamble *later = &job->later_preamble;

    if (job->in_preamble && is_header(job, rec)) {
        job->in_preamble = 0;
        job->row.above = later;
        return 0;
    }
    if (!job->in_preamble)
        coh_preamble_release(later);
    job->in_preamble = 1;
    if (later->n == job->layout->preamble)
        return coh_fail(err, COH_INPUT,
                        "line %zu: a block without its header: the %zu lines "
                        "above are labels",
                        rec->line, later->n);
    return coh_preamble_add(later, rec->cell, rec->n, err);
}

/* ---- the layout's rules ---- */

static int
fits_rule(struct coh_intake_job *job, const struct coh_plan_record *r,
          const struct coh_record *rec, int *fits, struct coh_error *err)
{
    struct coh_span s;

    if (coh_plan_field_value(&r->field, &job->row, &job->text, &s, err))
        return -1;
    *fits = (s.length && r->rule->pattern &&
             coh_pattern_match(r->rule->pattern, s)) ||
            fits_any(r->rule->any, rec) ||
            (r->blank < job->header.n &&
             !coh_span_trim(rec->cell[r->blank]).length);
    return 0;
}

int
coh_intake_role(struct coh_intake_job *job, const struct coh_record *rec,
                enum coh_intake_role *role, struct coh_error *err)
{
    static const enum coh_intake_role of[] = {
        [COH_RECORD_SKIPPED] = COH_ROLE_SKIPPED,
        [COH_RECORD_MAXIMA] = COH_ROLE_MAXIMA,
        [COH_RECORD_KEY] = COH_ROLE_KEY,
    };
    size_t i;
    int fits;

    if (coh_intake_turn_to(job, rec, err))
        return -1;
    *role = COH_ROLE_COLUMNS;
    if (job->mended && coh_mend_is_columns(job->reason))
        return 0;
    *role = COH_ROLE_BLANK;
    if (is_blank(rec))
        return 0;
    *role = COH_ROLE_PREAMBLE;
    if (job->in_preamble || begins_block(job, rec))
        return take_label(job, rec, err);
    if (is_header(job, rec))
        return 0;
    for (i = 0; i < job->plan.records; i++) {
        if (fits_rule(job, &job->plan.record[i], rec, &fits, err))
            return -1;
        if (fits) {
            *role = of[job->plan.record[i].rule->role];
            return 0;
        }
    }
    *role = COH_ROLE_STUDENT;
    return 0;
}
