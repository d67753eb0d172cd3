/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROWTH_INTERNAL_H
#define COH_FLOW_GROWTH_INTERNAL_H

#include "flow/growth.h"
#include "stat/change.h"
#include "stat/goal.h"
#include "stat/sample.h"

/*
 * What the files of growth share; tools include flow/growth.h only.
 */

/* A line as it is written. */
struct coh_growth_view {
    const struct coh_growth_line *line;
    const struct coh_growth_point *point; /* line->n */
    int mixed;                            /* on more than one scale */
    struct coh_trend trend;
    struct coh_change change;
    int judged; /* the gain has an interval */
    const struct coh_growth_goal *goal;
    struct coh_goal_outlook outlook;
    coh_date meets_low, meets_high;
    int outside; /* of the calendar: no slope */
    enum coh_trend_flag flag;
};

/* Which number stands for "more" among verdicts, under the line's direction:
 * "improved", "declined", "cannot distinguish"; against an expected gain
 * "above expected", "below expected". "" when the gain has no interval. */
const char *
coh_growth_verdict(const struct coh_growth *g, const struct coh_growth_view *v);

/* Is fewer better on this line? */
int
coh_growth_is_down(const struct coh_growth *g, const struct coh_growth_line *l);

/* gain = last − first, exact where decimals allow. */
struct coh_value
coh_growth_gain(const struct coh_value *first, const struct coh_value *last);

/* A probability in whole per cent; the ends are never certain. */
const char *coh_growth_percent(double p, char out[COH_NUMBER_SIZE]);

/* Add a score or gain to a sample. */
int coh_growth_add(struct coh_sample *s, const struct coh_value *v,
                   struct coh_error *err) COH_MUST_CHECK;

/* A number as text: the decimal itself, or the shortest text. */
const char *
coh_growth_number(const struct coh_value *v, char out[COH_NUMBER_SIZE]);

/* Everything of line `at` but the reason; `p` is room for its points, which
 * are scores less the line's first one, as decimals. */
int coh_growth_look(struct coh_growth *g, size_t at, struct coh_trend_point *p,
                    struct coh_growth_view *v,
                    struct coh_error *err) COH_MUST_CHECK;

/* The goal's part of that: outlook and dates; `p` as above. */
void coh_growth_look_at_goal(const struct coh_growth *g,
                             const struct coh_trend_point *p,
                             struct coh_growth_view *v);

/* The day as the trend counts it: itself, or school days from `first` on. */
coh_date
coh_growth_count_day(const struct coh_growth *g, coh_date first, coh_date day);

/* --calendar into g->calendar. */
int coh_growth_read_calendar(struct coh_growth *g, struct coh_run *run,
                             struct coh_error *err) COH_MUST_CHECK;

/* Does the calendar, if one counts, know all of these days? */
int
coh_growth_covers(const struct coh_growth *g, coh_date from, coh_date until);

/* Why the flag is what it is, the goal and the gain, in words. */
int
coh_growth_reason(const struct coh_growth *g, const struct coh_growth_view *v,
                  struct coh_text *out, struct coh_error *err) COH_MUST_CHECK;

/* Why a line has no trend, in words, and as a note that asks to look. */
int
coh_growth_mixed(const struct coh_growth *g, const struct coh_growth_line *l,
                 struct coh_text *out, struct coh_error *err) COH_MUST_CHECK;
int coh_growth_say_mixed(const struct coh_growth *g,
                         const struct coh_growth_line *l, struct coh_run *run,
                         struct coh_error *err) COH_MUST_CHECK;

/* Notes: on how scores were chosen, before a table, of `groups` or of lines;
 * on what chance does, behind one of groups or of lines. */
int
coh_growth_say_choice(const struct coh_growth *g, const struct coh_scores *in,
                      int groups, struct coh_error *err) COH_MUST_CHECK;
int coh_growth_say_change(const struct coh_growth *g, struct coh_run *run,
                          struct coh_error *err) COH_MUST_CHECK;
int coh_growth_say_chance(const struct coh_growth *g, struct coh_run *run,
                          struct coh_error *err) COH_MUST_CHECK;

/* The first score of line `l` at the frame's first occasion and the last at
 * its last one; NULL: none. */
void coh_growth_at_occasions(const struct coh_growth *g,
                             const struct coh_growth_line *l,
                             const struct coh_growth_point **first,
                             const struct coh_growth_point **last);

#endif
