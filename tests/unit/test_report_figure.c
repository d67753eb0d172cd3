/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "report/figure.h"
#include "report/svg.h"

#define SVG(more)                                                \
    "<svg role=\"img\">\n<title id=\"c-title\">T</title>\n" more \
    "<g/>\n</svg>\n"

static const char whole[] =
    SVG("<desc id=\"c-desc\">5A: 3 &lt; 4 &amp; more</desc>\n"
        "<metadata id=\"c-data\">section,mean\n\"5A, &lt;old&gt;\",1.5\n"
        "5B,hidden\n</metadata>\n");

static void
the_data_leave_the_picture_and_become_a_table(void **state)
{
    struct coh_figure f = COH_FIGURE_INIT;

    (void)state;
    assert_int_equal(coh_figure_read(&f, coh_span_of(whole), NULL), 0);
    assert_string_equal(coh_text_get(&f.alt), "5A: 3 < 4 & more");
    assert_null(strstr(coh_text_get(&f.svg), "metadata"));
    assert_non_null(strstr(coh_text_get(&f.svg), "</desc>\n\n<g/>\n</svg>"));
    assert_int_equal(f.data.rows, 2);
    assert_true(coh_span_is(f.data.header.name[1], "mean"));
    assert_true(coh_span_is(coh_table_cell(&f.data, 0, 0), "5A, <old>"));
    assert_true(coh_figure_hides(&f));
    coh_figure_release(&f);
}

static void
a_picture_without_data_stays_as_it_is(void **state)
{
    static const char *const old[] = {
        SVG(""),
        SVG("<desc id=\"c-desc\">D</desc>\n"),
        SVG("<metadata><rdf/></metadata>\n"),
        SVG("<metadata id=\"c-data\">a,b\n"), /* has no end */
        SVG("<metadatas id=\"c-data\">a,b\n</metadatas>\n"),
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(old) / sizeof(*old); i++) {
        struct coh_figure f = COH_FIGURE_INIT;

        assert_int_equal(coh_figure_read(&f, coh_span_of(old[i]), NULL), 0);
        assert_string_equal(coh_text_get(&f.svg), old[i]);
        assert_string_equal(coh_text_get(&f.alt), i == 1 ? "D" : "");
        assert_int_equal(f.data.rows, 0);
        assert_false(coh_figure_hides(&f));
        coh_figure_release(&f);
    }
}

static void
data_that_are_no_table_are_refused(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_figure f = COH_FIGURE_INIT;
    static const char bad[] =
        SVG("<metadata id=\"c-data\">a,b\n1,2,3,4\n</metadata>\n");

    (void)state;
    assert_int_equal(coh_figure_read(&f, coh_span_of(bad), &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_int_equal(strncmp(err.text, "the data of the picture: ", 25), 0);
    coh_figure_release(&f);
}

static void
no_blank_stands_around_an_equals_sign_of_a_tag(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    static const char svg[] =
        "<svg><g fill = 'a = b' x =\"1\"  y= \"2\"/><text>a = b</text></svg>";

    (void)state;
    assert_int_equal(coh_svg_inline(&t, coh_span_of(svg), NULL, NULL), 0);
    assert_string_equal(
        coh_text_get(&t),
        "<svg><g fill='a = b' x=\"1\"  y=\"2\"/><text>a = b</text></svg>");
    coh_text_release(&t);
}

static void
every_failing_allocation_is_reported(void **state)
{
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 500; n++) {
        struct coh_figure f = COH_FIGURE_INIT;
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 1);
        rc = coh_figure_read(&f, coh_span_of(whole), &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_figure_release(&f);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_data_leave_the_picture_and_become_a_table),
        cmocka_unit_test(a_picture_without_data_stays_as_it_is),
        cmocka_unit_test(data_that_are_no_table_are_refused),
        cmocka_unit_test(no_blank_stands_around_an_equals_sign_of_a_tag),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
