/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_EMIT_H
#define COH_INTAKE_EMIT_H

#include "base/seen.h"
#include "intake/intake.h"
#include "intake/plan.h"

/*
 * From one student's record to its results: what intake.c does with each
 * record that it found to be one. Nobody else includes this.
 */

struct coh_intake_job {
    struct coh_reader *reader;
    const struct coh_intake_options *options;
    const struct coh_intake_sink *sink;
    struct coh_intake_account *account;
    struct coh_notes *notes;
    const struct coh_layout *layout;
    struct coh_record first; /* the header */
    struct coh_header header;
    struct coh_plan plan;
    size_t *record_column; /* of each [record] rule; header.n: none */
    struct coh_date_evidence evidence;
    enum coh_date_order order;
    struct coh_seen records_seen, keys_seen;
    struct coh_span id;      /* of this record, as the file has it */
    struct coh_span student; /* the roster's id, or empty */
    struct coh_text text;    /* scratch */
    struct coh_text field[COH_LAYOUT_FIELDS];
};

#define COH_INTAKE_JOB_INIT                              \
    {                                                    \
        .header = COH_HEADER_INIT, .plan = COH_PLAN_INIT \
    }

/* Who is it? Sets job->id and job->student; *why is set when the record
 * cannot be anybody's. */
int
coh_intake_identify(struct coh_intake_job *job, const struct coh_record *rec,
                    const char **why, struct coh_error *err) COH_MUST_CHECK;

/* Hand all results of the record to the sink and count them. */
int coh_intake_emit(struct coh_intake_job *job, const struct coh_record *rec,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_intake_job_release(struct coh_intake_job *job);

#endif
