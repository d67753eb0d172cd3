/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/problem.h"
#include "unit.h"

static void
the_same_cells_are_the_same_sum(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t a, b;

    (void)state;
    assert_int_equal(coh_privacy_add(&p, 2, (size_t[]){4, 1}, 12, &a, NULL), 0);
    assert_int_equal(p.cells, 5);
    assert_true(p.sum[a].cell[0] == 1 && p.sum[a].cell[1] == 4);
    assert_int_equal(coh_privacy_add(&p, 2, (size_t[]){1, 4}, 12, &b, NULL), 0);
    assert_true(a == b && p.n == 1);
    assert_int_equal(coh_privacy_add(&p, 2, (size_t[]){1, 4}, 13, &b, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_privacy_add(&p, 2, (size_t[]){1, 1}, 3, &b, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_privacy_add(&p, 0, NULL, 3, &b, &err), -1);
    assert_int_equal(coh_privacy_add(&p, 1, (size_t[]){0}, -1, &b, &err), -1);
    coh_privacy_problem_release(&p);
    coh_privacy_problem_release(&p);
}

static void
small_is_from_one_and_zero_where_somebody_could_be(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    const int64_t count[] = {0, 1, 9, 10};
    size_t i, at;

    (void)state;
    for (i = 0; i < 4; i++)
        assert_int_equal(
            coh_privacy_add(&p, 1, (size_t[]){i}, count[i], &at, NULL), 0);
    assert_true(coh_privacy_is_primary(&p, 0));
    assert_true(coh_privacy_is_primary(&p, 1));
    assert_true(coh_privacy_is_primary(&p, 2));
    assert_false(coh_privacy_is_primary(&p, 3));
    p.hide_zeros = 0;
    assert_false(coh_privacy_is_primary(&p, 0));
    p.hide_zeros = 1;
    p.sum[0].empty = 1;
    assert_false(coh_privacy_is_primary(&p, 0));
    p.sum[0].empty = 0;
    p.sum[0].aside = 1;
    assert_false(coh_privacy_is_primary(&p, 0));
    p.sum[1].aside = p.sum[2].known = 1;
    assert_true(coh_privacy_is_primary(&p, 1));
    assert_true(coh_privacy_is_primary(&p, 2));
    coh_privacy_problem_release(&p);
}

/* 2 × 3 by hand: places (i, j), margins at i = 2 and j = 3, (2, 3) all. */
static void
a_cross_has_all_margins_and_lines(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    const int64_t count[] = {3, 9, 0, 12, 5, 0};
    const unsigned char empty[] = {0, 0, 1, 0, 0, 1};
    const struct coh_privacy_line *l;
    size_t i;

    (void)state;
    assert_int_equal(
        coh_privacy_cross(&p, 2, (size_t[]){2, 3}, count, empty, NULL), 0);
    assert_true(p.n == 12 && p.cells == 6 && p.lines == 2 + 3 + 2);
    assert_int_equal(p.sum[0 * 4 + 1].count, 9);
    assert_int_equal(p.sum[1 * 4 + 3].count, 17); /* row 1 */
    assert_int_equal(p.sum[2 * 4 + 1].count, 14); /* column 1 */
    assert_int_equal(p.sum[2 * 4 + 3].count, 29);
    assert_true(p.sum[1 * 4 + 3].known && p.sum[2 * 4 + 3].known);
    assert_true(p.sum[2].empty && p.sum[2 * 4 + 2].empty);
    assert_false(p.sum[2 * 4 + 2].known || p.sum[2 * 4 + 2].aside);
    assert_false(p.sum[1].known || p.sum[1].aside);
    /* Row 0 counts 12 and is known; no margin of this table is aside. */
    for (i = 0; i < p.n; i++)
        assert_false(p.sum[i].aside);
    l = &p.line[0];
    assert_true(l->total == 3 && l->n == 3);
    assert_true(l->part[0] == 0 && l->part[1] == 1 && l->part[2] == 2);
    l = &p.line[p.lines - 1];
    assert_true(l->total == 11 && l->n == 3 && l->part[0] == 8);
    coh_privacy_problem_release(&p);
}

/* Each line's parts count what its total counts, over the same cells. */
static void
the_lines_of_four_columns_add_up(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    int64_t count[36], sum;
    const struct coh_privacy_line *l;
    size_t i, k, cells;

    (void)state;
    for (i = 0; i < 36; i++)
        count[i] = (int64_t)(i * i % 17);
    assert_int_equal(
        coh_privacy_cross(&p, 4, (size_t[]){3, 1, 4, 3}, count, NULL, NULL), 0);
    assert_int_equal(p.n, 4 * 2 * 5 * 4);
    for (i = 0; i < p.lines; i++) {
        l = &p.line[i];
        for (sum = 0, cells = 0, k = 0; k < l->n; k++) {
            sum += p.sum[l->part[k]].count;
            cells += p.sum[l->part[k]].n;
        }
        assert_int_equal(sum, p.sum[l->total].count);
        assert_int_equal(cells, p.sum[l->total].n);
    }
    coh_privacy_problem_release(&p);
}

static void
a_cross_of_nothing_is_an_input_error(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_privacy_cross(&p, 0, NULL, NULL, NULL, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(coh_privacy_cross(&p, 1, (size_t[]){0}, NULL, NULL, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_privacy_problem_release(&p);
}

static int
work(struct coh_error *err)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    const int64_t count[] = {3, 9, 2, 12};
    size_t at;
    int rc = coh_privacy_cross(&p, 2, (size_t[]){2, 2}, count, NULL, err) ||
                     coh_privacy_add(&p, 1, (size_t[]){7}, 3, &at, err) ||
                     coh_privacy_add_line(&p, at, 1, &at, err)
                 ? -1
                 : 0;

    coh_privacy_problem_release(&p);
    return rc;
}

static void
every_failing_allocation_comes_back(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_cells_are_the_same_sum),
        cmocka_unit_test(small_is_from_one_and_zero_where_somebody_could_be),
        cmocka_unit_test(a_cross_has_all_margins_and_lines),
        cmocka_unit_test(the_lines_of_four_columns_add_up),
        cmocka_unit_test(a_cross_of_nothing_is_an_input_error),
        cmocka_unit_test(every_failing_allocation_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
