/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

#include "base/file.h"
#include "store/schema.h"

/* Stores of every earlier version, as the programs of their time wrote them:
 * tests/data/store/version-N.sql is a dump of one with rows in all tables. A
 * version that is left behind leaves its file there; without it the first test
 * fails. */

enum { TABLES = 40 };

static void
read_fixture(int version, struct coh_text *sql)
{
    char path[60];

    snprintf(path, sizeof(path), "tests/data/store/version-%d.sql", version);
    assert_int_equal(coh_file_read(path, sql, NULL), 0);
}

static void
execute(const char *path, const char *sql)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
write_old(const char *path, int version)
{
    struct coh_text sql = COH_TEXT_INIT;

    read_fixture(version, &sql);
    assert_int_equal(coh_text_format(&sql, NULL,
                                     "PRAGMA application_id = %d;"
                                     "PRAGMA user_version = %d",
                                     (int)COH_SCHEMA_APPLICATION, version),
                     0);
    unlink(path);
    execute(path, coh_text_get(&sql));
    coh_text_release(&sql);
}

/* ---- all that a store holds ---- */

/* What a table held: the query of its columns then, and its rows. */
struct held {
    struct coh_text query, rows;
    int n;
};

/* All rows as text, in an order of their own. */
static void
read_rows(sqlite3 *db, const char *query, struct coh_text *rows, int *n)
{
    sqlite3_stmt *stmt = NULL;

    coh_text_clear(rows);
    assert_int_equal(sqlite3_prepare_v2(db, query, -1, &stmt, NULL), SQLITE_OK);
    for (*n = 0; sqlite3_step(stmt) == SQLITE_ROW; ++*n)
        assert_int_equal(
            coh_text_format(rows, NULL, "%s\n",
                            (const char *)sqlite3_column_text(stmt, 0)),
            0);
    assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
}

static size_t
read_all(const char *path, struct held *held)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3 *db = NULL;
    size_t n = 0;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(
            db,
            "SELECT 'SELECT ' || group_concat('quote(\"' || c.name || '\")',"
            " ' || '','' || ') || ' FROM \"' || s.name || '\" ORDER BY 1'"
            " FROM sqlite_schema s, pragma_table_info(s.name) c"
            " WHERE s.type = 'table' GROUP BY s.name ORDER BY s.name",
            -1, &stmt, NULL),
        SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        struct held *h = &held[n++];

        assert_true(n < TABLES);
        *h = (struct held){COH_TEXT_INIT, COH_TEXT_INIT, 0};
        assert_int_equal(
            coh_text_add_string(
                &h->query, (const char *)sqlite3_column_text(stmt, 0), NULL),
            0);
        read_rows(db, coh_text_get(&h->query), &h->rows, &h->n);
    }
    assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return n;
}

/* Every table, column and row of then is there, and as it was. */
static void
expect_held(const char *path, const struct held *held, size_t n)
{
    struct coh_text rows = COH_TEXT_INIT;
    sqlite3 *db = NULL;
    size_t i;
    int count;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (i = 0; i < n; i++) {
        read_rows(db, coh_text_get(&held[i].query), &rows, &count);
        assert_string_equal(coh_text_get(&rows), coh_text_get(&held[i].rows));
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    coh_text_release(&rows);
}

static void
release(struct held *held, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        coh_text_release(&held[i].query);
        coh_text_release(&held[i].rows);
    }
}

/* ---- from every version ---- */

static void
every_row_of_every_version_is_there_after_it(void **state)
{
    struct place *p = *state;
    int version;

    for (version = 1; version < coh_schema_version(); version++) {
        struct coh_store store = COH_STORE_INIT;
        struct held held[TABLES];
        size_t n, i;

        write_old(p->path, version);
        n = read_all(p->path, held);
        assert_true(n > 8);
        for (i = 0; i < n; i++)
            assert_true(held[i].n > 0);
        assert_int_equal(coh_store_open(&store, p->path, COH_STORE_WRITE, NULL),
                         0);
        assert_int_equal(number(&store, "PRAGMA user_version"),
                         coh_schema_version());
        assert_int_equal(number(&store, "SELECT count(*) FROM"
                                        " pragma_foreign_key_check"),
                         0);
        assert_int_equal(number(&store, "SELECT count(*) FROM"
                                        " pragma_integrity_check WHERE"
                                        " integrity_check <> 'ok'"),
                         0);
        coh_store_close(&store);
        expect_held(p->path, held, n);
        release(held, n);
    }
}

/* Word for word, with indexes and triggers: a new store comes by the same
 * steps. */
static void
every_version_becomes_what_a_new_store_is(void **state)
{
    static const char schema[] =
        "SELECT type || ' ' || name || ' ' || coalesce(sql, '')"
        " FROM sqlite_schema ORDER BY 1";
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_text new = COH_TEXT_INIT, old = COH_TEXT_INIT;
    int version, n;

    open_new(p, &store);
    read_rows(store.db, schema, &new, &n);
    coh_store_close(&store);
    for (version = 1; version < coh_schema_version(); version++) {
        write_old(p->path, version);
        assert_int_equal(coh_store_open(&store, p->path, COH_STORE_WRITE, NULL),
                         0);
        read_rows(store.db, schema, &old, &n);
        coh_store_close(&store);
        assert_string_equal(coh_text_get(&old), coh_text_get(&new));
    }
    coh_text_release(&new);
    coh_text_release(&old);
}

/* It has to be there before the next version comes. */
static void
a_dump_of_this_version_needs_no_step(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;

    write_old(p->path, coh_schema_version());
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, NULL), 0);
    coh_store_close(&store);
}

/* ---- killed half-way ---- */

/* In the child: the moments at which the process ends as if its plug were
 * pulled. */
static int
die(void *context)
{
    (void)context;
    return raise(SIGKILL);
}

/* All steps are done, nothing is committed. */
static int
die_at_commit(sqlite3 *db, char **message, const void *api)
{
    (void)message;
    (void)api;
    sqlite3_commit_hook(db, die, NULL);
    return SQLITE_OK;
}

/* The steps are under way: 300 instructions of SQLite are done. */
static int
die_in_writing(void *context)
{
    static int calls;

    return sqlite3_txn_state(context, NULL) == SQLITE_TXN_WRITE && ++calls > 300
               ? raise(SIGKILL)
               : 0;
}

static int
die_at_work(sqlite3 *db, char **message, const void *api)
{
    (void)message;
    (void)api;
    sqlite3_progress_handler(db, 1, die_in_writing, db);
    return SQLITE_OK;
}

/* The new pages stand in the file, the journal of the old ones is about to be
 * deleted: this is the last moment before the migration holds. */
static int
die_at_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    (void)name;
    (void)sync;
    return raise(SIGKILL);
}

static void
migrate_and_die(const char *path, int moment)
{
    struct coh_store store = COH_STORE_INIT;
    sqlite3_vfs vfs = *sqlite3_vfs_find(NULL);

    if (moment == 0)
        sqlite3_auto_extension((void (*)(void))die_at_work);
    else if (moment == 1)
        sqlite3_auto_extension((void (*)(void))die_at_commit);
    else {
        vfs.zName = "mortal";
        vfs.xDelete = die_at_delete;
        sqlite3_vfs_register(&vfs, 1);
    }
    if (coh_store_open(&store, path, COH_STORE_WRITE, NULL))
        _exit(1);
    _exit(0);
}

static void
a_killed_migration_leaves_the_old_version_whole(void **state)
{
    struct place *p = *state;
    int version, moment;

    for (version = 1; version < coh_schema_version(); version++)
        for (moment = 0; moment < 3; moment++) {
            struct coh_store store = COH_STORE_INIT;
            struct held held[TABLES];
            char journal[100];
            int status = 0;
            size_t n;
            pid_t child;

            write_old(p->path, version);
            n = read_all(p->path, held);
            child = fork();
            assert_true(child >= 0);
            if (child == 0)
                migrate_and_die(p->path, moment);
            assert_int_equal(waitpid(child, &status, 0), child);
            assert_true(WIFSIGNALED(status));
            assert_int_equal(WTERMSIG(status), SIGKILL);
            snprintf(journal, sizeof(journal), "%s-journal", p->path);
            assert_int_equal(access(journal, F_OK), 0);

            /* Reading does not migrate, and says so: the old one is back. */
            assert_int_equal(
                coh_store_open(&store, p->path, COH_STORE_READ, NULL), -1);
            expect_held(p->path, held, n);
            assert_int_equal(
                coh_store_open(&store, p->path, COH_STORE_WRITE, NULL), 0);
            coh_store_close(&store);
            expect_held(p->path, held, n);
            release(held, n);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(every_row_of_every_version_is_there_after_it),
        in_a_place(every_version_becomes_what_a_new_store_is),
        in_a_place(a_dump_of_this_version_needs_no_step),
        in_a_place(a_killed_migration_leaves_the_old_version_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
