/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published and enumerated figures about small classes, each across one or
 * more modules of stat/. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "unit.h"

#include "near.h"
#include "stat/agreement.h"
#include "stat/change.h"
#include "stat/correlation.h"
#include "stat/difference.h"
#include "stat/interval.h"
#include "stat/item.h"
#include "stat/permute.h"
#include "stat/reliability.h"
#include "stat/sample.h"
#include "stat/trend.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

/* A finished sample of whole numbers at a scale. */
static struct coh_sample
sample(const int *x, size_t n, int scale)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    size_t i;

    for (i = 0; i < n; i++) {
        struct coh_decimal d = {x[i], scale};

        assert_int_equal(coh_sample_add(&s, d, NULL), 0);
    }
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    return s;
}

/* ---- means and differences ---- */

static void
half_widths_of_means_are_known_in_standard_deviations(void **state)
{
    /* t(.975, n − 1)/√n, R 4.2.2. */
    static const double known[][2] = {{5, 1.241663998},  {10, 0.715356906},
                                      {15, .5537815416}, {20, .4680144064},
                                      {25, .4127797123}, {30, .3734061368},
                                      {60, .2583273925}, {120, .1807575614}};
    struct coh_interval ci;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        assert_int_equal(
            coh_interval_mean(0, 1, (size_t)known[i][0], 0.95, &ci, NULL), 0);
        assert_near(ci.high, known[i][1], 5e-10);
        assert_near(ci.low, -known[i][1], 5e-10);
    }
}

static void
the_first_drug_of_sleep_has_its_spread(void **state)
{
    /* Student (1908); R 4.2.2: sd(sleep$extra[1:10]), 1.789009658. */
    static const int extra[] = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
    struct coh_sample s = sample(extra, 10, 1);

    (void)state;
    assert_near(coh_sample_mean(&s), 0.75, 0);
    assert_near(sqrt(coh_sample_variance(&s)), 1.789009658, 5e-10);
    coh_sample_release(&s);
}

static void
the_mice_of_efron_and_tibshirani_differ_by_welch_as_in_r(void **state)
{
    /* Efron and Tibshirani (1993), table 2.1: a difference of 30.63492; R
     * 4.2.2: t.test(treated, control): t 1.0587106, df 9.6544901, p .3155007,
     * -34.15278514 to 95.42262641. */
    static const int treated[] = {94, 197, 16, 38, 99, 141, 23};
    static const int control[] = {52, 104, 146, 10, 51, 30, 40, 27, 46};
    struct coh_sample s = sample(treated, 7, 0), t = sample(control, 9, 0);
    struct coh_side a = coh_side_of(&s), b = coh_side_of(&t);
    struct coh_difference d;

    (void)state;
    assert_int_equal(coh_difference_welch(&a, &b, 0.95, &d, NULL), 0);
    assert_near(d.value, 30.63492, 5e-6);
    assert_near(d.t, 1.0587106, 5e-8);
    assert_near(d.df, 9.6544901, 5e-8);
    assert_near(coh_difference_p(&d), 0.3155007, 5e-8);
    assert_near(d.ci.low, -34.15278514, 5e-9);
    assert_near(d.ci.high, 95.42262641, 5e-9);
    coh_sample_release(&s);
    coh_sample_release(&t);
}

static void
pairs_have_the_published_standard_error(void **state)
{
    /* statpsych, ci.mean.ps(.05, 58.2, 51.4, 7.43, 8.92, .537, 30): 6.8, se
     * 1.455922. */
    struct coh_side a = {.n = 30, .inexact = 1, .mean = 58.2}, b = a,
                    change = a;
    struct coh_difference d;

    (void)state;
    a.squares = 29 * 7.43 * 7.43;
    b.mean = 51.4;
    b.squares = 29 * 8.92 * 8.92;
    change.mean = 58.2 - 51.4;
    change.squares = 29 * (7.43 * 7.43 + 8.92 * 8.92 - 2 * 0.537 * 7.43 * 8.92);
    assert_int_equal(coh_difference_paired(&a, &b, &change, 0.95, &d, NULL), 0);
    assert_near(d.value, 6.8, 1e-12);
    assert_near(d.se, 1.455922, 5e-7);
}

static void
few_against_few_have_a_least_p(void **state)
{
    /* Closed form, 2/C(2n, n): .10 at 3 against 3, .0286 at 4, .0079 at 5. */
    static const int score[] = {1, 2, 4, 8, 16, 40, 41, 43, 47, 55};
    static const double splits[] = {20, 70, 252};
    size_t n;

    (void)state;
    for (n = 3; n <= 5; n++) {
        struct coh_sample low = sample(score, n, 0);
        struct coh_sample high = sample(score + 5, n, 0);
        const struct coh_sample *both[] = {&low, &high};
        struct coh_pool pool = COH_POOL_INIT;
        struct coh_permute p;

        assert_int_equal(coh_pool_fill(&pool, both, 2, NULL), 0);
        assert_int_equal(coh_permute_welch(&pool, &low, 1, &p, NULL), 0);
        assert_near(p.p, 2 / splits[n - 3], 1e-15);
        assert_near(p.least, 2 / splits[n - 3], 1e-15);
        coh_pool_release(&pool);
        coh_sample_release(&low);
        coh_sample_release(&high);
    }
}

static void
twelve_subgroups_alike_raise_a_flag_nearly_every_second_time(void **state)
{
    (void)state;
    /* Closed form: 1 − .95^12. */
    assert_near(coh_change_any_false(12, 0.95), 0.4596399, 5e-8);
}

/* ---- rates ---- */

static void
rates_of_a_class_have_their_wilson_intervals(void **state)
{
    /* R 4.2.2: prop.test(k, n, correct = FALSE): 17/22 .5656 to .8988, 4/5
     * .3755 to .9638; 60 % of 10, 20, 25 and 30 in whole per cents: 31 to 83,
     * 39 to 78, 41 to 77, 42 to 75. */
    static const double known[][5] = {
        {17, 22, .5656, .8988, 5e-5}, {4, 5, .3755, .9638, 5e-5},
        {6, 10, .31, .83, 5e-3},      {12, 20, .39, .78, 5e-3},
        {15, 25, .41, .77, 5e-3},     {18, 30, .42, .75, 5e-3}};
    struct coh_interval ci;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        assert_int_equal(
            coh_interval_rate(known[i][0], known[i][1], 0.95, &ci, NULL), 0);
        assert_near(ci.low, known[i][2], known[i][4]);
        assert_near(ci.high, known[i][3], known[i][4]);
    }
}

/* Exact coverage of an interval of a rate of n, on the shares .02, .022, …
 * .98: its mean and its least. */
static void
coverage(int (*interval)(double, double, double, struct coh_interval *,
                         struct coh_error *),
         unsigned n, double *mean, double *least)
{
    struct coh_interval ci[31];
    unsigned k;
    int i;

    for (k = 0; k <= n; k++)
        assert_int_equal(interval(k, n, 0.95, &ci[k], NULL), 0);
    *mean = 0;
    *least = 1;
    for (i = 0; i <= 480; i++) {
        double share = 0.02 + 0.002 * i, held = 0;

        for (k = 0; k <= n; k++)
            if (ci[k].low <= share && share <= ci[k].high)
                held += gsl_ran_binomial_pdf(k, share, n);
        *mean += held / 481;
        *least = fmin(*least, held);
    }
}

static void
intervals_of_rates_hold_as_often_as_enumerated(void **state)
{
    /* Mean and least coverage by exact enumeration, R 4.2.2: dbinom() over
     * prop.test(correct = FALSE) and qbeta(), on the same shares. */
    static const struct {
        unsigned n;
        double wilson, wilson_least, jeffreys, jeffreys_least;
    } known[] = {{5, .9552, .8325, .9576, .8947},
                 {10, .9553, .8954, .9526, .8683},
                 {20, .9535, .9057, .9506, .8947},
                 {30, .9532, .9192, .9495, .8887}};
    double mean, least;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        coverage(coh_interval_rate, known[i].n, &mean, &least);
        assert_near(mean, known[i].wilson, 5.1e-5);
        assert_near(least, known[i].wilson_least, 5.1e-5);
        coverage(coh_interval_jeffreys, known[i].n, &mean, &least);
        assert_near(mean, known[i].jeffreys, 5.1e-5);
        assert_near(least, known[i].jeffreys_least, 5.1e-5);
    }
}

/* ---- lines and correlations ---- */

static void
a_slopes_error_falls_with_the_weeks_as_tabled(void **state)
{
    /* Closed form, 10/√Sxx, of one score a week scattered by 10 about its
     * line (the design of Christ, School Psychology Review 35, 2006), and the
     * half-width at 95 %: t(.975, n − 2) times that. */
    static const struct {
        size_t n;
        double error, half;
    } known[] = {{6, 2.39, 6.6},
                 {8, 1.54, NAN},
                 {10, 1.10, 2.5},
                 {14, .66, 1.4},
                 {20, .39, .8}};
    struct coh_trend_point point[20];
    struct coh_trend t;
    size_t i, j;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        for (j = 0; j < known[i].n; j++)
            point[j] = (struct coh_trend_point){.day = 20000 + 7 * (int)j,
                                                .score = (double)(j * j % 7)};
        assert_int_equal(coh_trend_fit(point, known[i].n, 0.95, &t, NULL), 0);
        assert_near(10 * t.error / t.see, known[i].error, 5e-3);
        if (!isnan(known[i].half))
            assert_near(10 * (t.ci.high - t.slope) / t.see, known[i].half, .05);
    }
}

static void
a_middling_correlation_says_little_of_a_class(void **state)
{
    /* R 4.2.2: tanh(atanh(.5) + c(-1, 1) * qnorm(.975)/sqrt(n - 3)). */
    static const double known[][3] = {{10, -.189183870684, .859153485209},
                                      {25, .130688666326, .747458854318},
                                      {60, .281861037645, .668988366472}};
    struct coh_interval ci;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        size_t n = (size_t)known[i][0];

        assert_int_equal(coh_correlation_interval(
                             0.5, n, 1 / sqrt((double)n - 3), 0.95, &ci, NULL),
                         0);
        assert_near(ci.low, known[i][1], 1e-12);
        assert_near(ci.high, known[i][2], 1e-12);
    }
}

/* ---- items and surveys ---- */

enum { LSAT = 1000, QUESTIONS = 5 };

static void
the_law_school_test_has_its_item_figures(void **state)
{
    /* Bock and Lieberman (1970), section 6 of a law school admission test:
     * how many of 1,000 gave each pattern of right answers, the first
     * question in the highest bit. */
    static const int count[32] = {3,  6,  2,  11, 1,  1,   3,  4,  1,  8,  0,
                                  16, 0,  3,  2,  15, 10,  29, 14, 81, 3,  28,
                                  15, 80, 16, 56, 21, 173, 11, 61, 28, 298};
    /* p as published; R 4.2.2, psych 2.2.9: alpha(lsat6). */
    static const double p[] = {.924, .709, .553, .763, .870};
    static const double drop[] = {0.11283268892234177, 0.15317812011652954,
                                  0.17277894329109036, 0.14442809524709366,
                                  0.12159640254709643};
    static const double without[] = {0.27535621079823419, 0.23758390464668189,
                                     0.21679946294328217, 0.24593271043357104,
                                     0.26629441120825137};
    static const double ones[QUESTIONS] = {1, 1, 1, 1, 1};
    static double x[LSAT * QUESTIONS];
    struct coh_item_scores s = {x, ones, LSAT, QUESTIONS};
    struct coh_reliability r;
    struct coh_item item;
    size_t row = 0, q;
    double alpha;
    int pattern, i;

    (void)state;
    for (pattern = 0; pattern < 32; pattern++)
        for (i = 0; i < count[pattern]; i++, row++)
            for (q = 0; q < QUESTIONS; q++)
                x[row * QUESTIONS + q] = pattern >> (QUESTIONS - 1 - q) & 1;
    assert_int_equal(row, LSAT);
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_near(r.alpha, 0.29499719221594434, 1e-13);
    for (q = 0; q < QUESTIONS; q++) {
        coh_item_analyse(&s, q, 0.95, &item);
        assert_near(item.difficulty, p[q], 1e-14);
        assert_near(item.point_biserial, drop[q], 1e-13);
        assert_int_equal(coh_reliability_without(&s, q, &alpha, NULL), 0);
        assert_near(alpha, without[q], 1e-13);
    }
}

static void
larger_teams_that_answer_at_random_agree_less(void **state)
{
    /* Mean and sd of A over all answers of n people to five options. R 4.2.2,
     * dmultinom() over all compositions, with A written in R; random teams
     * drawn gave .124 (.146) at 20 and .073 (.092) at 50. */
    static const struct {
        size_t n;
        double mean, sd;
    } known[] = {{20, 0.12163030986042, 0.14719179837445},
                 {50, 0.075435173274805, 0.09260842356139}};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        struct coh_agreement_random r = COH_AGREEMENT_RANDOM_INIT;

        assert_int_equal(
            coh_agreement_random_fill(&r, known[i].n, 5, 0.05, 1, NULL), 0);
        assert_true(r.exact);
        assert_near(r.mean, known[i].mean, 1e-9);
        assert_near(r.sd, known[i].sd, 1e-9);
        coh_agreement_random_release(&r);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_widths_of_means_are_known_in_standard_deviations),
        cmocka_unit_test(the_first_drug_of_sleep_has_its_spread),
        cmocka_unit_test(
            the_mice_of_efron_and_tibshirani_differ_by_welch_as_in_r),
        cmocka_unit_test(pairs_have_the_published_standard_error),
        cmocka_unit_test(few_against_few_have_a_least_p),
        cmocka_unit_test(
            twelve_subgroups_alike_raise_a_flag_nearly_every_second_time),
        cmocka_unit_test(rates_of_a_class_have_their_wilson_intervals),
        cmocka_unit_test(intervals_of_rates_hold_as_often_as_enumerated),
        cmocka_unit_test(a_slopes_error_falls_with_the_weeks_as_tabled),
        cmocka_unit_test(a_middling_correlation_says_little_of_a_class),
        cmocka_unit_test(the_law_school_test_has_its_item_figures),
        cmocka_unit_test(larger_teams_that_answer_at_random_agree_less),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
