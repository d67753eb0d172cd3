/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/student_apart.h"

#include "result/name.h"
#include "store/sql.h"

int
coh_student_apart_name(struct coh_store *store, struct coh_span id,
                       struct coh_span name, struct coh_error *err)
{
    const struct coh_span value[] = {id, name};

    return coh_sql_run(store,
                       "INSERT INTO apart(written_id, name) VALUES (?1, ?2)"
                       " ON CONFLICT DO UPDATE SET name = excluded.name",
                       value, 2, err);
}

/* Do both have names, and not the same? */
static int
names_differ(struct coh_span a, const char *b)
{
    struct coh_name x, y;

    return coh_name_fold(a, &x) && coh_name_fold(coh_span_of(b), &y) &&
           !coh_name_fits(&x, &y);
}

static const char *
near_by_id(const struct coh_roster *roster, struct coh_student_unknown *u,
           size_t *at, int *found)
{
    size_t distance;
    enum coh_match hit = coh_roster_nearest(roster, u->id, at, &distance);

    *found = hit == COH_MATCH_EXACT;
    if (hit == COH_MATCH_NONE)
        return "";
    if (hit == COH_MATCH_AMBIGUOUS)
        return "several ids are as close";
    u->likely = !names_differ(u->name, roster->student[*at].name);
    if (distance == 1)
        return u->likely ? "1 letter of an id differs"
                         : "1 letter of an id differs, and the name";
    return u->likely ? "2 letters of an id differ"
                     : "2 letters of an id differ, and the name";
}

/* The student who is close, and why, or why nobody is named. */
static const char *
find_close(const struct coh_roster *roster, struct coh_student_unknown *u,
           size_t *at, int *found)
{
    enum coh_match hit = coh_roster_find(roster, u->id, at);

    *found = coh_match_found(hit);
    if (*found)
        return "has a value for the same assessment already";
    if (hit == COH_MATCH_AMBIGUOUS)
        return "the id fits several students";
    hit = coh_roster_find_name(roster, u->name, at);
    if (hit == COH_MATCH_NONE)
        return near_by_id(roster, u, at, found);
    *found = u->likely = hit == COH_MATCH_EXACT;
    return *found ? "same name" : "the name fits several students";
}

static void
read_unknown(const struct coh_roster *roster, struct sqlite3_stmt *stmt,
             struct coh_student_unknown *u)
{
    size_t at = 0;
    int found;

    *u = (struct coh_student_unknown){
        .id = coh_sql_text(stmt, 0),
        .name = coh_sql_text(stmt, 1),
        .results = (size_t)coh_sql_integer(stmt, 2),
        .files = (size_t)coh_sql_integer(stmt, 3),
        .sources = coh_sql_text(stmt, 4),
        .first = coh_sql_text(stmt, 5),
        .line = (size_t)coh_sql_integer(stmt, 6),
    };
    u->why = coh_span_of(find_close(roster, u, &at, &found));
    if (!found)
        return;
    u->closest_id = coh_span_of(roster->student[at].student_id);
    u->closest_name = coh_span_of(roster->student[at].name);
}

/* Rows of either kind. SQLite gives beside a min() the columns of the row that
 * has it: the first line of the first load. */
#define UNKNOWN_IN(TABLE)                                 \
    "SELECT written_id, load, line, source FROM " TABLE   \
    " WHERE student_id IS NULL AND superseded_by IS NULL" \
    " AND gone_by IS NULL"
static const char all_unknown[] =
    "SELECT u.written_id, coalesce(apart.name, ''), u.results, u.files,"
    " u.sources, load.file, u.line FROM"
    " (SELECT written_id, count(*) AS results, count(DISTINCT load) AS files,"
    "  replace(group_concat(DISTINCT source), ',', ', ') AS sources,"
    "  min(load * 4294967296 + line), load, line FROM"
    "  (" UNKNOWN_IN("result") " UNION ALL " UNKNOWN_IN(
        "note") ")"
                "  GROUP BY written_id) AS u"
                " JOIN load ON load.load = u.load"
                " LEFT JOIN apart ON apart.written_id = u.written_id"
                " ORDER BY u.written_id";

int
coh_student_unknown_list(struct coh_store *store,
                         int (*row)(void *context,
                                    const struct coh_student_unknown *unknown,
                                    struct coh_error *err),
                         void *context, struct coh_error *err)
{
    struct coh_roster roster = COH_ROSTER_INIT;
    struct sqlite3_stmt *stmt = NULL;
    struct coh_student_unknown read;
    int more;
    int rc = -1;

    if (coh_student_roster(store, &roster, err) ||
        coh_sql_prepare(store, all_unknown, &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1) {
        read_unknown(&roster, stmt, &read);
        if (row(context, &read, err))
            goto out;
    }
    rc = more;
out:
    coh_sql_finish(&stmt);
    coh_roster_release(&roster);
    return rc;
}
