/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "store/select.h"

/* What a selection gave: "student assessment measure item scale score" a
 * line. */
static int
keep(void *context, const struct coh_select_row *row, struct coh_error *err)
{
    static const enum coh_result_column column[] = {
        COH_RESULT_STUDENT_ID, COH_RESULT_DATE,  COH_RESULT_MEASURE,
        COH_RESULT_ITEM,       COH_RESULT_SCORE,
    };
    struct coh_text *t = context;
    size_t i;

    for (i = 0; i < 5; i++)
        if (coh_text_add(t, row->result.cell[column[i]].bytes,
                         row->result.cell[column[i]].length, err) ||
            coh_text_add_string(t, i < 4 ? "," : "\n", err))
            return -1;
    return 0;
}

static void
expect(struct coh_store *store, const struct coh_select *q, const char *rows,
       struct coh_notes *notes)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(coh_select_run(store, q, keep, &t, notes, NULL), 0);
    assert_string_equal(coh_text_get(&t), rows);
    coh_text_release(&t);
}

/* How often a reason that holds `word` was noted. */
static size_t
noted(const struct coh_notes *notes, const char *word)
{
    size_t i;

    for (i = 0; i < notes->n; i++)
        if (strstr(notes->note[i].reason, word))
            return notes->note[i].count;
    return 0;
}

/* Students 1 and 2 are active, 3 left; ?9 is on no roster. */
static void
fill(struct place *p, struct coh_store *store)
{
    static const char *const id[] = {"1", "2", "3"};
    struct coh_load_file file = file_of("unit-tests");
    struct coh_load_outcome outcome;
    struct coh_result r[] = {
        scored("2", "Unit 3", "", "2026-11-18", "14"),
        scored("1", "Unit 3", "", "2026-11-18", "9"),
        scored("3", "Unit 3", "", "2026-11-18", "8"),
        scored("?9", "Unit 3", "", "2026-11-18", "7"),
        scored("1", "Unit 3", "Q1", "2026-11-18", "1"),
        scored("1", "Unit 3", "", "2026-11-18", "4"),
        scored("1", "Unit 3", "", "2026-11-18", "45"),
        scored("1", "Unit 2", "", "2026-10-02", "6"),
        scored("1", "Unit 3", "", "2026-11-25", "12"),
        scored("1", "Lexile", "", "2026-09-09", "700"),
    };

    r[5].cell[COH_RESULT_MEASURE] = coh_span_of("5.NF.A.1");
    r[6].cell[COH_RESULT_SCALE] = coh_span_of("percent");
    r[9].cell[COH_RESULT_SCALE] = coh_span_of("lexile");
    open_new(p, store);
    enrol(store, id, 3);
    assert_int_equal(coh_sql_run(store,
                                 "UPDATE student SET active_to = '2026-11-19'"
                                 " WHERE student_id = '3'",
                                 NULL, 0, NULL),
                     0);
    assert_int_equal(
        take_in(store, &file, r, sizeof(r) / sizeof(*r), &outcome, NULL), 0);
}

static void
the_defaults_show_overall_scores_of_active_students_and_say_the_rest(
    void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_span unit3 = coh_span_of("Unit 3");
    struct coh_notes notes = COH_NOTES_INIT;

    fill(*state, &store);
    q.day = day("2026-11-20");
    q.assessment = &unit3;
    q.assessments = 1;
    expect(&store, &q,
           "1,2026-11-18,overall,,9\n"
           "2,2026-11-18,overall,,14\n"
           "1,2026-11-25,overall,,12\n",
           &notes);
    assert_int_equal(noted(&notes, "item rows"), 1);
    assert_int_equal(noted(&notes, "other measures"), 1);
    assert_int_equal(noted(&notes, "other scales"), 1);
    assert_int_equal(noted(&notes, "not active"), 1);
    assert_int_equal(noted(&notes, "no roster"), 1);
    assert_false(coh_notes_look(&notes));
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
a_measure_without_the_main_scale_is_shown_in_its_own(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_span name = coh_span_of("Lexile");

    fill(*state, &store);
    q.assessment = &name;
    q.assessments = 1;
    expect(&store, &q, "1,2026-09-09,overall,,700\n", NULL);
    coh_store_close(&store);
}

static void
each_filter_does_what_it_says(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_span name[] = {coh_span_of("Unit 3"), coh_span_of("Unit 2")};
    struct coh_span student = coh_span_of("2");
    struct coh_notes notes = COH_NOTES_INIT;

    fill(*state, &store);
    q.day = day("2026-11-20");
    q.assessment = name;
    q.assessments = 2;
    q.items = 1;
    expect(&store, &q, "1,2026-11-18,overall,Q1,1\n", &notes);
    assert_int_equal(notes.n, 0);
    q.items = 0;
    q.measure = coh_span_of("5.NF.A.1");
    expect(&store, &q, "1,2026-11-18,5.NF.A.1,,4\n", NULL);
    q.measure = coh_span_of("");
    q.scale = coh_span_of("percent");
    expect(&store, &q, "1,2026-11-18,overall,,45\n", NULL);
    q.scale = coh_span_of("");
    q.student = &student;
    q.students = 1;
    expect(&store, &q, "2,2026-11-18,overall,,14\n", NULL);
    q.students = 0;
    q.source = coh_span_of("gradebook");
    expect(&store, &q, "", NULL);
    q.source = coh_span_of("unit-tests");
    q.until = day("2026-10-31");
    expect(&store, &q, "1,2026-10-02,overall,,6\n", NULL);
    q.since = day("2026-11-19");
    q.until = day("2026-11-25");
    expect(&store, &q, "1,2026-11-25,overall,,12\n", NULL);
    q.since = q.until = COH_DATE_NONE;
    q.everyone = 1;
    q.assessments = 1;
    expect(&store, &q,
           "1,2026-11-18,overall,,9\n"
           "2,2026-11-18,overall,,14\n"
           "3,2026-11-18,overall,,8\n"
           "?9,2026-11-18,overall,,7\n"
           "1,2026-11-25,overall,,12\n",
           NULL);
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
the_latest_is_by_date_then_by_attempt(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_load_file file = file_of("quiz");
    struct coh_load_outcome outcome;
    struct coh_span quiz = coh_span_of("Quiz");
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_result r[] = {
        scored("2", "Quiz", "", "2026-11-18", "1"),
        scored("2", "Quiz", "", "2026-11-18", "2"),
        scored("2", "Quiz", "", "2026-10-01", "9"),
        scored("1", "Quiz", "", "", "5"),
        scored("1", "Quiz", "", "", "6"),
    };

    fill(*state, &store);
    r[0].cell[COH_RESULT_ATTEMPT] = coh_span_of("9");
    r[1].cell[COH_RESULT_ATTEMPT] = coh_span_of("10");
    r[4].cell[COH_RESULT_TERM] = coh_span_of("fall 2026");
    assert_int_equal(take_in(&store, &file, r, 5, &outcome, NULL), 0);
    q.assessment = &quiz;
    q.assessments = 1;
    q.latest = 1;
    expect(&store, &q,
           "1,,overall,,5\n"
           "1,,overall,,6\n"
           "2,2026-11-18,overall,,2\n",
           &notes);
    /* Two undated results: nobody knows, and that is said. */
    assert_int_equal(noted(&notes, "latest"), 2);
    assert_true(coh_notes_look(&notes));
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
the_latest_items_are_those_of_one_sitting(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_load_file file = file_of("quiz");
    struct coh_load_outcome outcome;
    struct coh_span quiz = coh_span_of("Quiz");
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_result r[] = {
        scored("2", "Quiz", "Q1", "2026-10-01", "0"),
        scored("2", "Quiz", "Q2", "2026-10-01", "0"),
        scored("2", "Quiz", "Q1", "2026-11-18", "1"),
    };

    fill(*state, &store);
    assert_int_equal(take_in(&store, &file, r, 3, &outcome, NULL), 0);
    q.assessment = &quiz;
    q.assessments = 1;
    q.items = q.latest = 1;
    expect(&store, &q, "2,2026-11-18,overall,Q1,1\n", &notes);
    assert_int_equal(notes.n, 0);
    coh_store_close(&store);
}

static void
what_was_superseded_is_not_selected(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_load_file file = file_of("unit-tests");
    struct coh_load_outcome outcome;
    struct coh_span unit2 = coh_span_of("Unit 2");
    struct coh_result r = scored("1", "Unit 2", "", "2026-10-02", "7");

    fill(*state, &store);
    assert_int_equal(take_in(&store, &file, &r, 1, &outcome, NULL), 0);
    assert_int_equal(outcome.changed, 1);
    q.assessment = &unit2;
    q.assessments = 1;
    expect(&store, &q, "1,2026-10-02,overall,,7\n", NULL);
    coh_store_close(&store);
}

static void
an_unknown_assessment_or_student_is_refused_with_help(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_span name = coh_span_of("Unit 33");
    struct coh_span student = coh_span_of("77");
    struct coh_error err = COH_ERROR_INIT;
    struct coh_text t = COH_TEXT_INIT;

    fill(*state, &store);
    q.assessment = &name;
    q.assessments = 1;
    assert_int_equal(coh_select_run(&store, &q, keep, &t, NULL, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "'Unit 3'"));
    name = coh_span_of("xile");
    assert_int_equal(coh_select_run(&store, &q, keep, &t, NULL, &err), -1);
    assert_non_null(strstr(err.text, "'Lexile'"));
    q.assessments = 0;
    q.student = &student;
    q.students = 1;
    assert_int_equal(coh_select_run(&store, &q, keep, &t, NULL, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "77"));
    coh_text_release(&t);
    coh_store_close(&store);
}

static void
an_id_without_its_zeros_is_matched_and_said(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_span student = coh_span_of("002");
    struct coh_notes notes = COH_NOTES_INIT;

    fill(*state, &store);
    q.student = &student;
    q.students = 1;
    expect(&store, &q, "2,2026-11-18,overall,,14\n", &notes);
    assert_int_equal(noted(&notes, "leading zeros"), 1);
    assert_string_equal(notes.note[0].place[0], "'002' is 2");
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static int
keep_held(void *context, const struct coh_select_held *row,
          struct coh_error *err)
{
    struct coh_text *t = context;

    return coh_text_format(t, err, "%.*s %.*s %zu %zu %zu\n",
                           (int)row->assessment.length, row->assessment.bytes,
                           (int)row->newest.length, row->newest.bytes,
                           row->measures, row->items, row->students);
}

static void
the_list_names_what_the_store_holds(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_text t = COH_TEXT_INIT;

    fill(*state, &store);
    assert_int_equal(
        coh_select_list(&store, COH_DATE_NONE, keep_held, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), "Lexile 2026-09-09 1 0 1\n"
                                          "Unit 2 2026-10-02 1 0 1\n"
                                          "Unit 3 2026-11-25 2 1 4\n");
    coh_text_release(&t);
    coh_store_close(&store);
}

static void
memory_that_runs_out_is_said_and_nothing_leaks(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_span unit3 = coh_span_of("Unit 3"), two = coh_span_of("02");
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc = -1;

    fill(*state, &store);
    q.assessment = &unit3;
    q.student = &two;
    q.assessments = q.students = 1;
    for (n = 1; rc; n++) {
        struct coh_notes notes = COH_NOTES_INIT;
        struct coh_text t = COH_TEXT_INIT;

        coh_memory_fail_at(n, 0);
        rc = coh_select_run(&store, &q, keep, &t, &notes, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_text_release(&t);
        coh_notes_release(&notes);
    }
    assert_true(n > 5);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(
            the_defaults_show_overall_scores_of_active_students_and_say_the_rest),
        in_a_place(a_measure_without_the_main_scale_is_shown_in_its_own),
        in_a_place(each_filter_does_what_it_says),
        in_a_place(the_latest_is_by_date_then_by_attempt),
        in_a_place(the_latest_items_are_those_of_one_sitting),
        in_a_place(what_was_superseded_is_not_selected),
        in_a_place(an_unknown_assessment_or_student_is_refused_with_help),
        in_a_place(an_id_without_its_zeros_is_matched_and_said),
        in_a_place(the_list_names_what_the_store_holds),
        in_a_place(memory_that_runs_out_is_said_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
