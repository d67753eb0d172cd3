/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "group/climb-anneal.h"
#include "group/climb-table.h"
#include "group/climb.h"

#define MOST 5000

/* A problem with its arrays, an aim and a feasible start. */
struct trial {
    struct coh_group_problem p;
    size_t min[200], max[200], start[MOST];
    struct coh_group_aim aim;
    struct coh_group_rules r;
};

/* Nearly normal: the sum of twelve uniform numbers less 6. */
static void
draw_points(struct coh_random *random, double *z, size_t n)
{
    size_t i, j;

    for (i = 0; i < n; i++)
        for (z[i] = -6, j = 0; j < 12; j++)
            z[i] += (double)coh_random_below(random, 1000) / 1000;
}

static void
release(struct trial *t)
{
    coh_group_rules_release(&t->r);
    coh_group_aim_release(&t->aim);
}

/* n students with `dimensions` scores in k groups of sizes that differ by at
 * most one. */
static void
make_large(struct trial *t, size_t n, size_t k, size_t dimensions, size_t kind)
{
    struct coh_random random = {.state = 7};
    double *z = coh_alloc_array(n, dimensions * sizeof(*z), NULL);
    size_t i;

    memset(t, 0, sizeof(*t));
    assert_non_null(z);
    draw_points(&random, z, n * dimensions);
    t->p = (struct coh_group_problem){
        .n = n, .k = k, .min = t->min, .max = t->max};
    for (i = 0; i < k; i++) {
        t->min[i] = n / k;
        t->max[i] = (n + k - 1) / k;
    }
    for (i = 0; i < n; i++)
        t->start[i] = 1 + i % k;
    if (kind < 2)
        assert_int_equal(coh_group_aim_points(
                             &t->aim, kind ? COH_GROUP_SPREAD : COH_GROUP_NEAR,
                             &t->p, z, dimensions, NULL, NULL),
                         0);
    else
        assert_int_equal(coh_group_aim_distances(&t->aim, &t->p, z, dimensions,
                                                 kind == 3, NULL),
                         0);
    assert_int_equal(coh_group_rules_read(&t->p, NULL, &t->r, NULL), 0);
    coh_free(z);
}

static void
the_same_seed_gives_the_same_grouping(void **state)
{
    struct trial t;
    size_t kind, one[MOST], two[MOST];
    uint64_t moves, again;

    (void)state;
    for (kind = 0; kind < 4; kind++) {
        make_large(&t, 60, 6, 2, kind);
        assert_int_equal(coh_group_climb(&t.r, &t.aim, t.start, 5, 300000, 0,
                                         one, &moves, NULL),
                         0);
        assert_int_equal(moves, 300000);
        assert_int_equal(coh_group_climb(&t.r, &t.aim, t.start, 5, 300000, 0,
                                         two, &again, NULL),
                         0);
        assert_memory_equal(one, two, 60 * sizeof(*one));
        /* By the clock, and then by the effort that the clock has chosen. */
        assert_int_equal(coh_group_climb(&t.r, &t.aim, t.start, 5, 0, 0.02, one,
                                         &moves, NULL),
                         0);
        assert_int_equal(coh_group_climb(&t.r, &t.aim, t.start, 5, moves, 0,
                                         two, &again, NULL),
                         0);
        assert_int_equal(again, moves);
        assert_memory_equal(one, two, 60 * sizeof(*one));
        release(&t);
    }
}

/* Looks at as many changes as it is asked for, and takes none. */
static void
look_only(void *self, struct coh_climb_heat *h)
{
    uint64_t *looked = self;

    for (int i = 0; i < 100 && h->looked < h->end; i++) {
        h->looked++;
        h->tried++;
        ++*looked;
    }
}

static int64_t
typical_ten(void *self, struct coh_climb_heat *h)
{
    (void)self;
    (void)h;
    return 10;
}

static void
do_nothing(void *self)
{
    (void)self;
}

static void
no_more_than_the_effort_is_looked_at(void **state)
{
    uint64_t looked, moves, effort;
    const struct coh_climb_walk w = {.self = &looked,
                                     .pass = look_only,
                                     .typical = typical_ten,
                                     .back = do_nothing,
                                     .enough = 5000,
                                     .all = 100};

    (void)state;
    for (effort = 1; effort < 1000000; effort *= 7) {
        looked = 0;
        coh_climb_anneal(&w, 1, effort, 0, &moves);
        assert_int_equal(moves, effort);
        assert_true(looked <= effort);
        /* What is kept back for a last descent that finds nothing stays. */
        assert_true(looked + 1000 >= effort || looked * 8 >= effort * 7);
    }
}

static int64_t
limit_at(int64_t temperature, int coarse, uint32_t draw)
{
    const struct coh_climb_heat h = {.temperature = temperature,
                                     .coarse = coarse};

    return coh_climb_limit(&h, draw);
}

static void
limits_are_the_temperature_times_the_draw(void **state)
{
    (void)state;
    /* A draw of 2^16 is 1, a temperature of 256 is 1. */
    assert_true(limit_at(256 * 10, 0, 1 << 16) == 10);
    assert_true(limit_at(256 * 10, 0, 1 << 15) == 5);
    assert_true(limit_at(256 * 10, 7, 1 << 15) == 5 << 7);
    assert_true(limit_at(0, 0, 1 << 19) == 0);
    assert_true(limit_at(INT64_C(1) << 50, 0, 1 << 15) == INT64_C(1) << 41);
    assert_true(limit_at(INT64_C(1) << 50, 20, 1 << 19) == INT64_C(1) << 58);
}

static void
equal_scores_come_together_where_it_costs_nothing(void **state)
{
    /* 0 and 2 have no score and cost nothing anywhere; nor do the two equal
     * scores, together or each with one of those. */
    static const double z[4] = {0, 1, 0, 1};
    static const unsigned char blank[4] = {1, 0, 1, 0};
    static const int64_t score[4] = {0, 7, 0, 7};
    static const size_t sizes[2] = {2, 2}, start[4] = {1, 1, 2, 2};
    struct coh_group_problem p = {.n = 4,
                                  .k = 2,
                                  .min = sizes,
                                  .max = sizes,
                                  .score = score,
                                  .missing = blank};
    struct coh_group_aim aim;
    struct coh_group_rules r;
    size_t group[4];
    uint64_t moves, seed;

    (void)state;
    assert_int_equal(
        coh_group_aim_points(&aim, COH_GROUP_NEAR, &p, z, 1, blank, NULL), 0);
    assert_int_equal(coh_group_rules_read(&p, NULL, &r, NULL), 0);
    for (seed = 0; seed < 20; seed++) {
        assert_int_equal(coh_group_climb(&r, &aim, start, seed, 2000, 0, group,
                                         &moves, NULL),
                         0);
        assert_int_equal(group[1], group[3]);
        assert_int_equal(group[0], group[2]);
        assert_true(group[0] != group[1]);
        assert_true(coh_group_aim_cost(&aim, group) == 0);
    }
    coh_group_rules_release(&r);
    coh_group_aim_release(&aim);
}

static void
five_thousand_students_find_two_hundred_groups(void **state)
{
    struct trial t;
    size_t kind, group[MOST];
    uint64_t moves;

    (void)state;
    for (kind = 0; kind < 2; kind++) {
        make_large(&t, 5000, 200, 4, kind);
        assert_int_equal(coh_group_climb(&t.r, &t.aim, t.start, 1, 3000000, 0,
                                         group, &moves, NULL),
                         0);
        assert_true(coh_group_fits(&t.p, group));
        /* Far below what chance gives. */
        assert_true((double)coh_group_aim_cost(&t.aim, group) * t.aim.unit <
                    coh_group_aim_random(&t.aim, group) / 2);
        release(&t);
    }
}

static void
large_distances_are_shifted_until_sums_fit(void **state)
{
    struct trial t;
    size_t group[MOST], i;
    uint64_t moves;

    (void)state;
    make_large(&t, 40, 4, 2, 2);
    /* The largest are near 2^30, and ten of them more than 32 bits. */
    for (i = 0; i < 1600 && t.aim.distance[i] < 1 << 29; i++)
        ;
    assert_true(i < 1600);
    assert_true(coh_climb_table_fits(&t.r, &t.aim));
    assert_int_equal(coh_group_climb(&t.r, &t.aim, t.start, 1, 100000, 0, group,
                                     &moves, NULL),
                     0);
    assert_true(coh_group_aim_cost(&t.aim, group) <
                coh_group_aim_cost(&t.aim, t.start));
    release(&t);
}

static void
every_failing_allocation_is_reported(void **state)
{
    struct coh_error err;
    struct trial t;
    size_t kind, n, group[60], kept[60];
    uint64_t moves;
    int64_t score[60] = {0};

    (void)state;
    for (kind = 0; kind < 3; kind++) {
        make_large(&t, 60, 6, 1, kind);
        t.p.score = score;
        memcpy(kept, t.start, sizeof(kept));
        for (n = 1;; n++) {
            err = (struct coh_error)COH_ERROR_INIT;
            memcpy(group, kept, sizeof(kept));
            coh_memory_fail_at(n, 0);
            if (!coh_group_climb(&t.r, &t.aim, t.start, 1, 1000, 0, group,
                                 &moves, &err))
                break;
            assert_int_equal(err.code, COH_SYSTEM);
            assert_memory_equal(group, kept, sizeof(kept));
        }
        coh_memory_fail_at(0, 0);
        assert_true(n > 10);
        release(&t);
    }
}

/* Rows 0 and 1 with the same score could be joined only if 2 and 3, who have
 * it too, changed places with them: those are apart. */
static void
equals_are_not_joined_at_the_price_of_a_rule(void **state)
{
    static const size_t pair[] = {2, 3}, two[] = {2, 2};
    static const size_t start[] = {1, 2, 1, 2};
    static const int64_t score[] = {5, 5, 5, 5};
    static const double z[4] = {0};
    const struct coh_group_rule rule = {
        .kind = COH_GROUP_APART, .n = 2, .member = pair};
    const struct coh_group_problem p = {.n = 4,
                                        .k = 2,
                                        .min = two,
                                        .max = two,
                                        .score = score,
                                        .n_rules = 1,
                                        .rule = &rule};
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_aim a = COH_GROUP_AIM_INIT;
    uint64_t moves = 0;
    size_t group[4];

    (void)state;
    assert_int_equal(
        coh_group_aim_points(&a, COH_GROUP_NEAR, &p, z, 1, NULL, NULL), 0);
    assert_int_equal(coh_group_rules_read(&p, NULL, &r, NULL), 0);
    assert_int_equal(
        coh_group_climb(&r, &a, start, 1, 1000, 0, group, &moves, NULL), 0);
    assert_true(coh_group_fits(&p, group));
    assert_true(coh_group_keeps(&p, 0, group));
    coh_group_rules_release(&r);
    coh_group_aim_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_gives_the_same_grouping),
        cmocka_unit_test(no_more_than_the_effort_is_looked_at),
        cmocka_unit_test(limits_are_the_temperature_times_the_draw),
        cmocka_unit_test(equal_scores_come_together_where_it_costs_nothing),
        cmocka_unit_test(five_thousand_students_find_two_hundred_groups),
        cmocka_unit_test(large_distances_are_shifted_until_sums_fit),
        cmocka_unit_test(every_failing_allocation_is_reported),
        cmocka_unit_test(equals_are_not_joined_at_the_price_of_a_rule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
