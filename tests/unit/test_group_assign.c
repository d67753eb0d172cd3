/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assign_support.h"
#include "group/assign.h"
#include "unit.h"

/* Against enumeration of all groupings. */
static void
check_drawn(uint64_t seed, int *feasible)
{
    struct tried t;
    size_t group[TRY_N];
    int64_t low;
    uint64_t moves = 0;
    int proved;

    assert_int_equal(draw(&t, seed, NULL), 0);
    enumerate(&t);
    assert_int_equal(coh_group_assign(&t.p, &t.aim, NULL, group, &proved, &low,
                                      &moves, NULL),
                     0);
    assert_true(proved);
    assert_int_equal(group[0] != 0, t.feasible);
    *feasible += t.feasible;
    if (t.feasible) {
        assert_true(keeps(&t.p, group));
        assert_int_equal(coh_group_aim_whole(&t.aim, &t.p, group), t.whole);
        assert_int_equal(low, t.whole);
    }
    coh_group_aim_release(&t.aim);
}

static void
is_feasible_and_least_exactly_when_enumeration_says_so(void **state)
{
    uint64_t seed;
    int feasible = 0;

    (void)state;
    for (seed = 1; seed <= 600; seed++)
        check_drawn(seed, &feasible);
    /* Both outcomes are met. */
    assert_true(feasible > 100 && feasible < 500);
}

/* Any grouping that keeps everything, by counting through them. */
static void
first_kept(const struct tried *t, size_t *group)
{
    size_t i;

    for (i = 0; i < t->p.n; i++)
        group[i] = 1;
    while (!keeps(&t->p, group))
        for (i = 0; i < t->p.n && ++group[i] > t->p.k; i++)
            group[i] = 1;
}

/* However little it may spend: never worse than its start, never a bound
 * above the optimum, and `proved` only where it is. */
static void
check_stopped(uint64_t seed, uint64_t effort, int *proofs)
{
    struct tried t;
    size_t start[TRY_N], group[TRY_N];
    int64_t low, whole;
    uint64_t moves = 0;
    int proved;

    assert_int_equal(draw(&t, seed, NULL), 0);
    enumerate(&t);
    t.p.effort = effort;
    if (t.feasible) {
        first_kept(&t, start);
        assert_int_equal(coh_group_assign(&t.p, &t.aim, start, group, &proved,
                                          &low, &moves, NULL),
                         0);
        whole = coh_group_aim_whole(&t.aim, &t.p, group);
        assert_true(keeps(&t.p, group));
        assert_true(whole <= coh_group_aim_whole(&t.aim, &t.p, start));
        assert_true(low <= t.whole);
        if (proved)
            assert_int_equal(whole, t.whole);
        *proofs += proved;
    }
    coh_group_aim_release(&t.aim);
}

static void
stopped_it_gives_the_best_so_far_and_a_bound(void **state)
{
    uint64_t seed;
    int few = 0, some = 0;

    (void)state;
    for (seed = 1; seed <= 300; seed++) {
        check_stopped(seed, 1, &few);
        check_stopped(seed, 2000, &some);
    }
    assert_true(few < some);
}

static int
assign(const struct coh_group_problem *p, const int64_t *cost, size_t *group,
       int *proved, int64_t *whole, int64_t *low)
{
    struct coh_group_aim a;
    uint64_t moves = 0;
    int rc;

    assert_int_equal(coh_group_aim_costs(&a, p, NULL, cost, 1, NULL), 0);
    rc = coh_group_assign(p, &a, NULL, group, proved, low, &moves, NULL);
    *whole = coh_group_aim_whole(&a, p, group);
    coh_group_aim_release(&a);
    return rc;
}

/* Costs of i·g are least in opposite order (rearrangement inequality):
 * Σ i(n + 1 − i) = n(n + 1)(n + 2)/6, 30·31·32/6 = 4960. */
static void
products_are_assigned_in_opposite_order(void **state)
{
    enum { N = 30 };
    static int64_t cost[N * N];
    size_t one[N], group[N], i, g;
    const struct coh_group_problem p = {.n = N, .k = N, .min = one, .max = one};
    int64_t whole, low;
    int proved;

    (void)state;
    for (i = 0; i < N; i++)
        for (one[i] = 1, g = 0; g < N; g++)
            cost[i * N + g] = (int64_t)((i + 1) * (g + 1));
    assert_int_equal(assign(&p, cost, group, &proved, &whole, &low), 0);
    assert_true(proved);
    assert_int_equal(whole, 4960);
    for (i = 0; i < N; i++)
        assert_int_equal(group[i], N - i);
}

/* Both want the one seat as much; so do the last two. */
static void
of_equals_the_earlier_row_has_it_better(void **state)
{
    const int64_t cost[] = {0, 5, 0, 5, 0, 5, 0, 5};
    const size_t two[] = {2, 2};
    const struct coh_group_problem p = {.n = 4, .k = 2, .min = two, .max = two};
    size_t group[4];
    int64_t whole, low;
    int proved;

    (void)state;
    assert_int_equal(assign(&p, cost, group, &proved, &whole, &low), 0);
    assert_true(proved && whole == 10 && low == 10);
    assert_true(group[0] == 1 && group[1] == 1);
    assert_true(group[2] == 2 && group[3] == 2);
}

/* Two want group 1, one group 2; the other five, who ranked nothing, even the
 * sizes out: 3, 3 and 2 of 8, and the last two are apart. */
static void
those_to_whom_all_is_one_are_placed_by_size(void **state)
{
    const int64_t cost[] = {0, 4, 4, 0, 4, 4, 1, 0, 1, 0, 0, 0,
                            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    const size_t least[] = {1, 1, 1}, most[] = {8, 8, 8}, last[] = {6, 7};
    const struct coh_group_rule apart = {
        .kind = COH_GROUP_APART, .n = 2, .member = last};
    const struct coh_group_problem p = {.n = 8,
                                        .k = 3,
                                        .min = least,
                                        .max = most,
                                        .rule = &apart,
                                        .n_rules = 1};
    size_t group[8], size[4] = {0}, i;
    int64_t whole, low;
    int proved;

    (void)state;
    assert_int_equal(assign(&p, cost, group, &proved, &whole, &low), 0);
    assert_true(proved && whole == 0);
    for (i = 0; i < 8; i++)
        size[group[i]]++;
    for (i = 1; i <= 3; i++)
        assert_true(size[i] == 2 || size[i] == 3);
    assert_true(group[0] == 1 && group[1] == 1 && group[2] == 2);
    assert_true(group[6] != group[7]);
}

/* Twelve want one theme, with slots for up to ten: four of them are open. */
static void
slots_of_one_theme_are_of_even_sizes(void **state)
{
    enum { N = 12, K = 8 };
    const int64_t cost[N * K] = {0};
    size_t least[K], most[K], group[N], size[K + 1] = {0}, i;
    unsigned char may_close[K];
    const struct coh_group_problem p = {.n = N,
                                        .k = K,
                                        .min = least,
                                        .max = most,
                                        .may_close = may_close,
                                        .open = 4};
    int64_t whole, low;
    int proved;

    (void)state;
    for (i = 0; i < K; i++) {
        least[i] = 2;
        most[i] = 10;
        may_close[i] = 1;
    }
    assert_int_equal(assign(&p, cost, group, &proved, &whole, &low), 0);
    assert_true(proved && whole == 0);
    for (i = 0; i < N; i++)
        size[group[i]]++;
    for (i = 1; i <= K; i++)
        assert_true(size[i] == 0 || size[i] == 3);
}

/* Four want theme A (slots 1 to 3), two theme B (slots 4 to 6). Three slots of
 * two: A twice, B once, nobody goes without. Two slots of three: A and B, and
 * one of the four goes to B; A and A would send two away, B and B four. Two
 * slots of two hold four of six. */
static void
the_number_of_slots_of_each_theme_is_chosen(void **state)
{
    size_t least[6], most[6], group[6], i, g;
    unsigned char may_close[] = {1, 1, 1, 1, 1, 1};
    struct coh_group_problem p = {.n = 6,
                                  .k = 6,
                                  .min = least,
                                  .max = most,
                                  .may_close = may_close,
                                  .open = 3};
    int64_t cost[36], whole, low;
    int proved;

    (void)state;
    for (i = 0; i < 6; i++)
        for (g = 0; g < 6; g++) {
            cost[i * 6 + g] = (i < 4) == (g >= 3);
            least[g] = most[g] = 2;
        }
    assert_int_equal(assign(&p, cost, group, &proved, &whole, &low), 0);
    assert_true(proved && whole == 0);
    for (g = 0; g < 6; g++)
        least[g] = most[g] = 3;
    p.open = 2;
    assert_int_equal(assign(&p, cost, group, &proved, &whole, &low), 0);
    assert_true(proved && whole == 1);
    for (g = 0; g < 6; g++)
        least[g] = most[g] = 2;
    assert_int_equal(assign(&p, cost, group, &proved, &whole, &low), 0);
    assert_true(proved && group[0] == 0);
}

/* Three students, one good seat each for two, and steps of 1 in 10^8: GLPK
 * cannot tell them, so that nothing is called proved. */
static void
what_the_solver_cannot_tell_is_not_called_proved(void **state)
{
    const int64_t cost[] = {0, 100000000, 0, 100000001, 0, 100000002};
    const size_t least[] = {1, 2}, most[] = {1, 2};
    const struct coh_group_problem p = {
        .n = 3, .k = 2, .min = least, .max = most};
    size_t group[3];
    int64_t whole, low;
    int proved;

    (void)state;
    assert_int_equal(assign(&p, cost, group, &proved, &whole, &low), 0);
    assert_false(proved);
    assert_true(low <= 200000001 && low >= 200000001 - 100);
    assert_true(whole >= 200000001 && whole <= 200000003);
}

static void
only_costs_can_be_assigned(void **state)
{
    const size_t one[] = {1};
    const struct coh_group_problem p = {.n = 1, .k = 1, .min = one, .max = one};
    const struct coh_group_aim a = {.kind = COH_GROUP_NEAR, .n = 1, .k = 1};
    struct coh_error err = COH_ERROR_INIT;
    size_t group[1];
    int64_t low;
    uint64_t moves = 0;
    int proved;

    (void)state;
    assert_int_equal(
        coh_group_assign(&p, &a, NULL, group, &proved, &low, &moves, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
}

/* Seed 378: slots of one theme, that have to be told apart in the end. */
static int
assign_drawn(struct coh_error *err)
{
    struct tried t;
    size_t group[TRY_N];
    int64_t low;
    uint64_t moves = 0;
    int proved, rc = draw(&t, 378, err);

    if (rc == 0)
        rc = coh_group_assign(&t.p, &t.aim, NULL, group, &proved, &low, &moves,
                              err);
    coh_group_aim_release(&t.aim);
    return rc;
}

static void
every_failing_allocation_comes_back(void **state)
{
    (void)state;
    assert_true(unit_torture(assign_drawn) > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            is_feasible_and_least_exactly_when_enumeration_says_so),
        cmocka_unit_test(stopped_it_gives_the_best_so_far_and_a_bound),
        cmocka_unit_test(products_are_assigned_in_opposite_order),
        cmocka_unit_test(of_equals_the_earlier_row_has_it_better),
        cmocka_unit_test(those_to_whom_all_is_one_are_placed_by_size),
        cmocka_unit_test(slots_of_one_theme_are_of_even_sizes),
        cmocka_unit_test(the_number_of_slots_of_each_theme_is_chosen),
        cmocka_unit_test(what_the_solver_cannot_tell_is_not_called_proved),
        cmocka_unit_test(only_costs_can_be_assigned),
        cmocka_unit_test(every_failing_allocation_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
