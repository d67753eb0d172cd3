/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"
#include "solve/bounds.h"
#include "unit.h"

static struct coh_bounds_found
find(struct coh_bounds *b, enum coh_bounds_side side, size_t n,
     const size_t *column)
{
    struct coh_bounds_found f;

    assert_int_equal(
        coh_bounds_find(b, side, n, column, COH_BOUNDS_WHOLE, &f, NULL), 0);
    return f;
}

/* x + y = 12, y + z = 5: by hand y is 0 to 5, x 7 to 12, x + z 7 to 17. */
static void
least_and_greatest_are_found_with_points(void **state)
{
    struct coh_bounds *b = coh_bounds_new(3, 2, NULL);
    struct coh_bounds_found f;

    (void)state;
    assert_non_null(b);
    assert_int_equal(coh_bounds_row(b, 2, (size_t[]){0, 1}, 12, NULL), 0);
    assert_int_equal(coh_bounds_row(b, 2, (size_t[]){1, 2}, 5, NULL), 0);
    f = find(b, COH_BOUNDS_GREATEST, 1, (size_t[]){1});
    assert_true(f.end == COH_BOUNDS_FOUND && f.value == 5 && f.limit == 5);
    assert_true(f.point[0] == 7 && f.point[1] == 5 && f.point[2] == 0);
    f = find(b, COH_BOUNDS_LEAST, 1, (size_t[]){0});
    assert_true(f.end == COH_BOUNDS_FOUND && f.value == 7);
    f = find(b, COH_BOUNDS_GREATEST, 2, (size_t[]){0, 2});
    assert_true(f.end == COH_BOUNDS_FOUND && f.value == 17);
    f = find(b, COH_BOUNDS_LEAST, 2, (size_t[]){0, 2});
    assert_true(f.end == COH_BOUNDS_FOUND && f.value == 7);
    coh_bounds_free(b);
}

static void
a_sum_without_end_is_an_answer(void **state)
{
    struct coh_bounds *b = coh_bounds_new(3, 1, NULL);
    struct coh_bounds_found f;

    (void)state;
    assert_non_null(b);
    assert_int_equal(coh_bounds_row(b, 2, (size_t[]){0, 1}, 3, NULL), 0);
    coh_bounds_reach(b, 50);
    f = find(b, COH_BOUNDS_GREATEST, 2, (size_t[]){1, 2});
    assert_int_equal(f.end, COH_BOUNDS_UNBOUNDED);
    assert_true(f.point && f.point[1] + f.point[2] > 50);
    assert_int_equal(f.point[0] + f.point[1], 3);
    f = find(b, COH_BOUNDS_LEAST, 2, (size_t[]){1, 2});
    assert_true(f.end == COH_BOUNDS_FOUND && f.value == 0);
    coh_bounds_free(b);
}

static void
rows_that_say_nothing_new_or_the_contrary(void **state)
{
    struct coh_bounds *b = coh_bounds_new(2, 3, NULL);
    struct coh_error err = COH_ERROR_INIT;
    struct coh_bounds_found f;

    (void)state;
    assert_non_null(b);
    assert_int_equal(coh_bounds_row(b, 2, (size_t[]){0, 1}, 3, NULL), 0);
    assert_int_equal(coh_bounds_row(b, 2, (size_t[]){0, 1}, 3, NULL), 0);
    f = find(b, COH_BOUNDS_GREATEST, 1, (size_t[]){0});
    assert_true(f.end == COH_BOUNDS_FOUND && f.value == 3);
    assert_int_equal(coh_bounds_row(b, 1, (size_t[]){0}, 4, NULL), 0);
    f = find(b, COH_BOUNDS_GREATEST, 1, (size_t[]){0});
    assert_int_equal(f.end, COH_BOUNDS_NONE);
    assert_int_equal(coh_bounds_row(b, 1, (size_t[]){0}, 4, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    coh_bounds_free(b);
}

/* x + y = y + z = x + z = 1 has only halves; = 2 only ones. */
static void
halves_are_no_answer(void **state)
{
    struct coh_bounds *b;
    struct coh_bounds_found f;
    int64_t total;
    size_t i;

    (void)state;
    for (total = 1; total <= 2; total++) {
        b = coh_bounds_new(3, 3, NULL);
        assert_non_null(b);
        for (i = 0; i < 3; i++)
            assert_int_equal(
                coh_bounds_row(b, 2, (size_t[]){i, (i + 1) % 3}, total, NULL),
                0);
        assert_int_equal(coh_bounds_find(b, COH_BOUNDS_GREATEST, 1,
                                         (size_t[]){0}, COH_BOUNDS_ROWS, &f,
                                         NULL),
                         0);
        assert_true(f.limited && f.limit == total / 2);
        f = find(b, COH_BOUNDS_LEAST, 1, (size_t[]){0});
        assert_int_equal(f.end,
                         total == 1 ? COH_BOUNDS_NONE : COH_BOUNDS_FOUND);
        coh_bounds_free(b);
    }
}

/* Beyond 2^29 nothing is computed, and nothing is claimed. */
static void
numbers_too_large_are_given_up(void **state)
{
    struct coh_bounds *b = coh_bounds_new(2, 1, NULL);
    struct coh_bounds_found f;

    (void)state;
    assert_non_null(b);
    assert_int_equal(
        coh_bounds_row(b, 2, (size_t[]){0, 1}, (int64_t)1 << 40, NULL), 0);
    f = find(b, COH_BOUNDS_GREATEST, 1, (size_t[]){0});
    assert_true(f.end == COH_BOUNDS_STOPPED && !f.limited && !f.point);
    coh_bounds_free(b);
}

enum { COLUMNS = 7, MOST = 4 };

/* Random rows over 7 columns of 0 to 4 that hold for `truth`. */
struct rows {
    unsigned in[8]; /* a bit for each column */
    int64_t value[8];
    size_t n;
};

static void
draw(struct coh_random *r, struct rows *rows)
{
    int64_t truth[COLUMNS];
    size_t i, j;

    for (j = 0; j < COLUMNS; j++)
        truth[j] = (int64_t)coh_random_below(r, 3);
    /* All together, so that every column has an end. */
    rows->n = 2 + coh_random_below(r, 6);
    for (i = 0; i < rows->n; i++) {
        rows->in[i] = i ? 1 + (unsigned)coh_random_below(r, 127) : 127;
        for (rows->value[i] = 0, j = 0; j < COLUMNS; j++)
            rows->value[i] += rows->in[i] >> j & 1 ? truth[j] : 0;
    }
}

/* All whole columns that keep the rows: least and greatest of the sum `ask`. */
static void
enumerate(const struct rows *rows, unsigned ask, int64_t *low, int64_t *high)
{
    int64_t x[COLUMNS] = {0}, sum;
    size_t i, j;

    *low = INT64_MAX;
    *high = -1;
    do {
        for (i = 0; i < rows->n; i++) {
            for (sum = 0, j = 0; j < COLUMNS; j++)
                sum += rows->in[i] >> j & 1 ? x[j] : 0;
            if (sum != rows->value[i])
                break;
        }
        if (i == rows->n) {
            for (sum = 0, j = 0; j < COLUMNS; j++)
                sum += ask >> j & 1 ? x[j] : 0;
            *low = sum < *low ? sum : *low;
            *high = sum > *high ? sum : *high;
        }
        for (j = 0; j < COLUMNS && ++x[j] > rows->value[0]; j++)
            x[j] = 0;
    } while (j < COLUMNS);
}

static size_t
columns_of(unsigned set, size_t *column)
{
    size_t n = 0, j;

    for (j = 0; j < COLUMNS; j++)
        if (set >> j & 1)
            column[n++] = j;
    return n;
}

/* The proof bounds what is maximized column by column, and adds up to it. */
static void
check_proof(const struct rows *rows, const struct coh_bounds_found *f,
            unsigned ask, int sign)
{
    int64_t sum, all = 0;
    size_t i, j;

    for (j = 0; j < COLUMNS; j++) {
        for (sum = 0, i = 0; i < rows->n; i++)
            sum += rows->in[i] >> j & 1 ? f->times[i] : 0;
        assert_true(sum >= sign * (int64_t)(ask >> j & 1) * f->scale);
    }
    for (i = 0; i < rows->n; i++)
        all += f->times[i] * rows->value[i];
    assert_true(all >= sign * f->limit * f->scale);
    assert_true(all < (sign * f->limit + 1) * f->scale);
}

static void
every_answer_is_that_of_all_tables(void **state)
{
    struct coh_random r = {.state = 11};
    struct rows rows;
    struct coh_bounds *b;
    struct coh_bounds_found f;
    int64_t low, high;
    size_t column[COLUMNS], n, i;
    unsigned ask;
    int k, q;

    (void)state;
    for (k = 0; k < 150; k++) {
        draw(&r, &rows);
        if (rows.value[0] > MOST + 1)
            continue;
        b = coh_bounds_new(COLUMNS, rows.n, NULL);
        assert_non_null(b);
        for (i = 0; i < rows.n; i++) {
            n = columns_of(rows.in[i], column);
            assert_int_equal(coh_bounds_row(b, n, column, rows.value[i], NULL),
                             0);
        }
        for (q = 0; q < 6; q++) {
            ask = 1 + (unsigned)coh_random_below(&r, 127);
            n = columns_of(ask, column);
            enumerate(&rows, ask, &low, &high);
            f = find(b, COH_BOUNDS_LEAST, n, column);
            assert_true(f.end == COH_BOUNDS_FOUND && f.value == low);
            check_proof(&rows, &f, ask, -1);
            f = find(b, COH_BOUNDS_GREATEST, n, column);
            assert_true(f.end == COH_BOUNDS_FOUND && f.value == high);
            check_proof(&rows, &f, ask, 1);
        }
        coh_bounds_free(b);
    }
}

static int
work(struct coh_error *err)
{
    struct coh_bounds *b = coh_bounds_new(3, 3, err), *c = NULL;
    struct coh_bounds_found f;
    int rc = -1;

    if (!b || coh_bounds_row(b, 2, (size_t[]){0, 1}, 1, err) ||
        coh_bounds_row(b, 2, (size_t[]){1, 2}, 1, err))
        goto out;
    c = coh_bounds_copy(b, 0, err);
    if (!c || coh_bounds_row(c, 2, (size_t[]){0, 2}, 1, err) ||
        coh_bounds_find(c, COH_BOUNDS_LEAST, 1, (size_t[]){0}, COH_BOUNDS_WHOLE,
                        &f, err))
        goto out;
    rc = f.end == COH_BOUNDS_NONE ? 0 : -1;
out:
    coh_bounds_free(b);
    coh_bounds_free(c);
    return rc;
}

static void
every_failing_allocation_comes_back(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least_and_greatest_are_found_with_points),
        cmocka_unit_test(a_sum_without_end_is_an_answer),
        cmocka_unit_test(rows_that_say_nothing_new_or_the_contrary),
        cmocka_unit_test(halves_are_no_answer),
        cmocka_unit_test(numbers_too_large_are_given_up),
        cmocka_unit_test(every_answer_is_that_of_all_tables),
        cmocka_unit_test(every_failing_allocation_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
