/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/escape.h"
#include "report/reading.h"
#include "report/trail.h"

static void
add_row(struct coh_table *t, const char *const *cell, size_t n)
{
    struct coh_span span[8];
    struct coh_record rec = {.n = n, .cell = span, .line = t->rows + 2};
    size_t i;

    for (i = 0; i < n; i++)
        span[i] = coh_span_of(cell[i]);
    if (!t->header.name)
        assert_int_equal(coh_header_copy(&t->header, span, n, NULL), 0);
    else
        assert_int_equal(coh_table_add(t, &rec, NULL), 0);
}

static void
fill(struct coh_table *t)
{
    static const char *const rows[][6] = {
        {"section", "mean", "rate", "n", "id", "p"},
        {"5A", "14.37037037037037", "0.6296296296296297", "27", "007", "0.2"},
        {"5B", "-13.345", "0.5", "26", "08", "0.0004"},
        {"5D", "", "", "27", "9", "0.00"},
        {"5D", "13.1", "1", "27", "9", "1"},
    };
    size_t i;

    for (i = 0; i < 5; i++)
        add_row(t, rows[i], 6);
}

/* The value, or "refused" with the code. */
static const char *
ask(const char *want, long digits)
{
    static char out[200];
    struct coh_table t = COH_TABLE_INIT;
    struct coh_text text = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    int hidden;

    fill(&t);
    if (coh_reading_find(&text, &t, coh_span_of(want), digits, &hidden, &err)) {
        assert_int_equal(err.code, COH_INPUT);
        memcpy(out, "refused", 8);
    } else {
        memcpy(out, coh_text_get(&text), text.length + 1);
    }
    coh_text_release(&text);
    coh_table_release(&t);
    return out;
}

static void
a_value_is_that_of_the_first_row_or_of_the_one_that_fits(void **state)
{
    (void)state;
    assert_string_equal(ask("section", -1), "5A");
    assert_string_equal(ask("n@section=5B", -1), "26");
    assert_string_equal(ask(" n @ section = 5B @ n = 26 ", -1), "26");
    assert_string_equal(ask("#rows", -1), "4");
    assert_string_equal(ask("id@*", -1), "007, 08, 9, 9");
}

static void
what_is_not_one_value_is_refused(void **state)
{
    static const char *const none[] = {
        "mean@section=5Z", "n@section=5D", "maen",
        "mean@sektion=5A", "mean@section", "rate@section=",
        "mean@mean=@n=27", "section%"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(none) / sizeof(*none); i++)
        assert_string_equal(ask(none[i], -1), "refused");
}

/* Rounded by hand, half away from zero. */
static void
numbers_show_two_decimals_unless_told(void **state)
{
    (void)state;
    assert_string_equal(ask("mean", -1), "14.37");
    assert_string_equal(ask("mean@section=5B", -1), "-13.35");
    assert_string_equal(ask("mean@rate=1", -1), "13.10");
    assert_string_equal(ask("mean", 0), "14");
    assert_string_equal(ask("mean@section=5B", 1), "-13.3");
    assert_string_equal(ask("mean", 4), "14.3704");
    assert_string_equal(ask("n", 3), "27");
    assert_string_equal(ask("id", 2), "007");
}

static void
a_small_number_is_never_shown_as_zero(void **state)
{
    (void)state;
    assert_string_equal(ask("p@section=5B", -1), "0.0004");
    assert_string_equal(ask("p@n=27@mean=", -1), "0.00");
    assert_string_equal(ask("p", -1), "0.20");
}

static void
a_share_can_be_read_in_percent(void **state)
{
    (void)state;
    assert_string_equal(ask("rate%", -1), "63\xC2\xA0%");
    assert_string_equal(ask("rate%", 1), "63.0\xC2\xA0%");
    assert_string_equal(ask("rate%@section=5B", -1), "50\xC2\xA0%");
    assert_string_equal(ask("rate%@mean=13.1", -1), "100\xC2\xA0%");
}

/* A table of cohort mask: 0.6 is all that is known, a rate is a band. */
static void
what_was_masked_gets_no_decimals_and_its_band_is_the_rate(void **state)
{
    static const char *const names[] = {"section", "mean", "rate_band",
                                        "suppressed"};
    static const char *const rows[][4] = {{"A", "0.6", "<=20%", ""},
                                          {"B", "0.65", "56%", ""},
                                          {"C", "", "", "mean;rate_band"}};
    static const char *const want[][2] = {
        {"mean@section=A", "0.60"},
        {"rate%@section=A", "\xE2\x89\xA4\xC2\xA0"
                            "20\xC2\xA0%"},
        {"rate%@section=B", "56\xC2\xA0%"},
        {"rate_band%@section=B", "56\xC2\xA0%"},
        {"rate_band@section=B", "56%"},
        {"rate%@section=C", "hidden to protect small groups"}};
    struct coh_table t = COH_TABLE_INIT;
    struct coh_text text = COH_TEXT_INIT;
    struct coh_error err = COH_ERROR_INIT;
    size_t i;
    int hidden;

    (void)state;
    add_row(&t, names, 4);
    for (i = 0; i < 3; i++)
        add_row(&t, rows[i], 4);
    for (i = 0; i < sizeof(want) / sizeof(*want); i++) {
        coh_text_clear(&text);
        assert_int_equal(coh_reading_find(&text, &t, coh_span_of(want[i][0]), 3,
                                          &hidden, NULL),
                         0);
        assert_string_equal(coh_text_get(&text), want[i][1]);
    }
    assert_int_equal(coh_reading_find(&text, &t, coh_span_of("rate@section=A"),
                                      3, &hidden, &err),
                     -1);
    assert_non_null(strstr(
        err.text,
        "on a shared page 'rate' is a band: say 'rate%', or 'rate_band'"));
    coh_text_release(&text);
    coh_table_release(&t);
}

static const char *
marked(const char *before, const char *text)
{
    static char out[200];
    struct coh_text t = COH_TEXT_INIT;

    assert_int_equal(coh_text_add_string(&t, before, NULL), 0);
    assert_int_equal(coh_escape_markdown(&t, coh_span_of(text), NULL), 0);
    memcpy(out, t.bytes, t.length + 1);
    coh_text_release(&t);
    return out;
}

/* CommonMark 0.29, sections 2.4, 4.2, 5.2. */
static void
text_is_no_markdown(void **state)
{
    (void)state;
    assert_string_equal(
        marked("a ", "*b* _c_ `d` [e](f) <g> h|i ~j~ &amp; !\\"),
        "a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f) \\<g\\> h\\|i "
        "\\~j\\~ \\&amp; \\!\\\\");
    assert_string_equal(marked("", "- x"), "\\- x");
    assert_string_equal(marked("a ", "- x"), "a - x");
    assert_string_equal(marked("- ", "+ x"), "- \\+ x");
    assert_string_equal(marked("", "12. x"), "12\\. x");
    assert_string_equal(marked("", "12.5"), "12.5");
    assert_string_equal(marked("a\n", "# x"), "a\n\\# x");
    assert_string_equal(marked("a ", "b\nc\td"), "a b c d");
}

static const char first_line[] =
    "{\"tool\":\"cohort-select\",\"version\":\"0.1.0\",\"arguments\":[\"x\"],"
    "\"seed\":1,\"today\":\"2026-03-06\",\"status\":0,\"inputs\":[],"
    "\"rows_used\":0,\"rows_filtered\":0,\"notes\":[],\"students\":[\"108\"],"
    "\"students_expected\":[\"111\"],\"sources\":[\"canvas\",\"map\","
    "\"canvas\"],\"newest\":[\"2026-02-26\",\"2026-03-05\"]}\n";
static const char second_line[] =
    "{\"tool\":\"cohort-summary\",\"version\":\"0.1.0\",\"seed\":1,"
    "\"inputs\":[{\"name\":\"a.csv\",\"sha256\":\"00\",\"records\":9,"
    "\"set_aside\":1}],\"rows_used\":9,\"missing\":[\"4\"],\"notes\":["
    "{\"reason\":\"no number\",\"count\":2,\"look\":true},"
    "{\"reason\":\"by the way\",\"count\":1,\"look\":false}],"
    "\"remark\":[\"so it is\"]}\n";

static const char *
in_words(const char *cell, int in_full)
{
    static char out[100];
    struct coh_text text = COH_TEXT_INIT;

    assert_int_equal(
        coh_reading_words(&text, coh_span_of(cell), in_full, NULL, NULL), 0);
    snprintf(out, sizeof(out), "%s", coh_text_get(&text));
    coh_text_release(&text);
    return out;
}

static void
a_date_that_stands_alone_is_said_in_words(void **state)
{
    (void)state;
    assert_string_equal(in_words("2026-03-06", 0), "6 Mar 2026");
    assert_string_equal(in_words("2026-03-06", 1), "6 March 2026");
    assert_string_equal(in_words("(last 2026-02-09): x, 2026-02-10.", 0),
                        "(last 9 Feb 2026): x, 10 Feb 2026.");
    assert_string_equal(in_words("probes-2026-03-06.csv", 0),
                        "probes-2026-03-06.csv");
    assert_string_equal(in_words("2026-03-06.csv", 0), "2026-03-06.csv");
    assert_string_equal(in_words("2026-13-06", 0), "2026-13-06");
    assert_string_equal(in_words("", 0), "");
}

static void
why_there_is_no_score_is_said_in_words(void **state)
{
    (void)state;
    assert_true(coh_span_is(coh_reading_status(coh_span_of("no_record"), NULL),
                            "no result"));
    assert_true(coh_span_is(coh_reading_status(coh_span_of("excused"), NULL),
                            "excused"));
}

static const char *
sentence(const char *lines)
{
    static char out[300];
    struct coh_trail trail = COH_TRAIL_INIT;
    struct coh_text text = COH_TEXT_INIT;

    assert_int_equal(coh_trail_read(&trail, coh_span_of(lines), NULL), 0);
    assert_int_equal(coh_trail_words(&trail, NULL, &text, NULL), 0);
    memcpy(out, coh_text_get(&text), text.length + 1);
    coh_text_release(&text);
    coh_trail_release(&trail);
    return out;
}

static void
a_trail_is_told_in_one_sentence(void **state)
{
    char both[sizeof(first_line) + sizeof(second_line)];

    (void)state;
    memcpy(both, first_line, sizeof(first_line));
    memcpy(both + sizeof(first_line) - 1, second_line, sizeof(second_line));
    assert_string_equal(sentence(first_line), "108 of 111 students · canvas, "
                                              "map · newest 5 Mar 2026");
    assert_string_equal(
        sentence(both),
        "108 of 111 students · canvas, map · newest 5 Mar 2026 "
        "· 4 missing, 1 set aside · to look at: no number (2 times) · so it "
        "is");
    assert_string_equal(
        sentence(second_line),
        "9 rows · 4 missing, 1 set aside · to look at: no number (2 times) · "
        "so it is");
    assert_string_equal(sentence(""), "");
}

static void
a_trail_that_is_no_json_is_not_trusted(void **state)
{
    static const char *const bad[] = {"x\n", "{}\n", "[1]", "{\"tool\":3}\n",
                                      "{\"tool\":\"a\"}\n\n"};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct coh_trail trail = COH_TRAIL_INIT;
        struct coh_error err = COH_ERROR_INIT;

        assert_int_equal(coh_trail_read(&trail, coh_span_of(bad[i]), &err), -1);
        assert_int_equal(err.code, COH_SYSTEM);
        coh_trail_release(&trail);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_value_is_that_of_the_first_row_or_of_the_one_that_fits),
        cmocka_unit_test(what_is_not_one_value_is_refused),
        cmocka_unit_test(numbers_show_two_decimals_unless_told),
        cmocka_unit_test(a_small_number_is_never_shown_as_zero),
        cmocka_unit_test(a_share_can_be_read_in_percent),
        cmocka_unit_test(
            what_was_masked_gets_no_decimals_and_its_band_is_the_rate),
        cmocka_unit_test(text_is_no_markdown),
        cmocka_unit_test(a_date_that_stands_alone_is_said_in_words),
        cmocka_unit_test(why_there_is_no_score_is_said_in_words),
        cmocka_unit_test(a_trail_is_told_in_one_sentence),
        cmocka_unit_test(a_trail_that_is_no_json_is_not_trusted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
