/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/random.h"

uint64_t
coh_random_next(struct coh_random *r)
{
    uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

uint64_t
coh_random_below(struct coh_random *r, uint64_t n)
{
    uint64_t limit, x;

    if (n == 0)
        return 0;
    /* Draws above the last full multiple of n would favour small numbers. */
    limit = UINT64_MAX - UINT64_MAX % n;
    do
        x = coh_random_next(r);
    while (x >= limit);
    return x % n;
}
