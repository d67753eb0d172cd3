/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sql.h"

#include <sqlite3.h>

int
coh_sql_fail(struct coh_store *store, struct coh_error *err)
{
    const char *path = store->path ? store->path : "the store";

    switch (sqlite3_errcode(store->db)) {
    case SQLITE_NOMEM:
        return coh_fail_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return coh_fail(err, COH_SYSTEM,
                        "%s: another program is using the store and did not "
                        "let go of it for 5 seconds; try again when it is done",
                        path);
    case SQLITE_READONLY:
        if (sqlite3_extended_errcode(store->db) == SQLITE_READONLY_ROLLBACK)
            return coh_fail(err, COH_SYSTEM,
                            "%s: a program was killed while it was writing; to "
                            "undo that, the folder has to be writable once",
                            path);
        return coh_fail(err, COH_SYSTEM, "%s: the store cannot be written to",
                        path);
    case SQLITE_NOTADB:
        return coh_fail(err, COH_INPUT, "%s: is not a Cohort store", path);
    case SQLITE_CORRUPT:
        return coh_fail(err, COH_INPUT, "%s: the store is damaged: %s", path,
                        sqlite3_errmsg(store->db));
    case SQLITE_TOOBIG:
        return coh_fail(err, COH_INPUT,
                        "%s: a row is longer than the %d MiB that the store "
                        "takes",
                        path, COH_STORE_TEXT_MAX >> 20);
    case SQLITE_FULL:
        return coh_fail(err, COH_SYSTEM, "%s: the disk is full", path);
    case SQLITE_CANTOPEN:
        return coh_fail(err, COH_SYSTEM,
                        "%s: the store, or its journal beside it, cannot be "
                        "opened",
                        path);
    default:
        return coh_fail(err, COH_SYSTEM, "%s: %s", path,
                        sqlite3_errmsg(store->db));
    }
}

int
coh_sql_prepare(struct coh_store *store, const char *sql,
                struct sqlite3_stmt **stmt, struct coh_error *err)
{
    if (sqlite3_prepare_v2(store->db, sql, -1, stmt, NULL) != SQLITE_OK)
        return coh_sql_fail(store, err);
    return 0;
}

int
coh_sql_bind(struct sqlite3_stmt *stmt, int at, struct coh_span value,
             struct coh_store *store, struct coh_error *err)
{
    int code = value.bytes
                   ? sqlite3_bind_text64(stmt, at, value.bytes, value.length,
                                         SQLITE_STATIC, SQLITE_UTF8)
                   : sqlite3_bind_null(stmt, at);

    return code == SQLITE_OK ? 0 : coh_sql_fail(store, err);
}

int
coh_sql_bind_integer(struct sqlite3_stmt *stmt, int at, int64_t value,
                     struct coh_store *store, struct coh_error *err)
{
    if (sqlite3_bind_int64(stmt, at, value) != SQLITE_OK)
        return coh_sql_fail(store, err);
    return 0;
}

int
coh_sql_bind_date(struct sqlite3_stmt *stmt, int at, coh_date value,
                  struct coh_store *store, struct coh_error *err)
{
    char text[COH_DATE_SIZE];
    int code;

    if (value == COH_DATE_NONE)
        code = sqlite3_bind_null(stmt, at);
    else
        code = sqlite3_bind_text(stmt, at, coh_date_text(value, text), -1,
                                 SQLITE_TRANSIENT);
    return code == SQLITE_OK ? 0 : coh_sql_fail(store, err);
}

int
coh_sql_step(struct coh_store *store, struct sqlite3_stmt *stmt,
             struct coh_error *err)
{
    int code = sqlite3_step(stmt);

    if (code == SQLITE_ROW)
        return 1;
    if (code != SQLITE_DONE)
        coh_sql_fail(store, err);
    sqlite3_reset(stmt);
    return code == SQLITE_DONE ? 0 : -1;
}

void
coh_sql_reset(struct sqlite3_stmt *stmt)
{
    sqlite3_reset(stmt);
}

struct coh_span
coh_sql_text(struct sqlite3_stmt *stmt, int at)
{
    const unsigned char *text = sqlite3_column_text(stmt, at);
    struct coh_span s = coh_span_of(NULL);

    if (text) {
        s.bytes = (const char *)text;
        s.length = (size_t)sqlite3_column_bytes(stmt, at);
    }
    return s;
}

int64_t
coh_sql_integer(struct sqlite3_stmt *stmt, int at)
{
    return sqlite3_column_int64(stmt, at);
}

coh_date
coh_sql_date(struct sqlite3_stmt *stmt, int at)
{
    coh_date day;

    return coh_date_parse(coh_sql_text(stmt, at), &day) ? COH_DATE_NONE : day;
}

void
coh_sql_finish(struct sqlite3_stmt **stmt)
{
    sqlite3_finalize(*stmt);
    *stmt = NULL;
}

int
coh_sql_run(struct coh_store *store, const char *sql,
            const struct coh_span *value, int n, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;
    int i;

    if (coh_sql_prepare(store, sql, &stmt, err))
        goto out;
    for (i = 0; i < n; i++)
        if (coh_sql_bind(stmt, i + 1, value[i], store, err))
            goto out;
    while ((rc = coh_sql_step(store, stmt, err)) == 1)
        ;
out:
    coh_sql_finish(&stmt);
    return rc;
}

int
coh_sql_run_numbers(struct coh_store *store, const char *sql,
                    const int64_t *value, int n, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;
    int i;

    if (coh_sql_prepare(store, sql, &stmt, err))
        goto out;
    for (i = 0; i < n; i++)
        if (coh_sql_bind_integer(stmt, i + 1, value[i], store, err))
            goto out;
    while ((rc = coh_sql_step(store, stmt, err)) == 1)
        ;
out:
    coh_sql_finish(&stmt);
    return rc;
}

int
coh_sql_number(struct coh_store *store, const char *sql, int64_t *number,
               struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    *number = 0;
    if (coh_sql_prepare(store, sql, &stmt, err))
        goto out;
    rc = coh_sql_step(store, stmt, err);
    if (rc == 1) {
        *number = coh_sql_integer(stmt, 0);
        rc = 0;
    }
out:
    coh_sql_finish(&stmt);
    return rc;
}
