/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/axis.h"

#include <math.h>
#include <stdio.h>

#include "stat/order.h"

enum { BINS_MOST = 60, WHOLE_SPAN = 20 };

double
coh_axis_round(double x)
{
    double power = pow(10, floor(log10(x)));
    double part = x / power;

    /* A hair of rounding must not make 2 of 1. */
    part *= 1 - 1e-9;
    return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
}

void
coh_axis_fit(struct coh_axis *a, double low, double high, double marks,
             int whole)
{
    double range = high - low;

    if (!(range > 0))
        range = fabs(low) > 1 ? fabs(low) * 0.1 : 1;
    a->step = coh_axis_round(range / marks / 1.5);
    if (whole && a->step < 1)
        a->step = 1;
    a->low = floor(low / a->step + 1e-9) * a->step;
    a->high = ceil(high / a->step - 1e-9) * a->step;
    if (!(a->high > a->low)) {
        a->low -= a->step;
        a->high += a->step;
    }
    a->decimals = 0;
    if (a->step < 1)
        a->decimals = (int)ceil(-log10(a->step) - 1e-9);
}

double
coh_axis_bin(const double *x, size_t n, int whole)
{
    double range = x[n - 1] - x[0], width;

    if (!(range > 0))
        return whole || fabs(x[0]) > 1 ? 1 : 0.1;
    if (whole && range <= WHOLE_SPAN)
        return 1;
    width = 2 *
            (coh_order_quantile(x, n, 0.75) - coh_order_quantile(x, n, 0.25)) /
            cbrt((double)n);
    if (!(width > 0))
        width = range / (log2((double)n) + 1);
    /* Between 1, 2, 5 and 10 the nearest counts in proportion. */
    width = coh_axis_round(width / 1.5);
    while (range / width > BINS_MOST)
        width = coh_axis_round(width * 1.01);
    return whole && width < 1 ? 1 : width;
}

static void
date_text(struct coh_axis_date *mark, const char *const names[12], int with_day,
          int with_year)
{
    struct coh_date_parts p = coh_date_split(mark->day);
    const char *month = names[p.month - 1];

    if (with_day)
        snprintf(mark->text, sizeof(mark->text), "%d %s", p.day, month);
    else if (with_year)
        snprintf(mark->text, sizeof(mark->text), "%s %d", month, p.year);
    else
        snprintf(mark->text, sizeof(mark->text), "%s", month);
}

const char *
coh_axis_day(coh_date day, const char *const month[12],
             char out[COH_AXIS_DATE_SIZE])
{
    struct coh_date_parts p = coh_date_split(day);

    snprintf(out, COH_AXIS_DATE_SIZE, "%d %s %d", p.day, month[p.month - 1],
             p.year);
    return out;
}

static size_t
weeks(coh_date first, coh_date last, size_t most, const char *const month[12],
      struct coh_axis_date *mark)
{
    coh_date day = coh_date_monday(first + 6);
    int step = 7;
    size_t n = 0;

    while ((size_t)((last - day) / step) + 1 > most)
        step += 7;
    for (; day <= last && n < most; day += step) {
        mark[n].day = day;
        date_text(&mark[n++], month, 1, 0);
    }
    return n;
}

static size_t
firsts(coh_date first, coh_date last, size_t most, const char *const month[12],
       struct coh_axis_date *mark)
{
    static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 600};
    struct coh_date_parts p = coh_date_split(first), q = coh_date_split(last);
    int all = (q.year - p.year) * 12 + q.month - p.month, k = 0, m;
    size_t n = 0;

    while ((size_t)(all / steps[k]) + 1 > most && k < 8)
        k++;
    m = p.year * 12 + p.month - 1;
    if (p.day > 1)
        m++;
    m += (steps[k] - m % steps[k]) % steps[k];
    for (; n < most; m += steps[k]) {
        struct coh_date_parts d = {m / 12, m % 12 + 1, 1};

        if (coh_date_from(d, &mark[n].day) || mark[n].day > last)
            break;
        date_text(&mark[n], month, 0, n == 0 || d.month == 1 || steps[k] >= 12);
        n++;
    }
    return n;
}

size_t
coh_axis_dates(coh_date first, coh_date last, size_t most,
               const char *const month[12], struct coh_axis_date *mark)
{
    size_t n = last - first <= 70 ? weeks(first, last, most, month, mark)
                                  : firsts(first, last, most, month, mark);

    if (n)
        return n;
    mark[0].day = first;
    date_text(&mark[0], month, 1, 0);
    return 1;
}

void
coh_axis_spread(double *at, size_t n, double gap, double low, double high)
{
    double last = n > 1 ? gap * (double)(n - 1) : 0, mean, before;
    size_t i, k, start;

    if (last > high - low) {
        last = high - low;
        gap = last / (double)(n - 1);
    }
    for (i = 0; i < n; i++)
        at[i] -= gap * (double)i;
    /* Pool adjacent violators: a block takes in the block (of equal values)
     * before it as long as that one stands further on, and becomes the mean. */
    for (i = 0; i < n; i++) {
        mean = at[i];
        for (start = i; start > 0 && at[start - 1] > mean; start = k) {
            before = at[start - 1];
            for (k = start - 1; k > 0 && at[k - 1] == before; k--)
                ;
            mean = (mean * (double)(i - start + 1) +
                    before * (double)(start - k)) /
                   (double)(i - k + 1);
        }
        for (k = start; k <= i; k++)
            at[k] = mean;
    }
    for (i = 0; i < n; i++)
        at[i] = fmin(fmax(at[i], low), high - last) + gap * (double)i;
}
