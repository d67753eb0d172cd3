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
#include <unistd.h>

#include "chart-rows.h"
#include "chart/label.h"
#include "chart/svg.h"

struct rectangle {
    double left, right, top, bottom;
};

/* The place of a `set label` line on a page of width × height. */
static struct rectangle
place_of(const char *line, double width, double height)
{
    const char *from = strchr(line, '\'') + 1,
               *to = strstr(from, "' at screen ");
    struct coh_span text = {from, (size_t)(to - from)};
    struct rectangle r;
    double x = 0, y = 0, size = 0, wide;
    char side[8] = "";
    const char *font;

    assert_int_equal(
        sscanf(to, "' at screen %lf, screen %lf %7s", &x, &y, side), 3);
    font = strstr(to, "font 'sans-serif");
    assert_non_null(font);
    assert_int_equal(sscanf(strchr(font, ',') + 1, "%lf", &size), 1);
    assert_true(size >= 11);
    /* The measure rounds widths up; what is set is narrower. */
    wide = coh_label_width(text, size) * 0.9;
    r.left = x * width - (*side == 'r' ? wide : *side == 'c' ? wide / 2 : 0);
    r.right = r.left + wide;
    r.top = (1 - y) * height - size / 2;
    r.bottom = r.top + size;
    return r;
}

static void
assert_nothing_overlaps(const char *script)
{
    static struct rectangle r[600];
    const char *line, *size = strstr(script, " size ");
    double width = 0, height = 0;
    size_t n = 0, i;

    assert_int_equal(sscanf(size, " size %lf,%lf", &width, &height), 2);
    for (line = strstr(script, "set label "); line;
         line = strstr(line + 1, "set label ")) {
        assert_true(n < 600);
        r[n] = place_of(line, width, height);
        assert_true(r[n].left >= 0 && r[n].right <= width);
        assert_true(r[n].top >= 0 && r[n].bottom <= height);
        for (i = 0; i < n; i++)
            if (r[i].left < r[n].right && r[n].left < r[i].right &&
                r[i].top < r[n].bottom && r[n].top < r[i].bottom)
                fail_msg("overlaps: %.80s", line);
        n++;
    }
    assert_true(n > 5);
}

static void
no_text_overlaps_another_or_leaves_the_page(void **state)
{
    static const char *const kinds[] = {"histogram", "box", "bars", "growth",
                                        "strip"};
    static const int groups[] = {1, 2, 5, 20, 30};
    static const long widths[] = {0, 1000, 500, 420, 0};
    static struct coh_span ids[30];
    static char id[30][4];
    size_t k, g, i;

    (void)state;
    for (i = 0; i < 30; i++) {
        snprintf(id[i], sizeof(id[i]), "%zu", i);
        ids[i] = coh_span_of(id[i]);
    }
    for (k = 0; k < 5; k++)
        for (g = 0; g < 5; g++) {
            struct coh_chart c = COH_CHART_INIT;
            struct coh_text t = COH_TEXT_INIT;

            c.options.width = widths[g];
            c.options.highlight = ids;
            c.options.highlights = (size_t)groups[g];
            c.options.cut = 70;
            c.options.goal = 72;
            c.options.has_cut = 1;
            c.options.has_goal = g == 1;
            c.options.title = "Section 5D looks lower but cannot be told from "
                              "the others with 27 students, so watch it";
            make_many(&c, kinds[k], groups[g]);
            assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
            assert_nothing_overlaps(t.bytes);
            coh_text_release(&t);
            coh_chart_release(&c);
        }
}

/* ---- text from outside ---- */

static const char *const hostile[] = {
    "'; system('touch injected'); '",
    "`touch injected`",
    "\"; !touch injected",
    "$points @kind {/Bold x}^2_3 %d %s \\",
    "EOD\nsystem 'touch injected'",
    "]]><script>&amp;</script>",
};

static void
cell_text_never_becomes_a_command(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT, svg = COH_TEXT_INIT;
    char line[120];
    size_t i;

    (void)state;
    c.options.by = "group";
    c.options.title = hostile[0];
    c.options.subtitle = hostile[1];
    c.options.width = 1600;
    assert_int_equal(start(&c, "bars", "group|score", NULL), 0);
    for (i = 0; i < sizeof(hostile) / sizeof(*hostile); i++) {
        snprintf(line, sizeof(line), "%s|%zu", hostile[i], i);
        assert_int_equal(row(&c, line, NULL, NULL), 0);
    }
    assert_int_equal(coh_chart_finish(&c, "a.csv", NULL, NULL), 0);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    assert_int_equal(coh_chart_draw(&c, &t, &svg, NULL), 0);
    assert_int_equal(access("injected", F_OK), -1);
    /* As it was typed, as XML, but for the apostrophes. */
    assert_non_null(strstr(svg.bytes, ">’; system(’touch injected’); ’<"));
    assert_non_null(strstr(svg.bytes, ">`touch injected`<"));
    assert_non_null(
        strstr(svg.bytes, ">$points @kind {/Bold x}^2_3 %d %s \\<"));
    assert_null(strstr(svg.bytes, "<script"));
    coh_text_release(&t);
    coh_text_release(&svg);
    coh_chart_release(&c);
}

static void
an_svg_says_what_it_shows_and_is_the_same_twice(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT, a = COH_TEXT_INIT, b = COH_TEXT_INIT;

    (void)state;
    c.options.id = "unit3";
    c.options.title = "A finding";
    make_many(&c, "bars", 3);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    assert_int_equal(coh_chart_draw(&c, &t, &a, NULL), 0);
    assert_int_equal(coh_chart_draw(&c, &t, &b, NULL), 0);
    assert_string_equal(a.bytes, b.bytes);
    assert_int_equal(strncmp(a.bytes, "<svg role=\"img\"", 15), 0);
    assert_non_null(
        strstr(a.bytes, "<title id=\"unit3-title\">A finding</title>"));
    assert_non_null(strstr(a.bytes, "<desc id=\"unit3-desc\">bars chart."));
    assert_non_null(strstr(a.bytes, "</desc>\n<metadata id=\"unit3-data\">"
                                    "group,n,mean,low,high\nSection 0,5,"));
    assert_null(strstr(a.bytes, "GNUPLOT"));
    assert_null(strstr(a.bytes, "id='gp"));
    assert_null(strstr(a.bytes, "'#gp"));
    assert_null(strstr(a.bytes, "gnuplot_"));
    coh_text_release(&t);
    coh_text_release(&a);
    coh_text_release(&b);
    coh_chart_release(&c);
}

static void
what_is_no_svg_is_refused(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    static const char *const raw[] = {"", "<svg", "<svg width='1'>",
                                      "<svg xmlns=''> <desc>"};
    struct coh_svg_about about = {.id = "x"};
    size_t i;

    (void)state;
    about.title = about.description = coh_span_of("t");
    for (i = 0; i < 4; i++) {
        assert_int_equal(coh_svg_finish(coh_span_of(raw[i]), &about, &t, &err),
                         -1);
        assert_int_equal(err.code, COH_SYSTEM);
    }
    coh_text_release(&t);
}

static void
a_script_that_fails_says_what_gnuplot_said(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT, picture = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_text_add_string(&t, "nonsense here\n", NULL), 0);
    assert_int_equal(coh_chart_draw(&c, &t, &picture, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_non_null(strstr(err.text, "invalid command"));
    coh_text_release(&t);
    coh_text_release(&picture);
}

static void
a_missing_gnuplot_is_named_with_what_to_install(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT, picture = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    char *path = strdup(getenv("PATH"));

    (void)state;
    assert_int_equal(coh_text_add_string(&t, "plot 1\n", NULL), 0);
    setenv("PATH", "/nowhere", 1);
    assert_int_equal(coh_chart_draw(&c, &t, &picture, &err), -1);
    setenv("PATH", path, 1);
    free(path);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_non_null(strstr(err.text, "gnuplot-nox"));
    coh_text_release(&t);
    coh_text_release(&picture);
}

/* ---- the look ---- */

/* Relative luminance of "#rrggbb" (WCAG 2). */
static double
luminance(const char *colour)
{
    static const double weight[3] = {0.2126, 0.7152, 0.0722};
    unsigned rgb[3];
    double sum = 0, part;
    int i;

    assert_int_equal(sscanf(colour, "#%2x%2x%2x", &rgb[0], &rgb[1], &rgb[2]),
                     3);
    for (i = 0; i < 3; i++) {
        part = rgb[i] / 255.0;
        sum += weight[i] * (part <= 0.04045 ? part / 12.92
                                            : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* Contrast of two colours (WCAG 2), from 1 to 21. */
static double
contrast(const char *one, const char *other)
{
    double a = luminance(one) + 0.05, b = luminance(other) + 0.05;

    return a > b ? a / b : b / a;
}

/* The panel that an SVG brings along, in the script. */
static void
panel_of(const char *script, char colour[8])
{
    const char *at = strstr(script, "background rgb '");

    assert_non_null(at);
    memcpy(colour, at + strlen("background rgb '"), 7);
    colour[7] = '\0';
}

static void
colours_can_be_told_from_the_panel_and_from_a_dark_page(void **state)
{
    static const char *const text[] = {COH_PAGE_INK, COH_PAGE_SOFT};
    static const char dark[] = "#17181a";
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    char panel[8];
    size_t i;

    (void)state;
    make_many(&c, "strip", 2);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    panel_of(t.bytes, panel);
    for (i = 0; i < COH_PAGE_COLOURS; i++) {
        assert_true(contrast(coh_page_colour(i), panel) >= 3);
        assert_true(contrast(coh_page_colour(i), dark) >= 3);
    }
    assert_true(contrast(COH_PAGE_CONTEXT, panel) >= 3);
    assert_true(contrast(COH_PAGE_CONTEXT, dark) >= 3);
    assert_true(contrast(COH_PAGE_SOFT, dark) >= 3);
    for (i = 0; i < 2; i++)
        assert_true(contrast(text[i], panel) >= 4.5);
    coh_text_release(&t);
    coh_chart_release(&c);
}

/* " pointtype 7 … dashtype solid": what a line has beside its colour. */
static void
look_of(const char *plot, char look[60])
{
    const char *dash = strstr(plot, "dashtype "),
               *mark = strstr(plot, "pointtype ");

    assert_true(dash && mark);
    snprintf(look, 60, "%.*s %d", (int)(strstr(dash, " pointtype") - dash),
             dash, (int)strtol(mark + strlen("pointtype "), NULL, 10));
}

static void
lines_differ_without_their_colour(void **state)
{
    static struct coh_span ids[16];
    static char id[16][4], look[16][60];
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text t = COH_TEXT_INIT;
    const char *at;
    size_t n = 0, i;

    (void)state;
    for (i = 0; i < 16; i++) {
        snprintf(id[i], sizeof(id[i]), "%zu", i);
        ids[i] = coh_span_of(id[i]);
    }
    c.options.highlight = ids;
    c.options.highlights = 16;
    make_many(&c, "growth", 16);
    assert_int_equal(coh_chart_script(&c, &t, NULL), 0);
    at = strstr(t.bytes, "with linespoints");
    for (; at; at = strstr(at + 1, "with linespoints")) {
        assert_true(n < 16);
        look_of(at, look[n]);
        for (i = 0; i < n; i++)
            assert_string_not_equal(look[i], look[n]);
        n++;
    }
    assert_int_equal(n, 16);
    coh_text_release(&t);
    coh_chart_release(&c);
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
        cmocka_unit_test(no_text_overlaps_another_or_leaves_the_page),
        cmocka_unit_test(cell_text_never_becomes_a_command),
        cmocka_unit_test(an_svg_says_what_it_shows_and_is_the_same_twice),
        cmocka_unit_test(what_is_no_svg_is_refused),
        cmocka_unit_test(a_script_that_fails_says_what_gnuplot_said),
        cmocka_unit_test(a_missing_gnuplot_is_named_with_what_to_install),
        cmocka_unit_test(
            colours_can_be_told_from_the_panel_and_from_a_dark_page),
        cmocka_unit_test(lines_differ_without_their_colour),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
