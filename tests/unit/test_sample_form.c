/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "unit.h"

#include "near.h"
#include "stat/sample.h"

static struct coh_decimal
decimal(const char *text)
{
    struct coh_decimal d;

    assert_int_equal(coh_decimal_parse(coh_span_of(text), &d),
                     COH_NUMBER_EXACT);
    return d;
}

static int
add_text(struct coh_sample *s, const char *text, struct coh_error *err)
{
    struct coh_span cell = coh_span_of(text);
    struct coh_decimal d;

    if (coh_decimal_parse(cell, &d) == COH_NUMBER_EXACT)
        return coh_sample_add(s, d, err);
    return coh_sample_add_double(s, coh_number_double(cell), err);
}

static void
add_all(struct coh_sample *s, const char *const *text)
{
    for (; *text; text++)
        assert_int_equal(add_text(s, *text, NULL), 0);
    assert_int_equal(coh_sample_finish(s, NULL), 0);
}

static void
values_and_doubles_are_counted_as_counts_are(void **state)
{
    struct coh_sample s = COH_SAMPLE_INIT;
    int64_t i;

    (void)state;
    for (i = 0; i <= COH_SAMPLE_DISTINCT; i++)
        assert_int_equal(
            coh_sample_add(&s, (struct coh_decimal){.mantissa = i}, NULL), 0);
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_int_equal(s.form, COH_SAMPLE_VALUES);
    assert_int_equal(coh_sample_count(&s, decimal("7.0")), 1);
    assert_int_equal(coh_sample_count(&s, decimal("7.5")), 0);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("0")),
                     COH_SAMPLE_DISTINCT + 1);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("11")),
                     COH_SAMPLE_DISTINCT - 10);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("10.5")),
                     COH_SAMPLE_DISTINCT - 10);
    coh_sample_release(&s);
    for (i = 0; i < 4; i++)
        assert_int_equal(coh_sample_add_double(&s, 0.25 * (double)i, NULL), 0);
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("0")), 4);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("0.25")), 3);
    assert_int_equal(coh_sample_at_or_above(&s, decimal("0.26")), 2);
    coh_sample_release(&s);
}

static void
spread_about_the_median_is_that_written_out(void **state)
{
    static const char *const tenths[] = {"0.3", "0.1", "0.2",
                                         "0.1", "0.3", NULL};
    static const char *const five[] = {"9", "1", "4", "8", "2", NULL};
    static const char *const six[] = {"9", "1", "4", "8", "2", "5", NULL};
    struct coh_sample s = COH_SAMPLE_INIT;
    double mad;
    int i;

    (void)state;
    add_all(&s, tenths);
    assert_true(coh_sample_iqr(&s) == 0.2);
    assert_true(isnan(coh_sample_quantile(&s, 1.5)));
    assert_true(isnan(coh_sample_quantile(&s, -0.5)));
    coh_sample_release(&s);
    assert_true(isnan(coh_sample_iqr(&s)));
    /* Median 4: 3 2 0 4 5 away; median 4.5: 3.5 2.5 .5 .5 3.5 4.5. */
    add_all(&s, five);
    assert_int_equal(coh_sample_mad(&s, &mad, NULL), 0);
    assert_near(mad, 1.4826 * 3, 1e-15);
    assert_true(coh_sample_iqr(&s) == 6);
    coh_sample_release(&s);
    add_all(&s, six);
    assert_int_equal(coh_sample_mad(&s, &mad, NULL), 0);
    assert_near(mad, 1.4826 * 3, 1e-15);
    coh_sample_release(&s);
    for (i = 0; i < 5; i++)
        assert_int_equal(coh_sample_add_double(
                             &s, coh_decimal_double(decimal(five[i])), NULL),
                         0);
    assert_int_equal(coh_sample_finish(&s, NULL), 0);
    assert_int_equal(coh_sample_mad(&s, &mad, NULL), 0);
    assert_near(mad, 1.4826 * 3, 1e-15);
    assert_near(coh_sample_iqr(&s), 6, 1e-15);
    coh_sample_release(&s);
}

static void
the_order_of_scores_outlasts_the_turn_to_doubles(void **state)
{
    static const char *const late[] = {
        "0.5", "1.25", "2", "0.75", "1.00000000000000000001", NULL};
    static const char *const soon[] = {
        "0.50000000000000000001", "1.25", "2", "0.75", "1", NULL};
    struct coh_sample s = COH_SAMPLE_INIT;

    (void)state;
    /* R 4.2.2: acf(c(.5, 1.25, 2, .75, 1))$acf[2] */
    add_all(&s, late);
    assert_false(coh_sample_exact(&s));
    assert_near(coh_sample_lag1(&s), -0.1773584905660378, 1e-14);
    coh_sample_release(&s);
    add_all(&s, soon);
    assert_false(coh_sample_exact(&s));
    assert_near(coh_sample_lag1(&s), -0.1773584905660378, 1e-14);
    coh_sample_release(&s);
}

static void
three_scores_have_no_kurtosis_and_tenths_have_that_of_units(void **state)
{
    static const char *const four[] = {"0.1", "0.2", "0.3", "0.4", NULL};
    static const char *const three[] = {"0.1", "0.2", "0.4", NULL};
    struct coh_sample s = COH_SAMPLE_INIT;
    int i, k;

    (void)state;
    /* Excel: KURT(1, 2, 3, 4) = -1.2; SKEW(1, 2, 4) = 0.93521952958... */
    add_all(&s, four);
    assert_near(coh_sample_kurtosis(&s), -1.2, 1e-13);
    coh_sample_release(&s);
    add_all(&s, three);
    assert_near(coh_sample_skewness(&s), 0.935219529582825, 1e-13);
    coh_sample_release(&s);
    /* Its formula would divide what rounding leaves by nothing. */
    for (i = 1; i < 20; i++) {
        for (k = 0; k < 3; k++)
            assert_int_equal(
                coh_sample_add_double(&s, 0.1 * i * k + k * k, NULL), 0);
        assert_int_equal(coh_sample_finish(&s, NULL), 0);
        assert_true(isnan(coh_sample_kurtosis(&s)));
        coh_sample_release(&s);
    }
}

struct tally {
    size_t runs, n;
    double last, sum;
};

static void
take_run(void *context, double score, size_t times)
{
    struct tally *t = context;

    assert_true(!t->runs || score > t->last);
    t->runs++;
    t->n += times;
    t->last = score;
    t->sum += score * (double)times;
}

static void
different_scores_are_handed_out_in_order_in_every_form(void **state)
{
    int form;

    (void)state;
    for (form = 0; form < 3; form++) {
        struct coh_sample s = COH_SAMPLE_INIT;
        struct tally t = {0, 0, 0, 0};
        long i, different = form == 1 ? 20000 : 5;

        /* Each of 0, 1, … twice; with doubles the last one is a long one. */
        for (i = 0; i < 2 * different; i++)
            assert_int_equal(
                coh_sample_add(&s, (struct coh_decimal){i % different, 0},
                               NULL),
                0);
        if (form == 2)
            assert_int_equal(coh_sample_add_double(&s, 1e30, NULL), 0);
        assert_int_equal(coh_sample_finish(&s, NULL), 0);
        coh_sample_runs(&s, take_run, &t);
        assert_int_equal(t.runs, (size_t)different + (form == 2));
        assert_int_equal(t.n, (size_t)(2 * different) + (form == 2));
        if (form < 2) /* 2 × Σ of 0 to m − 1 is m(m − 1) */
            assert_true(t.sum == (double)(different * (different - 1)));
        coh_sample_release(&s);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            different_scores_are_handed_out_in_order_in_every_form),
        cmocka_unit_test(values_and_doubles_are_counted_as_counts_are),
        cmocka_unit_test(spread_about_the_median_is_that_written_out),
        cmocka_unit_test(the_order_of_scores_outlasts_the_turn_to_doubles),
        cmocka_unit_test(
            three_scores_have_no_kurtosis_and_tenths_have_that_of_units),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
