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
int
coh_select_add_filters(struct coh_selection *s, struct coh_error *err)
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
            " (r.assessment, r.measure) NOT IN"
            " (SELECT assessment, measure FROM main),"
            " CAST(attempt AS INTEGER), ",
            err) ||
        coh_select_add_gone(&s->sql, s->event, err))
        return -1;
    return coh_text_add_string(&s->sql, ", coalesce(r.history_of, r.id)", err);
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
            " LEFT JOIN student p ON p.student_id = r.student_id WHERE ",
            err) ||
        coh_select_add_standing(&s->sql, s->event, err) ||
        (!q->items && coh_text_add_string(&s->sql, " AND item = ''", err)) ||
        coh_select_add_filters(s, err))
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

int
coh_select_bind_filters(struct coh_selection *s, struct coh_error *err)
{
    const struct coh_select *q = s->query;
    int at = 2;

    if (bind_spans(s, &at, q->assessment, q->assessments, err) ||
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

static int
any_measure(const struct coh_select *q)
{
    return coh_span_is(q->measure, "all") || (q->items && !q->measure.length);
}

int
coh_select_is_asked(const struct coh_select *q, struct coh_span measure,
                    struct coh_span scale)
{
    if (q->measure.length && !any_measure(q) &&
        !coh_span_equal(measure, q->measure))
        return 0;
    return !q->scale.length || coh_span_is(q->scale, "all") ||
           coh_span_equal(scale, q->scale);
}

/* What the caller asked for comes first, so that what is said of the rest
 * speaks only of results that would else have been shown. */
static enum coh_left_out
judge(const struct coh_selection *s, const struct coh_select_row *row)
{
    const struct coh_select *q = s->query;
    const struct coh_span *cell = row->result.cell;

    if (!coh_selection_is_latest(s) ||
        (q->items && !cell[COH_RESULT_ITEM].length) ||
        !coh_select_is_asked(q, cell[COH_RESULT_MEASURE],
                             cell[COH_RESULT_SCALE]))
        return COH_LEFT_ASKED;
    if (!q->gone && row->gone_on.length)
        return COH_LEFT_GONE;
    if (!q->measure.length && !any_measure(q) &&
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
read_row(struct coh_selection *s, struct coh_select_row *row)
{
    struct sqlite3_stmt *stmt = s->stmt;
    const struct coh_span *cell = row->result.cell;
    int i;

    for (i = 0; i < COH_RESULT_COLUMNS; i++)
        row->result.cell[i] = coh_sql_text(stmt, COH_SELECT_AT_RESULT + i);
    row->load = coh_sql_integer(stmt, COH_SELECT_AT_LOAD);
    row->gone_on = coh_sql_text(stmt, COH_SELECT_AT_GONE_ON);
    row->on_roster = coh_sql_integer(stmt, COH_SELECT_AT_ON_ROSTER) != 0;
    s->place = (struct coh_select_place){
        .who = cell[COH_RESULT_STUDENT_ID],
        .assessment = cell[COH_RESULT_ASSESSMENT],
        .measure = cell[COH_RESULT_MEASURE],
        .item = cell[COH_RESULT_ITEM],
        .date = cell[COH_RESULT_DATE],
        .scale = cell[COH_RESULT_SCALE],
        .attempt = coh_sql_integer(stmt, COH_SELECT_AT_ATTEMPT),
        .gone = coh_sql_integer(stmt, COH_SELECT_AT_GONE) != 0,
        .id = coh_sql_integer(stmt, COH_SELECT_AT_ID),
    };
    s->sitting = s->query->latest ? coh_look_latest(s, &s->place) : NULL;
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

        read_row(s, &row);
        why = judge(s, &row);
        if (coh_selection_say_items(s, 0, err) ||
            coh_selection_say_hidden(s, &row, err))
            return -1;
        if (why != COH_LEFT_KEPT ? coh_selection_say(s, why, &row, err)
                                 : coh_selection_say_tie(s, &row, err) ||
                                       emit(context, &row, err))
            return -1;
    }
    return more ? more : coh_selection_say_items(s, 1, err);
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
        .look = COH_LOOK_INIT,
    };
    int rc = -1;

    if (coh_select_event(store, query->as_of, &s.event, err) ||
        check_assessments(&s, err) || coh_selection_students(&s, err) ||
        coh_select_look(&s, err) || write_statement(&s, err) ||
        coh_sql_prepare(store, coh_text_get(&s.sql), &s.stmt, err) ||
        coh_sql_bind_date(s.stmt, 1, query->day, store, err) ||
        coh_select_bind_filters(&s, err))
        goto out;
    rc = walk(&s, row, context, err);
out:
    coh_sql_finish(&s.stmt);
    coh_text_release(&s.sql);
    coh_look_release(&s.look);
    coh_roster_release(&s.roster);
    coh_free(s.student);
    return rc;
}
