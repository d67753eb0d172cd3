/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_EMIT_H
#define COH_INTAKE_EMIT_H

#include "base/seen.h"
#include "intake/intake.h"
#include "intake/last.h"
#include "layout/lookup.h"
#include "layout/plan.h"

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
    size_t above; /* records above the header */
    struct coh_header header;
    struct coh_headings names;
    struct coh_preamble first_preamble; /* what stands above the header */
    struct coh_preamble later_preamble; /* of a block further down */
    int in_preamble; /* between the first line of a block and its header */
    struct coh_lookups lookups;
    int mended;             /* the file is one of rejects: see mend.h */
    struct coh_span reason; /* of this record of it */
    char *filled; /* columns with values, where a keeper asks; else NULL */
    struct coh_plan plan;
    int says_file;               /* an assessment has the file's name */
    int file_said;               /* and that was noted */
    struct coh_template_row row; /* the record under way */
    struct coh_date_evidence evidence;
    size_t dates, dates_read; /* seen; of a form that can be a day */
    size_t maxima;            /* records of maxima */
    int maxima_differ;        /* and a later one says something else */
    enum coh_date_order order;
    struct coh_last last;
    struct coh_seen records_seen, keys_seen, repeats_seen;
    struct coh_seen once_seen;
    size_t said_line;   /* the last date that was noted, as a hash (its text */
    uint64_t said_date; /* may be gone), so that it is noted once a record */
    struct coh_span id; /* of this record, as the file has it */
    struct coh_span student; /* the roster's id, or empty */
    struct coh_text name;    /* of this record's student, put together */
    char row_id[40];         /* where the layout has no ids */
    struct coh_text text;    /* scratch */
    struct coh_text field[COH_LAYOUT_FIELDS];
};

#define COH_INTAKE_JOB_INIT                                               \
    {                                                                     \
        .header = COH_HEADER_INIT, .names = COH_HEADINGS_INIT,            \
        .first_preamble = COH_PREAMBLE_INIT,                              \
        .later_preamble = COH_PREAMBLE_INIT, .lookups = COH_LOOKUPS_INIT, \
        .plan = COH_PLAN_INIT, .last = COH_LAST_INIT                      \
    }

/* What a record is, by the layout's rules. */
enum coh_intake_role {
    COH_ROLE_STUDENT,
    COH_ROLE_SKIPPED,  /* no result by rule */
    COH_ROLE_MAXIMA,   /* the points possible of each column */
    COH_ROLE_KEY,      /* the right answers */
    COH_ROLE_BLANK,    /* no cell holds anything */
    COH_ROLE_PREAMBLE, /* of a block further down: labels, or its header */
    COH_ROLE_COLUMNS,  /* of a mended file: which columns have values */
};

/* Choose header and layout from the first records, and stand behind the
 * header: job->layout, header, names, preamble, plan. */
int coh_intake_open(struct coh_intake_job *job,
                    struct coh_error *err) COH_MUST_CHECK;

/* Go back to the first record behind the header. */
int coh_intake_restart(struct coh_intake_job *job,
                       struct coh_error *err) COH_MUST_CHECK;

/* Make the record the one that templates are filled from. */
int coh_intake_turn_to(struct coh_intake_job *job, const struct coh_record *rec,
                       struct coh_error *err) COH_MUST_CHECK;

/* The next record of either reading: one of a mended file without the two
 * columns that are not the export's, and set aside where it still must be. */
int coh_intake_next(struct coh_intake_job *job, struct coh_record *rec,
                    struct coh_error *err) COH_MUST_CHECK;

int coh_intake_role(struct coh_intake_job *job, const struct coh_record *rec,
                    enum coh_intake_role *role,
                    struct coh_error *err) COH_MUST_CHECK;

/* Records that come again, by the layout's rule `repeats`: the first reading
 * counts them, the second asks whether this one counts; *why is NULL when it
 * does. */
int coh_intake_repeats_look(struct coh_intake_job *job,
                            const struct coh_record *rec,
                            struct coh_error *err) COH_MUST_CHECK;
int coh_intake_repeats(struct coh_intake_job *job, const struct coh_record *rec,
                       const char **why, struct coh_error *err) COH_MUST_CHECK;

/* The first reading: dates, decimal marks, maxima, columns without any value.
 * COH_INPUT when dates cannot be told. */
int coh_intake_look(struct coh_intake_job *job,
                    struct coh_error *err) COH_MUST_CHECK;

/* Why the record cannot give results although somebody's id stands in it, or
 * NULL: found before its first result goes out. */
int coh_intake_refuse(struct coh_intake_job *job, const char **why,
                      struct coh_error *err) COH_MUST_CHECK;

/* Hand all results of the record to the sink and count them. */
int coh_intake_emit(struct coh_intake_job *job, const struct coh_record *rec,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_intake_job_release(struct coh_intake_job *job);

#endif
