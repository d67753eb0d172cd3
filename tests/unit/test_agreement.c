/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <gsl/gsl_errno.h>
#include <math.h>

#include "near.h"
#include "stat/agreement.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
agreement_has_its_published_values(void **state)
{
    /* R package agrmt (Ruedin), documentation of agreement(): 0.6113333. */
    static const size_t seven[] = {30, 40, 210, 130, 530, 50, 10};
    /* The rest by van der Eijk's layers, R 4.2.2. The fifth: by hand, layers
     * 01111 × 1, 00111 × 1, 00011 × 2, 00010 × 1 of 12 answers. */
    static const struct {
        size_t count[5];
        double a;
    } five[] = {
        {{0, 0, 10, 0, 0}, 1},
        {{5, 0, 0, 0, 5}, -1},
        {{2, 2, 2, 2, 2}, 0},
        {{1, 2, 4, 2, 1}, 0.35},
        {{0, 1, 2, 5, 4}, .541667},
        {{4, 1, 0, 1, 4}, -.655556},
        {{0, 0, 3, 6, 3}, 0.625},
        {{1, 0, 0, 0, 11}, .666667},
        /* multilevel::lq2002, unit 2, LEAD01: .4236111 */
        {{3, 6, 4, 11, 0}, .4236111},
    };
    size_t i;

    (void)state;
    assert_near(coh_agreement(seven, 7), 0.6113333, 5e-8);
    for (i = 0; i < UNIT_COUNT(five); i++)
        assert_near(coh_agreement(five[i].count, 5), five[i].a, 5e-7);
}

static void
agreement_keeps_when_turned_round_or_doubled(void **state)
{
    static const size_t count[] = {1, 0, 4, 2, 0, 3, 1};
    size_t turned[7], doubled[7], i;

    (void)state;
    for (i = 0; i < 7; i++)
        turned[6 - i] = count[i], doubled[i] = 2 * count[i];
    assert_near(coh_agreement(turned, 7), coh_agreement(count, 7), 1e-15);
    assert_near(coh_agreement(doubled, 7), coh_agreement(count, 7), 1e-15);
}

static void
agreement_is_undefined_without_answers_or_shape(void **state)
{
    static const size_t none[12], two[] = {3, 1}, one[] = {0, 1, 0};

    (void)state;
    assert_true(isnan(coh_agreement(none, 5)));
    assert_true(isnan(coh_agreement(two, 2)));
    assert_true(isnan(coh_agreement(none, 12)));
    assert_true(coh_agreement(one, 3) == 1);
    assert_false(coh_agreement_reaches(NAN, 0));
    assert_false(coh_agreement_reaches(0, NAN));
}

/* What n people do at random, or a failure of the test. */
static struct coh_agreement_random
random_of(size_t n, size_t k)
{
    struct coh_agreement_random r = COH_AGREEMENT_RANDOM_INIT;

    assert_int_equal(coh_agreement_random_fill(&r, n, k, 0.05, 1, NULL), 0);
    return r;
}

static void
the_benchmark_is_that_of_all_answers_enumerated(void **state)
{
    /* R 4.2.2: dmultinom() over all compositions, with A written in R from
     * van der Eijk (2001). n = 3, 4, 5 of 5 options also by hand: unanimous
     * are 5 of 125 and 5 of 625; of 3,125 answers of five people 5 are, 40
     * have one neighbour (A .9), 80 have two (A .8): 125/3,125 = .04. */
    static const struct {
        size_t n, k;
        double benchmark, chance, mean, sd, at_most_0;
    } known[] = {
        {5, 5, .8, .04, .2661333333, .2967712874, .1632},
        {6, 5, 13. / 18, .035776, .2270222222, .2800499756, .1536},
        {8, 5, 7. / 12, .04260096, .1980544, .2345753891, .2244659200},
        {10, 5, 31. / 60, .0469629952, .1761749333, .2100575952, .1801549824},
        {12, 5, 17. / 36, .046056706, .1583781638, .1916953543, .2277555569},
        {4, 3, 1, .037037037, .2962962963, .4463692886, .1728395062},
        {5, 7, 11. / 15, .0498006783, .2850201305, .2569806879, .1249479384},
        {6, 4, 7. / 9, .0317382812, .2159830729, .3129341359, .3149414063},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(known); i++) {
        struct coh_agreement_random r = random_of(known[i].n, known[i].k);

        assert_true(r.exact);
        assert_near(r.benchmark, known[i].benchmark, 1e-9);
        assert_near(r.chance, known[i].chance, 1e-10);
        assert_near(r.mean, known[i].mean, 1e-10);
        assert_near(r.sd, known[i].sd, 1e-10);
        assert_near(coh_agreement_at_most(&r, 0), known[i].at_most_0, 1e-10);
        assert_near(coh_agreement_at_least(&r, -1), 1, 1e-12);
        coh_agreement_random_release(&r);
    }
}

static void
few_people_beat_random_answers_only_together_or_never(void **state)
{
    /* Counted: two of five options agree 5 times of 25; three and four are of
     * one mind 5 times of 125 and of 625; three of three options 3 of 27. */
    struct coh_agreement_random two = random_of(2, 5), three = random_of(3, 5);
    struct coh_agreement_random four = random_of(4, 5), few = random_of(3, 3);

    (void)state;
    assert_true(isnan(two.benchmark) && isnan(two.chance));
    assert_true(three.benchmark == 1 && four.benchmark == 1);
    assert_near(three.chance, 0.04, 1e-14);
    assert_near(four.chance, 0.008, 1e-14);
    assert_true(isnan(few.benchmark));
    assert_near(coh_agreement_at_least(&two, 1), 0.2, 1e-14);
    coh_agreement_random_release(&two);
    coh_agreement_random_release(&three);
    coh_agreement_random_release(&four);
    coh_agreement_random_release(&few);
}

static void
too_many_answers_are_drawn_and_meet_the_last_that_are_counted(void **state)
{
    /* 67 people are enumerated, 68 are not: neighbours in mean and benchmark.
     * 99,999 draws: 4 standard errors of the mean are 4 × .08/316. */
    struct coh_agreement_random exact = random_of(67, 5);
    struct coh_agreement_random drawn = random_of(68, 5);
    struct coh_agreement_random again = random_of(68, 5);
    double sum = 0;
    size_t i;

    (void)state;
    assert_true(exact.exact && !drawn.exact);
    assert_near(drawn.mean, exact.mean, 0.0011 + 0.0009);
    assert_near(drawn.benchmark, exact.benchmark, 0.01);
    assert_true(drawn.chance <= 0.05 && drawn.chance > 0.04);
    assert_true(drawn.mean == again.mean);
    assert_true(coh_agreement_at_least(&drawn, 2) > 0);
    /* By the definition: one team is seen, the draws are all others. */
    for (i = 0; i < drawn.values; i++)
        sum += drawn.value[i] * drawn.weight[i];
    assert_near(drawn.mean, sum / (99999.0 / 100000), 1e-11);
    for (i = 0, sum = 0; i < drawn.values; i++)
        sum += pow(drawn.value[i] - drawn.mean, 2) * drawn.weight[i];
    assert_near(drawn.sd, sqrt(sum / (99999.0 / 100000)), 1e-11);
    coh_agreement_random_release(&exact);
    coh_agreement_random_release(&drawn);
    coh_agreement_random_release(&again);
}

static void
nobody_answers_at_random(void **state)
{
    struct coh_agreement_random r = COH_AGREEMENT_RANDOM_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_agreement_random_fill(&r, 0, 5, .05, 1, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_agreement_random_fill(&r, 5, 2, .05, 1, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
}

static int
fill(struct coh_error *err)
{
    struct coh_agreement_random r = COH_AGREEMENT_RANDOM_INIT;
    int rc = coh_agreement_random_fill(&r, 12, 5, 0.05, 1, err);

    coh_agreement_random_release(&r);
    return rc;
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    (void)state;
    assert_true(unit_torture(fill) > 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agreement_has_its_published_values),
        cmocka_unit_test(agreement_keeps_when_turned_round_or_doubled),
        cmocka_unit_test(agreement_is_undefined_without_answers_or_shape),
        cmocka_unit_test(the_benchmark_is_that_of_all_answers_enumerated),
        cmocka_unit_test(few_people_beat_random_answers_only_together_or_never),
        cmocka_unit_test(
            too_many_answers_are_drawn_and_meet_the_last_that_are_counted),
        cmocka_unit_test(nobody_answers_at_random),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
