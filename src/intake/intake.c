/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/intake.h"

#include <stdio.h>
#include <string.h>

#include "base/seen.h"
#include "intake/emit.h"

/* What a record is, before anything is read from it. */
enum role { STUDENT, SKIPPED, MAXIMA };

static enum role
role_of(const struct coh_intake_job *job, const struct coh_record *rec)
{
    const struct coh_layout *l = job->layout;
    size_t i, k;

    for (i = 0; i < l->records; i++) {
        const struct coh_layout_record *r = &l->record[i];
        enum role role = r->is_max ? MAXIMA : SKIPPED;
        size_t column = job->record_column[i];

        if (r->pattern && column < rec->n &&
            coh_pattern_match(r->pattern, rec->cell[column]))
            return role;
        for (k = 0; r->any && k < rec->n; k++)
            if (coh_pattern_match(r->any, coh_span_trim(rec->cell[k])))
                return role;
    }
    return STUDENT;
}

/* The record of maxima: what each result's column has there. */
static int
take_maxima(struct coh_intake_job *job, const struct coh_record *rec,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];
        struct coh_span s;
        struct coh_cell cell;

        if (!r->rule->max_from_row)
            continue;
        if (coh_plan_value(r, COH_RESULT_SCORE, rec->cell, &job->text, &s, err))
            return -1;
        if (r->rule->skip_max && coh_pattern_match(r->rule->skip_max, s)) {
            r->dropped = 1;
            continue;
        }
        coh_cell_score(s, NULL, &cell);
        if (cell.status != COH_STATUS_SCORED || r->max_score)
            continue;
        r->max_score = coh_copy_text(cell.score, strlen(cell.score), err);
        if (!r->max_score)
            return -1;
    }
    return 0;
}

/* The first reading of a student's record: dates, and what is filled. */
static int
look(struct coh_intake_job *job, const struct coh_record *rec,
     struct coh_error *err)
{
    struct coh_span s, before = {NULL, 0};
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (coh_plan_value(r, COH_RESULT_SCORE, rec->cell, &job->text, &s, err))
            return -1;
        r->filled += s.length > 0;
        if (coh_plan_value(r, COH_RESULT_DATE, rec->cell, &job->text, &s, err))
            return -1;
        /* One date serves all results of most records: look once. */
        if (s.bytes != before.bytes)
            coh_cell_date_look(s, &job->evidence);
        before = s;
    }
    return 0;
}

static int
first_reading(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record rec;

    for (;;) {
        if (coh_reader_next(job->reader, &rec, err))
            return -1;
        if (rec.end)
            return 0;
        if (rec.aside)
            continue;
        switch (role_of(job, &rec)) {
        case STUDENT:
            if (look(job, &rec, err))
                return -1;
            break;
        case MAXIMA:
            if (take_maxima(job, &rec, err))
                return -1;
            break;
        case SKIPPED:
            break;
        }
    }
}

/* Day and month: the option, what the dates show, the layout's rule. */
static int
decide_dates(struct coh_intake_job *job, struct coh_error *err)
{
    const struct coh_date_evidence *e = &job->evidence;

    job->order = job->options->date_order;
    if (job->order != COH_ORDER_UNKNOWN)
        return 0;
    if (e->day_first && e->month_first)
        return coh_fail(err, COH_INPUT,
                        "of the dates, %zu can only be day first and %zu only "
                        "month first: mend them, or say --date-order",
                        e->day_first, e->month_first);
    if (e->day_first || e->month_first)
        job->order = e->day_first ? COH_ORDER_DMY : COH_ORDER_MDY;
    else
        job->order = job->layout->date_order;
    if (job->order == COH_ORDER_UNKNOWN && e->either)
        return coh_fail(err, COH_INPUT,
                        "%zu dates as 3/4/2026 do not tell day from month: "
                        "say --date-order mdy or dmy",
                        e->either);
    return 0;
}

/* Columns without a single value: not given yet, so nobody misses it. */
static int
drop_blank_columns(struct coh_intake_job *job, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (r->dropped || r->filled || r->rule->skip_blank)
            continue;
        if (coh_notes_add(job->notes, COH_NOTE_FACT,
                          coh_quote(r->title.bytes, r->title.length, quoted),
                          err,
                          "%s: a column without any value gives no results",
                          coh_reader_name(job->reader)))
            return -1;
    }
    return 0;
}

static int
name_unused_columns(struct coh_intake_job *job, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < job->header.n; i++)
        if (!job->plan.named[i] &&
            coh_notes_add(job->notes, COH_NOTE_FACT,
                          coh_quote(job->header.name[i].bytes,
                                    job->header.name[i].length, quoted),
                          err, "%s: a column that no rule of layout %s names",
                          coh_reader_name(job->reader), job->layout->name))
            return -1;
    return 0;
}

static int
set_aside(struct coh_intake_job *job, const struct coh_record *rec,
          const char *reason, struct coh_error *err)
{
    char place[40];

    job->account->set_aside++;
    snprintf(place, sizeof(place), "line %zu", rec->line);
    if (coh_notes_add(job->notes, COH_NOTE_LOOK, place, err,
                      "%s: set aside, %s", coh_reader_name(job->reader),
                      reason))
        return -1;
    return job->sink->aside
               ? job->sink->aside(job->sink->context, rec->line,
                                  coh_span_of(reason), rec->raw, err)
               : 0;
}

/* The very same record again, when the layout says that this is no news. */
static int
is_repeat(struct coh_intake_job *job, const struct coh_record *rec, int *repeat,
          struct coh_error *err)
{
    uint64_t hash = 1;
    size_t i, times;

    *repeat = 0;
    if (!job->layout->drop_repeats)
        return 0;
    for (i = 0; i < rec->n; i++) {
        hash = coh_hash64(hash, rec->cell[i].bytes, rec->cell[i].length);
        hash = coh_hash64(hash, "\x1F", 1);
    }
    if (coh_seen_add(&job->records_seen, hash, &times, err))
        return -1;
    *repeat = times > 0;
    return 0;
}

static int
take_student(struct coh_intake_job *job, const struct coh_record *rec,
             struct coh_error *err)
{
    char place[40];
    const char *why = NULL;
    int repeat;

    if (is_repeat(job, rec, &repeat, err))
        return -1;
    if (repeat) {
        job->account->by_rule++;
        snprintf(place, sizeof(place), "line %zu", rec->line);
        return coh_notes_add(job->notes, COH_NOTE_FACT, place, err,
                             "%s: the same record again, counted once",
                             coh_reader_name(job->reader));
    }
    if (coh_intake_identify(job, rec, &why, err))
        return -1;
    if (why)
        return set_aside(job, rec, why, err);
    job->account->used++;
    return coh_intake_emit(job, rec, err);
}

static int
second_reading(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record rec;

    for (;;) {
        if (coh_reader_next(job->reader, &rec, err))
            return -1;
        if (rec.end)
            return 0;
        job->account->records++;
        if (rec.aside) {
            if (set_aside(job, &rec, rec.reason, err))
                return -1;
        } else if (role_of(job, &rec) != STUDENT) {
            job->account->by_rule++;
        } else if (take_student(job, &rec, err)) {
            return -1;
        }
    }
}

/* The header again: its width, and how the layout takes short records. */
static int
start_reading(struct coh_intake_job *job, struct coh_record *rec,
              struct coh_error *err)
{
    if (coh_reader_header(job->reader, rec, err))
        return -1;
    if (job->layout)
        coh_reader_set_pad_short(job->reader, job->layout->pad_short);
    return 0;
}

/* A roster is known by names and sections, and nothing that was measured. */
static int
is_roster(const struct coh_header *h)
{
    static const char *const sign[] = {"section", "grade", "state_id", "email",
                                       "active_from"};
    size_t i, found = 0;

    if (coh_header_seek(h, coh_span_of("student_id")) == h->n ||
        coh_header_seek(h, coh_span_of("name")) == h->n)
        return 0;
    for (i = 0; i < sizeof(sign) / sizeof(*sign); i++)
        found += coh_header_seek(h, coh_span_of(sign[i])) < h->n;
    return found >= 2;
}

static int
choose_layout(struct coh_intake_job *job, struct coh_error *err)
{
    const char *missing;

    if (!job->layout) {
        if (!coh_catalog_detect(job->options->catalog, &job->header,
                                &job->layout, err))
            return 0;
        if (is_roster(&job->header))
            return coh_fail(err, COH_INPUT,
                            "this is a roster: cohort roster import FILE");
        return -1;
    }
    if (coh_layout_score(job->layout, &job->header, &missing) == 0 && missing)
        return coh_fail(err, COH_INPUT, "layout %s needs a column '%.60s'",
                        job->layout->name, missing);
    return 0;
}

static int
prepare(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record rec;
    const struct coh_layout *l;
    size_t i;

    if (coh_header_copy(&job->header, job->first.cell, job->first.n, err) ||
        choose_layout(job, err) ||
        coh_plan_make(&job->plan, job->layout, &job->header, err))
        return -1;
    l = job->layout;
    job->account->layout = l->name;
    job->record_column =
        coh_alloc_array(l->records, sizeof(*job->record_column), err);
    if (!job->record_column)
        return -1;
    for (i = 0; i < l->records; i++)
        job->record_column[i] =
            l->record[i].column
                ? coh_header_seek(&job->header,
                                  coh_span_of(l->record[i].column))
                : job->header.n;
    coh_reader_set_pad_short(job->reader, l->pad_short);
    if (first_reading(job, err) || decide_dates(job, err) ||
        (job->sink->begin &&
         job->sink->begin(job->sink->context, job->layout, err)) ||
        coh_reader_rewind(job->reader, err) || start_reading(job, &rec, err))
        return -1;
    return drop_blank_columns(job, err) || name_unused_columns(job, err);
}

int
coh_intake_read(struct coh_reader *reader,
                const struct coh_intake_options *options,
                const struct coh_intake_sink *sink,
                struct coh_intake_account *account, struct coh_notes *notes,
                struct coh_error *err)
{
    struct coh_intake_job job = COH_INTAKE_JOB_INIT;
    int rc = -1;

    *account = (struct coh_intake_account){.layout = NULL};
    job.reader = reader;
    job.options = options;
    job.layout = options->layout;
    job.sink = sink;
    job.account = account;
    job.notes = notes;
    if (coh_reader_spool(reader, err) ||
        coh_reader_header(reader, &job.first, err))
        goto out;
    if (prepare(&job, err) || second_reading(&job, err)) {
        coh_error_context(err, "%s: ", coh_reader_name(reader));
        goto out;
    }
    rc = 0;
out:
    coh_intake_job_release(&job);
    return rc;
}

int
coh_intake_set(struct coh_intake_options *options, const char *text,
               struct coh_error *err)
{
    const char *equals = strchr(text, '=');
    struct coh_span name = {text, equals ? (size_t)(equals - text) : 0};
    int field = coh_result_column_find(name);

    if (!equals || field < 0 || field == COH_RESULT_STUDENT_ID ||
        field == COH_RESULT_SCORE || field == COH_RESULT_SOURCE)
        return coh_fail(err, COH_USAGE,
                        "--set '%.60s': write FIELD=VALUE with a field of a "
                        "result such as assessment, date or max_score",
                        text);
    options->set[field] = equals + 1;
    return 0;
}
