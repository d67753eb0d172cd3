/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inventory/minutes.h"

#include <string.h>

#include "base/decimal.h"
#include "inventory/check-internal.h"

int
coh_minutes_counts(const struct coh_entry *e)
{
    return coh_check_collected(e) && coh_check_of_students(e);
}

static int
testing_windows(const struct coh_entry *e, const struct coh_calendar *c,
                const struct coh_period *year)
{
    struct coh_span id = coh_span_of(coh_entry_get(e, COH_FIELD_SOURCE_ID));
    struct coh_span title = coh_span_of(coh_entry_get(e, COH_FIELD_TITLE));
    size_t i;
    int n = 0;

    for (i = 0; year && i < c->n; i++) {
        const struct coh_period *p = &c->period[i];

        n += p->kind == COH_PERIOD_WINDOW && p->end >= year->start &&
             p->end <= year->end && coh_period_names(p, id, title);
    }
    return n;
}

/* Over the weeks of the year: their school days, but at most `most` a week. */
static int
days_by_week(const struct coh_calendar *c, const struct coh_period *year,
             int most)
{
    coh_date monday = coh_date_monday(year->start);
    int n = 0;

    for (; monday <= year->end; monday += 7) {
        const coh_date sunday = monday + 6;
        const int days = coh_calendar_school_days(
            c, monday - 1 < year->start - 1 ? year->start - 1 : monday - 1,
            sunday < year->end ? sunday : year->end);

        n += days < most ? days : most;
    }
    return n;
}

static int
months_of(const struct coh_period *year)
{
    int n = 0;

    while (n < 24) {
        const coh_date begins = coh_due_add_months(year->start, n);

        if (begins == COH_DATE_NONE || begins > year->end)
            break;
        n++;
    }
    return n;
}

static const struct {
    const char *word;
    double times;
} fixed[] = {{"quarterly", 4},
             {"three-per-year", 3},
             {"twice-yearly", 2},
             {"yearly", 1},
             {"every-2-years", 0.5}};

enum counted { DAYS, WEEKS, MONTHS };

/* `most` a week; or a count of weeks or months, times up, divided by down. */
static const struct {
    const char *word;
    enum counted counted;
    int most, up, down;
    const char *how;
} by_year[] = {
    {"daily", DAYS, 7, 1, 1, "school days of the year"},
    {"three-per-week", DAYS, 3, 1, 1, "3 a school week, fewer in short ones"},
    {"twice-weekly", DAYS, 2, 1, 1, "2 a school week, fewer in short ones"},
    {"weekly", WEEKS, 1, 1, 1, "school weeks of the year"},
    {"every-2-weeks", WEEKS, 1, 1, 2, "every second school week"},
    {"twice-monthly", MONTHS, 0, 2, 1, "2 a month of the school year"},
    {"monthly", MONTHS, 0, 1, 1, "months of the school year"},
    {"every-2-months", MONTHS, 0, 1, 2, "every second month"},
};

static int
is_frequency(const struct coh_entry *e, const char *word)
{
    return coh_check_is(e, COH_FIELD_FREQUENCY, word);
}

static int
is_within(coh_date day, const struct coh_period *p)
{
    return p->start <= day && day <= p->end;
}

/* What the frequency comes to in that year, if it has a number. */
static int
find_in_year(const struct coh_entry *e, const struct coh_calendar *c,
             const struct coh_period *year, struct coh_minutes *m)
{
    size_t i;

    if (is_frequency(e, "once")) {
        m->times =
            is_within(coh_entry_date(e, COH_FIELD_LAST_COLLECTED), year) ||
            is_within(coh_entry_date(e, COH_FIELD_WINDOW_END), year);
        m->how = m->times > 0 ? "once, this year" : "once, not this year";
        return 1;
    }
    for (i = 0; i < sizeof(by_year) / sizeof(*by_year); i++) {
        int n;

        if (!is_frequency(e, by_year[i].word))
            continue;
        n = by_year[i].counted == MONTHS
                ? months_of(year)
                : days_by_week(c, year, by_year[i].most);
        m->times = (n * by_year[i].up + by_year[i].down - 1) / by_year[i].down;
        m->how = by_year[i].how;
        return 1;
    }
    return 0;
}

static void
find_times(const struct coh_entry *e, const struct coh_calendar *c,
           coh_date today, struct coh_minutes *m)
{
    const struct coh_period *year = coh_calendar_year(c, today);
    const int windows = testing_windows(e, c, year);
    size_t i;

    m->has_times = 1;
    if (windows) {
        m->times = windows;
        m->how = "testing windows of the year";
        return;
    }
    for (i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
        if (is_frequency(e, fixed[i].word)) {
            m->times = fixed[i].times;
            m->how = "by its frequency";
            return;
        }
    if (year && find_in_year(e, c, year, m))
        return;
    m->has_times = 0;
    m->how = "unknown how often: its frequency has no number a year";
    for (i = 0; !year && i < sizeof(by_year) / sizeof(*by_year); i++)
        if (is_frequency(e, by_year[i].word))
            m->how = "unknown how often: the calendar has no school year";
    if (!e->value[COH_FIELD_FREQUENCY] || is_frequency(e, "unknown"))
        m->how = "unknown how often: fill frequency";
}

struct coh_minutes
coh_minutes_find(const struct coh_entry *e, const struct coh_calendar *c,
                 coh_date today)
{
    struct coh_minutes m = {.how = ""};
    struct coh_decimal d;

    find_times(e, c, today, &m);
    if (e->value[COH_FIELD_ADMIN_MINUTES] &&
        coh_decimal_parse(
            coh_span_of(coh_entry_get(e, COH_FIELD_ADMIN_MINUTES)), &d) ==
            COH_NUMBER_EXACT) {
        m.has_minutes = 1;
        m.minutes = coh_decimal_double(d);
    } else if (m.has_times) {
        m.how = "unknown how long: fill admin_minutes (0 if it takes a "
                "student no time)";
    }
    return m;
}

struct coh_minutes_sum
coh_minutes_total(const struct coh_inventory *inv, const struct coh_calendar *c,
                  coh_date today, const char *requiring)
{
    struct coh_minutes_sum sum = {0, 0, 0};
    size_t i;

    for (i = 0; i < inv->n; i++) {
        const struct coh_entry *e = &inv->entry[i];
        struct coh_minutes m;

        if (!coh_minutes_counts(e) ||
            (requiring &&
             !coh_check_is(e, COH_FIELD_REQUIRING_ENTITY, requiring)))
            continue;
        m = coh_minutes_find(e, c, today);
        if (m.has_minutes && (m.has_times || !(m.minutes > 0))) {
            sum.minutes += m.has_times ? m.minutes * m.times : 0;
            sum.known++;
        } else {
            sum.unknown++;
        }
    }
    return sum;
}
