/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "stat/adjust.h"

static void
near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance))
        fail_msg("%.17g is not %.17g within %g", got, want, tolerance);
}

/* Benjamini and Hochberg (1995), section 4.1: 15 comparisons of treatments of
 * the heart; adjusted values as p.adjust of R 4.2.2 gives them. */
enum { N = 15 };
static const double p[N] = {.0001, .0004, .0019, .0095, .0201,
                            .0278, .0298, .0344, .0459, .3240,
                            .4262, .5719, .6528, .7590, 1};
static const double bh[N] = {.0015,   .0030,   .0095,  .035625, .0603,
                             .063857, .063857, .0645,  .0765,   .486,
                             .58118,  .71487,  .75323, .81321,  1};
static const double holm[N] = {.0015, .0056, .0247, .114,  .2211,
                               .278,  .278,  .278,  .3213, 1,
                               1,     1,     1,     1,     1};

static void
the_fifteen_of_benjamini_and_hochberg(void **state)
{
    double out[N];
    size_t i, found = 0;

    (void)state;
    assert_int_equal(coh_adjust_bh(p, N, out, NULL), 0);
    for (i = 0; i < N; i++) {
        near(out[i], bh[i], 5.1e-6); /* as far as printed */
        found += out[i] <= 0.05;
    }
    assert_int_equal(found, 4); /* as the paper rejects */
    assert_int_equal(coh_adjust_holm(p, N, out, NULL), 0);
    for (found = i = 0; i < N; i++) {
        near(out[i], holm[i], 1e-12);
        found += out[i] <= 0.05;
    }
    assert_int_equal(found, 3); /* as Bonferroni does in the paper */
}

static void
order_is_no_matter_and_the_array_may_be_the_same(void **state)
{
    double out[N], turned[N];
    size_t i;

    (void)state;
    for (i = 0; i < N; i++)
        turned[i] = p[N - 1 - i];
    assert_int_equal(coh_adjust_bh(p, N, out, NULL), 0);
    assert_int_equal(coh_adjust_bh(turned, N, turned, NULL), 0);
    for (i = 0; i < N; i++)
        assert_true(turned[i] == out[N - 1 - i]);
}

static void
what_is_no_comparison_is_not_counted(void **state)
{
    const double some[] = {NAN, 0.01, NAN, 0.04};
    double out[4];

    (void)state;
    /* R 4.2.2: p.adjust(c(NA, .01, NA, .04)) is NA .02 NA .04 */
    assert_int_equal(coh_adjust_holm(some, 4, out, NULL), 0);
    assert_true(isnan(out[0]) && isnan(out[2]));
    near(out[1], 0.02, 1e-15);
    near(out[3], 0.04, 1e-15);
    assert_int_equal(coh_adjust_bh(some, 4, out, NULL), 0);
    assert_true(isnan(out[0]) && isnan(out[2]));
    near(out[1], 0.02, 1e-15);
    near(out[3], 0.04, 1e-15);
    assert_int_equal(coh_adjust_holm(some, 0, out, NULL), 0);
    assert_int_equal(coh_adjust_bh(some, 1, out, NULL), 0);
    assert_true(isnan(out[0]));
    coh_memory_fail_at(1, 0);
    assert_int_equal(coh_adjust_bh(some, 4, out, NULL), -1);
    coh_memory_fail_at(1, 0);
    assert_int_equal(coh_adjust_holm(some, 4, out, NULL), -1);
    coh_memory_fail_at(0, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fifteen_of_benjamini_and_hochberg),
        cmocka_unit_test(order_is_no_matter_and_the_array_may_be_the_same),
        cmocka_unit_test(what_is_no_comparison_is_not_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
