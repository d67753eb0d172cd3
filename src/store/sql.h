/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SQL_H
#define COH_STORE_SQL_H

#include <stdint.h>

#include "base/date.h"
#include "base/text.h"
#include "store/store.h"

/*
 * The few SQLite calls that the modules of this folder share. Values only ever
 * reach a statement bound, never pasted into its text.
 *
 *     struct sqlite3_stmt *stmt = NULL;
 *
 *     if (coh_sql_prepare(store, "SELECT name FROM student"
 *                                " WHERE student_id = ?1", &stmt, err) ||
 *         coh_sql_bind(stmt, 1, student_id, store, err))
 *         goto out;
 *     while ((more = coh_sql_step(store, stmt, err)) == 1)
 *         ... coh_sql_text(stmt, 0) ...
 *     rc = more;
 * out:
 *     coh_sql_finish(&stmt);
 */

struct sqlite3_stmt;

/* *stmt becomes a statement; coh_sql_finish frees it. */
int coh_sql_prepare(struct coh_store *store, const char *sql,
                    struct sqlite3_stmt **stmt,
                    struct coh_error *err) COH_MUST_CHECK;

/* Bind parameter `at` (from 1). The text must stay until the statement is
 * reset or finished. A span whose bytes are NULL binds NULL. */
int coh_sql_bind(struct sqlite3_stmt *stmt, int at, struct coh_span value,
                 struct coh_store *store, struct coh_error *err) COH_MUST_CHECK;
int coh_sql_bind_integer(struct sqlite3_stmt *stmt, int at, int64_t value,
                         struct coh_store *store,
                         struct coh_error *err) COH_MUST_CHECK;
/* As ISO text, copied; COH_DATE_NONE binds NULL. */
int coh_sql_bind_date(struct sqlite3_stmt *stmt, int at, coh_date value,
                      struct coh_store *store,
                      struct coh_error *err) COH_MUST_CHECK;

/* 1: a row stands ready. 0: no more rows. -1: failed. After 0 and -1 the
 * statement is reset and may be bound again. */
int coh_sql_step(struct coh_store *store, struct sqlite3_stmt *stmt,
                 struct coh_error *err) COH_MUST_CHECK;

/* Ready to be bound again before its last row was read. */
void coh_sql_reset(struct sqlite3_stmt *stmt);

/* Column `at` (from 0) of the row; NULL reads as the empty span, 0 and
 * COH_DATE_NONE. The text lives until the next step. */
struct coh_span coh_sql_text(struct sqlite3_stmt *stmt, int at);
int64_t coh_sql_integer(struct sqlite3_stmt *stmt, int at);
coh_date coh_sql_date(struct sqlite3_stmt *stmt, int at);

/* Frees the statement and forgets it; NULL is fine. */
void coh_sql_finish(struct sqlite3_stmt **stmt);

/* Prepare, bind `n` texts in order, run to the end, finish: for a statement
 * without rows. */
int coh_sql_run(struct coh_store *store, const char *sql,
                const struct coh_span *value, int n,
                struct coh_error *err) COH_MUST_CHECK;

/* The same with `n` integers. */
int coh_sql_run_numbers(struct coh_store *store, const char *sql,
                        const int64_t *value, int n,
                        struct coh_error *err) COH_MUST_CHECK;

/* The first integer of the first row of a statement without parameters. */
int coh_sql_number(struct coh_store *store, const char *sql, int64_t *number,
                   struct coh_error *err) COH_MUST_CHECK;

/* What SQLite just refused, in words; always -1. */
int coh_sql_fail(struct coh_store *store, struct coh_error *err);

#endif
