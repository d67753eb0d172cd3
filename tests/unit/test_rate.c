/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>

#include "unit.h"

#include "near.h"
#include "stat/rate.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static struct coh_rate_gap
gap(size_t a, size_t n, size_t c, size_t m)
{
    struct coh_rate group = {a, n}, reference = {c, m};
    struct coh_rate_gap g;

    assert_int_equal(coh_rate_compare(group, reference, 0.95, &g, NULL), 0);
    return g;
}

static double
fisher(size_t a, size_t n, size_t c, size_t m)
{
    return coh_rate_fisher((struct coh_rate){a, n}, (struct coh_rate){c, m});
}

static void
differences_have_newcombe_s_published_limits(void **state)
{
    /* Newcombe, Statistics in Medicine 17 (1998), 873–890, table II, method
     * 10: four decimals; R 4.2.2 with the formula typed gives the rest. */
    static const struct {
        size_t a, n, c, m;
        double low, high;
    } known[] = {
        {56, 70, 48, 80, 0.052431472402, 0.333872654037}, /* .0524 .3339 */
        {9, 10, 3, 10, 0.170522723935, 0.809017973535},   /* .1705 .8090 */
        {6, 7, 2, 7, 0.058227927482, 0.806249637524},     /* .0582 .8062 */
        {5, 56, 0, 29, -0.038137147904, 0.192560013855},  /* -.0381 .1926 */
        {0, 10, 0, 20, -0.161125158053, 0.277532799863},  /* -.1611 .2775 */
        {0, 10, 0, 10, -0.277532799863, 0.277532799863},  /* -.2775 .2775 */
        {10, 10, 0, 20, 0.679086037142, 1},               /* .6791 1 */
        {10, 10, 0, 10, 0.607509350431, 1},               /* .6075 1 */
    };
    struct coh_rate_gap g;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        g = gap(known[i].a, known[i].n, known[i].c, known[i].m);
        assert_near(g.ci.low, known[i].low, 1e-11);
        assert_near(g.ci.high, known[i].high, 1e-11);
    }
    assert_near(gap(56, 70, 48, 80).difference, 0.2, 1e-15);
}

static void
ratios_have_the_log_interval_of_katz(void **state)
{
    struct coh_rate_gap g = gap(56, 70, 48, 80);

    (void)state;
    /* R 4.2.2: r * exp(c(-1, 1) * qnorm(.975) * sqrt(1/a-1/n+1/c-1/m)). */
    assert_near(g.favourable, 4.0 / 3, 1e-15);
    assert_near(g.favourable_ci.low, 1.076626422763193, 1e-12);
    assert_near(g.favourable_ci.high, 1.651248511266387, 1e-12);
    assert_near(g.adverse, 0.5, 1e-15);
    assert_near(g.adverse_ci.low, 0.2913905077174657, 1e-12);
    assert_near(g.adverse_ci.high, 0.8579551954465234, 1e-12);
    assert_near(g.relative_gap, 1.0 / 3, 1e-15);
}

static void
to_swap_the_groups_is_to_turn_the_gap(void **state)
{
    struct coh_rate_gap g = gap(9, 10, 13, 30), h = gap(13, 30, 9, 10);

    (void)state;
    assert_near(g.ci.low, -h.ci.high, 1e-15);
    assert_near(g.favourable, 1 / h.favourable, 1e-15);
    assert_near(g.favourable_ci.low, 1 / h.favourable_ci.high, 1e-15);
    /* To count misses is to change the ratios for each other. */
    h = gap(1, 10, 17, 30);
    assert_near(g.favourable, h.adverse, 1e-15);
    assert_near(g.adverse_ci.high, h.favourable_ci.high, 1e-14);
    assert_near(g.difference, -h.difference, 1e-15);
}

static void
learners_to_parity_are_counted_in_whole_numbers(void **state)
{
    (void)state;
    /* ⌈25·70/83 − 17⌉ = ⌈4.08⌉ */
    assert_int_equal(gap(17, 25, 70, 83).learners, 5);
    /* Exactly at parity: 0.6 in doubles times 10 would round up or not. */
    assert_int_equal(gap(6, 10, 3, 5).learners, 0);
    assert_int_equal(gap(5, 10, 3, 5).learners, 1);
    assert_int_equal(gap(7, 10, 3, 5).learners, 0);
    assert_int_equal(gap(0, 49, 1, 49).learners, 1);
    assert_int_equal(gap(0, 3, 9, 9).learners, 3);
    /* Far past what a product in 64 bits holds by plain n·c. */
    assert_int_equal(gap(0, 6000000000000000000u, 1, 2).learners,
                     3000000000000000000u);
    assert_false(gap(0, 0, 1, 2).parity);
}

static void
ratios_to_nobody_and_intervals_without_width_are_blank(void **state)
{
    struct coh_rate_gap g = gap(3, 10, 0, 10);

    (void)state;
    assert_true(isnan(g.favourable) && isnan(g.relative_gap));
    assert_near(g.difference, 0.3, 1e-15);
    assert_false(isnan(g.adverse_ci.low));
    g = gap(0, 10, 3, 10);
    assert_true(g.favourable == 0 && isnan(g.favourable_ci.low));
    assert_true(g.relative_gap == -1);
    g = gap(10, 10, 20, 20);
    assert_true(g.favourable == 1 && isnan(g.favourable_ci.low));
    assert_true(isnan(g.adverse) && g.difference == 0);
    assert_true(g.ci.low < -0.1 && g.ci.high > 0.1);
    g = gap(0, 0, 3, 10);
    assert_true(isnan(g.rate) && isnan(g.difference) && isnan(g.ci.low));
    assert_near(g.rate_reference, 0.3, 1e-16);
}

static void
hits_past_n_and_levels_past_one_are_refused(void **state)
{
    struct coh_rate group = {3, 2}, reference = {1, 2};
    struct coh_rate_gap g;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_rate_compare(group, reference, 0.95, &g, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    group.hits = 1;
    assert_int_equal(coh_rate_compare(group, reference, 95, &g, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    /* With nobody to compare too, where no interval is asked for. */
    group = (struct coh_rate){0, 0};
    assert_int_equal(coh_rate_compare(group, reference, 0, &g, &err), -1);
    assert_int_equal(coh_rate_compare(group, reference, 1, &g, &err), -1);
    assert_int_equal(coh_rate_compare(group, reference, -0.5, &g, &err), -1);
    assert_int_equal(coh_rate_compare(group, reference, 0.95, &g, &err), 0);
}

static void
fisher_s_test_has_its_exact_values(void **state)
{
    (void)state;
    /* The lady tasting tea (Fisher 1935): 3 of 4 right, 34/70. */
    assert_near(fisher(3, 4, 1, 4), 34.0 / 70, 1e-15);
    /* All of 10 against none of 10: 2/C(20, 10). */
    assert_near(fisher(10, 10, 0, 10), 2.0 / 184756, 1e-19);
    /* R 4.2.2: fisher.test(matrix(c(a, n - a, c, m - c), 2))$p.value */
    assert_near(fisher(56, 70, 48, 80), 0.01252112974920917, 1e-14);
    assert_near(fisher(9, 10, 3, 10), 0.01976661109788043, 1e-14);
    assert_near(fisher(600, 1000, 450, 1000), 2.32275710369699e-11, 1e-21);
    assert_near(fisher(2, 30, 25, 40), 1.221929115923905e-06, 1e-17);
    assert_true(fisher(0, 10, 0, 20) == 1);
    assert_true(fisher(10, 10, 20, 20) == 1);
    assert_true(isnan(fisher(0, 0, 1, 2)));
}

static void
fisher_s_test_does_not_mind_who_is_the_reference(void **state)
{
    size_t a, c;

    (void)state;
    for (a = 0; a <= 6; a++)
        for (c = 0; c <= 9; c++) {
            assert_near(fisher(a, 6, c, 9), fisher(c, 9, a, 6), 1e-14);
            assert_near(fisher(a, 6, c, 9), fisher(6 - a, 6, 9 - c, 9), 1e-14);
        }
    /* However it is added up, a p is at most 1. */
    for (a = 0; a <= 40; a++)
        for (c = 0; c <= 33; c++)
            assert_true(fisher(a, 40, c, 33) <= 1);
    /* Tables too improbable for a double have p 0, not a NAN. */
    assert_true(fisher(100000, 100000, 0, 100000) == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_have_newcombe_s_published_limits),
        cmocka_unit_test(ratios_have_the_log_interval_of_katz),
        cmocka_unit_test(to_swap_the_groups_is_to_turn_the_gap),
        cmocka_unit_test(learners_to_parity_are_counted_in_whole_numbers),
        cmocka_unit_test(
            ratios_to_nobody_and_intervals_without_width_are_blank),
        cmocka_unit_test(hits_past_n_and_levels_past_one_are_refused),
        cmocka_unit_test(fisher_s_test_has_its_exact_values),
        cmocka_unit_test(fisher_s_test_does_not_mind_who_is_the_reference),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
