/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/distinct.h"

/* `rows` texts, of which `different` are different, in each of 3 groups but
 * the last, which sees half of them. */
static int
count(size_t rows, size_t different, size_t out[4], struct coh_error *err)
{
    struct coh_distinct *d = coh_distinct_new(err);
    char text[24];
    size_t i, g;
    int rc = d ? 0 : -1;

    for (i = 0; !rc && i < rows; i++) {
        struct coh_span s = {
            text, (size_t)snprintf(text, sizeof(text), "%06zu", i % different)};

        for (g = 0; !rc && g < 3; g++)
            if (g < 2 || i % different < different / 2)
                rc = coh_distinct_add(d, g, s, err);
    }
    if (!rc)
        rc = coh_distinct_count(d, out, 4, err);
    coh_distinct_free(d);
    return rc;
}

static void
check(size_t rows, size_t different)
{
    size_t out[4] = {9, 9, 9, 9};

    assert_int_equal(count(rows, different, out, NULL), 0);
    assert_int_equal(out[0], different);
    assert_int_equal(out[1], different);
    assert_int_equal(out[2], different / 2);
    assert_int_equal(out[3], 0);
}

static void
few_texts_are_counted_in_memory(void **state)
{
    (void)state;
    check(10, 10);
    check(1000, 30);
    check(5000, 5000);
}

static void
many_texts_are_counted_through_the_file(void **state)
{
    (void)state;
    /* 300,000 in two groups: twice what is held. */
    check(300000, 300000);
    /* Repeats on both sides of the change. */
    check(600000, 200000);
}

static void
a_text_may_be_empty_or_hold_a_nul(void **state)
{
    struct coh_distinct *d = coh_distinct_new(NULL);
    size_t out;

    (void)state;
    assert_non_null(d);
    assert_int_equal(coh_distinct_add(d, 0, coh_span_of(""), NULL), 0);
    assert_int_equal(coh_distinct_add(d, 0, (struct coh_span){"a\0b", 3}, NULL),
                     0);
    assert_int_equal(coh_distinct_add(d, 0, (struct coh_span){"a\0c", 3}, NULL),
                     0);
    assert_int_equal(coh_distinct_count(d, &out, 1, NULL), 0);
    assert_int_equal(out, 3);
    coh_distinct_free(d);
    coh_distinct_free(NULL);
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    struct coh_error err;
    size_t n, out[4];
    int rc = -1;

    (void)state;
    for (n = 1; rc; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        rc = count(150000, 150000, out, &err);
        coh_memory_fail_at(0, 0);
        assert_int_equal(err.code, rc ? COH_SYSTEM : COH_OK);
    }
    assert_true(n > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_texts_are_counted_in_memory),
        cmocka_unit_test(many_texts_are_counted_through_the_file),
        cmocka_unit_test(a_text_may_be_empty_or_hold_a_nul),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
