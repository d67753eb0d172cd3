/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "near.h"
#include "stat/distribution.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
beta_quantiles_are_there_where_those_of_gsl_are_not(void **state)
{
    /* R 4.2.2: qbeta(p, a, b). GSL 2.7.1 has none of the first three. */
    static const double known[][4] = {
        {0.975, 4.5, 500.5, 0.01875952130938352},
        {0.975, 14.5, 1000.5, 0.022441434486144884},
        {0.975, 34.5, 500.5, 0.086768120182941888},
        {0.025, 0.5, 20.5, 2.4246478459242726e-05},
        {0.5, 3, 2, 0.61427243186761038},
        {0.001, 0.5, 0.5, 2.4673990709169446e-06},
        {0.025, 4.5, 1.5, 0.37137359936800568},
    };
    double x;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        assert_int_equal(coh_distribution_beta(known[i][0], known[i][1],
                                               known[i][2], &x, NULL),
                         0);
        assert_near(x, known[i][3], 1e-12 * known[i][3]);
    }
}

static void
a_beta_quantile_has_its_probability_below_it(void **state)
{
    static const int size[] = {1, 2, 5, 10, 25, 120, 500, 5000};
    double x, p = 0;
    size_t i, j;
    int k;

    (void)state;
    for (i = 0; i < sizeof(size) / sizeof(size[0]); i++)
        for (k = 0; k <= size[i]; k += 1 + size[i] / 40)
            for (j = 0; j < 2; j++) {
                p = j ? 0.975 : 0.025;
                assert_int_equal(coh_distribution_beta(
                                     p, k + 0.5, size[i] - k + 0.5, &x, NULL),
                                 0);
                assert_near(gsl_cdf_beta_P(x, k + 0.5, size[i] - k + 0.5), p,
                            1e-11);
            }
}

static void
beta_quantiles_have_their_closed_forms(void **state)
{
    double x;

    (void)state;
    /* Beta(a, 1): p^(1/a). Beta(1, b): 1 − (1 − p)^(1/b). Uniform: p. The
     * arcsine law: sin²(πp/2). */
    assert_int_equal(coh_distribution_beta(0.3, 7, 1, &x, NULL), 0);
    assert_near(x, pow(0.3, 1.0 / 7), 1e-14);
    assert_int_equal(coh_distribution_beta(0.3, 1, 7, &x, NULL), 0);
    assert_near(x, -expm1(log(0.7) / 7), 1e-14);
    assert_int_equal(coh_distribution_beta(0.3, 1, 1, &x, NULL), 0);
    assert_near(x, 0.3, 1e-14);
    assert_int_equal(coh_distribution_beta(1e-12, 0.5, 0.5, &x, NULL), 0);
    assert_near(x / pow(sin(acos(-1) * 0.5e-12), 2), 1, 1e-11);
}

static void
f_quantiles_agree_with_r(void **state)
{
    /* R 4.2.2: qf(p, df1, df2). */
    static const double known[][4] = {
        {0.975, 9, 1000, 2.1263779975644082},
        {0.025, 9, 81, 0.29242687272713663},
        {0.975, 1, 4, 12.2178626330711},
        {0.025, 100, 3, 0.3077283973670395},
        {0.5, 2.5, 7.5, 0.82260490560622856},
    };
    double x;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        assert_int_equal(
            coh_distribution_f(known[i][0], known[i][1], known[i][2], &x, NULL),
            0);
        assert_near(x, known[i][3], 1e-12 * known[i][3]);
    }
}

static void
noncentral_t_agrees_with_r(void **state)
{
    /* t, df, ncp and R 4.2.2: pt(t, df, ncp), by another algorithm. */
    static const double known[][4] = {
        {-2, 2, -3, 0.8177682474289},      {0.5, 2, -3, 0.9996187260813},
        {3, 2, -3, 0.9999782627082},       {10, 2, -3, 0.9999979730261},
        {-2, 2, 0.5, 0.04104751578105},    {0.5, 2, 0.5, 0.4774187233809},
        {3, 2, 0.5, 0.9049021509633},      {10, 2, 0.5, 0.9897962199195},
        {-2, 2, 2, 0.001272158584049},     {0.5, 2, 2, 0.06486303678807},
        {3, 2, 2, 0.6293856597183},        {10, 2, 2, 0.9521270997986},
        {3, 2, 8, 0.002689184836179},      {10, 2, 8, 0.5286903892196},
        {-2, 5, -3, 0.8251972844419},      {0.5, 5, -3, 0.9997065547239},
        {3, 5, -3, 0.9999985311659},       {-2, 5, 0.5, 0.01897897615689},
        {0.5, 5, 0.5, 0.4903627018067},    {3, 5, 0.5, 0.961760811971},
        {10, 5, 0.5, 0.9997458887211},     {-2, 5, 2, 0.0003207559203561},
        {0.5, 5, 2, 0.06599980839075},     {3, 5, 2, 0.7311098435082},
        {10, 5, 2, 0.9966260095437},       {3, 5, 8, 0.0001686365650375},
        {10, 5, 8, 0.6632931066717},       {-2, 18, -3, 0.8353631523747},
        {0.5, 18, -3, 0.9997505918042},    {3, 18, -3, 0.9999999682006},
        {-2, 18, 0.5, 0.009354801063079},  {0.5, 18, 0.5, 0.497253076214},
        {3, 18, 0.5, 0.9865205421597},     {10, 18, 0.5, 0.9999999693278},
        {-2, 18, 2, 7.743957417128e-05},   {0.5, 18, 2, 0.06658195581779},
        {3, 18, 2, 0.8045495807305},       {10, 18, 2, 0.9999955391166},
        {3, 18, 8, 3.931639062175e-06},    {10, 18, 8, 0.8316916709143},
        {-2, 98, -3, 0.8401366287409},     {0.5, 98, -3, 0.9997643054746},
        {-2, 98, 0.5, 0.006754424374901},  {0.5, 98, 0.5, 0.4994919089799},
        {3, 98, 0.5, 0.9926097386727},     {-2, 98, 2, 3.821142276084e-05},
        {0.5, 98, 2, 0.06676588159964},    {3, 98, 2, 0.8340707177094},
        {3, 98, 8, 4.934209336003e-07},    {10, 98, 8, 0.9464299456753},
        {-2, 298, -3, 0.8409416377733},    {0.5, 298, -3, 0.9997663637784},
        {-2, 298, 0.5, 0.006387019966265}, {0.5, 298, 0.5, 0.4998327405709},
        {3, 298, 0.5, 0.9934109132111},    {-2, 298, 2, 3.373447480937e-05},
        {0.5, 298, 2, 0.06679361710222},   {3, 298, 2, 0.8389234783082},
        {3, 298, 8, 3.43672796556e-07},    {10, 298, 8, 0.9674083122828},
    };
    double p;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        assert_int_equal(coh_distribution_noncentral_t(known[i][0], known[i][1],
                                                       known[i][2], &p, NULL),
                         0);
        assert_near(p, known[i][3], 1e-11);
    }
}

static void
noncentral_t_has_its_closed_forms(void **state)
{
    static const double df[] = {1, 3, 18, 1000, 1e6};
    double p;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(df) / sizeof(df[0]); i++) {
        /* At 0 only the sign of Z + ncp counts; ncp = 0 is Student's t. */
        assert_int_equal(coh_distribution_noncentral_t(0, df[i], 1.3, &p, NULL),
                         0);
        assert_near(p, gsl_cdf_ugaussian_P(-1.3), 1e-13);
        assert_int_equal(coh_distribution_noncentral_t(1.7, df[i], 0, &p, NULL),
                         0);
        assert_near(p, gsl_cdf_tdist_P(1.7, df[i]), 1e-11);
    }
}

static void
noncentrality_limits_give_the_published_interval_of_d(void **state)
{
    /* Student's sleep data, independent groups of 10: t -1.860813467, df 18,
     * d between -1.738817 and 0.095450 (R effectsize: -1.74, 0.10); paired,
     * t -4.062127683, df 9, d_z between -2.118017 and -0.414628. */
    struct coh_interval ncp;

    (void)state;
    assert_int_equal(
        coh_distribution_noncentrality(-1.860813467, 18, 0.95, &ncp, NULL), 0);
    assert_near(ncp.low * sqrt(0.2), -1.738817, 5e-7);
    assert_near(ncp.high * sqrt(0.2), 0.095450, 5e-7);
    assert_int_equal(
        coh_distribution_noncentrality(-4.062127683, 9, 0.95, &ncp, NULL), 0);
    assert_near(ncp.low * sqrt(0.1), -2.118017, 5e-7);
    assert_near(ncp.high * sqrt(0.1), -0.414628, 5e-7);
}

static void
noncentrality_limits_are_those_of_r_far_out_too(void **state)
{
    /* R 4.2.2: uniroot(function(n) pt(t, df, n) - p, c(-36, 36), tol = 1e-12)
     * for p (1 + level)/2 and (1 - level)/2; at t = 0 the normal quantile. */
    static const struct {
        double t, df, level, low, high;
    } known[] = {
        {1.5, 3, 0.999, -2.315679191, 5.306564691},
        {5, 1, 0.999, -2.351595676, 17.748444826},
        {2, 1, 0.95, -1.125612106, 5.011928178},
        {0, 1.5, 0.9999, -3.890591886, 3.890591886},
        {-1, 2, 0.9, -2.713794570, 0.911414585},
    };
    struct coh_interval ncp;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        assert_int_equal(coh_distribution_noncentrality(known[i].t, known[i].df,
                                                        known[i].level, &ncp,
                                                        NULL),
                         0);
        assert_near(ncp.low, known[i].low, 1e-7);
        assert_near(ncp.high, known[i].high, 1e-7);
    }
}

static void
what_lies_beyond_all_numbers_is_nothing_or_refused(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_interval ncp = {0, 0};
    double x = 1;

    (void)state;
    /* Beta(a, 1): p^(1/a), here 0.025^1000, below the least double. */
    assert_int_equal(coh_distribution_beta(0.025, 1e-3, 1, &x, NULL), 0);
    assert_true(x == 0);
    assert_int_equal(coh_distribution_f(0.975, 1, 1e-3, &x, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_true(isnan(x));
    assert_int_equal(
        coh_distribution_noncentrality(1.7e308, 5, 0.95, &ncp, &err), -1);
    assert_true(isnan(ncp.low) && isnan(ncp.high));
}

static void
refusals_name_what_is_wrong(void **state)
{
    static const double none[][2] = {{0, 1}, {1, 0}, {-1, 1}, {1, INFINITY}};
    struct coh_error err = COH_ERROR_INIT;
    struct coh_interval ncp;
    char words[80];
    double x;
    size_t i;

    (void)state;
    for (i = 0; i < 4; i++) {
        err = (struct coh_error)COH_ERROR_INIT;
        assert_int_equal(
            coh_distribution_beta(0.5, none[i][0], none[i][1], &x, &err), -1);
        snprintf(words, sizeof(words), "Beta(%g, %g) is no distribution",
                 none[i][0], none[i][1]);
        assert_string_equal(err.text, words);
    }
    for (i = 0; i < 2; i++) {
        err = (struct coh_error)COH_ERROR_INIT;
        assert_int_equal(
            coh_distribution_f(0.5, i ? 3 : 0, i ? 0 : 3, &x, &err), -1);
        assert_string_equal(err.text, "no degrees of freedom: no quantile");
    }
    assert_int_equal(coh_distribution_noncentral_t(1, 0.5, 0, &x, &err), -1);
    assert_int_equal(coh_distribution_noncentrality(1, 5, 1.5, &ncp, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_int_equal(coh_distribution_noncentrality(1, 5, -0.5, &ncp, &err),
                     -1);
    assert_int_equal(err.code, COH_USAGE);
}

static void
what_is_not_defined_is_refused_and_blank(void **state)
{
    struct coh_interval ncp;
    double x = 0;

    (void)state;
    assert_int_equal(coh_distribution_beta(0, 1, 1, &x, NULL), -1);
    assert_true(isnan(x));
    assert_int_equal(coh_distribution_beta(0.5, 0, 1, &x, NULL), -1);
    assert_true(isnan(x));
    assert_int_equal(coh_distribution_beta(0.5, NAN, 1, &x, NULL), -1);
    assert_true(isnan(x));
    assert_int_equal(coh_distribution_f(0.5, 0, 3, &x, NULL), -1);
    assert_true(isnan(x));
    assert_int_equal(coh_distribution_normal(1, &x, NULL), -1);
    assert_true(isnan(x));
    assert_int_equal(coh_distribution_noncentral_t(NAN, 3, 0, &x, NULL), -1);
    assert_true(isnan(x));
    assert_int_equal(coh_distribution_noncentral_t(1, 0.5, 0, &x, NULL), -1);
    assert_true(isnan(x));
    assert_int_equal(
        coh_distribution_noncentrality(INFINITY, 3, 0.95, &ncp, NULL), -1);
    assert_true(isnan(ncp.low) && isnan(ncp.high));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beta_quantiles_are_there_where_those_of_gsl_are_not),
        cmocka_unit_test(a_beta_quantile_has_its_probability_below_it),
        cmocka_unit_test(beta_quantiles_have_their_closed_forms),
        cmocka_unit_test(f_quantiles_agree_with_r),
        cmocka_unit_test(noncentral_t_agrees_with_r),
        cmocka_unit_test(noncentral_t_has_its_closed_forms),
        cmocka_unit_test(noncentrality_limits_give_the_published_interval_of_d),
        cmocka_unit_test(noncentrality_limits_are_those_of_r_far_out_too),
        cmocka_unit_test(what_lies_beyond_all_numbers_is_nothing_or_refused),
        cmocka_unit_test(refusals_name_what_is_wrong),
        cmocka_unit_test(what_is_not_defined_is_refused_and_blank),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
