/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "stat/change.h"
#include "stat/distribution.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
jacobson_and_truaxs_case_has_its_index(void **state)
{
    /* Jacobson and Truax 1991: 32.5 to 47.5, SD 7.5, reliability .80: S_E
     * 3.35, S_diff 4.74, RC 3.16. The limits: 15 ± 1.959963985·4.743416. */
    double sem = coh_change_sem(7.5, 0.80);
    struct coh_change c;

    (void)state;
    assert_near(sem, 3.35, 5e-3);
    assert_int_equal(coh_change_reliable(15, sem, sem, 0, 0.95, &c, NULL), 0);
    assert_near(c.error, 4.74, 5e-3);
    assert_near(c.index, 3.16, 5e-3);
    assert_near(c.index, 15 / (7.5 * sqrt(0.4)), 1e-12);
    assert_near(c.ci.low, 15 - 1.959963984540054 * 7.5 * sqrt(0.4), 1e-9);
    assert_near(c.ci.high, 15 + 1.959963984540054 * 7.5 * sqrt(0.4), 1e-9);
    assert_int_equal(c.verdict, COH_CHANGE_UP);
}

static void
two_errors_add_as_squares_and_the_expected_is_taken_off(void **state)
{
    /* 3-4-5 by hand: a gain of 9 is within 1.96·5, of 10 beyond; 10 against
     * an expected 20 is below it by as much. */
    struct coh_change c;

    (void)state;
    assert_int_equal(coh_change_reliable(9, 3, 4, 0, 0.95, &c, NULL), 0);
    assert_near(c.error, 5, 1e-15);
    assert_int_equal(c.verdict, COH_CHANGE_CANNOT_TELL);
    assert_int_equal(coh_change_reliable(10, 3, 4, 0, 0.95, &c, NULL), 0);
    assert_int_equal(c.verdict, COH_CHANGE_UP);
    assert_int_equal(coh_change_reliable(10, 3, 4, 20, 0.95, &c, NULL), 0);
    assert_int_equal(c.verdict, COH_CHANGE_DOWN);
    assert_near(c.ci.low, 10 - 5 * 1.959963984540054, 1e-9);
    assert_int_equal(coh_change_reliable(-10, 3, 4, 0, 0.95, &c, NULL), 0);
    assert_int_equal(c.verdict, COH_CHANGE_DOWN);
}

static void
without_an_error_there_is_no_interval(void **state)
{
    struct coh_error why = COH_ERROR_INIT;
    struct coh_change c;

    (void)state;
    assert_int_equal(coh_change_reliable(9, 0, 4, 0, 0.95, &c, &why), -1);
    assert_int_equal(why.code, COH_INPUT);
    assert_true(isnan(c.ci.low) && isnan(c.index) && isnan(c.error));
    assert_int_equal(coh_change_reliable(9, 4, 0, 0, 0.95, &c, &why), -1);
    assert_int_equal(coh_change_reliable(9, 3, 4, 0, 1, &c, &why), -1);
    assert_int_equal(coh_change_reliable(9, 3, NAN, 0, 0.95, &c, &why), -1);
    assert_int_equal(
        coh_change_reliable(1e308, 1e308, 1e308, -1e308, 0.95, &c, &why), -1);
    assert_true(isnan(c.ci.high) && isnan(c.error));
    assert_int_equal(c.verdict, COH_CHANGE_CANNOT_TELL);
    assert_true(isnan(coh_change_sem(0, 0.8)));
    assert_true(isnan(coh_change_sem(NAN, 0.8)));
    assert_true(isnan(coh_change_sem(7.5, 1)));
    assert_true(isnan(coh_change_sem(7.5, -0.1)));
}

static void
a_limit_beyond_all_numbers_is_no_interval(void **state)
{
    /* The index is finite, and so is one of the limits. */
    struct coh_error why = COH_ERROR_INIT;
    struct coh_change c;

    (void)state;
    assert_int_equal(
        coh_change_reliable(1.7e308, 3e307, 3e307, 0, 0.95, &c, &why), -1);
    assert_int_equal(
        coh_change_reliable(-1.7e308, 3e307, 3e307, 0, 0.95, &c, &why), -1);
    assert_true(isnan(c.ci.low) && isnan(c.ci.high));
}

static void
small_units_and_the_limit_itself_are_judged_alike(void **state)
{
    /* 3-4-5 by hand, in tenths; and an error of 1, so that the index is the
     * 0.975 quantile of the normal itself, which is not beyond it. */
    struct coh_change c;
    double z;

    (void)state;
    assert_int_equal(coh_change_reliable(0.9, 0.3, 0.4, 0, 0.95, &c, NULL), 0);
    assert_int_equal(c.verdict, COH_CHANGE_CANNOT_TELL);
    assert_int_equal(coh_change_reliable(1, 0.3, 0.4, 0, 0.95, &c, NULL), 0);
    assert_int_equal(c.verdict, COH_CHANGE_UP);
    assert_int_equal(coh_distribution_normal((1 + 0.95) / 2, &z, NULL), 0);
    assert_int_equal(coh_change_reliable(z, 1e-200, 1, 0, 0.95, &c, NULL), 0);
    assert_int_equal(c.verdict, COH_CHANGE_CANNOT_TELL);
    assert_int_equal(coh_change_reliable(-z, 1, 1e-200, 0, 0.95, &c, NULL), 0);
    assert_int_equal(c.verdict, COH_CHANGE_CANNOT_TELL);
    assert_true(coh_change_sem(0.5, 0) == 0.5);
}

static void
the_lowest_third_gains_from_nothing(void **state)
{
    /* Closed form: the lowest third of a normal has its mean 1.0908 sd below
     * all (φ(z)/(1/3), z the 1/3 quantile); sd 10, reliability .8: +2.2. */
    double below = 10 * 3 * exp(-0.4307272993 * 0.4307272993 / 2) /
                   sqrt(2 * 3.14159265358979323846);

    (void)state;
    assert_near(below, 10.9, 0.05);
    assert_near(coh_change_from_nothing(70, 70 - below, 0.8), 2.2, 0.05);
    assert_near(coh_change_from_nothing(70, 70 - below, 0.8), 0.2 * below,
                1e-12);
    assert_near(coh_change_from_nothing(70, 80, 0.8), -2, 1e-12);
    assert_near(coh_change_from_nothing(70, 60, 1), 0, 0);
}

static void
among_twenty_five_who_did_not_change_some_are_flagged(void **state)
{
    /* 1 − .95^25 = .7226104 */
    (void)state;
    assert_near(coh_change_any_false(25, 0.95), 0.7226104, 5e-8);
    assert_near(coh_change_any_false(1, 0.95), 0.05, 1e-15);
    assert_near(coh_change_any_false(0, 0.95), 0, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jacobson_and_truaxs_case_has_its_index),
        cmocka_unit_test(
            two_errors_add_as_squares_and_the_expected_is_taken_off),
        cmocka_unit_test(without_an_error_there_is_no_interval),
        cmocka_unit_test(a_limit_beyond_all_numbers_is_no_interval),
        cmocka_unit_test(small_units_and_the_limit_itself_are_judged_alike),
        cmocka_unit_test(the_lowest_third_gains_from_nothing),
        cmocka_unit_test(among_twenty_five_who_did_not_change_some_are_flagged),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
