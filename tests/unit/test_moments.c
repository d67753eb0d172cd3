/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "stat/moments.h"

/* Data and certified values: NIST Statistical Reference Datasets, univariate
 * summary statistics (public domain), in tests/data/nist. */
static const char *const nist[] = {
    "Lew",     "Lottery", "Mavro",   "Michelso", "NumAcc1",
    "NumAcc2", "NumAcc3", "NumAcc4", "PiDigits",
};

/* Equal significant digits, at most 16. */
static double
digits(double got, double certified)
{
    double off = fabs(got - certified) / fabs(certified);

    return off > 1e-16 ? -log10(off) : 16;
}

static double
certified(const char *set, const char *quantity)
{
    FILE *f = fopen("tests/data/nist/certified.tsv", "r");
    char line[256], name[64], kind[64], what[64], value[64];
    double x = NAN;

    assert_non_null(f);
    while (fgets(line, sizeof(line), f))
        if (sscanf(line, "%63s %63s %63s %63s", name, kind, what, value) == 4 &&
            !strcmp(name, set) && !strcmp(what, quantity))
            assert_int_equal(coh_double_parse(value, &x), 0);
    fclose(f);
    return x;
}

static struct coh_decimal
decimal(const char *text)
{
    struct coh_decimal d;

    assert_int_equal(coh_decimal_parse(coh_span_of(text), &d),
                     COH_NUMBER_EXACT);
    return d;
}

static void
add(struct coh_moments *m, const char *text)
{
    assert_int_equal(coh_moments_add(m, decimal(text)), 0);
}

/* Values `from` to before `to` of a set. */
static struct coh_moments
read_part(const char *set, int from, int to)
{
    struct coh_moments m = COH_MOMENTS_INIT;
    char path[128], line[64];
    FILE *f;
    int i;

    snprintf(path, sizeof(path), "tests/data/nist/univ/%s.csv", set);
    f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof(line), f));
    for (i = 0; i < to && fgets(line, sizeof(line), f); i++) {
        line[strcspn(line, "\n")] = '\0';
        if (i >= from)
            add(&m, line);
    }
    fclose(f);
    return m;
}

static void
all_nine_nist_sets_have_fourteen_digits(void **state)
{
    struct coh_moments m;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(nist) / sizeof(nist[0]); i++) {
        m = read_part(nist[i], 0, 10000);
        assert_int_equal(m.n, (int)certified(nist[i], "n"));
        assert_true(digits(coh_moments_mean(&m), certified(nist[i], "mean")) >=
                    14);
        assert_true(digits(coh_moments_sd(&m), certified(nist[i], "sd")) >= 14);
        assert_true(digits(coh_moments_lag1(&m), certified(nist[i], "r1")) >=
                    14);
    }
}

static void
merged_parts_give_the_same_sums_bit_for_bit(void **state)
{
    struct coh_moments whole, a, b;
    size_t i;
    int cut;

    (void)state;
    for (i = 0; i < sizeof(nist) / sizeof(nist[0]); i++) {
        whole = read_part(nist[i], 0, 10000);
        for (cut = 0; cut <= 3; cut++) {
            a = read_part(nist[i], 0, cut);
            b = read_part(nist[i], cut, 10000);
            assert_int_equal(coh_moments_merge(&a, &b), 0);
            assert_true(a.n == whole.n && a.sum == whole.sum);
            assert_true(a.square == whole.square && a.next == whole.next);
            assert_true(a.low == whole.low && a.high == whole.high);
            assert_true(a.first == whole.first && a.last == whole.last);
        }
    }
}

static void
parts_of_different_scales_and_origins_merge(void **state)
{
    struct coh_moments a = COH_MOMENTS_INIT, b = COH_MOMENTS_INIT;

    (void)state;
    add(&a, "1");
    add(&a, "3");
    add(&b, "2.25");
    add(&b, "1.75");
    assert_int_equal(coh_moments_merge(&a, &b), 0);
    /* By hand: mean 2, squares 1 + 1 + 1/16 + 1/16, products
     * −1 + 1/4 − 1/16. */
    assert_true(coh_moments_mean(&a) == 2);
    assert_true(coh_moments_squares(&a) == 2.125);
    assert_true(coh_moments_lag1(&a) == -0.8125 / 2.125);
    assert_true(coh_moments_variance(&a) * 3 == 2.125);
}

static void
a_value_with_more_decimals_rescales_the_sums(void **state)
{
    struct coh_moments m = COH_MOMENTS_INIT;

    (void)state;
    add(&m, "85");
    add(&m, "90.5");
    add(&m, "70.00");
    assert_int_equal(m.scale, 1); /* 70.00 needs none */
    add(&m, "82.125");
    assert_int_equal(m.scale, 3);
    add(&m, "85");
    /* 412.625 / 5 */
    assert_true(coh_moments_mean(&m) == 82.525);
}

static void
a_shift_by_a_billion_does_not_change_the_sd(void **state)
{
    struct coh_moments a = COH_MOMENTS_INIT, b = COH_MOMENTS_INIT;

    (void)state;
    add(&a, "0.1");
    add(&a, "0.7");
    add(&a, "0.2");
    add(&b, "1000000000.1");
    add(&b, "1000000000.7");
    add(&b, "1000000000.2");
    assert_true(coh_moments_sd(&a) == coh_moments_sd(&b));
    assert_true(coh_moments_lag1(&a) == coh_moments_lag1(&b));
}

static void
eighteen_digits_overflow_is_refused_and_changes_nothing(void **state)
{
    struct coh_moments m = COH_MOMENTS_INIT, before;
    int i, refused = 0;

    (void)state;
    for (i = 0; i < 400 && !refused; i++) {
        before = m;
        refused = coh_moments_add(
            &m, decimal(i % 2 ? "999999999999999999" : "-999999999999999999"));
    }
    assert_true(refused);
    assert_true(i > 40); /* 4e36 a pair: 127 bits hold 42 of them */
    assert_memory_equal(&m, &before, sizeof(m));
}

static void
a_scale_past_eighteen_digits_is_refused_and_changes_nothing(void **state)
{
    struct coh_moments m = COH_MOMENTS_INIT, before;

    (void)state;
    add(&m, "85");
    add(&m, "12");
    before = m;
    assert_int_equal(coh_moments_add(&m, decimal("0.12345678901234567")), -1);
    assert_memory_equal(&m, &before, sizeof(m));
    /* Trailing zeros are no digits. */
    assert_int_equal(coh_moments_add(&m, decimal("1.50000000000000000")), 0);
    assert_int_equal(coh_moments_add(&m, decimal("99999999999999999.9")), 0);
}

static void
what_is_undefined_is_not_a_number(void **state)
{
    struct coh_moments m = COH_MOMENTS_INIT;

    (void)state;
    assert_true(isnan(coh_moments_mean(&m)));
    assert_true(isnan(coh_moments_squares(&m)));
    add(&m, "70");
    assert_true(coh_moments_mean(&m) == 70);
    assert_true(isnan(coh_moments_sd(&m)));
    assert_true(isnan(coh_moments_variance(&m)));
    assert_true(isnan(coh_moments_lag1(&m)));
    add(&m, "70");
    assert_true(coh_moments_sd(&m) == 0);
    assert_true(isnan(coh_moments_lag1(&m)));
}

static void
a_difference_of_means_keeps_its_digits_however_large_they_are(void **state)
{
    struct coh_moments a = COH_MOMENTS_INIT, b = COH_MOMENTS_INIT;
    struct coh_moments none = COH_MOMENTS_INIT, tiny = COH_MOMENTS_INIT;
    double d;

    (void)state;
    add(&a, "1000000000000.4");
    add(&a, "1000000000000.3");
    add(&a, "1000000000000.5");
    add(&b, "1000000000000");
    add(&b, "1000000000000.25");
    /* By hand: 0.4 − 0.125; in doubles the means are 1e-4 apart at best. */
    assert_int_equal(coh_moments_difference(&a, &b, &d), 0);
    assert_true(d == 0.275);
    assert_int_equal(coh_moments_difference(&b, &a, &d), 0);
    assert_true(d == -0.275);
    assert_int_equal(coh_moments_difference(&a, &none, &d), -1);
    assert_true(isnan(d));
    /* No 18 digits hold both at one scale. */
    add(&tiny, "0.00000000000000001");
    assert_int_equal(coh_moments_difference(&a, &tiny, &d), -1);
    assert_true(isnan(d));
}

static void
a_ratio_is_rounded_once(void **state)
{
    (void)state;
    assert_true(coh_moments_ratio(1, 3, 0) == 1.0 / 3);
    assert_true(coh_moments_ratio(-2, 1, 1) == -0.2);
    assert_true(coh_moments_ratio(INT64_C(999999999999999999), 1, 18) == 1.0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_nine_nist_sets_have_fourteen_digits),
        cmocka_unit_test(merged_parts_give_the_same_sums_bit_for_bit),
        cmocka_unit_test(parts_of_different_scales_and_origins_merge),
        cmocka_unit_test(a_value_with_more_decimals_rescales_the_sums),
        cmocka_unit_test(a_shift_by_a_billion_does_not_change_the_sd),
        cmocka_unit_test(
            eighteen_digits_overflow_is_refused_and_changes_nothing),
        cmocka_unit_test(
            a_scale_past_eighteen_digits_is_refused_and_changes_nothing),
        cmocka_unit_test(what_is_undefined_is_not_a_number),
        cmocka_unit_test(
            a_difference_of_means_keeps_its_digits_however_large_they_are),
        cmocka_unit_test(a_ratio_is_rounded_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
