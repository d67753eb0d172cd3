/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "chart/axis.h"
#include "near.h"

static const char *const months[12] = {"Jan", "Feb", "Mar", "Apr",
                                       "May", "Jun", "Jul", "Aug",
                                       "Sep", "Oct", "Nov", "Dec"};

static void
a_round_number_is_one_two_or_five_times_a_power_of_ten(void **state)
{
    (void)state;
    assert_near(coh_axis_round(0.9), 1, 1e-12);
    assert_near(coh_axis_round(1), 1, 1e-12);
    assert_near(coh_axis_round(1.1), 2, 1e-12);
    assert_near(coh_axis_round(37), 50, 1e-12);
    assert_near(coh_axis_round(51), 100, 1e-10);
    assert_near(coh_axis_round(0.012), 0.02, 1e-15);
}

static void
an_axis_ends_on_multiples_of_its_step_and_holds_the_data(void **state)
{
    static const double limits[][2] = {
        {0, 1},       {3, 97},     {-7.5, 4.2},     {1000.5, 1000.6},
        {-0.03, 0.4}, {12, 12},    {0, 0},          {-5, -5},
        {140, 260},   {1e9, 2e12}, {0.001, 0.0014},
    };
    struct coh_axis a;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
        double steps;

        coh_axis_fit(&a, limits[i][0], limits[i][1], 6, 0);
        steps = (a.high - a.low) / a.step;
        assert_true(a.low <= limits[i][0] + a.step * 1e-6);
        assert_true(a.high >= limits[i][1] - a.step * 1e-6);
        assert_true(a.high > a.low);
        assert_near(steps, floor(steps + 0.5), 1e-6);
        assert_true(steps >= 1 && steps <= 12);
    }
}

static void
whole_numbers_get_whole_steps(void **state)
{
    struct coh_axis a;

    (void)state;
    coh_axis_fit(&a, 1, 3, 8, 1);
    assert_near(a.step, 1, 0);
    assert_int_equal(a.decimals, 0);
    coh_axis_fit(&a, 1, 3, 8, 0);
    assert_near(a.step, 0.2, 1e-12);
    assert_int_equal(a.decimals, 1);
}

static void
bins_follow_freedman_and_diaconis(void **state)
{
    double x[1000];
    size_t i;

    (void)state;
    /* 0, 0.1, …, 99.9: quartiles 24.975 and 74.925, so 2·49.95/10 = 9.99;
     * the nearest round width is 10. */
    for (i = 0; i < 1000; i++)
        x[i] = (double)i / 10;
    assert_near(coh_axis_bin(x, 1000, 0), 10, 1e-9);
    /* Whole scores of a short test: a bar each. */
    for (i = 0; i < 1000; i++)
        x[i] = floor((double)i / 50);
    assert_near(coh_axis_bin(x, 1000, 1), 1, 0);
}

static void
bins_exist_when_the_middle_half_or_all_is_one_value(void **state)
{
    double x[64];
    size_t i;

    (void)state;
    for (i = 0; i < 64; i++)
        x[i] = 50;
    assert_near(coh_axis_bin(x, 64, 1), 1, 0);
    x[63] = 120;
    /* Sturges: 70/(6 + 1) = 10. */
    assert_near(coh_axis_bin(x, 64, 1), 10, 1e-9);
    x[63] = 1e9;
    assert_true((1e9 - 50) / coh_axis_bin(x, 64, 1) <= 60);
}

static void
dates_are_marked_at_mondays_or_firsts_of_months(void **state)
{
    struct coh_axis_date mark[10];
    coh_date first, last;
    size_t n;

    (void)state;
    assert_int_equal(coh_date_parse(coh_span_of("2026-01-01"), &first), 0);
    assert_int_equal(coh_date_parse(coh_span_of("2026-02-01"), &last), 0);
    n = coh_axis_dates(first, last, 10, months, mark);
    assert_int_equal(n, 4); /* 5, 12, 19, 26 January 2026 are Mondays */
    assert_string_equal(mark[0].text, "5 Jan");
    assert_int_equal(coh_date_weekday(mark[3].day), 0);
    assert_int_equal(coh_date_parse(coh_span_of("2025-09-09"), &first), 0);
    assert_int_equal(coh_date_parse(coh_span_of("2026-03-05"), &last), 0);
    n = coh_axis_dates(first, last, 10, months, mark);
    assert_int_equal(n, 6);
    assert_string_equal(mark[0].text, "Oct 2025");
    assert_string_equal(mark[1].text, "Nov");
    assert_string_equal(mark[3].text, "Jan 2026");
    assert_string_equal(mark[5].text, "Mar");
}

static void
there_are_never_more_dates_than_asked_for_and_never_none(void **state)
{
    struct coh_axis_date mark[10];
    coh_date first = 0;
    int days;
    size_t most, n;

    (void)state;
    for (days = 0; days < 40000; days = days * 3 / 2 + 1)
        for (most = 1; most <= 10; most++) {
            n = coh_axis_dates(first, first + days, most, months, mark);
            assert_true(n >= 1 && n <= most);
            assert_true(mark[0].day >= first &&
                        mark[n - 1].day <= first + days);
        }
}

static void
labels_keep_their_distance_and_move_least(void **state)
{
    double at[4] = {10, 11, 12, 50}, one[1] = {7}, two[2] = {0, 1};

    (void)state;
    /* The first three lie around their mean, 11. */
    coh_axis_spread(at, 4, 10, 0, 100);
    assert_near(at[0], 1, 1e-9);
    assert_near(at[1], 11, 1e-9);
    assert_near(at[2], 21, 1e-9);
    assert_near(at[3], 50, 1e-9);
    coh_axis_spread(one, 1, 10, 0, 5);
    assert_near(one[0], 5, 0);
    coh_axis_spread(two, 2, 10, 0, 100);
    assert_near(two[0], 0, 1e-9);
    assert_near(two[1], 10, 1e-9);
    coh_axis_spread(NULL, 0, 10, 0, 100);
}

static void
labels_that_cannot_fit_share_the_room(void **state)
{
    double at[5] = {1, 1, 1, 1, 1};
    size_t i;

    (void)state;
    coh_axis_spread(at, 5, 10, 0, 20);
    for (i = 0; i < 5; i++)
        assert_near(at[i], (double)i * 5, 1e-9);
}

static void
thirty_labels_never_overlap(void **state)
{
    double at[30];
    size_t i;

    (void)state;
    for (i = 0; i < 30; i++)
        at[i] = floor((double)(i * i) / 3);
    coh_axis_spread(at, 30, 18, 0, 560);
    for (i = 1; i < 30; i++)
        assert_true(at[i] - at[i - 1] > 18 - 1e-9);
    assert_true(at[0] >= 0 && at[29] <= 560 + 1e-9);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_round_number_is_one_two_or_five_times_a_power_of_ten),
        cmocka_unit_test(
            an_axis_ends_on_multiples_of_its_step_and_holds_the_data),
        cmocka_unit_test(whole_numbers_get_whole_steps),
        cmocka_unit_test(bins_follow_freedman_and_diaconis),
        cmocka_unit_test(bins_exist_when_the_middle_half_or_all_is_one_value),
        cmocka_unit_test(dates_are_marked_at_mondays_or_firsts_of_months),
        cmocka_unit_test(
            there_are_never_more_dates_than_asked_for_and_never_none),
        cmocka_unit_test(labels_keep_their_distance_and_move_least),
        cmocka_unit_test(labels_that_cannot_fit_share_the_room),
        cmocka_unit_test(thirty_labels_never_overlap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
