/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "table/masked.h"

static int
names(const char *suppressed, const char *column)
{
    return coh_masked_names(coh_span_of(suppressed), coh_span_of(column));
}

static void
a_hidden_column_is_named_whole(void **state)
{
    (void)state;
    assert_true(names("n", "n"));
    assert_true(names("n;mean;sd", "mean"));
    assert_true(names("n; mean", "mean"));
    assert_false(names("n;mean_reference", "mean"));
    assert_false(names("mean_reference", "reference"));
    assert_false(names("", "n"));
    assert_false(names("", ""));
    assert_false(names("n;", "m"));
}

/* The band in print, and its ends in per cent behind it; "no" for none. */
static const char *
band(const char *cell)
{
    static char out[80];
    struct coh_text text = COH_TEXT_INIT;
    double low, high;

    if (coh_masked_band(coh_span_of(cell), &low, &high))
        return "no";
    assert_int_equal(coh_masked_band_text(&text, coh_span_of(cell), NULL), 0);
    assert_int_equal(
        coh_text_format(&text, NULL, " %g %g", 100 * low, 100 * high), 0);
    memcpy(out, text.bytes, text.length + 1);
    coh_text_release(&text);
    return out;
}

/* The forms of privacy/rate-band.h. */
static void
a_band_is_read_and_printed(void **state)
{
    (void)state;
    assert_string_equal(band("30-39%"), "30–39\xC2\xA0% 30 39");
    assert_string_equal(band("57%"), "57\xC2\xA0% 57 57");
    assert_string_equal(band("<=20%"), "≤\xC2\xA0"
                                       "20\xC2\xA0% 0 20");
    assert_string_equal(band(">=80%"), "≥\xC2\xA0"
                                       "80\xC2\xA0% 80 100");
    assert_string_equal(band(" >=98% "), "≥\xC2\xA0"
                                         "98\xC2\xA0% 98 100");
}

static void
what_is_no_band_stays_as_it_is(void **state)
{
    static const char *const none[] = {
        "",      "30",    "30-39",   "39-30%", "101%", "30-39%%", "a",
        "<=",    "<=20",  "<=2-4%",  "-5%",    "5.5%", "%",       "2026-03-06",
        "1000%", "5A-6%", "30--39%", ">20%",   "= 3%", "3-%"};
    struct coh_text text = COH_TEXT_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(none) / sizeof(*none); i++) {
        assert_string_equal(band(none[i]), "no");
        coh_text_clear(&text);
        assert_int_equal(
            coh_masked_band_text(&text, coh_span_of(none[i]), NULL), 0);
        assert_string_equal(coh_text_get(&text), none[i]);
    }
    coh_text_release(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hidden_column_is_named_whole),
        cmocka_unit_test(a_band_is_read_and_printed),
        cmocka_unit_test(what_is_no_band_stays_as_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
