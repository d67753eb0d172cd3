/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>

#include "unit.h"

#include "near.h"
#include "stat/reliability.h"

enum { QUIZ = 10 };

/* Wuensch, "The Kuder-Richardson 20" (East Carolina University, KR20.txt). */
static const double quiz[QUIZ * QUIZ] = {
    1, 1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0,
    1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0,
    1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0,
};
static const double ones[QUIZ] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

enum { PEOPLE = 30, QUESTIONS = 7 };

/* Chatterjee and Price (1977), a survey of 30 departments: rating,
 * complaints, privileges, learning, raises, critical, advance. */
static const double attitude[PEOPLE * QUESTIONS] = {
    43, 51, 30, 39, 61, 92, 45, 63, 64, 51, 54, 63, 73, 47, 71, 70, 68, 69,
    76, 86, 48, 61, 63, 45, 47, 54, 84, 35, 81, 78, 56, 66, 71, 83, 47, 43,
    55, 49, 44, 54, 49, 34, 58, 67, 42, 56, 66, 68, 35, 71, 75, 50, 55, 70,
    66, 41, 72, 82, 72, 67, 71, 83, 31, 67, 61, 45, 47, 62, 80, 41, 64, 53,
    53, 58, 58, 67, 34, 67, 60, 47, 39, 59, 74, 41, 69, 62, 57, 42, 55, 63,
    25, 68, 83, 83, 45, 59, 77, 35, 77, 77, 54, 72, 79, 77, 46, 81, 90, 50,
    72, 60, 54, 36, 74, 85, 64, 69, 79, 79, 63, 65, 60, 65, 75, 55, 80, 60,
    65, 70, 46, 57, 75, 85, 46, 50, 58, 68, 54, 64, 78, 52, 50, 40, 33, 34,
    43, 64, 33, 64, 61, 52, 62, 66, 80, 41, 53, 66, 52, 50, 63, 80, 37, 40,
    37, 42, 58, 50, 57, 49, 63, 54, 42, 48, 66, 75, 33, 66, 77, 66, 63, 88,
    76, 72, 78, 75, 58, 74, 80, 78, 49, 48, 57, 44, 45, 51, 83, 38, 85, 85,
    71, 71, 77, 74, 55, 82, 82, 39, 59, 64, 78, 39};
static const double hundred[QUESTIONS] = {100, 100, 100, 100, 100, 100, 100};

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
the_quiz_of_ten_has_its_published_kr20(void **state)
{
    struct coh_item_scores s = {quiz, ones, QUIZ, QUIZ};
    struct coh_reliability r;

    (void)state;
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_int_equal(r.n, 10);
    assert_int_equal(r.partly, 0);
    /* Wuensch: sum pq 2.18, variance (divisor n) 5.84. */
    assert_near(r.alpha, 10 / 9. * (1 - 2.18 / 5.84), 1e-14);
    /* R 4.2.2: psych::alpha(x)$total$raw_alpha, mean and sd of rowSums(x),
     * 1 - (1 - a) * qf(c(.975, .025), 9, 81), sd * sqrt(1 - a). */
    assert_near(r.alpha, 0.69634703196347025, 1e-14);
    assert_near(r.mean, 6.6, 1e-14);
    assert_near(r.sd, 2.5473297566057065, 1e-14);
    assert_near(r.ci.low, 0.30907042889908865, 1e-12);
    assert_near(r.ci.high, 0.91120371216276441, 1e-12);
    assert_near(r.sem, 1.4036988175425562, 1e-14);
    assert_null(r.why);
}

static void
alpha_without_an_item_is_the_alpha_of_the_rest(void **state)
{
    /* R 4.2.2: psych::alpha()$alpha.drop$raw_alpha. */
    static const double of_quiz[] = {0.60839160839160833, 0.60839160839160833,
                                     0.73526785714285714, 0.65245202558635396,
                                     0.62897727272727266, 0.68459302325581395,
                                     0.73550087873462211, 0.60839160839160833,
                                     0.75636672325976229, 0.65054347826086956};
    static const double of_attitude[] = {
        0.80976020630892143, 0.79691745727413965, 0.82784776593865905,
        0.80303097502257437, 0.79538657419820524, 0.86387231144643684,
        0.84046486826545730};
    struct coh_item_scores s = {quiz, ones, QUIZ, QUIZ};
    double alpha;
    size_t i;

    (void)state;
    for (i = 0; i < QUIZ; i++) {
        assert_int_equal(coh_reliability_without(&s, i, &alpha, NULL), 0);
        assert_near(alpha, of_quiz[i], 1e-14);
    }
    s = (struct coh_item_scores){attitude, hundred, PEOPLE, QUESTIONS};
    for (i = 0; i < QUESTIONS; i++) {
        assert_int_equal(coh_reliability_without(&s, i, &alpha, NULL), 0);
        assert_near(alpha, of_attitude[i], 1e-13);
    }
}

static void
the_attitude_survey_has_its_alpha(void **state)
{
    /* R 4.2.2: psych::alpha(datasets::attitude). */
    static const double drop[] = {0.67126205722366428, 0.74210971022223859,
                                  0.56071111148025565, 0.71444549813367619,
                                  0.78627559383439993, 0.26503433919667607,
                                  0.46081054946849642};
    struct coh_item_scores s = {attitude, hundred, PEOPLE, QUESTIONS};
    struct coh_reliability r;
    struct coh_item item;
    size_t i;

    (void)state;
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_near(r.alpha, 0.84314276956475986, 1e-14);
    assert_near(r.ci.low, 0.73937568564310729, 1e-12);
    assert_near(r.ci.high, 0.91577307215998160, 1e-12);
    assert_near(r.mean, 423.0666666666667, 1e-12);
    assert_near(r.sd, 57.748523392576786, 1e-12);
    for (i = 0; i < QUESTIONS; i++) {
        coh_item_analyse(&s, i, 0.95, &item);
        assert_near(item.point_biserial, drop[i], 1e-13);
    }
}

static void
check_feldt(double alpha, size_t n, size_t items, double level, double low,
            double high)
{
    struct coh_interval ci;

    assert_int_equal(coh_reliability_feldt(alpha, n, items, level, &ci, NULL),
                     0);
    assert_near(ci.low, low, 5e-6);
    assert_near(ci.high, high, 5e-6);
}

static void
feldts_intervals_are_those_published(void **state)
{
    struct coh_interval ci;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    /* R 4.2.2, 1 - (1 - a) * qf(p, n - 1, (n - 1) * (k - 1)); statpsych 2.0,
     * ci.cronbach(.05, .85, 7, 89): .7971 .8932. */
    check_feldt(.85, 89, 7, .95, .79706, .89317);
    check_feldt(.83, 100, 20, .95, .77765, .87480);
    check_feldt(.8, 30, 5, .95, .65917, .89411);
    /* The same at 90 %, the default of psychometric::alpha.CI(.8, 5, 30). */
    check_feldt(.8, 30, 5, .90, .68694, .88236);
    /* A class of 25 and 20 items: alpha .80 could be .67 to .90. */
    assert_int_equal(coh_reliability_feldt(.8, 25, 20, .95, &ci, NULL), 0);
    assert_near(ci.low, .67, .005);
    assert_near(ci.high, .90, .005);
    assert_int_equal(coh_reliability_feldt(1, 25, 20, .95, &ci, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_true(isnan(ci.low) && isnan(ci.high));
    /* 1 but for what its sums were rounded by. */
    assert_int_equal(coh_reliability_feldt(1 - 1e-14, 25, 20, .95, &ci, &err),
                     -1);
    assert_int_equal(coh_reliability_feldt(.5, 1, 20, .95, &ci, &err), -1);
    assert_string_equal(err.text, "under 2 rows or 2 items: no interval");
    err = (struct coh_error)COH_ERROR_INIT;
    assert_int_equal(coh_reliability_feldt(.5, 9, 1, .95, &ci, &err), -1);
    assert_string_equal(err.text, "under 2 rows or 2 items: no interval");
    assert_int_equal(coh_reliability_feldt(.5, 9, 3, 1, &ci, &err), -1);
}

static void
only_complete_rows_take_part(void **state)
{
    static const double x[] = {2, 1,   3, 1, 0, NAN, 2, 2, 4,   0,   1,   1,
                               1, NAN, 2, 2, 1, 4,   0, 0, 0.5, NAN, NAN, NAN};
    static const double full[] = {2, 2, 4};
    struct coh_item_scores s = {x, full, 8, 3};
    struct coh_reliability r;

    (void)state;
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_int_equal(r.n, 5);
    assert_int_equal(r.partly, 2);
    /* R 4.2.2: psych::alpha() of the complete cases. */
    assert_near(r.alpha, 0.87616822429906527, 1e-14);
    assert_near(r.mean, 4.7, 1e-15);
    assert_near(r.sd, 3.2710854467592250, 1e-14);
}

static void
what_is_not_defined_is_nan_and_says_why(void **state)
{
    static const double equal[] = {.1, .2, .3, .3, .2, .1, .1, .2, .3};
    static const double twins[] = {1, 1, 0, 0, 1, 1};
    struct coh_item_scores s = {quiz, ones, 0, QUIZ};
    struct coh_reliability r;
    double alpha;

    (void)state;
    for (s.rows = 0; s.rows < 2; s.rows++) {
        assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
        assert_int_equal(r.n, s.rows);
        assert_true(isnan(r.alpha) && isnan(r.sem) && isnan(r.ci.low));
        assert_non_null(r.why);
    }
    s = (struct coh_item_scores){quiz, ones, QUIZ * QUIZ, 1};
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_true(isnan(r.alpha));
    assert_string_equal(r.why, "one item: no alpha");
    s = (struct coh_item_scores){equal, ones, 3, 3};
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_true(isnan(r.alpha));
    assert_near(r.sd, 0, 0);
    /* Two items that always agree: alpha 1 (closed form), no interval. */
    s = (struct coh_item_scores){twins, ones, 3, 2};
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_near(r.alpha, 1, 1e-15);
    assert_near(r.sem, 0, 1e-7);
    assert_true(isnan(r.ci.low));
    assert_non_null(r.why);
    assert_int_equal(coh_reliability_without(&s, 0, &alpha, NULL), 0);
    assert_true(isnan(alpha));
}

static void
alpha_is_negative_where_items_disagree(void **state)
{
    /* Closed form: variances 1/3 each, covariance -1/6, k = 2:
     * 2 (1 - (2/3)/(1/3)) = -2. */
    static const double x[] = {1, 0, 0, 1, 0, 0};
    struct coh_item_scores s = {x, ones, 3, 2};
    struct coh_reliability r;

    (void)state;
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_near(r.alpha, -2, 1e-14);
    assert_near(r.sem, sqrt(1 / 3.) * sqrt(3), 1e-14);
}

static void
alpha_bears_shift_scale_order_and_doubling(void **state)
{
    double x[2 * PEOPLE * QUESTIONS];
    struct coh_item_scores s = {x, hundred, PEOPLE, QUESTIONS};
    struct coh_reliability r;
    size_t i, n = UNIT_COUNT(attitude);

    (void)state;
    for (i = 0; i < n; i++)
        x[i] = 1e9 + 4 * attitude[(PEOPLE - 1 - i / QUESTIONS) * QUESTIONS +
                                  i % QUESTIONS];
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_near(r.alpha, 0.84314276956475986, 1e-9);
    assert_near(r.sd, 4 * 57.748523392576786, 1e-6);
    memcpy(x, attitude, sizeof(attitude));
    memcpy(x + n, attitude, sizeof(attitude));
    s.rows = 2 * PEOPLE;
    assert_int_equal(coh_reliability_of(&s, 0.95, &r, NULL), 0);
    assert_near(r.alpha, 0.84314276956475986, 1e-14);
}

static int
work(struct coh_error *err)
{
    struct coh_item_scores s = {quiz, ones, QUIZ, QUIZ};
    struct coh_reliability r;
    double alpha;

    if (coh_reliability_of(&s, 0.95, &r, err))
        return -1;
    return coh_reliability_without(&s, 2, &alpha, err);
}

static void
memory_may_end_anywhere(void **state)
{
    (void)state;
    assert_int_equal(unit_torture(work), 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_quiz_of_ten_has_its_published_kr20),
        cmocka_unit_test(alpha_without_an_item_is_the_alpha_of_the_rest),
        cmocka_unit_test(the_attitude_survey_has_its_alpha),
        cmocka_unit_test(feldts_intervals_are_those_published),
        cmocka_unit_test(only_complete_rows_take_part),
        cmocka_unit_test(what_is_not_defined_is_nan_and_says_why),
        cmocka_unit_test(alpha_is_negative_where_items_disagree),
        cmocka_unit_test(alpha_bears_shift_scale_order_and_doubling),
        cmocka_unit_test(memory_may_end_anywhere),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
