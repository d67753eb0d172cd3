/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_MINUTES_H
#define COH_INVENTORY_MINUTES_H

#include "inventory/calendar.h"
#include "inventory/entry.h"
#include "table/writer.h"

/*
 * What testing costs: the minutes a student gives to a source in a school
 * year, admin_minutes × the times a year.
 *
 * The times come from the calendar's testing windows of the source, if it has
 * any in that year; else from its frequency:
 *   daily                        the school days
 *   three-per-week, twice-weekly, weekly
 *                                over the weeks, at most 3, 2, 1 a week and
 *                                never more than the week has school days
 *   every-2-weeks                the weeks with a school day / 2, rounded up
 *   monthly, twice-monthly, every-2-months
 *                                the months, twice as many, half as many
 *                                (rounded up); a month begins on the day of
 *                                the month on which the school year does
 *   quarterly, three-per-year, twice-yearly, yearly, every-2-years
 *                                4, 3, 2, 1, 0.5, without a calendar too
 *   once                         1 when it was collected in the year or its
 *                                own window ends in it, else 0
 * All others, and those that need a school year the calendar has not, have no
 * number: it is unknown, never 0. The school year is the one of today, else
 * the last one before it, else the first.
 *
 * Sources of students that are collected count; a source for some students
 * only (population) counts in full: the total is that of a student who takes
 * part in everything.
 */

struct coh_minutes {
    int has_minutes, has_times;
    double minutes, times;
    const char *how; /* what `times` counts, or why there are none */
};

/* Does the entry count here at all? */
int coh_minutes_counts(const struct coh_entry *e);

struct coh_minutes
coh_minutes_find(const struct coh_entry *e, const struct coh_calendar *c,
                 coh_date today);

/* The known minutes of all sources together; how many say how long and how
 * often, and how many do not. */
struct coh_minutes_sum {
    double minutes;
    size_t known, unknown;
};

/* `requiring` is a word of requiring_entity ("" for those where it is blank);
 * NULL for all. */
struct coh_minutes_sum
coh_minutes_total(const struct coh_inventory *inv, const struct coh_calendar *c,
                  coh_date today, const char *requiring);

/* The table: columns source_id, minutes, times, minutes_a_year, required_by,
 * how; most minutes first, then those that are unknown. Then totals: by who
 * requires them, and of all. */
int
coh_minutes_write(const struct coh_inventory *inv, const struct coh_calendar *c,
                  coh_date today, struct coh_writer *w,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
