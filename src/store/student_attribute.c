/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/student_attribute.h"

#include "store/sql.h"

/* The span of an attribute that holds on a day, or the next one after it. */
struct held {
    int found, same; /* same: its value is the new one */
    coh_date from;
};

static int
find_attribute(struct coh_store *store, const char *sql,
               const struct coh_span key[3], coh_date day, struct held *held,
               struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (coh_sql_prepare(store, sql, &stmt, err) ||
        coh_sql_bind(stmt, 1, key[0], store, err) ||
        coh_sql_bind(stmt, 2, key[1], store, err) ||
        coh_sql_bind_date(stmt, 3, day, store, err))
        goto out;
    rc = coh_sql_step(store, stmt, err);
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
begin_attribute(struct coh_store *store, const struct coh_span key[3],
                coh_date day, struct coh_error *err)
{
    char text[COH_DATE_SIZE];
    struct coh_span value[] = {key[0], key[1], key[2],
                               coh_span_of(coh_date_text(day, text))};

    return coh_sql_run(
        store,
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
end_attribute(struct coh_store *store, const struct coh_span key[3],
              coh_date from, coh_date day, struct coh_error *err)
{
    char first[COH_DATE_SIZE], last[COH_DATE_SIZE];
    struct coh_span value[] = {
        key[0],
        key[1],
        coh_span_of(coh_date_text(from, first)),
        coh_span_of(coh_date_text(day - 1, last)),
    };

    return coh_sql_run(
        store,
        from == day ? "DELETE FROM student_attribute WHERE student_id = ?1"
                      " AND name = ?2 AND from_date = ?3"
                    : "UPDATE student_attribute SET to_date = ?4"
                      " WHERE student_id = ?1 AND name = ?2 AND from_date = ?3",
        value, from == day ? 3 : 4, err);
}

/* The same value is known from a later day on: it holds from `day` already. */
static int
stretch_attribute(struct coh_store *store, const struct coh_span key[3],
                  coh_date from, coh_date day, struct coh_error *err)
{
    char first[COH_DATE_SIZE], earlier[COH_DATE_SIZE];
    struct coh_span value[] = {
        key[0],
        key[1],
        coh_span_of(coh_date_text(from, first)),
        coh_span_of(coh_date_text(day, earlier)),
    };

    return coh_sql_run(store,
                       "UPDATE student_attribute SET from_date = ?4"
                       " WHERE student_id = ?1 AND name = ?2"
                       " AND from_date = ?3",
                       value, 4, err);
}

/* No value holds on the day of change. A first value holds from the first day;
 * one after a gap, or before a later one, from the day itself. */
static int
fill_attribute(struct coh_store *store, const struct coh_span key[3],
               struct coh_student_days days, struct coh_error *err)
{
    static const char later[] =
        "SELECT value, from_date FROM student_attribute WHERE student_id = ?1"
        " AND name = ?2 AND from_date > ?3 ORDER BY from_date LIMIT 1";
    static const char any[] =
        "SELECT value, from_date FROM student_attribute WHERE student_id = ?1"
        " AND name = ?2 AND from_date <= ?3 LIMIT 1";
    coh_date day = days.change;
    struct held next, before;

    if (find_attribute(store, later, key, day, &next, err) ||
        find_attribute(store, any, key, day, &before, err))
        return -1;
    if (next.found && next.same)
        return stretch_attribute(store, key, next.from, day, err);
    if (!next.found && !before.found)
        day = days.first;
    return begin_attribute(store, key, day, err);
}

int
coh_student_attribute_write(struct coh_store *store,
                            const struct coh_student_attribute *a,
                            struct coh_student_days days, struct coh_error *err)
{
    static const char now[] =
        "SELECT value, from_date FROM student_attribute WHERE student_id = ?1"
        " AND name = ?2 AND from_date <= ?3"
        " AND (to_date IS NULL OR to_date >= ?3)";
    const struct coh_span key[] = {a->student_id, a->name, a->value};
    coh_date day = days.change;
    struct held held;

    if (find_attribute(store, now, key, day, &held, err))
        return -1;
    if (!held.found)
        return key[2].length ? fill_attribute(store, key, days, err) : 0;
    if (held.same)
        return 0;
    if (end_attribute(store, key, held.from, day, err))
        return -1;
    return key[2].length ? begin_attribute(store, key, day, err) : 0;
}

/* Spans never overlap, so at most one reaches beyond either end. */
int
coh_student_attribute_span(struct coh_store *store,
                           const struct coh_student_attribute *a, coh_date from,
                           coh_date to, struct coh_error *err)
{
    static const char *const step[] = {
        "INSERT INTO student_attribute(student_id, name, from_date, to_date,"
        " value) SELECT student_id, name, date(?4, '+1 day'), to_date, value"
        " FROM student_attribute WHERE student_id = ?1 AND name = ?2"
        " AND from_date <= ?4 AND (to_date IS NULL OR to_date > ?4)",
        "DELETE FROM student_attribute WHERE student_id = ?1 AND name = ?2"
        " AND from_date >= ?3 AND from_date <= ?4",
        "UPDATE student_attribute SET to_date = date(?3, '-1 day')"
        " WHERE student_id = ?1 AND name = ?2 AND from_date < ?3"
        " AND (to_date IS NULL OR to_date >= ?3)",
        "INSERT INTO student_attribute(student_id, name, from_date, to_date,"
        " value) SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?5 <> ''",
    };
    char first[COH_DATE_SIZE], last[COH_DATE_SIZE];
    const struct coh_span value[] = {
        a->student_id, a->name, coh_span_of(coh_date_text(from, first)),
        coh_span_of(coh_date_text(to, last)), a->value};
    static const int bound[] = {4, 4, 3, 5};
    size_t i;

    for (i = 0; i < sizeof(step) / sizeof(*step); i++)
        if (coh_sql_run(store, step[i], value, bound[i], err))
            return -1;
    return 0;
}

int
coh_student_attribute_names(struct coh_store *store, struct coh_list *names,
                            struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    size_t capacity = 0;
    int more = -1, rc = -1;

    if (coh_sql_prepare(store,
                        "SELECT DISTINCT name FROM student_attribute"
                        " ORDER BY name",
                        &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1) {
        struct coh_span s = coh_sql_text(stmt, 0), *at;

        if (coh_reserve(&names->item, &capacity, names->n + 1,
                        sizeof(*names->item), err))
            goto out;
        at = &names->item[names->n];
        at->bytes = coh_arena_text(&names->arena, s.bytes, s.length, err);
        at->length = s.length;
        if (!at->bytes)
            goto out;
        names->n++;
    }
    rc = more;
out:
    coh_sql_finish(&stmt);
    return rc;
}
