/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/due.h"

#include <string.h>

coh_date
coh_due_add_months(coh_date date, int months)
{
    struct coh_date_parts p = coh_date_split(date);
    coh_date moved;

    months += p.month - 1;
    p.year += months / 12;
    p.month = months % 12 + 1;
    while (coh_date_from(p, &moved))
        if (--p.day < 28) /* past the last year that dates know */
            return COH_DATE_NONE;
    return moved;
}

static int
is_collected(const struct coh_entry *e)
{
    const char *status = coh_entry_get(e, COH_FIELD_STATUS);

    return strcmp(status, "retired") && strcmp(status, "no-tool") &&
           strcmp(status, "tool-exists-not-collected");
}

static int
is_once(const struct coh_due *d)
{
    return !strcmp(d->often->word, "once");
}

/* The sheet of a new team holds rows that show how one looks. */
static int
is_example(const struct coh_entry *e)
{
    static const char word[] = "EXAMPLE";

    return !strncmp(coh_entry_get(e, COH_FIELD_TITLE), word, strlen(word));
}

/* Its window has opened since it was last collected, or it never was. */
static int
window_decides(const struct coh_entry *e, const struct coh_due *d,
               coh_date last)
{
    coh_date opens = coh_entry_date(e, COH_FIELD_WINDOW_START);

    if (coh_entry_date(e, COH_FIELD_WINDOW_END) == COH_DATE_NONE ||
        !(d->often->months || is_once(d)))
        return 0;
    return last == COH_DATE_NONE || (opens != COH_DATE_NONE && last < opens);
}

static struct coh_due
no_date(struct coh_due d, enum coh_due_basis basis)
{
    d.state = COH_DUE_NO_DATE;
    d.basis = basis;
    return d;
}

/* The due date by the terms, if the frequency follows this year's. */
static void
find_by_term(struct coh_due *d, const struct coh_calendar *c, coh_date last)
{
    if (!d->often->per_year)
        return;
    d->basis = COH_BASIS_MONTHS;
    if (coh_calendar_terms(c, last) != d->often->per_year)
        return;
    d->period = coh_calendar_term_after(c, last);
    d->basis = d->period ? COH_BASIS_TERM : COH_BASIS_NO_TERM;
    if (d->period)
        d->due = d->period->end;
}

/* The due date by the testing windows, if the calendar has any for it. */
static int
find_by_window(struct coh_due *d, const struct coh_entry *e,
               const struct coh_calendar *c, coh_date last)
{
    struct coh_span id = coh_span_of(coh_entry_get(e, COH_FIELD_SOURCE_ID));
    struct coh_span title = coh_span_of(coh_entry_get(e, COH_FIELD_TITLE));

    if (!coh_calendar_window_after(c, id, title, COH_DATE_NONE))
        return 0;
    d->period = coh_calendar_window_after(c, id, title, last);
    d->basis = d->period ? COH_BASIS_CALENDAR : COH_BASIS_NO_WINDOW;
    if (d->period)
        d->due = d->period->end;
    return 1;
}

static void
find_by_interval(struct coh_due *d, const struct coh_calendar *c, coh_date last)
{
    coh_date school_day;

    d->due = d->often->months ? coh_due_add_months(last, d->often->months)
                              : last + d->often->days;
    if (d->due == COH_DATE_NONE || !c->n)
        return;
    d->at_least = d->due < coh_calendar_begins(c);
    /* Past the calendar's end no school day is known: the day itself stays. */
    school_day = coh_calendar_next_school_day(c, d->due);
    if (school_day != COH_DATE_NONE)
        d->due = school_day;
}

static void
judge(struct coh_due *d, const struct coh_calendar *c, coh_date today)
{
    const coh_date ends = coh_calendar_ends(c);

    d->state = COH_DUE_LATER;
    d->school_days = ends != COH_DATE_NONE;
    d->beyond = d->school_days && d->due > ends;
    if (d->due == COH_DATE_NONE || today < d->due || d->beyond)
        return;
    d->days = d->school_days ? coh_calendar_school_days(c, d->due, today)
                             : today - d->due;
    d->state = d->days ? COH_DUE_OVERDUE : COH_DUE_NOW;
}

/* By its interval, its window or the term. */
static void
find_date(struct coh_due *d, const struct coh_entry *e,
          const struct coh_calendar *c, coh_date last)
{
    if (find_by_window(d, e, c, last))
        return;
    if (!d->often || !strcmp(d->often->word, "unknown")) {
        d->basis = COH_BASIS_UNKNOWN;
    } else if (window_decides(e, d, last)) {
        d->basis = COH_BASIS_WINDOW;
        d->due = coh_entry_date(e, COH_FIELD_WINDOW_END);
    } else if (is_once(d) && last != COH_DATE_NONE) {
        d->basis = COH_BASIS_DONE;
    } else if (!d->often->days && !d->often->months && !is_once(d)) {
        d->basis = COH_BASIS_FREQUENCY;
    } else if (last == COH_DATE_NONE) {
        d->state = COH_DUE_NEVER;
    } else {
        find_by_term(d, c, last);
        if (d->basis != COH_BASIS_TERM && d->basis != COH_BASIS_NO_TERM)
            find_by_interval(d, c, last);
    }
}

struct coh_due
coh_due_find(const struct coh_entry *e, const struct coh_calendar *c,
             coh_date today)
{
    struct coh_due d = {.due = COH_DATE_NONE};
    coh_date last = coh_entry_date(e, COH_FIELD_LAST_COLLECTED);

    d.often =
        coh_frequency_find(coh_span_of(coh_entry_get(e, COH_FIELD_FREQUENCY)));
    if (last != COH_DATE_NONE && last > today) {
        d.state = COH_DUE_FUTURE;
        return d;
    }
    if (!is_collected(e))
        return no_date(d, COH_BASIS_STATUS);
    if (is_example(e))
        return no_date(d, COH_BASIS_EXAMPLE);
    find_date(&d, e, c, last);
    if (d.state == COH_DUE_NEVER)
        return d;
    if (d.basis >= COH_BASIS_STATUS)
        return no_date(d, d.basis);
    judge(&d, c, today);
    return d;
}

int
coh_due_left(const struct coh_due *d, const struct coh_calendar *c,
             coh_date today)
{
    if ((d->state != COH_DUE_LATER && d->state != COH_DUE_NOW) || d->beyond ||
        d->due == COH_DATE_NONE)
        return -1;
    if (d->due <= today)
        return 0;
    return d->school_days ? coh_calendar_school_days(c, today, d->due)
                          : d->due - today;
}

int
coh_due_derive(struct coh_entry *e, const struct coh_calendar *c,
               coh_date today, struct coh_error *err)
{
    struct coh_due d = coh_due_find(e, c, today);
    char date[COH_DATE_SIZE];

    if (coh_entry_set(e, COH_FIELD_ISO_INTERVAL,
                      coh_span_of(d.often ? d.often->iso : ""), err))
        return -1;
    return coh_entry_set(e, COH_FIELD_NEXT_DUE,
                         coh_span_of(coh_date_text(d.due, date)), err);
}

const char *
coh_due_state_name(enum coh_due_state state)
{
    static const char *const name[] = {
        [COH_DUE_LATER] = "later",     [COH_DUE_NOW] = "due",
        [COH_DUE_OVERDUE] = "overdue", [COH_DUE_NEVER] = "never_collected",
        [COH_DUE_NO_DATE] = "no_date", [COH_DUE_FUTURE] = "wrong",
    };
    return name[state];
}

/* "(every 2 weeks, last 2026-10-28)" */
static int
add_ground(const struct coh_entry *e, const struct coh_due *d,
           struct coh_text *t, struct coh_error *err)
{
    const char *last = coh_entry_get(e, COH_FIELD_LAST_COLLECTED);

    if (coh_text_format(t, err, " (%s%s%s%s", d->often ? d->often->phrase : "",
                        d->often ? ", " : "",
                        *last ? "last " : "never collected", last))
        return -1;
    if (d->basis == COH_BASIS_TERM &&
        coh_text_format(t, err, ", next in term %s", d->period->label))
        return -1;
    if (d->basis == COH_BASIS_MONTHS &&
        coh_text_format(t, err, ", by months: the year is not in %d terms",
                        d->often->per_year))
        return -1;
    if (d->basis == COH_BASIS_WINDOW &&
        coh_text_format(t, err, ", window closes %s",
                        coh_entry_get(e, COH_FIELD_WINDOW_END)))
        return -1;
    if (d->basis == COH_BASIS_CALENDAR) {
        char opens[COH_DATE_SIZE], closes[COH_DATE_SIZE];

        if (coh_text_format(t, err, ", window %s to %s",
                            coh_date_text(d->period->start, opens),
                            coh_date_text(d->period->end, closes)))
            return -1;
    }
    return coh_text_add_string(t, ")", err);
}

static int
add_no_date(const struct coh_entry *e, const struct coh_due *d,
            struct coh_text *t, struct coh_error *err)
{
    switch (d->basis) {
    case COH_BASIS_STATUS:
        return coh_text_format(t, err, "nothing is due: its status is %s",
                               coh_entry_get(e, COH_FIELD_STATUS));
    case COH_BASIS_EXAMPLE:
        return coh_text_add_string(
            t, "nothing is due: its title says that it is an example", err);
    case COH_BASIS_DONE:
        return coh_text_format(t, err, "nothing is due: collected once, %s",
                               coh_entry_get(e, COH_FIELD_LAST_COLLECTED));
    case COH_BASIS_FREQUENCY:
        return coh_text_format(t, err, "no due date: %s has no interval",
                               d->often->word);
    case COH_BASIS_NO_TERM:
        return coh_text_format(t, err,
                               "no due date: the calendar has no term after %s",
                               coh_entry_get(e, COH_FIELD_LAST_COLLECTED));
    case COH_BASIS_NO_WINDOW:
        return coh_text_format(t, err,
                               "no due date: the calendar has no window of it "
                               "after %s",
                               coh_entry_get(e, COH_FIELD_LAST_COLLECTED));
    default:
        return coh_text_add_string(
            t, "no due date: its frequency is not known: write how often", err);
    }
}

static int
add_overdue(const struct coh_entry *e, const struct coh_due *d,
            struct coh_text *t, struct coh_error *err)
{
    if (coh_text_format(t, err, "overdue by %s%d %s day%s",
                        d->at_least ? "at least " : "", d->days,
                        d->school_days ? "school" : "calendar",
                        d->days == 1 ? "" : "s") ||
        add_ground(e, d, t, err))
        return -1;
    return coh_text_add_string(t, ": collect it, or retire it", err);
}

int
coh_due_text(const struct coh_entry *e, const struct coh_due *d,
             struct coh_text *t, struct coh_error *err)
{
    char date[COH_DATE_SIZE];

    switch (d->state) {
    case COH_DUE_FUTURE:
        return coh_text_format(t, err,
                               "last_collected %s is after today: mend the "
                               "date",
                               coh_entry_get(e, COH_FIELD_LAST_COLLECTED));
    case COH_DUE_NEVER:
        return coh_text_format(t, err,
                               "never collected (%s): collect it, or change "
                               "its status",
                               d->often->phrase);
    case COH_DUE_NO_DATE:
        return add_no_date(e, d, t, err);
    case COH_DUE_OVERDUE:
        return add_overdue(e, d, t, err);
    case COH_DUE_LATER:
    case COH_DUE_NOW:
        break;
    }
    if (coh_text_format(t, err, "due %s%s", coh_date_text(d->due, date),
                        d->beyond ? ", after the school calendar ends" : ""))
        return -1;
    return add_ground(e, d, t, err);
}
