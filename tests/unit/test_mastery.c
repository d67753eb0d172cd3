/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>

#include "unit.h"

#include "near.h"
#include "stat/mastery.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
a_few_items_say_little(void **state)
{
    /* R 4.2.2: 1 - pbeta(.8, .5 + k, .5 + n - k). */
    (void)state;
    assert_near(coh_mastery_probability(4, 5, .8), 0.45069550712571971, 1e-13);
    assert_near(coh_mastery_probability(3, 3, .8), 0.77254718194023686, 1e-13);
    assert_near(coh_mastery_probability(4, 4, .8), 0.83214934394292506, 1e-13);
    assert_near(coh_mastery_probability(5, 5, .8), 0.87453310358928127, 1e-13);
    assert_near(coh_mastery_probability(8, 10, .8), 0.46650404483835906, 1e-13);
    assert_near(coh_mastery_probability(9, 10, .8), 0.77363508762032063, 1e-13);
    assert_near(coh_mastery_probability(2, 3, .8), 0.25102826441671411, 1e-13);
    /* Partial credit: 1 - pbeta(.8, 4, 2) = 1 - 0.8^4 (5 - 4·0.8). */
    assert_near(coh_mastery_probability(3.5, 5, .8),
                1 - .8 * .8 * .8 * .8 * (5 - 4 * .8), 1e-14);
    /* One item, right: an arcsine law, 1 - P(Beta(3/2, 1/2) < 1/2) =
     * 1/2 + 1/pi (closed form). */
    assert_near(coh_mastery_probability(1, 1, .5), .5 + 1 / acos(-1), 1e-14);
}

static void
the_true_share_has_an_interval(void **state)
{
    struct coh_interval ci;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    /* R 4.2.2: qbeta(c(.025, .975), 4.5, 1.5) and of 8 in 10. */
    assert_int_equal(coh_mastery_interval(4, 5, .95, &ci, NULL), 0);
    assert_near(ci.low, 0.37137359936800568, 1e-12);
    assert_near(ci.high, 0.97748723400084492, 1e-12);
    assert_int_equal(coh_mastery_interval(8, 10, .95, &ci, NULL), 0);
    assert_near(ci.low, 0.49722550356000694, 1e-12);
    assert_near(ci.high, 0.95594058644736923, 1e-12);
    assert_int_equal(coh_mastery_interval(0, 0, .95, &ci, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_true(isnan(ci.low) && isnan(ci.high));
    assert_int_equal(coh_mastery_interval(4, 5, 1, &ci, &err), -1);
    assert_true(isnan(ci.low) && isnan(ci.high));
}

static void
getting_it_mirrors_missing_it(void **state)
{
    double k;

    (void)state;
    /* Jeffreys' prior knows no side: P(k of n above c) = P(n - k below 1 - c).
     */
    for (k = 0; k <= 7; k += 0.5)
        assert_near(coh_mastery_probability(k, 7, .8),
                    1 - coh_mastery_probability(7 - k, 7, .2), 1e-13);
}

static void
counts_that_cannot_be_are_nan(void **state)
{
    (void)state;
    assert_true(isnan(coh_mastery_probability(0, 0, .8)));
    assert_true(isnan(coh_mastery_probability(6, 5, .8)));
    assert_true(isnan(coh_mastery_probability(-1, 5, .8)));
    assert_true(isnan(coh_mastery_probability(NAN, 5, .8)));
    assert_true(isnan(coh_mastery_probability(4, 5, 0)));
    assert_true(isnan(coh_mastery_probability(4, 5, 1)));
}

static void
labels_need_four_items_and_a_clear_answer(void **state)
{
    (void)state;
    assert_int_equal(coh_mastery_label(.99, 3), COH_MASTERY_NONE);
    assert_int_equal(coh_mastery_label(NAN, 9), COH_MASTERY_NONE);
    assert_int_equal(coh_mastery_label(.8, 4), COH_MASTERY_MASTERED);
    assert_int_equal(coh_mastery_label(.2, 4), COH_MASTERY_NOT_YET);
    assert_int_equal(coh_mastery_label(.45, 5), COH_MASTERY_TOO_CLOSE);
    assert_string_equal(coh_mastery_name(COH_MASTERY_NONE), "");
    assert_string_equal(coh_mastery_name(COH_MASTERY_NOT_YET), "not yet");
    assert_string_equal(coh_mastery_name(COH_MASTERY_TOO_CLOSE),
                        "too close to call");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_items_say_little),
        cmocka_unit_test(the_true_share_has_an_interval),
        cmocka_unit_test(getting_it_mirrors_missing_it),
        cmocka_unit_test(counts_that_cannot_be_are_nan),
        cmocka_unit_test(labels_need_four_items_and_a_clear_answer),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
