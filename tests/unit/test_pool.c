/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>

#include "unit.h"

#include "near.h"
#include "stat/pool.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

/* Rubin (1981): coaching in eight schools. */
enum { SCHOOLS = 8 };
static const double effect[] = {28, 8, -3, 7, -1, 1, 18, 12};
static const double error[] = {15, 10, 16, 11, 9, 11, 10, 18};

/* Pooled mean, sd, limits at 90 %, reliability: an independent program in
 * R 4.2.2, integrate() and uniroot() at a tolerance of 1e-11 over the same
 * integrals; its means are the published 11.4 7.9 6.1 7.6 5.1 6.1 10.7 8.5 of
 * the flat prior. */
static const double flat[SCHOOLS][5] = {
    {11.400260870, 8.341416237, 0.03348839295, 27.06514638, 0.1749387631},
    {7.894552284, 6.274835430, -2.28557832251, 18.21451493, 0.2772431044},
    {6.130746857, 7.765167388, -7.44712071903, 17.68766389, 0.1611097964},
    {7.644678624, 6.546261151, -3.06824477054, 18.29076798, 0.2510237302},
    {5.126424112, 6.357419744, -6.15649859746, 14.68668709, 0.3074783476},
    {6.138536243, 6.710294968, -5.52459778160, 16.39412535, 0.2510237302},
    {10.666983328, 6.785586622, 0.68229877044, 22.90378896, 0.2772431044},
    {8.456817828, 7.888198294, -3.76403107785, 21.67736108, 0.1377669806},
};
static const double half_normal[SCHOOLS][5] = {
    {10.179812974, 7.045415794, 0.1066969979, 22.92276976, 0.11632820859},
    {7.853941849, 5.753216422, -1.4703736191, 17.28684023, 0.20136029576},
    {6.691561742, 6.695204511, -4.6738743949, 16.93153627, 0.10562586741},
    {7.674734736, 5.941416435, -2.0050054776, 17.32964926, 0.17865000828},
    {5.800529648, 5.806979687, -4.3183055567, 14.68762607, 0.22826650868},
    {6.602834686, 6.044851713, -3.6935661325, 15.99439476, 0.17865000828},
    {9.867544806, 6.112650537, 0.6783550289, 20.66359842, 0.20136029576},
    {8.206091690, 6.780491613, -2.4075690075, 19.40401158, 0.08804216548},
};
static const double half_t[SCHOOLS][5] = {
    {9.226293455, 6.027799323, 0.3014464393, 19.63859683, 0.07136295361},
    {7.803735224, 5.229138411, -0.6697144176, 16.34861776, 0.13137864575},
    {7.091749977, 5.805761643, -2.5081666033, 16.11930722, 0.06426187381},
    {7.687485990, 5.349734045, -0.9999273456, 16.36821357, 0.11473408789},
    {6.440755405, 5.269025191, -2.5419494898, 14.64065550, 0.15166908269},
    {6.999081462, 5.414867420, -2.0467161915, 15.52443755, 0.11473408789},
    {9.117521681, 5.471703459, 0.7231090511, 18.52436968, 0.13137864575},
    {8.009344644, 5.856838337, -1.2105647927, 17.53606835, 0.05282141011},
};

static void
schools(struct coh_pool_group group[SCHOOLS], double shift, double factor)
{
    size_t j;

    for (j = 0; j < SCHOOLS; j++)
        group[j] = (struct coh_pool_group){.mean = shift + factor * effect[j],
                                           .error = factor * error[j]};
}

static void
check_schools(const struct coh_pool_prior *prior, const double expected[][5],
              double mu, double tau)
{
    struct coh_pool_group group[SCHOOLS];
    struct coh_pool pool;
    size_t j;

    schools(group, 0, 1);
    assert_int_equal(coh_pool_fit(group, SCHOOLS, prior, 0.9, &pool, NULL), 0);
    assert_near(pool.mean, mu, 2e-9);
    assert_near(pool.tau, tau, 2e-9);
    for (j = 0; j < SCHOOLS; j++) {
        assert_near(group[j].pooled, expected[j][0], 2e-8);
        assert_near(group[j].sd, expected[j][1], 2e-8);
        assert_near(group[j].low, expected[j][2], 2e-8);
        assert_near(group[j].high, expected[j][3], 2e-8);
        assert_near(group[j].reliability, expected[j][4], 2e-9);
    }
}

static void
eight_schools_have_their_posterior_under_each_prior(void **state)
{
    static const struct coh_pool_prior uniform = {.shape = COH_POOL_UNIFORM},
                                       normal = {.shape = COH_POOL_HALF_NORMAL,
                                                 .scale = 10},
                                       t = {.shape = COH_POOL_HALF_T,
                                            .scale = 5,
                                            .df = 3};

    (void)state;
    check_schools(&uniform, flat, 7.932375018, 6.575483347);
    check_schools(&normal, half_normal, 7.859631516, 4.844143183);
    check_schools(&t, half_t, 7.79699598, 3.513030448);
}

static void
shift_scale_and_order_move_nothing_else(void **state)
{
    static const struct coh_pool_prior prior = {
        .shape = COH_POOL_HALF_T, .scale = 15, .df = 3};
    struct coh_pool_group group[SCHOOLS], swap;
    struct coh_pool pool;
    size_t j;

    (void)state;
    schools(group, 1e9, 3);
    for (j = 0; j < SCHOOLS / 2; j++) {
        swap = group[j];
        group[j] = group[SCHOOLS - 1 - j];
        group[SCHOOLS - 1 - j] = swap;
    }
    assert_int_equal(coh_pool_fit(group, SCHOOLS, &prior, 0.9, &pool, NULL), 0);
    for (j = 0; j < SCHOOLS; j++) {
        const double *expected = half_t[SCHOOLS - 1 - j];

        assert_near((group[j].pooled - 1e9) / 3, expected[0], 1e-6);
        assert_near((group[j].low - 1e9) / 3, expected[2], 1e-6);
        assert_near(group[j].reliability, expected[4], 1e-9);
    }
}

static void
eighteen_batters_shrink_as_efron_and_morris_print(void **state)
{
    /* Batting averages as Efron and Morris (1975) print them. */
    static const double average[18] = {.400, .378, .356, .333, .311, .311,
                                       .289, .267, .244, .244, .222, .222,
                                       .222, .222, .222, .200, .178, .156};
    static const double printed[18] = {.294, .289, .285, .280, .275, .275,
                                       .270, .266, .261, .261, .256, .256,
                                       .256, .256, .256, .252, .247, .242};
    struct coh_pool_group group[18];
    struct coh_pool pool;
    double mean = 0, squares = 0, variance, factor;
    size_t j;

    (void)state;
    for (j = 0; j < 18; j++)
        mean += average[j] / 18;
    for (j = 0; j < 18; j++)
        squares += (average[j] - mean) * (average[j] - mean);
    variance = mean * (1 - mean) / 45;
    /* 1 − (k − 3)·variance/Σ(y − mean)². */
    factor = 1 - 15 * variance / squares;
    assert_near(mean, 0.26539, 5e-6);
    assert_near(factor, 0.2123905, 5e-8);
    for (j = 0; j < 18; j++)
        group[j] = (struct coh_pool_group){.mean = average[j],
                                           .error = sqrt(variance)};
    assert_int_equal(coh_pool_given(group, 18,
                                    sqrt(variance * factor / (1 - factor)),
                                    &pool, NULL),
                     0);
    assert_near(pool.mean, mean, 1e-15);
    for (j = 0; j < 18; j++) {
        assert_near(group[j].pooled, printed[j], 5e-4);
        assert_near(group[j].reliability, factor, 1e-14);
    }
}

static void
dyestuff_batches_shrink_as_in_lme4(void **state)
{
    /* Davies (1947); lme4 1.1-31, lmer(Yield ~ 1 + (1 | Batch), Dyestuff):
     * REML variances 1764.05 and 2451.25, ranef(). */
    static const double yield[6] = {1505, 1528, 1564, 1498, 1600, 1470};
    static const double blup[6] = {-17.60685, .39126,   28.56223,
                                   -23.08454, 56.73319, -44.99529};
    struct coh_pool_group group[6];
    struct coh_pool pool;
    size_t j;

    (void)state;
    for (j = 0; j < 6; j++)
        group[j] = (struct coh_pool_group){.mean = yield[j],
                                           .error = sqrt(2451.25 / 5)};
    assert_int_equal(coh_pool_given(group, 6, sqrt(1764.05), &pool, NULL), 0);
    assert_near(pool.mean, 1527.5, 1e-12);
    for (j = 0; j < 6; j++)
        assert_near(group[j].pooled - pool.mean, blup[j], 5e-5);
}

/* n scores with this mean and this variance in the section. */
static struct coh_pool_group
section(double mean, double n, double variance)
{
    return (struct coh_pool_group){
        .mean = mean, .n = n, .squares = variance * (n - 1)};
}

static void
three_sections_are_pooled_and_have_no_reliability(void **state)
{
    /* The same program in R: errors √(210.5/n), half-t of scale √210.5/2. */
    static const double expected[3][4] = {
        {71.311147943, 3.8441952078, 65.298981497, 77.921991123},
        {71.618396905, 6.1006786302, 62.872789632, 82.430384606},
        {69.885696782, 2.6783337755, 65.458332779, 74.266564150},
    };
    struct coh_pool_group group[5];
    struct coh_pool pool;
    size_t j;

    (void)state;
    /* One student alone, and pooled variance (7·140 + 24·v)/31 = 210.5. */
    group[0] = section(72.5, 8, 140);
    group[1] = section(78, 1, 0);
    group[2] = section(69.25, 25, (31 * 210.5 - 7 * 140) / 24);
    assert_int_equal(coh_pool_sections(group, 3, 0.9, &pool, NULL), 0);
    assert_near(pool.within, 210.5, 1e-12);
    assert_near(pool.mean, 70.938413877, 2e-9);
    assert_near(pool.tau, 4.4485197027, 2e-9);
    for (j = 0; j < 3; j++) {
        assert_near(group[j].pooled, expected[j][0], 2e-8);
        assert_near(group[j].sd, expected[j][1], 2e-8);
        assert_near(group[j].low, expected[j][2], 2e-8);
        assert_near(group[j].high, expected[j][3], 2e-8);
        assert_true(isnan(group[j].reliability));
    }
    for (j = 0; j < 5; j++)
        group[j] = section(70 + (double)j, 20, 200);
    assert_int_equal(coh_pool_sections(group, 5, 0.9, &pool, NULL), 0);
    assert_true(group[0].reliability > 0 && group[0].reliability < 1);
    /* By symmetry the middle one stays, and the ends mirror each other. */
    assert_near(group[2].pooled, 72, 1e-11);
    assert_near(group[0].pooled + group[4].pooled, 144, 1e-10);
    assert_near(group[1].low + group[3].high, 144, 1e-9);
    assert_true(group[0].pooled > 70 && group[0].pooled < 72);
}

static void
far_apart_sections_keep_their_means_and_equal_ones_share_one(void **state)
{
    struct coh_pool_group group[4];
    struct coh_pool pool;
    size_t j;

    (void)state;
    for (j = 0; j < 4; j++)
        group[j] = section(1000 * (double)j, 100, 1);
    assert_int_equal(coh_pool_sections(group, 4, 0.9, &pool, NULL), 0);
    for (j = 0; j < 4; j++)
        assert_near(group[j].pooled, 1000 * (double)j, 1e-3);
    for (j = 0; j < 4; j++)
        group[j] = section(500, 3 + (double)j, 9);
    assert_int_equal(coh_pool_sections(group, 4, 0.9, &pool, NULL), 0);
    for (j = 0; j < 4; j++) {
        assert_near(group[j].pooled, 500, 1e-12);
        assert_near(group[j].low + group[j].high, 1000, 1e-9);
    }
}

static void
many_sections_are_integrated_as_finely(void **state)
{
    enum { MANY = 2000 };
    static struct coh_pool_group group[MANY];
    struct coh_pool pool;
    size_t j;

    (void)state;
    /* Means spread evenly over ±√3·5: tau is then very nearly 5 less the
     * errors' share, and its posterior as narrow as 5/√(2·2000). */
    for (j = 0; j < MANY; j++)
        group[j] = section(5 * sqrt(3) * (2 * ((double)j + 0.5) / MANY - 1),
                           1000000, 1);
    assert_int_equal(coh_pool_sections(group, MANY, 0.9, &pool, NULL), 0);
    assert_near(pool.tau, 5, 0.01);
    assert_near(group[0].pooled, group[0].mean, 1e-5);
    assert_near(group[0].high - group[0].low, 2 * 1.6448536 / 1000, 1e-6);
}

/* 2^60 is a sum of whole steps of its double, 256: shifted by it the limits are
 * those of the sections near 0, rounded. The spread is less than a step. */
static void
a_spread_below_a_step_of_the_mean_is_pooled(void **state)
{
    const double far = 1152921504606846976.0;
    struct coh_pool_group near[3], group[3];
    struct coh_pool pool;
    size_t j;

    (void)state;
    for (j = 0; j < 3; j++) {
        near[j] = section(512 * (double)j, 10, 60);
        group[j] = section(far + 512 * (double)j, 10, 60);
    }
    assert_int_equal(coh_pool_sections(near, 3, 0.9, &pool, NULL), 0);
    assert_int_equal(coh_pool_sections(group, 3, 0.9, &pool, NULL), 0);
    for (j = 0; j < 3; j++) {
        assert_true(fabs(group[j].low - far - near[j].low) <= 129);
        assert_true(fabs(group[j].high - far - near[j].high) <= 129);
    }
}

/* A variance of 1e-310 has few digits left, one of 1e290 soon overflows; and
 * means whose likelihoods are no numbers are not pooled either. */
static void
what_a_double_cannot_square_is_not_pooled(void **state)
{
    static const double variance[] = {1e-310, 1e-290, 1e290};
    static const struct coh_pool_prior prior = {
        .shape = COH_POOL_HALF_T, .df = 3, .scale = 1e-200};
    struct coh_error why = COH_ERROR_INIT;
    struct coh_pool_group group[3];
    struct coh_pool pool;
    size_t i, j;

    (void)state;
    for (i = 0; i < UNIT_COUNT(variance); i++) {
        for (j = 0; j < 3; j++)
            group[j] = section((double)j * sqrt(variance[i]), 10, variance[i]);
        assert_int_equal(coh_pool_sections(group, 3, 0.9, &pool, &why), -1);
        assert_string_equal(why.text,
                            "numbers too large, or too close, to pool");
        assert_true(isnan(group[0].pooled));
    }
    for (j = 0; j < 3; j++)
        group[j] = (struct coh_pool_group){.mean = 1e-190 * (double)j,
                                           .error = 1e-200};
    assert_int_equal(coh_pool_fit(group, 3, &prior, 0.9, &pool, &why), -1);
    assert_string_equal(why.text, "numbers too far apart to pool");
    assert_true(isnan(group[0].low));
}

static void
what_cannot_be_pooled_says_why(void **state)
{
    static const struct coh_pool_prior uniform = {.shape = COH_POOL_UNIFORM};
    struct coh_error why = COH_ERROR_INIT;
    struct coh_pool_group group[3];
    struct coh_pool pool;
    size_t j;

    (void)state;
    for (j = 0; j < 3; j++)
        group[j] = section(70 + (double)j, 10, 4);
    assert_int_equal(coh_pool_sections(group, 2, 0.9, &pool, &why), -1);
    assert_int_equal(why.code, COH_INPUT);
    assert_string_equal(why.text, "fewer than 3 groups: not pooled");
    assert_true(isnan(group[0].pooled) && isnan(group[1].high));
    assert_int_equal(coh_pool_sections(group, 0, 0.9, &pool, &why), -1);
    for (j = 0; j < 3; j++)
        group[j] = section(70 + (double)j, 1, 0);
    assert_int_equal(coh_pool_sections(group, 3, 0.9, &pool, &why), -1);
    assert_string_equal(why.text, "no group has two scores: not pooled");
    assert_true(isnan(group[0].pooled) && isnan(pool.mean));
    for (j = 0; j < 3; j++)
        group[j] = section(70 + (double)j, 4, 0);
    assert_int_equal(coh_pool_sections(group, 3, 0.9, &pool, &why), -1);
    assert_string_equal(why.text,
                        "scores are equal within each group: not pooled");
    for (j = 0; j < 3; j++)
        group[j] = (struct coh_pool_group){.mean = 1, .error = 0};
    assert_int_equal(coh_pool_fit(group, 3, &uniform, 0.9, &pool, &why), -1);
    assert_int_equal(coh_pool_fit(group, 3, &uniform, 1, &pool, &why), -1);
    assert_int_equal(why.code, COH_USAGE);
    for (j = 0; j < 3; j++)
        group[j] = (struct coh_pool_group){.mean = j ? 1 : NAN, .error = 1};
    assert_int_equal(coh_pool_fit(group, 3, &uniform, 0.9, &pool, &why), -1);
    assert_int_equal(coh_pool_given(group, 3, 1, &pool, &why), -1);
    for (j = 0; j < 3; j++)
        group[j] = (struct coh_pool_group){.mean = 1, .error = 1};
    assert_int_equal(coh_pool_given(group, 3, -1, &pool, &why), -1);
    for (j = 0; j < 3; j++)
        group[j] =
            (struct coh_pool_group){.mean = 1e300 * (double)j, .error = 1e300};
    assert_int_equal(coh_pool_fit(group, 3, &uniform, 0.9, &pool, &why), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_schools_have_their_posterior_under_each_prior),
        cmocka_unit_test(shift_scale_and_order_move_nothing_else),
        cmocka_unit_test(eighteen_batters_shrink_as_efron_and_morris_print),
        cmocka_unit_test(dyestuff_batches_shrink_as_in_lme4),
        cmocka_unit_test(three_sections_are_pooled_and_have_no_reliability),
        cmocka_unit_test(
            far_apart_sections_keep_their_means_and_equal_ones_share_one),
        cmocka_unit_test(many_sections_are_integrated_as_finely),
        cmocka_unit_test(a_spread_below_a_step_of_the_mean_is_pooled),
        cmocka_unit_test(what_a_double_cannot_square_is_not_pooled),
        cmocka_unit_test(what_cannot_be_pooled_says_why),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
