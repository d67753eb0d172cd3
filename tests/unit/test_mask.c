/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/random.h"
#include "cli/run.h"
#include "flow/mask-students.h"
#include "flow/mask.h"

static char path[] = "/tmp/cohort-test-XXXXXX";
static char result[] = "/tmp/cohort-test-XXXXXX";

static int
set_up(void **state)
{
    int a = mkstemp(path), b = mkstemp(result);

    (void)state;
    return a < 0 || b < 0 || close(a) || close(b);
}

static int
tear_down(void **state)
{
    (void)state;
    return unlink(path) | unlink(result);
}

static int
start(struct coh_run *run, const char *text, struct coh_error *err)
{
    static const struct coh_tool tool = {"cohort-mask", "", "",
                                         COH_STEP_SHOW, 0,  NULL};

    *run = (struct coh_run){.tool = &tool,
                            .student = "student_id",
                            .digits = -1,
                            .seed = 1,
                            .format = COH_FORMAT_CSV,
                            .output = result,
                            .out = COH_OUT_INIT};
    if (coh_file_write(path, coh_span_of(text), err))
        return -1;
    return coh_strings_add(&run->operands, path, err);
}

/* The masked table as text; an empty one when it was refused. */
static int
mask(const char *text, const struct coh_mask_ask *ask, struct coh_text *out,
     struct coh_error *err)
{
    struct coh_run run;
    int rc = start(&run, text, err);

    if (!rc)
        rc = coh_mask_counts(&run, ask, err) || coh_run_finish(&run, err) ||
                     coh_file_read(result, out, err)
                 ? -1
                 : 0;
    coh_run_release(&run);
    return rc;
}

static void
gives(const char *text, const struct coh_mask_ask *ask, const char *expected)
{
    struct coh_text out = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    if (mask(text, ask, &out, &err))
        fail_msg("%s", err.text);
    assert_string_equal(coh_text_get(&out), expected);
    coh_text_release(&out);
}

static void
refuses(const char *text, const struct coh_mask_ask *ask, const char *word)
{
    struct coh_text out = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    assert_int_equal(mask(text, ask, &out, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    if (!strstr(err.text, word))
        fail_msg("'%s' does not say '%s'", err.text, word);
    coh_text_release(&out);
}

/* ---- what is shown ---- */

static void
a_table_of_large_groups_is_shown_whole(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;

    (void)state;
    gives("section,variable,n,missing,mean,sd,min\n"
          "B,score,12,1,3.449,1.26,0\n"
          "A,score,10,0,7,2,1\n",
          &ask,
          "section,variable,n,mean,sd,suppressed\n"
          "A,score,10,7,2,\n"
          "B,score,12,3.4,1.3,\n");
}

/* Two groups: who hides one must hide both, for the total is known. */
static void
of_two_groups_both_are_hidden(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;

    (void)state;
    gives("half,variable,n,mean\na,v,10,3\nb,v,5,4\n", &ask,
          "half,variable,n,mean,suppressed\n"
          "a,v,,,n;mean\nb,v,,,n;mean\n");
}

static void
what_one_variable_hides_the_other_hides_too(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;

    (void)state;
    gives("g,variable,n\na,x,30\nb,x,9\nc,x,12\n"
          "a,y,30\nb,y,10\nc,y,12\n",
          &ask,
          "g,variable,n,suppressed\n"
          "a,x,30,\nb,x,,n\nc,x,,n\n"
          "a,y,30,\nb,y,,n\nc,y,,n\n");
}

/* A group without a row is hidden like one with few: its row is added. */
static void
a_gap_is_filled_unless_it_is_structural(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;
    const char *text = "g,h,variable,n\n"
                       "a,x,v,20\na,y,v,30\nb,x,v,25\n";

    (void)state;
    gives(text, &ask,
          "g,h,variable,n,suppressed\n"
          "a,x,v,,n\na,y,v,,n\nb,x,v,,n\nb,y,v,,n\n");
    ask.structural = 1;
    gives(text, &ask,
          "g,h,variable,n,suppressed\n"
          "a,x,v,20,\na,y,v,30,\nb,x,v,25,\n");
}

/* The order of the rows may be that of their means. */
static void
the_order_of_the_input_does_not_show(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;

    (void)state;
    gives("g,variable,n,mean\n10,v,3,1\n9,v,20,2\n(all),v,60,5\n2,v,37,3\n",
          &ask,
          "g,variable,n,mean,suppressed\n"
          "2,v,37,3,\n9,v,,,n;mean\n10,v,,,n;mean\n(all),v,60,5,\n");
}

static void
a_total_must_be_the_sum_of_its_groups(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;

    (void)state;
    refuses("g,variable,n\na,v,20\nb,v,30\n(all),v,51\n", &ask, "g=(all)");
}

static void
students_and_unknown_numbers_are_refused(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;

    (void)state;
    refuses("student_id,variable,n\n1,v,20\n", &ask, "names students");
    refuses("g,variable,n\na@b.c,v,20\n", &ask, "names students");
    refuses("g,variable,n\n10001,v,20\n10002,v,20\n10003,v,20\n", &ask,
            "names students");
    refuses("g,variable,n,weight\na,v,20,3\n", &ask, "'weight'");
    refuses("g,variable,n\na,v,2.5\n", &ask, "number of students");
    refuses("g,variable,n\na,v,20\na,v,20\n", &ask, "same group");
    refuses("g,variable,n,suppressed\na,v,20,\n", &ask, "masked before");
}

/* Wisconsin's rule for a two-way split, seen from both sides: n_reference is
 * the other group, and no figure of either stays. */
static void
a_comparison_of_two_hides_both(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;

    (void)state;
    gives("variable,by,group,reference,n,n_reference,mean,mean_reference,note\n"
          "v,iep,no,everyone else,20,4,3,4,higher than x: by 2\n"
          "v,iep,yes,everyone else,4,20,4,3,lower than x: by 2\n"
          "v,sex,f,everyone else,12,12,3,4,lower than x: by 2\n"
          "v,sex,m,everyone else,12,12,4,3,4 students repeat\n",
          &ask,
          "variable,by,group,reference,n,n_reference,mean,mean_reference,note,"
          "suppressed\n"
          "v,iep,no,everyone else,,,,,,"
          "n;n_reference;mean;mean_reference;note\n"
          "v,iep,yes,everyone else,,,,,,"
          "n;n_reference;mean;mean_reference;note\n"
          "v,sex,f,everyone else,12,12,3,4,lower than x,\n"
          "v,sex,m,everyone else,12,12,4,3,,\n");
}

/* Of three groups with one hidden, the others of each shown group are a sum of
 * hidden and shown ones, which must not give the hidden one back. */
static void
everyone_else_gives_no_group_back(void **state)
{
    struct coh_privacy_problem p = COH_PRIVACY_PROBLEM_INIT;
    const size_t size[] = {3};
    const int64_t count[] = {20, 4, 30};
    size_t others[3];
    struct coh_mask_shape shape = {.dims = 1,
                                   .size = size,
                                   .count = count,
                                   .everyone_else = 1,
                                   .min_n = 10};

    (void)state;
    assert_int_equal(coh_mask_problem(&p, &shape, others, NULL), 0);
    assert_int_equal(p.sum[others[0]].count, 34);
    assert_int_equal(p.sum[others[1]].count, 50);
    assert_int_equal(p.sum[others[2]].count, 24);
    assert_int_equal(p.n, 7); /* three groups, the total, three others */
    coh_privacy_problem_release(&p);
}

/* ---- merging ---- */

/* 1 2 3 and 4 6 together: mean 3.2, squares about it 14.8, so that
 * sd = sqrt(14.8 / 4) = 1.92353840616713 (closed form). */
static void
merged_means_and_spreads_are_those_of_all_scores(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;
    struct coh_error err = COH_ERROR_INIT;
    struct coh_text out = COH_TEXT_INIT;
    double mean, sd, rate;
    struct coh_run run;
    struct coh_mask m = COH_MASK_INIT;

    (void)state;
    assert_int_equal(coh_strings_add(&ask.merge, "g:a+b=a or b", NULL), 0);
    assert_int_equal(start(&run,
                           "g,variable,n,mean,sd,median,at_or_above,rate\n"
                           "a,v,3,2,1,2,1,0.3333333333333333\n"
                           "b,v,2,5,1.4142135623730951,5,2,1\n"
                           "c,v,9,5,1,5,0,0\n",
                           &err),
                     0);
    {
        struct coh_rows rows = COH_ROWS_INIT;

        assert_int_equal(coh_rows_open(&rows, &run, &err), 0);
        assert_int_equal(coh_rows_table(&rows, &m.table, &err), 0);
        coh_rows_release(&rows);
    }
    m.run = &run;
    m.ask = &ask;
    assert_int_equal(coh_mask_plan_find(&m.plan, &m.table, &run, &ask, &err),
                     0);
    assert_int_equal(coh_mask_merge(&m, &err), 0);
    assert_int_equal(m.table.rows, 2);
    assert_true(coh_span_is(coh_table_cell(&m.table, 0, 0), "a or b"));
    assert_true(coh_span_is(coh_table_cell(&m.table, 0, 2), "5"));
    mean = coh_number_double(coh_table_cell(&m.table, 0, 3));
    sd = coh_number_double(coh_table_cell(&m.table, 0, 4));
    rate = coh_number_double(coh_table_cell(&m.table, 0, 7));
    assert_true(fabs(mean - 3.2) < 1e-14);
    assert_true(fabs(sd - 1.92353840616713) < 1e-13);
    assert_int_equal(coh_table_cell(&m.table, 0, 5).length, 0); /* median */
    assert_true(coh_span_is(coh_table_cell(&m.table, 0, 6), "3"));
    assert_true(fabs(rate - 0.6) < 1e-15);
    coh_mask_plan_release(&m.plan);
    coh_table_release(&m.table);
    coh_arena_release(&m.arena);
    coh_text_release(&m.said);
    coh_run_release(&run);
    coh_text_release(&out);
    coh_strings_release(&ask.merge);
}

/* ---- an attack that knows nothing of the program ---- */

enum { MIN_N = 3, MOST = 9 };

/* The counts in the last column but one, -1 where hidden. */
static size_t
read_shown(const char *text, long *shown)
{
    size_t n = 0;
    const char *line = strchr(text, '\n') + 1;

    while (*line) {
        const char *comma = strchr(line, ','), *end = strchr(line, '\n');

        comma = strchr(comma + 1, ',');
        comma = strchr(comma + 1, ',');
        shown[n++] = comma[1] == ',' ? -1 : strtol(comma + 1, NULL, 10);
        line = end + 1;
    }
    return n;
}

/* Margins that a reader has from elsewhere: those that count MIN_N or more. */
static int
agrees(const int *truth, const int *guess)
{
    static const int margin[5][4] = {
        {1, 1, 0, 0}, {0, 0, 1, 1}, {1, 0, 1, 0}, {0, 1, 0, 1}, {1, 1, 1, 1}};
    int i, k;

    for (i = 0; i < 5; i++) {
        int a = 0, b = 0;

        for (k = 0; k < 4; k++) {
            a += truth[k] * margin[i][k];
            b += guess[k] * margin[i][k];
        }
        if (a >= MIN_N && a != b)
            return 0;
    }
    return 1;
}

/* All 2 x 2 tables of whole numbers that agree with what is shown. */
static void
attack(const int *truth, const long *shown, int *low, int *high)
{
    int g[4], k;

    for (k = 0; k < 4; k++) {
        low[k] = 99;
        high[k] = -1;
    }
    for (g[0] = 0; g[0] <= 4 * MOST; g[0]++)
        for (g[1] = 0; g[1] <= 4 * MOST; g[1]++)
            for (g[2] = 0; g[2] <= 4 * MOST; g[2]++)
                for (g[3] = 0; g[3] <= 4 * MOST; g[3]++) {
                    for (k = 0; k < 4; k++)
                        if (shown[k] >= 0 && shown[k] != g[k])
                            break;
                    if (k < 4 || !agrees(truth, g))
                        continue;
                    for (k = 0; k < 4; k++) {
                        low[k] = g[k] < low[k] ? g[k] : low[k];
                        high[k] = g[k] > high[k] ? g[k] : high[k];
                    }
                }
}

static void
no_table_that_agrees_with_a_page_tells_a_small_group(void **state)
{
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;
    struct coh_random r = {.state = 20260306};
    int i, k, partly = 0;

    (void)state;
    ask.min_n = MIN_N;
    for (i = 0; i < 25; i++) {
        char text[200];
        int n[4], low[4], high[4];
        long shown[8];
        struct coh_text out = COH_TEXT_INIT;
        struct coh_error err = COH_ERROR_INIT;

        for (k = 0; k < 4; k++)
            n[k] = (int)coh_random_below(&r, MOST + 1);
        snprintf(text, sizeof(text),
                 "g,h,variable,n\na,x,v,%d\na,y,v,%d\nb,x,v,%d\nb,y,v,%d\n",
                 n[0], n[1], n[2], n[3]);
        if (mask(text, &ask, &out, &err)) {
            assert_int_equal(err.code, COH_INPUT);
            coh_text_release(&out);
            continue;
        }
        assert_int_equal(read_shown(coh_text_get(&out), shown), 4);
        attack(n, shown, low, high);
        for (k = 0; k < 4; k++) {
            assert_true(n[k] >= MIN_N || shown[k] < 0);
            if (n[k] < MIN_N) {
                partly++;
                assert_true(high[k] - low[k] >= 3);
                assert_true(high[k] >= MIN_N);
            }
        }
        coh_text_release(&out);
    }
    assert_true(partly > 5);
}

/* ---- memory ---- */

static void
every_failed_allocation_is_an_error(void **state)
{
    static const char text[] =
        "g,h,variable,n,mean,sd,at_or_above,rate\n"
        "a,x,v,20,3,1,10,0.5\na,y,v,30,3,1,15,0.5\nb,x,v,12,3,1,6,0.5\n"
        "b,y,v,11,3,1,5,0.45454545454545453\nc,x,v,4,3,1,2,0.5\n"
        "a,x,w,20,3,1,10,0.5\na,y,w,30,3,1,15,0.5\nb,x,w,15,3,1,6,0.4\n"
        "b,y,w,15,3,1,6,0.4\n";
    struct coh_mask_ask ask = COH_MASK_ASK_INIT;
    size_t n;

    (void)state;
    assert_int_equal(coh_strings_add(&ask.merge, "g:b+c=b or c", NULL), 0);
    for (n = 1; n < 100000; n++) {
        struct coh_error err = COH_ERROR_INIT;
        struct coh_run run;
        int rc;

        coh_memory_fail_at(0, 0);
        if (start(&run, text, &err))
            fail_msg("%s", err.text);
        coh_memory_fail_at(n, 0);
        rc = coh_mask_counts(&run, &ask, &err);
        coh_memory_fail_at(0, 0);
        coh_run_release(&run);
        if (!rc)
            break;
        if (err.code != COH_SYSTEM)
            fail_msg("allocation %zu: %d, %s", n, err.code, err.text);
    }
    assert_true(n > 50 && n < 100000);
    coh_strings_release(&ask.merge);
}

static void
every_failed_allocation_with_students_is_an_error(void **state)
{
    static const char text[] = "student_id,name,section\n"
                               "00812,Ana Ruiz,5A\n00813,Bo Li,5B\n";
    char list[] = "/tmp/cohort-test-list-XXXXXX";
    struct coh_mask_students ask = {.codes = list};
    int fd = mkstemp(list);
    size_t n;

    (void)state;
    assert_true(fd >= 0 && !close(fd));
    for (n = 1; n < 10000; n++) {
        struct coh_error err = COH_ERROR_INIT;
        struct coh_run run;
        int rc;

        unlink(list);
        if (start(&run, text, &err))
            fail_msg("%s", err.text);
        coh_memory_fail_at(n, 0);
        rc = coh_mask_students(&run, &ask, &err);
        coh_memory_fail_at(0, 0);
        coh_run_release(&run);
        if (!rc)
            break;
        if (err.code != COH_SYSTEM)
            fail_msg("allocation %zu: %d, %s", n, err.code, err.text);
    }
    assert_true(n > 20 && n < 10000);
    unlink(list);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_of_large_groups_is_shown_whole),
        cmocka_unit_test(of_two_groups_both_are_hidden),
        cmocka_unit_test(what_one_variable_hides_the_other_hides_too),
        cmocka_unit_test(a_gap_is_filled_unless_it_is_structural),
        cmocka_unit_test(the_order_of_the_input_does_not_show),
        cmocka_unit_test(a_total_must_be_the_sum_of_its_groups),
        cmocka_unit_test(students_and_unknown_numbers_are_refused),
        cmocka_unit_test(a_comparison_of_two_hides_both),
        cmocka_unit_test(everyone_else_gives_no_group_back),
        cmocka_unit_test(merged_means_and_spreads_are_those_of_all_scores),
        cmocka_unit_test(no_table_that_agrees_with_a_page_tells_a_small_group),
        cmocka_unit_test(every_failed_allocation_is_an_error),
        cmocka_unit_test(every_failed_allocation_with_students_is_an_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
