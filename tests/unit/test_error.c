/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <errno.h>

static void
failing_sets_code_and_text_and_returns_minus_one(void **state)
{
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_fail(&err, COH_INPUT, "line %d: '%s'", 3, "x"), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_string_equal(err.text, "line 3: 'x'");
}

static void
context_goes_before_what_was_said(void **state)
{
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    coh_fail(&err, COH_USAGE, "bad");
    coh_error_context(&err, "row %d: ", 4);
    coh_error_context(&err, "a.csv: ");
    assert_string_equal(err.text, "a.csv: row 4: bad");
    assert_int_equal(err.code, COH_USAGE);
}

static void
nobody_has_to_listen(void **state)
{
    (void)state;
    assert_int_equal(coh_fail(NULL, COH_INPUT, "x"), -1);
    assert_int_equal(coh_fail_memory(NULL), -1);
    coh_error_context(NULL, "x");
}

static void
no_memory_and_errno_are_faults_of_the_machine(void **state)
{
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_int_equal(coh_fail_memory(&err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    errno = ENOSPC;
    assert_int_equal(coh_fail_errno(&err, "out.csv"), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_memory_equal(err.text, "out.csv: ", 9);
    assert_non_null(strstr(err.text, strerror(ENOSPC)));
}

/* Wherever the text is cut, it ends with a whole character. */
static void
a_long_text_is_cut_at_a_character(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    char text[600];
    size_t shift, n;

    (void)state;
    for (shift = 0; shift < 4; shift++) {
        for (n = 0; n < shift; n++)
            text[n] = 'a';
        for (; n + 4 < sizeof(text); n += 3)
            memcpy(text + n, "€", 4);
        coh_fail(&err, COH_INPUT, "%s", text);
        n = strlen(err.text);
        assert_true(n < sizeof(err.text) && n + 4 >= sizeof(err.text));
        assert_int_equal(coh_utf8_valid(err.text, n), n);
        coh_error_context(&err, "é");
        n = strlen(err.text);
        assert_int_equal(coh_utf8_valid(err.text, n), n);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failing_sets_code_and_text_and_returns_minus_one),
        cmocka_unit_test(context_goes_before_what_was_said),
        cmocka_unit_test(nobody_has_to_listen),
        cmocka_unit_test(no_memory_and_errno_are_faults_of_the_machine),
        cmocka_unit_test(a_long_text_is_cut_at_a_character),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
