/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/trend.h"

#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "stat/theil-sen.h"

static void
blank(struct coh_trend *t, size_t n, double level)
{
    *t = (struct coh_trend){.n = n, .level = level, .days_in_week = 7};
    t->slope = t->error = t->see = t->lag1 = t->theil_sen = NAN;
    t->ci.low = t->ci.high = NAN;
    t->theil_sen_ci = t->ci;
    t->centre = t->height = t->sxx = NAN;
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

static double
week_of(const struct coh_trend *t, const struct coh_trend_point *point)
{
    return (double)(point->day - t->origin) / t->days_in_week;
}

/* What is left of the scores beside the line, in the order given. */
static void
residuals(const struct coh_trend_point *point, struct coh_trend *t, double mean)
{
    double sse = 0, next = 0, before = 0, e;
    size_t i;

    for (i = 0; i < t->n; i++) {
        e = point[i].score - point[0].score - mean -
            t->slope * (week_of(t, &point[i]) - t->centre);
        next += i ? before * e : 0;
        sse += e * e;
        before = e;
    }
    t->see = sqrt(sse / ((double)t->n - 2));
    t->error = t->see / sqrt(t->sxx);
    t->lag1 = sse > 0 ? next / sse : NAN;
}

/* Weeks and scores counted from the first point: equal scores are exact
 * zeros, and no digits cancel in dates that lie years from 1970. */
static void
least_squares(const struct coh_trend_point *point, struct coh_trend *t)
{
    double mean = 0, sxy = 0, x, count = (double)t->n;
    size_t i;

    t->centre = t->sxx = 0;
    for (i = 0; i < t->n; i++) {
        t->centre += week_of(t, &point[i]) / count;
        mean += (point[i].score - point[0].score) / count;
    }
    for (i = 0; i < t->n; i++) {
        x = week_of(t, &point[i]) - t->centre;
        t->sxx += x * x;
        sxy += x * (point[i].score - point[0].score - mean);
    }
    t->slope = sxy / t->sxx;
    t->height = point[0].score + mean;
    residuals(point, t, mean);
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

int
coh_trend_fit_weeks(const struct coh_trend_point *point, size_t n,
                    int days_in_week, double level, struct coh_trend *t,
                    struct coh_error *err)
{
    double critical;
    int days = span_of_days(point, n);

    blank(t, n, level);
    t->days = days;
    t->days_in_week = days_in_week;
    if (n < 3)
        return coh_fail(err, COH_INPUT, "fewer than 3 points: no slope");
    if (t->days == 0)
        return coh_fail(err, COH_INPUT, "all points on one day: no slope");
    if (coh_interval_student((double)n - 2, level, &critical, err))
        return -1;
    t->origin = point[0].day;
    least_squares(point, t);
    if (!isfinite(t->slope) || !isfinite(t->error)) {
        blank(t, n, level);
        t->days = days;
        return coh_fail(err, COH_INPUT, "scores too large: no slope");
    }
    if (on_a_line(point, n, t))
        t->lag1 = NAN;
    else {
        t->ci.low = t->slope - critical * t->error;
        t->ci.high = t->slope + critical * t->error;
    }
    return coh_theil_sen_fit(point, n, days_in_week, level, &t->theil_sen,
                             &t->theil_sen_ci, err);
}

int
coh_trend_fit(const struct coh_trend_point *point, size_t n, double level,
              struct coh_trend *t, struct coh_error *err)
{
    return coh_trend_fit_weeks(point, n, 7, level, t, err);
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

static const char *
week_word(const struct coh_trend *t)
{
    return t->days_in_week == 7 ? "week" : "school week";
}

static int
direction(const struct coh_trend *t, const char *unit, struct coh_text *out,
          struct coh_error *err)
{
    enum coh_trend_flag flag = coh_trend_flag(t);
    char size[COH_NUMBER_SIZE];
    const char *sign, *week = week_word(t);

    coh_double_fixed(fabs(t->slope), decimals(t), size);
    if (isnan(t->ci.low) && t->slope == 0)
        return coh_text_add_string(out, "no change", err);
    if (isnan(t->ci.low))
        return coh_text_format(out, err, "%s %s %s a %s in a straight line",
                               t->slope < 0 ? "fell" : "rose", size, unit,
                               week);
    if (flag == COH_TREND_FALLING)
        return coh_text_format(out, err, "fell %s %s a %s", size, unit, week);
    if (flag == COH_TREND_RISING)
        return coh_text_format(out, err, "rose %s %s a %s", size, unit, week);
    sign = size[strspn(size, "0.")] == '\0' ? "" : t->slope < 0 ? "-" : "+";
    return coh_text_format(out, err,
                           "%s%s %s a %s could be chance: no clear rise or "
                           "fall",
                           sign, size, unit, week);
}

static int
how_long(const struct coh_trend *t, struct coh_text *out, struct coh_error *err)
{
    int weeks = (t->days + t->days_in_week / 2) / t->days_in_week;

    if (weeks >= 2)
        return coh_text_format(out, err, " over %d %ss", weeks, week_word(t));
    return coh_text_format(out, err, " over %d %sday%s", t->days,
                           t->days_in_week == 7 ? "" : "school ",
                           t->days == 1 ? "" : "s");
}

int
coh_trend_reason(const struct coh_trend *t, const char *unit,
                 struct coh_text *out, struct coh_error *err)
{
    char low[COH_NUMBER_SIZE], high[COH_NUMBER_SIZE];

    if (coh_trend_flag(t) == COH_TREND_NOT_ENOUGH)
        return not_enough(t, out, err);
    if (direction(t, unit ? unit : "points", out, err))
        return -1;
    if (how_long(t, out, err))
        return -1;
    if (isnan(t->ci.low)
            ? coh_text_format(out, err,
                              " (%zu probes with no spread: no interval)", t->n)
            : coh_text_format(
                  out, err, " (%zu probes; %.12g %% interval %s to %s)", t->n,
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
