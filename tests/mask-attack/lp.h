/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_MASK_ATTACK_LP_H
#define COH_MASK_ATTACK_LP_H

#include <stddef.h>

/*
 * Linear programs of an attacker: unknowns that are not negative, sums of them
 * that are known. The simplex method on a dense tableau in long double, with
 * Bland's rule; nothing of src/.
 */
struct lp {
    size_t unknowns, rows, room;
    size_t *basis;
    long double **t; /* rows; the last one is the objective */
};

void lp_open(struct lp *l, size_t unknowns, size_t rows);
void lp_release(struct lp *l);
/* One row: an equation whose coefficients are 0 but for those of lp_term. */
void lp_row(struct lp *l, double right);
void lp_term(struct lp *l, size_t unknown, double times);
/* 1 when something fits all rows. */
int lp_begin(struct lp *l);
/* The least and greatest of the sum of `n` unknowns; ±1e15 without a bound. */
void lp_bounds(struct lp *l, size_t n, const size_t *unknown, double *low,
               double *high);

#endif
