/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "stat/theil-sen.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
kendalls_null_distribution_gives_the_published_ranks(void **state)
{
    /* Ranks and coverage of the 95 % interval by exact enumeration of all
     * orders (the counts of OEIS A008302). */
    static const struct {
        size_t n;
        long low, high;
        double covers;
    } table[] = {
        {5, 1, 10, .983},   {6, 2, 14, .983}, {7, 4, 18, .970},
        {8, 6, 23, .969},   {9, 9, 28, .955}, {10, 12, 34, .953},
        {12, 19, 48, .955},
    };
    double tail;
    long k, pairs;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(table) / sizeof(*table); i++) {
        pairs = (long)(table[i].n * (table[i].n - 1) / 2);
        assert_int_equal(coh_theil_sen_rank(table[i].n, 0.95, &k, &tail, NULL),
                         0);
        assert_int_equal(k + 1, table[i].low);
        assert_int_equal(pairs - k, table[i].high);
        assert_near(1 - 2 * tail, table[i].covers, 5e-4);
    }
    /* 1/4! is more than 2.5 %: four points have no interval. */
    assert_int_equal(coh_theil_sen_rank(4, 0.95, &k, &tail, NULL), 0);
    assert_int_equal(k, -1);
    /* Of 3! orders one has no pair in the wrong order: exactly 1/6. */
    assert_int_equal(coh_theil_sen_rank(3, 2.0 / 3, &k, &tail, NULL), 0);
    assert_int_equal(k, 0);
    assert_near(tail, 1.0 / 6, 1e-15);
}

static void
every_order_of_seven_points_is_counted(void **state)
{
    /* Mahonian numbers of 7 (OEIS A008302): 1, 6, 20, 49, 98, 169, 259 of
     * 5040. */
    static const double count[] = {1, 6, 20, 49, 98, 169, 259};
    double sum = 0, tail;
    long k, i;

    (void)state;
    for (i = 0; i < 7; i++) {
        sum += count[i] / 5040;
        assert_int_equal(
            coh_theil_sen_rank(7, 1 - 2 * sum - 1e-9, &k, &tail, NULL), 0);
        assert_int_equal(k, i);
        assert_near(tail, sum, 1e-15);
    }
}

static const struct coh_trend_point sen[] = {
    {7, 9}, {14, 15}, {21, 19}, {28, 20}, {70, 45}, {84, 55}, {126, 78}};

static void
sens_example_has_his_interval(void **state)
{
    /* Sen, JASA 63 (1968): slope 4, interval 3.71 to 4.38 (4th and 18th of
     * the 21 slopes), which covers 97.0 % by the exact distribution; 93 % is
     * what his normal approximation says. 26/7 and 35/8 by hand. */
    double slope;
    struct coh_interval ci;

    (void)state;
    assert_int_equal(coh_theil_sen_fit(sen, 7, 7, 0.95, &slope, &ci, NULL), 0);
    assert_near(slope, 4, 1e-14);
    assert_near(ci.low, 26.0 / 7, 1e-14);
    assert_near(ci.high, 35.0 / 8, 1e-14);
}

static void
a_week_may_have_five_days(void **state)
{
    double slope;
    struct coh_interval ci;

    (void)state;
    assert_int_equal(coh_theil_sen_fit(sen, 7, 5, 0.95, &slope, &ci, NULL), 0);
    assert_near(slope, 4 * 5 / 7.0, 1e-14);
    assert_near(ci.high, 35.0 / 8 * 5 / 7, 1e-14);
}

static void
shared_days_and_long_series_take_the_normal_approximation(void **state)
{
    /* Two scores a day on four days, y = day: 24 pairs, all of slope 7 a
     * week but those within a day. Variance (8·7·21 − 4·2·1·9)/18 = 61.33,
     * (24 − 1.96·7.83)/2 = 4.3: the 4th and 21st of 24 slopes. */
    struct coh_trend_point p[8], line[61];
    struct coh_interval ci;
    double slope;
    int i;

    (void)state;
    for (i = 0; i < 8; i++)
        p[i] = (struct coh_trend_point){.day = i / 2, .score = i / 2 + i % 2};
    assert_int_equal(coh_theil_sen_fit(p, 8, 7, 0.95, &slope, &ci, NULL), 0);
    /* Slopes a day: pairs 1, 2, 3 days apart, d ∈ {−1, 0, 0, 1}/apart + 1:
     * sorted 0 0 0 1/2 1/2 2/3 then 1 to the 18th, 4/3, 3/2 3/2, 2 2 2. */
    assert_near(slope, 7, 1e-14);
    assert_near(ci.low, 3.5, 1e-14);
    assert_near(ci.high, 10.5, 1e-14);
    for (i = 0; i < 61; i++)
        line[i] = (struct coh_trend_point){.day = 7 * i, .score = 2 * i};
    assert_int_equal(coh_theil_sen_fit(line, 61, 7, 0.95, &slope, &ci, NULL),
                     0);
    assert_true(ci.low == 2 && ci.high == 2);
}

static void
ranks_of_the_normal_are_those_of_its_formula(void **state)
{
    /* R 4.2.2, all slopes 7 * diff(y)/diff(day) sorted into s, t <-
     * table(day), v <- (n*(n-1)*(2*n+5) - sum(t*(t-1)*(2*t+5)))/18, k <-
     * floor((N - qnorm(.975)*sqrt(v))/2): s[k] and s[N - k + 1]; on days of
     * four, of five, and of one score. */
    static const struct {
        int n, a_day, week;
        double slope, low, high;
    } known[] = {
        {24, 4, 7, 9.523125, 2.52135, 15.9220333333333},
        {30, 5, 7, 7.5796, 1.22343333333333, 13.1152},
        {80, 1, 1, 11.54992, 9.51562972972973, 13.1988684210526},
        {61, 1, 1, 9.719229, 6.854, 12.3085454545455},
    };
    struct coh_trend_point p[80];
    struct coh_interval ci;
    double slope;
    size_t k;
    int i;

    (void)state;
    for (k = 0; k < sizeof(known) / sizeof(*known); k++) {
        for (i = 0; i < known[k].n; i++)
            p[i] = (struct coh_trend_point){
                .day = known[k].week * (i / known[k].a_day),
                .score = i * i * i % 97 + 0.0137 * i * i + 0.3 * i};
        assert_int_equal(coh_theil_sen_fit(p, (size_t)known[k].n, 7, 0.95,
                                           &slope, &ci, NULL),
                         0);
        assert_near(slope, known[k].slope, 5e-6);
        assert_near(ci.low, known[k].low, 1e-12);
        assert_near(ci.high, known[k].high, 1e-12);
    }
}

static void
five_points_have_the_widest_interval_and_four_have_none(void **state)
{
    /* By hand: k + 1 = 1 of ten slopes for five points. With a shared day
     * (5 - 1.96·√7.67)/2 is below 1. */
    static const struct coh_trend_point five[] = {
        {0, 1}, {7, 3}, {14, 4}, {21, 8}, {28, 9}};
    static const struct coh_trend_point four[] = {
        {0, 1}, {7, 5}, {7, 3}, {14, 4}};
    struct coh_interval ci;
    double slope, tail, orders = 2;
    size_t n;
    long k;

    (void)state;
    assert_int_equal(coh_theil_sen_fit(five, 5, 7, 0.95, &slope, &ci, NULL), 0);
    assert_true(ci.low == 1 && ci.high == 4);
    assert_int_equal(coh_theil_sen_fit(four, 4, 7, 0.95, &slope, &ci, NULL), 0);
    assert_near(slope, 1.5, 1e-15);
    assert_true(isnan(ci.low) && isnan(ci.high));
    assert_int_equal(coh_theil_sen_rank(4, 0.95, &k, &tail, NULL), 0);
    assert_true(k == -1 && tail == 0);
    /* One of n! orders has no pair in the wrong order: a level that is
     * reached exactly is reached. */
    for (n = 3; n <= 12; n++) {
        orders *= (double)n;
        assert_int_equal(coh_theil_sen_rank(n, 1 - 2 / orders, &k, &tail, NULL),
                         0);
        assert_int_equal(k, 0);
    }
}

static void
too_many_points_have_too_many_pairs(void **state)
{
    static struct coh_trend_point p[COH_THEIL_SEN_PAIRED + 1];
    struct coh_interval ci;
    double slope;
    int i;

    (void)state;
    for (i = 0; i <= COH_THEIL_SEN_PAIRED; i++)
        p[i] = (struct coh_trend_point){.day = i, .score = i};
    assert_int_equal(coh_theil_sen_fit(p, COH_THEIL_SEN_PAIRED + 1, 7, 0.95,
                                       &slope, &ci, NULL),
                     0);
    assert_true(isnan(slope) && isnan(ci.low) && isnan(ci.high));
}

static void
one_point_and_one_day_have_no_slope(void **state)
{
    struct coh_trend_point p[2] = {{.day = 1, .score = 1}, {1, 2}};
    struct coh_interval ci;
    double slope;

    (void)state;
    assert_int_equal(coh_theil_sen_fit(p, 1, 7, 0.95, &slope, &ci, NULL), 0);
    assert_true(isnan(slope) && isnan(ci.low));
    assert_int_equal(coh_theil_sen_fit(p, 2, 7, 0.95, &slope, &ci, NULL), 0);
    assert_true(isnan(slope) && isnan(ci.high));
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    struct coh_error err;
    struct coh_interval ci;
    double slope;
    long at;
    int rc = -1;

    (void)state;
    for (at = 1; rc && at < 10; at++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(at, 0);
        rc = coh_theil_sen_fit(sen, 7, 7, 0.95, &slope, &ci, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_int_equal(at, 5); /* slopes, days and counts can fail, once each */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kendalls_null_distribution_gives_the_published_ranks),
        cmocka_unit_test(every_order_of_seven_points_is_counted),
        cmocka_unit_test(sens_example_has_his_interval),
        cmocka_unit_test(a_week_may_have_five_days),
        cmocka_unit_test(
            shared_days_and_long_series_take_the_normal_approximation),
        cmocka_unit_test(ranks_of_the_normal_are_those_of_its_formula),
        cmocka_unit_test(
            five_points_have_the_widest_interval_and_four_have_none),
        cmocka_unit_test(too_many_points_have_too_many_pairs),
        cmocka_unit_test(one_point_and_one_day_have_no_slope),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
