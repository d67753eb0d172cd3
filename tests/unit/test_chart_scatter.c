/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>

#include "chart-rows.h"
#include "chart/label.h"
#include "chart/scatter.h"

static const char header[] = "student_id|section|x|y";

/* Anscombe (The American Statistician 27, 1973), the first of four sets. */
static const char *const anscombe[] = {
    "1|A|10|8.04", "2|A|8|6.95", "3|A|13|7.58", "4|A|9|8.81",   "5|B|11|8.33",
    "6|B|14|9.96", "7|B|6|7.24", "8|B|4|4.26",  "9|B|12|10.84", "10|B|7|4.82",
    "11|B|5|5.68", "12|B|5|",    "13|B||3",     "14|A|NA|",     NULL};

static void
open_chart(struct coh_chart *c, const char *const *rows)
{
    c->options.student = "student_id";
    c->options.value = "x,y";
    fill(c, "scatter", header, rows, NULL);
}

static void
assert_near(double x, double expected, double within)
{
    if (!(fabs(x - expected) <= within))
        fail_msg("%.17g is not %.17g", x, expected);
}

static void
r_and_its_interval_are_those_of_r(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    const struct coh_scatter *s;

    (void)state;
    open_chart(&c, anscombe);
    s = c.own;
    assert_int_equal(s->n, 11);
    /* R 4.2.2: with(anscombe, cor.test(x1, y1)) */
    assert_near(s->all.r.r, 0.816420516344836, 1e-12);
    assert_near(s->all.r.ci.low, 0.4243912, 1e-7);
    assert_near(s->all.r.ci.high, 0.9506933, 1e-7);
    coh_chart_release(&c);
}

static void
who_has_one_measure_is_counted(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    const struct coh_scatter *s;

    (void)state;
    open_chart(&c, anscombe);
    s = c.own;
    assert_int_equal(s->only[0], 1);
    assert_int_equal(s->only[1], 1);
    assert_int_equal(s->neither, 1);
    assert_int_equal(s->n + s->only[0] + s->only[1] + s->neither, s->rows);
    coh_chart_release(&c);
}

static void
quarters_hold_everybody_and_a_cut_belongs_above(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    const struct coh_scatter *s;

    (void)state;
    c.options.has_cut = c.options.has_cut_y = 1;
    c.options.cut = 9;
    c.options.cut_y = 8.04;
    open_chart(&c, anscombe);
    s = c.own;
    /* By hand: x >= 9 are 10, 13, 9, 11, 14, 12, of which 7.58 is low. */
    assert_int_equal(s->quarter[3], 5);
    assert_int_equal(s->quarter[1], 1);
    assert_int_equal(s->quarter[2], 0);
    assert_int_equal(s->quarter[0], 5);
    coh_chart_release(&c);
}

/* Shifting and stretching the measures changes no correlation. */
static void
r_stays_when_the_measures_are_shifted_and_scaled(void **state)
{
    static const char *const base[] = {"1|A|1|2", "2|A|2|1", "3|A|3|4",
                                       "4|A|4|3", "5|A|5|7", NULL};
    static const char *const moved[] = {
        "1|A|1000000010|-2", "2|A|1000000020|-1", "3|A|1000000030|-4",
        "4|A|1000000040|-3", "5|A|1000000050|-7", NULL};
    struct coh_chart a = COH_CHART_INIT, b = COH_CHART_INIT;
    const struct coh_scatter *s, *t;

    (void)state;
    open_chart(&a, base);
    open_chart(&b, moved);
    s = a.own;
    t = b.own;
    /* R 4.2.2: cor(1:5, c(2,1,4,3,7)) */
    assert_near(s->all.r.r, 0.8241633836921342, 1e-12);
    assert_near(t->all.r.r, -s->all.r.r, 1e-12);
    coh_chart_release(&a);
    coh_chart_release(&b);
}

static void
a_student_of_two_rows_leaves_no_interval(void **state)
{
    static const char *const rows[] = {"1|A|1|2", "2|A|2|1", "2|A|3|4",
                                       "4|A|4|3", "5|A|5|7", NULL};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    const struct coh_scatter *s;

    (void)state;
    c.options.student = "student_id";
    c.options.value = "x,y";
    fill(&c, "scatter", header, rows, &notes);
    s = c.own;
    assert_false(s->students);
    assert_true(isfinite(s->all.r.r));
    assert_true(isnan(s->all.r.ci.low));
    coh_notes_release(&notes);
    coh_chart_release(&c);
}

/* Places count every point once, exact or in squares. */
static void
places_count_every_student_once(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_scatter_place *p = NULL;
    const double low[] = {0, 0}, high[] = {10, 10};
    const double none[] = {0, 0}, step[] = {3, 2.5};
    char line[80];
    size_t n, i, total = 0;
    int k;

    (void)state;
    c.options.student = "student_id";
    c.options.value = "x,y";
    c.options.by = "section";
    assert_int_equal(start(&c, "scatter", header, NULL), 0);
    for (k = 0; k < 726; k++) {
        snprintf(line, sizeof(line), "%d|%c|%d|%d", k, 'A' + k % 2, k % 11,
                 k / 11 % 11);
        assert_int_equal(row(&c, line, NULL, NULL), 0);
    }
    assert_int_equal(coh_chart_finish(&c, "a.csv", NULL, NULL), 0);
    assert_int_equal(coh_scatter_places(c.own, low, high, none, &p, &n, NULL),
                     0);
    /* 11 × 11 pairs, each of both sections: 726 is 6 times 121. */
    assert_int_equal(n, 242);
    for (i = 0; i < n; i++)
        assert_int_equal(p[i].n, 3);
    coh_free(p);
    assert_int_equal(coh_scatter_places(c.own, low, high, step, &p, &n, NULL),
                     0);
    /* Squares from 0 to 3, 6 and 10; and four of 2.5. */
    assert_int_equal(n, 24);
    for (i = 0; i < n; i++) {
        total += p[i].n;
        assert_true(p[i].at[0] > 0 && p[i].at[0] < 10);
        assert_true(p[i].at[1] > 0 && p[i].at[1] < 10);
    }
    assert_int_equal(total, 726);
    coh_free(p);
    coh_chart_release(&c);
}

/* ---- names ---- */

struct label {
    double left, right, y;
};

/* Names in the script ("Name 7 …"), in pixels of a page of 720. */
static size_t
read_names(const char *script, double height, struct label *label, size_t most)
{
    const char *at = script;
    size_t n = 0;

    while (n < most && (at = strstr(at, "'Name ")) != NULL) {
        const char *end = strchr(at + 1, '\'');
        const char *x = strstr(end, "screen "), *y = strstr(x + 7, "screen ");
        struct coh_span text = {at + 1, (size_t)(end - at - 1)};

        label[n].left = strtod(x + 7, NULL) * 720;
        label[n].right = label[n].left + coh_label_width(text, 14);
        label[n++].y = (1 - strtod(y + 7, NULL)) * height;
        at = end;
    }
    return n;
}

/* Forty names of students who all but stand on each other. */
static void
no_name_stands_over_another(void **state)
{
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text script = COH_TEXT_INIT;
    struct label label[60];
    struct coh_span id[40];
    char ids[40][8], line[120];
    const char *size;
    size_t n, i, k;

    (void)state;
    for (i = 0; i < 40; i++) {
        snprintf(ids[i], sizeof(ids[i]), "%zu", i);
        id[i] = coh_span_of(ids[i]);
    }
    c.options.student = "student_id";
    c.options.value = "x,y";
    c.options.highlight = id;
    c.options.highlights = 40;
    assert_int_equal(start(&c, "scatter", "student_id|name|x|y", NULL), 0);
    for (i = 0; i < 400; i++) {
        snprintf(line, sizeof(line),
                 "%zu|Name %zu of a rather long kind|%zu|%zu", i, i, 50 + i % 5,
                 50 + i % 7);
        assert_int_equal(row(&c, line, NULL, NULL), 0);
    }
    assert_int_equal(coh_chart_finish(&c, "a.csv", NULL, NULL), 0);
    assert_int_equal(coh_chart_script(&c, &script, NULL), 0);
    size = strstr(script.bytes, "size 720,");
    assert_non_null(size);
    n = read_names(script.bytes, strtod(size + 9, NULL), label, 60);
    assert_in_range(n, 30, 40);
    /* Who found no room is counted. */
    if (n < 40)
        assert_non_null(strstr(script.bytes, "found no room"));
    for (i = 0; i < n; i++) {
        assert_true(label[i].left >= 0 && label[i].right <= 720);
        for (k = 0; k < i; k++)
            if (fabs(label[i].y - label[k].y) < 14)
                assert_true(label[i].left >= label[k].right - 3 ||
                            label[k].left >= label[i].right - 3);
    }
    coh_text_release(&script);
    coh_chart_release(&c);
}

/* ---- memory ---- */

static int
whole_flow(enum coh_chart_format format, struct coh_error *err)
{
    static const struct coh_span id[] = {{"2", 1}, {"12", 2}};
    struct coh_chart c = COH_CHART_INIT;
    struct coh_text script = COH_TEXT_INIT, words = COH_TEXT_INIT;
    struct coh_notes notes = COH_NOTES_INIT;
    const char *const *line;
    int rc = -1;

    c.options.student = "student_id";
    c.options.value = "x,y";
    c.options.by = "section";
    c.options.highlight = id;
    c.options.highlights = 2;
    c.options.format = format;
    c.options.has_cut = c.options.has_cut_y = 1;
    c.options.cut = c.options.cut_y = 8;
    if (start(&c, "scatter", header, err))
        goto out;
    for (line = anscombe; *line; line++)
        if (row(&c, *line, &notes, err))
            goto out;
    if (coh_chart_finish(&c, "a.csv", &notes, err) ||
        coh_chart_script(&c, &script, err) ||
        coh_chart_describe(&c, &words, err) || coh_chart_data(&c, &words, err))
        goto out;
    rc = 0;
out:
    coh_text_release(&script);
    coh_text_release(&words);
    coh_notes_release(&notes);
    coh_chart_release(&c);
    return rc;
}

static void
every_failing_allocation_is_reported(void **state)
{
    static const enum coh_chart_format formats[] = {COH_CHART_SVG,
                                                    COH_CHART_DUMB};
    size_t k, n;

    (void)state;
    for (k = 0; k < 2; k++) {
        for (n = 1; n < 5000; n++) {
            struct coh_error err = COH_ERROR_INIT;
            int rc;

            coh_memory_fail_at(n, 0);
            rc = whole_flow(formats[k], &err);
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
        cmocka_unit_test(r_and_its_interval_are_those_of_r),
        cmocka_unit_test(who_has_one_measure_is_counted),
        cmocka_unit_test(quarters_hold_everybody_and_a_cut_belongs_above),
        cmocka_unit_test(r_stays_when_the_measures_are_shifted_and_scaled),
        cmocka_unit_test(a_student_of_two_rows_leaves_no_interval),
        cmocka_unit_test(places_count_every_student_once),
        cmocka_unit_test(no_name_stands_over_another),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
