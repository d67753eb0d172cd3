/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "near.h"
#include "stat/true-score.h"

/* P(below) by Kelley with this reliability, sd and mean. */
static double
below(double x, double cut, double r, double sd, double mean)
{
    double sem = coh_true_score_sem(sd, r);
    struct coh_true_score t =
        coh_true_score(x, sem, mean, coh_true_score_spread(sd, sem));

    return coh_true_score_below(&t, cut);
}

static double
naive(double x, double cut, double sem)
{
    struct coh_true_score t = coh_true_score(x, sem, 0, NAN);

    return coh_true_score_below(&t, cut);
}

static void
a_score_near_the_cut_has_the_worked_numbers(void **state)
{
    /* SEM 2 and r 0.85: sd = 2/√0.15. T = 0.85·24 + 0.15·22 = 23.7,
     * see = sd·√(0.85·0.15); R 4.2.2: pnorm((25 - 23.7)/1.843909) and
     * pnorm((25 - 24)/2). */
    double sd = 2 / sqrt(0.15);
    struct coh_true_score t =
        coh_true_score(24, 2, 22, coh_true_score_spread(sd, 2));

    (void)state;
    assert_near(t.estimate, 23.7, 1e-12);
    assert_near(t.see, 1.843909, 5e-7);
    assert_near(t.see, sd * sqrt(0.85 * 0.15), 1e-12);
    assert_near(coh_true_score_below(&t, 25), 0.7596023, 5e-8);
    assert_near(naive(24, 25, 2), 0.6914625, 5e-8);
}

static void
scores_around_seventy_have_the_worked_chances(void **state)
{
    /* sd 10, mean 72, r 0.85, cut 70: pnorm in R 4.2.2. */
    static const double expected[5][2] = {
        {65, 0.8657}, {68, 0.6525}, {70, 0.4665}, {72, 0.2877}, {75, 0.1013}};
    size_t i;

    (void)state;
    for (i = 0; i < 5; i++)
        assert_near(below(expected[i][0], 70, 0.85, 10, 72), expected[i][1],
                    5e-5);
    assert_near(naive(65, 70, 10 * sqrt(0.15)), 0.9016, 5e-5);
}

static void
misplacement_falls_with_the_distance_in_sems(void **state)
{
    /* The normal tail at 0, .25, .5, 1, 1.5 and 2: 50 40.1 30.9 15.9 6.7 2.3 %
     * on the wrong side. */
    static const double expected[6][2] = {{0, .5},   {.25, .401}, {.5, .309},
                                          {1, .159}, {1.5, .067}, {2, .023}};
    size_t i;

    (void)state;
    for (i = 0; i < 6; i++) {
        assert_near(naive(70 + 3 * expected[i][0], 70, 3), expected[i][1],
                    5e-4);
        assert_near(naive(70 - 3 * expected[i][0], 70, 3), 1 - expected[i][1],
                    5e-4);
    }
}

static void
misclassification_at_the_mean_is_the_arc_cosine(void **state)
{
    /* Closed form: with the cut at the mean, acos(√r)/π of all students lie on
     * the other side than their true score; r .7 18.5 %, .8 14.8, .9 10.2. */
    static const double r[] = {0.5, 0.7, 0.8, 0.9, 0.95};
    double z, p, sum, step = 1e-3;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(r); i++) {
        sum = 0;
        for (z = -10 + step / 2; z < 10; z += step) {
            p = below(50 + 10 * z, 50, r[i], 10, 50);
            sum += step * exp(-0.5 * z * z) / sqrt(2 * acos(-1)) *
                   (z < 0 ? 1 - p : p);
        }
        assert_near(sum, acos(sqrt(r[i])) / acos(-1), 1e-6);
    }
    assert_near(acos(sqrt(0.8)) / acos(-1), 0.148, 5e-4);
}

static void
scale_and_shift_keep_the_chance(void **state)
{
    (void)state;
    assert_near(below(3 * 68 + 1e6, 3 * 70 + 1e6, 0.85, 30, 3 * 72 + 1e6),
                below(68, 70, 0.85, 10, 72), 1e-10);
    assert_near(below(-68, -70, 0.85, 10, -72), 1 - below(68, 70, 0.85, 10, 72),
                1e-14);
}

static void
what_cannot_be_told_is_blank(void **state)
{
    struct coh_true_score t = {.estimate = 70, .see = 0};

    (void)state;
    assert_true(isnan(coh_true_score_spread(3, 3)));
    assert_true(isnan(coh_true_score_spread(3, 4)));
    assert_true(isnan(coh_true_score_spread(NAN, 1)));
    assert_true(isnan(coh_true_score_sem(10, 1.1)));
    assert_true(isnan(coh_true_score_sem(10, -0.1)));
    assert_true(isnan(coh_true_score_below(&t, 70)));
    /* Without a spread the score stands for itself. */
    t = coh_true_score(70, 3, 50, NAN);
    assert_near(t.estimate, 70, 0);
    assert_near(t.see, 3, 0);
    assert_int_equal(coh_true_score_verdict(NAN, 1, 0.5),
                     COH_TRUE_SCORE_UNKNOWN);
    assert_int_equal(coh_true_score_verdict(1, 1, NAN), COH_TRUE_SCORE_UNKNOWN);
    assert_string_equal(coh_true_score_word(COH_TRUE_SCORE_UNKNOWN), "");
}

static void
scores_without_error_and_scores_of_nothing_else_are_the_ends(void **state)
{
    struct coh_true_score t = {.estimate = 71, .see = 0};

    (void)state;
    assert_true(coh_true_score_spread(3, 0) == 3);
    assert_true(isnan(coh_true_score_spread(3, -1)));
    assert_true(coh_true_score_sem(10, 1) == 0);
    assert_true(coh_true_score_sem(10, 0) == 10);
    /* Nothing is told where nothing is estimated, on neither side. */
    assert_true(isnan(coh_true_score_below(&t, 70)));
    assert_true(isnan(coh_true_score_below(&t, 72)));
}

static void
an_estimate_on_the_cut_contradicts_neither_side(void **state)
{
    (void)state;
    assert_int_equal(coh_true_score_verdict(2.1, 2, 0.5), COH_TRUE_SCORE_ABOVE);
    assert_int_equal(coh_true_score_verdict(-2.1, 2, 0.5),
                     COH_TRUE_SCORE_BELOW);
    /* Of one unit and less there is a verdict too. */
    assert_int_equal(coh_true_score_verdict(0.5, 0.2, 0.1),
                     COH_TRUE_SCORE_ABOVE);
    assert_int_equal(coh_true_score_verdict(-0.5, 0.2, 0.9),
                     COH_TRUE_SCORE_BELOW);
}

static void
a_verdict_needs_one_sem_and_no_contradiction(void **state)
{
    (void)state;
    assert_int_equal(coh_true_score_verdict(-2.1, 2, 0.9),
                     COH_TRUE_SCORE_BELOW);
    assert_int_equal(coh_true_score_verdict(2.1, 2, 0.1), COH_TRUE_SCORE_ABOVE);
    assert_int_equal(coh_true_score_verdict(-2, 2, 0.9), COH_TRUE_SCORE_CLOSE);
    assert_int_equal(coh_true_score_verdict(0, 2, 0.4), COH_TRUE_SCORE_CLOSE);
    /* r 0.5, mean 50, cut 70: 78 is more than one SEM above, T = 64 below. */
    assert_true(below(78, 70, 0.5, 10, 50) > 0.8);
    assert_int_equal(
        coh_true_score_verdict(8, 10 * sqrt(0.5), below(78, 70, 0.5, 10, 50)),
        COH_TRUE_SCORE_CLOSE);
    assert_string_equal(coh_true_score_word(COH_TRUE_SCORE_CLOSE),
                        "too close to call");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_score_near_the_cut_has_the_worked_numbers),
        cmocka_unit_test(scores_around_seventy_have_the_worked_chances),
        cmocka_unit_test(misplacement_falls_with_the_distance_in_sems),
        cmocka_unit_test(misclassification_at_the_mean_is_the_arc_cosine),
        cmocka_unit_test(scale_and_shift_keep_the_chance),
        cmocka_unit_test(what_cannot_be_told_is_blank),
        cmocka_unit_test(
            scores_without_error_and_scores_of_nothing_else_are_the_ends),
        cmocka_unit_test(an_estimate_on_the_cut_contradicts_neither_side),
        cmocka_unit_test(a_verdict_needs_one_sem_and_no_contradiction),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
