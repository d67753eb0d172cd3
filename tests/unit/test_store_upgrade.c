/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include <sqlite3.h>

#include "store/load-undo.h"
#include "store/schema.h"
#include "store/select.h"

/* A store of version 1, written by the SQL of its own time, and what becomes
 * of it when a later program opens it. */

static const char version_1[] =
    "CREATE TABLE student( student_id TEXT PRIMARY KEY NOT NULL CHECK "
    "(student_id <> ''), name TEXT NOT NULL, active_from TEXT, "
    "active_to TEXT) STRICT, WITHOUT ROWID;"
    "CREATE TABLE student_identifier( system TEXT NOT NULL, identifier "
    "TEXT NOT NULL CHECK (identifier <> ''), student_id TEXT NOT NULL "
    "REFERENCES student ON DELETE CASCADE, PRIMARY KEY (system, "
    "identifier)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX student_identifier_student ON "
    "student_identifier(student_id);"
    "CREATE TABLE student_attribute( student_id TEXT NOT NULL "
    "REFERENCES student ON DELETE CASCADE, name TEXT NOT NULL, "
    "from_date TEXT NOT NULL, to_date TEXT, value TEXT NOT NULL, "
    "PRIMARY KEY (student_id, name, from_date)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE source( source_id TEXT PRIMARY KEY NOT NULL CHECK "
    "(source_id <> '')) STRICT, WITHOUT ROWID;"
    "CREATE TABLE source_field( source_id TEXT NOT NULL REFERENCES "
    "source ON DELETE CASCADE, field TEXT NOT NULL, value TEXT NOT "
    "NULL, PRIMARY KEY (source_id, field)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE calendar( kind TEXT NOT NULL, label TEXT NOT NULL, "
    "start TEXT NOT NULL, \"end\" TEXT NOT NULL, CHECK (start <= "
    "\"end\")) STRICT;"
    "CREATE TABLE load( load INTEGER PRIMARY KEY AUTOINCREMENT, "
    "source_id TEXT NOT NULL REFERENCES source, layout TEXT NOT NULL, "
    "main_scale TEXT NOT NULL, file TEXT NOT NULL, file_sha256 TEXT NOT"
    " NULL, content_sha256 TEXT, day TEXT NOT NULL, records INTEGER NOT"
    " NULL DEFAULT 0, used INTEGER NOT NULL DEFAULT 0, by_rule INTEGER "
    "NOT NULL DEFAULT 0, set_aside INTEGER NOT NULL DEFAULT 0, blank "
    "INTEGER NOT NULL DEFAULT 0, added INTEGER NOT NULL DEFAULT 0, "
    "changed INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL "
    "DEFAULT 0, repeated INTEGER NOT NULL DEFAULT 0, UNIQUE (source_id,"
    " content_sha256)) STRICT;"
    "CREATE TABLE result( id INTEGER PRIMARY KEY, load INTEGER NOT NULL"
    " REFERENCES load, line INTEGER NOT NULL, superseded_by INTEGER "
    "REFERENCES load, key_hash INTEGER NOT NULL, student_id TEXT "
    "REFERENCES student, written_id TEXT NOT NULL, assessment TEXT NOT "
    "NULL, measure TEXT NOT NULL, item TEXT NOT NULL, date TEXT NOT "
    "NULL, term TEXT NOT NULL, attempt TEXT NOT NULL, score TEXT NOT "
    "NULL, max_score TEXT NOT NULL, sem TEXT NOT NULL, scale TEXT NOT "
    "NULL, percentile TEXT NOT NULL, level TEXT NOT NULL, response TEXT"
    " NOT NULL, \"key\" TEXT NOT NULL, status TEXT NOT NULL, raw TEXT "
    "NOT NULL, source TEXT NOT NULL) STRICT;"
    "CREATE INDEX result_current ON result(key_hash, "
    "coalesce(student_id, written_id)) WHERE superseded_by IS NULL;"
    "CREATE INDEX result_assessment ON result(assessment, date) WHERE "
    "superseded_by IS NULL;"
    "CREATE INDEX result_load ON result(load);"
    "CREATE INDEX result_history ON result(superseded_by) WHERE "
    "superseded_by IS NOT NULL;"
    "CREATE INDEX result_student ON result(student_id);"
    "CREATE INDEX result_unknown ON result(written_id) WHERE student_id"
    " IS NULL;"
    "CREATE TABLE set_aside( load INTEGER NOT NULL REFERENCES load ON "
    "DELETE CASCADE, line INTEGER NOT NULL, reason TEXT NOT NULL) "
    "STRICT;"
    "CREATE INDEX set_aside_load ON set_aside(load);"
    "PRAGMA application_id = 1131366511; PRAGMA user_version = 1";

/* The hash of the key of Unit 1, as that program wrote it. */
#define HASH "1166621917751735319"

/* Three loads of one gradebook: the second changed ?2 and confirmed ?1, the
 * third changed ?2 again. `tests` is of another layout, with dates. */
static const char held[] =
    "INSERT INTO source VALUES ('gradebook'), ('tests');"
    "INSERT INTO source_field VALUES"
    " ('gradebook', 'last_collected', '2026-11-16'),"
    " ('tests', 'last_collected', '2026-10-02');"
    "INSERT INTO load(source_id, layout, main_scale, file, file_sha256,"
    " content_sha256, day, records, used, added, changed, unchanged) VALUES"
    " ('gradebook', 'tidy', 'points', 'g.csv', '00', 'c1', '2026-11-02', 2, 2,"
    "  2, 0, 0),"
    " ('gradebook', 'tidy', 'points', 'g.csv', '01', 'c2', '2026-11-09', 2, 2,"
    "  0, 1, 1),"
    " ('gradebook', 'tidy', 'points', 'g.csv', '02', 'c3', '2026-11-16', 1, 1,"
    "  0, 1, 0),"
    " ('tests', 'tidy', 'points', 't.csv', '03', 'c4', '2026-11-16', 1, 1, 1,"
    "  0, 0);"
    "INSERT INTO result(id, load, line, superseded_by, key_hash, written_id,"
    " assessment, measure, item, date, term, attempt, score, max_score, sem,"
    " scale, percentile, level, response, \"key\", status, raw, source) VALUES"
    " (1, 1, 2, NULL, " HASH
    ", '?1', 'Unit 1', 'overall', '', '', '', '', '10', '',"
    "  '', 'points', '', '', '', '', 'scored', '', 'gradebook'),"
    " (2, 3, 2, NULL, " HASH
    ", '?2', 'Unit 1', 'overall', '', '', '', '', '13', '',"
    "  '', 'points', '', '', '', '', 'scored', '', 'gradebook'),"
    " (3, 1, 3, 2, " HASH
    ", '?2', 'Unit 1', 'overall', '', '', '', '', '11', '',"
    "  '', 'points', '', '', '', '', 'scored', '', 'gradebook'),"
    " (4, 2, 3, 3, " HASH
    ", '?2', 'Unit 1', 'overall', '', '', '', '', '12', '',"
    "  '', 'points', '', '', '', '', 'scored', '', 'gradebook'),"
    " (5, 4, 2, NULL, 12, '?2', 'Unit 2', 'overall', '', '2026-10-02', '', '',"
    "  '7', '', '', 'points', '', '', '', '', 'scored', '', 'tests')";

static void
write_old(const char *path)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, version_1, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, held, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
open_old(struct place *p, struct coh_store *store)
{
    write_old(p->path);
    assert_int_equal(coh_store_open(store, p->path, COH_STORE_WRITE, NULL), 0);
    assert_int_equal(number(store, "PRAGMA user_version"),
                     coh_schema_version());
}

/* "?1=10 ?2=13" of Unit 1. */
static int
keep(void *context, const struct coh_select_row *row, struct coh_error *err)
{
    const struct coh_span *cell = row->result.cell;

    return coh_text_format(
        context, err, "%.*s=%.*s%s ", (int)cell[COH_RESULT_STUDENT_ID].length,
        cell[COH_RESULT_STUDENT_ID].bytes, (int)cell[COH_RESULT_SCORE].length,
        cell[COH_RESULT_SCORE].bytes, row->gone_on.length ? "!" : "");
}

static void
expect_as_of(struct coh_store *store, const char *date, const char *wanted)
{
    struct coh_select q = COH_SELECT_INIT;
    struct coh_span unit1 = coh_span_of("Unit 1");
    struct coh_text t = COH_TEXT_INIT;

    q.assessment = &unit1;
    q.assessments = 1;
    q.everyone = q.gone = 1;
    q.as_of = day(date);
    assert_int_equal(coh_select_run(store, &q, keep, &t, NULL, NULL), 0);
    assert_string_equal(coh_text_get(&t), wanted);
    coh_text_release(&t);
}

static void
its_values_and_their_history_are_as_they_were(void **state)
{
    struct coh_store store = COH_STORE_INIT;

    open_old(*state, &store);
    expect_as_of(&store, "", "?1=10 ?2=13 ");
    expect_as_of(&store, "2026-11-15", "?1=10 ?2=12 ");
    expect_as_of(&store, "2026-11-08", "?1=10 ?2=11 ");
    assert_int_equal(number(&store, "SELECT count(*) FROM pragma_foreign_key_"
                                    "check"),
                     0);
    coh_store_close(&store);
}

static void
what_a_later_load_may_have_confirmed_is_not_undone(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_undone u;
    struct coh_error err = COH_ERROR_INIT;

    open_old(*state, &store);
    assert_int_equal(coh_load_undo(&store, 1, day("2026-12-01"), 0, &u, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "older Cohort"));
    /* Load 3 confirmed nothing, so that 2 and 3 can be undone. */
    assert_int_equal(coh_load_undo(&store, 3, day("2026-12-01"), 0, &u, NULL),
                     0);
    assert_int_equal(u.restored, 1);
    assert_int_equal(u.last_collected, day("2026-11-09"));
    expect_as_of(&store, "", "?1=10 ?2=12 ");
    assert_int_equal(coh_load_undo(&store, 2, day("2026-12-01"), 0, &u, NULL),
                     0);
    expect_as_of(&store, "", "?1=10 ?2=11 ");
    expect_as_of(&store, "2026-11-30", "?1=10 ?2=13 ");
    assert_int_equal(coh_load_undo(&store, 4, day("2026-12-01"), 0, &u, NULL),
                     0);
    assert_int_equal(u.taken_back, 1);
    assert_int_equal(u.last_collected, COH_DATE_NONE);
    coh_store_close(&store);
}

static void
a_new_export_continues_its_loads(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r = scored("?2", "Unit 1", "", "", "14");
    struct coh_load_outcome o;

    open_old(*state, &store);
    assert_int_equal(take_in(&store, &file, &r, 1, &o, NULL), 0);
    assert_int_equal(o.load, 5);
    assert_int_equal(o.changed, 1);
    assert_int_equal(o.gone, 1);
    expect_as_of(&store, "", "?1=10! ?2=14 ");
    coh_store_close(&store);
}

static void
reading_or_trying_leaves_it_alone_and_says_the_way(void **state)
{
    static const enum coh_store_mode mode[] = {COH_STORE_READ, COH_STORE_TRY};
    struct place *p = *state;
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    sqlite3 *db = NULL;
    int i;

    write_old(p->path);
    for (i = 0; i < 2; i++) {
        assert_int_equal(coh_store_open(&store, p->path, mode[i], &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        assert_non_null(strstr(err.text, "cohort init"));
    }
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "SELECT known_from FROM result", NULL, NULL, NULL),
        SQLITE_ERROR);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(its_values_and_their_history_are_as_they_were),
        in_a_place(what_a_later_load_may_have_confirmed_is_not_undone),
        in_a_place(a_new_export_continues_its_loads),
        in_a_place(reading_or_trying_leaves_it_alone_and_says_the_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
