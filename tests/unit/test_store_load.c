/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

static void
a_load_keeps_results_and_its_account(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load load = COH_LOAD_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_account account = {
        .records = 4, .used = 2, .by_rule = 1, .set_aside = 1, .blank = 3};
    struct coh_load_outcome outcome;
    struct coh_result r = scored("812", "Unit 3", "", "2026-11-18", "14");
    char text[100];

    open_team(*state, &store);
    assert_int_equal(coh_load_begin(&load, &store, &file, NULL), 0);
    assert_int_equal(coh_load_add(&load, 2, &r, coh_span_of("00812"), NULL), 0);
    r.cell[COH_RESULT_STUDENT_ID] = coh_span_of("00813");
    assert_int_equal(coh_load_add(&load, 3, &r, coh_span_of("00813"), NULL), 0);
    assert_int_equal(
        coh_load_set_aside(&load, 4, coh_span_of("9 of 10 fields"), NULL), 0);
    assert_int_equal(coh_load_end(&load, &account, &outcome, NULL), 0);
    coh_load_release(&load);

    assert_int_equal(outcome.load, 1);
    assert_int_equal(outcome.same_as, 0);
    assert_int_equal(outcome.added, 2);
    assert_int_equal(outcome.unmatched, 0);
    assert_int_equal(number(&store, "SELECT used + by_rule + set_aside ="
                                    " records AND records = 4 AND blank = 3"
                                    " FROM load"),
                     1);
    one_text(&store, "SELECT reason FROM set_aside WHERE line = 4", text);
    assert_string_equal(text, "9 of 10 fields");
    one_text(&store, "SELECT written_id FROM result WHERE student_id = '00812'",
             text);
    assert_string_equal(text, "812");
    coh_store_close(&store);
}

static void
an_account_that_does_not_add_up_keeps_nothing(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load load = COH_LOAD_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_account account = {.records = 2, .used = 1};
    struct coh_load_outcome outcome;
    struct coh_error err = COH_ERROR_INIT;

    open_team(*state, &store);
    assert_int_equal(coh_load_begin(&load, &store, &file, NULL), 0);
    assert_int_equal(coh_load_end(&load, &account, &outcome, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_load_release(&load);
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM source"), 0);
    coh_store_close(&store);
}

static void
the_same_content_changes_nothing_and_names_its_load(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r[] = {
        scored("00812", "Unit 3", "", "2026-11-18", "14"),
        scored("00813", "Unit 3", "", "2026-11-18", "9"),
    };
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, r, 2, &outcome, NULL), 0);
    /* Saved again by a spreadsheet: other bytes, 14.0 for 14, a time. */
    file.sha256 = coh_span_of("01");
    file.name = coh_span_of("b.csv");
    r[0].cell[COH_RESULT_SCORE] = coh_span_of("14.0");
    r[1].cell[COH_RESULT_DATE] = coh_span_of("2026-11-18T00:00:00");
    assert_int_equal(take_in(&store, &file, r, 2, &outcome, NULL), 0);
    assert_int_equal(outcome.same_as, 1);
    assert_int_equal(outcome.load, 0);
    assert_int_equal(outcome.added + outcome.changed + outcome.unchanged, 0);
    assert_int_equal(outcome.again, 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM result"), 2);
    coh_store_close(&store);
}

static void
the_same_results_from_another_source_are_another_load(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r = scored("00812", "Unit 3", "", "2026-11-18", "14");
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    file.source_id = coh_span_of("zipgrade");
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_int_equal(outcome.same_as, 0);
    assert_int_equal(outcome.added, 1);
    coh_store_close(&store);
}

static void
a_cumulative_export_adds_only_what_is_new_or_changed(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result monday[] = {
        scored("00812", "Unit 1", "", "", "10"),
        scored("00813", "Unit 1", "", "", "11"),
    };
    struct coh_result next[] = {
        scored("00812", "Unit 1", "", "", "10.00"),
        scored("00813", "Unit 1", "", "", "12"),
        scored("00812", "Unit 2", "", "", "7"),
    };
    struct coh_load_outcome outcome;
    char text[100];

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, monday, 2, &outcome, NULL), 0);
    assert_int_equal(take_in(&store, &file, next, 3, &outcome, NULL), 0);
    assert_int_equal(outcome.added, 1);
    assert_int_equal(outcome.changed, 1);
    assert_int_equal(outcome.unchanged, 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM result"
                                    " WHERE superseded_by IS NULL"),
                     3);
    one_text(&store,
             "SELECT score FROM result WHERE student_id = '00813'"
             " AND superseded_by IS NULL AND load = 2",
             text);
    assert_string_equal(text, "12");
    one_text(&store,
             "SELECT score FROM result WHERE student_id = '00813'"
             " AND superseded_by = 2 AND load = 1",
             text);
    assert_string_equal(text, "11");

    coh_store_close(&store);
}

static void
every_part_of_the_natural_key_tells_results_apart(void **state)
{
    static const enum coh_result_column part[] = {
        COH_RESULT_ASSESSMENT, COH_RESULT_MEASURE, COH_RESULT_ITEM,
        COH_RESULT_DATE,       COH_RESULT_TERM,    COH_RESULT_ATTEMPT,
        COH_RESULT_SCALE,      COH_RESULT_SOURCE,
    };
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r[9];
    struct coh_load_outcome outcome;
    size_t i;

    open_team(*state, &store);
    r[8] = scored("00812", "Unit 1", "", "2026-11-01", "10");
    for (i = 0; i < 8; i++) {
        r[i] = r[8];
        r[i].cell[part[i]] = coh_span_of("2026-11-02");
    }
    assert_int_equal(take_in(&store, &file, r, 9, &outcome, NULL), 0);
    assert_int_equal(outcome.added, 9);
    coh_store_close(&store);
}

static void
a_row_that_stands_twice_in_a_file_counts_once(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r[] = {
        scored("00812", "Unit 1", "", "", "10"),
        scored("00812", "Unit 1", "", "", "10.0"),
        scored("00813", "Unit 1", "", "", "8"),
    };
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, r, 2, &outcome, NULL), 0);
    assert_int_equal(outcome.added, 1);
    assert_int_equal(outcome.repeated, 1);
    /* And again when the store already holds it. */
    assert_int_equal(take_in(&store, &file, r, 3, &outcome, NULL), 0);
    assert_int_equal(outcome.unchanged, 1);
    assert_int_equal(outcome.repeated, 1);
    assert_int_equal(outcome.added, 1);
    coh_store_close(&store);
}

static void
two_values_for_one_result_in_a_file_are_refused_with_both_lines(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r[] = {
        scored("00813", "Unit 1", "", "", "8"),
        scored("00812", "Unit 1", "", "", "10"),
        scored("00812", "Unit 1", "", "", "11"),
    };
    struct coh_load_outcome outcome;
    struct coh_error err = COH_ERROR_INIT;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, r, 2, &outcome, NULL), 0);
    /* Whether the first of them is new, held or changed. */
    assert_int_equal(take_in(&store, &file, r, 3, &outcome, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "lines 3 and 4"));
    r[1].cell[COH_RESULT_SCORE] = coh_span_of("12");
    assert_int_equal(take_in(&store, &file, r, 3, &outcome, &err), -1);
    r[1].cell[COH_RESULT_ASSESSMENT] = coh_span_of("Unit 2");
    r[2].cell[COH_RESULT_ASSESSMENT] = coh_span_of("Unit 2");
    assert_int_equal(take_in(&store, &file, r, 3, &outcome, &err), -1);
    assert_int_equal(number(&store, "SELECT count(*) FROM result"), 2);
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 1);
    coh_store_close(&store);
}

static void
what_is_no_result_or_has_no_student_is_refused(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r = scored("00899", "Unit 1", "", "", "10");
    struct coh_load_outcome outcome;
    struct coh_error err = COH_ERROR_INIT;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "00899"));
    r = scored("00812", "Unit 1", "", "", "ten");
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "line 2"));
    coh_store_close(&store);
}

static void
results_of_unknown_ids_are_kept_apart(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r[] = {
        scored("?99999", "Unit 1", "", "", "10"),
        scored("00812", "Unit 1", "", "", "10"),
    };
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, r, 2, &outcome, NULL), 0);
    assert_int_equal(outcome.unmatched, 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM result WHERE"
                                    " student_id IS NULL"
                                    " AND written_id = '?99999'"),
                     1);
    assert_int_equal(take_in(&store, &file, r, 1, &outcome, NULL), 0);
    assert_int_equal(outcome.unchanged, 1);
    coh_store_close(&store);
}

static void
an_unknown_source_enters_the_inventory_incomplete(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r = scored("00812", "Unit 1", "", "", "10");
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_true(outcome.source_is_new);
    assert_int_equal(number(&store, "SELECT count(*) FROM source_field WHERE"
                                    " source_id = 'gradebook' AND"
                                    " field = 'status' AND value = ''"),
                     1);
    r.cell[COH_RESULT_SCORE] = coh_span_of("11");
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_false(outcome.source_is_new);
    coh_store_close(&store);
}

/* One result of that date, taken in on 2026-11-20. */
static coh_date
collected_after(struct coh_store *store, const char *date, const char *score)
{
    struct coh_load_file file = file_of("fluency");
    struct coh_result r = scored("00812", "Fluency", "", date, score);
    struct coh_load_outcome outcome;

    assert_int_equal(take_in(store, &file, &r, 1, &outcome, NULL), 0);
    return outcome.last_collected;
}

static void
last_collected_follows_the_newest_result_and_never_goes_back(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    char text[100];

    open_team(*state, &store);
    assert_int_equal(collected_after(&store, "2026-10-02", "80"),
                     day("2026-10-02"));
    assert_int_equal(collected_after(&store, "2026-09-02", "70"),
                     day("2026-10-02"));
    /* A date after today is a slip of the pen, not a collection. */
    assert_int_equal(collected_after(&store, "2062-10-09", "81"),
                     day("2026-10-02"));
    assert_int_equal(collected_after(&store, "2026-11-13", "82"),
                     day("2026-11-13"));
    /* Results without a date: the day of the load. */
    assert_int_equal(collected_after(&store, "", "83"), day("2026-11-20"));
    one_text(&store,
             "SELECT value FROM source_field WHERE"
             " field = 'last_collected'",
             text);
    assert_string_equal(text, "2026-11-20");
    coh_store_close(&store);
}

static void
a_dry_run_counts_and_keeps_nothing(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r = scored("00812", "Unit 1", "", "2026-11-02", "10");
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    file.dry_run = 1;
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_int_equal(outcome.added, 1);
    assert_int_equal(outcome.load, 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM source"), 0);
    coh_store_close(&store);
}

static void
files_without_results_are_the_same_only_by_their_bytes(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, NULL, 0, &outcome, NULL), 0);
    assert_int_equal(outcome.same_as, 0);
    file.sha256 = coh_span_of("01");
    assert_int_equal(take_in(&store, &file, NULL, 0, &outcome, NULL), 0);
    assert_int_equal(outcome.same_as, 0);
    assert_int_equal(take_in(&store, &file, NULL, 0, &outcome, NULL), 0);
    assert_int_equal(outcome.same_as, 2);
    coh_store_close(&store);
}

static void
cells_may_hold_nul_bytes(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("survey");
    struct coh_result r[2];
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    r[0] = r[1] = scored("00812", "Survey", "", "", "1");
    r[0].cell[COH_RESULT_TERM] = (struct coh_span){"a\0b", 3};
    r[1].cell[COH_RESULT_TERM] = (struct coh_span){"a\0c", 3};
    assert_int_equal(take_in(&store, &file, r, 2, &outcome, NULL), 0);
    assert_int_equal(outcome.added, 2);
    coh_store_close(&store);
}

static int
keep_loads(void *context, const struct coh_load_row *row, struct coh_error *err)
{
    int64_t *seen = context;

    (void)err;
    seen[0] = seen[0] * 10 + row->load;
    seen[1] += (int64_t)row->added;
    return 0;
}

static void
loads_are_listed_newest_first(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    int64_t seen[2] = {0, 0};

    open_team(*state, &store);
    collected_after(&store, "2026-10-02", "80");
    collected_after(&store, "2026-10-03", "81");
    assert_int_equal(coh_load_list(&store, keep_loads, seen, NULL), 0);
    assert_int_equal(seen[0], 21);
    assert_int_equal(seen[1], 2);
    coh_store_close(&store);
}

static void
memory_that_runs_out_keeps_nothing_of_a_load(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r = scored("00812", "Unit 1", "", "2026-11-02", "10");
    struct coh_load_outcome outcome;
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc = -1;

    open_team(*state, &store);
    for (n = 1; rc; n++) {
        coh_memory_fail_at(n, 0);
        rc = take_in(&store, &file, &r, 1, &outcome, &err);
        coh_memory_fail_at(0, 0);
        if (rc) {
            assert_int_equal(err.code, COH_SYSTEM);
            assert_int_equal(number(&store, "SELECT count(*) FROM load"), 0);
        }
    }
    assert_true(n > 2);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(a_load_keeps_results_and_its_account),
        in_a_place(an_account_that_does_not_add_up_keeps_nothing),
        in_a_place(the_same_content_changes_nothing_and_names_its_load),
        in_a_place(the_same_results_from_another_source_are_another_load),
        in_a_place(a_cumulative_export_adds_only_what_is_new_or_changed),
        in_a_place(every_part_of_the_natural_key_tells_results_apart),
        in_a_place(a_row_that_stands_twice_in_a_file_counts_once),
        in_a_place(
            two_values_for_one_result_in_a_file_are_refused_with_both_lines),
        in_a_place(what_is_no_result_or_has_no_student_is_refused),
        in_a_place(results_of_unknown_ids_are_kept_apart),
        in_a_place(an_unknown_source_enters_the_inventory_incomplete),
        in_a_place(
            last_collected_follows_the_newest_result_and_never_goes_back),
        in_a_place(a_dry_run_counts_and_keeps_nothing),
        in_a_place(files_without_results_are_the_same_only_by_their_bytes),
        in_a_place(cells_may_hold_nul_bytes),
        in_a_place(loads_are_listed_newest_first),
        in_a_place(memory_that_runs_out_keeps_nothing_of_a_load),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
