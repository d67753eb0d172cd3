/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <gsl/gsl_errno.h>
#include <math.h>

#include "base/memory.h"
#include "stat/krippendorff-interval.h"
#include "stat/krippendorff.h"

/* 18 units with the code by both coders, 14 by neither, 5 by the first alone
 * and 3 by the second. */
static void
forty(int code[80])
{
    int i;

    for (i = 0; i < 40; i++) {
        code[2 * i] = i < 18 || (i >= 32 && i < 37);
        code[2 * i + 1] = i < 18 || i >= 37;
    }
}

static struct coh_krippendorff_interval
of(const int *code, size_t units, size_t coders, unsigned long seed)
{
    struct coh_krippendorff_interval c = {.level = 0.95, .seed = seed};

    assert_int_equal(coh_krippendorff_interval(code, units, coders, &c, NULL),
                     0);
    return c;
}

static void
it_holds_the_middle_of_what_another_program_draws(void **state)
{
    /* R 4.2.2: alpha of the coincidence matrix (.6010101) in 20,000 samples of
     * the 40 columns, set.seed(1), quantile type 7: .3247863 and .8439763. */
    int code[80];
    struct coh_krippendorff k;
    struct coh_krippendorff_interval c;

    (void)state;
    forty(code);
    c = of(code, 40, 2, 1);
    assert_true(fabs(c.low - 0.3247863) < 0.025);
    assert_true(fabs(c.high - 0.8439763) < 0.025);
    assert_int_equal(coh_krippendorff_nominal(code, 40, 2, &k, NULL), 0);
    assert_true(fabs(k.alpha - 0.6010101) < 5e-8);
    assert_true(c.low < k.alpha && k.alpha < c.high);
}

static void
the_same_seed_gives_the_same_numbers(void **state)
{
    int code[80];
    struct coh_krippendorff_interval a, b;

    (void)state;
    forty(code);
    a = of(code, 40, 2, 7);
    b = of(code, 40, 2, 7);
    assert_true(a.low == b.low && a.high == b.high);
    b = of(code, 40, 2, 8);
    assert_true(a.low != b.low || a.high != b.high);
}

static void
units_of_one_coder_change_nothing(void **state)
{
    int code[90], i;
    struct coh_krippendorff_interval a, b;

    (void)state;
    forty(code);
    a = of(code, 40, 2, 1);
    for (i = 40; i < 45; i++) {
        code[2 * i] = i % 2;
        code[2 * i + 1] = COH_KRIPPENDORFF_MISSING;
    }
    b = of(code, 45, 2, 1);
    assert_true(a.low == b.low && a.high == b.high);
}

static void
where_it_would_promise_too_much_there_is_none(void **state)
{
    int code[80], i;

    (void)state;
    forty(code);
    assert_true(isnan(of(code, 19, 2, 1).low)); /* few units */
    for (i = 0; i < 80; i++)
        code[i] = i < 4; /* a rare code */
    assert_true(isnan(of(code, 40, 2, 1).low));
    for (i = 0; i < 80; i++)
        code[i] = 1; /* it never varies */
    assert_true(isnan(of(code, 40, 2, 1).high));
    assert_true(isnan(of(code, 0, 2, 1).high));
}

static void
memory_that_ends_is_an_error(void **state)
{
    int code[80];
    struct coh_krippendorff_interval c = {.level = 0.95, .seed = 1};
    unsigned long i;
    int rc = -1;

    (void)state;
    forty(code);
    for (i = 1; rc; i++) {
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(i, 0);
        rc = coh_krippendorff_interval(code, 40, 2, &c, &err);
        coh_memory_fail_at(0, 0);
        assert_int_equal(err.code, rc ? COH_SYSTEM : 0);
    }
    assert_int_equal(i, 4);
}

static int
quiet(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_holds_the_middle_of_what_another_program_draws),
        cmocka_unit_test(the_same_seed_gives_the_same_numbers),
        cmocka_unit_test(units_of_one_coder_change_nothing),
        cmocka_unit_test(where_it_would_promise_too_much_there_is_none),
        cmocka_unit_test(memory_that_ends_is_an_error),
    };

    return cmocka_run_group_tests(tests, quiet, NULL);
}
