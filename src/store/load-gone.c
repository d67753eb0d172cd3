/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "base/memory.h"
#include "store/load-internal.h"
#include "store/sql.h"

/* The loads that this one may continue: of the same source and layout, and
 * nothing continues them yet. A load that was continued has no result left
 * that it was the last to have, so that only the newest of a line is looked
 * at. Beside each: how many results it had, how many of them are here, and
 * whether it is of the very same file. */
static const char open_loads[] =
    "SELECT p.load,"
    " (SELECT count(*) FROM touch WHERE load = p.load AND did <> 4),"
    " (SELECT count(*) FROM touch t CROSS JOIN touch x"
    "  WHERE t.load = p.load AND t.did <> 4 AND x.load = n.load"
    "  AND x.result = t.result), p.file_sha256 = n.file_sha256"
    " FROM load n JOIN load p ON p.source_id = n.source_id"
    " AND p.layout = n.layout AND p.of_notes = n.of_notes"
    " AND p.load < n.load"
    " LEFT JOIN load c ON c.load = p.continued_by"
    " WHERE n.load = ?1 AND p.undone_by IS NULL AND p.undoes IS NULL"
    " AND (p.continued_by IS NULL OR c.undone_by IS NOT NULL)"
    " ORDER BY p.load";

/* Rows (results, or notes) of load ?2 that load ?1 has not, that stand, and
 * that no load between the two had. */
#define MISSING(TABLE)                                            \
    " FROM touch t CROSS JOIN " TABLE " r ON r.id = t.result"     \
    " WHERE t.load = ?2 AND t.did <> 4"                           \
    " AND NOT EXISTS (SELECT 1 FROM touch x"                      \
    "  WHERE x.load = ?1 AND x.result = t.result)"                \
    " AND r.superseded_by IS NULL AND r.gone_by IS NULL"          \
    " AND NOT EXISTS (SELECT 1 FROM load l CROSS JOIN touch y"    \
    "  WHERE l.load > ?2 AND l.load < ?1 AND l.undone_by IS NULL" \
    "  AND l.of_notes = ('" TABLE "' = 'note')"                   \
    "  AND y.load = l.load AND y.result = t.result)"

#define MARK                                     \
    "INSERT INTO touch(load, result, did, line)" \
    " SELECT ?1, t.result, 4, 0"

/* What the rows then say themselves. */
#define MARK_ROWS(TABLE)                            \
    "UPDATE " TABLE " SET gone_by = ?1 WHERE id IN" \
    " (SELECT result FROM touch WHERE load = ?1 AND did = 4)"

struct earlier {
    int64_t *load;
    size_t n, capacity;
    size_t missing; /* results that they had and this load has not */
};

static int
find_continued(struct coh_load *load, struct earlier *e, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int more = -1;

    if (coh_sql_prepare(load->store, open_loads, &stmt, err) ||
        coh_sql_bind_integer(stmt, 1, load->outcome.load, load->store, err))
        goto out;
    while ((more = coh_sql_step(load->store, stmt, err)) == 1) {
        int64_t had = coh_sql_integer(stmt, 1);
        int64_t shared = coh_sql_integer(stmt, 2);

        /* The same file read otherwise (with the standards of its items, by a
         * newer layout) says the same anew, whatever is alike. */
        if (!coh_sql_integer(stmt, 3) && (!shared || shared < had - shared))
            continue;
        if (coh_reserve(&e->load, &e->capacity, e->n + 1, sizeof(*e->load),
                        err)) {
            more = -1;
            break;
        }
        e->load[e->n++] = coh_sql_integer(stmt, 0);
        e->missing += (size_t)(had - shared);
    }
out:
    coh_sql_finish(&stmt);
    return more;
}

/* What is missing may stand in a record that was set aside: it stays, and
 * the next file without such records decides. */
static int
count_unsure(struct coh_load *load, int64_t before, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (coh_sql_prepare(load->store,
                        load->file.of_notes
                            ? "SELECT count(*)" MISSING("note")
                            : "SELECT count(*)" MISSING("result"),
                        &stmt, err) ||
        coh_sql_bind_integer(stmt, 1, load->outcome.load, load->store, err) ||
        coh_sql_bind_integer(stmt, 2, before, load->store, err))
        goto out;
    rc = coh_sql_step(load->store, stmt, err);
    if (rc == 1) {
        load->outcome.unsure += (size_t)coh_sql_integer(stmt, 0);
        rc = 0;
    }
out:
    coh_sql_finish(&stmt);
    return rc;
}

static int
continue_one(struct coh_load *load, int64_t before, struct coh_error *err)
{
    const int64_t both[] = {load->outcome.load, before};

    if (coh_sql_run_numbers(load->store,
                            "UPDATE load SET continued_by = ?1"
                            " WHERE load = ?2",
                            both, 2, err) ||
        coh_sql_run_numbers(load->store,
                            load->file.of_notes ? MARK MISSING("note")
                                                : MARK MISSING("result"),
                            both, 2, err))
        return -1;
    load->outcome.gone += (size_t)sqlite3_changes(load->store->db);
    return 0;
}

int
coh_load_mark_gone(struct coh_load *load, struct coh_error *err)
{
    struct earlier e = {.load = NULL};
    size_t i;
    int rc = -1;

    if (!load->results || load->file.partial)
        return 0;
    if (find_continued(load, &e, err))
        goto out;
    for (i = 0; i < e.n; i++)
        if (load->set_aside ? e.missing && count_unsure(load, e.load[i], err)
                            : continue_one(load, e.load[i], err))
            goto out;
    rc = 0;
    if (load->outcome.gone)
        rc = coh_sql_run_numbers(load->store,
                                 load->file.of_notes ? MARK_ROWS("note")
                                                     : MARK_ROWS("result"),
                                 &load->outcome.load, 1, err);
out:
    coh_free(e.load);
    return rc;
}
