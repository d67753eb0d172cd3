/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>

#include "unit.h"

#include "near.h"
#include "stat/independence.h"

/* Expected values: R 4.2.2, h hits of n students a group,
 * fisher.test(rbind(h, n - h))$p.value and
 * chisq.test(rbind(h, n - h), correct = FALSE). */

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static struct coh_independence
test_of(const struct coh_rate *group, size_t n)
{
    struct coh_independence t;

    assert_int_equal(coh_independence_test(group, n, &t, NULL), 0);
    return t;
}

static void
few_are_tested_exactly_as_in_r(void **state)
{
    const struct coh_rate sections[] = {{3, 28}, {0, 28}, {11, 28}};
    const struct coh_rate four[] = {{1, 9}, {2, 14}, {0, 7}, {5, 11}};
    const struct coh_rate five[] = {{0, 5}, {4, 5}, {1, 6}, {0, 8}, {2, 7}};
    const struct coh_rate two[] = {{6, 9}, {1, 12}};
    const struct coh_rate equal[] = {{2, 10}, {2, 10}, {2, 10}};
    struct coh_independence t = test_of(sections, 3);

    (void)state;
    assert_int_equal(t.method, COH_INDEPENDENCE_EXACT);
    assert_near(t.expected, 14. / 3, 1e-12); /* 28 × 14 / 84 */
    assert_near(t.p, 0.000179301587414339, 1e-14);
    assert_near(test_of(four, 4).p, 0.103627565320534, 1e-12);
    assert_near(test_of(five, 5).p, 0.00694751052926806, 1e-13);
    assert_near(test_of(two, 2).p, 0.0157894736842105, 1e-13);
    assert_near(test_of(equal, 3).p, 1, 1e-12);
}

static void
many_are_tested_by_chi_square_as_in_r(void **state)
{
    const struct coh_rate three[] = {{12, 30}, {20, 31}, {9, 29}};
    const struct coh_rate four[] = {{6, 25}, {9, 28}, {15, 27}, {20, 30}};
    struct coh_independence t = test_of(three, 3);

    (void)state;
    assert_int_equal(t.method, COH_INDEPENDENCE_CHI_SQUARE);
    assert_int_equal(t.df, 2);
    assert_near(t.statistic, 7.3321388567907144, 1e-12);
    assert_near(t.p, 0.0255768040921364, 1e-14);
    t = test_of(four, 4);
    assert_near(t.statistic, 13.19807936507936397, 1e-12);
    assert_near(t.p, 0.00422725236566352, 1e-14);
}

/* At an expected number of exactly 5 (10 × 15 / 30) the rule of Cochran holds:
 * every one off by 2, 0 or -2, so that X² = 4 (2 / 5) × 2 = 3.2, and of 2
 * degrees of freedom p = exp(-X² / 2) (closed form). */
static void
five_expected_are_enough_for_chi_square(void **state)
{
    const struct coh_rate three[] = {{3, 10}, {5, 10}, {7, 10}};
    struct coh_independence t = test_of(three, 3);

    (void)state;
    assert_int_equal(t.method, COH_INDEPENDENCE_CHI_SQUARE);
    assert_near(t.expected, 5, 0);
    assert_near(t.statistic, 3.2, 1e-14);
    assert_near(t.p, exp(-1.6), 1e-15);
}

static void
too_many_tables_are_approximated_and_say_so(void **state)
{
    static const size_t hits[] = {3, 0, 5, 8, 2, 9, 1, 0, 4, 6, 7, 3};
    struct coh_rate group[UNIT_COUNT(hits)];
    struct coh_independence t;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(hits); i++)
        group[i] = (struct coh_rate){hits[i], 40};
    t = test_of(group, UNIT_COUNT(hits));
    assert_int_equal(t.method, COH_INDEPENDENCE_APPROXIMATE);
    assert_near(t.expected, 4, 1e-12); /* 40 × 48 / 480 */
    assert_near(t.p, 0.00287753368375353, 1e-13);
}

static void
the_order_of_groups_and_which_side_is_a_hit_are_no_matter(void **state)
{
    const struct coh_rate one[] = {{3, 28}, {0, 28}, {11, 28}};
    const struct coh_rate turned[] = {{17, 28}, {28, 28}, {25, 28}};

    (void)state;
    assert_near(test_of(one, 3).p, test_of(turned, 3).p, 1e-15);
}

static void
where_there_is_nothing_to_test_there_is_no_p(void **state)
{
    const struct coh_rate nobody[] = {{0, 9}, {0, 4}};
    const struct coh_rate everybody[] = {{9, 9}, {4, 4}, {5, 5}};
    const struct coh_rate alone[] = {{3, 9}, {0, 0}};

    (void)state;
    assert_true(isnan(test_of(nobody, 2).p));
    assert_true(isnan(test_of(everybody, 3).p));
    assert_true(isnan(test_of(alone, 2).p));
    assert_true(isnan(test_of(NULL, 0).p));
    assert_int_equal(test_of(alone, 2).method, COH_INDEPENDENCE_NONE);
}

static void
more_hits_than_students_are_refused(void **state)
{
    const struct coh_rate wrong[] = {{3, 9}, {5, 4}};
    struct coh_error err = COH_ERROR_INIT;
    struct coh_independence t;

    (void)state;
    assert_int_equal(coh_independence_test(wrong, 2, &t, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
}

static int
test_once(struct coh_error *err)
{
    const struct coh_rate group[] = {{3, 28}, {0, 28}, {11, 28}};
    struct coh_independence t;

    return coh_independence_test(group, 3, &t, err);
}

static void
every_failing_allocation_comes_back_as_an_error(void **state)
{
    (void)state;
    assert_true(unit_torture(test_once) >= 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_are_tested_exactly_as_in_r),
        cmocka_unit_test(many_are_tested_by_chi_square_as_in_r),
        cmocka_unit_test(five_expected_are_enough_for_chi_square),
        cmocka_unit_test(too_many_tables_are_approximated_and_say_so),
        cmocka_unit_test(
            the_order_of_groups_and_which_side_is_a_hit_are_no_matter),
        cmocka_unit_test(where_there_is_nothing_to_test_there_is_no_p),
        cmocka_unit_test(more_hits_than_students_are_refused),
        cmocka_unit_test(every_failing_allocation_comes_back_as_an_error),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
