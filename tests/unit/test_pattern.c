/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "layout/pattern.h"

static struct coh_pattern *
make(const char *text)
{
    struct coh_pattern *p = coh_pattern_new(text, NULL);

    assert_non_null(p);
    return p;
}

static void
named_captures_are_those_of_the_last_match(void **state)
{
    struct coh_pattern *p = make("^Goal(?<n>\\d+)(?<rest>x)?$");
    const char *name;
    struct coh_span text;

    (void)state;
    assert_true(coh_pattern_match(p, coh_span_of("Goal12")));
    assert_true(coh_pattern_capture(p, 0, &name, &text));
    assert_string_equal(name, "n");
    assert_true(coh_span_is(text, "12"));
    assert_true(coh_pattern_capture(p, 1, &name, &text));
    assert_string_equal(name, "rest");
    assert_int_equal(text.length, 0);
    assert_false(coh_pattern_capture(p, 2, &name, &text));
    assert_false(coh_pattern_match(p, coh_span_of("Goal")));
    assert_false(coh_pattern_match(p, coh_span_of("")));
    assert_int_equal(coh_pattern_check(p, NULL), 0);
    coh_pattern_free(p);
}

static void
letters_beyond_ascii_are_one_character(void **state)
{
    struct coh_pattern *p = make("^In.s$");

    (void)state;
    assert_true(coh_pattern_match(p, coh_span_of("In\xC3\xA9s")));
    coh_pattern_free(p);
}

static void
what_is_no_pattern_is_refused(void **state)
{
    static const char *const bad[] = {"(",   "[a",   "a{2,1}", "(?<n>a)(?<n>b)",
                                      "\\C", "\xFF", "(?P<"};
    char longer[1200];
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(bad); i++) {
        struct coh_error err = COH_ERROR_INIT;

        assert_null(coh_pattern_new(bad[i], &err));
        assert_int_equal(err.code, COH_INPUT);
    }
    memset(longer, 'a', sizeof(longer));
    longer[sizeof(longer) - 1] = '\0';
    assert_null(coh_pattern_new(longer, NULL));
}

/* The textbook case of catastrophic backtracking: 2^60 ways to fail. */
static void
a_pattern_that_backtracks_for_ever_gives_up_and_says_so(void **state)
{
    struct coh_pattern *p = make("^(a|aa|a?)+$");
    struct coh_error err = COH_ERROR_INIT;
    char subject[61];

    (void)state;
    memset(subject, 'a', 59);
    subject[59] = 'b';
    subject[60] = '\0';
    assert_false(coh_pattern_match(p, coh_span_of(subject)));
    assert_int_equal(coh_pattern_check(p, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_false(coh_pattern_match(p, coh_span_of("a")));
    coh_pattern_free(p);
}

static int
work(struct coh_error *err)
{
    struct coh_pattern *p = coh_pattern_new("^(?<a>.)$", err);

    if (!p)
        return -1;
    coh_pattern_free(p);
    return 0;
}

static void
a_pattern_survives_every_failing_allocation(void **state)
{
    (void)state;
    assert_int_equal(unit_torture(work), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(named_captures_are_those_of_the_last_match),
        cmocka_unit_test(letters_beyond_ascii_are_one_character),
        cmocka_unit_test(what_is_no_pattern_is_refused),
        cmocka_unit_test(
            a_pattern_that_backtracks_for_ever_gives_up_and_says_so),
        cmocka_unit_test(a_pattern_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
