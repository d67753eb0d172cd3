/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/schema.h"

static void
opening_where_nothing_is_says_how_to_make_a_store(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "cohort init"));
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_WRITE, &err),
                     -1);
    assert_int_not_equal(access(p->path, F_OK), 0);
    coh_store_close(&store);
}

static void
a_new_store_is_the_owners_alone_whatever_the_umask(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    char journal[100];
    mode_t before = umask(0);
    struct stat s;

    open_new(p, &store);
    assert_int_equal(stat(p->path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    snprintf(journal, sizeof(journal), "%s-journal", p->path);
    assert_int_equal(coh_store_begin(&store, NULL), 0);
    assert_int_equal(
        coh_sql_run(&store, "INSERT INTO source VALUES ('a')", NULL, 0, NULL),
        0);
    assert_int_equal(stat(journal, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    coh_store_rollback(&store);
    coh_store_close(&store);
    umask(before);
}

static void
a_strict_umask_does_not_lock_the_owner_out(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    mode_t before = umask(0777);
    struct stat s;

    open_new(p, &store);
    assert_int_equal(stat(p->path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    coh_store_close(&store);
    umask(before);
}

static void
a_new_store_carries_its_marks_and_strict_tables(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;

    open_new(p, &store);
    assert_int_equal(number(&store, "PRAGMA application_id"), 0x436f486f);
    assert_int_equal(number(&store, "PRAGMA user_version"),
                     coh_schema_version());
    assert_int_equal(number(&store, "PRAGMA foreign_keys"), 1);
    /* sqlite_% are SQLite's own. */
    assert_int_equal(number(&store, "SELECT count(*) FROM pragma_table_list"
                                    " WHERE type = 'table' AND NOT strict"
                                    " AND name NOT LIKE 'sqlite_%'"),
                     0);
    assert_true(number(&store, "SELECT count(*) FROM pragma_table_list"
                               " WHERE strict") >= 9);
    coh_store_close(&store);
}

static void
creating_twice_keeps_what_is_there(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;

    open_new(p, &store);
    assert_int_equal(
        coh_sql_run(&store, "INSERT INTO source VALUES ('a')", NULL, 0, NULL),
        0);
    coh_store_close(&store);
    open_new(p, &store);
    assert_int_equal(number(&store, "SELECT count(*) FROM source"), 1);
    coh_store_close(&store);
}

/* Make a database with `sql` and say what opening it as a store says. */
static enum coh_code
open_after(struct place *p, const char *sql, enum coh_store_mode mode,
           const char *word)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    sqlite3 *db;

    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(coh_store_open(&store, p->path, mode, &err), -1);
    assert_non_null(strstr(err.text, word));
    assert_null(store.db);
    return err.code;
}

static void
a_newer_store_is_refused_in_words(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;

    open_new(p, &store);
    coh_store_close(&store);
    assert_int_equal(open_after(p, "PRAGMA user_version = 99", COH_STORE_READ,
                                "newer Cohort"),
                     COH_INPUT);
    assert_int_equal(open_after(p, "PRAGMA user_version = 99", COH_STORE_CREATE,
                                "newer Cohort"),
                     COH_INPUT);
}

static void
another_programs_database_is_left_alone(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    int fd;

    assert_int_equal(open_after(p, "CREATE TABLE a(b)", COH_STORE_CREATE,
                                "not a Cohort store"),
                     COH_INPUT);
    fd = open(p->path, O_WRONLY | O_TRUNC);
    assert_int_equal(write(fd, "student_id,score\n00812,14\n", 26), 26);
    close(fd);
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_CREATE, NULL),
                     -1);
    assert_int_equal(coh_store_open(&store, p->folder, COH_STORE_READ, NULL),
                     -1);
}

static void
an_empty_file_becomes_a_store_only_when_asked(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    int fd = open(p->path, O_WRONLY | O_CREAT, 0600);

    close(fd);
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_WRITE, NULL),
                     -1);
    open_new(p, &store);
    coh_store_close(&store);
}

static void
reading_changes_nothing(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;

    open_new(p, &store);
    coh_store_close(&store);
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, NULL), 0);
    assert_int_equal(
        coh_sql_run(&store, "INSERT INTO source VALUES ('a')", NULL, 0, NULL),
        -1);
    coh_store_close(&store);
}

/* In a child that has no rights of its own in the folder. */
static void
a_store_in_a_read_only_folder_can_be_read(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    pid_t child;
    int status;

    open_new(p, &store);
    coh_store_close(&store);
    assert_int_equal(chmod(p->path, 0444), 0);
    assert_int_equal(chmod(p->folder, 0555), 0);
    child = fork();
    if (child == 0) {
        int bad = geteuid() == 0 && setuid(65534);

        bad = bad || coh_store_open(&store, p->path, COH_STORE_READ, NULL);
        _exit(bad || number(&store, "SELECT count(*) FROM source"));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(chmod(p->folder, 0700), 0);
}

static void
a_store_in_use_is_waited_for_and_then_named(void **state)
{
    struct place *p = *state;
    struct coh_store first = COH_STORE_INIT, second = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;

    open_new(p, &first);
    assert_int_equal(coh_store_open(&second, p->path, COH_STORE_WRITE, NULL),
                     0);
    assert_int_equal(number(&second, "PRAGMA busy_timeout"), 5000);
    assert_int_equal(sqlite3_busy_timeout(second.db, 20), SQLITE_OK);
    assert_int_equal(coh_store_begin(&first, NULL), 0);
    assert_int_equal(coh_store_begin(&second, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_non_null(strstr(err.text, "another program"));
    coh_store_rollback(&first);
    assert_int_equal(coh_store_begin(&second, NULL), 0);
    coh_store_close(&second);
    coh_store_close(&first);
}

/* A child takes in far more than the cache holds, so that the file itself is
 * already changed when it is killed. */
static void
die_in_a_load(const char *path)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load load = COH_LOAD_INIT;
    struct coh_load_file file = file_of("fluency");
    char date[COH_DATE_SIZE];
    int i;

    if (coh_store_open(&store, path, COH_STORE_WRITE, NULL) ||
        coh_sql_run(&store, "PRAGMA cache_size = 10", NULL, 0, NULL) ||
        coh_load_begin(&load, &store, &file, NULL))
        _exit(1);
    for (i = 0; i < 3000; i++) {
        struct coh_result r = scored("00812", "Fluency", "", "", "90");

        r.cell[COH_RESULT_DATE] =
            coh_span_of(coh_date_text(day("2018-01-01") + i, date));
        if (coh_load_add(&load, 2, &r, coh_span_of("00812"), NULL))
            _exit(2);
    }
    kill(getpid(), SIGKILL);
}

static void
a_load_that_is_killed_leaves_the_store_as_it_was(void **state)
{
    static const char *const id[] = {"00812"};
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_result r = scored("00812", "Fluency", "", "2026-11-02", "80");
    struct coh_load_file file = file_of("fluency");
    struct coh_load_outcome outcome;
    struct stat s;
    pid_t child;
    off_t size;
    int status;

    open_new(p, &store);
    enrol(&store, id, 1);
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    coh_store_close(&store);
    assert_int_equal(stat(p->path, &s), 0);
    size = s.st_size;
    child = fork();
    if (child == 0)
        die_in_a_load(p->path);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(stat(p->path, &s), 0);
    assert_true(s.st_size > size);

    /* Even reading puts it right. */
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, NULL), 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM result"), 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM pragma_integrity_"
                                    "check WHERE integrity_check <> 'ok'"),
                     0);
    coh_store_close(&store);
}

static void
memory_that_runs_out_is_said_and_nothing_leaks(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc = -1;

    for (n = 1; rc; n++) {
        coh_memory_fail_at(n, 0);
        rc = coh_store_open(&store, p->path, COH_STORE_CREATE, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_true(n > 2);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(opening_where_nothing_is_says_how_to_make_a_store),
        in_a_place(a_new_store_is_the_owners_alone_whatever_the_umask),
        in_a_place(a_strict_umask_does_not_lock_the_owner_out),
        in_a_place(a_new_store_carries_its_marks_and_strict_tables),
        in_a_place(creating_twice_keeps_what_is_there),
        in_a_place(a_newer_store_is_refused_in_words),
        in_a_place(another_programs_database_is_left_alone),
        in_a_place(an_empty_file_becomes_a_store_only_when_asked),
        in_a_place(reading_changes_nothing),
        in_a_place(a_store_in_a_read_only_folder_can_be_read),
        in_a_place(a_store_in_use_is_waited_for_and_then_named),
        in_a_place(a_load_that_is_killed_leaves_the_store_as_it_was),
        in_a_place(memory_that_runs_out_is_said_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
