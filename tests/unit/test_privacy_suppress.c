/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/suppress.h"

#include "privacy/attack.h"
#include "privacy_cases.h"
#include "privacy_reference.h"

static struct coh_privacy_answer
answer_of(const struct coh_privacy_problem *p)
{
    struct coh_privacy_answer y = COH_PRIVACY_ANSWER_INIT;

    assert_int_equal(coh_privacy_suppress(p, &y, NULL), 0);
    return y;
}

static int
is_safe(const struct coh_privacy_problem *p, const unsigned char *hidden)
{
    size_t at;
    int safe;

    assert_int_equal(coh_privacy_audit(p, hidden, &safe, &at, NULL), 0);
    return safe;
}

/* The case of test_privacy_attack: two hidden in each line, and not safe. */
static void
a_line_rule_alone_is_not_safe(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;
    unsigned char hidden[25] = {0};
    const size_t first[][2] = {{W, 0}, {W, 1}, {W, 2}, {X, 0}, {X, 2},
                               {Y, 1}, {Y, 3}, {Z, 1}, {Z, 3}};
    size_t i;

    (void)state;
    /* All below 48 is small: w,a 30, w,b 47, x,c 5, x,d 31. */
    four_by_four(&p, 48);
    for (i = 0; i < 9; i++)
        hidden[four_by_four_at(first[i][0], first[i][1])] = 1;
    assert_false(is_safe(&p, hidden));
    y = answer_of(&p);
    assert_int_equal(y.outcome, COH_PRIVACY_PARTLY);
    assert_true(is_safe(&p, y.hidden));
    assert_int_equal(y.hidden[four_by_four_at(W, 1)], COH_PRIVACY_SMALL);
    assert_true(y.high[four_by_four_at(W, 1)] >= 48);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
}

static void
linked_tables_also_hide_what_would_tell(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;

    (void)state;
    counties(&p);
    y = answer_of(&p);
    assert_int_equal(y.outcome, COH_PRIVACY_PARTLY);
    assert_int_equal(y.hidden[N], COH_PRIVACY_PROTECTS);
    assert_int_equal(y.n_hidden, 6);
    assert_true(y.best);
    assert_true(y.low[K] == 0 && y.high[K] == 10);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
}

/* 1, 2, 1 and a zero that nobody can be in: the two who are alone would know
 * each other; one more is hidden. */
static void
who_is_alone_learns_of_nobody_else(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;
    const int64_t count[] = {1, 2, 1, 0};
    const unsigned char empty[] = {0, 0, 0, 1};
    unsigned char hidden[5] = {1, 0, 1, 0, 0};

    (void)state;
    p.min_n = 2;
    assert_int_equal(
        coh_privacy_cross(&p, 1, (size_t[]){4}, count, empty, NULL), 0);
    assert_false(is_safe(&p, hidden));
    y = answer_of(&p);
    assert_int_equal(y.outcome, COH_PRIVACY_PARTLY);
    assert_int_equal(y.n_hidden, 3);
    assert_int_equal(y.hidden[1], COH_PRIVACY_PROTECTS);
    assert_int_equal(y.hidden[3], COH_PRIVACY_SHOWN);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
}

/* 1 and 5 of 26, of at least 6: together 6, so that for all others either could
 * be 0 to 6. Who is the 1 knows the 5, unless the 20 are hidden too. */
static void
who_is_alone_learns_no_difference(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;
    unsigned char hidden[4] = {1, 1, 0, 0};
    int safe;
    size_t at;

    (void)state;
    p.min_n = 6;
    assert_int_equal(coh_privacy_cross(&p, 1, (size_t[]){3},
                                       (int64_t[]){1, 5, 20}, NULL, NULL),
                     0);
    assert_int_equal(coh_privacy_audit(&p, hidden, &safe, &at, NULL), 0);
    assert_true(!safe && at == 1);
    y = answer_of(&p);
    assert_true(y.outcome == COH_PRIVACY_PARTLY && y.n_hidden == 3);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
    /* Without the one who is alone, both are enough. */
    assert_int_equal(coh_privacy_cross(&p, 1, (size_t[]){3},
                                       (int64_t[]){2, 4, 20}, NULL, NULL),
                     0);
    assert_true(is_safe(&p, hidden));
    coh_privacy_problem_release(&p);
}

/* The table of an issue of sdcTable (#135) with three who are alone: the answer
 * against the words of the rules, table by table. */
static void
three_who_are_alone_are_judged_as_the_rules_say(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;
    struct reference r;
    const int64_t count[] = {1, 1, 7, 1, 0, 1, 0, 0, 2, 8};
    size_t sums = 0;
    int64_t students = 0;

    (void)state;
    p.min_n = 3;
    assert_int_equal(
        coh_privacy_cross(&p, 2, (size_t[]){2, 5}, count, NULL, NULL), 0);
    y = answer_of(&p);
    assert_true(reference_begin(&r, &p));
    assert_int_equal(reference_least(&r, 12, &sums, &students),
                     y.outcome != COH_PRIVACY_REFUSED);
    if (y.outcome != COH_PRIVACY_REFUSED) {
        assert_true(reference_safe(&r, y.hidden));
        assert_int_equal(y.n_hidden, sums);
    }
    reference_end(&r);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
}

static void
of_two_both_are_hidden(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;

    (void)state;
    assert_int_equal(
        coh_privacy_cross(&p, 1, (size_t[]){2}, (int64_t[]){10, 5}, NULL, NULL),
        0);
    y = answer_of(&p);
    assert_int_equal(y.outcome, COH_PRIVACY_PARTLY);
    assert_true(y.hidden[0] == COH_PRIVACY_PROTECTS &&
                y.hidden[1] == COH_PRIVACY_SMALL && !y.hidden[2]);
    assert_true(y.low[1] == 0 && y.high[1] == 15);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
    /* With a total of 9 the total is not shown either. */
    assert_int_equal(
        coh_privacy_cross(&p, 1, (size_t[]){2}, (int64_t[]){4, 5}, NULL, NULL),
        0);
    p.sum[2].aside = 0;
    y = answer_of(&p);
    assert_int_equal(y.n_hidden, 3);
    assert_int_equal(y.high[1], COH_PRIVACY_NO_BOUND);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
}

static void
a_table_without_small_numbers_is_shown_whole(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;
    const int64_t count[] = {10, 25, 11, 10, 0, 14};
    const unsigned char empty[] = {0, 0, 0, 0, 1, 0};

    (void)state;
    assert_int_equal(
        coh_privacy_cross(&p, 2, (size_t[]){2, 3}, count, empty, NULL), 0);
    y = answer_of(&p);
    assert_int_equal(y.outcome, COH_PRIVACY_WHOLE);
    assert_int_equal(y.n_hidden, 0);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
}

/* 3 of 13, and the 10 are known: nothing keeps the 3. */
static void
what_cannot_be_kept_is_refused_by_name(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;

    (void)state;
    assert_int_equal(
        coh_privacy_cross(&p, 1, (size_t[]){2}, (int64_t[]){10, 3}, NULL, NULL),
        0);
    p.sum[0].known = 1;
    y = answer_of(&p);
    assert_int_equal(y.outcome, COH_PRIVACY_REFUSED);
    assert_true(y.n_unsafe == 1 && y.unsafe[0] == 1);
    coh_privacy_answer_release(&y);
    /* The difference of two releases, 12 and 15, is aside, and is guarded. */
    coh_privacy_problem_release(&p);
    case_sum(&p, 1, (size_t[]){0}, 12, 1);
    case_sum(&p, 2, (size_t[]){0, 1}, 15, 0);
    p.sum[case_sum(&p, 1, (size_t[]){1}, 3, 0)].aside = 1;
    y = answer_of(&p);
    assert_int_equal(y.outcome, COH_PRIVACY_PARTLY);
    assert_true(y.hidden[1] == COH_PRIVACY_PROTECTS && y.n_hidden == 1);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
}

/* 30 was hidden elsewhere: it must not come out as 70 − 40. */
static void
what_is_hidden_elsewhere_does_not_come_out_here(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;

    (void)state;
    assert_int_equal(coh_privacy_cross(&p, 1, (size_t[]){3},
                                       (int64_t[]){30, 25, 15}, NULL, NULL),
                     0);
    p.sum[0].silent = 1;
    y = answer_of(&p);
    assert_int_equal(y.outcome, COH_PRIVACY_PARTLY);
    assert_true(y.hidden[0] == COH_PRIVACY_TAKEN_OVER &&
                y.hidden[2] == COH_PRIVACY_PROTECTS && !y.hidden[1]);
    coh_privacy_answer_release(&y);
    p.sum[1].known = p.sum[2].known = 1;
    y = answer_of(&p);
    assert_true(y.outcome == COH_PRIVACY_PARTLY && y.n_hidden == 1);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
}

/* Of cells a to f are known a + b = 12, b + c = 18, c + e = 20 and e + f, so
 * that b = e - 2 and e is e + f at most: of e + f = 11 a is from 3 to 12, which
 * is 9 wide, min_n - 1; of 10 it is from 4 to 12, which is too narrow. */
static void
a_hidden_count_has_room_for_all_that_are_small(void **state)
{
    const size_t cell[][2] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}};
    int64_t last;

    (void)state;
    for (last = 10; last <= 11; last++) {
        const int64_t count[] = {12, 18, 20, last};
        struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
        const unsigned char hidden[5] = {1, 0, 0, 0, 0};
        struct coh_privacy_answer y;
        size_t i, at;

        p.min_n = 10;
        assert_int_equal(coh_privacy_add(&p, 1, cell[0], 7, &at, NULL), 0);
        for (i = 0; i < 4; i++) {
            assert_int_equal(
                coh_privacy_add(&p, 2, cell[i], count[i], &at, NULL), 0);
            p.sum[at].known = 1;
        }
        assert_int_equal(is_safe(&p, hidden), last == 11);
        y = answer_of(&p);
        assert_int_equal(y.outcome,
                         last == 11 ? COH_PRIVACY_PARTLY : COH_PRIVACY_REFUSED);
        assert_int_equal(y.low[0], 14 - last);
        assert_int_equal(y.high[0], 12);
        coh_privacy_answer_release(&y);
        coh_privacy_problem_release(&p);
    }
}

static void
fewer_than_two_is_a_usage_error(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    p.min_n = 1;
    assert_int_equal(coh_privacy_suppress(&p, &y, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    p.min_n = 2;
    y = answer_of(&p);
    assert_int_equal(y.outcome, COH_PRIVACY_WHOLE);
    coh_privacy_answer_release(&y);
}

/* A random small problem: two or three ways with or without shown margins, or
 * sums over any cells. */
static void
draw(struct coh_privacy_problem *p, struct coh_random *random)
{
    static const size_t size[][3] = {{3, 3}, {2, 4}, {2, 2, 2}, {2, 3, 2}};
    size_t kind = coh_random_below(random, 5), dims = kind < 2 ? 2 : 3;
    size_t cells = 1, i, j, n, cell[8];
    int shown = (int)coh_random_below(random, 2);
    int64_t count[12], sum;

    p->min_n = 2 + (int64_t)coh_random_below(random, 3);
    p->hide_zeros = (int)coh_random_below(random, 2);
    for (i = 0; kind < 4 && i < dims; i++)
        cells *= size[kind][i];
    if (kind < 4) {
        reference_fill(random, cells, kind == 3 ? 8 : 12, count);
        assert_int_equal(
            coh_privacy_cross(p, dims, size[kind], count, NULL, NULL), 0);
        for (i = 0; shown && i < p->n; i++)
            p->sum[i].known = p->sum[i].aside = 0;
        p->sum[p->n - 1].known = 1;
        return;
    }
    reference_fill(random, 6, 12, count);
    for (i = 0; i < 12; i++) {
        for (sum = 0, n = 0, j = 0; j < 6; j++)
            if (i == 0 || (i < 7 ? i == j + 1 : coh_random_below(random, 2))) {
                cell[n++] = j;
                sum += count[j];
            }
        if (n)
            case_sum(p, n, cell, sum, i == 0);
    }
}

static void
judge(const struct coh_privacy_problem *p, const struct reference *r,
      const struct coh_privacy_answer *y)
{
    int64_t low[REFERENCE_SUMS], high[REFERENCE_SUMS], students = 0, all = 0;
    size_t i, sums = 0;
    int found = reference_least(r, 9, &sums, &students);

    for (i = 0; i < p->n; i++)
        all += y->hidden[i] ? p->sum[i].count : 0;
    if (y->outcome == COH_PRIVACY_REFUSED) {
        assert_true(found <= 0);
        assert_false(reference_safe(r, y->hidden));
        return;
    }
    assert_true(found != 0);
    assert_true(reference_safe(r, y->hidden));
    reference_bounds(r, y->hidden, p->n, low, high);
    for (i = 0; i < p->n; i++)
        if (y->hidden[i])
            assert_true(y->low[i] == low[i] && y->high[i] == high[i]);
    if (found > 0 && y->best) {
        assert_int_equal(y->n_hidden, sums);
        assert_int_equal(all, students);
    }
    if (found > 0)
        assert_true(y->n_hidden <= sums + 1);
}

static void
the_pattern_is_safe_and_the_least(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y;
    struct coh_random random = {.state = 21};
    struct reference r;
    int k, refused = 0, best = 0;

    (void)state;
    for (k = 0; k < 80; k++) {
        draw(&p, &random);
        y = answer_of(&p);
        if (reference_begin(&r, &p))
            judge(&p, &r, &y);
        refused += y.outcome == COH_PRIVACY_REFUSED;
        best += y.best;
        reference_end(&r);
        coh_privacy_answer_release(&y);
        coh_privacy_problem_release(&p);
        p = (struct coh_privacy_problem)COH_PRIVACY_PROBLEM_INIT;
    }
    /* The draw is of use only if both happen. */
    assert_true(refused > 2 && best > 40);
}

/* Any pattern at all, not only those that suppression finds. */
static void
the_audit_is_that_of_all_tables(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_random random = {.state = 33};
    struct reference r;
    unsigned char hidden[REFERENCE_SUMS];
    size_t i;
    int k, q, safe = 0;

    (void)state;
    for (k = 0; k < 30; k++) {
        draw(&p, &random);
        assert_true(reference_begin(&r, &p));
        for (q = 0; q < 8; q++) {
            for (i = 0; i < p.n; i++)
                hidden[i] = reference_small(&p, i) ||
                            coh_random_below(&random, 9) > (uint64_t)q;
            assert_int_equal(is_safe(&p, hidden), reference_safe(&r, hidden));
            safe += is_safe(&p, hidden);
        }
        reference_end(&r);
        coh_privacy_problem_release(&p);
        p = (struct coh_privacy_problem)COH_PRIVACY_PROBLEM_INIT;
    }
    assert_true(safe > 30);
}

static void
the_same_problem_has_the_same_answer(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer x, y;
    struct coh_random random = {.state = 4};
    int64_t count[36];
    size_t i;

    (void)state;
    reference_fill(&random, 36, 250, count);
    assert_int_equal(
        coh_privacy_cross(&p, 3, (size_t[]){4, 3, 3}, count, NULL, NULL), 0);
    for (i = 0; i < p.n; i++)
        p.sum[i].known = p.sum[i].aside = 0;
    x = answer_of(&p);
    y = answer_of(&p);
    assert_memory_equal(x.hidden, y.hidden, p.n);
    assert_memory_equal(x.low, y.low, p.n * sizeof(*x.low));
    assert_memory_equal(x.high, y.high, p.n * sizeof(*x.high));
    assert_int_equal(x.audits, y.audits);
    coh_privacy_answer_release(&x);
    coh_privacy_answer_release(&y);
    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
}

static int
work(struct coh_error *err)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_privacy_answer y = COH_PRIVACY_ANSWER_INIT;
    const int64_t count[] = {3, 19, 12, 12, 15, 30, 1, 16, 21};
    int rc = coh_privacy_cross(&p, 2, (size_t[]){3, 3}, count, NULL, err) ||
                     coh_privacy_suppress(&p, &y, err)
                 ? -1
                 : 0;

    coh_privacy_answer_release(&y);
    coh_privacy_problem_release(&p);
    return rc;
}

static void
every_failing_allocation_comes_back(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 50);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_rule_alone_is_not_safe),
        cmocka_unit_test(linked_tables_also_hide_what_would_tell),
        cmocka_unit_test(who_is_alone_learns_of_nobody_else),
        cmocka_unit_test(who_is_alone_learns_no_difference),
        cmocka_unit_test(three_who_are_alone_are_judged_as_the_rules_say),
        cmocka_unit_test(of_two_both_are_hidden),
        cmocka_unit_test(a_table_without_small_numbers_is_shown_whole),
        cmocka_unit_test(what_cannot_be_kept_is_refused_by_name),
        cmocka_unit_test(what_is_hidden_elsewhere_does_not_come_out_here),
        cmocka_unit_test(a_hidden_count_has_room_for_all_that_are_small),
        cmocka_unit_test(fewer_than_two_is_a_usage_error),
        cmocka_unit_test(the_pattern_is_safe_and_the_least),
        cmocka_unit_test(the_audit_is_that_of_all_tables),
        cmocka_unit_test(the_same_problem_has_the_same_answer),
        cmocka_unit_test(every_failing_allocation_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
