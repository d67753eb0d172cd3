/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/intake.h"

#include <stdio.h>
#include <string.h>

#include "base/seen.h"
#include "intake/emit.h"
#include "intake/identify.h"
#include "intake/roster-layout.h"

static int
is_ignored(const struct coh_intake_job *job, struct coh_span name)
{
    size_t i;

    for (i = 0; i < job->layout->ignores; i++)
        if (coh_pattern_match(job->layout->ignore[i], name))
            return 1;
    return 0;
}

static int
name_unused_columns(struct coh_intake_job *job, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < job->header.n; i++)
        if (!job->plan.named[i] && !is_ignored(job, job->header.name[i]) &&
            coh_notes_add(job->notes, COH_NOTE_FACT,
                          coh_quote(job->header.name[i].bytes,
                                    job->header.name[i].length, quoted),
                          err,
                          "%s: not read: a column that layout %s does not "
                          "know",
                          coh_reader_name(job->reader), job->layout->name))
            return -1;
    return coh_layout_check_patterns(job->layout, err);
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

/* Fewer fields than the header, and the layout says that this is no fault. */
static int
note_padded(struct coh_intake_job *job, const struct coh_record *rec,
            struct coh_error *err)
{
    char place[40];

    if (!rec->padded)
        return 0;
    snprintf(place, sizeof(place), "line %zu", rec->line);
    return coh_notes_add(job->notes, COH_NOTE_FACT, place, err,
                         "%s: a short record, its last fields taken as blank",
                         coh_reader_name(job->reader));
}

static int
skip(struct coh_intake_job *job, const struct coh_record *rec, const char *what,
     struct coh_error *err)
{
    char place[40];

    job->account->by_rule++;
    snprintf(place, sizeof(place), "line %zu", rec->line);
    return coh_notes_add(job->notes, COH_NOTE_FACT, place, err, "%s: %s",
                         coh_reader_name(job->reader), what);
}

static int
take_student(struct coh_intake_job *job, const struct coh_record *rec,
             struct coh_error *err)
{
    const char *why = NULL;
    int repeat;

    if (is_repeat(job, rec, &repeat, err))
        return -1;
    if (repeat)
        return skip(job, rec, "the same record again, counted once", err);
    if (coh_intake_refuse(job, rec, &why, err) ||
        (!why && coh_intake_identify(job, rec, &why, err)))
        return -1;
    if (why)
        return set_aside(job, rec, why, err);
    job->account->used++;
    return note_padded(job, rec, err) || coh_intake_emit(job, rec, err) ? -1
                                                                        : 0;
}

static int
take_record(struct coh_intake_job *job, const struct coh_record *rec,
            struct coh_error *err)
{
    enum coh_intake_role role;

    if (coh_intake_role(job, rec, &role, err))
        return -1;
    if (role == COH_ROLE_STUDENT)
        return take_student(job, rec, err);
    if (role == COH_ROLE_BLANK)
        return skip(job, rec, "a record without any value, passed over", err);
    job->account->by_rule++;
    return 0;
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
        if (rec.aside ? set_aside(job, &rec, rec.reason, err)
                      : take_record(job, &rec, err))
            return -1;
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
        if (is_roster(&job->header) || coh_roster_layout_fits(&job->header))
            return coh_fail(err, COH_INPUT,
                            "this is a roster: cohort roster import FILE");
        if (coh_header_seek(&job->header, coh_span_of("source_id")) <
            job->header.n)
            return coh_fail(
                err, COH_INPUT,
                "this is an inventory: cohort inventory import FILE");
        return -1;
    }
    if (coh_layout_score(job->layout, &job->header, &missing) == 0 && missing)
        return coh_fail(err, COH_INPUT, "layout %s needs a column '%.60s'",
                        job->layout->name, missing);
    return 0;
}

/* Every result needs an assessment: from the file, the layout, or --set. */
static int
check_assessment(const struct coh_intake_job *job, struct coh_error *err)
{
    size_t i;

    if (job->options->set[COH_RESULT_ASSESSMENT])
        return 0;
    for (i = 0; i < job->plan.results; i++)
        if (!job->plan.result[i].field[COH_RESULT_ASSESSMENT].n)
            return coh_fail(err, COH_INPUT,
                            "layout %s finds no assessment here: give it with "
                            "--set assessment='NAME'",
                            job->layout->name);
    return 0;
}

static int
begin(struct coh_intake_job *job, struct coh_error *err)
{
    const struct coh_result_origin origin = {
        coh_span_of(job->layout->name), coh_span_of(job->layout->main_scale),
        coh_span_of(coh_reader_sha256(job->reader))};

    return job->sink->begin ? job->sink->begin(job->sink->context, &origin, err)
                            : 0;
}

static int
prepare(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record rec;
    const struct coh_layout *l;

    if (coh_header_copy(&job->header, job->first.cell, job->first.n, err) ||
        choose_layout(job, err) ||
        coh_plan_make(&job->plan, job->layout, &job->header, err))
        return -1;
    l = job->layout;
    job->account->layout = l->name;
    coh_reader_set_pad_short(job->reader, l->pad_short);
    if (check_assessment(job, err) || coh_intake_look(job, err) ||
        begin(job, err) || coh_reader_rewind(job->reader, err) ||
        start_reading(job, &rec, err))
        return -1;
    return name_unused_columns(job, err);
}

int
coh_intake_read(struct coh_reader *reader,
                const struct coh_intake_options *options,
                const struct coh_result_sink *sink,
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

/* What may hold for all results of a file; not who, what was reached, and
 * what the file itself says of a cell. */
static int
may_be_set(int field)
{
    static const int may[] = {
        COH_RESULT_ASSESSMENT, COH_RESULT_MEASURE, COH_RESULT_ITEM,
        COH_RESULT_DATE,       COH_RESULT_TERM,    COH_RESULT_ATTEMPT,
        COH_RESULT_MAX_SCORE,  COH_RESULT_SCALE,
    };
    size_t i;

    for (i = 0; i < sizeof(may) / sizeof(*may); i++)
        if (field == may[i])
            return 1;
    return 0;
}

int
coh_intake_set(struct coh_intake_options *options, const char *text,
               struct coh_error *err)
{
    const char *equals = strchr(text, '=');
    struct coh_span name = {text, equals ? (size_t)(equals - text) : 0};
    int field = coh_result_column_find(name);
    struct coh_decimal number;
    coh_date day;

    if (!equals || !may_be_set(field))
        return coh_fail(err, COH_USAGE,
                        "--set '%.60s': write FIELD=VALUE with assessment, "
                        "measure, item, date, term, attempt, max_score or "
                        "scale",
                        text);
    if (field == COH_RESULT_DATE &&
        coh_date_parse(coh_span_of(equals + 1), &day))
        return coh_fail(err, COH_USAGE,
                        "--set '%.60s': write the date as 2026-03-06", text);
    if (field == COH_RESULT_MAX_SCORE &&
        coh_decimal_parse(coh_span_of(equals + 1), &number) != COH_NUMBER_EXACT)
        return coh_fail(err, COH_USAGE, "--set '%.60s': not a number", text);
    if (field == COH_RESULT_ASSESSMENT && !equals[1])
        return coh_fail(err, COH_USAGE, "--set assessment: it needs a name");
    options->set[field] = equals + 1;
    return 0;
}
