/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/run.h"
#include "flow/summary-table.h"

static char path[] = "/tmp/cohort-test-XXXXXX";

static int
set_up(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    gsl_set_error_handler_off();
    return fd < 0 || close(fd);
}

static int
tear_down(void **state)
{
    (void)state;
    return unlink(path);
}

static void
input(const char *text)
{
    assert_int_equal(coh_file_write(path, coh_span_of(text), NULL), 0);
}

/* A run over the file, writing nowhere. */
static int
start(struct coh_run *run, struct coh_error *err)
{
    *run = (struct coh_run){.student = "student_id",
                            .digits = -1,
                            .format = COH_FORMAT_CSV,
                            .output = "/dev/null",
                            .out = COH_OUT_INIT};
    return coh_strings_add(&run->operands, path, err);
}

static void
missing_is_blank_na_unscored_or_no_number(void **state)
{
    static const enum coh_number expected[] = {
        COH_NUMBER_EXACT, COH_NUMBER_NOT, COH_NUMBER_NOT,
        COH_NUMBER_NOT,   COH_NUMBER_NOT, COH_NUMBER_LONG,
    };
    static const int told[] = {0, 0, 0, 1, 0, 0};
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_run run;
    size_t i;

    (void)state;
    input("student_id,section,status,score\n1, 5A ,scored,7\n2,5A,scored,\n"
          "3,5A,scored,NA\n4,5A,scored,<10\n5,5A,invalidated,9\n"
          "6,,scored,1.0000000000000000000001\n");
    assert_int_equal(start(&run, NULL), 0);
    assert_int_equal(coh_scores_open(&in, &run, NULL, "section", NULL), 0);
    assert_int_equal(in.value.n, 1);
    for (i = 0; i < 6; i++) {
        assert_int_equal(coh_scores_next(&in, NULL), 0);
        assert_int_equal(in.score[0].number, expected[i]);
        assert_int_equal(in.told, told[i]);
        assert_true(coh_span_is(in.group[0], i < 5 ? "5A" : ""));
        assert_string_equal(in.file, path);
    }
    assert_int_equal(coh_scores_next(&in, NULL), 0);
    assert_true(in.rec.end);
    assert_int_equal(run.notes.n, 1);
    assert_int_equal(run.notes.note[0].level, COH_NOTE_LOOK);
    coh_scores_release(&in);
    coh_run_release(&run);
}

static void
a_status_without_a_score_column_is_nobodys_status(void **state)
{
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_run run;

    (void)state;
    input("status,points\nenrolled,7\n");
    assert_int_equal(start(&run, NULL), 0);
    assert_int_equal(coh_scores_open(&in, &run, "points", NULL, NULL), 0);
    assert_int_equal(coh_scores_next(&in, NULL), 0);
    assert_int_equal(in.score[0].number, COH_NUMBER_EXACT);
    coh_scores_release(&in);
    coh_run_release(&run);
}

static void
rows_read_ahead_come_back_in_order(void **state)
{
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_text text = COH_TEXT_INIT;
    struct coh_run run;
    int i;

    (void)state;
    assert_int_equal(coh_text_add_string(&text, "x,y\n", NULL), 0);
    for (i = 0; i < 2 * COH_SCORES_SEEN + 5; i++)
        assert_int_equal(coh_text_format(&text, NULL, "%d,a\n", i), 0);
    input(coh_text_get(&text));
    coh_text_release(&text);
    assert_int_equal(start(&run, NULL), 0);
    assert_int_equal(coh_scores_open(&in, &run, NULL, NULL, NULL), 0);
    assert_int_equal(in.value.n, 1);
    for (i = 0; i < 2 * COH_SCORES_SEEN + 5; i++) {
        assert_int_equal(coh_scores_next(&in, NULL), 0);
        assert_int_equal(in.score[0].decimal.mantissa, i);
        assert_int_equal(in.rec.line, i + 2);
    }
    assert_int_equal(coh_scores_next(&in, NULL), 0);
    assert_true(in.rec.end);
    coh_scores_release(&in);
    coh_run_release(&run);
}

static const char rows[] =
    "student_id,name,section,date,score,max_score,scale\n"
    "1,A,x,2026-01-05,1,9,points\n1,A,x,2026-01-12,2,9,points\n"
    "1,A,x,2026-01-19,4,9,points\n2,B,y,2026-01-05,no,9,points\n"
    "2,B,y,,7,9,points\n2,B,y,2026-01-12,8,9,percent\n"
    "2,B,y,2026-01-12,8,,points\n";

static int
whole_summary(struct coh_error *err)
{
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_summary sum = COH_SUMMARY_INIT;
    struct coh_run run;
    int rc = -1;

    coh_summary_choose_columns(&sum, 1);
    if (!start(&run, err) && !coh_summary_cut(&sum, coh_span_of("50%"), err) &&
        !coh_summary_choose(&sum, coh_span_of("rate_low"), err) &&
        !coh_scores_open(&in, &run, NULL, "section", err) &&
        !coh_summary_table_read(&sum, &in, "date", err) &&
        !coh_summary_table_write(&sum, &in, "mean:desc", err))
        rc = coh_run_finish(&run, err);
    coh_summary_release(&sum);
    coh_scores_release(&in);
    coh_run_release(&run);
    return rc;
}

static void
torture(int (*work)(struct coh_error *))
{
    struct coh_error err;
    size_t n;
    int rc = -1;

    input(rows);
    for (n = 1; rc; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        rc = work(&err);
        coh_memory_fail_at(0, 0);
        assert_int_equal(err.code, rc ? COH_SYSTEM : COH_OK);
    }
    assert_true(n > 40);
}

static void
every_failing_allocation_of_a_summary_is_a_system_error(void **state)
{
    (void)state;
    torture(whole_summary);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(missing_is_blank_na_unscored_or_no_number),
        cmocka_unit_test(a_status_without_a_score_column_is_nobodys_status),
        cmocka_unit_test(rows_read_ahead_come_back_in_order),
        cmocka_unit_test(
            every_failing_allocation_of_a_summary_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
