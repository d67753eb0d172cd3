/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
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

#include "cli/run.h"
#include "flow/compare-cells.h"
#include "flow/compare-pairs.h"
#include "flow/compare-table.h"

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
                            .seed = 1,
                            .format = COH_FORMAT_CSV,
                            .output = "/dev/null",
                            .out = COH_OUT_INIT};
    return coh_strings_add(&run->operands, path, err);
}

/* ---- cells ---- */

static const char rows[] =
    "student_id,term,g,h,assessment,measure,scale,date,before,after,score\n"
    "1,fall,a,x,A,m,points,2025-09-01,1,2,5.5\n"
    "2,fall,a,y,A,m,points,2025-09-01,3,3,6\n"
    "3,fall,b,x,A,m,points,2025-09-02,2,5,7.25\n"
    "4,fall,b,,A,m,points,2025-09-02,2,4,9\n"
    "5,fall,c,y,A,m,points,2025-09-02,3,,\n"
    "6,fall,,y,A,m,points,2025-09-02,3,1,4\n"
    "1,winter,a,x,A,m,percent,2026-01-05,2,2,70\n"
    "2,winter,a,y,A,m,points,2026-01-05,3,3,8\n"
    "2,winter,a,y,A,m,points,2026-01-06,3,3,7\n"
    "3,winter,b,x,B,m,points,2026-01-05,2,5,9.125\n"
    ",winter,b,x,B,m,points,2026-01-05,2,5,9\n";

static void
cells_hold_each_group_of_each_column_within_each_value(void **state)
{
    struct coh_compare_ask ask = COH_COMPARE_ASK_INIT;
    struct coh_compare_cells c = COH_COMPARE_CELLS_INIT;
    const struct coh_summary_result *r;
    struct coh_run run;

    (void)state;
    input(rows);
    ask.value = "score";
    ask.by = "g,h";
    ask.within = "term";
    assert_int_equal(start(&run, NULL), 0);
    assert_int_equal(coh_compare_cells_read(&c, &run, &ask, NULL), 0);
    assert_int_equal(c.within.n, 2);
    assert_int_equal(c.blocks, 4);
    assert_int_equal(c.block[0].groups, 3); /* fall, g: a b c */
    assert_int_equal(c.block[1].groups, 2); /* fall, h: x y */
    assert_int_equal(c.block[2].groups, 2); /* winter, g: a b */
    assert_true(coh_span_is(coh_compare_cells_name(&c, 0, 2), "c"));
    r = coh_compare_cells_result(&c, 0, 1, 0);
    assert_int_equal(r->sample.n, 2);
    assert_int_equal(r->sample.missing, 0);
    assert_true(coh_sample_mean(&r->sample) == 8.125);
    r = coh_compare_cells_result(&c, 0, 2, 0);
    assert_int_equal(r->sample.n, 0);
    assert_int_equal(r->sample.missing, 1);
    assert_int_equal(coh_compare_cells_twice(&c, 0, 0), 0);
    coh_compare_cells_release(&c);
    coh_run_release(&run);
}

static void
students_in_two_groups_are_counted(void **state)
{
    struct coh_compare_ask ask = COH_COMPARE_ASK_INIT;
    struct coh_compare_cells c = COH_COMPARE_CELLS_INIT;
    struct coh_run run;

    (void)state;
    input(rows);
    ask.value = "score";
    ask.by = "term";
    assert_int_equal(start(&run, NULL), 0);
    assert_int_equal(coh_compare_cells_read(&c, &run, &ask, NULL), 0);
    /* 1, 2 and 3 have scores in fall and in winter. */
    assert_int_equal(coh_compare_cells_twice(&c, 0, 0), 3);
    coh_compare_cells_release(&c);
    coh_run_release(&run);
}

/* ---- pairs ---- */

static int
add(struct coh_compare_pairs *p, size_t time, const char *student,
    const char *score)
{
    struct coh_value v = coh_value_parse(coh_span_of(score));
    struct coh_compare_time row = {.time = time,
                                   .student = coh_span_of(student),
                                   .value = &v,
                                   .date = COH_DATE_NONE};

    return coh_compare_pairs_add(p, &row, NULL);
}

static void
fill(struct coh_compare_pairs *p, enum coh_summary_collapse collapse)
{
    *p = (struct coh_compare_pairs)COH_COMPARE_PAIRS_INIT;
    p->variables = 1;
    p->collapse = collapse;
    assert_int_equal(add(p, 0, "1", "5.1") | add(p, 1, "1", "5.3"), 0);
    assert_int_equal(add(p, 0, "2", "7") | add(p, 1, "2", ""), 0);
    assert_int_equal(add(p, 1, "3", "8"), 0);
    assert_int_equal(add(p, 0, "4", "") | add(p, 1, "4", ""), 0);
    assert_int_equal(
        add(p, 0, "5", "1") | add(p, 1, "5", "2") | add(p, 1, "5", "5"), 0);
    assert_int_equal(add(p, 2, "6", "1"), 0); /* a third time */
}

static void
match(enum coh_summary_collapse collapse, struct coh_compare_both *both)
{
    struct coh_compare_match m = {.earlier = 0, .later = 1};
    struct coh_compare_pairs p;

    fill(&p, collapse);
    assert_int_equal(coh_compare_pairs_match(&p, &m, both, NULL), 0);
    coh_compare_pairs_release(&p);
}

static void
each_student_is_a_pair_or_is_counted_otherwise(void **state)
{
    struct coh_compare_both both = COH_COMPARE_BOTH_INIT;

    (void)state;
    match(COH_SUMMARY_ROWS, &both);
    assert_int_equal(both.change.n, 1);
    /* In decimals: 5.3 − 5.1 is 0.2, in doubles it is not. */
    assert_true(coh_sample_mean(&both.change) == 0.2);
    assert_int_equal(both.only_earlier.n, 1);
    assert_int_equal(both.only_later.n, 1);
    assert_int_equal(both.neither, 1);
    assert_int_equal(both.repeated, 1);
    coh_compare_both_release(&both);
}

static void
one_score_of_several_is_the_mean_the_best_or_the_last(void **state)
{
    struct coh_compare_both both = COH_COMPARE_BOTH_INIT;

    (void)state;
    match(COH_SUMMARY_MEAN_OF, &both);
    assert_int_equal(both.change.n, 2);
    assert_int_equal(both.repeated, 0);
    assert_true(fabs(coh_sample_quantile(&both.change, 1) - 2.5) < 1e-15);
    coh_compare_both_release(&both);
    match(COH_SUMMARY_BEST, &both);
    assert_true(coh_sample_quantile(&both.change, 1) == 4);
    coh_compare_both_release(&both);
    match(COH_SUMMARY_LATEST, &both); /* without days the last row */
    assert_true(coh_sample_quantile(&both.change, 1) == 4);
    coh_compare_both_release(&both);
}

/* ---- words ---- */

static void
verdict(double low, double high, const char *says)
{
    struct coh_compare_table t = COH_COMPARE_TABLE_INIT;
    struct coh_compare_row *row = coh_compare_table_add(&t, NULL);

    assert_non_null(row);
    row->reference = coh_span_of("5B");
    row->difference.value = (low + high) / 2;
    row->difference.ci = (struct coh_interval){low, high};
    row->difference.df = 18;
    row->difference.unit = 2;
    row->difference.se = sqrt(0.2) * 2; /* 10 v 10: 1.32 (R power.t.test) */
    assert_int_equal(coh_compare_verdict(row, 0.95, NULL), 0);
    assert_string_equal(coh_text_get(&row->note), says);
    coh_compare_table_release(&t);
}

static void
the_interval_is_put_in_words(void **state)
{
    (void)state;
    verdict(2.1, 7.84,
            "higher than 5B: consistent with a difference of 2.1 "
            "to 7.8");
    verdict(-7, -0.001,
            "lower than 5B: consistent with a difference of "
            "-7.000 to -0.001");
    verdict(-1.3, 2.8,
            "cannot distinguish from 5B: consistent with a "
            "difference of -1.3 to 2.8; could not have detected "
            "less than 2.6 (1.32 standard deviations) 4 times in "
            "5");
    verdict(0, 2,
            "cannot distinguish from 5B: consistent with a difference "
            "of 0.0 to 2.0; could not have detected less than 2.6 (1.32 "
            "standard deviations) 4 times in 5");
    verdict(NAN, NAN, "");
}

/* ---- when memory ends ---- */

static int
whole(struct coh_compare_ask ask, struct coh_error *err)
{
    struct coh_run run;
    int rc = -1;

    ask.p = 1;
    if (!start(&run, err) &&
        !(ask.paired ? coh_compare_pairs(&run, &ask, err)
                     : coh_compare_groups(&run, &ask, err)))
        rc = coh_run_finish(&run, err);
    coh_run_release(&run);
    return rc;
}

static void
torture(struct coh_compare_ask ask)
{
    struct coh_error err;
    size_t n;
    int rc = -1;

    input(rows);
    for (n = 1; rc; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        rc = whole(ask, &err);
        coh_memory_fail_at(0, 0);
        if (err.code != (rc ? COH_SYSTEM : COH_OK))
            fail_msg("allocation %zu: %d, %s", n, err.code, err.text);
    }
    assert_true(n > 40);
}

static void
every_failing_allocation_of_groups_is_a_system_error(void **state)
{
    struct coh_compare_ask ask = COH_COMPARE_ASK_INIT;

    (void)state;
    ask.by = "g,h";
    ask.within = "term";
    ask.value = "score,after";
    torture(ask);
    ask.within = NULL;
    ask.reference = "a,x";
    ask.min_n = 2;
    torture(ask);
    ask.reference = NULL;
    ask.adjust = COH_COMPARE_BH;
    ask.collapse = COH_SUMMARY_LATEST;
    torture(ask);
}

static void
every_failing_allocation_of_pairs_is_a_system_error(void **state)
{
    struct coh_compare_ask ask = COH_COMPARE_ASK_INIT;

    (void)state;
    ask.paired = "student_id";
    ask.by = "term";
    ask.value = "score,after";
    torture(ask);
    ask.collapse = COH_SUMMARY_MEAN_OF;
    torture(ask);
    ask.by = NULL;
    ask.value = "before,after";
    ask.within = "g";
    torture(ask);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            cells_hold_each_group_of_each_column_within_each_value),
        cmocka_unit_test(students_in_two_groups_are_counted),
        cmocka_unit_test(each_student_is_a_pair_or_is_counted_otherwise),
        cmocka_unit_test(one_score_of_several_is_the_mean_the_best_or_the_last),
        cmocka_unit_test(the_interval_is_put_in_words),
        cmocka_unit_test(every_failing_allocation_of_groups_is_a_system_error),
        cmocka_unit_test(every_failing_allocation_of_pairs_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
