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
#include "stat/trend.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

/* `n` weekly scores. */
static struct coh_trend
weekly(const double *score, size_t n)
{
    struct coh_trend_point point[32];
    struct coh_trend t;
    size_t i;

    for (i = 0; i < n; i++) {
        point[i].day = 20000 + 7 * (int)i;
        point[i].score = score[i];
    }
    assert_int_equal(coh_trend_fit(point, n, 0.95, &t, NULL), 0);
    return t;
}

static void
check_reason(const struct coh_trend *t, const char *unit, const char *words)
{
    struct coh_text text = COH_TEXT_INIT;

    assert_int_equal(coh_trend_reason(t, unit, &text, NULL), 0);
    assert_string_equal(coh_text_get(&text), words);
    coh_text_release(&text);
}

static void
ten_weeks_have_their_published_line(void **state)
{
    /* R 4.2.2, lm() and confint(), and the median of all pairs. */
    static const double y[] = {42, 45, 41, 48, 50, 47, 53, 52, 57, 55};
    struct coh_trend t = weekly(y, 10);

    (void)state;
    assert_near(t.slope, 1.624242424, 5e-10);
    assert_near(t.error, 0.2533159339, 5e-11);
    assert_near(t.see, 2.300856231, 5e-10);
    assert_near(t.ci.low, 1.040095, 5e-7);
    assert_near(t.ci.high, 2.208390, 5e-7);
    assert_near(t.theil_sen, 5.0 / 3, 1e-14);
    /* R: with r = residuals(), sum(r[-1] * r[-10])/sum(r^2); the interval of
     * Theil and Sen is that of the 12th and 34th of 45 slopes. */
    assert_near(t.lag1, -0.6094161, 5e-8);
    assert_near(t.theil_sen_ci.low, 1, 1e-14);
    assert_near(t.theil_sen_ci.high, 2, 1e-14);
    assert_int_equal(t.days, 63);
    assert_int_equal(coh_trend_flag(&t), COH_TREND_RISING);
    check_reason(&t, "words",
                 "rose 1.6 words a week over 9 weeks (10 probes; 95 % "
                 "interval 1.0 to 2.2); for low-stakes decisions only, under "
                 "14 probes");
}

static void
sens_own_example_has_its_slope(void **state)
{
    /* Sen, JASA 63 (1968): slope 4 by all pairs; least squares 4.021352,
     * standard error 0.0852262 (R). Weeks stand for his x. */
    static const int x[] = {12, 1, 2, 18, 3, 4, 10};
    static const double y[] = {55, 9, 15, 78, 19, 20, 45};
    struct coh_trend_point point[7];
    struct coh_trend t;
    int i;

    (void)state;
    for (i = 0; i < 7; i++)
        point[i] = (struct coh_trend_point){.day = 7 * x[i], .score = y[i]};
    assert_int_equal(coh_trend_fit(point, 7, 0.95, &t, NULL), 0);
    assert_near(t.theil_sen, 4, 1e-14);
    assert_near(t.slope, 4.021352, 5e-7);
    assert_near(t.error, 0.0852262, 5e-8);
    /* The first point is neither the earliest nor the latest. */
    assert_int_equal(t.days, 7 * 17);
}

static void
an_outlier_does_not_move_theil_sen(void **state)
{
    static const double y[] = {2, 4, 6, 8, 50};
    struct coh_trend t = weekly(y, 5);

    (void)state;
    assert_true(t.theil_sen == 2);
    assert_true(t.slope > 9);
    assert_int_equal(coh_trend_flag(&t), COH_TREND_NOT_ENOUGH);
    check_reason(&t, NULL, "5 probes: a trend needs at least 6");
}

static void
pairs_on_one_day_have_no_slope(void **state)
{
    /* Slopes by hand: 2 and 4 from the first day's two scores, weekly. */
    static const struct coh_trend_point point[] = {{0, 10}, {0, 8}, {7, 12}};
    struct coh_trend t;

    (void)state;
    assert_int_equal(coh_trend_fit(point, 3, 0.95, &t, NULL), 0);
    assert_true(t.theil_sen == 3);
    assert_near(t.slope, 3, 1e-14);
}

static void
a_falling_line_says_so_in_words(void **state)
{
    /* Slope −2, by symmetry: residuals 1 −1 −1 1 1 −1 −1 1 are orthogonal to
     * a line and to a constant. SSE 8, SEE √(8/6), Sxx 42, t(6) 2.446912. */
    static const double y[] = {81, 77, 75, 75, 73, 69, 67, 67};
    struct coh_trend t = weekly(y, 8);
    double half = 2.446911851144969 * sqrt(8.0 / 6 / 42);

    (void)state;
    assert_near(t.slope, -2, 1e-14);
    assert_near(t.ci.low, -2 - half, 1e-11);
    assert_near(t.ci.high, -2 + half, 1e-11);
    assert_int_equal(coh_trend_flag(&t), COH_TREND_FALLING);
    check_reason(&t, "words correct a minute",
                 "fell 2.0 words correct a minute a week over 7 weeks (8 "
                 "probes; 95 % interval -2.4 to -1.6); for low-stakes "
                 "decisions only, under 14 probes");
}

static void
noise_and_equal_scores_cannot_be_told(void **state)
{
    static const double noise[] = {50, 60, 50, 60, 50, 60, 50,
                                   60, 50, 60, 50, 60, 50, 60};
    static const double down[] = {60, 50, 60, 50, 60, 50};
    static const double equal[] = {7.1, 7.1, 7.1, 7.1, 7.1, 7.1};
    struct coh_trend t = weekly(noise, 14);
    struct coh_text text = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(coh_trend_flag(&t), COH_TREND_CANNOT_TELL);
    assert_int_equal(coh_trend_reason(&t, NULL, &text, NULL), 0);
    assert_null(strstr(coh_text_get(&text), "low-stakes"));
    coh_text_release(&text);
    t = weekly(down, 6);
    assert_true(t.slope < 0);
    assert_int_equal(coh_trend_flag(&t), COH_TREND_CANNOT_TELL);
    t = weekly(equal, 6);
    assert_true(t.slope == 0 && isnan(t.ci.low) && isnan(t.ci.high));
    assert_int_equal(coh_trend_flag(&t), COH_TREND_CANNOT_TELL);
    check_reason(&t, NULL,
                 "no change over 5 weeks (6 probes with no spread: no "
                 "interval); for low-stakes decisions only, under 14 probes");
}

static void
points_on_a_line_have_a_slope_and_no_interval(void **state)
{
    static const double y[] = {70.1, 70.3, 70.5, 70.7, 70.9, 71.1};
    struct coh_trend t = weekly(y, 6);

    (void)state;
    assert_near(t.slope, 0.2, 1e-12);
    assert_true(isnan(t.ci.low) && isnan(t.ci.high));
    assert_int_equal(coh_trend_flag(&t), COH_TREND_CANNOT_TELL);
    check_reason(&t, NULL,
                 "rose 0.2 points a week in a straight line over 5 weeks (6 "
                 "probes with no spread: no interval); for low-stakes "
                 "decisions only, under 14 probes");
}

static void
lines_are_lines_in_every_unit_and_spread_is_spread(void **state)
{
    static const double line[] = {7, 9, 11, 13, 15, 17};
    static const double y[] = {42, 45, 41, 48, 50, 47};
    static const double unit[] = {1e-12, 1e-3, 1.1, 1e6 / 3, -1e6 / 3};
    double x[6];
    struct coh_trend t, plain = weekly(y, 6);
    size_t i, k;

    (void)state;
    for (k = 0; k < sizeof(unit) / sizeof(*unit); k++) {
        for (i = 0; i < 6; i++)
            x[i] = line[i] * unit[k];
        t = weekly(x, 6);
        assert_true(isnan(t.ci.low) && isnan(t.ci.high) && isnan(t.lag1));
        assert_near(t.slope / unit[k], 2, 1e-12);
        for (i = 0; i < 6; i++)
            x[i] = y[i] * unit[k];
        t = weekly(x, 6);
        assert_near(t.error / fabs(unit[k]), plain.error, 1e-12);
        assert_false(isnan(t.ci.low) || isnan(t.lag1));
    }
}

static void
school_weeks_have_five_days(void **state)
{
    /* The published line of above by the day: 5/7 of it a school week. */
    static const double y[] = {42, 45, 41, 48, 50, 47, 53, 52, 57, 55};
    struct coh_trend_point p[10];
    struct coh_trend t;
    int i;

    (void)state;
    for (i = 0; i < 10; i++)
        p[i] = (struct coh_trend_point){.day = 7 * i, .score = y[i]};
    assert_int_equal(coh_trend_fit_weeks(p, 10, 5, 0.95, &t, NULL), 0);
    assert_near(t.slope, 1.624242424 * 5 / 7, 5e-10);
    assert_near(t.error, 0.2533159339 * 5 / 7, 5e-11);
    assert_near(t.theil_sen, 5.0 / 3 * 5 / 7, 1e-14);
    assert_int_equal(coh_trend_fit_weeks(p, 10, 5, 1, &t, NULL), -1);
}

static void
short_spans_are_said_in_days(void **state)
{
    static const struct {
        int days, week;
        const char *words;
    } known[] = {{1, 7, "over 1 day ("},         {10, 7, "over 10 days ("},
                 {11, 7, "over 2 weeks ("},      {24, 7, "over 3 weeks ("},
                 {1, 5, "over 1 school day ("},  {7, 5, "over 7 school days ("},
                 {8, 5, "over 2 school weeks ("}};
    struct coh_text text = COH_TEXT_INIT;
    struct coh_trend t = {.n = 20, .level = 0.95, .slope = 1, .ci = {0.5, 1.5}};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(known) / sizeof(*known); i++) {
        t.days = known[i].days, t.days_in_week = known[i].week;
        assert_int_equal(coh_trend_reason(&t, NULL, &text, NULL), 0);
        assert_non_null(strstr(coh_text_get(&text), known[i].words));
        coh_text_release(&text);
    }
}

static void
a_limit_of_nothing_is_no_direction_and_signs_are_told(void **state)
{
    struct coh_trend t = {
        .n = 20, .days = 140, .days_in_week = 7, .level = 0.95, .slope = 0.5};

    (void)state;
    t.ci = (struct coh_interval){.low = 0, .high = 1};
    assert_int_equal(coh_trend_flag(&t), COH_TREND_CANNOT_TELL);
    t.ci = (struct coh_interval){.low = -0.2, .high = 1.2};
    check_reason(&t, NULL,
                 "+0.5 points a week could be chance: no clear rise or fall "
                 "over 20 weeks (20 probes; 95 % interval -0.2 to 1.2)");
    t.slope = -0.5;
    t.ci = (struct coh_interval){.low = -1.2, .high = 0.02};
    check_reason(&t, NULL,
                 "-0.50 points a week could be chance: no clear rise or fall "
                 "over 20 weeks (20 probes; 95 % interval -1.20 to 0.02)");
    t.ci = (struct coh_interval){.low = -1, .high = 0};
    assert_int_equal(coh_trend_flag(&t), COH_TREND_CANNOT_TELL);
    t.slope = -0.02;
    t.ci.low = t.ci.high = NAN;
    check_reason(&t, NULL,
                 "fell 0.02 points a week in a straight line over 20 weeks (20 "
                 "probes with no spread: no interval)");
}

static void
the_flag_never_contradicts_its_digits(void **state)
{
    /* ±0.02 a week would round to an interval that holds 0. */
    struct coh_trend t = {
        .n = 20, .days = 140, .days_in_week = 7, .level = 0.95, .slope = 0.05};

    (void)state;
    t.ci = (struct coh_interval){.low = 0.02, .high = 0.08};
    check_reason(&t, "points",
                 "rose 0.05 points a week over 20 weeks (20 probes; 95 % "
                 "interval 0.02 to 0.08)");
}

static void
too_few_points_or_one_day_have_no_slope_and_a_reason(void **state)
{
    struct coh_trend_point p[7] = {{.day = 1, .score = 1}, {.day = 8}};
    struct coh_error why = COH_ERROR_INIT;
    struct coh_trend t;

    (void)state;
    assert_int_equal(coh_trend_fit(p, 0, 0.95, &t, &why), -1);
    assert_int_equal(coh_trend_fit(p, 2, 0.95, &t, &why), -1);
    assert_int_equal(why.code, COH_INPUT);
    assert_string_equal(why.text, "fewer than 3 points: no slope");
    assert_true(isnan(t.slope) && isnan(t.ci.low) && isnan(t.theil_sen));
    assert_true(isnan(t.centre) && isnan(t.height) && isnan(t.sxx));
    assert_int_equal(coh_trend_fit(p, 1, 0.95, &t, &why), -1);
    check_reason(&t, NULL, "1 probe: a trend needs at least 6");
    assert_int_equal(coh_trend_fit(p, 2, 0.95, &t, &why), -1);
    check_reason(&t, NULL, "2 probes: a trend needs at least 6");
    p[1].day = 1;
    assert_int_equal(coh_trend_fit(p + 2, 5, 0.95, &t, &why), -1);
    assert_string_equal(why.text, "all points on one day: no slope");
    memset(p, 0, sizeof(p));
    assert_int_equal(coh_trend_fit(p, 7, 0.95, &t, &why), -1);
    assert_int_equal(coh_trend_flag(&t), COH_TREND_NOT_ENOUGH);
    check_reason(&t, NULL, "7 probes, all on one day");
}

static void
scores_too_large_have_no_slope(void **state)
{
    struct coh_trend_point p[6];
    struct coh_error why = COH_ERROR_INIT;
    struct coh_trend t;
    int i;

    (void)state;
    for (i = 0; i < 6; i++)
        p[i] =
            (struct coh_trend_point){.day = i, .score = i % 2 ? 1e308 : -1e308};
    assert_int_equal(coh_trend_fit(p, 6, 0.95, &t, &why), -1);
    assert_int_equal(why.code, COH_INPUT);
    assert_true(isnan(t.slope) && isnan(t.ci.high));
    check_reason(&t, NULL, "6 probes: too large");
}

static void
shift_scale_order_and_doubling_keep_what_they_should(void **state)
{
    /* Metamorphic: 3·y + 1e9 in another order, then each point twice: the
     * slope stays, its squared error, SSE/(n − 2)/Sxx with SSE and Sxx doubled,
     * is (10 − 2)/(20 − 2) of what it was. */
    static const double y[] = {42, 45, 41, 48, 50, 47, 53, 52, 57, 55};
    static const int order[] = {3, 9, 0, 5, 7, 1, 8, 2, 6, 4};
    struct coh_trend a = weekly(y, 10), b;
    struct coh_trend_point p[20];
    int i;

    (void)state;
    for (i = 0; i < 10; i++)
        p[i] = (struct coh_trend_point){.day = 20000 + 7 * order[i],
                                        .score = 1e9 + 3 * y[order[i]]};
    assert_int_equal(coh_trend_fit(p, 10, 0.95, &b, NULL), 0);
    assert_near(b.slope, 3 * a.slope, 1e-13);
    assert_near(b.ci.low, 3 * a.ci.low, 1e-12);
    assert_near(b.see, 3 * a.see, 1e-12);
    assert_near(b.theil_sen, 3 * a.theil_sen, 1e-13);
    assert_near(b.theil_sen_ci.high, 3 * a.theil_sen_ci.high, 1e-13);
    for (i = 0; i < 20; i++)
        p[i] = (struct coh_trend_point){.day = 20000 + 7 * (i / 2),
                                        .score = y[i / 2]};
    assert_int_equal(coh_trend_fit(p, 20, 0.95, &b, NULL), 0);
    assert_near(b.slope, a.slope, 1e-14);
    assert_near(b.error * b.error, a.error * a.error * 8 / 18, 1e-15);
    assert_near(b.theil_sen, a.theil_sen, 1e-14);
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    struct coh_trend_point p[3] = {{.day = 0}, {.day = 7}, {.day = 14}};
    struct coh_text text = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_trend t;

    (void)state;
    coh_memory_fail_at(1, 0);
    assert_int_equal(coh_trend_fit(p, 3, 0.95, &t, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    err.code = COH_OK;
    coh_memory_fail_at(1, 0);
    assert_int_equal(coh_trend_reason(&t, NULL, &text, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    coh_memory_fail_at(0, 0);
    coh_text_release(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_weeks_have_their_published_line),
        cmocka_unit_test(sens_own_example_has_its_slope),
        cmocka_unit_test(an_outlier_does_not_move_theil_sen),
        cmocka_unit_test(pairs_on_one_day_have_no_slope),
        cmocka_unit_test(a_falling_line_says_so_in_words),
        cmocka_unit_test(noise_and_equal_scores_cannot_be_told),
        cmocka_unit_test(points_on_a_line_have_a_slope_and_no_interval),
        cmocka_unit_test(lines_are_lines_in_every_unit_and_spread_is_spread),
        cmocka_unit_test(school_weeks_have_five_days),
        cmocka_unit_test(short_spans_are_said_in_days),
        cmocka_unit_test(a_limit_of_nothing_is_no_direction_and_signs_are_told),
        cmocka_unit_test(the_flag_never_contradicts_its_digits),
        cmocka_unit_test(too_few_points_or_one_day_have_no_slope_and_a_reason),
        cmocka_unit_test(scores_too_large_have_no_slope),
        cmocka_unit_test(shift_scale_order_and_doubling_keep_what_they_should),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
