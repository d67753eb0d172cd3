/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "intake/emit.h"

/* Two maxima that cannot both be meant. */
static int
differ(struct coh_span a, struct coh_span b)
{
    struct coh_decimal x, y;

    if (!a.length || !b.length)
        return 0;
    if (coh_decimal_parse(a, &x) != COH_NUMBER_EXACT ||
        coh_decimal_parse(b, &y) != COH_NUMBER_EXACT)
        return !coh_span_equal(a, b);
    return coh_decimal_compare(x, y) != 0;
}

/* The record of maxima: what each result's column has there. It is kept as it
 * stands, for its decimal mark may be told by records behind it. A second one,
 * as in two exports that somebody pasted into one file, fills what is blank. */
static int
take_maxima(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_span s;
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (!r->rule->manner.max_from_row)
            continue;
        if (coh_plan_value(r, COH_RESULT_SCORE, &job->row, &job->text, &s, err))
            return -1;
        if (r->max_score && *r->max_score) {
            job->maxima_differ |= differ(coh_span_of(r->max_score), s);
            continue;
        }
        if (r->rule->skip_max && coh_pattern_match(r->rule->skip_max, s)) {
            r->dropped = 1;
            continue;
        }
        coh_cell_mark_look(s, &r->marks);
        coh_free(r->max_score);
        r->max_score = coh_copy_text(s.bytes, s.length, err);
        if (!r->max_score)
            return -1;
    }
    job->maxima++;
    return 0;
}

/* The record of right answers: what stands where students have theirs. */
static int
take_key(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_span s;
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (r->key)
            continue;
        job->row.keep_blanks = coh_cut_is(&r->rule->manner.packed);
        if (coh_plan_value(r, COH_RESULT_RESPONSE, &job->row, &job->text, &s,
                           err))
            return -1;
        job->row.keep_blanks = 0;
        r->key = coh_copy_text(s.bytes, s.length, err);
        if (!r->key)
            return -1;
    }
    return 0;
}

/* One date serves all results of most records: it is looked at once. */
static int
look_at_date(struct coh_intake_job *job, const struct coh_plan_result *r,
             struct coh_span *before, struct coh_error *err)
{
    struct coh_date_written written;
    enum coh_date_outcome outcome;
    struct coh_span s;
    coh_date date;

    if (job->options->set[COH_RESULT_DATE])
        return 0;
    if (coh_plan_value(r, COH_RESULT_DATE, &job->row, &job->text, &s, err))
        return -1;
    if (s.bytes != before->bytes || s.bytes == coh_text_get(&job->text)) {
        written = coh_last_date(&job->last, s, job->layout->date_form);
        outcome =
            coh_date_order_tell_written(&written, COH_ORDER_UNKNOWN, &date);
        coh_date_order_look_written(&written, &job->evidence);
        job->dates += s.length && outcome != COH_DATE_IS_BLANK;
        job->dates_read += outcome == COH_DATE_IS_DAY ||
                           outcome == COH_DATE_IS_EITHER ||
                           outcome == COH_DATE_IS_PERIOD;
    }
    *before = s;
    return 0;
}

/* For rules that hold only where all cells of a column fit, or not all. */
static int
fits_cells(const struct coh_plan_result *r, struct coh_span cell)
{
    struct coh_pattern *p =
        r->rule->cells ? r->rule->cells : r->rule->not_cells;

    if (!p)
        return 1;
    cell = coh_span_trim(cell);
    return cell.length && coh_pattern_match(p, cell);
}

static int
look_at_student(struct coh_intake_job *job, const struct coh_record *rec,
                struct coh_error *err)
{
    static const int field[] = {COH_RESULT_SCORE, COH_RESULT_LEVEL,
                                COH_RESULT_RESPONSE, COH_FIELD_TEXT};
    struct coh_span s, before = {NULL, 0};
    size_t i, k;

    if (coh_intake_repeats_look(job, rec, err))
        return -1;
    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];
        size_t filled = 0;

        for (k = 0; k < 4; k++) {
            if (!r->field[field[k]].n)
                continue;
            if (coh_plan_value(r, field[k], &job->row, &job->text, &s, err))
                return -1;
            filled += s.length;
            if (!k)
                coh_cell_mark_look(s, &r->marks);
        }
        r->filled += filled > 0;
        if (r->column < job->header.n)
            r->fitting += fits_cells(r, job->row.cell[r->column]);
        if (look_at_date(job, r, &before, err))
            return -1;
    }
    return 0;
}

/* Which columns of the whole file had values, told by a file of rejects. */
static int
look_at_columns(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_span s;
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (coh_plan_value(r, COH_RESULT_SCORE, &job->row, &job->text, &s, err))
            return -1;
        r->filled += s.length > 0;
    }
    return 0;
}

static void
note_filled(struct coh_intake_job *job, const struct coh_record *rec)
{
    size_t i;

    for (i = 0; job->filled && i < job->header.n && i < rec->n; i++)
        job->filled[i] |= coh_span_trim(rec->cell[i]).length > 0;
}

static int
look_at(struct coh_intake_job *job, const struct coh_record *rec,
        struct coh_error *err)
{
    enum coh_intake_role role;

    if (coh_intake_role(job, rec, &role, err))
        return -1;
    if (role == COH_ROLE_STUDENT || role == COH_ROLE_COLUMNS)
        note_filled(job, rec);
    switch (role) {
    case COH_ROLE_COLUMNS:
        return look_at_columns(job, err);
    case COH_ROLE_STUDENT:
        return look_at_student(job, rec, err);
    case COH_ROLE_MAXIMA:
        return take_maxima(job, err);
    case COH_ROLE_KEY:
        return take_key(job, err);
    case COH_ROLE_SKIPPED:
    case COH_ROLE_BLANK:
    case COH_ROLE_PREAMBLE:
        break;
    }
    return 0;
}

static int
read_through(struct coh_intake_job *job, struct coh_error *err)
{
    struct coh_record rec;

    for (;;) {
        if (coh_intake_next(job, &rec, err))
            return -1;
        if (rec.end)
            return 0;
        if (!rec.aside && look_at(job, &rec, err))
            return -1;
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
    if (e->points && !e->months_in_points && job->order == COH_ORDER_MDY)
        return coh_fail(err, COH_INPUT,
                        "%zu date%s as 3.4.2026 put%s the day first, but the "
                        "others the month: mend them, or say --date-order",
                        e->points, e->points == 1 ? "" : "s",
                        e->points == 1 ? "s" : "");
    if (job->order == COH_ORDER_UNKNOWN && coh_date_order_by_points(e)) {
        job->order = COH_ORDER_DMY;
        return coh_date_order_say(e, job->order, coh_reader_name(job->reader),
                                  job->notes, err);
    }
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

/* A maximum in the header tells its mark too: `Q. 1 /0,79`. */
static int
look_at_fixed_maximum(struct coh_intake_job *job, struct coh_plan_result *r,
                      struct coh_error *err)
{
    const struct coh_plan_field *f = &r->field[COH_RESULT_MAX_SCORE];
    struct coh_span s;

    if (!f->n || !coh_template_is_fixed(&f->at[0]))
        return 0;
    if (coh_template_fill(&f->at[0], &job->row, &job->text, &s, err))
        return -1;
    coh_cell_mark_look(s, &r->marks);
    return 0;
}

/* Each column's own numbers tell its decimal mark; where they do not, those
 * of the whole file, then the layout. A decimal comma is said. */
static int
decide_marks(struct coh_intake_job *job, struct coh_error *err)
{
    static const enum coh_mark told[] = {[COH_LAYOUT_MARK_AUTO] =
                                             COH_MARK_UNKNOWN,
                                         [COH_LAYOUT_POINT] = COH_MARK_POINT,
                                         [COH_LAYOUT_COMMA] = COH_MARK_COMMA};
    struct coh_mark_evidence all = {0, 0};
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        if (look_at_fixed_maximum(job, &job->plan.result[i], err))
            return -1;
        all.comma += job->plan.result[i].marks.comma;
        all.point += job->plan.result[i].marks.point;
    }
    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        r->mark =
            coh_cell_mark(r->marks.comma || r->marks.point ? &r->marks : &all);
        if (r->mark == COH_MARK_UNKNOWN)
            r->mark = told[job->layout->decimal_mark];
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

static int
note_maxima(struct coh_intake_job *job, struct coh_error *err)
{
    return job->maxima_differ
               ? coh_notes_add(job->notes, COH_NOTE_LOOK, NULL, err,
                               "%s: a second record of maxima differs from "
                               "the first, which counts",
                               coh_reader_name(job->reader))
               : 0;
}

/* A layout that takes maxima from a record misses it: somebody deleted it. */
static int
miss_maxima(struct coh_intake_job *job, struct coh_error *err)
{
    const struct coh_layout *l = job->layout;
    size_t i, wanting = 0;

    for (i = 0; i < job->plan.results; i++)
        wanting += job->plan.result[i].rule->manner.max_from_row &&
                   !job->plan.result[i].dropped &&
                   !job->plan.result[i].field[COH_RESULT_MAX_SCORE].n;
    for (i = 0; i < l->records && wanting && !job->maxima; i++)
        if (l->record[i].role == COH_RECORD_MAXIMA)
            return coh_notes_add(job->notes, COH_NOTE_LOOK, NULL, err,
                                 "%s: no record '%s': the scores have no "
                                 "maximum",
                                 coh_reader_name(job->reader),
                                 l->record[i].name);
    return 0;
}

/* Rules that their columns' cells do not fit. */
static void
drop_unfit(struct coh_intake_job *job)
{
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (r->rule->cells)
            r->dropped |= r->fitting < r->filled;
        else if (r->rule->not_cells)
            r->dropped |= r->fitting == r->filled;
    }
}

/* Columns without a single value: not given yet, so nobody misses it. */
static int
name_blank_columns(struct coh_intake_job *job, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < job->plan.results; i++) {
        struct coh_plan_result *r = &job->plan.result[i];

        if (r->dropped || r->filled || r->rule->manner.skip_blank ||
            !r->rule->column)
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
    drop_unfit(job);
    return coh_reader_counts(job->reader)->records
               ? note_maxima(job, err) || miss_maxima(job, err) ||
                     name_blank_columns(job, err)
               : coh_notes_add(job->notes, COH_NOTE_FACT, NULL, err,
                               "%s: a header and nothing below it",
                               coh_reader_name(job->reader));
}
