/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "base/random.h"

/* splitmix64 by its published C source (Vigna, prng.di.unimi.it) with the
 * seed 1234567; the same five numbers stand at Rosetta Code, "Pseudo-random
 * numbers/Splitmix64". */
static void
splitmix64_gives_its_published_numbers(void **state)
{
    static const uint64_t expected[] = {
        UINT64_C(6457827717110365317),  UINT64_C(3203168211198807973),
        UINT64_C(9817491932198370423),  UINT64_C(4593380528125082431),
        UINT64_C(16408922859458223821),
    };
    struct coh_random r = {.state = 1234567};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(expected); i++)
        assert_true(coh_random_next(&r) == expected[i]);
}

/* 70,000 draws over 7: 10,000 each, sd 93; 560 off is 6 sd. */
static void
draws_below_n_are_uniform_and_stay_below(void **state)
{
    struct coh_random r = {.state = 1};
    size_t count[7] = {0}, i;

    (void)state;
    for (i = 0; i < 70000; i++) {
        uint64_t x = coh_random_below(&r, 7);

        assert_true(x < 7);
        count[x]++;
    }
    for (i = 0; i < 7; i++)
        assert_in_range(count[i], 9440, 10560);
}

/* The remainder of a plain 64-bit draw by 3 × 2^62 falls into the lowest third
 * half of the time; without bias it is a third: 10,000 of 30,000, sd 82. */
static void
a_huge_n_is_without_bias(void **state)
{
    struct coh_random r = {.state = 2};
    size_t low = 0, i;

    (void)state;
    for (i = 0; i < 30000; i++)
        low += coh_random_below(&r, UINT64_C(3) << 62) < UINT64_C(1) << 62;
    assert_in_range(low, 9500, 10500);
}

static void
below_nothing_and_below_one_are_zero(void **state)
{
    struct coh_random r = {.state = 3};

    (void)state;
    assert_int_equal(coh_random_below(&r, 0), 0);
    assert_int_equal(coh_random_below(&r, 1), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splitmix64_gives_its_published_numbers),
        cmocka_unit_test(draws_below_n_are_uniform_and_stay_below),
        cmocka_unit_test(a_huge_n_is_without_bias),
        cmocka_unit_test(below_nothing_and_below_one_are_zero),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
