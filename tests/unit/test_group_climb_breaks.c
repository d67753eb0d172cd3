/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the search looks up, beside what the state measures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/memory.h"
#include "group/climb-breaks.h"
#include "group/climb-draw.h"
#include "random_rules.h"

/* Every change is looked up after some were made. */
static void
compare_all(struct coh_climb_breaks *b, int64_t wanted)
{
    struct coh_group_state *s = b->s;
    struct coh_group_change c;
    int64_t found;
    size_t u, v, g;

    for (u = 0; u < s->r->n_units; u++) {
        for (g = 1; g <= s->r->p->k; g++) {
            if (g == s->group[u])
                continue;
            c = coh_group_state_try_move(s, u, g);
            found = coh_climb_breaks_move(b, u, g);
            assert_int_equal(coh_climb_breaks_rules(found), c.broken);
            assert_int_equal(coh_climb_breaks_company(found), wanted * c.again);
        }
        for (v = 0; v < s->r->n_units; v++) {
            if (s->group[u] == s->group[v])
                continue;
            c = coh_group_state_try_swap(s, u, v);
            found = coh_climb_breaks_swap(b, u, v);
            assert_int_equal(coh_climb_breaks_rules(found), c.broken);
            assert_int_equal(coh_climb_breaks_company(found), wanted * c.again);
        }
    }
}

static void
walk(const struct random_problem *t, struct coh_random *draw)
{
    int64_t wanted = !t->p.company                           ? 0
                     : t->p.company == COH_GROUP_NEW_COMPANY ? 1
                                                             : -1;
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_state s = COH_GROUP_STATE_INIT;
    struct coh_climb_breaks b = COH_CLIMB_BREAKS_INIT;
    size_t i, u, v, g;

    assert_int_equal(coh_group_rules_read(&t->p, NULL, &r, NULL), 0);
    assert_int_equal(coh_group_state_init(&s, &r, NULL), 0);
    for (u = 0; u < r.n_units; u++)
        coh_group_state_put(&s, u, 1 + coh_random_below(draw, t->p.k));
    assert_int_equal(coh_climb_breaks_init(&b, &s, wanted, NULL), 0);
    compare_all(&b, wanted);
    for (i = 0; i < 12; i++) {
        u = coh_random_below(draw, r.n_units);
        v = coh_random_below(draw, r.n_units);
        g = 1 + coh_random_below(draw, t->p.k);
        if (i % 2 && s.group[u] != s.group[v])
            coh_climb_breaks_make_swap(&b, u, v);
        else if (g != s.group[u])
            coh_climb_breaks_make_move(&b, u, g);
        compare_all(&b, wanted);
    }
    coh_climb_breaks_release(&b);
    coh_group_state_release(&s);
    coh_group_rules_release(&r);
}

static void
what_is_looked_up_is_what_the_state_measures(void **state)
{
    struct coh_random draw = {.state = 17};
    struct random_problem t;
    size_t i;

    (void)state;
    for (i = 0; i < 1500; i++) {
        random_problem(&t, &draw);
        walk(&t, &draw);
    }
}

/* 70 sets of two: features stand in two words. */
static void
features_may_be_more_than_a_word_holds(void **state)
{
    static const size_t min[] = {0, 0, 0}, max[] = {80, 80, 80};
    struct coh_random draw = {.state = 5};
    struct coh_group_rule rule[70];
    size_t member[70][2], i;
    struct coh_group_problem p = {.n = 80, .k = 3, .min = min, .max = max};
    struct random_problem t = {.p = p};

    (void)state;
    for (i = 0; i < 70; i++) {
        member[i][0] = i;
        member[i][1] = i + 1 + i % 9;
        rule[i] = (struct coh_group_rule){
            .kind = COH_GROUP_APART, .n = 2, .member = member[i]};
    }
    t.p.rule = rule;
    t.p.n_rules = 70;
    walk(&t, &draw);
}

/* Five students: the first is pinned, two kinds of two and three. */
static void
draws_are_of_the_own_kind_and_of_those_with_a_choice(void **state)
{
    static const size_t min[] = {0, 0}, max[] = {5, 5}, first[] = {0};
    static const size_t group[] = {1}, all[] = {0, 1, 2, 3, 4};
    static const size_t kind[] = {7, 7, 9, 9, 9};
    const struct coh_group_rule rule[] = {
        {.kind = COH_GROUP_PIN,
         .n = 1,
         .member = first,
         .n_groups = 1,
         .group = group},
        {.kind = COH_GROUP_SAME, .n = 5, .member = all, .of = kind},
    };
    struct coh_group_problem p = {
        .n = 5, .k = 2, .min = min, .max = max, .rule = rule, .n_rules = 2};
    struct coh_random random = {.state = 1};
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_climb_draw d = COH_CLIMB_DRAW_INIT;
    size_t i, other, seen = 0;

    (void)state;
    assert_int_equal(coh_group_rules_read(&p, NULL, &r, NULL), 0);
    assert_int_equal(coh_climb_draw_init(&d, &r, NULL), 0);
    assert_int_equal(d.n, 4);
    assert_true(d.kinds);
    for (i = 0; i < 100; i++) {
        other = coh_climb_draw_other(&d, 3, 0, coh_random_next(&random));
        assert_in_range(other, 2, 4);
        other = coh_climb_draw_other(&d, 3, 1, coh_random_next(&random));
        assert_in_range(other, 1, 4);
        seen |= (size_t)1 << other;
    }
    assert_int_equal(seen, 0x1e);
    coh_climb_draw_release(&d);
    coh_group_rules_release(&r);
}

static void
every_failing_allocation_is_reported(void **state)
{
    static const size_t min[] = {0, 0}, max[] = {4, 4}, all[] = {0, 1, 2, 3};
    const struct coh_group_rule rule = {
        .kind = COH_GROUP_BALANCE, .n = 4, .member = all};
    struct coh_group_problem p = {
        .n = 4, .k = 2, .min = min, .max = max, .rule = &rule, .n_rules = 1};
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_state s = COH_GROUP_STATE_INIT;
    struct coh_climb_breaks b;
    struct coh_climb_draw d;
    struct coh_error err;
    size_t n;
    int rc = -1;

    (void)state;
    assert_int_equal(coh_group_rules_read(&p, NULL, &r, NULL), 0);
    assert_int_equal(coh_group_state_init(&s, &r, NULL), 0);
    for (n = 1; rc; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        rc = coh_climb_breaks_init(&b, &s, 0, &err);
        if (!rc && coh_climb_draw_init(&d, &r, &err)) {
            coh_climb_breaks_release(&b);
            rc = -1;
        }
        coh_memory_fail_at(0, 0);
        assert_true(!rc || err.code == COH_SYSTEM);
    }
    assert_true(n > 9);
    coh_climb_breaks_release(&b);
    coh_climb_draw_release(&d);
    coh_group_state_release(&s);
    coh_group_rules_release(&r);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_looked_up_is_what_the_state_measures),
        cmocka_unit_test(features_may_be_more_than_a_word_holds),
        cmocka_unit_test(draws_are_of_the_own_kind_and_of_those_with_a_choice),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
