/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/trend.h"

#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "stat/order.h"

static void
blank(struct coh_trend *t, size_t n, double level)
{
    *t = (struct coh_trend){.n = n, .level = level};
    t->slope = t->error = t->see = t->theil_sen = NAN;
    t->ci.low = t->ci.high = NAN;
}

static int
span_of_days(const struct coh_trend_point *point, size_t n)
{
    coh_date first = n ? point[0].day : 0, last = first;
    size_t i;

    for (i = 1; i < n; i++) {
        first = point[i].day < first ? point[i].day : first;
        last = point[i].day > last ? point[i].day : last;
    }
    return last - first;
}

/* Weeks and scores counted from the first point: equal scores are exact
 * zeros, and no digits cancel in dates that lie years from 1970. */
static void
least_squares(const struct coh_trend_point *point, size_t n,
              struct coh_trend *t)
{
    double mx = 0, my = 0, sxx = 0, sxy = 0, sse = 0, x, y, count = (double)n;
    size_t i;

    for (i = 0; i < n; i++) {
        mx += (point[i].day - point[0].day) / 7.0 / count;
        my += (point[i].score - point[0].score) / count;
    }
    for (i = 0; i < n; i++) {
        x = (point[i].day - point[0].day) / 7.0 - mx;
        y = point[i].score - point[0].score - my;
        sxx += x * x;
        sxy += x * y;
    }
    t->slope = sxy / sxx;
    for (i = 0; i < n; i++) {
        x = (point[i].day - point[0].day) / 7.0 - mx;
        y = point[i].score - point[0].score - my;
        sse += (y - t->slope * x) * (y - t->slope * x);
    }
    t->see = sqrt(sse / (count - 2));
    t->error = t->see / sqrt(sxx);
}

/* Is what is left beside the line no more than rounding? */
static int
on_a_line(const struct coh_trend_point *point, size_t n,
          const struct coh_trend *t)
{
    double most = 0;
    size_t i;

    for (i = 0; i < n; i++)
        most = fmax(most, fabs(point[i].score));
    return t->see <= 1e-12 * most;
}

static int
theil_sen(const struct coh_trend_point *point, size_t n, struct coh_trend *t,
          struct coh_error *err)
{
    double *slope;
    size_t i, j, pairs = 0;

    if (n > COH_TREND_PAIRED)
        return 0;
    slope = coh_alloc_array(n * (n - 1) / 2, sizeof(*slope), err);
    if (!slope)
        return -1;
    for (i = 0; i < n; i++)
        for (j = i + 1; j < n; j++)
            if (point[i].day != point[j].day)
                slope[pairs++] = 7 * (point[j].score - point[i].score) /
                                 (point[j].day - point[i].day);
    coh_order_doubles(slope, pairs);
    t->theil_sen = coh_order_quantile(slope, pairs, 0.5);
    coh_free(slope);
    return 0;
}

int
coh_trend_fit(const struct coh_trend_point *point, size_t n, double level,
              struct coh_trend *t, struct coh_error *err)
{
    double critical;

    blank(t, n, level);
    t->days = span_of_days(point, n);
    if (n < 3)
        return coh_fail(err, COH_INPUT, "fewer than 3 points: no slope");
    if (t->days == 0)
        return coh_fail(err, COH_INPUT, "all points on one day: no slope");
    if (coh_interval_student((double)n - 2, level, &critical, err))
        return -1;
    least_squares(point, n, t);
    if (!isfinite(t->slope) || !isfinite(t->error)) {
        n = t->n;
        blank(t, n, level);
        t->days = span_of_days(point, n);
        return coh_fail(err, COH_INPUT, "scores too large: no slope");
    }
    if (!on_a_line(point, n, t)) {
        t->ci.low = t->slope - critical * t->error;
        t->ci.high = t->slope + critical * t->error;
    }
    return theil_sen(point, n, t, err);
}

enum coh_trend_flag
coh_trend_flag(const struct coh_trend *t)
{
    if (t->n < COH_TREND_ENOUGH || isnan(t->slope))
        return COH_TREND_NOT_ENOUGH;
    if (t->ci.high < 0)
        return COH_TREND_FALLING;
    if (t->ci.low > 0)
        return COH_TREND_RISING;
    return COH_TREND_CANNOT_TELL;
}

const char *
coh_trend_flag_name(enum coh_trend_flag flag)
{
    switch (flag) {
    case COH_TREND_CANNOT_TELL:
        return "cannot tell";
    case COH_TREND_FALLING:
        return "falling";
    case COH_TREND_RISING:
        return "rising";
    default:
        return "not enough data";
    }
}

static int
not_enough(const struct coh_trend *t, struct coh_text *out,
           struct coh_error *err)
{
    const char *plural = t->n == 1 ? "" : "s";

    if (t->n >= COH_TREND_ENOUGH)
        return coh_text_format(out, err,
                               t->days ? "%zu probe%s: too large"
                                       : "%zu probe%s, all on one "
                                         "day",
                               t->n, plural);
    return coh_text_format(out, err, "%zu probe%s: a trend needs at least %d",
                           t->n, plural, COH_TREND_ENOUGH);
}

/* How many decimals tell the slope and its limits from 0. */
static int
decimals(const struct coh_trend *t)
{
    double least = fmin(fabs(t->ci.low), fabs(t->ci.high));
    int digits = 1;

    if (isnan(least))
        least = fabs(t->slope);
    while (digits < 6 && least > 0 && least * pow(10, digits) < 0.5)
        digits++;
    return digits;
}

static int
direction(const struct coh_trend *t, const char *unit, struct coh_text *out,
          struct coh_error *err)
{
    enum coh_trend_flag flag = coh_trend_flag(t);
    char size[COH_NUMBER_SIZE];
    const char *sign;

    coh_double_fixed(fabs(t->slope), decimals(t), size);
    if (isnan(t->ci.low) && t->slope == 0)
        return coh_text_add_string(out, "no change", err);
    if (isnan(t->ci.low))
        return coh_text_format(out, err, "%s %s %s a week in a straight line",
                               t->slope < 0 ? "fell" : "rose", size, unit);
    if (flag == COH_TREND_FALLING)
        return coh_text_format(out, err, "fell %s %s a week", size, unit);
    if (flag == COH_TREND_RISING)
        return coh_text_format(out, err, "rose %s %s a week", size, unit);
    sign = size[strspn(size, "0.")] == '\0' ? "" : t->slope < 0 ? "-" : "+";
    return coh_text_format(out, err,
                           "%s%s %s a week could be chance: no clear rise or "
                           "fall",
                           sign, size, unit);
}

int
coh_trend_reason(const struct coh_trend *t, const char *unit,
                 struct coh_text *out, struct coh_error *err)
{
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];
    int weeks = (t->days + 3) / 7;

    if (coh_trend_flag(t) == COH_TREND_NOT_ENOUGH)
        return not_enough(t, out, err);
    if (direction(t, unit ? unit : "points", out, err))
        return -1;
    if (weeks < 2 ? coh_text_format(out, err, " over %d day%s", t->days,
                                    t->days == 1 ? "" : "s")
                  : coh_text_format(out, err, " over %d weeks", weeks))
        return -1;
    if (isnan(t->ci.low)
            ? coh_text_format(out, err,
                              " (%zu probes with no spread: no interval)", t->n)
            : coh_text_format(
                  out, err, " (%zu probes; %g %% interval %s to %s)", t->n,
                  100 * t->level, coh_double_fixed(t->ci.low, decimals(t), low),
                  coh_double_fixed(t->ci.high, decimals(t), high)))
        return -1;
    if (t->n < COH_TREND_GOOD)
        return coh_text_format(out, err,
                               "; for low-stakes decisions only, under %d "
                               "probes",
                               COH_TREND_GOOD);
    return 0;
}
