/* SPDX-License-Identifier: GPL-3.0-or-later */
/* School weeks, and the days on which a line's band meets its goal. */
#include <math.h>

#include "flow/growth-internal.h"
#include "inventory/sheet.h"

int
coh_growth_read_calendar(struct coh_growth *g, struct coh_run *run,
                         struct coh_error *err)
{
    struct coh_reader *reader = coh_run_reader(run, g->set.calendar, err);

    if (!reader)
        return -1;
    if (coh_sheet_calendar(&g->calendar, reader, &run->notes, err)) {
        coh_reader_free(reader);
        return -1;
    }
    return coh_run_reader_done(run, reader, err);
}

int
coh_growth_covers(const struct coh_growth *g, coh_date from, coh_date until)
{
    size_t i;

    if (!g->set.school_weeks)
        return 1;
    for (i = 0; i < g->calendar.n; i++)
        if (g->calendar.period[i].kind == COH_PERIOD_YEAR)
            return coh_calendar_covers(&g->calendar, from, until);
    return 1; /* without a school year every weekday that is not closed */
}

coh_date
coh_growth_count_day(const struct coh_growth *g, coh_date first, coh_date day)
{
    if (!g->set.school_weeks)
        return day;
    return day < first ? -coh_calendar_school_days(&g->calendar, day, first)
                       : coh_calendar_school_days(&g->calendar, first, day);
}

/* Farther ahead or back than this no pace holds. */
enum { TEN_YEARS = 3653 };

/* The day that lies `weeks` of the trend from the first score: a calendar day,
 * or the first on which so many school days have passed. */
static coh_date
day_at(const struct coh_growth *g, coh_date first, double weeks, int up)
{
    double count = weeks * (g->set.school_weeks ? 5 : 7);
    coh_date day;

    count = up ? ceil(count) : floor(count);
    if (!(fabs(count) <= TEN_YEARS))
        return COH_DATE_NONE;
    if (!g->set.school_weeks)
        return first + (coh_date)count;
    if (count < 0) {
        for (day = first; count < 0 && coh_growth_covers(g, day, first); day--)
            count += coh_calendar_is_school_day(&g->calendar, day);
        return coh_growth_covers(g, day, first) ? day : COH_DATE_NONE;
    }
    for (day = first; count > 0 && day - first < TEN_YEARS;)
        count -= coh_calendar_is_school_day(&g->calendar, ++day);
    return count > 0 || !coh_growth_covers(g, first, day) ? COH_DATE_NONE : day;
}

void
coh_growth_look_at_goal(const struct coh_growth *g,
                        const struct coh_trend_point *p,
                        struct coh_growth_view *v)
{
    struct coh_goal goal = {.by = COH_DATE_NONE};
    struct coh_value target =
        coh_growth_gain(&v->point[0].score, &v->goal->target);
    coh_date first = v->point[0].day;

    goal.target = coh_value_double(&target);
    goal.down = coh_growth_is_down(g, v->line);
    if (v->goal->by != COH_DATE_NONE && coh_growth_covers(g, first, first) &&
        coh_growth_covers(g, v->goal->by < first ? v->goal->by : first,
                          v->goal->by < first ? first : v->goal->by))
        goal.by = coh_growth_count_day(g, first, v->goal->by);
    coh_goal_look(&goal, p, &v->trend, &v->outlook);
    if (v->outlook.dating != COH_GOAL_DATED)
        return;
    v->meets_low = day_at(g, first, v->outlook.meets.low, 0);
    v->meets_high = day_at(g, first, v->outlook.meets.high, 1);
    /* A line knows nothing of the time before its first score. */
    if (v->meets_low == COH_DATE_NONE || v->meets_high < first)
        v->meets_low = v->meets_high = COH_DATE_NONE;
    else if (v->meets_low < first)
        v->meets_low = first;
}
