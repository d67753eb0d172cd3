/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "group/reason.h"
#include "group/similar.h"
#include "group_reference.h"

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next_best_is_the_cheapest_move_or_swap),
        cmocka_unit_test(
            random_mean_is_the_mean_over_all_groupings_of_the_sizes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
