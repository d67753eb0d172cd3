/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>

#include "unit.h"

#include "near.h"
#include "stat/correlation.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

/* A survey of clerks in 30 departments (Chatterjee and Price, Regression
 * Analysis by Example, 1977); R's attitude. */
static const double rating[] = {
    43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77,
    81, 74, 65, 65, 50, 50, 64, 53, 40, 63, 66, 78, 48, 85, 82,
};
static const double complaints[] = {
    51, 64, 70, 63, 78, 55, 67, 75, 82, 61, 53, 60, 62, 83, 77,
    90, 85, 60, 70, 58, 40, 61, 66, 37, 54, 77, 75, 57, 85, 82,
};

static struct coh_correlation
pearson(const double *x, const double *y, size_t n)
{
    struct coh_correlation c;

    assert_int_equal(coh_correlation_pearson(x, y, n, 0.95, &c, NULL), 0);
    return c;
}

static struct coh_correlation
spearman(const double *x, const double *y, size_t n)
{
    struct coh_correlation c;

    assert_int_equal(coh_correlation_spearman(x, y, n, 0.95, &c, NULL), 0);
    return c;
}

static void
the_clerks_have_r_s_correlation_and_fisher_s_interval(void **state)
{
    struct coh_correlation c = pearson(rating, complaints, 30);

    (void)state;
    /* R 4.2.2: cor.test(~ rating + complaints, attitude). */
    assert_near(c.r, 0.825417569542146, 1e-14);
    assert_near(c.ci.low, 0.6620127698709533, 1e-13);
    assert_near(c.ci.high, 0.9139138913536691, 1e-13);
    assert_null(c.why);
    /* The same call: p.value 1.98768220828403e-08. */
    assert_near(coh_correlation_p(c.r, 30), 1.98768220828403e-08, 1e-20);
    assert_true(isnan(coh_correlation_p(1, 30)));
    assert_true(isnan(coh_correlation_p(0.5, 2)));
    /* One degree of freedom is Cauchy: r = 1/sqrt 2 gives t = 1, p = 1/2. */
    assert_near(coh_correlation_p(sqrt(0.5), 3), 0.5, 1e-15);
}

static void
fisher_s_interval_has_statpsych_s_limits(void **state)
{
    struct coh_interval ci;
    double r;

    (void)state;
    /* statpsych, ci.cor(.05, .6, 0, 150): .485 to .6925, about an estimate that
     * is corrected for bias, atanh r − r/(2(n − 1)), as ours is not. */
    r = tanh(atanh(0.6) - 0.6 / 298);
    assert_int_equal(
        coh_correlation_interval(r, 150, 1 / sqrt(147), 0.95, &ci, NULL), 0);
    assert_near(ci.low, 0.485, 5e-5);
    assert_near(ci.high, 0.6925, 5e-5);
    /* R 4.2.2: tanh(atanh(.6) + c(-1, 1) * qnorm(.975) / sqrt(147)). */
    assert_int_equal(
        coh_correlation_interval(0.6, 150, 1 / sqrt(147), 0.95, &ci, NULL), 0);
    assert_near(ci.low, 0.4865208147555379, 1e-13);
    assert_near(ci.high, 0.6935699764492119, 1e-13);
}

static void
spearman_with_ties_has_statpsych_s_values(void **state)
{
    static const double y[] = {21, 4, 9, 12, 35, 18, 10, 22,
                               24, 1, 6, 8,  13, 16, 19};
    static const double x[] = {67, 28, 30, 28, 52, 40, 25, 37,
                               44, 10, 14, 20, 28, 40, 51};
    struct coh_correlation c = spearman(x, y, 15);

    (void)state;
    /* statpsych, ci.spear(.05, y, x): .8699639, .5840951 to .9638297; the
     * further digits are R 4.2.2's, cor(method = "spearman"). */
    assert_near(c.r, 0.8699639040426875, 1e-14);
    assert_near(c.ci.low, 0.5840950937594719, 1e-12);
    assert_near(c.ci.high, 0.9638296741569936, 1e-12);
}

static void
all_orders_of_eight_give_the_exact_p(void **state)
{
    static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8};
    static const double y[] = {2, 1, 4, 3, 7, 8, 6, 5};
    struct coh_correlation c = spearman(x, y, 8);
    double p;

    (void)state;
    /* Closed form without ties: 1 − 6·22/(8·63). */
    assert_near(c.r, 31.0 / 42, 1e-15);
    /* R 4.2.2: cor.test(x, y, method = "spearman"): .0458333, 1848 of 8!. */
    assert_int_equal(coh_correlation_spearman_exact(x, y, 8, &p, NULL), 0);
    assert_near(p, 1848.0 / 40320, 1e-16);
    /* The one order and its reverse. */
    assert_int_equal(coh_correlation_spearman_exact(x, x, 5, &p, NULL), 0);
    assert_near(p, 2.0 / 120, 1e-17);
}

static void
ties_are_ties_when_orders_are_counted(void **state)
{
    static const double x[] = {1, 1, 2}, y[] = {1, 1, 2};
    double p;

    (void)state;
    /* By hand: the 2 meets the 2 in two of six orders; in the other four the
     * correlation is −1/2, which is less. */
    assert_int_equal(coh_correlation_spearman_exact(x, y, 3, &p, NULL), 0);
    assert_near(p, 2.0 / 6, 1e-16);
}

static void
ranks_are_shared_among_equals(void **state)
{
    static const double x[] = {5, 3, 5, 1, 5};
    double r[5];

    (void)state;
    assert_int_equal(coh_correlation_ranks(x, 5, r, NULL), 0);
    /* 4, 2, 4, 1, 4, doubled. */
    assert_true(r[0] == 8 && r[1] == 4 && r[2] == 8 && r[3] == 2 && r[4] == 8);
}

static void
shift_scale_order_and_turning_do_what_they_must(void **state)
{
    double x[30], y[30];
    struct coh_correlation a = pearson(rating, complaints, 30), b;
    size_t i;

    (void)state;
    for (i = 0; i < 30; i++) {
        x[i] = 1e9 + 8 * rating[29 - i];
        y[i] = -complaints[29 - i] / 4;
    }
    b = pearson(x, y, 30);
    assert_near(a.r, -b.r, 1e-14);
    assert_near(a.ci.low, -b.ci.high, 1e-14);
    assert_near(pearson(complaints, rating, 30).r, a.r, 1e-15);
    /* Ranks see the order alone. */
    for (i = 0; i < 30; i++)
        x[i] = exp(rating[29 - i] / 7);
    assert_near(spearman(x, y, 30).r, -spearman(rating, complaints, 30).r,
                1e-15);
}

static void
what_is_undefined_is_not_a_number_and_has_a_reason(void **state)
{
    static const double x[] = {1, 2, 3, 4, 5}, same[] = {7, 7, 7, 7, 7};
    struct coh_correlation c;
    double p;

    (void)state;
    c = pearson(x, x, 0);
    assert_true(isnan(c.r) && c.why);
    c = spearman(x, x, 2);
    assert_true(isnan(c.r) && isnan(c.ci.low) && c.why);
    c = pearson(x, same, 5);
    assert_true(isnan(c.r) && c.why);
    c = pearson(x, x, 3);
    assert_true(c.r == 1 && isnan(c.ci.low) && c.why);
    c = pearson(x, x, 5);
    assert_true(c.r == 1 && isnan(c.ci.low) && c.why);
    c = spearman(x, x, 5);
    assert_true(c.r == 1 && isnan(c.ci.high) && c.why);
    assert_int_equal(coh_correlation_spearman_exact(x, same, 5, &p, NULL), 0);
    assert_true(isnan(p));
    assert_int_equal(coh_correlation_pearson(x, x, 5, 95, &c, NULL), -1);
}

static void
reasons_and_limits_stand_for_every_way_to_have_none(void **state)
{
    static const double up[] = {1, 2, 3, 4, 5}, down[] = {9, 7, 4, 2, 1};
    static const double large[] = {1e200, 2e200, -1e200, 4e200, 0};
    double many[COH_CORRELATION_COUNTED + 1], p = 0;
    struct coh_interval ci = {0, 0};
    struct coh_correlation c;
    size_t i;

    (void)state;
    assert_int_equal(coh_correlation_interval(1, 9, 0.5, 0.95, &ci, NULL), 0);
    assert_true(isnan(ci.low) && isnan(ci.high));
    /* No level above 1, where there is nothing to have an interval of too. */
    assert_int_equal(coh_correlation_interval(0.5, 3, 1, 1.5, &ci, NULL), -1);
    assert_int_equal(coh_correlation_interval(0.5, 3, 1, 1, &ci, NULL), -1);
    c = pearson(up, large, 5);
    assert_true(isnan(c.r));
    assert_string_equal(c.why, "numbers too large: no correlation");
    c = spearman(up, down, 5);
    assert_true(c.r == -1);
    assert_string_equal(c.why,
                        "both put all students in one order: no interval");
    for (i = 0; i <= COH_CORRELATION_COUNTED; i++)
        many[i] = (double)i;
    assert_int_equal(coh_correlation_spearman_exact(
                         many, many, COH_CORRELATION_COUNTED + 1, &p, NULL),
                     0);
    assert_true(isnan(p));
}

static void
kappa_is_agreement_beyond_chance(void **state)
{
    static const size_t two[] = {20, 5, 10, 15};
    static const size_t three[] = {44, 5, 1, 7, 20, 3, 9, 5, 6};
    static const size_t one[] = {9, 0, 0, 0}, none[] = {0, 0, 0, 0};

    (void)state;
    /* By hand: 35 of 50 agree, chance gives (25·30 + 25·20)/50 = 25: 10/25. */
    assert_near(coh_correlation_by_chance(two, 2), 25, 1e-13);
    assert_near(coh_correlation_kappa(two, 2), 0.4, 1e-15);
    /* R 4.2.2, psych 2.2.9: cohen.kappa(matrix(c(44,5,1,7,20,3,9,5,6), 3)). */
    assert_near(coh_correlation_kappa(three, 3), 0.4915254237288135, 1e-14);
    assert_true(isnan(coh_correlation_kappa(one, 2)));
    assert_true(isnan(coh_correlation_kappa(none, 2)));
    assert_true(isnan(coh_correlation_by_chance(none, 2)));
}

static int
work(struct coh_error *err)
{
    struct coh_correlation c;
    double p;

    if (coh_correlation_spearman(rating, complaints, 30, 0.95, &c, err))
        return -1;
    return coh_correlation_spearman_exact(rating, complaints, 5, &p, err);
}

static void
every_failing_allocation_is_told(void **state)
{
    (void)state;
    assert_int_equal(unit_torture(work), 6);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clerks_have_r_s_correlation_and_fisher_s_interval),
        cmocka_unit_test(fisher_s_interval_has_statpsych_s_limits),
        cmocka_unit_test(spearman_with_ties_has_statpsych_s_values),
        cmocka_unit_test(all_orders_of_eight_give_the_exact_p),
        cmocka_unit_test(ties_are_ties_when_orders_are_counted),
        cmocka_unit_test(ranks_are_shared_among_equals),
        cmocka_unit_test(shift_scale_order_and_turning_do_what_they_must),
        cmocka_unit_test(what_is_undefined_is_not_a_number_and_has_a_reason),
        cmocka_unit_test(reasons_and_limits_stand_for_every_way_to_have_none),
        cmocka_unit_test(kappa_is_agreement_beyond_chance),
        cmocka_unit_test(every_failing_allocation_is_told),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
