/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <stdio.h>

#include "base/memory.h"
#include "store/sql.h"
#include "store/student_adopt.h"
#include "store/student_attribute.h"
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

static int
has_span(const struct coh_student *s, struct coh_span name)
{
    size_t i;

    for (i = 0; i < s->spans; i++)
        if (coh_span_equal(s->span[i].name, name))
            return 1;
    return 0;
}

static int
write_span(struct import *im, const struct coh_student *s,
           const struct coh_student_span *span, struct coh_error *err)
{
    const struct coh_student_attribute a = {s->student_id, span->name,
                                            span->value};
    coh_date from = span->from == COH_DATE_NONE ? im->days.first : span->from;
    const struct coh_student_days days = {from, from};

    return span->to == COH_DATE_NONE
               ? coh_student_attribute_write(im->store, &a, days, err)
               : coh_student_attribute_span(im->store, &a, from, span->to, err);
}

static int
write_attributes(struct import *im, const struct coh_student *s,
                 struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s->attributes; i++) {
        const struct coh_student_attribute a = {
            s->student_id, s->attribute[i].name, s->attribute[i].value};

        if (!has_span(s, a.name) &&
            coh_student_attribute_write(im->store, &a, im->days, err))
            return -1;
    }
    for (i = 0; i < s->spans; i++)
        if (write_span(im, s, &s->span[i], err))
            return -1;
    return 0;
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
                   each(im, write_attributes, err) ||
                   coh_student_adopt_all(im->store, &im->outcome->adopted,
                                         im->notes, err)
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
