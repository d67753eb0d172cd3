/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "store/load-undo.h"
#include "store/select.h"

/* "1 Q1=5 " a row, and the day where it is gone. */
static int
keep(void *context, const struct coh_select_row *row, struct coh_error *err)
{
    const struct coh_span *cell = row->result.cell;

    return coh_text_format(
        context, err, "%.*s %.*s=%.*s%.*s, ",
        (int)cell[COH_RESULT_STUDENT_ID].length,
        cell[COH_RESULT_STUDENT_ID].bytes, (int)cell[COH_RESULT_ITEM].length,
        cell[COH_RESULT_ITEM].bytes, (int)cell[COH_RESULT_SCORE].length,
        cell[COH_RESULT_SCORE].bytes, (int)row->gone_on.length,
        row->gone_on.bytes);
}

static void
expect(struct coh_store *store, struct coh_select *q, const char *as_of,
       const char *rows)
{
    struct coh_text t = COH_TEXT_INIT;

    q->as_of = day(as_of);
    q->everyone = 1;
    assert_int_equal(coh_select_run(store, q, keep, &t, NULL, NULL), 0);
    assert_string_equal(coh_text_get(&t), rows);
    coh_text_release(&t);
}

static void
take(struct coh_store *store, const char *today, const struct coh_result *r,
     size_t n)
{
    struct coh_load_file file = file_of("quiz");
    struct coh_load_outcome outcome;

    file.today = day(today);
    assert_int_equal(take_in(store, &file, r, n, &outcome, NULL), 0);
}

/* Three items on the 2nd; on the 9th the second one changed and the third is
 * gone. */
static void
fill(struct place *p, struct coh_store *store, struct coh_select *q)
{
    struct coh_result r[] = {
        scored("?1", "Quiz", "Q1", "2026-10-30", "5"),
        scored("?1", "Quiz", "Q2", "2026-10-30", "6"),
        scored("?1", "Quiz", "Q3", "2026-10-30", "7"),
    };

    open_new(p, store);
    take(store, "2026-11-02", r, 3);
    r[1].cell[COH_RESULT_SCORE] = coh_span_of("8");
    take(store, "2026-11-09", r, 2);
    *q = (struct coh_select)COH_SELECT_INIT;
    q->items = 1;
}

static void
each_day_has_the_values_it_knew_in_the_order_of_the_export(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q;

    fill(*state, &store, &q);
    expect(&store, &q, "", "?1 Q1=5, ?1 Q2=8, ");
    expect(&store, &q, "2026-11-09", "?1 Q1=5, ?1 Q2=8, ");
    expect(&store, &q, "2026-11-08", "?1 Q1=5, ?1 Q2=6, ?1 Q3=7, ");
    expect(&store, &q, "2026-11-02", "?1 Q1=5, ?1 Q2=6, ?1 Q3=7, ");
    expect(&store, &q, "2026-11-01", "");
    coh_store_close(&store);
}

static void
what_is_gone_is_shown_when_asked_for_with_its_day(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_text t = COH_TEXT_INIT;

    fill(*state, &store, &q);
    q.gone = 1;
    expect(&store, &q, "", "?1 Q1=5, ?1 Q2=8, ?1 Q3=72026-11-09, ");
    expect(&store, &q, "2026-11-08", "?1 Q1=5, ?1 Q2=6, ?1 Q3=7, ");
    q.gone = 0;
    q.as_of = COH_DATE_NONE;
    assert_int_equal(coh_select_run(&store, &q, keep, &t, &notes, NULL), 0);
    assert_int_equal(notes.n, 1);
    assert_int_equal(notes.note[0].count, 1);
    assert_non_null(strstr(notes.note[0].reason, "--gone"));
    assert_false(coh_notes_look(&notes));
    coh_text_release(&t);
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
what_is_gone_does_not_hide_the_latest_that_stands(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_result r[] = {
        scored("?1", "Quiz", "", "2026-10-01", "5"),
        scored("?1", "Quiz", "", "2026-10-30", "6"),
    };

    open_new(*state, &store);
    take(&store, "2026-11-02", r, 2);
    take(&store, "2026-11-09", r, 1);
    q.latest = 1;
    expect(&store, &q, "", "?1 =5, ");
    expect(&store, &q, "2026-11-02", "?1 =6, ");
    q.gone = 1;
    expect(&store, &q, "", "?1 =62026-11-09, ");
    coh_store_close(&store);
}

static void
an_undo_did_not_happen_on_the_days_before_it(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q;
    struct coh_load_undone u;

    fill(*state, &store, &q);
    assert_int_equal(coh_load_undo(&store, 2, day("2026-11-10"), 0, &u, NULL),
                     0);
    assert_int_equal(coh_load_undo(&store, 1, day("2026-11-12"), 0, &u, NULL),
                     0);
    expect(&store, &q, "", "");
    expect(&store, &q, "2026-11-11", "?1 Q1=5, ?1 Q2=6, ?1 Q3=7, ");
    expect(&store, &q, "2026-11-09", "?1 Q1=5, ?1 Q2=8, ");
    expect(&store, &q, "2026-11-08", "?1 Q1=5, ?1 Q2=6, ?1 Q3=7, ");
    coh_store_close(&store);
}

static void
a_load_that_is_dated_back_was_not_known_before_the_others(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q;
    struct coh_load_file file = file_of("quiz");
    struct coh_result r = scored("?2", "Quiz", "Q1", "2026-10-30", "1");
    struct coh_load_outcome o;

    fill(*state, &store, &q);
    file.today = day("2026-11-03");
    assert_int_equal(take_in(&store, &file, &r, 1, &o, NULL), 0);
    assert_int_equal(o.known_on, day("2026-11-09"));
    expect(&store, &q, "2026-11-03", "?1 Q1=5, ?1 Q2=6, ?1 Q3=7, ");
    expect(&store, &q, "2026-11-09", "?1 Q1=5, ?1 Q2=8, ?2 Q1=1, ");
    coh_store_close(&store);
}

static void
an_assessment_of_later_was_not_there(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q;
    struct coh_span quiz = coh_span_of("Quiz");
    struct coh_error err = COH_ERROR_INIT;
    struct coh_text t = COH_TEXT_INIT;

    fill(*state, &store, &q);
    q.assessment = &quiz;
    q.assessments = 1;
    q.as_of = day("2026-11-01");
    assert_int_equal(coh_select_run(&store, &q, keep, &t, NULL, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "no results then"));
    coh_text_release(&t);
    coh_store_close(&store);
}

/* The roster learns that `written` is the student `id`. */
static void
learn(struct coh_store *store, const char *id, const char *written)
{
    struct coh_student_value is = {coh_span_of("canvas"), coh_span_of(written)};
    struct coh_student s = {.line = 2,
                            .student_id = coh_span_of(id),
                            .name = coh_span_of("Student, One"),
                            .active_from = COH_DATE_NONE,
                            .active_to = COH_DATE_NONE,
                            .identifier = &is,
                            .identifiers = 1};
    struct coh_student_days days = {day("2026-08-24"), day("2026-08-24")};
    struct coh_student_outcome outcome;

    assert_int_equal(
        coh_student_import(store, &s, 1, days, &outcome, NULL, NULL), 0);
}

static void
the_history_of_a_result_goes_with_it_to_its_student(void **state)
{
    static const char *const team[] = {"00812", "00813"};
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q = COH_SELECT_INIT;
    struct coh_result r[] = {
        scored("00812", "Quiz", "", "", "5"),
        scored("?812", "Quiz", "", "", "6"),
        scored("?813", "Quiz", "", "", "7"),
    };

    open_new(*state, &store);
    enrol(&store, team, 2);
    take(&store, "2026-11-02", r, 3);
    r[1].cell[COH_RESULT_SCORE] = coh_span_of("8");
    r[2].cell[COH_RESULT_SCORE] = coh_span_of("9");
    take(&store, "2026-11-09", r, 3);
    /* 00812 has the result already: two values, and nobody to choose. */
    learn(&store, "00812", "?812");
    learn(&store, "00813", "?813");
    expect(&store, &q, "", "00812 =5, 00813 =9, ?812 =8, ");
    expect(&store, &q, "2026-11-02", "00812 =5, 00813 =7, ?812 =6, ");
    coh_store_close(&store);
}

static int
keep_held(void *context, const struct coh_select_held *row,
          struct coh_error *err)
{
    return coh_text_format(context, err, "%zu results, %zu gone", row->results,
                           row->gone);
}

static void
the_list_is_as_of_the_day_too(void **state)
{
    static const char *const as_of[] = {"", "2026-11-02", "2026-11-01"};
    static const char *const wanted[] = {"3 results, 1 gone",
                                         "3 results, 0 gone", ""};
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q;
    int i;

    fill(*state, &store, &q);
    for (i = 0; i < 3; i++) {
        struct coh_text t = COH_TEXT_INIT;

        assert_int_equal(
            coh_select_list(&store, day(as_of[i]), keep_held, &t, NULL), 0);
        assert_string_equal(coh_text_get(&t), wanted[i]);
        coh_text_release(&t);
    }
    coh_store_close(&store);
}

static void
memory_that_runs_out_is_said_and_nothing_leaks(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_select q;
    struct coh_span quiz = coh_span_of("Quiz");
    struct coh_error err = COH_ERROR_INIT;
    size_t n;
    int rc = -1;

    fill(*state, &store, &q);
    q.assessment = &quiz;
    q.assessments = 1;
    q.latest = 1;
    q.as_of = day("2026-11-09");
    for (n = 1; rc; n++) {
        struct coh_notes notes = COH_NOTES_INIT;
        struct coh_text t = COH_TEXT_INIT;

        coh_memory_fail_at(n, 0);
        rc = coh_select_run(&store, &q, keep, &t, &notes, &err) ||
             coh_select_list(&store, q.as_of, keep_held, &t, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_text_release(&t);
        coh_notes_release(&notes);
    }
    assert_true(n > 3);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(each_day_has_the_values_it_knew_in_the_order_of_the_export),
        in_a_place(what_is_gone_is_shown_when_asked_for_with_its_day),
        in_a_place(what_is_gone_does_not_hide_the_latest_that_stands),
        in_a_place(an_undo_did_not_happen_on_the_days_before_it),
        in_a_place(a_load_that_is_dated_back_was_not_known_before_the_others),
        in_a_place(an_assessment_of_later_was_not_there),
        in_a_place(the_history_of_a_result_goes_with_it_to_its_student),
        in_a_place(the_list_is_as_of_the_day_too),
        in_a_place(memory_that_runs_out_is_said_and_nothing_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
