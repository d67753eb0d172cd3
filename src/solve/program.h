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
 * GLPK sees a program only while it solves it, so that a solve leaves nothing
 * behind that the next could depend on, and GLPK's own failures, which end the
 * process unless it is left by a jump, are caught in one place. It never
 * prints, and knows no clock.
 *
 * What `proved best` means: GLPK gives up a branch whose bound is within
 * 1e-7·(1 + |total|) of the best so far, and holds rows within 1e-7. Where all
 * costs are integers on whole columns, bounds are rounded up first. So with
 * such costs nothing better is hidden while |total| is well below 1e7; beyond,
 * callers must not say `proved`.
 *
 *     struct coh_program p = COH_PROGRAM_INIT;
 *     size_t x;
 *     if (coh_program_open(&p, err) ||
 *         coh_program_column(&p, 0, 1, 1, 2.5, &x, err) ||
 *         ... coh_program_row(&p, 1, 1, n, columns, values, err) || ...
 *         coh_program_solve(&p, 10000, err)) ...
 *     if (p.end == COH_PROGRAM_BEST) ... p.value[x], p.total
 *     coh_program_close(&p);
 *
 * One thread at a time. The same program takes the same way on every run.
 */

enum coh_program_end {
    COH_PROGRAM_BEST,       /* `value` is proved best */
    COH_PROGRAM_IMPOSSIBLE, /* proved: no values keep all rows */
    COH_PROGRAM_STOPPED,    /* at a limit; `found` says whether `value` holds
                               the best so far; `bound` is proved */
};

struct coh_program_column {
    double low, high, cost;
    int whole;
};

struct coh_program_row {
    double low, high;
};

struct coh_program_entry {
    size_t row, column;
    double value;
};

struct coh_program {
    /* The program as it was written down; read only. */
    struct coh_program_column *column;
    struct coh_program_row *row;
    struct coh_program_entry *entry;
    size_t columns, rows, entries;
    size_t column_capacity, row_capacity, entry_capacity;
    double *start; /* a value a column, or NULL */
    /* What all solves together may spend, beside nodes: steps of the simplex
     * method, and 100 a node, × (rows + columns): about as even as time, and
     * the same on every machine. 0: no limit. A node begun is finished. */
    uint64_t most_work;
    /* What the last solve gave. */
    enum coh_program_end end;
    int found;
    double *value;  /* a column each; the program's; whole numbers exactly */
    double total;   /* Σ cost·value */
    double bound;   /* no values cost less; −DBL_MAX: not known */
    uint64_t nodes; /* looked at, over all calls */
    uint64_t work;  /* spent, over all calls */
};

#define COH_PROGRAM_INIT \
    {                    \
        .column = NULL   \
    }

/* Above or below any bound. */
#define COH_PROGRAM_FREE 1e300

/* An empty program; COH_PROGRAM_INIT does the same. */
int
coh_program_open(struct coh_program *p, struct coh_error *err) COH_MUST_CHECK;

/* Frees all it holds; a closed program is empty and may be filled again. */
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

/* Change what a column costs or may be, or between what a row lies, for
 * another solve. */
void coh_program_cost(struct coh_program *p, size_t column, double cost);
void coh_program_bounds(struct coh_program *p, size_t column, double low,
                        double high);
void coh_program_row_bounds(struct coh_program *p, size_t row, double low,
                            double high);

/* Values for all columns, known beforehand: where they keep all rows, the next
 * solves look for better ones only. NULL: none. Copied. */
int coh_program_start(struct coh_program *p, const double *value,
                      struct coh_error *err) COH_MUST_CHECK;

/* Do these values keep all rows and bounds (within 1e-6), and are they whole
 * where they have to be? */
int coh_program_keeps(const struct coh_program *p, const double *value);

/* Branch and bound, at most `nodes` of them (0: no limit). Fills end, found,
 * value, total, bound. Where GLPK cannot go on for want of digits, the end is
 * STOPPED. Fails with COH_SYSTEM when it fails otherwise (no memory), or there
 * is no least value. */
int coh_program_solve(struct coh_program *p, uint64_t nodes,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
