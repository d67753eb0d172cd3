/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "group/conflict.h"
#include "group/similar.h"
#include "rules_support.h"

#define N 112

/* A year of 112 with 14 groups of 8, and lists of every kind. */
struct year {
    struct coh_group_problem p;
    int64_t score[N];
    unsigned char missing[N];
    size_t min[20], max[20], pin[N];
    size_t start[8], together[16], apart[24];
    const char *id[N];
    char text[N][8];
    struct sets in, out; /* together, apart */
    struct rules rules;
};

/* After a change of sets or pins. */
static void
seal(struct year *y)
{
    make_rules(&y->rules, &y->p, &y->in, &y->out, y->pin);
}

static void
make(struct year *y)
{
    static const size_t starts[] = {0, 2, 4, 6};
    static const size_t pairs[] = {3, 9, 20, 31, 40, 52};
    static const size_t apart[] = {3, 4, 60, 61, 70, 71};
    struct coh_random r = {.state = 5};
    size_t i, j;

    memset(y, 0, sizeof(*y));
    for (i = 0; i < N; i++) {
        /* The mean of four draws: peaked in the middle, with many ties. */
        for (j = 0; j < 4; j++)
            y->score[i] += (int64_t)coh_random_below(&r, 100);
        y->score[i] /= 4;
        y->text[i][0] = (char)('0' + i / 100);
        y->text[i][1] = (char)('0' + i / 10 % 10);
        y->text[i][2] = (char)('0' + i % 10);
        y->id[i] = y->text[i];
    }
    y->missing[17] = y->missing[90] = 1;
    coh_group_even_sizes(N, 14, y->min, y->max);
    memcpy(y->start, starts, sizeof(starts));
    memcpy(y->together, pairs, sizeof(pairs));
    memcpy(y->apart, apart, sizeof(apart));
    y->p = (struct coh_group_problem){.n = N, .k = 14, .seed = 1};
    y->p.score = y->score;
    y->p.missing = y->missing;
    y->p.min = y->min;
    y->p.max = y->max;
    y->in = (struct sets){3, y->start, y->together};
    y->out = (struct sets){3, y->start, y->apart};
    seal(y);
}

static void
a_year_with_lists_is_proved_within_the_effort(void **state)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT, b = a;
    struct year y;

    (void)state;
    make(&y);
    assert_int_equal(coh_group_similar(&y.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_FEASIBLE);
    assert_true(a.proved);
    assert_true(a.moves < COH_GROUP_EFFORT);
    assert_int_equal(coh_group_similar(&y.p, &b, NULL), 0);
    assert_memory_equal(a.group, b.group, N * sizeof(*a.group));
    /* Another seed parts other equals, at the same objective. */
    y.p.seed = 2;
    assert_int_equal(coh_group_similar(&y.p, &b, NULL), 0);
    assert_memory_not_equal(a.group, b.group, N * sizeof(*a.group));
    assert_true(fabs(a.value - b.value) < 1e-9 * a.value);
    coh_group_answer_release(&a);
    coh_group_answer_release(&b);
}

static void
little_effort_gives_a_bound_below_the_value(void **state)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT, b = a;
    struct year y;

    (void)state;
    make(&y);
    assert_int_equal(coh_group_similar(&y.p, &b, NULL), 0);
    y.p.effort = 5000;
    assert_int_equal(coh_group_similar(&y.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_FEASIBLE);
    assert_false(a.proved);
    assert_true(a.bound <= b.placed && b.placed <= a.placed);
    y.p.effort = 1;
    assert_int_equal(coh_group_similar(&y.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_UNDECIDED);
    coh_group_answer_release(&a);
    coh_group_answer_release(&b);
}

static void
pinning_the_answer_gives_it_back(void **state)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT, b = a;
    struct year y;

    (void)state;
    make(&y);
    assert_int_equal(coh_group_similar(&y.p, &a, NULL), 0);
    memcpy(y.pin, a.group, sizeof(y.pin));
    seal(&y);
    assert_int_equal(coh_group_similar(&y.p, &b, NULL), 0);
    assert_true(b.proved);
    assert_memory_equal(a.group, b.group, N * sizeof(*a.group));
    coh_group_answer_release(&a);
    coh_group_answer_release(&b);
}

static void
twenty_one_mutually_apart_do_not_fit_twenty_groups(void **state)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    size_t pair_start[211], pair[420], i, j, n = 0;
    struct year y;

    (void)state;
    make(&y);
    y.p.k = 20;
    y.in.n = 0;
    coh_group_even_sizes(N, 20, y.min, y.max);
    for (i = 0; i < 21; i++)
        for (j = i + 1; j < 21; j++) {
            pair_start[n / 2] = n;
            pair[n++] = i;
            pair[n++] = j;
        }
    pair_start[n / 2] = n;
    y.out = (struct sets){n / 2, pair_start, pair};
    /* A pin a group makes them differ, so that counting must do it. */
    for (i = 0; i < 20; i++)
        y.pin[30 + i] = i + 1;
    seal(&y);
    assert_int_equal(coh_group_similar(&y.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
    /* All 210 pairs are needed, and nothing else. */
    assert_int_equal(a.n_conflict, 210);
    assert_true(a.irreducible);
    coh_group_answer_release(&a);
}

static void
the_published_example_of_optimal_cuts(void **state)
{
    /* Ckmeans.1d.dp, manual: k = 3 gives sizes 4, 3, 3 and 2 within. */
    static const int64_t x[] = {-1, 2, -1, 2, 4, 5, 6, -1, 2, -1};
    static const size_t group[] = {1, 2, 1, 2, 3, 3, 3, 1, 2, 1};
    static const size_t min[] = {1, 1, 1}, max[] = {10, 10, 10};
    struct coh_group_problem p = {.n = 10, .score = x, .k = 3, .min = min};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;

    (void)state;
    p.max = max;
    assert_int_equal(coh_group_similar(&p, &a, NULL), 0);
    assert_true(a.proved);
    assert_true(fabs(a.value - 2) < 1e-12);
    assert_memory_equal(a.group, group, sizeof(group));
    coh_group_answer_release(&a);
}

static void
group_counts_and_sizes_follow_the_rule(void **state)
{
    size_t min[5], max[5];

    (void)state;
    assert_int_equal(coh_group_count(112, 8), 14);
    assert_int_equal(coh_group_count(3, 8), 1);
    assert_int_equal(coh_group_count(12, 8), 2); /* 1.5 rounds up */
    assert_int_equal(coh_group_count(11, 8), 1);
    coh_group_even_sizes(12, 5, min, max);
    assert_int_equal(min[0], 2);
    assert_int_equal(max[4], 3);
}

static void
a_pair_together_and_apart_is_said_in_one_sentence(void **state)
{
    static const size_t start[] = {0, 3}, trio[] = {4, 2, 7}, two[] = {0, 2};
    static const size_t pair[] = {7, 4};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_group_evidence e = {.method = COH_GROUP_SIMILAR};
    struct year y;

    (void)state;
    make(&y);
    e.id = y.id;
    y.in = (struct sets){1, start, trio};
    y.out = (struct sets){1, two, pair};
    y.pin[4] = 3;
    seal(&y);
    assert_int_equal(coh_group_similar(&y.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
    assert_int_equal(coh_group_conflict_words(&y.p, &a, &e, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t),
                        "004 and 007 must be together and apart");
    coh_text_release(&t);
    coh_group_answer_release(&a);
}

static void
indices_out_of_range_are_input_errors(void **state)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct year y;

    (void)state;
    make(&y);
    y.pin[0] = 15;
    seal(&y);
    assert_int_equal(coh_group_similar(&y.p, &a, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    make(&y);
    y.together[0] = N;
    seal(&y);
    assert_int_equal(coh_group_similar(&y.p, &a, &err), -1);
    make(&y);
    y.p.n = 0;
    assert_int_equal(coh_group_similar(&y.p, &a, &err), -1);
    coh_group_answer_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_with_lists_is_proved_within_the_effort),
        cmocka_unit_test(little_effort_gives_a_bound_below_the_value),
        cmocka_unit_test(pinning_the_answer_gives_it_back),
        cmocka_unit_test(twenty_one_mutually_apart_do_not_fit_twenty_groups),
        cmocka_unit_test(the_published_example_of_optimal_cuts),
        cmocka_unit_test(group_counts_and_sizes_follow_the_rule),
        cmocka_unit_test(a_pair_together_and_apart_is_said_in_one_sentence),
        cmocka_unit_test(indices_out_of_range_are_input_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
