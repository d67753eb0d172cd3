/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_EMIT_H
#define COH_INTAKE_EMIT_H

#include "base/seen.h"
#include "intake/intake.h"
#include "intake/plan.h"

/*
 * What the rooms of intake share; nobody else includes this. look.c reads the
 * file through once and decides what its columns mean; emit.c turns one
 * student's record into results; intake.c goes through the records and keeps
 * the account.
 */

struct coh_intake_job {
    struct coh_reader *reader;
    const struct coh_intake_options *options;
    const struct coh_result_sink *sink;
    struct coh_intake_account *account;
    struct coh_notes *notes;
    const struct coh_layout *layout;
    struct coh_record first; /* the header */
    struct coh_header header;
    struct coh_plan plan;
    struct coh_date_evidence evidence;
    size_t dates, dates_read; /* seen; of a form that can be a day */
    size_t maxima;            /* records of maxima */
    enum coh_date_order order;
    struct coh_seen records_seen, keys_seen;
    struct coh_span id;      /* of this record, as the file has it */
    struct coh_span student; /* the roster's id, or empty */
    struct coh_text name;    /* of this record's student, put together */
    struct coh_text text;    /* scratch */
    struct coh_text field[COH_LAYOUT_FIELDS];
};

#define COH_INTAKE_JOB_INIT                              \
    {                                                    \
        .header = COH_HEADER_INIT, .plan = COH_PLAN_INIT \
    }

/* What a record is, by the layout's rules. */
enum coh_intake_role {
    COH_ROLE_STUDENT,
    COH_ROLE_SKIPPED, /* no result by rule */
    COH_ROLE_MAXIMA,  /* the points possible of each column */
    COH_ROLE_BLANK,   /* no cell holds anything */
};

int coh_intake_role(struct coh_intake_job *job, const struct coh_record *rec,
                    enum coh_intake_role *role,
                    struct coh_error *err) COH_MUST_CHECK;

/* The first reading: dates, decimal marks, maxima, columns without any value.
 * COH_INPUT when dates cannot be told. */
int coh_intake_look(struct coh_intake_job *job,
                    struct coh_error *err) COH_MUST_CHECK;

/* Why the record cannot give results although somebody's id stands in it, or
 * NULL: found before its first result goes out. */
int coh_intake_refuse(struct coh_intake_job *job, const struct coh_record *rec,
                      const char **why, struct coh_error *err) COH_MUST_CHECK;

/* Hand all results of the record to the sink and count them. */
int coh_intake_emit(struct coh_intake_job *job, const struct coh_record *rec,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_intake_job_release(struct coh_intake_job *job);

#endif
