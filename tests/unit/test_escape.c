/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/escape.h"

#define R "\xEF\xBF\xBD"

static struct coh_span
span(const char *bytes, size_t length)
{
    return (struct coh_span){bytes, length};
}

/* HTML: the five characters of the HTML standard, 13.1.2.3 and 13.1.4. */
static void
html_stays_text(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(
        coh_escape_html(&t, coh_span_of("<b a='1' c=\"2\">&amp;"), &err), 0);
    assert_string_equal(t.bytes,
                        "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;");
    coh_text_release(&t);
}

/* An override of the writing direction would show another id than is there;
 * U+FFFE is a character of no XML file (XML 1.0, 2.2). */
static void
what_no_page_may_hold_becomes_the_replacement_character(void **state)
{
    static const char text[] = "a\0\x1B[2J\x7F|\xC2\x9B|\u202Eb\u2066|"
                               "\xEF\xBF\xBE\xEF\xBF\xBF|\u200Fc\tz";
    struct coh_text t = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_escape_html(&t, span(text, sizeof(text) - 1), &err),
                     0);
    assert_string_equal(t.bytes, "a" R R "[2J" R "|" R "|" R "b" R "|" R R
                                 "|\u200Fc\tz");
    coh_text_clear(&t);
    assert_int_equal(
        coh_escape_markdown(&t, span(text, sizeof(text) - 1), &err), 0);
    assert_string_equal(t.bytes, "a" R R "\\[2J" R "\\|" R "\\|" R "b" R
                                 "\\|" R R "\\|\u200Fc z");
    coh_text_release(&t);
}

/* CommonMark 0.29, 2.4; and 4.2, 5.2: what opens a block does so only at the
 * start of a line. */
static void
markdown_stays_text(void **state)
{
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"[x](y) `a` *b* _c_ <d> #e ~f~ | \\",
         "\\[x\\](y) \\`a\\` \\*b\\* \\_c\\_ \\<d\\> \\#e \\~f\\~ \\| \\\\"},
        {"- a - b", "\\- a - b"},
        {"12. a", "12\\. a"},
        {"a\n# b\r\nc", "a \\# b  c"},
    };
    struct coh_error err = COH_ERROR_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct coh_text t = COH_TEXT_INIT;

        assert_int_equal(
            coh_escape_markdown(&t, coh_span_of(cases[i].from), &err), 0);
        assert_string_equal(t.bytes, cases[i].to);
        coh_text_release(&t);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_stays_text),
        cmocka_unit_test(
            what_no_page_may_hold_becomes_the_replacement_character),
        cmocka_unit_test(markdown_stays_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
