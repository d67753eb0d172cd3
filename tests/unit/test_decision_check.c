/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

#include "flow/decision-check.h"
#include "flow/decision-view.h"

/* Friday 6 March 2026; what is expected follows from the header's words and
 * the calendar below, counted by hand. */

static coh_date
date_of(const char *text)
{
    coh_date day;

    assert_int_equal(coh_date_parse(coh_span_of(text), &day), 0);
    return day;
}

static void
add_source(struct coh_inventory *inv, const char *id, const char *status,
           const char *frequency, const char *last, const char *min_n)
{
    struct coh_entry *e = coh_inventory_add(inv, coh_span_of(id), NULL);

    assert_non_null(e);
    assert_int_equal(
        coh_entry_set(e, COH_FIELD_STATUS, coh_span_of(status), NULL) ||
            coh_entry_set(e, COH_FIELD_FREQUENCY, coh_span_of(frequency),
                          NULL) ||
            coh_entry_set(e, COH_FIELD_LAST_COLLECTED, coh_span_of(last),
                          NULL) ||
            coh_entry_set(e, COH_FIELD_MIN_N, coh_span_of(min_n), NULL),
        0);
}

/* A shelf with a school year, a fresh, a late and a retired source. */
static void
open_shelf(struct place *p, struct coh_shelf *shelf)
{
    *shelf = (struct coh_shelf)COH_SHELF_INIT;
    open_new(p, &shelf->store);
    assert_int_equal(coh_calendar_add(&shelf->calendar, coh_span_of("year"),
                                      coh_span_of("2025-26"),
                                      coh_span_of("2025-08-25"),
                                      coh_span_of("2026-06-05"), NULL),
                     0);
    assert_int_equal(coh_calendar_add(&shelf->calendar, coh_span_of("closed"),
                                      coh_span_of("Spring"),
                                      coh_span_of("2026-03-30"),
                                      coh_span_of("2026-04-03"), NULL),
                     0);
    add_source(&shelf->inventory, "fresh", "collected-used", "weekly",
               "2026-03-04", "5");
    add_source(&shelf->inventory, "late", "collected-used", "weekly",
               "2026-02-02", "15");
    add_source(&shelf->inventory, "old", "retired", "", "", "");
    add_source(&shelf->inventory, "ahead", "collected-used", "weekly",
               "2026-03-09", "");
}

/* The faults of a form with this evidence, measure and review, a line each;
 * then the notes. */
static int
check(struct coh_shelf *shelf, const char *evidence, const char *measure,
      const char *review, struct coh_text *t, struct coh_error *err)
{
    const struct coh_decisions none = COH_DECISIONS_INIT;
    const struct coh_decision_check on = {.shelf = shelf,
                                          .all = &none,
                                          .today = date_of("2026-03-06"),
                                          .roles = "math teacher"};
    struct coh_form f = COH_FORM_INIT(coh_sheet_amended);
    struct coh_form_faults faults = COH_FORM_FAULTS_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    size_t i;
    int rc = -1;

    if (coh_form_add(&f, COH_MADE_EVIDENCE, 1, coh_span_of(evidence), err) ||
        coh_form_add(&f, COH_MADE_MEASURE, 2, coh_span_of(measure), err) ||
        coh_form_add(&f, COH_MADE_REVIEW, 3, coh_span_of(review), err) ||
        coh_form_add(&f, COH_MADE_OWNER, 4, coh_span_of("math teacher"), err) ||
        coh_decision_check_made(&on, &f, &faults, &notes, err))
        goto out;
    rc = 0;
    for (i = 0; !rc && i < faults.n; i++)
        rc = coh_text_format(t, err, "%zu %.30s\n", faults.at[i].line,
                             faults.at[i].text);
    for (i = 0; !rc && i < notes.n; i++)
        rc = coh_text_format(t, err, "- %.36s\n", notes.note[i].reason);
out:
    coh_form_faults_release(&faults);
    coh_notes_release(&notes);
    coh_form_release(&f);
    return rc;
}

static void
expect(struct coh_shelf *shelf, const char *evidence, const char *measure,
       const char *review, const char *expected)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(check(shelf, evidence, measure, review, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), expected);
    coh_text_release(&t);
}

#define FINE "source: fresh", "2026-03-23"

static void
evidence_has_to_be_there_and_fresh(void **state)
{
    struct coh_shelf shelf;

    open_shelf(*state, &shelf);
    expect(&shelf, "source fresh: half", FINE, "");
    expect(&shelf, "source frsh: half", FINE,
           "1 no source 'frsh' in the invent\n");
    expect(&shelf, "source late: half", FINE,
           "1 late is overdue by 19 school d\n");
    expect(&shelf, "source old: half", FINE,
           "1 old is retired in the inventor\n");
    expect(&shelf, "source ahead: half", FINE,
           "1 ahead cannot be relied on: las\n");
    expect(&shelf, "load 3: half", FINE, "1 there is no load 3, or it was \n");
    expect(&shelf, "note fresh:1: x", FINE,
           "1 there is no note 'fresh:1': co\n");
    expect(&shelf, "decision 4: x", FINE, "1 no decision 4: there is none y\n");
    coh_shelf_close(&shelf);
}

static void
a_review_is_a_school_day_to_come(void **state)
{
    struct coh_shelf shelf;

    open_shelf(*state, &shelf);
    expect(&shelf, "other: x", "source: fresh", "2026-03-06", "");
    expect(&shelf, "other: x", "source: fresh", "2026-03-05",
           "3 lies behind us: today is 2026-\n");
    expect(&shelf, "other: x", "source: fresh", "2026-03-07",
           "3 is no school day by the team's\n"); /* a Saturday */
    expect(&shelf, "other: x", "source: fresh", "2026-04-01",
           "3 is no school day by the team's\n");
    expect(&shelf, "other: x", "source: fresh", "2026-09-01",
           "- the school calendar ends on 2026-06-\n");
    expect(&shelf, "other: x", "source: old", "2026-03-23",
           "2 is retired in the inventory: m\n");
    expect(&shelf, "other: x", "by: 2026-03-05", "2026-03-23",
           "2 lies behind us: today is 2026-\n");
    coh_shelf_close(&shelf);
}

/* min_n of the cited source counts, else 10. */
static void
few_students_are_told_by_the_min_n_of_the_source(void **state)
{
    struct coh_shelf shelf;

    open_shelf(*state, &shelf);
    expect(&shelf, "source fresh: 4 of 112", FINE,
           "- speaks of fewer than 5 students: it \n");
    expect(&shelf, "source fresh: 6 of 112", FINE, "");
    expect(&shelf, "other: 6 of 112", FINE,
           "- speaks of fewer than 10 students: it\n");
    coh_shelf_close(&shelf);
}

static void
memory_that_ends_is_told(void **state)
{
    struct coh_shelf shelf;
    struct coh_text t = COH_TEXT_INIT;
    struct coh_error err;
    size_t n;
    int rc = -1;

    open_shelf(*state, &shelf);
    for (n = 1; rc; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_text_clear(&t);
        coh_memory_fail_at(n, 0);
        rc = check(&shelf, "source late: 4 of 112", "source: old", "2026-04-01",
                   &t, &err);
        coh_memory_fail_at(0, 0);
        assert_true(!rc || err.code == COH_SYSTEM);
    }
    assert_true(n > 8);
    coh_text_release(&t);
    coh_shelf_close(&shelf);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(evidence_has_to_be_there_and_fresh),
        in_a_place(a_review_is_a_school_day_to_come),
        in_a_place(few_students_are_told_by_the_min_n_of_the_source),
        in_a_place(memory_that_ends_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
