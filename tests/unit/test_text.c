/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

static struct coh_span
span(const char *bytes, size_t length)
{
    struct coh_span s = {bytes, length};

    return s;
}

static void
a_span_of_nothing_is_empty(void **state)
{
    (void)state;
    assert_int_equal(coh_span_of(NULL).length, 0);
    assert_true(coh_span_equal(coh_span_of(NULL), coh_span_of("")));
    assert_true(coh_span_is(coh_span_of(NULL), ""));
}

static void
trimming_takes_blanks_tabs_and_line_ends_at_both_ends(void **state)
{
    (void)state;
    assert_true(coh_span_is(coh_span_trim(coh_span_of(" \t a b\r\n ")), "a b"));
    assert_int_equal(coh_span_trim(coh_span_of(" \t\r\n")).length, 0);
    assert_int_equal(coh_span_trim(span("\0 ", 2)).length, 1);
}

static void
spans_compare_by_bytes_and_a_prefix_comes_first(void **state)
{
    (void)state;
    assert_true(coh_span_compare(coh_span_of("a"), coh_span_of("ab")) < 0);
    assert_true(coh_span_compare(coh_span_of("ab"), coh_span_of("a")) > 0);
    assert_true(coh_span_compare(coh_span_of("Z"), coh_span_of("a")) < 0);
    assert_true(coh_span_compare(coh_span_of("z"), coh_span_of("é")) < 0);
    assert_int_equal(coh_span_compare(coh_span_of(""), coh_span_of("")), 0);
    assert_true(coh_span_equal(span("a\0b", 3), span("a\0b", 3)));
    assert_false(coh_span_equal(span("a\0b", 3), span("a\0c", 3)));
    assert_false(coh_span_is(span("a\0b", 3), "a"));
}

static void
only_ascii_letters_lose_their_case(void **state)
{
    (void)state;
    assert_true(coh_span_is_caseless(coh_span_of("Student_ID"), "student_id"));
    assert_false(coh_span_is_caseless(coh_span_of("É"), "é"));
    assert_false(coh_span_is_caseless(coh_span_of("ab"), "abc"));
    assert_true(coh_span_is_caseless(coh_span_of(""), ""));
}

static void
text_grows_and_ends_with_nul(void **state)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;

    (void)state;
    assert_string_equal(coh_text_get(&t), "");
    assert_int_equal(coh_text_add(&t, "a\0b", 3, NULL), 0);
    assert_int_equal(t.length, 3);
    for (i = 0; i < 1000; i++)
        assert_int_equal(coh_text_format(&t, NULL, "%03zu", i), 0);
    assert_int_equal(t.length, 3003);
    assert_int_equal(strlen(t.bytes + 3), 3000);
    assert_memory_equal(t.bytes + 3000, "999", 4);
    coh_text_clear(&t);
    assert_string_equal(coh_text_get(&t), "");
    assert_int_equal(coh_text_add_string(&t, "new", NULL), 0);
    assert_true(coh_span_is(coh_text_span(&t), "new"));
    coh_text_release(&t);
    coh_text_release(&t);
}

/* RFC 3629: which sequences are well formed. */
static void
utf8_is_judged_as_rfc_3629_says(void **state)
{
    static const struct {
        const char *bytes;
        size_t length, valid;
    } rows[] = {
        {"abc", 3, 3},
        {"\0", 1, 1},
        {"\xC3\xA9", 2, 2},         /* U+00E9 */
        {"\xE2\x82\xAC", 3, 3},     /* U+20AC */
        {"\xF0\x9F\x98\x80", 4, 4}, /* U+1F600 */
        {"\xF4\x8F\xBF\xBF", 4, 4}, /* U+10FFFF, the last */
        {"a\xC3", 2, 1},            /* cut off */
        {"a\x80", 2, 1},            /* a continuation alone */
        {"a\xC0\xAF", 3, 1},        /* overlong */
        {"\xE0\x80\xAF", 3, 0},     /* overlong */
        {"\xED\xA0\x80", 3, 0},     /* a surrogate */
        {"\xF4\x90\x80\x80", 4, 0}, /* beyond U+10FFFF */
        {"ab\xE2\x82X", 5, 2},      /* cut short by X */
    };
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(rows); i++)
        assert_int_equal(coh_utf8_valid(rows[i].bytes, rows[i].length),
                         rows[i].valid);
}

/* The table of Windows-1252 at unicode.org: 80 is U+20AC, 92 U+2019, 9F
 * U+0178; 81 8D 8F 90 9D are undefined; A0 to FF are as in Latin-1. */
static void
windows_1252_becomes_utf8(void **state)
{
    struct coh_text t = COH_TEXT_INIT;

    (void)state;
    assert_int_equal(
        coh_utf8_from_cp1252(&t, "a\x80\x92\x9F\xE9\xFF\x81", 7, NULL), 0);
    assert_string_equal(coh_text_get(&t), "a€’Ÿéÿ\xEF\xBF\xBD");
    coh_text_clear(&t);
    assert_int_equal(coh_utf8_from_cp1252(&t, "\x8D\x8F\x90\x9D", 4, NULL), 0);
    assert_int_equal(t.length, 12);
    assert_int_equal(coh_utf8_valid(t.bytes, t.length), t.length);
    coh_text_release(&t);
}

/* Unicode Standard Annex 11: wide characters take two columns, combining
 * marks none. */
static void
width_counts_terminal_columns(void **state)
{
    (void)state;
    assert_int_equal(coh_utf8_width("abc", 3), 3);
    assert_int_equal(coh_utf8_width("é", 2), 1);
    assert_int_equal(coh_utf8_width("e\xCC\x81", 3), 1);
    assert_int_equal(coh_utf8_width("日本", 6), 4);
    assert_int_equal(coh_utf8_width("\xFF", 1), 1);
}

static void
quoted_text_shows_no_control_characters(void **state)
{
    char out[COH_QUOTE_SIZE];

    (void)state;
    assert_string_equal(coh_quote("a\0b\n", 4, out), "a\\x00b\\x0A");
    assert_string_equal(coh_quote("\x1B[31m", 5, out), "\\x1B[31m");
    assert_string_equal(coh_quote("\x7F\xC2\x9B", 3, out), "\\x7F\\xC2\\x9B");
    assert_string_equal(coh_quote("\xFF", 1, out), "\\xFF");
    /* RIGHT-TO-LEFT OVERRIDE: 21 would be shown as 12. */
    assert_string_equal(coh_quote("\xE2\x80\xAE"
                                  "21",
                                  5, out),
                        "\\xE2\\x80\\xAE21");
    assert_string_equal(coh_quote("\xE2\x80\x9D", 3, out), "\xE2\x80\x9D");
    assert_string_equal(coh_quote("héé", 5, out), "héé");
}

static void
quoted_text_is_cut_at_40_characters(void **state)
{
    char text[200], out[COH_QUOTE_SIZE];
    size_t i;

    (void)state;
    memset(text, 'x', sizeof(text));
    coh_quote(text, 40, out);
    assert_int_equal(strlen(out), 40);
    coh_quote(text, 41, out);
    assert_int_equal(strlen(out), 43);
    assert_string_equal(out + 40, "…");
    for (i = 0; i < 50; i++)
        memcpy(text + 4 * i, "\xF0\x9F\x98\x80", 4);
    coh_quote(text, 200, out);
    assert_int_equal(strlen(out), 163);
}

static int
build(struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    char long_text[500];
    int rc = -1;

    memset(long_text, '\x92', sizeof(long_text));
    if (coh_text_add_string(&t, "a", err) ||
        coh_text_format(&t, err, "%*d", 100, 7) ||
        coh_utf8_from_cp1252(&t, long_text, sizeof(long_text), err))
        goto out;
    rc = 0;
out:
    coh_text_release(&t);
    return rc;
}

static void
every_failing_allocation_of_text_is_said(void **state)
{
    (void)state;
    assert_true(unit_torture(build) >= 3);
}

static void
leading_zeros_are_passed_over_in_numbers_alone(void **state)
{
    (void)state;
    assert_true(
        coh_span_is(coh_span_without_zeros(coh_span_of("00812")), "812"));
    assert_true(coh_span_is(coh_span_without_zeros(coh_span_of("812")), "812"));
    assert_true(coh_span_is(coh_span_without_zeros(coh_span_of("000")), "0"));
    assert_int_equal(coh_span_without_zeros(coh_span_of("0A1")).length, 0);
    assert_int_equal(coh_span_without_zeros(coh_span_of("")).length, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leading_zeros_are_passed_over_in_numbers_alone),
        cmocka_unit_test(a_span_of_nothing_is_empty),
        cmocka_unit_test(trimming_takes_blanks_tabs_and_line_ends_at_both_ends),
        cmocka_unit_test(spans_compare_by_bytes_and_a_prefix_comes_first),
        cmocka_unit_test(only_ascii_letters_lose_their_case),
        cmocka_unit_test(text_grows_and_ends_with_nul),
        cmocka_unit_test(utf8_is_judged_as_rfc_3629_says),
        cmocka_unit_test(windows_1252_becomes_utf8),
        cmocka_unit_test(width_counts_terminal_columns),
        cmocka_unit_test(quoted_text_shows_no_control_characters),
        cmocka_unit_test(quoted_text_is_cut_at_40_characters),
        cmocka_unit_test(every_failing_allocation_of_text_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
