/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "stat/goal.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static size_t
weekly(const double *score, size_t n, struct coh_trend_point *point,
       struct coh_trend *t)
{
    size_t i;

    for (i = 0; i < n; i++)
        point[i] = (struct coh_trend_point){.day = 20000 + 7 * (int)i,
                                            .score = score[i]};
    assert_int_equal(coh_trend_fit(point, n, 0.95, t, NULL), 0);
    return n;
}

static const double words[] = {42, 45, 41, 48, 50, 47, 53, 52, 57, 55};

static void
ten_weeks_have_their_published_outlook(void **state)
{
    /* R 4.2.2, m <- lm(y ~ x), x 1 to 10: predict(m, x = 30, se.fit = TRUE)
     * 88.79394, 6.248745; 1 - pt((90 - 88.79394)/6.248745, 8) .42588; aimline
     * from the median of the first three, 42 in week 2: 48/28 = 1.7142857,
     * 1 - pt((1.7142857 - b)/se, 8) .36572. Week 30 is day 203. */
    struct coh_goal goal = {.target = 90, .by = 20000 + 203};
    struct coh_trend_point p[10];
    struct coh_goal_outlook o;
    struct coh_trend t;

    (void)state;
    weekly(words, 10, p, &t);
    coh_goal_look(&goal, p, &t, &o);
    assert_near(o.at_date, 88.79393939, 5e-9);
    assert_near(o.p_date, 0.4258812, 5e-8);
    assert_near(o.aimline, 12.0 / 7, 1e-12);
    assert_near(o.p_aimline, 0.3657182, 5e-8);
    assert_false(o.reached);
    assert_near(coh_goal_start(p, 10), 42, 0);
}

static void
the_bands_sides_meet_the_goal_where_r_finds_them(void **state)
{
    /* R 4.2.2: uniroot() on predict(m, se.fit = TRUE)$fit ± qt(.95, 8)·se −
     * goal; its weeks count from 1. */
    struct coh_goal goal = {.target = 90, .by = COH_DATE_NONE};
    struct coh_trend_point p[10];
    struct coh_goal_outlook o;
    struct coh_trend t;

    (void)state;
    weekly(words, 10, p, &t);
    coh_goal_look(&goal, p, &t, &o);
    assert_int_equal(o.dating, COH_GOAL_DATED);
    assert_near(o.meets.low, 25.0203921699592 - 1, 1e-9);
    assert_near(o.meets.high, 41.1008266248616 - 1, 1e-9);
    assert_true(isnan(o.p_date) && isnan(o.aimline));
    goal.target = 60;
    coh_goal_look(&goal, p, &t, &o);
    assert_near(o.meets.low, 10.5799425102165 - 1, 1e-9);
    assert_near(o.meets.high, 15.2086771664428 - 1, 1e-9);
    goal.target = 45; /* behind: the band at the last point is above it */
    coh_goal_look(&goal, p, &t, &o);
    assert_int_equal(o.dating, COH_GOAL_DATED);
    assert_true(o.reached && o.meets.high < 9);
}

static void
a_goal_below_is_fallen_to(void **state)
{
    /* R 4.2.2, lm() and predict() as above, weeks from 0, goal 3 in week 20:
     * pt((3 - fit)/se, 8); the aimline falls from 13 in week 1. */
    static const double calls[] = {14, 12, 13, 11, 11, 9, 10, 8, 8, 6};
    struct coh_goal goal = {.target = 3, .down = 1, .by = 20000 + 140};
    struct coh_trend_point p[10];
    struct coh_goal_outlook o;
    struct coh_trend t;

    (void)state;
    weekly(calls, 10, p, &t);
    coh_goal_look(&goal, p, &t, &o);
    assert_int_equal(o.dating, COH_GOAL_DATED);
    assert_near(o.meets.low, 12.0787492128404, 1e-9);
    assert_near(o.meets.high, 15.9010827561675, 1e-9);
    assert_near(o.at_date, -2.012121, 5e-7);
    assert_near(o.p_date, 0.9977259, 5e-8);
    assert_near(o.aimline, -10.0 / 19, 1e-12);
    assert_near(o.p_aimline, 0.9937682, 5e-8);
    goal.down = 0; /* to rise to 3, while it falls */
    coh_goal_look(&goal, p, &t, &o);
    assert_int_equal(o.dating, COH_GOAL_AWAY);
    assert_true(isnan(o.meets.low) && o.reached);
    assert_near(o.p_date, 1 - 0.9977259, 5e-8);
}

static void
a_goal_is_reached_once_the_band_is_past_it(void **state)
{
    /* R 4.2.2: predict(m, week 9, se.fit = TRUE)$fit - qt(.95, 8)·se; turned
     * upside down for a goal to fall to. */
    const double limit = 53.7943552496765;
    struct coh_goal up = {.by = COH_DATE_NONE};
    struct coh_goal down = {.down = 1, .by = COH_DATE_NONE};
    struct coh_trend_point p[10], q[10];
    struct coh_goal_outlook o;
    struct coh_trend t, turned;
    double other[10];
    size_t i;

    (void)state;
    for (i = 0; i < 10; i++)
        other[i] = -words[i];
    weekly(words, 10, p, &t);
    weekly(other, 10, q, &turned);
    for (i = 0; i < 2; i++) {
        up.target = limit + (i ? 1e-9 : -1e-9);
        down.target = -up.target;
        coh_goal_look(&up, p, &t, &o);
        assert_int_equal(o.reached, !i);
        coh_goal_look(&down, q, &turned, &o);
        assert_int_equal(o.reached, !i);
    }
}

static void
what_cannot_be_dated_says_why(void **state)
{
    static const double noise[] = {50, 60, 50, 60, 50, 60, 50, 60};
    static const double line[] = {50, 52, 54, 56, 58, 60};
    struct coh_goal goal = {.target = 90, .by = 20000 + 70};
    struct coh_trend_point p[10];
    struct coh_goal_outlook o;
    struct coh_trend t;

    (void)state;
    weekly(noise, 8, p, &t);
    coh_goal_look(&goal, p, &t, &o);
    assert_int_equal(o.dating, COH_GOAL_NO_PACE);
    assert_true(isnan(o.meets.low) && isnan(o.meets.high));
    assert_false(isnan(o.p_date));
    weekly(line, 6, p, &t);
    coh_goal_look(&goal, p, &t, &o);
    assert_int_equal(o.dating, COH_GOAL_NO_SPREAD);
    weekly(words, 5, p, &t);
    coh_goal_look(&goal, p, &t, &o);
    assert_int_equal(o.dating, COH_GOAL_TOO_FEW);
    assert_true(isnan(o.p_date));
}

static void
a_day_before_the_aimlines_start_needs_no_pace(void **state)
{
    struct coh_goal goal = {.target = 90, .by = 20000 + 7};
    struct coh_trend_point p[10];
    struct coh_goal_outlook o;
    struct coh_trend t;

    (void)state;
    weekly(words, 10, p, &t);
    coh_goal_look(&goal, p, &t, &o);
    assert_true(isnan(o.aimline) && isnan(o.p_aimline));
    assert_true(o.p_date < 1e-6);
    assert_true(isnan(coh_goal_start(p, 0)));
    assert_near(coh_goal_start(p, 2), 43.5, 0);
}

static void
scale_shift_and_sign_change_nothing_but_the_numbers(void **state)
{
    /* Metamorphic: y·(−10) + 1e6, goal alike and downward. */
    struct coh_goal up = {.target = 90, .by = 20203};
    struct coh_goal down = {.target = 1e6 - 900, .down = 1, .by = 20203};
    struct coh_trend_point p[10];
    struct coh_goal_outlook a, b;
    struct coh_trend t;
    size_t i;

    (void)state;
    weekly(words, 10, p, &t);
    coh_goal_look(&up, p, &t, &a);
    for (i = 0; i < 10; i++)
        p[i].score = 1e6 - 10 * words[i];
    assert_int_equal(coh_trend_fit(p, 10, 0.95, &t, NULL), 0);
    coh_goal_look(&down, p, &t, &b);
    assert_near(b.p_date, a.p_date, 1e-9);
    assert_near(b.p_aimline, a.p_aimline, 1e-9);
    assert_near(b.meets.low, a.meets.low, 1e-7);
    assert_near(b.meets.high, a.meets.high, 1e-7);
    /* And y/1000, where all squares are small. */
    for (i = 0; i < 10; i++)
        p[i].score = words[i] / 1000;
    up.target = 0.09;
    assert_int_equal(coh_trend_fit(p, 10, 0.95, &t, NULL), 0);
    coh_goal_look(&up, p, &t, &b);
    assert_int_equal(b.dating, COH_GOAL_DATED);
    assert_near(b.p_date, a.p_date, 1e-9);
    assert_near(b.meets.low, a.meets.low, 1e-9);
    assert_near(b.meets.high, a.meets.high, 1e-9);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_weeks_have_their_published_outlook),
        cmocka_unit_test(the_bands_sides_meet_the_goal_where_r_finds_them),
        cmocka_unit_test(a_goal_below_is_fallen_to),
        cmocka_unit_test(a_goal_is_reached_once_the_band_is_past_it),
        cmocka_unit_test(what_cannot_be_dated_says_why),
        cmocka_unit_test(a_day_before_the_aimlines_start_needs_no_pace),
        cmocka_unit_test(scale_shift_and_sign_change_nothing_but_the_numbers),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
