/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/memory.h"
#include "flow/grouping-figures.h"
#include "grouping_page.h"

/* Mean over pairs of groups of the squared difference of their means. */
static double
plain_apart(const size_t *group, const double *x, size_t step)
{
    double sum = 0, pairs = 0, a, b;
    size_t i, j, n;

    for (i = 1; i <= K; i++)
        for (j = i + 1; j <= K; j++) {
            a = plain_mean(group, i, x, step, &n);
            b = plain_mean(group, j, x, step, &n);
            if (isnan(a) || isnan(b))
                continue;
            sum += (a - b) * (a - b);
            pairs++;
        }
    return sum / pairs;
}

static int
same_counts(const size_t *a, const size_t *b, const double *x, size_t step)
{
    size_t at, n, k;

    for (at = 1; at <= K; at++) {
        plain_mean(a, at, x, step, &n);
        plain_mean(b, at, x, step, &k);
        if (n != k)
            return 0;
    }
    return 1;
}

static void
check_means_apart(const struct made *m, size_t d, const char *lead,
                  const char *then)
{
    size_t i, n = m->g.e.measures;
    double sum = 0, count = 0;

    /* Random groups with as many scores in each as these have. */
    for (i = 0; i < ALL; i++)
        if (same_counts(every[i], m->a.group, raw + d, n)) {
            sum += plain_apart(every[i], raw + d, n);
            count++;
        }
    says(m->page.bytes, lead, sqrt(plain_apart(m->a.group, raw + d, n)));
    says(strstr(m->page.bytes, lead), then, sqrt(sum / count));
}

static void
check_group_table(const struct made *m)
{
    size_t at, d, i, n, size, lost, k = m->g.e.measures;
    char text[64], *rest;
    double x, low, high;

    for (at = 1; at <= K; at++) {
        for (size = lost = i = 0; i < N; i++) {
            size += m->a.group[i] == at;
            lost += m->a.group[i] == at && m->missing[i];
        }
        assert_int_equal(strtoul(cell(m->page.bytes, "## The groups",
                                      numbers[at - 1], 1, text),
                                 NULL, 10),
                         size);
        if (m->g.n_missing)
            assert_int_equal(strtoul(cell(m->page.bytes, "## The groups",
                                          numbers[at - 1], 2, text),
                                     NULL, 10),
                             lost);
        for (d = 0; d < k; d++) {
            size_t column = 2 + (m->g.n_missing > 0) + 2 * d;

            x = plain_mean(m->a.group, at, raw + d, k, &n);
            cell(m->page.bytes, "## The groups", numbers[at - 1], column, text);
            if (!n) {
                assert_string_equal(text, "");
                continue;
            }
            assert_true(fabs(strtod(text, NULL) - x) <= .0500001);
            low = INFINITY;
            high = -INFINITY;
            for (i = 0; i < N; i++)
                if (m->a.group[i] == at && !isnan(raw[i * k + d])) {
                    low = fmin(low, raw[i * k + d]);
                    high = fmax(high, raw[i * k + d]);
                }
            cell(m->page.bytes, "## The groups", numbers[at - 1], column + 1,
                 text);
            assert_true(strtod(text, &rest) == low);
            assert_memory_equal(rest, " to ", 4);
            assert_true(strtod(rest + 4, NULL) == high);
        }
    }
}

static void
a_mixed_page_says_what_all_groupings_say(void **state)
{
    struct made m;
    double random, best;

    (void)state;
    make_mixed(&m);
    best = least(&m, plain_spread, 0, &random);
    says(m.page.bytes, "Here **", best);
    says(m.page.bytes, "random groups have ", random);
    holds(m.page.bytes, "**Proved optimal:**");
    check_means_apart(&m, 0, "**math:** the means of two groups are typically ",
                      "in random groups, ");
    check_means_apart(
        &m, 1, "**words per\\_minute:** the means of two groups are typically ",
        "in random groups, ");
    check_group_table(&m);
    end(&m);
}

static void
earlier_company_is_counted_and_named(void **state)
{
    struct made m;
    double now = 0, sum = 0;
    size_t i, j, s, moved = 0;
    char text[64];

    (void)state;
    make_mixed(&m);
    for (i = 0; i < N; i++)
        for (j = i + 1; earlier[i] && j < N; j++) {
            if (earlier[i] != earlier[j])
                continue;
            now += m.a.group[i] == m.a.group[j];
            for (s = 0; s < ALL; s++)
                sum += every[s][i] == every[s][j];
            if (m.a.group[i] != m.a.group[j])
                continue;
            snprintf(text, sizeof(text), "%s and %s (group %zu)", labels[i],
                     labels[j], m.a.group[i]);
            holds(m.page.bytes, text);
        }
    says(m.page.bytes, "## Who met before\n\n", now);
    says(strstr(m.page.bytes, "## Who met before"), "in random groups, ",
         sum / ALL);
    for (i = 0; i < N; i++)
        if (before[i] && strcmp(before[i], numbers[m.a.group[i] - 1]) != 0) {
            snprintf(text, sizeof(text), "%s, %s to %s", labels[i], before[i],
                     numbers[m.a.group[i] - 1]);
            holds(m.page.bytes, text);
            moved++;
        }
    snprintf(text, sizeof(text), "(%zu of 8)", moved);
    holds(m.page.bytes, text);
    holds(m.page.bytes, "New: 1.");
    holds(m.page.bytes, "**No score (1).**");
    end(&m);
}

static void
kinds_stand_beside_their_even_share(void **state)
{
    struct made m;
    size_t at, i, n;
    char text[64], want[64];

    (void)state;
    make_mixed(&m);
    for (at = 1; at <= K; at++) {
        for (n = i = 0; i < 3; i++)
            n += m.a.group[with_iep[i]] == at;
        /* Three of nine in a group of three: one. Of two kinds the rarer has
         * a column. */
        snprintf(want, sizeof(want), "%zu (1.0)", n);
        assert_string_equal(cell(m.page.bytes, "### The mix in each group",
                                 numbers[at - 1], 1, text),
                            want);
    }
    lacks(m.page.bytes, "| iep no |");
    end(&m);
}

static void
a_similar_page_says_what_all_groupings_say(void **state)
{
    struct made m;
    double random, best, square;

    (void)state;
    make_similar(&m, 0);
    square = m.sd[0] * m.sd[0];
    best = least(&m, plain_within, 0, &random);
    says(m.page.bytes, "Here **", best / square);
    says(m.page.bytes, "random groups have ", random / square);
    says(m.page.bytes, "students are typically ", sqrt(best / 8));
    says(m.page.bytes, "in random groups, ", sqrt(random / 8));
    holds(m.page.bytes, "**Proved optimal:**");
    holds(m.page.bytes, "**No score (1).** Placed by size and rules only: Ida "
                        "(09).");
    holds(m.page.bytes, "with --reliability or --sem");
    lacks(m.page.bytes, "What each rule costs");
    end(&m);
}

/* Φ by numerical integration, not by erfc. */
static double
normal(double x)
{
    double sum = 0, step = (x + 10) / 200000, t;
    size_t i;

    for (i = 0; i < 200000; i++) {
        t = -10 + ((double)i + .5) * step;
        sum += exp(-t * t / 2) * step;
    }
    return sum / 2.5066282746310002;
}

/* Kelley's true score of student i lies between two cuts. */
static double
between(const struct made *m, size_t i, double low, double high, double sem)
{
    double r = 1 - sem * sem / (m->sd[0] * m->sd[0]);
    double t = r * one[i] + (1 - r) * m->mean[0], see = sem * sqrt(r);

    return normal((high - t) / see) - normal((low - t) / see);
}

static void
who_is_near_an_edge_is_told_with_the_chances(void **state)
{
    struct made m;
    double cut[4] = {-1e3, 0, 0, 1e3}, lowest, highest, p;
    size_t at, i, g, near = 0;
    char lead[80];

    (void)state;
    make_similar(&m, 3.2);
    for (at = 1; at < K; at++) {
        highest = -INFINITY;
        lowest = INFINITY;
        for (i = 0; i < N; i++) {
            if (m.a.group[i] == at && !isnan(one[i]))
                highest = fmax(highest, one[i]);
            if (m.a.group[i] == at + 1 && !isnan(one[i]))
                lowest = fmin(lowest, one[i]);
        }
        cut[at] = (highest + lowest) / 2;
    }
    for (i = 0; i < N; i++) {
        if (isnan(one[i]) ||
            (fabs(one[i] - cut[1]) > 3.2 && fabs(one[i] - cut[2]) > 3.2))
            continue;
        near++;
        snprintf(lead, sizeof(lead), "\n  - %s, in group %zu:", labels[i],
                 m.a.group[i]);
        holds(m.page.bytes, lead);
        for (g = 1; g <= K; g++) {
            p = between(&m, i, cut[g - 1], cut[g], 3.2);
            if (p < .101)
                continue;
            snprintf(lead, sizeof(lead), " group %zu ", g);
            says(strchr(strstr(m.page.bytes, labels[i]), ':'), lead, 100 * p);
        }
    }
    assert_true(near > 0);
    says(m.page.bytes, "Within 1 SEM of another group (", (double)near);
    end(&m);
}

static void
a_second_test_is_foretold_from_the_reliability(void **state)
{
    struct made m;
    double r, mean;
    size_t n;
    const char *at;

    (void)state;
    make_similar(&m, 2.5);
    r = 1 - 2.5 * 2.5 / (m.sd[0] * m.sd[0]);
    at = strstr(m.page.bytes, "## Before you speak of progress");
    assert_non_null(at);
    says(at, "With a reliability of ", r);
    mean = plain_mean(m.a.group, 1, one, 1, &n);
    says(at, "group 1 (mean ", mean);
    says(strstr(at, "group 1 (mean "), "all ", m.mean[0]);
    says(strstr(at, "group 1 (mean "), ") about ",
         (1 - r) * (m.mean[0] - mean));
    mean = plain_mean(m.a.group, 3, one, 1, &n);
    says(at, "group 3 (mean ", mean);
    says(strstr(at, "group 3 (mean "), ") about ",
         (1 - r) * (mean - m.mean[0]));
    holds(at, "higher and group 3");
    end(&m);
}

static void
the_gap_is_a_share_of_what_random_groups_leave(void **state)
{
    (void)state;
    /* Closed form: (bound − value)/(bound − random mean). */
    assert_true(fabs(coh_grouping_gap(3, 1, 9) - 25) < 1e-12);
    assert_true(coh_grouping_gap(1, 1, 9) == 0);
    assert_true(isnan(coh_grouping_gap(3, 9, 9)));
}

static void
a_page_survives_every_failed_allocation(void **state)
{
    const struct coh_grouping_sizes sizes = {
        .groups = 3, .size = -1, .min = 3, .max = 3};
    const struct coh_grouping_asked asked = {&sizes, "again"};
    struct coh_text page;
    struct made m;
    size_t n, done = 0;

    (void)state;
    make_mixed(&m);
    for (n = 1; !done && n < 100000; n += 1 + n / 40) {
        page = (struct coh_text)COH_TEXT_INIT;
        coh_memory_fail_at(n, 1);
        done = coh_grouping_report(&m.g, &m.a, &m.r, &asked, &page, NULL) == 0;
        coh_memory_fail_at(0, 0);
        coh_text_release(&page);
    }
    assert_true(done);
    end(&m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mixed_page_says_what_all_groupings_say),
        cmocka_unit_test(earlier_company_is_counted_and_named),
        cmocka_unit_test(kinds_stand_beside_their_even_share),
        cmocka_unit_test(a_similar_page_says_what_all_groupings_say),
        cmocka_unit_test(who_is_near_an_edge_is_told_with_the_chances),
        cmocka_unit_test(a_second_test_is_foretold_from_the_reliability),
        cmocka_unit_test(the_gap_is_a_share_of_what_random_groups_leave),
        cmocka_unit_test(a_page_survives_every_failed_allocation),
    };

    return cmocka_run_group_tests(tests, deal, NULL);
}
