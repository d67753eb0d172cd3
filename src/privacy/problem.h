/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_PROBLEM_H
#define COH_PRIVACY_PROBLEM_H

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

/*
 * What a reader could work out from a table of counts, as a problem of whole
 * numbers.
 *
 * A *cell* is a group of students that no column of the tables splits further;
 * how many are in it is a whole number that is not negative. A *sum* is what
 * one number counts: a set of cells (often one). Sums are what is shown or
 * hidden; a reader knows every shown sum, and that all cells are whole and not
 * negative. A *line* says that a sum is made of others: a row's total of its
 * cells, a column's, the total of the totals. Tables that share students
 * (linked tables) are sums over the same cells.
 *
 *     struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
 *     p.min_n = 10;
 *     if (coh_privacy_add(&p, 1, (size_t[]){0}, 12, &a, err) ||
 *         … ||
 *         coh_privacy_add_line(&p, total, 3, (size_t[]){a, b, c}, err)) …
 *     coh_privacy_problem_release(&p);
 *
 * Arrays only: this folder knows no columns, files or names.
 */

struct coh_privacy_sum {
    const size_t *cell; /* ascending, each once; the problem's */
    size_t n;
    int64_t count; /* how many students it truly counts */
    int known;     /* the reader has it anyway: it cannot be hidden. Set for
                      totals that stand in no table, and for what an earlier
                      release showed. Goes before `silent` */
    int empty;     /* zero, because nobody can be in it: shown, as nothing */
    int aside;     /* nobody shows it and nobody knows it: it is neither shown
                      nor hidden (a total under min_n that stands in no
                      table). Never `known`. */
    int silent;    /* hidden from the start, whatever its count (an earlier
                      release hid it, or another variable's table does) */
};

struct coh_privacy_line {
    size_t total;
    const size_t *part; /* sums whose cells make up the total's; the problem's
                         */
    size_t n;
};

struct coh_privacy_problem {
    int64_t min_n;  /* the fewest students that may be shown: at least 2 */
    int hide_zeros; /* is a zero as telling as a one? (unless `empty`) */
    size_t cells;
    struct coh_privacy_sum *sum;
    size_t n, capacity;
    struct coh_privacy_line *line;
    size_t lines, line_capacity;
    struct coh_arena arena;
};

#define COH_PRIVACY_PROBLEM_INIT                                           \
    {                                                                      \
        .min_n = 10, .hide_zeros = 1, .sum = NULL, .arena = COH_ARENA_INIT \
    }

/* Another sum over `n` cells (copied, put in order; p->cells grows to hold
 * them); its place into *at. A set of cells that is there already is that
 * sum again: *at is its place, and COH_INPUT when the counts differ. */
int coh_privacy_add(struct coh_privacy_problem *p, size_t n, const size_t *cell,
                    int64_t count, size_t *at,
                    struct coh_error *err) COH_MUST_CHECK;

/* `total` is made of the `n` sums at `part` (copied); they share no cell, and
 * their cells are the total's. */
int
coh_privacy_add_line(struct coh_privacy_problem *p, size_t total, size_t n,
                     const size_t *part, struct coh_error *err) COH_MUST_CHECK;

/* Is the sum one that must not be seen by itself: 1 to min_n − 1 students, or
 * none of many who could be? Never of an empty one; nor is a zero that is
 * `known` (it is out) or `aside` (it tells of nobody). */
int coh_privacy_is_primary(const struct coh_privacy_problem *p, size_t sum);

/*
 * A table crossed by `dims` columns as a problem: all its cells, all its
 * margins, all lines between them. Cell `(i, j, …)` of sizes `size` is number
 * (i·size[1] + j)·size[2] + …; a margin over column d has `size[d]` in its
 * place. `count` holds the cells in that order, `empty` (or NULL) says which
 * nobody can be in. Sums are added in the order of the places
 * (i, j, …) ∈ [0, size[0]] × [0, size[1]] × …, the last running fastest, into
 * a fresh problem: sum number = ((i·(size[1]+1) + j)·(size[2]+1) + …).
 * A margin is `known` when it counts min_n or more, else `aside`; the caller
 * clears both for margins that stand in the table. One over nothing but empty
 * cells is empty. A column of one value gives sums over the same cells twice:
 * numbers stay as above. COH_INPUT for no column, or one without a value.
 */
int coh_privacy_cross(struct coh_privacy_problem *p, size_t dims,
                      const size_t *size, const int64_t *count,
                      const unsigned char *empty,
                      struct coh_error *err) COH_MUST_CHECK;

void coh_privacy_problem_release(struct coh_privacy_problem *p);

#endif
