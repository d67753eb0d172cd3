/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include <math.h>

#include "near.h"
#include "stat/krippendorff.h"

enum { NO = COH_KRIPPENDORFF_MISSING };

static struct coh_krippendorff
of(const int *code, size_t units, size_t raters)
{
    struct coh_krippendorff k;

    assert_int_equal(coh_krippendorff_nominal(code, units, raters, &k, NULL),
                     0);
    return k;
}

/* Krippendorff's reliability data "C": 4 raters, 12 units. */
static const int c[12][4] = {
    {1, 1, NO, 1}, {2, 2, 3, 2},  {3, 3, 3, 3},   {3, 3, 3, 3},
    {2, 2, 2, 2},  {1, 2, 3, 4},  {4, 4, 4, 4},   {1, 1, 2, 1},
    {2, 2, 2, 2},  {NO, 5, 5, 5}, {NO, NO, 1, 1}, {NO, 3, NO, NO},
};

static void
his_own_data_have_their_alpha(void **state)
{
    /* Krippendorff (2011), Computing Krippendorff's alpha-reliability: .743;
     * .7434211 in the manual of R's package irr. 40 pairable codes. */
    struct coh_krippendorff k = of(c[0], 12, 4);

    (void)state;
    assert_near(k.alpha, 0.7434211, 5e-8);
    assert_int_equal(k.units, 11);
    assert_int_equal(k.pairable, 40);
}

static void
pairs_weigh_the_same_when_no_code_is_missing(void **state)
{
    /* By hand, 15 codes on 5 units: 1,1,2: 2/2; 2,2,2: 6/2; 3,3,4: 2/2;
     * 5,5,5: 6/2; 1,2,1: 2/2: in all 9 of 15. Codes 1 2 3 4 5 come 4 5 2 1 3
     * times: 12 + 20 + 2 + 0 + 6 = 40, by 14 is 20/7. Alpha =
     * 1 − (15 − 9)/(15 − 20/7) = 43/85 = .5058824. */
    static const int code[] = {1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 5, 5, 1, 2, 1};
    struct coh_krippendorff k = of(code, 5, 3);

    (void)state;
    assert_near(k.alpha, 43.0 / 85, 1e-15);
    assert_near(k.agreement, 0.6, 1e-15);
}

static void
other_orders_and_other_names_of_codes_change_nothing(void **state)
{
    int turned[12][4];
    size_t u, r;
    struct coh_krippendorff a = of(c[0], 12, 4), b;

    (void)state;
    for (u = 0; u < 12; u++)
        for (r = 0; r < 4; r++)
            turned[11 - u][3 - r] = c[u][r] < 0 ? NO : 9 - c[u][r];
    b = of(turned[0], 12, 4);
    assert_near(a.alpha, b.alpha, 1e-15);
    assert_near(a.agreement, b.agreement, 1e-15);
}

static void
the_code_zero_is_a_code_and_one_odd_code_is_variation(void **state)
{
    /* By hand, two raters, two units: 0,0 and 0,1: agreement 1/2, codes 0 and
     * 1 come 3 and 1 times: 6/3 = 2, alpha = 1 − (4 − 2)/(4 − 2) = 0. The same
     * with the odd code the larger and the smaller one. */
    static const int large[] = {0, 0, 0, 1}, small[] = {0, 1, 1, 1};
    struct coh_krippendorff k = of(large, 2, 2);

    (void)state;
    assert_int_equal(k.pairable, 4);
    assert_near(k.agreement, 0.5, 1e-15);
    assert_near(k.alpha, 0, 1e-15);
    k = of(small, 2, 2);
    assert_near(k.agreement, 0.5, 1e-15);
    assert_near(k.alpha, 0, 1e-15);
}

static void
what_does_not_vary_or_pair_has_no_alpha(void **state)
{
    static const int same[] = {1, 1, 1, 1}, alone[] = {1, NO, NO, 2};
    struct coh_krippendorff k = of(same, 2, 2);

    (void)state;
    assert_true(isnan(k.alpha) && k.agreement == 1);
    k = of(alone, 2, 2);
    assert_true(isnan(k.alpha) && isnan(k.agreement) && !k.units);
    k = of(alone, 0, 2);
    assert_true(isnan(k.alpha));
}

static int
work(struct coh_error *err)
{
    struct coh_krippendorff k;

    return coh_krippendorff_nominal(c[0], 12, 4, &k, err);
}

static void
every_failing_allocation_is_a_system_error(void **state)
{
    (void)state;
    assert_int_equal(unit_torture(work), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(his_own_data_have_their_alpha),
        cmocka_unit_test(pairs_weigh_the_same_when_no_code_is_missing),
        cmocka_unit_test(other_orders_and_other_names_of_codes_change_nothing),
        cmocka_unit_test(the_code_zero_is_a_code_and_one_odd_code_is_variation),
        cmocka_unit_test(what_does_not_vary_or_pair_has_no_alpha),
        cmocka_unit_test(every_failing_allocation_is_a_system_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
