/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_support.h"

/* What each record is, which of those that come again counts, and what comes
 * of cells that hold many values. */

#define HEAD(layout)                                          \
    "[layout]\nname = own\n" layout "[match]\nrequired = S\n" \
    "[student]\nid = Id\n[common]\nassessment = A\n"

static void
expect(const char *ini, const char *csv, const char *rows)
{
    struct taken t;

    take_by(&t, csv, ini);
    assert_rows(&t, rows);
    drop(&t);
}

/* ---- roles ---- */

static void
a_header_that_comes_again_is_no_student(void **state)
{
    static const char ini[] = HEAD("") "[result r]\nscore = {S}\n";
    struct taken t;

    (void)state;
    take_by(&t, "Id,S\n7,1\nId, S \n8,2\nId,s\n", ini);
    assert_rows(&t, "2|7|A|overall|||||1||||scored|\n"
                    "4|8|A|overall|||||2||||scored|\n"
                    "5|Id|A|overall|||||||||unparsed|s\n");
    assert_int_equal(t.account.by_rule, 1);
    drop(&t);
}

static void
records_are_known_by_a_cell_a_text_any_cell_or_a_blank_one(void **state)
{
    static const char ini[] =
        HEAD("") "[result r]\nscore = {S}\n"
                 "[record a]\ncolumn = Nobody\ncolumn = Id\npattern = ^T\\d$\n"
                 "[record b]\ntext = {Id}, {Note}\npattern = ^All, Class$\n"
                 "[record c]\nany = ^Average$\n[record d]\nblank = Kind\n";
    struct taken t;

    (void)state;
    take_by(&t,
            "Id,S,Note,Kind\nT1,1,,k\n7,1,,k\nAll,2,Class,k\nAll,3,x,k\n"
            "x,4, Average ,k\n8,5,, \n  ,  , , \n9,6,Averages,k\n",
            ini);
    assert_rows(&t, "3|7|A|overall|||||1||||scored|\n"
                    "5|All|A|overall|||||3||||scored|\n"
                    "9|9|A|overall|||||6||||scored|\n");
    assert_int_equal(t.account.by_rule, 5);
    assert_true(noted(&t, "a record without any value, passed over"));
    drop(&t);
}

static void
blocks_have_their_own_labels(void **state)
{
    static const char ini[] =
        HEAD("preamble = 2\nblocks = again\n") "[result r]\nscore = {S}\n"
                                               "item = {^Quiz}\n";
    struct taken t;

    (void)state;
    take_by(&t,
            "Quiz:,one\nx,y\nId,S\n7,1\n\nQuiz:,two\nId,S\n8,2\n"
            "Quiz:,\nId,S\n9,3\n",
            ini);
    assert_rows(&t, "4|7|A|overall|one||||1||||scored|\n"
                    "8|8|A|overall|two||||2||||scored|\n"
                    "11|9|A|overall|||||3||||scored|\n");
    drop(&t);
    /* Labels without a header below them are a fault, not students. */
    take_by(&t, "Quiz:,one\nId,S\n7,1\nQuiz:,two\n8,2\n9,3\n", ini);
    assert_refused(&t, "a block without its header");
    drop(&t);
    /* Without the rule such a record is a student's like any other. */
    expect(HEAD("preamble = 1\n") "[result r]\nscore = {S}\n",
           "Quiz:,one\nId,S\n7,1\nQuiz:,2\n",
           "3|7|A|overall|||||1||||scored|\n"
           "4|Quiz:|A|overall|||||2||||scored|\n");
}

static void
right_answers_stand_in_a_record_of_their_own(void **state)
{
    static const char ini[] =
        "[layout]\nname = own\n[match]\nrequired = Id\n[student]\nid = Id\n"
        "[record key]\ncolumn = Id\npattern = ^KEY$\nrole = key\n"
        "[result q]\ncolumn = ^Q(?<n>\\d)$\nassessment = A\nitem = {n}\n"
        "score_by = key\n";
    struct taken t;

    (void)state;
    take_by(&t, "Id,Q1,Q2\n7,B,C\nKEY,B,D\nKEY,A,A\n", ini);
    assert_rows(&t, "2|7|A|overall|1||||1|1|||scored|\n"
                    "2|7|A|overall|2||||0|1|||scored|\n");
    assert_string_equal(coh_text_get(&t.more), "||B|B\n||C|D\n");
    drop(&t);
}

static void
maxima_stand_in_a_record_of_their_own(void **state)
{
    static const char ini[] =
        "[layout]\nname = own\n[match]\nrequired = Id\n[student]\nid = Id\n"
        "[record max]\ncolumn = Id\npattern = ^Max$\nrole = max_score\n"
        "[result q]\ncolumn = ^Q(?<n>\\d)$\nassessment = A\nitem = {n}\n"
        "max_score_from = row\nskip_max = ^read only$\n";

    (void)state;
    expect(ini, "Id,Q1,Q2,Q3\nMax,4,(read only),read only\n7,1,2,3\n",
           "3|7|A|overall|1||||1|4|||scored|\n"
           "3|7|A|overall|2||||2||||scored|\n");
}

/* ---- repeats ---- */

static void
records_that_come_again_count_as_the_layout_says(void **state)
{
    static const char csv[] = "Id,S,When\n7,1,a\n7,1,a\n7,2,a\n7,3,b\n"
                              "8,4,a\n,5,a\n";
    static const struct {
        const char *rule, *rows;
        size_t by_rule;
    } of[] = {
        {"", "12345", 0},
        {"repeats = drop\n", "1345", 1},
        {"repeats = first\nrepeats_by = {Id} {When}\n", "145", 2},
        {"repeats = last\nrepeats_by = {Id} {When}\n", "345", 2},
        /* A key with a blank in it is no key, so nothing repeats it. */
        {"repeats = first\nrepeats_by = {Id}{Nobody}\n", "12345", 0},
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(of); i++) {
        char ini[300], rows[20] = "";
        const char *at;
        struct taken t;

        snprintf(ini, sizeof(ini),
                 "[layout]\nname = own\n%s[match]\nrequired = S\n[student]\n"
                 "id = Id\n[result r]\nassessment = A\nscore = {S}\n",
                 of[i].rule);
        take_by(&t, csv, ini);
        assert_int_equal(t.rc, 0);
        /* Which of the records below the header gave results. */
        for (at = coh_text_get(&t.rows); *at; at = strchr(at, '\n') + 1)
            snprintf(rows + strlen(rows), sizeof(rows) - strlen(rows), "%c",
                     at[0] - 1);
        assert_string_equal(rows, of[i].rows);
        assert_int_equal(t.account.by_rule, of[i].by_rule);
        assert_int_equal(t.account.set_aside, 1);
        drop(&t);
    }
}

static void
where_one_cell_ends_and_the_next_begins_counts_for_a_repeat(void **state)
{
    (void)state;
    expect(HEAD("repeats = drop\n") "[result r]\nscore = {S}\n",
           "Id,S\n71,2\n7,12\n",
           "2|71|A|overall|||||2||||scored|\n"
           "3|7|A|overall|||||12||||scored|\n");
}

static void
the_last_of_three_counts_and_the_others_are_said(void **state)
{
    static const char ini[] =
        HEAD("repeats = last\nrepeats_by = {Id}\n") "[result r]\nscore = {S}\n";
    struct taken t;

    (void)state;
    take_by(&t, "Id,S\n7,1\n8,5\n7,2\n7,3\n", ini);
    assert_rows(&t, "3|8|A|overall|||||5||||scored|\n"
                    "5|7|A|overall|||||3||||scored|\n");
    assert_true(noted(&t, "by the layout's rule the last one counts"));
    drop(&t);
    take_by(&t, "Id,S\n7,1\n8,5\n7,2\n7,3\n",
            HEAD("repeats = first\nrepeats_by = {Id}\n") "[result r]\nscore = "
                                                         "{S}\n");
    assert_rows(&t, "2|7|A|overall|||||1||||scored|\n"
                    "3|8|A|overall|||||5||||scored|\n");
    drop(&t);
}

/* ---- what is emitted ---- */

static void
a_packed_cell_gives_a_result_a_part(void **state)
{
    struct taken t;

    (void)state;
    expect(HEAD("") "[result r]\nscore = {S}\npacked = on space\n"
                    "item = Q{part}\n",
           "Id,S\n7,1 0 x\n",
           "2|7|A|overall|Q1||||1||||scored|\n"
           "2|7|A|overall|Q2||||0||||scored|\n"
           "2|7|A|overall|Q3||||||||unparsed|x\n");
    expect(HEAD("") "[result r]\nscore = {S}\npacked = on |\n"
                    "item = {part}\nmax_score = {M}\n",
           "Id,S,M\n7,1||3,4|5|6\n",
           "2|7|A|overall|1||||1|4|||scored|\n"
           "2|7|A|overall|2|||||5|||missing|\n"
           "2|7|A|overall|3||||3|6|||scored|\n");
    /* A maximum of another number of parts holds for each of them. */
    expect(HEAD("") "[result r]\nscore = {S}\npacked = on |\n"
                    "item = {part}\nmax_score = {M}\n",
           "Id,S,M\n7,1|2,9\n",
           "2|7|A|overall|1||||1|9|||scored|\n"
           "2|7|A|overall|2||||2|9|||scored|\n");
    /* Responses may have blanks in them that are answers left out. */
    take_by(&t, "Id,S,K\n7,CD A,CBBA\n",
            HEAD("") "[result r]\nresponse = {S}\nkey = {K}\n"
                     "packed = each 1\nscore_by = key\nitem = {part}\n"
                     "blank = missing\n");
    assert_rows(&t, "2|7|A|overall|1||||1|1|||scored|\n"
                    "2|7|A|overall|2||||0|1|||scored|\n"
                    "2|7|A|overall|3||||||||missing|\n"
                    "2|7|A|overall|4||||1|1|||scored|\n");
    assert_string_equal(coh_text_get(&t.more), "||C|C\n||D|B\n|||B\n||A|A\n");
    drop(&t);
}

static void
named_parts_must_all_be_there(void **state)
{
    static const char ini[] =
        HEAD("") "[result r]\nscore = {S}\npacked = each 3\n"
                 "part_names = Verbal|Numbers\nmeasure = {part}\n";

    (void)state;
    expect(ini, "Id,S\n7,110 98\n",
           "2|7|A|Verbal|||||110||||scored|\n"
           "2|7|A|Numbers|||||98||||scored|\n");
    expect(ini, "Id,S\n7,11098\n", "2|7|A|overall|||||||||unparsed|11098\n");
    expect(ini, "Id,S\n7,\n8,110 98\n",
           "3|8|A|Verbal|||||110||||scored|\n"
           "3|8|A|Numbers|||||98||||scored|\n");
}

static void
another_cell_may_be_cut_along_by_its_own_rule(void **state)
{
    struct taken t;

    (void)state;
    take_by(&t, "Id,S,R\n7,1 0,AB\n",
            HEAD("") "[result r]\nscore = {S}\npacked = on space\n"
                     "item = {part}\nresponse = {R|each 1}\n");
    assert_rows(&t, "2|7|A|overall|1||||1||||scored|\n"
                    "2|7|A|overall|2||||0||||scored|\n");
    assert_string_equal(coh_text_get(&t.more), "||A|\n||B|\n");
    drop(&t);
}

static void
the_very_same_result_again_may_count_once(void **state)
{
    static const char csv[] = "Id,S,T\n7,1,a\n7,1,b\n7,2,c\n8,1,d\n";

    (void)state;
    expect(HEAD("") "[result r]\nscore = {S}\nonce = yes\n", csv,
           "2|7|A|overall|||||1||||scored|\n"
           "4|7|A|overall|||||2||||scored|\n"
           "5|8|A|overall|||||1||||scored|\n");
    expect(HEAD("") "[result r]\nscore = {S}\n", csv,
           "2|7|A|overall|||||1||||scored|\n"
           "3|7|A|overall|||||1||||scored|\n"
           "4|7|A|overall|||||2||||scored|\n"
           "5|8|A|overall|||||1||||scored|\n");
}

static void
attempts_are_counted_where_the_file_has_none(void **state)
{
    static const char ini[] =
        HEAD("attempts = number\n") "[result r]\nscore = {S}\n"
                                    "attempt = {T}\nitem = {I}\n";

    (void)state;
    expect(ini, "Id,S,T,I\n7,1,,a\n7,2,,a\n7,3,,b\n7,4,,a\n8,5,,a\n7,6,9,a\n",
           "2|7|A|overall|a||||1||||scored|\n"
           "3|7|A|overall|a|||2|2||||scored|\n"
           "4|7|A|overall|b||||3||||scored|\n"
           "5|7|A|overall|a|||3|4||||scored|\n"
           "6|8|A|overall|a||||5||||scored|\n"
           "7|7|A|overall|a|||9|6||||scored|\n");
}

static void
a_rule_may_hold_for_some_records_only(void **state)
{
    static const char ini[] =
        HEAD("") "[result r]\nscore = {S}\nwhen = {Kind}\n"
                 "when_like = ^quiz$\n";
    static const char there[] =
        HEAD("") "[result r]\nscore = {S}\nwhen = {Kind}\n";
    static const char own[] =
        "[layout]\nname = own\n[match]\nrequired = S\n[student]\nid = Id\n"
        "[result n]\ncolumn = ^S$\nassessment = A\nwhen_like = ^\\d\n"
        "[result l]\ncolumn = ^S$\nassessment = A\nwhen_like = ^\\D\n"
        "cell = level\nmeasure = level\n";

    (void)state;
    expect(ini, "Id,S,Kind\n7,1,quiz\n7,2,game\n7,3,\n",
           "2|7|A|overall|||||1||||scored|\n");
    expect(there, "Id,S,Kind\n7,1,quiz\n7,2,game\n7,3,\n",
           "2|7|A|overall|||||1||||scored|\n"
           "3|7|A|overall|||||2||||scored|\n");
    expect(own, "Id,S\n7,12\n8,High\n",
           "2|7|A|overall|||||12||||scored|\n"
           "3|8|A|level||||||||High|scored|\n");
}

static void
a_rule_may_hold_for_columns_of_fitting_cells_only(void **state)
{
    static const char ini[] =
        "[layout]\nname = own\n[match]\nrequired = Id\n[student]\nid = Id\n"
        "[common]\nassessment = A\n"
        "[result n]\ncolumn = ^Q(?<n>\\d)$\ncells = ^\\d+$\nitem = {n}\n"
        "[result l]\ncolumn = ^Q(?<n>\\d)$\nnot_cells = ^\\d+$\n"
        "cell = level\nitem = {n}\nmeasure = level\nblank = skip\n";

    (void)state;
    /* A single cell that does not fit, and the column is another's. */
    expect(ini, "Id,Q1,Q2\n7,1,1\n8,,High\n9,3,3\n",
           "2|7|A|overall|1||||1||||scored|\n"
           "2|7|A|level|2|||||||1|scored|\n"
           "3|8|A|overall|1||||||||missing|\n"
           "3|8|A|level|2|||||||High|scored|\n"
           "4|9|A|overall|1||||3||||scored|\n"
           "4|9|A|level|2|||||||3|scored|\n");
}

static void
a_result_without_an_assessment_is_set_aside_unless_it_is_blank(void **state)
{
    static const char ini[] =
        "[layout]\nname = own\n[match]\nrequired = S\n[student]\nid = Id\n"
        "[result r]\nassessment = {What}\nscore = {S}\n";
    struct taken t;

    (void)state;
    take_by(&t, "Id,S,What\n7,1,Quiz\n8,2,\n9,,\n", ini);
    assert_rows(&t, "2|7|Quiz|overall|||||1||||scored|\n");
    assert_string_equal(coh_text_get(&t.aside), "3: no assessment\n");
    drop(&t);
}

static char path[UNIT_PATH];

static int
work(struct coh_error *err)
{
    static const char ini[] =
        HEAD("preamble = 1\nblocks = again\nattempts = number\n"
             "repeats = last\nrepeats_by = {Id} {S}\n") "[record key]\ncolumn "
                                                        "= Id\npattern = "
                                                        "^KEY$\nrole = key\n"
                                                        "[result r]\nscore = "
                                                        "{S}\nonce = "
                                                        "yes\npacked = on |\n"
                                                        "response = {R|each "
                                                        "1}\nitem = "
                                                        "Q{part}\nmeasure = "
                                                        "{^Quiz} {Id}\n";

    return take_alone(path, ini, err);
}

static void
records_survive_every_failing_allocation(void **state)
{
    static const char text[] = "Quiz:,one,\nId,S,R\n7,1|2,AB\nKEY,1|2,AA\n"
                               "7,1|2,AB\nQuiz:,two,\nId,S,R\n8,3,A\n";

    (void)state;
    unit_file(path, text, strlen(text));
    assert_true(unit_torture(work) > 100);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_that_comes_again_is_no_student),
        cmocka_unit_test(
            records_are_known_by_a_cell_a_text_any_cell_or_a_blank_one),
        cmocka_unit_test(blocks_have_their_own_labels),
        cmocka_unit_test(right_answers_stand_in_a_record_of_their_own),
        cmocka_unit_test(maxima_stand_in_a_record_of_their_own),
        cmocka_unit_test(records_that_come_again_count_as_the_layout_says),
        cmocka_unit_test(
            where_one_cell_ends_and_the_next_begins_counts_for_a_repeat),
        cmocka_unit_test(the_last_of_three_counts_and_the_others_are_said),
        cmocka_unit_test(a_packed_cell_gives_a_result_a_part),
        cmocka_unit_test(named_parts_must_all_be_there),
        cmocka_unit_test(another_cell_may_be_cut_along_by_its_own_rule),
        cmocka_unit_test(the_very_same_result_again_may_count_once),
        cmocka_unit_test(attempts_are_counted_where_the_file_has_none),
        cmocka_unit_test(a_rule_may_hold_for_some_records_only),
        cmocka_unit_test(a_rule_may_hold_for_columns_of_fitting_cells_only),
        cmocka_unit_test(
            a_result_without_an_assessment_is_set_aside_unless_it_is_blank),
        cmocka_unit_test(records_survive_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
