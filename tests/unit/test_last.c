/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "intake/last.h"

/* Longer than what is kept, and a day all the same: blanks lie around it. */
static const char padded[] = "                                                "
                             "                    2026-03-04";

static void
a_date_that_comes_again_is_what_it_was(void **state)
{
    static const char *const text[] = {
        "2026-03-04", "2026-03-04", "3/4/2026", "2026-03-04", "",          "",
        "none of it", padded,       padded,     "2026-03-0",  "2026-03-04"};
    struct coh_last last = COH_LAST_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(text); i++) {
        struct coh_span s = coh_span_of(text[i]);
        struct coh_date_written w = coh_last_date(&last, s, COH_FORM_AUTO);
        struct coh_date_written fresh = coh_date_written_read(s, COH_FORM_AUTO);

        assert_int_equal(w.kind, fresh.kind);
        assert_int_equal(w.year, fresh.year);
        assert_int_equal(w.first, fresh.first);
        assert_int_equal(w.second, fresh.second);
    }
}

/* 01022018 is a pair as it stands, and a day where a layout says so. */
static void
another_form_reads_the_same_date_again(void **state)
{
    struct coh_last last = COH_LAST_INIT;
    struct coh_span s = coh_span_of("01022018");

    (void)state;
    assert_int_equal(coh_last_date(&last, s, COH_FORM_AUTO).kind,
                     COH_WRITTEN_PAIR);
    assert_int_equal(coh_last_date(&last, s, COH_FORM_DDMMYYYY).kind,
                     COH_WRITTEN_DAY);
    assert_int_equal(coh_last_date(&last, s, COH_FORM_DDMMYYYY).first, 2);
}

static void
a_term_that_comes_again_is_what_it_was(void **state)
{
    static const struct {
        const char *text, *term;
    } of[] = {
        {"Fall 2025-2026", "fall 2025"},
        {"Fall 2025-2026", "fall 2025"},
        {"Trimester 2", "Trimester 2"},
        {"Trimester 2", "Trimester 2"},
        {"", ""},
        {"SP26", "spring 2026"},
        {"Fall 2025-2026", "fall 2025"},
    };
    struct coh_last last = COH_LAST_INIT;
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(of); i++)
        assert_true(coh_span_is(coh_last_term(&last, coh_span_of(of[i].text)),
                                of[i].term));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_that_comes_again_is_what_it_was),
        cmocka_unit_test(another_form_reads_the_same_date_again),
        cmocka_unit_test(a_term_that_comes_again_is_what_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
