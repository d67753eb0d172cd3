/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Costs in whole numbers beside the formulas in floating point. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "group/aim.h"
#include "random_rules.h"

#define N 7
#define D 3

struct data {
    struct coh_group_problem p;
    size_t min[3], max[3];
    double z[N * D];
    unsigned char blank[N];
};

static void
draw(struct data *x, struct coh_random *r)
{
    size_t i;

    memset(x, 0, sizeof(*x));
    x->p = (struct coh_group_problem){.n = N, .k = 3};
    x->p.min = x->min;
    x->p.max = x->max;
    for (i = 0; i < N * D; i++)
        x->z[i] = (double)coh_random_below(r, 4001) / 1000 - 2;
    x->blank[coh_random_below(r, N)] = 1;
    for (i = 0; i < N * D; i++)
        if (x->blank[i / D])
            x->z[i] = 0;
}

/* Σ over groups, straight from the formulas. */
static double
by_formula(const struct data *x, enum coh_group_aim_kind kind, int per_size,
           const size_t *group)
{
    double sum = 0, part, mean, m, size, d2;
    size_t g, i, j, d;

    for (g = 1; g <= 3; g++) {
        for (part = size = 0, i = 0; i < N; i++)
            size += group[i] == g;
        for (d = 0; d < D; d++) {
            for (mean = m = 0, i = 0; i < N; i++)
                if (group[i] == g &&
                    (kind == COH_GROUP_SPREAD || !x->blank[i])) {
                    mean += x->z[i * D + d];
                    m++;
                }
            if (m == 0)
                continue;
            mean /= m;
            if (kind == COH_GROUP_SPREAD)
                part += m * mean * mean;
            for (i = 0; kind == COH_GROUP_NEAR && i < N; i++)
                if (group[i] == g && !x->blank[i])
                    part += (x->z[i * D + d] - mean) * (x->z[i * D + d] - mean);
        }
        for (i = 0; kind == COH_GROUP_DIVERSE && i < N; i++)
            for (j = i + 1; j < N; j++) {
                for (d2 = 0, d = 0; d < D; d++)
                    d2 += (x->z[i * D + d] - x->z[j * D + d]) *
                          (x->z[i * D + d] - x->z[j * D + d]);
                if (group[i] == g && group[j] == g)
                    part -= sqrt(d2) / (per_size ? size : 1);
            }
        sum += part;
    }
    return sum;
}

static int
same_sizes(const size_t *a, const size_t *b)
{
    size_t g, i, x, y;

    for (g = 1; g <= 3; g++) {
        for (x = y = i = 0; i < N; i++) {
            x += a[i] == g;
            y += b[i] == g;
        }
        if (x != y)
            return 0;
    }
    return 1;
}

/* The mean over every grouping with these sizes, by the formula. */
static double
mean_of_all(const struct data *x, enum coh_group_aim_kind kind, int per_size,
            const size_t *sizes)
{
    size_t group[N], n = 0;
    double sum = 0;

    first_assignment(group, N);
    do
        if (same_sizes(group, sizes)) {
            sum += by_formula(x, kind, per_size, group);
            n++;
        }
    while (next_assignment(group, N, 3));
    return sum / (double)n;
}

static void
check_kind(struct data *x, enum coh_group_aim_kind kind, int per_size,
           struct coh_random *r)
{
    struct coh_group_aim a = COH_GROUP_AIM_INIT;
    size_t group[N], i;
    double want;

    if (kind == COH_GROUP_DIVERSE)
        assert_int_equal(
            coh_group_aim_distances(&a, &x->p, x->z, D, per_size, NULL), 0);
    else
        assert_int_equal(
            coh_group_aim_points(&a, kind, &x->p, x->z, D, x->blank, NULL), 0);
    for (i = 0; i < N; i++)
        group[i] = 1 + coh_random_below(r, 3);
    want = by_formula(x, kind, per_size, group);
    assert_true(fabs((double)coh_group_aim_cost(&a, group) * a.unit - want) <
                1e-5);
    assert_true(coh_group_aim_range(&a) < INT64_C(1) << 61);
    /* Blank students of NEAR can leave a group without any: the closed form is
     * for the groups that `group` has filled. */
    if (kind != COH_GROUP_NEAR) {
        want = mean_of_all(x, kind, per_size, group);
        assert_true(fabs(coh_group_aim_random(&a, group) - want) < 1e-4);
    }
    coh_group_aim_release(&a);
}

static void
costs_are_those_of_the_formulas(void **state)
{
    struct coh_random r = {.state = 4};
    struct data x;
    size_t i;

    (void)state;
    for (i = 0; i < 40; i++) {
        draw(&x, &r);
        check_kind(&x, COH_GROUP_NEAR, 0, &r);
        check_kind(&x, COH_GROUP_SPREAD, 0, &r);
        check_kind(&x, COH_GROUP_DIVERSE, 0, &r);
        check_kind(&x, COH_GROUP_DIVERSE, 1, &r);
    }
}

static void
the_random_mean_of_near_is_the_mean_over_all_groupings(void **state)
{
    static const size_t group[N] = {1, 1, 2, 2, 2, 3, 3};
    struct coh_random r = {.state = 9};
    struct coh_group_aim a = COH_GROUP_AIM_INIT;
    struct data x;
    double want;

    (void)state;
    draw(&x, &r);
    memset(x.blank, 0, sizeof(x.blank));
    assert_int_equal(
        coh_group_aim_points(&a, COH_GROUP_NEAR, &x.p, x.z, D, NULL, NULL), 0);
    want = mean_of_all(&x, COH_GROUP_NEAR, 0, group);
    assert_true(fabs(coh_group_aim_random(&a, group) - want) < 1e-4);
    coh_group_aim_release(&a);
}

static void
two_levels_of_cost_never_mix(void **state)
{
    static const int64_t first[] = {0, 1, 1, 0}, second[] = {9, 4, 1, 16};
    static const size_t min[] = {0, 0}, max[] = {2, 2}, group[] = {2, 1};
    struct coh_group_problem p = {.n = 2, .k = 2, .min = min, .max = max};
    struct coh_group_aim a = COH_GROUP_AIM_INIT;
    int64_t cost;

    (void)state;
    assert_int_equal(coh_group_aim_costs(&a, &p, first, second, 1, NULL), 0);
    assert_int_equal(a.weight, 26);
    cost = coh_group_aim_cost(&a, group);
    assert_int_equal(cost / a.weight, 2);
    assert_int_equal(cost % a.weight, 5);
    coh_group_aim_release(&a);
}

static void
company_goes_before_the_aim(void **state)
{
    static const size_t previous[] = {1, 1, 2, 2, 0, 0, 0};
    static const size_t apart[N] = {1, 2, 1, 2, 3, 3, 3};
    static const size_t again[N] = {1, 1, 2, 2, 3, 3, 3};
    struct coh_random r = {.state = 2};
    struct coh_group_aim a = COH_GROUP_AIM_INIT;
    struct data x;

    (void)state;
    draw(&x, &r);
    x.p.previous = previous;
    x.p.company = COH_GROUP_NEW_COMPANY;
    assert_int_equal(
        coh_group_aim_points(&a, COH_GROUP_SPREAD, &x.p, x.z, D, NULL, NULL),
        0);
    assert_int_equal(coh_group_pairs_again(&x.p, again), 2);
    assert_true(coh_group_aim_whole(&a, &x.p, apart) <
                coh_group_aim_whole(&a, &x.p, again));
    x.p.company = COH_GROUP_OLD_COMPANY;
    assert_true(coh_group_aim_whole(&a, &x.p, apart) >
                coh_group_aim_whole(&a, &x.p, again));
    coh_group_aim_release(&a);
}

static void
failing_allocations_and_too_large_costs_are_reported(void **state)
{
    int64_t huge[N * 3] = {INT64_C(1) << 61, 0, 0, INT64_C(1) << 61};
    struct coh_random r = {.state = 2};
    struct coh_group_aim a = COH_GROUP_AIM_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct data x;

    (void)state;
    draw(&x, &r);
    assert_int_equal(coh_group_aim_costs(&a, &x.p, NULL, huge, 1, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    memset(huge, 0, sizeof(huge));
    coh_memory_fail_at(1, 1);
    assert_int_equal(coh_group_aim_costs(&a, &x.p, NULL, huge, 1, &err), -1);
    coh_memory_fail_at(1, 1);
    assert_int_equal(coh_group_aim_distances(&a, &x.p, x.z, D, 0, &err), -1);
    coh_memory_fail_at(2, 1);
    assert_int_equal(
        coh_group_aim_points(&a, COH_GROUP_NEAR, &x.p, x.z, D, NULL, &err), -1);
    coh_memory_fail_at(0, 0);
}

static void
a_table_of_negative_or_too_large_distances_is_refused(void **state)
{
    int32_t table[] = {0, -1, -1, 0};
    struct coh_group_problem p = {.n = 2, .k = 1};
    struct coh_group_aim a = COH_GROUP_AIM_INIT;
    struct coh_error err = COH_ERROR_INIT;
    static const size_t previous[] = {1, 1};

    (void)state;
    assert_int_equal(coh_group_aim_table(&a, &p, table, 1, 0, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_null(a.distance);
    table[1] = table[2] = INT32_MAX;
    p.previous = previous;
    p.company = COH_GROUP_NEW_COMPANY;
    assert_int_equal(coh_group_aim_table(&a, &p, table, 1, 0, &err), 0);
    assert_int_equal(a.distance[1], INT32_MAX);
    coh_group_aim_release(&a);
}

/* Both levels are within the limit of 2^60, their product 2^50·(2^20 + 1) is
 * not; and of one level, two students' sum of 2^61 is not. */
static void
levels_whose_product_is_too_large_are_refused(void **state)
{
    const int64_t first[] = {INT64_C(1) << 50, 0}, second[] = {1 << 20, 0};
    const int64_t sum[] = {INT64_C(1) << 60, INT64_C(1) << 60};
    struct coh_group_problem p = {.n = 1, .k = 2};
    struct coh_group_aim a = COH_GROUP_AIM_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_group_aim_costs(&a, &p, first, second, 1, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_group_aim_costs(&a, &p, NULL, first, 1, NULL), 0);
    coh_group_aim_release(&a);
    p.n = 2;
    p.k = 1;
    err = (struct coh_error)COH_ERROR_INIT;
    assert_int_equal(coh_group_aim_costs(&a, &p, NULL, sum, 1, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(costs_are_those_of_the_formulas),
        cmocka_unit_test(
            the_random_mean_of_near_is_the_mean_over_all_groupings),
        cmocka_unit_test(two_levels_of_cost_never_mix),
        cmocka_unit_test(company_goes_before_the_aim),
        cmocka_unit_test(failing_allocations_and_too_large_costs_are_reported),
        cmocka_unit_test(a_table_of_negative_or_too_large_distances_is_refused),
        cmocka_unit_test(levels_whose_product_is_too_large_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
