/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a sample beyond mean, spread and quartiles. */
#include <gsl/gsl_errno.h>

#include "unit.h"

#include "near.h"
#include "stat/sample.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

/* R 4.2.2: attitude$rating, attitude$critical, and sleep$extra in tenths. */
static const int64_t rating[] = {43, 63, 71, 61, 81, 43, 58, 71, 72, 67,
                                 64, 67, 69, 68, 77, 81, 74, 65, 65, 50,
                                 50, 64, 53, 40, 63, 66, 78, 48, 85, 82};
static const int64_t critical[] = {92, 73, 86, 84, 83, 49, 68, 66, 83, 80,
                                   67, 74, 63, 77, 77, 54, 79, 80, 85, 78,
                                   64, 80, 80, 57, 75, 76, 78, 83, 74, 78};
static const int64_t extra[] = {7,  -16, -2, -12, -1, 34, 37, 8,  0,  20,
                                19, 8,   11, 1,   -1, 44, 55, 16, 46, 34};

/* Scores x/10^scale + shift, each `times` times in a row. */
static struct coh_sample
sample(const int64_t *x, size_t n, int scale, int64_t shift, int times)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_decimal d = {.scale = scale};
    size_t i;
    int k;

    for (k = 0; k < scale; k++)
        shift *= 10;
    for (i = 0; i < n; i++)
        for (k = 0; k < times; k++) {
            d.mantissa = x[i] + shift;
            assert_int_equal(coh_sample_add(&s, d, NULL), 0);
        }
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    return s;
}

static void
shape_and_spread_are_those_of_r(void **state)
{
    /* R 4.2.2 with psych 2.2.9: sum(x), var(x), skew(x, type = 2),
     * kurtosi(x, type = 2). */
    static const struct {
        const int64_t *x;
        size_t n;
        int scale;
        double sum, variance, skewness, kurtosis;
    } set[] = {
        {rating, 30, 0, 1939, 148.17126436781609, -0.39671480532521497,
         -0.49460977325152289},
        {critical, 30, 0, 2243, 97.909195402298849, -0.95960719267381689,
         0.69175815289423914},
        {extra, 20, 1, 30.8, 4.072, 0.45185739399081576, -0.77474364028679599},
    };
    struct coh_sample s;
    int64_t shift;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(set); i++)
        for (shift = 0; shift <= 1000000000; shift += 1000000000) {
            s = sample(set[i].x, set[i].n, set[i].scale, shift, 1);
            assert_near(coh_sample_sum(&s),
                        set[i].sum + (double)shift * (double)set[i].n, 0);
            assert_near(coh_sample_variance(&s), set[i].variance, 1e-12);
            assert_near(coh_sample_skewness(&s), set[i].skewness, 1e-13);
            assert_near(coh_sample_kurtosis(&s), set[i].kurtosis, 1e-13);
            coh_sample_release(&s);
        }
}

static void
five_scores_have_the_skewness_of_excel_and_spss(void **state)
{
    /* By hand: deviations −3 −2 −1 0 6; m2 10, m3 36, m4 278.8, so
     * G1 = 36/10^1.5·√20/3 and G2 = (6·(2.788 − 3) + 6)·4/(3·2). */
    static const int64_t x[] = {1, 2, 3, 4, 10};
    struct coh_sample s = sample(x, 5, 0, 0, 1);

    (void)state;
    assert_near(coh_sample_skewness(&s), 1.697056274847714, 1e-15);
    assert_near(coh_sample_kurtosis(&s), 3.152, 1e-14);
    coh_sample_release(&s);
}

static void
doubled_and_reflected_scores_keep_what_they_must(void **state)
{
    struct coh_sample once = sample(rating, 30, 0, 0, 1), s;
    int64_t less[30];
    double m2 = coh_sample_squares(&once);
    size_t i;

    (void)state;
    s = sample(rating, 30, 0, 0, 2);
    assert_near(coh_sample_mean(&s), coh_sample_mean(&once), 0);
    assert_near(coh_sample_squares(&s), 2 * m2, 1e-11);
    assert_near(coh_sample_sum(&s), 2 * 1939, 0);
    /* g1 = G1·(n − 2)/√(n(n − 1)) is the same of twice the scores. */
    assert_near(coh_sample_skewness(&s) * 58 / sqrt(60 * 59),
                coh_sample_skewness(&once) * 28 / sqrt(30 * 29), 1e-14);
    coh_sample_release(&s);
    for (i = 0; i < 30; i++)
        less[i] = -3 * rating[i];
    s = sample(less, 30, 0, 0, 1);
    assert_near(coh_sample_skewness(&s), -coh_sample_skewness(&once), 1e-14);
    assert_near(coh_sample_kurtosis(&s), coh_sample_kurtosis(&once), 1e-14);
    coh_sample_release(&s);
    coh_sample_release(&once);
}

/* The same figures in all three forms: counts, values, doubles. */
static void
every_form_has_the_same_shape(void **state)
{
    enum { N = 40000 };
    struct coh_sample counts = COH_SAMPLE_INIT, values = COH_SAMPLE_INIT,
                      doubles = COH_SAMPLE_INIT, twin = COH_SAMPLE_INIT;
    struct coh_decimal d = {.scale = 1}, sum = {.scale = 1};
    int64_t i;

    (void)state;
    for (i = 0; i < N; i++) {
        d.mantissa = i * i % 4001;
        sum.mantissa += d.mantissa;
        assert_int_equal(coh_sample_add(&counts, d, NULL), 0);
        assert_int_equal(
            coh_sample_add_double(&doubles, coh_decimal_double(d), NULL), 0);
        d.mantissa = 3 * i + i * i % 7 + (i < 9000 ? 0 : i);
        assert_int_equal(coh_sample_add(&values, d, NULL), 0);
        assert_int_equal(
            coh_sample_add_double(&twin, coh_decimal_double(d), NULL), 0);
    }
    assert_int_equal(coh_sample_finish(&counts, NULL), 0);
    assert_int_equal(coh_sample_finish(&values, NULL), 0);
    assert_int_equal(coh_sample_finish(&doubles, NULL), 0);
    assert_int_equal(counts.form, COH_SAMPLE_COUNTS);
    assert_int_equal(values.form, COH_SAMPLE_VALUES);
    assert_int_equal(doubles.form, COH_SAMPLE_DOUBLES);
    assert_near(coh_sample_sum(&counts), coh_decimal_double(sum), 0);
    assert_near(coh_sample_sum(&doubles), coh_sample_sum(&counts), 1e-5);
    assert_near(coh_sample_variance(&doubles), coh_sample_variance(&counts),
                1e-8);
    assert_near(coh_sample_skewness(&doubles), coh_sample_skewness(&counts),
                1e-10);
    assert_near(coh_sample_kurtosis(&doubles), coh_sample_kurtosis(&counts),
                1e-10);
    assert_int_equal(coh_sample_finish(&twin, NULL), 0);
    assert_near(coh_sample_skewness(&values), coh_sample_skewness(&twin),
                1e-11);
    assert_near(coh_sample_kurtosis(&values), coh_sample_kurtosis(&twin),
                1e-11);
    coh_sample_release(&twin);
    coh_sample_release(&counts);
    coh_sample_release(&values);
    coh_sample_release(&doubles);
}

static void
what_is_undefined_is_blank(void **state)
{
    static const int64_t equal[] = {7, 7, 7, 7, 7}, few[] = {1, 2, 4};
    struct coh_sample s = sample(equal, 0, 0, 0, 1);

    (void)state;
    assert_true(isnan(coh_sample_sum(&s)) && isnan(coh_sample_squares(&s)));
    assert_true(isnan(coh_sample_variance(&s)));
    coh_sample_release(&s);
    s = sample(equal, 5, 0, 0, 1);
    assert_near(coh_sample_variance(&s), 0, 0);
    assert_true(isnan(coh_sample_skewness(&s)));
    assert_true(isnan(coh_sample_kurtosis(&s)));
    coh_sample_release(&s);
    s = sample(few, 2, 0, 0, 1);
    assert_true(isnan(coh_sample_skewness(&s)));
    coh_sample_release(&s);
    s = sample(few, 3, 0, 0, 1);
    assert_false(isnan(coh_sample_skewness(&s)));
    assert_true(isnan(coh_sample_kurtosis(&s)));
    coh_sample_release(&s);
}

static void
a_sum_is_that_of_the_decimals(void **state)
{
    static const int64_t tenths[] = {1, 2},
                         long_ones[] = {999999999999999999, 1};
    struct coh_sample s = sample(tenths, 2, 1, 0, 1);

    (void)state;
    assert_true(coh_sample_sum(&s) == 0.3); /* and not 0.30000000000000004 */
    coh_sample_release(&s);
    s = sample(long_ones, 2, 0, 0, 1);
    assert_true(coh_sample_sum(&s) == 1e18);
    coh_sample_release(&s);
}

static void
equal_scores_are_counted_as_decimals(void **state)
{
    struct coh_sample s = sample(extra, 20, 1, 0, 1);
    struct coh_decimal d;

    (void)state;
    assert_int_equal(coh_decimal_parse(coh_span_of("3.40"), &d),
                     COH_NUMBER_EXACT);
    assert_int_equal(coh_sample_count(&s, d), 2);
    assert_int_equal(coh_sample_count(&s, (struct coh_decimal){0, 0}), 1);
    assert_int_equal(coh_sample_count(&s, (struct coh_decimal){34, 0}), 0);
    coh_sample_release(&s);
}

static void
the_median_lies_between_order_statistics(void **state)
{
    /* Exact ranks at 95 %: 1 − 2·Σ_{i<k} C(n,i)/2^n first at or above it, as
     * R 4.2.2's qbinom(.025, n, .5) gives them. */
    static const struct {
        size_t n;
        double low;
    } expected[] = {{5, 0},  {6, 1},  {8, 1},  {10, 2},
                    {15, 4}, {20, 6}, {25, 8}, {30, 10}};
    struct coh_error why = COH_ERROR_INIT;
    struct coh_interval ci;
    int64_t x[30];
    size_t i;

    (void)state;
    for (i = 0; i < 30; i++)
        x[i] = (int64_t)i + 1;
    for (i = 0; i < UNIT_COUNT(expected); i++) {
        size_t n = expected[i].n;
        struct coh_sample s = sample(x, n, 0, 0, 1);
        int rc = coh_sample_median_interval(&s, 0.95, &ci, &why);

        assert_int_equal(rc, expected[i].low > 0 ? 0 : -1);
        if (!rc) {
            assert_near(ci.low, expected[i].low, 0);
            assert_near(ci.high, (double)(n + 1) - expected[i].low, 0);
        } else {
            assert_int_equal(why.code, COH_INPUT);
            assert_true(isnan(ci.low) && isnan(ci.high));
        }
        coh_sample_release(&s);
    }
}

static void
equal_scores_and_none_have_no_interval_of_the_median(void **state)
{
    struct coh_interval ci;
    struct coh_sample s = sample(rating, 1, 0, 0, 9);

    (void)state;
    assert_int_equal(coh_sample_median_interval(&s, 0.95, &ci, NULL), -1);
    coh_sample_release(&s);
    s = sample(rating, 0, 0, 0, 1);
    assert_int_equal(coh_sample_median_interval(&s, 0.95, &ci, NULL), -1);
    coh_sample_release(&s);
    /* A long number makes the sample one of doubles: 1 of 8, 8 of 8. */
    s = (struct coh_sample)COH_SAMPLE_INIT;
    for (int i = 8; i > 0; i--)
        assert_int_equal(coh_sample_add_double(&s, i / 8.0, NULL), 0);
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_int_equal(coh_sample_median_interval(&s, 0.95, &ci, NULL), 0);
    assert_true(ci.low == 0.125 && ci.high == 1);
    coh_sample_release(&s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shape_and_spread_are_those_of_r),
        cmocka_unit_test(five_scores_have_the_skewness_of_excel_and_spss),
        cmocka_unit_test(doubled_and_reflected_scores_keep_what_they_must),
        cmocka_unit_test(every_form_has_the_same_shape),
        cmocka_unit_test(what_is_undefined_is_blank),
        cmocka_unit_test(a_sum_is_that_of_the_decimals),
        cmocka_unit_test(equal_scores_are_counted_as_decimals),
        cmocka_unit_test(the_median_lies_between_order_statistics),
        cmocka_unit_test(equal_scores_and_none_have_no_interval_of_the_median),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
