/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <sqlite3.h>

#include "base/memory.h"
#include "store/load-undo.h"
#include "store/schema.h"
#include "store/student_forget.h"

/* Notes in the store: what is the same note, what an undo takes back, and that
 * notes and results, whose rows may share a number, never touch each other. */

static struct coh_field_note
note_of(const char *student, const char *date, const char *text,
        const char *codes)
{
    struct coh_field_note n = COH_FIELD_NOTE_INIT;

    n.cell[COH_FIELD_NOTE_STUDENT_ID] = coh_span_of(student);
    n.cell[COH_FIELD_NOTE_DATE] = coh_span_of(date);
    n.cell[COH_FIELD_NOTE_TEXT] = coh_span_of(text);
    n.cell[COH_FIELD_NOTE_CODES] = coh_span_of(codes);
    n.cell[COH_FIELD_NOTE_SHAREABLE] = coh_span_of("no");
    return n;
}

/* As take_in, of notes. */
static int
take_notes(struct coh_store *store, const struct coh_field_note *note, size_t n,
           struct coh_load_outcome *o, struct coh_error *err)
{
    struct coh_load load = COH_LOAD_INIT;
    struct coh_load_file file = file_of("obs");
    struct coh_load_account account = {.records = n, .used = n};
    size_t i;
    int rc = -1;

    file.of_notes = 1;
    file.layout = coh_span_of("notes");
    if (coh_load_begin(&load, store, &file, err))
        return -1;
    for (i = 0; i < n; i++) {
        struct coh_span id = note[i].cell[COH_FIELD_NOTE_STUDENT_ID];

        if (coh_load_add_note(&load, i + 2, &note[i],
                              id.bytes[0] == '?' ? coh_span_of("") : id, err))
            goto out;
    }
    rc = coh_load_end(&load, &account, o, err);
out:
    coh_load_release(&load);
    return rc;
}

static void
undo(struct coh_store *store, int64_t load, struct coh_load_undone *u)
{
    assert_int_equal(coh_load_undo(store, load, day("2026-12-01"), 0, u, NULL),
                     0);
}

static void
the_same_note_is_taken_in_once_and_keeps_its_number(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_field_note n[] = {note_of("00812", "2026-11-02", "a", "x"),
                                 note_of("00813", "2026-11-03", "b", "y")};
    struct coh_load_outcome o;
    struct coh_load_undone u;

    open_team(*state, &store);
    assert_int_equal(take_notes(&store, n, 2, &o, NULL), 0);
    assert_int_equal(o.added, 2);
    assert_int_equal(o.last_collected, day("2026-11-03"));
    assert_int_equal(take_notes(&store, n, 2, &o, NULL), 0);
    assert_int_equal(o.same_as, 1);
    n[0].cell[COH_FIELD_NOTE_CODES] = coh_span_of("x;z");
    assert_int_equal(take_notes(&store, n, 1, &o, NULL), 0);
    assert_int_equal(o.changed, 1);
    assert_int_equal(o.gone, 1);
    assert_int_equal(number(&store, "SELECT number FROM note WHERE codes ="
                                    " 'x;z' AND superseded_by IS NULL"),
                     1);
    undo(&store, 2, &u);
    assert_true(u.of_notes);
    assert_int_equal(u.restored, 1);
    assert_int_equal(u.lifted, 1);
    undo(&store, 1, &u);
    assert_int_equal(u.taken_back, 2);
    assert_int_equal(
        number(&store, "SELECT count(*) FROM note WHERE superseded_by IS NULL"),
        0);
    /* Again, the other way round: each has the number that it had. */
    n[0].cell[COH_FIELD_NOTE_CODES] = coh_span_of("x");
    {
        struct coh_field_note turned[] = {n[1], n[0]};

        assert_int_equal(take_notes(&store, turned, 2, &o, NULL), 0);
    }
    assert_int_equal(number(&store, "SELECT number FROM note WHERE"
                                    " superseded_by IS NULL AND text = 'a'"),
                     1);
    coh_store_close(&store);
}

static void
a_result_and_a_note_of_one_number_do_not_touch_each_other(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_field_note n = note_of("00812", "2026-11-02", "a", "x");
    struct coh_result r = scored("00812", "Unit 1", "", "2026-11-02", "7");
    struct coh_load_file file = file_of("obs");
    struct coh_load_outcome o;
    struct coh_load_undone u;

    open_team(*state, &store);
    assert_int_equal(take_notes(&store, &n, 1, &o, NULL), 0);
    assert_int_equal(take_in(&store, &file, &r, 1, &o, NULL), 0);
    assert_int_equal(number(&store, "SELECT n.id = r.id FROM note n, result r"),
                     1);
    undo(&store, 1, &u);
    assert_int_equal(u.stay, 0);
    assert_int_equal(u.taken_back, 1);
    assert_int_equal(number(&store, "SELECT superseded_by IS NULL FROM result"),
                     1);
    assert_int_equal(take_notes(&store, &n, 1, &o, NULL), 0);
    undo(&store, 2, &u);
    assert_int_equal(u.taken_back, 1);
    assert_int_equal(
        number(&store, "SELECT count(*) FROM note WHERE superseded_by IS NULL"),
        1);
    coh_store_close(&store);
}

static int
say_nothing(void *context, const struct coh_forget_row *row,
            struct coh_error *err)
{
    size_t *notes = context;

    (void)err;
    *notes += row->notes;
    return 0;
}

static void
with_a_student_go_notes_touches_and_no_number(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_field_note n[] = {note_of("00812", "2026-11-02", "a", "x"),
                                 note_of("?9", "2026-11-03", "b", "y"),
                                 note_of("00813", "2026-11-04", "c", "y")};
    struct coh_span who[] = {coh_span_of("00812"), coh_span_of("?9")};
    size_t notes = 0, forgotten = 0;
    struct coh_forget f = {.who = who,
                           .n = 2,
                           .left_before = COH_DATE_NONE,
                           .say = say_nothing,
                           .context = &notes};
    struct coh_load_outcome o;

    open_team(*state, &store);
    assert_int_equal(take_notes(&store, n, 3, &o, NULL), 0);
    assert_int_equal(o.unmatched, 1);
    assert_int_equal(coh_student_forget(&store, &f, &forgotten, NULL, NULL), 0);
    assert_int_equal(forgotten, 2);
    assert_int_equal(notes, 2);
    assert_int_equal(number(&store, "SELECT count(*) FROM note"), 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM touch"), 1);
    n[0] = note_of("00813", "2026-11-05", "d", "z");
    assert_int_equal(take_notes(&store, n, 1, &o, NULL), 0);
    assert_int_equal(number(&store, "SELECT number FROM note WHERE text = 'd'"),
                     4);
    coh_store_close(&store);
}

static void
two_codings_of_one_note_in_one_file_are_refused(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_field_note n[] = {note_of("00812", "2026-11-02", "a", "x"),
                                 note_of("00812", "2026-11-02", "a", "y")};
    struct coh_load_outcome o;
    struct coh_error err = COH_ERROR_INIT;

    open_team(*state, &store);
    assert_int_equal(take_notes(&store, n, 2, &o, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "lines 2 and 3"));
    assert_int_equal(number(&store, "SELECT count(*) FROM note"), 0);
    coh_store_close(&store);
}

/* A store of version 2, by the steps that once led there. */
static void
write_version_2(const char *path)
{
    sqlite3 *db = NULL;
    const char *sql;
    size_t part;
    int version;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (version = 0; version < 2; version++)
        for (part = 0; (sql = coh_schema_step(version, part)); part++)
            assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL),
                             SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(
            db,
            "PRAGMA application_id = 1131366511; PRAGMA user_version = 2;"
            "INSERT INTO student VALUES ('00812', 'One', NULL, NULL),"
            " ('00813', 'Two', NULL, NULL);"
            "INSERT INTO source VALUES ('obs');"
            "INSERT INTO load(source_id, layout, main_scale, file, file_sha256,"
            " content_sha256, day, records, used, added, touches_known) VALUES"
            " ('obs', 'tidy', 'points', 'g.csv', '00', 'c1', '2026-11-02', 1,"
            " 1, 1, 1);"
            "INSERT INTO result(id, load, line, key_hash, student_id,"
            " written_id, assessment, measure, item, date, term, attempt,"
            " score, max_score, sem, scale, percentile, level, response,"
            " \"key\", status, raw, source) VALUES (1, 1, 2, 7, '00812',"
            " '00812', 'Unit 1', 'overall', '', '', '', '', '10', '', '',"
            " 'points', '', '', '', '', 'scored', '', 'obs');"
            "INSERT INTO touch VALUES (1, 1, 1, 2)",
            NULL, NULL, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
a_store_of_version_2_gets_its_notes_and_keeps_its_results(void **state)
{
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_field_note n = note_of("00813", "2026-11-02", "a", "x");
    struct coh_load_outcome o;
    struct coh_load_undone u;

    write_version_2(p->path);
    assert_int_equal(coh_store_open(&store, p->path, COH_STORE_WRITE, NULL), 0);
    assert_int_equal(number(&store, "PRAGMA user_version"),
                     coh_schema_version());
    assert_int_equal(take_notes(&store, &n, 1, &o, NULL), 0);
    /* The note has the number of the result: each loses its own touch only. */
    assert_int_equal(coh_sql_run(&store, "DELETE FROM note", NULL, 0, NULL), 0);
    assert_int_equal(
        number(&store, "SELECT count(*) FROM touch WHERE load = 1"), 1);
    assert_int_equal(
        number(&store, "SELECT count(*) FROM touch WHERE load = 2"), 0);
    undo(&store, 1, &u);
    assert_false(u.of_notes);
    assert_int_equal(u.taken_back, 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM"
                                    " pragma_foreign_key_check"),
                     0);
    coh_store_close(&store);
}

static void
memory_that_ends_leaves_no_note_behind(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_field_note n[] = {note_of("00812", "2026-11-02", "a", "x"),
                                 note_of("?9", "2026-11-03", "b", "y")};
    struct coh_load_outcome o;
    struct coh_error err;
    unsigned long i;

    open_team(*state, &store);
    for (i = 1;; i++) {
        int rc;

        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(i, 0);
        rc = take_notes(&store, n, 2, &o, &err);
        coh_memory_fail_at(0, 0);
        if (!rc)
            break;
        assert_int_equal(err.code, COH_SYSTEM);
        assert_int_equal(number(&store, "SELECT count(*) FROM note"), 0);
    }
    assert_int_equal(number(&store, "SELECT count(*) FROM note"), 2);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(the_same_note_is_taken_in_once_and_keeps_its_number),
        in_a_place(a_result_and_a_note_of_one_number_do_not_touch_each_other),
        in_a_place(with_a_student_go_notes_touches_and_no_number),
        in_a_place(two_codings_of_one_note_in_one_file_are_refused),
        in_a_place(a_store_of_version_2_gets_its_notes_and_keeps_its_results),
        in_a_place(memory_that_ends_leaves_no_note_behind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
