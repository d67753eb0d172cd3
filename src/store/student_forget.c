/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/student_forget.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/memory.h"
#include "store/sql.h"

/* An id that results are kept apart under. */
struct apart {
    struct coh_span id, name;
    int goes;
    size_t owner; /* who goes with it, or roster.n */
};

struct forgetting {
    struct coh_store *store;
    const struct coh_forget *query;
    struct coh_roster roster;
    char *goes; /* one a student */
    struct apart *apart;
    size_t aparts, capacity;
    struct coh_arena arena;
    size_t *forgotten;
    struct coh_notes *notes;
};

/* ---- who goes ---- */

static int
add_apart(struct forgetting *f, struct sqlite3_stmt *stmt,
          struct coh_error *err)
{
    struct coh_span id = coh_sql_text(stmt, 0), name = coh_sql_text(stmt, 1);
    struct apart *a;

    if (coh_reserve(&f->apart, &f->capacity, f->aparts + 1, sizeof(*f->apart),
                    err))
        return -1;
    a = &f->apart[f->aparts];
    *a = (struct apart){id, name, f->query->unknown, f->roster.n};
    a->id.bytes = coh_arena_text(&f->arena, id.bytes, id.length, err);
    if (!a->id.bytes)
        return -1;
    a->name.bytes = coh_arena_text(&f->arena, name.bytes, name.length, err);
    if (!a->name.bytes)
        return -1;
    f->aparts++;
    return 0;
}

static int
read_aparts(struct forgetting *f, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more = -1;

    if (coh_sql_prepare(f->store,
                        "SELECT u.written_id, coalesce(apart.name, '') FROM"
                        " (SELECT written_id FROM result"
                        "  WHERE student_id IS NULL"
                        "  UNION SELECT written_id FROM note"
                        "  WHERE student_id IS NULL"
                        "  UNION SELECT written_id FROM apart) AS u"
                        " LEFT JOIN apart USING (written_id) ORDER BY 1",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(f->store, stmt, err)) == 1)
        if (add_apart(f, stmt, err)) {
            more = -1;
            break;
        }
out:
    coh_sql_finish(&stmt);
    return more;
}

/* An id of no roster, if anything is kept under it. */
static int
choose_apart(struct forgetting *f, struct coh_span asked, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < f->aparts; i++)
        if (coh_span_equal(f->apart[i].id, asked)) {
            f->apart[i].goes = 1;
            return 0;
        }
    return coh_fail(err, COH_INPUT,
                    "no student '%s' on the roster, and nothing is kept "
                    "apart under this id",
                    coh_quote(asked.bytes, asked.length, quoted));
}

static int
choose(struct forgetting *f, struct coh_span asked, struct coh_error *err)
{
    char place[COH_QUOTE_SIZE + 60], quoted[COH_QUOTE_SIZE];
    enum coh_match hit;
    size_t at;

    hit = coh_roster_find(&f->roster, asked, &at);
    coh_quote(asked.bytes, asked.length, quoted);
    if (hit == COH_MATCH_NONE)
        return choose_apart(f, asked, err);
    if (hit == COH_MATCH_AMBIGUOUS)
        return coh_fail(err, COH_INPUT, "'%s' fits several students", quoted);
    f->goes[at] = 1;
    if (hit == COH_MATCH_EXACT)
        return 0;
    snprintf(place, sizeof(place), "'%s' is %.40s", quoted,
             f->roster.student[at].student_id);
    return coh_notes_add(f->notes, COH_NOTE_FACT, place, err, "matched %s",
                         coh_match_words(hit));
}

static int
choose_all(struct forgetting *f, struct coh_error *err)
{
    const struct coh_forget *q = f->query;
    size_t i, at;

    if (coh_student_roster(f->store, &f->roster, err) || read_aparts(f, err))
        return -1;
    f->goes = coh_alloc_array(f->roster.n, 1, err);
    if (!f->goes)
        return -1;
    for (i = 0; i < q->n; i++)
        if (choose(f, q->who[i], err))
            return -1;
    for (i = 0; i < f->roster.n; i++) {
        coh_date last = f->roster.student[i].active_to;

        if (q->left_before != COH_DATE_NONE && last != COH_DATE_NONE &&
            last < q->left_before)
            f->goes[i] = 1;
    }
    /* What waits under an id of theirs goes with them. */
    for (i = 0; i < f->aparts; i++)
        if (coh_match_found(coh_roster_find(&f->roster, f->apart[i].id, &at)) &&
            f->goes[at]) {
            f->apart[i].goes = 1;
            f->apart[i].owner = at;
        }
    return 0;
}

/* ---- what is said of them ---- */

static int
count_in(struct forgetting *f, const char *sql, struct coh_span id,
         size_t count[2], struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (!coh_sql_prepare(f->store, sql, &stmt, err) &&
        !coh_sql_bind(stmt, 1, id, f->store, err))
        rc = coh_sql_step(f->store, stmt, err);
    if (rc == 1) {
        count[0] += (size_t)coh_sql_integer(stmt, 0);
        count[1] += (size_t)coh_sql_integer(stmt, 1);
        rc = 0;
    }
    coh_sql_finish(&stmt);
    return rc;
}

/* Results, then notes; earlier values of both. */
static int
count(struct forgetting *f, const char *const sql[2], struct coh_span id,
      struct coh_forget_row *row, struct coh_error *err)
{
    size_t results[2] = {0, 0}, notes[2] = {0, 0};

    if (count_in(f, sql[0], id, results, err) ||
        count_in(f, sql[1], id, notes, err))
        return -1;
    row->results += results[0];
    row->notes += notes[0];
    row->earlier += results[1] + notes[1];
    return 0;
}

#define COUNTS "SELECT count(*) - count(superseded_by), count(superseded_by)"
static const char *const of_student[] = {
    COUNTS " FROM result WHERE student_id = ?1",
    COUNTS " FROM note WHERE student_id = ?1",
};
static const char *const of_apart[] = {
    COUNTS " FROM result INDEXED BY result_unknown"
           " WHERE student_id IS NULL AND written_id = ?1",
    COUNTS " FROM note INDEXED BY note_unknown"
           " WHERE student_id IS NULL AND written_id = ?1",
};

static int
say_student(struct forgetting *f, size_t at, struct coh_error *err)
{
    struct coh_forget_row row = {
        .id = coh_span_of(f->roster.student[at].student_id),
        .name = coh_span_of(f->roster.student[at].name),
        .on_roster = 1};
    size_t i;

    if (count(f, of_student, row.id, &row, err))
        return -1;
    for (i = 0; i < f->aparts; i++)
        if (f->apart[i].goes && f->apart[i].owner == at &&
            count(f, of_apart, f->apart[i].id, &row, err))
            return -1;
    ++*f->forgotten;
    return f->query->say(f->query->context, &row, err);
}

static int
say_apart(struct forgetting *f, const struct apart *a, struct coh_error *err)
{
    struct coh_forget_row row = {.id = a->id, .name = a->name};

    if (count(f, of_apart, a->id, &row, err))
        return -1;
    ++*f->forgotten;
    return f->query->say(f->query->context, &row, err);
}

static int
trace_all(struct forgetting *f, struct coh_error *err)
{
    const struct coh_forget *q = f->query;
    size_t i;

    for (i = 0; i < f->roster.identifiers; i++) {
        const struct coh_roster_identifier *id = &f->roster.identifier[i];

        if (f->goes[id->student] && id->kind != COH_ROSTER_LOCAL_PART &&
            q->trace(q->context, id->text, 0, err))
            return -1;
    }
    for (i = 0; i < f->roster.n; i++)
        if (f->goes[i] &&
            q->trace(q->context, coh_span_of(f->roster.student[i].name), 1,
                     err))
            return -1;
    for (i = 0; i < f->aparts; i++)
        if (f->apart[i].goes &&
            (q->trace(q->context, f->apart[i].id, 0, err) ||
             q->trace(q->context, f->apart[i].name, 1, err)))
            return -1;
    return 0;
}

static int
say_all(struct forgetting *f, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < f->roster.n; i++)
        if (f->goes[i] && say_student(f, i, err))
            return -1;
    for (i = 0; i < f->aparts; i++)
        if (f->apart[i].goes && f->apart[i].owner == f->roster.n &&
            say_apart(f, &f->apart[i], err))
            return -1;
    return f->query->trace ? trace_all(f, err) : 0;
}

/* ---- and then ---- */

static int
remove_one(struct forgetting *f, const char *const sql[3], struct coh_span id,
           struct coh_error *err)
{
    size_t i;

    for (i = 0; i < 3; i++)
        if (coh_sql_run(f->store, sql[i], &id, 1, err))
            return -1;
    return 0;
}

/* Ids and attributes go with their student (ON DELETE CASCADE). */
static int
remove_all(struct forgetting *f, struct coh_error *err)
{
    static const char *const student[] = {
        "DELETE FROM result WHERE student_id = ?1",
        "DELETE FROM note WHERE student_id = ?1",
        "DELETE FROM student WHERE student_id = ?1"};
    static const char *const apart[] = {
        "DELETE FROM result WHERE student_id IS NULL AND written_id = ?1",
        "DELETE FROM note WHERE student_id IS NULL AND written_id = ?1",
        "DELETE FROM apart WHERE written_id = ?1"};
    size_t i;

    for (i = 0; i < f->roster.n; i++)
        if (f->goes[i] &&
            remove_one(f, student, coh_span_of(f->roster.student[i].student_id),
                       err))
            return -1;
    for (i = 0; i < f->aparts; i++)
        if (f->apart[i].goes && remove_one(f, apart, f->apart[i].id, err))
            return -1;
    return 0;
}

static int
run(struct coh_store *store, const char *sql, struct coh_error *err)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? 0
               : coh_sql_fail(store, err);
}

static int
begin(struct coh_store *store, int dry_run, struct coh_error *err)
{
    if (dry_run)
        return run(store, "BEGIN", err);
    return run(store, "PRAGMA secure_delete = ON", err) ||
                   coh_store_begin(store, err)
               ? -1
               : 0;
}

/* Free pages may hold what was deleted before secure_delete was on. */
static int
write_anew(struct coh_store *store, struct coh_error *err)
{
    if (!run(store, "VACUUM", err))
        return 0;
    coh_error_context(err, "forgotten, but the store could not be written "
                           "anew, so that traces may be left in its file: ");
    return -1;
}

int
coh_student_forget(struct coh_store *store, const struct coh_forget *forget,
                   size_t *forgotten, struct coh_notes *notes,
                   struct coh_error *err)
{
    struct forgetting f = {.store = store,
                           .query = forget,
                           .roster = COH_ROSTER_INIT,
                           .arena = COH_ARENA_INIT,
                           .forgotten = forgotten,
                           .notes = notes};
    int rc = -1;

    *forgotten = 0;
    if (begin(store, forget->dry_run, err) || choose_all(&f, err) ||
        say_all(&f, err))
        goto out;
    if (*forgotten && forget->also && forget->also(forget->context, store, err))
        goto out;
    rc = 0;
    if (!forget->dry_run && *forgotten)
        rc = remove_all(&f, err) || coh_store_commit(store, err) ||
             write_anew(store, err);
out:
    coh_store_rollback(store);
    coh_free(f.goes);
    coh_free(f.apart);
    coh_arena_release(&f.arena);
    coh_roster_release(&f.roster);
    return rc ? -1 : 0;
}
