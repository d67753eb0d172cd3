/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "result/result.h"

/* The columns of the tidy result, as the documentation lists them. */
static const char header[] =
    "student_id,assessment,measure,item,date,term,attempt,score,max_score,"
    "sem,scale,percentile,level,response,key,status,raw,source";

static struct coh_result
scored(void)
{
    struct coh_result r = COH_RESULT_INIT;

    r.cell[COH_RESULT_STUDENT_ID] = coh_span_of("00812");
    r.cell[COH_RESULT_ASSESSMENT] = coh_span_of("Unit 3");
    r.cell[COH_RESULT_MEASURE] = coh_span_of("overall");
    r.cell[COH_RESULT_STATUS] = coh_span_of("scored");
    r.cell[COH_RESULT_SCORE] = coh_span_of("14");
    return r;
}

static void
assert_refused(struct coh_result r, enum coh_result_column column,
               const char *cell)
{
    struct coh_error err = COH_ERROR_INIT;

    r.cell[column] = coh_span_of(cell);
    assert_int_equal(coh_result_check(&r, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, coh_result_column_name(column)));
}

static void
columns_stand_in_the_order_of_the_documentation(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    int i;

    (void)state;
    for (i = 0; i < COH_RESULT_COLUMNS; i++) {
        const char *name = coh_result_column_name((enum coh_result_column)i);

        assert_int_equal(coh_text_format(&t, NULL, "%s%s", i ? "," : "", name),
                         0);
        assert_int_equal(coh_result_column_find(coh_span_of(name)), i);
    }
    assert_string_equal(coh_text_get(&t), header);
    assert_int_equal(coh_result_column_find(coh_span_of("Score")), -1);
    assert_int_equal(coh_result_column_find(coh_span_of("")), -1);
    coh_text_release(&t);
}

static void
each_status_is_found_by_its_name(void **state)
{
    int i;

    (void)state;
    for (i = 0; i < COH_STATUSES; i++)
        assert_int_equal(
            coh_status_find(coh_span_of(coh_status_name((enum coh_status)i))),
            i);
    assert_string_equal(coh_status_name(COH_STATUS_CENSORED_LOW),
                        "censored_low");
    assert_string_equal(coh_status_name(COH_STATUS_NO_RECORD), "no_record");
    assert_int_equal(coh_status_find(coh_span_of("Scored")), -1);
}

static void
a_scored_row_and_one_scored_by_level_may_flow(void **state)
{
    struct coh_result r = scored();

    (void)state;
    assert_int_equal(coh_result_check(&r, NULL), 0);
    r.cell[COH_RESULT_DATE] = coh_span_of("2026-03-06");
    r.cell[COH_RESULT_MAX_SCORE] = coh_span_of("20");
    r.cell[COH_RESULT_SEM] = coh_span_of("1.25");
    assert_int_equal(coh_result_check(&r, NULL), 0);
    r.cell[COH_RESULT_SCORE] = coh_span_of("");
    assert_int_equal(coh_result_check(&r, NULL), -1);
    r.cell[COH_RESULT_LEVEL] = coh_span_of("Proficient");
    assert_int_equal(coh_result_check(&r, NULL), 0);
}

static void
a_status_is_never_a_score(void **state)
{
    struct coh_result r = scored();
    int i;

    (void)state;
    for (i = COH_STATUS_MISSING; i < COH_STATUSES; i++) {
        r.cell[COH_RESULT_STATUS] =
            coh_span_of(coh_status_name((enum coh_status)i));
        /* At the ceiling there is one: the highest that the test can give. */
        if (i != COH_STATUS_CEILING)
            assert_refused(r, COH_RESULT_SCORE, "0");
        r.cell[COH_RESULT_SCORE] = coh_span_of("");
        assert_int_equal(coh_result_check(&r, NULL), 0);
    }
}

static void
what_must_be_there_is_named_when_it_is_not(void **state)
{
    (void)state;
    assert_refused(scored(), COH_RESULT_STUDENT_ID, "");
    assert_refused(scored(), COH_RESULT_ASSESSMENT, "");
    assert_refused(scored(), COH_RESULT_MEASURE, "");
    assert_refused(scored(), COH_RESULT_STATUS, "");
    assert_refused(scored(), COH_RESULT_STATUS, "done");
}

static void
numbers_are_decimals_and_dates_iso(void **state)
{
    (void)state;
    assert_refused(scored(), COH_RESULT_SCORE, "<5");
    assert_refused(scored(), COH_RESULT_SCORE, "1234567890123456789");
    assert_refused(scored(), COH_RESULT_MAX_SCORE, "20 points");
    assert_refused(scored(), COH_RESULT_SEM, "nan");
    assert_refused(scored(), COH_RESULT_DATE, "03/06/2026");
    assert_refused(scored(), COH_RESULT_DATE, "2026-02-30");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_stand_in_the_order_of_the_documentation),
        cmocka_unit_test(each_status_is_found_by_its_name),
        cmocka_unit_test(a_scored_row_and_one_scored_by_level_may_flow),
        cmocka_unit_test(a_status_is_never_a_score),
        cmocka_unit_test(what_must_be_there_is_named_when_it_is_not),
        cmocka_unit_test(numbers_are_decimals_and_dates_iso),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
