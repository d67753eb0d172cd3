/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "stat/summary.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

/* One row of one group column and one variable. */
static int
add_full(struct coh_summary *s, const char *group, const char *student,
         const char *score, const char *full, int day, const char *scale,
         struct coh_error *err)
{
    struct coh_span by = coh_span_of(group);
    struct coh_value value = coh_value_parse(coh_span_of(score));
    struct coh_summary_row row = {.by = &by, .value = &value, .date = day};

    row.student = coh_span_of(student);
    row.full = coh_value_parse(coh_span_of(full));
    row.kind[COH_SUMMARY_SCALE] = coh_span_of(scale);
    return coh_summary_add(s, &row, err);
}

static void
add(struct coh_summary *s, const char *student, const char *score, int day)
{
    assert_int_equal(add_full(s, "A", student, score, "10", day, "", NULL), 0);
}

static struct coh_summary
one_column(enum coh_summary_collapse collapse)
{
    struct coh_summary s = COH_SUMMARY_INIT;

    s.variables = 1;
    s.groups.width = 1;
    s.by_student = 1;
    s.collapse = collapse;
    return s;
}

static double
number(struct coh_summary *s, size_t group, enum coh_summary_statistic which)
{
    return coh_summary_number(s, coh_summary_result(s, group, 0), which);
}

static void
groups_come_in_order_with_their_missing(void **state)
{
    struct coh_summary s = one_column(COH_SUMMARY_ROWS);

    (void)state;
    assert_int_equal(add_full(&s, "B", "1", "70", "", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "", "2", "50", "", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "B", "3", "80", "", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "B", "4", "", "", 0, "", NULL), 0);
    assert_int_equal(coh_summary_finish(&s, NULL), 0);
    assert_int_equal(s.groups.n, 2);
    assert_true(number(&s, 0, COH_SUMMARY_N) == 2);
    assert_true(number(&s, 0, COH_SUMMARY_MISSING) == 1);
    assert_true(number(&s, 0, COH_SUMMARY_MEAN) == 75);
    /* 75 ± 12.7062·7.0711/√2, one degree of freedom (Cauchy). */
    assert_near(number(&s, 0, COH_SUMMARY_CI_LOW), 75 - 63.53102368, 1e-7);
    assert_true(number(&s, 1, COH_SUMMARY_MEAN) == 50);
    assert_true(isnan(number(&s, 1, COH_SUMMARY_SD)));
    coh_summary_release(&s);
}

static void
repeated_students_have_no_interval(void **state)
{
    struct coh_summary s = one_column(COH_SUMMARY_ROWS);
    struct coh_notes notes = COH_NOTES_INIT;
    const struct coh_summary_result *r;

    (void)state;
    assert_int_equal(coh_summary_cut(&s, coh_span_of("60"), NULL), 0);
    add(&s, "1", "50", 0);
    add(&s, "2", "60", 0);
    add(&s, "1", "70", 0);
    add(&s, "", "80", 0); /* no student: nobody is repeated by it */
    assert_int_equal(coh_summary_finish(&s, NULL), 0);
    r = coh_summary_result(&s, 0, 0);
    assert_true(coh_summary_repeats(&s, r));
    assert_true(number(&s, 0, COH_SUMMARY_N) == 4);
    assert_true(number(&s, 0, COH_SUMMARY_MEAN) == 65);
    assert_true(isnan(number(&s, 0, COH_SUMMARY_CI_LOW)));
    assert_true(isnan(number(&s, 0, COH_SUMMARY_RATE_HIGH)));
    assert_true(number(&s, 0, COH_SUMMARY_RATE) == 0.75);
    assert_int_equal(coh_summary_note(&s, r, "A", &notes, NULL), 0);
    assert_true(coh_notes_look(&notes));
    assert_string_equal(notes.note[0].place[0], "A: 4 rows of 3 students");
    coh_notes_release(&notes);
    coh_summary_release(&s);
}

static void
a_student_with_a_missing_and_a_score_is_not_repeated(void **state)
{
    struct coh_summary s = one_column(COH_SUMMARY_ROWS);

    (void)state;
    add(&s, "1", "", 0);
    add(&s, "1", "70", 0);
    add(&s, "2", "60", 0);
    assert_int_equal(coh_summary_finish(&s, NULL), 0);
    assert_false(coh_summary_repeats(&s, coh_summary_result(&s, 0, 0)));
    coh_summary_release(&s);
}

static double
collapsed_mean(enum coh_summary_collapse collapse, double *missing, double *n)
{
    struct coh_summary s = one_column(collapse);
    double mean;

    add(&s, "1", "3", 5);
    add(&s, "1", "9", 4);
    add(&s, "1", "6", 5);
    add(&s, "2", "5.5", 1);
    add(&s, "2", "", 9);
    add(&s, "3", "", 1);
    assert_int_equal(coh_summary_finish(&s, NULL), 0);
    mean = number(&s, 0, COH_SUMMARY_MEAN);
    *missing = number(&s, 0, COH_SUMMARY_MISSING);
    *n = number(&s, 0, COH_SUMMARY_N);
    assert_false(coh_summary_repeats(&s, coh_summary_result(&s, 0, 0)));
    assert_int_equal(coh_summary_result(&s, 0, 0)->students, 2);
    assert_true(isfinite(number(&s, 0, COH_SUMMARY_CI_LOW)));
    coh_summary_release(&s);
    return mean;
}

static void
one_score_a_student_is_mean_latest_or_best(void **state)
{
    double missing, n;

    (void)state;
    /* Student 1: mean 6, latest 6 (the second of day 5), best 9; 2: 5.5;
     * 3 has none. */
    assert_true(collapsed_mean(COH_SUMMARY_MEAN_OF, &missing, &n) == 5.75);
    assert_true(missing == 1 && n == 2);
    assert_true(collapsed_mean(COH_SUMMARY_LATEST, &missing, &n) == 5.75);
    assert_true(missing == 1 && n == 2);
    assert_true(collapsed_mean(COH_SUMMARY_BEST, &missing, &n) == 7.25);
    assert_true(missing == 1 && n == 2);
}

static void
more_than_one_scale_has_no_interval(void **state)
{
    struct coh_summary s = one_column(COH_SUMMARY_ROWS);
    struct coh_span name[2];

    (void)state;
    assert_int_equal(add_full(&s, "A", "1", "7", "", 0, "points", NULL), 0);
    assert_int_equal(add_full(&s, "A", "2", "70", "", 0, "percent", NULL), 0);
    assert_int_equal(add_full(&s, "A", "3", "60", "", 0, "percent", NULL), 0);
    assert_int_equal(coh_summary_finish(&s, NULL), 0);
    assert_true(coh_summary_mixed(&s, coh_summary_result(&s, 0, 0),
                                  COH_SUMMARY_SCALE, name));
    assert_true(coh_span_is(name[0], "points"));
    assert_true(coh_span_is(name[1], "percent"));
    assert_true(isnan(number(&s, 0, COH_SUMMARY_CI_HIGH)));
    assert_true(isfinite(number(&s, 0, COH_SUMMARY_SD)));
    coh_summary_release(&s);
}

static void
a_cut_in_per_cent_is_of_each_full_score(void **state)
{
    struct coh_summary s = one_column(COH_SUMMARY_ROWS);

    (void)state;
    assert_int_equal(coh_summary_cut(&s, coh_span_of("70%"), NULL), 0);
    assert_int_equal(add_full(&s, "A", "1", "7", "10", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "A", "2", "13.9", "20", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "A", "3", "2.1", "3", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "B", "1", "7", "", 0, "", NULL), 0);
    assert_int_equal(coh_summary_finish(&s, NULL), 0);
    assert_true(number(&s, 0, COH_SUMMARY_AT_OR_ABOVE) == 2);
    assert_true(number(&s, 0, COH_SUMMARY_RATE) == 2.0 / 3);
    /* No full score: the rate is not known, and not 0. */
    assert_true(isnan(number(&s, 1, COH_SUMMARY_AT_OR_ABOVE)));
    assert_true(isnan(number(&s, 1, COH_SUMMARY_RATE)));
    coh_summary_release(&s);
}

/* Shares worked by hand: Σ score over Σ full score. */
static void
a_cut_in_per_cent_of_several_scores_is_of_their_sums(void **state)
{
    struct coh_summary s = one_column(COH_SUMMARY_MEAN_OF);

    (void)state;
    assert_int_equal(coh_summary_cut(&s, coh_span_of("72.5%"), NULL), 0);
    /* 29 of 40 is 72.5 %, though the mean of 9/10 and 20/30 is 78.3 %. */
    assert_int_equal(add_full(&s, "A", "1", "9", "10", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "A", "1", "20", "30", 0, "", NULL), 0);
    /* 28.999 of 40 is below. */
    assert_int_equal(add_full(&s, "A", "2", "8.999", "10", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "A", "2", "20", "30", 0, "", NULL), 0);
    /* A row without a full score belongs to neither sum. */
    assert_int_equal(add_full(&s, "A", "3", "29", "40", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "A", "3", "0", "", 0, "", NULL), 0);
    assert_int_equal(add_full(&s, "A", "4", "29", "", 0, "", NULL), 0);
    /* A share of nothing is not known. */
    assert_int_equal(add_full(&s, "B", "1", "0", "0", 0, "", NULL), 0);
    assert_int_equal(coh_summary_finish(&s, NULL), 0);
    assert_true(number(&s, 0, COH_SUMMARY_N) == 3);
    assert_true(number(&s, 0, COH_SUMMARY_MISSING) == 1);
    assert_true(number(&s, 0, COH_SUMMARY_AT_OR_ABOVE) == 2);
    assert_true(number(&s, 0, COH_SUMMARY_RATE) == 2.0 / 3);
    assert_true(isnan(number(&s, 1, COH_SUMMARY_RATE)));
    coh_summary_release(&s);
}

static void
sums_of_a_share_are_decimals(void **state)
{
    struct coh_summary s = one_column(COH_SUMMARY_MEAN_OF);
    int i;

    (void)state;
    assert_int_equal(coh_summary_cut(&s, coh_span_of("10%"), NULL), 0);
    /* Ten times 0.1 is 1 of 10; added as doubles it is below 1. */
    for (i = 0; i < 10; i++)
        assert_int_equal(add_full(&s, "A", "1", "0.1", "1", 0, "", NULL), 0);
    assert_int_equal(coh_summary_finish(&s, NULL), 0);
    assert_true(number(&s, 0, COH_SUMMARY_AT_OR_ABOVE) == 1);
    coh_summary_release(&s);
}

static void
cuts_and_statistics_that_are_none_are_usage_errors(void **state)
{
    struct coh_summary s = one_column(COH_SUMMARY_MEAN_OF);
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_summary_cut(&s, coh_span_of("high"), &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_equal(coh_summary_cut(&s, coh_span_of("%"), &err), -1);
    assert_int_equal(coh_summary_choose(&s, coh_span_of("rate"), &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_equal(coh_summary_choose(&s, coh_span_of(""), &err), -1);
    coh_summary_choose_columns(&s, 0);
    assert_int_equal(s.chosen, COH_SUMMARY_MAX + 1);
    s.chosen = 0;
    coh_summary_choose_columns(&s, 1);
    assert_int_equal(s.chosen, COH_SUMMARY_LAG1 + 1);
    assert_int_equal(coh_summary_choose(&s, coh_span_of("median_low"), &err),
                     0);
    assert_int_equal(coh_summary_cut(&s, coh_span_of("70"), &err), 0);
    assert_int_equal(coh_summary_choose(&s, coh_span_of("rate"), &err), 0);
    s.chosen = 0;
    coh_summary_choose_columns(&s, 0);
    assert_int_equal(s.chosen, COH_SUMMARY_MAX + 1 + 4);
    coh_summary_release(&s);
}

static int
whole_life(enum coh_summary_collapse collapse, struct coh_error *err)
{
    struct coh_summary s = one_column(collapse);
    struct coh_notes notes = COH_NOTES_INIT;
    char student[16], score[16];
    int i, rc = -1;

    coh_summary_choose_columns(&s, 1);
    for (i = 0; i < 40; i++) {
        snprintf(student, sizeof(student), "%d", i % 30);
        snprintf(score, sizeof(score), "%d", i);
        if (add_full(&s, i % 3 ? "A" : "B", student, score, "", i,
                     i % 2 ? "rit" : "points", err))
            goto out;
    }
    if (coh_summary_finish(&s, err))
        goto out;
    rc = coh_summary_note(&s, coh_summary_result(&s, 0, 0), "A", &notes, err);
out:
    coh_notes_release(&notes);
    coh_summary_release(&s);
    return rc;
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    struct coh_error err;
    size_t n;
    int collapse, rc;

    (void)state;
    for (collapse = COH_SUMMARY_ROWS; collapse <= COH_SUMMARY_BEST; collapse++)
        for (n = 1, rc = -1; rc; n++) {
            err = (struct coh_error)COH_ERROR_INIT;
            coh_memory_fail_at(n, 0);
            rc = whole_life((enum coh_summary_collapse)collapse, &err);
            coh_memory_fail_at(0, 0);
            assert_int_equal(err.code, rc ? COH_SYSTEM : COH_OK);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_come_in_order_with_their_missing),
        cmocka_unit_test(repeated_students_have_no_interval),
        cmocka_unit_test(a_student_with_a_missing_and_a_score_is_not_repeated),
        cmocka_unit_test(one_score_a_student_is_mean_latest_or_best),
        cmocka_unit_test(more_than_one_scale_has_no_interval),
        cmocka_unit_test(a_cut_in_per_cent_is_of_each_full_score),
        cmocka_unit_test(a_cut_in_per_cent_of_several_scores_is_of_their_sums),
        cmocka_unit_test(sums_of_a_share_are_decimals),
        cmocka_unit_test(cuts_and_statistics_that_are_none_are_usage_errors),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
