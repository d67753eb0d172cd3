/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/attack.h"

#include "privacy_cases.h"
#include "privacy_reference.h"

static void
expect(const struct coh_privacy_problem *p, const unsigned char *hidden,
       size_t at, int64_t low, int64_t high)
{
    struct coh_privacy_attack *a = coh_privacy_attack_new(p, hidden, NULL);
    int64_t l, h;
    int proved;

    assert_non_null(a);
    assert_int_equal(coh_privacy_attack_bounds(a, at, &l, &h, &proved, NULL),
                     0);
    assert_true(proved);
    assert_int_equal(l, low);
    assert_int_equal(h, high);
    coh_privacy_attack_free(a);
}

/* Each row and column has two hidden cells or more, yet 236 − 189 = 47 is
 * exact; with x, d hidden too the test of sdcTable expects 0 to 78; 0 to 141
 * with x, b is from a maximum flow, computed apart. */
static void
two_hidden_a_line_are_not_enough(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    unsigned char hidden[25] = {0};
    const size_t first[][2] = {{W, 0}, {W, 1}, {W, 2}, {X, 0}, {X, 2},
                               {Y, 1}, {Y, 3}, {Z, 1}, {Z, 3}};
    size_t i;

    (void)state;
    four_by_four(&p, 4);
    for (i = 0; i < 9; i++)
        hidden[four_by_four_at(first[i][0], first[i][1])] = 1;
    expect(&p, hidden, four_by_four_at(W, 1), 47, 47);
    hidden[four_by_four_at(X, 3)] = 1;
    expect(&p, hidden, four_by_four_at(W, 1), 0, 78);
    hidden[four_by_four_at(X, 3)] = 0;
    hidden[four_by_four_at(X, 1)] = 1;
    expect(&p, hidden, four_by_four_at(W, 1), 0, 141);
    coh_privacy_problem_release(&p);
}

/* By hand, above counties(). With N hidden K + N = 10, and L + M = 5 says the
 * same as the whole of county 2. */
static void
tables_that_share_students_tell_on_each_other(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    unsigned char hidden[12] = {0};

    (void)state;
    counties(&p);
    hidden[A] = hidden[B] = hidden[K] = hidden[L] = hidden[M] = 1;
    expect(&p, hidden, K, 3, 3);
    expect(&p, hidden, L, 0, 5);
    expect(&p, hidden, A, 0, 4);
    hidden[N] = 1;
    expect(&p, hidden, K, 0, 10);
    coh_privacy_problem_release(&p);
}

static void
without_a_total_there_is_no_bound(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    unsigned char hidden[3] = {1, 1, 0};

    (void)state;
    case_sum(&p, 1, (size_t[]){0}, 3, 0);
    case_sum(&p, 1, (size_t[]){1}, 5, 0);
    p.sum[case_sum(&p, 2, (size_t[]){0, 1}, 8, 0)].aside = 1;
    expect(&p, hidden, 0, 0, COH_PRIVACY_NO_BOUND);
    expect(&p, hidden, 2, 0, COH_PRIVACY_NO_BOUND);
    p.sum[2].aside = 0;
    expect(&p, hidden, 0, 0, 8);
    p.sum[1].known = 1; /* cannot be hidden, whatever `hidden` says */
    expect(&p, hidden, 0, 3, 3);
    coh_privacy_problem_release(&p);
}

static void
counts_that_contradict_each_other_are_refused(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_attack *a;
    struct coh_error err = COH_ERROR_INIT;
    unsigned char hidden[3] = {0};
    int64_t low, high;
    int proved;

    (void)state;
    case_sum(&p, 1, (size_t[]){0}, 3, 0);
    case_sum(&p, 1, (size_t[]){1}, 5, 0);
    case_sum(&p, 2, (size_t[]){0, 1}, 7, 0);
    assert_null(coh_privacy_attack_new(&p, hidden, &err));
    assert_int_equal(err.code, COH_INPUT);
    coh_privacy_problem_release(&p);
    /* 5 of two cells and 3 of these and one more. */
    case_sum(&p, 2, (size_t[]){0, 1}, 5, 0);
    case_sum(&p, 3, (size_t[]){0, 1, 2}, 3, 0);
    a = coh_privacy_attack_new(&p, hidden, &err);
    assert_non_null(a);
    assert_int_equal(
        coh_privacy_attack_bounds(a, 0, &low, &high, &proved, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_privacy_attack_free(a);
    coh_privacy_problem_release(&p);
}

/* All bounds of one pattern, also for who knows one of the hidden sums. */
static void
check(const struct coh_privacy_problem *p, const unsigned char *hidden,
      const struct reference *r, struct coh_random *random)
{
    struct coh_privacy_attack *a = coh_privacy_attack_new(p, hidden, NULL);
    int64_t low[REFERENCE_SUMS], high[REFERENCE_SUMS], l, h;
    size_t i, known = coh_random_below(random, p->n);
    int proved;

    assert_non_null(a);
    reference_bounds(r, hidden, p->n, low, high);
    for (i = 0; i < p->n; i++) {
        assert_int_equal(coh_privacy_attack_bounds(a, i, &l, &h, &proved, NULL),
                         0);
        assert_true(proved && l == low[i] && h == high[i]);
    }
    reference_bounds(r, hidden, known, low, high);
    for (i = 0; i < p->n; i++) {
        assert_int_equal(
            coh_privacy_attack_knowing(a, known, i, &l, &h, &proved, NULL), 0);
        assert_true(proved && l == low[i] && h == high[i]);
    }
    coh_privacy_attack_free(a);
}

static void
hide_some(const struct coh_privacy_problem *p, struct coh_random *random,
          unsigned char *hidden)
{
    uint64_t of = 1 + coh_random_below(random, 4);
    size_t i;

    for (i = 0; i < p->n; i++)
        hidden[i] = coh_random_below(random, 5) < of;
}

static void
check_many(struct coh_privacy_problem *p, struct coh_random *random)
{
    unsigned char hidden[REFERENCE_SUMS];
    struct reference r;
    int k;

    assert_true(reference_begin(&r, p));
    for (k = 0; k < 12; k++) {
        hide_some(p, random, hidden);
        check(p, hidden, &r, random);
    }
    reference_end(&r);
    coh_privacy_problem_release(p);
}

static void
bounds_of_two_and_three_ways_are_those_of_all_tables(void **state)
{
    static const size_t size[][3] = {
        {3, 3}, {2, 4}, {2, 2, 2}, {2, 3, 2}, {3, 2, 2}};
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_random random = {.state = 5};
    int64_t count[12];
    size_t i, k, cells, dims;

    (void)state;
    for (k = 0; k < 60; k++) {
        dims = k % 5 < 2 ? 2 : 3;
        for (cells = 1, i = 0; i < dims; i++)
            cells *= size[k % 5][i];
        reference_fill(&random, cells, 6, count);
        assert_int_equal(
            coh_privacy_cross(&p, dims, size[k % 5], count, NULL, NULL), 0);
        for (i = 0; i < p.n; i++) {
            p.sum[i].known = i + 1 == p.n;
            p.sum[i].aside = coh_random_below(&random, 12) == 0;
            p.sum[i].aside = p.sum[i].aside && !p.sum[i].known;
        }
        check_many(&p, &random);
    }
}

/* Sums over any cells, as tables of several columns that share students. */
static void
bounds_of_linked_sums_are_those_of_all_tables(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_random random = {.state = 8};
    int64_t count[8], sum;
    size_t cell[8], n, i, k, j;

    (void)state;
    for (k = 0; k < 60; k++) {
        reference_fill(&random, 8, 7, count);
        for (i = 0; i < 12; i++) {
            for (sum = 0, n = 0, j = 0; j < 8; j++)
                if (i == 0 || coh_random_below(&random, 2)) {
                    cell[n++] = j;
                    sum += count[j];
                }
            if (n)
                case_sum(&p, n, cell, sum, i == 0);
        }
        check_many(&p, &random);
    }
}

static int
work(struct coh_error *err)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_attack *a = NULL;
    const int64_t count[] = {3, 9, 2, 12};
    unsigned char hidden[9] = {1, 1, 0, 1, 1, 0, 0, 0, 0};
    int64_t low, high;
    int proved, rc = -1;

    if (coh_privacy_cross(&p, 2, (size_t[]){2, 2}, count, NULL, err))
        goto out;
    a = coh_privacy_attack_new(&p, hidden, err);
    if (!a || coh_privacy_attack_bounds(a, 0, &low, &high, &proved, err) ||
        coh_privacy_attack_knowing(a, 1, 0, &low, &high, &proved, err))
        goto out;
    rc = low == 3 && high == 3 ? 0 : -1;
out:
    coh_privacy_attack_free(a);
    coh_privacy_problem_release(&p);
    return rc;
}

static void
every_failing_allocation_comes_back(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 20);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_hidden_a_line_are_not_enough),
        cmocka_unit_test(tables_that_share_students_tell_on_each_other),
        cmocka_unit_test(without_a_total_there_is_no_bound),
        cmocka_unit_test(counts_that_contradict_each_other_are_refused),
        cmocka_unit_test(bounds_of_two_and_three_ways_are_those_of_all_tables),
        cmocka_unit_test(bounds_of_linked_sums_are_those_of_all_tables),
        cmocka_unit_test(every_failing_allocation_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
