/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stat/permute.h"

/* Expected counts marked "rational" come from a program of a few lines in
 * Python 3.11 that compares t² of every split as fractions of whole numbers
 * (itertools.combinations): nothing is rounded there. */

static void
near(double got, double want, double tolerance)
{
    if (!(fabs(got - want) <= tolerance))
        fail_msg("%.17g is not %.17g within %g", got, want, tolerance);
}

static void
fill(struct coh_sample *s, const int *x, size_t n, int scale, int64_t shift)
{
    size_t i;

    *s = (struct coh_sample)COH_SAMPLE_INIT;
    for (i = 0; i < n; i++) {
        struct coh_decimal d = {shift + x[i], scale};

        assert_int_equal(coh_sample_add(s, d, NULL), 0);
    }
    assert_int_equal(coh_sample_finish(s, NULL), 0);
}

static void
fill_doubles(struct coh_sample *s, const int *x, size_t n)
{
    size_t i;

    *s = (struct coh_sample)COH_SAMPLE_INIT;
    for (i = 0; i < n; i++)
        assert_int_equal(coh_sample_add_double(s, x[i] / 10.0, NULL), 0);
    assert_int_equal(coh_sample_finish(s, NULL), 0);
}

static int
split(struct coh_sample *a, struct coh_sample *b, uint64_t seed,
      struct coh_permute *out, struct coh_error *err)
{
    const struct coh_sample *both[] = {a, b};
    struct coh_pool pool = COH_POOL_INIT;
    int rc = coh_pool_fill(&pool, both, 2, err) ||
                     coh_permute_welch(&pool, a, seed, out, err)
                 ? -1
                 : 0;

    coh_pool_release(&pool);
    coh_sample_release(a);
    coh_sample_release(b);
    return rc;
}

static const int treated[] = {94, 197, 16, 38, 99, 141, 23};
static const int control[] = {52, 104, 146, 10, 51, 30, 40, 27, 46};
static const int drug1[] = {7, -16, -2, -12, -1, 34, 37, 8, 0, 20};
static const int drug2[] = {19, 8, 11, 1, -1, 44, 55, 16, 46, 34};
static const int gained[] = {12, 24, 13, 13, 0, 10, 18, 8, 46, 14};

static void
mice_of_efron_and_tibshirani_are_counted_by_welch(void **state)
{
    struct coh_sample a, b;
    struct coh_permute p;

    (void)state;
    /* Rational: 3513 of C(16, 7) = 11440, the top reached once; the data of
     * Efron and Tibshirani (1993), table 2.1. */
    fill(&a, treated, 7, 0, 0);
    fill(&b, control, 9, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    assert_int_equal(p.ways, 11440);
    assert_int_equal(p.draws, 0);
    near(p.p, 3513.0 / 11440, 1e-15);
    near(p.p, 0.3070804, 5e-8);
    near(p.least, 1.0 / 11440, 1e-15);
    /* From the other side it is the same question. */
    fill(&a, treated, 7, 0, 0);
    fill(&b, control, 9, 0, 0);
    assert_int_equal(split(&b, &a, 1, &p, NULL), 0);
    near(p.p, 3513.0 / 11440, 1e-15);
}

static void
equal_groups_are_counted_as_by_the_means(void **state)
{
    struct coh_sample a, b;
    struct coh_permute p;

    (void)state;
    /* With as many on either side Welch's t and the difference of means put
     * the splits in one order: R 4.2.2, combn(20, 10) over
     * sleep$extra: 15048 of 184756. Ties of 0.1 h abound. */
    fill(&a, drug1, 10, 1, 0);
    fill(&b, drug2, 10, 1, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    assert_int_equal(p.ways, 184756);
    near(p.p, 15048.0 / 184756, 1e-15);
    /* Doubles: a grid, and the same ties. */
    fill_doubles(&a, drug1, 10);
    fill_doubles(&b, drug2, 10);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 15048.0 / 184756, 1e-15);
}

static void
three_against_three_cannot_go_below_a_tenth(void **state)
{
    static const int low[] = {1, 2, 3}, high[] = {4, 5, 6};
    static const int five[] = {5, 5, 5}, nine[] = {9, 9, 9, 9};
    static const int few[] = {12, 15, 15, 11};
    static const int more[] = {18, 15, 20, 22, 19, 17};
    struct coh_sample a, b;
    struct coh_permute p;

    (void)state;
    /* Closed form: 2 of C(6, 3). */
    fill(&a, low, 3, 0, 0);
    fill(&b, high, 3, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 0.1, 1e-15);
    near(p.least, 0.1, 1e-15);
    /* Flat sides: t is infinite, and one split of 35 is as far (rational). */
    fill(&a, five, 3, 0, 0);
    fill(&b, nine, 4, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 1.0 / 35, 1e-15);
    /* Rational: 4 of 210. */
    fill(&a, few, 4, 0, 0);
    fill(&b, more, 6, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 4.0 / 210, 1e-15);
}

static const int nine[] = {55, 61, 48, 70, 66, 59, 73, 52, 68};
static const int fifteen[] = {60, 71, 80, 65, 77, 69, 74, 81,
                              58, 66, 72, 79, 63, 75, 70};

static void
drawn_splits_are_near_the_exact_count(void **state)
{
    const double exact = 19080.0 / 1307504; /* rational */
    struct coh_sample a, b;
    struct coh_permute p, again, other;

    (void)state;
    fill(&a, nine, 9, 0, 0);
    fill(&b, fifteen, 15, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    assert_int_equal(p.ways, 0);
    assert_int_equal(p.draws, 9999);
    assert_true(isnan(p.least));
    /* 4 standard errors of 9,999 draws */
    near(p.p, exact, 4 * sqrt(exact * (1 - exact) / 9999));
    fill(&a, nine, 9, 0, 0);
    fill(&b, fifteen, 15, 0, 0);
    assert_int_equal(split(&a, &b, 1, &again, NULL), 0);
    assert_true(p.p == again.p);
    fill(&a, nine, 9, 0, 0);
    fill(&b, fifteen, 15, 0, 0);
    assert_int_equal(split(&a, &b, 2, &other, NULL), 0);
    assert_true(p.p != other.p);
}

static void
a_drawn_p_is_never_zero(void **state)
{
    struct coh_sample a, b;
    struct coh_permute p;
    int far[40], i;

    (void)state;
    for (i = 0; i < 40; i++)
        far[i] = 1000 + i;
    fill(&a, nine, 9, 0, 0);
    fill(&b, far, 40, 0, 0);
    /* Closed form: none of 9,999 of 2 thousand million splits is as far, and
     * p = (0 + 1)/(9999 + 1). */
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 0.0001, 0);
}

static void
drawing_leaves_the_pool_as_it_was(void **state)
{
    struct coh_sample a, b;
    const struct coh_sample *both[] = {&a, &b};
    struct coh_pool pool = COH_POOL_INIT;
    struct coh_permute p;
    size_t i;

    (void)state;
    fill(&a, nine, 9, 0, 0);
    fill(&b, fifteen, 15, 0, 0);
    assert_int_equal(coh_pool_fill(&pool, both, 2, NULL), 0);
    assert_int_equal(coh_permute_welch(&pool, &a, 1, &p, NULL), 0);
    for (i = 1; i < pool.n; i++)
        assert_true(pool.value[i - 1] <= pool.value[i]);
    coh_pool_release(&pool);
    coh_sample_release(&a);
    coh_sample_release(&b);
}

static void
shift_and_scale_change_no_count(void **state)
{
    const int64_t far = INT64_C(1000000000);
    struct coh_sample a, b;
    struct coh_permute p;

    (void)state;
    fill(&a, treated, 7, 0, far);
    fill(&b, control, 9, 0, far);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 3513.0 / 11440, 1e-15);
    fill(&a, treated, 7, 9, 0);
    fill(&b, control, 9, 9, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 3513.0 / 11440, 1e-15);
}

static void
sides_with_different_decimals_meet_on_one_grid(void **state)
{
    static const int tens[] = {520, 1040, 1460, 100, 510, 300, 400, 270, 460};
    struct coh_sample a, b;
    struct coh_permute p;

    (void)state;
    fill(&a, treated, 7, 0, 0);
    fill(&b, tens, 9, 1, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 3513.0 / 11440, 1e-15);
}

static void
scores_too_far_apart_fall_on_a_coarse_grid(void **state)
{
    struct coh_sample a, b;
    struct coh_decimal far = {INT64_C(900000000000000000), 0};
    struct coh_permute p;

    (void)state;
    /* One score is so far off that the others are one beside it: whichever
     * two or three stand with it, t² is the same to 1e-17, and all tie. */
    fill(&a, drug1, 3, 1, 0);
    b = (struct coh_sample)COH_SAMPLE_INIT;
    assert_int_equal(coh_sample_add(&b, far, NULL), 0);
    assert_int_equal(coh_sample_add(&b, (struct coh_decimal){1, 1}, NULL), 0);
    assert_int_equal(coh_sample_add(&b, (struct coh_decimal){2, 1}, NULL), 0);
    assert_int_equal(coh_sample_finish(&b, NULL), 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 1, 0);
}

static void
signs_of_sleep(void **state)
{
    struct coh_sample change;
    struct coh_permute p;

    (void)state;
    /* Closed form: nine gains and a zero: 4 of 2^10 (exactRankTests 0.8-35,
     * perm.test(sleep, paired), p = .00390625). */
    fill(&change, gained, 10, 1, 0);
    assert_int_equal(coh_permute_signs(&change, &p, NULL), 0);
    assert_int_equal(p.ways, 1024);
    near(p.p, 4.0 / 1024, 0);
    near(p.least, 4.0 / 1024, 0);
    coh_sample_release(&change);
    fill_doubles(&change, gained, 10);
    assert_int_equal(coh_permute_signs(&change, &p, NULL), 0);
    near(p.p, 4.0 / 1024, 0);
    coh_sample_release(&change);
    /* 1 + 2 - 4: |sum| ≥ 1 in all 8 ways, ±1±2±4; and 4 pairs reach 2/16. */
    fill(&change, (const int[]){1, 2, -4}, 3, 0, 0);
    assert_int_equal(coh_permute_signs(&change, &p, NULL), 0);
    near(p.p, 1, 0);
    near(p.least, 2.0 / 8, 0);
    coh_sample_release(&change);
    fill(&change, (const int[]){1, 2, 4, 3}, 4, 0, 0);
    assert_int_equal(coh_permute_signs(&change, &p, NULL), 0);
    near(p.p, 2.0 / 16, 0);
    coh_sample_release(&change);
}

static void
two_scores_are_the_least_of_either_side(void **state)
{
    static const int low[] = {1, 2}, high[] = {4, 6, 9};
    static const int three[] = {1, 2, 6}, rest[] = {4, 9};
    struct coh_sample a, b;
    struct coh_permute p;

    (void)state;
    /* R 4.2.2: all columns of combn(5, 2) and combn(5, 3), t of Welch by its
     * formula: 1 of 10 and 4 of 10, the top reached once in either. */
    fill(&a, low, 2, 0, 0);
    fill(&b, high, 3, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 0.1, 1e-15);
    near(p.least, 0.1, 1e-15);
    fill(&a, three, 3, 0, 0);
    fill(&b, rest, 2, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, NULL), 0);
    near(p.p, 0.4, 1e-15);
    near(p.least, 0.1, 1e-15);
    /* Signs, by hand: of 3, 1, -1 and -3 two are as far as 3. */
    fill(&a, low, 2, 0, 0);
    assert_int_equal(coh_permute_signs(&a, &p, NULL), 0);
    assert_int_equal(p.ways, 4);
    near(p.p, 0.5, 0);
    near(p.least, 0.5, 0);
    coh_sample_release(&a);
}

static void
what_is_not_defined_has_no_p(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_sample a, b;
    struct coh_permute p;

    (void)state;
    fill(&a, treated, 1, 0, 0);
    fill(&b, control, 9, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, &err), -1);
    assert_int_equal(err.code, COH_INPUT);
    assert_true(isnan(p.p));
    fill(&a, treated, 7, 0, 0);
    fill(&b, control, 1, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, &err), -1);
    fill(&a, (const int[]){5, 5}, 2, 0, 0);
    fill(&b, (const int[]){5, 5, 5}, 3, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, &err), -1);
    fill(&a, treated, 0, 0, 0);
    fill(&b, control, 0, 0, 0);
    assert_int_equal(split(&a, &b, 1, &p, &err), -1);
    fill(&a, gained, 1, 0, 0);
    assert_int_equal(coh_permute_signs(&a, &p, &err), -1);
    coh_sample_release(&a);
    fill(&a, (const int[]){0, 0, 0}, 3, 0, 0);
    assert_int_equal(coh_permute_signs(&a, &p, &err), -1);
    assert_true(isnan(p.p) && isnan(p.least));
    coh_sample_release(&a);
    /* Twenty pairs have more ways than are tried. */
    fill(&a, (const int[COH_PERMUTE_SIGNS + 1]){1, 2, 3}, COH_PERMUTE_SIGNS + 1,
         0, 0);
    assert_int_equal(coh_permute_signs(&a, &p, &err), -1);
    assert_true(isnan(p.p) && isnan(p.least));
    coh_sample_release(&a);
}

static void
every_allocation_may_fail(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct coh_sample a, b;
    const struct coh_sample *both[] = {&a, &b};
    struct coh_pool pool = COH_POOL_INIT;
    struct coh_permute p;
    size_t n;
    int rc = -1;

    (void)state;
    fill_doubles(&a, nine, 9);
    fill_doubles(&b, fifteen, 15);
    for (n = 1; rc; n++) {
        coh_memory_fail_at(n, 0);
        rc = coh_pool_fill(&pool, both, 2, &err) ||
             coh_permute_welch(&pool, &a, 1, &p, &err);
        coh_memory_fail_at(0, 0);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_true(n > 5);
    assert_true(p.p > 0 && p.draws == COH_PERMUTE_DRAWS);
    coh_pool_release(&pool);
    coh_sample_release(&a);
    coh_sample_release(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mice_of_efron_and_tibshirani_are_counted_by_welch),
        cmocka_unit_test(equal_groups_are_counted_as_by_the_means),
        cmocka_unit_test(three_against_three_cannot_go_below_a_tenth),
        cmocka_unit_test(drawn_splits_are_near_the_exact_count),
        cmocka_unit_test(a_drawn_p_is_never_zero),
        cmocka_unit_test(drawing_leaves_the_pool_as_it_was),
        cmocka_unit_test(shift_and_scale_change_no_count),
        cmocka_unit_test(sides_with_different_decimals_meet_on_one_grid),
        cmocka_unit_test(scores_too_far_apart_fall_on_a_coarse_grid),
        cmocka_unit_test(signs_of_sleep),
        cmocka_unit_test(two_scores_are_the_least_of_either_side),
        cmocka_unit_test(what_is_not_defined_has_no_p),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
