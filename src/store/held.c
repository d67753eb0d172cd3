/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/select-internal.h"
#include "store/sql.h"

int
coh_select_load(struct coh_store *store, int64_t load,
                int (*row)(void *context, const struct coh_select_load *,
                           struct coh_error *err),
                void *context, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    struct coh_select_load read = {.load = load};
    int rc = -1;

    if (coh_sql_prepare(store,
                        "SELECT source_id, file, file_sha256, day FROM load"
                        " WHERE load = ?1",
                        &stmt, err) ||
        coh_sql_bind_integer(stmt, 1, load, store, err))
        goto out;
    rc = coh_sql_step(store, stmt, err);
    if (rc == 1) {
        read.source_id = coh_sql_text(stmt, 0);
        read.file = coh_sql_text(stmt, 1);
        read.sha256 = coh_sql_text(stmt, 2);
        read.day = coh_sql_text(stmt, 3);
        rc = row(context, &read, err);
    }
out:
    coh_sql_finish(&stmt);
    return rc;
}

static int
write_list(struct coh_text *sql, int64_t event, struct coh_error *err)
{
    return coh_text_add_string(
               sql,
               "SELECT assessment, source, max(date), count(DISTINCT measure),"
               " count(DISTINCT nullif(item, '')),"
               " count(DISTINCT coalesce(student_id, written_id)), count(*),"
               " sum(",
               err) ||
                   coh_select_add_gone(sql, event, err) ||
                   coh_text_add_string(sql, ") FROM result r WHERE ", err) ||
                   coh_select_add_standing(sql, event, err) ||
                   coh_text_add_string(sql,
                                       " GROUP BY assessment, source"
                                       " ORDER BY assessment, source",
                                       err)
               ? -1
               : 0;
}

static void
read_held(struct sqlite3_stmt *stmt, struct coh_select_held *read)
{
    read->assessment = coh_sql_text(stmt, 0);
    read->source = coh_sql_text(stmt, 1);
    read->newest = coh_sql_text(stmt, 2);
    read->measures = (size_t)coh_sql_integer(stmt, 3);
    read->items = (size_t)coh_sql_integer(stmt, 4);
    read->students = (size_t)coh_sql_integer(stmt, 5);
    read->results = (size_t)coh_sql_integer(stmt, 6);
    read->gone = (size_t)coh_sql_integer(stmt, 7);
}

int
coh_select_list(struct coh_store *store, coh_date as_of,
                int (*row)(void *context, const struct coh_select_held *,
                           struct coh_error *err),
                void *context, struct coh_error *err)
{
    struct coh_text sql = COH_TEXT_INIT;
    struct sqlite3_stmt *stmt = NULL;
    struct coh_select_held read;
    int64_t event;
    int more;
    int rc = -1;

    if (coh_select_event(store, as_of, &event, err) ||
        write_list(&sql, event, err) ||
        coh_sql_prepare(store, coh_text_get(&sql), &stmt, err))
        goto out;
    while ((more = coh_sql_step(store, stmt, err)) == 1) {
        read_held(stmt, &read);
        if (row(context, &read, err))
            goto out;
    }
    rc = more;
out:
    coh_sql_finish(&stmt);
    coh_text_release(&sql);
    return rc;
}
