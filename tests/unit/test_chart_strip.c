/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart-rows.h"

/* The rows of a datablock into `line`; how many there are. */
static size_t
block(const char *script, const char *name, double line[][4], size_t most)
{
    char head[32];
    const char *at;
    size_t n = 0;

    snprintf(head, sizeof(head), "$%s << EOD\n", name);
    at = strstr(script, head);
    assert_non_null(at);
    for (at += strlen(head); strncmp(at, "EOD", 3); at = strchr(at, '\n') + 1) {
        char *end = (char *)(uintptr_t)at;
        size_t k;

        assert_true(n < most);
        for (k = 0; k < 4; k++)
            line[n][k] = *end == '\n' ? NAN : strtod(end, &end);
        n++;
    }
    return n;
}

static void
draw(struct coh_chart *c, struct coh_text *t)
{
    assert_int_equal(coh_chart_script(c, t, NULL), 0);
}

static void
each_score_is_a_dot_and_the_mean_has_students_interval(void **state)
{
    static const char *const rows[] = {"1|A|9",  "2|A|12", "3|A|14", "4|A|15",
                                       "5|A|20", "6|B|11", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    double line[20][4];

    (void)state;
    c.options.student = "student_id";
    c.options.by = "group";
    fill(&c, "strip", "student_id|group|score", rows, NULL);
    draw(&c, &t);
    assert_int_equal(block(t.bytes, "points", line, 20), 6);
    assert_true(line[0][0] == 9 && line[0][1] == 1);
    assert_true(line[4][0] == 20 && line[5][0] == 11 && line[5][1] == 2);
    /* R 4.2.2: t.test(c(9, 12, 14, 15, 20)) */
    assert_int_equal(block(t.bytes, "means", line, 20), 2);
    assert_true(line[0][1] == 14);
    assert_true(fabs(line[0][2] - 8.9563369965) < 1e-8);
    assert_true(fabs(line[0][3] - 19.0436630035) < 1e-8);
    /* One score has a mean and no interval. */
    assert_true(line[1][1] == 11 && isnan(line[1][2]) && isnan(line[1][3]));
    assert_null(strstr(t.bytes, "boxxyerror"));
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
students_who_repeat_have_no_interval(void **state)
{
    static const char *const rows[] = {"1|A|9", "1|A|12", "2|A|14", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    double line[4][4];

    (void)state;
    c.options.student = "student_id";
    c.options.by = "group";
    fill(&c, "strip", "student_id|group|score", rows, NULL);
    draw(&c, &t);
    assert_int_equal(block(t.bytes, "means", line, 4), 1);
    assert_true(isfinite(line[0][1]) && isnan(line[0][2]));
    coh_text_release(&t);
    coh_chart_release(&c);
}

/* `n` scores 1 … n: then the dots and their count are known. */
static void
fill_many(struct coh_chart *c, int n, int equal)
{
    char text[40];
    int i;

    assert_int_equal(start(c, "strip", "score", NULL), 0);
    for (i = 1; i <= n; i++) {
        snprintf(text, sizeof(text), "%d", equal ? 7 : i);
        assert_int_equal(row(c, text, NULL, NULL), 0);
    }
    assert_int_equal(coh_chart_finish(c, "a.csv", NULL, NULL), 0);
}

static void
of_many_scores_a_dot_stands_for_several_and_says_so(void **state)
{
    static double line[600][4];
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    size_t n, i;

    (void)state;
    fill_many(&c, 5000, 0);
    draw(&c, &t);
    n = block(t.bytes, "points", line, 600);
    /* Every tenth: 500; the first and the last are the least and greatest. */
    assert_int_equal(n, 500);
    assert_true(line[0][0] == 1 && line[n - 1][0] == 5000);
    for (i = 1; i + 1 < n; i++)
        assert_true(line[i][0] == (double)i * 10 + 6);
    assert_non_null(strstr(t.bytes, "'n = 5000, a dot for 10'"));
    coh_text_release(&t);
    coh_chart_release(&c);
    c.options.level = 0.95;
    fill_many(&c, 500, 0);
    draw(&c, &t);
    assert_int_equal(block(t.bytes, "points", line, 600), 500);
    assert_null(strstr(t.bytes, "a dot for"));
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
dots_of_one_place_differ_in_height_and_stay_in_their_row(void **state)
{
    static double line[600][4];
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    size_t n, i, k;

    (void)state;
    fill_many(&c, 30, 1);
    draw(&c, &t);
    n = block(t.bytes, "points", line, 600);
    assert_int_equal(n, 30);
    for (i = 0; i < n; i++) {
        assert_true(fabs(line[i][2]) < 0.5);
        for (k = 0; k < i; k++)
            assert_true(fabs(line[i][2] - line[k][2]) > 1e-6);
    }
    coh_text_release(&t);
    coh_chart_release(&c);
}

/* ---- intervals ---- */

static void
what_holds_0_is_open_and_what_does_not_is_filled(void **state)
{
    static const char *const rows[] = {
        "score|section|A|all others|27|-1.5|-2.5|-0.5|",
        "score|section|B|all others|26|0.5|-0.5|1.5|",
        "score|section|C|all others|25|1|0|2|",
        "score|section|D|all others|1|2|||one score: no interval",
        "score|section|E|all others|24|3|1|5|",
        NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    double line[8][4];

    (void)state;
    fill(&c, "interval",
         "variable|by|group|reference|n|difference|ci_low|ci_high|note", rows,
         NULL);
    draw(&c, &t);
    assert_int_equal(block(t.bytes, "told", line, 8), 2);
    assert_true(line[0][0] == 1 && line[0][1] == -1.5 && line[0][2] == -2.5);
    assert_true(line[1][0] == 5 && line[1][3] == 5);
    assert_int_equal(block(t.bytes, "open", line, 8), 3);
    assert_true(line[1][0] == 3 && line[2][0] == 4 && isnan(line[2][2]));
    assert_non_null(strstr(t.bytes, "'← lower than all others'"));
    assert_non_null(strstr(t.bytes, "'higher than all others →'"));
    assert_non_null(strstr(t.bytes, "'difference of score by section'"));
    /* What is the same in all rows is not said in each. */
    assert_non_null(strstr(t.bytes, " 'A' at "));
    coh_text_clear(&t);
    assert_int_equal(coh_chart_data(&c, &t, NULL), 0);
    assert_string_equal(t.bytes,
                        "section,n,difference,low,high,told apart from 0\n"
                        "A,27,-1.50,-2.50,-0.50,yes\n"
                        "B,26,0.50,-0.50,1.50,no\n"
                        "C,25,1.00,0.00,2.00,no\n"
                        "D,1,2.00,,,no\n"
                        "E,24,3.00,1.00,5.00,yes\n");
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
the_first_estimate_is_drawn_or_the_one_that_is_named(void **state)
{
    static const struct {
        const char *header, *value, *title;
    } known[] = {
        {"section|variable|n|mean|ci_low|ci_high", NULL, "mean by section"},
        {"variable|by|group|n|mean|difference|ci_low|ci_high|effect|effect_low|"
         "effect_high",
         NULL, "difference by group"},
        {"variable|by|group|n|mean|difference|ci_low|ci_high|effect|effect_low|"
         "effect_high",
         "effect", "effect by group"},
        {"student_id|n|gain|gain_low|gain_high|slope|slope_low|slope_high",
         NULL, "slope by student_id"},
        {"student_id|n|gain|gain_low|gain_high|slope|slope_low|slope_high",
         "gain", "gain by student_id"},
        {"item|standard|n|difficulty|difficulty_low|difficulty_high|"
         "point_biserial|point_biserial_low|point_biserial_high",
         NULL, "difficulty by item"},
        {"item|standard|n|difficulty_band|suppressed", NULL,
         "difficulty by item"},
        {"house|n|size|size_low|size_high", "size", "size by house"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(known) / sizeof(*known); i++) {
        struct coh_chart c = COH_CHART_INIT;
        struct coh_caption w = COH_CAPTION_INIT;

        c.options.student = "student_id";
        c.options.value = known[i].value;
        assert_int_equal(start(&c, "interval", known[i].header, NULL), 0);
        assert_int_equal(coh_chart_finish(&c, "a.csv", NULL, NULL), 0);
        assert_int_equal(coh_caption_make(&w, &c, NULL), 0);
        assert_string_equal(coh_text_get(&w.title), known[i].title);
        coh_caption_release(&w);
        coh_chart_release(&c);
    }
}

static void
a_table_without_intervals_is_refused(void **state)
{
    static const char *const headers[] = {"section|score", "a|mean|ci_low",
                                          "a|slope"};
    size_t i;

    (void)state;
    for (i = 0; i < 3; i++) {
        struct coh_chart c = COH_CHART_INIT;
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(start(&c, "interval", headers[i], &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        coh_chart_release(&c);
    }
}

static void
the_mean_of_a_comparison_has_no_interval_of_its_own(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    c.options.value = "mean";
    assert_int_equal(start(&c, "interval",
                           "variable|by|group|n|mean|difference|ci_low|ci_high",
                           &err),
                     -1);
    assert_int_equal(err.code, COH_INPUT);
    coh_chart_release(&c);
}

static void
hidden_rows_are_seen_as_hidden_and_bands_as_ranges(void **state)
{
    static const char *const rows[] = {"A|27|30-39%|", "B|||n;rate_band",
                                       "C|50|<=20%|", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    double line[4][4];

    (void)state;
    fill(&c, "interval", "section|n|rate_band|suppressed", rows, NULL);
    draw(&c, &t);
    assert_int_equal(block(t.bytes, "bands", line, 4), 2);
    assert_true(line[0][0] == 1 && fabs(line[0][1] - 0.30) < 1e-12 &&
                fabs(line[0][2] - 0.39) < 1e-12);
    assert_int_equal(block(t.bytes, "hidden", line, 4), 1);
    assert_true(line[0][0] == 2);
    assert_int_equal(block(t.bytes, "told", line, 4), 0);
    assert_non_null(strstr(t.bytes, " 'hidden' at "));
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
every_failing_allocation_is_reported(void **state)
{
    static const char *const rows[] = {
        "s|g|A|x|5|-1|-2|0.5|", "s|g|B|x|6|2|1|3|", "t|g|C|y|||||n;difference"};
    size_t n, i;

    (void)state;
    for (n = 1; n < 5000; n++) {
        struct coh_chart c = COH_CHART_INIT;
        struct coh_error err = COH_ERROR_INIT;
        struct coh_notes notes = COH_NOTES_INIT;
        struct coh_text t = COH_TEXT_INIT;
        int rc;

        coh_memory_fail_at(n, 0);
        rc = start(&c, "interval",
                   "variable|by|group|reference|n|difference|ci_low|ci_high|"
                   "suppressed",
                   &err);
        for (i = 0; !rc && i < 3; i++)
            rc = row(&c, rows[i], &notes, &err);
        rc = rc || coh_chart_finish(&c, "a.csv", &notes, &err) ||
             coh_chart_script(&c, &t, &err) ||
             coh_chart_describe(&c, &t, &err) || coh_chart_data(&c, &t, &err);
        coh_memory_fail_at(0, 0);
        coh_text_release(&t);
        coh_notes_release(&notes);
        coh_chart_release(&c);
        if (!rc)
            break;
        assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_in_range(n, 20, 4999);
}

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            each_score_is_a_dot_and_the_mean_has_students_interval),
        cmocka_unit_test(students_who_repeat_have_no_interval),
        cmocka_unit_test(of_many_scores_a_dot_stands_for_several_and_says_so),
        cmocka_unit_test(
            dots_of_one_place_differ_in_height_and_stay_in_their_row),
        cmocka_unit_test(what_holds_0_is_open_and_what_does_not_is_filled),
        cmocka_unit_test(the_first_estimate_is_drawn_or_the_one_that_is_named),
        cmocka_unit_test(a_table_without_intervals_is_refused),
        cmocka_unit_test(the_mean_of_a_comparison_has_no_interval_of_its_own),
        cmocka_unit_test(hidden_rows_are_seen_as_hidden_and_bands_as_ranges),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
