/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_SOLVE_PROGRAM_H
#define COH_SOLVE_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * Linear programs in whole numbers, solved by GLPK: Σ cost·x least, where each
 * row Σ value·x lies between two bounds. Only this folder includes GLPK.
 *
 *     struct coh_program p = COH_PROGRAM_INIT;
 *     size_t x;
 *     if (coh_program_open(&p, err) ||
 *         coh_program_column(&p, 0, 1, 1, 2.5, &x, err) || ...
 *         coh_program_row(&p, 1, 1, n, columns, values, err) || ...
 *         coh_program_solve(&p, 10000, err)) ...
 *     if (p.end == COH_PROGRAM_BEST) ... p.value[x], p.total
 *     coh_program_close(&p);
 *
 * One thread at a time. The same program takes the same way on every run.
 */

enum coh_program_end {
    COH_PROGRAM_BEST,       /* `value` is proved best */
    COH_PROGRAM_IMPOSSIBLE, /* proved: no values keep all rows */
    COH_PROGRAM_STOPPED,    /* after `nodes`; `found` says whether `value` holds
                               the best so far; `bound` is proved */
};

struct coh_program {
    void *handle; /* GLPK's */
    size_t columns, rows;
    enum coh_program_end end;
    int found;
    double *value;  /* a column each; the program's */
    double total;   /* Σ cost·value */
    double bound;   /* no values cost less */
    uint64_t nodes; /* looked at, over all calls */
};

#define COH_PROGRAM_INIT \
    {                    \
        .handle = NULL   \
    }

/* Above or below any bound. */
#define COH_PROGRAM_FREE 1e300

int
coh_program_open(struct coh_program *p, struct coh_error *err) COH_MUST_CHECK;
void coh_program_close(struct coh_program *p);

/* Another column, from `low` to `high` (COH_PROGRAM_FREE: unbounded), whole
 * numbers if `whole`; its number, from 0, into *at. */
int coh_program_column(struct coh_program *p, double low, double high,
                       int whole, double cost, size_t *at,
                       struct coh_error *err) COH_MUST_CHECK;

/* low ≤ Σ value[i]·x[column[i]] ≤ high. A column stands once in a row. */
int coh_program_row(struct coh_program *p, double low, double high, size_t n,
                    const size_t *column, const double *value,
                    struct coh_error *err) COH_MUST_CHECK;

/* Change what a column costs or may be, for another solve. */
void coh_program_cost(struct coh_program *p, size_t column, double cost);
void coh_program_bounds(struct coh_program *p, size_t column, double low,
                        double high);

/* Branch and cut, at most `nodes` of them (0: no limit). Fills end, found,
 * value, total, bound. Fails with COH_SYSTEM when GLPK does. */
int coh_program_solve(struct coh_program *p, uint64_t nodes,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
