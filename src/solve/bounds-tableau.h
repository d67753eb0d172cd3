/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_SOLVE_BOUNDS_TABLEAU_H
#define COH_SOLVE_BOUNDS_TABLEAU_H

#include "solve/bounds.h"

/*
 * The tableau of solve/bounds.h, for its own two files: bounds.c climbs to a
 * corner, bounds-whole.c looks for whole numbers where the corner has none.
 */

/* A row as it was given: for branch and bound. */
struct coh_bounds_given {
    size_t first, n;
    int64_t value;
};

/* Row i of the tableau, over the divisor `d`: its value, its columns, then how
 * often each kept row (in the order of keeping) went into it. `basic` is the
 * column that stands in that row alone. */
struct coh_bounds {
    size_t columns, most_rows, stride;
    size_t m;       /* rows kept: those that say something new */
    int64_t *entry; /* (most_rows + 1) × stride: the last is the objective */
    size_t *basic, *kept;
    int64_t d;
    int impossible, lost;
    struct coh_bounds_given *given;
    size_t n_given;
    size_t *cell;
    size_t n_cells, cell_capacity;
    int64_t *point, *times;
    int64_t reach;
};

/* After a climb to a corner that is no whole one: `f` holds its limit. */
int
coh_bounds_make_whole(struct coh_bounds *b, enum coh_bounds_side side, size_t n,
                      const size_t *column, enum coh_bounds_effort effort,
                      struct coh_bounds_found *f,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
