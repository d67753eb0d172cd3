/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_DUE_H
#define COH_INVENTORY_DUE_H

#include "inventory/calendar.h"
#include "inventory/entry.h"

/*
 * When a source is to be collected again, and by how much it is late.
 *
 * Where the calendar has testing windows for a source, it is due by the close
 * of the first window that opens after it was last collected. Otherwise the due
 * date is the day of last_collected plus the frequency's interval in
 * calendar days or months (31 January plus a month is the last of February),
 * moved to the next school day. A frequency that follows terms (quarterly,
 * three-per-year, twice-yearly) is due by the end of the term after the one
 * it was last collected in, when the school year has just that many terms;
 * else by its months. A source to be collected once, or by months, that has
 * not been since its window opened is due by the day its window closes.
 *
 * A source is overdue when at least one school day has passed since the due
 * date. Days after the last school year of the calendar are no school days:
 * what falls due there is LATER (`beyond`), and nothing gets later by them.
 * Only without any school year calendar days count, and `school_days` is 0.
 *
 *     struct coh_due due = coh_due_find(entry, &calendar, today);
 *     if (due.state == COH_DUE_OVERDUE)
 *         ... due.days
 */

enum coh_due_state {
    COH_DUE_LATER,   /* the due date is to come */
    COH_DUE_NOW,     /* it is today, or no school day has passed since */
    COH_DUE_OVERDUE, /* `days` have passed since */
    COH_DUE_NEVER,   /* never collected, though it has a frequency */
    COH_DUE_NO_DATE, /* nothing is due: see `basis` */
    COH_DUE_FUTURE,  /* last_collected is after today: it cannot be right */
};

enum coh_due_basis {
    COH_BASIS_INTERVAL,
    COH_BASIS_TERM,     /* by the end of `period`, a term */
    COH_BASIS_MONTHS,   /* follows terms, but the calendar has other terms */
    COH_BASIS_WINDOW,   /* by the entry's own window_end */
    COH_BASIS_CALENDAR, /* by the close of `period`, a testing window */
    /* Of NO_DATE: */
    COH_BASIS_STATUS,    /* it is not collected */
    COH_BASIS_EXAMPLE,   /* an example that a new team's sheet holds */
    COH_BASIS_UNKNOWN,   /* frequency is blank, `unknown` or no word */
    COH_BASIS_FREQUENCY, /* the frequency has no interval */
    COH_BASIS_DONE,      /* to be collected once, and it was */
    COH_BASIS_NO_TERM,   /* the calendar has no term after the last one */
    COH_BASIS_NO_WINDOW, /* nor a testing window */
};

struct coh_due {
    enum coh_due_state state;
    enum coh_due_basis basis;
    coh_date due;                      /* COH_DATE_NONE without one */
    int days;                          /* overdue by; 0 unless OVERDUE */
    int school_days;                   /* `days` are school days */
    int at_least;                      /* they began before the calendar does */
    int beyond;                        /* due after the calendar has ended */
    const struct coh_frequency *often; /* NULL when unknown */
    const struct coh_period *period;   /* the calendar's, or NULL */
};

/* `calendar` may be empty, not NULL. */
struct coh_due
coh_due_find(const struct coh_entry *e, const struct coh_calendar *calendar,
             coh_date today);

/* The days left after `today` up to the due date, school days where the
 * calendar has a school year; -1 unless the state is LATER or NOW, and for what
 * is due beyond the calendar. */
int coh_due_left(const struct coh_due *due, const struct coh_calendar *calendar,
                 coh_date today);

/* "later", "due", "overdue", "never_collected", "no_date", "wrong". */
const char *coh_due_state_name(enum coh_due_state state);

/* Add it in words, with what to do: "overdue by 7 school days (every 2 weeks,
 * last 2026-10-28): collect it, or retire it". */
int coh_due_text(const struct coh_entry *e, const struct coh_due *due,
                 struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

/* Fill the derived fields of `e` that follow from the others: iso_interval
 * and next_due. */
int coh_due_derive(struct coh_entry *e, const struct coh_calendar *calendar,
                   coh_date today, struct coh_error *err) COH_MUST_CHECK;

/* `date` moved by whole months, to the month's last day where it has no such
 * day. */
coh_date coh_due_add_months(coh_date date, int months);

#endif
