/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_support.h"

/* What the cells of one result come to: score, maximum, scale, level, status
 * and the text that is kept. */

static void
settle(struct taken *t, const char *rule, const char *header,
       const char *record)
{
    struct coh_text csv = COH_TEXT_INIT, ini = COH_TEXT_INIT;

    assert_int_equal(
        coh_text_format(&csv, NULL, "Id,%s\n7,%s\n", header, record), 0);
    assert_int_equal(coh_text_format(&ini, NULL,
                                     "[layout]\nname = own\n[match]\n"
                                     "required = Id\n[student]\nid = Id\n"
                                     "[common]\nassessment = A\n"
                                     "[result r]\nscore = {S}\n%s",
                                     rule),
                     0);
    take_by(t, coh_text_get(&csv), coh_text_get(&ini));
    coh_text_release(&csv);
    coh_text_release(&ini);
}

/* `wanted`: score|max_score|scale|level|status|raw, "" when it is no result. */
static void
expect(const char *rule, const char *header, const char *record,
       const char *wanted)
{
    char row[300] = "";
    struct taken t;

    if (*wanted)
        snprintf(row, sizeof(row), "2|7|A|overall|||||%s\n", wanted);
    settle(&t, rule, header, record);
    assert_rows(&t, row);
    drop(&t);
}

static void
expect_more(const char *rule, const char *header, const char *record,
            const char *wanted, const char *more)
{
    struct taken t;

    expect(rule, header, record, wanted);
    settle(&t, rule, header, record);
    assert_string_equal(coh_text_get(&t.more), more);
    drop(&t);
}

static void
expect_note(const char *rule, const char *header, const char *record,
            const char *words)
{
    struct taken t;

    settle(&t, rule, header, record);
    assert_int_equal(t.rc, 0);
    if (!noted(&t, words))
        fail_msg("not noted: %s", words);
    drop(&t);
}

static void
a_code_is_the_whole_text_and_a_pattern_fits(void **state)
{
    static const char rule[] = "code = EX excused\ncode = No Show absent\n"
                               "code_like = ^OUT\\d+$ exempt\n";

    (void)state;
    expect(rule, "S", "12", "12||||scored|");
    expect(rule, "S", " EX ", "||||excused|EX");
    expect(rule, "S", "No Show", "||||absent|No Show");
    expect(rule, "S", "OUT12", "||||exempt|OUT12");
    expect(rule, "S", "ex", "||||unparsed|ex");
    expect(rule, "S", "OUT", "||||unparsed|OUT");
}

static void
codes_of_the_rule_come_before_those_of_all(void **state)
{
    struct taken t;

    (void)state;
    take_by(&t, "Id,S,T\n7,-,-\n",
            "[layout]\nname = own\n[match]\nrequired = Id\n[student]\nid = Id\n"
            "[common]\nassessment = A\ncode = - absent\n"
            "[result r]\nscore = {S}\ncode = - excused\nmeasure = s\n"
            "[result u]\nscore = {T}\nmeasure = t\n");
    assert_rows(&t, "2|7|A|s|||||||||excused|-\n"
                    "2|7|A|t|||||||||absent|-\n");
    drop(&t);
}

static void
a_blank_code_counts_as_a_blank_cell(void **state)
{
    static const char rule[] = "code = 0-0 blank\ncode_like = ^x+$ blank\n"
                               "blank = skip\n";

    (void)state;
    expect(rule, "S", "0-0", "");
    expect(rule, "S", "xxx", "");
    expect(rule, "S", "3", "3||||scored|");
    expect("code = 0-0 blank\n", "S", "0-0", "||||missing|");
}

static void
plain_words_count_only_where_they_are_asked_for(void **state)
{
    (void)state;
    expect("", "S", "Absent", "||||unparsed|Absent");
    expect("words = common\n", "S", "Absent", "||||absent|Absent");
    expect("words = common\ncode = Absent excused\n", "S", "Absent",
           "||||excused|Absent");
}

static void
a_text_may_be_worth_a_score(void **state)
{
    static const char rule[] = "value = + 1\nvalue = - 0\nvalue = half 0.5\n";

    (void)state;
    expect(rule, "S", "+", "1||||scored|+");
    expect(rule, "S", "-", "0||||scored|-");
    expect(rule, "S", "half", "0.5||||scored|half");
    expect(rule, "S", "++", "||||unparsed|++");
    /* Without the rule a lone hyphen is a word for nothing. */
    expect("", "S", "-", "||||missing|-");
}

static void
right_and_wrong_are_one_point_of_one(void **state)
{
    static const char rule[] = "response = {R}\nright = C\nwrong = I\n"
                               "code = Skip not_submitted\n";

    (void)state;
    expect_more(rule, "S,R", ",C", "1|1|||scored|", "||C|\n");
    expect_more(rule, "S,R", ",I", "0|1|||scored|", "||I|\n");
    expect_more(rule, "S,R", ",Skip", "||||not_submitted|", "||Skip|\n");
    expect_more(rule, "S,R", ",?", "||||unparsed|", "||?|\n");
    /* A score that stands there is the score. */
    expect(rule, "S,R", "3,C", "3||||scored|");
    /* A maximum that stands there is the maximum. */
    expect("response = {R}\nright = C\nmax_score = {M}\n", "S,R,M", ",C,2",
           "1|2|||scored|");
}

static void
a_grade_alone_is_a_level_where_the_rule_says_so(void **state)
{
    (void)state;
    expect("grades = level\n", "S", "B+", "|||B+|scored|B+");
    expect("", "S", "B+", "||||unparsed|B+");
    expect("", "S", "85.12 B+", "85.12|||B+|scored|85.12 B+");
    expect("level = {L}\n", "S,L", "85 B+,Proficient",
           "85|||Proficient|scored|85 B+");
}

static void
a_level_may_be_a_code_and_then_is_no_level(void **state)
{
    static const char rule[] = "level = {L}\ncode = Gone absent\n";

    (void)state;
    expect(rule, "S,L", ",Gone", "||||absent|Gone");
    expect(rule, "S,L", "5,Gone", "5||||scored|");
    expect(rule, "S,L", ",High", "|||High|scored|");
    expect(rule, "S,L", "5,NULL", "5||||scored|");
}

static void
a_range_gives_the_end_that_the_rule_asks_for(void **state)
{
    (void)state;
    expect("range = low\n", "S", "203-213", "203||||scored|203-213");
    expect("range = high\n", "S", "203-213", "213||||scored|203-213");
    expect("", "S", "203-213", "||||unparsed|203-213");
    expect("range = low\n", "S", "205", "205||||scored|");
}

static void
percentiles_are_1_to_99_and_the_rest_is_said(void **state)
{
    static const char rule[] = "percentile = {P}\ncode = NT absent\n";

    (void)state;
    expect_more(rule, "S,P", "5,1", "5||||scored|", "1|||\n");
    expect_more(rule, "S,P", "5,99", "5||||scored|", "99|||\n");
    expect_more(rule, "S,P", "5,0", "5||||scored|", "0|||\n");
    expect_more(rule, "S,P", "5,100", "5||||scored|", "100|||\n");
    expect_more(rule, "S,P", "5,101", "5||||scored|", "|||\n");
    expect_more(rule, "S,P", "5,NA", "5||||scored|", "|||\n");
    expect_note(rule, "S,P", "5,101", "not from 1 to 99");
    expect_note(rule, "S,P", "5,abc", "not one percentile");
    expect_note(rule, "S,P", "5,NT", "left blank beside the score");
    expect_more(rule, "S,P", "5,NT", "5||||scored|", "|||\n");
    /* Without a score the word says why there is none. */
    expect_more(rule, "S,P", ",NT", "||||absent|NT", "|||\n");
}

static void
a_status_may_stand_beside_the_score(void **state)
{
    static const char rule[] = "status_in = {P}\nstatus_in = {Q}\n"
                               "code = Pending in_progress\n"
                               "code = Max ceiling\n";

    (void)state;
    expect(rule, "S,P,Q", "480,Grade 4,", "480||||scored|");
    expect(rule, "S,P,Q", ",Pending,", "||||in_progress|Pending");
    expect(rule, "S,P,Q", ",Grade 4,Pending", "||||in_progress|Pending");
    expect(rule, "S,P,Q", "480,Pending,", "||||in_progress|Pending: 480");
    /* A ceiling may have the highest score that the test could give. */
    expect(rule, "S,P,Q", "480,Max,", "480||||ceiling|Max: 480");
    expect(rule, "S,P,Q", ",Max,", "||||ceiling|Max");
    expect(rule, "S,P,Q", "NA,Pending,", "||||in_progress|Pending");
}

static void
a_long_text_beside_a_score_is_cut_between_characters(void **state)
{
    /* 69 letters and one of two bytes: the cut at 70 would halve it. */
    static const char letters[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    char record[200], wanted[200];

    (void)state;
    assert_int_equal(strlen(letters), 69);
    snprintf(record, sizeof(record), "480,%s\xC3\xA9!", letters);
    snprintf(wanted, sizeof(wanted), "||||absent|%s: 480", letters);
    expect("status_in = {P}\ncode_like = ^a+ absent\n", "S,P", record, wanted);
}

static void
what_is_told_and_what_is_shown_must_not_contradict(void **state)
{
    static const char rule[] = "status = {T}\ncode = Gone absent\n";

    (void)state;
    expect(rule, "S,T", "5,scored", "5||||scored|");
    expect(rule, "S,T", ",absent", "||||absent|");
    expect(rule, "S,T", ",Gone", "||||absent|");
    expect(rule, "S,T", "5,absent", "||||absent|5");
    expect(rule, "S,T", "5,ceiling", "5||||ceiling|");
    expect(rule, "S,T", ",scored", "||||missing|");
    expect(rule, "S,T", "5,nonsense", "||||unparsed|5");
    expect_note(rule, "S,T", "5,absent", "says that there is none");
    expect_note(rule, "S,T", ",scored", "although the status is scored");
    expect_note(rule, "S,T", "5,nonsense", "not a known status");
    expect("level = {T}\nstatus = scored\n", "S,T", ",Proficient",
           "|||Proficient|scored|");
}

static void
a_date_is_a_day_a_period_a_blank_or_said(void **state)
{
    static const struct {
        const char *cell, *date, *term, *words;
    } of[] = {
        {"2026-03-04", "2026-03-04", "", NULL},
        {"25 March 2026", "2026-03-25", "", NULL},
        {"2026-03", "", "2026-03", "a month, quarter or year, and no day"},
        {"1/1/1900", "", "", NULL},
        {"NULL", "", "", NULL},
        {"13/13/2026", "", "", "not a date, left blank"},
        {"soon", "", "", "not a date, left blank"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(of); i++) {
        char row[200], csv[200];
        struct taken t;

        /* The second record lets the file have a date that can be read. */
        snprintf(csv, sizeof(csv), "Id,S,D\n7,1,%s\n8,1,2026-01-31\n",
                 of[i].cell);
        snprintf(row, sizeof(row),
                 "2|7|A|overall||%s|%s||1||||scored|\n"
                 "3|8|A|overall||2026-01-31|||1||||scored|\n",
                 of[i].date, of[i].term);
        take_by(&t, csv,
                "[layout]\nname = own\n[match]\nrequired = Id\n[student]\n"
                "id = Id\n[result r]\nassessment = A\nscore = {S}\n"
                "date = {D}\n");
        assert_rows(&t, row);
        assert_int_equal(noted(&t, "left blank"), of[i].words != NULL);
        if (of[i].words)
            assert_true(noted(&t, of[i].words));
        drop(&t);
    }
}

static void
a_date_is_said_once_a_record_and_another_one_again(void **state)
{
    /* Dates of two cells stand in one buffer, one after the other. */
    static const char ini[] =
        "[layout]\nname = own\n[match]\nrequired = Id\n[student]\nid = Id\n"
        "[common]\nassessment = A\n"
        "[result r]\nscore = {S}\nmeasure = r\ndate = {A}/{B}\n"
        "[result s]\nscore = {S}\nmeasure = s\ndate = {A}/{B}\n"
        "[result t]\nscore = {S}\nmeasure = t\ndate = {C}/{B}\n"
        "[result u]\nscore = {S}\nmeasure = u\ndate = {Long}/{Blank}\n"
        "[result w]\nscore = {S}\nmeasure = w\ndate = {A}/{B}\n"
        "[result v]\nscore = {S}\nmeasure = v\ndate = 2026-01-31\n";
    struct coh_text csv = COH_TEXT_INIT;
    struct taken t;
    size_t i, times = 0;

    (void)state;
    assert_int_equal(coh_text_add_string(&csv,
                                         "Id,S,A,B,C,Blank,Long\n"
                                         "7,1,one,x,two,,",
                                         NULL),
                     0);
    for (i = 0; i < 5000; i++)
        assert_int_equal(coh_text_add_string(&csv, "y", NULL), 0);
    take_by(&t, coh_text_get(&csv), ini);
    if (t.rc)
        fail_msg("%s", t.err.text);
    for (i = 0; i < t.notes.n; i++)
        if (strstr(t.notes.note[i].reason, "not a date"))
            times += t.notes.note[i].count;
    assert_int_equal(times, 3);
    drop(&t);
    coh_text_release(&csv);
}

static void
a_response_without_a_score_has_its_reason(void **state)
{
    static const char rule[] = "response = {R}\nunscored = not_yet_graded\n";

    (void)state;
    expect_more(rule, "S,R", ",an essay", "||||not_yet_graded|",
                "||an essay|\n");
    expect(rule, "S,R", ",", "");
    expect(rule, "S,R", "4,an essay", "4||||scored|");
}

static void
by_key_an_answer_is_right_wrong_or_waits(void **state)
{
    static const char rule[] = "response = {R}\nkey = {K}\nscore_by = key\n"
                               "code = * invalidated\nblank = missing\n";

    (void)state;
    expect_more(rule, "S,R,K", ",B,B", "1|1|||scored|", "||B|B\n");
    expect_more(rule, "S,R,K", ",b,B", "0|1|||scored|", "||b|B\n");
    expect_more(rule, "S,R,K", ",*,B", "||||invalidated|", "||*|B\n");
    expect_more(rule, "S,R,K", ",,B", "||||missing|", "|||B\n");
    expect_more(rule, "S,R,K", ",B,", "||||not_yet_graded|", "||B|\n");
}

static void
companion_numbers_are_numbers_or_left_blank(void **state)
{
    static const char rule[] = "max_score = {M}\nsem = {E}\n";

    (void)state;
    expect_more(rule, "S,M,E", "5,10,1.50", "5|10|||scored|", "|1.5||\n");
    expect_more(rule, "S,M,E", "5,NA,", "5||||scored|", "|||\n");
    expect_note(rule, "S,M,E", "5,ten,", "that is not a number, left blank");
    expect_note(rule, "S,M,E", "5,10,<3", "that is not a number, left blank");
    /* Of 7 / 10 the maximum is in the cell, and 50% of 8 is four points. */
    expect("", "S", "7 / 10", "7|10|||scored|7 / 10");
    expect("max_score = {M}\n", "S,M", "50%,8", "4|8|||scored|50%");
    expect("", "S", "50%", "50||percent||scored|50%");
}

static char path[UNIT_PATH];

static int
work(struct coh_error *err)
{
    static const char ini[] =
        "[layout]\nname = own\n[match]\nrequired = Id\n[student]\nid = Id\n"
        "[result r]\nassessment = A\nscore = {S}\ndate = {D}\n"
        "percentile = {P}\nstatus_in = {P}\ncode = Gone absent\n"
        "code_like = ^x blank\nmax_score = {M}\n";

    return take_alone(path, ini, err);
}

static void
settling_survives_every_failing_allocation(void **state)
{
    static const char text[] = "Id,S,D,P,M\n7,1,soon,ninety,ten\n"
                               "8,1,2026-01-31,Gone,2\n9,xx,,101,2\n";

    (void)state;
    unit_file(path, text, strlen(text));
    assert_true(unit_torture(work) > 100);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_the_whole_text_and_a_pattern_fits),
        cmocka_unit_test(codes_of_the_rule_come_before_those_of_all),
        cmocka_unit_test(a_blank_code_counts_as_a_blank_cell),
        cmocka_unit_test(plain_words_count_only_where_they_are_asked_for),
        cmocka_unit_test(a_text_may_be_worth_a_score),
        cmocka_unit_test(right_and_wrong_are_one_point_of_one),
        cmocka_unit_test(a_grade_alone_is_a_level_where_the_rule_says_so),
        cmocka_unit_test(a_level_may_be_a_code_and_then_is_no_level),
        cmocka_unit_test(a_range_gives_the_end_that_the_rule_asks_for),
        cmocka_unit_test(percentiles_are_1_to_99_and_the_rest_is_said),
        cmocka_unit_test(a_status_may_stand_beside_the_score),
        cmocka_unit_test(a_long_text_beside_a_score_is_cut_between_characters),
        cmocka_unit_test(what_is_told_and_what_is_shown_must_not_contradict),
        cmocka_unit_test(a_date_is_a_day_a_period_a_blank_or_said),
        cmocka_unit_test(a_date_is_said_once_a_record_and_another_one_again),
        cmocka_unit_test(a_response_without_a_score_has_its_reason),
        cmocka_unit_test(by_key_an_answer_is_right_wrong_or_waits),
        cmocka_unit_test(companion_numbers_are_numbers_or_left_blank),
        cmocka_unit_test(settling_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
