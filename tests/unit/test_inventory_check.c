/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "inventory/check.h"

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
where_the_calendar_ends_calendar_days_count(void **state)
{
    static const struct probe p[] = {
        {"weekly", "2027-05-20", "", "", "", "2027-06-04", COH_DUE_OVERDUE, I,
         "2027-05-27", 6, 1},
        {"weekly", "2027-05-20", "", "", "", "2027-06-10", COH_DUE_OVERDUE, I,
         "2027-05-27", 14, 0},
        {"weekly", "2027-06-03", "", "", "", "2027-06-11", COH_DUE_OVERDUE, I,
         "2027-06-10", 1, 0},
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

/* Findings as text, one a line. */
static int
note(void *to, const struct coh_finding *f, struct coh_error *err)
{
    return coh_text_format(to, err, "%s|%s|%s|%d|%d|%s\n", f->source_id,
                           f->check, f->state, f->look, f->days, f->message);
}

static int
run(const char *only, struct coh_text *t, struct coh_error *err)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_calendar c = COH_CALENDAR_INIT;
    struct coh_check_on on = {&inv, &c, day("2026-11-20")};
    struct coh_check_report report = {note, t};
    struct coh_entry *e;
    int rc = -1;

    if (coh_calendar_add(&c, span("year"), span("2026-27"), span("2026-08-24"),
                         span("2027-06-04"), err))
        goto out;
    e = coh_inventory_add(&inv, span("observation-notes"), err);
    if (!e ||
        coh_entry_set(e, COH_FIELD_FREQUENCY, span("every-2-weeks"), err) ||
        coh_entry_set(e, COH_FIELD_LAST_COLLECTED, span("2026-10-28"), err) ||
        coh_entry_set(e, COH_FIELD_TIER, span("clasroom"), err) ||
        coh_entry_set(e, COH_FIELD_MIN_N, span("ten"), err))
        goto out;
    e = coh_inventory_add(&inv, span("old-survey"), err);
    if (!e || coh_entry_set(e, COH_FIELD_STATUS, span("retired"), err))
        goto out;
    rc = coh_check_run(&on, only ? coh_check_find(span(only)) : NULL, &report,
                       err);
out:
    coh_inventory_release(&inv);
    coh_calendar_release(&c);
    return rc;
}

static void
an_overdue_source_is_named_with_what_to_do(void **state)
{
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(run("overdue", &t, NULL), 0);
    /* The first line's words are the design's. */
    assert_string_equal(
        t.bytes, "observation-notes|overdue|overdue|1|7|overdue by 7 school "
                 "days (every 2 weeks, last 2026-10-28): collect it, or retire "
                 "it\n"
                 "old-survey|overdue|no_date|0|0|nothing is due: its status is "
                 "retired\n");
    coh_text_release(&t);
}

static void
every_wrong_value_is_a_finding(void **state)
{
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(run("words", &t, NULL), 0);
    assert_non_null(strstr(t.bytes, "observation-notes|words|wrong|1|0|tier: "
                                    "'clasroom' is not one of"));
    assert_non_null(strstr(t.bytes, "; the nearest is classroom\n"));
    assert_non_null(strstr(t.bytes, "min_n: 'ten' is not a whole number\n"));
    assert_non_null(strstr(t.bytes, "old-survey|words|ok|0|0|"));
    coh_text_release(&t);
}

static void
an_incomplete_entry_lists_its_gaps(void **state)
{
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(run("complete", &t, NULL), 0);
    /* 29 fields are required of every source; four are filled here. */
    assert_non_null(strstr(t.bytes, "observation-notes|complete|incomplete|1|"
                                    "0|25 of 29 needed fields are blank: "
                                    "title, description, owner_role, status "
                                    "and 21 more (inventory show)\n"));
    assert_non_null(strstr(t.bytes, "old-survey|complete|ok|0|0|"));
    coh_text_release(&t);
}

static void
without_a_choice_all_checks_run(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    const char *at;
    int lines = 0;

    (void)state;
    assert_null(coh_check_find(span("colour")));
    assert_int_equal(run(NULL, &t, NULL), 0);
    for (at = t.bytes; (at = strchr(at, '\n')); at++)
        lines++;
    assert_int_equal(lines, 7); /* two sources, three checks, a second fault */
    coh_text_release(&t);
}

static void
a_failed_allocation_ends_the_checks_with_a_system_error(void **state)
{
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 300; n++) {
        struct coh_text t = COH_TEXT_INIT;
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = run(NULL, &t, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_text_release(&t);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 20);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overdue_counts_school_days_after_the_due_date),
        cmocka_unit_test(without_a_calendar_calendar_days_count),
        cmocka_unit_test(where_the_calendar_ends_calendar_days_count),
        cmocka_unit_test(
            a_frequency_by_terms_is_due_by_the_end_of_the_next_term),
        cmocka_unit_test(an_open_window_decides_what_is_collected_seldom),
        cmocka_unit_test(what_has_no_due_date_says_why),
        cmocka_unit_test(months_end_on_the_last_day_they_have),
        cmocka_unit_test(an_overdue_source_is_named_with_what_to_do),
        cmocka_unit_test(every_wrong_value_is_a_finding),
        cmocka_unit_test(an_incomplete_entry_lists_its_gaps),
        cmocka_unit_test(without_a_choice_all_checks_run),
        cmocka_unit_test(
            a_failed_allocation_ends_the_checks_with_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
