/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <math.h>

#include "unit.h"

#include "mathachieve.h"
#include "near.h"
#include "stat/anova.h"

enum { GROUPS = 26 };

/* A set of samples in groups, analysed. */
struct trial {
    struct coh_sample sample[GROUPS];
    const struct coh_sample *at[GROUPS];
    struct coh_anova_group group[GROUPS];
    size_t groups;
    int exact;
    struct coh_anova a;
};

static int
quiet_gsl(void **state)
{
    (void)state;
    gsl_set_error_handler_off();
    return 0;
}

static void
add(struct trial *t, size_t group, const char *text)
{
    struct coh_value v = coh_value_parse(coh_span_of(text));

    assert_true(group < GROUPS && v.number != COH_NUMBER_NOT);
    if (v.number == COH_NUMBER_EXACT)
        assert_int_equal(coh_sample_add(&t->sample[group], v.decimal, NULL), 0);
    else
        assert_int_equal(coh_sample_add_double(&t->sample[group], v.real, NULL),
                         0);
}

/* Numbers between blanks. */
static void
add_all(struct trial *t, size_t group, const char *numbers)
{
    char word[64];
    int used;

    for (; sscanf(numbers, "%63s%n", word, &used) == 1; numbers += used)
        add(t, group, word);
}

static void
fit(struct trial *t, size_t n, double level)
{
    size_t i;

    for (i = 0; i < n; i++) {
        t->at[i] = &t->sample[i];
        assert_int_equal(coh_sample_finish(&t->sample[i], NULL), 0);
    }
    coh_anova_samples(t->at, n, t->group, &t->groups, &t->exact);
    assert_int_equal(coh_anova_fit(t->group, t->groups, level, &t->a, NULL), 0);
}

static void
release(struct trial *t)
{
    size_t i;

    for (i = 0; i < GROUPS; i++)
        coh_sample_release(&t->sample[i]);
    *t = (struct trial){0};
}

/* ---- certified values ---- */

static const char *const nist[] = {
    "SiRstv", "AtmWtAg", "SmLs01", "SmLs02", "SmLs03", "SmLs04",
    "SmLs05", "SmLs06",  "SmLs07", "SmLs08", "SmLs09",
};

static double
certified(const char *set, const char *quantity)
{
    FILE *f = fopen("tests/data/nist/certified.tsv", "r");
    char line[256], name[64], kind[64], what[64], value[64];
    double x = NAN;

    assert_non_null(f);
    while (fgets(line, sizeof(line), f))
        if (sscanf(line, "%63s %63s %63s %63s", name, kind, what, value) == 4 &&
            !strcmp(name, set) && !strcmp(what, quantity))
            assert_int_equal(coh_double_parse(value, &x), 0);
    fclose(f);
    return x;
}

static void
read_set(struct trial *t, const char *set)
{
    char path[128], line[64], value[64];
    unsigned group;
    FILE *f;

    snprintf(path, sizeof(path), "tests/data/nist/anova/%s.csv", set);
    f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof(line), f));
    while (fgets(line, sizeof(line), f)) {
        assert_int_equal(sscanf(line, "%u,%63s", &group, value), 2);
        add(t, group - 1, value);
    }
    fclose(f);
}

/* Equal significant digits, at most 16. */
static double
digits(double got, double expected)
{
    double off = fabs(got - expected) / fabs(expected);

    return off > 1e-16 ? -log10(off) : 16;
}

static void
all_eleven_nist_sets_have_fourteen_digits(void **state)
{
    struct trial t = {0};
    size_t i;

    (void)state;
    for (i = 0; i < UNIT_COUNT(nist); i++) {
        read_set(&t, nist[i]);
        fit(&t, (size_t)certified(nist[i], "df_between") + 1, 0.95);
        assert_true(t.exact);
        assert_true(t.a.n == certified(nist[i], "n"));
        assert_true(t.a.df_within == certified(nist[i], "df_within"));
        assert_true(digits(t.a.f, certified(nist[i], "F")) >= 14);
        assert_true(digits(t.a.eta_squared, certified(nist[i], "r2")) >= 14);
        assert_true(
            digits(sqrt(t.a.ms_within), certified(nist[i], "resid_sd")) >= 14);
        assert_true(digits(t.a.ms_between, certified(nist[i], "ms_between")) >=
                    14);
        release(&t);
    }
}

/* ---- published examples ---- */

static void
plants_under_three_treatments_have_r_s_values(void **state)
{
    struct trial t = {0};

    (void)state;
    add_all(&t, 0, "4.17 5.58 5.18 6.11 4.5 4.61 5.17 4.53 5.33 5.14");
    add_all(&t, 1, "4.81 4.17 4.41 3.59 5.87 3.83 6.03 4.89 4.32 4.69");
    add_all(&t, 2, "6.31 5.12 5.54 5.5 5.37 5.29 4.92 6.15 5.8 5.26");
    fit(&t, 3, 0.95);
    /* R 4.2.2: summary(aov(weight ~ group, PlantGrowth)); F is published in
     * Dobson, An Introduction to Statistical Modelling (1983). */
    assert_near(t.a.f, 4.846088, 5e-7);
    assert_near(t.a.p, 0.01591, 5e-6);
    assert_near(t.a.ms_between, 1.88317, 1e-12);
    assert_near(t.a.ms_within, 0.3885959259259, 1e-12);
    /* R 4.2.2: oneway.test(weight ~ group, PlantGrowth). */
    assert_near(t.a.f_welch, 5.18097240811319, 1e-12);
    assert_near(t.a.df_welch, 17.12841861664413, 1e-11);
    assert_near(t.a.p_welch, 0.01739282149017, 1e-12);
    release(&t);
}

static void
three_ways_to_teach_reading_have_r_s_values(void **state)
{
    struct trial t = {0};

    (void)state;
    /* Baumann and Jones: carData::Baumann, post.test.3 by group. */
    add_all(&t, 0,
            "41 41 43 46 46 45 45 32 33 39 42 45 39 44 36 49 40 35 36 "
            "40 54 32");
    add_all(&t, 1,
            "31 40 48 30 42 48 49 53 48 43 55 55 57 53 37 50 54 41 49 "
            "47 49 49");
    add_all(&t, 2,
            "53 47 41 49 43 45 50 48 49 42 38 42 34 48 51 33 44 48 49 "
            "33 45 42");
    fit(&t, 3, 0.95);
    /* R 4.2.2: aov() and oneway.test(). */
    assert_near(t.a.f, 4.48107932026712, 1e-12);
    assert_near(t.a.p, 0.0151511488111548, 1e-13);
    assert_near(t.a.f_welch, 4.3101510581564382, 1e-12);
    assert_near(t.a.df_welch, 41.4903380169576366, 1e-11);
    assert_near(t.a.p_welch, 0.0199181625862204, 1e-13);
    release(&t);
}

static void
batches_of_dyestuff_have_the_exact_interval(void **state)
{
    struct trial t = {0};

    (void)state;
    /* Davies and Goldsmith, Statistical Methods in Research and Production
     * (1972); lme4::Dyestuff. */
    add_all(&t, 0, "1545 1440 1440 1520 1580");
    add_all(&t, 1, "1540 1555 1490 1560 1495");
    add_all(&t, 2, "1595 1550 1605 1510 1560");
    add_all(&t, 3, "1445 1440 1595 1465 1545");
    add_all(&t, 4, "1595 1630 1515 1635 1625");
    add_all(&t, 5, "1520 1455 1450 1480 1445");
    fit(&t, 6, 0.95);
    assert_true(!t.a.why_icc);
    assert_true(t.a.size == 5);
    assert_near(t.a.ms_between, 11271.5, 1e-9);
    assert_near(t.a.ms_within, 2451.25, 1e-9);
    /* R 4.2.2: (F/qf(c(.975, .025), 5, 24) - 1)/(F/qf(...) + 4). */
    assert_near(t.a.icc, 0.418487414893365, 1e-14);
    assert_near(t.a.icc_ci.low, 0.0838360506605933, 1e-12);
    assert_near(t.a.icc_ci.high, 0.847876815473381, 1e-12);
    release(&t);
}

static void
six_targets_of_four_judges_have_the_published_icc(void **state)
{
    struct trial t = {0};

    (void)state;
    add_all(&t, 0, "9 2 5 8");
    add_all(&t, 1, "6 1 3 2");
    add_all(&t, 2, "8 4 6 8");
    add_all(&t, 3, "7 1 2 6");
    add_all(&t, 4, "10 5 6 9");
    add_all(&t, 5, "6 2 4 7");
    fit(&t, 6, 0.95);
    /* Shrout and Fleiss (1979), table 4: ICC(1,1) = .17; psych 2.2.9, ICC(),
     * has .1657 (-.1329 to .7226). Digits: R 4.2.2, aov() and qf(). */
    assert_near(t.a.icc, 0.165741768405475, 1e-13);
    assert_near(t.a.f, 1.794678492239468, 1e-13);
    assert_near(t.a.p, 0.1647688083446397, 1e-12);
    assert_near(t.a.icc_ci.low, -0.132932324874751, 1e-11);
    assert_near(t.a.icc_ci.high, 0.722560062328121, 1e-11);
    release(&t);
}

static void
schools_of_many_sizes_have_the_icc_of_their_n0(void **state)
{
    static struct coh_anova_group group[160];
    struct coh_anova a;
    double n, mean;
    size_t i;

    (void)state;
    for (i = 0; i < 160; i++) {
        n = mathachieve[i][0];
        mean = mathachieve[i][1] / n;
        group[i] = (struct coh_anova_group){
            n, mean / 1000,
            (mathachieve[i][2] - mathachieve[i][1] * mean) / 1e6};
    }
    assert_int_equal(coh_anova_fit(group, 160, 0.95, &a, NULL), 0);
    /* R 4.2.2, mean squares and n0 from nlme::MathAchieve; Raudenbush and Bryk
     * print an ICC of .18, from maximum likelihood. */
    assert_true(a.n == 7185);
    assert_near(a.ms_between, 408.2198565849786, 1e-8);
    assert_near(a.ms_within, 39.1416338052529, 1e-10);
    assert_near(a.size, 44.88669, 5e-6);
    assert_near(a.icc, 0.1736008, 5e-8);
    assert_near(a.f, 10.4293, 5e-5);
    /* R 4.2.2, Wald (1940), n and m the sizes and means: f <- function(t) {
     * w <- n/(1+n*t); mu <- sum(w*m)/sum(w); sum(w*(m-mu)^2)/(J-1)/MSW },
     * uniroot(f(t) - qf(c(.975, .025), J-1, N-J)), t/(1+t). */
    assert_near(a.icc_ci.low, 0.1487989084414, 1e-11);
    assert_near(a.icc_ci.high, 0.2233679720009, 1e-11);
}

static void
unequal_groups_have_r_s_values(void **state)
{
    struct trial t = {0};

    (void)state;
    add_all(&t, 0, "3 5 4");
    add_all(&t, 1, "9 7 8 6 10");
    add_all(&t, 2, "4 4.5 2 6");
    fit(&t, 3, 0.95);
    /* R 4.2.2: aov(), oneway.test(), and the formulas of the header typed. */
    assert_near(t.a.size, 3.916666666666667, 1e-13);
    assert_near(t.a.icc, 0.697716094860716, 1e-13);
    assert_near(t.a.icc_ci.low, 0.1474667595103, 1e-11);
    assert_near(t.a.icc_ci.high, 0.9890810032811, 1e-11);
    assert_near(t.a.f_welch, 9.7107413196315004, 1e-12);
    assert_near(t.a.df_welch, 5.7688793309462492, 1e-12);
    assert_near(t.a.p_welch, 0.0142411897812915, 1e-12);
    release(&t);
}

/* ---- what must not matter, and what is not defined ---- */

static void
the_lower_limit_is_above_0_just_when_f_s_p_is_small(void **state)
{
    struct coh_anova_group g[3] = {{3, -1, 4}, {9, 0.25, 12}, {4, 0.1, 5}};
    struct coh_anova a;
    int i, above = 0;

    (void)state;
    /* F(0) of Wald is the F of the analysis: a tail of .025 each. */
    for (i = 0; i < 40; i++, g[0].deviation -= 0.05) {
        assert_int_equal(coh_anova_fit(g, 3, 0.95, &a, NULL), 0);
        assert_int_equal(a.icc_ci.low > 0, a.p < 0.025);
        assert_true(a.icc_ci.low < a.icc_ci.high && a.icc_ci.high < 1);
        above += a.p < 0.025;
    }
    assert_true(above > 5 && above < 35);
}

static void
with_two_groups_f_is_the_square_of_t(void **state)
{
    struct trial t = {0};

    (void)state;
    /* Student (1908), sleep: R 4.2.2, t.test(extra ~ group): Welch t
     * -1.860813467, df 17.77647352, p .0793941402; pooled p .0791867. */
    add_all(&t, 0, "0.7 -1.6 -0.2 -1.2 -0.1 3.4 3.7 0.8 0.0 2.0");
    add_all(&t, 1, "1.9 0.8 1.1 0.1 -0.1 4.4 5.5 1.6 4.6 3.4");
    fit(&t, 2, 0.95);
    assert_near(t.a.f_welch, 1.860813467 * 1.860813467, 5e-9);
    assert_near(t.a.df_welch, 17.77647352, 5e-9);
    assert_near(t.a.p_welch, 0.0793941402, 5e-11);
    assert_near(t.a.p, 0.0791867, 5e-8);
    release(&t);
}

static void
a_shift_a_scale_and_names_change_nothing(void **state)
{
    struct trial a = {0}, b = {0};

    (void)state;
    add_all(&a, 0, "0.3 0.5 0.4");
    add_all(&a, 1, "0.9 0.7 0.8 0.6");
    add_all(&a, 2, "0.4 0.45");
    add_all(&b, 2, "1000000003 1000000005 1000000004");
    add_all(&b, 0, "1000000009 1000000007 1000000008 1000000006");
    add_all(&b, 1, "1000000004 1000000004.5");
    fit(&a, 3, 0.95);
    fit(&b, 3, 0.95);
    assert_near(a.a.f, b.a.f, 1e-13);
    assert_near(a.a.icc, b.a.icc, 1e-14);
    assert_near(a.a.icc_ci.low, b.a.icc_ci.low, 1e-12);
    assert_near(a.a.f_welch, b.a.f_welch, 1e-13);
    assert_near(a.a.eta_squared, b.a.eta_squared, 1e-15);
    release(&a);
    release(&b);
}

static void
groups_alike_have_a_negative_icc_as_it_is(void **state)
{
    struct trial t = {0};

    (void)state;
    add_all(&t, 0, "1 2 3");
    add_all(&t, 1, "3 2 1");
    fit(&t, 2, 0.95);
    /* By hand: MSB 0, MSW 1: −1/(0 + 2). */
    assert_true(t.a.icc == -0.5);
    assert_true(t.a.f == 0 && t.a.p == 1);
    /* No icc would put means so close: a limit of −1/(n − 1) at both ends
     * would be an interval without width. */
    assert_true(isnan(t.a.icc_ci.low) && isnan(t.a.icc_ci.high));
    assert_non_null(t.a.why_icc);
    release(&t);
    add_all(&t, 0, "1 2 3");
    add_all(&t, 1, "3 2 1.3");
    fit(&t, 2, 0.95);
    assert_true(t.a.icc_ci.low > -0.5 && t.a.icc_ci.low < -0.49);
    /* By hand: F .0174 over the quantile .00111 is 15.7: 14.7/17.7. */
    assert_near(t.a.icc_ci.high, 0.83, 0.005);
    release(&t);
}

static void
groups_without_scores_are_no_groups(void **state)
{
    struct trial t = {0};

    (void)state;
    add_all(&t, 0, "1 2 4");
    add_all(&t, 2, "3 4 4.5");
    fit(&t, 3, 0.95);
    assert_int_equal(t.a.groups, 2);
    assert_true(t.a.df_between == 1 && t.a.df_within == 4);
    release(&t);
}

static void
what_is_undefined_is_not_a_number_and_has_a_reason(void **state)
{
    struct trial t = {0};
    struct coh_anova none;

    (void)state;
    fit(&t, 0, 0.95);
    assert_true(isnan(t.a.f) && isnan(t.a.icc) && t.a.why_f && t.a.n == 0);
    add_all(&t, 0, "1 2 3");
    fit(&t, 1, 0.95);
    assert_true(isnan(t.a.f) && isnan(t.a.df_between) && t.a.why_f);
    release(&t);
    add_all(&t, 0, "1");
    add_all(&t, 1, "2");
    fit(&t, 2, 0.95);
    assert_true(isnan(t.a.f) && isnan(t.a.eta_squared) && t.a.why_f);
    assert_true(isnan(t.a.icc) && t.a.why_icc && t.a.why_welch);
    release(&t);
    add_all(&t, 0, "7 7");
    add_all(&t, 1, "7 7 7");
    fit(&t, 2, 0.95);
    assert_true(isnan(t.a.f) && isnan(t.a.eta_squared) && isnan(t.a.icc));
    assert_string_equal(t.a.why_f, "all scores are equal");
    release(&t);
    add_all(&t, 0, "7 7");
    add_all(&t, 1, "8 8");
    fit(&t, 2, 0.95);
    assert_true(isnan(t.a.f) && isnan(t.a.p) && isnan(t.a.f_welch));
    assert_true(t.a.eta_squared == 1 && t.a.icc == 1);
    assert_true(isnan(t.a.icc_ci.low) && t.a.why_icc);
    release(&t);
    add_all(&t, 0, "7 9");
    add_all(&t, 1, "8");
    fit(&t, 2, 0.95);
    assert_true(t.a.f == 0 && isnan(t.a.f_welch) && t.a.why_welch);
    assert_int_equal(coh_anova_fit(t.group, 2, 95, &none, NULL), -1);
    release(&t);
}

static void
numbers_that_no_decimal_holds_are_doubles_and_it_is_said(void **state)
{
    struct trial t = {0};

    (void)state;
    add_all(&t, 0, "3 5.00000000000000000001 4");
    add_all(&t, 1, "9 7 8 6 10");
    add_all(&t, 2, "4 4.5 2 6");
    fit(&t, 3, 0.95);
    assert_false(t.exact);
    /* As in unequal_groups_have_r_s_values, to the digits of a double. */
    assert_near(t.a.icc, 0.697716094860716, 1e-13);
    assert_near(t.a.f_welch, 9.7107413196315004, 1e-12);
    release(&t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_eleven_nist_sets_have_fourteen_digits),
        cmocka_unit_test(plants_under_three_treatments_have_r_s_values),
        cmocka_unit_test(three_ways_to_teach_reading_have_r_s_values),
        cmocka_unit_test(batches_of_dyestuff_have_the_exact_interval),
        cmocka_unit_test(six_targets_of_four_judges_have_the_published_icc),
        cmocka_unit_test(schools_of_many_sizes_have_the_icc_of_their_n0),
        cmocka_unit_test(unequal_groups_have_r_s_values),
        cmocka_unit_test(the_lower_limit_is_above_0_just_when_f_s_p_is_small),
        cmocka_unit_test(with_two_groups_f_is_the_square_of_t),
        cmocka_unit_test(a_shift_a_scale_and_names_change_nothing),
        cmocka_unit_test(groups_alike_have_a_negative_icc_as_it_is),
        cmocka_unit_test(groups_without_scores_are_no_groups),
        cmocka_unit_test(what_is_undefined_is_not_a_number_and_has_a_reason),
        cmocka_unit_test(
            numbers_that_no_decimal_holds_are_doubles_and_it_is_said),
    };

    return cmocka_run_group_tests(tests, quiet_gsl, NULL);
}
