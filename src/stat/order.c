/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* The same order as the values have, in unsigned numbers. */
static uint64_t
key(int64_t x)
{
    return (uint64_t)x ^ (UINT64_C(1) << 63);
}

/* One pass: `from` into `to`, stable, by the byte at `shift`. */
static void
scatter(const int64_t *from, int64_t *to, size_t n, int shift)
{
    size_t place[257] = {0};
    size_t i;

    for (i = 0; i < n; i++)
        place[(key(from[i]) >> shift & 255) + 1]++;
    for (i = 1; i < 257; i++)
        place[i] += place[i - 1];
    for (i = 0; i < n; i++)
        to[place[key(from[i]) >> shift & 255]++] = from[i];
}

int
coh_order_integers(int64_t *x, size_t n, struct coh_error *err)
{
    int64_t *other, *from = x, *to, *swap;
    uint64_t differ = 0;
    size_t i;
    int shift;

    for (i = 1; i < n; i++)
        differ |= key(x[i]) ^ key(x[0]);
    if (!differ)
        return 0;
    other = coh_alloc_array(n, sizeof(*other), err);
    if (!other)
        return -1;
    to = other;
    for (shift = 0; shift < 64; shift += 8) {
        if (!(differ >> shift & 255))
            continue;
        scatter(from, to, n, shift);
        swap = from;
        from = to;
        to = swap;
    }
    if (from != x)
        memcpy(x, from, n * sizeof(*x));
    coh_free(other);
    return 0;
}

static int
compare_doubles(const void *a, const void *b)
{
    double x, y;

    memcpy(&x, a, sizeof(x));
    memcpy(&y, b, sizeof(y));
    return (x > y) - (x < y);
}

void
coh_order_doubles(double *x, size_t n)
{
    if (n > 1)
        qsort(x, n, sizeof(*x), compare_doubles);
}

double
coh_order_quantile(const double *x, size_t n, double p)
{
    double h, part;
    size_t i;

    if (n == 0 || !(p >= 0 && p <= 1))
        return NAN;
    h = (double)(n - 1) * p;
    i = (size_t)floor(h);
    part = h - (double)i;
    if (part == 0)
        return x[i];
    return (1 - part) * x[i] + part * x[i + 1];
}
