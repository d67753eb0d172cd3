/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "chart/label.h"

static void
assert_cut(const char *text, double width, const char *expected)
{
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(coh_label_cut(coh_span_of(text), width, 0, &t, NULL), 0);
    assert_string_equal(coh_text_get(&t), expected);
    coh_text_release(&t);
}

static void
a_label_that_fits_stays_as_it_is(void **state)
{
    (void)state;
    assert_cut("Inés", 4, "Inés");
    assert_cut("", 4, "");
}

static void
a_long_label_is_cut_in_the_middle(void **state)
{
    (void)state;
    /* 10 columns: one for the ellipsis, 0.6 × 9 in front, 0.4 × 9 behind. */
    assert_cut("Wolfeschlegelsteinhausen", 10, "Wolfe…sen");
    assert_cut("ÄÖÜäöüßÄÖÜäöüß", 7, "ÄÖÜ…üß");
}

static void
a_label_is_one_line_of_utf_8(void **state)
{
    (void)state;
    assert_cut("a\nb\tc\x7F"
               "d",
               20, "a b c d");
    assert_cut("x\xFFy\xC3", 20, "x?y?");
    assert_cut("a\xC2\x85z", 20, "a z");
    /* U+202E turns the text behind it; no XML holds U+FFFE (1.0, 2.2). */
    assert_cut("a\u202Ez\xEF\xBF\xBE!", 20, "a z !");
}

static void
no_cut_label_is_wider_than_its_room(void **state)
{
    static const char *const texts[] = {
        "Maximiliana Wolfeschlegelsteinhausen-Berg",
        "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
    };
    size_t i, width, size;

    (void)state;
    for (i = 0; i < 4; i++)
        for (width = 20; width < 300; width += 7)
            for (size = 0; size < 20; size += 14) {
                struct coh_text t = COH_TEXT_INIT;

                assert_int_equal(coh_label_cut(coh_span_of(texts[i]),
                                               (double)width, (double)size, &t,
                                               NULL),
                                 0);
                assert_true(coh_label_width(coh_text_span(&t), (double)size) <=
                            (double)width);
                assert_int_equal(coh_utf8_valid(t.bytes, t.length), t.length);
                coh_text_release(&t);
            }
}

static void
lines_break_at_blanks_and_lose_nothing(void **state)
{
    struct coh_span rest = coh_span_of("three students fell in fluency"), line;
    struct coh_text all = COH_TEXT_INIT;

    (void)state;
    while (rest.length) {
        line = coh_label_line(rest, 14, 0, &rest);
        assert_true(line.length > 0 && line.length <= 14);
        assert_int_equal(
            coh_text_format(&all, NULL, "%.*s|", (int)line.length, line.bytes),
            0);
    }
    assert_string_equal(all.bytes, "three students|fell in|fluency|");
    coh_text_release(&all);
    line =
        coh_label_line(coh_span_of("Wolfeschlegelsteinhausen x"), 5, 0, &rest);
    assert_int_equal(line.length, 24);
    assert_true(coh_span_is(rest, "x"));
}

static void
every_failing_allocation_is_reported(void **state)
{
    size_t n;

    (void)state;
    for (n = 1; n < 40; n++) {
        struct coh_text t = COH_TEXT_INIT;
        struct coh_error err = COH_ERROR_INIT;
        int rc;

        coh_memory_fail_at(n, 0);
        rc = coh_label_cut(coh_span_of("Wolfeschlegelsteinhausen"), 9, 0, &t,
                           &err);
        coh_memory_fail_at(0, 0);
        coh_text_release(&t);
        if (!rc)
            break;
        assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_in_range(n, 2, 39);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_that_fits_stays_as_it_is),
        cmocka_unit_test(a_long_label_is_cut_in_the_middle),
        cmocka_unit_test(a_label_is_one_line_of_utf_8),
        cmocka_unit_test(no_cut_label_is_wider_than_its_room),
        cmocka_unit_test(lines_break_at_blanks_and_lose_nothing),
        cmocka_unit_test(every_failing_allocation_is_reported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
