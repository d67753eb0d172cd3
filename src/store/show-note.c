/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/show-note.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/memory.h"
#include "result/codes.h"
#include "result/field-note.h"
#include "store/select-internal.h"
#include "store/shape.h"
#include "store/sql.h"
#include "store/student.h"
#include "store/student_names.h"

enum { REF_SIZE = 400 };

/* The columns of the statement. */
enum {
    AT_NOTE, /* COH_FIELD_NOTE_COLUMNS of them */
    AT_NUMBER = COH_FIELD_NOTE_COLUMNS,
    AT_LOAD,
    AT_LINE,
    AT_ON_ROSTER,
    AT_ACTIVE,
    AT_GONE_ON,
};

struct showing {
    struct coh_selection s; /* store, students asked for, notes, statement */
    const struct coh_show_note *show;
    struct coh_writer *writer;
    struct coh_trace *trace;
    struct coh_shape shape;   /* the students, with what was asked of them */
    struct coh_keys has_note; /* of whom a row was written */
    struct coh_mention named; /* under share: the roster's names */
    char *hidden;             /* of each `with`: not under share */
    size_t *met;              /* of each reference: how many notes have it */
};

/* ---- what is asked ---- */

static int
write_statement(struct showing *w, struct coh_error *err)
{
    struct coh_selection *s = &w->s;

    if (coh_text_add_string(
            &s->sql,
            "SELECT coalesce(r.student_id, r.written_id) AS who, r.date,"
            " author_role, source, \"text\", codes, shareable, number, r.load,"
            " r.line, r.student_id IS NOT NULL,"
            " coalesce(p.active_from <= ?1, 1) AND"
            " coalesce(p.active_to >= ?1, 1), iif(",
            err) ||
        coh_select_add_gone(&s->sql, s->event, err) ||
        coh_text_add_string(
            &s->sql,
            ", (SELECT day FROM load g WHERE g.load = r.gone_by), '')"
            " FROM note r LEFT JOIN student p ON p.student_id = r.student_id"
            " WHERE (?2 = '' OR source = ?2) AND (?3 IS NULL OR date >= ?3)"
            " AND (?4 IS NULL OR (date <= ?4 AND date <> '')) AND ",
            err) ||
        coh_select_add_standing(&s->sql, s->event, err))
        return -1;
    return coh_text_add_string(
        &s->sql, " ORDER BY r.date, source, number, coalesce(history_of, id)",
        err);
}

static int
prepare(struct showing *w, struct coh_error *err)
{
    struct coh_selection *s = &w->s;
    const struct coh_select *q = s->query;

    return coh_select_event(s->store, q->as_of, &s->event, err) ||
                   coh_selection_students(s, err) || write_statement(w, err) ||
                   coh_sql_prepare(s->store, coh_text_get(&s->sql), &s->stmt,
                                   err) ||
                   coh_sql_bind_date(s->stmt, 1, q->day, s->store, err) ||
                   coh_sql_bind(s->stmt, 2,
                                q->source.length ? q->source : coh_span_of(""),
                                s->store, err) ||
                   coh_sql_bind_date(s->stmt, 3, q->since, s->store, err) ||
                   coh_sql_bind_date(s->stmt, 4, q->until, s->store, err)
               ? -1
               : 0;
}

/* ---- who must not be named ---- */

/* Which columns of `with` say who it is: the name, and ids of other systems. */
static int
hide_columns(struct showing *w, struct coh_error *err)
{
    struct coh_store *store = w->s.store;
    struct sqlite3_stmt *stmt = NULL;
    char quoted[COH_QUOTE_SIZE];
    size_t i;
    int is = 0;

    if (!w->show->share)
        return 0;
    if (coh_sql_prepare(store,
                        "SELECT 1 FROM student_identifier WHERE system = ?1"
                        " LIMIT 1",
                        &stmt, err))
        return -1;
    for (i = 0; is >= 0 && i < w->show->withs; i++) {
        struct coh_span with = w->show->with[i];

        is = coh_span_is(with, "name") || coh_span_is(with, "alias");
        if (!is && (is = coh_sql_bind(stmt, 1, with, store, err)) == 0) {
            is = coh_sql_step(store, stmt, err);
            coh_sql_reset(stmt);
        }
        w->hidden[i] = is > 0;
        if (is > 0 && coh_notes_add(w->s.notes, COH_NOTE_FACT,
                                    coh_quote(with.bytes, with.length, quoted),
                                    err, "--share: a column left out"))
            is = -1;
    }
    coh_sql_finish(&stmt);
    return is < 0 ? -1 : 0;
}

/* ---- which rows ---- */

/* The reference of the row that stands ready. */
static struct coh_span
reference(const struct showing *w, char ref[REF_SIZE])
{
    struct coh_span source =
        coh_sql_text(w->s.stmt, AT_NOTE + COH_FIELD_NOTE_SOURCE);
    int n = snprintf(ref, REF_SIZE, "%.*s:%" PRId64,
                     source.length < REF_SIZE - 30 ? (int)source.length
                                                   : REF_SIZE - 30,
                     source.bytes, coh_sql_integer(w->s.stmt, AT_NUMBER));

    return (struct coh_span){ref, (size_t)n};
}

static int
is_asked(struct showing *w, const struct coh_span *cell, int *asked,
         struct coh_error *err)
{
    const struct coh_show_note *show = w->show;
    struct coh_span ref;
    char text[REF_SIZE];
    size_t i, n = w->s.query->students;
    int has = 0;

    *asked = 0;
    for (i = 0; i < n; i++)
        if (coh_span_equal(w->s.student[i], cell[COH_FIELD_NOTE_STUDENT_ID]))
            break;
    if (n && i == n)
        return 0;
    ref = reference(w, text);
    for (i = 0; i < show->notes; i++)
        if (coh_span_equal(show->note[i], ref))
            break;
    if (show->notes && i == show->notes)
        return 0;
    if (show->notes)
        w->met[i]++;
    for (i = 0; !has && i < show->codes; i++)
        has = coh_codes_have(cell[COH_FIELD_NOTE_CODES], show->code[i], err);
    *asked = has || !show->codes;
    return has < 0 ? -1 : 0;
}

/* Does a name or an id stand in what the row would show? */
static int
names_somebody(const struct showing *w, const struct coh_span *cell, int *named,
               struct coh_error *err)
{
    static const int column[] = {COH_FIELD_NOTE_AUTHOR_ROLE,
                                 COH_FIELD_NOTE_SOURCE, COH_FIELD_NOTE_TEXT,
                                 COH_FIELD_NOTE_CODES};
    const struct coh_shape_student *student =
        coh_shape_find(&w->shape, cell[COH_FIELD_NOTE_STUDENT_ID]);
    size_t i;

    *named = 0;
    for (i = 0; i < sizeof(column) / sizeof(*column) && !*named; i++)
        if ((column[i] != COH_FIELD_NOTE_TEXT || !w->show->no_text) &&
            coh_mention_in(&w->named, cell[column[i]], named, err))
            return -1;
    for (i = 0; student && i < w->show->withs && !*named; i++)
        if (!w->hidden[i] &&
            coh_mention_in(&w->named, student->with[i], named, err))
            return -1;
    return 0;
}

/* The same of a row that may leave the team. */
static int
judge_shared(const struct showing *w, const struct coh_span *cell,
             const char **why, struct coh_error *err)
{
    const struct coh_show_note *show = w->show;
    coh_date day;
    int named;

    if (show->today && !coh_date_parse(cell[COH_FIELD_NOTE_DATE], &day) &&
        day > show->today)
        *why = "--share: notes dated after today left out";
    else if (!show->no_text &&
             !coh_span_is(cell[COH_FIELD_NOTE_SHAREABLE], "yes"))
        *why = "--share: notes that are not marked as shareable left out";
    else if (!show->no_text && !coh_span_trim(cell[COH_FIELD_NOTE_TEXT]).length)
        *why = "--share: notes without text left out";
    if (*why)
        return 0;
    if (names_somebody(w, cell, &named, err))
        return -1;
    if (named)
        *why = "--share: notes in which a name or an id of the roster stands "
               "left out";
    return 0;
}

/* Why the row is not shown, though it was asked for; NULL: it is. */
static int
judge(struct showing *w, const struct coh_span *cell, const char **why,
      struct coh_error *err)
{
    const struct coh_show_note *show = w->show;
    const struct coh_select *q = w->s.query;

    *why = NULL;
    if (!q->gone && coh_sql_text(w->s.stmt, AT_GONE_ON).length)
        *why = "notes that are gone from their file left out (--gone shows "
               "them)";
    else if (!q->everyone && !coh_sql_integer(w->s.stmt, AT_ON_ROSTER))
        *why = "notes of ids that are on no roster left out (--everyone shows "
               "them)";
    else if (!q->everyone && !coh_sql_integer(w->s.stmt, AT_ACTIVE))
        *why = "notes of students who are not active left out (--everyone "
               "shows them)";
    else if (show->family &&
             !coh_span_is(cell[COH_FIELD_NOTE_SHAREABLE], "yes"))
        *why = "for the family: notes that are not marked as shareable left "
               "out";
    return *why || !show->share ? 0 : judge_shared(w, cell, why, err);
}

/* ---- the table ---- */

static int
is_shown(const struct showing *w, int column)
{
    if (column == COH_FIELD_NOTE_TEXT)
        return !w->show->no_text;
    return column != COH_FIELD_NOTE_STUDENT_ID || !w->show->share ||
           w->show->no_text;
}

static int
put_header(struct showing *w, struct coh_error *err)
{
    static const char *const more[] = {"note", "load", "line", "gone_on"};
    const struct coh_show_note *show = w->show;
    size_t i;
    int k;

    for (k = 0; k < COH_FIELD_NOTE_COLUMNS; k++)
        if (is_shown(w, k) &&
            coh_writer_column(w->writer,
                              coh_span_of(coh_field_note_column_name(
                                  (enum coh_field_note_column)k)),
                              COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < 4; i++)
        if (!(show->share && (i == 1 || i == 2)) &&
            (i < 3 || show->query.gone) &&
            coh_writer_column(
                w->writer, coh_span_of(more[i]),
                i == 1 || i == 2 ? COH_COLUMN_NUMBER : COH_COLUMN_TEXT, err))
            return -1;
    for (i = 0; i < show->withs; i++)
        if (!w->hidden[i] &&
            coh_writer_column(w->writer, show->with[i], COH_COLUMN_TEXT, err))
            return -1;
    return 0;
}

/* Load and line of the row that stands ready; blank where `is` says no. */
static int
put_place(struct showing *w, int is, struct coh_error *err)
{
    int at;

    for (at = AT_LOAD; at <= AT_LINE && !w->show->share; at++)
        if (is ? coh_writer_count(w->writer,
                                  (size_t)coh_sql_integer(w->s.stmt, at), err)
               : coh_writer_blank(w->writer, err))
            return -1;
    return 0;
}

/* `is`: a note stands ready; else the row is of somebody without one. */
static int
put_row(struct showing *w, const struct coh_span *cell, int is,
        struct coh_error *err)
{
    const struct coh_shape_student *student =
        coh_shape_find(&w->shape, cell[COH_FIELD_NOTE_STUDENT_ID]);
    struct coh_span none = coh_span_of("");
    char ref[REF_SIZE];
    size_t i;
    int k;

    for (k = 0; k < COH_FIELD_NOTE_COLUMNS; k++)
        if (is_shown(w, k) && coh_writer_text(w->writer, cell[k], err))
            return -1;
    if (coh_writer_text(w->writer, is ? reference(w, ref) : none, err) ||
        put_place(w, is, err) ||
        (w->show->query.gone &&
         coh_writer_text(w->writer,
                         is ? coh_sql_text(w->s.stmt, AT_GONE_ON) : none, err)))
        return -1;
    for (i = 0; i < w->show->withs; i++)
        if (!w->hidden[i] &&
            coh_writer_text(w->writer, student ? student->with[i] : none, err))
            return -1;
    return coh_writer_row(w->writer, err);
}

/* The evidence knows results; of a note it is told the same. */
static int
trace(struct showing *w, const struct coh_span *cell, struct coh_error *err)
{
    struct coh_select_row row = {.result = COH_RESULT_INIT};

    row.result.cell[COH_RESULT_STUDENT_ID] = cell[COH_FIELD_NOTE_STUDENT_ID];
    row.result.cell[COH_RESULT_DATE] = cell[COH_FIELD_NOTE_DATE];
    row.result.cell[COH_RESULT_SOURCE] = cell[COH_FIELD_NOTE_SOURCE];
    row.result.cell[COH_RESULT_STATUS] = coh_span_of("scored");
    row.load = coh_sql_integer(w->s.stmt, AT_LOAD);
    return coh_trace_add(w->trace, &row, err);
}

static int
take_row(struct showing *w, struct coh_error *err)
{
    struct coh_span cell[COH_FIELD_NOTE_COLUMNS];
    const char *why;
    size_t at;
    int i, asked;

    for (i = 0; i < COH_FIELD_NOTE_COLUMNS; i++)
        cell[i] = coh_sql_text(w->s.stmt, AT_NOTE + i);
    if (is_asked(w, cell, &asked, err) || (asked && judge(w, cell, &why, err)))
        return -1;
    if (!asked)
        return 0;
    if (why)
        return coh_notes_add(w->s.notes, COH_NOTE_FACT, NULL, err, "%s", why);
    return trace(w, cell, err) ||
                   coh_keys_index(&w->has_note,
                                  &cell[COH_FIELD_NOTE_STUDENT_ID], &at, err) ||
                   put_row(w, cell, 1, err)
               ? -1
               : 0;
}

/* ---- students without a note ---- */

static int
is_expected(const struct showing *w, const struct coh_student_row *row)
{
    size_t i;

    for (i = 0; i < w->s.query->students; i++)
        if (coh_span_equal(w->s.student[i], row->student_id))
            break;
    return w->show->complete && (row->active || w->s.query->everyone) &&
           (!w->s.query->students || i < w->s.query->students);
}

static int
take_student(void *context, const struct coh_student_row *row,
             struct coh_error *err)
{
    struct showing *w = context;

    return coh_shape_student(&w->shape, row, w->show->withs,
                             is_expected(w, row), err);
}

static int
put_absences(struct showing *w, struct coh_error *err)
{
    size_t i;

    for (i = 0; w->show->complete && i < w->shape.students; i++) {
        const struct coh_shape_student *s = &w->shape.student[i];
        struct coh_field_note blank = COH_FIELD_NOTE_INIT;

        if (!s->expected ||
            coh_keys_find(&w->has_note, &s->student_id) < w->has_note.n)
            continue;
        blank.cell[COH_FIELD_NOTE_STUDENT_ID] = s->student_id;
        if (put_row(w, blank.cell, 0, err))
            return -1;
    }
    return 0;
}

/* ---- all of it ---- */

/* A page that cites a note which is not there must not come out without it. */
static int
check_references(const struct showing *w, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < w->show->notes; i++)
        if (!w->met[i])
            return coh_fail(err, COH_INPUT,
                            "no note '%s' among these; select --notes shows "
                            "the references in its column note",
                            coh_quote(w->show->note[i].bytes,
                                      w->show->note[i].length, quoted));
    return 0;
}

static int
walk(struct showing *w, struct coh_error *err)
{
    int more;

    while ((more = coh_sql_step(w->s.store, w->s.stmt, err)) == 1)
        if (take_row(w, err))
            return -1;
    if (more || check_references(w, err))
        return -1;
    if (!w->has_note.n &&
        coh_notes_add(w->s.notes, COH_NOTE_FACT, NULL, err, "no note fits"))
        return -1;
    return put_absences(w, err);
}

static int
read_students(struct showing *w, struct coh_error *err)
{
    const struct coh_show_note *show = w->show;
    const struct coh_student_query query = {.day = show->query.day,
                                            .everyone = 1,
                                            .with = show->with,
                                            .withs = show->withs};

    w->hidden = coh_alloc_array(show->withs, 1, err);
    if (!w->hidden)
        return -1;
    w->met = coh_alloc_array(show->notes, sizeof(*w->met), err);
    if (!w->met || hide_columns(w, err) ||
        (show->share && coh_student_names(w->s.store, &w->named, err)))
        return -1;
    if (!show->withs && !show->complete)
        return 0;
    return coh_student_list(w->s.store, &query, take_student, w, err);
}

int
coh_show_note_run(struct coh_store *store, const struct coh_show_note *show,
                  struct coh_writer *writer, struct coh_trace *trace,
                  struct coh_notes *notes, struct coh_error *err)
{
    struct showing w = {
        .s = {.store = store, .query = &show->query, .notes = notes},
        .show = show,
        .writer = writer,
        .trace = trace,
        .has_note = {.width = 1},
        .named = COH_MENTION_INIT,
    };
    int rc = -1;

    if (show->share && show->complete && !show->no_text)
        return coh_fail(err, COH_USAGE,
                        "--complete says who has no note, and --share says "
                        "nobody's id: take --no-text with it, for counts");
    if (!prepare(&w, err) && !read_students(&w, err) && !put_header(&w, err))
        rc = walk(&w, err);
    coh_sql_finish(&w.s.stmt);
    coh_text_release(&w.s.sql);
    coh_roster_release(&w.s.roster);
    coh_free(w.s.student);
    coh_shape_release(&w.shape);
    coh_keys_release(&w.has_note);
    coh_mention_release(&w.named);
    coh_free(w.hidden);
    coh_free(w.met);
    return rc;
}
