/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_TREND_H
#define COH_STAT_TREND_H

#include <stddef.h>

#include "base/date.h"
#include "base/text.h"
#include "stat/interval.h"

/*
 * Trend: how fast one student's scores change, how sure that is, and what a
 * teacher may say of it.
 *
 *     struct coh_trend t;
 *     if (coh_trend_fit(point, n, 0.95, &t, &why) && why.code == COH_SYSTEM)
 *         return -1;
 *     flag = coh_trend_flag(&t);
 *     coh_trend_reason(&t, unit, &text, err);
 *
 * Slopes are units of the score per calendar week of seven days, unless the
 * caller counts school days and says that five of them are a week. What is
 * not defined is NAN, which is printed as a blank. GSL's error handler must be
 * off.
 */

struct coh_trend_point {
    coh_date day;
    double score;
};

struct coh_trend {
    size_t n;
    int days; /* from the first to the last point */
    double level;
    double slope;           /* ordinary least squares */
    struct coh_interval ci; /* of the slope: slope ± t·error, n − 2 df */
    double error;           /* standard error of the slope, SEE/√Sxx */
    double see;             /* standard error of estimate, √(SSE/(n − 2)) */
    double lag1;      /* Σe_i·e_{i+1}/Σe² of the residuals, as given */
    double theil_sen; /* median of the slopes of all pairs */
    struct coh_interval theil_sen_ci; /* of stat/theil-sen.h */

    /* The line goes through (centre, height): what a band around it needs. */
    int days_in_week;
    coh_date origin;       /* the first point's day; weeks count from it */
    double centre, height; /* mean week and mean score */
    double sxx;            /* Σ(week − centre)² */
};

/* Fewest points for a flag, and for a decision that matters: Christ,
 * Zopluoglu, Long and Monaghen, Exceptional Children 78 (2012), find that at
 * least 14 good probes are needed for the latter. */
enum { COH_TREND_ENOUGH = 6, COH_TREND_GOOD = 14 };

/* Fit `n` points in any order (lag-1 is of the order given; where points stand
 * close together in time and it is well above 0, the interval of the slope is
 * too narrow); several on one day are fine. Under three points, or when all
 * are on one day: -1, COH_INPUT, the reason, every number NAN (n and days
 * are set). Points exactly on a line, as equal scores are, have a slope and
 * no interval: they do not show that the next would lie there too.
 * COH_SYSTEM when memory ends. */
int coh_trend_fit(const struct coh_trend_point *point, size_t n, double level,
                  struct coh_trend *t, struct coh_error *err) COH_MUST_CHECK;

/* The same, where `days_in_week` of the points' days are a week: 7, or 5 for
 * points that count school days. */
int coh_trend_fit_weeks(const struct coh_trend_point *point, size_t n,
                        int days_in_week, double level, struct coh_trend *t,
                        struct coh_error *err) COH_MUST_CHECK;

enum coh_trend_flag {
    COH_TREND_NOT_ENOUGH,  /* under COH_TREND_ENOUGH points, or one day */
    COH_TREND_CANNOT_TELL, /* the interval of the slope holds 0, or is none */
    COH_TREND_FALLING,     /* it lies below 0 */
    COH_TREND_RISING,      /* it lies above 0 */
    COH_TREND_FLAGS
};

enum coh_trend_flag coh_trend_flag(const struct coh_trend *t);

/* "not enough data", "cannot tell", "falling", "rising". */
const char *coh_trend_flag_name(enum coh_trend_flag flag);

/* Why the flag is what it is, in words to repeat to a parent, added to `out`:
 * "fell 2.1 words a week over 8 weeks (9 probes; 95 % interval -3.4 to
 * -0.8)". `unit` is the plural of what is counted ("words"; NULL: "points").
 * Under COH_TREND_GOOD points it says that they do for low stakes only. */
int
coh_trend_reason(const struct coh_trend *t, const char *unit,
                 struct coh_text *out, struct coh_error *err) COH_MUST_CHECK;

#endif
