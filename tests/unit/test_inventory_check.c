/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "inventory_support.h"

/* Findings as text, one a line; the level as one of "-", "+" and "!". */
static int
note(void *to, const struct coh_finding *f, struct coh_error *err)
{
    return coh_text_format(to, err, "%s|%s|%c|%d|%s\n", f->source_id, f->state,
                           "-+!"[f->level], f -> days, f -> message);
}

/* The checks of `names` on 20 November 2026, a Friday. */
static int
run_on(struct coh_check_on on, const char *names, const char *const *line,
       struct coh_text *t, struct coh_error *err)
{
    struct coh_inventory inv = COH_INVENTORY_INIT;
    struct coh_calendar c = COH_CALENDAR_INIT;
    struct coh_check_report report = {note, t};
    int rc = -1;

    on.inventory = &inv;
    if (!on.calendar)
        on.calendar = &c;
    if (!on.today)
        on.today = date_of("2026-11-20");
    on.soon = on.soon ? on.soon : 5;
    if (!add_period(&c, "year|2026-27|2026-08-24|2027-06-04", err) &&
        !add_entries(&inv, line, err))
        rc = coh_check_run(&on, names, &report, err);
    coh_inventory_release(&inv);
    coh_calendar_release(&c);
    return rc;
}

static void
expect_on(struct coh_check_on on, const char *names, const char *const *line,
          const char *expected)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(run_on(on, names, line, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), expected);
    coh_text_release(&t);
}

static void
expect(const char *names, const char *const *line, const char *expected)
{
    expect_on((struct coh_check_on){.fact = NULL}, names, line, expected);
}

static const char *const two[] = {
    "observation-notes|frequency=every-2-weeks|last_collected=2026-10-28|"
    "tier=clasroom|min_n=ten",
    "old-survey|status=retired", NULL};

static void
an_overdue_source_is_named_with_what_to_do(void **state)
{
    (void)state;
    /* The first line's words are the design's. */
    expect("overdue", two,
           "observation-notes|overdue|!|7|overdue by 7 school days (every 2 "
           "weeks, last 2026-10-28): collect it, or retire it\n"
           "old-survey|no_date|-|0|nothing is due: its status is retired\n");
}

static void
due_soon_is_within_the_school_days_asked_for(void **state)
{
    static const char *const line[] = {
        "a|frequency=monthly|last_collected=2026-10-27",
        "b|frequency=monthly|last_collected=2026-10-30",
        "c|frequency=weekly|last_collected=2026-11-17",
        "d|frequency=weekly|last_collected=2026-11-13", NULL};

    (void)state;
    /* Friday 20 November and 27 November: five school days between them. A
     * weekly source is always due within five. */
    expect("overdue", line,
           "a|soon|+|0|in 5 school days: due 2026-11-27 (every month, last "
           "2026-10-27): plan it\n"
           "b|later|-|0|due 2026-11-30 (every month, last 2026-10-30)\n"
           "c|later|-|0|due 2026-11-24 (every week, last 2026-11-17)\n"
           "d|due|+|0|due 2026-11-20 (every week, last 2026-11-13): collect "
           "it\n");
    expect_on((struct coh_check_on){.soon = 2}, "overdue", line + 2,
              "c|soon|+|0|in 2 school days: due 2026-11-24 (every week, last "
              "2026-11-17): plan it\n"
              "d|due|+|0|due 2026-11-20 (every week, last 2026-11-13): collect "
              "it\n");
}

static void
a_calendar_that_ended_asks_for_the_next_year(void **state)
{
    struct coh_calendar c = COH_CALENDAR_INIT;
    struct coh_check_on on = {.calendar = &c};

    (void)state;
    assert_int_equal(add_period(&c, "year|2026-27|2026-08-24|2027-06-04", NULL),
                     0);
    assert_int_equal(add_period(&c, "window|old-survey: x|2026-09-01|", NULL),
                     0);
    assert_int_equal(add_period(&c, "window|spelling bee|2026-10-01|", NULL),
                     0);
    expect_on(on, "calendar", two,
              "(all)|window|!|0|the testing window 'spelling bee' of "
              "2026-10-01 names no source: begin its label with a source_id\n");
    on.today = date_of("2027-06-05");
    expect_on(on, "calendar", two,
              "(all)|ended|!|0|the school calendar ends on 2027-06-04: nothing "
              "gets later by the days since; take in the next school year "
              "(inventory import --calendar)\n"
              "(all)|window|!|0|the testing window 'spelling bee' of "
              "2026-10-01 names no source: begin its label with a source_id\n");
    coh_calendar_release(&c);
}

static void
every_wrong_value_is_a_finding(void **state)
{
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(
        run_on((struct coh_check_on){.fact = NULL}, "words", two, &t, NULL), 0);
    assert_non_null(strstr(t.bytes, "observation-notes|wrong|!|0|tier: "
                                    "'clasroom' is not one of"));
    assert_non_null(strstr(t.bytes, "; the nearest is classroom\n"));
    assert_non_null(strstr(t.bytes, "min_n: 'ten' is not a whole number\n"));
    assert_non_null(strstr(t.bytes, "old-survey|ok|-|0|"));
    coh_text_release(&t);
}

static void
an_incomplete_entry_lists_its_gaps(void **state)
{
    static const char *const line[] = {"bare|last_collected=2026-11-02",
                                       "some|title=Some",
                                       "old-survey|status=retired", NULL};
    static const struct coh_source_fact fact[] = {{"bare", 1, 0},
                                                  {"some", 3, 0}};

    (void)state;
    /* 29 fields are required of every source: the id is there, and a blank
     * min_n has a meaning. */
    expect("complete", line,
           "bare|incomplete|!|0|27 of 29 needed fields are blank: title, "
           "description, owner_role, tier and 23 more (inventory show)\n"
           "some|incomplete|!|0|26 of 29 needed fields are blank: "
           "description, owner_role, tier, status and 22 more (inventory "
           "show)\n"
           "old-survey|ok|-|0|every needed field is filled\n");
    expect_on((struct coh_check_on){.fact = fact, .facts = 2, .has_facts = 1},
              "complete", line,
              "bare|no_entry|!|0|1 load (newest 1970-01-01), but nobody wrote "
              "down what it is: fill its row of the inventory, or undo the "
              "load\n"
              "some|incomplete|!|0|3 loads (newest 1970-01-01), but 26 of 29 "
              "needed fields are blank: description, owner_role, tier, status "
              "and 22 more (inventory show)\n"
              "old-survey|ok|-|0|every needed field is filled\n");
}

static void
what_the_team_cannot_open_is_said_with_the_way_in(void **state)
{
    static const char *const line[] = {
        "a|access_roles=principal|owner_role=math teacher",
        "b|access_roles=principal; Teacher",
        "c|access_level=vendor-held|access_roles=teacher",
        "d|access_level=unknown",
        "e|access_method=login|access_roles=teacher",
        "f|access_method=login|access_steps=ask|access_roles=teacher",
        "g|access_roles=each|access_level=public",
        "h|access_roles=principal|status=retired",
        "i|access_roles=acher",
        NULL};

    (void)state;
    expect("access", line,
           "a|closed|!|0|nobody on the team can open it, only principal: ask "
           "for access, or for a copy, and write down the way\n"
           "b|ok|-|0|the team can open it\n"
           "c|vendor|!|0|only the vendor holds it: ask for an export, and set "
           "access_level\n"
           "d|unknown|!|0|nobody knows who may see it: ask its owner, and set "
           "access_level\n"
           "e|no_steps|!|0|it cannot just be opened, and how a new teammate "
           "gets in is not written down: fill access_steps\n"
           "f|ok|-|0|the team can open it\n"
           "g|ok|-|0|the team can open it\n"
           "i|closed|!|0|nobody on the team can open it, only acher: ask for "
           "access, or for a copy, and write down the way\n");
    expect_on((struct coh_check_on){.roles = "counselor; principal"}, "access",
              line + 8,
              "i|closed|!|0|nobody on the team can open it, only acher: ask "
              "for access, or for a copy, and write down the way\n");
    expect_on((struct coh_check_on){.roles = "principal"}, "access",
              (const char *const[]){line[0], NULL},
              "a|ok|-|0|the team can open it\n");
}

static void
without_any_role_it_asks_for_them_once(void **state)
{
    (void)state;
    expect("access",
           (const char *const[]){"a|access_roles=x", "b|access_roles=y", NULL},
           "(all)|no_roles|+|0|the team's roles are not known, so nobody can "
           "say who opens what: write roles = ROLE,ROLE into team.ini, section "
           "[team]\n");
}

static void
what_is_not_used_is_said_with_its_barrier(void **state)
{
    static const char *const line[] = {
        "a|status=collected-unused|barriers=paper|more_effective_use=a graph",
        "b|status=collected-used|current_use=None by the team|barriers=none",
        "c|keep_decision=drop|current_use=x",
        "d|current_use=x|barriers=time",
        "e|current_use=x|access_method=file",
        "f|status=tool-exists-not-collected",
        "g|status=tool-exists-not-collected",
        "h|status=no-tool",
        "i|current_use=x|access_method=file|unit=staff",
        NULL};
    static const struct coh_source_fact fact[] = {{"d", 1, 0}};

    (void)state;
    expect_on(
        (struct coh_check_on){.fact = fact, .facts = 1, .has_facts = 1}, "use",
        line,
        "a|unused|!|0|collected, and not used; barrier: paper; it could be: a "
        "graph: use it, or stop collecting it and set status to retired\n"
        "b|unused|!|0|collected, and not used: use it, or stop collecting it "
        "and set status to retired\n"
        "c|drop|!|0|the team decided to drop it, and it still counts as "
        "collected: set status to retired\n"
        "d|barrier|+|0|barrier: time: decide who takes it away, then blank "
        "barriers\n"
        "e|ok|-|0|it is used\n"
        "i|ok|-|0|it is used\n"
        "(several)|not_collected|+|0|f, g: a tool is there, and nothing is "
        "collected: start with it, or set status to retired\n"
        "h|no_tool|+|0|wanted, and there is no tool: find one, or set status "
        "to retired\n"
        "e|not_taken_in|+|0|no file was taken in, so no page can rest on it: "
        "cohort ingest FILE --source ID\n");
}

static void
two_sources_for_one_purpose_are_one_finding(void **state)
{
    static const char *const line[] = {
        "a|construct=Reading speed|purpose=screening;formative|grades=3-5|"
        "subject=reading|admin_minutes=2|lag_days=0|reliability=0.9",
        "b|construct=reading speed|purpose=formative|grades=5|subject=reading",
        "c|construct=reading speed|purpose=summative|grades=5|subject=reading",
        "d|construct=reading speed|purpose=formative|grades=6|subject=reading",
        "e|construct=reading speed|purpose=formative|grades=5",
        "f|construct=reading speed|purpose=formative|grades=5|subject=reading|"
        "status=retired",
        NULL};
    static const char *const kept[] = {
        "a|construct=x|purpose=screening|keep_decision=keep",
        "b|construct=x|purpose=screening|keep_decision=change", NULL};

    (void)state;
    expect("twice", line,
           "a|same|!|0|a and b both measure Reading speed for formative (a: 2 "
           "minutes, results after 0 days, reliability 0.9; b: ? minutes, "
           "results after ? days, reliability ?): decide whether one is "
           "enough, and fill keep_decision of both\n");
    expect("twice", kept,
           "a|decided|-|0|a and b both measure x for screening; the team "
           "decided to keep both\n");
}

static void
coders_reviews_and_research_are_looked_after(void **state)
{
    static const char *const line[] = {
        "a|data_type=qualitative|coding_scheme=17 codes|"
        "reviewed_on=2025-11-20",
        "b|data_type=qualitative|coding_scheme=17 codes|"
        "intercoder_agreement=0.74|reviewed_on=2025-11-19",
        "c|data_type=mixed|coding_scheme=piles|reviewed_on=2026-11-21",
        "d|data_type=qualitative|coding_scheme=none yet|status=retired|"
        "reviewed_on=2020-01-01",
        NULL};
    static const char *const research[] = {
        "r|tier=research", "s|tier=research|status=retired", NULL};

    (void)state;
    expect("research", research,
           "r|unappraised|!|0|not appraised yet: validity, relevance, "
           "importance, context: read it for these before a decision cites "
           "it\n");
    expect("agreement", line,
           "a|missing|!|0|it is coded, and nobody knows whether two coders "
           "agree: let two code the same records, and fill "
           "intercoder_agreement\n"
           "b|ok|-|0|the agreement of its coders is known\n");
    /* A year to the day is within a year. */
    expect("reviewed", line,
           "a|ok|-|0|read over within a year\n"
           "b|stale|!|0|last read over on 2025-11-19, more than a year ago: "
           "read the entry over, and set reviewed_on\n"
           "c|wrong|!|0|reviewed_on 2026-11-21 is after today: mend the "
           "date\n");
}

static void
what_is_kept_too_long_is_said_where_the_text_can_be_read(void **state)
{
    static const char *const line[] = {
        "a|retention=until 2026-11-19|disposal=shred",
        "b|retention=2026-11-20",
        "c|retention=one year|last_collected=2025-11-19",
        "d|retention=18 months|last_collected=2025-05-20",
        "e|retention=until the end of grade 5 plus one year|"
        "last_collected=2020-01-01",
        "f|retention=two years",
        "g",
        NULL};

    (void)state;
    expect("retention", line,
           "a|over|!|0|was to be kept until 2026-11-19 (until 2026-11-19): "
           "dispose of it: shred, or change retention\n"
           "b|ok|-|0|to be kept until 2026-11-20\n"
           "c|over|!|0|was to be kept until 2026-11-19 (one year): dispose of "
           "it, or change retention\n"
           "d|ok|-|0|to be kept until 2026-11-20\n");
}

static void
missing_measures_and_pairs_are_named(void **state)
{
#define KEYED "|granularity=student|join_key=student_id"
    static const char *const some[] = {
        "a|measure_category=student-learning" KEYED,
        "b|measure_category=demographics" KEYED,
        "c|measure_category=perceptions|granularity=student|join_key=none",
        NULL};
    static const char *const planned[] = {
        "a|measure_category=student-learning" KEYED,
        "b|measure_category=demographics" KEYED,
        "c|measure_category=perceptions" KEYED,
        "d|measure_category=school-processes|status=no-tool", NULL};
    static const char *const all[] = {
        "a|measure_category=student-learning" KEYED,
        "b|measure_category=demographics" KEYED,
        "c|measure_category=perceptions" KEYED,
        "d|measure_category=school-processes|granularity=item|join_key=email",
        NULL};

    (void)state;
    expect("measures", some,
           "(all)|missing|!|0|nothing is collected of these kinds of measures: "
           "school-processes: add a source, or an entry with status no-tool or "
           "tool-exists-not-collected\n"
           "(all)|pairs|+|0|1 of 6 pairs of the four kinds of measures can be "
           "crossed student by student; not with perceptions, "
           "school-processes: no source there has records of single students "
           "with an id (join_key)\n");
    /* Three kinds make three pairs; what is planned is known, not missed. */
    expect("measures", planned,
           "(all)|missing|+|0|nothing is collected of these kinds of measures: "
           "school-processes: add a source, or an entry with status no-tool or "
           "tool-exists-not-collected\n"
           "(all)|pairs|+|0|3 of 6 pairs of the four kinds of measures can be "
           "crossed student by student; not with school-processes: no source "
           "there has records of single students with an id (join_key)\n");
    expect("measures", all,
           "(all)|ok|-|0|all four kinds of measures are there, and all six "
           "pairs can be crossed student by student\n");
    expect("keys", some,
           "c|no_key|+|0|joined to students by no id: fit to be read beside "
           "other data, not to be crossed with them; add a column of student "
           "ids where that helps\n");
}

static void
checks_are_chosen_by_name(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_text t = COH_TEXT_INIT, chosen = COH_TEXT_INIT;
    struct coh_check_on on = {.fact = NULL};

    (void)state;
    assert_null(coh_check_find(coh_span_of("colour")));
    assert_int_equal(run_on(on, NULL, two, &t, NULL), 0);
    assert_non_null(strstr(t.bytes, "overdue by 7"));
    assert_non_null(strstr(t.bytes, "every needed field"));
    assert_int_equal(run_on(on, "reviewed, overdue", two, &chosen, NULL), 0);
    assert_non_null(strstr(chosen.bytes, "overdue by 7"));
    assert_null(strstr(chosen.bytes, "every needed field"));
    assert_int_equal(run_on(on, "overdue,overdu", two, &t, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_non_null(strstr(err.text, "the nearest is 'overdue'"));
    assert_true(coh_check_order("overdue") < coh_check_order("minutes"));
    coh_text_release(&t);
    coh_text_release(&chosen);
}

static void
the_worst_finding_stands_first(void **state)
{
    static const struct coh_finding f[] = {
        {"a", "words", "ok", COH_FINDING_WELL, 0, 0, ""},
        {"b", "words", "wrong", COH_FINDING_LOOK, 0, 0, ""},
        {"c", "overdue", "due", COH_FINDING_FACT, 0, 0, ""},
        {"d", "overdue", "overdue", COH_FINDING_LOOK, 1, 2, ""},
        {"e", "overdue", "overdue", COH_FINDING_LOOK, 1, 9, ""},
        {"f", "words", "wrong", COH_FINDING_LOOK, 0, 0, ""},
    };
    struct coh_findings all = COH_FINDINGS_INIT;
    struct coh_text t = COH_TEXT_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(f) / sizeof(*f); i++)
        assert_int_equal(coh_findings_add(&all, &f[i], NULL), 0);
    coh_findings_sort(&all, coh_check_order);
    for (i = 0; i < all.n; i++)
        assert_int_equal(coh_text_add_string(&t, all.at[i].source_id, NULL), 0);
    assert_string_equal(coh_text_get(&t), "edbfca");
    coh_text_release(&t);
    coh_findings_release(&all);
}

static void
a_failed_allocation_ends_the_checks_with_a_system_error(void **state)
{
    static const char *const line[] = {
        "a|status=collected-unused|construct=x|purpose=formative|"
        "subject=reading|grades=K-2|access_roles=r|data_type=qualitative|"
        "coding_scheme=y|retention=until 2020-01-01|join_key=none",
        "b|construct=x|purpose=formative;screening|subject=math;reading|"
        "grades=K|frequency=weekly|last_collected=2026-01-01|join_key=none|"
        "tier=wrong|admin_minutes=3|reviewed_on=2020-01-01|barriers=time",
        NULL};
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 2000; n++) {
        struct coh_text t = COH_TEXT_INIT;
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = run_on((struct coh_check_on){.fact = NULL}, NULL, line, &t, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_text_release(&t);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 60);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_overdue_source_is_named_with_what_to_do),
        cmocka_unit_test(due_soon_is_within_the_school_days_asked_for),
        cmocka_unit_test(a_calendar_that_ended_asks_for_the_next_year),
        cmocka_unit_test(every_wrong_value_is_a_finding),
        cmocka_unit_test(an_incomplete_entry_lists_its_gaps),
        cmocka_unit_test(what_the_team_cannot_open_is_said_with_the_way_in),
        cmocka_unit_test(without_any_role_it_asks_for_them_once),
        cmocka_unit_test(what_is_not_used_is_said_with_its_barrier),
        cmocka_unit_test(two_sources_for_one_purpose_are_one_finding),
        cmocka_unit_test(coders_reviews_and_research_are_looked_after),
        cmocka_unit_test(
            what_is_kept_too_long_is_said_where_the_text_can_be_read),
        cmocka_unit_test(missing_measures_and_pairs_are_named),
        cmocka_unit_test(checks_are_chosen_by_name),
        cmocka_unit_test(the_worst_finding_stands_first),
        cmocka_unit_test(
            a_failed_allocation_ends_the_checks_with_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
