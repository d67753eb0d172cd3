/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stat/rank.h"

static void
near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance))
        fail_msg("%.17g is not %.17g within %g", got, want, tolerance);
}

static int
rank_at(const int *x, size_t n, int scale, double level, struct coh_rank *r,
        struct coh_error *err)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    size_t i;
    int rc;

    for (i = 0; i < n; i++) {
        struct coh_decimal d = {x[i], scale};

        assert_int_equal(coh_sample_add(&s, d, NULL), 0);
    }
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    rc = coh_rank_signed(&s, level, r, err);
    coh_sample_release(&s);
    return rc;
}

static int
rank(const int *x, size_t n, int scale, struct coh_rank *r,
     struct coh_error *err)
{
    return rank_at(x, n, scale, 0.95, r, err);
}

static void
depression_scores_of_hollander_and_wolfe(void **state)
{
    /* Hollander and Wolfe (1973), p. 29; R 4.2.2:
     * wilcox.test(x, y, paired = TRUE, conf.int = TRUE) on the data of
     * ?wilcox.test: V = 40, p = .03906, .46 [.010, .786]. In thousandths. */
    static const int change[] = {952, -147, 1022, 430, 620, 590, 490, -80, 10};
    struct coh_rank r;

    (void)state;
    assert_int_equal(rank(change, 9, 3, &r, NULL), 0);
    assert_int_equal(r.n, 9);
    near(r.v, 40, 0);
    near(r.p, 0.0390625, 1e-15);
    near(r.shift, 0.46, 1e-12);
    near(r.ci.low, 0.010, 1e-12);
    near(r.ci.high, 0.786, 1e-12);
}

static void
ties_and_zeros_are_exact(void **state)
{
    static const int sleep[] = {12, 24, 13, 13, 0, 10, 18, 8, 46, 14};
    static const int many[] = {3, -1, 3, 5, -2, 2, 7, 1, 0, -4, 6, 6};
    struct coh_rank r;

    (void)state;
    /* exactRankTests 0.8-35: wilcox.exact(d): p = .003906; wilcox.exact(c(3,
     * -1, 3, 5, -2, 2, 7, 1, 0, -4, 6, 6)): V = 54, p = .0625 */
    assert_int_equal(rank(sleep, 10, 1, &r, NULL), 0);
    assert_int_equal(r.n, 9);
    near(r.p, 0.00390625, 1e-15);
    assert_int_equal(rank(many, 12, 0, &r, NULL), 0);
    near(r.v, 54, 0);
    near(r.p, 0.0625, 1e-15);
}

static void
few_changes_have_a_floor(void **state)
{
    static const int up[] = {11, 23, 37, 4, 52, 61};
    static const int mixed[] = {11, 23, 37, -4, 52, 61};
    struct coh_rank r;
    size_t n;

    (void)state;
    /* Closed form: 2/2^n: .125 at 4, .0625 at 5, .03125 at 6. */
    for (n = 1; n <= 6; n++) {
        assert_int_equal(rank(up, n, 1, &r, NULL), 0);
        near(r.p, 2 / pow(2, (double)n), 1e-15);
        assert_true(n < 6 ? isnan(r.ci.low) : !isnan(r.ci.low));
    }
    /* R 4.2.2: wilcox.test(c(1.1, 2.3, 3.7, -.4, 5.2, 6.1), conf.int = TRUE):
     * V = 20, p = .0625, 3 [-.4, 6.1] */
    assert_int_equal(rank(mixed, 6, 1, &r, NULL), 0);
    near(r.v, 20, 0);
    near(r.p, 0.0625, 1e-15);
    near(r.shift, 3, 1e-12);
    near(r.ci.low, -0.4, 1e-12);
    near(r.ci.high, 6.1, 1e-12);
}

static void
falls_have_the_p_of_rises_and_none_is_above_one(void **state)
{
    static const int down[] = {-11, -23, -37, -4, -52};
    static const int even[] = {1, 2, -3};
    struct coh_rank r;

    (void)state;
    /* Closed form: 2/2^5, as for five rises; of the 15 means of two, written
     * out, the 8th is -2.4. */
    assert_int_equal(rank(down, 5, 1, &r, NULL), 0);
    near(r.v, 0, 0);
    near(r.p, 0.0625, 1e-15);
    near(r.shift, -2.4, 1e-12);
    /* V = 3 of 6: P(V <= 3) = P(V >= 3) = 5/8, and twice that is no p. */
    assert_int_equal(rank(even, 3, 0, &r, NULL), 0);
    near(r.v, 3, 0);
    near(r.p, 1, 0);
}

static void
a_level_that_is_reached_exactly_has_its_interval(void **state)
{
    static const int up[] = {11, 23, 37, 4, 52};
    struct coh_rank r;

    (void)state;
    /* Of five changes, all but the two outermost of 2^5 orders: 1 - 2/32. */
    assert_int_equal(rank_at(up, 5, 1, 0.9375, &r, NULL), 0);
    near(r.ci.low, 0.4, 1e-12);
    near(r.ci.high, 5.2, 1e-12);
}

static void
what_is_not_defined_is_a_reason(void **state)
{
    static const int zero[] = {0, 0, 0};
    struct coh_error err = COH_ERROR_INIT;
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_rank r;
    int i;

    (void)state;
    assert_int_equal(rank(zero, 3, 0, &r, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_true(isnan(r.p) && isnan(r.shift) && isnan(r.ci.low));
    assert_int_equal(rank(zero, 0, 0, &r, &err), -1);
    for (i = 0; i <= COH_RANK_MOST; i++)
        assert_int_equal(
            coh_sample_add(&s, (struct coh_decimal){i + 1, 0}, NULL), 0);
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_int_equal(coh_rank_signed(&s, 0.95, &r, &err), -1);
    coh_sample_release(&s);
}

static void
three_hundred_changes_are_exact_too(void **state)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_rank r;
    int i;

    (void)state;
    /* R 4.2.2: i <- 1:300; wilcox.test(ifelse(i %% 5 < 2, -i, i), exact =
     * TRUE, conf.int = TRUE): V = 27090, p, 32 [11, 54] */
    for (i = 1; i <= 300; i++) {
        struct coh_decimal d = {i % 5 < 2 ? -i : i, 0};

        assert_int_equal(coh_sample_add(&s, d, NULL), 0);
    }
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_int_equal(coh_rank_signed(&s, 0.95, &r, NULL), 0);
    near(r.v, 27090, 0);
    near(r.p, 0.0026010541649821, 1e-15);
    near(r.shift, 32, 0);
    near(r.ci.low, 11, 0);
    near(r.ci.high, 54, 0);
    coh_sample_release(&s);
}

static void
every_allocation_may_fail(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_rank r;
    size_t n;
    int i, rc = -1;

    (void)state;
    for (i = 0; i < 8; i++)
        assert_int_equal(
            coh_sample_add(&s, (struct coh_decimal){i - 2, 0}, NULL), 0);
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    for (n = 1; rc; n++) {
        coh_memory_fail_at(n, 0);
        rc = coh_rank_signed(&s, 0.95, &r, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_true(n > 6);
    coh_sample_release(&s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depression_scores_of_hollander_and_wolfe),
        cmocka_unit_test(ties_and_zeros_are_exact),
        cmocka_unit_test(few_changes_have_a_floor),
        cmocka_unit_test(falls_have_the_p_of_rises_and_none_is_above_one),
        cmocka_unit_test(a_level_that_is_reached_exactly_has_its_interval),
        cmocka_unit_test(what_is_not_defined_is_a_reason),
        cmocka_unit_test(three_hundred_changes_are_exact_too),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
