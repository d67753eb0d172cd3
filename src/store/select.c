/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/select-internal.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "store/sql.h"
#include "store/student.h"
#include "table/columns.h"

/* "?7, ?8, ?9" between two texts: only how many values there are ever reaches
 * the statement, the values are bound. */
static int
add_parameters(struct coh_selection *s, const char *before, size_t first,
               size_t n, struct coh_error *err)
{
    size_t i;

    if (!n)
        return 0;
    if (coh_text_format(&s->sql, err, " AND %s IN (", before))
        return -1;
    for (i = 0; i < n; i++)
        if (coh_text_format(&s->sql, err, "%s?%zu", i ? ", " : "", first + i))
            return -1;
    return coh_text_add_string(&s->sql, ")", err);
}

/* ?1 is the day; then come the assessments, the students, the source, since
 * and until. */
static int
add_filters(struct coh_selection *s, struct coh_error *err)
{
    const struct coh_select *q = s->query;
    size_t next = 2 + q->assessments;

    if (add_parameters(s, "r.assessment", 2, q->assessments, err) ||
        add_parameters(s, "coalesce(r.student_id, r.written_id)", next,
                       q->students, err))
        return -1;
    next += q->students;
    if (q->source.length &&
        coh_text_format(&s->sql, err, " AND source = ?%zu", next++))
        return -1;
    if (q->since != COH_DATE_NONE &&
        coh_text_format(&s->sql, err, " AND date >= ?%zu", next++))
        return -1;
    if (q->until != COH_DATE_NONE &&
        coh_text_format(&s->sql, err, " AND date <= ?%zu AND date <> ''", next))
        return -1;
    return 0;
}

/* What is gone and not asked for must not hide the latest that stands. */
static int
add_gone_part(struct coh_selection *s, struct coh_error *err)
{
    if (s->query->gone)
        return 0;
    return coh_text_add_string(&s->sql, ", ", err) ||
                   coh_select_add_gone(&s->sql, s->event, err)
               ? -1
               : 0;
}

static int
add_columns(struct coh_selection *s, struct coh_error *err)
{
    if (coh_text_add_string(
            &s->sql,
            "SELECT coalesce(r.student_id, r.written_id) AS who,"
            " r.assessment, r.measure, item, date, term, attempt, score,"
            " max_score, sem, scale, percentile, level, response, \"key\","
            " status, raw, source, r.load, r.student_id IS NOT NULL,"
            " coalesce(p.active_from <= ?1, 1) AND"
            " coalesce(p.active_to >= ?1, 1), iif(",
            err) ||
        coh_select_add_gone(&s->sql, s->event, err) ||
        coh_text_add_string(
            &s->sql,
            ", (SELECT day FROM load g WHERE g.load = r.gone_by), ''),"
            " l.main_scale = '' OR scale = l.main_scale OR"
            " main.assessment IS NULL,",
            err))
        return -1;
    if (!s->query->latest)
        return coh_text_add_string(&s->sql, " 1, 1, '', ''", err);
    if (coh_text_add_string(
            &s->sql,
            " rank() OVER (sitting ORDER BY date DESC,"
            " CAST(attempt AS INTEGER) DESC),"
            " count(*) OVER (PARTITION BY coalesce(r.student_id, r.written_id),"
            " r.assessment, r.measure, item, scale, date,"
            " CAST(attempt AS INTEGER)",
            err) ||
        add_gone_part(s, err))
        return -1;
    return coh_text_add_string(
        &s->sql,
        "), first_value(score) OVER (sitting ORDER BY date DESC,"
        " CAST(attempt AS INTEGER) DESC),"
        " first_value(source) OVER (sitting ORDER BY date DESC,"
        " CAST(attempt AS INTEGER) DESC)",
        err);
}

/* A measure without a single row of its layout's main scale is shown in the
 * scales that it has: `main` names the measures that do have one. */
static int
write_statement(struct coh_selection *s, struct coh_error *err)
{
    const struct coh_select *q = s->query;

    if (coh_text_add_string(
            &s->sql,
            "WITH main AS MATERIALIZED (SELECT DISTINCT r.assessment,"
            " r.measure FROM result r JOIN load l ON l.load = r.load"
            " WHERE r.scale = l.main_scale AND ",
            err) ||
        coh_select_add_standing(&s->sql, s->event, err) ||
        add_parameters(s, "r.assessment", 2, q->assessments, err) ||
        coh_text_add_string(&s->sql, ") ", err) || add_columns(s, err) ||
        coh_text_add_string(
            &s->sql,
            " FROM result r JOIN load l ON l.load = r.load"
            " LEFT JOIN student p ON p.student_id = r.student_id"
            " LEFT JOIN main ON main.assessment = r.assessment"
            " AND main.measure = r.measure WHERE ",
            err) ||
        coh_select_add_standing(&s->sql, s->event, err) || add_filters(s, err))
        return -1;
    if (q->latest &&
        (coh_text_add_string(
             &s->sql,
             " WINDOW sitting AS (PARTITION BY"
             " coalesce(r.student_id, r.written_id), r.assessment, scale,"
             " item <> '', iif(item = '', r.measure, '')",
             err) ||
         add_gone_part(s, err) || coh_text_add_string(&s->sql, ")", err)))
        return -1;
    return coh_text_add_string(&s->sql,
                               " ORDER BY date, r.assessment, r.measure, who,"
                               " coalesce(r.history_of, r.id)",
                               err);
}

static int
bind_spans(struct coh_selection *s, int *at, const struct coh_span *value,
           size_t n, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (coh_sql_bind(s->stmt, (*at)++, value[i], s->store, err))
            return -1;
    return 0;
}

static int
bind_statement(struct coh_selection *s, struct coh_error *err)
{
    const struct coh_select *q = s->query;
    int at = 2;

    if (coh_sql_bind_date(s->stmt, 1, q->day, s->store, err) ||
        bind_spans(s, &at, q->assessment, q->assessments, err) ||
        bind_spans(s, &at, s->student, q->students, err) ||
        bind_spans(s, &at, &q->source, q->source.length > 0, err))
        return -1;
    if (q->since != COH_DATE_NONE &&
        coh_sql_bind_date(s->stmt, at++, q->since, s->store, err))
        return -1;
    if (q->until != COH_DATE_NONE &&
        coh_sql_bind_date(s->stmt, at, q->until, s->store, err))
        return -1;
    return 0;
}

/* 1: the query, with its one parameter, has a row. */
static int
any(struct coh_store *store, const char *sql, struct coh_span value,
    struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (!coh_sql_prepare(store, sql, &stmt, err) &&
        !coh_sql_bind(stmt, 1, value, store, err))
        rc = coh_sql_step(store, stmt, err);
    coh_sql_finish(&stmt);
    return rc;
}

/* `before`, the condition that a result stands, `after`; in s->sql. */
static int
ask_standing(struct coh_selection *s, const char *before, const char *after,
             struct coh_error *err)
{
    coh_text_clear(&s->sql);
    return coh_text_add_string(&s->sql, before, err) ||
                   coh_select_add_standing(&s->sql, s->event, err) ||
                   coh_text_add_string(&s->sql, after, err)
               ? -1
               : 0;
}

/* The names of all assessments, in the arena. */
static int
read_names(struct coh_selection *s, struct coh_arena *arena,
           struct coh_span **name, size_t *n, struct coh_error *err)
{
    struct coh_store *store = s->store;
    struct sqlite3_stmt *stmt = NULL;
    size_t capacity = 0;
    int more = -1;

    if (ask_standing(s, "SELECT DISTINCT assessment FROM result r WHERE ",
                     " ORDER BY 1", err) ||
        coh_sql_prepare(store, coh_text_get(&s->sql), &stmt, err))
        return -1;
    while ((more = coh_sql_step(store, stmt, err)) == 1) {
        struct coh_span held = coh_sql_text(stmt, 0);

        held.bytes = coh_arena_text(arena, held.bytes, held.length, err);
        if (!held.bytes ||
            coh_reserve(name, &capacity, *n + 1, sizeof(**name), err)) {
            more = -1;
            break;
        }
        (*name)[(*n)++] = held;
    }
    coh_sql_finish(&stmt);
    return more;
}

static int
refuse_assessment(struct coh_selection *s, struct coh_span asked,
                  struct coh_error *err)
{
    struct coh_arena arena = COH_ARENA_INIT;
    struct coh_span *name = NULL;
    const struct coh_span *near;
    char wanted[COH_QUOTE_SIZE], closest[COH_QUOTE_SIZE];
    size_t n = 0;

    if (read_names(s, &arena, &name, &n, err))
        goto out;
    coh_quote(asked.bytes, asked.length, wanted);
    near = coh_nearest_part(name, n, asked);
    if (!n)
        coh_fail(err, COH_INPUT,
                 s->event < 0
                     ? "no assessment '%s': the store holds no results yet"
                     : "no assessment '%s': the store held no results then",
                 wanted);
    else if (near)
        coh_fail(err, COH_INPUT,
                 "no assessment '%s' in the store; the closest is '%s'", wanted,
                 coh_quote(near->bytes, near->length, closest));
    else
        coh_fail(err, COH_INPUT,
                 "no assessment '%s' in the store; --list prints those that "
                 "are",
                 wanted);
out:
    coh_free(name);
    coh_arena_release(&arena);
    return -1;
}

static int
check_assessments(struct coh_selection *s, struct coh_error *err)
{
    size_t i;
    int held;

    if (ask_standing(s, "SELECT 1 FROM result r WHERE assessment = ?1 AND ",
                     " LIMIT 1", err))
        return -1;
    for (i = 0; i < s->query->assessments; i++) {
        held =
            any(s->store, coh_text_get(&s->sql), s->query->assessment[i], err);
        if (held < 0)
            return -1;
        if (!held)
            return refuse_assessment(s, s->query->assessment[i], err);
    }
    coh_text_clear(&s->sql);
    return 0;
}

/* Whom the caller means by one id of any system. */
static int
resolve(struct coh_selection *s, struct coh_span asked, struct coh_span *who,
        struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE], place[COH_QUOTE_SIZE + 50];
    enum coh_match hit;
    size_t at;
    int held;

    coh_quote(asked.bytes, asked.length, quoted);
    hit = coh_roster_find(&s->roster, asked, &at);
    if (hit == COH_MATCH_AMBIGUOUS)
        return coh_fail(err, COH_INPUT, "'%s' fits several students", quoted);
    if (hit == COH_MATCH_NONE) {
        *who = asked;
        held = any(s->store,
                   "SELECT 1 FROM result WHERE written_id = ?1"
                   " AND student_id IS NULL UNION ALL SELECT 1 FROM note"
                   " WHERE written_id = ?1 AND student_id IS NULL LIMIT 1",
                   asked, err);
        if (held < 0)
            return -1;
        return held ? 0
                    : coh_fail(err, COH_INPUT, "no student '%s' on the roster",
                               quoted);
    }
    *who = coh_span_of(s->roster.student[at].student_id);
    if (hit == COH_MATCH_EXACT)
        return 0;
    snprintf(place, sizeof(place), "'%s' is %.40s", quoted, who->bytes);
    return coh_notes_add(s->notes, COH_NOTE_FACT, place, err, "matched %s",
                         coh_match_words(hit));
}

int
coh_selection_students(struct coh_selection *s, struct coh_error *err)
{
    size_t i;

    if (!s->query->students)
        return 0;
    s->student = coh_alloc_array(s->query->students, sizeof(*s->student), err);
    if (!s->student || coh_student_roster(s->store, &s->roster, err))
        return -1;
    for (i = 0; i < s->query->students; i++)
        if (resolve(s, s->query->student[i], &s->student[i], err))
            return -1;
    return 0;
}

/* What the caller asked for comes first, so that what is said of the rest
 * speaks only of results that would else have been shown. */
static enum coh_left_out
judge(const struct coh_selection *s, const struct coh_select_row *row)
{
    const struct coh_select *q = s->query;
    const struct coh_span *cell = row->result.cell;
    int item = cell[COH_RESULT_ITEM].length > 0;
    int any_measure =
        coh_span_is(q->measure, "all") || (q->items && !q->measure.length);

    if (coh_sql_integer(s->stmt, COH_SELECT_AT_RANK) != 1 ||
        (q->items && !item))
        return COH_LEFT_ASKED;
    if (q->measure.length && !any_measure &&
        !coh_span_equal(cell[COH_RESULT_MEASURE], q->measure))
        return COH_LEFT_ASKED;
    if (q->scale.length && !coh_span_is(q->scale, "all") &&
        !coh_span_equal(cell[COH_RESULT_SCALE], q->scale))
        return COH_LEFT_ASKED;
    if (!q->gone && row->gone_on.length)
        return COH_LEFT_GONE;
    if (item && !q->items)
        return COH_LEFT_AN_ITEM;
    if (!q->measure.length && !any_measure &&
        !coh_span_is(cell[COH_RESULT_MEASURE], "overall"))
        return COH_LEFT_OTHER_MEASURE;
    if (!q->scale.length && !coh_sql_integer(s->stmt, COH_SELECT_AT_MAIN_SCALE))
        return COH_LEFT_OTHER_SCALE;
    if (!q->everyone && !row->on_roster)
        return COH_LEFT_OF_NO_ROSTER;
    if (!q->everyone && !coh_sql_integer(s->stmt, COH_SELECT_AT_ACTIVE))
        return COH_LEFT_NOT_ACTIVE;
    return COH_LEFT_KEPT;
}

static void
read_row(struct sqlite3_stmt *stmt, struct coh_select_row *row)
{
    int i;

    for (i = 0; i < COH_RESULT_COLUMNS; i++)
        row->result.cell[i] = coh_sql_text(stmt, COH_SELECT_AT_RESULT + i);
    row->load = coh_sql_integer(stmt, COH_SELECT_AT_LOAD);
    row->gone_on = coh_sql_text(stmt, COH_SELECT_AT_GONE_ON);
    row->on_roster = coh_sql_integer(stmt, COH_SELECT_AT_ON_ROSTER) != 0;
}

static int
walk(struct coh_selection *s,
     int (*emit)(void *context, const struct coh_select_row *row,
                 struct coh_error *err),
     void *context, struct coh_error *err)
{
    struct coh_select_row row;
    int more;

    while ((more = coh_sql_step(s->store, s->stmt, err)) == 1) {
        enum coh_left_out why;

        read_row(s->stmt, &row);
        why = judge(s, &row);
        if (coh_selection_say_hidden(s, &row, err))
            return -1;
        if (why != COH_LEFT_KEPT ? coh_selection_say(s, why, &row, err)
                                 : coh_selection_say_tie(s, &row, err) ||
                                       emit(context, &row, err))
            return -1;
    }
    return more;
}

int
coh_select_run(struct coh_store *store, const struct coh_select *query,
               int (*row)(void *context, const struct coh_select_row *row,
                          struct coh_error *err),
               void *context, struct coh_notes *notes, struct coh_error *err)
{
    struct coh_selection s = {
        .store = store,
        .query = query,
        .notes = notes,
        .roster = COH_ROSTER_INIT,
        .sql = COH_TEXT_INIT,
    };
    int rc = -1;

    if (coh_select_event(store, query->as_of, &s.event, err) ||
        check_assessments(&s, err) || coh_selection_students(&s, err) ||
        write_statement(&s, err) ||
        coh_sql_prepare(store, coh_text_get(&s.sql), &s.stmt, err) ||
        bind_statement(&s, err))
        goto out;
    rc = walk(&s, row, context, err);
out:
    coh_sql_finish(&s.stmt);
    coh_text_release(&s.sql);
    coh_roster_release(&s.roster);
    coh_free(s.student);
    return rc;
}
