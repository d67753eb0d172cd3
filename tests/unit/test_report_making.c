/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "report/making.h"

#define TOP "<section class=\"trail\" id=\"evidence\""

static int
read_page(struct coh_making *m, const char *page, struct coh_error *err)
{
    return coh_making_read(m, coh_span_of(page), err);
}

static void
what_stands_in_a_page_is_read_with_its_marks(void **state)
{
    struct coh_making m = COH_MAKING_INIT;
    const struct coh_making_block *b;

    (void)state;
    assert_int_equal(
        read_page(&m,
                  TOP " data-version=\"0.1.0\" data-day=\"2026-03-06\" "
                      "data-source=\"a &amp; b.md\" data-source-sha256=\"ab\">"
                      "<dd data-parameter=\"test\">Unit &lt;3&gt;</dd>"
                      "<dl id=\"evidence-x\" data-rows=\"12\" "
                      "data-sha256=\"cd\" data-command=\"cohort table --where "
                      "&#39;a&gt;1&#39;\" data-newest-load=\"7\" "
                      "data-loads=\"a: 1\nb: 7\">",
                  NULL),
        0);
    assert_string_equal(m.source, "a & b.md");
    assert_string_equal(m.day, "2026-03-06");
    assert_string_equal(m.team, "");
    assert_int_equal(m.parameters, 1);
    assert_string_equal(m.parameter[0].name, "test");
    assert_string_equal(m.parameter[0].value, "Unit <3>");
    b = coh_making_find(&m, "x");
    assert_non_null(b);
    assert_int_equal(b->rows, 12);
    assert_int_equal(b->newest_load, 7);
    assert_string_equal(b->command, "cohort table --where 'a>1'");
    assert_string_equal(b->loads, "a: 1\nb: 7");
    assert_string_equal(b->files, "");
    assert_null(coh_making_find(&m, "y"));
    coh_making_release(&m);
}

/* Text of a cell is escaped, so that it cannot pass for evidence. */
static void
text_that_looks_like_evidence_is_none(void **state)
{
    struct coh_making m = COH_MAKING_INIT;

    (void)state;
    assert_int_equal(
        read_page(&m,
                  TOP " data-source=\"a.md\" data-source-sha256=\"ab\"><dd>"
                      "&lt;dl id=&quot;evidence-x&quot;&gt;</dd>",
                  NULL),
        0);
    assert_int_equal(m.n, 0);
    coh_making_release(&m);
}

static void
no_page_a_shared_page_and_a_cut_page_are_refused_or_harmless(void **state)
{
    static const char *const bad[] = {"",
                                      "<html>",
                                      TOP,
                                      TOP ">",
                                      TOP " data-shared=\"yes\">",
                                      TOP " data-source=\"a.md\">"};
    static const char whole[] =
        TOP " data-source=\"a.md\" data-source-sha256=\"ab\">"
            "<dd data-parameter=\"t\">x</dd><dl id=\"evidence-x\" "
            "data-rows=\"1\" data-files=\"ab c\">";
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct coh_making m = COH_MAKING_INIT;
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(read_page(&m, bad[i], &err), -1);
        assert_int_equal(err.code, COH_INPUT);
        coh_making_release(&m);
    }
    for (i = 0; i < sizeof(whole); i++) {
        struct coh_making m = COH_MAKING_INIT;
        struct coh_error err = COH_ERROR_INIT;

        if (coh_making_read(&m, (struct coh_span){whole, i}, &err))
            assert_int_equal(err.code, COH_INPUT);
        coh_making_release(&m);
    }
}

static void
a_failed_allocation_is_a_system_error(void **state)
{
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc && n < 100; n++) {
        struct coh_making m = COH_MAKING_INIT;
        struct coh_error err = COH_ERROR_INIT;

        coh_memory_fail_at(n, 0);
        rc = read_page(&m,
                       TOP " data-source=\"a.md\" data-source-sha256=\"ab\">"
                           "<dd data-parameter=\"t\">x</dd>"
                           "<dl id=\"evidence-x\" data-rows=\"1\">",
                       &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
        coh_making_release(&m);
    }
    assert_int_equal(rc, 0);
    assert_true(n > 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_in_a_page_is_read_with_its_marks),
        cmocka_unit_test(text_that_looks_like_evidence_is_none),
        cmocka_unit_test(
            no_page_a_shared_page_and_a_cut_page_are_refused_or_harmless),
        cmocka_unit_test(a_failed_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
