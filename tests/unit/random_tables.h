/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_RANDOM_TABLES_H
#define COH_TESTS_RANDOM_TABLES_H

/* Random tables to hide in: crossed by two or three columns, and two tables of
 * the same students. Include it behind cmocka.h. */

#include "base/random.h"
#include "privacy/problem.h"

enum { DIMS = 3, LARGEST = 64 };

struct drawn {
    struct coh_privacy_problem p;
    const char *kind;
    int64_t count[LARGEST]; /* of the finest cells */
    size_t dims, size[DIMS], cells;
    long students;
};

static size_t
draw(struct coh_random *r, size_t low, size_t high)
{
    return low + (size_t)coh_random_below(r, high - low + 1);
}

/* Students fall into cells with uneven chances, as they do in schools. */
static void
draw_counts(struct drawn *d, struct coh_random *r)
{
    size_t weight[LARGEST], i, k, sum = 0;
    long s;

    d->cells = 1;
    for (i = 0; i < d->dims; i++)
        d->cells *= d->size[i];
    for (i = 0; i < d->cells; i++) {
        size_t rest = i;

        weight[i] = 1;
        for (k = d->dims; k-- > 0;) {
            static const size_t share[] = {12, 8, 3, 9, 1, 5};

            weight[i] *= share[(rest % d->size[k] + k) % 6] + draw(r, 0, 2);
            rest /= d->size[k];
        }
        sum += weight[i];
        d->count[i] = 0;
    }
    for (s = 0; s < d->students; s++) {
        size_t at = (size_t)coh_random_below(r, sum);

        for (i = 0; at >= weight[i]; i++)
            at -= weight[i];
        d->count[i]++;
    }
}

static void
ok(int rc)
{
    assert_int_equal(rc, 0);
}

/* A table crossed by all columns, its margins in it or not. */
static void
draw_cross(struct drawn *d, struct coh_random *r, size_t dims)
{
    struct coh_error err = COH_ERROR_INIT;
    unsigned char empty[LARGEST] = {0};
    const int margins = (int)draw(r, 0, 1);
    const int holes = draw(r, 0, 3) == 0;
    size_t i;

    d->kind = dims == 2 ? "two-way" : "three-way";
    d->dims = dims;
    for (i = 0; i < dims; i++)
        d->size[i] = dims == 2 ? draw(r, 2, 6) : draw(r, 2, 3);
    draw_counts(d, r);
    for (i = 0; holes && i < d->cells; i++)
        empty[i] = d->count[i] == 0;
    ok(coh_privacy_cross(&d->p, dims, d->size, d->count, empty, &err));
    for (i = 0; margins && i < d->p.n; i++)
        if (d->p.sum[i].n != 1)
            d->p.sum[i].known = d->p.sum[i].aside = 0;
}

/* The place of a sum over the cells whose part in columns `a` (and `b`) is
 * as given; SIZE_MAX: any. */
static size_t
add_sum(struct drawn *d, const size_t want[DIMS])
{
    struct coh_error err = COH_ERROR_INIT;
    size_t cell[LARGEST], n = 0, i, at;
    int64_t count = 0;

    for (i = 0; i < d->cells; i++) {
        const size_t part[DIMS] = {i / (d->size[1] * d->size[2]),
                                   i / d->size[2] % d->size[1], i % d->size[2]};
        size_t k, fits = 0;

        for (k = 0; k < DIMS; k++)
            fits += want[k] == SIZE_MAX || want[k] == part[k];
        if (fits < DIMS)
            continue;
        cell[n++] = i;
        count += d->count[i];
    }
    ok(coh_privacy_add(&d->p, n, cell, count, &at, &err));
    return at;
}

/* A table by the first column and column `other`, its totals, its lines. */
static void
add_table(struct drawn *d, size_t other)
{
    struct coh_error err = COH_ERROR_INIT;
    size_t cell[LARGEST], part[LARGEST], i, j;
    const size_t rows = d->size[0], columns = d->size[other];
    size_t want[DIMS] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
    size_t all = add_sum(d, want), total;

    for (i = 0; i < rows; i++)
        for (j = 0; j < columns; j++) {
            want[0] = i;
            want[other] = j;
            cell[i * columns + j] = add_sum(d, want);
        }
    for (i = 0; i < rows; i++) {
        want[0] = i;
        want[other] = SIZE_MAX;
        total = add_sum(d, want);
        ok(coh_privacy_add_line(&d->p, total, columns, cell + i * columns,
                                &err));
        part[i] = total;
    }
    ok(coh_privacy_add_line(&d->p, all, rows, part, &err));
    for (j = 0; j < columns; j++) {
        want[0] = SIZE_MAX;
        want[other] = j;
        total = add_sum(d, want);
        for (i = 0; i < rows; i++)
            part[i] = cell[i * columns + j];
        ok(coh_privacy_add_line(&d->p, total, rows, part, &err));
        part[j] = total;
    }
    for (j = 0; j < columns; j++) {
        want[0] = SIZE_MAX;
        want[other] = j;
        part[j] = add_sum(d, want);
    }
    ok(coh_privacy_add_line(&d->p, all, columns, part, &err));
}

/* Two tables of the same students, as by section and program, and by section
 * and language. */
static void
draw_linked(struct drawn *d, struct coh_random *r)
{
    d->kind = "linked";
    d->dims = DIMS;
    d->size[0] = draw(r, 2, 4);
    d->size[1] = draw(r, 2, 3);
    d->size[2] = draw(r, 2, 3);
    draw_counts(d, r);
    add_table(d, 1);
    add_table(d, 2);
}

static void
draw_table(struct drawn *d, struct coh_random *r)
{
    const size_t kind = draw(r, 0, 2);

    *d = (struct drawn){.p = COH_PRIVACY_PROBLEM_INIT};
    d->students =
        (long)(draw(r, 0, 4) > 1 ? draw(r, 150, 700) : draw(r, 30, 149));
    d->p.min_n = draw(r, 0, 2) ? 10 : (int64_t)draw(r, 3, 6);
    d->p.hide_zeros = draw(r, 0, 4) > 0;
    if (kind == 2)
        draw_linked(d, r);
    else
        draw_cross(d, r, kind ? 3 : 2);
}

#endif
