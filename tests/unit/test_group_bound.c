/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/bound.h"
#include "group/subset.h"
#include "random_aims.h"
#include "unit.h"

#include "near.h"

static int64_t
bound_of(const struct coh_group_problem *p, const struct coh_group_aim *aim)
{
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int64_t low;

    assert_int_equal(coh_group_rules_read(p, NULL, &r, &err), 0);
    assert_int_equal(coh_group_bound(&r, aim, &low, &err), 0);
    coh_group_rules_release(&r);
    return low;
}

static void
no_grouping_of_a_small_problem_costs_less(void **state)
{
    struct coh_random r = {.state = 43};
    struct random_problem t;
    struct random_aims a;
    size_t met[RANDOM_AIMS] = {0}, i, n;
    int64_t low;

    (void)state;
    for (n = 0; n < 1500; n++) {
        random_problem(&t, &r);
        random_open(&t, &r);
        if (n % 2)
            t.p.n_rules = 0;
        random_aims(&a, &t.p, &r);
        look_at_all(&a, &t.p);
        for (i = 0; i < RANDOM_AIMS; i++) {
            low = bound_of(&t.p, &a.aim[i]);
            assert_true(low <= a.least[i]);
            met[i] += low == a.least[i];
        }
    }
    /* It is of use: for every aim it is met now and then. */
    for (i = 0; i < RANDOM_AIMS; i++)
        assert_true(met[i] > 50);
}

/* Fisher 1958: with one measure and no rule but sizes, the best groups are
 * stretches of the sorted values, so the bound is the optimum. */
static void
near_in_one_dimension_is_the_optimum(void **state)
{
    struct coh_random r = {.state = 7};
    struct random_problem t;
    struct random_aims a;
    size_t n, i;

    (void)state;
    for (n = 0; n < 500; n++) {
        random_problem(&t, &r);
        random_aims(&a, &t.p, &r);
        t.p.n_rules = 0;
        t.p.previous = NULL;
        t.p.may_close = NULL;
        coh_group_even_sizes(t.p.n, t.p.k, t.min, t.max);
        a.aim[0].dimensions = 1;
        memset(a.blank, 0, sizeof(a.blank));
        for (i = 0; i < t.p.n; i++)
            a.point[0][i] *= 1 << 20;
        look_at_all(&a, &t.p);
        /* Each group's cost is rounded up to a whole step. */
        assert_in_range(a.least[0] - bound_of(&t.p, &a.aim[0]), 0, t.p.k - 1);
    }
}

#define MANY 600

struct many {
    struct coh_group_problem p;
    size_t min[MANY], max[MANY];
    double z[2 * MANY];
    struct coh_group_aim aim;
};

static void
make_many(struct many *t, size_t n, size_t k)
{
    memset(t, 0, sizeof(*t));
    t->p = (struct coh_group_problem){
        .n = n, .k = k, .min = t->min, .max = t->max};
    coh_group_even_sizes(n, k, t->min, t->max);
}

static double
bound_in_units(struct many *t)
{
    double low = (double)bound_of(&t->p, &t->aim) * t->aim.unit;

    coh_group_aim_release(&t->aim);
    return low;
}

/* Closed form: 0 to 599 in 60 groups of 10 have Σ(x − mean)² = 82.5 each, and
 * sizes that differ have more, so that wide sizes change nothing. In two
 * dimensions that are the same, twice as much. */
static void
near_of_scores_in_a_row(void **state)
{
    static struct many t;
    struct coh_error err = COH_ERROR_INIT;
    size_t d, i, wide;

    (void)state;
    for (d = 1; d <= 2; d++)
        for (wide = 0; wide < 2; wide++) {
            make_many(&t, MANY, 60);
            for (i = 0; wide && i < 60; i++) {
                t.min[i] = 2;
                t.max[i] = MANY;
            }
            for (i = 0; i < MANY * d; i++)
                t.z[i] = (double)(i / d * 7 % MANY);
            assert_int_equal(coh_group_aim_points(&t.aim, COH_GROUP_NEAR, &t.p,
                                                  t.z, d, NULL, &err),
                             0);
            assert_near(bound_in_units(&t), 60 * 82.5 * (double)d, 1e-6);
        }
}

/* Wide sizes allow what narrow ones do: with many groups the bound is found in
 * another way for them, and is not above. */
static void
near_with_wide_sizes_is_not_above_that_with_narrow_ones(void **state)
{
    static struct many t;
    struct coh_random r = {.state = 23};
    struct coh_error err = COH_ERROR_INIT;
    double narrow, wide;
    size_t i, n;

    (void)state;
    for (n = 0; n < 20; n++) {
        make_many(&t, 300, 50);
        for (i = 0; i < 300; i++)
            t.z[i] = (double)coh_random_below(&r, 20 + 10 * n);
        assert_int_equal(coh_group_aim_points(&t.aim, COH_GROUP_NEAR, &t.p, t.z,
                                              1, NULL, &err),
                         0);
        narrow = (double)bound_of(&t.p, &t.aim) * t.aim.unit;
        for (i = 0; i < 50; i++) {
            t.min[i] = 1 + n % 3;
            t.max[i] = 300;
        }
        wide = bound_in_units(&t);
        assert_true(wide <= narrow);
        assert_true(wide > 0 || n < 4);
    }
}

/* Closed form: 300 of 600 at 1 and 300 at −1 in groups of 5: each group is off
 * by one at least, 1²/5; 120 of these are 24. */
static void
spread_of_a_kind_that_odd_groups_cannot_halve(void **state)
{
    static struct many t;
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    (void)state;
    make_many(&t, MANY, 120);
    for (i = 0; i < MANY; i++)
        t.z[i] = i % 2 ? 1 : -1;
    assert_int_equal(coh_group_aim_points(&t.aim, COH_GROUP_SPREAD, &t.p, t.z,
                                          1, NULL, &err),
                     0);
    assert_near(bound_in_units(&t), 24, 1e-6);
}

/* Closed form: 200 students at each corner of a triangle with sides of 1, in
 * groups of 3: all three pairs of a group can be at distance 1, over the size
 * 1. */
static void
diverse_of_a_triangle(void **state)
{
    static struct many t;
    struct coh_error err = COH_ERROR_INIT;
    int per_size;
    size_t i;

    (void)state;
    for (per_size = 0; per_size < 2; per_size++) {
        make_many(&t, MANY, 200);
        for (i = 0; i < MANY; i++) {
            t.z[2 * i] = i % 3 == 2 ? .5 : (double)(i % 3);
            t.z[2 * i + 1] = i % 3 == 2 ? sqrt(.75) : 0;
        }
        assert_int_equal(
            coh_group_aim_distances(&t.aim, &t.p, t.z, 2, per_size, &err), 0);
        assert_near(bound_in_units(&t), per_size ? -200 : -600, 1e-3);
    }
}

/* Sizes of 1 and 3 where the mean is 2: only as many pairs as there can be
 * count. Four students, all at distance 1: 3 pairs, not 4·2/2 = 4. */
static void
diverse_counts_no_more_pairs_than_the_sizes_give(void **state)
{
    static const size_t size[] = {1, 3};
    static struct many t;
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    (void)state;
    make_many(&t, 4, 2);
    memcpy(t.min, size, sizeof(size));
    memcpy(t.max, size, sizeof(size));
    assert_int_equal(coh_group_aim_distances(&t.aim, &t.p, t.z, 2, 0, &err), 0);
    for (i = 0; i < 16; i++)
        t.aim.distance[i] = i % 5 ? 1 : 0;
    t.aim.unit = 1;
    assert_near(bound_in_units(&t), -3, 0);
}

/* Closed form: an earlier group of 7 in 3 groups is 3, 2, 2 at best: 5 pairs;
 * all 7 fit no group of 5, so 5 and 2 keep 11. */
static void
company_of_an_earlier_group(void **state)
{
    static const size_t min[] = {0, 0, 0}, max[] = {5, 5, 5};
    static const size_t previous[9] = {1, 1, 1, 1, 1, 1, 1};
    int64_t cost[27] = {0};
    const struct coh_group_aim aim = {
        .kind = COH_GROUP_COST, .n = 9, .k = 3, .cost = cost, .unit = 1};
    struct coh_group_problem p = {.n = 9,
                                  .k = 3,
                                  .min = min,
                                  .max = max,
                                  .previous = previous,
                                  .company = COH_GROUP_NEW_COMPANY};

    (void)state;
    /* Costs of 0: a pair weighs 1. */
    assert_int_equal(bound_of(&p, &aim), 5);
    p.company = COH_GROUP_OLD_COMPANY;
    assert_int_equal(bound_of(&p, &aim), -11);
}

static void
cost_is_the_least_that_is_allowed(void **state)
{
    static const size_t min[] = {0, 0}, max[] = {3, 3}, first[] = {1},
                        who[] = {0};
    static const struct coh_group_rule rule = {.kind = COH_GROUP_FORBID,
                                               .n = 1,
                                               .member = who,
                                               .n_groups = 1,
                                               .group = first};
    int64_t cost[] = {1, 9, 4, 3, 2, 6};
    const struct coh_group_aim aim = {
        .kind = COH_GROUP_COST, .n = 3, .k = 2, .cost = cost, .unit = 1};
    const struct coh_group_problem p = {
        .n = 3, .k = 2, .min = min, .max = max, .rule = &rule, .n_rules = 1};

    (void)state;
    assert_int_equal(bound_of(&p, &aim), 9 + 3 + 2);
}

static int
bound_all(struct coh_error *err)
{
    struct coh_random random = {.state = 5};
    static struct random_problem t;
    static struct random_aims a;
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    int64_t low;
    size_t i;
    int rc = 0;

    random_problem(&t, &random);
    random_aims(&a, &t.p, &random);
    if (coh_group_rules_read(&t.p, NULL, &r, err))
        return -1;
    for (i = 0; !rc && i < RANDOM_AIMS; i++)
        rc = coh_group_bound(&r, &a.aim[i], &low, err);
    coh_group_rules_release(&r);
    return rc;
}

static void
every_failing_allocation_is_told(void **state)
{
    (void)state;
    unit_torture(bound_all);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_grouping_of_a_small_problem_costs_less),
        cmocka_unit_test(near_in_one_dimension_is_the_optimum),
        cmocka_unit_test(near_of_scores_in_a_row),
        cmocka_unit_test(
            near_with_wide_sizes_is_not_above_that_with_narrow_ones),
        cmocka_unit_test(spread_of_a_kind_that_odd_groups_cannot_halve),
        cmocka_unit_test(diverse_of_a_triangle),
        cmocka_unit_test(diverse_counts_no_more_pairs_than_the_sizes_give),
        cmocka_unit_test(company_of_an_earlier_group),
        cmocka_unit_test(cost_is_the_least_that_is_allowed),
        cmocka_unit_test(every_failing_allocation_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
