/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

/* Content that was taken in before: when it counts again, and when another
 * source has it. */

/* The score of 00813 in Unit 1 that is current. */
static void
expect_score(struct coh_store *store, const char *score)
{
    char text[100];

    one_text(store,
             "SELECT score FROM result WHERE student_id = '00813'"
             " AND superseded_by IS NULL",
             text);
    assert_string_equal(text, score);
}

static void
a_file_that_a_later_one_corrected_can_be_taken_in_again(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result right[] = {
        scored("00812", "Unit 1", "", "", "10"),
        scored("00813", "Unit 1", "", "", "11"),
    };
    struct coh_result wrong[] = {
        scored("00812", "Unit 1", "", "", "10"),
        scored("00813", "Unit 1", "", "", "1"),
    };
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, right, 2, &outcome, NULL), 0);
    assert_int_equal(take_in(&store, &file, wrong, 2, &outcome, NULL), 0);
    expect_score(&store, "1");
    /* Unasked, an old file undoes nothing: it may only lie in the inbox. */
    assert_int_equal(take_in(&store, &file, right, 2, &outcome, NULL), 0);
    assert_int_equal(outcome.load, 0);
    assert_int_equal(outcome.same_as, 1);
    assert_int_equal(outcome.since, 1);
    expect_score(&store, "1");
    file.again = 1;
    assert_int_equal(take_in(&store, &file, right, 2, &outcome, NULL), 0);
    assert_int_equal(outcome.load, 3);
    assert_int_equal(outcome.same_as, 0);
    assert_int_equal(outcome.again, 1);
    assert_int_equal(outcome.changed, 1);
    assert_int_equal(outcome.unchanged, 1);
    expect_score(&store, "11");
    assert_int_equal(number(&store, "SELECT count(*) FROM result"
                                    " WHERE superseded_by IS NOT NULL"),
                     2);
    /* Now it is what the store holds: once more changes nothing. */
    assert_int_equal(take_in(&store, &file, right, 2, &outcome, NULL), 0);
    assert_int_equal(outcome.same_as, 3);
    assert_int_equal(number(&store, "SELECT count(*) FROM load"), 3);
    /* And the other way round. */
    assert_int_equal(take_in(&store, &file, wrong, 2, &outcome, NULL), 0);
    assert_int_equal(outcome.again, 2);
    expect_score(&store, "1");
    coh_store_close(&store);
}

/* One result, and `aside` records set aside. */
static void
take_with_aside(struct coh_store *store, size_t aside,
                struct coh_load_outcome *outcome)
{
    struct coh_load_file file = file_of("gradebook");
    struct coh_load load = COH_LOAD_INIT;
    struct coh_load_account account = {
        .records = 1 + aside, .used = 1, .set_aside = aside};
    struct coh_result r = scored("00812", "Unit 1", "", "", "10");
    size_t i;

    assert_int_equal(coh_load_begin(&load, store, &file, NULL), 0);
    assert_int_equal(coh_load_add(&load, 2, &r, coh_span_of("00812"), NULL), 0);
    for (i = 0; i < aside; i++)
        assert_int_equal(coh_load_set_aside(&load, 3 + i,
                                            coh_span_of("3 of 4 fields"), NULL),
                         0);
    assert_int_equal(coh_load_end(&load, &account, outcome, NULL), 0);
    coh_load_release(&load);
}

static void
the_same_results_with_more_set_aside_are_another_load(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    take_with_aside(&store, 0, &outcome);
    take_with_aside(&store, 2, &outcome);
    assert_int_equal(outcome.load, 2);
    assert_int_equal(outcome.same_as, 0);
    assert_int_equal(outcome.again, 1);
    assert_int_equal(outcome.added + outcome.changed, 0);
    assert_int_equal(outcome.unchanged, 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM set_aside"), 2);
    take_with_aside(&store, 2, &outcome);
    assert_int_equal(outcome.same_as, 2);
    assert_int_equal(number(&store, "SELECT count(*) FROM set_aside"), 2);
    coh_store_close(&store);
}

static void
a_load_for_another_source_names_the_one_that_has_it(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r = scored("00812", "Unit 3", "", "", "14");
    struct coh_load_outcome outcome;

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_int_equal(outcome.other_load, 0);
    /* Other bytes, the same results. */
    file.source_id = coh_span_of("zipgrade");
    file.sha256 = coh_span_of("01");
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_int_equal(outcome.other_load, 1);
    assert_string_equal(outcome.other_source, "gradebook");
    assert_int_equal(outcome.added, 1);
    /* The same bytes, read as something else. */
    file.source_id = coh_span_of("fluency");
    r.cell[COH_RESULT_SCALE] = coh_span_of("words_per_minute");
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_int_equal(outcome.other_load, 2);
    assert_string_equal(outcome.other_source, "zipgrade");
    /* Neither. */
    file.sha256 = coh_span_of("02");
    r.cell[COH_RESULT_SCORE] = coh_span_of("15");
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_int_equal(outcome.other_load, 0);
    coh_store_close(&store);
}

static int
keep_apart(void *context, const struct coh_load_row *row, struct coh_error *err)
{
    size_t *apart = context;

    (void)err;
    apart[row->load] = row->kept_apart;
    return 0;
}

static void
the_list_counts_ids_that_are_no_students_once_each(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_result r[] = {
        scored("?1", "Unit 1", "", "", "10"),
        scored("?1", "Unit 2", "", "", "11"),
        scored("?2", "Unit 1", "", "", "12"),
        scored("00812", "Unit 1", "", "", "13"),
    };
    struct coh_load_outcome outcome;
    size_t apart[3] = {9, 9, 9};

    open_team(*state, &store);
    assert_int_equal(take_in(&store, &file, r, 4, &outcome, NULL), 0);
    /* ?2 is the second load's by now: its earlier value is history. */
    r[2].cell[COH_RESULT_SCORE] = coh_span_of("9");
    assert_int_equal(take_in(&store, &file, &r[2], 1, &outcome, NULL), 0);
    assert_int_equal(coh_load_list(&store, keep_apart, apart, NULL), 0);
    assert_int_equal(apart[1], 1);
    assert_int_equal(apart[2], 1);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(a_file_that_a_later_one_corrected_can_be_taken_in_again),
        in_a_place(the_same_results_with_more_set_aside_are_another_load),
        in_a_place(a_load_for_another_source_names_the_one_that_has_it),
        in_a_place(the_list_counts_ids_that_are_no_students_once_each),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
