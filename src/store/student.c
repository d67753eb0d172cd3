/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/student.h"

#include <sqlite3.h>

#include "base/memory.h"
#include "store/sql.h"

int
coh_student_roster(struct coh_store *store, struct coh_roster *roster,
                   struct coh_error *err)
{
    struct sqlite3_stmt *student = NULL, *identifier = NULL;
    size_t at;
    int more;
    int rc = -1;

    if (coh_sql_prepare(store,
                        "SELECT student_id, name, active_from, active_to"
                        " FROM student ORDER BY student_id",
                        &student, err) ||
        coh_sql_prepare(store,
                        "SELECT system, identifier FROM student_identifier"
                        " WHERE student_id = ?1 ORDER BY system, identifier",
                        &identifier, err))
        goto out;
    while ((more = coh_sql_step(store, student, err)) == 1) {
        if (coh_roster_add(roster, coh_sql_text(student, 0),
                           coh_sql_text(student, 1), coh_sql_date(student, 2),
                           coh_sql_date(student, 3), &at, err) ||
            coh_sql_bind(identifier, 1, coh_sql_text(student, 0), store, err))
            goto out;
        while ((more = coh_sql_step(store, identifier, err)) == 1)
            if (coh_roster_add_identifier(roster, at,
                                          coh_sql_text(identifier, 0),
                                          coh_sql_text(identifier, 1), err))
                goto out;
        if (more)
            goto out;
    }
    rc = more;
out:
    coh_sql_finish(&student);
    coh_sql_finish(&identifier);
    return rc;
}

/* The names that `with` may hold, for the message of who asks for another. */
static int
refuse_name(struct coh_store *store, struct coh_span name,
            struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    struct coh_text list = COH_TEXT_INIT;
    char quoted[COH_QUOTE_SIZE];
    int more = -1;

    if (coh_text_add_string(&list, "name, active_from, active_to", err) ||
        coh_sql_prepare(store,
                        "SELECT name FROM student_attribute UNION"
                        " SELECT system FROM student_identifier ORDER BY 1",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1) {
        struct coh_span s = coh_sql_text(stmt, 0);

        if (coh_text_add_string(&list, ", ", err) ||
            coh_text_add(&list, s.bytes, s.length, err))
            goto out;
    }
    if (!more)
        coh_fail(err, COH_INPUT, "the roster has no '%s'; it has %s",
                 coh_quote(name.bytes, name.length, quoted),
                 coh_text_get(&list));
out:
    coh_sql_finish(&stmt);
    coh_text_release(&list);
    return -1;
}

static int
check_name(struct coh_store *store, struct coh_span name, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (coh_span_is(name, "name") || coh_span_is(name, "active_from") ||
        coh_span_is(name, "active_to") || coh_span_is(name, COH_ROSTER_ALIAS))
        return 0;
    if (!coh_sql_prepare(store,
                         "SELECT 1 FROM student_attribute WHERE name = ?1"
                         " UNION ALL SELECT 1 FROM student_identifier"
                         " WHERE system = ?1 LIMIT 1",
                         &stmt, err) &&
        !coh_sql_bind(stmt, 1, name, store, err))
        rc = coh_sql_step(store, stmt, err);
    coh_sql_finish(&stmt);
    if (rc < 0)
        return -1;
    return rc ? 0 : refuse_name(store, name, err);
}

/* What listing holds: the students, and one look-up for each name. */
struct listing {
    const struct coh_student_query *query;
    struct sqlite3_stmt *student;
    struct sqlite3_stmt **with;
    struct coh_span *value;
};

static int
open_look_up(struct coh_store *store, const struct coh_student_query *q,
             size_t i, struct sqlite3_stmt **stmt, struct coh_error *err)
{
    if (check_name(store, q->with[i], err) ||
        coh_sql_prepare(
            store,
            "SELECT value FROM student_attribute WHERE student_id = ?1"
            " AND name = ?2 AND from_date <= ?3"
            " AND (to_date IS NULL OR to_date >= ?3)"
            " UNION ALL SELECT group_concat(identifier, '; ') FROM"
            " (SELECT identifier FROM student_identifier"
            "  WHERE student_id = ?1 AND system = ?2 ORDER BY 1)"
            " GROUP BY ?1"
            " UNION ALL SELECT CASE ?2 WHEN 'name' THEN name"
            " WHEN 'active_from' THEN active_from"
            " WHEN 'active_to' THEN active_to END"
            " FROM student WHERE student_id = ?1 LIMIT 1",
            stmt, err) ||
        coh_sql_bind(*stmt, 2, q->with[i], store, err))
        return -1;
    return coh_sql_bind_date(*stmt, 3, q->day, store, err);
}

static int
open_listing(struct listing *l, struct coh_store *store, struct coh_error *err)
{
    const struct coh_student_query *q = l->query;
    size_t i;

    l->with = coh_alloc_array(q->withs, sizeof(struct sqlite3_stmt *), err);
    if (!l->with)
        return -1;
    l->value = coh_alloc_array(q->withs, sizeof(*l->value), err);
    if (!l->value)
        return -1;
    for (i = 0; i < q->withs; i++)
        if (open_look_up(store, q, i, &l->with[i], err))
            return -1;
    if (coh_sql_prepare(store,
                        "SELECT student_id, name, active_from, active_to,"
                        " coalesce(active_from <= ?1, 1) AND"
                        " coalesce(active_to >= ?1, 1) AS active"
                        " FROM student WHERE ?2 OR active ORDER BY student_id",
                        &l->student, err) ||
        coh_sql_bind_date(l->student, 1, q->day, store, err))
        return -1;
    return coh_sql_bind_integer(l->student, 2, q->everyone, store, err);
}

static void
close_listing(struct listing *l)
{
    size_t i;

    for (i = 0; l->with && i < l->query->withs; i++)
        coh_sql_finish(&l->with[i]);
    coh_sql_finish(&l->student);
    coh_free(l->with);
    coh_free(l->value);
}

static int
read_student(struct listing *l, struct coh_store *store,
             struct coh_student_row *row, struct coh_error *err)
{
    size_t i;
    int found;

    row->student_id = coh_sql_text(l->student, 0);
    row->name = coh_sql_text(l->student, 1);
    row->active_from = coh_sql_date(l->student, 2);
    row->active_to = coh_sql_date(l->student, 3);
    row->active = coh_sql_integer(l->student, 4) != 0;
    row->with = l->value;
    for (i = 0; i < l->query->withs; i++) {
        coh_sql_reset(l->with[i]);
        if (coh_sql_bind(l->with[i], 1, row->student_id, store, err))
            return -1;
        found = coh_sql_step(store, l->with[i], err);
        if (found < 0)
            return -1;
        l->value[i] = found ? coh_sql_text(l->with[i], 0) : coh_span_of("");
    }
    return 0;
}

int
coh_student_list(struct coh_store *store, const struct coh_student_query *query,
                 int (*row)(void *context,
                            const struct coh_student_row *student,
                            struct coh_error *err),
                 void *context, struct coh_error *err)
{
    struct listing l = {.query = query};
    struct coh_student_row read;
    int more;
    int rc = -1;

    if (open_listing(&l, store, err))
        goto out;
    while ((more = coh_sql_step(store, l.student, err)) == 1)
        if (read_student(&l, store, &read, err) || row(context, &read, err))
            goto out;
    rc = more;
out:
    close_listing(&l);
    return rc;
}
