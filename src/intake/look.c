/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

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

int
coh_intake_role(struct coh_intake_job *job, const struct coh_record *rec,
                enum coh_intake_role *role, struct coh_error *err)
{
    size_t i;

    *role = COH_ROLE_STUDENT;
    if (is_blank(rec))
        *role = COH_ROLE_BLANK;
    for (i = 0; *role == COH_ROLE_STUDENT && i < job->plan.records; i++) {
        const struct coh_plan_record *r = &job->plan.record[i];
        struct coh_span s;

        if (coh_plan_field_value(&r->field, rec->cell, &job->text, &s, err))
            return -1;
        if ((s.length && r->rule->pattern &&
             coh_pattern_match(r->rule->pattern, s)) ||
            fits_any(r->rule->any, rec))
            *role = r->rule->is_max ? COH_ROLE_MAXIMA : COH_ROLE_SKIPPED;
    }
    return 0;
}

/* The record of maxima: what each result's column has there. It is kept as it
 * stands, for its decimal mark may be told by records behind it. */
static int
take_maxima(struct coh_intake_job *job, const struct coh_record *rec,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];
        struct coh_span s;

        if (!r->rule->max_from_row || r->max_score)
            continue;
        if (coh_plan_value(r, COH_RESULT_SCORE, rec->cell, &job->text, &s, err))
            return -1;
        if (r->rule->skip_max && coh_pattern_match(r->rule->skip_max, s)) {
            r->dropped = 1;
            continue;
        }
        coh_cell_mark_look(s, &r->marks);
        r->max_score = coh_copy_text(s.bytes, s.length, err);
        if (!r->max_score)
            return -1;
    }
    return 0;
}

static int
can_be_day(struct coh_span s)
{
    coh_date date;

    return coh_date_order_read(s, COH_ORDER_MDY, &date) == 0 ||
           coh_date_order_read(s, COH_ORDER_DMY, &date) == 0;
}

/* One date serves all results of most records: it is looked at once. */
static int
look_at_date(struct coh_intake_job *job, const struct coh_plan_result *r,
             const struct coh_record *rec, struct coh_span *before,
             struct coh_error *err)
{
    struct coh_span s;

    if (job->options->set[COH_RESULT_DATE])
        return 0;
    if (coh_plan_value(r, COH_RESULT_DATE, rec->cell, &job->text, &s, err))
        return -1;
    if (s.bytes != before->bytes || s.bytes == coh_text_get(&job->text)) {
        coh_date_order_look(s, &job->evidence);
        job->dates += s.length > 0;
        job->dates_read += can_be_day(s);
    }
    *before = s;
    return 0;
}

static int
look_at_student(struct coh_intake_job *job, const struct coh_record *rec,
                struct coh_error *err)
{
    struct coh_span s, before = {NULL, 0};
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (coh_plan_value(r, COH_RESULT_SCORE, rec->cell, &job->text, &s, err))
            return -1;
        r->filled += s.length > 0;
        coh_cell_mark_look(s, &r->marks);
        if (look_at_date(job, r, rec, &before, err))
            return -1;
    }
    return 0;
}

static int
read_through(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record rec;
    enum coh_intake_role role;

    for (;;) {
        if (coh_reader_next(job->reader, &rec, err))
            return -1;
        if (rec.end)
            return 0;
        if (rec.aside)
            continue;
        if (coh_intake_role(job, &rec, &role, err) ||
            (role == COH_ROLE_STUDENT && look_at_student(job, &rec, err)) ||
            (role == COH_ROLE_MAXIMA && take_maxima(job, &rec, err)))
            return -1;
        job->maxima += role == COH_ROLE_MAXIMA;
    }
}

/* Day and month: the option, what the dates show, the layout's rule. */
static int
decide_dates(struct coh_intake_job *job, struct coh_error *err)
{
    const struct coh_date_evidence *e = &job->evidence;

    if (job->dates && !job->dates_read)
        return coh_fail(err, COH_INPUT,
                        "none of its %zu dates can be read: write them as "
                        "2026-03-06, or give one with --set date=",
                        job->dates);
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
                        "%zu date%s as 3/4/2026 do%s not tell day from month: "
                        "say --date-order mdy or dmy",
                        e->either, e->either == 1 ? "" : "s",
                        e->either == 1 ? "es" : "");
    return 0;
}

static int
note_column(struct coh_intake_job *job, struct coh_span title, const char *what,
            struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    return coh_notes_add(job->notes, COH_NOTE_FACT,
                         coh_quote(title.bytes, title.length, quoted), err,
                         "%s: %s", coh_reader_name(job->reader), what);
}

/* Each column's own numbers tell its decimal mark; where they do not, those
 * of the whole file. A decimal comma is said. */
static int
decide_marks(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_mark_evidence all = {0, 0};
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        all.comma += job->plan.result[i].marks.comma;
        all.point += job->plan.result[i].marks.point;
    }
    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        r->mark =
            coh_cell_mark(r->marks.comma || r->marks.point ? &r->marks : &all);
        if (r->mark == COH_MARK_COMMA && r->marks.comma &&
            note_column(job, r->title,
                        "a column whose numbers have a decimal comma", err))
            return -1;
    }
    return 0;
}

/* Now that marks are known: the maxima as plain decimals. */
static int
read_maxima(struct coh_intake_job *job, struct coh_error *err)
{
    char plain[COH_PLAIN_SIZE];
    struct coh_cell cell;
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (!r->max_score)
            continue;
        coh_cell_score(
            coh_cell_plain(coh_span_of(r->max_score), r->mark, plain), NULL,
            &cell);
        coh_free(r->max_score);
        r->max_score = NULL;
        if (cell.status != COH_STATUS_SCORED)
            continue;
        r->max_score = coh_copy_text(cell.score, strlen(cell.score), err);
        if (!r->max_score)
            return -1;
    }
    return 0;
}

/* A layout that takes maxima from a record misses it: somebody deleted it. */
static int
miss_maxima(struct coh_intake_job *job, struct coh_error *err)
{
    const struct coh_layout *l = job->layout;
    size_t i;

    for (i = 0; i < l->records && !job->maxima; i++)
        if (l->record[i].is_max)
            return coh_notes_add(job->notes, COH_NOTE_LOOK, NULL, err,
                                 "%s: no record '%s': the scores have no "
                                 "maximum",
                                 coh_reader_name(job->reader),
                                 l->record[i].name);
    return 0;
}

/* Columns without a single value: not given yet, so nobody misses it. */
static int
name_blank_columns(struct coh_intake_job *job, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (r->dropped || r->filled || r->rule->skip_blank || !r->rule->column)
            continue;
        if (note_column(job, r->title,
                        "a column without any value gives no results", err))
            return -1;
    }
    return 0;
}

int
coh_intake_look(struct coh_intake_job *job, struct coh_error *err)
{
    if (read_through(job, err) || coh_layout_check_patterns(job->layout, err) ||
        decide_dates(job, err) || decide_marks(job, err) ||
        read_maxima(job, err))
        return -1;
    return coh_reader_counts(job->reader)->records
               ? miss_maxima(job, err) || name_blank_columns(job, err)
               : coh_notes_add(job->notes, COH_NOTE_FACT, NULL, err,
                               "%s: a header and nothing below it",
                               coh_reader_name(job->reader));
}
