/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/date.h"

static coh_date
day(const char *text)
{
    coh_date date = COH_DATE_NONE;

    assert_int_equal(coh_date_parse(coh_span_of(text), &date), 0);
    return date;
}

static int
days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

/* Counted by hand from 1900-01-01, a Monday, 25,567 days before 1970. */
static void
every_day_from_1900_to_2200_is_there_and_back(void **state)
{
    struct coh_date_parts p, back;
    coh_date date, expected = -25567;
    char text[COH_DATE_SIZE];
    int weekday = 0;

    (void)state;
    for (p.year = 1900; p.year <= 2200; p.year++)
        for (p.month = 1; p.month <= 12; p.month++)
            for (p.day = 1; p.day <= days_in(p.year, p.month); p.day++) {
                assert_int_equal(coh_date_from(p, &date), 0);
                assert_int_equal(date, expected);
                back = coh_date_split(date);
                assert_int_equal(back.year, p.year);
                assert_int_equal(back.month, p.month);
                assert_int_equal(back.day, p.day);
                assert_int_equal(coh_date_weekday(date), weekday);
                assert_int_equal(coh_date_monday(date), date - weekday);
                assert_int_equal(day(coh_date_text(date, text)), date);
                expected++;
                weekday = (weekday + 1) % 7;
            }
    /* Python's datetime: (date(2200, 12, 31) - date(1970, 1, 1)).days */
    assert_int_equal(expected - 1, 84370);
}

/* Weekdays by Python's datetime. */
static void
known_days_have_their_number_and_weekday(void **state)
{
    (void)state;
    assert_int_equal(day("1970-01-01"), 0);
    assert_int_equal(coh_date_weekday(0), 3);
    assert_int_equal(day("1969-12-31"), -1);
    assert_int_equal(day("2026-03-06"), 20518);
    assert_int_equal(coh_date_weekday(day("2026-03-06")), 4);
    assert_int_equal(day("2000-02-29"), 11016);
    assert_int_equal(coh_date_weekday(day("2000-02-29")), 1);
}

static void
days_that_are_not_in_the_calendar_are_refused(void **state)
{
    static const struct coh_date_parts parts[] = {
        {2026, 2, 29},  {1900, 2, 29}, {2100, 2, 29}, {2026, 4, 31},
        {2026, 13, 1},  {2026, 0, 1},  {2026, 1, 0},  {2026, 1, 32},
        {1899, 12, 31}, {2201, 1, 1},  {2026, -1, 1},
    };
    coh_date date;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(parts); i++)
        assert_int_equal(coh_date_from(parts[i], &date), -1);
}

static void
only_iso_dates_are_read_and_a_time_is_passed_over(void **state)
{
    static const char *const bad[] = {
        "",           "2026",        "2026-3-6",   "06.03.2026",
        "2026/03/06", "2026-03-06x", "2026-02-30", "20260306",
        "-026-03-06", "2026-03-0",   "03/06/2026",
    };
    coh_date date;
    size_t i;

    (void)state;
    assert_int_equal(day(" 2026-03-06 "), 20518);
    assert_int_equal(day("2026-03-06T08:15:00Z"), 20518);
    assert_int_equal(day("2026-03-06 08:15"), 20518);
    for (i = 0; i < UNIT_COUNT(bad); i++)
        assert_int_equal(coh_date_parse(coh_span_of(bad[i]), &date), -1);
}

static void
no_date_is_blank_text(void **state)
{
    char text[COH_DATE_SIZE];

    (void)state;
    assert_string_equal(coh_date_text(COH_DATE_NONE, text), "");
}

static void
the_clock_gives_a_day_of_this_century(void **state)
{
    (void)state;
    assert_in_range(coh_date_of_clock(), 20000, 84370);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_from_1900_to_2200_is_there_and_back),
        cmocka_unit_test(known_days_have_their_number_and_weekday),
        cmocka_unit_test(days_that_are_not_in_the_calendar_are_refused),
        cmocka_unit_test(only_iso_dates_are_read_and_a_time_is_passed_over),
        cmocka_unit_test(no_date_is_blank_text),
        cmocka_unit_test(the_clock_gives_a_day_of_this_century),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
