/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "flow/profile-file.h"

/* Expected values are counted by hand from the file in the test. */

static struct coh_roster roster;

static int
read_text(struct coh_inspection *f, const char *text, const char *student,
          const char *key, struct coh_error *err)
{
    const struct coh_inspection_wish wish = {
        .roster = &roster,
        .student = student,
        .join_key = "student_id",
        .key = key,
        .today = 20518, /* 2026-03-06 */
        .from = COH_DATE_NONE,
        .until = COH_DATE_NONE,
    };
    struct coh_reader *reader;
    char path[UNIT_PATH];
    int rc = -1;

    *f = (struct coh_inspection)COH_INSPECTION_INIT;
    unit_file(path, text, strlen(text));
    reader = coh_reader_open(path, NULL, err);
    if (reader)
        rc = coh_inspection_read(f, reader, &wish, err);
    coh_reader_free(reader);
    unlink(path);
    return rc;
}

static const char spoilt[] = "Fluency probes,,,\r\n"
                             "\r\n"
                             "Pupil,Date,Words,Note\r\n"
                             "0812,2026-01-05,70,\r\n"
                             "00813,2026-01-05,,late\r\n"
                             "0812,2026-01-12,75,\r\n"
                             ",,,\r\n"
                             "0812,2026-01-05,70,\r\n"
                             "00814,2026-01-05\r\n"
                             "\r\n"
                             "99999,2026-01-05,80,\r\n"
                             ",2026-01-05,81,\n";

static void
a_file_is_accounted_for_row_by_row(void **state)
{
    struct coh_inspection f;

    (void)state;
    assert_int_equal(read_text(&f, spoilt, NULL, NULL, NULL), 0);
    assert_int_equal(f.above, 1);
    assert_int_equal(f.header.n, 4);
    assert_int_equal(f.rows, 6);
    assert_int_equal(f.blank_rows, 1);
    assert_int_equal(f.blank_lines, 1); /* behind the header */
    assert_int_equal(f.aside, 1);
    assert_string_equal(f.aside_place[0], "line 9: 2 of 4 fields");
    assert_int_equal(f.delimiter, ',');
    assert_int_equal(f.form.crlf, 11);
    assert_int_equal(f.form.lf, 1);
    assert_false(f.form.mark);
    assert_int_equal(f.rows - f.distinct_rows, 1);
    assert_int_equal(f.twice[0], 8);
    /* Id and date: the row without an id has no key. */
    assert_int_equal(f.key.n, 2);
    assert_int_equal(f.keyed, 5);
    assert_int_equal(f.distinct_keys, 4);
    assert_int_equal(f.column[2].cells, 6);
    assert_int_equal(f.column[2].missing, 1);
    coh_inspection_release(&f);
}

static void
students_are_matched_and_their_days_counted(void **state)
{
    struct coh_inspection f;

    (void)state;
    assert_int_equal(read_text(&f, spoilt, NULL, NULL, NULL), 0);
    assert_int_equal(f.id, 0); /* 4 of 5 values find somebody */
    assert_int_equal(f.date, 1);
    assert_int_equal(f.without_id, 1);
    assert_int_equal(f.ids.n, 3);
    assert_int_equal(f.student[0].place, 0);
    assert_int_equal(f.student[0].match, COH_MATCH_ZEROS);
    assert_int_equal(f.student[0].rows, 3);
    assert_int_equal(f.student[0].days, 2);
    assert_int_equal(f.student[1].match, COH_MATCH_EXACT);
    assert_int_equal(f.student[1].days, 1);
    assert_true(f.student[2].place == COH_INSPECTION_NOBODY);
    assert_true(coh_inspection_has(&f, 0, 2));
    assert_false(coh_inspection_has(&f, 1, 2)); /* 00813 has no words */
    assert_true(coh_inspection_has(&f, 1, 3));
    assert_false(coh_inspection_has(&f, 0, 3));
    coh_inspection_release(&f);
}

static void
a_word_for_a_missing_score_is_no_value_of_a_student(void **state)
{
    static const char text[] = "student_id,score,here\n"
                               "00812,7,Absent\n00813,Absent,yes\n00814,8,no\n";
    struct coh_inspection f;

    (void)state;
    assert_int_equal(read_text(&f, text, NULL, NULL, NULL), 0);
    assert_true(coh_inspection_has(&f, 0, 1));
    assert_false(coh_inspection_has(&f, 1, 1)); /* among scores it is none */
    assert_true(coh_inspection_has(&f, 0, 2));  /* among words it is one */
    coh_inspection_release(&f);
}

static void
a_blank_score_counts_for_the_status_beside_it(void **state)
{
    static const char text[] = "student_id,score,status\n"
                               "00812,7,scored\n00813,,absent\n"
                               "00814,,absent\n00815,,excused\n";
    struct coh_inspection f;

    (void)state;
    assert_int_equal(read_text(&f, text, NULL, NULL, NULL), 0);
    assert_int_equal(f.column[1].by_status[COH_STATUS_ABSENT], 2);
    assert_int_equal(f.column[1].by_status[COH_STATUS_EXCUSED], 1);
    assert_int_equal(f.column[1].missing, 3);
    coh_inspection_release(&f);
}

static void
a_key_that_was_asked_for_is_looked_at_in_every_row(void **state)
{
    struct coh_inspection f;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(read_text(&f, spoilt, NULL, "Date", NULL), 0);
    assert_true(f.key_given);
    assert_int_equal(f.keyed, 6);
    assert_int_equal(f.distinct_keys, 2);
    coh_inspection_release(&f);
    assert_int_equal(read_text(&f, spoilt, NULL, "Datum", &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_inspection_release(&f);
    assert_int_equal(read_text(&f, spoilt, "Student", NULL, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_inspection_release(&f);
}

static void
a_file_of_a_header_alone_has_no_rows(void **state)
{
    struct coh_inspection f;

    (void)state;
    assert_int_equal(read_text(&f, "student_id,score\n", NULL, NULL, NULL), 0);
    assert_int_equal(f.rows, 0);
    assert_int_equal(f.column[1].type, COH_PORTRAIT_BLANK);
    coh_inspection_release(&f);
}

static int
read_once(struct coh_error *err)
{
    struct coh_inspection f;
    int rc = read_text(&f, spoilt, NULL, NULL, err);

    coh_inspection_release(&f);
    return rc;
}

static void
every_failing_allocation_comes_back_as_an_error(void **state)
{
    (void)state;
    assert_true(unit_torture(read_once) > 20);
}

static int
begin(void **state)
{
    static const char *const id[] = {"00812", "00813", "00814"};
    size_t i, at;

    (void)state;
    roster = (struct coh_roster)COH_ROSTER_INIT;
    for (i = 0; i < UNIT_COUNT(id); i++)
        if (coh_roster_add(&roster, coh_span_of(id[i]), coh_span_of(""),
                           COH_DATE_NONE, COH_DATE_NONE, &at, NULL))
            return -1;
    return 0;
}

static int
end(void **state)
{
    (void)state;
    coh_roster_release(&roster);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_accounted_for_row_by_row),
        cmocka_unit_test(students_are_matched_and_their_days_counted),
        cmocka_unit_test(a_word_for_a_missing_score_is_no_value_of_a_student),
        cmocka_unit_test(a_blank_score_counts_for_the_status_beside_it),
        cmocka_unit_test(a_key_that_was_asked_for_is_looked_at_in_every_row),
        cmocka_unit_test(a_file_of_a_header_alone_has_no_rows),
        cmocka_unit_test(every_failing_allocation_comes_back_as_an_error),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
