/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <stdio.h>

#include "base/memory.h"
#include "store/sql.h"
#include "store/student_known.h"

/* What an import carries with it. */
struct import {
    struct coh_store *store;
    struct coh_student_known known;
    struct coh_student *student; /* the rows, with the ids of the store */
    size_t n;
    struct coh_student_days days;
    struct coh_student_outcome *outcome;
    struct coh_notes *notes;
};

static int
note(struct import *im, size_t line, struct coh_span id, const char *reason,
     struct coh_error *err)
{
    char place[COH_QUOTE_SIZE + 40], quoted[COH_QUOTE_SIZE];

    if (id.length)
        snprintf(place, sizeof(place), "line %zu: '%s'", line,
                 coh_quote(id.bytes, id.length, quoted));
    else
        snprintf(place, sizeof(place), "line %zu", line);
    return coh_notes_add(im->notes, COH_NOTE_LOOK, place, err, "%s", reason);
}

/* Rows that speak of nobody, or of whom an earlier one spoke. The caller's
 * rows keep the ids that they were given. */
static int
set_aside(struct import *im, struct coh_student *given, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < im->n; i++) {
        struct coh_student *s = &im->student[i];
        const char *why;

        *s = given[i];
        if (coh_student_known_place(&im->known, s, i, &why, im->notes, err))
            return -1;
        s->aside = given[i].aside = why != NULL;
        given[i].active = 0;
        im->outcome->set_aside += s->aside != 0;
        if (why && note(im, s->line, s->student_id, why, err))
            return -1;
    }
    return im->outcome->set_aside < im->n
               ? 0
               : coh_fail(err, COH_INPUT, "no row can be used");
}

static int
write_student(struct import *im, const struct coh_student *s,
              struct coh_error *err)
{
    struct coh_store *store = im->store;
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (coh_sql_run(store,
                    "INSERT OR IGNORE INTO student(student_id, name)"
                    " VALUES (?1, '')",
                    &s->student_id, 1, err))
        return -1;
    if (sqlite3_changes(store->db))
        im->outcome->added++;
    else
        im->outcome->known++;
    if (coh_sql_prepare(store,
                        "UPDATE student SET name = coalesce(?2, name),"
                        " active_from = iif(?4, ?3, active_from),"
                        " active_to = iif(?6, ?5, active_to)"
                        " WHERE student_id = ?1",
                        &stmt, err) ||
        coh_sql_bind(stmt, 1, s->student_id, store, err) ||
        coh_sql_bind(stmt, 2, s->name, store, err) ||
        coh_sql_bind_date(stmt, 3, s->active_from, store, err) ||
        coh_sql_bind_integer(stmt, 4, s->says_active_from, store, err) ||
        coh_sql_bind_date(stmt, 5, s->active_to, store, err) ||
        coh_sql_bind_integer(stmt, 6, s->says_active_to, store, err))
        goto out;
    rc = coh_sql_step(store, stmt, err);
out:
    coh_sql_finish(&stmt);
    return rc;
}

/* All old ids go before the first new one comes, so that two students whose
 * ids were swapped can be put right. */
static int
drop_identifiers(struct import *im, const struct coh_student *s,
                 struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s->identifiers; i++) {
        const struct coh_student_value *v = &s->identifier[i];
        struct coh_span value[] = {s->student_id, v->name, v->value};

        if (v->value.length &&
            coh_sql_run(im->store,
                        "DELETE FROM student_identifier WHERE student_id = ?1"
                        " AND system = ?2 AND identifier <> ?3",
                        value, 3, err))
            return -1;
    }
    return 0;
}

static int
add_identifier(struct import *im, const struct coh_student *s,
               const struct coh_student_value *v, struct coh_error *err)
{
    struct coh_span value[] = {v->name, v->value, s->student_id};
    struct sqlite3_stmt *stmt = NULL;
    char reason[COH_QUOTE_SIZE + 60], quoted[COH_QUOTE_SIZE];
    int rc;

    if (coh_sql_run(im->store,
                    "INSERT OR IGNORE INTO student_identifier VALUES"
                    " (?1, ?2, ?3)",
                    value, 3, err))
        return -1;
    if (sqlite3_changes(im->store->db))
        return 0;
    rc = coh_sql_prepare(im->store,
                         "SELECT 1 FROM student_identifier WHERE system = ?1"
                         " AND identifier = ?2 AND student_id <> ?3",
                         &stmt, err);
    if (!rc)
        rc = coh_sql_bind(stmt, 1, value[0], im->store, err) ||
                     coh_sql_bind(stmt, 2, value[1], im->store, err) ||
                     coh_sql_bind(stmt, 3, value[2], im->store, err)
                 ? -1
                 : coh_sql_step(im->store, stmt, err);
    coh_sql_finish(&stmt);
    if (rc < 1)
        return rc;
    snprintf(reason, sizeof(reason),
             "column '%s': the id is another student's and was left out",
             coh_quote(v->name.bytes, v->name.length, quoted));
    return note(im, s->line, v->value, reason, err);
}

static int
add_identifiers(struct import *im, const struct coh_student *s,
                struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s->identifiers; i++)
        if (s->identifier[i].value.length &&
            add_identifier(im, s, &s->identifier[i], err))
            return -1;
    return 0;
}

/* The span of an attribute that holds on a day, or the next one after it. */
struct held {
    int found, same; /* same: its value is the new one */
    coh_date from;
};

static int
find_attribute(struct import *im, const char *sql, const struct coh_span key[3],
               coh_date day, struct held *held, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (coh_sql_prepare(im->store, sql, &stmt, err) ||
        coh_sql_bind(stmt, 1, key[0], im->store, err) ||
        coh_sql_bind(stmt, 2, key[1], im->store, err) ||
        coh_sql_bind_date(stmt, 3, day, im->store, err))
        goto out;
    rc = coh_sql_step(im->store, stmt, err);
    if (rc < 0)
        goto out;
    held->found = rc;
    held->same = rc && coh_span_equal(coh_sql_text(stmt, 0), key[2]);
    held->from = rc ? coh_sql_date(stmt, 1) : COH_DATE_NONE;
    rc = 0;
out:
    coh_sql_finish(&stmt);
    return rc;
}

/* The new value from `day` on, up to where another one already begins. */
static int
begin_attribute(struct import *im, const struct coh_span key[3], coh_date day,
                struct coh_error *err)
{
    char text[COH_DATE_SIZE];
    struct coh_span value[] = {key[0], key[1], key[2],
                               coh_span_of(coh_date_text(day, text))};

    return coh_sql_run(
        im->store,
        "INSERT INTO student_attribute(student_id, name, value, from_date,"
        " to_date) VALUES (?1, ?2, ?3, ?4,"
        " (SELECT date(min(from_date), '-1 day') FROM student_attribute"
        "  WHERE student_id = ?1 AND name = ?2 AND from_date > ?4))"
        " ON CONFLICT DO UPDATE SET value = excluded.value",
        value, 4, err);
}

/* The value that holds on `day` ends the day before; one that began on that
 * very day never held. */
static int
end_attribute(struct import *im, const struct coh_span key[3], coh_date from,
              coh_date day, struct coh_error *err)
{
    char first[COH_DATE_SIZE], last[COH_DATE_SIZE];
    struct coh_span value[] = {
        key[0],
        key[1],
        coh_span_of(coh_date_text(from, first)),
        coh_span_of(coh_date_text(day - 1, last)),
    };

    return coh_sql_run(
        im->store,
        from == day ? "DELETE FROM student_attribute WHERE student_id = ?1"
                      " AND name = ?2 AND from_date = ?3"
                    : "UPDATE student_attribute SET to_date = ?4"
                      " WHERE student_id = ?1 AND name = ?2 AND from_date = ?3",
        value, from == day ? 3 : 4, err);
}

/* The same value is known from a later day on: it holds from `day` already. */
static int
stretch_attribute(struct import *im, const struct coh_span key[3],
                  coh_date from, coh_date day, struct coh_error *err)
{
    char first[COH_DATE_SIZE], earlier[COH_DATE_SIZE];
    struct coh_span value[] = {
        key[0],
        key[1],
        coh_span_of(coh_date_text(from, first)),
        coh_span_of(coh_date_text(day, earlier)),
    };

    return coh_sql_run(im->store,
                       "UPDATE student_attribute SET from_date = ?4"
                       " WHERE student_id = ?1 AND name = ?2"
                       " AND from_date = ?3",
                       value, 4, err);
}

/* No value holds on the day of change. A first value holds from the first day;
 * one after a gap, or before a later one, from the day itself. */
static int
fill_attribute(struct import *im, const struct coh_span key[3],
               struct coh_error *err)
{
    static const char later[] =
        "SELECT value, from_date FROM student_attribute WHERE student_id = ?1"
        " AND name = ?2 AND from_date > ?3 ORDER BY from_date LIMIT 1";
    static const char any[] =
        "SELECT value, from_date FROM student_attribute WHERE student_id = ?1"
        " AND name = ?2 AND from_date <= ?3 LIMIT 1";
    coh_date day = im->days.change;
    struct held next, before;

    if (find_attribute(im, later, key, day, &next, err) ||
        find_attribute(im, any, key, day, &before, err))
        return -1;
    if (next.found && next.same)
        return stretch_attribute(im, key, next.from, day, err);
    if (!next.found && !before.found)
        day = im->days.first;
    return begin_attribute(im, key, day, err);
}

static int
write_attribute(struct import *im, const struct coh_span key[3],
                struct coh_error *err)
{
    static const char now[] =
        "SELECT value, from_date FROM student_attribute WHERE student_id = ?1"
        " AND name = ?2 AND from_date <= ?3"
        " AND (to_date IS NULL OR to_date >= ?3)";
    coh_date day = im->days.change;
    struct held held;

    if (find_attribute(im, now, key, day, &held, err))
        return -1;
    if (!held.found)
        return key[2].length ? fill_attribute(im, key, err) : 0;
    if (held.same)
        return 0;
    if (end_attribute(im, key, held.from, day, err))
        return -1;
    return key[2].length ? begin_attribute(im, key, day, err) : 0;
}

static int
write_attributes(struct import *im, const struct coh_student *s,
                 struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s->attributes; i++) {
        const struct coh_span key[] = {
            s->student_id,
            s->attribute[i].name,
            s->attribute[i].value,
        };

        if (write_attribute(im, key, err))
            return -1;
    }
    return 0;
}

/* The results kept under `written` become the student's, but for those whose
 * natural key the student already has: two values, and nobody to choose. */
static int
adopt(struct import *im, struct coh_span written, struct coh_span student_id,
      struct coh_error *err)
{
    const struct coh_span value[] = {student_id, written};

    if (coh_sql_run(
            im->store,
            "UPDATE result INDEXED BY result_unknown SET student_id = ?1"
            " WHERE student_id IS NULL AND written_id = ?2"
            " AND (superseded_by IS NOT NULL OR NOT EXISTS"
            " (SELECT 1 FROM result held INDEXED BY result_current"
            "  WHERE held.superseded_by IS NULL"
            "  AND held.key_hash = result.key_hash"
            "  AND coalesce(held.student_id, held.written_id) = ?1"
            "  AND held.student_id IS NOT NULL))",
            value, 2, err))
        return -1;
    im->outcome->adopted += (size_t)sqlite3_changes(im->store->db);
    return 0;
}

/* One id that results wait under: whose is it now? */
static int
adopt_written(struct import *im, const struct coh_roster *roster,
              struct coh_span written, struct coh_error *err)
{
    char place[2 * COH_QUOTE_SIZE + 8], quoted[COH_QUOTE_SIZE];
    enum coh_match hit;
    const char *id;
    size_t at;

    hit = coh_roster_find(roster, written, &at);
    if (hit != COH_MATCH_EXACT && hit != COH_MATCH_ZEROS)
        return 0;
    id = roster->student[at].student_id;
    if (adopt(im, written, coh_span_of(id), err))
        return -1;
    if (hit == COH_MATCH_EXACT)
        return 0;
    snprintf(place, sizeof(place), "'%s' is %.40s",
             coh_quote(written.bytes, written.length, quoted), id);
    return coh_notes_add(im->notes, COH_NOTE_FACT, place, err,
                         "ids of earlier results matched without their leading "
                         "zeros");
}

static int
adopt_all(struct import *im, struct coh_error *err)
{
    struct coh_roster roster = COH_ROSTER_INIT;
    struct coh_arena arena = COH_ARENA_INIT;
    struct sqlite3_stmt *stmt = NULL;
    struct coh_span *written = NULL;
    size_t n = 0, capacity = 0, i;
    int more;
    int rc = -1;

    if (coh_student_roster(im->store, &roster, err) ||
        coh_sql_prepare(im->store,
                        "SELECT DISTINCT written_id FROM result"
                        " WHERE student_id IS NULL ORDER BY 1",
                        &stmt, err))
        goto out;
    /* All are read first: adopting changes what the statement walks over. */
    while ((more = coh_sql_step(im->store, stmt, err)) == 1) {
        struct coh_span s = coh_sql_text(stmt, 0);

        if (coh_reserve(&written, &capacity, n + 1, sizeof(*written), err))
            goto out;
        s.bytes = coh_arena_text(&arena, s.bytes, s.length, err);
        if (!s.bytes)
            goto out;
        written[n++] = s;
    }
    for (i = 0; !more && i < n; i++)
        if (adopt_written(im, &roster, written[i], err))
            goto out;
    rc = more;
out:
    coh_sql_finish(&stmt);
    coh_free(written);
    coh_arena_release(&arena);
    coh_roster_release(&roster);
    return rc;
}

static int
each(struct import *im,
     int (*step)(struct import *im, const struct coh_student *s,
                 struct coh_error *err),
     struct coh_error *err)
{
    size_t i;

    for (i = 0; i < im->n; i++)
        if (!im->student[i].aside && step(im, &im->student[i], err))
            return -1;
    return 0;
}

static int
write_all(struct import *im, struct coh_error *err)
{
    return each(im, write_student, err) || each(im, drop_identifiers, err) ||
                   each(im, add_identifiers, err) ||
                   each(im, write_attributes, err) || adopt_all(im, err)
               ? -1
               : 0;
}

int
coh_student_import(struct coh_store *store, struct coh_student *student,
                   size_t n, struct coh_student_days days,
                   struct coh_student_outcome *outcome, struct coh_notes *notes,
                   struct coh_error *err)
{
    struct import im = {.store = store,
                        .known = COH_STUDENT_KNOWN_INIT,
                        .n = n,
                        .days = days,
                        .outcome = outcome,
                        .notes = notes};
    int rc = -1;

    *outcome = (struct coh_student_outcome){.added = 0};
    if (!n)
        return coh_fail(err, COH_INPUT, "a roster without a student");
    im.student = coh_alloc_array(n, sizeof(*im.student), err);
    if (!im.student || coh_store_begin(store, err))
        goto out;
    if (!coh_student_known_read(&im.known, store, err) &&
        !set_aside(&im, student, err) && !write_all(&im, err) &&
        !coh_student_known_active(&im.known, store, days.change, student, notes,
                                  err))
        rc = coh_store_commit(store, err);
    if (rc)
        coh_store_rollback(store);
out:
    coh_student_known_release(&im.known);
    coh_free(im.student);
    return rc;
}
