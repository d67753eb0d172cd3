/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

static void
an_array_is_zeroed_and_a_count_of_none_is_valid(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    int *a = coh_alloc_array(100, sizeof(*a), &err);
    void *none = coh_alloc_array(0, 8, &err);
    int i;

    (void)state;
    assert_non_null(a);
    assert_non_null(none);
    for (i = 0; i < 100; i++)
        assert_int_equal(a[i], 0);
    coh_free(a);
    coh_free(none);
    coh_free(NULL);
}

static void
a_product_that_overflows_is_refused(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    int *grown = NULL;
    size_t capacity = 0;

    (void)state;
    assert_null(coh_alloc_array(SIZE_MAX / 2, 4, &err));
    assert_int_equal(err.code, COH_SYSTEM);
    err = (struct coh_error)COH_ERROR_INIT;
    assert_int_equal(coh_reserve(&grown, &capacity, SIZE_MAX / 2, 4, &err), -1);
    assert_int_equal(err.code, COH_SYSTEM);
    assert_null(grown);
    assert_int_equal(capacity, 0);
    assert_null(coh_copy_text("a", SIZE_MAX, &err));
}

static void
reserving_keeps_what_is_there_also_when_it_fails(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    int *a = NULL, i;
    size_t capacity = 0;

    (void)state;
    for (i = 0; i < 1000; i++) {
        assert_int_equal(
            coh_reserve(&a, &capacity, (size_t)i + 1, sizeof(*a), &err), 0);
        assert_true(capacity > (size_t)i);
        a[i] = i + 1;
    }
    coh_memory_fail_at(1, 0);
    assert_int_equal(coh_reserve(&a, &capacity, 100000, sizeof(*a), &err), -1);
    coh_memory_fail_at(0, 0);
    for (i = 0; i < 1000; i++)
        assert_int_equal(a[i], i + 1);
    coh_free(a);
}

static void
a_copy_of_text_ends_with_nul_and_keeps_nul_inside(void **state)
{
    char *copy = coh_copy_text("a\0b", 3, NULL);

    (void)state;
    assert_non_null(copy);
    assert_memory_equal(copy, "a\0b\0", 4);
    coh_free(copy);
}

static void
the_hook_fails_once_or_from_then_on(void **state)
{
    void *p;
    size_t i;

    (void)state;
    coh_memory_fail_at(2, 0);
    for (i = 1; i <= 4; i++) {
        p = coh_alloc_array(1, 1, NULL);
        assert_int_equal(p == NULL, i == 2);
        coh_free(p);
    }
    assert_int_equal(coh_memory_fail_at(2, 1), 4);
    for (i = 1; i <= 4; i++) {
        p = coh_alloc_array(1, 1, NULL);
        assert_int_equal(p == NULL, i >= 2);
        coh_free(p);
    }
    coh_memory_fail_at(0, 0);
}

static void
an_arena_gives_aligned_pieces_that_do_not_overlap(void **state)
{
    struct coh_arena arena = COH_ARENA_INIT;
    unsigned char *piece[500];
    size_t i, k;

    (void)state;
    for (i = 0; i < 500; i++) {
        piece[i] = coh_arena_alloc(&arena, i + 1, NULL);
        assert_non_null(piece[i]);
        assert_int_equal((uintptr_t)piece[i] % _Alignof(max_align_t), 0);
        memset(piece[i], (int)(i % 251), i + 1);
    }
    for (i = 0; i < 500; i++)
        for (k = 0; k <= i; k++)
            assert_int_equal(piece[i][k], i % 251);
    coh_arena_release(&arena);
    coh_arena_release(&arena);
}

static void
an_arena_takes_a_piece_larger_than_its_block(void **state)
{
    struct coh_arena arena = COH_ARENA_INIT;
    char *large = coh_arena_alloc(&arena, 1000000, NULL);
    struct coh_error err = COH_ERROR_INIT;

    (void)state;
    assert_non_null(large);
    memset(large, 1, 1000000);
    assert_string_equal(coh_arena_text(&arena, "small", 5, NULL), "small");
    assert_null(coh_arena_alloc(&arena, SIZE_MAX, &err));
    assert_null(coh_arena_text(&arena, "x", SIZE_MAX, &err));
    assert_int_equal(err.code, COH_SYSTEM);
    coh_arena_release(&arena);
}

static int
fill_arena(struct coh_error *err)
{
    struct coh_arena arena = COH_ARENA_INIT;
    int i, rc = 0;

    for (i = 0; i < 4 && !rc; i++)
        if (!coh_arena_alloc(&arena, 60000, err))
            rc = -1;
    coh_arena_release(&arena);
    return rc;
}

static void
every_failing_allocation_of_an_arena_is_said(void **state)
{
    (void)state;
    assert_int_equal(unit_torture(fill_arena), 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_array_is_zeroed_and_a_count_of_none_is_valid),
        cmocka_unit_test(a_product_that_overflows_is_refused),
        cmocka_unit_test(reserving_keeps_what_is_there_also_when_it_fails),
        cmocka_unit_test(a_copy_of_text_ends_with_nul_and_keeps_nul_inside),
        cmocka_unit_test(the_hook_fails_once_or_from_then_on),
        cmocka_unit_test(an_arena_gives_aligned_pieces_that_do_not_overlap),
        cmocka_unit_test(an_arena_takes_a_piece_larger_than_its_block),
        cmocka_unit_test(every_failing_allocation_of_an_arena_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
