/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

#include "base/memory.h"
#include "group/repair.h"
#include "group/tally.h"
#include "planted.h"
#include "random_rules.h"

static struct planted planted;

/* Units in their groups as students in theirs. */
static void
to_students(const struct coh_group_rules *r, const size_t *unit, size_t *group)
{
    size_t i;

    for (i = 0; i < r->p->n; i++)
        group[i] = unit[r->unit[i]];
}

/* What was planted is found, or another that keeps everything. */
static void
find(const struct coh_group_problem *p, uint64_t budget)
{
    static size_t unit[PLANTED_MOST], group[PLANTED_MOST];
    struct coh_group_rules r;
    uint64_t moves = 0;
    int found;

    assert_true(keeps_all(p, planted.in));
    assert_int_equal(coh_group_rules_read(p, NULL, &r, NULL), 0);
    assert_int_equal(
        coh_group_repair(&r, NULL, 1, budget, &moves, unit, &found, NULL), 0);
    assert_true(found);
    to_students(&r, unit, group);
    assert_true(keeps_all(p, group));
    assert_true(moves <= 2 * budget);
    coh_group_rules_release(&r);
}

static void
a_planted_class_under_fourteen_rules_is_found(void **state)
{
    struct coh_random r = {.state = 1};
    size_t i;

    (void)state;
    for (i = 0; i < 20; i++) {
        planted_class(&planted, &r);
        find(&planted.p, 1000000);
    }
}

static void
a_planted_year_with_sets_is_found(void **state)
{
    struct coh_random r = {.state = 2};
    size_t i;

    (void)state;
    for (i = 0; i < 5; i++) {
        planted_year(&planted, &r);
        find(&planted.p, 500000);
    }
}

static void
a_planted_district_is_found(void **state)
{
    struct coh_random r = {.state = 3};

    (void)state;
    planted_district(&planted, &r);
    /* Read plainly a rule takes the square of its members: two of the six. */
    planted.p.n_rules = 2;
    find(&planted.p, 5000000);
}

static int
possible(const struct coh_group_problem *p)
{
    size_t group[RANDOM_MOST];

    first_assignment(group, p->n);
    do
        if (keeps_all(p, group))
            return 1;
    while (next_assignment(group, p->n, p->k));
    return 0;
}

/* Repair finds what there is, and the program of types settles it alone. */
static void
check_small(const struct coh_group_problem *p, size_t *count)
{
    size_t unit[RANDOM_MOST], group[RANDOM_MOST];
    enum coh_group_outcome outcome;
    struct coh_group_rules r;
    uint64_t moves = 0;
    int found, yes = possible(p);

    assert_int_equal(coh_group_rules_read(p, NULL, &r, NULL), 0);
    assert_int_equal(coh_group_repair(&r, NULL, p->seed, yes ? 2000000 : 20000,
                                      &moves, unit, &found, NULL),
                     0);
    assert_int_equal(found, yes);
    if (found) {
        to_students(&r, unit, group);
        assert_true(keeps_all(p, group));
    }
    assert_int_equal(coh_group_tally(&r, NULL, 1000, 10000000000, &moves, unit,
                                     &outcome, NULL),
                     0);
    assert_int_equal(outcome, yes ? COH_GROUP_FEASIBLE : COH_GROUP_IMPOSSIBLE);
    if (yes) {
        to_students(&r, unit, group);
        assert_true(keeps_all(p, group));
        ++*count;
    }
    coh_group_rules_release(&r);
}

static void
small_groupings_are_found_when_there_are_any(void **state)
{
    struct coh_random r = {.state = 4};
    struct random_problem t;
    size_t i, j, feasible = 0;

    (void)state;
    for (i = 0; i < 800; i++) {
        random_problem(&t, &r);
        /* Some may be of no kind, and may be with anybody. */
        for (j = 0; j < t.p.n_rules; j++)
            if (t.rule[j].kind == COH_GROUP_SAME)
                t.rule[j].n -= coh_random_below(&r, t.rule[j].n);
        check_small(&t.p, &feasible);
    }
    assert_true(feasible > 200 && feasible < 700);
}

static void
the_same_seed_gives_the_same_grouping(void **state)
{
    struct coh_random random = {.state = 5};
    size_t one[105], two[105];
    struct coh_group_rules r;
    uint64_t moves = 0, again = 0;
    int found;

    (void)state;
    planted_class(&planted, &random);
    assert_int_equal(coh_group_rules_read(&planted.p, NULL, &r, NULL), 0);
    assert_int_equal(
        coh_group_repair(&r, NULL, 9, 1000000, &moves, one, &found, NULL), 0);
    assert_true(found);
    assert_int_equal(
        coh_group_repair(&r, NULL, 9, 1000000, &again, two, &found, NULL), 0);
    assert_memory_equal(one, two, sizeof(one));
    assert_int_equal(moves, again);
    /* From a grouping that keeps everything nothing has to be moved. */
    assert_int_equal(
        coh_group_repair(&r, one, 2, 1000000, &again, two, &found, NULL), 0);
    assert_true(found);
    assert_memory_equal(one, two, sizeof(one));
    coh_group_rules_release(&r);
}

static void
every_failing_allocation_is_reported(void **state)
{
    struct coh_random random = {.state = 6};
    enum coh_group_outcome outcome;
    struct coh_group_rules r;
    struct coh_error err;
    size_t unit[200], n;
    uint64_t moves = 0;
    int found;

    (void)state;
    planted_year(&planted, &random);
    assert_int_equal(coh_group_rules_read(&planted.p, NULL, &r, NULL), 0);
    for (n = 1;; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        if (!coh_group_repair(&r, NULL, 1, 100, &moves, unit, &found, &err))
            break;
        assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_true(n > 30);
    for (n = 1;; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        if (!coh_group_tally(&r, NULL, 60000, 1000000000, &moves, unit,
                             &outcome, &err))
            break;
        assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_true(n > 20);
    coh_memory_fail_at(0, 0);
    coh_group_rules_release(&r);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planted_class_under_fourteen_rules_is_found),
        cmocka_unit_test(a_planted_year_with_sets_is_found),
        cmocka_unit_test(a_planted_district_is_found),
        cmocka_unit_test(small_groupings_are_found_when_there_are_any),
        cmocka_unit_test(the_same_seed_gives_the_same_grouping),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
