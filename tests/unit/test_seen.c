/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/seen.h"

static size_t
times(struct coh_seen *seen, uint64_t hash)
{
    size_t n = 99;

    assert_int_equal(coh_seen_add(seen, hash, &n, NULL), 0);
    return n;
}

static void
what_was_seen_is_counted_through_every_growth(void **state)
{
    struct coh_seen seen = COH_SEEN_INIT;
    uint64_t i;

    (void)state;
    /* Multiples of 4096 collide in every table that is smaller. */
    for (i = 1; i <= 5000; i++)
        assert_int_equal(times(&seen, i << 12), 0);
    for (i = 1; i <= 5000; i++)
        assert_int_equal(times(&seen, i << 12), 1);
    assert_int_equal(times(&seen, 1 << 12), 2);
    assert_int_equal(seen.n, 5000);
    coh_seen_release(&seen);
    coh_seen_release(&seen);
}

static void
a_hash_of_zero_is_a_hash_like_others(void **state)
{
    struct coh_seen seen = COH_SEEN_INIT;

    (void)state;
    assert_int_equal(times(&seen, 0), 0);
    assert_int_equal(times(&seen, 0), 1);
    coh_seen_release(&seen);
}

static int
work(struct coh_error *err)
{
    struct coh_seen seen = COH_SEEN_INIT;
    uint64_t i;
    size_t n;
    int rc = 0;

    for (i = 0; !rc && i < 2000; i++)
        rc = coh_seen_add(&seen, i + 1, &n, err);
    coh_seen_release(&seen);
    return rc;
}

static void
counting_survives_every_failing_allocation(void **state)
{
    (void)state;
    /* 1024, 2048 and 4096 places, two arrays each. */
    assert_int_equal(unit_torture(work), 6);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_seen_is_counted_through_every_growth),
        cmocka_unit_test(a_hash_of_zero_is_a_hash_like_others),
        cmocka_unit_test(counting_survives_every_failing_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
