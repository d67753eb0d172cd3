/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/keys.h"

static size_t
index_of(struct coh_keys *keys, const char *a, const char *b)
{
    struct coh_span cell[2] = {coh_span_of(a), coh_span_of(b)};
    size_t at = 0;

    assert_int_equal(coh_keys_index(keys, cell, &at, NULL), 0);
    return at;
}

static void
keys_are_numbered_in_order_of_first_appearance(void **state)
{
    struct coh_keys keys = {.width = 2};

    (void)state;
    assert_int_equal(index_of(&keys, "5B", "math"), 0);
    assert_int_equal(index_of(&keys, "5A", "math"), 1);
    assert_int_equal(index_of(&keys, "5B", "math"), 0);
    assert_int_equal(index_of(&keys, "5B", "reading"), 2);
    assert_int_equal(keys.n, 3);
    assert_true(coh_span_is(coh_keys_cells(&keys, 2)[1], "reading"));
    coh_keys_release(&keys);
    assert_int_equal(keys.n, 0);
}

static void
where_a_cell_ends_matters(void **state)
{
    struct coh_keys keys = {.width = 2};

    (void)state;
    assert_int_equal(index_of(&keys, "a", "bc"), 0);
    assert_int_equal(index_of(&keys, "ab", "c"), 1);
    assert_int_equal(index_of(&keys, "", "abc"), 2);
    assert_int_equal(index_of(&keys, "abc", ""), 3);
    coh_keys_release(&keys);
}

static void
without_columns_there_is_one_key(void **state)
{
    struct coh_keys keys = {.width = 0};
    size_t at = 9;

    (void)state;
    assert_int_equal(coh_keys_index(&keys, NULL, &at, NULL), 0);
    assert_int_equal(at, 0);
    assert_int_equal(coh_keys_index(&keys, NULL, &at, NULL), 0);
    assert_int_equal(at, 0);
    assert_int_equal(keys.n, 1);
    coh_keys_release(&keys);
}

static void
many_keys_are_all_found_again(void **state)
{
    struct coh_keys keys = {.width = 2};
    char text[16];
    size_t i;
    int round;

    (void)state;
    for (round = 0; round < 2; round++)
        for (i = 0; i < 5000; i++) {
            snprintf(text, sizeof(text), "%05zu", i);
            assert_int_equal(index_of(&keys, text, "x"), i);
        }
    coh_keys_release(&keys);
}

static int
fill(struct coh_error *err)
{
    struct coh_keys keys = {.width = 1};
    char text[16];
    size_t i, at;
    int rc = 0;

    for (i = 0; !rc && i < 100; i++) {
        struct coh_span cell = {text,
                                (size_t)snprintf(text, sizeof(text), "%zu", i)};

        rc = coh_keys_index(&keys, &cell, &at, err);
    }
    coh_keys_release(&keys);
    return rc;
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    struct coh_error err;
    size_t n;
    int rc = -1;

    (void)state;
    for (n = 1; rc; n++) {
        err = (struct coh_error)COH_ERROR_INIT;
        coh_memory_fail_at(n, 0);
        rc = fill(&err);
        coh_memory_fail_at(0, 0);
        assert_int_equal(err.code, rc ? COH_SYSTEM : COH_OK);
    }
    assert_true(n > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_numbered_in_order_of_first_appearance),
        cmocka_unit_test(where_a_cell_ends_matters),
        cmocka_unit_test(without_columns_there_is_one_key),
        cmocka_unit_test(many_keys_are_all_found_again),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
