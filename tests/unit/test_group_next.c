/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <time.h>

#include "base/memory.h"
#include "group/next.h"
#include "group/similar.h"
#include "group_reference.h"
#include "reason_case.h"

/* Pinned, or with somebody else by a together set. */
static int
stays(const struct coh_group_problem *p, size_t i, int *pinned)
{
    int with = 0, in, other;
    size_t s, j;

    *pinned = 0;
    for (s = 0; s < p->n_rules; s++) {
        for (in = other = 0, j = 0; j < p->rule[s].n; j++) {
            in |= p->rule[s].member[j] == i;
            other |= p->rule[s].member[j] != i;
        }
        *pinned |= in && p->rule[s].kind == COH_GROUP_PIN;
        with |= in && other && p->rule[s].kind == COH_GROUP_TOGETHER;
    }
    return with || *pinned;
}

static size_t
opened(const struct coh_group_problem *p, const size_t *group)
{
    size_t g, i, n = 0;

    for (g = 1; g <= p->k; g++)
        for (i = 0; p->may_close && p->may_close[g - 1] && i < p->n; i++)
            if (group[i] == g) {
                n++;
                break;
            }
    return n;
}

/* The best group to go to, by making each move and swap and looking at all. */
static size_t
try_all(const struct reason_case *c, size_t i, int64_t *rise)
{
    const struct coh_group_problem *p = &c->t.p;
    size_t changed[RANDOM_MOST], j, g, best = 0, steps, fewest = 0;
    int64_t now = coh_group_aim_whole(&c->aim, p, c->group), x;
    int pinned;

    if (stays(p, i, &pinned))
        return 0;
    for (g = 1; g <= p->k; g++)
        for (j = 0; j <= p->n; j++) {
            if (g == c->group[i] || (j < p->n && c->group[j] != g) ||
                (j < p->n && stays(p, j, &pinned)))
                continue;
            memcpy(changed, c->group, sizeof(changed));
            changed[i] = g;
            if (j < p->n)
                changed[j] = c->group[i];
            if (!keeps_all(p, changed) ||
                (p->open && opened(p, changed) != p->open))
                continue;
            x = coh_group_aim_whole(&c->aim, p, changed) - now;
            steps = g > c->group[i] ? g - c->group[i] : c->group[i] - g;
            if (best && (x > *rise || (x == *rise && steps >= fewest)))
                continue;
            *rise = x;
            best = g;
            fewest = steps;
        }
    return best;
}

static void
compare(const struct reason_case *c, size_t *found, size_t *none)
{
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_next *x;
    struct coh_group_rise rise;
    int64_t least = 0, whole;
    const char *why;
    size_t i, g, expected;
    int pinned;

    assert_int_equal(coh_group_rules_read(&c->t.p, NULL, &r, NULL), 0);
    assert_int_equal(coh_group_next_open(&r, &c->aim, c->group, &x, NULL), 0);
    for (i = 0; i < c->t.p.n; i++) {
        expected = try_all(c, i, &least);
        g = coh_group_next_best(x, i, &rise, &why);
        assert_int_equal(g, expected);
        if (!g) {
            assert_non_null(why);
            stays(&c->t.p, i, &pinned);
            assert_int_equal(strstr(why, "pinned") != NULL, pinned);
            ++*none;
            continue;
        }
        whole = rise.cost;
        if (c->aim.weight)
            whole += rise.first * c->aim.weight;
        whole *= coh_group_aim_step(&c->aim, &c->t.p);
        if (rise.company)
            whole += rise.company * coh_group_aim_pair(&c->aim);
        assert_true(whole == least);
        ++*found;
    }
    coh_group_next_close(x);
    coh_group_rules_release(&r);
}

static void
next_best_is_the_cheapest_move_or_swap_for_every_aim_and_rule(void **state)
{
    struct coh_random r = {.state = 11};
    struct reason_case c;
    size_t variant, times, found = 0, none = 0;

    (void)state;
    for (variant = 0; variant < CASE_VARIANTS; variant++)
        for (times = 0; times < 120; times++) {
            draw_case(&c, (enum reason_variant)variant, &r);
            if (random_chance(&r, 2))
                c.t.p.open = opened(&c.t.p, c.group);
            compare(&c, &found, &none);
            coh_group_aim_release(&c.aim);
        }
    assert_true(found > 1000 && none > 500);
}

/* Would a move alone break anything, read plainly? */
static void
breaking_moves_are_those_that_the_plain_reading_refuses(void **state)
{
    struct coh_random r = {.state = 3};
    struct coh_group_rules rules;
    struct coh_group_next *x;
    struct reason_case c;
    size_t times, i, g, changed[RANDOM_MOST], broke = 0, kept = 0;
    int breaks, pinned;

    (void)state;
    for (times = 0; times < 200; times++) {
        draw_case(&c, CASE_SKILL, &r);
        assert_int_equal(coh_group_rules_read(&c.t.p, NULL, &rules, NULL), 0);
        assert_int_equal(coh_group_next_open(&rules, &c.aim, c.group, &x, NULL),
                         0);
        for (i = 0; i < c.t.p.n; i++)
            for (g = 1; g <= c.t.p.k; g++) {
                if (g == c.group[i])
                    continue;
                memcpy(changed, c.group, sizeof(changed));
                changed[i] = g;
                breaks =
                    !keeps_all(&c.t.p, changed) || stays(&c.t.p, i, &pinned);
                assert_int_equal(coh_group_next_breaks(x, i, g) != 0, breaks);
                *(breaks ? &broke : &kept) += 1;
            }
        coh_group_next_close(x);
        coh_group_rules_release(&rules);
        coh_group_aim_release(&c.aim);
    }
    assert_true(broke > 200 && kept > 200);
}

/* 5,000 students in 200 groups: what every student of a large school costs. */
static void
a_large_school_is_looked_through_within_seconds(void **state)
{
    enum { N = 5000, K = 200, D = 4 };
    struct coh_group_problem p = {.n = N, .k = K};
    struct coh_group_aim aim = COH_GROUP_AIM_INIT;
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_rise rise;
    struct coh_group_next *x;
    struct coh_random random = {.state = 1};
    size_t min[K], max[K], *group = coh_alloc_array(N, sizeof(*group), NULL);
    size_t member[N / 2], i;
    double *z = coh_alloc_array(N * D, sizeof(*z), NULL);
    const struct coh_group_rule rule = {
        COH_GROUP_BALANCE, N / 2, member, NULL, 0, NULL};
    const char *why;
    clock_t start;

    (void)state;
    for (i = 0; i < N * D; i++)
        z[i] = (double)coh_random_below(&random, 4001) / 1000 - 2;
    for (i = 0; i < N; i++)
        group[i] = 1 + i % K;
    for (i = 0; i < N / 2; i++)
        member[i] = i;
    coh_group_even_sizes(N, K, min, max);
    p.min = min;
    p.max = max;
    p.rule = &rule;
    p.n_rules = 1;
    assert_int_equal(
        coh_group_aim_points(&aim, COH_GROUP_SPREAD, &p, z, D, NULL, NULL), 0);
    assert_int_equal(coh_group_rules_read(&p, NULL, &r, NULL), 0);
    assert_int_equal(coh_group_next_open(&r, &aim, group, &x, NULL), 0);
    start = clock();
    for (i = 0; i < N; i++)
        assert_true(coh_group_next_best(x, i, &rise, &why) > 0);
    print_message("5,000 students in 200 groups: %.2f s\n",
                  (double)(clock() - start) / CLOCKS_PER_SEC);
    coh_group_next_close(x);
    coh_group_rules_release(&r);
    coh_group_aim_release(&aim);
    coh_free(group);
    coh_free(z);
}

static void
every_failing_allocation_is_reported(void **state)
{
    struct coh_random random = {.state = 9};
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_next *x;
    struct coh_error err;
    struct reason_case c;
    size_t variant, n;

    (void)state;
    for (variant = 0; variant < CASE_VARIANTS; variant++) {
        draw_case(&c, (enum reason_variant)variant, &random);
        assert_int_equal(coh_group_rules_read(&c.t.p, NULL, &r, NULL), 0);
        for (n = 1;; n++) {
            err = (struct coh_error)COH_ERROR_INIT;
            coh_memory_fail_at(n, 0);
            if (!coh_group_next_open(&r, &c.aim, c.group, &x, &err))
                break;
            assert_null(x);
            assert_int_equal(err.code, COH_SYSTEM);
        }
        coh_memory_fail_at(0, 0);
        assert_true(n > 8);
        coh_group_next_close(x);
        coh_group_rules_release(&r);
        coh_group_aim_release(&c.aim);
    }
}

static void
random_mean_is_the_mean_over_all_groupings_of_the_sizes(void **state)
{
    struct small t;
    size_t group[MOST], size[4], i, g, like[] = {0, 2, 3, 3};
    double sum = 0, n = 0;

    (void)state;
    memset(&t, 0, sizeof(t));
    t.p.n = 8;
    t.p.k = 3;
    t.p.score = t.score;
    for (i = 0; i < 8; i++)
        t.score[i] = (int64_t)(i * i);
    first(group);
    do {
        memset(size, 0, sizeof(size));
        for (i = 0; i < 8; i++)
            size[group[i]]++;
        for (g = 1; g < 4 && size[g] == like[g]; g++)
            ;
        if (g == 4) {
            sum += squares(&t, group);
            n++;
        }
    } while (next(&t, group));
    for (i = 0; i < 8; i++)
        group[i] = i < 2 ? 1 : i < 5 ? 2 : 3;
    /* 8!/(2!·3!·3!) groupings, all looked at. */
    assert_int_equal((int)n, 560);
    assert_true(fabs(coh_group_random_mean(&t.p, group) - sum / n) < 1e-9);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            next_best_is_the_cheapest_move_or_swap_for_every_aim_and_rule),
        cmocka_unit_test(
            breaking_moves_are_those_that_the_plain_reading_refuses),
        cmocka_unit_test(a_large_school_is_looked_through_within_seconds),
        cmocka_unit_test(every_failing_allocation_is_reported),
        cmocka_unit_test(
            random_mean_is_the_mean_over_all_groupings_of_the_sizes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
