/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/adjust.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

struct entry {
    double p;
    size_t at;
};

static int
ascending(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    return (x->p > y->p) - (x->p < y->p);
}

/* The m values that are none, sorted; *adjusted of the others is NAN. */
static int
sort(const double *p, size_t n, double *adjusted, struct entry **entry,
     size_t *m, struct coh_error *err)
{
    size_t i;

    *m = 0;
    *entry = coh_alloc_array(n, sizeof(**entry), err);
    if (!*entry)
        return -1;
    for (i = 0; i < n; i++) {
        if (isnan(p[i]))
            adjusted[i] = NAN;
        else
            (*entry)[(*m)++] = (struct entry){p[i], i};
    }
    if (*m)
        qsort(*entry, *m, sizeof(**entry), ascending);
    return 0;
}

int
coh_adjust_holm(const double *p, size_t n, double *adjusted,
                struct coh_error *err)
{
    struct entry *entry;
    double least = 0;
    size_t i, m;

    if (sort(p, n, adjusted, &entry, &m, err))
        return -1;
    for (i = 0; i < m; i++) {
        least = fmax(least, fmin(1, (double)(m - i) * entry[i].p));
        adjusted[entry[i].at] = least;
    }
    coh_free(entry);
    return 0;
}

int
coh_adjust_bh(const double *p, size_t n, double *adjusted,
              struct coh_error *err)
{
    struct entry *entry;
    double most = 1;
    size_t i, m;

    if (sort(p, n, adjusted, &entry, &m, err))
        return -1;
    for (i = m; i-- > 0;) {
        most = fmin(most, (double)m * entry[i].p / (double)(i + 1));
        adjusted[entry[i].at] = most;
    }
    coh_free(entry);
    return 0;
}
