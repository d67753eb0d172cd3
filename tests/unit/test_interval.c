/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "stat/interval.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
student_has_its_closed_forms(void **state)
{
    double t;

    (void)state;
    /* One degree of freedom is Cauchy: tan(0.475π). Two: 0.95·√(2/0.0975). */
    assert_int_equal(coh_interval_student(1, 0.95, &t, NULL), 0);
    assert_near(t, 12.706204736174698, 1e-12);
    assert_int_equal(coh_interval_student(2, 0.95, &t, NULL), 0);
    assert_near(t, 4.302652729749464, 1e-13);
    assert_int_equal(coh_interval_student(1, 0.5, &t, NULL), 0);
    assert_near(t, 1, 1e-14);
}

static void
the_sleep_data_have_their_published_interval(void **state)
{
    struct coh_interval ci;

    (void)state;
    /* Student (1908), group 1: n 10, mean 0.75; R 4.2.2, t.test(). */
    assert_int_equal(
        coh_interval_mean(0.75, 1.7890096577591625, 10, 0.95, &ci, NULL), 0);
    assert_near(ci.low, -0.5297804134938651, 1e-9);
    assert_near(ci.high, 2.0297804, 5e-8);
    /* statpsych manual, ci.mean(.05, 38.3, 8.14, 10). */
    assert_int_equal(coh_interval_mean(38.3, 8.14, 10, 0.95, &ci, NULL), 0);
    assert_near(ci.low, 32.47699, 5e-6);
    assert_near(ci.high, 44.12301, 5e-6);
}

static void
a_mean_without_spread_has_no_interval_and_says_why(void **state)
{
    struct coh_interval ci;
    struct coh_error why = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_interval_mean(70, NAN, 1, 0.95, &ci, &why), -1);
    assert_int_equal(why.code, COH_INPUT);
    assert_string_equal(why.text, "one score: no interval");
    assert_true(isnan(ci.low) && isnan(ci.high));
    assert_int_equal(coh_interval_mean(70, 0, 5, 0.95, &ci, &why), -1);
    assert_string_equal(why.text, "all scores are equal: no interval");
    assert_int_equal(coh_interval_mean(NAN, NAN, 0, 0.95, &ci, &why), -1);
    assert_string_equal(why.text, "no score: no interval");
    assert_int_equal(coh_interval_mean(1, INFINITY, 5, 0.95, &ci, &why), -1);
    assert_true(isnan(ci.low) && isnan(ci.high));
}

static void
check_rate(double hits, double n, double low, double high, double tolerance)
{
    struct coh_interval ci;

    assert_int_equal(coh_interval_rate(hits, n, 0.95, &ci, NULL), 0);
    assert_near(ci.low, low, tolerance);
    assert_near(ci.high, high, tolerance);
}

static void
rates_have_their_published_wilson_intervals(void **state)
{
    (void)state;
    /* Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
    check_rate(81, 263, 0.2553, 0.3662, 5e-5);
    check_rate(15, 148, 0.0624, 0.1605, 5e-5);
    check_rate(0, 20, 0, 0.1611, 5e-5);
    check_rate(1, 29, 0.0061, 0.1718, 5e-5);
    /* R's prop.test(correct = FALSE). */
    check_rate(3, 10, 0.1077913, 0.6032219, 5e-8);
    check_rate(0, 10, 0, 0.2775328, 5e-8);
    check_rate(10, 10, 0.7224672, 1, 5e-8);
}

static void
a_rate_never_leaves_zero_to_one(void **state)
{
    struct coh_interval ci;
    int n;

    (void)state;
    for (n = 1; n < 200; n++) {
        assert_int_equal(coh_interval_rate(0, n, 0.9, &ci, NULL), 0);
        assert_true(ci.low == 0 && ci.high > 0 && ci.high < 1);
        assert_int_equal(coh_interval_rate(n, n, 0.9, &ci, NULL), 0);
        assert_true(ci.high == 1 && ci.low > 0 && ci.low < 1);
    }
}

static void
a_rate_of_nothing_and_a_level_of_nothing_are_errors(void **state)
{
    struct coh_interval ci;
    struct coh_error err = COH_ERROR_INIT;
    double t;

    (void)state;
    assert_int_equal(coh_interval_rate(0, 0, 0.95, &ci, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_true(isnan(ci.low) && isnan(ci.high));
    assert_int_equal(coh_interval_rate(3, 2, 0.95, &ci, &err), -1);
    assert_int_equal(coh_interval_rate(1, 2, 95, &ci, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_equal(coh_interval_student(3, NAN, &t, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_equal(coh_interval_student(0, 0.95, &t, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
}

static void
jeffreys_has_the_quantiles_of_its_posterior(void **state)
{
    /* R 4.2.2: qbeta(c(.025, .975), k + .5, n - k + .5), with the ends of
     * Brown, Cai and DasGupta (2001) at k = 0 and k = n. At 4 of 505 GSL's
     * own inverse fails. */
    static const struct {
        double hits, n, low, high;
    } expected[] = {
        {0, 20, 0, 0.11663898290487540},
        {1, 29, 3.7461736490570752e-03, 0.15007768600223170},
        {15, 148, 6.0448517009296432e-02, 0.15764314347874120},
        {81, 263, 2.5452193499102344e-01, 0.36564749917408246},
        {10, 10, 7.8280373249078938e-01, 1},
        {4, 5, 3.7137359936800568e-01, 9.7748723400084492e-01},
        {4, 505, 2.6793649828804442e-03, 0.01872259508589269},
    };
    struct coh_error why = COH_ERROR_INIT;
    struct coh_interval ci;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
        assert_int_equal(coh_interval_jeffreys(expected[i].hits, expected[i].n,
                                               0.95, &ci, NULL),
                         0);
        assert_near(ci.low, expected[i].low, 1e-12);
        assert_near(ci.high, expected[i].high, 1e-12);
    }
    assert_int_equal(coh_interval_jeffreys(0, 0, 0.95, &ci, &why), -1);
    assert_int_equal(why.code, COH_INPUT);
    assert_true(isnan(ci.low) && isnan(ci.high));
    assert_int_equal(coh_interval_jeffreys(3, 2, 0.95, &ci, NULL), -1);
    assert_int_equal(coh_interval_jeffreys(1, 2, 1, &ci, NULL), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jeffreys_has_the_quantiles_of_its_posterior),
        cmocka_unit_test(student_has_its_closed_forms),
        cmocka_unit_test(the_sleep_data_have_their_published_interval),
        cmocka_unit_test(a_mean_without_spread_has_no_interval_and_says_why),
        cmocka_unit_test(rates_have_their_published_wilson_intervals),
        cmocka_unit_test(a_rate_never_leaves_zero_to_one),
        cmocka_unit_test(a_rate_of_nothing_and_a_level_of_nothing_are_errors),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
