/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "store/place.h"
#include "store/sql.h"

enum { FIND, INSERT, KEEP_HISTORY, UPDATE, NUMBER, NEXT };

/* With the student these make the natural key. */
static const enum coh_field_note_column key_column[] = {
    COH_FIELD_NOTE_DATE, COH_FIELD_NOTE_AUTHOR_ROLE, COH_FIELD_NOTE_SOURCE,
    COH_FIELD_NOTE_TEXT};
#define KEYS ((int)(sizeof(key_column) / sizeof(*key_column)))

/* One row by its key: the hash, whose it is, whether that is nobody's on the
 * roster, and the columns above. */
#define BY_KEY                                                          \
    " WHERE key_hash = ?1 AND coalesce(student_id, written_id) = ?2"    \
    " AND (student_id IS NULL) = ?3 AND date = ?4 AND author_role = ?5" \
    " AND source = ?6 AND \"text\" = ?7"

/* The statements are those of place.c, of the other kind of rows. NUMBER: the
 * one that the note had before an undo took it back. */
static const char *const sql[] = {
    [FIND] = ("SELECT n.id, t.line, n.gone_by, codes, shareable FROM note n"
              " LEFT JOIN touch t ON t.load = ?8 AND t.result = n.id" BY_KEY
              " AND superseded_by IS NULL"),
    [INSERT] = "INSERT INTO note(load, line, key_hash, number, student_id,"
               " written_id, date, author_role, source, \"text\", codes,"
               " shareable) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
               " ?11, ?12)",
    [KEEP_HISTORY] = COH_PLACE_KEEP_NOTE,
    [UPDATE] = "UPDATE note SET load = ?1, line = ?2, written_id = ?4,"
               " codes = ?5, shareable = ?6, known_from = NULL, gone_by = NULL"
               " WHERE id = ?3",
    [NUMBER] = "SELECT number FROM note" BY_KEY " LIMIT 1",
    [NEXT] = "INSERT INTO note_number(source, last) VALUES (?1, 1)"
             " ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
};

/* A note on its way in. */
struct arrival {
    struct coh_span cell[COH_FIELD_NOTE_COLUMNS];
    struct coh_span student; /* bytes NULL: nobody was recognised */
    int64_t key_hash;
    size_t line;
    char date[COH_DATE_SIZE];
};

static void
arrive(struct coh_load *load, struct arrival *a,
       const struct coh_field_note *from)
{
    uint64_t h = 0;
    int i;

    for (i = 0; i < COH_FIELD_NOTE_COLUMNS; i++)
        a->cell[i] = from->cell[i].length ? from->cell[i] : coh_span_of("");
    if (!a->cell[COH_FIELD_NOTE_SOURCE].length)
        a->cell[COH_FIELD_NOTE_SOURCE] = load->file.source_id;
    a->cell[COH_FIELD_NOTE_DATE] =
        coh_place_day(load, a->cell[COH_FIELD_NOTE_DATE], a->date);
    for (i = 0; i < KEYS; i++) {
        h = coh_hash64(h, a->cell[key_column[i]].bytes,
                       a->cell[key_column[i]].length);
        h = coh_hash64(h, "", 1);
    }
    a->key_hash = (int64_t)(h & INT64_MAX);
    for (i = 0; i < COH_FIELD_NOTE_COLUMNS; i++)
        coh_place_hash(
            load, i == COH_FIELD_NOTE_SOURCE &&
                          coh_span_equal(from->cell[i], load->file.source_id)
                      ? coh_span_of("")
                  : i == COH_FIELD_NOTE_SOURCE ? from->cell[i]
                                               : a->cell[i]);
}

static int
bind_key(struct coh_load *load, struct sqlite3_stmt *stmt,
         const struct arrival *a, struct coh_error *err)
{
    struct coh_span who =
        a->student.bytes ? a->student : a->cell[COH_FIELD_NOTE_STUDENT_ID];
    int i;

    if (coh_sql_bind_integer(stmt, 1, a->key_hash, load->store, err) ||
        coh_sql_bind(stmt, 2, who, load->store, err) ||
        coh_sql_bind_integer(stmt, 3, !a->student.bytes, load->store, err))
        return -1;
    for (i = 0; i < KEYS; i++)
        if (coh_sql_bind(stmt, 4 + i, a->cell[key_column[i]], load->store, err))
            return -1;
    return 0;
}

/* The number that pages cite the note by. */
static int
find_number(struct coh_load *load, const struct arrival *a, int64_t *number,
            struct coh_error *err)
{
    struct sqlite3_stmt *held = load->place[NUMBER], *next = load->place[NEXT];
    int found;

    if (bind_key(load, held, a, err))
        return -1;
    found = coh_sql_step(load->store, held, err);
    if (found == 1)
        *number = coh_sql_integer(held, 0);
    coh_sql_reset(held);
    if (found)
        return found < 0 ? -1 : 0;
    if (coh_sql_bind(next, 1, a->cell[COH_FIELD_NOTE_SOURCE], load->store,
                     err) ||
        coh_sql_step(load->store, next, err) != 1)
        return -1;
    *number = coh_sql_integer(next, 0);
    coh_sql_reset(next);
    return 0;
}

static int
bind_row(struct coh_load *load, const struct arrival *a, int64_t number,
         struct coh_error *err)
{
    struct sqlite3_stmt *stmt = load->place[INSERT];
    struct coh_store *store = load->store;
    int i;

    if (coh_sql_bind_integer(stmt, 1, load->outcome.load, store, err) ||
        coh_sql_bind_integer(stmt, 2, (int64_t)a->line, store, err) ||
        coh_sql_bind_integer(stmt, 3, a->key_hash, store, err) ||
        coh_sql_bind_integer(stmt, 4, number, store, err) ||
        coh_sql_bind(stmt, 5, a->student, store, err))
        return -1;
    for (i = 0; i < COH_FIELD_NOTE_COLUMNS; i++)
        if (coh_sql_bind(stmt, 6 + i, a->cell[i], store, err))
            return -1;
    return 0;
}

static int
insert(struct coh_load *load, const struct arrival *a, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    int64_t number = 0;

    if (find_number(load, a, &number, err) || bind_row(load, a, number, err))
        return -1;
    if (coh_sql_step(load->store, load->place[INSERT], err)) {
        if (sqlite3_errcode(load->store->db) == SQLITE_CONSTRAINT)
            return coh_fail(
                err, COH_INPUT, "student '%s' is not on the roster",
                coh_quote(a->student.bytes, a->student.length, quoted));
        return -1;
    }
    load->outcome.added++;
    return coh_place_touch(load, sqlite3_last_insert_rowid(load->store->db),
                           COH_LOAD_ADD, a->line, err);
}

static int
supersede(struct coh_load *load, const struct arrival *a, int64_t id,
          enum coh_load_did did, struct coh_error *err)
{
    struct sqlite3_stmt *keep = load->place[KEEP_HISTORY];
    struct sqlite3_stmt *now = load->place[UPDATE];
    struct coh_store *store = load->store;

    if (coh_sql_bind_integer(keep, 1, load->outcome.load, store, err) ||
        coh_sql_bind_integer(keep, 2, id, store, err) ||
        coh_sql_step(store, keep, err))
        return -1;
    if (coh_sql_bind_integer(now, 1, load->outcome.load, store, err) ||
        coh_sql_bind_integer(now, 2, (int64_t)a->line, store, err) ||
        coh_sql_bind_integer(now, 3, id, store, err) ||
        coh_sql_bind(now, 4, a->cell[COH_FIELD_NOTE_STUDENT_ID], store, err) ||
        coh_sql_bind(now, 5, a->cell[COH_FIELD_NOTE_CODES], store, err) ||
        coh_sql_bind(now, 6, a->cell[COH_FIELD_NOTE_SHAREABLE], store, err) ||
        coh_sql_step(store, now, err))
        return -1;
    if (did == COH_LOAD_RETURN)
        load->outcome.back++;
    else
        load->outcome.changed++;
    return coh_place_touch(load, id, did, a->line, err);
}

static int
refuse_conflict(const struct arrival *a, size_t first, struct coh_error *err)
{
    struct coh_span id = a->cell[COH_FIELD_NOTE_STUDENT_ID];
    char who[COH_QUOTE_SIZE];

    return coh_fail(err, COH_INPUT,
                    "lines %zu and %zu are the same note (student '%s') with "
                    "other codes or another mark of sharing",
                    first, a->line, coh_quote(id.bytes, id.length, who));
}

/* The key is held; FIND stands on its row. */
static int
meet(struct coh_load *load, const struct arrival *a, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = load->place[FIND];
    int64_t id = coh_sql_integer(stmt, 0);
    size_t first = (size_t)coh_sql_integer(stmt, 1);
    int seen = sqlite3_column_type(stmt, 1) != SQLITE_NULL;
    int gone = sqlite3_column_type(stmt, 2) != SQLITE_NULL;
    int same =
        coh_span_equal(coh_sql_text(stmt, 3), a->cell[COH_FIELD_NOTE_CODES]) &&
        coh_span_equal(coh_sql_text(stmt, 4),
                       a->cell[COH_FIELD_NOTE_SHAREABLE]);

    coh_sql_reset(stmt);
    if (seen && !same)
        return refuse_conflict(a, first, err);
    if (seen) {
        load->outcome.repeated++;
        return 0;
    }
    if (gone || !same)
        return supersede(load, a, id, gone ? COH_LOAD_RETURN : COH_LOAD_CHANGE,
                         err);
    load->outcome.unchanged++;
    return coh_place_touch(load, id, COH_LOAD_CONFIRM, a->line, err);
}

int
coh_place_note_prepare(struct coh_load *load, struct coh_error *err)
{
    int i;

    for (i = 0; i < (int)(sizeof(sql) / sizeof(*sql)); i++)
        if (coh_sql_prepare(load->store, sql[i], &load->place[i], err))
            return -1;
    return 0;
}

int
coh_place_note(struct coh_load *load, size_t line,
               const struct coh_field_note *note, struct coh_span student_id,
               struct coh_error *err)
{
    struct arrival a = {.student = student_id, .line = line};
    int held;

    if (coh_field_note_check(note, err)) {
        coh_error_context(err, "line %zu: ", line);
        return -1;
    }
    if (!student_id.length) {
        a.student.bytes = NULL;
        load->outcome.unmatched++;
    }
    arrive(load, &a, note);
    load->results++;
    if (bind_key(load, load->place[FIND], &a, err) ||
        coh_sql_bind_integer(load->place[FIND], 8, load->outcome.load,
                             load->store, err))
        return -1;
    held = coh_sql_step(load->store, load->place[FIND], err);
    if (held < 0)
        return -1;
    return held ? meet(load, &a, err) : insert(load, &a, err);
}
