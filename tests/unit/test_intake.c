/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_support.h"

/* Files of a few lines in the shapes that the exports have; the expected rows
 * were written by hand from what those shapes mean. */

/* ---- Canvas ---- */

#define CANVAS                                                           \
    "\xEF\xBB\xBFStudent,ID,SIS User ID,SIS Login ID,Section,Quiz (17)," \
    "Essay (18),Later (19),Current Score\n"                              \
    ",,,,,,Manual Posting,,\n"                                           \
    "    Points Possible,,,,,10.00,4,5,(read only)\n"

static void
a_gradebook_gives_a_result_per_student_and_assignment(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         CANVAS "\"One, A\",9,00812,a@x.example,5A,8.50,EX,,85\n"
                "\"Two, B\",8,,b@x.example,5A,,N/A,,\n"
                "\"Student, Test\",7,,t,5A,1,1,,\n",
         NULL);
    assert_rows(&t, "4|00812|Quiz|overall||||"
                    "|8.5|10|points||scored|\n"
                    "4|00812|Essay|overall||||||4|points||excused|EX\n"
                    "5|b@x.example|Quiz|overall||||||10|points||missing|\n"
                    "5|b@x.example|Essay|overall||||||4|points||"
                    "not_assigned|N/A\n");
    assert_string_equal(t.layout, "canvas-gradebook");
    assert_int_equal(t.account.records, 5);
    assert_int_equal(t.account.used, 2);
    assert_int_equal(t.account.by_rule, 3);
    assert_int_equal(t.account.blank, 2);
    assert_true(noted(&t, "a column without any value"));
    assert_false(coh_notes_look(&t.notes));
    drop(&t);
}

static void
a_gradebook_may_split_names_and_use_semicolons_and_commas(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "LastName;FirstName;ID;SIS User ID;Section;Quiz (17);Total (18)\n"
         "    Points Possible;;;;;10,00;(read only)\n"
         "One;Ann;9;00812;5A;8,5;1,204\n"
         "Student;Test;7;0;5A;1;2\n",
         NULL);
    assert_rows(&t, "3|00812|Quiz|overall|||||8.5|10|points||scored|\n");
    drop(&t);
}

/* ---- NWEA ---- */

static void
a_map_record_gives_overall_goals_and_lexile(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "TermName,StudentID,MeasurementScale,TestName,TestStartDate,"
         "TestRITScore,TestStandardError,RITtoReadingScore,Goal1Name,"
         "Goal1RitScore,Goal1Adjective,Goal2Name,Goal2RitScore,PercentCorrect\n"
         "\"Fall 2025-2026\",\"00812\",\"Reading\",\"Growth: R\","
         "\"09/18/2025\",\"205\",\"3.4\",\"580L\",\"Literary\",\"203\","
         "\"LoAvg\",\"\",\"\",\"55\"\n"
         "\"Fall 2025-2026\",\"00813\",\"Reading\",\"\",\"09/18/2025\","
         "\"150\",\"3.4\",\"BR\",\"\",\"140\"\n",
         NULL);
    assert_rows(&t,
                "2|00812|Growth: R|overall||2025-09-18|fall 2025||205||rit||"
                "scored|\n"
                "2|00812|Growth: R|Literary||2025-09-18|fall 2025||203||rit|"
                "LoAvg|scored|\n"
                "2|00812|Growth: R|overall||2025-09-18|fall 2025||55||percent"
                "||scored|\n"
                "2|00812|Growth: R|overall||2025-09-18|fall 2025||580||lexile"
                "||scored|\n"
                "3|00813|MAP Growth Reading|overall||2025-09-18|fall 2025||150"
                "||rit||scored|\n"
                "3|00813|MAP Growth Reading|Goal 1||2025-09-18|fall 2025||140"
                "||rit||scored|\n"
                "3|00813|MAP Growth Reading|overall||2025-09-18|fall 2025||||"
                "lexile||censored_low|BR\n");
    assert_true(noted(&t, "a short record"));
    assert_int_equal(t.account.blank, 3);
    drop(&t);
}

static void
a_combo_record_names_its_subject(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "TermName,Student_StateID,StudentID,Subject,TestName,TestStartDate,"
         "TestRITScore,LexileScore,QuantileScore\n"
         "\"Winter 2025-2026\",\"S1\",\"\",\"Math\",\"\",\"01/15/2026\","
         "\"211\",\"\",\"EM40Q\"\n",
         NULL);
    assert_rows(&t, "2|S1|MAP Growth Math|overall||2026-01-15|winter 2026||211"
                    "||rit||scored|\n"
                    "2|S1|MAP Growth Math|overall||2026-01-15|winter 2026||||"
                    "quantile||censored_low|EM40Q\n");
    drop(&t);
}

/* ---- ZipGrade, fluency ---- */

static void
both_spellings_of_zipgrade_give_items(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "QuizName,StudentID,CustomID,Earned Points,Possible Points,"
         "QuizCreated,Key Version,Stu1,PriKey1,Points1,Mark1,Stu2,PriKey2,"
         "Points2,Mark2\r\n"
         "Unit 3,812,,1,2,10/8/2019 0:00,A,BD,B,0,X,A,A,1,C\r\n",
         NULL);
    assert_rows(&t, "2|812|Unit 3|overall||2019-10-08|||1|2|points||scored|\n"
                    "2|812|Unit 3|overall|Q1|2019-10-08|||0||points||scored|\n"
                    "2|812|Unit 3|overall|Q2|2019-10-08|||1||points||scored|"
                    "\n");
    drop(&t);
    take(&t,
         "Quiz Name,Student ID,External ID,Earned Points,Possible Points,"
         "Quiz Created\n"
         "Unit 3,,x7,1,2,\n",
         NULL);
    assert_rows(&t, "2|x7|Unit 3|overall|||||1|2|points||scored|\n");
    drop(&t);
}

static void
a_probe_may_be_absent_or_below_ten(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "Student ID,Date,WCPM,Errors\n"
         "00812,9/9/2025,101,5\n"
         "00813,9/9/2025,Absent,\n"
         "00814,9/9/2025,<10,\n"
         "00812,9/9/2025,103,\n"
         "00812,9/9/2025,101,5\n",
         NULL);
    assert_rows(
        &t, "2|00812|Oral Reading Fluency|overall||2025-09-09|||101||wcpm||"
            "scored|\n"
            "2|00812|Oral Reading Fluency|errors||2025-09-09|||5||errors||"
            "scored|\n"
            "3|00813|Oral Reading Fluency|overall||2025-09-09|||||wcpm||"
            "absent|Absent\n"
            "4|00814|Oral Reading Fluency|overall||2025-09-09|||||wcpm||"
            "censored_low|<10\n"
            "5|00812|Oral Reading Fluency|overall||2025-09-09||2|103||wcpm||"
            "scored|\n");
    assert_int_equal(t.account.by_rule, 1);
    assert_true(noted(&t, "counted once"));
    drop(&t);
}

/* ---- tidy, and what holds for all ---- */

static void
a_status_and_a_score_that_contradict_each_other_are_no_score(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "student_id,assessment,score,level,status,raw\n"
         "1,A,,,scored,\n"
         "1,B,5,,absent,\n"
         "1,C,,,tired,\n"
         "1,D,,High,,\n"
         "1,E,,,censored_low,<5\n"
         "1,F,abc,,,\n"
         "1,G,2-Jul,,,\n",
         NULL);
    assert_rows(&t, "2|1|A|overall||||||||"
                    "|missing|\n"
                    "3|1|B|overall|||||||||absent|5\n"
                    "4|1|C|overall|||||||||unparsed|\n"
                    "5|1|D|overall||||||||High|scored|\n"
                    "6|1|E|overall|||||||||censored_low|<5\n"
                    "7|1|F|overall|||||||||unparsed|abc\n"
                    "8|1|G|overall|||||||||corrupt_excel|2-Jul\n");
    assert_true(coh_notes_look(&t.notes));
    drop(&t);
}

static void
a_record_without_assessment_or_id_is_set_aside(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "student_id,assessment,score\n"
         "1,,5\n"
         ",A,5\n"
         "9.90694E+11,A,5\n"
         ",,\n"
         "1,A\n"
         "1,A,5\n",
         NULL);
    assert_rows(&t, "7|1|A|overall|||||5||||scored|\n");
    assert_string_equal(coh_text_get(&t.aside),
                        "2: no assessment\n"
                        "3: no student id\n"
                        "4: a spreadsheet turned the student id into "
                        "scientific notation\n"
                        "6: 2 of 3 fields\n");
    assert_true(noted(&t, "a record without any value"));
    assert_int_equal(t.account.by_rule, 1);
    drop(&t);
}

static void
dates_are_read_by_what_the_column_shows(void **state)
{
    static const char head[] = "student_id,assessment,score,date\n";
    struct taken t;
    char csv[200];

    (void)state;
    snprintf(csv, sizeof(csv), "%s1,A,1,13/4/2026\n1,B,1,3/4/2026\n", head);
    take(&t, csv, NULL);
    assert_rows(&t, "2|1|A|overall||2026-04-13|||1||||scored|\n"
                    "3|1|B|overall||2026-04-03|||1||||scored|\n");
    drop(&t);
    snprintf(csv, sizeof(csv), "%s1,A,1,3/4/2026\n", head);
    take(&t, csv, NULL);
    assert_refused(&t, "--date-order");
    drop(&t);
    take_wish(&t, csv, (struct coh_intake_wish){.date_order = COH_ORDER_DMY},
              NULL);
    assert_rows(&t, "2|1|A|overall||2026-04-03|||1||||scored|\n");
    drop(&t);
    snprintf(csv, sizeof(csv), "%s1,A,1,13/4/2026\n1,B,1,4/13/2026\n", head);
    take(&t, csv, NULL);
    assert_refused(&t, "only month first");
    drop(&t);
    snprintf(csv, sizeof(csv), "%s1,A,1,soon\n1,B,1,2026-04-03\n", head);
    take(&t, csv, NULL);
    assert_rows(&t, "2|1|A|overall|||||1||||scored|\n"
                    "3|1|B|overall||2026-04-03|||1||||scored|\n");
    assert_true(noted(&t, "not a date"));
    drop(&t);
    snprintf(csv, sizeof(csv), "%s1,A,1,soon\n1,B,1,46273\n", head);
    take(&t, csv, NULL);
    assert_refused(&t, "none of its 2 dates");
    drop(&t);
    /* Ten characters, the fifth a hyphen, and yet not ISO 8601. */
    snprintf(csv, sizeof(csv), "%s1,A,1,2026-Apr-3\n1,B,1,2026-4-03Z\n", head);
    take(&t, csv, NULL);
    assert_rows(&t, "2|1|A|overall||2026-04-03|||1||||scored|\n"
                    "3|1|B|overall||2026-04-03|||1||||scored|\n");
    drop(&t);
}

static void
what_is_set_holds_for_all_results(void **state)
{
    static const char *const set[] = {"assessment=Unit 3", "date=2026-11-20",
                                      "max_score=20"};
    struct taken t;

    (void)state;
    take_wish(&t, "student_id,assessment,score,date\n1,,5,3/4/2026\n",
              (struct coh_intake_wish){.set = set, .sets = 3}, NULL);
    assert_rows(&t, "2|1|Unit 3|overall||2026-11-20|||5|20|||scored|\n");
    drop(&t);
}

static void
only_some_fields_may_be_set(void **state)
{
    static const char *const bad[] = {
        "score=5",       "status=absent", "student_id=1", "source=x", "raw=1",
        "date=3/4/2026", "max_score=x",   "assessment=",  "nothing",  "=5",
        "form=A",
    };
    struct coh_intake_options o = {.layout = NULL};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(bad); i++) {
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(coh_intake_set(&o, bad[i], &err), -1);
        assert_int_equal(err.code, COH_USAGE);
    }
}

static void
a_layout_without_an_assessment_asks_for_one(void **state)
{
    static const char ini[] = "[layout]\nname = own\n[match]\nrequired = Pts\n"
                              "[student]\nid = Kid\n[result r]\n"
                              "score = {Pts}\n";
    struct taken t;

    (void)state;
    take_by(&t, "Kid,Pts\n1,5\n", ini);
    assert_refused(&t, "--set assessment=");
    drop(&t);
}

static void
a_column_that_is_read_and_stands_twice_is_refused(void **state)
{
    struct taken t;

    (void)state;
    take(&t, "student_id,assessment,score,score\n1,A,5,6\n", NULL);
    assert_refused(&t, "columns 3 and 4");
    drop(&t);
    take(&t, "student_id,student_id,assessment,score\n1,2,A,5\n", NULL);
    assert_refused(&t, "columns 1 and 2");
    drop(&t);
    take(&t, "Student,ID,Section,Quiz (1),Quiz (1)\na,1,5A,5,6\n", NULL);
    assert_refused(&t, "columns 4 and 5");
    drop(&t);
    take(&t, "student_id,assessment,score,note,note\n1,A,5,x,y\n", NULL);
    assert_rows(&t, "2|1|A|overall|||||5||||scored|\n");
    assert_true(noted(&t, "not read: a column that layout tidy"));
    drop(&t);
}

static void
a_pattern_that_takes_too_many_steps_is_refused(void **state)
{
    static const char ini[] =
        "[layout]\nname = slow\n[match]\nrequired = Pts\n[student]\nid = Kid\n"
        "[record bad]\ncolumn = Kid\npattern = ^(a+)+$\n"
        "[result r]\nassessment = A\nscore = {Pts}\n";
    struct taken t;

    (void)state;
    take_by(&t,
            "Kid,Pts\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab,5\n",
            ini);
    assert_refused(&t, "too many steps");
    drop(&t);
}

static void
thousands_and_decimal_commas_are_told_by_the_column(void **state)
{
    struct taken t;

    (void)state;
    take(&t, "student_id;assessment;score\n1;A;9,5\n1;B;1.204\n", NULL);
    assert_rows(&t, "2|1|A|overall|||||9.5||||scored|\n"
                    "3|1|B|overall|||||1204||||scored|\n");
    assert_true(noted(&t, "decimal comma"));
    drop(&t);
    take(&t, "student_id;assessment;score\n1;A;1,204\n1;B;7\n", NULL);
    assert_rows(&t, "2|1|A|overall|||||||||unparsed|1,204\n"
                    "3|1|B|overall|||||7||||scored|\n");
    drop(&t);
}

static void
ids_are_matched_against_the_roster_and_never_guessed(void **state)
{
    struct coh_roster roster = COH_ROSTER_INIT;
    struct taken t;
    size_t at;

    (void)state;
    assert_int_equal(coh_roster_add(&roster, coh_span_of("00812"),
                                    coh_span_of("One"), COH_DATE_NONE,
                                    COH_DATE_NONE, &at, NULL),
                     0);
    assert_int_equal(coh_roster_add(&roster, coh_span_of("0077"),
                                    coh_span_of("Two"), COH_DATE_NONE,
                                    COH_DATE_NONE, &at, NULL),
                     0);
    assert_int_equal(coh_roster_add(&roster, coh_span_of("077"),
                                    coh_span_of("Three"), COH_DATE_NONE,
                                    COH_DATE_NONE, &at, NULL),
                     0);
    take_wish(&t,
              "Student ID,Date,WCPM\n812,9/9/2025,1\n00812,9/9/2025,2\n"
              "77,9/9/2025,3\n5,9/9/2025,4\n",
              (struct coh_intake_wish){.layout = NULL}, &roster);
    assert_rows(&t,
                "2|00812|Oral Reading Fluency|overall||2025-09-09|||1||wcpm||"
                "scored|\n"
                "3|00812|Oral Reading Fluency|overall||2025-09-09||2|2||wcpm||"
                "scored|\n"
                "4|77|Oral Reading Fluency|overall||2025-09-09|||3||wcpm||"
                "scored|\n"
                "5|5|Oral Reading Fluency|overall||2025-09-09|||4||wcpm||"
                "scored|\n");
    assert_int_equal(t.account.unmatched, 2);
    assert_true(noted(&t, "without leading zeros"));
    assert_true(noted(&t, "fits several students"));
    assert_true(noted(&t, "not on the roster"));
    drop(&t);
    coh_roster_release(&roster);
}

static void
what_is_no_export_is_named(void **state)
{
    struct taken t;

    (void)state;
    take(&t, "", NULL);
    assert_refused(&t, "empty");
    drop(&t);
    take(&t, "student_id,name,section,grade\n1,a,5A,5\n", NULL);
    assert_refused(&t, "roster");
    drop(&t);
    take(&t, "a,b\n1,2\n", NULL);
    assert_refused(&t, "no layout knows");
    drop(&t);
    take(&t, "PK\003\004 and so on\n", NULL);
    assert_int_equal(t.rc, -1);
    drop(&t);
    take(&t, "student_id,assessment\n1,A\n", "tidy");
    assert_refused(&t, "needs a column 'score'");
    drop(&t);
    take(&t, "student_id,assessment,score\n", NULL);
    assert_rows(&t, "");
    assert_true(noted(&t, "a header and nothing below it"));
    drop(&t);
}

static int
work(struct coh_error *err)
{
    static const char csv[] =
        CANVAS "\"One, A\",9,00812,a@x.example,5A,8.50,EX,,85\n"
               "\"Two, B\",8,,b@x.example,5A,,N/A,,\n";
    char path[UNIT_PATH];
    struct taken t = {.rc = 0};
    const struct coh_intake_options options = {.path = NULL};

    unit_file(path, csv, strlen(csv));
    t.rc = take_options(&t, path, coh_catalog_text("canvas-gradebook"), options,
                        err);
    unlink(path);
    drop(&t);
    return t.rc;
}

static void
taking_in_survives_every_failing_allocation(void **state)
{
    (void)state;
    assert_true(unit_torture(work) > 20);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gradebook_gives_a_result_per_student_and_assignment),
        cmocka_unit_test(
            a_gradebook_may_split_names_and_use_semicolons_and_commas),
        cmocka_unit_test(a_map_record_gives_overall_goals_and_lexile),
        cmocka_unit_test(a_combo_record_names_its_subject),
        cmocka_unit_test(both_spellings_of_zipgrade_give_items),
        cmocka_unit_test(a_probe_may_be_absent_or_below_ten),
        cmocka_unit_test(
            a_status_and_a_score_that_contradict_each_other_are_no_score),
        cmocka_unit_test(a_record_without_assessment_or_id_is_set_aside),
        cmocka_unit_test(dates_are_read_by_what_the_column_shows),
        cmocka_unit_test(what_is_set_holds_for_all_results),
        cmocka_unit_test(only_some_fields_may_be_set),
        cmocka_unit_test(a_layout_without_an_assessment_asks_for_one),
        cmocka_unit_test(a_column_that_is_read_and_stands_twice_is_refused),
        cmocka_unit_test(a_pattern_that_takes_too_many_steps_is_refused),
        cmocka_unit_test(thousands_and_decimal_commas_are_told_by_the_column),
        cmocka_unit_test(ids_are_matched_against_the_roster_and_never_guessed),
        cmocka_unit_test(what_is_no_export_is_named),
        cmocka_unit_test(taking_in_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
