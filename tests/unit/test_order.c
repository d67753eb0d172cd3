/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/random.h"
#include "near.h"
#include "stat/order.h"

enum { N = 3000 };

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
check_sorted(int64_t *x, size_t n)
{
    uint64_t before = 0, after = 0;
    size_t i;

    for (i = 0; i < n; i++)
        before += (uint64_t)x[i];
    assert_int_equal(coh_order_integers(x, n, NULL), 0);
    for (i = 0; i < n; i++) {
        after += (uint64_t)x[i];
        if (i)
            assert_true(x[i - 1] <= x[i]);
    }
    assert_true(before == after);
}

static void
integers_of_any_size_and_sign_come_out_sorted(void **state)
{
    struct coh_random r = {.state = 7};
    static int64_t x[N];
    size_t i;
    int bits;

    (void)state;
    for (bits = 0; bits < 64; bits += 5) {
        for (i = 0; i < N; i++)
            x[i] = (int64_t)(coh_random_next(&r) >> bits) - 40;
        check_sorted(x, N);
    }
    x[0] = INT64_MAX;
    x[1] = INT64_MIN;
    x[2] = 0;
    check_sorted(x, 3);
    assert_true(x[0] == INT64_MIN && x[2] == INT64_MAX);
    check_sorted(x, 1);
    check_sorted(x, 0);
}

static void
quantiles_are_those_of_gsl(void **state)
{
    static const double p[] = {0, 0.1, 0.25, 0.5, 0.6, 0.75, 0.975, 1};
    struct coh_random r = {.state = 9};
    double x[60];
    size_t i, k, n;

    (void)state;
    for (n = 1; n <= 60; n++) {
        for (i = 0; i < n; i++)
            x[i] = (double)coh_random_below(&r, 1000) / 8;
        coh_order_doubles(x, n);
        for (k = 0; k < sizeof(p) / sizeof(p[0]); k++)
            assert_near(coh_order_quantile(x, n, p[k]),
                        gsl_stats_quantile_from_sorted_data(x, 1, n, p[k]),
                        1e-12);
    }
}

static void
the_quantile_of_nothing_is_not_a_number(void **state)
{
    double x = 3;

    (void)state;
    assert_true(isnan(coh_order_quantile(&x, 0, 0.5)));
    assert_true(isnan(coh_order_quantile(&x, 1, 1.5)));
    assert_true(isnan(coh_order_quantile(&x, 1, NAN)));
}

static void
no_memory_is_a_system_error(void **state)
{
    int64_t x[] = {3, 1, 2};
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    coh_memory_fail_at(1, 0);
    assert_int_equal(coh_order_integers(x, 3, &err), -1);
    coh_memory_fail_at(0, 0);
    assert_int_equal(err.code, COH_SYSTEM);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_of_any_size_and_sign_come_out_sorted),
        cmocka_unit_test(quantiles_are_those_of_gsl),
        cmocka_unit_test(the_quantile_of_nothing_is_not_a_number),
        cmocka_unit_test(no_memory_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
