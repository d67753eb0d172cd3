/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/schema.h"
#include "store/sql.h"

#define PATIENCE_MS 5000

static int
run(struct coh_store *store, const char *sql, struct coh_error *err)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        return coh_sql_fail(store, err);
    return 0;
}

/* The file is made here and not by SQLite, which would ask the umask. */
static int
make_file(const char *path, struct coh_error *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0)
        return errno == EEXIST ? 0 : coh_fail_errno(err, path);
    if (fchmod(fd, coh_file_mode(path))) {
        coh_fail_errno(err, path);
        close(fd);
        return -1;
    }
    return close(fd) ? coh_fail_errno(err, path) : 0;
}

static int
check_file(const char *path, struct coh_error *err)
{
    struct stat s;

    if (stat(path, &s)) {
        if (errno == ENOENT || errno == ENOTDIR)
            return coh_fail(err, COH_INPUT,
                            "%s: there is no store here; 'cohort init NAME' "
                            "makes a folder with one",
                            path);
        return coh_fail_errno(err, path);
    }
    if (!S_ISREG(s.st_mode))
        return coh_fail(err, COH_INPUT, "%s: is not a Cohort store", path);
    return 0;
}

/* A store may come from elsewhere, and its schema is then somebody else's SQL:
 * it gets no functions with side effects, no views, no extensions, and no more
 * than a store of ours needs (the advice of sqlite.org/security.html, with our
 * own numbers). VACUUM attaches one file. */
static int
confine(struct coh_store *store, struct coh_error *err)
{
    static const struct {
        int what, value;
    } flag[] =
        {
            {SQLITE_DBCONFIG_DEFENSIVE, 1},
            {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
            {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
            {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
            {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
        },
      limit[] = {
          {SQLITE_LIMIT_LENGTH, COH_STORE_TEXT_MAX},
          {SQLITE_LIMIT_SQL_LENGTH, 100000},
          {SQLITE_LIMIT_COLUMN, 100},
          {SQLITE_LIMIT_EXPR_DEPTH, 100},
          {SQLITE_LIMIT_COMPOUND_SELECT, 10},
          {SQLITE_LIMIT_VDBE_OP, 25000},
          {SQLITE_LIMIT_FUNCTION_ARG, 8},
          {SQLITE_LIMIT_ATTACHED, 1},
          {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
          {SQLITE_LIMIT_VARIABLE_NUMBER, 100},
          {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
          {SQLITE_LIMIT_WORKER_THREADS, 0},
      };
    size_t i;

    for (i = 0; i < sizeof(flag) / sizeof(*flag); i++)
        if (sqlite3_db_config(store->db, flag[i].what, flag[i].value, NULL) !=
            SQLITE_OK)
            return coh_sql_fail(store, err);
    for (i = 0; i < sizeof(limit) / sizeof(*limit); i++)
        sqlite3_limit(store->db, limit[i].what, limit[i].value);
    return 0;
}

/* Reading opens for writing too, if it may: after a program was killed the
 * journal must be played back before anything can be read. query_only keeps
 * the promise that nothing else is changed. A store is one thread's: locks on
 * each call are left out. */
static int
connect_to(struct coh_store *store, enum coh_store_mode mode,
           struct coh_error *err)
{
    static const char settings[] = "PRAGMA foreign_keys = ON;"
                                   "PRAGMA cell_size_check = ON;"
                                   "PRAGMA mmap_size = 0;"
                                   "PRAGMA temp_store = MEMORY;"
                                   "PRAGMA cache_size = -65536;";

    if (sqlite3_open_v2(store->path, &store->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        return store->db ? coh_sql_fail(store, err) : coh_fail_memory(err);
    sqlite3_busy_timeout(store->db, PATIENCE_MS);
    if (confine(store, err) || run(store, settings, err))
        return -1;
    if (mode == COH_STORE_READ)
        return run(store, "PRAGMA query_only = ON", err);
    return run(store,
               "PRAGMA synchronous = EXTRA;"
               "PRAGMA secure_delete = ON;"
               "PRAGMA journal_mode = DELETE",
               err);
}

/* What the file is: its version; 0 for an empty file; -1 refused. */
static int
identify(struct coh_store *store, struct coh_error *err)
{
    int64_t application, version, tables;

    if (coh_sql_number(store, "PRAGMA application_id", &application, err) ||
        coh_sql_number(store, "PRAGMA user_version", &version, err) ||
        coh_sql_number(store, "SELECT count(*) FROM sqlite_schema", &tables,
                       err))
        return -1;
    if (application == 0 && version == 0 && tables == 0)
        return 0;
    if (application != COH_SCHEMA_APPLICATION || version < 1)
        return coh_fail(err, COH_INPUT, "%s: is not a Cohort store",
                        store->path);
    if (version > coh_schema_version())
        return coh_fail(err, COH_INPUT,
                        "%s: a newer Cohort made this store (version %lld, "
                        "this program knows %d); install that Cohort",
                        store->path, (long long)version, coh_schema_version());
    return (int)version;
}

static int
stamp(struct coh_store *store, struct coh_error *err)
{
    char sql[96];

    snprintf(sql, sizeof(sql),
             "PRAGMA application_id = %d; PRAGMA user_version = %d",
             (int)COH_SCHEMA_APPLICATION, coh_schema_version());
    return run(store, sql, err);
}

/* Inside one transaction, and from the version found there: another program
 * may have migrated while this one waited. */
static int
migrate(struct coh_store *store, struct coh_error *err)
{
    const char *sql;
    size_t part;
    int version;
    int rc = -1;

    if (coh_store_begin(store, err))
        return -1;
    version = identify(store, err);
    if (version < 0)
        goto out;
    for (; version < coh_schema_version(); version++)
        for (part = 0; (sql = coh_schema_step(version, part)); part++)
            if (run(store, sql, err))
                goto out;
    if (!stamp(store, err))
        rc = coh_store_commit(store, err);
out:
    coh_store_rollback(store);
    return rc;
}

/* SQLite puts a heading above what it found. */
static int
refuse_damage(const struct coh_store *store, struct coh_span said,
              struct coh_error *err)
{
    const char *line = memchr(said.bytes, '\n', said.length);
    char quoted[COH_QUOTE_SIZE];

    if (line) {
        said.length -= (size_t)(line + 1 - said.bytes);
        said.bytes = line + 1;
    }
    return coh_fail(err, COH_INPUT,
                    "%s: the store is damaged (%s): put the last good copy in "
                    "its place",
                    store->path, coh_quote(said.bytes, said.length, quoted));
}

/* Is the file whole? It reads all of it, so that only those ask who came to
 * put things right: init, and the first step to another version. */
static int
check_whole(struct coh_store *store, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    struct coh_span said;
    int rc = -1;

    if (coh_sql_prepare(store, "PRAGMA quick_check(1)", &stmt, err) ||
        coh_sql_step(store, stmt, err) < 0)
        goto out;
    said = coh_sql_text(stmt, 0);
    rc = coh_span_is(said, "ok") ? 0 : refuse_damage(store, said, err);
out:
    coh_sql_finish(&stmt);
    return rc;
}

static int
bring_up(struct coh_store *store, enum coh_store_mode mode,
         struct coh_error *err)
{
    int version = identify(store, err);

    if (version < 0)
        return -1;
    if (version &&
        (mode == COH_STORE_CREATE ||
         (mode == COH_STORE_WRITE && version != coh_schema_version())) &&
        check_whole(store, err))
        return -1;
    if (version == coh_schema_version())
        return 0;
    if (version == 0 && mode != COH_STORE_CREATE)
        return coh_fail(err, COH_INPUT,
                        "%s: is empty, not a Cohort store; 'cohort init' "
                        "makes one",
                        store->path);
    if (mode == COH_STORE_READ || mode == COH_STORE_TRY)
        return coh_fail(err, COH_INPUT,
                        "%s: an older Cohort made this store; 'cohort init .' "
                        "in its folder brings it up to date",
                        store->path);
    return migrate(store, err);
}

int
coh_store_open(struct coh_store *store, const char *path,
               enum coh_store_mode mode, struct coh_error *err)
{
    *store = (struct coh_store)COH_STORE_INIT;
    if (mode == COH_STORE_CREATE && make_file(path, err))
        return -1;
    if (check_file(path, err))
        return -1;
    store->path = coh_copy_text(path, strlen(path), err);
    if (!store->path || connect_to(store, mode, err) ||
        bring_up(store, mode, err)) {
        coh_store_close(store);
        return -1;
    }
    return 0;
}

void
coh_store_close(struct coh_store *store)
{
    /* _v2 also closes while a statement is still about. */
    sqlite3_close_v2(store->db);
    coh_free(store->path);
    *store = (struct coh_store)COH_STORE_INIT;
}

int
coh_store_begin(struct coh_store *store, struct coh_error *err)
{
    return run(store, "BEGIN IMMEDIATE", err);
}

int
coh_store_commit(struct coh_store *store, struct coh_error *err)
{
    return run(store, "COMMIT", err);
}

void
coh_store_rollback(struct coh_store *store)
{
    if (store->db && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}
