/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules compiled for searches, beside their plain reading. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "group/units.h"
#include "random_rules.h"

/* Does the state say of a full grouping what the plain reading says? */
static void
compare(const struct random_problem *t, const struct coh_group_state *s)
{
    size_t group[RANDOM_MOST], i;
    int plain, in = 1;

    coh_group_state_read(s, group);
    plain = coh_group_fits(&t->p, group);
    for (i = 0; i < t->p.n_rules; i++)
        plain = plain && coh_group_keeps(&t->p, i, group);
    for (i = 0; i < s->r->n_units; i++)
        in = in && s->r->allowed[i * t->p.k + s->group[i] - 1];
    assert_int_equal(plain, in && s->broken == 0 && !s->r->clash);
    if (t->p.company)
        assert_int_equal(s->again, coh_group_pairs_again(&t->p, group));
}

static void
all_of(const struct random_problem *t, struct coh_random *draw)
{
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_state s = COH_GROUP_STATE_INIT;
    struct coh_group_change c;
    int64_t broken, again;
    size_t i, a, b, g;

    assert_int_equal(coh_group_rules_read(&t->p, NULL, &r, NULL), 0);
    assert_int_equal(coh_group_state_init(&s, &r, NULL), 0);
    for (i = 0; i < r.n_units; i++)
        coh_group_state_put(&s, i, 1 + coh_random_below(draw, t->p.k));
    compare(t, &s);
    for (i = 0; i < 20; i++) {
        broken = s.broken;
        again = s.again;
        a = coh_random_below(draw, r.n_units);
        b = coh_random_below(draw, r.n_units);
        g = 1 + coh_random_below(draw, t->p.k);
        if (s.group[a] != s.group[b]) {
            c = coh_group_state_try_swap(&s, a, b);
            assert_int_equal(s.broken, broken);
            coh_group_state_swap(&s, a, b);
        } else if (g != s.group[a]) {
            c = coh_group_state_try_move(&s, a, g);
            assert_int_equal(s.broken, broken);
            coh_group_state_put(&s, a, g);
        } else {
            continue;
        }
        assert_int_equal(s.broken, broken + c.broken);
        assert_int_equal(s.again, again + c.again);
        compare(t, &s);
    }
    coh_group_state_release(&s);
    coh_group_rules_release(&r);
}

static void
a_state_says_what_the_plain_reading_says(void **state)
{
    struct coh_random draw = {.state = 11};
    struct random_problem t;
    size_t i;

    (void)state;
    for (i = 0; i < 3000; i++) {
        random_problem(&t, &draw);
        all_of(&t, &draw);
    }
}

static void
units_are_those_who_must_be_together(void **state)
{
    static const size_t pair[] = {4, 1}, more[] = {2, 1, 2}, alone[] = {3};
    static const size_t unit[] = {0, 1, 1, 2, 1};
    static const size_t min[] = {0, 0}, max[] = {5, 5};
    const struct coh_group_rule rule[] = {
        {.kind = COH_GROUP_TOGETHER, .n = 2, .member = pair},
        {.kind = COH_GROUP_TOGETHER, .n = 3, .member = more},
        {.kind = COH_GROUP_TOGETHER, .n = 1, .member = alone},
        {.kind = COH_GROUP_APART, .n = 2, .member = pair},
    };
    struct coh_group_problem p = {.n = 5, .k = 2, .min = min, .max = max};
    struct coh_group_rules r = COH_GROUP_RULES_INIT;

    (void)state;
    p.rule = rule;
    p.n_rules = 3;
    assert_int_equal(coh_group_rules_read(&p, NULL, &r, NULL), 0);
    assert_int_equal(r.n_units, 3);
    assert_memory_equal(r.unit, unit, sizeof(unit));
    assert_false(r.clash);
    coh_group_rules_release(&r);
    p.n_rules = 4;
    assert_int_equal(coh_group_rules_read(&p, NULL, &r, NULL), 0);
    assert_true(r.clash);
    coh_group_rules_release(&r);
}

static void
a_share_may_be_missed_by_one_student(void **state)
{
    /* 3 of 7 have it; in a group of 4 the share is 1.714: 1 or 2 do, 0.714 to
     * 2.714 are allowed; in one of 3 it is 1.286: 1 or 2. */
    static const size_t has[] = {0, 1, 2}, min[] = {0, 0}, max[] = {7, 7};
    const struct coh_group_rule rule = {
        .kind = COH_GROUP_BALANCE, .n = 3, .member = has};
    struct coh_group_problem p = {.n = 7, .k = 2, .min = min, .max = max};
    struct coh_group_rules r = COH_GROUP_RULES_INIT;

    (void)state;
    p.rule = &rule;
    p.n_rules = 1;
    assert_int_equal(coh_group_rules_read(&p, NULL, &r, NULL), 0);
    assert_int_equal(coh_group_feature_breaks(&r, 0, 0, 4), 1);
    assert_int_equal(coh_group_feature_breaks(&r, 0, 1, 4), 0);
    assert_int_equal(coh_group_feature_breaks(&r, 0, 2, 4), 0);
    assert_int_equal(coh_group_feature_breaks(&r, 0, 3, 4), 1);
    assert_int_equal(coh_group_feature_breaks(&r, 0, 3, 3), 1);
    assert_int_equal(coh_group_feature_breaks(&r, 0, 3, 0), 2);
    coh_group_rules_release(&r);
}

static void
demands_left_out_do_not_count(void **state)
{
    static const size_t trio[] = {0, 1, 2}, min[] = {2, 2}, max[] = {2, 2};
    static const size_t start[] = {0, 3};
    const struct coh_group_rule rule = {
        .kind = COH_GROUP_APART, .n = 3, .member = trio};
    unsigned char on = 1, member[] = {1, 0, 1};
    struct coh_group_active active = {&on, member, start, 1, 0};
    struct coh_group_problem p = {.n = 4, .k = 2, .min = min, .max = max};
    struct coh_group_rules r = COH_GROUP_RULES_INIT;

    (void)state;
    p.rule = &rule;
    p.n_rules = 1;
    assert_int_equal(coh_group_rules_read(&p, &active, &r, NULL), 0);
    assert_int_equal(r.n_features, 1);
    assert_int_equal(r.feature[0].total, 2);
    assert_int_equal(r.min[0], 2);
    assert_int_equal(r.max[0], 4);
    coh_group_rules_release(&r);
    on = 0;
    assert_int_equal(coh_group_rules_read(&p, &active, &r, NULL), 0);
    assert_int_equal(r.n_features, 0);
    coh_group_rules_release(&r);
}

static void
every_failing_allocation_is_reported(void **state)
{
    struct coh_random draw = {.state = 3};
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_state s = COH_GROUP_STATE_INIT;
    struct random_problem t;
    struct coh_error err;
    size_t n;
    int failed;

    (void)state;
    do
        random_problem(&t, &draw);
    while (t.p.n_rules < 4);
    for (n = 1, failed = 1; failed; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        failed = coh_group_rules_read(&t.p, NULL, &r, &err) ||
                 coh_group_state_init(&s, &r, &err);
        assert_int_equal(failed, err.code == COH_SYSTEM);
        coh_memory_fail_at(0, 0);
        coh_group_state_release(&s);
        coh_group_rules_release(&r);
    }
    assert_true(n > 10);
}

/* 10 by 4: 2.5 groups, half goes up; 9 by 4 is 2.25; 2 by 5 is one. */
static void
a_size_makes_the_nearest_number_of_groups_of_even_sizes(void **state)
{
    size_t min[3], max[3], g;

    (void)state;
    assert_int_equal(coh_group_count(10, 4), 3);
    assert_int_equal(coh_group_count(9, 4), 2);
    assert_int_equal(coh_group_count(11, 4), 3);
    assert_int_equal(coh_group_count(12, 4), 3);
    assert_int_equal(coh_group_count(2, 5), 1);
    assert_int_equal(coh_group_count(7, 0), 1);
    coh_group_even_sizes(10, 3, min, max);
    for (g = 0; g < 3; g++)
        assert_true(min[g] == 3 && max[g] == 4);
    coh_group_even_sizes(12, 3, min, max);
    for (g = 0; g < 3; g++)
        assert_true(min[g] == 4 && max[g] == 4);
}

/* Rows 0, 1, 2 are apart by pairs, 3 and 4 are apart, 5 is pinned, 6 is named
 * by nobody: from each unit the set of all that are apart from one another. */
static void
pairs_of_apart_students_grow_to_cliques(void **state)
{
    static const size_t pair[][2] = {{0, 1}, {1, 2}, {0, 2}, {3, 4}};
    static const size_t five[] = {5}, one[] = {1}, any[] = {0, 7};
    static const size_t size[] = {3, 3, 3, 2, 2};
    struct coh_group_rule rule[5] = {[4] = {.kind = COH_GROUP_PIN,
                                            .n = 1,
                                            .member = five,
                                            .n_groups = 1,
                                            .group = one}};
    const struct coh_group_problem p = {
        .n = 7, .k = 1, .min = any, .max = any + 1, .n_rules = 5, .rule = rule};
    struct coh_group_units u = COH_GROUP_UNITS_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < 4; i++)
        rule[i] = (struct coh_group_rule){
            .kind = COH_GROUP_APART, .n = 2, .member = pair[i]};
    assert_int_equal(coh_group_units_read(&p, NULL, &u, NULL), 0);
    assert_int_equal(u.n, 6);
    assert_true(u.of[6] == COH_GROUP_NO_UNIT && u.pin[u.of[5]] == 1);
    assert_int_equal(u.n_cliques, 5);
    for (i = 0; i < 5; i++) {
        assert_int_equal(u.clique_start[i + 1] - u.clique_start[i], size[i]);
        assert_int_equal(u.clique[u.clique_start[i]], i);
    }
    assert_false(u.clash);
    coh_group_units_release(&u);
}

static void
rules_about_students_and_groups_that_are_not_there_are_refused(void **state)
{
    size_t student = 0, group = 1;
    static const size_t min[] = {0, 0}, max[] = {3, 3};
    const struct coh_group_rule rule = {.kind = COH_GROUP_PIN,
                                        .n = 1,
                                        .member = &student,
                                        .n_groups = 1,
                                        .group = &group};
    const struct coh_group_problem p = {
        .n = 3, .k = 2, .min = min, .max = max, .n_rules = 1, .rule = &rule};
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_group_check(&p, &err), 0);
    group = 2;
    assert_int_equal(coh_group_check(&p, &err), 0);
    group = 3;
    assert_int_equal(coh_group_check(&p, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    group = 0;
    assert_int_equal(coh_group_check(&p, NULL), -1);
    group = 1;
    student = 3;
    assert_int_equal(coh_group_check(&p, NULL), -1);
    student = 2;
    assert_int_equal(coh_group_check(&p, NULL), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_state_says_what_the_plain_reading_says),
        cmocka_unit_test(units_are_those_who_must_be_together),
        cmocka_unit_test(a_share_may_be_missed_by_one_student),
        cmocka_unit_test(demands_left_out_do_not_count),
        cmocka_unit_test(every_failing_allocation_is_reported),
        cmocka_unit_test(
            a_size_makes_the_nearest_number_of_groups_of_even_sizes),
        cmocka_unit_test(
            rules_about_students_and_groups_that_are_not_there_are_refused),
        cmocka_unit_test(pairs_of_apart_students_grow_to_cliques),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
