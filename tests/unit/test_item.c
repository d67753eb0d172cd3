/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>

#include "unit.h"

#include "near.h"
#include "stat/item.h"

enum { QUIZ = 10 };

/* Wuensch, "The Kuder-Richardson 20" (East Carolina University, KR20.txt):
 * ten students, a quiz of ten items, right or wrong. */
static const double quiz[QUIZ * QUIZ] = {
    1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0,
    1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0,
    1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0,
};
static const double ones[QUIZ] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
the_quiz_of_ten_has_its_difficulties_and_point_biserials(void **state)
{
    /* p as Wuensch prints them; r: R 4.2.2, cor(x[, i], rowSums(x[, -i])),
     * and psych 2.2.9, alpha(x)$item.stats$r.drop. */
    static const double p[] = {.7, .7, .6, .7, .6, .8, .7, .7, .5, .6};
    static const double r[] = {
        0.705889154385799,   0.705889154385799, 0,
        0.4735891992193446,  0.583874208121142, 0.286146544555828,
        -0.0274445095546441, 0.705889154385799, -0.123612846514549,
        0.475866867266801};
    struct coh_item_scores s = {quiz, ones, QUIZ, QUIZ};
    struct coh_item out;
    size_t i;

    (void)state;
    for (i = 0; i < QUIZ; i++) {
        coh_item_analyse(&s, i, 0.95, &out);
        assert_int_equal(out.n, 10);
        assert_int_equal(out.missing, 0);
        assert_true(out.right_or_wrong);
        assert_near(out.difficulty, p[i], 1e-15);
        assert_near(out.point_biserial, r[i], 1e-14);
    }
    /* Fisher: R, tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(7)). */
    coh_item_analyse(&s, 4, 0.95, &out);
    assert_near(out.point_biserial_ci.low, -0.0723493426489696, 1e-13);
    assert_near(out.point_biserial_ci.high, 0.887306590410485, 1e-13);
}

static void
right_or_wrong_has_wilsons_interval(void **state)
{
    static const double full[] = {2};
    double x[10] = {2, 0, 0, 2, 0, 0, 2, 0, 0, 0};
    struct coh_item_scores s = {x, full, 10, 1};
    struct coh_item out;

    (void)state;
    /* R 4.2.2, prop.test(3, 10, correct = FALSE). */
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_near(out.difficulty, 0.3, 1e-15);
    assert_near(out.difficulty_ci.low, 0.1077913, 5e-8);
    assert_near(out.difficulty_ci.high, 0.6032219, 5e-8);
    assert_true(isnan(out.point_biserial));
    assert_non_null(out.point_biserial_why);
}

/* Partial credit with two answers missing, out of 2, 2 and 4. */
static const double credit[] = {2, 1, 3,   1, 0, NAN, 2, 2, 4, 0,  1,
                                1, 1, NAN, 2, 2, 1,   4, 0, 0, 0.5};
static const double credit_full[] = {2, 2, 4};

static void
partial_credit_has_students_interval_and_leaves_out_blanks(void **state)
{
    /* R 4.2.2: mean(y / full), t.test()'s interval cut at 0 and 1, and the
     * correlation with earned / possible over the other answered items. */
    static const double expected[3][7] = {
        {7, 0.5714285714285714, 0.15537033676416442, 0.98748680609297834,
         0.790096537072901, 0.0914503347593127, 0.96750198851453},
        {6, 0.41666666666666669, 0.02167344142069080, 0.811659891912642,
         0.657550929702126, -0.330241224921162, 0.957923277895698},
        {6, 0.60416666666666663, 0.21135775249954941, 0.996975580833784,
         0.960441467456835, 0.675062278133397, 0.995810880029394},
    };
    struct coh_item_scores s = {credit, credit_full, 7, 3};
    struct coh_item out;
    size_t i;

    (void)state;
    for (i = 0; i < 3; i++) {
        coh_item_analyse(&s, i, 0.95, &out);
        assert_int_equal(out.n, (int)expected[i][0]);
        assert_int_equal(out.missing, 7 - out.n);
        assert_false(out.right_or_wrong);
        assert_near(out.difficulty, expected[i][1], 1e-15);
        assert_near(out.difficulty_ci.low, expected[i][2], 1e-9);
        assert_near(out.difficulty_ci.high, expected[i][3], 1e-9);
        assert_near(out.point_biserial, expected[i][4], 1e-14);
        assert_near(out.point_biserial_ci.low, expected[i][5], 1e-12);
        assert_near(out.point_biserial_ci.high, expected[i][6], 1e-12);
    }
    /* 3 of 4 and 1 of 2 points: 4 of 6 without the first item. */
    assert_near(coh_item_rest(&s, 0, 0), 4 / 6., 1e-15);
    assert_near(coh_item_rest(&s, 1, 1), 0.5, 1e-15);
}

static void
an_interval_of_shares_stays_between_nothing_and_all(void **state)
{
    static const double full[] = {4};
    double x[3] = {4, 4, 2};
    struct coh_item_scores s = {x, full, 3, 1};
    struct coh_item out;

    (void)state;
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_near(out.difficulty_ci.high, 1, 0);
    x[1] = 5; /* more than full: the share is what it is */
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_true(out.difficulty_ci.high > 1);
}

static void
without_full_scores_there_is_a_correlation_and_no_difficulty(void **state)
{
    double none[QUIZ];
    struct coh_item_scores s = {quiz, none, QUIZ, QUIZ};
    struct coh_item out;
    size_t i;

    (void)state;
    for (i = 0; i < QUIZ; i++)
        none[i] = NAN;
    assert_false(coh_item_rest_is_share(&s));
    coh_item_analyse(&s, 4, 0.95, &out);
    assert_true(isnan(out.difficulty) && isnan(out.difficulty_ci.low));
    assert_non_null(out.difficulty_why);
    assert_near(out.point_biserial, 0.583874208121142, 1e-14);
}

static void
what_is_not_defined_is_nan_and_says_why(void **state)
{
    static const double full[] = {1, 1};
    double x[] = {NAN, 1, NAN, 0, 1, 1, 0, NAN};
    struct coh_item_scores s = {x, full, 0, 2};
    struct coh_item out;

    (void)state;
    for (s.rows = 0; s.rows <= 2; s.rows++) {
        coh_item_analyse(&s, 0, 0.95, &out);
        assert_int_equal(out.n, 0);
        assert_int_equal(out.missing, s.rows);
        assert_true(isnan(out.difficulty) && isnan(out.difficulty_ci.high));
        assert_true(isnan(out.point_biserial));
        assert_non_null(out.difficulty_why);
        assert_non_null(out.point_biserial_why);
    }
    coh_item_analyse(&s, 1, 0.95, &out); /* three rows, one rest score */
    assert_int_equal(out.n, 3);
    assert_int_equal(out.pairs, 1);
    assert_true(isnan(out.point_biserial));
}

static void
equal_answers_have_no_correlation_whatever_rounding_leaves(void **state)
{
    /* 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in the last bit. */
    static const double full[] = {1, 1, 1, 1};
    static const double x[] = {0, .1, .2, .3, 1, .3, .2, .1,
                               0, .1, .2, .3, 1, .3, .2, .1};
    struct coh_item_scores s = {x, full, 4, 4};
    struct coh_item out;

    (void)state;
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_true(isnan(out.point_biserial));
    coh_item_analyse(&s, 2, 0.95, &out);
    assert_true(isnan(out.point_biserial));
    assert_near(out.difficulty, 0.2, 1e-15);
    assert_true(isnan(out.difficulty_ci.low));
    assert_non_null(out.difficulty_interval_why);
}

static void
equal_parts_have_no_spread_below_nothing_and_in_thirds(void **state)
{
    static const double full[] = {1, 1, 1, 1};
    static const double x[] = {0,  -.1, -.2, -.3, -1, -.3, -.2, -.1,
                               -0, -.1, -.2, -.3, -1, -.3, -.2, -.1};
    /* .1 + .1 + .1 is not .3: their mean is none of them. */
    static const double tenths[] = {.1, .1, .1};
    struct coh_item_scores s = {x, full, 4, 4};
    struct coh_item out;

    (void)state;
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_true(isnan(out.point_biserial));
    coh_item_analyse(&s, 2, 0.95, &out);
    assert_true(isnan(out.point_biserial));
    s = (struct coh_item_scores){tenths, full, 3, 1};
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_true(isnan(out.difficulty_ci.low) && isnan(out.difficulty_ci.high));
    assert_string_equal(out.difficulty_interval_why,
                        "all earned the same part: no interval");
    s.rows = 2;
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_string_equal(out.difficulty_interval_why,
                        "all earned the same part: no interval");
    s.rows = 1;
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_string_equal(out.difficulty_interval_why, "one answer: no interval");
}

static void
every_line_is_one_and_large_numbers_keep_it(void **state)
{
    static const double none[] = {NAN, NAN};
    double x[10], slope, scale;
    struct coh_item_scores s = {x, none, 5, 2};
    struct coh_item out;
    size_t row;

    (void)state;
    for (scale = 1; scale < 1e150; scale *= 1e37)
        for (slope = -5; slope < 5; slope += 0.13) {
            for (row = 0; row < 5; row++) {
                x[2 * row] = scale * (0.1 * (double)(row * row) + 0.3);
                x[2 * row + 1] = slope * x[2 * row];
            }
            coh_item_analyse(&s, 0, 0.95, &out);
            assert_true(fabs(out.point_biserial) <= 1);
            assert_near(out.point_biserial, slope < 0 ? -1 : 1, 1e-13);
            assert_true(isnan(out.point_biserial_ci.low));
            assert_string_equal(out.point_biserial_interval_why,
                                "a perfect line: no interval");
        }
}

static void
numbers_too_large_have_no_correlation(void **state)
{
    /* The spread is beyond all numbers, the products are not. */
    static const double x[] = {1e200, 1, 2e200, 3, 0, 5, 5e199, 2};
    static const double none[] = {NAN, NAN};
    struct coh_item_scores s = {x, none, 4, 2};
    struct coh_item out;

    (void)state;
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_true(isnan(out.point_biserial));
    assert_string_equal(out.point_biserial_why, "numbers too large");
    coh_item_analyse(&s, 1, 0.95, &out);
    assert_true(isnan(out.point_biserial));
    assert_string_equal(out.point_biserial_why, "numbers too large");
}

static void
a_perfect_line_and_three_students_have_no_interval(void **state)
{
    /* Whoever earns the item earns all of the rest. */
    static const double line[] = {1, 1, 0, 0, 1, 1, 0, 0, 1, 1};
    static const double full[] = {1, 1};
    struct coh_item_scores s = {
        .score = line, .full = full, .rows = 5, .items = 2};
    struct coh_item out;

    (void)state;
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_near(out.point_biserial, 1, 1e-15);
    assert_true(isnan(out.point_biserial_ci.low));
    assert_string_equal(out.point_biserial_interval_why,
                        "a perfect line: no interval");
    s.rows = 3;
    coh_item_analyse(&s, 0, 0.95, &out);
    assert_true(isnan(out.point_biserial_ci.high));
    assert_string_equal(out.point_biserial_interval_why,
                        "under 4 answers: no interval");
}

static void
points_may_be_shifted_scaled_and_rows_turned_around(void **state)
{
    double x[QUIZ * QUIZ], full[QUIZ];
    struct coh_item_scores s = {x, full, QUIZ, QUIZ},
                           plain = {quiz, ones, QUIZ, QUIZ};
    struct coh_item a, b;
    size_t i, row;

    (void)state;
    for (row = 0; row < QUIZ; row++)
        for (i = 0; i < QUIZ; i++)
            x[row * QUIZ + i] = 1e9 + 3 * quiz[(QUIZ - 1 - row) * QUIZ + i];
    for (i = 0; i < QUIZ; i++)
        full[i] = NAN;
    for (i = 0; i < QUIZ; i++) {
        coh_item_analyse(&plain, i, 0.95, &a);
        coh_item_analyse(&s, i, 0.95, &b);
        assert_near(a.point_biserial, b.point_biserial, 1e-7);
    }
}

static void
doubled_rows_keep_difficulty_and_correlation(void **state)
{
    double x[2 * QUIZ * QUIZ];
    struct coh_item_scores s = {x, ones, 2 * QUIZ, QUIZ},
                           plain = {quiz, ones, QUIZ, QUIZ};
    struct coh_item a, b;
    size_t i;

    (void)state;
    memcpy(x, quiz, sizeof(quiz));
    memcpy(x + QUIZ * QUIZ, quiz, sizeof(quiz));
    for (i = 0; i < QUIZ; i++) {
        coh_item_analyse(&plain, i, 0.95, &a);
        coh_item_analyse(&s, i, 0.95, &b);
        assert_near(a.difficulty, b.difficulty, 1e-15);
        assert_near(a.point_biserial, b.point_biserial, 1e-14);
        assert_true(b.difficulty_ci.high - b.difficulty_ci.low <
                    a.difficulty_ci.high - a.difficulty_ci.low);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_quiz_of_ten_has_its_difficulties_and_point_biserials),
        cmocka_unit_test(right_or_wrong_has_wilsons_interval),
        cmocka_unit_test(
            partial_credit_has_students_interval_and_leaves_out_blanks),
        cmocka_unit_test(an_interval_of_shares_stays_between_nothing_and_all),
        cmocka_unit_test(
            without_full_scores_there_is_a_correlation_and_no_difficulty),
        cmocka_unit_test(what_is_not_defined_is_nan_and_says_why),
        cmocka_unit_test(
            equal_answers_have_no_correlation_whatever_rounding_leaves),
        cmocka_unit_test(
            equal_parts_have_no_spread_below_nothing_and_in_thirds),
        cmocka_unit_test(every_line_is_one_and_large_numbers_keep_it),
        cmocka_unit_test(numbers_too_large_have_no_correlation),
        cmocka_unit_test(a_perfect_line_and_three_students_have_no_interval),
        cmocka_unit_test(points_may_be_shifted_scaled_and_rows_turned_around),
        cmocka_unit_test(doubled_rows_keep_difficulty_and_correlation),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
