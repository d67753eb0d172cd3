/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <time.h>

#include "store/desk.h"
#include "store/student_set.h"

/* Several people at one store: real processes, each with connections of its
 * own. In a child nothing is asserted; it ends with the number of a fault. */

enum { ROUNDS = 30, FAULT = 1 };

static pid_t
start(int (*work)(const char *path, int who), const char *path, int who)
{
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0)
        _exit(work(path, who));
    return child;
}

static void
expect_end(pid_t child)
{
    int status = -1;

    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* ---- nothing is lost ---- */

static int
add_one(struct coh_store *store)
{
    int64_t n = 0;

    return coh_store_begin(store, NULL) ||
           coh_sql_number(store, "SELECT value FROM source_field", &n, NULL) ||
           coh_sql_run_numbers(store,
                               "UPDATE source_field SET value ="
                               " CAST(?1 AS TEXT)",
                               &(int64_t){n + 1}, 1, NULL) ||
           coh_store_commit(store, NULL);
}

/* Read, add one, write: of two at the same time, one would be lost. */
static int
count_up(const char *path, int who)
{
    int i;

    (void)who;
    for (i = 0; i < ROUNDS; i++) {
        struct coh_store store = COH_STORE_INIT;
        int failed = coh_store_open(&store, path, COH_STORE_WRITE, NULL) ||
                     add_one(&store);

        coh_store_close(&store);
        if (failed)
            return FAULT;
    }
    return 0;
}

static void
no_update_is_lost(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    pid_t child[3];
    int i;

    open_new(p, &store);
    assert_int_equal(
        coh_sql_run(&store, "INSERT INTO source VALUES ('a')", NULL, 0, NULL),
        0);
    assert_int_equal(coh_sql_run(&store,
                                 "INSERT INTO source_field VALUES"
                                 " ('a', 'rows', '0')",
                                 NULL, 0, NULL),
                     0);
    coh_store_close(&store);
    for (i = 0; i < 3; i++)
        child[i] = start(count_up, p->path, i);
    for (i = 0; i < 3; i++)
        expect_end(child[i]);
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, NULL), 0);
    assert_int_equal(number(&store, "SELECT value FROM source_field"),
                     3 * ROUNDS);
    coh_store_close(&store);
}

/* ---- ingest, set and select ---- */

/* A file each round, of one result that changes and one that is new. */
static int
ingest(const char *path, int who)
{
    const char *source = who ? "tests" : "gradebook";
    int i, failed = 0;

    for (i = 0; i < ROUNDS && !failed; i++) {
        struct coh_store store = COH_STORE_INIT;
        struct coh_load_file file = file_of(source);
        struct coh_load_outcome o;
        char unit[20], score[20];
        struct coh_result r[2];

        snprintf(unit, sizeof(unit), "Unit %d", i);
        snprintf(score, sizeof(score), "%d", i);
        file.partial = 1;
        r[0] = scored("00812", source, "", "2026-11-02", score);
        r[1] = scored("00813", source, unit, "2026-11-02", "7");
        r[0].cell[COH_RESULT_SOURCE] = r[1].cell[COH_RESULT_SOURCE] =
            coh_span_of(source);
        failed = coh_store_open(&store, path, COH_STORE_WRITE, NULL) ||
                 take_in(&store, &file, r, 2, &o, NULL) ||
                 o.added + o.changed != 2;
        coh_store_close(&store);
    }
    return failed ? FAULT : 0;
}

static int
set(const char *path, int who)
{
    int i, failed = 0;

    for (i = 0; i < ROUNDS && !failed; i++) {
        struct coh_store store = COH_STORE_INIT;
        char name[20];
        struct coh_student_value value = {coh_span_of(name),
                                          coh_span_of("yes")};
        struct coh_student_change c = {.attribute = &value,
                                       .attributes = 1,
                                       .from = day("2026-08-24"),
                                       .to = COH_DATE_NONE};
        struct coh_student_changed changed;
        struct coh_span id = coh_span_of("00812");

        snprintf(name, sizeof(name), "group %d", i);
        value.name = coh_span_of(name);
        failed = coh_store_open(&store, path, COH_STORE_WRITE, NULL) ||
                 coh_student_set(&store, &id, 1, &c, &changed, NULL, NULL);
        coh_store_close(&store);
    }
    (void)who;
    return failed ? FAULT : 0;
}

/* A load is there as a whole or not at all: what changes and what is new
 * came together. */
static int
read_on(const char *path, int who)
{
    int i, failed = 0;

    (void)who;
    for (i = 0; i < 3 * ROUNDS && !failed; i++) {
        struct coh_store store = COH_STORE_INIT;
        int64_t torn = 0;

        failed =
            coh_store_open(&store, path, COH_STORE_READ, NULL) ||
            coh_sql_number(&store,
                           "SELECT count(*) FROM load WHERE content_sha256 IS"
                           " NULL OR 2 <> (SELECT count(*) FROM touch"
                           " WHERE touch.load = load.load)",
                           &torn, NULL) ||
            torn;
        coh_store_close(&store);
    }
    return failed ? FAULT : 0;
}

static void
ingest_set_and_select_go_on_side_by_side(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    pid_t child[4];
    int i;

    open_team(p, &store);
    coh_store_close(&store);
    child[0] = start(ingest, p->path, 0);
    child[1] = start(ingest, p->path, 1);
    child[2] = start(set, p->path, 0);
    child[3] = start(read_on, p->path, 0);
    for (i = 0; i < 4; i++)
        expect_end(child[i]);
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, NULL), 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 2 * ROUNDS);
    assert_int_equal(number(&store, "SELECT count(*) FROM result WHERE"
                                    " superseded_by IS NULL"),
                     2 * (ROUNDS + 1));
    assert_int_equal(number(&store, "SELECT count(*) FROM result WHERE"
                                    " superseded_by IS NULL AND item = ''"
                                    " AND score = '29'"),
                     2);
    assert_int_equal(number(&store, "SELECT count(*) FROM student_attribute"),
                     ROUNDS);
    assert_int_equal(number(&store, "SELECT count(*) FROM"
                                    " pragma_foreign_key_check"),
                     0);
    coh_store_close(&store);
}

/* ---- waiting ---- */

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
who_waits_too_long_is_told_in_one_line(void **state)
{
    struct place *p = *state;
    struct coh_store one = COH_STORE_INIT, two = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    double since;

    open_new(p, &one);
    assert_int_equal(coh_store_begin(&one, NULL), 0);
    assert_int_equal(coh_store_open(&two, p->path, COH_STORE_WRITE, NULL), 0);
    since = now();
    assert_int_equal(coh_store_begin(&two, &err), -1);
    assert_true(now() - since >= 4.9);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_non_null(strstr(err.text, "another program is using the store"));
    assert_null(strchr(err.text, '\n'));
    coh_store_rollback(&one);
    assert_int_equal(coh_store_begin(&two, NULL), 0);
    coh_store_close(&two);
    coh_store_close(&one);
}

/* ---- a roster that changes under a desk ---- */

static void
the_desk_sees_what_a_colleague_did(void **state)
{
    static const char *const more[] = {"00814"};
    struct place *p = *state;
    struct coh_store colleague = COH_STORE_INIT;
    struct coh_desk desk = COH_DESK_INIT;
    struct coh_desk_file file = {.name = "a.csv", .today = day("2026-11-20")};
    struct coh_result_origin origin = {
        coh_span_of("tidy"), coh_span_of("points"), coh_span_of("00"), 0, 0};
    struct coh_result_sink sink;
    size_t at;

    open_team(p, &colleague);
    assert_int_equal(coh_desk_open(&desk, p->path, NULL, NULL), 0);
    enrol(&colleague, more, 1);
    assert_int_equal(coh_roster_find(&desk.roster, coh_span_of("00814"), &at),
                     COH_MATCH_NONE);
    sink = coh_desk_sink(&desk, &file);
    assert_int_equal(sink.begin(sink.context, &origin, NULL), 0);
    assert_int_equal(coh_roster_find(&desk.roster, coh_span_of("00814"), &at),
                     COH_MATCH_EXACT);
    coh_desk_release(&desk);
    coh_store_close(&colleague);
}

/* Holds the lock, and enrols somebody before letting go of it. */
static int
enrol_late(const char *path, int told)
{
    const struct timespec a_while = {0, 300000000};
    struct coh_store store = COH_STORE_INIT;
    int failed = coh_store_open(&store, path, COH_STORE_WRITE, NULL) ||
                 coh_store_begin(&store, NULL) || write(told, "b", 1) != 1 ||
                 nanosleep(&a_while, NULL) ||
                 coh_sql_run(&store,
                             "INSERT INTO student VALUES"
                             " ('00814', 'Late, Lu', NULL, NULL)",
                             NULL, 0, NULL) ||
                 coh_store_commit(&store, NULL);

    coh_store_close(&store);
    return failed ? FAULT : 0;
}

static void
the_desk_sees_what_a_colleague_did_while_it_waited(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_desk desk = COH_DESK_INIT;
    struct coh_desk_file file = {.name = "a.csv", .today = day("2026-11-20")};
    struct coh_result_origin origin = {
        coh_span_of("tidy"), coh_span_of("points"), coh_span_of("00"), 0, 0};
    struct coh_result_sink sink;
    int pipes[2];
    char begun;
    pid_t child;
    size_t at;

    open_team(p, &store);
    coh_store_close(&store);
    assert_int_equal(coh_desk_open(&desk, p->path, NULL, NULL), 0);
    assert_int_equal(pipe(pipes), 0);
    child = start(enrol_late, p->path, pipes[1]);
    assert_int_equal(read(pipes[0], &begun, 1), 1);
    sink = coh_desk_sink(&desk, &file);
    assert_int_equal(sink.begin(sink.context, &origin, NULL), 0);
    assert_int_equal(coh_roster_find(&desk.roster, coh_span_of("00814"), &at),
                     COH_MATCH_EXACT);
    coh_desk_release(&desk);
    expect_end(child);
    close(pipes[0]);
    close(pipes[1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(no_update_is_lost),
        in_a_place(ingest_set_and_select_go_on_side_by_side),
        in_a_place(who_waits_too_long_is_told_in_one_line),
        in_a_place(the_desk_sees_what_a_colleague_did),
        in_a_place(the_desk_sees_what_a_colleague_did_while_it_waited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
