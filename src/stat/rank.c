/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/rank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/order.h"

struct size {
    double size;
    int positive;
};

static int
by_size(const void *a, const void *b)
{
    const struct size *x = a, *y = b;

    return (x->size > y->size) - (x->size < y->size);
}

/* Twice the ranks of n sizes, so that shared ones are whole numbers. */
static void
rank_twice(const struct size *s, size_t n, size_t *twice)
{
    size_t i, k, end;

    for (i = 0; i < n; i = end) {
        for (end = i + 1; end < n && s[end].size == s[i].size; end++)
            ;
        /* Ranks i + 1 to end: twice their mean. */
        for (k = i; k < end; k++)
            twice[k] = i + 1 + end;
    }
}

/* The chance of each sum of twice the ranks, when every sign is as likely:
 * chance[0] to chance[n(n + 1)]. The caller frees it. */
static double *
distribution(const size_t *twice, size_t n, struct coh_error *err)
{
    size_t top = n * (n + 1), reached = 0, i, k;
    double *chance = coh_alloc_array(top + 1, sizeof(*chance), err);

    if (!chance)
        return NULL;
    chance[0] = 1;
    for (i = 0; i < n; i++) {
        reached += twice[i];
        for (k = reached + 1; k-- > 0;)
            chance[k] =
                (chance[k] + (k >= twice[i] ? chance[k - twice[i]] : 0)) / 2;
    }
    return chance;
}

static int
test(struct size *s, size_t n, struct coh_rank *out, struct coh_error *err)
{
    size_t *twice = coh_alloc_array(n, sizeof(*twice), err), i, v = 0;
    double *chance = NULL, below = 0, above = 0;
    int rc = -1;

    if (!twice)
        return -1;
    qsort(s, n, sizeof(*s), by_size);
    rank_twice(s, n, twice);
    for (i = 0; i < n; i++)
        v += s[i].positive ? twice[i] : 0;
    chance = distribution(twice, n, err);
    if (!chance)
        goto out;
    for (i = 0; i <= v; i++)
        below += chance[i];
    for (i = v; i <= n * (n + 1); i++)
        above += chance[i];
    out->v = (double)v / 2;
    out->p = fmin(1, 2 * fmin(below, above));
    rc = 0;
out:
    coh_free(chance);
    coh_free(twice);
    return rc;
}

/* How many of the sorted means to leave out at either end; 0: there is no
 * interval at this level. */
static int
cut_off(size_t n, double level, size_t *off, struct coh_error *err)
{
    size_t *twice = coh_alloc_array(n, sizeof(*twice), err), i;
    double *chance, below = 0;

    if (!twice)
        return -1;
    for (i = 0; i < n; i++)
        twice[i] = 2 * (i + 1);
    chance = distribution(twice, n, err);
    coh_free(twice);
    if (!chance)
        return -1;
    *off = 0;
    for (i = 0; i <= n * (n + 1); i += 2) {
        below += chance[i];
        if (below > (1 - level) / 2)
            break;
        *off = i / 2 + 1;
    }
    coh_free(chance);
    return 0;
}

static int
estimate(const double *x, size_t n, double level, struct coh_rank *out,
         struct coh_error *err)
{
    size_t means = n * (n + 1) / 2, i, k, m = 0, off;
    double *mean = coh_alloc_array(means, sizeof(*mean), err);

    if (!mean || cut_off(n, level, &off, err)) {
        coh_free(mean);
        return -1;
    }
    for (i = 0; i < n; i++)
        for (k = i; k < n; k++)
            mean[m++] = (x[i] + x[k]) / 2;
    coh_order_doubles(mean, means);
    out->shift = coh_order_quantile(mean, means, 0.5);
    if (off) {
        out->ci.low = mean[off - 1];
        out->ci.high = mean[means - off];
    }
    coh_free(mean);
    return 0;
}

int
coh_rank_signed(const struct coh_sample *change, double level,
                struct coh_rank *out, struct coh_error *err)
{
    struct size *s = NULL;
    double *x = NULL;
    size_t i;
    int rc = -1;

    *out =
        (struct coh_rank){.v = NAN, .p = NAN, .shift = NAN, .ci = {NAN, NAN}};
    if (change->n > COH_RANK_MOST)
        return coh_fail(err, COH_INPUT, "more than %d changes: no exact test",
                        COH_RANK_MOST);
    x = coh_alloc_array(change->n, sizeof(*x), err);
    s = coh_alloc_array(change->n, sizeof(*s), err);
    if (!x || !s)
        goto out;
    coh_sample_doubles(change, x);
    for (i = 0; i < change->n; i++)
        if (x[i] != 0)
            s[out->n++] = (struct size){fabs(x[i]), x[i] > 0};
    if (!out->n) {
        coh_fail(err, COH_INPUT, "nobody changed: no signed-rank test");
        goto out;
    }
    rc = test(s, out->n, out, err) || estimate(x, change->n, level, out, err)
             ? -1
             : 0;
out:
    coh_free(x);
    coh_free(s);
    return rc;
}
