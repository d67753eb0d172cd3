/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "group/prove.h"
#include "group/reason.h"
#include "group/similar.h"

/*
 * Small problems are settled a second time here by looking at every
 * assignment of students to groups; that is the reference for feasibility,
 * optimum, ties and conflicts.
 */

#define MOST 9

struct small {
    struct coh_group_problem p;
    int64_t score[MOST];
    unsigned char missing[MOST];
    size_t min[MOST], max[MOST], pin[MOST];
    size_t together_start[8], together[16], apart_start[8], apart[16];
};

/* Which demands the reference looks at; a bit a member or pin. */
struct looked {
    unsigned together, apart, pin;
    int min, max;
};

static const struct looked all_demands = {~0u, ~0u, ~0u, 1, 1};

static int
sets_hold(const struct coh_group_sets *s, const size_t *group, unsigned on,
          int same)
{
    size_t i, j, k;

    for (k = 0; k < s->n; k++)
        for (i = s->start[k]; i < s->start[k + 1]; i++)
            for (j = i + 1; j < s->start[k + 1]; j++)
                if (on >> i & 1 && on >> j & 1 &&
                    s->member[i] != s->member[j] &&
                    (group[s->member[i]] == group[s->member[j]]) != same)
                    return 0;
    return 1;
}

static int
holds(const struct small *t, const size_t *group, const struct looked *on)
{
    size_t size[MOST + 1] = {0}, i;

    for (i = 0; i < t->p.n; i++) {
        size[group[i]]++;
        if (t->pin[i] && on->pin >> i & 1 && group[i] != t->pin[i])
            return 0;
    }
    for (i = 0; i < t->p.k; i++)
        if ((on->min && size[i + 1] < t->min[i]) ||
            (on->max && size[i + 1] > t->max[i]))
            return 0;
    return sets_hold(&t->p.together, group, on->together, 1) &&
           sets_hold(&t->p.apart, group, on->apart, 0);
}

static int
next(const struct small *t, size_t *group)
{
    size_t i;

    for (i = 0; i < t->p.n; i++) {
        if (++group[i] <= t->p.k)
            return 1;
        group[i] = 1;
    }
    return 0;
}

static void
first(size_t *group)
{
    size_t i;

    for (i = 0; i < MOST; i++)
        group[i] = 1;
}

static int
possible(const struct small *t, const struct looked *on)
{
    size_t group[MOST];

    first(group);
    do
        if (holds(t, group, on))
            return 1;
    while (next(t, group));
    return 0;
}

static int
named(const struct small *t, size_t student)
{
    const struct coh_group_sets *s[2] = {&t->p.together, &t->p.apart};
    size_t k, j, i;

    for (k = 0; k < 2; k++)
        for (j = 0; j < s[k]->n; j++)
            for (i = s[k]->start[j]; i < s[k]->start[j + 1]; i++)
                if (s[k]->member[i] == student &&
                    s[k]->start[j + 1] - s[k]->start[j] > 1)
                    return 1;
    return t->pin[student] != 0;
}

/* Are the unnamed in bands? */
static int
banded(const struct small *t, const size_t *group)
{
    size_t i, j;

    for (i = 0; i < t->p.n; i++)
        for (j = 0; j < t->p.n; j++)
            if (!t->missing[i] && !t->missing[j] && !named(t, i) &&
                !named(t, j) && t->score[i] < t->score[j] &&
                group[i] > group[j])
                return 0;
    return 1;
}

static double
squares(const struct small *t, const size_t *group)
{
    double sum = 0;
    size_t g, i;

    for (g = 1; g <= t->p.k; g++) {
        double n = 0, s = 0, q = 0, x;
        for (i = 0; i < t->p.n; i++)
            if (group[i] == g && !t->missing[i]) {
                x = (double)t->score[i];
                n++;
                s += x;
                q += x * x;
            }
        if (n > 0)
            sum += q - s * s / n;
    }
    return sum;
}

static size_t
parted(const struct small *t, const size_t *group)
{
    size_t i, j, n = 0;

    for (i = 0; i < t->p.n; i++)
        for (j = 0; j < t->p.n; j++)
            if (!t->missing[i] && !t->missing[j] && !named(t, i) &&
                !named(t, j) && t->score[i] == t->score[j] &&
                group[i] != group[j]) {
                n++;
                break;
            }
    return n;
}

/* A random problem with a bit of everything. */
static void
draw(struct small *t, struct coh_random *r, int plain)
{
    size_t i, s, at;

    memset(t, 0, sizeof(*t));
    t->p.k = 1 + coh_random_below(r, 4);
    t->p.n = 1 + coh_random_below(r, t->p.k == 4 ? 7 : 9);
    t->p.seed = coh_random_next(r);
    for (i = 0; i < t->p.n; i++) {
        t->score[i] = (int64_t)coh_random_below(r, 12) - 3;
        t->missing[i] = coh_random_below(r, 8) == 0;
    }
    if (coh_random_below(r, 2))
        coh_group_even_sizes(t->p.n, t->p.k, t->min, t->max);
    else
        for (i = 0; i < t->p.k; i++) {
            t->min[i] = coh_random_below(r, 3);
            t->max[i] = t->min[i] + 1 + coh_random_below(r, 6);
        }
    t->p.score = t->score;
    t->p.missing = t->missing;
    t->p.min = t->min;
    t->p.max = t->max;
    t->p.together = (struct coh_group_sets){0, t->together_start, t->together};
    t->p.apart = (struct coh_group_sets){0, t->apart_start, t->apart};
    if (plain)
        return;
    t->p.pin = t->pin;
    t->p.together.n = coh_random_below(r, 3);
    for (s = at = 0; s < t->p.together.n; s++) {
        for (i = 1 + coh_random_below(r, 3); i-- > 0;)
            t->together[at++] = coh_random_below(r, t->p.n);
        t->together_start[s + 1] = at;
    }
    t->p.apart.n = coh_random_below(r, 3);
    for (s = at = 0; s < t->p.apart.n; s++) {
        for (i = 1 + coh_random_below(r, 4); i-- > 0;)
            t->apart[at++] = coh_random_below(r, t->p.n);
        t->apart_start[s + 1] = at;
    }
    for (i = coh_random_below(r, 3); i-- > 0;)
        t->pin[coh_random_below(r, t->p.n)] = 1 + coh_random_below(r, t->p.k);
}

/* The least sum over all assignments; unbanded ones too when `any`. */
static double
least(const struct small *t, int any)
{
    double best = INFINITY, x;
    size_t group[MOST];

    first(group);
    do
        if (holds(t, group, &all_demands) && (any || banded(t, group)) &&
            (x = squares(t, group)) < best)
            best = x;
    while (next(t, group));
    return best;
}

/* With the named where the answer has them: fewest parted, then least sum. */
static void
least_parted(const struct small *t, const size_t *fixed, size_t *n, double *sum)
{
    size_t group[MOST], i, m;
    double x;

    *n = MOST + 1;
    *sum = INFINITY;
    first(group);
    do {
        for (i = 0; i < t->p.n; i++)
            if (named(t, i) && group[i] != fixed[i])
                break;
        if (i < t->p.n || !holds(t, group, &all_demands) || !banded(t, group))
            continue;
        m = parted(t, group);
        x = squares(t, group);
        if (m < *n || (m == *n && x < *sum)) {
            *n = m;
            *sum = x;
        }
    } while (next(t, group));
}

static int
uniform(const struct small *t)
{
    size_t i;

    for (i = 0; i < t->p.n; i++)
        if (t->pin[i])
            return 0;
    for (i = 1; i < t->p.k; i++)
        if (t->min[i] != t->min[0] || t->max[i] != t->max[0])
            return 0;
    return 1;
}

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
    const struct coh_group_state nothing = {.next = 0};
    double unit;
    size_t i;

    assert_int_equal(coh_group_feasible(&t->p, &a, NULL), 0);
    assert_int_equal(coh_group_view_init(&v, &t->p, NULL), 0);
    for (i = 0; i < t->p.n; i++)
        if (v.u.of[i] != COH_GROUP_NO_UNIT)
            v.where[v.u.of[i]] = a.group[i];
    v.cost = coh_group_view_cost(&v, v.where);
    assert_true(v.cost >= 0);
    unit = v.times * v.times;
    assert_int_equal(coh_group_sweep_init(&w, NULL), 0);
    assert_true((double)coh_group_relaxed(&w, &nothing, 0) / unit <
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
        const struct coh_group_sets *s =
            c->kind == COH_GROUP_TOGETHER ? &t->p.together : &t->p.apart;
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
                for (i = s->start[c->set]; i < s->start[c->set + 1]; i++)
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

/* The cheapest other group of student i, by trying all moves and swaps. */
static double
least_rise(const struct small *t, const size_t *group, size_t i, size_t *best)
{
    double least_so_far = INFINITY, now = squares(t, group), x;
    size_t changed[MOST], g, j;

    *best = 0;
    for (g = 1; g <= t->p.k; g++)
        for (j = 0; j <= t->p.n; j++) {
            memcpy(changed, group, sizeof(changed));
            if (g == group[i] || (j < t->p.n && group[j] != g) ||
                (j < t->p.n && t->pin[j]))
                continue;
            changed[i] = g;
            if (j < t->p.n)
                changed[j] = group[i];
            x = squares(t, changed) - now;
            if (!t->pin[i] && holds(t, changed, &all_demands) &&
                x < least_so_far) {
                least_so_far = x;
                *best = g;
            }
        }
    return least_so_far;
}

static void
next_best_is_the_cheapest_move_or_swap(void **state)
{
    static const char *const id[MOST] = {"a", "b", "c", "d", "e",
                                         "f", "g", "h", "i"};
    const struct coh_group_words words = {.id = id};
    struct coh_random r = {.state = 7};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_group_reasons said = COH_GROUP_REASONS_INIT;
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t i, c, best, found = 0, group[MOST] = {0};
    struct small t;
    double rise, scale;

    (void)state;
    for (c = 0; c < 300; c++) {
        draw(&t, &r, c % 3 == 0);
        assert_int_equal(coh_group_similar(&t.p, &a, &err), 0);
        if (a.outcome != COH_GROUP_FEASIBLE)
            continue;
        assert_int_equal(coh_group_reasons_init(&said, &t.p, &a, &words, &err),
                         0);
        memcpy(group, a.group, t.p.n * sizeof(*group));
        for (i = 0; i < t.p.n; i++) {
            assert_int_equal(coh_group_reasons_student(&said, i, &s, &err), 0);
            rise = least_rise(&t, group, i, &best);
            assert_int_equal(s.next_best == 0, best == 0);
            scale = coh_group_random_mean(&t.p, group) - a.value;
            if (!best || !(scale > 0)) {
                assert_true(isnan(s.next_cost));
                continue;
            }
            assert_true(fabs(s.next_cost - 100 * rise / scale) < 1e-6);
            found++;
        }
        coh_group_reasons_release(&said);
    }
    assert_true(found > 300);
    coh_group_student_release(&s);
    coh_group_answer_release(&a);
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

static void
groups_without_a_band_are_numbered_by_their_means(void **state)
{
    static const int64_t x[] = {0, 5, 100, 100, 100, 100};
    static const size_t min[] = {1, 1, 1}, max[] = {6, 6, 6};
    static const size_t four[] = {2, 3, 4, 5}, four_at[] = {0, 4};
    static const size_t two[] = {0, 1}, two_at[] = {0, 2};
    struct coh_group_problem p = {.n = 6, .score = x, .k = 3, .min = min};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;

    (void)state;
    p.max = max;
    p.together = (struct coh_group_sets){1, four_at, four};
    p.apart = (struct coh_group_sets){1, two_at, two};
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
        cmocka_unit_test(next_best_is_the_cheapest_move_or_swap),
        cmocka_unit_test(
            random_mean_is_the_mean_over_all_groupings_of_the_sizes),
        cmocka_unit_test(groups_without_a_band_are_numbered_by_their_means),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
