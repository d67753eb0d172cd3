/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart-rows.h"
#include "chart/svg.h"
#include "near.h"

static void
an_unknown_kind_names_those_that_exist(void **state)
{
    const struct coh_chart_kind *kind;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_chart_kind_find("pie", &kind, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
    assert_non_null(strstr(err.text, "histogram, box, growth, bars"));
    assert_int_equal(coh_chart_kind_find(NULL, &kind, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
}

static void
what_is_no_score_is_counted_and_noted(void **state)
{
    static const char *const rows[] = {"A|41|scored",  "A||scored",
                                       "A|NA|scored",  "A|12|absent",
                                       "B|<10|scored", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;

    (void)state;
    c.options.by = "group";
    fill(&c, "histogram", "group|score|status", rows, &notes);
    assert_int_equal(c.rows, 1);
    assert_int_equal(c.missing, 4);
    assert_int_equal(c.groups, 2);
    assert_int_equal(c.group[0].missing, 3);
    assert_int_equal(c.group[1].n, 0);
    assert_int_equal(notes.n, 3);
    assert_int_equal(notes.note[2].level, COH_NOTE_LOOK);
    assert_string_equal(notes.note[2].place[0], "line 6: '<10'");
    coh_notes_release(&notes);
    coh_chart_release(&c);
}

static void
a_mean_has_students_interval(void **state)
{
    static const char *const rows[] = {"A|1", "A|2", "A|3", "B|7", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_chart_bar bar;

    (void)state;
    c.options.by = "group";
    fill(&c, "bars", "group|score", rows, NULL);
    assert_int_equal(coh_chart_bar(&c, &c.group[0], &bar, NULL), 0);
    assert_near(bar.value, 2, 1e-12);
    /* t(0.975, 2) = 4.302653 (any table), sd = 1, n = 3. */
    assert_near(bar.low, 2 - 4.302653 / sqrt(3), 1e-6);
    assert_near(bar.high, 2 + 4.302653 / sqrt(3), 1e-6);
    assert_int_equal(coh_chart_bar(&c, &c.group[1], &bar, NULL), 0);
    assert_near(bar.value, 7, 1e-12);
    assert_true(isnan(bar.low));
    coh_chart_release(&c);
}

static void
repeated_students_get_no_interval_and_a_note(void **state)
{
    static const char *const rows[] = {"1|A|1", "1|A|2", "2|A|3", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_chart_bar bar;

    (void)state;
    c.options.by = "group";
    c.options.student = "student_id";
    fill(&c, "bars", "student_id|group|score", rows, &notes);
    assert_int_equal(coh_chart_bar(&c, &c.group[0], &bar, NULL), 0);
    assert_near(bar.value, 2, 1e-12);
    assert_true(isnan(bar.low));
    assert_true(coh_notes_look(&notes));
    coh_notes_release(&notes);
    coh_chart_release(&c);
}

static void
a_group_of_two_scales_gets_no_interval_and_a_note(void **state)
{
    static const char *const rows[] = {"1|points|1", "2|percent|20", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_chart_bar bar;

    (void)state;
    fill(&c, "bars", "student_id|scale|score", rows, &notes);
    assert_int_equal(coh_chart_bar(&c, &c.group[0], &bar, NULL), 0);
    assert_true(isnan(bar.low));
    assert_true(coh_notes_look(&notes));
    coh_notes_release(&notes);
    coh_chart_release(&c);
}

static void
a_table_of_statistics_keeps_its_intervals(void **state)
{
    static const char *const rows[] = {"5A|score|28|14.2|13|15.4",
                                       "5B|score|1|||", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_chart_bar bar;

    (void)state;
    fill(&c, "bars", "section|variable|n|mean|ci_low|ci_high", rows, NULL);
    assert_int_equal(c.groups, 2);
    assert_true(coh_span_is(c.group[0].label, "5A"));
    assert_int_equal(coh_chart_bar(&c, &c.group[0], &bar, NULL), 0);
    assert_near(bar.value, 14.2, 1e-12);
    assert_near(bar.low, 13, 0);
    assert_near(bar.high, 15.4, 1e-12);
    assert_near(bar.n, 28, 0);
    assert_int_equal(coh_chart_bar(&c, &c.group[1], &bar, NULL), 0);
    assert_true(isnan(bar.value));
    coh_chart_release(&c);
}

static void
a_group_of_fewer_than_ten_has_no_box(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    const char *boxes;

    (void)state;
    make_many(&c, "box", 2);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    boxes = strstr(t.bytes, "$boxes << EOD\n") + 14;
    /* Group 1 has 5 scores, group 2 has 25: 41 + (37 i mod 50). Sorted they
     * are 41 42 43 44 46 47 … ; the row starts with the group's number. */
    assert_int_equal(strncmp(boxes, "2 ", 2), 0);
    assert_int_equal(strncmp(strchr(boxes, '\n') + 1, "EOD", 3), 0);
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
of_many_scores_only_the_far_ones_are_dots(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    char line[32];
    int i;

    (void)state;
    assert_int_equal(start(&c, "box", "score", NULL), 0);
    /* 0 … 600: whiskers reach both ends but for the one at 5000. */
    for (i = 0; i <= 601; i++) {
        snprintf(line, sizeof(line), "%d", i == 601 ? 5000 : i);
        assert_int_equal(row(&c, line, NULL, NULL), 0);
    }
    assert_int_equal(coh_chart_finish(&c, "a.csv", NULL, NULL), 0);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    assert_int_equal(
        strncmp(strstr(t.bytes, "$points << EOD\n") + 15, "5000 1 ", 7), 0);
    assert_non_null(strstr(t.bytes, "more than 500"));
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
quartiles_are_of_type_7(void **state)
{
    static const char *const rows[] = {"1", "2", "3", "4",  "5", "6",
                                       "7", "8", "9", "50", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    fill(&c, "box", "score", rows, NULL);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    /* h = 9p: 3.25, 5.5, 7.75; whiskers within 1.5 · 4.5 of the box: 1, 9. */
    assert_non_null(strstr(t.bytes, "\n1 1 3.25 5.5 7.75 9\n"));
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
each_score_stands_in_one_bin(void **state)
{
    static const char *const rows[] = {"1", "2", "2", "5", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    fill(&c, "histogram", "score", rows, NULL);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    assert_non_null(
        strstr(t.bytes, "$bins1 << EOD\n1 1\n2 2\n3 0\n4 0\n5 1\nEOD\n"));
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
a_trend_is_the_least_squares_line(void **state)
{
    static const char *const rows[] = {"1|1970-01-11|10", "1|1970-01-18|12",
                                       "1|1970-01-25|11", "1|1970-02-01|15",
                                       NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    double a[2], b[2];
    const char *at;

    (void)state;
    c.options.student = "student_id";
    c.options.trend = 1;
    fill(&c, "growth", "student_id|date|score", rows, NULL);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    at = strstr(t.bytes, "$trend1 << EOD\n");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "$trend1 << EOD %lf %lf %lf %lf", &a[0], &a[1],
                            &b[0], &b[1]),
                     4);
    /* x = 0 … 3 weeks, Σ(x−1.5)(y−12) = 7, Σ(x−1.5)² = 5: slope 1.4 a week. */
    assert_near(a[0], 10, 0);
    assert_near(a[1], 12 - 1.5 * 1.4, 1e-9);
    assert_near(b[0], 31, 0);
    assert_near(b[1], 12 + 1.5 * 1.4, 1e-9);
    coh_text_release(&t);
    coh_chart_release(&c);
}

static void
options_out_of_range_are_refused(void **state)
{
    struct coh_chart_options o = {.level = 0.95, .id = "a-1"};
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_chart_check(&o, NULL), 0);
    o.id = "1a";
    assert_int_equal(coh_chart_check(&o, &err), -1);
    o.id = "a b";
    assert_int_equal(coh_chart_check(&o, &err), -1);
    o.id = "";
    assert_int_equal(coh_chart_check(&o, &err), -1);
    o.id = NULL;
    o.width = 100;
    assert_int_equal(coh_chart_check(&o, &err), -1);
    o.width = 0;
    o.level = 1;
    assert_int_equal(coh_chart_check(&o, &err), -1);
    assert_int_equal(err.code, COH_USAGE);
}

/* ---- memory ---- */

static int
whole_flow(const char *kind, struct coh_error *err)
{
    static const char *const rows[] = {
        "1|A|Ada|2026-01-05|12", "2|A|Bo|2026-01-05|14", "3|B|Cy|2026-01-12|x",
        "1|B|Ada|2026-02-02|9", "1|B|Ada|2026-03-02|10"};
    static const char raw[] = "<svg width='1' xmlns=''><desc>x</desc>"
                              "<g id=\"a\"><use xlink:href='#gpPt1'/></g>";
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    struct coh_text t = COH_TEXT_INIT, svg = COH_TEXT_INIT;
    struct coh_svg_about about = {.id = "x"};
    int rc = -1;
    size_t i;

    c.options.student = "student_id";
    c.options.trend = 1;
    c.options.by = strcmp(kind, "growth") ? "group" : NULL;
    if (start(&c, kind, "student_id|group|name|date|score", err))
        goto out;
    for (i = 0; i < 5; i++)
        if (row(&c, rows[i], &notes, err))
            goto out;
    if (coh_chart_finish(&c, "a.csv", &notes, err) ||
        coh_chart_script(&c, &t, err) || coh_chart_describe(&c, &t, err) ||
        coh_chart_data(&c, &t, err))
        goto out;
    about.title = about.description = about.data = coh_text_span(&t);
    rc = coh_svg_finish(coh_span_of(raw), &about, &svg, err);
out:
    coh_text_release(&svg);
    coh_text_release(&t);
    coh_notes_release(&notes);
    coh_chart_release(&c);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    static const char *const kinds[] = {"histogram", "box", "bars", "growth",
                                        "strip"};
    size_t k, n;

    (void)state;
    for (k = 0; k < 5; k++) {
        for (n = 1; n < 5000; n++) {
            struct coh_error err = COH_ERROR_INIT;
            int rc;

            coh_memory_fail_at(n, 0);
            rc = whole_flow(kinds[k], &err);
            coh_memory_fail_at(0, 0);
            if (!rc)
                break;
            assert_int_equal(err.code, COH_SYSTEM);
        }
        assert_in_range(n, 20, 4999);
    }
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
        cmocka_unit_test(an_unknown_kind_names_those_that_exist),
        cmocka_unit_test(what_is_no_score_is_counted_and_noted),
        cmocka_unit_test(a_mean_has_students_interval),
        cmocka_unit_test(repeated_students_get_no_interval_and_a_note),
        cmocka_unit_test(a_group_of_two_scales_gets_no_interval_and_a_note),
        cmocka_unit_test(a_table_of_statistics_keeps_its_intervals),
        cmocka_unit_test(a_group_of_fewer_than_ten_has_no_box),
        cmocka_unit_test(of_many_scores_only_the_far_ones_are_dots),
        cmocka_unit_test(quartiles_are_of_type_7),
        cmocka_unit_test(each_score_stands_in_one_bin),
        cmocka_unit_test(a_trend_is_the_least_squares_line),
        cmocka_unit_test(options_out_of_range_are_refused),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
