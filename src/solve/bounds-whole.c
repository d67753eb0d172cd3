/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"
#include "solve/bounds-tableau.h"
#include "solve/program.h"

#define MOST_NODES 2000
#define MOST_WORK  4000000
#define MOST_STEPS 24 /* columns that a dive settles */

/* All rows as a program of GLPK's; `cost` of the asked columns. */
static int
write_down(const struct coh_bounds *b, struct coh_program *p, size_t n,
           const size_t *column, double cost, struct coh_error *err)
{
    double *one = coh_alloc_array(b->columns, sizeof(*one), err);
    const struct coh_bounds_given *g;
    size_t i, at;
    int rc = -1;

    if (!one)
        return -1;
    for (i = 0; i < b->columns; i++) {
        one[i] = 1;
        if (coh_program_column(p, 0, COH_PROGRAM_FREE, 1, 0, &at, err))
            goto out;
    }
    for (i = 0; i < n; i++)
        coh_program_cost(p, column[i], cost);
    for (i = 0; i < b->n_given; i++) {
        g = &b->given[i];
        if (coh_program_row(p, (double)g->value, (double)g->value, g->n,
                            b->cell + g->first, one, err))
            goto out;
    }
    rc = 0;
out:
    coh_free(one);
    return rc;
}

static int
branch(struct coh_bounds *b, enum coh_bounds_side side, size_t n,
       const size_t *column, struct coh_bounds_found *f, struct coh_error *err)
{
    struct coh_program p = COH_PROGRAM_INIT;
    size_t i;
    int rc = -1;

    if (coh_program_open(&p, err) ||
        write_down(b, &p, n, column, side == COH_BOUNDS_LEAST ? 1 : -1, err))
        goto out;
    p.most_work = MOST_WORK;
    if (coh_program_solve(&p, MOST_NODES, err))
        goto out;
    if (p.end == COH_PROGRAM_IMPOSSIBLE)
        f->end = COH_BOUNDS_NONE;
    if (p.found) {
        for (i = 0; i < b->columns; i++)
            b->point[i] = (int64_t)p.value[i];
        f->point = b->point;
        for (f->value = 0, i = 0; i < n; i++)
            f->value += b->point[column[i]];
        /* What the rows alone prove may settle it where a limit did not. */
        if (p.end == COH_PROGRAM_BEST || f->value == f->limit)
            f->end = COH_BOUNDS_FOUND;
    }
    rc = 0;
out:
    coh_program_close(&p);
    return rc;
}

/* A basic column of the corner that is no whole number, and the nearest. */
static int
find_broken(const struct coh_bounds *b, size_t *column, int64_t *near,
            int64_t *other)
{
    size_t i;
    int64_t value, rest;

    for (i = 0; i < b->m; i++) {
        value = b->entry[i * b->stride];
        rest = value % b->d;
        if (rest == 0)
            continue;
        *column = b->basic[i];
        *near = value / b->d + (2 * rest > b->d);
        *other = value / b->d + (2 * rest <= b->d);
        return 1;
    }
    return 0;
}

/* A copy in which one column is settled; *ok is 0 when that cannot be. */
static int
settle(const struct coh_bounds *b, size_t column, int64_t value, int *ok,
       struct coh_bounds **next, struct coh_error *err)
{
    *next = coh_bounds_copy(b, 1, err);
    if (!*next || coh_bounds_row(*next, 1, &column, value, err))
        return -1;
    *ok = !(*next)->impossible && !(*next)->lost;
    return 0;
}

/* One step of a dive: *b becomes a copy of itself with a column more settled.
 * *ok is 0 at the bottom. */
static int
sink(struct coh_bounds **b, int *ok, struct coh_error *err)
{
    struct coh_bounds *next = NULL;
    size_t column;
    int64_t near, other;
    int rc = -1;

    *ok = find_broken(*b, &column, &near, &other);
    if (!*ok)
        return 0;
    if (settle(*b, column, near, ok, &next, err))
        goto out;
    if (!*ok) {
        coh_bounds_free(next);
        if (settle(*b, column, other, ok, &next, err))
            goto out;
    }
    rc = 0;
out:
    coh_bounds_free(*b);
    *b = next;
    return rc;
}

/* Settle one broken column after the other at the nearest whole number, and
 * climb again: often whole numbers that are as good, in no time. */
static int
dive(struct coh_bounds *b, enum coh_bounds_side side, size_t n,
     const size_t *column, struct coh_bounds_found *f, struct coh_error *err)
{
    struct coh_bounds *c = coh_bounds_copy(b, 0, err);
    struct coh_bounds_found g;
    size_t i;
    int ok, steps, rc = -1;

    if (!c)
        return -1;
    for (steps = 0; steps < MOST_STEPS; steps++) {
        if (sink(&c, &ok, err))
            goto out;
        if (!ok)
            break;
        if (coh_bounds_find(c, side, n, column, COH_BOUNDS_ROWS, &g, err))
            goto out;
        if (g.end != COH_BOUNDS_FOUND)
            continue;
        for (i = 0; i < b->columns; i++)
            b->point[i] = g.point[i];
        f->point = b->point;
        f->value = g.value;
        if (f->value == f->limit)
            f->end = COH_BOUNDS_FOUND;
        break;
    }
    rc = 0;
out:
    coh_bounds_free(c);
    return rc;
}

int
coh_bounds_make_whole(struct coh_bounds *b, enum coh_bounds_side side, size_t n,
                      const size_t *column, enum coh_bounds_effort effort,
                      struct coh_bounds_found *f, struct coh_error *err)
{
    if (effort >= COH_BOUNDS_DIVE && dive(b, side, n, column, f, err))
        return -1;
    if (effort < COH_BOUNDS_WHOLE || f->end == COH_BOUNDS_FOUND)
        return 0;
    return branch(b, side, n, column, f, err);
}
