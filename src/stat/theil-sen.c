/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/theil-sen.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "stat/order.h"

/* One point more: any of its `i` places puts 0 to i − 1 pairs out of order,
 * all equally likely. */
static void
one_more(double *p, const double *before, size_t i)
{
    size_t most = i * (i - 1) / 2, least = (i - 1) * (i - 2) / 2, q;
    double sum = 0;

    for (q = 0; q <= most; q++) {
        sum += q <= least ? before[q] : 0;
        sum -= q >= i && q - i <= least ? before[q - i] : 0;
        p[q] = sum / (double)i;
    }
}

int
coh_theil_sen_rank(size_t n, double level, long *k, double *tail,
                   struct coh_error *err)
{
    size_t most = n < 2 ? 0 : n * (n - 1) / 2, i;
    double *all = coh_alloc_array(2 * (most + 1), sizeof(*all), err);
    double *p = all, *before, *t, sum = 0;

    *k = -1;
    *tail = 0;
    if (!all)
        return -1;
    before = p + most + 1;
    p[0] = 1;
    for (i = 2; i <= n; i++) {
        t = before, before = p, p = t;
        one_more(p, before, i);
    }
    for (i = 0; i <= most; i++) {
        sum += p[i];
        /* Ranks at which the tail is the asked one but for rounding count. */
        if (sum > (1 - level) / 2 + 1e-14)
            break;
        *k = (long)i;
        *tail = sum;
    }
    coh_free(all);
    return 0;
}

static int
by_day(const void *a, const void *b)
{
    coh_date x = *(const coh_date *)a, y = *(const coh_date *)b;

    return (x > y) - (x < y);
}

/* n(n − 1)(2n + 5) less the same of each set of points that share a day. */
static int
variance(const struct coh_trend_point *point, size_t n, double *v, int *shared,
         struct coh_error *err)
{
    coh_date *day = coh_alloc_array(n, sizeof(*day), err);
    size_t i, run;
    double c = (double)n;

    if (!day)
        return -1;
    for (i = 0; i < n; i++)
        day[i] = point[i].day;
    qsort(day, n, sizeof(*day), by_day);
    *v = c * (c - 1) * (2 * c + 5);
    *shared = 0;
    for (i = 0; i < n; i += run) {
        for (run = 1; i + run < n && day[i + run] == day[i]; run++)
            *shared = 1;
        c = (double)run;
        *v -= c * (c - 1) * (2 * c + 5);
    }
    *v /= 18;
    coh_free(day);
    return 0;
}

static int
interval(const struct coh_trend_point *point, size_t n, const double *slope,
         size_t pairs, double level, struct coh_interval *ci,
         struct coh_error *err)
{
    double v, tail;
    int shared;
    long k;

    if (variance(point, n, &v, &shared, err))
        return -1;
    if (!shared && n <= COH_THEIL_SEN_EXACT) {
        if (coh_theil_sen_rank(n, level, &k, &tail, err))
            return -1;
    } else
        k = (long)floor(((double)pairs -
                         gsl_cdf_ugaussian_Qinv((1 - level) / 2) * sqrt(v)) /
                        2) -
            1;
    if (k < 0)
        return 0;
    ci->low = slope[k];
    ci->high = slope[pairs - 1 - (size_t)k];
    return 0;
}

int
coh_theil_sen_fit(const struct coh_trend_point *point, size_t n,
                  int days_in_week, double level, double *slope,
                  struct coh_interval *ci, struct coh_error *err)
{
    double *all;
    size_t i, j, pairs = 0;
    int rc = 0;

    *slope = ci->low = ci->high = NAN;
    if (n < 2 || n > COH_THEIL_SEN_PAIRED)
        return 0;
    all = coh_alloc_array(n * (n - 1) / 2, sizeof(*all), err);
    if (!all)
        return -1;
    for (i = 0; i < n; i++)
        for (j = i + 1; j < n; j++)
            if (point[i].day != point[j].day)
                all[pairs++] = days_in_week *
                               (point[j].score - point[i].score) /
                               (point[j].day - point[i].day);
    coh_order_doubles(all, pairs);
    *slope = coh_order_quantile(all, pairs, 0.5);
    if (pairs)
        rc = interval(point, n, all, pairs, level, ci, err);
    coh_free(all);
    return rc;
}
