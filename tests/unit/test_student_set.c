/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "base/random.h"
#include "store/student_apart.h"
#include "store/student_attribute.h"
#include "store/student_set.h"

/* The students 00812 and 00813; results of both and of ?old and ?x. */
static void
open_with_results(struct place *p, struct coh_store *store)
{
    const struct coh_result result[] = {
        scored("00812", "Unit 3", "", "2026-03-02", "7"),
        scored("00813", "Unit 3", "", "2026-03-02", "6"),
        scored("?old", "Unit 2", "", "2026-02-02", "5"),
        scored("?old", "Unit 3", "", "2026-03-02", "4"),
        scored("?x", "Unit 1", "", "2026-01-02", "3"),
    };
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome outcome;

    open_team(p, store);
    assert_int_equal(take_in(store, &file, result, 5, &outcome, NULL), 0);
    assert_int_equal(coh_student_apart_name(store, coh_span_of("?old"),
                                            coh_span_of("Old, One"), NULL),
                     0);
}

static int
set_alias(struct coh_store *store, const char *who, const char *alias,
          const char *dropped, struct coh_student_changed *done,
          struct coh_notes *notes, struct coh_error *err)
{
    const struct coh_span id = coh_span_of(who);
    const struct coh_span list[] = {coh_span_of(alias), coh_span_of(dropped)};
    const struct coh_student_change c = {.alias = list,
                                         .aliases = *alias != '\0',
                                         .dropped = list + 1,
                                         .drops = *dropped != '\0'};

    return coh_student_set(store, &id, 1, &c, done, notes, err);
}

static void
an_alias_finds_what_was_kept_apart_but_for_a_second_value(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_changed done;
    struct coh_notes notes = COH_NOTES_INIT;

    open_with_results(*state, &store);
    assert_int_equal(
        set_alias(&store, "00812", "?old", "", &done, &notes, NULL), 0);
    assert_int_equal(done.adopted, 1);
    assert_true(coh_notes_look(&notes));
    assert_int_equal(number(&store, "SELECT count(*) FROM result"
                                    " WHERE student_id = '00812'"),
                     2);
    /* The name stays as long as a result waits under the id. */
    assert_int_equal(number(&store, "SELECT count(*) FROM apart"), 1);
    assert_int_equal(set_alias(&store, "812", "", "?old", &done, NULL, NULL),
                     0);
    assert_int_equal(done.released, 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM result"
                                    " WHERE student_id IS NULL"),
                     3);
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
the_name_of_an_id_goes_when_its_student_is_known(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_changed done;

    open_with_results(*state, &store);
    assert_int_equal(coh_student_apart_name(&store, coh_span_of("?x"),
                                            coh_span_of("X, One"), NULL),
                     0);
    assert_int_equal(set_alias(&store, "00813", "?x", "", &done, NULL, NULL),
                     0);
    assert_int_equal(done.adopted, 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM apart"), 1);
    coh_store_close(&store);
}

static void
what_is_another_students_is_refused_and_nothing_changes(void **state)
{
    static const char *const taken[] = {"00813", "?y"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_changed done;
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    open_with_results(*state, &store);
    assert_int_equal(set_alias(&store, "00813", "?y", "", &done, NULL, NULL),
                     0);
    for (i = 0; i < 2; i++) {
        assert_int_equal(
            set_alias(&store, "00812", taken[i], "", &done, NULL, &err), -1);
        assert_int_equal(err.code, COH_INPUT);
    }
    assert_int_equal(set_alias(&store, "00999", "a", "", &done, NULL, &err),
                     -1);
    assert_int_equal(set_alias(&store, "00812", "a", "no", &done, NULL, &err),
                     -1);
    assert_int_equal(number(&store, "SELECT count(*) FROM student_identifier"),
                     1);
    coh_store_close(&store);
}

/* ---- days ---- */

enum { DAYS = 30 };

/* What holds of `group` on each of the days, a letter a day. */
static void
read_days(struct coh_store *store, char out[DAYS + 1])
{
    struct sqlite3_stmt *stmt = NULL;
    int i;

    assert_int_equal(coh_sql_prepare(store,
                                     "SELECT value FROM student_attribute WHERE"
                                     " student_id = '00812' AND name = 'group'"
                                     " AND from_date <= ?1"
                                     " AND (to_date IS NULL OR to_date >= ?1)",
                                     &stmt, NULL),
                     0);
    for (i = 0; i < DAYS; i++) {
        assert_int_equal(
            coh_sql_bind_date(stmt, 1, day("2026-03-01") + i, store, NULL), 0);
        out[i] = '.';
        if (coh_sql_step(store, stmt, NULL) == 1) {
            out[i] = *coh_sql_text(stmt, 0).bytes;
            /* Never two values on one day. */
            assert_int_equal(coh_sql_step(store, stmt, NULL), 0);
        }
        coh_sql_reset(stmt);
    }
    out[DAYS] = '\0';
    coh_sql_finish(&stmt);
}

/* Seeded spans painted over each other, against an array of days. */
static void
a_span_of_days_changes_these_days_alone(void **state)
{
    struct coh_random random = {.state = 20261121};
    struct coh_store store = COH_STORE_INIT;
    char model[DAYS + 1], is[DAYS + 1];
    int round, i;

    open_team(*state, &store);
    memset(model, '.', DAYS);
    model[DAYS] = '\0';
    for (round = 0; round < 300; round++) {
        int from = (int)coh_random_below(&random, DAYS);
        int to = from + (int)coh_random_below(&random, DAYS - (uint64_t)from);
        const char value[] = {(char)('a' + coh_random_below(&random, 4)), '\0'};
        const struct coh_student_attribute a = {
            coh_span_of("00812"), coh_span_of("group"),
            coh_span_of(*value == 'd' ? "" : value)};

        assert_int_equal(
            coh_student_attribute_span(&store, &a, day("2026-03-01") + from,
                                       day("2026-03-01") + to, NULL),
            0);
        for (i = from; i <= to; i++)
            model[i] = *value == 'd' ? '.' : *value;
        read_days(&store, is);
        assert_string_equal(is, model);
    }
    coh_store_close(&store);
}

/* ---- lists ---- */

static int
set_groups(struct coh_store *store, struct coh_student_changed *done,
           struct coh_notes *notes, struct coh_error *err)
{
    static const char *const id[] = {"00812", "813", "", "99", "00812"};
    static const char *const group[] = {"1", "2", "3", "4", "5"};
    struct coh_student_line line[5];
    struct coh_span value[5], name = coh_span_of("group");
    size_t i;

    for (i = 0; i < 5; i++) {
        value[i] = coh_span_of(group[i]);
        line[i] =
            (struct coh_student_line){i + 2, coh_span_of(id[i]), &value[i]};
    }
    return coh_student_set_lines(store, line, 5, &name, 1, day("2026-03-02"),
                                 COH_DATE_NONE, done, notes, err);
}

static void
a_list_sets_whom_it_knows_and_names_the_others(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_changed done;
    struct coh_notes notes = COH_NOTES_INIT;
    char group[100];

    open_team(*state, &store);
    assert_int_equal(set_groups(&store, &done, &notes, NULL), 0);
    assert_int_equal(done.students, 2);
    assert_int_equal(done.unknown, 3);
    assert_int_equal(notes.n, 3);
    one_text(&store,
             "SELECT group_concat(student_id || value) FROM student_attribute",
             group);
    assert_string_equal(group, "008121,008132");
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
memory_that_runs_out_leaves_the_roster_as_it_was(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_changed done;
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc;

    open_with_results(*state, &store);
    for (n = 1, rc = -1; rc; n++) {
        struct coh_notes notes = COH_NOTES_INIT;

        coh_memory_fail_at(n, 0);
        rc = set_alias(&store, "00812", "?old", "", &done, &notes, &err);
        coh_memory_fail_at(0, 0);
        coh_notes_release(&notes);
        if (rc) {
            assert_int_equal(err.code, COH_SYSTEM);
            assert_int_equal(
                number(&store, "SELECT count(*) FROM student_identifier"), 0);
        }
    }
    assert_true(n > 5);
    for (n = 1, rc = -1; rc; n++) {
        struct coh_notes notes = COH_NOTES_INIT;

        coh_memory_fail_at(n, 0);
        rc = set_groups(&store, &done, &notes, &err);
        coh_memory_fail_at(0, 0);
        coh_notes_release(&notes);
        if (rc) {
            assert_int_equal(err.code, COH_SYSTEM);
            assert_int_equal(
                number(&store, "SELECT count(*) FROM student_attribute"), 0);
        }
    }
    assert_true(n > 5);
    coh_store_close(&store);
}

/* ---- who is unknown ---- */

struct seen {
    char text[400];
};

static int
keep_unknown(void *context, const struct coh_student_unknown *u,
             struct coh_error *err)
{
    struct seen *seen = context;
    size_t used = strlen(seen->text);

    (void)err;
    snprintf(seen->text + used, sizeof(seen->text) - used,
             "%.*s|%.*s|%zu|%zu|%.*s %zu|%.*s|%.*s;", (int)u->id.length,
             u->id.bytes, (int)u->name.length, u->name.bytes, u->results,
             u->files, (int)u->first.length, u->first.bytes, u->line,
             (int)u->closest_id.length, u->closest_id.bytes, (int)u->why.length,
             u->why.bytes);
    return 0;
}

static void
the_unknown_are_listed_with_who_is_close(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome outcome;
    struct coh_result more = scored("?0814", "Unit 9", "", "2026-03-02", "7");
    struct seen seen = {""};

    open_with_results(*state, &store);
    more.cell[COH_RESULT_STUDENT_ID] = coh_span_of("?0812");
    assert_int_equal(take_in(&store, &file, &more, 1, &outcome, NULL), 0);
    assert_int_equal(coh_student_apart_name(&store, coh_span_of("?x"),
                                            coh_span_of("One Student"), NULL),
                     0);
    assert_int_equal(
        coh_student_unknown_list(&store, keep_unknown, &seen, NULL), 0);
    /* Both of the team are called `Student, One`; ?0812 is one letter from
     * 00812. */
    assert_string_equal(seen.text,
                        "?0812||1|1|a.csv 2|00812|1 letter of an id differs;"
                        "?old|Old, One|2|1|a.csv 4||;"
                        "?x|One Student|1|1|a.csv 6||the name fits several "
                        "students;");
    coh_store_close(&store);
}

static void
memory_that_runs_out_while_listing_is_said(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc;

    open_with_results(*state, &store);
    for (n = 1, rc = -1; rc; n++) {
        struct seen seen = {""};

        coh_memory_fail_at(n, 0);
        rc = coh_student_unknown_list(&store, keep_unknown, &seen, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_true(n > 3);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(an_alias_finds_what_was_kept_apart_but_for_a_second_value),
        in_a_place(the_name_of_an_id_goes_when_its_student_is_known),
        in_a_place(what_is_another_students_is_refused_and_nothing_changes),
        in_a_place(a_span_of_days_changes_these_days_alone),
        in_a_place(a_list_sets_whom_it_knows_and_names_the_others),
        in_a_place(memory_that_runs_out_leaves_the_roster_as_it_was),
        in_a_place(the_unknown_are_listed_with_who_is_close),
        in_a_place(memory_that_runs_out_while_listing_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
