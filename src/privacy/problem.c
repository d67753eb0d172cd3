/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/problem.h"

#include <stdlib.h>
#include <string.h>

static int
by_number(const void *a, const void *b)
{
    const size_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* A new sum over cells that are in order and the problem's. */
static int
append(struct coh_privacy_problem *p, size_t n, const size_t *cell,
       int64_t count, size_t *at, struct coh_error *err)
{
    if (coh_reserve(&p->sum, &p->capacity, p->n + 1, sizeof(*p->sum), err))
        return -1;
    *at = p->n++;
    p->sum[*at] =
        (struct coh_privacy_sum){.cell = cell, .n = n, .count = count};
    if (cell[n - 1] >= p->cells)
        p->cells = cell[n - 1] + 1;
    return 0;
}

static int
find_same(const struct coh_privacy_problem *p, size_t n, const size_t *cell,
          size_t *at)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (p->sum[i].n == n && p->sum[i].cell[0] == cell[0] &&
            !memcmp(p->sum[i].cell, cell, n * sizeof(*cell))) {
            *at = i;
            return 1;
        }
    return 0;
}

int
coh_privacy_add(struct coh_privacy_problem *p, size_t n, const size_t *cell,
                int64_t count, size_t *at, struct coh_error *err)
{
    size_t *copy, i;

    if (n == 0 || count < 0)
        return coh_fail(err, COH_INPUT,
                        "a number must count at least one group, and 0 or "
                        "more students");
    copy = coh_arena_alloc(&p->arena, n * sizeof(*copy), err);
    if (!copy)
        return -1;
    memcpy(copy, cell, n * sizeof(*copy));
    qsort(copy, n, sizeof(*copy), by_number);
    for (i = 1; i < n; i++)
        if (copy[i] == copy[i - 1])
            return coh_fail(err, COH_INPUT, "a group is counted twice");
    if (find_same(p, n, copy, at)) {
        if (p->sum[*at].count == count)
            return 0;
        return coh_fail(err, COH_INPUT,
                        "the same students are counted twice, once as %lld "
                        "and once as %lld",
                        (long long)p->sum[*at].count, (long long)count);
    }
    return append(p, n, copy, count, at, err);
}

int
coh_privacy_add_line(struct coh_privacy_problem *p, size_t total, size_t n,
                     const size_t *part, struct coh_error *err)
{
    size_t *copy;

    if (coh_reserve(&p->line, &p->line_capacity, p->lines + 1, sizeof(*p->line),
                    err))
        return -1;
    copy = coh_arena_alloc(&p->arena, (n ? n : 1) * sizeof(*copy), err);
    if (!copy)
        return -1;
    memcpy(copy, part, n * sizeof(*copy));
    p->line[p->lines++] = (struct coh_privacy_line){total, copy, n};
    return 0;
}

int
coh_privacy_is_primary(const struct coh_privacy_problem *p, size_t sum)
{
    const struct coh_privacy_sum *s = &p->sum[sum];

    if (s->empty)
        return 0;
    if (s->count == 0)
        return p->hide_zeros && !s->aside && !s->known;
    return s->count < p->min_n;
}

/* The walk over the places of a cross and over the cells of one place. */
struct cross {
    struct coh_privacy_problem *p;
    size_t dims;
    const size_t *size;
    const int64_t *count;
    const unsigned char *empty;
    size_t *place; /* of the sum */
    size_t *digit; /* of a cell or part of it */
    size_t *part;
};

/* The next number in a wheel of digits, digit d from `low` to below `high`;
 * returns 0 behind the last. */
static int
turn(size_t dims, size_t *digit, const size_t *place, const size_t *size)
{
    size_t d;

    for (d = dims; d-- > 0;) {
        if (place && place[d] < size[d])
            continue;
        if (++digit[d] < size[d] + !place)
            return 1;
        digit[d] = 0;
    }
    return 0;
}

/* The cells of the sum at `place`, in ascending order. */
static int
add_place(struct cross *x, struct coh_error *err)
{
    size_t d, n = 1, at = 0, number, *cell;
    int64_t count = 0;
    int empty = 1;

    for (d = 0; d < x->dims; d++) {
        n *= x->place[d] == x->size[d] ? x->size[d] : 1;
        x->digit[d] = x->place[d] == x->size[d] ? 0 : x->place[d];
    }
    cell = coh_arena_alloc(&x->p->arena, n * sizeof(*cell), err);
    if (!cell)
        return -1;
    do {
        for (number = 0, d = 0; d < x->dims; d++)
            number = number * x->size[d] + x->digit[d];
        cell[at++] = number;
        count += x->count[number];
        empty = empty && x->empty && x->empty[number];
    } while (turn(x->dims, x->digit, x->place, x->size));
    if (append(x->p, n, cell, count, &at, err))
        return -1;
    x->p->sum[at].empty = empty;
    for (d = 0; d < x->dims && x->place[d] < x->size[d]; d++)
        ;
    if (d < x->dims && !empty) {
        x->p->sum[at].known = count >= x->p->min_n;
        x->p->sum[at].aside = count < x->p->min_n;
    }
    return 0;
}

static size_t
number_of(const struct cross *x)
{
    size_t d, at = 0;

    for (d = 0; d < x->dims; d++)
        at = at * (x->size[d] + 1) + x->place[d];
    return at;
}

/* A margin is made, along each column it runs over, of the next finer sums. */
static int
add_lines(struct cross *x, struct coh_error *err)
{
    size_t d, i, total = number_of(x);

    for (d = 0; d < x->dims; d++) {
        if (x->place[d] < x->size[d])
            continue;
        for (i = 0; i < x->size[d]; i++) {
            x->place[d] = i;
            x->part[i] = number_of(x);
        }
        x->place[d] = x->size[d];
        if (coh_privacy_add_line(x->p, total, x->size[d], x->part, err))
            return -1;
    }
    return 0;
}

/* How many cells; the largest column into *most. */
static int
measure(size_t dims, const size_t *size, size_t *most, struct coh_error *err)
{
    size_t d, all = 1;

    *most = 1;
    for (d = 0; d < dims; d++) {
        if (size[d] == 0)
            return coh_fail(err, COH_INPUT, "a column without any value");
        if (size[d] > SIZE_MAX / 64 / all)
            return coh_fail_memory(err);
        all *= size[d] + 1;
        if (size[d] > *most)
            *most = size[d];
    }
    return dims ? 0 : coh_fail(err, COH_INPUT, "a table without columns");
}

int
coh_privacy_cross(struct coh_privacy_problem *p, size_t dims,
                  const size_t *size, const int64_t *count,
                  const unsigned char *empty, struct coh_error *err)
{
    struct cross x = {p, dims, size, count, empty, NULL, NULL, NULL};
    size_t most;
    int rc = -1;

    if (measure(dims, size, &most, err))
        return -1;
    x.place = coh_alloc_array(dims, sizeof(*x.place), err);
    x.digit = coh_alloc_array(dims, sizeof(*x.digit), err);
    x.part = coh_alloc_array(most, sizeof(*x.part), err);
    if (!x.place || !x.digit || !x.part)
        goto out;
    do {
        if (add_place(&x, err))
            goto out;
    } while (turn(dims, x.place, NULL, size));
    do {
        if (add_lines(&x, err))
            goto out;
    } while (turn(dims, x.place, NULL, size));
    rc = 0;
out:
    coh_free(x.place);
    coh_free(x.digit);
    coh_free(x.part);
    return rc;
}

void
coh_privacy_problem_release(struct coh_privacy_problem *p)
{
    coh_free(p->sum);
    coh_free(p->line);
    coh_arena_release(&p->arena);
    p->sum = NULL;
    p->line = NULL;
    p->n = p->capacity = p->lines = p->line_capacity = p->cells = 0;
}
