/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/emit.h"

#include <stdio.h>
#include <string.h>

int
coh_intake_refuse(struct coh_intake_job *job, const struct coh_record *rec,
                  const char **why, struct coh_error *err)
{
    struct coh_span s;
    size_t i;

    if (job->options->set[COH_RESULT_ASSESSMENT])
        return 0;
    for (i = 0; i < job->plan.results; i++) {
        const struct coh_plan_result *r = &job->plan.result[i];

        if (r->dropped)
            continue;
        if (coh_plan_value(r, COH_RESULT_ASSESSMENT, rec->cell, &job->text, &s,
                           err))
            return -1;
        if (!s.length)
            *why = "no assessment";
    }
    return 0;
}

/* Each field keeps its text in a buffer of its own until the sink is done. */
static int
get(struct coh_intake_job *job, const struct coh_plan_result *r, int field,
    const struct coh_record *rec, struct coh_span *value, struct coh_error *err)
{
    const char *set = job->options->set[field];

    if (set) {
        *value = coh_span_of(set);
        return 0;
    }
    return coh_plan_value(r, field, rec->cell, &job->field[field], value, err);
}

static int
note_cell(struct coh_intake_job *job, const struct coh_plan_result *r,
          const struct coh_record *rec, struct coh_span cell,
          enum coh_note_level level, const char *what, struct coh_error *err)
{
    char place[COH_QUOTE_SIZE + 60], quoted[COH_QUOTE_SIZE];
    char title[COH_QUOTE_SIZE];

    snprintf(place, sizeof(place), "line %zu: '%s'", rec->line,
             coh_quote(cell.bytes, cell.length, quoted));
    return coh_notes_add(job->notes, level, place, err, "%s: column '%s': %s",
                         coh_reader_name(job->reader),
                         coh_quote(r->title.bytes, r->title.length, title),
                         what);
}

static int
set_date(struct coh_intake_job *job, const struct coh_plan_result *r,
         const struct coh_record *rec, struct coh_result *out,
         char iso[COH_DATE_SIZE], struct coh_error *err)
{
    struct coh_span s = out->cell[COH_RESULT_DATE];
    coh_date date;

    if (!s.length)
        return 0;
    if (coh_date_order_read(s, job->order, &date)) {
        out->cell[COH_RESULT_DATE] = coh_span_of("");
        return note_cell(job, r, rec, s, COH_NOTE_LOOK,
                         "not a date, left blank", err);
    }
    /* Ten characters that are an ISO date are already as they must be. */
    if (s.length != 10 || coh_date_parse(s, &date))
        out->cell[COH_RESULT_DATE] = coh_span_of(coh_date_text(date, iso));
    return 0;
}

/* Companion numbers: what is none is left blank and said. */
static int
clean_number(struct coh_intake_job *job, const struct coh_plan_result *r,
             const struct coh_record *rec, struct coh_result *out, int field,
             char text[COH_NUMBER_SIZE], struct coh_error *err)
{
    struct coh_span s = out->cell[field];
    char plain[COH_PLAIN_SIZE];
    struct coh_cell cell;

    if (!s.length)
        return 0;
    coh_cell_score(coh_cell_plain(s, r->mark, plain), NULL, &cell);
    out->cell[field] = coh_span_of("");
    if (cell.status != COH_STATUS_SCORED)
        return note_cell(job, r, rec, s, COH_NOTE_LOOK,
                         "a maximum or standard error that is not a number, "
                         "left blank",
                         err);
    memcpy(text, cell.score, COH_NUMBER_SIZE);
    out->cell[field] = coh_span_of(text);
    return 0;
}

/* The standard of an item, and what else the team's map says of it. */
static int
look_up_standard(struct coh_intake_job *job, const struct coh_record *rec,
                 struct coh_result *out, struct coh_span form,
                 struct coh_error *err)
{
    const struct coh_standard *hit;
    struct coh_span item = out->cell[COH_RESULT_ITEM];
    char place[COH_QUOTE_SIZE], quoted[COH_QUOTE_SIZE];

    if (!item.length || !job->options->standards)
        return 0;
    hit = coh_standards_find(job->options->standards,
                             out->cell[COH_RESULT_ASSESSMENT], form, item);
    if (!hit) {
        snprintf(place, sizeof(place), "line %zu: %.60s", rec->line,
                 coh_quote(item.bytes, item.length, quoted));
        return coh_notes_add(job->notes, COH_NOTE_FACT, place, err,
                             "%s: an item without a standard in the team's map",
                             coh_reader_name(job->reader));
    }
    if (hit->standard.length)
        out->cell[COH_RESULT_MEASURE] = hit->standard;
    if (!out->cell[COH_RESULT_MAX_SCORE].length)
        out->cell[COH_RESULT_MAX_SCORE] = hit->max_score;
    if (!out->cell[COH_RESULT_KEY].length)
        out->cell[COH_RESULT_KEY] = hit->key;
    return 0;
}

/* A second result with the same natural key is the second attempt. */
static int
number_attempt(struct coh_intake_job *job, struct coh_result *out,
               char text[COH_NUMBER_SIZE], struct coh_error *err)
{
    static const int key[] = {COH_RESULT_STUDENT_ID, COH_RESULT_ASSESSMENT,
                              COH_RESULT_MEASURE,    COH_RESULT_ITEM,
                              COH_RESULT_DATE,       COH_RESULT_TERM,
                              COH_RESULT_SCALE};
    uint64_t hash = 2;
    size_t i, times;

    if (!job->layout->number_attempts || out->cell[COH_RESULT_ATTEMPT].length)
        return 0;
    for (i = 0; i < sizeof(key) / sizeof(*key); i++) {
        struct coh_span s = out->cell[key[i]];

        /* 812 and 00812 are one student where the roster says so. */
        if (key[i] == COH_RESULT_STUDENT_ID && job->student.length)
            s = job->student;
        hash = coh_hash64(hash, s.bytes, s.length);
        hash = coh_hash64(hash, "\x1F", 1);
    }
    if (coh_seen_add(&job->keys_seen, hash, &times, err))
        return -1;
    if (times) {
        snprintf(text, COH_NUMBER_SIZE, "%zu", times + 1);
        out->cell[COH_RESULT_ATTEMPT] = coh_span_of(text);
    }
    return 0;
}

/* Texts that must live until the sink has taken the result. */
struct buffers {
    char iso[COH_DATE_SIZE], term[64], attempt[COH_NUMBER_SIZE];
    char max_score[COH_NUMBER_SIZE], sem[COH_NUMBER_SIZE];
    char plain[COH_PLAIN_SIZE];
    struct coh_cell cell;
};

static int
fill_fields(struct coh_intake_job *job, const struct coh_plan_result *r,
            const struct coh_record *rec, struct coh_result *out,
            struct coh_span *form, struct buffers *b, struct coh_error *err)
{
    int i;

    for (i = 0; i < COH_LAYOUT_FIELDS; i++) {
        struct coh_span *into = i == COH_FIELD_FORM ? form : &out->cell[i];

        if (i == COH_RESULT_SCORE)
            continue;
        if (get(job, r, i, rec, into, err))
            return -1;
    }
    out->cell[COH_RESULT_STUDENT_ID] = job->id;
    if (job->options->source.length)
        out->cell[COH_RESULT_SOURCE] = job->options->source;
    if (r->max_score && !out->cell[COH_RESULT_MAX_SCORE].length)
        out->cell[COH_RESULT_MAX_SCORE] = coh_span_of(r->max_score);
    if (!out->cell[COH_RESULT_MEASURE].length)
        out->cell[COH_RESULT_MEASURE] = coh_span_of("overall");
    out->cell[COH_RESULT_TERM] =
        coh_cell_term(out->cell[COH_RESULT_TERM], b->term);
    if (set_date(job, r, rec, out, b->iso, err) ||
        look_up_standard(job, rec, out, *form, err) ||
        clean_number(job, r, rec, out, COH_RESULT_MAX_SCORE, b->max_score,
                     err) ||
        clean_number(job, r, rec, out, COH_RESULT_SEM, b->sem, err))
        return -1;
    return number_attempt(job, out, b->attempt, err);
}

/* What the file says of the result and what the cell shows, as one status.
 * Where they contradict each other nothing is a score, and it is said. */
static int
settle(struct coh_intake_job *job, const struct coh_plan_result *r,
       const struct coh_record *rec, const struct coh_result *out,
       struct coh_span text, struct coh_cell *cell, struct coh_error *err)
{
    struct coh_span told = out->cell[COH_RESULT_STATUS];
    int by_level = !text.length && out->cell[COH_RESULT_LEVEL].length > 0;
    int status = told.length ? coh_status_find(told) : (int)cell->status;
    const char *what = NULL;

    if (status < 0) {
        status = COH_STATUS_UNPARSED;
        cell->keep_raw = text.length > 0;
        what = "not a known status, kept as unparsed";
        text = told;
    } else if (by_level && !told.length) {
        status = COH_STATUS_SCORED; /* a level alone is a result too */
    } else if (told.length && status == COH_STATUS_SCORED && !by_level &&
               cell->status != COH_STATUS_SCORED) {
        status = (int)cell->status;
        what = "no score, although the status is scored";
    } else if (told.length && status != COH_STATUS_SCORED && text.length) {
        cell->keep_raw = 1;
        what = "a score, although the status says that there is none";
    } else if (!told.length && status == COH_STATUS_UNPARSED) {
        what = "not a score, kept as unparsed";
    } else if (!told.length && status == COH_STATUS_CORRUPT_EXCEL) {
        what = "a spreadsheet changed what stood here, kept as corrupt";
    }
    cell->status = (enum coh_status)status;
    return what ? note_cell(job, r, rec, text, COH_NOTE_LOOK, what, err) : 0;
}

/* "51%" of a known maximum is that many points; else it stays a percent. */
static void
settle_percent(struct coh_result *out, struct coh_cell *cell)
{
    const struct coh_decimal hundredth = {.mantissa = 1, .scale = 2};
    struct coh_decimal percent, max;

    if (!cell->percent)
        return;
    if (coh_decimal_parse(coh_span_of(cell->score), &percent) ==
            COH_NUMBER_EXACT &&
        coh_decimal_parse(out->cell[COH_RESULT_MAX_SCORE], &max) ==
            COH_NUMBER_EXACT &&
        !coh_decimal_multiply(percent, max, &percent) &&
        !coh_decimal_multiply(percent, hundredth, &percent))
        coh_decimal_text(coh_decimal_reduce(percent), cell->score);
    else
        out->cell[COH_RESULT_SCALE] = coh_span_of("percent");
}

/* Scores that cannot be, or can hardly be: taken as they stand, and said. */
static int
doubt_score(struct coh_intake_job *job, const struct coh_plan_result *r,
            const struct coh_record *rec, const struct coh_result *out,
            struct coh_span text, struct coh_error *err)
{
    struct coh_decimal score, max;

    if (coh_decimal_parse(out->cell[COH_RESULT_SCORE], &score) !=
            COH_NUMBER_EXACT ||
        coh_decimal_parse(out->cell[COH_RESULT_MAX_SCORE], &max) !=
            COH_NUMBER_EXACT)
        return 0;
    if (score.mantissa < 0)
        return note_cell(job, r, rec, text, COH_NOTE_LOOK, "a score below 0",
                         err);
    if (coh_decimal_compare(score, max) > 0)
        return note_cell(job, r, rec, text, COH_NOTE_FACT,
                         "a score above its maximum", err);
    return 0;
}

/* Put score, status and raw text in. */
static int
fill_score(struct coh_intake_job *job, const struct coh_plan_result *r,
           const struct coh_record *rec, struct coh_result *out,
           struct coh_span text, struct coh_cell *cell, struct coh_error *err)
{
    if (settle(job, r, rec, out, text, cell, err))
        return -1;
    if (cell->max_score[0])
        out->cell[COH_RESULT_MAX_SCORE] = coh_span_of(cell->max_score);
    settle_percent(out, cell);
    out->cell[COH_RESULT_SCORE] =
        coh_span_of(cell->status == COH_STATUS_SCORED ? cell->score : "");
    if (cell->keep_raw && !out->cell[COH_RESULT_RAW].length)
        out->cell[COH_RESULT_RAW] = text;
    out->cell[COH_RESULT_STATUS] = coh_span_of(coh_status_name(cell->status));
    job->account->status[cell->status]++;
    return doubt_score(job, r, rec, out, text, err);
}

/* Is the cell one of those that give no result? */
static int
gives_nothing(const struct coh_plan_result *r, struct coh_span score)
{
    if (score.length)
        return 0;
    return r->rule->skip_blank || (!r->filled && r->rule->column);
}

static int
emit_one(struct coh_intake_job *job, const struct coh_plan_result *r,
         const struct coh_record *rec, struct coh_error *err)
{
    struct coh_result out = COH_RESULT_INIT;
    struct coh_span score, form = {"", 0};
    struct buffers b;

    job->account->cells++;
    if (coh_plan_value(r, COH_RESULT_SCORE, rec->cell, &job->text, &score, err))
        return -1;
    if (gives_nothing(r, score)) {
        job->account->blank++;
        return 0;
    }
    coh_cell_score(coh_cell_plain(score, r->mark, b.plain), r->rule, &b.cell);
    if (fill_fields(job, r, rec, &out, &form, &b, err) ||
        fill_score(job, r, rec, &out, score, &b.cell, err))
        return -1;
    if (coh_result_check(&out, err)) {
        coh_error_context(err, "line %zu: ", rec->line);
        return -1;
    }
    job->account->results++;
    return job->sink->result(job->sink->context, rec->line, &out, job->student,
                             err);
}

int
coh_intake_emit(struct coh_intake_job *job, const struct coh_record *rec,
                struct coh_error *err)
{
    size_t i;

    for (i = 0; i < job->plan.results; i++)
        if (!job->plan.result[i].dropped &&
            emit_one(job, &job->plan.result[i], rec, err))
            return -1;
    return 0;
}

void
coh_intake_job_release(struct coh_intake_job *job)
{
    int i;

    coh_plan_release(&job->plan);
    coh_header_release(&job->header);
    coh_seen_release(&job->records_seen);
    coh_seen_release(&job->keys_seen);
    coh_text_release(&job->name);
    coh_text_release(&job->text);
    for (i = 0; i < COH_LAYOUT_FIELDS; i++)
        coh_text_release(&job->field[i]);
}
