/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "flow/grouping-price.h"
#include "grouping_page.h"

/* A price is the least with the rule less the least without it. */
static void
check_price(const struct made *m, const char *rule, unsigned leave,
            double (*cost)(const struct made *, const size_t *))
{
    double random, with = least(m, cost, 0, &random);
    double rise = with - least(m, cost, leave, &random);
    char text[64];

    cell(m->page.bytes, "## What each rule costs", rule, 1, text);
    if (rise < 1e-9) {
        assert_string_equal(text, "nothing (proved)");
        return;
    }
    says(text, "", 100 * rise / (random - with));
    assert_non_null(strstr(text, " %"));
}

static void
prices_are_what_leaving_out_a_rule_gains(void **state)
{
    struct made m;

    (void)state;
    make_mixed(&m);
    check_price(&m, "together: 1 set, 2 students", 1, plain_spread);
    check_price(&m, "apart: 1 set, 2 students", 2, plain_spread);
    check_price(&m, "pins: 1 student", 4, plain_spread);
    check_price(&m, "iep spread evenly", 24, plain_spread);
    lacks(m.page.bytes, "5 seeds");
    end(&m);
}

/* ---- company and sizes have prices too ---- */

/* The earlier pairs who meet again, times more than any spread. */
static double
plain_company(const struct made *m, const size_t *group)
{
    double pairs = 0;
    size_t i, j;

    for (i = 0; i < N; i++)
        for (j = i + 1; earlier[i] && j < N; j++)
            pairs += earlier[i] == earlier[j] && group[i] == group[j];
    return 1000 * pairs + plain_spread(m, group);
}

static void
the_wish_for_new_company_has_a_price(void **state)
{
    struct made m;
    double random, with, without;
    char text[64];

    (void)state;
    begin(&m, COH_GROUP_MIXED);
    m.g.objective = COH_GROUPING_VARIANCE;
    m.g.p.previous = earlier;
    m.g.p.company = COH_GROUP_NEW_COMPANY;
    add_rule(&m, COH_GROUP_TOGETHER, "T1", keep_two, 2, NULL);
    take_measures(&m, 2, COH_GROUP_SPREAD);
    finish(&m, NULL, NULL);
    with = least(&m, plain_company, 0, &random);
    says(m.page.bytes, "## Who met before\n\n", floor(with / 1000));
    with = fmod(with, 1000);
    says(m.page.bytes, "Here **", with);
    without = least(&m, plain_spread, 0, &random);
    cell(m.page.bytes, "## What each rule costs", "new company", 1, text);
    says(text, "", 100 * (with - without) / (random - with));
    /* 01 and 02 were together: without the rule one pair fewer. */
    without = least(&m, plain_company, 1, &random);
    cell(m.page.bytes, "## What each rule costs", "together: 1 set, 2 students",
         1, text);
    assert_true(without < 1000);
    assert_string_equal(text, "1 pair together again who would not be");
    end(&m);
}

static void
narrow_sizes_have_a_price(void **state)
{
    const struct coh_grouping_sizes sizes = {
        .groups = 3, .size = -1, .min = 3, .max = 3};
    struct made m;
    double best = INFINITY, random, with, x;
    size_t code, rest, i, group[N], size[K + 1];
    char text[64];

    (void)state;
    make_similar(&m, 0);
    coh_text_clear(&m.page);
    {
        const struct coh_grouping_asked asked = {&sizes, NULL};

        assert_int_equal(
            coh_grouping_report(&m.g, &m.a, &m.r, &asked, &m.page, NULL), 0);
    }
    with = least(&m, plain_within, 0, &random);
    /* At least two in each, and no other bound. */
    for (code = 0; code < 19683; code++) {
        memset(size, 0, sizeof(size));
        for (rest = code, i = 0; i < N; i++, rest /= K)
            size[group[i] = rest % K + 1]++;
        if (size[1] < 2 || size[2] < 2 || size[3] < 2)
            continue;
        x = plain_within(&m, group);
        best = x < best ? x : best;
    }
    cell(m.page.bytes, "## What each rule costs", "least and greatest sizes", 1,
         text);
    if (with - best > 1e-9)
        says(text, "", 100 * (with - best) / (random - with));
    else
        assert_string_equal(text, "nothing (proved)");
    end(&m);
}

/* ---- not proved ---- */

enum { MANY = 40 };

/* Mean and spread of five seeds, with all rules or one alone. */
static void
draw(const struct made *m, const struct coh_group_rule *only, double *mean,
     double *spread)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    struct coh_group_problem p = m->g.p;
    double low = INFINITY, high = -INFINITY;
    size_t s;

    p.effort = 20000;
    p.rule = only ? only : p.rule;
    p.n_rules = only ? 1 : p.n_rules;
    for (*mean = 0, s = 0; s < 5; s++) {
        p.seed = 7 + s;
        assert_int_equal(coh_group_solve(&p, &m->g.aim, &a, NULL), 0);
        *mean += a.value / 5;
        low = fmin(low, a.value);
        high = fmax(high, a.value);
        coh_group_answer_release(&a);
    }
    *spread = high - low;
}

/* Five seeds with a rule and five without, by the definition. */
static void
a_price_within_the_spread_of_seeds_is_none(void **state)
{
    static const size_t two[2][2] = {{0, 39}, {5, 6}};
    struct coh_grouping_prices prices = COH_GROUPING_PRICES_INIT;
    struct made m;
    double z[MANY * 2], sum[2], spread[2], rise;
    size_t min[8], max[8], i;

    (void)state;
    begin(&m, COH_GROUP_MIXED);
    m.g.p.n = MANY;
    m.g.p.k = 8;
    m.g.p.missing = NULL;
    m.g.p.min = min;
    m.g.p.max = max;
    m.g.p.effort = 20 * 20000;
    coh_group_even_sizes(MANY, 8, min, max);
    for (i = 0; i < MANY; i++) {
        z[2 * i] = (double)i / 20 - 1;
        z[2 * i + 1] = (double)(i * i % 37) / 20 - 1;
    }
    add_rule(&m, COH_GROUP_TOGETHER, "T1", two[0], 2, NULL);
    add_rule(&m, COH_GROUP_APART, "A1", two[1], 2, NULL);
    assert_int_equal(coh_group_aim_points(&m.g.aim, COH_GROUP_SPREAD, &m.g.p, z,
                                          2, NULL, NULL),
                     0);
    assert_int_equal(coh_group_solve(&m.g.p, &m.g.aim, &m.a, NULL), 0);
    assert_false(m.a.proved);
    assert_int_equal(coh_grouping_prices(&m.g, &m.a, NULL, &prices, NULL), 0);
    assert_int_equal(prices.n, 2);
    assert_int_equal(prices.effort, 20000);
    for (i = 0; i < 2; i++) {
        draw(&m, NULL, &sum[1], &spread[1]);
        draw(&m, &m.rule[1 - i], &sum[0], &spread[0]);
        rise = sum[1] - sum[0];
        assert_false(prices.at[i].exact);
        if (rise > fmax(spread[0], spread[1])) {
            assert_int_equal(prices.at[i].level, COH_GROUPING_PRICE_VALUE);
            assert_true(fabs(prices.at[i].rise - rise) < 1e-9);
        } else {
            assert_int_equal(prices.at[i].level, COH_GROUPING_PRICE_NONE);
            assert_true(prices.at[i].rise == 0);
        }
    }
    assert_true(prices.sampled);
    coh_grouping_prices_release(&prices);
    end(&m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices_are_what_leaving_out_a_rule_gains),
        cmocka_unit_test(the_wish_for_new_company_has_a_price),
        cmocka_unit_test(narrow_sizes_have_a_price),
        cmocka_unit_test(a_price_within_the_spread_of_seeds_is_none),
    };

    return cmocka_run_group_tests(tests, deal, NULL);
}
