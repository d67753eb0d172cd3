/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inventory/calendar.h"

static coh_date
day(const char *text)
{
    coh_date date;

    assert_int_equal(coh_date_parse(coh_span_of(text), &date), 0);
    return date;
}

static int
add(struct coh_calendar *c, const char *kind, const char *label,
    const char *start, const char *end, struct coh_error *err)
{
    return coh_calendar_add(c, coh_span_of(kind), coh_span_of(label),
                            coh_span_of(start), coh_span_of(end), err);
}

/* A year of 2026-27 with two terms and a fall break. */
static int
fill(struct coh_calendar *c, struct coh_error *err)
{
    return add(c, "year", "2026-27", "2026-08-24", "2027-06-04", err) ||
                   add(c, "term", "fall", "2026-08-24", "2027-01-15", err) ||
                   add(c, "term", "spring", "2027-01-19", "2027-06-04", err) ||
                   add(c, "closed", "Thanksgiving", "2026-11-25", "2026-11-27",
                       err) ||
                   add(c, "closed", "Labor Day", "2026-09-07", "", err)
               ? -1
               : 0;
}

static void
a_weekday_inside_the_year_is_a_school_day(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(fill(&c, NULL), 0);
    assert_true(coh_calendar_is_school_day(&c, day("2026-08-24")));
    assert_true(coh_calendar_is_school_day(&c, day("2027-06-04")));
    assert_true(coh_calendar_is_school_day(&c, day("2026-11-20")));
    coh_calendar_release(&c);
}

static void
weekends_closed_days_and_summer_are_no_school_days(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(fill(&c, NULL), 0);
    /* 21 and 22 November 2026 are a Saturday and a Sunday. */
    assert_false(coh_calendar_is_school_day(&c, day("2026-11-21")));
    assert_false(coh_calendar_is_school_day(&c, day("2026-11-22")));
    assert_false(coh_calendar_is_school_day(&c, day("2026-11-25")));
    assert_false(coh_calendar_is_school_day(&c, day("2026-11-27")));
    assert_false(coh_calendar_is_school_day(&c, day("2026-09-07")));
    assert_false(coh_calendar_is_school_day(&c, day("2026-08-21")));
    assert_false(coh_calendar_is_school_day(&c, day("2027-06-07")));
    coh_calendar_release(&c);
}

static void
without_a_year_every_open_weekday_is_a_school_day(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_true(coh_calendar_is_school_day(&c, day("2026-07-01")));
    assert_false(coh_calendar_is_school_day(&c, day("2026-07-04")));
    assert_int_equal(add(&c, "closed", "", "2026-07-01", "", NULL), 0);
    assert_false(coh_calendar_is_school_day(&c, day("2026-07-01")));
    assert_false(coh_calendar_covers(&c, day("2026-07-01"), day("2026-07-02")));
    coh_calendar_release(&c);
}

static void
school_days_count_the_last_day_and_not_the_first(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(fill(&c, NULL), 0);
    /* Counted on a wall calendar: 12, 13, 16 to 20 November. */
    assert_int_equal(
        coh_calendar_school_days(&c, day("2026-11-11"), day("2026-11-20")), 7);
    /* 23, 24 November, then 30 November and 1 December. */
    assert_int_equal(
        coh_calendar_school_days(&c, day("2026-11-20"), day("2026-12-01")), 4);
    assert_int_equal(
        coh_calendar_school_days(&c, day("2026-11-20"), day("2026-11-20")), 0);
    assert_int_equal(
        coh_calendar_school_days(&c, day("2026-11-20"), day("2026-11-02")), 0);
    /* Closed form: 24 August to 4 September are two full weeks; the first
     * day itself is left out. */
    assert_int_equal(
        coh_calendar_school_days(&c, day("2026-08-24"), day("2026-09-06")), 9);
    coh_calendar_release(&c);
}

static void
the_next_school_day_passes_over_what_is_closed(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(fill(&c, NULL), 0);
    assert_int_equal(coh_calendar_next_school_day(&c, day("2026-11-20")),
                     day("2026-11-20"));
    assert_int_equal(coh_calendar_next_school_day(&c, day("2026-11-25")),
                     day("2026-11-30"));
    assert_int_equal(coh_calendar_next_school_day(&c, day("2026-09-05")),
                     day("2026-09-08"));
    assert_int_equal(coh_calendar_next_school_day(&c, day("2027-06-05")),
                     COH_DATE_NONE);
    coh_calendar_release(&c);
}

static void
a_calendar_covers_from_its_first_year_to_its_last(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(fill(&c, NULL), 0);
    assert_true(coh_calendar_covers(&c, day("2026-08-24"), day("2027-06-04")));
    assert_false(coh_calendar_covers(&c, day("2026-08-23"), day("2026-09-01")));
    assert_false(coh_calendar_covers(&c, day("2027-06-01"), day("2027-06-05")));
    assert_int_equal(
        add(&c, "year", "2027-28", "2027-08-23", "2028-06-02", NULL), 0);
    assert_true(coh_calendar_covers(&c, day("2027-06-01"), day("2027-08-30")));
    coh_calendar_release(&c);
}

static void
terms_are_counted_by_school_year_and_found_by_their_start(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(fill(&c, NULL), 0);
    assert_int_equal(
        add(&c, "year", "2027-28", "2027-08-23", "2028-06-02", NULL), 0);
    assert_int_equal(add(&c, "term", "fall", "2027-08-23", "2028-01-14", NULL),
                     0);
    assert_int_equal(coh_calendar_terms(&c, day("2026-10-01")), 2);
    assert_int_equal(coh_calendar_terms(&c, day("2027-10-01")), 1);
    assert_int_equal(coh_calendar_terms(&c, day("2027-07-01")), 0);
    assert_string_equal(coh_calendar_term_after(&c, day("2026-10-01"))->label,
                        "spring");
    assert_int_equal(coh_calendar_term_after(&c, day("2027-02-01"))->start,
                     day("2027-08-23"));
    assert_null(coh_calendar_term_after(&c, day("2027-08-23")));
    coh_calendar_release(&c);
}

static void
the_calendar_knows_where_it_begins_and_ends(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(coh_calendar_begins(&c), COH_DATE_NONE);
    assert_int_equal(coh_calendar_ends(&c), COH_DATE_NONE);
    assert_null(coh_calendar_year(&c, day("2026-10-01")));
    assert_int_equal(fill(&c, NULL), 0);
    assert_int_equal(
        add(&c, "year", "2025-26", "2025-08-25", "2026-06-05", NULL), 0);
    assert_int_equal(coh_calendar_begins(&c), day("2025-08-25"));
    assert_int_equal(coh_calendar_ends(&c), day("2027-06-04"));
    /* A day in the summer counts to the year before it, a day before all
     * years to the first. */
    assert_string_equal(coh_calendar_year(&c, day("2026-07-01"))->label,
                        "2025-26");
    assert_string_equal(coh_calendar_year(&c, day("2026-08-24"))->label,
                        "2026-27");
    assert_string_equal(coh_calendar_year(&c, day("2027-12-01"))->label,
                        "2026-27");
    assert_string_equal(coh_calendar_year(&c, day("2024-01-01"))->label,
                        "2025-26");
    coh_calendar_release(&c);
}

static const struct coh_period *
window(const struct coh_calendar *c, const char *id, const char *title,
       const char *after)
{
    return coh_calendar_window_after(c, coh_span_of(id), coh_span_of(title),
                                     *after ? day(after) : COH_DATE_NONE);
}

static void
a_window_is_for_the_sources_its_label_names(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;

    (void)state;
    assert_int_equal(
        add(&c, "window", "map: winter", "2027-01-11", "2027-01-29", NULL), 0);
    assert_int_equal(add(&c, "Window", "map", "2026-09-08", "2026-09-25", NULL),
                     0);
    /* Windows may overlap. */
    assert_int_equal(add(&c, "window", "probes ; State Test: grade 5",
                         "2026-09-14", "2026-09-18", NULL),
                     0);
    assert_int_equal(window(&c, "map", "", "")->start, day("2026-09-08"));
    assert_int_equal(window(&c, "MAP", "", "2026-09-08")->start,
                     day("2027-01-11"));
    assert_null(window(&c, "map", "", "2027-01-11"));
    assert_null(window(&c, "ma", "", ""));
    assert_null(window(&c, "winter", "", ""));
    assert_int_equal(window(&c, "state-test", "state test", "")->end,
                     day("2026-09-18"));
    assert_int_equal(window(&c, "probes", "x", "")->end, day("2026-09-18"));
    /* No window makes a school day, nor takes one away. */
    assert_false(coh_calendar_covers(&c, day("2026-09-14"), day("2026-09-15")));
    assert_true(coh_calendar_is_school_day(&c, day("2026-09-14")));
    assert_string_equal(coh_period_kind_name(COH_PERIOD_WINDOW), "window");
    coh_calendar_release(&c);
}

static void
a_line_that_cannot_be_read_is_an_input_error(void **state)
{
    static const char *const bad[][4] = {
        {"holiday", "x", "2026-11-25", "2026-11-27"},
        {"window", " ", "2026-11-25", "2026-11-27"},
        {"closed", "x", "11/25/2026", "2026-11-27"},
        {"closed", "x", "", ""},
        {"closed", "x", "2026-11-31", ""},
        {"closed", "x", "2026-11-25T00:00", ""},
        {"closed", "x", "2026-11-27", "2026-11-25"},
        {"term", "x", "2027-01-15", "2027-02-01"},
        {"year", "x", "2026-01-01", "2026-08-24"},
    };
    struct coh_calendar c = COH_CALENDAR_INIT;
    size_t i;

    (void)state;
    assert_int_equal(fill(&c, NULL), 0);
    for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(
            add(&c, bad[i][0], bad[i][1], bad[i][2], bad[i][3], &err), -1);
        assert_int_equal(err.code, COH_INPUT);
    }
    assert_int_equal(c.n, 5);
    coh_calendar_release(&c);
}

static void
a_failed_allocation_leaves_a_calendar_that_can_be_released(void **state)
{
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 100; n++) {
        struct coh_calendar c = COH_CALENDAR_INIT;
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = fill(&c, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_calendar_release(&c);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_weekday_inside_the_year_is_a_school_day),
        cmocka_unit_test(weekends_closed_days_and_summer_are_no_school_days),
        cmocka_unit_test(without_a_year_every_open_weekday_is_a_school_day),
        cmocka_unit_test(school_days_count_the_last_day_and_not_the_first),
        cmocka_unit_test(the_next_school_day_passes_over_what_is_closed),
        cmocka_unit_test(a_calendar_covers_from_its_first_year_to_its_last),
        cmocka_unit_test(
            terms_are_counted_by_school_year_and_found_by_their_start),
        cmocka_unit_test(the_calendar_knows_where_it_begins_and_ends),
        cmocka_unit_test(a_window_is_for_the_sources_its_label_names),
        cmocka_unit_test(a_line_that_cannot_be_read_is_an_input_error),
        cmocka_unit_test(
            a_failed_allocation_leaves_a_calendar_that_can_be_released),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
