/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "group/theme.h"
#include "unit.h"

/* Three standards, extension, and a second slot of the first standard. */
static const size_t slots[] = {0, 1, 2, 3, 0};
static const size_t least[] = {0, 0, 0, 0, 0}, most[] = {9, 9, 9, 9, 9};

static struct coh_group_problem
students(size_t n)
{
    return (struct coh_group_problem){
        .n = n, .k = 5, .min = least, .max = most};
}

static void
check_row(const struct coh_group_aim *a, size_t i, const int64_t *cost)
{
    size_t g;

    for (g = 0; g < a->k; g++)
        assert_int_equal(a->cost[i * a->k + g], cost[g]);
}

/* By hand from group/theme.h: needs .8 .3 and unknown; .2 .4 .1; nothing
 * known; .5 and .5 exactly at the cut; only one known. */
static void
needs_cost_what_a_student_goes_without(void **state)
{
    const double mastery[] = {.2,  .7, NAN, .8, .6,  .9,  NAN, NAN,
                              NAN, .5, .5,  1,  NAN, .25, NAN};
    const int64_t cost[5][5] = {{0, 5000, 8000, 8000, 0},
                                {8000, 6000, 9000, 0, 8000},
                                {0, 0, 0, 0, 0},
                                {0, 0, 5000, 5000, 0},
                                {7500, 0, 7500, 7500, 7500}};
    const struct coh_group_problem p = students(5);
    struct coh_group_aim a;
    size_t i;

    (void)state;
    assert_int_equal(coh_group_theme_needs(&a, &p, mastery, 3, slots, .5, NULL),
                     0);
    for (i = 0; i < 5; i++)
        check_row(&a, i, cost[i]);
    assert_true(a.weight == 0 && a.unit == 1e-4);
    coh_group_aim_release(&a);
    assert_int_equal(coh_group_theme_greatest(mastery, 3, 0, .5), 0);
    assert_int_equal(coh_group_theme_greatest(mastery, 3, 1, .5), 3);
    assert_int_equal(coh_group_theme_greatest(mastery, 3, 1, .4), 1);
    assert_int_equal(coh_group_theme_greatest(mastery, 3, 2, .5), 3);
    assert_int_equal(coh_group_theme_greatest(mastery, 3, 3, .5), 0);
    assert_int_equal(coh_group_theme_greatest(mastery, 3, 4, .5), 1);
}

/* Three choices are the longest list: unranked costs 4² = 16. */
static void
choices_cost_their_rank_squared(void **state)
{
    const size_t themes[] = {0, 1, 2, 3, 3};
    const unsigned rank[] = {1, 2, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0};
    const int64_t second[3][5] = {
        {1, 4, 9, 16, 16}, {16, 16, 1, 16, 16}, {0, 0, 0, 0, 0}};
    const int64_t first[3][5] = {
        {0, 0, 0, 1, 1}, {1, 1, 0, 1, 1}, {0, 0, 0, 0, 0}};
    const struct coh_group_problem p = students(3);
    struct coh_group_aim a;
    size_t i, g;

    (void)state;
    assert_int_equal(coh_group_theme_choices(&a, &p, rank, 4, themes, 2, NULL),
                     0);
    /* Σ of the largest second: 16 + 16 + 0. */
    assert_int_equal(a.weight, 33);
    for (i = 0; i < 3; i++)
        for (g = 0; g < 5; g++)
            assert_int_equal(a.cost[i * 5 + g],
                             33 * first[i][g] + second[i][g]);
    assert_true(a.unit == 1);
    coh_group_aim_release(&a);
    /* 2^1.5 = 2.828427, 4^1.5 = 8, in thousandths. */
    assert_int_equal(
        coh_group_theme_choices(&a, &p, rank, 4, themes, 1.5, NULL), 0);
    assert_int_equal(a.cost[1] % a.weight, 2828);
    assert_int_equal(a.cost[3] % a.weight, 8000);
    assert_true(a.unit == 1e-3);
    coh_group_aim_release(&a);
    assert_true(coh_group_theme_points(3, 3, 3, 2) == 9);
    assert_true(coh_group_theme_points(0, 1, 3, 2) == 16);
    assert_true(coh_group_theme_points(0, 0, 3, 2) == 0);
}

/* Mastery of 0 and 1 are shares, and with exponent 0 all ranks cost 1. */
static void
the_ends_of_each_range_are_taken(void **state)
{
    const double mastery[] = {0, 1, NAN};
    const size_t themes[] = {0, 1, 2, 3, 3};
    const unsigned rank[] = {1, 2, 0, 0};
    const int64_t need[] = {0, 10000, 10000, 10000, 0};
    const struct coh_group_problem p = students(1);
    struct coh_group_aim a;
    size_t g;

    (void)state;
    assert_int_equal(coh_group_theme_needs(&a, &p, mastery, 3, slots, .5, NULL),
                     0);
    check_row(&a, 0, need);
    coh_group_aim_release(&a);
    assert_int_equal(coh_group_theme_choices(&a, &p, rank, 4, themes, 0, NULL),
                     0);
    for (g = 0; g < 5; g++)
        assert_int_equal(a.cost[g] % a.weight, 1);
    coh_group_aim_release(&a);
}

static void
what_is_out_of_range_is_refused(void **state)
{
    const size_t far[] = {0, 1, 2, 4, 0};
    const double mastery[] = {.2, 1.5, 0}, fine[] = {0, 1, NAN};
    const unsigned rank[] = {1, 0, 2};
    const struct coh_group_problem p = students(1);
    struct coh_error err = COH_ERROR_INIT;
    struct coh_group_aim a;

    (void)state;
    assert_int_equal(coh_group_theme_needs(&a, &p, mastery, 3, slots, .5, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_group_theme_needs(&a, &p, fine, 3, far, .5, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    /* There is no extension among projects. */
    assert_int_equal(coh_group_theme_choices(&a, &p, rank, 3, slots, 2, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_group_theme_choices(&a, &p, rank, 4, slots, NAN, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_group_aim_release(&a);
}

static int
both(struct coh_error *err)
{
    const double mastery[] = {.2, .7, NAN};
    const unsigned rank[] = {1, 0, 2, 0};
    const struct coh_group_problem p = students(1);
    struct coh_group_aim a;
    int rc = coh_group_theme_needs(&a, &p, mastery, 3, slots, .5, err);

    coh_group_aim_release(&a);
    if (rc == 0)
        rc = coh_group_theme_choices(&a, &p, rank, 4, slots, 2, err);
    coh_group_aim_release(&a);
    return rc;
}

static void
every_failing_allocation_comes_back(void **state)
{
    (void)state;
    assert_true(unit_torture(both) >= 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(needs_cost_what_a_student_goes_without),
        cmocka_unit_test(choices_cost_their_rank_squared),
        cmocka_unit_test(what_is_out_of_range_is_refused),
        cmocka_unit_test(every_failing_allocation_comes_back),
        cmocka_unit_test(the_ends_of_each_range_are_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
