/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/subset.h"
#include "random_aims.h"
#include "unit.h"

#include "near.h"

#define PLENTY UINT64_C(10000000000)

static uint64_t moves;

static enum coh_group_outcome
solve_with(const struct coh_group_problem *p, const struct coh_group_aim *aim,
           int64_t known, uint64_t budget, size_t *group)
{
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_error err = COH_ERROR_INIT;
    enum coh_group_outcome outcome;

    assert_int_equal(coh_group_rules_read(p, NULL, &r, &err), 0);
    assert_int_equal(
        coh_group_subset(&r, aim, known, budget, &moves, group, &outcome, &err),
        0);
    coh_group_rules_release(&r);
    return outcome;
}

static int
untouched(const size_t *group, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (group[i] != 99)
            return 0;
    return 1;
}

static void
put_99(size_t *group, size_t n)
{
    while (n > 0)
        group[--n] = 99;
}

/* One aim with nothing known, with one above the least, with the least. */
static void
check_aim(const struct coh_group_problem *p, const struct coh_group_aim *aim,
          int64_t least)
{
    size_t group[RANDOM_MOST];

    put_99(group, p->n);
    if (least == INT64_MAX) {
        assert_int_equal(solve_with(p, aim, INT64_MAX, PLENTY, group),
                         COH_GROUP_IMPOSSIBLE);
        assert_true(untouched(group, p->n));
        return;
    }
    assert_int_equal(solve_with(p, aim, INT64_MAX, PLENTY, group),
                     COH_GROUP_FEASIBLE);
    assert_true(keeps_all(p, group) && opens_right(p, group));
    assert_int_equal(coh_group_aim_whole(aim, p, group), least);
    put_99(group, p->n);
    assert_int_equal(solve_with(p, aim, least + 1, PLENTY, group),
                     COH_GROUP_FEASIBLE);
    assert_true(keeps_all(p, group) && opens_right(p, group));
    assert_int_equal(coh_group_aim_whole(aim, p, group), least);
    put_99(group, p->n);
    assert_int_equal(solve_with(p, aim, least, PLENTY, group),
                     COH_GROUP_FEASIBLE);
    assert_true(untouched(group, p->n));
}

static void
every_rule_and_aim_agrees_with_looking_at_all_groupings(void **state)
{
    struct coh_random r = {.state = 41};
    struct random_problem t;
    struct random_aims a;
    size_t group[RANDOM_MOST], feasible = 0, i, n;

    (void)state;
    for (n = 0; n < 1500; n++) {
        random_problem(&t, &r);
        random_open(&t, &r);
        random_aims(&a, &t.p, &r);
        look_at_all(&a, &t.p);
        feasible += a.least[0] != INT64_MAX;
        put_99(group, t.p.n);
        assert_int_equal(solve_with(&t.p, NULL, INT64_MAX, PLENTY, group),
                         a.least[0] == INT64_MAX ? COH_GROUP_IMPOSSIBLE
                                                 : COH_GROUP_FEASIBLE);
        if (a.least[0] == INT64_MAX)
            assert_true(untouched(group, t.p.n));
        else
            assert_true(keeps_all(&t.p, group) && opens_right(&t.p, group));
        for (i = 0; i < RANDOM_AIMS; i++)
            check_aim(&t.p, &a.aim[i], a.least[i]);
    }
    /* Otherwise the test shows little. */
    assert_in_range(feasible, 400, 1300);
}

/* The aims that problems have: scores to many binary places, with and without
 * company, which weighs more than all of them. */
static void
sums_near_the_limit_do_not_spill(void **state)
{
    struct coh_random r = {.state = 17};
    struct coh_error err = COH_ERROR_INIT;
    struct coh_group_aim *x;
    struct random_problem t;
    struct random_aims a;
    double z[2 * RANDOM_MOST];
    int64_t cost[RANDOM_MOST * RANDOM_MOST];
    size_t i, n;

    (void)state;
    for (n = 0; n < 300; n++) {
        random_problem(&t, &r);
        for (i = 0; i < t.p.n; i++)
            t.previous[i] = coh_random_below(&r, 3);
        t.p.previous = t.previous;
        t.p.company = (enum coh_group_company)(n % 3);
        memset(&a, 0, sizeof(a));
        x = a.aim;
        for (i = 0; i < 2 * t.p.n; i++)
            z[i] =
                (double)(coh_random_next(&r) >> 11) / (1 << 30) / (1 << 21) - 2;
        for (i = 0; i < t.p.n * t.p.k; i++)
            cost[i] = (int64_t)(coh_random_next(&r) >> (n % 3 ? 13 : 7));
        assert_int_equal(
            coh_group_aim_points(&x[0], COH_GROUP_NEAR, &t.p, z, 2, NULL, &err),
            0);
        assert_int_equal(coh_group_aim_points(&x[1], COH_GROUP_SPREAD, &t.p, z,
                                              2, NULL, &err),
                         0);
        assert_int_equal(coh_group_aim_distances(&x[2], &t.p, z, 2, 0, &err),
                         0);
        assert_int_equal(coh_group_aim_distances(&x[3], &t.p, z, 2, 1, &err),
                         0);
        assert_int_equal(coh_group_aim_costs(&x[4], &t.p, NULL, cost, 1, &err),
                         0);
        look_at_all(&a, &t.p);
        for (i = 0; i < RANDOM_AIMS; i++) {
            check_aim(&t.p, &x[i], a.least[i]);
            coh_group_aim_release(&x[i]);
        }
    }
}

/* Closed form: nine who were together, five of them one unit, in two groups of
 * at least one: the unit and three more keep 8·7/2 pairs. The costs are as
 * large as they may be, so that prices would pass what they may. */
static void
prices_that_grow_too_large_are_left_out(void **state)
{
    static const size_t min[] = {1, 1}, max[] = {9, 9};
    static const size_t previous[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    static const size_t member[] = {0, 1, 2, 3, 4};
    static const struct coh_group_rule rule = {
        .kind = COH_GROUP_TOGETHER, .n = 5, .member = member};
    const struct coh_group_problem p = {.n = 9,
                                        .k = 2,
                                        .min = min,
                                        .max = max,
                                        .rule = &rule,
                                        .n_rules = 1,
                                        .previous = previous,
                                        .company = COH_GROUP_OLD_COMPANY};
    struct coh_group_aim aim = COH_GROUP_AIM_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int64_t cost[18];
    size_t i;

    (void)state;
    for (i = 0; i < 18; i++)
        cost[i] = (INT64_C(1) << 60) / 37 / 9 - 1;
    assert_int_equal(coh_group_aim_costs(&aim, &p, NULL, cost, 1, &err), 0);
    check_aim(&p, &aim, 9 * cost[0] * 37 - 28);
    coh_group_aim_release(&aim);
}

static void
a_budget_of_one_leaves_it_undecided(void **state)
{
    struct coh_random r = {.state = 3};
    struct random_problem t;
    struct random_aims a;
    size_t group[RANDOM_MOST], i;

    (void)state;
    do {
        random_problem(&t, &r);
        random_aims(&a, &t.p, &r);
        look_at_all(&a, &t.p);
    } while (a.least[0] == INT64_MAX || t.p.k < 3);
    put_99(group, t.p.n);
    for (i = 0; i < RANDOM_AIMS; i++)
        assert_int_equal(solve_with(&t.p, &a.aim[i], INT64_MAX, 1, group),
                         COH_GROUP_UNDECIDED);
    assert_true(untouched(group, t.p.n));
}

/* Problems of 20 units. */

#define N 20

struct twenty {
    struct coh_group_problem p;
    size_t min[N], max[N], group[2 * N];
    struct coh_group_rule rule[N];
    size_t member[N][2];
    double z[2 * N];
};

static void
make_twenty(struct twenty *t, size_t n, size_t k)
{
    memset(t, 0, sizeof(*t));
    t->p = (struct coh_group_problem){
        .n = n, .k = k, .min = t->min, .max = t->max};
    coh_group_even_sizes(n, k, t->min, t->max);
}

/* Closed form: scores 1 to 20 in groups of 4 next to each other have
 * Σ(x − mean)² = 5 in each of five groups (Fisher 1958: stretches are best).
 * Every student twice as a unit of two: both sums double. */
static void
scores_in_a_row_make_stretches(void **state)
{
    struct coh_group_aim aim = COH_GROUP_AIM_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct twenty t;
    size_t pair, i, n;

    (void)state;
    for (pair = 0; pair < 2; pair++) {
        n = pair ? 2 * N : N;
        make_twenty(&t, n, 5);
        for (i = 0; i < n; i++)
            t.z[i] = (double)(i * 7 % N);
        for (i = 0; pair && i < N; i++) {
            t.member[i][0] = i;
            t.member[i][1] = i + N;
            t.rule[i] = (struct coh_group_rule){
                .kind = COH_GROUP_TOGETHER, .n = 2, .member = t.member[i]};
        }
        t.p.rule = t.rule;
        t.p.n_rules = pair ? N : 0;
        assert_int_equal(coh_group_aim_points(&aim, COH_GROUP_NEAR, &t.p, t.z,
                                              1, NULL, &err),
                         0);
        assert_int_equal(solve_with(&t.p, &aim, INT64_MAX, PLENTY, t.group),
                         COH_GROUP_FEASIBLE);
        assert_true(coh_group_fits(&t.p, t.group));
        assert_near((double)coh_group_aim_cost(&aim, t.group) * aim.unit,
                    pair ? 50 : 25, 1e-6);
        coh_group_aim_release(&aim);
    }
}

/* Closed form: 1 to 20 in five groups of 4 can all have the mean 10.5 (1, 20,
 * 2, 19, …), so that only 20·10.5² is left, and 0 when centred. */
static void
scores_in_a_row_spread_without_a_difference(void **state)
{
    struct coh_group_aim aim = COH_GROUP_AIM_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct twenty t;
    size_t i;

    (void)state;
    make_twenty(&t, N, 5);
    for (i = 0; i < N; i++)
        t.z[i] = (double)i - 9.5;
    assert_int_equal(
        coh_group_aim_points(&aim, COH_GROUP_SPREAD, &t.p, t.z, 1, NULL, &err),
        0);
    assert_int_equal(solve_with(&t.p, &aim, INT64_MAX, PLENTY, t.group),
                     COH_GROUP_FEASIBLE);
    assert_int_equal(coh_group_aim_cost(&aim, t.group), 0);
    coh_group_aim_release(&aim);
}

/* Closed form: ten at 0 and ten at 1 on a line. In two groups of 10 one with c
 * at 1 has c(10 − c) pairs at distance 1, at most 25; over the size 2.5. With
 * sizes of at least 1, all but one in one group have 9·10. */
static void
two_places_are_mixed_evenly(void **state)
{
    static const struct {
        size_t min, max;
        int per_size;
        double value;
    } c[] = {{10, 10, 0, 50}, {1, 20, 0, 90}, {10, 10, 1, 5}};
    struct coh_group_aim aim = COH_GROUP_AIM_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct twenty t;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(c); i++) {
        size_t j;

        make_twenty(&t, N, 2);
        for (j = 0; j < N; j++)
            t.z[j] = (double)(j % 2);
        t.min[0] = t.min[1] = c[i].min;
        t.max[0] = t.max[1] = c[i].max;
        assert_int_equal(
            coh_group_aim_distances(&aim, &t.p, t.z, 1, c[i].per_size, &err),
            0);
        assert_int_equal(solve_with(&t.p, &aim, INT64_MAX, PLENTY, t.group),
                         COH_GROUP_FEASIBLE);
        assert_near((double)coh_group_aim_cost(&aim, t.group) * aim.unit,
                    -c[i].value, 1e-6);
        coh_group_aim_release(&aim);
    }
}

/* By hand: student i wants group i mod 4 (cost 0, else 1 + the distance of the
 * groups' numbers); groups hold 4 to 6, all 20 get their wish. When group 1
 * holds 2 at most, three of its five go next door at 2 each, and group 2 has
 * room for one only; the next moves on one of its own: 2 + 2 instead of a
 * group further at 3. So 2 + 3 + 4 at best over groups with room for one each:
 * 2, 3 and 4. */
static void
wishes_are_moved_by_as_little_as_a_transport_needs(void **state)
{
    int64_t cost[N * 4];
    struct coh_group_aim aim = {
        .kind = COH_GROUP_COST, .n = N, .k = 4, .cost = cost, .unit = 1};
    struct twenty t;
    size_t i, g;

    (void)state;
    make_twenty(&t, N, 4);
    for (i = 0; i < N; i++)
        for (g = 0; g < 4; g++)
            cost[i * 4 + g] =
                i % 4 == g ? 0 : 1 + labs((long)(i % 4) - (long)g);
    for (g = 0; g < 4; g++) {
        t.min[g] = 2;
        t.max[g] = 6;
    }
    assert_int_equal(solve_with(&t.p, &aim, INT64_MAX, PLENTY, t.group),
                     COH_GROUP_FEASIBLE);
    assert_int_equal(coh_group_aim_cost(&aim, t.group), 0);
    t.max[0] = 2;
    assert_int_equal(solve_with(&t.p, &aim, INT64_MAX, PLENTY, t.group),
                     COH_GROUP_FEASIBLE);
    assert_int_equal(coh_group_aim_cost(&aim, t.group), 2 + 3 + 4);
}

/* Closed form: 20 students in 5 earlier groups of 4, now 5 groups of 4: all
 * can be kept (5·6 pairs), or all be new. */
static void
company_decides_between_equal_costs(void **state)
{
    int64_t cost[N * 5];
    struct coh_group_aim aim = {
        .kind = COH_GROUP_COST, .n = N, .k = 5, .cost = cost, .unit = 1};
    size_t previous[N], i, g;
    struct twenty t;

    (void)state;
    make_twenty(&t, N, 5);
    for (i = 0; i < N; i++) {
        previous[i] = 1 + i % 5;
        for (g = 0; g < 5; g++)
            cost[i * 5 + g] = (int64_t)(i % 7);
    }
    t.p.previous = previous;
    t.p.company = COH_GROUP_OLD_COMPANY;
    assert_int_equal(solve_with(&t.p, &aim, INT64_MAX, PLENTY, t.group),
                     COH_GROUP_FEASIBLE);
    assert_int_equal(coh_group_pairs_again(&t.p, t.group), 30);
    t.p.company = COH_GROUP_NEW_COMPANY;
    assert_int_equal(solve_with(&t.p, &aim, INT64_MAX, PLENTY, t.group),
                     COH_GROUP_FEASIBLE);
    assert_int_equal(coh_group_pairs_again(&t.p, t.group), 0);
}

static void
twenty_one_units_are_left_undecided(void **state)
{
    size_t min = 21, max = 21, group[21];
    struct coh_group_problem p = {.n = 21, .k = 1, .min = &min, .max = &max};

    (void)state;
    assert_int_equal(solve_with(&p, NULL, INT64_MAX, PLENTY, group),
                     COH_GROUP_UNDECIDED);
    p.n = min = 20;
    assert_int_equal(solve_with(&p, NULL, INT64_MAX, PLENTY, group),
                     COH_GROUP_FEASIBLE);
}

static int
solve_small(struct coh_error *err)
{
    static const size_t min[] = {2, 2, 0}, max[] = {3, 3, 3};
    static const size_t member[] = {0, 1, 2};
    static const unsigned char close[] = {0, 0, 1};
    const struct coh_group_rule rule[] = {
        {.kind = COH_GROUP_APART, .n = 3, .member = member},
        {.kind = COH_GROUP_NO_ISOLATE, .n = 2, .member = member + 1},
    };
    int64_t cost[18] = {3, 1, 4, 1, 5, 9, 2, 6};
    const struct coh_group_aim aim = {
        .kind = COH_GROUP_COST, .n = 6, .k = 3, .cost = cost, .unit = 1};
    const struct coh_group_problem p = {.n = 6,
                                        .k = 3,
                                        .min = min,
                                        .max = max,
                                        .may_close = close,
                                        .open = 1,
                                        .rule = rule,
                                        .n_rules = 1};
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    enum coh_group_outcome outcome;
    size_t group[6];
    uint64_t used;
    int rc;

    if (coh_group_rules_read(&p, NULL, &r, err))
        return -1;
    rc = coh_group_subset(&r, &aim, INT64_MAX, PLENTY, &used, group, &outcome,
                          err);
    coh_group_rules_release(&r);
    return rc;
}

static void
every_failing_allocation_is_told(void **state)
{
    (void)state;
    unit_torture(solve_small);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            every_rule_and_aim_agrees_with_looking_at_all_groupings),
        cmocka_unit_test(sums_near_the_limit_do_not_spill),
        cmocka_unit_test(prices_that_grow_too_large_are_left_out),
        cmocka_unit_test(a_budget_of_one_leaves_it_undecided),
        cmocka_unit_test(scores_in_a_row_make_stretches),
        cmocka_unit_test(scores_in_a_row_spread_without_a_difference),
        cmocka_unit_test(two_places_are_mixed_evenly),
        cmocka_unit_test(wishes_are_moved_by_as_little_as_a_transport_needs),
        cmocka_unit_test(company_decides_between_equal_costs),
        cmocka_unit_test(twenty_one_units_are_left_undecided),
        cmocka_unit_test(every_failing_allocation_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
