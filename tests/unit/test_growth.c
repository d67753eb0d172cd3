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
#include "flow/growth.h"
#include "near.h"

static char rows[] = "/tmp/cohort-test-XXXXXX";
static char goals[] = "/tmp/cohort-test-XXXXXX";
static char calendar[] = "/tmp/cohort-test-XXXXXX";
static char written[] = "/tmp/cohort-test-XXXXXX";
static char *const files[] = {rows, goals, calendar, written};

static int
set_up(void **state)
{
    size_t i;
    int fd;

    (void)state;
    gsl_set_error_handler_off();
    for (i = 0; i < 4; i++)
        if ((fd = mkstemp(files[i])) < 0 || close(fd))
            return -1;
    return 0;
}

static int
tear_down(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < 4; i++)
        if (unlink(files[i]))
            return -1;
    return 0;
}

static void
input(const char *path, const char *text)
{
    assert_int_equal(coh_file_write(path, coh_span_of(text), NULL), 0);
}

/* The whole tool over the file of rows; what it wrote and noted stays in the
 * file `written` and in *notes (NULL: released). */
static int
grow(const struct coh_growth_settings *set, const char *by, int change,
     struct coh_notes *notes, struct coh_error *err)
{
    struct coh_run run = {.student = "student_id",
                          .digits = -1,
                          .format = COH_FORMAT_CSV,
                          .output = written,
                          .out = COH_OUT_INIT};
    struct coh_scores in = COH_SCORES_INIT;
    struct coh_growth g = COH_GROWTH_INIT;
    int rc = -1;

    g.set = *set;
    if (!coh_strings_add(&run.operands, rows, err) &&
        !coh_growth_check(&g, err) &&
        !coh_scores_open(&in, &run, "score", by, err) &&
        !coh_growth_read(&g, &in, err) && !coh_growth_arrange(&g, &in, err) &&
        !coh_growth_goals(&g, &in, err) &&
        !(change ? coh_growth_write_change(&g, &in, err)
                 : coh_growth_write(&g, &in, err)))
        rc = coh_run_finish(&run, err);
    if (notes) {
        *notes = run.notes;
        run.notes = (struct coh_notes)COH_NOTES_INIT;
    }
    coh_growth_release(&g);
    coh_scores_release(&in);
    coh_run_release(&run);
    return rc;
}

/* What was written, in a buffer that stays until the next call. */
static const char *
output(void)
{
    static char text[20000];
    FILE *f = fopen(written, "r");
    size_t n;

    assert_non_null(f);
    n = fread(text, 1, sizeof(text) - 1, f);
    assert_int_equal(fclose(f), 0);
    text[n] = '\0';
    return text;
}

static int
noted(const struct coh_notes *notes, const char *words)
{
    size_t i;

    for (i = 0; i < notes->n; i++)
        if (strstr(notes->note[i].reason, words))
            return 1;
    return 0;
}

/* Cell `at` of line `line`, both from 0, of what was written; no quotes. */
static double
cell(int line, int at)
{
    const char *s = output();

    for (; line > 0; line--)
        s = strchr(s, '\n') + 1;
    for (; at > 0; at--)
        s = strchr(s, ',') + 1;
    return strtod(s, NULL);
}

/* Columns of the table of groups without by-columns. */
enum { CHANGE_ALL = 7, N_MATCHED, BEFORE, AFTER, CHANGE, CI_LOW, CI_HIGH };
enum { EFFECT = 14, JOINED = 17, LEFT, CHANCE };

/* Student 1908, R's `sleep`: extra sleep of ten people on two drugs. */
static const double sleep_first[] = {0.7, -1.6, -0.2, -1.2, -0.1,
                                     3.4, 3.7,  0.8,  0.0,  2.0};
static const double sleep_last[] = {1.9, 0.8, 1.1, 0.1, -0.1,
                                    4.4, 5.5, 1.6, 4.6, 3.4};

/* The sleepers `times` over, backwards or not, the scores moved by `shift`. */
static void
input_sleep(int times, int backwards, const char *shift)
{
    struct coh_text t = COH_TEXT_INIT;
    int i, k;

    assert_int_equal(coh_text_add_string(&t, "student_id,date,score\n", NULL),
                     0);
    for (k = 0; k < times * 10; k++) {
        i = backwards ? times * 10 - 1 - k : k;
        /* Tenths at 1e9: the decimals are written out. */
        assert_int_equal(
            coh_text_format(&t, NULL, "s%d,2026-0%d-05,%.1f\n", i,
                            backwards ? 3 : 1,
                            (backwards ? sleep_last : sleep_first)[i % 10] +
                                strtod(shift, NULL)),
            0);
        assert_int_equal(
            coh_text_format(&t, NULL, "s%d,2026-0%d-05,%.1f\n", i,
                            backwards ? 1 : 3,
                            (backwards ? sleep_first : sleep_last)[i % 10] +
                                strtod(shift, NULL)),
            0);
    }
    input(rows, coh_text_get(&t));
    coh_text_release(&t);
}

static void
the_change_of_the_sleepers_is_students(void **state)
{
    /* R 4.2.2, t.test(extra ~ group, sleep, paired = TRUE): mean 1.58, 95 %
     * interval .700114237 to 2.459885763 (Student 1908). */
    struct coh_growth_settings set = COH_GROWTH_SETTINGS_INIT;
    struct coh_notes notes;

    (void)state;
    input_sleep(1, 0, "0");
    assert_int_equal(grow(&set, NULL, 1, &notes, NULL), 0);
    assert_near(cell(1, CHANGE), 1.58, 1e-15);
    assert_near(cell(1, CI_LOW), 0.700114237, 5e-10);
    assert_near(cell(1, CI_HIGH), 2.459885763, 5e-10);
    assert_near(cell(1, CHANGE_ALL), 1.58, 1e-15);
    assert_near(cell(1, BEFORE), 0.75, 1e-15);
    assert_near(cell(1, AFTER), 2.33, 1e-15);
    assert_int_equal(cell(1, N_MATCHED), 10);
    assert_int_equal(cell(1, JOINED), 0);
    assert_true(noted(&notes, "students like these"));
    coh_notes_release(&notes);
}

static void
the_order_of_rows_and_a_shift_change_no_change(void **state)
{
    struct coh_growth_settings set = COH_GROWTH_SETTINGS_INIT;
    char before[2000];
    double low, effect;

    (void)state;
    input_sleep(1, 0, "0");
    assert_int_equal(grow(&set, NULL, 1, NULL, NULL), 0);
    snprintf(before, sizeof(before), "%s", output());
    low = cell(1, CI_LOW);
    effect = cell(1, EFFECT);
    input_sleep(1, 1, "0");
    assert_int_equal(grow(&set, NULL, 1, NULL, NULL), 0);
    assert_string_equal(output(), before);
    input_sleep(1, 0, "1e9");
    assert_int_equal(grow(&set, NULL, 1, NULL, NULL), 0);
    assert_near(cell(1, CHANGE), 1.58, 1e-15);
    assert_near(cell(1, CI_LOW), low, 1e-15);
    assert_near(cell(1, EFFECT), effect, 1e-15);
}

static void
twice_the_students_change_as_much_and_more_surely(void **state)
{
    struct coh_growth_settings set = COH_GROWTH_SETTINGS_INIT;
    double low;

    (void)state;
    input_sleep(1, 0, "0");
    assert_int_equal(grow(&set, NULL, 1, NULL, NULL), 0);
    low = cell(1, CI_LOW);
    input_sleep(2, 0, "0");
    assert_int_equal(grow(&set, NULL, 1, NULL, NULL), 0);
    assert_near(cell(1, CHANGE), 1.58, 1e-15);
    assert_int_equal(cell(1, N_MATCHED), 20);
    assert_true(cell(1, CI_LOW) > low);
}

static void
who_moves_is_not_growth(void **state)
{
    /* By hand: a and b gain 2 each; c, low, leaves, d, high, joins. All: 30/3
     * to 66/3; matched 2. */
    struct coh_growth_settings set = COH_GROWTH_SETTINGS_INIT;

    (void)state;
    input(rows, "student_id,term,date,score\na,fall,2025-09-01,12\n"
                "b,fall,2025-09-02,14\nc,fall,2025-09-03,4\n"
                "a,winter,2026-01-05,14\nb,winter,2026-01-06,16\n"
                "d,winter,2026-01-05,36\n");
    assert_int_equal(grow(&set, NULL, 1, NULL, NULL), 0);
    assert_true(cell(1, CHANGE_ALL) == 12);
    assert_true(cell(1, CHANGE) == 2);
    assert_int_equal(cell(1, N_MATCHED), 2);
    assert_int_equal(cell(1, JOINED), 1);
    assert_int_equal(cell(1, LEFT), 1);
    assert_non_null(strstr(output(), "fall to winter"));
}

static void
the_names_of_groups_change_nothing_else(void **state)
{
    static const char *const quoted[] = {"5A", "\"Zoë, room \"\"7\"\"\""};
    struct coh_growth_settings set = COH_GROWTH_SETTINGS_INIT;
    struct coh_text t = COH_TEXT_INIT;
    char kept[2][2000];
    const char *row;
    int i;

    (void)state;
    for (i = 0; i < 2; i++) {
        coh_text_clear(&t);
        assert_int_equal(
            coh_text_format(&t, NULL,
                            "student_id,section,date,score\n"
                            "1,%s,2025-09-01,12\n2,%s,2025-09-01,14\n"
                            "1,%s,2026-01-05,15\n2,%s,2026-01-05,16\n",
                            quoted[i], quoted[i], quoted[i], quoted[i]),
            0);
        input(rows, coh_text_get(&t));
        assert_int_equal(grow(&set, "section", 1, NULL, NULL), 0);
        row = strstr(output(), quoted[i]);
        assert_non_null(row);
        snprintf(kept[i], sizeof(kept[i]), "%s", row + strlen(quoted[i]));
    }
    coh_text_release(&t);
    assert_string_equal(kept[0], kept[1]);
}

static void
who_was_chosen_low_gains_from_nothing(void **state)
{
    /* By hand: first scores 10 20 30 40, mean 25; chosen are 10 and 20, mean
     * 15: (1 − .8)·(25 − 15) = 2; they gained (8 + 4)/2. */
    struct coh_growth_settings set = COH_GROWTH_SETTINGS_INIT;
    struct coh_notes notes;

    (void)state;
    input(rows, "student_id,term,date,score\na,fall,2025-09-01,10\n"
                "b,fall,2025-09-01,20\nc,fall,2025-09-01,30\n"
                "d,fall,2025-09-01,40\na,winter,2026-01-05,18\n"
                "b,winter,2026-01-05,24\nc,winter,2026-01-05,31\n"
                "d,winter,2026-01-05,35\n");
    set.chosen = "score<25";
    set.reliability = 0.8;
    assert_int_equal(grow(&set, NULL, 1, &notes, NULL), 0);
    assert_near(cell(1, CHANGE), 6, 1e-15);
    assert_near(cell(1, CHANCE), 2, 1e-12);
    assert_int_equal(cell(1, N_MATCHED), 2);
    assert_true(noted(&notes, "2 of 4 chosen by their first score gained 6.0 "
                              "in the mean; about 2.0 would have come from "
                              "nothing"));
    coh_notes_release(&notes);
    set.chosen = "date<2025";
    assert_int_equal(grow(&set, NULL, 1, NULL, NULL), -1);
}

static void
settings_that_do_not_fit_are_wrong_usage(void **state)
{
    static const struct coh_growth_settings wrong[] = {
        {.level = 1, .sem = NAN, .reliability = NAN},
        {.level = 0.95, .sem = 0, .reliability = NAN},
        {.level = 0.95, .sem = NAN, .reliability = 1},
        {.level = 0.95, .sem = NAN, .reliability = -0.1},
        {.level = 0.95, .sem = 1, .reliability = NAN, .goal = "high"},
        {.level = 0.95, .sem = 1, .goal = "9", .goals = "x"},
        {.level = 0.95, .sem = 1, .by_date = "2026-05-29"},
        {.level = 0.95, .sem = 1, .goal = "9", .by_date = "29 May"},
        {.level = 0.95, .sem = 1, .school_weeks = 1},
        {.level = 0.95, .sem = 1, .calendar = "x"},
        {.level = 0.95, .sem = 1, .flags = "rising,sinking"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        struct coh_growth g = {.set = wrong[i]};
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(coh_growth_check(&g, &err), -1);
        assert_int_equal(err.code, COH_USAGE);
    }
}

static void
torture(const struct coh_growth_settings *set, int change, size_t least)
{
    struct coh_error err;
    size_t n;
    int rc = -1;

    for (n = 1; rc; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        rc = grow(set, "section", change, NULL, &err);
        coh_memory_fail_at(0, 0);
        assert_int_equal(err.code, rc ? COH_SYSTEM : COH_OK);
    }
    assert_true(n > least);
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    struct coh_growth_settings set = COH_GROWTH_SETTINGS_INIT;
    struct coh_text t = COH_TEXT_INIT;
    int i, k;

    (void)state;
    assert_int_equal(coh_text_add_string(&t,
                                         "student_id,name,section,date,score,"
                                         "max_score,scale,term,sem\n"
                                         "01,A,y,2026-01-05,no,9,pts,w,\n"
                                         "01,A,y,,7,9,pts,w,\n"
                                         "02,B,y,2026-01-12,8,9,percent,w,\n"
                                         "02,B,y,2026-01-12,8,,pts,w,\n",
                                         NULL),
                     0);
    for (i = 0; i < 20; i++)
        for (k = 0; k < 7; k++)
            assert_int_equal(
                coh_text_format(&t, NULL, "1%d,C,x,2026-0%d-05,%d,9,pts,%s,\n",
                                i, k + 1, 10 + k + i * 7 % 5 + i * k % 3,
                                k ? "s" : "w"),
                0);
    input(rows, coh_text_get(&t));
    coh_text_release(&t);
    input(goals, "student_id,goal,by\n11,30,2026-09-01\n012,30,\n77,1,\n"
                 "13,2,9/1\n14,x,\n14,30,2026-12-01\n14,31,\n");
    input(calendar, "kind,label,start,end\nyear,a,2025-08-25,2026-12-18\n");
    set.keep = "max_score";
    set.flags = "cannot tell,rising";
    set.reliability = 0.8;
    set.chosen = "score<14";
    set.goals = goals;
    set.calendar = calendar;
    set.school_weeks = set.all = set.percentile = 1;
    torture(&set, 0, 150);
    set.percentile = 0;
    torture(&set, 1, 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_change_of_the_sleepers_is_students),
        cmocka_unit_test(the_order_of_rows_and_a_shift_change_no_change),
        cmocka_unit_test(twice_the_students_change_as_much_and_more_surely),
        cmocka_unit_test(who_moves_is_not_growth),
        cmocka_unit_test(the_names_of_groups_change_nothing_else),
        cmocka_unit_test(who_was_chosen_low_gains_from_nothing),
        cmocka_unit_test(settings_that_do_not_fit_are_wrong_usage),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
