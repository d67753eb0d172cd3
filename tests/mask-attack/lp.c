/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TINY 1e-9L

enum { STEPS = 200000 };

/* Columns: unknowns, one helper a row, the right-hand side. */
static size_t
width(const struct lp *l)
{
    return l->unknowns + l->room + 1;
}

void
lp_open(struct lp *l, size_t unknowns, size_t rows)
{
    size_t i;

    *l = (struct lp){.unknowns = unknowns, .room = rows};
    l->basis = calloc(rows + 1, sizeof(*l->basis));
    l->t = calloc(rows + 1, sizeof(*l->t));
    if (!l->basis || !l->t)
        abort();
    for (i = 0; i <= rows; i++)
        if (!(l->t[i] = calloc(width(l), sizeof(**l->t))))
            abort();
}

void
lp_release(struct lp *l)
{
    size_t i;

    for (i = 0; l->t && i <= l->room; i++)
        free(l->t[i]);
    free(l->t);
    free(l->basis);
    *l = (struct lp){0};
}

void
lp_row(struct lp *l, double right)
{
    if (l->rows == l->room || right < 0)
        abort();
    l->t[l->rows][width(l) - 1] = right;
    l->basis[l->rows] = l->unknowns + l->rows;
    l->t[l->rows][l->basis[l->rows]] = 1;
    l->rows++;
}

void
lp_term(struct lp *l, size_t unknown, double times)
{
    l->t[l->rows - 1][unknown] += times;
}

static void
pivot(struct lp *l, size_t row, size_t column)
{
    const size_t w = width(l);
    const long double at = l->t[row][column];
    size_t i, j;

    for (j = 0; j < w; j++)
        l->t[row][j] /= at;
    for (i = 0; i <= l->room; i++) {
        const long double times = l->t[i][column];

        if (i == row || times == 0 || (i >= l->rows && i < l->room))
            continue;
        for (j = 0; j < w; j++)
            l->t[i][j] -= times * l->t[row][j];
    }
    l->basis[row] = column;
}

static size_t
leaving(const struct lp *l, size_t column)
{
    size_t i, best = l->rows;
    long double least = 0;

    for (i = 0; i < l->rows; i++) {
        const long double by = l->t[i][column];
        long double ratio;

        if (by < TINY)
            continue;
        ratio = l->t[i][width(l) - 1] / by;
        if (best == l->rows || ratio < least - TINY ||
            (ratio <= least + TINY && l->basis[i] < l->basis[best])) {
            best = i;
            least = ratio;
        }
    }
    return best;
}

/* Make the objective least over the first `columns`; 0: no bound. */
static int
minimise(struct lp *l)
{
    size_t step, j, row;

    for (step = 0; step < STEPS; step++) {
        for (j = 0; j < l->unknowns && l->t[l->room][j] >= -TINY; j++)
            ;
        if (j == l->unknowns)
            return 1;
        row = leaving(l, j);
        if (row == l->rows)
            return 0;
        pivot(l, row, j);
    }
    fputs("mask-attack: the simplex method does not end\n", stderr);
    exit(4);
}

int
lp_begin(struct lp *l)
{
    const size_t w = width(l);
    size_t i, j;

    for (i = 0; i < l->rows; i++)
        for (j = 0; j < w; j++)
            if (j < l->unknowns || j == w - 1)
                l->t[l->room][j] -= l->t[i][j];
    minimise(l);
    if (fabsl(l->t[l->room][w - 1]) > 1e-6L)
        return 0;
    for (i = 0; i < l->rows; i++)
        for (j = 0; l->basis[i] >= l->unknowns && j < l->unknowns; j++)
            if (fabsl(l->t[i][j]) > TINY)
                pivot(l, i, j);
    return 1;
}

static double
least(struct lp *l, size_t n, const size_t *unknown, int sign)
{
    const size_t w = width(l);
    long double *z = l->t[l->room];
    size_t i, j;

    memset(z, 0, w * sizeof(*z));
    for (i = 0; i < n; i++)
        z[unknown[i]] = sign;
    for (i = 0; i < l->rows; i++) {
        const long double times = z[l->basis[i]];

        for (j = 0; times != 0 && j < w; j++)
            z[j] -= times * l->t[i][j];
    }
    return minimise(l) ? (double)-z[w - 1] : -1e15;
}

void
lp_bounds(struct lp *l, size_t n, const size_t *unknown, double *low,
          double *high)
{
    *low = least(l, n, unknown, 1);
    *high = -least(l, n, unknown, -1);
}
