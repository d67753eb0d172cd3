/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_CONDITIONAL_H
#define COH_STAT_CONDITIONAL_H

#include <stddef.h>

#include "stat/interval.h"

/*
 * Conditional growth: where a student's last score stands among those of this
 * group who started alike.
 *
 *     struct coh_conditional_point p[] = {{.first = 61, .last = 70}, …};
 *     if (coh_conditional_percentile(p, n, 0.95, err))
 *         …blank, and err->text says why…
 *
 * It is no norm: in another group the same student has another percentile.
 * GSL's error handler must be off.
 */

/* Under so many students the percentile says more of the group than of the
 * student. */
enum { COH_CONDITIONAL_LEAST = 20 };

struct coh_conditional_point {
    double first, last;
    double sem_first, sem_last; /* above 0; else not known */
    double percentile;          /* 0 to 100, or NAN */
    struct coh_interval band;   /* by measurement error; NAN if not known */
};

/* 100·T(r; n − 3), r the externally studentised residual of the least squares
 * line of last on first: e/(s₍ᵢ₎·√(1 − h)) (Cook and Weisberg, Residuals and
 * Influence in Regression, 1982; used so by Castellano and Ho, JEBS 38, 2013).
 * The band moves the residual by ± z·√(SEM_last² + slope²·SEM_first²), the
 * line staying where it is. COH_INPUT with the reason, and all NAN, under
 * COH_CONDITIONAL_LEAST students, when all first scores are equal or all
 * points lie on the line. Single points are NAN where the line would go
 * through them whatever they were (h = 1) or the others lie on a line. */
int
coh_conditional_percentile(struct coh_conditional_point *p, size_t n,
                           double level, struct coh_error *err) COH_MUST_CHECK;

#endif
