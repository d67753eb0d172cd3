/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "report/why.h"

/* "block/finding/move/although", or what the error says. */
static const char *
read_note(const char *text)
{
    static char out[512];
    struct coh_error err = COH_ERROR_INIT;
    struct coh_why why;
    size_t taken;

    assert_true(coh_why_starts(coh_span_of(text)));
    if (coh_why_read(coh_span_of(text), &why, &taken, &err)) {
        assert_int_equal(err.code, COH_INPUT);
        return memcpy(out, err.text, sizeof(err.text));
    }
    snprintf(out, sizeof(out), "%.*s/%.*s/%.*s/%.*s%s", (int)why.block.length,
             why.block.bytes, (int)why.finding.length, why.finding.bytes,
             (int)why.move.length, why.move.bytes, (int)why.although.length,
             why.although.bytes ? why.although.bytes : "", text + taken);
    return out;
}

static void
a_note_has_three_parts_and_may_have_a_fourth(void **state)
{
    (void)state;
    assert_string_equal(read_note("{{why a | b c | d}} rest"), "a/b c/d/ rest");
    assert_string_equal(read_note("{{why a|b|d| although: e f}}"), "a/b/d/e f");
    assert_string_equal(read_note("{{why a |\n b\n  c\n| d }}\n"),
                        "a/b\n  c/d/\n");
}

static void
values_and_bars_may_stand_in_a_part(void **state)
{
    (void)state;
    assert_string_equal(read_note("{{why a | {{a:n@x=1}} of {{b:n}} | d}}"),
                        "a/{{a:n@x=1}} of {{b:n}}/d/");
    assert_string_equal(read_note("{{why a | b\\|c | d\\}} }}"),
                        "a/b\\|c/d\\}}/");
    assert_string_equal(read_note("{{why a | b \\{{ c | d}}"), "a/b \\{{ c/d/");
}

static void
a_parameter_of_that_name_is_no_note(void **state)
{
    (void)state;
    assert_false(coh_why_starts(coh_span_of("{{why}}")));
    assert_false(coh_why_starts(coh_span_of("{{whyever a | b | c}}")));
    assert_false(coh_why_starts(coh_span_of("{{why")));
    assert_true(coh_why_starts(coh_span_of("{{why\n")));
}

static void
what_is_missing_is_said(void **state)
{
    (void)state;
    assert_non_null(strstr(read_note("{{why | b | c}}"), "names the block"));
    assert_non_null(strstr(read_note("{{why a}}"), "what was found"));
    assert_non_null(strstr(read_note("{{why a | | c}}"), "what was found"));
    assert_non_null(strstr(read_note("{{why a | b}}"), "because of it"));
    assert_non_null(strstr(read_note("{{why a | b | \n }}"), "because of it"));
    assert_non_null(strstr(read_note("{{why a | b | c | d}}"), "'although:'"));
    assert_non_null(
        strstr(read_note("{{why a | b | c | although: }}"), "no reason"));
    assert_non_null(strstr(read_note("{{why a | b | c | although: d | e}}"),
                           "three parts"));
}

static void
a_note_ends_before_a_blank_line(void **state)
{
    (void)state;
    assert_non_null(strstr(read_note("{{why a | b | c\n\n}}"), "no }}"));
    assert_non_null(strstr(read_note("{{why a | b | c\n \t\n}}"), "no }}"));
    assert_non_null(strstr(read_note("{{why a | {{b | c}}"), "no }}"));
    assert_non_null(strstr(read_note("{{why a | b\\"), "no }}"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_has_three_parts_and_may_have_a_fourth),
        cmocka_unit_test(values_and_bars_may_stand_in_a_part),
        cmocka_unit_test(a_parameter_of_that_name_is_no_note),
        cmocka_unit_test(what_is_missing_is_said),
        cmocka_unit_test(a_note_ends_before_a_blank_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
