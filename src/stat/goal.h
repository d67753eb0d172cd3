/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STAT_GOAL_H
#define COH_STAT_GOAL_H

#include "stat/trend.h"

/*
 * Goals: where a student's line stands to a goal, and how sure that is.
 *
 *     struct coh_goal goal = {.target = 90, .by = day};
 *     struct coh_goal_outlook o;
 *     coh_goal_outlook(&goal, point, &trend, &o);
 *     if (o.dating == COH_GOAL_DATED) … o.meets.low to o.meets.high …
 *
 * All speaks of the line, not of the next score: the band is that of the
 * line, height + slope·(x − centre) ± t·SEE·√(1/n + (x − centre)²/Sxx) with
 * n − 2 degrees of freedom, at COH_GOAL_LEVEL (Draper and Smith, Applied
 * Regression Analysis, 3rd ed. 1998, ch. 1 and 3.2). It takes for granted that
 * the pace holds. GSL's error handler must be off.
 */

#define COH_GOAL_LEVEL 0.90

struct coh_goal {
    double target;
    int down;    /* a goal to fall to: fewer is better */
    coh_date by; /* in the days of the points; COH_DATE_NONE: no day */
};

enum coh_goal_dating {
    COH_GOAL_DATED,
    COH_GOAL_TOO_FEW,   /* no slope, or under COH_TREND_ENOUGH points */
    COH_GOAL_NO_SPREAD, /* points on a line: no band */
    COH_GOAL_NO_PACE,   /* the band of the slope holds 0 */
    COH_GOAL_AWAY,      /* it lies on the side away from the goal */
};

struct coh_goal_outlook {
    enum coh_goal_dating dating;
    struct coh_interval meets; /* weeks from the trend's origin at which the
                                  band's sides meet the goal; NAN if undated */
    int reached;               /* the band at the last point is all beyond */
    double at_date;            /* the line on the day */
    double p_date;             /* P(line on the day at the goal or beyond) */
    double aimline;            /* pace needed: from the median of the first
                                  three points (day and score) to the goal */
    double p_aimline;          /* P(slope at least the aimline's) */
};

/* The points are those of the trend, in order of time. A P is that of a
 * t-distributed error with n − 2 degrees of freedom: that of the confidence
 * distribution, uniform when nothing is known. Undefined (no day, the day not
 * behind the aimline's start, too few points, no spread) is NAN. Where the
 * sides of the band meet the goal is Fieller's problem (JRSS B 16, 1954): both
 * are finite just when the slope's interval at the same level leaves out 0. */
void
coh_goal_look(const struct coh_goal *goal, const struct coh_trend_point *point,
              const struct coh_trend *t, struct coh_goal_outlook *o);

/* The median score of the first three points, of fewer if there are fewer;
 * NAN of none: where a goal starts from. */
double coh_goal_start(const struct coh_trend_point *point, size_t n);

#endif
