/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "stat/conditional.h"

enum { N = 20 };
static const double before[N] = {52, 61, 47, 70, 66, 58, 73, 49, 80, 64,
                                 55, 68, 77, 45, 59, 62, 71, 50, 83, 66};
static const double after[N] = {60, 66, 58, 71, 75, 61, 80, 49, 84, 70,
                                66, 70, 82, 60, 61, 71, 74, 52, 88, 90};

/* R 4.2.2: 100 * pt(rstudent(lm(after ~ before)), 17) */
static const double expected[N] = {
    52.9846456351, 38.0469262040, 70.7414346076, 19.1464786000, 67.9320419800,
    24.0806128865, 59.2337492367, 7.2098570731,  42.3322910962, 46.6259262619,
    74.1958085663, 23.5362602347, 47.7263695481, 90.2567062936, 19.3807900649,
    65.6127008363, 30.7878699903, 14.7319521110, 51.7288040097, 99.9896407269,
};

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
fill(struct coh_conditional_point *p, double scale, double shift)
{
    size_t i;

    memset(p, 0, N * sizeof(*p));
    for (i = 0; i < N; i++) {
        p[i].first = before[i] * scale + shift;
        p[i].last = after[i] * scale + shift;
    }
}

static void
percentiles_are_those_of_rstudent(void **state)
{
    struct coh_conditional_point p[N];
    size_t i;

    (void)state;
    fill(p, 1, 0);
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, NULL), 0);
    for (i = 0; i < N; i++) {
        assert_near(p[i].percentile, expected[i], 5e-10);
        assert_true(isnan(p[i].band.low) && isnan(p[i].band.high));
    }
}

static void
measurement_error_gives_a_band(void **state)
{
    /* R 4.2.2: with e, h, b of the same lm(), 100 * pt((e ± qnorm(.975) *
     * sqrt(3^2 + b^2 * 4^2))/(e/rstudent), 17) */
    struct coh_conditional_point p[N];

    (void)state;
    fill(p, 1, 0);
    p[0].sem_first = p[1].sem_first = p[2].sem_first = 4;
    p[0].sem_last = p[1].sem_last = p[2].sem_last = 3;
    p[3].sem_last = 3;
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, NULL), 0);
    assert_near(p[0].band.low, 6.57916260954, 5e-8);
    assert_near(p[1].band.low, 3.52185608529, 5e-8);
    assert_near(p[2].band.low, 12.81685827245, 5e-8);
    assert_near(p[0].band.high, 94.9688435218, 5e-8);
    assert_near(p[1].band.high, 89.6493515061, 5e-8);
    assert_near(p[2].band.high, 98.2371490829, 5e-8);
    assert_true(isnan(p[3].band.low));
}

static void
scale_and_shift_change_nothing(void **state)
{
    struct coh_conditional_point p[N];
    size_t i;

    (void)state;
    fill(p, 0.25, 1e9);
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, NULL), 0);
    for (i = 0; i < N; i++)
        assert_near(p[i].percentile, expected[i], 1e-9);
}

static void
under_twenty_students_there_is_no_percentile(void **state)
{
    struct coh_conditional_point p[N];
    struct coh_error why = COH_ERROR_INIT;

    (void)state;
    fill(p, 1, 0);
    assert_int_equal(coh_conditional_percentile(p, N - 1, 0.95, &why), -1);
    assert_int_equal(why.code, COH_INPUT);
    assert_true(isnan(p[0].percentile) && isnan(p[N - 2].percentile));
    assert_int_equal(coh_conditional_percentile(p, 0, 0.95, &why), -1);
    assert_int_equal(coh_conditional_percentile(p, 1, 0.95, &why), -1);
    assert_string_equal(why.text, "1 student with a first and a last score: a "
                                  "percentile among them needs 20");
    assert_int_equal(coh_conditional_percentile(p, 2, 0.95, &why), -1);
    assert_string_equal(why.text, "2 students with a first and a last score: "
                                  "a percentile among them needs 20");
    assert_int_equal(coh_conditional_percentile(p, N, 1, &why), -1);
}

static void
equal_scores_and_straight_lines_have_a_reason(void **state)
{
    struct coh_conditional_point p[N];
    struct coh_error why = COH_ERROR_INIT;
    size_t i;

    (void)state;
    fill(p, 1, 0);
    for (i = 0; i < N; i++)
        p[i].first = 60;
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, &why), -1);
    assert_string_equal(why.text, "all first scores are equal: no line, and "
                                  "no percentile");
    for (i = 0; i < N; i++) {
        p[i].first = before[i];
        p[i].last = 1.1 * before[i] + 3;
    }
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, &why), -1);
    assert_true(isnan(p[0].percentile));
}

static void
small_units_and_small_distances_keep_the_percentiles(void **state)
{
    struct coh_conditional_point p[N];
    size_t i;

    (void)state;
    fill(p, 1e-3, 0);
    for (i = 0; i < N; i++) {
        p[i].sem_first = 4e-3;
        p[i].sem_last = 3e-3;
    }
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, NULL), 0);
    for (i = 0; i < N; i++)
        assert_near(p[i].percentile, expected[i], 1e-9);
    /* As in the band of measurement error, R 4.2.2. */
    assert_near(p[0].band.low, 6.57916260954, 5e-8);
    assert_near(p[0].band.high, 94.9688435218, 5e-8);
    /* A line taken off the last scores moves no residual but in size. */
    for (i = 0; i < N; i++) {
        p[i].first = before[i];
        p[i].last = before[i] + 1e-7 * after[i];
        p[i].sem_first = 4;
        p[i].sem_last = 0;
    }
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, NULL), 0);
    for (i = 0; i < N; i++) {
        assert_near(p[i].percentile, expected[i], 1e-4);
        assert_true(isnan(p[i].band.low) && isnan(p[i].band.high));
    }
}

static void
large_numbers_have_a_line_or_a_reason(void **state)
{
    struct coh_conditional_point p[N];
    struct coh_error why = COH_ERROR_INIT;
    size_t i;

    (void)state;
    fill(p, 1, 0);
    for (i = 0; i < N; i++) {
        p[i].first = 1e6 * before[i];
        p[i].last = 1.1 * p[i].first + 3;
    }
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, &why), -1);
    assert_string_equal(why.text, "all last scores follow from the first: no "
                                  "percentile");
    for (i = 0; i < N; i++) {
        p[i].first = before[i] / 1000;
        p[i].last = 1e200 * after[i];
    }
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, &why), -1);
    assert_string_equal(why.text, "numbers too large: no percentile");
    assert_true(isnan(p[0].percentile));
}

static void
who_alone_leaves_the_line_has_none_wherever_it_lies(void **state)
{
    struct coh_conditional_point p[N];
    size_t i, k;

    /* What rounding leaves of the others' residuals is now above, now below
     * nothing. */
    (void)state;
    fill(p, 1, 0);
    for (k = 0; k < 100; k++) {
        for (i = 0; i < N; i++) {
            p[i].first = before[i] + 0.37 * (double)k;
            p[i].last = 1.1 * p[i].first + 5.3 + 10 * (i == N - 1);
        }
        assert_int_equal(coh_conditional_percentile(p, N, 0.95, NULL), 0);
        assert_true(isnan(p[N - 1].percentile));
        assert_false(isnan(p[0].percentile));
    }
}

static void
who_alone_makes_the_line_or_its_spread_has_none(void **state)
{
    struct coh_conditional_point p[N];
    size_t i;

    /* The first alone began elsewhere: the line goes through it. */
    (void)state;
    fill(p, 1, 0);
    for (i = 1; i < N; i++)
        p[i].first = 60;
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, NULL), 0);
    assert_true(isnan(p[0].percentile));
    assert_false(isnan(p[1].percentile));
    /* All but the last lie on a line: without it nothing is left over. */
    for (i = 0; i < N; i++) {
        p[i].first = before[i];
        p[i].last = before[i] + 5 + 10 * (i == N - 1);
    }
    assert_int_equal(coh_conditional_percentile(p, N, 0.95, NULL), 0);
    assert_true(isnan(p[N - 1].percentile));
    assert_false(isnan(p[0].percentile));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentiles_are_those_of_rstudent),
        cmocka_unit_test(measurement_error_gives_a_band),
        cmocka_unit_test(scale_and_shift_change_nothing),
        cmocka_unit_test(under_twenty_students_there_is_no_percentile),
        cmocka_unit_test(equal_scores_and_straight_lines_have_a_reason),
        cmocka_unit_test(small_units_and_small_distances_keep_the_percentiles),
        cmocka_unit_test(large_numbers_have_a_line_or_a_reason),
        cmocka_unit_test(who_alone_leaves_the_line_has_none_wherever_it_lies),
        cmocka_unit_test(who_alone_makes_the_line_or_its_spread_has_none),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
