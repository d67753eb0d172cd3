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

#include "chart/kind.h"
#include "chart/label.h"
#include "chart/svg.h"
#include "near.h"

enum { CELLS = 12 };

/* Cells between bars. */
static size_t
split(const char *line, struct coh_span cell[CELLS])
{
    size_t n = 0, k;

    for (;;) {
        k = strcspn(line, "|");
        cell[n++] = (struct coh_span){line, k};
        if (!line[k])
            return n;
        line += k + 1;
    }
}

static int
start(struct coh_chart *c, const char *kind, const char *header,
      struct coh_error *err)
{
    struct coh_header h = COH_HEADER_INIT;
    struct coh_span cell[CELLS];
    size_t n = split(header, cell);
    int rc = -1;

    if (!coh_chart_kind_find(kind, &c->options.kind, err) &&
        !coh_header_copy(&h, cell, n, err))
        rc = coh_chart_columns(c, &h, err);
    coh_header_release(&h);
    return rc;
}

static int
row(struct coh_chart *c, const char *line, struct coh_notes *notes,
    struct coh_error *err)
{
    struct coh_span cell[CELLS];
    struct coh_record rec = {.line = c->rows + c->missing + 2, .cell = cell};

    rec.n = split(line, cell);
    return coh_chart_add(c, "a.csv", &rec, notes, err);
}

/* Read `rows` (the last is NULL) and end. */
static void
fill(struct coh_chart *c, const char *kind, const char *header,
     const char *const *rows, struct coh_notes *notes)
{
    assert_int_equal(start(c, kind, header, NULL), 0);
    for (; *rows; rows++)
        assert_int_equal(row(c, *rows, notes, NULL), 0);
    assert_int_equal(coh_chart_finish(c, "a.csv", notes, NULL), 0);
}

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

/* `groups` groups; every fourth has 5 scores, the others 25; one name has
 * 40 letters and more. Growth: a student a group. */
static void
make_many(struct coh_chart *c, const char *kind, int groups)
{
    char line[240], name[80];
    int g, i, n;

    c->options.student = "student_id";
    c->options.by = strcmp(kind, "growth") ? "group" : NULL;
    assert_int_equal(start(c, kind, "student_id|group|name|date|score", NULL),
                     0);
    for (g = 0; g < groups; g++) {
        snprintf(name, sizeof(name),
                 g == 3 ? "%d Maximiliana Anneliese "
                          "Wolfeschlegelsteinhausen-Berg"
                        : "Section %d",
                 g);
        n = g % 4 ? 25 : 5;
        for (i = 0; i < n; i++) {
            snprintf(line, sizeof(line), "%d|%s|%s|2026-01-%02d|%d",
                     c->options.by ? g * 100 + i : g, name, name, i + 1,
                     40 + g + (i * 37) % 50);
            assert_int_equal(row(c, line, NULL, NULL), 0);
        }
    }
    assert_int_equal(coh_chart_finish(c, "a.csv", NULL, NULL), 0);
}

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
    static const char *const kinds[] = {"histogram", "box", "bars", "growth"};
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
    for (k = 0; k < 4; k++)
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
    size_t i;

    (void)state;
    for (i = 0; i < 4; i++) {
        assert_int_equal(coh_svg_finish(coh_span_of(raw[i]), "x",
                                        coh_span_of("t"), coh_span_of("d"), &t,
                                        &err),
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

static void
colours_can_be_told_from_the_white_panel(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COH_PAGE_COLOURS; i++)
        assert_true(1.05 / (luminance(coh_page_colour(i)) + 0.05) >= 3);
    assert_true(1.05 / (luminance(COH_PAGE_CONTEXT) + 0.05) >= 3);
    /* Text: 4.5. */
    assert_true(1.05 / (luminance(COH_PAGE_INK) + 0.05) >= 4.5);
    assert_true(1.05 / (luminance(COH_PAGE_SOFT) + 0.05) >= 4.5);
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
        coh_chart_script(&c, &t, err) || coh_chart_describe(&c, &t, err))
        goto out;
    rc = coh_svg_finish(coh_span_of(raw), "x", coh_text_span(&t),
                        coh_span_of("d"), &svg, err);
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
    static const char *const kinds[] = {"histogram", "box", "bars", "growth"};
    size_t k, n;

    (void)state;
    for (k = 0; k < 4; k++) {
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
        cmocka_unit_test(no_text_overlaps_another_or_leaves_the_page),
        cmocka_unit_test(a_group_of_fewer_than_ten_has_no_box),
        cmocka_unit_test(of_many_scores_only_the_far_ones_are_dots),
        cmocka_unit_test(quartiles_are_of_type_7),
        cmocka_unit_test(each_score_stands_in_one_bin),
        cmocka_unit_test(a_trend_is_the_least_squares_line),
        cmocka_unit_test(cell_text_never_becomes_a_command),
        cmocka_unit_test(an_svg_says_what_it_shows_and_is_the_same_twice),
        cmocka_unit_test(what_is_no_svg_is_refused),
        cmocka_unit_test(a_script_that_fails_says_what_gnuplot_said),
        cmocka_unit_test(a_missing_gnuplot_is_named_with_what_to_install),
        cmocka_unit_test(colours_can_be_told_from_the_white_panel),
        cmocka_unit_test(options_out_of_range_are_refused),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
