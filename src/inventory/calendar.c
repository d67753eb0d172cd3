/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/calendar.h"

#include <string.h>

#include "inventory/words.h"

static const char *const kind_name[COH_PERIOD_KINDS] = {"year", "term",
                                                        "closed", "window"};

const char *
coh_period_kind_name(enum coh_period_kind kind)
{
    return kind_name[kind];
}

static int
read_kind(struct coh_span s, enum coh_period_kind *kind, struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    int i;

    s = coh_span_trim(s);
    for (i = 0; i < COH_PERIOD_KINDS; i++)
        if (coh_span_is_caseless(s, kind_name[i])) {
            *kind = (enum coh_period_kind)i;
            return 0;
        }
    return coh_fail(err, COH_INPUT,
                    "kind: '%s' is not one of year, term, closed or window",
                    coh_quote(s.bytes, s.length, quoted));
}

static int
read_date(const char *column, struct coh_span s, coh_date *date,
          struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];

    s = coh_span_trim(s);
    if (s.length == 10 && coh_date_parse(s, date) == 0)
        return 0;
    return coh_fail(err, COH_INPUT, "%s: '%s' is not a date such as 2026-03-06",
                    column, coh_quote(s.bytes, s.length, quoted));
}

static int
refuse_overlap(const struct coh_calendar *c, const struct coh_period *p,
               struct coh_error *err)
{
    char quoted[COH_QUOTE_SIZE];
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct coh_period *q = &c->period[i];
        struct coh_span label = coh_span_of(q->label);

        if (q->kind == p->kind &&
            (p->kind == COH_PERIOD_YEAR || p->kind == COH_PERIOD_TERM) &&
            p->start <= q->end && q->start <= p->end)
            return coh_fail(err, COH_INPUT, "overlaps the %s '%s'",
                            kind_name[q->kind],
                            coh_quote(label.bytes, label.length, quoted));
    }
    return 0;
}

int
coh_calendar_add(struct coh_calendar *c, struct coh_span kind,
                 struct coh_span label, struct coh_span start,
                 struct coh_span end, struct coh_error *err)
{
    struct coh_period p = {.label = NULL};

    label = coh_span_trim(label);
    end = coh_span_trim(end);
    if (read_kind(kind, &p.kind, err) ||
        read_date("start", start, &p.start, err) ||
        read_date("end", end.length ? end : start, &p.end, err))
        return -1;
    if (p.end < p.start)
        return coh_fail(err, COH_INPUT, "its end is before its start");
    if (p.kind == COH_PERIOD_WINDOW && !label.length)
        return coh_fail(err, COH_INPUT,
                        "label: a window says there of which source it is");
    if (refuse_overlap(c, &p, err) ||
        coh_reserve(&c->period, &c->capacity, c->n + 1, sizeof(*c->period),
                    err))
        return -1;
    p.label = coh_copy_text(label.bytes, label.length, err);
    if (!p.label)
        return -1;
    c->period[c->n++] = p;
    return 0;
}

void
coh_calendar_release(struct coh_calendar *c)
{
    size_t i;

    for (i = 0; i < c->n; i++)
        coh_free(c->period[i].label);
    coh_free(c->period);
    *c = (struct coh_calendar)COH_CALENDAR_INIT;
}

/* The period of a kind in which a day lies, or NULL. */
static const struct coh_period *
period_of(const struct coh_calendar *c, enum coh_period_kind kind, coh_date day)
{
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct coh_period *p = &c->period[i];

        if (p->kind == kind && p->start <= day && day <= p->end)
            return p;
    }
    return NULL;
}

coh_date
coh_calendar_begins(const struct coh_calendar *c)
{
    coh_date first = COH_DATE_NONE;
    size_t i;

    for (i = 0; i < c->n; i++)
        if (c->period[i].kind == COH_PERIOD_YEAR &&
            (first == COH_DATE_NONE || c->period[i].start < first))
            first = c->period[i].start;
    return first;
}

coh_date
coh_calendar_ends(const struct coh_calendar *c)
{
    coh_date last = COH_DATE_NONE;
    size_t i;

    for (i = 0; i < c->n; i++)
        if (c->period[i].kind == COH_PERIOD_YEAR && c->period[i].end > last)
            last = c->period[i].end;
    return last;
}

const struct coh_period *
coh_calendar_year(const struct coh_calendar *c, coh_date day)
{
    const struct coh_period *before = NULL, *first = NULL;
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct coh_period *p = &c->period[i];

        if (p->kind != COH_PERIOD_YEAR)
            continue;
        if (p->start <= day && (!before || p->start > before->start))
            before = p;
        if (!first || p->start < first->start)
            first = p;
    }
    return before ? before : first;
}

static int
has_year(const struct coh_calendar *c)
{
    return coh_calendar_begins(c) != COH_DATE_NONE;
}

int
coh_calendar_is_school_day(const struct coh_calendar *c, coh_date day)
{
    if (coh_date_weekday(day) > 4 || period_of(c, COH_PERIOD_CLOSED, day))
        return 0;
    return period_of(c, COH_PERIOD_YEAR, day) || !has_year(c);
}

int
coh_calendar_school_days(const struct coh_calendar *c, coh_date after,
                         coh_date until)
{
    coh_date day;
    int n = 0;

    for (day = after + 1; day <= until; day++)
        n += coh_calendar_is_school_day(c, day);
    return n;
}

coh_date
coh_calendar_next_school_day(const struct coh_calendar *c, coh_date day)
{
    coh_date last = day + 366;

    for (; day <= last; day++)
        if (coh_calendar_is_school_day(c, day))
            return day;
    return COH_DATE_NONE;
}

int
coh_calendar_covers(const struct coh_calendar *c, coh_date from, coh_date until)
{
    int begins = 0, ends = 0;
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct coh_period *p = &c->period[i];

        if (p->kind == COH_PERIOD_YEAR) {
            begins |= p->start <= from;
            ends |= until <= p->end;
        }
    }
    return begins && ends;
}

int
coh_calendar_terms(const struct coh_calendar *c, coh_date day)
{
    const struct coh_period *year = period_of(c, COH_PERIOD_YEAR, day);
    size_t i;
    int n = 0;

    for (i = 0; year && i < c->n; i++) {
        const struct coh_period *p = &c->period[i];

        if (p->kind == COH_PERIOD_TERM && p->end >= year->start &&
            p->end <= year->end)
            n++;
    }
    return n;
}

const struct coh_period *
coh_calendar_term_after(const struct coh_calendar *c, coh_date day)
{
    const struct coh_period *next = NULL;
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct coh_period *p = &c->period[i];

        if (p->kind == COH_PERIOD_TERM && p->start > day &&
            (!next || p->start < next->start))
            next = p;
    }
    return next;
}

/* `s` up to the first of `mark`, trimmed. */
static struct coh_span
up_to(struct coh_span s, char mark)
{
    const char *at = s.length ? memchr(s.bytes, mark, s.length) : NULL;

    if (at)
        s.length = (size_t)(at - s.bytes);
    return coh_span_trim(s);
}

int
coh_period_names(const struct coh_period *p, struct coh_span id,
                 struct coh_span title)
{
    struct coh_span rest = coh_span_of(p->label), item;

    while (coh_words_next(&rest, &item)) {
        struct coh_span name = up_to(item, ':');

        if (coh_words_same(item, id) || coh_words_same(item, title) ||
            coh_words_same(name, id) || coh_words_same(name, title))
            return 1;
    }
    return 0;
}

const struct coh_period *
coh_calendar_window_after(const struct coh_calendar *c, struct coh_span id,
                          struct coh_span title, coh_date after)
{
    const struct coh_period *next = NULL;
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct coh_period *p = &c->period[i];

        if (p->kind == COH_PERIOD_WINDOW && p->start > after &&
            (!next || p->start < next->start) && coh_period_names(p, id, title))
            next = p;
    }
    return next;
}

static const char *
plural(size_t n)
{
    return n == 1 ? "" : "s";
}

int
coh_calendar_text(const struct coh_calendar *c, struct coh_text *t,
                  struct coh_error *err)
{
    size_t count[COH_PERIOD_KINDS] = {0}, days = 0, i;

    for (i = 0; i < c->n; i++) {
        const struct coh_period *p = &c->period[i];

        count[p->kind]++;
        if (p->kind == COH_PERIOD_YEAR)
            days += (size_t)coh_calendar_school_days(c, p->start - 1, p->end);
    }
    if (coh_text_format(
            t, err,
            "school calendar: %zu year%s with %zu school day%s, %zu term%s, "
            "%zu time%s closed",
            count[COH_PERIOD_YEAR], plural(count[COH_PERIOD_YEAR]), days,
            plural(days), count[COH_PERIOD_TERM],
            plural(count[COH_PERIOD_TERM]), count[COH_PERIOD_CLOSED],
            plural(count[COH_PERIOD_CLOSED])))
        return -1;
    if (!count[COH_PERIOD_WINDOW])
        return 0;
    return coh_text_format(t, err, ", %zu testing window%s",
                           count[COH_PERIOD_WINDOW],
                           plural(count[COH_PERIOD_WINDOW]));
}
