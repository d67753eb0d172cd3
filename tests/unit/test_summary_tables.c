/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels, pooled means and the list of a cut, from rows to rows. */
#include <gsl/gsl_errno.h>

#include "unit.h"

#include "cli/run.h"
#include "flow/summary-levels.h"
#include "flow/summary-list.h"
#include "flow/summary-pool.h"
#include "near.h"

static char path[UNIT_PATH], out[UNIT_PATH];

static const char rows[] =
    "student_id,name,section,date,assessment,score,max_score,sem,level,status\n"
    "1,A,x,2026-01-05,U,1,9,2,Low,scored\n1,A,x,2026-01-12,U,2,9,2,Low,scored\n"
    "2,B,x,2026-01-05,U,7,9,2,High,scored\n3,C,y,2026-01-05,U,4,9,,Low,scored\n"
    "4,D,y,2026-01-05,U,5,,1,Mid,scored\n5,E,z,2026-01-05,U,,9,1,,absent\n"
    "6,F,z,2026-01-05,U,8,9,1,High,scored\n7,G,z,2026-01-06,U,6,9,1,Mid,"
    "scored\n"
    "8,H,w,2026-01-06,V,6,9,1,Mid,scored\n9,I,w,2026-01-06,U,3,9,1,,scored\n";

static int
set_up(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    unit_file(path, rows, sizeof(rows) - 1);
    unit_file(out, "", 0);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    return unlink(path) || unlink(out);
}

static int
start(struct coh_run *run, struct coh_error *err)
{
    *run = (struct coh_run){.student = "student_id",
                            .digits = -1,
                            .format = COH_FORMAT_CSV,
                            .output = out,
                            .out = COH_OUT_INIT};
    return coh_strings_add(&run->operands, path, err);
}

static int
whole_levels(struct coh_error *err)
{
    struct coh_levels levels = COH_LEVELS_INIT;
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_run run;
    int rc = -1;

    levels.summary.collapse = COH_SUMMARY_LATEST;
    if (!start(&run, err) && !coh_scores_open(&in, &run, "", "section", err) &&
        !coh_levels_read(&levels, &in, "level", "date", err) &&
        !coh_levels_write(&levels, &in, err))
        rc = coh_run_finish(&run, err);
    coh_levels_release(&levels);
    coh_scores_release(&in);
    coh_run_release(&run);
    return rc;
}

static int
ordered_levels(struct coh_error *err)
{
    struct coh_levels levels = COH_LEVELS_INIT;
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_run run;
    int rc = -1;

    if (!start(&run, err) &&
        !coh_levels_order(&levels, "Low,Mid,High,Top", err) &&
        !coh_scores_open(&in, &run, "", NULL, err) &&
        !coh_levels_read(&levels, &in, "level", "date", err) &&
        !coh_levels_write(&levels, &in, err))
        rc = coh_run_finish(&run, err);
    coh_levels_release(&levels);
    coh_scores_release(&in);
    coh_run_release(&run);
    return rc;
}

static int
whole_pool(struct coh_error *err)
{
    struct coh_summary sum = COH_SUMMARY_INIT;
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_run run;
    int rc = -1;

    if (!start(&run, err) &&
        !coh_scores_open(&in, &run, "score,max_score", "section", err) &&
        !coh_summary_table_read(&sum, &in, "date", err) &&
        !coh_summary_pool_write(&sum, &in, err))
        rc = coh_run_finish(&run, err);
    coh_summary_release(&sum);
    coh_scores_release(&in);
    coh_run_release(&run);
    return rc;
}

static int
whole_list(struct coh_error *err)
{
    struct coh_summary_list list = COH_SUMMARY_LIST_INIT;
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_run run;
    int rc = -1;

    list.sem = list.reliability = NAN;
    list.summary.collapse = COH_SUMMARY_LATEST;
    if (!start(&run, err) &&
        !coh_summary_cut(&list.summary, coh_span_of("50%"), err) &&
        !coh_scores_open(&in, &run, "score", "section", err) &&
        !coh_summary_list_read(&list, &in, "date", "status,level", err) &&
        !coh_summary_list_write(&list, &in, err))
        rc = coh_run_finish(&run, err);
    coh_summary_list_release(&list);
    coh_scores_release(&in);
    coh_run_release(&run);
    return rc;
}

static void
every_failing_allocation_of_levels_is_a_system_error(void **state)
{
    (void)state;
    assert_true(unit_torture(whole_levels) > 40);
    assert_true(unit_torture(ordered_levels) > 40);
}

static void
every_failing_allocation_of_pooled_means_is_a_system_error(void **state)
{
    (void)state;
    assert_true(unit_torture(whole_pool) > 40);
}

static void
every_failing_allocation_of_a_list_is_a_system_error(void **state)
{
    (void)state;
    assert_true(unit_torture(whole_list) > 40);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failing_allocation_of_levels_is_a_system_error),
        cmocka_unit_test(
            every_failing_allocation_of_pooled_means_is_a_system_error),
        cmocka_unit_test(every_failing_allocation_of_a_list_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
