/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/file.h"
#include "store/student_forget.h"
#include "store/student_set.h"

/* What protects the children of a store: from remnants in its file, from
 * other accounts of the machine, and from a file that somebody else made. */

/* ---- settings ---- */

static int
runs(struct coh_store *store, const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void
each_connection_is_confined(void **state)
{
    static const enum coh_store_mode mode[] = {
        COH_STORE_READ, COH_STORE_TRY, COH_STORE_WRITE, COH_STORE_CREATE};
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    size_t i;

    open_new(p, &store);
    coh_store_close(&store);
    for (i = 0; i < 4; i++) {
        assert_int_equal(coh_store_open(&store, p->path, mode[i], NULL), 0);
        assert_int_equal(number(&store, "PRAGMA trusted_schema"), 0);
        assert_int_equal(number(&store, "PRAGMA cell_size_check"), 1);
        assert_int_equal(number(&store, "PRAGMA mmap_size"), 0);
        assert_int_equal(number(&store, "PRAGMA foreign_keys"), 1);
        if (mode[i] != COH_STORE_READ)
            assert_int_equal(number(&store, "PRAGMA secure_delete"), 1);
        assert_int_equal(
            sqlite3_limit(store.db, SQLITE_LIMIT_TRIGGER_DEPTH, -1), 10);
        /* Without the flag "defensive" this would be done. */
        runs(&store, "PRAGMA writable_schema = ON");
        assert_false(runs(&store, "UPDATE sqlite_schema SET sql = ''"));
        assert_false(runs(&store, "SELECT load_extension('x')"));
        assert_true(runs(&store, "ATTACH ':memory:' AS a"));
        assert_false(runs(&store, "ATTACH ':memory:' AS b"));
        coh_store_close(&store);
    }
}

static void
a_row_without_end_is_refused(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t n = (size_t)COH_STORE_TEXT_MAX + 1;
    char *bytes = calloc(n, 1);
    struct coh_span text = {bytes, n};

    assert_non_null(bytes);
    memset(bytes, 'a', n);
    open_new(*state, &store);
    assert_int_equal(
        coh_sql_run(&store, "INSERT INTO source VALUES (?1)", &text, 1, &err),
        -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "64 MiB"));
    coh_store_close(&store);
    free(bytes);
}

/* ---- somebody else's file ---- */

static void
change_outside(const char *path, const char *sql)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
a_view_in_the_place_of_a_table_is_not_run(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_roster roster = COH_ROSTER_INIT;

    open_team(p, &store);
    coh_store_close(&store);
    change_outside(p->path,
                   "PRAGMA foreign_keys = OFF; DROP TABLE student;"
                   "CREATE VIEW student AS SELECT 'x' AS student_id,"
                   " 'y' AS name, NULL AS active_from, NULL AS active_to");
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_READ, NULL), 0);
    assert_int_equal(coh_student_roster(&store, &roster, NULL), -1);
    coh_roster_release(&roster);
    coh_store_close(&store);
}

/* A page of the tables, behind the first one. */
static void
damage(const char *path)
{
    FILE *f = fopen(path, "r+b");
    int i;

    assert_non_null(f);
    assert_int_equal(fseek(f, 4096 * 3, SEEK_SET), 0);
    for (i = 0; i < 4096; i++)
        assert_int_equal(fputc(0xee, f), 0xee);
    assert_int_equal(fclose(f), 0);
}

static void
damage_is_found_by_init_and_before_a_migration(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int old;

    open_team(p, &store);
    coh_store_close(&store);
    damage(p->path);
    for (old = 0; old < 2; old++) {
        if (old)
            change_outside(p->path, "PRAGMA user_version = 1");
        assert_int_equal(
            coh_store_open(&store, p->path,
                           old ? COH_STORE_WRITE : COH_STORE_CREATE, &err),
            -1);
        assert_int_equal(err.code, COH_INPUT);
        assert_non_null(strstr(err.text, "damaged"));
        assert_null(strchr(err.text, '\n'));
    }
}

/* ---- remnants ---- */

static int
file_holds(const char *path, const char *text)
{
    struct coh_text bytes = COH_TEXT_INIT;
    size_t n = strlen(text), i;
    int found = 0;

    assert_int_equal(coh_file_read(path, &bytes, NULL), 0);
    for (i = 0; !found && i + n <= bytes.length; i++)
        found = !memcmp(bytes.bytes + i, text, n);
    coh_text_release(&bytes);
    return found;
}

static void
call_by_name(struct coh_store *store, const char *id, const char *name)
{
    struct coh_student_change change = {.name = coh_span_of(name)};
    struct coh_student_changed changed;
    struct coh_span who = coh_span_of(id);

    assert_int_equal(
        coh_student_set(store, &who, 1, &change, &changed, NULL, NULL), 0);
}

/* Of an SQLite that is compiled with secure_delete this tells nothing; that the
 * setting is on is tested above. */
static void
what_is_overwritten_leaves_no_remnant(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;

    open_team(p, &store);
    call_by_name(&store, "00812", "Quetzalcoatl, Xochi");
    assert_true(file_holds(p->path, "Quetzalcoatl"));
    coh_store_close(&store);
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_WRITE, NULL), 0);
    call_by_name(&store, "00812", "Ash, Bo");
    coh_store_close(&store);
    assert_false(file_holds(p->path, "Quetzalcoatl"));
}

static int
say_nothing(void *context, const struct coh_forget_row *row,
            struct coh_error *err)
{
    (void)context;
    (void)row;
    (void)err;
    return 0;
}

/* Free pages of a time without secure_delete, too: 400 students whose names
 * fill pages, which a program without the setting deletes. */
static void
nothing_of_a_forgotten_student_is_in_the_file(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_span who = coh_span_of("00812");
    struct coh_forget forget = {
        .who = &who, .n = 1, .say = say_nothing, .left_before = COH_DATE_NONE};
    struct coh_result r = scored("00812", "Unit 1", "", "2026-11-02", "10");
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome o;
    size_t forgotten;

    open_team(p, &store);
    call_by_name(&store, "00812", "Quetzalcoatl, Xochi");
    r.cell[COH_RESULT_RAW] = coh_span_of("Xochi was Quetzalcoatl's");
    assert_int_equal(take_in(&store, &file, &r, 1, &o, NULL), 0);
    coh_store_close(&store);
    change_outside(
        p->path,
        "PRAGMA secure_delete = OFF;"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        " WHERE i < 400) INSERT INTO student SELECT 's' || i,"
        " 'Quetzalcoatl ' || i, NULL, NULL FROM n;"
        "DELETE FROM student WHERE student_id LIKE 's%'");
    assert_true(file_holds(p->path, "Quetzalcoatl 3"));

    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_WRITE, NULL), 0);
    assert_int_equal(
        coh_student_forget(&store, &forget, &forgotten, NULL, NULL), 0);
    assert_int_equal(forgotten, 1);
    coh_store_close(&store);
    assert_false(file_holds(p->path, "Quetzalcoatl"));
    assert_false(file_holds(p->path, "Xochi"));
    assert_false(file_holds(p->path, "00812"));
    assert_true(file_holds(p->path, "00813"));
}

/* ---- other accounts ---- */

static void
expect_modes(struct place *p, mode_t wanted)
{
    struct coh_store store = COH_STORE_INIT;
    mode_t mask = umask(0);
    char journal[100];
    struct stat s;

    open_new(p, &store);
    assert_int_equal(coh_store_begin(&store, NULL), 0);
    assert_int_equal(
        coh_sql_run(&store, "INSERT INTO source VALUES ('a')", NULL, 0, NULL),
        0);
    snprintf(journal, sizeof(journal), "%s-journal", p->path);
    assert_int_equal(stat(journal, &s), 0);
    assert_int_equal(s.st_mode & 07777, wanted);
    assert_int_equal(stat(p->path, &s), 0);
    assert_int_equal(s.st_mode & 07777, wanted);
    assert_int_equal(coh_store_commit(&store, NULL), 0);
    assert_int_equal(stat(journal, &s), -1);
    coh_store_close(&store);
    umask(mask);
}

static void
store_and_journal_are_their_owners_alone(void **state)
{
    expect_modes(*state, 0600);
}

static void
in_a_groups_folder_they_are_the_groups(void **state)
{
    struct place *p = *state;

    assert_int_equal(chmod(p->folder, 02770), 0);
    expect_modes(p, 0660);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(each_connection_is_confined),
        in_a_place(a_row_without_end_is_refused),
        in_a_place(a_view_in_the_place_of_a_table_is_not_run),
        in_a_place(damage_is_found_by_init_and_before_a_migration),
        in_a_place(what_is_overwritten_leaves_no_remnant),
        in_a_place(nothing_of_a_forgotten_student_is_in_the_file),
        in_a_place(store_and_journal_are_their_owners_alone),
        in_a_place(in_a_groups_folder_they_are_the_groups),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
