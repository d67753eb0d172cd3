/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_SOLVE_BOUNDS_H
#define COH_SOLVE_BOUNDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * Between which numbers must a sum of unknown counts lie? Columns are whole
 * numbers that are not negative, rows are sums of columns that are known; asked
 * is the least and the greatest of further sums, many over the same rows.
 *
 *     struct coh_bounds *b = coh_bounds_new(3, 2, err);
 *     struct coh_bounds_found f;
 *     if (!b || coh_bounds_row(b, 2, (size_t[]){0, 1}, 12, err) ||
 *         coh_bounds_row(b, 2, (size_t[]){1, 2}, 5, err) ||
 *         coh_bounds_find(b, COH_BOUNDS_GREATEST, 1, (size_t[]){1},
 *                         COH_BOUNDS_WHOLE, &f,
 *                         err)) …
 *     if (f.end == COH_BOUNDS_FOUND) … f.value is 5
 *     coh_bounds_free(b);
 *
 * The simplex method on a tableau of whole numbers over one divisor (Edmonds'
 * and Bareiss' pivots without fractions): nothing is rounded, so there is no
 * tolerance to trust, and the next question starts where the last one ended.
 * Where the corner that it ends in is no whole one, branch and bound goes on
 * (solve/program.h, GLPK) from what the rows alone prove. Numbers beyond 2^31
 * in the tableau are given up (STOPPED), never wrapped.
 *
 * A column that may not exceed u: a row of it and a further column, with u.
 * Meant for tens to some hundreds of columns: the tableau is dense, rows ×
 * (rows + columns) numbers of 8 bytes. One thread at a time; the same rows and
 * questions in the same order give the same answers and points.
 */

enum coh_bounds_side { COH_BOUNDS_LEAST, COH_BOUNDS_GREATEST };

/* What to do where the corner is no whole one. */
enum coh_bounds_effort {
    COH_BOUNDS_ROWS,  /* nothing: `limit` will do */
    COH_BOUNDS_DIVE,  /* look for whole numbers near it, which takes little */
    COH_BOUNDS_WHOLE, /* that, and branch and bound, which may take long */
};

enum coh_bounds_end {
    COH_BOUNDS_FOUND,     /* `value` is it, attained by `point` */
    COH_BOUNDS_NONE,      /* no columns keep all rows */
    COH_BOUNDS_UNBOUNDED, /* of the greatest: there is none */
    COH_BOUNDS_STOPPED,   /* by the effort: `limit` holds, if `limited` */
};

struct coh_bounds_found {
    enum coh_bounds_end end;
    int64_t value;
    /* No columns, not even broken numbers, have less (more) than about
     * `limit`: what the rows alone prove, rounded to the whole number inside.
     * Known (`limited`) of FOUND and of most that STOPPED. */
    int64_t limit;
    int limited;
    /* Columns in whole numbers that keep all rows and attain `value`; of
     * UNBOUNDED some that exceed `reach`; NULL: none at hand. The object's,
     * until the next call. */
    const int64_t *point;
    /* The proof of `limit`: so many times each row, added up, bound what is
     * maximized (the sum; of LEAST: minus the sum) column by column from above.
     * All over one divisor above 0, `scale`. Rows with 0 are not needed. The
     * object's, until the next call. */
    const int64_t *times;
    int64_t scale;
};

struct coh_bounds;

/* For so many columns, and at most so many rows. NULL on failure. */
struct coh_bounds *
coh_bounds_new(size_t columns, size_t rows, struct coh_error *err);

/* A copy, with room for so many rows more. */
struct coh_bounds *
coh_bounds_copy(const struct coh_bounds *b, size_t rows, struct coh_error *err);

/* The n columns (each once) add up to `value`, 0 or more. A row that says
 * nothing new is fine; one that contradicts the others makes every later end
 * NONE. */
int coh_bounds_row(struct coh_bounds *b, size_t n, const size_t *column,
                   int64_t value, struct coh_error *err) COH_MUST_CHECK;

/* From where on an UNBOUNDED point is far enough (1000 at first). */
void coh_bounds_reach(struct coh_bounds *b, int64_t reach);

/* The least or greatest sum of n columns (each once). STOPPED where the effort
 * was not enough for `value` to be proved; a point may still be there then,
 * with its own `value`. Fails with COH_SYSTEM only. */
int coh_bounds_find(struct coh_bounds *b, enum coh_bounds_side side, size_t n,
                    const size_t *column, enum coh_bounds_effort effort,
                    struct coh_bounds_found *f,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_bounds_free(struct coh_bounds *b);

#endif
