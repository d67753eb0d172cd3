/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"

#define LONGEST 64

static char
lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t
least(size_t a, size_t b, size_t c)
{
    if (b < a)
        a = b;
    return c < a ? c : a;
}

size_t
coh_nearest_distance(struct coh_span a, struct coh_span b)
{
    size_t row[LONGEST + 1]; /* distances of a's start to starts of b */
    size_t i, k;

    if (a.length > LONGEST)
        a.length = LONGEST;
    if (b.length > LONGEST)
        b.length = LONGEST;
    for (k = 0; k <= b.length; k++)
        row[k] = k;
    for (i = 1; i <= a.length; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (k = 1; k <= b.length; k++) {
            size_t differs = lower(a.bytes[i - 1]) != lower(b.bytes[k - 1]);
            size_t up = row[k];

            row[k] = least(up + 1, row[k - 1] + 1, diagonal + differs);
            diagonal = up;
        }
    }
    return row[b.length];
}
