/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bands cut by halves, beside the plain recursion over all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "group/band.h"

#define N 26
#define K 6
#define F 4

struct best {
    int64_t tied, cost; /* cost −1: cannot be done */
};

/* Students of value [from, to) whose equals the cut before `to` parts. */
static int64_t
parted(const int64_t *value, size_t n, size_t from, size_t to)
{
    size_t start = to, end = to;

    while (start > 0 && to < n && value[start - 1] == value[to])
        start--;
    while (end < n && value[end] == value[to])
        end++;
    return start < to && start >= from ? (int64_t)(end - start) : 0;
}

static int64_t
squares(const int64_t *value, size_t from, size_t to)
{
    int64_t n = (int64_t)(to - from), s = 0, q = 0;

    for (; from < to; from++) {
        s += value[from];
        q += value[from] * value[from];
    }
    return n ? (n * q - s * s) / n : 0;
}

/* Groups from g on, values from j on, `left` fillers still to use. */
static struct best
plain(const struct coh_group_band *b, int ties, size_t g, size_t j, size_t left,
      struct best seen[K + 1][N + 1][F + 1])
{
    struct best *best = &seen[g][j][left], c;
    size_t f, lack;

    if (best->tied >= 0)
        return *best;
    *best = (struct best){0, -1};
    if (g == b->k) {
        best->cost = j == b->n ? 0 : -1;
        return *best;
    }
    for (f = 0; f <= b->max[g] && j + f <= b->n; f++) {
        lack = f < b->min[g] ? b->min[g] - f : 0;
        if (lack > left)
            continue;
        c = plain(b, ties, g + 1, j + f, left - lack, seen);
        if (c.cost < 0)
            continue;
        c.cost += squares(b->value, j, j + f);
        c.tied += ties ? parted(b->value, b->n, j, j + f) : 0;
        if (best->cost < 0 || c.tied < best->tied ||
            (c.tied == best->tied && c.cost < best->cost))
            *best = c;
    }
    return *best;
}

static void
draw(struct coh_group_band *b, struct coh_random *r)
{
    size_t k = 1 + coh_random_below(r, K), n = coh_random_below(r, N + 1), i, j;
    size_t kinds = 1 + coh_random_below(r, 8);
    int64_t x;

    assert_int_equal(
        coh_group_band_init(b, k, n, coh_random_below(r, F + 1), NULL), 0);
    for (i = 0; i < n; i++) {
        x = 3 * (int64_t)coh_random_below(r, kinds);
        for (j = i; j > 0 && b->value[j - 1] > x; j--)
            b->value[j] = b->value[j - 1];
        b->value[j] = x;
    }
    for (i = 0; i < k; i++) {
        b->min[i] = coh_random_below(r, 5);
        b->max[i] = b->min[i] + coh_random_below(r, 9);
        if (coh_random_below(r, 5) == 0)
            b->max[i] = N + F;
    }
    coh_group_band_ready(b);
}

/* Do the sizes that were read back come to this cost? */
static void
check_sizes(const struct coh_group_band *b, int ties, const size_t *take,
            const size_t *fill, const struct best *best)
{
    int64_t tied = 0, cost = 0;
    size_t g, j = 0, filled = 0;

    for (g = 0; g < b->k; g++) {
        assert_true(take[g] + fill[g] >= b->min[g]);
        assert_true(take[g] + fill[g] <= b->max[g]);
        cost += squares(b->value, j, j + take[g]);
        tied += ties ? parted(b->value, b->n, j, j + take[g]) : 0;
        j += take[g];
        filled += fill[g];
    }
    assert_int_equal(j, b->n);
    assert_int_equal(filled, b->fillers);
    assert_int_equal(tied, best->tied);
    assert_int_equal(cost, best->cost);
}

static void
bands_are_those_of_the_plain_recursion(void **state)
{
    static struct best seen[K + 1][N + 1][F + 1];
    struct coh_random r = {.state = 8};
    struct coh_group_band b;
    size_t i, g, room, take[K], fill[K], possible = 0;
    struct best best;
    int64_t cost;
    int ties;

    (void)state;
    for (i = 0; i < 6000; i++) {
        draw(&b, &r);
        ties = (int)(i % 2);
        memset(seen, -1, sizeof(seen));
        best = plain(&b, ties, 0, 0, b.fillers, seen);
        /* Fillers beyond the least sizes need a place, too. */
        for (room = g = 0; g < b.k; g++)
            room += b.max[g];
        if (room < b.n + b.fillers)
            best.cost = -1;
        assert_int_equal(
            coh_group_band_solve(&b, ties, &cost, take, fill, NULL), 0);
        assert_int_equal(cost, best.cost);
        if (cost >= 0) {
            check_sizes(&b, ties, take, fill, &best);
            possible++;
        }
        coh_group_band_release(&b);
    }
    assert_true(possible > 1500);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_are_those_of_the_plain_recursion),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
