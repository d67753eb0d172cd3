/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/random.h"
#include "near.h"
#include "stat/sample.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static struct coh_decimal
decimal(const char *text)
{
    struct coh_decimal d;

    assert_int_equal(coh_decimal_parse(coh_span_of(text), &d),
                     COH_NUMBER_EXACT);
    return d;
}

static int
add_text(struct coh_sample *s, const char *text, struct coh_error *err)
{
    struct coh_span cell = coh_span_of(text);
    struct coh_decimal d;

    if (coh_decimal_parse(cell, &d) == COH_NUMBER_EXACT)
        return coh_sample_add(s, d, err);
    return coh_sample_add_double(s, coh_number_double(cell), err);
}

static void
add_all(struct coh_sample *s, const char *const *text)
{
    for (; *text; text++)
        assert_int_equal(add_text(s, *text, NULL), 0);
    assert_int_equal(coh_sample_finish(s, NULL), 0);
}

static void
a_small_class_is_described_by_hand(void **state)
{
    static const char *const text[] = {"85", "70.5", "92", "70.50", "64", NULL};
    struct coh_sample s = COH_SAMPLE_INIT;
    double mad;

    (void)state;
    add_all(&s, text);
    assert_int_equal(s.n, 5);
    assert_int_equal(s.decimals, 2); /* as written, for tables */
    assert_true(coh_sample_exact(&s));
    /* 382/5; sorted 64 70.5 70.5 85 92; deviations 0 0 6.5 14.5 21.5. */
    assert_true(coh_sample_mean(&s) == 76.4);
    assert_true(coh_sample_quantile(&s, 0) == 64);
    assert_true(coh_sample_quantile(&s, 0.25) == 70.5);
    assert_true(coh_sample_quantile(&s, 0.5) == 70.5);
    assert_true(coh_sample_quantile(&s, 0.75) == 85);
    assert_true(coh_sample_quantile(&s, 1) == 92);
    assert_int_equal(coh_sample_mad(&s, &mad, NULL), 0);
    assert_near(mad, 1.4826 * 6.5, 1e-12);
    coh_sample_release(&s);
}

static void
quartiles_fall_between_scores_without_rounding(void **state)
{
    static const char *const text[] = {"0.1", "0.2", "0.4", "0.8", NULL};
    struct coh_sample s = COH_SAMPLE_INIT;
    double mad;

    (void)state;
    add_all(&s, text);
    /* 0.1 + 0.75·0.1; (0.2 + 0.4)/2; 0.4 + 0.25·0.4; MAD of 0.1 0.1 0.2 0.5. */
    assert_true(coh_sample_quantile(&s, 0.25) == 0.175);
    assert_true(coh_sample_quantile(&s, 0.5) == 0.3);
    assert_true(coh_sample_quantile(&s, 0.75) == 0.5);
    assert_near(coh_sample_quantile(&s, 0.1), 0.13, 1e-15);
    assert_int_equal(coh_sample_mad(&s, &mad, NULL), 0);
    assert_near(mad, 1.4826 * 0.15, 1e-15);
    coh_sample_release(&s);
}

/* Scores of a seeded stream, in `distinct` values, against GSL. */
static void
check_against_gsl(uint64_t distinct, int scale, enum coh_sample_form form)
{
    enum { N = 40000 };
    static const double p[] = {0, 0.05, 0.25, 0.5, 0.75, 0.9, 1};
    static double x[N], deviation[N];
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_random r = {.state = distinct};
    struct coh_decimal d = {.scale = scale};
    double mad, middle;
    size_t i;

    for (i = 0; i < N; i++) {
        d.mantissa = (int64_t)coh_random_below(&r, distinct) - 300;
        x[i] = coh_decimal_double(d);
        assert_int_equal(coh_sample_add(&s, d, NULL), 0);
    }
    assert_near(gsl_stats_lag1_autocorrelation(x, 1, N), coh_sample_lag1(&s),
                1e-10);
    assert_int_equal(s.form, form);
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_near(coh_sample_mean(&s), gsl_stats_mean(x, 1, N), 1e-9);
    assert_near(coh_sample_sd(&s), gsl_stats_sd(x, 1, N), 1e-9);
    gsl_sort(x, 1, N);
    for (i = 0; i < sizeof(p) / sizeof(p[0]); i++)
        assert_near(coh_sample_quantile(&s, p[i]),
                    gsl_stats_quantile_from_sorted_data(x, 1, N, p[i]), 1e-9);
    middle = gsl_stats_median_from_sorted_data(x, 1, N);
    for (i = 0; i < N; i++)
        deviation[i] = fabs(x[i] - middle);
    gsl_sort(deviation, 1, N);
    assert_int_equal(coh_sample_mad(&s, &mad, NULL), 0);
    assert_near(
        mad, 1.4826 * gsl_stats_median_from_sorted_data(deviation, 1, N), 1e-9);
    coh_sample_release(&s);
}

static void
counts_and_values_agree_with_gsl(void **state)
{
    (void)state;
    check_against_gsl(101, 0, COH_SAMPLE_COUNTS);
    check_against_gsl(4096, 1, COH_SAMPLE_COUNTS);
    check_against_gsl(100000, 2, COH_SAMPLE_VALUES);
}

static void
more_decimals_later_keep_the_counts(void **state)
{
    static const char *const text[] = {"3", "1", "2", "2", "2.125", NULL};
    struct coh_sample s = COH_SAMPLE_INIT;

    (void)state;
    add_all(&s, text);
    assert_true(coh_sample_quantile(&s, 0) == 1);
    assert_true(coh_sample_quantile(&s, 0.5) == 2);
    assert_true(coh_sample_quantile(&s, 0.75) == 2.125);
    assert_true(coh_sample_mean(&s) == 2.025);
    assert_int_equal(s.distinct, 4);
    coh_sample_release(&s);
}

static void
values_are_counted_up_to_the_limit_and_no_further(void **state)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    int64_t i;

    (void)state;
    for (i = 0; i <= COH_SAMPLE_DISTINCT; i++) {
        assert_int_equal(s.form, COH_SAMPLE_COUNTS);
        assert_int_equal(
            coh_sample_add(&s, (struct coh_decimal){.mantissa = i}, NULL), 0);
    }
    assert_int_equal(s.form, COH_SAMPLE_VALUES);
    assert_int_equal(s.length, COH_SAMPLE_DISTINCT + 1);
    coh_sample_release(&s);
}

static void
more_decimals_later_keep_the_values(void **state)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    int64_t i;

    (void)state;
    /* From the greatest down: the first is scaled as all others are. */
    for (i = COH_SAMPLE_DISTINCT; i >= 0; i--)
        assert_int_equal(
            coh_sample_add(&s, (struct coh_decimal){.mantissa = i}, NULL), 0);
    assert_int_equal(s.form, COH_SAMPLE_VALUES);
    assert_int_equal(add_text(&s, "-0.5", NULL), 0);
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_int_equal(s.form, COH_SAMPLE_VALUES);
    assert_true(coh_sample_quantile(&s, 0) == -0.5);
    assert_true(coh_sample_quantile(&s, 1) == COH_SAMPLE_DISTINCT);
    assert_true(coh_sample_quantile(&s, 0.5) ==
                (COH_SAMPLE_DISTINCT - 1) / 2.0);
    coh_sample_release(&s);
}

static void
a_long_number_turns_the_sample_into_doubles_and_says_so(void **state)
{
    static const char *const text[] = {"1", "2", "2",
                                       "3.0000000000000000000001", NULL};
    struct coh_sample s = COH_SAMPLE_INIT;
    double mad;

    (void)state;
    add_all(&s, text);
    assert_false(coh_sample_exact(&s));
    assert_int_equal(s.n, 4);
    assert_true(coh_sample_mean(&s) == 2);
    assert_near(coh_sample_sd(&s), sqrt(2.0 / 3), 1e-15);
    /* Products about 2: 0, 0, 0; squares: 2. */
    assert_near(coh_sample_lag1(&s), 0, 1e-15);
    assert_true(coh_sample_quantile(&s, 0.5) == 2);
    assert_int_equal(coh_sample_mad(&s, &mad, NULL), 0);
    assert_near(mad, 1.4826 * 0.5, 1e-15);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("2")), 3);
    coh_sample_release(&s);
}

/* Squares of 1e-200 are 0 in a double, which would say that all are equal;
 * those of 1e200 are not numbers, nor is the sum of 1e308 and 1e308. */
static void
what_a_double_cannot_square_has_no_spread(void **state)
{
    static const char *const text[][3] = {{"1e-200", "3e-200", NULL},
                                          {"1e200", "3e200", NULL},
                                          {"-1e308", "1e308", NULL},
                                          {"1e-200", "1e-200", NULL}};
    static const double mean[] = {2e-200, 2e200, NAN, 1e-200};
    double got;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(text) / sizeof(*text); i++) {
        struct coh_sample s = COH_SAMPLE_INIT;

        add_all(&s, text[i]);
        got = coh_sample_mean(&s);
        assert_true(isnan(mean[i]) ? isnan(got)
                                   : fabs(got / mean[i] - 1) < 1e-15);
        if (i == 3)
            assert_true(coh_sample_sd(&s) == 0);
        else
            assert_true(isnan(coh_sample_sd(&s)) &&
                        isnan(coh_sample_variance(&s)));
        coh_sample_release(&s);
    }
}

static void
sums_that_overflow_turn_the_sample_into_doubles(void **state)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    int i;

    (void)state;
    for (i = 0; i < 400; i++)
        assert_int_equal(
            add_text(&s, i % 2 ? "999999999999999999" : "-999999999999999999",
                     NULL),
            0);
    assert_false(coh_sample_exact(&s));
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_int_equal(s.n, 400);
    assert_near(coh_sample_mean(&s), 0, 1);
    /* √(400/399)·1e18 */
    assert_near(coh_sample_sd(&s) / 1e18, sqrt(400.0 / 399), 1e-12);
    assert_near(coh_sample_lag1(&s), -399.0 / 400, 1e-12);
    coh_sample_release(&s);
}

static void
doubles_reach_the_limit_of_their_input_on_nist(void **state)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    int i;

    (void)state;
    /* NIST NumAcc2, made by its rule: 1.2, then 1.1 and 1.3 in turn, 1,001
     * values; certified mean 1.2, sd 0.1, lag-1 −0.999. */
    assert_int_equal(coh_sample_add_double(&s, 1.2, NULL), 0);
    for (i = 0; i < 500; i++) {
        assert_int_equal(coh_sample_add_double(&s, 1.1, NULL), 0);
        assert_int_equal(coh_sample_add_double(&s, 1.3, NULL), 0);
    }
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_near(coh_sample_mean(&s), 1.2, 1e-15);
    assert_near(coh_sample_sd(&s), 0.1, 1e-15);
    assert_near(coh_sample_lag1(&s), -0.999, 1e-12);
    coh_sample_release(&s);
}

static void
a_cut_is_compared_as_a_decimal(void **state)
{
    static const char *const text[] = {"0.7", "0.70", "0.69", "1", "0.1", NULL};
    struct coh_sample s = COH_SAMPLE_INIT;

    (void)state;
    add_all(&s, text);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("0.7")), 3);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("0.700000001")), 1);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("-5")), 5);
    coh_sample_release(&s);
}

static void
a_share_of_the_full_score_is_compared_as_a_decimal(void **state)
{
    (void)state;
    assert_true(coh_sample_reached(decimal("7"), decimal("70"), decimal("10")));
    assert_true(
        coh_sample_reached(decimal("2.1"), decimal("70"), decimal("3")));
    assert_false(
        coh_sample_reached(decimal("2.0999"), decimal("70"), decimal("3")));
    assert_false(
        coh_sample_reached(decimal("6.99"), decimal("70"), decimal("10")));
    /* 66.7 % of 3 is 2.001. */
    assert_false(
        coh_sample_reached(decimal("2"), decimal("66.7"), decimal("3")));
    assert_true(
        coh_sample_reached(decimal("2.001"), decimal("66.7"), decimal("3")));
    /* By hand: 0.505 × 1.9801980198019803 is 1.0000000000000000515. */
    assert_true(coh_sample_reached(decimal("-1"), decimal("-50.5"),
                                   decimal("1.9801980198019803")));
    assert_false(coh_sample_reached(decimal("-1"), decimal("-50.5"),
                                    decimal("1.9801980198019801")));
    assert_false(coh_sample_reached(decimal("-0.00000000000000001"),
                                    decimal("0"), decimal("10")));
    assert_true(coh_sample_reached(decimal("999999999999999999"),
                                   decimal("100"),
                                   decimal("999999999999999999")));
    assert_false(coh_sample_reached(decimal("999999999999999998"),
                                    decimal("100"),
                                    decimal("999999999999999999")));
}

static void
nothing_and_one_score_are_blank_where_undefined(void **state)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_interval ci;
    struct coh_error why = COH_ERROR_INIT;
    double mad;

    (void)state;
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_true(isnan(coh_sample_mean(&s)) && isnan(coh_sample_sd(&s)));
    assert_true(isnan(coh_sample_quantile(&s, 0.5)));
    assert_int_equal(coh_sample_mad(&s, &mad, NULL), 0);
    assert_true(isnan(mad));
    assert_int_equal(coh_sample_at_or_above(&s, decimal("1")), 0);
    coh_sample_release(&s);
    assert_int_equal(add_text(&s, "41", NULL), 0);
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_true(coh_sample_quantile(&s, 0.25) == 41);
    assert_true(isnan(coh_sample_sd(&s)));
    assert_int_equal(coh_sample_interval(&s, 0.95, &ci, &why), -1);
    assert_string_equal(why.text, "one score: no interval");
    coh_sample_release(&s);
}

static void
a_number_that_is_not_finite_is_refused(void **state)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(add_text(&s, "1e999", &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(s.n, 0);
    coh_sample_release(&s);
}

/* Everything a sample can go through; `wide` first passes 4,096 values. */
static int
whole_life(int wide, struct coh_error *err)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_decimal d = {.mantissa = 0};
    double mad;
    int rc = -1;

    for (; d.mantissa < (wide ? 4100 : 40); d.mantissa++)
        if (coh_sample_add(&s, d, err))
            goto out;
    if (coh_sample_add(&s, decimal("0.25"), err))
        goto out;
    if (wide < 2 && add_text(&s, "1.00000000000000000000001", err))
        goto out;
    if (coh_sample_finish(&s, err) || coh_sample_mad(&s, &mad, err))
        goto out;
    rc = 0;
out:
    coh_sample_release(&s);
    return rc;
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    struct coh_error err;
    size_t n;
    int wide, rc;

    (void)state;
    for (wide = 0; wide < 3; wide++) {
        for (n = 1, rc = -1; rc; n++) {
            err = (struct coh_error)COH_ERROR_INIT;
            coh_memory_fail_at(n, 0);
            rc = whole_life(wide, &err);
            coh_memory_fail_at(0, 0);
            assert_int_equal(err.code, rc ? COH_SYSTEM : COH_OK);
        }
        assert_true(n > 4);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_class_is_described_by_hand),
        cmocka_unit_test(quartiles_fall_between_scores_without_rounding),
        cmocka_unit_test(counts_and_values_agree_with_gsl),
        cmocka_unit_test(more_decimals_later_keep_the_counts),
        cmocka_unit_test(values_are_counted_up_to_the_limit_and_no_further),
        cmocka_unit_test(more_decimals_later_keep_the_values),
        cmocka_unit_test(
            a_long_number_turns_the_sample_into_doubles_and_says_so),
        cmocka_unit_test(what_a_double_cannot_square_has_no_spread),
        cmocka_unit_test(sums_that_overflow_turn_the_sample_into_doubles),
        cmocka_unit_test(doubles_reach_the_limit_of_their_input_on_nist),
        cmocka_unit_test(a_cut_is_compared_as_a_decimal),
        cmocka_unit_test(a_share_of_the_full_score_is_compared_as_a_decimal),
        cmocka_unit_test(nothing_and_one_score_are_blank_where_undefined),
        cmocka_unit_test(a_number_that_is_not_finite_is_refused),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
