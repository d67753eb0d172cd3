/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/intake.h"

#include <stdio.h>
#include <string.h>

#include "base/seen.h"
#include "intake/emit.h"
#include "intake/field-note.h"
#include "intake/identify.h"
#include "intake/keep.h"

static int
is_ignored(const struct coh_intake_job *job, struct coh_span name)
{
    size_t i;

    for (i = 0; i < job->layout->ignore.n; i++)
        if (coh_pattern_match(job->layout->ignore.at[i], name))
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

int
coh_intake_next(struct coh_intake_job *job, struct coh_record *rec,
                struct coh_error *err)
{
    if (coh_reader_next(job->reader, rec, err))
        return -1;
    if (job->mended)
        job->reason = coh_mend_read(rec, job->header.n,
                                    coh_reader_delimiter(job->reader));
    return 0;
}

static int
set_aside(struct coh_intake_job *job, const struct coh_record *rec,
          const char *reason, struct coh_error *err)
{
    /* What was done to it still shows: see mend.h. */
    int as_before = job->mended &&
                    (rec->aside || reason == coh_intake_other_note) &&
                    coh_span_is(job->reason, reason);
    char place[40];

    job->account->set_aside++;
    snprintf(place, sizeof(place), "line %zu", rec->line);
    if (coh_notes_add(job->notes, COH_NOTE_LOOK, place, err,
                      "%s: set aside, %s%s", coh_reader_name(job->reader),
                      reason,
                      as_before ? " (where the record is right as it stands, "
                                  "clear its reason)"
                                : "") ||
        coh_intake_keep(job, rec, COH_KEPT_ASIDE, reason, err))
        return -1;
    return job->sink->aside
               ? job->sink->aside(job->sink->context, rec->line,
                                  coh_span_of(reason), rec->raw, err)
               : 0;
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
take_note(struct coh_intake_job *job, const struct coh_record *rec,
          struct coh_error *err)
{
    const char *why;

    if (coh_intake_field_notes(job, rec, &why, err))
        return -1;
    if (why)
        return set_aside(job, rec, why, err);
    job->account->used++;
    return note_padded(job, rec, err);
}

static int
take_student(struct coh_intake_job *job, const struct coh_record *rec,
             struct coh_error *err)
{
    const char *why;

    if (coh_intake_repeats(job, rec, &why, err))
        return -1;
    if (why)
        return skip(job, rec, why, err);
    if (job->layout->is == COH_LAYOUT_NOTES)
        return take_note(job, rec, err);
    if (coh_intake_refuse(job, &why, err) ||
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
    return role == COH_ROLE_MAXIMA || role == COH_ROLE_KEY
               ? coh_intake_keep(job, rec, COH_KEPT_RULE, NULL, err)
               : 0;
}

static int
second_reading(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record rec;

    coh_plan_fix(&job->plan, job->options->set);
    job->account->records = job->account->by_rule = job->above;
    for (;;) {
        if (coh_intake_next(job, &rec, err))
            return -1;
        if (rec.end)
            return 0;
        job->account->records++;
        if (rec.aside ? set_aside(job, &rec, rec.reason, err)
                      : take_record(job, &rec, err))
            return -1;
    }
}

/* Every result needs an assessment: from the file, the layout, or --set. */
static int
check_assessment(const struct coh_intake_job *job, struct coh_error *err)
{
    size_t i;

    if (job->options->set[COH_RESULT_ASSESSMENT] ||
        job->layout->is == COH_LAYOUT_NOTES)
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
        coh_span_of(coh_reader_sha256(job->reader)), job->mended,
        job->layout->is == COH_LAYOUT_NOTES};

    return job->sink->begin ? job->sink->begin(job->sink->context, &origin, err)
                            : 0;
}

/* Ids that nobody gave are said. */
static int
say_row_ids(struct coh_intake_job *job, struct coh_error *err)
{
    return job->layout->row_ids && !job->plan.ids && !job->plan.name.n
               ? coh_notes_add(job->notes, COH_NOTE_LOOK, NULL, err,
                               "%s: it has no ids: its students are row:1, "
                               "row:2, … and nobody's on the roster",
                               coh_reader_name(job->reader))
               : 0;
}

/* Does a rule take the file's name before anything that stands in the file? */
static int
takes_file_first(const struct coh_intake_job *job)
{
    size_t i;

    if (job->options->set[COH_RESULT_ASSESSMENT] ||
        job->layout->is == COH_LAYOUT_NOTES)
        return 0;
    for (i = 0; i < job->plan.results; i++)
        if (job->plan.result[i].field[COH_RESULT_ASSESSMENT].at[0].from_file)
            return 1;
    return 0;
}

/* An assessment that is called as the file is said: another file, another
 * name. */
static int
say_file(struct coh_intake_job *job, int it_is, struct coh_error *err)
{
    if (!it_is || job->file_said)
        return 0;
    job->file_said = 1;
    return coh_notes_add(job->notes, COH_NOTE_FACT, NULL, err,
                         "%s: named by the file, for nothing in it says which "
                         "assessment this is (--set assessment=)",
                         coh_reader_name(job->reader));
}

static int
prepare(struct coh_intake_job *job, struct coh_error *err)
{
    job->account->layout = job->layout->name;
    job->account->of_notes = job->layout->is == COH_LAYOUT_NOTES;
    job->account->date_order = COH_ORDER_UNKNOWN;
    return check_assessment(job, err) ||
                   say_file(job, takes_file_first(job), err) ||
                   say_row_ids(job, err) || coh_intake_restart(job, err) ||
                   coh_intake_look(job, err) || begin(job, err) ||
                   coh_intake_restart(job, err) ||
                   coh_intake_keep_start(job, err)
               ? -1
               : name_unused_columns(job, err);
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
    if (coh_reader_spool(reader, err) || coh_intake_open(&job, err))
        goto out;
    if (prepare(&job, err) || second_reading(&job, err) ||
        say_file(&job, job.says_file, err)) {
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
        COH_RESULT_MAX_SCORE,  COH_RESULT_SCALE,   COH_FIELD_AUTHOR_ROLE,
        COH_FIELD_SHAREABLE,
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
    int field = coh_layout_field_find(name);
    struct coh_decimal number;
    coh_date day;

    if (!equals || !may_be_set(field))
        return coh_fail(err, COH_USAGE,
                        "--set '%.60s': write FIELD=VALUE with assessment, "
                        "measure, item, date, term, attempt, max_score or "
                        "scale (of notes date, author_role or shareable)",
                        text);
    if (field == COH_RESULT_DATE &&
        coh_date_parse(coh_span_of(equals + 1), &day))
        return coh_fail(err, COH_USAGE,
                        "--set '%.60s': write the date as 2026-03-06", text);
    if (field == COH_RESULT_MAX_SCORE &&
        coh_decimal_parse(coh_span_of(equals + 1), &number) != COH_NUMBER_EXACT)
        return coh_fail(err, COH_USAGE, "--set '%.60s': not a number", text);
    if (field == COH_FIELD_SHAREABLE &&
        coh_field_note_shareable(coh_span_of(equals + 1)) < 0)
        return coh_fail(err, COH_USAGE, "--set '%.60s': say yes or no", text);
    if (field == COH_RESULT_ASSESSMENT && !equals[1])
        return coh_fail(err, COH_USAGE, "--set assessment: it needs a name");
    options->set[field] = equals + 1;
    return 0;
}

int
coh_intake_column(struct coh_intake_options *options, const char *text,
                  struct coh_error *err)
{
    const char *equals = strchr(text, '=');
    struct coh_span name = {text, equals ? (size_t)(equals - text) : 0};
    int field = coh_layout_field_find(name);

    if (!equals || !equals[1] || field < 0 || field == COH_RESULT_RAW ||
        field == COH_RESULT_SOURCE)
        return coh_fail(err, COH_USAGE,
                        "--column '%.60s': write FIELD=COLUMN, as score=Pts or "
                        "student_id='Pupil no'",
                        text);
    options->column[field] = equals + 1;
    return 0;
}
