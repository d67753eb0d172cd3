/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_PLAIN_ATTACK_H
#define COH_TESTS_PLAIN_ATTACK_H

#include <math.h>
#include <stddef.h>
#include <string.h>

/* Include it behind cmocka.h. */

/*
 * An attack on a table that shares nothing with the one in src/: the simplex
 * method on a dense tableau, with Bland's rule, in long double. For tests; a
 * few dozen unknowns.
 *
 *     struct plain_attack a;
 *     plain_attack_open(&a, cells);
 *     plain_attack_knows(&a, n, cell, 41);      a number on the page
 *     if (plain_attack_begin(&a)) …             0: the numbers contradict
 *     plain_attack_bounds(&a, n, cell, &low, &high);
 */

#define PLAIN_COLUMNS  200 /* unknowns, and one for each number */
#define PLAIN_ROWS     120
#define PLAIN_NO_BOUND 1e15

struct plain_attack {
    size_t cells, rows, columns;
    /* Rows × (columns, right-hand side); the last row is the objective. */
    long double t[PLAIN_ROWS + 1][PLAIN_COLUMNS + 1];
    size_t basis[PLAIN_ROWS];
};

enum { PLAIN_STEPS = 100000 };

static void
plain_attack_open(struct plain_attack *a, size_t cells)
{
    memset(a, 0, sizeof(*a));
    a->cells = a->columns = cells;
    assert_true(cells <= PLAIN_COLUMNS - PLAIN_ROWS);
}

/* The cells at `cell` hold `count` together. */
static void
plain_attack_knows(struct plain_attack *a, size_t n, const size_t *cell,
                   long count)
{
    size_t i;

    assert_true(a->rows < PLAIN_ROWS);
    for (i = 0; i < n; i++)
        a->t[a->rows][cell[i]] = 1;
    a->t[a->rows][PLAIN_COLUMNS] = count;
    /* Each row starts with an unknown of its own, which must become 0. */
    a->t[a->rows][a->cells + a->rows] = 1;
    a->basis[a->rows] = a->cells + a->rows;
    a->columns = a->cells + ++a->rows;
}

static void
plain_pivot(struct plain_attack *a, size_t row, size_t column)
{
    const long double at = a->t[row][column];
    size_t i, j;

    for (j = 0; j <= PLAIN_COLUMNS; j++)
        a->t[row][j] /= at;
    for (i = 0; i <= PLAIN_ROWS; i++) {
        const long double times = a->t[i][column];

        if (i == row || times == 0 || (i >= a->rows && i < PLAIN_ROWS))
            continue;
        for (j = 0; j <= PLAIN_COLUMNS; j++)
            a->t[i][j] -= times * a->t[row][j];
    }
    a->basis[row] = column;
}

/* The row that leaves for `column`; a->rows when nothing stops its growth. */
static size_t
plain_leaving(const struct plain_attack *a, size_t column)
{
    size_t i, best = a->rows;
    long double least = 0;

    for (i = 0; i < a->rows; i++) {
        const long double by = a->t[i][column];
        long double ratio;

        if (by < 1e-9L)
            continue;
        ratio = a->t[i][PLAIN_COLUMNS] / by;
        if (best == a->rows || ratio < least - 1e-9L ||
            (ratio <= least + 1e-9L && a->basis[i] < a->basis[best])) {
            best = i;
            least = ratio;
        }
    }
    return best;
}

/* Make the objective row least over the first `columns`; 0: no bound. */
static int
plain_minimise(struct plain_attack *a, size_t columns)
{
    size_t step, j, row;

    for (step = 0; step < PLAIN_STEPS; step++) {
        for (j = 0; j < columns; j++)
            if (a->t[PLAIN_ROWS][j] < -1e-9L)
                break;
        if (j == columns)
            return 1;
        row = plain_leaving(a, j);
        if (row == a->rows)
            return 0;
        plain_pivot(a, row, j);
    }
    fail_msg("the simplex method does not end");
    return 0;
}

/* 1 when some table agrees with all that is known. */
static int
plain_attack_begin(struct plain_attack *a)
{
    size_t i, j;

    for (i = 0; i < a->rows; i++)
        for (j = 0; j <= PLAIN_COLUMNS; j++)
            if (j < a->cells || j == PLAIN_COLUMNS)
                a->t[PLAIN_ROWS][j] -= a->t[i][j];
    plain_minimise(a, a->cells);
    if (fabsl(a->t[PLAIN_ROWS][PLAIN_COLUMNS]) > 1e-6L)
        return 0;
    /* What is left of the rows' own unknowns is 0: out, where it can be. */
    for (i = 0; i < a->rows; i++)
        for (j = 0; a->basis[i] >= a->cells && j < a->cells; j++)
            if (fabsl(a->t[i][j]) > 1e-9L)
                plain_pivot(a, i, j);
    return 1;
}

/* The least of `sign` times the sum of the cells at `cell`. */
static double
plain_least(struct plain_attack *a, size_t n, const size_t *cell, int sign)
{
    long double *z = a->t[PLAIN_ROWS];
    size_t i, j;

    memset(z, 0, (PLAIN_COLUMNS + 1) * sizeof(*z));
    for (i = 0; i < n; i++)
        z[cell[i]] = sign;
    for (i = 0; i < a->rows; i++) {
        const long double times = z[a->basis[i]];

        for (j = 0; times != 0 && j <= PLAIN_COLUMNS; j++)
            z[j] -= times * a->t[i][j];
    }
    if (!plain_minimise(a, a->cells))
        return -PLAIN_NO_BOUND;
    return (double)-z[PLAIN_COLUMNS];
}

/* Between which numbers the cells at `cell` must lie, together. */
static void
plain_attack_bounds(struct plain_attack *a, size_t n, const size_t *cell,
                    double *low, double *high)
{
    *low = plain_least(a, n, cell, 1);
    *high = -plain_least(a, n, cell, -1);
}

#endif
