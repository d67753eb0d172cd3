/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "group/feasible.h"
#include "group/prove.h"
#include "group/similar.h"
#include "group_reference.h"

/* Where all may be renumbered, groups are in the order of their means. */
static void
check_order(const struct small *t, const size_t *group)
{
    double last = -INFINITY, n, sum;
    size_t g, i;

    for (i = 0; i < t->p.n; i++)
        if (!named(t, i))
            return;
    for (g = 1; g <= t->p.k; g++) {
        for (n = sum = 0, i = 0; i < t->p.n; i++)
            if (group[i] == g && !t->missing[i]) {
                sum += (double)t->score[i];
                n++;
            }
        if (n > 0) {
            assert_true(sum / n >= last);
            last = sum / n;
        }
    }
}

/* The sweep alone, from any feasible start, finds the optimum and proves it;
 * the bound before its first step is below it. */
static void
check_sweep(const struct small *t, double optimum)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_group_view v = COH_GROUP_VIEW_INIT;
    struct coh_group_sweep w = {.v = &v};
    const struct coh_group_sweep_state nothing = {.next = 0};
    double unit;
    size_t i;

    assert_int_equal(coh_group_feasible(&t->p, &a, NULL), 0);
    assert_int_equal(coh_group_view_init(&v, &t->p, NULL), 0);
    for (i = 0; i < t->p.n; i++)
        if (v.u.of[i] != COH_GROUP_NO_UNIT)
            v.where[v.u.of[i]] = a.group[i];
    assert_int_equal(coh_group_view_cost(&v, v.where, &v.cost, NULL), 0);
    assert_true(v.cost >= 0);
    unit = v.times * v.times;
    assert_int_equal(coh_group_sweep_init(&w, NULL), 0);
    assert_true((double)coh_group_relaxed(&w, &nothing, 0) / unit <
                optimum + 1e-6);
    assert_true((double)coh_group_bands_alone(&w, 0, 0) / unit <
                optimum + 1e-6);
    coh_group_sweep_release(&w);
    assert_int_equal(coh_group_prove(&v, NULL), 0);
    assert_true(v.low == v.cost);
    assert_true(fabs((double)v.cost / unit - optimum) < 1e-6);
    coh_group_view_release(&v);
    coh_group_answer_release(&a);
}

static void
check_feasible(const struct small *t, const struct coh_group_answer *a)
{
    double sum;
    size_t n;

    assert_true(holds(t, a->group, &all_demands));
    assert_true(banded(t, a->group));
    assert_true(a->proved);
    assert_true(fabs(a->placed - least(t, 0)) < 1e-6);
    assert_true(a->bound <= a->placed);
    check_sweep(t, a->placed);
    if (uniform(t)) {
        assert_true(fabs(a->placed - least(t, 1)) < 1e-6);
        check_order(t, a->group);
    }
    least_parted(t, a->group, &n, &sum);
    assert_int_equal(a->n_tied, n);
    assert_true(fabs(a->value - sum) < 1e-6);
    assert_true(fabs(squares(t, a->group) - sum) < 1e-6);
}

/* The bits of a conflict, without member `no` of demand `without`. */
static struct looked
look(const struct small *t, const struct coh_group_answer *a, size_t without,
     size_t no)
{
    struct looked on = {0, 0, 0, 0, 0};
    size_t d, m, i;

    for (d = 0; d < a->n_conflict; d++) {
        const struct coh_group_demand *c = &a->conflict[d];
        const struct sets *s = c->kind == COH_GROUP_TOGETHER ? &t->in : &t->out;
        size_t set = c->rule - (s == &t->out ? t->in.n : 0);
        unsigned *bits =
            c->kind == COH_GROUP_TOGETHER ? &on.together : &on.apart;
        if (d == without && (no == MOST || c->n == 0))
            continue;
        if (c->kind == COH_GROUP_MIN)
            on.min = 1;
        if (c->kind == COH_GROUP_MAX)
            on.max = 1;
        for (m = 0; m < c->n; m++) {
            if (d == without && m == no)
                continue;
            if (c->kind == COH_GROUP_PIN)
                on.pin |= 1u << c->member[m];
            else
                for (i = s->start[set]; i < s->start[set + 1]; i++)
                    if (s->member[i] == c->member[m])
                        *bits |= 1u << i;
        }
    }
    return on;
}

static void
check_conflict(const struct small *t, const struct coh_group_answer *a)
{
    struct looked on = look(t, a, a->n_conflict, 0);
    size_t d, m;

    assert_true(a->irreducible);
    assert_true(a->n_conflict > 0);
    assert_false(possible(t, &on));
    for (d = 0; d < a->n_conflict; d++) {
        on = look(t, a, d, MOST);
        assert_true(possible(t, &on));
        for (m = 0; m < a->conflict[d].n; m++) {
            on = look(t, a, d, m);
            assert_true(possible(t, &on));
        }
    }
}

static void
every_small_problem_agrees_with_looking_at_all_assignments(void **state)
{
    struct coh_random r = {.state = 20261121};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t i, feasible = 0;
    struct small t;

    (void)state;
    for (i = 0; i < 500; i++) {
        draw(&t, &r, i % 5 == 0);
        assert_int_equal(coh_group_similar(&t.p, &a, &err), 0);
        if (possible(&t, &all_demands)) {
            assert_int_equal(a.outcome, COH_GROUP_FEASIBLE);
            check_feasible(&t, &a);
            feasible++;
        } else {
            assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
            check_conflict(&t, &a);
        }
    }
    /* Both branches were really taken. */
    assert_true(feasible > 150 && feasible < 450);
    coh_group_answer_release(&a);
}

static void
groups_without_a_band_are_numbered_by_their_means(void **state)
{
    static const int64_t x[] = {0, 5, 100, 100, 100, 100};
    static const size_t min[] = {1, 1, 1}, max[] = {6, 6, 6};
    static const size_t four[] = {2, 3, 4, 5}, four_at[] = {0, 4};
    static const size_t two[] = {0, 1}, two_at[] = {0, 2};
    struct coh_group_problem p = {.n = 6, .score = x, .k = 3, .min = min};
    struct rules rules;
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;

    (void)state;
    p.max = max;
    make_rules(&rules, &p, &(struct sets){1, four_at, four},
               &(struct sets){1, two_at, two}, NULL);
    assert_int_equal(coh_group_similar(&p, &a, NULL), 0);
    assert_int_equal(a.group[0], 1);
    assert_int_equal(a.group[1], 2);
    assert_int_equal(a.group[2], 3);
    coh_group_answer_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            every_small_problem_agrees_with_looking_at_all_assignments),
        cmocka_unit_test(groups_without_a_band_are_numbered_by_their_means),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
