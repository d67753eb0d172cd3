/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "decision/evidence.h"
#include "decision/sheet.h"
#include "decision/small.h"

/* Expected values are the words of the headers, applied by hand. */

/* ---- lines of evidence ---- */

static void
expect_line(const char *line, enum coh_evidence_kind kind, const char *ref,
            const char *said)
{
    struct coh_evidence e;

    assert_null(coh_evidence_read(&e, line));
    assert_int_equal(e.kind, kind);
    assert_true(coh_span_is(e.ref, ref));
    assert_true(coh_span_is(e.said, said));
}

static void
each_kind_of_evidence_is_read_with_its_reference(void **state)
{
    (void)state;
    expect_line("source map-growth: half", COH_EVIDENCE_SOURCE, "map-growth",
                "half");
    expect_line("Source: map-growth: half", COH_EVIDENCE_SOURCE, "map-growth",
                "half");
    expect_line("load 12: 41 of 112", COH_EVIDENCE_LOAD, "12", "41 of 112");
    expect_line("note observation-notes:17: draws", COH_EVIDENCE_NOTE,
                "observation-notes:17", "draws");
    expect_line("result: `cohort select | cohort summary -v score`: 66 %",
                COH_EVIDENCE_RESULT, "cohort select | cohort summary -v score",
                "66 %");
    expect_line("decision 3: it held", COH_EVIDENCE_DECISION, "3", "it held");
    expect_line("research: WWC 2010: lines", COH_EVIDENCE_RESEARCH, "",
                "WWC 2010: lines");
    expect_line("ALTHOUGH: late", COH_EVIDENCE_ALTHOUGH, "", "late");
}

static void
a_line_without_kind_reference_or_finding_is_a_fault(void **state)
{
    static const char *const line[] = {"half of them",
                                       "sources map: half",
                                       "source map-growth",
                                       "source map:",
                                       "source: half",
                                       "source a b: half",
                                       "load twelve: x",
                                       "load 0: x",
                                       "load -1: x",
                                       "result: cohort x",
                                       "result: `x",
                                       "result: ``: x",
                                       "result: `x`",
                                       "other:",
                                       "note : x",
                                       "decision x: y",
                                       ""};
    struct coh_evidence e;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(line) / sizeof(*line); i++)
        if (!coh_evidence_read(&e, line[i]))
            fail_msg("taken: %s", line[i]);
}

/* ---- expected and actual ---- */

static int
met(const char *expected, const char *actual)
{
    struct coh_expect e;

    assert_null(coh_expect_read(&e, expected));
    return coh_expect_met(&e, actual);
}

static void
a_number_is_compared_with_what_was_expected(void **state)
{
    (void)state;
    assert_int_equal(met(">= 70 %", "62 % of the group"), 0);
    assert_int_equal(met(">= 70 %", "70% of the group"), 1);
    assert_int_equal(met("\xE2\x89\xA5 70 %", "70"), 1);
    assert_int_equal(met("at most 5 students", "5 students"), 1);
    assert_int_equal(met("fewer than 5", "5"), 0);
    assert_int_equal(met("more than 2.5", "2.75"), 1);
    assert_int_equal(met("= 3", "3.0"), 1);
}

static void
what_cannot_be_compared_is_left_to_people(void **state)
{
    struct coh_expect e;

    (void)state;
    assert_int_equal(met("most of them explain it", "62 %"), -1);
    assert_int_equal(met(">= 70 %", "most of them"), -1);
    assert_int_equal(met(">= 70 %", "14 points"), -1);
    assert_non_null(coh_expect_read(&e, ">= many"));
    assert_non_null(coh_expect_read(&e, "at least"));
}

/* ---- few students ---- */

static void
expect_few(const char *text, long n)
{
    if (coh_small_count(coh_span_of(text), 10) != n)
        fail_msg("%s", text);
}

static void
a_sentence_about_few_students_is_noticed(void **state)
{
    (void)state;
    expect_few("4 of 112 are below", 4);
    expect_few("109 of 112 are above", 3); /* 3 are not */
    expect_few("three students need it", 3);
    expect_few("9 learners.", 9);
    expect_few("41 of 112 students", 0);
    expect_few("14 of 20 points", 0);
    expect_few("10 students", 0);
    expect_few("below 70 % in 4 sections", 0);
    expect_few("2 of 3 items", 0);
    expect_few("3 of 4 new questions right", 0);
    expect_few("3 of 4 new students", 1); /* 1 is not */
    expect_few("", 0);
}

/* ---- a filled-in form ---- */

static const char *const good[] = {
    "Who needs more?",
    "41 of 112 students",
    "other: the test",
    "do nothing: waits\n- groups: time",
    "It follows.",
    "Groups.",
    "medium: few items",
    "math teacher",
    "source: tests\nwhat: mean\nexpected: >= 70 %\nby: 2026-04-17",
    "2026-04-20",
    NULL};

/* Faults of the good form with one section changed (or none), a line each. */
static int
take(size_t changed, const char *to, const char *above, struct coh_text *t,
     struct coh_error *err)
{
    struct coh_form f = COH_FORM_INIT(coh_sheet_amended);
    struct coh_form_faults faults = COH_FORM_FAULTS_INIT;
    struct coh_decisions all = COH_DECISIONS_INIT;
    struct coh_decision_entry *e = NULL;
    struct coh_text form = COH_TEXT_INIT;
    size_t i;
    int rc = coh_text_add_string(&form, above, err);

    for (i = 0; !rc && i <= COH_MADE_REASON; i++)
        if (i == changed || good[i])
            rc = coh_text_format(&form, err, "## %s\n%s\n",
                                 coh_sheet_amended[i].heading,
                                 i == changed ? to : good[i]);
    if (!rc && !coh_form_read(&f, coh_text_span(&form), &faults, err) &&
        (e = coh_decisions_add(&all, err)))
        rc = coh_sheet_take(&f, &all, e, &faults, err);
    else
        rc = -1;
    for (i = 0; !rc && i < faults.n; i++)
        rc = coh_text_format(t, err, "%s: %.24s\n", faults.at[i].section,
                             faults.at[i].text);
    if (!rc && !faults.n)
        rc = coh_text_format(t, err, "%s/%s/%s",
                             coh_decision_get(e, "confidence"),
                             coh_decision_get(e, "measure_by"),
                             coh_decision_get(e, "review_on"));
    coh_decisions_release(&all);
    coh_form_faults_release(&faults);
    coh_form_release(&f);
    coh_text_release(&form);
    return rc;
}

static void
expect_take(size_t changed, const char *to, const char *above,
            const char *expected)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(take(changed, to, above, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), expected);
    coh_text_release(&t);
}

static void
a_whole_form_is_taken(void **state)
{
    (void)state;
    expect_take(99, "", "", "medium/2026-04-17/2026-04-20");
    expect_take(COH_MADE_REASON, "new marks", "id: 7\n",
                "medium/2026-04-17/2026-04-20");
}

static void
each_section_says_what_it_lacks(void **state)
{
    (void)state;
    expect_take(COH_MADE_EVIDENCE, "although: it is late", "",
                "Evidence: an although is no eviden\n");
    expect_take(COH_MADE_EVIDENCE, "the test", "",
                "Evidence: begins with no word for \n");
    expect_take(COH_MADE_ALTERNATIVES, "groups", "",
                "Alternatives: is one alternative: a ch\n");
    expect_take(COH_MADE_CONFIDENCE, "rather high", "",
                "Confidence: begins with none of low,\n");
    expect_take(COH_MADE_CONFIDENCE, "High.", "",
                "Confidence: has no reason: say behin\n");
    expect_take(COH_MADE_OWNER, "a.b@school.example", "",
                "Owner: is no role: write one ro\n");
    expect_take(COH_MADE_MEASURE, "source: tests\nwhen: now\nby: soon", "",
                "What will be measured: begins with none of sour\n"
                "What will be measured: 'soon' is no date: write\n"
                "What will be measured: lacks a line: what: what\n"
                "What will be measured: lacks a line: expected: \n");
    expect_take(COH_MADE_REVIEW, "in April", "",
                "Review date: 'in April' is no date: w\n");
    expect_take(COH_MADE_REVIEW, "2026-04-16", "",
                "Review date: comes before what is mea\n");
    expect_take(99, "", "id: 7\n",
                "Reason for the change: is blank: decision 7 is \n");
    expect_take(COH_MADE_REASON, "why", "",
                "Reason for the change: which decision is change\n");
}

static void
memory_that_ends_is_told(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_error err;
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_text_release(&t);
        coh_memory_fail_at(n, 0);
        rc = take(COH_MADE_OWNER, "x@y", "id: 7\n", &t, &err);
        coh_memory_fail_at(0, 0);
        assert_true(!rc || err.code == COH_SYSTEM);
    }
    assert_true(n > 8);
    coh_text_release(&t);
}

/* ---- what came of it ---- */

static void
expect_outcome(const char *outcome, const char *next, const char *expected)
{
    struct coh_form f = COH_FORM_INIT(coh_sheet_closed);
    struct coh_form_faults faults = COH_FORM_FAULTS_INIT;
    struct coh_decisions all = COH_DECISIONS_INIT;
    struct coh_decision_entry *e = coh_decisions_add(&all, NULL);
    char text[300];

    snprintf(text, sizeof(text),
             "## What happened\n62 %%\n## Compared with what was expected\n%s\n"
             "## What we learned\nx\n## Keep, change or end\n%s\n",
             outcome, next);
    assert_int_equal(coh_form_read(&f, coh_span_of(text), &faults, NULL), 0);
    assert_int_equal(coh_sheet_take_outcome(&f, &all, e, &faults, NULL), 0);
    snprintf(text, sizeof(text), "%zu %s/%s", faults.n,
             coh_decision_get(e, "outcome"),
             coh_decision_get(e, "outcome_reason"));
    assert_string_equal(text, expected);
    coh_decisions_release(&all);
    coh_form_faults_release(&faults);
    coh_form_release(&f);
}

static void
an_outcome_begins_with_its_word(void **state)
{
    (void)state;
    expect_outcome("Not met: too short", "keep", "0 not met/too short");
    expect_outcome("met", "Keep it", "0 met/");
    expect_outcome("metric", "keep", "1 /");
    expect_outcome("met", "change", "1 met/"); /* no next step */
    expect_outcome("met", "perhaps", "1 met/");
    expect_outcome("withdrawn, a slip", "", "0 withdrawn/a slip");
}

/* A withdrawn decision owes no outcome; what it owes besides stays a fault. */
static void
a_withdrawn_decision_owes_only_what_was_learned(void **state)
{
    static const char *const text[] = {
        ("## Compared with what was expected\nwithdrawn: a slip\n"
         "## What we learned\nto look first\n"),
        "## Compared with what was expected\nwithdrawn: a slip\n",
        "## Compared with what was expected\nmet\n"};
    /* Learned; what happened, learned, keep. */
    static const size_t faults_of[] = {0, 1, 3};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(text) / sizeof(*text); i++) {
        struct coh_form f = COH_FORM_INIT(coh_sheet_closed);
        struct coh_form_faults faults = COH_FORM_FAULTS_INIT;
        struct coh_decisions all = COH_DECISIONS_INIT;
        struct coh_decision_entry *e = coh_decisions_add(&all, NULL);

        assert_int_equal(coh_form_read(&f, coh_span_of(text[i]), &faults, NULL),
                         0);
        assert_int_equal(coh_sheet_take_outcome(&f, &all, e, &faults, NULL), 0);
        assert_int_equal(faults.n, faults_of[i]);
        if (i == 1)
            assert_string_equal(faults.at[0].section, "What we learned");
        coh_decisions_release(&all);
        coh_form_faults_release(&faults);
        coh_form_release(&f);
    }
}

/* ---- the history ---- */

static struct coh_decision_entry *
add_entry(struct coh_decisions *all, int64_t id, enum coh_decision_kind kind,
          coh_date day, const char *field, const char *text)
{
    struct coh_decision_entry *e = coh_decisions_add(all, NULL);

    e->id = id;
    e->kind = kind;
    e->day = day;
    assert_int_equal(coh_decision_add(all, e, field, coh_span_of(text), NULL),
                     0);
    return e;
}

static void
what_holds_is_the_newest_version_and_its_status_follows(void **state)
{
    struct coh_decisions all = COH_DECISIONS_INIT;
    struct coh_decision d;
    coh_date review;

    (void)state;
    assert_int_equal(coh_date_parse(coh_span_of("2026-04-20"), &review), 0);
    add_entry(&all, 1, COH_DECISION_MADE, 100, "review_on", "2026-04-01");
    add_entry(&all, 1, COH_DECISION_AMENDED, 101, "review_on", "2026-04-20");
    add_entry(&all, 2, COH_DECISION_MADE, 102, "review_on", "2026-04-20");
    add_entry(&all, 2, COH_DECISION_CLOSED, 103, "outcome", "met");
    add_entry(&all, 2, COH_DECISION_CLOSED, 104, "outcome", "withdrawn");
    assert_true(coh_decisions_find(&all, 1, &d));
    assert_int_equal(d.decided, 100);
    assert_int_equal(d.versions, 2);
    assert_int_equal(coh_decision_review(&d), review);
    assert_int_equal(coh_decision_status(&d, review - 1), COH_STATUS_OPEN);
    assert_int_equal(coh_decision_status(&d, review), COH_STATUS_DUE);
    assert_true(coh_decisions_find(&all, 2, &d));
    assert_int_equal(d.outcome->day, 104);
    assert_int_equal(coh_decision_status(&d, review), COH_STATUS_WITHDRAWN);
    assert_false(coh_decisions_find(&all, 3, &d));
    coh_decisions_release(&all);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_evidence_is_read_with_its_reference),
        cmocka_unit_test(a_line_without_kind_reference_or_finding_is_a_fault),
        cmocka_unit_test(a_number_is_compared_with_what_was_expected),
        cmocka_unit_test(what_cannot_be_compared_is_left_to_people),
        cmocka_unit_test(a_sentence_about_few_students_is_noticed),
        cmocka_unit_test(a_whole_form_is_taken),
        cmocka_unit_test(each_section_says_what_it_lacks),
        cmocka_unit_test(memory_that_ends_is_told),
        cmocka_unit_test(an_outcome_begins_with_its_word),
        cmocka_unit_test(a_withdrawn_decision_owes_only_what_was_learned),
        cmocka_unit_test(
            what_holds_is_the_newest_version_and_its_status_follows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
