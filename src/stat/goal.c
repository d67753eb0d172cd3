/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stat/goal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stat/order.h"

enum { FIRST = 3 };

static double
median(double *x, size_t n)
{
    coh_order_doubles(x, n);
    return coh_order_quantile(x, n, 0.5);
}

double
coh_goal_start(const struct coh_trend_point *point, size_t n)
{
    double score[FIRST];
    size_t i;

    n = n < FIRST ? n : FIRST;
    for (i = 0; i < n; i++)
        score[i] = point[i].score;
    return median(score, n);
}

static double
weeks(const struct coh_trend *t, coh_date day)
{
    return (double)(day - t->origin) / t->days_in_week;
}

static double
line_at(const struct coh_trend *t, double week)
{
    return t->height + t->slope * (week - t->centre);
}

static double
error_at(const struct coh_trend *t, double week)
{
    double u = week - t->centre;

    return t->see * sqrt(1 / (double)t->n + u * u / t->sxx);
}

/* P(what is estimated, with this standard error, is beyond `mark`). */
static double
beyond(const struct coh_trend *t, int down, double estimate, double error,
       double mark)
{
    double x = (estimate - mark) / error;

    return gsl_cdf_tdist_P(down ? -x : x, (double)t->n - 2);
}

/* (height + slope·u − target)² = (critical·SEE)²·(1/n + u²/Sxx), by the root
 * that loses no digits and the product of both. */
static enum coh_goal_dating
dates(const struct coh_goal *goal, const struct coh_trend *t, double critical,
      struct coh_interval *meets)
{
    double w = critical * critical, above = t->height - goal->target;
    double a = t->slope * t->slope - w * t->error * t->error;
    double b = t->slope * above;
    double c = above * above - w * t->see * t->see / (double)t->n;
    double q, u, v;

    if (!(a > 0))
        return COH_GOAL_NO_PACE;
    if ((t->slope < 0) != (goal->down != 0))
        return COH_GOAL_AWAY;
    q = -(b + copysign(sqrt(fmax(b * b - a * c, 0)), b));
    u = q / a;
    v = q != 0 ? c / q : u;
    meets->low = t->centre + fmin(u, v);
    meets->high = t->centre + fmax(u, v);
    return COH_GOAL_DATED;
}

static void
aim(const struct coh_goal *goal, const struct coh_trend_point *point,
    const struct coh_trend *t, struct coh_goal_outlook *o)
{
    double week[FIRST], start;
    size_t i;

    for (i = 0; i < FIRST; i++)
        week[i] = weeks(t, point[i].day);
    start = median(week, FIRST);
    if (weeks(t, goal->by) <= start)
        return;
    o->aimline = (goal->target - coh_goal_start(point, t->n)) /
                 (weeks(t, goal->by) - start);
    o->p_aimline = beyond(t, goal->down, t->slope, t->error, o->aimline);
}

void
coh_goal_look(const struct coh_goal *goal, const struct coh_trend_point *point,
              const struct coh_trend *t, struct coh_goal_outlook *o)
{
    double critical, last;

    *o = (struct coh_goal_outlook){.dating = COH_GOAL_TOO_FEW};
    o->meets.low = o->meets.high = NAN;
    o->at_date = o->p_date = o->aimline = o->p_aimline = NAN;
    if (t->n < COH_TREND_ENOUGH || isnan(t->slope))
        return;
    o->dating = COH_GOAL_NO_SPREAD;
    if (isnan(t->ci.low) ||
        coh_interval_student((double)t->n - 2, COH_GOAL_LEVEL, &critical, NULL))
        return;
    o->dating = dates(goal, t, critical, &o->meets);
    last = weeks(t, point[t->n - 1].day);
    o->reached =
        goal->down
            ? line_at(t, last) + critical * error_at(t, last) <= goal->target
            : line_at(t, last) - critical * error_at(t, last) >= goal->target;
    if (goal->by == COH_DATE_NONE)
        return;
    o->at_date = line_at(t, weeks(t, goal->by));
    o->p_date = beyond(t, goal->down, o->at_date,
                       error_at(t, weeks(t, goal->by)), goal->target);
    aim(goal, point, t, o);
}
