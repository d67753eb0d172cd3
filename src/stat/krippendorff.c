/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/krippendorff.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

static int
upwards(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return (x > y) - (x < y);
}

/* Σ over equal codes of c (c − 1), of `n` codes in order. */
static double
equal_pairs(const int *sorted, size_t n)
{
    size_t i, run;
    double pairs = 0;

    for (i = 0; i < n; i += run) {
        for (run = 1; i + run < n && sorted[i + run] == sorted[i]; run++)
            ;
        pairs += (double)run * (double)(run - 1);
    }
    return pairs;
}

int
coh_krippendorff_nominal(const int *code, size_t units, size_t raters,
                         struct coh_krippendorff *k, struct coh_error *err)
{
    int *all = coh_alloc_array(units, raters * sizeof(*all), err);
    size_t u, r, n = 0, m;
    double agree = 0, expected;

    *k = (struct coh_krippendorff){.agreement = NAN, .alpha = NAN};
    if (!all)
        return -1;
    for (u = 0; u < units; u++) {
        for (r = 0, m = 0; r < raters; r++)
            if (code[u * raters + r] >= 0)
                all[n + m++] = code[u * raters + r];
        if (m < 2)
            continue;
        qsort(all + n, m, sizeof(*all), upwards);
        agree += equal_pairs(all + n, m) / (double)(m - 1);
        n += m;
        k->units++;
    }
    k->pairable = n;
    if (n) {
        qsort(all, n, sizeof(*all), upwards);
        expected = equal_pairs(all, n) / (double)(n - 1);
        k->agreement = agree / (double)n;
        /* One code throughout leaves nothing that chance could have got
         * wrong: 0/0. */
        k->alpha = 1 - ((double)n - agree) / ((double)n - expected);
    }
    coh_free(all);
    return 0;
}
