/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_support.h"

/* One student with an id in one system and one attribute. */
struct row {
    const char *id, *state_id, *section;
};

/* Take rows in as lines 2, 3, …; notes may be NULL. */
static int
import(struct coh_store *store, const struct row *row, size_t n,
       const char *first, const char *change,
       struct coh_student_outcome *outcome, struct coh_notes *notes,
       struct coh_error *err)
{
    struct coh_student s[8] = {{.line = 0}};
    struct coh_student_value id[8], section[8];
    struct coh_student_days days = {day(first), day(change)};
    size_t i;

    for (i = 0; i < n; i++) {
        id[i].name = coh_span_of("state_id");
        id[i].value = coh_span_of(row[i].state_id);
        section[i].name = coh_span_of("section");
        section[i].value = coh_span_of(row[i].section);
        s[i].line = i + 2;
        s[i].student_id = coh_span_of(row[i].id);
        s[i].name = coh_span_of("Abdi, Inés");
        s[i].identifier = &id[i];
        s[i].identifiers = 1;
        s[i].attribute = &section[i];
        s[i].attributes = 1;
    }
    return coh_student_import(store, s, n, days, outcome, notes, err);
}

/* The attribute `section` of 00812 on a day, through the public list. */
struct seen {
    char section[40];
    size_t n;
};

static int
keep_section(void *context, const struct coh_student_row *row,
             struct coh_error *err)
{
    struct seen *seen = context;

    (void)err;
    if (coh_span_is(row->student_id, "00812"))
        snprintf(seen->section, sizeof(seen->section), "%.*s",
                 (int)row->with[0].length, row->with[0].bytes);
    seen->n++;
    return 0;
}

static const char *
section_on(struct coh_store *store, const char *date, struct seen *seen)
{
    struct coh_span name = coh_span_of("section");
    struct coh_student_query q = {
        .day = day(date), .everyone = 1, .with = &name, .withs = 1};

    memset(seen, 0, sizeof(*seen));
    assert_int_equal(coh_student_list(store, &q, keep_section, seen, NULL), 0);
    return seen->section;
}

static void
a_roster_comes_in_and_goes_out_to_memory(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_roster roster = COH_ROSTER_INIT;
    struct coh_student_outcome outcome;
    static const struct row row[] = {{"00812", "7100", "5A"},
                                     {"00813", "", "5B"}};
    size_t at;

    open_new(*state, &store);
    assert_int_equal(import(&store, row, 2, "2026-08-24", "2026-11-20",
                            &outcome, NULL, NULL),
                     0);
    assert_int_equal(outcome.added, 2);
    assert_int_equal(outcome.set_aside, 0);
    assert_int_equal(coh_student_roster(&store, &roster, NULL), 0);
    assert_int_equal(roster.n, 2);
    assert_int_equal(coh_roster_find(&roster, coh_span_of("7100"), &at),
                     COH_MATCH_EXACT);
    assert_string_equal(roster.student[at].student_id, "00812");
    assert_string_equal(roster.student[at].name, "Abdi, Inés");
    coh_roster_release(&roster);

    assert_int_equal(import(&store, row, 2, "2026-08-24", "2026-11-20",
                            &outcome, NULL, NULL),
                     0);
    assert_int_equal(outcome.added, 0);
    assert_int_equal(outcome.known, 2);
    assert_int_equal(number(&store, "SELECT count(*) FROM student_attribute"),
                     2);
    coh_store_close(&store);
}

static void
rows_without_an_id_or_with_one_twice_are_set_aside(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    struct coh_notes notes = COH_NOTES_INIT;
    static const struct row row[] = {
        {"00812", "1", "5A"}, {"", "2", "5B"}, {"00812", "3", "5C"}};
    struct seen seen;

    open_new(*state, &store);
    assert_int_equal(import(&store, row, 3, "2026-08-24", "2026-08-24",
                            &outcome, &notes, NULL),
                     0);
    assert_int_equal(outcome.set_aside, 2);
    assert_int_equal(outcome.added, 1);
    assert_int_equal(notes.n, 2);
    assert_string_equal(notes.note[0].place[0], "line 3");
    assert_string_equal(notes.note[1].place[0], "line 4: '00812'");
    assert_true(coh_notes_look(&notes));
    assert_string_equal(section_on(&store, "2026-09-01", &seen), "5A");
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
an_id_without_its_zeros_is_the_one_student_it_fits(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    struct coh_notes notes = COH_NOTES_INIT;
    static const struct row first[] = {
        {"00812", "1", "5A"}, {"0077", "2", "5A"}, {"00077", "3", "5A"}};
    static const struct row again[] = {{"812", "4", "5B"},
                                       {"77", "5", "5B"},
                                       {"0812", "6", "5C"},
                                       {"0077", "2", "5A"},
                                       {"13", "7", "5A"}};
    struct seen seen;

    open_new(*state, &store);
    assert_int_equal(import(&store, first, 3, "2026-08-24", "2026-08-24",
                            &outcome, &notes, NULL),
                     0);
    assert_int_equal(outcome.added, 3);
    assert_int_equal(notes.n, 0);
    assert_int_equal(import(&store, again, 5, "2026-08-24", "2026-08-24",
                            &outcome, &notes, NULL),
                     0);
    assert_int_equal(outcome.known, 2);
    assert_int_equal(outcome.added, 1);
    assert_int_equal(outcome.set_aside, 2);
    assert_string_equal(section_on(&store, "2026-09-01", &seen), "5B");
    assert_int_equal(seen.n, 4);
    assert_int_equal(notes.n, 4);
    assert_int_equal(notes.note[0].level, COH_NOTE_FACT);
    assert_string_equal(notes.note[0].place[0], "line 2: '812' is 00812");
    assert_string_equal(notes.note[1].place[0], "line 3: '77'");
    assert_string_equal(notes.note[2].place[0], "line 4: '00812'");
    /* 00077, of whom no row speaks for certain. */
    assert_int_equal(notes.note[3].count, 1);
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
who_is_active_and_not_in_the_file_is_named(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    struct coh_notes notes = COH_NOTES_INIT;
    static const struct row row[] = {
        {"00812", "1", "5A"}, {"00813", "2", "5A"}, {"00814", "3", "5A"}};

    open_new(*state, &store);
    assert_int_equal(import(&store, row, 3, "2026-08-24", "2026-08-24",
                            &outcome, NULL, NULL),
                     0);
    assert_int_equal(coh_sql_run(&store,
                                 "UPDATE student SET active_to = '2026-08-23'"
                                 " WHERE student_id = '00813'",
                                 NULL, 0, NULL),
                     0);
    assert_int_equal(import(&store, row, 1, "2026-08-24", "2026-08-24",
                            &outcome, &notes, NULL),
                     0);
    assert_int_equal(notes.n, 1);
    assert_int_equal(notes.note[0].level, COH_NOTE_FACT);
    assert_int_equal(notes.note[0].count, 1);
    assert_string_equal(notes.note[0].place[0], "Abdi, Inés (00814)");
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
a_roster_without_one_row_to_use_changes_nothing(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    struct coh_error err = COH_ERROR_INIT;
    static const struct row row[] = {{"", "1", "5A"}, {"", "2", "5B"}};

    open_new(*state, &store);
    assert_int_equal(import(&store, row, 2, "2026-08-24", "2026-08-24",
                            &outcome, NULL, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(number(&store, "SELECT count(*) FROM student"), 0);
    coh_store_close(&store);
}

static void
a_first_attribute_holds_from_the_first_day_a_changed_one_from_its_own(
    void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    static const struct row before = {"00812", "", "5A"};
    static const struct row after = {"00812", "", "5B"};
    static const struct row blank = {"00812", "", ""};
    struct seen seen;

    open_new(*state, &store);
    assert_int_equal(import(&store, &before, 1, "2026-08-24", "2026-10-01",
                            &outcome, NULL, NULL),
                     0);
    assert_int_equal(import(&store, &after, 1, "2026-08-24", "2026-11-20",
                            &outcome, NULL, NULL),
                     0);
    assert_string_equal(section_on(&store, "2026-08-23", &seen), "");
    assert_string_equal(section_on(&store, "2026-08-24", &seen), "5A");
    assert_string_equal(section_on(&store, "2026-11-19", &seen), "5A");
    assert_string_equal(section_on(&store, "2026-11-20", &seen), "5B");
    /* A second correction on the same day leaves no day with two values. */
    assert_int_equal(import(&store, &before, 1, "2026-08-24", "2026-11-20",
                            &outcome, NULL, NULL),
                     0);
    assert_string_equal(section_on(&store, "2026-11-20", &seen), "5A");
    /* Blank: it ends. */
    assert_int_equal(import(&store, &blank, 1, "2026-08-24", "2026-12-01",
                            &outcome, NULL, NULL),
                     0);
    assert_string_equal(section_on(&store, "2026-11-30", &seen), "5A");
    assert_string_equal(section_on(&store, "2026-12-01", &seen), "");
    /* And comes back, from then. */
    assert_int_equal(import(&store, &after, 1, "2026-08-24", "2027-01-11",
                            &outcome, NULL, NULL),
                     0);
    assert_string_equal(section_on(&store, "2027-01-10", &seen), "");
    assert_string_equal(section_on(&store, "2027-01-11", &seen), "5B");
    coh_store_close(&store);
}

static void
an_earlier_value_taken_in_later_ends_where_the_known_one_begins(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    static const struct row now = {"00812", "", "5B"};
    static const struct row then = {"00812", "", "5A"};
    struct seen seen;

    open_new(*state, &store);
    assert_int_equal(import(&store, &now, 1, "2026-11-02", "2026-11-02",
                            &outcome, NULL, NULL),
                     0);
    assert_int_equal(import(&store, &then, 1, "2026-08-24", "2026-08-24",
                            &outcome, NULL, NULL),
                     0);
    assert_string_equal(section_on(&store, "2026-11-01", &seen), "5A");
    assert_string_equal(section_on(&store, "2026-11-02", &seen), "5B");
    assert_int_equal(number(&store, "SELECT count(*) FROM student_attribute"
                                    " WHERE to_date = '2026-11-01'"),
                     1);
    coh_store_close(&store);
}

static void
the_same_value_from_an_earlier_day_on_is_one_value(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    static const struct row row = {"00812", "", "5B"};
    struct seen seen;

    open_new(*state, &store);
    assert_int_equal(import(&store, &row, 1, "2026-11-02", "2026-11-02",
                            &outcome, NULL, NULL),
                     0);
    assert_int_equal(import(&store, &row, 1, "2026-08-24", "2026-08-24",
                            &outcome, NULL, NULL),
                     0);
    assert_string_equal(section_on(&store, "2026-08-24", &seen), "5B");
    assert_string_equal(section_on(&store, "2026-11-02", &seen), "5B");
    assert_int_equal(number(&store, "SELECT count(*) FROM student_attribute"),
                     1);
    coh_store_close(&store);
}

static void
an_id_of_another_student_is_left_out_but_a_swap_is_put_right(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    struct coh_notes notes = COH_NOTES_INIT;
    static const struct row wrong[] = {{"00812", "2", "5A"},
                                       {"00813", "1", "5A"}};
    static const struct row right[] = {{"00812", "1", "5A"},
                                       {"00813", "2", "5A"}};
    static const struct row third = {"00814", "1", "5A"};
    char text[100];

    open_new(*state, &store);
    assert_int_equal(import(&store, wrong, 2, "2026-08-24", "2026-08-24",
                            &outcome, &notes, NULL),
                     0);
    assert_int_equal(import(&store, right, 2, "2026-08-24", "2026-08-24",
                            &outcome, &notes, NULL),
                     0);
    assert_int_equal(notes.n, 0);
    one_text(&store,
             "SELECT student_id FROM student_identifier"
             " WHERE identifier = '1'",
             text);
    assert_string_equal(text, "00812");
    assert_int_equal(import(&store, &third, 1, "2026-08-24", "2026-08-24",
                            &outcome, &notes, NULL),
                     0);
    assert_true(coh_notes_look(&notes));
    assert_string_equal(notes.note[0].place[0], "line 2: '1'");
    assert_int_equal(number(&store, "SELECT count(*) FROM student_identifier"),
                     2);
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
results_that_came_first_are_given_to_their_student(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome loaded;
    /* '?' keeps them unmatched; the store sees the id as written. */
    struct coh_result r[] = {
        scored("?812", "Unit 1", "", "", "10"),
        scored("?999", "Unit 1", "", "", "11"),
    };
    static const struct row row = {"00812", "?812", "5A"};

    open_new(*state, &store);
    assert_int_equal(take_in(&store, &file, r, 2, &loaded, NULL), 0);
    assert_int_equal(import(&store, &row, 1, "2026-08-24", "2026-08-24",
                            &outcome, &notes, NULL),
                     0);
    assert_int_equal(outcome.adopted, 1);
    assert_int_equal(number(&store, "SELECT count(*) FROM result WHERE"
                                    " student_id = '00812' AND score = '10'"),
                     1);
    assert_int_equal(number(&store, "SELECT count(*) FROM result WHERE"
                                    " student_id IS NULL"),
                     1);
    coh_notes_release(&notes);
    coh_store_close(&store);
}

static void
adopting_never_makes_two_current_values_of_one_result(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    struct coh_load_file file = file_of("gradebook");
    struct coh_load_outcome loaded;
    struct coh_result r[] = {
        scored("00812", "Unit 1", "", "", "10"),
        scored("?812", "Unit 1", "", "", "11"),
    };
    static const struct row row = {"00812", "?812", "5A"};
    static const char *const id[] = {"00812"};

    open_new(*state, &store);
    enrol(&store, id, 1);
    assert_int_equal(take_in(&store, &file, r, 2, &loaded, NULL), 0);
    assert_int_equal(import(&store, &row, 1, "2026-08-24", "2026-08-24",
                            &outcome, NULL, NULL),
                     0);
    assert_int_equal(outcome.adopted, 0);
    assert_int_equal(number(&store, "SELECT count(*) FROM result WHERE"
                                    " student_id = '00812'"),
                     1);
    coh_store_close(&store);
}

static void
the_list_holds_those_active_on_the_day_in_order(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student s[3] = {{.line = 2}, {.line = 3}, {.line = 4}};
    struct coh_student_days days = {day("2026-08-24"), day("2026-08-24")};
    struct coh_student_outcome outcome;
    struct coh_student_query q = {.day = day("2026-11-03")};
    struct coh_span name = coh_span_of("section");
    struct coh_error err = COH_ERROR_INIT;
    struct seen seen = {.n = 0};
    size_t i;

    s[0].student_id = coh_span_of("3");
    s[1].student_id = coh_span_of("1");
    s[2].student_id = coh_span_of("2");
    for (i = 0; i < 3; i++) {
        s[i].says_active_from = s[i].says_active_to = 1;
        s[i].active_from = s[i].active_to = COH_DATE_NONE;
    }
    s[0].active_from = day("2026-11-03");
    s[1].active_to = day("2026-11-02");
    open_new(*state, &store);
    assert_int_equal(
        coh_student_import(&store, s, 3, days, &outcome, NULL, NULL), 0);
    assert_int_equal(coh_student_list(&store, &q, keep_section, &seen, NULL),
                     0);
    assert_int_equal(seen.n, 2);
    q.everyone = 1;
    seen.n = 0;
    assert_int_equal(coh_student_list(&store, &q, keep_section, &seen, NULL),
                     0);
    assert_int_equal(seen.n, 3);
    /* Nobody has a section: an unknown word, not a blank column. */
    q.with = &name;
    q.withs = 1;
    assert_int_equal(coh_student_list(&store, &q, keep_section, &seen, &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_non_null(strstr(err.text, "section"));
    coh_store_close(&store);
}

static void
memory_that_runs_out_keeps_nothing_of_an_import(void **state)
{
    struct coh_store store = COH_STORE_INIT;
    struct coh_student_outcome outcome;
    struct coh_error err = COH_ERROR_INIT;
    static const struct row row[] = {
        {"00812", "1", "5A"}, {"", "2", "5B"}, {"00813", "1", "5C"}};
    size_t n;
    int rc = -1;

    open_new(*state, &store);
    for (n = 1; rc; n++) {
        struct coh_notes notes = COH_NOTES_INIT;

        coh_memory_fail_at(n, 0);
        rc = import(&store, row, 3, "2026-08-24", "2026-08-24", &outcome,
                    &notes, &err);
        coh_memory_fail_at(0, 0);
        coh_notes_release(&notes);
        if (rc) {
            assert_int_equal(err.code, COH_SYSTEM);
            assert_int_equal(number(&store, "SELECT count(*) FROM student"), 0);
        }
    }
    assert_true(n > 5);
    coh_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_place(a_roster_comes_in_and_goes_out_to_memory),
        in_a_place(rows_without_an_id_or_with_one_twice_are_set_aside),
        in_a_place(an_id_without_its_zeros_is_the_one_student_it_fits),
        in_a_place(who_is_active_and_not_in_the_file_is_named),
        in_a_place(a_roster_without_one_row_to_use_changes_nothing),
        in_a_place(
            a_first_attribute_holds_from_the_first_day_a_changed_one_from_its_own),
        in_a_place(
            an_earlier_value_taken_in_later_ends_where_the_known_one_begins),
        in_a_place(
            an_id_of_another_student_is_left_out_but_a_swap_is_put_right),
        in_a_place(results_that_came_first_are_given_to_their_student),
        in_a_place(adopting_never_makes_two_current_values_of_one_result),
        in_a_place(the_list_holds_those_active_on_the_day_in_order),
        in_a_place(memory_that_runs_out_keeps_nothing_of_an_import),
        in_a_place(the_same_value_from_an_earlier_day_on_is_one_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
