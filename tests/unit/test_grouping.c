/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "grouping_desk.h"

/* ---- similar ---- */

static void
scores_become_mantissas_at_one_scale(void **state)
{
    struct desk d;

    (void)state;
    open_desk(&d, "similar", scores);
    d.ask.sizes.size = 3;
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(d.g.p.n, 7);
    assert_int_equal(d.g.scale, 2);
    assert_int_equal(d.g.score[0], 150);
    assert_int_equal(d.g.score[2], 325);
    assert_int_equal(d.g.score[3], 1000);
    /* Blank, and a status that is not scored. */
    assert_int_equal(d.g.n_missing, 2);
    assert_true(d.g.missing[4] && d.g.missing[6]);
    assert_string_equal(d.g.id[5], "6");
    assert_true(d.g.p.score == d.g.score);
    close_desk(&d);
}

static int
sizes_code(const struct coh_grouping_sizes *sizes, size_t *k)
{
    static const char twenty[] = "student_id,score\n"
                                 "a,1\nb,1\nc,1\nd,1\ne,1\nf,1\ng,1\nh,1\n"
                                 "i,1\nj,1\nk,1\nl,1\nm,1\nn,1\no,1\np,1\n"
                                 "q,1\nr,1\ns,1\nt,1\n";
    struct desk d;
    int rc;

    open_desk(&d, "similar", twenty);
    d.ask.sizes = *sizes;
    rc = read_desk(&d);
    *k = d.g.p.k;
    close_desk(&d);
    return rc ? (int)d.err.code : COH_OK;
}

static void
exactly_one_way_to_give_sizes_is_asked_for(void **state)
{
    struct coh_grouping_sizes s = {-1, -1, NULL, -1, -1, {0}, {0}, 0};
    const struct coh_grouping_sizes none = s;
    size_t k = 0;

    (void)state;
    assert_int_equal(sizes_code(&s, &k), COH_USAGE);
    s.size = 8;
    assert_int_equal(sizes_code(&s, &k), COH_OK);
    assert_int_equal(k, 3); /* 2.5 rounds up */
    s.groups = 2;
    assert_int_equal(sizes_code(&s, &k), COH_USAGE);
    s = none;
    s.sizes = "4, 8,8";
    assert_int_equal(sizes_code(&s, &k), COH_OK);
    assert_int_equal(k, 3);
    s.min = 2;
    assert_int_equal(sizes_code(&s, &k), COH_USAGE);
    s.min = -1;
    s.sizes = "4,x";
    assert_int_equal(sizes_code(&s, &k), COH_USAGE);
    s.sizes = "4,0";
    assert_int_equal(sizes_code(&s, &k), COH_USAGE);
    s = none;
    s.groups = 2;
    s.min = 5;
    s.max = 4;
    assert_int_equal(sizes_code(&s, &k), COH_USAGE);
    s = none;
    s.groups = 0;
    assert_int_equal(sizes_code(&s, &k), COH_USAGE);
    s = none;
    s.size = 0;
    assert_int_equal(sizes_code(&s, &k), COH_USAGE);
}

static void
options_that_do_not_go_with_the_method_are_refused(void **state)
{
    struct desk d;

    (void)state;
    open_desk(&d, "similar", scores);
    d.ask.choice.need = 0.4;
    assert_int_equal(code_of(&d), COH_USAGE);
    open_desk(&d, "mixed", scores);
    d.ask.choice.sem = 3;
    assert_int_equal(code_of(&d), COH_USAGE);
    open_desk(&d, "skill", scores);
    d.ask.choice.rank_exponent = 1;
    assert_int_equal(code_of(&d), COH_USAGE);
    open_desk(&d, "interest", scores);
    d.ask.choice.weight = "score=2";
    assert_int_equal(code_of(&d), COH_USAGE);
    open_desk(&d, "similar", scores);
    d.ask.objective = COH_GROUPING_VARIANCE;
    assert_int_equal(code_of(&d), COH_USAGE);
}

static void
an_id_without_zeros_that_fits_two_students_is_refused(void **state)
{
    struct desk d;

    (void)state;
    open_desk(&d, "similar", "student_id,score\n07,1\n007,2\n");
    d.ask.sizes.groups = 1;
    give(&d, COH_GROUPING_ASK_APART, "set,student_id\nA,7\n");
    assert_int_equal(code_of(&d), COH_INPUT);
}

/* ---- rosters ---- */

static void
a_roster_says_who_is_grouped(void **state)
{
    struct desk d;

    (void)state;
    open_desk(&d, "mixed", "when,mail,score\n1,BO@x,5\n2,ada@x,7\n3,cy@x,8\n");
    give(&d, COH_GROUPING_ASK_ROSTER, roster);
    d.ask.choice.match = "email";
    d.ask.choice.today = 20000; /* in 2024 */
    d.ask.choice.value = "score";
    d.ask.sizes.groups = 1;
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(d.g.p.n, 3);
    assert_string_equal(d.g.id[0], "03");
    assert_string_equal(d.g.label[1], "Bo (01)");
    assert_true(d.g.e.raw[0] == 7 && d.g.e.raw[1] == 5);
    assert_true(d.g.missing[2] && d.g.n_missing == 1);
    /* Columns of both, the roster's first. */
    assert_int_equal(d.g.table->header.n, 8);
    assert_false(coh_notes_look(&d.notes));
    close_desk(&d);
}

static void
a_row_of_nobody_on_the_roster_is_noted(void **state)
{
    struct desk d;

    (void)state;
    open_desk(&d, "mixed", "student_id,score\n3,5\n09,7\n");
    give(&d, COH_GROUPING_ASK_ROSTER, roster);
    give(&d, COH_GROUPING_ASK_STUDENTS, "student_id\n1\n03\n");
    d.ask.sizes.groups = 1;
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(d.g.p.n, 2);
    assert_true(d.g.e.raw[0] == 5); /* 3 is 03 */
    assert_true(coh_notes_look(&d.notes));
    close_desk(&d);
}

static void
a_student_on_two_rows_stops_unless_the_last_is_asked_for(void **state)
{
    static const char twice[] = "student_id,score\n01,1\n02,2\n01,3\n";
    struct desk d;

    (void)state;
    open_desk(&d, "similar", twice);
    d.ask.sizes.groups = 1;
    assert_int_equal(read_desk(&d), -1);
    assert_int_equal(d.err.code, COH_INPUT);
    assert_non_null(strstr(d.err.text, "lines 2 and 4"));
    close_desk(&d);
    open_desk(&d, "similar", twice);
    d.ask.sizes.groups = 1;
    d.ask.choice.last = 1;
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(d.g.p.n, 2);
    assert_int_equal(d.g.score[0], 3);
    close_desk(&d);
}

/* ---- skill and interest ---- */

static void
skills_long_and_wide_are_the_same(void **state)
{
    struct desk a, b;
    size_t i;

    (void)state;
    open_desk(&a, "skill",
              "student_id,standard,p_mastery\n"
              "1,S,0.25\n1,T,0.5\n2,T,1\n3,S,\n");
    open_desk(&b, "skill", "student_id,S,T\n1,0.25,0.5\n2,,1\n3,,\n");
    assert_int_equal(read_desk(&a), 0);
    assert_int_equal(read_desk(&b), 0);
    assert_int_equal(a.g.p.n, 3);
    assert_int_equal(a.g.e.themes, 2);
    assert_string_equal(a.g.e.theme[1], "T");
    for (i = 0; i < 6; i++)
        assert_true(a.g.e.mastery[i] == b.g.e.mastery[i] ||
                    (isnan(a.g.e.mastery[i]) && isnan(b.g.e.mastery[i])));
    assert_true(a.g.e.mastery[0] == 0.25 && isnan(a.g.e.mastery[2]));
    assert_true(a.g.n_missing == 1 && a.g.missing[2] && b.g.missing[2]);
    /* A group a standard, and extension, which may all stay empty. */
    assert_int_equal(a.g.p.k, 3);
    assert_string_equal(a.g.e.group[2], "extension");
    assert_int_equal(a.g.e.theme_of[2], 2);
    assert_int_equal(a.g.p.may_close[0] + a.g.p.open, 1);
    close_desk(&a);
    close_desk(&b);
}

static void
groups_of_a_standard_are_slots_of_which_some_open(void **state)
{
    struct desk d;

    (void)state;
    open_desk(&d, "skill", "student_id,S,T\n1,0,0\n2,1,1\n3,0,1\n4,0,0\n");
    d.ask.sizes.groups = 2;
    give(&d, COH_GROUPING_ASK_REQUIRE, "student_id,group\n1,T\n1,S (2)\n");
    give(&d, COH_GROUPING_ASK_CAPACITY, "group,max\nT,3\nextension (2),2\n");
    assert_int_equal(read_desk(&d), 0);
    assert_int_equal(d.g.p.k, 6);
    assert_int_equal(d.g.p.open, 2);
    assert_string_equal(d.g.e.group[1], "S (2)");
    assert_string_equal(d.g.e.group[5], "extension (2)");
    /* The name of a standard is all its groups. */
    assert_int_equal(d.g.p.rule[0].n_groups, 3);
    assert_int_equal(d.g.p.rule[0].group[0], 3);
    assert_int_equal(d.g.p.rule[0].group[1], 4);
    assert_int_equal(d.g.p.rule[0].group[2], 2);
    assert_int_equal(d.g.p.max[0], 4);
    assert_int_equal(d.g.p.max[2] + d.g.p.max[3], 6);
    assert_int_equal(d.g.p.max[5], 2);
    close_desk(&d);
}

static void
a_mastery_that_is_no_share_is_refused(void **state)
{
    struct desk d;

    (void)state;
    open_desk(&d, "skill", "student_id,S\n1,0.5\n2,87\n");
    assert_int_equal(read_desk(&d), -1);
    assert_int_equal(d.err.code, COH_INPUT);
    assert_non_null(strstr(d.err.text, "line 3"));
    close_desk(&d);
    open_desk(&d, "skill",
              "student_id,standard,p_mastery\n1,S,0.5\n1,S,0.75\n");
    assert_int_equal(code_of(&d), COH_INPUT);
}

static void
wishes_long_and_wide_are_the_same(void **state)
{
    struct desk a, b;
    size_t i;

    (void)state;
    open_desk(&a, "interest",
              "student_id,choice,rank\n"
              "1,Garden,1\n1,Chess,2\n2,Chess,1\n3,,\n");
    open_desk(&b, "interest",
              "student_id,first,second\n1,Garden,Chess\n2,Chess,Chess\n3,,\n");
    b.ask.choice.value = "first,second";
    assert_int_equal(read_desk(&a), 0);
    assert_int_equal(read_desk(&b), 0);
    assert_int_equal(a.g.p.k, 2);
    assert_string_equal(a.g.e.group[0], "Garden");
    for (i = 0; i < 6; i++)
        assert_int_equal(a.g.e.rank[i], b.g.e.rank[i]);
    assert_int_equal(b.g.e.rank[1], 2); /* of 1: Chess second */
    assert_int_equal(b.g.e.rank[3], 1); /* of 2: the higher of two */
    assert_int_equal(b.g.e.wishes[0], 2);
    assert_int_equal(b.g.e.wishes[2], 0);
    assert_true(b.g.missing[2]);
    /* Every choice runs. */
    assert_int_equal(b.g.p.min[0] + b.g.p.min[1], 2);
    assert_true(b.g.p.may_close == NULL);
    close_desk(&a);
    close_desk(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_become_mantissas_at_one_scale),
        cmocka_unit_test(exactly_one_way_to_give_sizes_is_asked_for),
        cmocka_unit_test(options_that_do_not_go_with_the_method_are_refused),
        cmocka_unit_test(an_id_without_zeros_that_fits_two_students_is_refused),
        cmocka_unit_test(a_roster_says_who_is_grouped),
        cmocka_unit_test(a_row_of_nobody_on_the_roster_is_noted),
        cmocka_unit_test(
            a_student_on_two_rows_stops_unless_the_last_is_asked_for),
        cmocka_unit_test(skills_long_and_wide_are_the_same),
        cmocka_unit_test(groups_of_a_standard_are_slots_of_which_some_open),
        cmocka_unit_test(a_mastery_that_is_no_share_is_refused),
        cmocka_unit_test(wishes_long_and_wide_are_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
