/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "near.h"
#include "stat/rating-split.h"

static double
p_of(const size_t *one, const size_t *other, size_t k)
{
    double p;

    assert_int_equal(coh_rating_split(one, other, k, &p, NULL), 0);
    return p;
}

static void
splits_are_counted_as_another_program_counts_them(void **state)
{
    /* R 4.2.2, exactRankTests::perm.test(x, y, exact = TRUE), and combn():
     * x 1 2 3 4, y 3 4 5 5 5; x 3 3 4 4 5, y 1 2 2 3 3 3 4. */
    static const size_t x1[] = {1, 1, 1, 1, 0}, y1[] = {0, 0, 1, 1, 3};
    static const size_t x2[] = {0, 0, 2, 2, 1}, y2[] = {1, 2, 3, 1, 0};

    (void)state;
    assert_near(p_of(x1, y1, 5), 0.055555555556, 1e-12);
    assert_near(p_of(x2, y2, 5), 0.059343434343, 1e-12);
}

static void
two_parts_apart_have_the_least_p_of_their_sizes(void **state)
{
    /* Of C(8, 4) = 70 splits only this one and its mirror are so far apart;
     * C(7, 3) = 35, C(9, 4) = 126 where one answer is not like the others. */
    static const size_t low[] = {4, 0, 0}, high[] = {0, 0, 4};
    static const size_t three[] = {3, 0, 0};
    static const size_t x[] = {0, 0, 0, 1, 3}, y[] = {0, 5, 0, 0, 0};

    (void)state;
    assert_near(p_of(low, high, 3), 2.0 / 70, 1e-15);
    assert_near(coh_rating_split_least(4, 4), 2.0 / 70, 1e-15);
    /* The parts differ in size: the mirror of a split is no split. */
    assert_near(p_of(three, high, 3), 1.0 / 35, 1e-15);
    assert_near(coh_rating_split_least(3, 4), 2.0 / 35, 1e-15);
    assert_near(p_of(x, y, 5), 1.0 / 126, 1e-15);
}

static void
equal_answers_cannot_be_told_apart(void **state)
{
    static const size_t one[] = {0, 3, 0}, other[] = {0, 4, 0};

    (void)state;
    assert_true(p_of(one, other, 3) == 1);
}

static void
the_test_does_not_mind_which_part_or_which_end_comes_first(void **state)
{
    static const size_t a[] = {3, 1, 0, 2}, b[] = {0, 2, 4, 1};
    static const size_t turned_a[] = {2, 0, 1, 3}, turned_b[] = {1, 4, 2, 0};

    (void)state;
    assert_near(p_of(a, b, 4), p_of(b, a, 4), 1e-14);
    assert_near(p_of(a, b, 4), p_of(turned_a, turned_b, 4), 1e-14);
}

static void
a_hundred_against_a_hundred_are_counted_too(void **state)
{
    /* C(200, 100) is 9e58: far beyond whole numbers, not beyond doubles. All
     * splits of equal answers but one: p = 1. */
    static const size_t a[] = {100, 0}, b[] = {99, 1}, c[] = {0, 100};

    (void)state;
    assert_near(p_of(a, b, 2), 1, 1e-13);
    assert_near(p_of(a, c, 2) / coh_rating_split_least(100, 100), 1, 1e-10);
}

static void
empty_parts_and_crowds_are_input_errors(void **state)
{
    static const size_t none[3], some[] = {1, 2, 0}, many[] = {100, 100, 0};
    struct coh_error err = COH_ERROR_INIT;
    double p;

    (void)state;
    assert_int_equal(coh_rating_split(none, some, 3, &p, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_rating_split(some, many, 3, &p, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_true(coh_rating_split_least(0, 5) == 1);
    assert_true(coh_rating_split_least(5, 0) == 1);
    assert_true(coh_rating_split_least(1, 1) == 1);
}

static void
eleven_options_are_counted_and_twelve_are_not(void **state)
{
    /* Two at either end of the scale: 2 of C(4, 2). */
    static const size_t low[12] = {2}, high[12] = {[10] = 2};
    struct coh_error err = COH_ERROR_INIT;
    double p;

    (void)state;
    assert_near(p_of(low, high, 11), 2.0 / 6, 1e-15);
    assert_int_equal(coh_rating_split(low, high, 12, &p, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
}

static int
split(struct coh_error *err)
{
    static const size_t a[] = {3, 1, 0, 2}, b[] = {0, 2, 4, 1};
    double p;

    return coh_rating_split(a, b, 4, &p, err);
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    (void)state;
    assert_int_equal(unit_torture(split), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_are_counted_as_another_program_counts_them),
        cmocka_unit_test(two_parts_apart_have_the_least_p_of_their_sizes),
        cmocka_unit_test(equal_answers_cannot_be_told_apart),
        cmocka_unit_test(
            the_test_does_not_mind_which_part_or_which_end_comes_first),
        cmocka_unit_test(a_hundred_against_a_hundred_are_counted_too),
        cmocka_unit_test(empty_parts_and_crowds_are_input_errors),
        cmocka_unit_test(eleven_options_are_counted_and_twelve_are_not),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
