/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "inventory/due.h"

static struct coh_span
span(const char *text)
{
    return coh_span_of(text);
}

static coh_date
day(const char *text)
{
    coh_date date;

    assert_int_equal(coh_date_parse(span(text), &date), 0);
    return date;
}

/* A school year of three terms. */
static struct coh_calendar
calendar(void)
{
    static const char *const line[][4] = {
        {"year", "2026-27", "2026-08-24", "2027-06-04"},
        {"term", "fall", "2026-08-24", "2026-11-24"},
        {"term", "winter", "2026-11-30", "2027-02-26"},
        {"term", "spring", "2027-03-01", "2027-06-04"},
        {"closed", "Thanksgiving", "2026-11-25", "2026-11-27"},
        {"closed", "winter break", "2026-12-21", "2027-01-01"},
    };
    struct coh_calendar c = COH_CALENDAR_INIT;
    size_t i;

    for (i = 0; i < sizeof(line) / sizeof(*line); i++)
        assert_int_equal(coh_calendar_add(&c, span(line[i][0]),
                                          span(line[i][1]), span(line[i][2]),
                                          span(line[i][3]), NULL),
                         0);
    return c;
}

struct probe {
    const char *frequency, *last, *opens, *closes, *status, *today;
    enum coh_due_state state;
    enum coh_due_basis basis;
    const char *due;
    int days, school_days;
};

static void
try_one(const struct probe *p, const struct coh_calendar *c)
{
    struct coh_entry e = COH_ENTRY_INIT;
    struct coh_due due;
    char date[COH_DATE_SIZE];

    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_FREQUENCY, span(p->frequency), NULL), 0);
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_LAST_COLLECTED, span(p->last), NULL), 0);
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_WINDOW_START, span(p->opens), NULL), 0);
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_WINDOW_END, span(p->closes), NULL), 0);
    assert_int_equal(coh_entry_set(&e, COH_FIELD_STATUS, span(p->status), NULL),
                     0);
    due = coh_due_find(&e, c, day(p->today));
    assert_int_equal(due.state, p->state);
    if (p->state != COH_DUE_NEVER && p->state != COH_DUE_FUTURE)
        assert_int_equal(due.basis, p->basis);
    assert_string_equal(coh_date_text(due.due, date), p->due);
    assert_int_equal(due.days, p->days);
    if (p->days)
        assert_int_equal(due.school_days, p->school_days);
    coh_entry_release(&e);
}

static void
try_all(const struct probe *p, size_t n, const struct coh_calendar *c)
{
    size_t i;

    for (i = 0; i < n; i++)
        try_one(&p[i], c);
}
#define TRY(p, c) try_all(p, sizeof(p) / sizeof(*(p)), c)

#define I COH_BASIS_INTERVAL

/* All dates below were counted on a wall calendar. */
static void
overdue_counts_school_days_after_the_due_date(void **state)
{
    static const struct probe p[] = {
        /* The design's own example: 28 October + 14 is 11 November. */
        {"every-2-weeks", "2026-10-28", "", "", "", "2026-11-20",
         COH_DUE_OVERDUE, I, "2026-11-11", 7, 1},
        {"every-2-weeks", "2026-10-28", "", "", "", "2026-11-10", COH_DUE_LATER,
         I, "2026-11-11", 0, 0},
        {"every-2-weeks", "2026-10-28", "", "", "", "2026-11-11", COH_DUE_NOW,
         I, "2026-11-11", 0, 0},
        /* Friday 6 + 7 is Friday 13; on the Sunday no school day passed. */
        {"weekly", "2026-11-06", "", "", "", "2026-11-15", COH_DUE_NOW, I,
         "2026-11-13", 0, 0},
        {"weekly", "2026-11-06", "", "", "", "2026-11-16", COH_DUE_OVERDUE, I,
         "2026-11-13", 1, 1},
        /* Friday + a day is a Saturday: Monday. */
        {"daily", "2026-11-06", "", "", "", "2026-11-06", COH_DUE_LATER, I,
         "2026-11-09", 0, 0},
        /* 18 + 7 is in the holidays: the Monday after them. */
        {"weekly", "2026-11-18", "", "", "", "2026-11-30", COH_DUE_NOW, I,
         "2026-11-30", 0, 0},
        /* 3.5 days are over on the fourth. */
        {"twice-weekly", "2026-11-02", "", "", "", "2026-11-02", COH_DUE_LATER,
         I, "2026-11-06", 0, 0},
        {"monthly", "2026-10-31", "", "", "", "2026-11-02", COH_DUE_LATER, I,
         "2026-11-30", 0, 0},
    };
    struct coh_calendar c = calendar();

    (void)state;
    TRY(p, &c);
    coh_calendar_release(&c);
}

static void
without_a_calendar_calendar_days_count(void **state)
{
    static const struct probe p[] = {
        {"every-2-weeks", "2026-10-28", "", "", "", "2026-11-20",
         COH_DUE_OVERDUE, I, "2026-11-11", 9, 0},
        {"weekly", "2026-11-07", "", "", "", "2026-11-15", COH_DUE_OVERDUE, I,
         "2026-11-14", 1, 0},
        {"three-per-year", "2026-09-01", "", "", "", "2026-09-02",
         COH_DUE_LATER, COH_BASIS_MONTHS, "2027-01-01", 0, 0},
    };
    struct coh_calendar none = COH_CALENDAR_INIT;

    (void)state;
    TRY(p, &none);
}

static void
the_summer_makes_nothing_later(void **state)
{
    static const struct probe p[] = {
        /* 28 and 31 May, 1 to 4 June; school ends on Friday 4 June. */
        {"weekly", "2027-05-20", "", "", "", "2027-06-04", COH_DUE_OVERDUE, I,
         "2027-05-27", 6, 1},
        {"weekly", "2027-05-20", "", "", "", "2027-06-10", COH_DUE_OVERDUE, I,
         "2027-05-27", 6, 1},
        {"weekly", "2027-05-20", "", "", "", "2027-12-10", COH_DUE_OVERDUE, I,
         "2027-05-27", 6, 1},
        /* Due on the last day of school: due, all summer. */
        {"weekly", "2027-05-28", "", "", "", "2027-08-01", COH_DUE_NOW, I,
         "2027-06-04", 0, 0},
        /* Due when school is over: no school day is known to count. */
        {"weekly", "2027-06-03", "", "", "", "2027-06-11", COH_DUE_LATER, I,
         "2027-06-10", 0, 0},
    };
    struct coh_calendar c = calendar();

    (void)state;
    TRY(p, &c);
    coh_calendar_release(&c);
}

static void
a_frequency_by_terms_is_due_by_the_end_of_the_next_term(void **state)
{
    static const struct probe p[] = {
        {"three-per-year", "2026-09-15", "", "", "", "2027-01-20",
         COH_DUE_LATER, COH_BASIS_TERM, "2027-02-26", 0, 0},
        {"three-per-year", "2026-09-15", "", "", "", "2027-03-02",
         COH_DUE_OVERDUE, COH_BASIS_TERM, "2027-02-26", 2, 1},
        {"three-per-year", "2027-03-15", "", "", "", "2027-05-03",
         COH_DUE_NO_DATE, COH_BASIS_NO_TERM, "", 0, 0},
        /* Three terms say nothing of a source collected twice a year. */
        {"twice-yearly", "2026-09-15", "", "", "", "2026-09-15", COH_DUE_LATER,
         COH_BASIS_MONTHS, "2027-03-15", 0, 0},
    };
    struct coh_calendar c = calendar();

    (void)state;
    TRY(p, &c);
    coh_calendar_release(&c);
}

static void
an_open_window_decides_what_is_collected_seldom(void **state)
{
    static const struct probe p[] = {
        {"once", "", "2026-09-01", "2026-10-30", "", "2026-10-01",
         COH_DUE_LATER, COH_BASIS_WINDOW, "2026-10-30", 0, 0},
        {"once", "", "2026-09-01", "2026-10-30", "", "2026-11-03",
         COH_DUE_OVERDUE, COH_BASIS_WINDOW, "2026-10-30", 2, 1},
        {"once", "2026-10-01", "2026-09-01", "2026-10-30", "", "2026-11-03",
         COH_DUE_NO_DATE, COH_BASIS_DONE, "", 0, 0},
        {"once", "", "", "", "", "2026-11-03", COH_DUE_NEVER, I, "", 0, 0},
        {"yearly", "2026-04-01", "2027-03-01", "2027-04-02", "", "2027-03-20",
         COH_DUE_LATER, COH_BASIS_WINDOW, "2027-04-02", 0, 0},
        {"weekly", "2026-11-02", "2026-11-03", "2027-06-04", "", "2026-11-04",
         COH_DUE_LATER, I, "2026-11-09", 0, 0},
    };
    struct coh_calendar c = calendar();

    (void)state;
    TRY(p, &c);
    coh_calendar_release(&c);
}

static void
what_has_no_due_date_says_why(void **state)
{
    static const struct probe p[] = {
        {"weekly", "", "", "", "", "2026-11-04", COH_DUE_NEVER, I, "", 0, 0},
        {"weekly", "", "", "", "retired", "2026-11-04", COH_DUE_NO_DATE,
         COH_BASIS_STATUS, "", 0, 0},
        {"weekly", "2026-01-01", "", "", "no-tool", "2026-11-04",
         COH_DUE_NO_DATE, COH_BASIS_STATUS, "", 0, 0},
        {"weekly", "2026-11-05", "", "", "", "2026-11-04", COH_DUE_FUTURE, I,
         "", 0, 0},
        {"", "2026-01-01", "", "", "", "2026-11-04", COH_DUE_NO_DATE,
         COH_BASIS_UNKNOWN, "", 0, 0},
        {"unknown", "2026-01-01", "", "", "", "2026-11-04", COH_DUE_NO_DATE,
         COH_BASIS_UNKNOWN, "", 0, 0},
        {"irregular", "2026-01-01", "", "", "", "2026-11-04", COH_DUE_NO_DATE,
         COH_BASIS_FREQUENCY, "", 0, 0},
        {"per-unit", "", "", "", "", "2026-11-04", COH_DUE_NO_DATE,
         COH_BASIS_FREQUENCY, "", 0, 0},
        {"continuous", "2026-01-01", "", "", "", "2026-11-04", COH_DUE_NO_DATE,
         COH_BASIS_FREQUENCY, "", 0, 0},
    };
    struct coh_calendar c = calendar();

    (void)state;
    TRY(p, &c);
    coh_calendar_release(&c);
}

static void
what_was_due_before_the_calendar_begins_counts_from_there(void **state)
{
    struct coh_calendar c = calendar();
    struct coh_entry e = COH_ENTRY_INIT;
    struct coh_due due;

    (void)state;
    /* 8 June 2026 is in no known year: 24 August is the first school day; 25
     * to 28 August are four. */
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_FREQUENCY, span("weekly"), NULL), 0);
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_LAST_COLLECTED, span("2026-06-01"), NULL),
        0);
    due = coh_due_find(&e, &c, day("2026-08-28"));
    assert_int_equal(due.due, day("2026-08-24"));
    assert_int_equal(due.days, 4);
    assert_true(due.at_least);
    due = coh_due_find(&e, &c, day("2026-07-15"));
    assert_int_equal(due.state, COH_DUE_LATER);
    coh_entry_release(&e);
    coh_calendar_release(&c);
}

static void
the_next_summer_is_passed_over_when_the_next_year_is_known(void **state)
{
    static const struct probe p[] = {
        /* 10 June is in the summer: Monday 23 August. */
        {"weekly", "2027-06-03", "", "", "", "2027-08-01", COH_DUE_LATER, I,
         "2027-08-23", 0, 0},
        {"weekly", "2027-06-03", "", "", "", "2027-08-25", COH_DUE_OVERDUE, I,
         "2027-08-23", 2, 1},
        /* 28 and 31 May, 1 to 4 June, then 23 to 25 August. */
        {"weekly", "2027-05-20", "", "", "", "2027-08-25", COH_DUE_OVERDUE, I,
         "2027-05-27", 9, 1},
    };
    struct coh_calendar c = calendar();

    (void)state;
    assert_int_equal(coh_calendar_add(&c, span("year"), span("2027-28"),
                                      span("2027-08-23"), span("2028-06-02"),
                                      NULL),
                     0);
    TRY(p, &c);
    coh_calendar_release(&c);
}

/* The probe's source has no id: the windows name it by its title. */
static void
try_window(const struct coh_calendar *c, const char *frequency,
           const char *last, const char *today, enum coh_due_state state,
           const char *closes, int days)
{
    struct coh_entry e = COH_ENTRY_INIT;
    struct coh_due due;
    char date[COH_DATE_SIZE];

    assert_int_equal(coh_entry_set(&e, COH_FIELD_TITLE, span("MAP"), NULL), 0);
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_FREQUENCY, span(frequency), NULL), 0);
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_LAST_COLLECTED, span(last), NULL), 0);
    due = coh_due_find(&e, c, day(today));
    assert_int_equal(due.state, state);
    assert_string_equal(coh_date_text(due.due, date), closes);
    assert_int_equal(due.days, days);
    coh_entry_release(&e);
}

static void
a_source_with_testing_windows_is_due_by_the_close_of_the_next(void **state)
{
    struct coh_calendar c = calendar();

    (void)state;
    assert_int_equal(coh_calendar_add(&c, span("window"), span("MAP: fall"),
                                      span("2026-09-08"), span("2026-09-25"),
                                      NULL),
                     0);
    assert_int_equal(coh_calendar_add(&c, span("window"), span("MAP: winter"),
                                      span("2027-01-11"), span("2027-01-29"),
                                      NULL),
                     0);
    /* Never collected: the first window; then 28 and 29 September. */
    try_window(&c, "three-per-year", "", "2026-09-25", COH_DUE_NOW,
               "2026-09-25", 0);
    try_window(&c, "three-per-year", "", "2026-09-29", COH_DUE_OVERDUE,
               "2026-09-25", 2);
    /* Collected in a window, on its first day too: the next one. */
    try_window(&c, "three-per-year", "2026-09-08", "2026-11-30", COH_DUE_LATER,
               "2027-01-29", 0);
    try_window(&c, "three-per-year", "2026-09-15", "2027-02-01",
               COH_DUE_OVERDUE, "2027-01-29", 1);
    /* Between two windows: the next one all the same. */
    try_window(&c, "weekly", "2026-11-02", "2027-01-15", COH_DUE_LATER,
               "2027-01-29", 0);
    /* A frequency without an interval, or none, has windows too. */
    try_window(&c, "per-unit", "2026-09-15", "2027-02-01", COH_DUE_OVERDUE,
               "2027-01-29", 1);
    try_window(&c, "", "2026-09-15", "2027-02-01", COH_DUE_OVERDUE,
               "2027-01-29", 1);
    /* After the last one nothing is due. */
    try_window(&c, "weekly", "2027-01-12", "2027-05-03", COH_DUE_NO_DATE, "",
               0);
    coh_calendar_release(&c);
}

static void
the_days_left_are_school_days(void **state)
{
    struct coh_calendar c = calendar();
    struct coh_entry e = COH_ENTRY_INIT;
    struct coh_due due;

    (void)state;
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_FREQUENCY, span("monthly"), NULL), 0);
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_LAST_COLLECTED, span("2026-11-02"), NULL),
        0);
    /* Due on Wednesday 2 December; from Friday 20 November there are 23, 24,
     * 30 November, 1 and 2 December. */
    due = coh_due_find(&e, &c, day("2026-11-20"));
    assert_int_equal(coh_due_left(&due, &c, day("2026-11-20")), 5);
    due = coh_due_find(&e, &c, day("2026-12-02"));
    assert_int_equal(coh_due_left(&due, &c, day("2026-12-02")), 0);
    due = coh_due_find(&e, &c, day("2026-12-03"));
    assert_int_equal(coh_due_left(&due, &c, day("2026-12-03")), -1);
    coh_entry_release(&e);
    coh_calendar_release(&c);
}

/* A plain recount: the calendar's three open spells, by their ordinal days. */
static int
recount(coh_date after, coh_date until)
{
    const coh_date open[][2] = {{day("2026-08-24"), day("2026-11-24")},
                                {day("2026-11-28"), day("2026-12-20")},
                                {day("2027-01-02"), day("2027-06-04")}};
    size_t i;
    int n = 0;

    for (i = 0; i < 3; i++) {
        coh_date d;

        /* 1970-01-01 was a Thursday: Saturday is 2 days after it. */
        for (d = open[i][0]; d <= open[i][1]; d++)
            n += d > after && d <= until && d % 7 != 2 && d % 7 != 3;
    }
    return n;
}

static void
a_day_later_is_never_less_overdue(void **state)
{
    static const char *const often[] = {
        "daily",         "three-per-week", "twice-weekly", "weekly",
        "every-2-weeks", "twice-monthly",  "monthly",      "every-2-months",
        "quarterly",     "three-per-year", "twice-yearly", "yearly",
    };
    static const char *const last[] = {"2026-08-24", "2026-09-18",
                                       "2026-11-20", "2026-12-18",
                                       "2027-02-26", "2027-05-28"};
    struct coh_calendar c = calendar();
    size_t i, k;

    (void)state;
    for (i = 0; i < sizeof(often) / sizeof(*often); i++)
        for (k = 0; k < sizeof(last) / sizeof(*last); k++) {
            struct coh_entry e = COH_ENTRY_INIT;
            coh_date today = day(last[k]), end = today + 366;
            int before = 0;

            assert_int_equal(
                coh_entry_set(&e, COH_FIELD_FREQUENCY, span(often[i]), NULL),
                0);
            assert_int_equal(coh_entry_set(&e, COH_FIELD_LAST_COLLECTED,
                                           span(last[k]), NULL),
                             0);
            for (; today <= end; today++) {
                struct coh_due due = coh_due_find(&e, &c, today);

                assert_true(due.days >= before);
                if (due.due != COH_DATE_NONE && due.due <= day("2027-06-04"))
                    assert_int_equal(due.days, recount(due.due, today));
                else
                    assert_int_equal(due.days, 0);
                before = due.days;
            }
            coh_entry_release(&e);
        }
    coh_calendar_release(&c);
}

static void
an_example_is_never_due(void **state)
{
    struct coh_entry e = COH_ENTRY_INIT;
    const struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(
        coh_entry_set(&e, COH_FIELD_TITLE, span("EXAMPLE"), NULL) ||
            coh_entry_set(&e, COH_FIELD_FREQUENCY, span("daily"), NULL),
        0);
    assert_int_equal(coh_due_find(&e, &c, 1).state, COH_DUE_NO_DATE);
    coh_entry_release(&e);
}

static void
months_end_on_the_last_day_they_have(void **state)
{
    (void)state;
    assert_int_equal(coh_due_add_months(day("2026-01-31"), 1),
                     day("2026-02-28"));
    assert_int_equal(coh_due_add_months(day("2028-01-31"), 1),
                     day("2028-02-29")); /* a leap year */
    assert_int_equal(coh_due_add_months(day("2026-10-31"), 4),
                     day("2027-02-28"));
    assert_int_equal(coh_due_add_months(day("2026-12-15"), 24),
                     day("2028-12-15"));
    assert_int_equal(coh_due_add_months(day("2200-12-15"), 1), COH_DATE_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overdue_counts_school_days_after_the_due_date),
        cmocka_unit_test(without_a_calendar_calendar_days_count),
        cmocka_unit_test(the_summer_makes_nothing_later),
        cmocka_unit_test(
            what_was_due_before_the_calendar_begins_counts_from_there),
        cmocka_unit_test(
            the_next_summer_is_passed_over_when_the_next_year_is_known),
        cmocka_unit_test(
            a_source_with_testing_windows_is_due_by_the_close_of_the_next),
        cmocka_unit_test(the_days_left_are_school_days),
        cmocka_unit_test(a_day_later_is_never_less_overdue),
        cmocka_unit_test(
            a_frequency_by_terms_is_due_by_the_end_of_the_next_term),
        cmocka_unit_test(an_open_window_decides_what_is_collected_seldom),
        cmocka_unit_test(what_has_no_due_date_says_why),
        cmocka_unit_test(an_example_is_never_due),
        cmocka_unit_test(months_end_on_the_last_day_they_have),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
