/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "group/reason.h"
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
kelley_probabilities_are_the_published_ones(void **state)
{
    /* Kelley (1923): r .85, mean 22, SEM 2, cut 25, score 24: T 23.7, SEE
     * 1.843909, P .7596023. sd 10, mean 72, r .85, cut 70: 65 .8657, 70
     * .4665, 75 .1013 (closed form, by an independent program). */
    double sem = 10 * sqrt(.15);

    (void)state;
    assert_true(fabs(coh_group_below(24, 25, 22, 2, .85) - .7596023) < 5e-8);
    assert_true(fabs(coh_group_below(65, 70, 72, sem, .85) - .8657) < 5e-5);
    assert_true(fabs(coh_group_below(70, 70, 72, sem, .85) - .4665) < 5e-5);
    assert_true(fabs(coh_group_below(75, 70, 72, sem, .85) - .1013) < 5e-5);
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

static int
contains(const struct coh_text *t, const char *part)
{
    return strstr(coh_text_get(t), part) != NULL;
}

static void
reasons_name_range_list_and_edge(void **state)
{
    static const int64_t x[] = {10, 20, 30, 80, 90, 95, 0, 31};
    static const unsigned char missing[] = {0, 0, 0, 0, 0, 0, 1, 0};
    static const char *const id[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    static const size_t min[] = {4, 4}, max[] = {4, 4}, start[] = {0, 2};
    static const size_t pair[] = {0, 5}, apart[] = {2, 7};
    const struct coh_group_words words = {.id = id, .scale = 1, .sem = 2.5};
    struct coh_group_problem p = {.n = 8, .score = x, .k = 2, .seed = 1};
    struct rules rules;
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;

    (void)state;
    p.missing = missing;
    p.min = min;
    p.max = max;
    assert_int_equal(coh_group_similar(&p, &a, NULL), 0);
    assert_int_equal(coh_group_reasons_init(&r, &p, &a, &words, NULL), 0);
    assert_int_equal(coh_group_reasons_student(&r, 1, &s, NULL), 0);
    assert_string_equal(coh_text_get(&s.reason),
                        "scored 2; group 1 holds 1 to 3.1; the next group "
                        "starts at 8");
    /* The edge is (3.1 + 8)/2 = 5.55; 3.1 is 2.45 below, within one SEM. */
    assert_int_equal(coh_group_reasons_student(&r, 7, &s, NULL), 0);
    assert_true(contains(&s.note, "within 1 SEM of group 2"));
    assert_true(s.fit > .5 && s.fit < 1);
    assert_int_equal(coh_group_reasons_student(&r, 6, &s, NULL), 0);
    assert_true(contains(&s.note, "no score: placed by size only"));
    assert_true(isnan(s.fit));
    coh_group_reasons_release(&r);

    make_rules(&rules, &p, &(struct sets){1, start, pair},
               &(struct sets){1, start, apart}, NULL);
    assert_int_equal(coh_group_similar(&p, &a, NULL), 0);
    assert_int_equal(coh_group_reasons_init(&r, &p, &a, &words, NULL), 0);
    assert_int_equal(coh_group_reasons_student(&r, 0, &s, NULL), 0);
    assert_true(contains(&s.reason, "with f by your list"));
    assert_int_equal(s.next_best, 0);
    assert_true(contains(&s.note, "must stay with others"));
    assert_int_equal(coh_group_reasons_student(&r, 2, &s, NULL), 0);
    assert_true(contains(&s.reason, "apart from h by your list"));
    coh_group_reasons_release(&r);
    coh_group_student_release(&s);
    coh_group_answer_release(&a);
}

static void
a_pair_together_and_apart_is_said_in_one_sentence(void **state)
{
    static const size_t start[] = {0, 3}, trio[] = {4, 2, 7}, two[] = {0, 2};
    static const size_t pair[] = {7, 4};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_text t = COH_TEXT_INIT;
    struct year y;

    (void)state;
    make(&y);
    y.in = (struct sets){1, start, trio};
    y.out = (struct sets){1, two, pair};
    y.pin[4] = 3;
    seal(&y);
    assert_int_equal(coh_group_similar(&y.p, &a, NULL), 0);
    assert_int_equal(a.outcome, COH_GROUP_IMPOSSIBLE);
    assert_int_equal(coh_group_conflict_words(&y.p, &a, y.id, &t, NULL), 0);
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

/* Everything once, as a tool would; 0 or -1. */
static int
whole_run(const struct year *y, struct coh_error *err)
{
    struct coh_group_words words = {.id = y->id, .sem = 3};
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
    struct coh_group_student s = COH_GROUP_STUDENT_INIT;
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    if (coh_group_similar(&y->p, &a, err))
        goto out;
    if (a.outcome == COH_GROUP_IMPOSSIBLE) {
        rc = coh_group_conflict_words(&y->p, &a, y->id, &t, err);
        goto out;
    }
    if (coh_group_reasons_init(&r, &y->p, &a, &words, err))
        goto out;
    for (i = 0; i < 3; i++)
        if (coh_group_reasons_student(&r, i, &s, err))
            goto out;
    rc = 0;
out:
    coh_text_release(&t);
    coh_group_student_release(&s);
    coh_group_reasons_release(&r);
    coh_group_answer_release(&a);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    struct coh_error err;
    struct year y;
    size_t n, clash;

    (void)state;
    for (clash = 0; clash < 2; clash++) {
        make(&y);
        y.p.n = 30;
        y.p.k = 3;
        y.in.n = y.out.n = 1;
        coh_group_even_sizes(30, 3, y.min, y.max);
        if (clash)
            y.apart[1] = 9;
        seal(&y);
        for (n = 1;; n++) {
            err = (struct coh_error)COH_ERROR_INIT;
            coh_memory_fail_at(n, 0);
            if (!whole_run(&y, &err))
                break;
            assert_int_equal(err.code, COH_SYSTEM);
        }
        coh_memory_fail_at(0, 0);
        assert_true(n > 30);
    }
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
        cmocka_unit_test(kelley_probabilities_are_the_published_ones),
        cmocka_unit_test(group_counts_and_sizes_follow_the_rule),
        cmocka_unit_test(reasons_name_range_list_and_edge),
        cmocka_unit_test(a_pair_together_and_apart_is_said_in_one_sentence),
        cmocka_unit_test(indices_out_of_range_are_input_errors),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
