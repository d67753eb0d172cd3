/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The modes of compare that look at all groups, at rates, and at two measures:
 * every allocation in turn fails. What they print is tested on the command
 * line. */
#include <gsl/gsl_errno.h>

#include "unit.h"

#include "cli/run.h"
#include "flow/compare.h"

static char path[UNIT_PATH];
static struct coh_compare_ask ask;
static int (*mode)(struct coh_run *run, const struct coh_compare_ask *asked,
                   struct coh_error *err);
static int look;

static int
set_up(void **state)
{
    static const char rows[] =
        "student_id,name,assessment,measure,scale,date,section,term,score,"
        "max_score,level\n"
        "1,Ann,Unit 3,overall,points,2026-02-20,A,fall,8,20,low\n"
        "2,Bo,Unit 3,overall,points,2026-02-20,A,fall,19,20,high\n"
        "3,Cy,Unit 3,overall,points,2026-02-20,B,fall,15,20,high\n"
        "4,Di,Unit 3,overall,points,2026-02-20,B,fall,18,20,\n"
        "5,Ed,Unit 3,overall,points,2026-02-20,B,,,20,\n"
        "1,Ann,MAP,overall,rit,2026-01-20,A,fall,230,,high\n"
        "2,Bo,MAP,overall,rit,2026-01-20,A,fall,231,,high\n"
        "3,Cy,MAP,overall,rit,2026-01-20,B,fall,215,,low\n"
        "3,Cy,MAP,overall,rit,2025-09-20,B,fall,205,,low\n"
        "4,Di,MAP,overall,rit,2026-01-20,B,fall,218,,\n"
        "5,Ed,MAP,overall,rit,2026-01-20,,fall,much,,low\n";

    (void)state;
    gsl_set_error_handler_off();
    unit_file(path, rows, sizeof(rows) - 1);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    return unlink(path);
}

/* A run over the file, writing nowhere. */
static int
work(struct coh_error *err)
{
    struct coh_run run = {.student = "student_id",
                          .digits = -1,
                          .format = COH_FORMAT_CSV,
                          .output = "/dev/null",
                          .out = COH_OUT_INIT};
    int rc = -1;

    if (!coh_strings_add(&run.operands, path, err) && !mode(&run, &ask, err))
        rc = coh_run_finish(&run, err);
    look = coh_notes_look(&run.notes);
    coh_run_release(&run);
    return rc;
}

static void
torture(int (*with)(struct coh_run *, const struct coh_compare_ask *,
                    struct coh_error *),
        struct coh_compare_ask asked)
{
    ask = asked;
    mode = with;
    assert_true(unit_torture(work) > 20);
}

static void
all_groups_at_once_survive_every_failing_allocation(void **state)
{
    struct coh_compare_ask a = COH_COMPARE_ASK_INIT;

    (void)state;
    a.by = "section,assessment";
    a.value = "score";
    torture(coh_compare_overall, a);
    assert_true(look); /* students repeat, and scales are mixed */
    a.within = "assessment";
    a.by = "section";
    torture(coh_compare_overall, a);
}

static void
rates_survive_every_failing_allocation(void **state)
{
    struct coh_compare_ask a = COH_COMPARE_ASK_INIT;

    (void)state;
    a.by = "section";
    a.value = "score";
    a.cut = "70%";
    a.rates = a.p = 1;
    a.within = "assessment";
    torture(coh_compare_rates, a);
    assert_true(look); /* no full score */
    a.cut = "210";
    a.within = "term";
    a.reference = "A";
    a.adjust = COH_COMPARE_BH;
    torture(coh_compare_rates, a);
    a.within = "assessment";
    a.reference = NULL;
    a.min_n = 3;
    torture(coh_compare_rates, a);
}

static void
two_measures_survive_every_failing_allocation(void **state)
{
    struct coh_compare_ask a = COH_COMPARE_ASK_INIT;

    (void)state;
    a.agree = "Unit 3,MAP";
    a.p = 1;
    torture(coh_compare_agree, a);
    assert_true(look); /* a second result, and a word for a score */
    a.cut = "70%,210";
    a.table = 1;
    torture(coh_compare_agree, a);
    a.cut = NULL;
    torture(coh_compare_agree, a);
    a.table = 0;
    a.list = 1;
    torture(coh_compare_agree, a);
    a.agree = "score,level"; /* columns */
    a.list = 0;
    torture(coh_compare_agree, a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_groups_at_once_survive_every_failing_allocation),
        cmocka_unit_test(rates_survive_every_failing_allocation),
        cmocka_unit_test(two_measures_survive_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
