/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/memory.h"
#include "group/measure.h"

#define STUDENTS 7

/* Of each student x, y, and a measure that is the same for all. */
static const double raw[STUDENTS * 3] = {
    12, 1.5, 4, 15, 2, 4,   NAN, 2.5, 4,    20,  NAN,
    4,  31,  4, 4,  8, 1.0, 4,   15,  3.25, NAN,
};

struct scaled {
    double mean[3], sd[3], weight[3];
    unsigned char dropped[3];
    struct coh_group_measures m;
};

static void
scale(struct scaled *s)
{
    *s = (struct scaled){.weight = {1, 2.5, 1}};
    coh_group_measure_scale(raw, STUDENTS, 3, s->mean, s->sd, s->dropped);
    s->m = (struct coh_group_measures){raw,   STUDENTS,  3,         s->mean,
                                       s->sd, s->weight, s->dropped};
}

static void
near(double got, double expected)
{
    assert_true(fabs(got - expected) <= 1e-14 * fmax(1, fabs(expected)));
}

/* R 4.2.2: x <- c(12,15,NA,20,31,8,15); y <- c(1.5,2,2.5,NA,4,1,3.25);
 * mean(x, na.rm=TRUE); sd(x, na.rm=TRUE); the same of y. */
static void
means_and_sds_are_those_of_the_students_who_have_the_measure(void **state)
{
    struct scaled s;

    (void)state;
    scale(&s);
    near(s.mean[0], 16.83333333333333);
    near(s.sd[0], 7.98540335028023);
    near(s.mean[1], 2.375);
    near(s.sd[1], 1.11523540115977);
    assert_int_equal(s.dropped[0] + s.dropped[1], 0);
}

static void
a_measure_that_tells_nobody_apart_is_dropped(void **state)
{
    static const double few[] = {NAN, 3, 7, NAN, NAN, NAN};
    double mean[2], sd[2];
    unsigned char dropped[2];
    struct scaled s;

    (void)state;
    scale(&s);
    assert_int_equal(s.dropped[2], 1);
    near(s.mean[2], 4);
    near(s.sd[2], 0);
    /* One value, each. */
    coh_group_measure_scale(few, 3, 2, mean, sd, dropped);
    assert_int_equal(dropped[0] + dropped[1], 2);
    near(mean[0], 7);
    coh_group_measure_scale(few, 1, 1, mean, sd, dropped);
    assert_true(isnan(mean[0]) && dropped[0]);
}

/* R 4.2.2: scale(x); scale(y) * sqrt(2.5); and as k-plus has it,
 * scale((x - mean(x, na.rm=TRUE))^2); the same of y, times sqrt(2.5). */
static void
points_are_z_scores_with_their_weights_and_squares(void **state)
{
    static const double expected[STUDENTS][4] = {
        {-0.605271032823122, -1.240542108764588, -0.383834738023690,
         -0.416153972161342},
        {-0.229585564174288, -0.531660903756252, -0.641634188935124,
         -1.376509292533670},
        {0, 0.177220301252084, 0, -1.568580356608136},
        {0.396556883573770, 0, -0.555701038631312, 0},
        {1.774070268619496, 2.303863916277092, 1.901987060057688,
         2.464911988955643},
        {-1.106184991021568, -1.949423313772924, 0.320817094467562,
         1.312485604508849},
        {-0.229585564174288, 1.240542108764588, -0.641634188935124,
         -0.416153972161342},
    };
    struct scaled s;
    size_t dimensions, i, d;
    double *z;

    (void)state;
    scale(&s);
    assert_int_equal(coh_group_measure_points(&s.m, 1, &z, &dimensions, NULL),
                     0);
    assert_int_equal(dimensions, 4);
    for (i = 0; i < STUDENTS; i++)
        for (d = 0; d < 4; d++)
            near(z[i * 4 + d], expected[i][d]);
    coh_free(z);
    assert_int_equal(coh_group_measure_points(&s.m, 0, &z, &dimensions, NULL),
                     0);
    assert_int_equal(dimensions, 2);
    for (i = 0; i < STUDENTS; i++)
        for (d = 0; d < 2; d++)
            near(z[i * 2 + d], expected[i][d]);
    coh_free(z);
}

/* z and distances are the same in other units: closed form. */
static void
points_do_not_change_with_shift_and_unit(void **state)
{
    double moved[STUDENTS * 3], mean[3], sd[3], *a, *b;
    unsigned char dropped[3];
    size_t i, n, k;
    struct scaled s;

    (void)state;
    scale(&s);
    for (i = 0; i < STUDENTS * 3; i++)
        moved[i] = 1e6 + 64 * raw[i];
    coh_group_measure_scale(moved, STUDENTS, 3, mean, sd, dropped);
    assert_int_equal(coh_group_measure_points(&s.m, 1, &a, &n, NULL), 0);
    s.m.raw = moved;
    s.m.mean = mean;
    s.m.sd = sd;
    assert_int_equal(coh_group_measure_points(&s.m, 1, &b, &k, NULL), 0);
    assert_int_equal(n, k);
    for (i = 0; i < STUDENTS * n; i++)
        assert_true(fabs(a[i] - b[i]) < 1e-9);
    coh_free(a);
    coh_free(b);
}

/* Of 0 and 1, as often as each other, all squares are the same. */
static void
a_square_that_is_the_same_for_all_is_left_out(void **state)
{
    static const double yes[] = {0, 1, 1, 0};
    double mean, sd, weight = 1, *z;
    unsigned char dropped;
    const struct coh_group_measures m = {yes, 4,       1,       &mean,
                                         &sd, &weight, &dropped};
    size_t n;

    (void)state;
    coh_group_measure_scale(yes, 4, 1, &mean, &sd, &dropped);
    assert_int_equal(coh_group_measure_points(&m, 1, &z, &n, NULL), 0);
    assert_int_equal(n, 1);
    near(z[1], sqrt(0.75)); /* (1 - 1/2)/sqrt(1/3) */
    coh_free(z);
}

static void
without_a_measure_there_is_one_dimension_of_zeros(void **state)
{
    const struct coh_group_measures m = {.n = 3};
    size_t n;
    double *z;

    (void)state;
    assert_int_equal(coh_group_measure_points(&m, 1, &z, &n, NULL), 0);
    assert_int_equal(n, 1);
    near(z[0] + z[1] + z[2], 0);
    coh_free(z);
}

static void
failing_memory_is_reported_and_nothing_leaks(void **state)
{
    struct coh_error err = COH_ERROR_INIT;
    struct scaled s;
    size_t n, k;
    double *z;
    int rc = -1;

    (void)state;
    scale(&s);
    for (n = 1; rc && n < 10; n++) {
        coh_memory_fail_at(n, 0);
        rc = coh_group_measure_points(&s.m, 1, &z, &k, &err);
        coh_memory_fail_at(0, 0);
        coh_free(z);
        if (rc)
            assert_int_equal(err.code, COH_SYSTEM);
    }
    assert_int_equal(n, 4);
}

/* Of 1, 2, 4 the mean is 7/3 and the variance 7/3; of two values that differ
 * by 2, the variance is 2. A shift by 2^30 keeps all digits. */
static void
two_values_have_an_sd_and_a_shift_keeps_it(void **state)
{
    static const double two[] = {5, 7}, far = 1073741824;
    const double shifted[] = {far + 1, far + 2, far + 4};
    double mean, sd;
    unsigned char dropped;

    (void)state;
    coh_group_measure_scale(two, 2, 1, &mean, &sd, &dropped);
    assert_false(dropped);
    near(mean, 6);
    near(sd, sqrt(2));
    coh_group_measure_scale(shifted, 3, 1, &mean, &sd, &dropped);
    assert_false(dropped);
    near(mean, far + 7.0 / 3);
    near(sd * sd, 7.0 / 3);
}

/* 0, 1, 5 in three units: less their mean −2, −1, 3, their variance 7. Squares
 * 4, 1, 9 less their mean: −2/3, −11/3, 13/3, their variance 49/3. */
static void
three_measures_have_three_scores_and_three_squares(void **state)
{
    static const double off[] = {-2, -1, 3}, square[] = {-2, -11, 13};
    double values[9], mean[3], sd[3], weight[] = {1, 1, 1}, *z;
    unsigned char dropped[3];
    const struct coh_group_measures m = {values, 3,      3,      mean,
                                         sd,     weight, dropped};
    size_t n, i, d;

    (void)state;
    for (i = 0; i < 3; i++)
        for (d = 0; d < 3; d++)
            values[i * 3 + d] = (off[i] + 2) * (double)(d + 1);
    coh_group_measure_scale(values, 3, 3, mean, sd, dropped);
    assert_int_equal(coh_group_measure_points(&m, 1, &z, &n, NULL), 0);
    assert_int_equal(n, 6);
    for (i = 0; i < 3; i++)
        for (d = 0; d < 3; d++) {
            near(z[i * 6 + d], off[i] / sqrt(7));
            near(z[i * 6 + 3 + d], square[i] / 3 / sqrt(49.0 / 3));
        }
    coh_free(z);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            means_and_sds_are_those_of_the_students_who_have_the_measure),
        cmocka_unit_test(a_measure_that_tells_nobody_apart_is_dropped),
        cmocka_unit_test(points_are_z_scores_with_their_weights_and_squares),
        cmocka_unit_test(points_do_not_change_with_shift_and_unit),
        cmocka_unit_test(a_square_that_is_the_same_for_all_is_left_out),
        cmocka_unit_test(without_a_measure_there_is_one_dimension_of_zeros),
        cmocka_unit_test(failing_memory_is_reported_and_nothing_leaks),
        cmocka_unit_test(two_values_have_an_sd_and_a_shift_keeps_it),
        cmocka_unit_test(three_measures_have_three_scores_and_three_squares),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
