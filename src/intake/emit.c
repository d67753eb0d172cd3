/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/emit.h"

#include <stdio.h>
#include <string.h>

#include "intake/settle.h"

/* Does anything stand where the result is read from? */
static int
is_there(struct coh_intake_job *job, const struct coh_plan_result *r,
         int *there, struct coh_error *err)
{
    static const int field[] = {COH_RESULT_SCORE, COH_RESULT_LEVEL,
                                COH_RESULT_RESPONSE};
    struct coh_span s;
    size_t i;

    *there = 0;
    for (i = 0; i < 3 && !*there; i++) {
        if (coh_plan_value(r, field[i], &job->row, &job->text, &s, err))
            return -1;
        *there = s.length > 0;
    }
    return 0;
}

/* Does the rule speak of this record at all? By `when`, what stands there must
 * fit when_like, or be there if that is all it says. */
static int
applies(struct coh_intake_job *job, const struct coh_plan_result *r, int *does,
        struct coh_error *err)
{
    const struct coh_plan_field *when = &r->field[COH_FIELD_WHEN];
    struct coh_span s;

    *does = 1;
    if (!r->rule->when_like && !when->n)
        return 0;
    if (!when->n && r->column < job->header.n)
        s = coh_span_trim(job->row.cell[r->column]);
    else if (coh_plan_field_value(when, &job->row, &job->text, &s, err))
        return -1;
    *does = r->rule->when_like ? coh_pattern_match(r->rule->when_like, s)
                               : s.length > 0;
    return 0;
}

int
coh_intake_refuse(struct coh_intake_job *job, const char **why,
                  struct coh_error *err)
{
    struct coh_span s;
    size_t i;
    int there = 0;

    if (job->options->set[COH_RESULT_ASSESSMENT])
        return 0;
    for (i = 0; i < job->plan.results && !*why; i++) {
        const struct coh_plan_result *r = &job->plan.result[i];

        if (r->dropped)
            continue;
        if (coh_plan_value(r, COH_RESULT_ASSESSMENT, &job->row, &job->text, &s,
                           err) ||
            (!s.length && (is_there(job, r, &there, err) ||
                           (there && applies(job, r, &there, err)))))
            return -1;
        if (!s.length && there)
            *why = "no assessment";
    }
    return 0;
}

/* Each field keeps its text in a buffer of its own until the sink is done. */
static int
get(struct coh_intake_job *job, const struct coh_plan_result *r, int field,
    struct coh_span *value, struct coh_error *err)
{
    const char *set = job->options->set[field];

    if (set) {
        *value = coh_span_of(set);
        return 0;
    }
    job->row.says_file =
        field == COH_RESULT_ASSESSMENT ? &job->says_file : NULL;
    return coh_plan_value(r, field, &job->row, &job->field[field], value, err);
}

/* The standard of an item, and what else the team's map says of it. */
static int
look_up_standard(struct coh_settle *s, struct coh_error *err)
{
    struct coh_intake_job *job = s->job;
    const struct coh_standard *hit;
    struct coh_span item = s->out.cell[COH_RESULT_ITEM];
    char place[COH_QUOTE_SIZE], quoted[COH_QUOTE_SIZE];

    if (!item.length || !job->options->standards)
        return 0;
    hit = coh_standards_find(job->options->standards,
                             s->out.cell[COH_RESULT_ASSESSMENT],
                             s->field[COH_FIELD_FORM], item);
    if (!hit) {
        snprintf(place, sizeof(place), "line %zu: %.60s", s->line,
                 coh_quote(item.bytes, item.length, quoted));
        return coh_notes_add(job->notes, COH_NOTE_FACT, place, err,
                             "%s: an item without a standard in the team's map",
                             coh_reader_name(job->reader));
    }
    if (hit->standard.length)
        s->out.cell[COH_RESULT_MEASURE] = hit->standard;
    if (!s->out.cell[COH_RESULT_MAX_SCORE].length)
        s->out.cell[COH_RESULT_MAX_SCORE] = hit->max_score;
    if (!s->out.cell[COH_RESULT_KEY].length)
        s->out.cell[COH_RESULT_KEY] = hit->key;
    return 0;
}

/* The hash of some of its cells. */
static uint64_t
hash_of(const struct coh_settle *s, const int *field, size_t n, uint64_t hash)
{
    size_t i;

    for (i = 0; i < n; i++) {
        struct coh_span text = s->out.cell[field[i]];

        /* 812 and 00812 are one student where the roster says so. */
        if (field[i] == COH_RESULT_STUDENT_ID && s->job->student.length)
            text = s->job->student;
        hash = coh_hash64(hash, text.bytes, text.length);
    }
    return hash;
}

/* By a rule that says so, the very same result again is no second one. */
static int
is_again(struct coh_settle *s, int *again, struct coh_error *err)
{
    int field[COH_RESULT_COLUMNS];
    size_t i, times = 0;

    *again = 0;
    if (!s->r->rule->manner.once)
        return 0;
    for (i = 0; i < COH_RESULT_COLUMNS; i++)
        field[i] = (int)i;
    if (coh_seen_add(&s->job->once_seen,
                     hash_of(s, field, COH_RESULT_COLUMNS, 3), &times, err))
        return -1;
    *again = times > 0;
    return 0;
}

/* A second result with the same natural key is the second attempt. */
static int
number_attempt(struct coh_settle *s, struct coh_error *err)
{
    static const int key[] = {COH_RESULT_STUDENT_ID, COH_RESULT_ASSESSMENT,
                              COH_RESULT_MEASURE,    COH_RESULT_ITEM,
                              COH_RESULT_DATE,       COH_RESULT_TERM,
                              COH_RESULT_SCALE};
    struct coh_intake_job *job = s->job;
    size_t times;

    if (!job->layout->number_attempts || s->out.cell[COH_RESULT_ATTEMPT].length)
        return 0;
    if (coh_seen_add(&job->keys_seen,
                     hash_of(s, key, sizeof(key) / sizeof(*key), 2), &times,
                     err))
        return -1;
    if (times) {
        snprintf(s->attempt, sizeof(s->attempt), "%zu", times + 1);
        s->out.cell[COH_RESULT_ATTEMPT] = coh_span_of(s->attempt);
    }
    return 0;
}

/* A companion of a packed cell, cut with it when it has as many parts. */
static int
cut_along(struct coh_settle *s, int field, struct coh_error *err)
{
    const struct coh_cut *cut = &s->r->rule->manner.packed;
    struct coh_intake_job *job = s->job;
    struct coh_span *cell = &s->out.cell[field];

    job->row.keep_blanks = 1;
    if (get(job, s->r, field, cell, err))
        return -1;
    job->row.keep_blanks = 0;
    *cell = coh_cut_count(cut, *cell) == s->parts
                ? coh_cut_part(cut, *cell, job->row.part_number)
                : coh_span_trim(*cell);
    return 0;
}

static int
cut_companions(struct coh_settle *s, struct coh_error *err)
{
    return cut_along(s, COH_RESULT_MAX_SCORE, err) ||
                   cut_along(s, COH_RESULT_SEM, err) ||
                   cut_along(s, COH_RESULT_PERCENTILE, err) ||
                   cut_along(s, COH_RESULT_LEVEL, err)
               ? -1
               : 0;
}

/* All fields but those that a packed cell is cut into. */
static int
fill_fields(struct coh_settle *s, struct coh_error *err)
{
    const struct coh_plan_result *r = s->r;
    struct coh_intake_job *job = s->job;
    struct coh_span term;
    size_t i;

    memcpy(s->out.cell, r->fixed, sizeof(s->out.cell));
    for (i = COH_RESULT_COLUMNS; i < COH_LAYOUT_FIELDS; i++)
        s->field[i] = r->fixed[i];
    for (i = 0; i < r->varies; i++) {
        int k = r->varying[i];

        if (get(job, r, k,
                k < COH_RESULT_COLUMNS ? &s->out.cell[k] : &s->field[k], err))
            return -1;
    }
    if (job->row.part_number && cut_companions(s, err))
        return -1;
    s->out.cell[COH_RESULT_STUDENT_ID] = job->id;
    s->out.cell[COH_RESULT_RESPONSE] = s->response;
    s->out.cell[COH_RESULT_KEY] = s->key;
    if (job->options->source.length)
        s->out.cell[COH_RESULT_SOURCE] = job->options->source;
    if (s->r->max_score && !s->out.cell[COH_RESULT_MAX_SCORE].length)
        s->out.cell[COH_RESULT_MAX_SCORE] = coh_span_of(s->r->max_score);
    if (!s->out.cell[COH_RESULT_MEASURE].length)
        s->out.cell[COH_RESULT_MEASURE] = coh_span_of("overall");
    term = s->out.cell[COH_RESULT_TERM];
    s->out.cell[COH_RESULT_TERM] =
        s->field[COH_FIELD_TERM_YEAR].length
            ? coh_cell_term_of(term, s->field[COH_FIELD_TERM_YEAR], s->term)
            : coh_last_term(&job->last, term);
    return look_up_standard(s, err);
}

/* One result: from the texts of its cell to the sink. */
static int
emit_one(struct coh_settle *s, struct coh_error *err)
{
    struct coh_intake_job *job = s->job;
    int again = 0;

    job->account->cells++;
    if (fill_fields(s, err) || coh_settle(s, err) ||
        (!s->nothing && is_again(s, &again, err)))
        return -1;
    if (!s->out.cell[COH_RESULT_ASSESSMENT].length) /* and nothing there */
        s->nothing = 1;
    if (s->nothing || again) {
        job->account->blank++;
        return 0;
    }
    if (number_attempt(s, err))
        return -1;
    if (coh_result_check(&s->out, err)) {
        coh_error_context(err, "line %zu: ", s->line);
        return -1;
    }
    job->account->status[s->cell.status]++;
    job->account->results++;
    return job->sink->result(job->sink->context, s->line, &s->out, job->student,
                             err);
}

/* ---- packed cells ---- */

/* Part number `at` of "Verbal|Quantitative", else the number itself. */
static struct coh_span
part_name(const char *names, size_t at, char number[24])
{
    static const struct coh_cut bars = {0, {"|", 1}};

    if (names)
        return coh_cut_part(&bars, coh_span_of(names), at);
    snprintf(number, 24, "%zu", at);
    return coh_span_of(number);
}

static int
emit_parts(struct coh_settle *s, size_t parts, struct coh_error *err)
{
    const struct coh_layout_manner *m = &s->r->rule->manner;
    const struct coh_span score = s->score, response = s->response,
                          key = s->key;
    struct coh_intake_job *job = s->job;
    char number[24];
    size_t i;

    for (i = 1; i <= parts; i++) {
        struct coh_settle one = *s;

        one.parts = parts;
        one.score = coh_cut_part(&m->packed, score, i);
        one.response = coh_cut_part(&m->packed, response, i);
        one.key = coh_cut_part(&m->packed, key, i);
        job->row.part = part_name(m->part_names, i, number);
        job->row.part_number = i;
        /* What is cut by another rule, {Letters|each 1}, is known only now. */
        if ((!response.length &&
             get(job, s->r, COH_RESULT_RESPONSE, &one.response, err)) ||
            (!key.length && get(job, s->r, COH_RESULT_KEY, &one.key, err)))
            return -1;
        if (emit_one(&one, err))
            return -1;
    }
    job->row.part = coh_span_of("");
    job->row.part_number = 0;
    return 0;
}

/* A cell that should have one part a name and has another number of them:
 * which is which cannot be told, so it stays whole. */
static int
emit_packed(struct coh_settle *s, struct coh_error *err)
{
    static const struct coh_cut bars = {0, {"|", 1}};
    const struct coh_layout_manner *m = &s->r->rule->manner;
    size_t parts = coh_cut_count(&m->packed, s->score), more;

    more = coh_cut_count(&m->packed, s->response);
    if (more > parts)
        parts = more;
    if (!parts) {
        s->job->account->cells++;
        s->job->account->blank++;
        return 0;
    }
    if (m->part_names &&
        !coh_cut_is_exact(&m->packed, s->score.length ? s->score : s->response,
                          coh_cut_count(&bars, coh_span_of(m->part_names)))) {
        s->unreadable = 1;
        return emit_one(s, err);
    }
    return emit_parts(s, parts, err);
}

static int
emit_result(struct coh_intake_job *job, const struct coh_plan_result *r,
            const struct coh_record *rec, struct coh_error *err)
{
    struct coh_settle s = {
        .job = job, .r = r, .line = rec->line, .out = COH_RESULT_INIT};
    int packed = coh_cut_is(&r->rule->manner.packed), does;

    if (applies(job, r, &does, err))
        return -1;
    if (!does) {
        job->account->cells++;
        job->account->blank++;
        return 0;
    }
    job->row.keep_blanks = packed;
    if (get(job, r, COH_RESULT_SCORE, &s.score, err) ||
        get(job, r, COH_RESULT_RESPONSE, &s.response, err) ||
        get(job, r, COH_RESULT_KEY, &s.key, err))
        return -1;
    job->row.keep_blanks = 0;
    if (coh_settle_is_blank(r->rule, s.score))
        s.score = coh_span_of("");
    if (!s.key.length && r->key)
        s.key = coh_span_of(r->key);
    return packed ? emit_packed(&s, err) : emit_one(&s, err);
}

int
coh_intake_emit(struct coh_intake_job *job, const struct coh_record *rec,
                struct coh_error *err)
{
    size_t i;

    for (i = 0; i < job->plan.results; i++)
        if (!job->plan.result[i].dropped &&
            emit_result(job, &job->plan.result[i], rec, err))
            return -1;
    return 0;
}

void
coh_intake_job_release(struct coh_intake_job *job)
{
    int i;

    coh_plan_release(&job->plan);
    coh_lookups_release(&job->lookups);
    coh_preamble_release(&job->first_preamble);
    coh_preamble_release(&job->later_preamble);
    coh_headings_release(&job->names);
    coh_header_release(&job->header);
    coh_free(job->filled);
    coh_seen_release(&job->records_seen);
    coh_seen_release(&job->keys_seen);
    coh_seen_release(&job->repeats_seen);
    coh_seen_release(&job->once_seen);
    coh_text_release(&job->name);
    coh_text_release(&job->text);
    for (i = 0; i < COH_LAYOUT_FIELDS; i++)
        coh_text_release(&job->field[i]);
}
