/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_PRIVACY_CASES_H
#define COH_TESTS_PRIVACY_CASES_H

#include "privacy/problem.h"
#include "unit.h"

/* Published and worked cases of suppression, and tables that share students. */

static inline size_t
case_sum(struct coh_privacy_problem *p, size_t n, const size_t *cell,
         int64_t count, int known)
{
    size_t at;

    assert_int_equal(coh_privacy_add(p, n, cell, count, &at, NULL), 0);
    p->sum[at].known = p->sum[at].known || known;
    return at;
}

/* The four by four table of the R package sdcTable's own test of its attack:
 * rows w, x, y, z and columns a to d. All margins are known. */
enum { W, X, Y, Z };
static inline size_t
four_by_four_at(size_t row, size_t column)
{
    return row * 5 + column;
}

static inline void
four_by_four(struct coh_privacy_problem *p, int64_t min_n)
{
    const int64_t count[] = {30, 47,  64, 89, 90,  124, 5,   31,
                             92, 100, 59, 85, 800, 991, 651, 685};

    p->min_n = min_n;
    assert_int_equal(
        coh_privacy_cross(p, 2, (size_t[]){4, 4}, count, NULL, NULL), 0);
}

/* Two counties by group and, across both, big and small: groups A, B, I, J of
 * county 1, K, L, M, N of county 2; L and M are big. By hand: what is small
 * (30) without county 1 (20) is K and N, so that N shown (7) tells K (3). */
enum { A, B, I, J, K, L, M, N, COUNTY_1, COUNTY_2, BIG, SMALL };
static inline void
counties(struct coh_privacy_problem *p)
{
    const int64_t count[] = {2, 2, 8, 8, 3, 2, 3, 7};
    size_t i;

    p->min_n = 4;
    for (i = 0; i < 8; i++)
        case_sum(p, 1, &i, count[i], 0);
    case_sum(p, 4, (size_t[]){A, B, I, J}, 20, 1);
    case_sum(p, 4, (size_t[]){K, L, M, N}, 15, 1);
    case_sum(p, 2, (size_t[]){L, M}, 5, 1);
    case_sum(p, 6, (size_t[]){A, B, I, J, K, N}, 30, 1);
}

#endif
