/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes evened out where that costs nobody anything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "group/assign-even.h"

static const size_t none[] = {0, 0, 0}, any[] = {8, 8, 8};

static void
even(const struct coh_group_problem *p, int64_t *cost, size_t *group)
{
    struct coh_group_rules r = COH_GROUP_RULES_INIT;
    struct coh_group_levels l = COH_GROUP_LEVELS_INIT;

    assert_int_equal(coh_group_rules_read(p, NULL, &r, NULL), 0);
    l.r = &r;
    l.cost[COH_GROUP_LEVEL_SECOND] = cost;
    assert_int_equal(coh_group_assign_even(&l, group, NULL), 0);
    coh_group_rules_release(&r);
}

static void
the_first_rows_go_until_sizes_are_even_and_none_opens(void **state)
{
    const struct coh_group_problem p = {
        .n = 6, .k = 3, .min = none, .max = any};
    static const size_t expected[] = {2, 2, 1, 1, 1, 2};
    size_t group[] = {1, 1, 1, 1, 1, 2};

    (void)state;
    even(&p, NULL, group);
    assert_memory_equal(group, expected, sizeof(expected));
}

/* The smallest group is the third; then both have three. */
static void
they_go_to_the_smallest_group(void **state)
{
    const struct coh_group_problem p = {
        .n = 8, .k = 3, .min = none, .max = any};
    static const size_t expected[] = {3, 1, 1, 1, 2, 2, 3, 2};
    size_t group[] = {1, 1, 1, 1, 2, 2, 3, 2};

    (void)state;
    even(&p, NULL, group);
    assert_memory_equal(group, expected, sizeof(expected));
}

/* Of the five in group 2, the first is forbidden in group 1, to the second it
 * costs more, and the third is apart from the student in it. */
static void
only_those_to_whom_it_is_free_and_allowed_go(void **state)
{
    static const size_t first[] = {0}, pair[] = {2, 5}, to[] = {1};
    static const size_t expected[] = {2, 2, 2, 1, 1, 1};
    const struct coh_group_rule rule[] = {
        {.kind = COH_GROUP_FORBID,
         .n = 1,
         .member = first,
         .n_groups = 1,
         .group = to},
        {.kind = COH_GROUP_APART, .n = 2, .member = pair},
    };
    const struct coh_group_problem p = {
        .n = 6, .k = 2, .min = none, .max = any, .n_rules = 2, .rule = rule};
    int64_t cost[12] = {0, 1, 1, 0};
    size_t group[] = {2, 2, 2, 2, 2, 1};

    (void)state;
    even(&p, cost, group);
    assert_memory_equal(group, expected, sizeof(expected));
}

/* Whether they meet again is a cost too: with old company, the pair of rows 0
 * and 1 stays together; without any, row 0 goes. */
static void
pairs_of_an_earlier_grouping_meet_as_before(void **state)
{
    static const size_t previous[] = {1, 1, 0, 0};
    struct coh_group_problem p = {
        .n = 4, .k = 2, .min = none, .max = any, .previous = previous};
    static const size_t kept[] = {1, 1, 2, 2}, parted[] = {2, 1, 1, 2};
    size_t group[] = {1, 1, 1, 2}, again[] = {1, 1, 1, 2};

    (void)state;
    p.company = COH_GROUP_OLD_COMPANY;
    even(&p, NULL, group);
    assert_memory_equal(group, kept, sizeof(kept));
    p.company = 0;
    even(&p, NULL, again);
    assert_memory_equal(again, parted, sizeof(parted));
}

/* Row 0 may go to group 2 alone, where row 5 is, from whom it is apart. First
 * row 5 goes to group 3; then row 0 can, on the second round. */
static void
a_move_that_another_move_frees_is_made(void **state)
{
    static const size_t row[] = {0, 1, 2, 3, 4, 5, 6, 7}, of[] = {1, 2, 3};
    static const size_t pair[] = {0, 5};
    static const size_t expected[] = {2, 1, 1, 1, 2, 3, 3, 2};
    static const size_t to[] = {2, 0, 0, 0, 1, 0, 2, 1};
    size_t group[] = {1, 1, 1, 1, 2, 2, 3, 2}, i;
    struct coh_group_rule rule[9];
    const struct coh_group_problem p = {
        .n = 8, .k = 3, .min = none, .max = any, .n_rules = 9, .rule = rule};

    (void)state;
    for (i = 0; i < 8; i++)
        rule[i] = (struct coh_group_rule){
            .kind = i == 0 || i == 5 ? COH_GROUP_FORBID : COH_GROUP_PIN,
            .n = 1,
            .member = &row[i],
            .n_groups = 1,
            .group = &of[to[i]]};
    rule[8] = (struct coh_group_rule){
        .kind = COH_GROUP_APART, .n = 2, .member = pair};
    even(&p, NULL, group);
    assert_memory_equal(group, expected, sizeof(expected));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_rows_go_until_sizes_are_even_and_none_opens),
        cmocka_unit_test(they_go_to_the_smallest_group),
        cmocka_unit_test(only_those_to_whom_it_is_free_and_allowed_go),
        cmocka_unit_test(pairs_of_an_earlier_grouping_meet_as_before),
        cmocka_unit_test(a_move_that_another_move_frees_is_made),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
