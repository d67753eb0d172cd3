/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_support.h"

/* What can hardly be so: taken as it stands, and said. */

/* 51 % of 100 points are 51 points; without a maximum it stays a percent. */
static void
a_percent_of_a_known_maximum_is_points(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "student_id,assessment,score,max_score\n1,A,85%,20\n2,A,85%,\n"
         "3,A,12.5%,30\n",
         NULL);
    assert_rows(&t, "2|1|A|overall|||||17|20|||scored|85%\n"
                    "3|2|A|overall|||||85||percent||scored|85%\n"
                    "4|3|A|overall|||||3.75|30|||scored|12.5%\n");
    drop(&t);
}

static void
scores_that_can_hardly_be_are_said(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "student_id,assessment,score,max_score\n1,A,200,20\n2,A,-3,20\n"
         "3,A,-3,\n",
         NULL);
    assert_true(noted(&t, "above its maximum"));
    assert_true(noted(&t, "below 0"));
    assert_int_equal(t.account.status[COH_STATUS_SCORED], 3);
    drop(&t);
}

static void
a_gradebook_without_its_maxima_asks_to_look(void **state)
{
    struct taken t;

    (void)state;
    take(&t, "Student,ID,Section,Quiz (1)\na,1,5A,5\n", NULL);
    assert_true(noted(&t, "no record 'points-possible'"));
    drop(&t);
}

static void
known_columns_of_no_use_are_not_named(void **state)
{
    struct taken t;

    (void)state;
    take(&t,
         "Student,ID,Section,Quiz (1),Final Score,Unit 1 Test\n"
         "Points Possible,,,10,(read only),\na,1,5A,5,50,9\n",
         NULL);
    assert_true(noted(&t, "not read: a column that layout canvas-gradebook"));
    assert_false(noted(&t, "Final Score"));
    drop(&t);
}

/* The pattern helps to know the file; which columns count, the rules say. */
static void
a_column_that_only_detection_knows_is_named(void **state)
{
    static const char ini[] =
        "[layout]\nname = norms\n[match]\nrequired = Pts\n"
        "optional_like = ^Norm .+$\n[student]\nid = Kid\n"
        "[result r]\nassessment = A\nscore = {Pts}\n"
        "percentile = {Norm nation}\n";
    struct taken t;

    (void)state;
    take_by(&t, "Kid,Pts,Norm nation,Norm school\n1,9,37,41\n", ini);
    assert_true(noted(&t, "not read"));
    drop(&t);
    take_by(&t, "Kid,Pts,Norm nation\n1,9,37\n", ini);
    assert_false(noted(&t, "not read"));
    drop(&t);
}

static void
levels_and_percentiles_may_have_a_decimal_comma(void **state)
{
    static const char ini[] =
        "[layout]\nname = comma\n[match]\nrequired = Pts\n[student]\nid = Kid\n"
        "[result r]\nassessment = A\nscore = {Pts}\npercentile = {Rank}\n"
        "level = {Level}\n";
    struct taken t;

    (void)state;
    take_by(&t,
            "Kid;Pts;Rank;Level\n1;9,5;37,0;2,8\n2;7;;1,4 low\n"
            "3;6;12;Grade 3, early\n",
            ini);
    assert_rows(&t, "2|1|A|overall|||||9.5|||2.8|scored|\n"
                    "3|2|A|overall|||||7|||1,4 low|scored|\n"
                    "4|3|A|overall|||||6|||Grade 3, early|scored|\n");
    assert_false(noted(&t, "not one percentile"));
    drop(&t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_percent_of_a_known_maximum_is_points),
        cmocka_unit_test(scores_that_can_hardly_be_are_said),
        cmocka_unit_test(a_gradebook_without_its_maxima_asks_to_look),
        cmocka_unit_test(known_columns_of_no_use_are_not_named),
        cmocka_unit_test(a_column_that_only_detection_knows_is_named),
        cmocka_unit_test(levels_and_percentiles_may_have_a_decimal_comma),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
