/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>

#include "unit.h"

#include "near.h"
#include "stat/anova.h"

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
groups_of_one_and_two_doubles_have_their_squares(void **state)
{
    /* Beyond what a decimal holds: the samples are of doubles. */
    static const double x[] = {5, 3, 4, 9, 7, 8, 6, 10};
    static const size_t size[] = {1, 2, 5};
    struct coh_sample s[3];
    const struct coh_sample *at[3] = {&s[0], &s[1], &s[2]};
    struct coh_anova_group group[3];
    struct coh_anova a;
    size_t i, k, next = 0, groups;
    int exact;

    (void)state;
    for (i = 0; i < 3; i++) {
        s[i] = (struct coh_sample)COH_SAMPLE_INIT;
        for (k = 0; k < size[i]; k++)
            assert_int_equal(coh_sample_add_double(&s[i], x[next++], NULL), 0);
        assert_int_equal(coh_sample_finish(&s[i], NULL), 0);
    }
    coh_anova_samples(at, 3, group, &groups, &exact);
    assert_int_equal(groups, 3);
    assert_false(exact);
    assert_int_equal(coh_anova_fit(group, 3, 0.95, &a, NULL), 0);
    /* R 4.2.2: anova(aov()) of 5; 3 4; 9 7 8 6 10. */
    assert_near(a.f, 7.5, 1e-12);
    assert_near(a.p, 0.03125, 1e-12);
    assert_string_equal(a.why_welch, "a group has one score: no F of Welch");
    for (i = 0; i < 3; i++)
        coh_sample_release(&s[i]);
}

static void
a_first_group_of_one_has_no_welch(void **state)
{
    struct coh_anova_group one[2] = {{1, 0, 0}, {2, -1.5, 0.5}};
    struct coh_anova_group equal[2] = {{2, 0, 0}, {2, -1.5, 0.5}};
    struct coh_anova a;

    (void)state;
    assert_int_equal(coh_anova_fit(one, 2, 0.95, &a, NULL), 0);
    assert_string_equal(a.why_welch, "a group has one score: no F of Welch");
    assert_int_equal(coh_anova_fit(equal, 2, 0.95, &a, NULL), 0);
    assert_string_equal(a.why_welch,
                        "a group's scores are all equal: no F of Welch");
}

static void
the_least_icc_is_the_limit_where_no_icc_is_low_enough(void **state)
{
    /* By hand: as t nears −1/9 Wald's F nears 3/(1 − 3/9)·0.25/MSW = 1.125,
     * MSW being 1: between the quantiles of F(1, 10), .001 and 6.9. n0 =
     * 12 − 90/12 = 4.5. */
    struct coh_anova_group g[2] = {{9, 0, 8}, {3, 0.5, 2}};
    struct coh_anova a;

    (void)state;
    assert_int_equal(coh_anova_fit(g, 2, 0.95, &a, NULL), 0);
    assert_near(a.size, 4.5, 1e-15);
    assert_near(a.icc_ci.low, -1 / 3.5, 1e-15);
    assert_true(a.icc_ci.high > 0 && a.icc_ci.high < 1);
}

static void
reasons_say_what_is_missing(void **state)
{
    struct coh_anova_group far[2] = {{3, -1e200, 4}, {3, 1e200, 4}};
    struct coh_anova_group wide[2] = {{3, -1, INFINITY}, {3, 1, 4}};
    struct coh_anova_group ones[2] = {{1, -1, 0}, {1, 1, 0}};
    struct coh_anova_group close[2] = {{3, -1, 1e-310}, {3, 1, 1e-310}};
    struct coh_anova a;

    (void)state;
    assert_int_equal(coh_anova_fit(far, 2, 0.95, &a, NULL), 0);
    assert_string_equal(a.why_f, "numbers too large for sums of squares");
    assert_int_equal(coh_anova_fit(wide, 2, 0.95, &a, NULL), 0);
    assert_string_equal(a.why_f, "numbers too large for sums of squares");
    assert_int_equal(coh_anova_fit(ones, 1, 0.95, &a, NULL), 0);
    assert_string_equal(a.why_f, "fewer than two groups with scores: nothing "
                                 "to compare");
    assert_int_equal(coh_anova_fit(ones, 2, 0.95, &a, NULL), 0);
    assert_string_equal(a.why_f, "one score a group: no spread within groups "
                                 "to compare with");
    assert_true(isnan(a.size));
    /* An F beyond all numbers is none. */
    assert_int_equal(coh_anova_fit(close, 2, 0.95, &a, NULL), 0);
    assert_true(isnan(a.f) && isnan(a.p) && a.why_f);
    assert_true(isnan(a.f_welch) && isnan(a.p_welch) && a.why_welch);
    assert_int_equal(coh_anova_fit(ones, 2, 0, &a, NULL), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_of_one_and_two_doubles_have_their_squares),
        cmocka_unit_test(a_first_group_of_one_has_no_welch),
        cmocka_unit_test(the_least_icc_is_the_limit_where_no_icc_is_low_enough),
        cmocka_unit_test(reasons_say_what_is_missing),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
