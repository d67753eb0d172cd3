/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stat/difference.h"

static int
errors_off(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance))
        fail_msg("%.17g is not %.17g within %g", got, want, tolerance);
}

/* A side of which only the figures are published. */
static struct coh_side
side(size_t n, double mean, double sd)
{
    return (struct coh_side){.n = n,
                             .inexact = 1,
                             .mean = mean,
                             .squares = sd * sd * (double)(n - 1)};
}

/* A side of scores written with `scale` decimals, `shift` added to each. */
static struct coh_side
scores(const int *x, size_t n, int scale, int64_t shift)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    struct coh_side side;
    size_t i;

    for (i = 0; i < n; i++) {
        struct coh_decimal d = {shift + x[i], scale};

        assert_int_equal(coh_sample_add(&s, d, NULL), 0);
    }
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    side = coh_side_of(&s);
    coh_sample_release(&s);
    return side;
}

/* Student (1908), R's data set sleep: hours of sleep gained, in tenths. */
static const int drug1[] = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
static const int drug2[] = {19, 8, 11, 1, -1, 44, 55, 16, 46, 34};
static const int gained[] = {12, 24, 13, 13, 0, 10, 18, 8, 46, 14};

static void
welch_of_sleep_is_that_of_r(void **state)
{
    struct coh_side a = scores(drug1, 10, 1, 0), b = scores(drug2, 10, 1, 0);
    struct coh_difference d;

    (void)state;
    assert_int_equal(coh_difference_welch(&a, &b, 0.95, &d, NULL), 0);
    /* R 4.2.2: t.test(extra ~ group, sleep) */
    near(d.value, -1.58, 1e-15);
    near(d.t, -1.860813467, 1e-9);
    near(d.df, 17.77647352, 1e-8);
    near(coh_difference_p(&d), 0.0793941402, 1e-10);
    near(d.ci.low, -3.365483231, 1e-9);
    near(d.ci.high, 0.205483231, 1e-9);
    /* R 4.2.2: uniroot over pt(t, 18, ncp); effectsize 0.8.3 prints
     * cohens_d -0.83 [-1.74, 0.10] and hedges_g -0.80 [-1.67, 0.09]. */
    near(d.d, -0.832181, 5e-7);
    near(d.effect_ci.low / coh_difference_correction(18), -1.738817, 5e-7);
    near(d.effect_ci.high / coh_difference_correction(18), 0.095450, 5e-7);
    near(d.effect, -0.80, 0.005);
    near(d.effect_ci.low, -1.67, 0.005);
    near(d.effect_ci.high, 0.09, 0.005);
}

static void
welch_of_published_figures(void **state)
{
    /* statpsych, example of ci.mean2(.05, 19.4, 11.3, 2.70, 2.10, 40, 40):
     * t 14.9769, df 73.54, 7.022256 to 9.177744. */
    struct coh_side a = side(40, 19.4, 2.70), b = side(40, 11.3, 2.10);
    struct coh_difference d;

    (void)state;
    assert_int_equal(coh_difference_welch(&a, &b, 0.95, &d, NULL), 0);
    near(d.t, 14.9769, 1e-4);
    near(d.df, 73.54, 0.01);
    near(d.ci.low, 7.022256, 1e-6);
    near(d.ci.high, 9.177744, 1e-6);
}

static void
welch_of_real_classes_is_that_of_r(void **state)
{
    /* R 4.2.2: t.test(Days ~ Eth, MASS::quine): t 3.43583234, df 126.84906, p
     * 7.9905e-4; n, sum and sum of squares of the whole numbers of days are
     * 69, 1465, 52453 and 77, 938, 25402. */
    struct coh_side a = side(69, 1465 / 69.0, 0), b = side(77, 938 / 77.0, 0);
    struct coh_difference d;

    (void)state;
    a.squares = 52453 - 1465 * 1465 / 69.0;
    b.squares = 25402 - 938 * 938 / 77.0;
    assert_int_equal(coh_difference_welch(&a, &b, 0.95, &d, NULL), 0);
    near(d.t, 3.43583234, 5e-9);
    near(d.df, 126.84906, 5e-6);
    near(coh_difference_p(&d), 7.9905e-4, 5e-9);
    near(d.ci.low, 3.837747, 5e-7);
    near(d.ci.high, 14.262384, 5e-7);
    /* R 4.2.2: t.test(x4 ~ school, lavaan::HolzingerSwineford1939). */
    a = side(145, 3.317241379310345, 1.1251413036037943);
    b = side(156, 2.822649577820513, 1.1524758247038376);
    assert_int_equal(coh_difference_welch(&a, &b, 0.95, &d, NULL), 0);
    near(d.t, 3.766331127, 5e-10);
    near(d.df, 298.2727168, 5e-8);
    near(coh_difference_p(&d), 0.0001995682, 5e-11);
}

static void
hedges_g_of_borenstein(void **state)
{
    /* Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 4:
     * 103 and 100, sd 5.5 and 4.5, 50 each: s_within 5.0249, d .5970, J
     * .9923 (1 - 3/(4·98 - 1); the gamma functions say .99232...), g .5924. */
    struct coh_side a = side(50, 103, 5.5), b = side(50, 100, 4.5);
    struct coh_difference d;

    (void)state;
    assert_int_equal(coh_difference_welch(&a, &b, 0.95, &d, NULL), 0);
    near(d.unit, 5.0249, 5e-5);
    near(d.d, 0.5970, 5e-5);
    near(coh_difference_correction(98), 0.9923, 5e-5);
    near(d.effect, 0.5924, 5e-5);
    /* statpsych, example of ci.stdmean2(.05, 20.9, 19.1, 3.85, 3.19, 50, 50):
     * the pooled d is .5091. */
    a = side(50, 20.9, 3.85);
    b = side(50, 19.1, 3.19);
    assert_int_equal(coh_difference_welch(&a, &b, 0.95, &d, NULL), 0);
    near(d.d, 0.5091, 5e-5);
}

static void
correction_is_exact_at_every_size(void **state)
{
    (void)state;
    /* Closed forms: Γ(1)/Γ(1/2) = 1/√π; v = 3: Γ(3/2)/Γ(1)/√(3/2). */
    near(coh_difference_correction(2), 1 / sqrt(M_PI), 1e-14);
    near(coh_difference_correction(3), sqrt(M_PI / 6), 1e-14);
    /* mpmath 1.2.1, the gamma functions at 50 digits */
    near(coh_difference_correction(999), 0.99924902999059725, 1e-12);
    near(coh_difference_correction(1000), 0.99924978117971636, 1e-12);
    near(coh_difference_correction(1e6), 0.99999924999978125, 1e-14);
}

static void
paired_sleep_is_that_of_r(void **state)
{
    struct coh_side a = scores(drug2, 10, 1, 0), b = scores(drug1, 10, 1, 0);
    struct coh_side change = scores(gained, 10, 1, 0);
    struct coh_difference d;

    (void)state;
    assert_int_equal(coh_difference_paired(&a, &b, &change, 0.95, &d, NULL), 0);
    /* R 4.2.2: t.test(..., paired = TRUE), the sign turned */
    near(d.value, 1.58, 1e-15);
    near(d.t, 4.062127683, 1e-9);
    near(coh_difference_p(&d), 0.002832890, 1e-9);
    near(d.ci.low, 0.700114237, 1e-9);
    near(d.ci.high, 2.459885763, 1e-9);
}

static void
paired_effect_of_published_figures(void **state)
{
    double sd = sqrt(33.17 * 33.17 + 51.08 * 51.08 - 2 * 0.769 * 33.17 * 51.08);
    struct coh_side a = side(8, 602.4, 33.17), b = side(8, 705.6, 51.08);
    struct coh_side change = side(8, 602.4 - 705.6, sd);
    struct coh_difference d;

    (void)state;
    /* statpsych: ci.stdmean.ps(.05, 602.4, 705.6, 33.17, 51.08, .769, 8) is
     * -2.3963, -3.6744 to -1.1182 (Bonett 2008). */
    assert_int_equal(coh_difference_paired(&a, &b, &change, 0.95, &d, NULL), 0);
    near(d.d, -2.3963, 5e-5);
    near(d.effect_ci.low, -3.6744, 5e-5);
    near(d.effect_ci.high, -1.1182, 5e-5);
    /* Borenstein et al. (2009), chapter 4: difference 3, sd of the
     * differences 5.5, r .7, 50 pairs: S_within 7.1005, d .4225, J .9846,
     * g .4160. */
    a = b = side(50, 100, 5.5 / sqrt(2 * (1 - 0.7)));
    change = side(50, 3, 5.5);
    assert_int_equal(coh_difference_paired(&a, &b, &change, 0.95, &d, NULL), 0);
    near(d.unit, 7.1005, 5e-5);
    near(d.d, 0.4225, 5e-5);
    near(coh_difference_correction(49), 0.9846, 5e-5);
    near(d.effect, 0.4160, 5e-5);
    /* statpsych: ci.mean.ps(.05, 58.2, 51.4, 7.43, 8.92, .537, 30): 6.8, t
     * 4.6706, 3.822304 to 9.777696. */
    a = side(30, 58.2, 7.43);
    b = side(30, 51.4, 8.92);
    change = side(30, 58.2 - 51.4,
                  sqrt(7.43 * 7.43 + 8.92 * 8.92 - 2 * 0.537 * 7.43 * 8.92));
    assert_int_equal(coh_difference_paired(&a, &b, &change, 0.95, &d, NULL), 0);
    near(d.t, 4.6706, 5e-5);
    near(d.ci.low, 3.822304, 5e-7);
    near(d.ci.high, 9.777696, 5e-7);
}

static void
a_shift_of_a_billion_changes_nothing(void **state)
{
    const int64_t far = INT64_C(10000000000); /* 1e9, in tenths */
    struct coh_side a = scores(drug1, 10, 1, 0), b = scores(drug2, 10, 1, 0);
    struct coh_side c = scores(drug1, 10, 1, far);
    struct coh_side e = scores(drug2, 10, 1, far);
    struct coh_difference d, f;

    (void)state;
    assert_int_equal(coh_difference_welch(&a, &b, 0.95, &d, NULL), 0);
    assert_int_equal(coh_difference_welch(&c, &e, 0.95, &f, NULL), 0);
    assert_true(d.value == f.value);
    assert_true(d.ci.low == f.ci.low && d.ci.high == f.ci.high);
    assert_true(d.effect == f.effect);
    assert_true(d.effect_ci.low == f.effect_ci.low);
}

static void
scaling_scales_the_difference_and_keeps_the_effect(void **state)
{
    /* The same digits with one decimal less: everything times ten. */
    struct coh_side a = scores(drug1, 10, 1, 0), b = scores(drug2, 10, 1, 0);
    struct coh_side c = scores(drug1, 10, 0, 0), e = scores(drug2, 10, 0, 0);
    struct coh_difference d, f;

    (void)state;
    assert_int_equal(coh_difference_welch(&a, &b, 0.95, &d, NULL), 0);
    assert_int_equal(coh_difference_welch(&c, &e, 0.95, &f, NULL), 0);
    near(f.value, 10 * d.value, 1e-13);
    near(f.ci.low, 10 * d.ci.low, 1e-13);
    near(f.effect, d.effect, 1e-14);
    near(f.t, d.t, 1e-14);
}

static void
merged_sides_are_one_side(void **state)
{
    struct coh_side all = scores(drug1, 10, 1, 0);
    struct coh_side first = scores(drug1, 4, 1, 0);
    struct coh_side rest = scores(drug1 + 4, 6, 1, 0), none = COH_SIDE_INIT;
    struct coh_side of_doubles =
        side(6, coh_side_mean(&rest), coh_side_sd(&rest));
    struct coh_side both = none;

    (void)state;
    coh_side_merge(&both, &none);
    coh_side_merge(&both, &first);
    coh_side_merge(&both, &rest);
    coh_side_merge(&both, &none);
    assert_int_equal(both.n, 10);
    assert_true(coh_side_mean(&both) == coh_side_mean(&all));
    assert_true(coh_side_sd(&both) == coh_side_sd(&all));
    coh_side_merge(&first, &of_doubles);
    assert_int_equal(first.n, 10);
    near(coh_side_mean(&first), coh_side_mean(&all), 1e-15);
    near(coh_side_sd(&first), coh_side_sd(&all), 1e-15);
}

static void
what_is_not_defined_is_a_reason(void **state)
{
    static const int equal[] = {5, 5, 5}, other[] = {7, 7, 7, 7};
    struct coh_side none = COH_SIDE_INIT, one = scores(equal, 1, 0, 0);
    struct coh_side three = scores(equal, 3, 0, 0);
    struct coh_side four = scores(other, 4, 0, 0);
    struct coh_side ten = scores(drug1, 10, 1, 0);
    struct coh_error err = COH_ERROR_INIT;
    struct coh_difference d;

    (void)state;
    assert_int_equal(coh_difference_welch(&none, &ten, 0.95, &d, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_true(isnan(d.value) && isnan(d.ci.low) && isnan(d.effect));
    assert_int_equal(coh_difference_welch(&ten, &none, 0.95, &d, &err), -1);
    assert_int_equal(coh_difference_welch(&one, &ten, 0.95, &d, &err), -1);
    near(d.value, 5 - 0.75, 1e-15);
    assert_true(isnan(d.ci.low) && isnan(d.effect));
    assert_true(isnan(coh_difference_p(&d)));
    assert_int_equal(coh_difference_welch(&three, &four, 0.95, &d, &err), -1);
    near(d.value, -2, 0);
    assert_true(isnan(d.ci.low) && isnan(d.effect));
    /* One side alone may be all equal. R 4.2.2:
     * t.test(c(5,5,5), sleep$extra[1:10]): t 7.512357, df 9 */
    assert_int_equal(coh_difference_welch(&three, &ten, 0.95, &d, &err), 0);
    near(d.df, 9, 1e-12);
    near(d.t, 7.512357, 5e-7);
    assert_int_equal(coh_difference_paired(&none, &none, &none, 0.95, &d, &err),
                     -1);
    assert_int_equal(coh_difference_paired(&one, &one, &one, 0.95, &d, &err),
                     -1);
    near(d.value, 5, 0);
    assert_int_equal(coh_difference_paired(&four, &four, &four, 0.95, &d, &err),
                     -1);
    assert_true(isnan(d.ci.low));
}

static void
what_is_not_told_is_blank_throughout(void **state)
{
    struct coh_difference d = coh_difference_alone(7);

    (void)state;
    assert_true(d.value == 7);
    assert_true(isnan(d.ci.low) && isnan(d.ci.high) && isnan(d.se));
    assert_true(isnan(d.t) && isnan(d.df) && isnan(d.unit) && isnan(d.d));
    assert_true(isnan(d.effect) && isnan(d.effect_ci.low));
    assert_true(isnan(d.effect_ci.high) && isnan(coh_difference_p(&d)));
    d.t = INFINITY, d.df = 3;
    assert_true(isnan(coh_difference_p(&d)));
    d.t = 1, d.df = 0;
    assert_true(isnan(coh_difference_p(&d)));
}

static void
numbers_too_large_and_levels_of_no_interval_are_reasons(void **state)
{
    struct coh_side far = side(10, 1.7e308, 1), near_to = side(10, -1.7e308, 1);
    struct coh_side wide = side(10, 0, 1e200), none = COH_SIDE_INIT;
    struct coh_side a = side(10, 1, 1), b = side(10, 2, 1);
    struct coh_error err = COH_ERROR_INIT;
    struct coh_difference d;

    (void)state;
    assert_int_equal(coh_difference_welch(&far, &near_to, 0.95, &d, &err), -1);
    assert_string_equal(err.text,
                        "numbers too large, or too close: no interval");
    assert_int_equal(coh_difference_welch(&a, &wide, 0.95, &d, &err), -1);
    assert_true(isnan(d.ci.low) && isnan(d.se) && isnan(d.effect));
    assert_int_equal(coh_difference_paired(&a, &b, &wide, 0.95, &d, &err), -1);
    assert_string_equal(err.text,
                        "numbers too large, or too close: no interval");
    assert_true(isnan(d.ci.low) && isnan(d.se) && isnan(d.effect));
    assert_int_equal(coh_difference_welch(&a, &b, 1, &d, &err), -1);
    assert_int_equal(coh_difference_paired(&none, &none, &none, 0.95, &d, &err),
                     -1);
    assert_string_equal(err.text, "no pair: no difference");
}

static void
two_pairs_have_an_interval_and_no_effect(void **state)
{
    struct coh_side a = scores(drug1, 2, 1, 0), b = scores(drug2, 2, 1, 0);
    struct coh_side change = scores(gained, 2, 1, 0);
    struct coh_error err = COH_ERROR_INIT;
    struct coh_difference d;

    (void)state;
    assert_int_equal(coh_difference_paired(&a, &b, &change, 0.95, &d, &err),
                     -1);
    /* 1.8 ± t(.975, 1)·.6, t(.975, 1) = tan(.475·π) */
    near(d.ci.low, 1.8 - 0.6 * tan(0.475 * M_PI), 1e-12);
    assert_true(isnan(d.effect));
}

static void
the_least_detectable_difference_is_that_of_power_analysis(void **state)
{
    /* 80 % power at the 5 % level, two-sided; R 4.2.2:
     * power.t.test(n, power = .8)$delta, and type = "paired". */
    static const struct {
        double n, two, paired;
    } known[] = {{10, 1.32, 1.00}, {15, 1.06, 0}, {20, 0.91, 0},
                 {25, 0.81, 0.58}, {30, 0.74, 0}, {60, 0.52, 0.37}};
    double d;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        double n = known[i].n;

        assert_int_equal(coh_difference_detectable(2 * n - 2, sqrt(2 / n), 0.95,
                                                   0.8, &d, NULL),
                         0);
        near(d, known[i].two, 0.005);
        if (known[i].paired == 0)
            continue;
        assert_int_equal(
            coh_difference_detectable(n - 1, 1 / sqrt(n), 0.95, 0.8, &d, NULL),
            0);
        near(d, known[i].paired, 0.005);
    }
    assert_int_equal(
        coh_difference_detectable(18, sqrt(0.2), 0.95, 0.8, &d, NULL), 0);
    near(d, 1.324947, 1e-5);
    assert_int_equal(coh_difference_detectable(0, 1, 0.95, 0.8, &d, NULL), -1);
    assert_true(isnan(d));
}

static void
small_powers_count_both_tails(void **state)
{
    /* R 4.2.2: uniroot(function(d) { k <- qt(.975, df); pt(k, df, d,
     * lower.tail = FALSE) + pt(-k, df, d) - power }, c(0, 50), tol = 1e-12) */
    static const struct {
        double power, df, least;
    } known[] = {
        {0.06, 2, 0.465906545715336},  {0.06, 18, 0.310821650614754},
        {0.1, 1, 1.5486872501206},     {0.1, 8, 0.737016823029951},
        {0.1, 200, 0.655501027934626}, {0.5, 1, 8.59670563289299},
        {0.5, 18, 2.07076639613384},   {0.8, 2, 5.65348926619227},
        {0.99, 1, 32.8302191049294},   {0.99, 200, 4.30708140448214},
    };
    struct coh_error err = COH_ERROR_INIT;
    double d;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        assert_int_equal(coh_difference_detectable(known[i].df, 1, 0.95,
                                                   known[i].power, &d, NULL),
                         0);
        near(d, known[i].least, 1e-6 * known[i].least);
    }
    /* Welch's degrees of freedom, 1 but for rounding. */
    assert_int_equal(
        coh_difference_detectable(1 - 1e-15, 1, 0.95, 0.5, &d, NULL), 0);
    near(d, 8.59670563289299, 1e-5);
    /* A power is above what nothing at all has, and below certainty. */
    assert_int_equal(coh_difference_detectable(8, 1, 0.95, 0.04, &d, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_equal(coh_difference_detectable(8, 1, 0.75, 0.25, &d, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_equal(coh_difference_detectable(8, 1, 0.95, 1, &d, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_true(isnan(d));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(welch_of_sleep_is_that_of_r),
        cmocka_unit_test(welch_of_published_figures),
        cmocka_unit_test(welch_of_real_classes_is_that_of_r),
        cmocka_unit_test(hedges_g_of_borenstein),
        cmocka_unit_test(correction_is_exact_at_every_size),
        cmocka_unit_test(paired_sleep_is_that_of_r),
        cmocka_unit_test(paired_effect_of_published_figures),
        cmocka_unit_test(a_shift_of_a_billion_changes_nothing),
        cmocka_unit_test(scaling_scales_the_difference_and_keeps_the_effect),
        cmocka_unit_test(merged_sides_are_one_side),
        cmocka_unit_test(what_is_not_defined_is_a_reason),
        cmocka_unit_test(what_is_not_told_is_blank_throughout),
        cmocka_unit_test(
            numbers_too_large_and_levels_of_no_interval_are_reasons),
        cmocka_unit_test(two_pairs_have_an_interval_and_no_effect),
        cmocka_unit_test(
            the_least_detectable_difference_is_that_of_power_analysis),
        cmocka_unit_test(small_powers_count_both_tails),
    };

    return cmocka_run_group_tests(tests, errors_off, NULL);
}
