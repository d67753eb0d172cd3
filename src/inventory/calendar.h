/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_CALENDAR_H
#define COH_INVENTORY_CALENDAR_H

#include "base/date.h"
#include "base/text.h"

/*
 * The school calendar: which days are school days, so that "overdue by 7"
 * counts days on which somebody could have collected something.
 *
 * A school day is a Monday to Friday inside a school year and outside all
 * that is closed. Without any school year in the calendar every Monday to
 * Friday that is not closed is one; so is an empty calendar's.
 *
 *     struct coh_calendar c = COH_CALENDAR_INIT;
 *     ... coh_calendar_add(&c, kind, label, start, end, err) for each line
 *     n = coh_calendar_school_days(&c, due, today);
 *     coh_calendar_release(&c);
 */

enum coh_period_kind {
    COH_PERIOD_YEAR,   /* a school year, its first to its last day */
    COH_PERIOD_TERM,   /* a term in it */
    COH_PERIOD_CLOSED, /* holidays and other days without school */
    COH_PERIOD_WINDOW, /* a testing window: its label says of which sources */
    COH_PERIOD_KINDS
};

struct coh_period {
    enum coh_period_kind kind;
    char *label;         /* the calendar's own */
    coh_date start, end; /* both belong to the period */
};

struct coh_calendar {
    struct coh_period *period; /* in the order in which they were added */
    size_t n, capacity;
};

#define COH_CALENDAR_INIT \
    {                     \
        .period = NULL    \
    }

/* "year", "term", "closed" or "window". */
const char *coh_period_kind_name(enum coh_period_kind kind);

/* Add a line of a calendar, as text: dates in ISO 8601, a blank end meaning
 * the one day. COH_INPUT names a kind or date that cannot be read, an end
 * before its start, a term or year that overlaps another of its kind, a window
 * without a label. */
int coh_calendar_add(struct coh_calendar *c, struct coh_span kind,
                     struct coh_span label, struct coh_span start,
                     struct coh_span end, struct coh_error *err) COH_MUST_CHECK;

void coh_calendar_release(struct coh_calendar *c);

/* 1 on a school day, else 0. */
int coh_calendar_is_school_day(const struct coh_calendar *c, coh_date day);

/* The school days after `after` up to and with `until`; 0 when `until` is not
 * later. */
int coh_calendar_school_days(const struct coh_calendar *c, coh_date after,
                             coh_date until);

/* `day` if it is a school day, else the first one after it; COH_DATE_NONE
 * when the calendar has none within a year. */
coh_date
coh_calendar_next_school_day(const struct coh_calendar *c, coh_date day);

/* 1 when all of `from` to `until` lies between the first day of the first
 * school year and the last day of the last one: outside them the calendar
 * does not know what is a school day. Without a school year: 0. */
int coh_calendar_covers(const struct coh_calendar *c, coh_date from,
                        coh_date until);

/* Terms of the school year in which `day` lies (its first term may start
 * before the year does); 0 when the day lies in no school year. */
int coh_calendar_terms(const struct coh_calendar *c, coh_date day);

/* The first term that starts after `day`, in any year; NULL without one. A
 * day in or behind a term therefore gets the term that follows. */
const struct coh_period *
coh_calendar_term_after(const struct coh_calendar *c, coh_date day);

/* The first day of the first school year, the last one of the last;
 * COH_DATE_NONE without a school year. */
coh_date coh_calendar_begins(const struct coh_calendar *c);
coh_date coh_calendar_ends(const struct coh_calendar *c);

/* The school year that `day` counts to: the one it lies in, else the last one
 * before it, else the first; NULL without one. */
const struct coh_period *
coh_calendar_year(const struct coh_calendar *c, coh_date day);

/* Is the window for this source? Its label names sources by id or title,
 * several split by ';', each perhaps with words of its own behind a colon:
 * "map-growth: winter". Case does not count. */
int coh_period_names(const struct coh_period *window, struct coh_span id,
                     struct coh_span title);

/* The first window for this source that opens after `after`; from the
 * beginning for COH_DATE_NONE. NULL when there is none. */
const struct coh_period *
coh_calendar_window_after(const struct coh_calendar *c, struct coh_span id,
                          struct coh_span title, coh_date after);

/* Add what it holds: "school calendar: 1 year with 176 school days, 3 terms,
 * 13 times closed, 2 testing windows". */
int coh_calendar_text(const struct coh_calendar *c, struct coh_text *t,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
