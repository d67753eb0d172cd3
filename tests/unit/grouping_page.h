/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_GROUPING_PAGE_H
#define COH_TEST_GROUPING_PAGE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "flow/grouping-report.h"
#include "group/solve.h"

/*
 * Nine students in three groups of three are few enough to look at all 1,680
 * groupings: what "random groups" have is the plain mean over them, the best
 * is the least of them, and a price is the least with a rule less the least
 * without it. The code here knows no sums over groups, closed forms or fixed
 * points. For the tests that recompute every number of a page.
 */

enum { N = 9, K = 3, ALL = 1680 };

static size_t every[ALL][N];

/* All ways to deal nine onto three groups of three. */
static inline int
deal(void **state)
{
    size_t code, i, at, n = 0, size[K];

    (void)state;
    for (code = 0; code < 19683; code++) {
        size_t rest = code;

        memset(size, 0, sizeof(size));
        for (i = 0; i < N; i++, rest /= K) {
            at = rest % K;
            size[at]++;
            if (n < ALL)
                every[n][i] = at + 1;
        }
        if (size[0] == 3 && size[1] == 3 && size[2] == 3)
            n++;
    }
    assert_int_equal(n, ALL);
    return 0;
}

/* ---- reading the page ---- */

/* The number behind `lead` on the page is x, as exactly as it is written. */
static inline void
says(const char *page, const char *lead, double x)
{
    const char *at = strstr(page, lead), *c;
    double read, half = .5;
    char *end;

    if (!at)
        fail_msg("the page does not say '%s':\n%s", lead, page);
    at += strlen(lead);
    read = strtod(at, &end);
    if (end == at)
        fail_msg("no number behind '%s'", lead);
    for (c = at; c < end && *c != '.'; c++)
        ;
    for (c++; c < end; c++)
        half /= 10;
    if (fabs(read - x) > half * 1.000001 + 1e-12)
        fail_msg("'%s' %.*s, and it is %.9g:\n%s", lead, (int)(end - at), at, x,
                 page);
}

static inline void
holds(const char *page, const char *text)
{
    if (!strstr(page, text))
        fail_msg("the page does not say '%s':\n%s", text, page);
}

static inline void
lacks(const char *page, const char *text)
{
    if (strstr(page, text))
        fail_msg("the page says '%s':\n%s", text, page);
}

/* Cell `column` (from 1) of the row that starts with "| NAME |", behind the
 * heading. */
static inline const char *
cell(const char *page, const char *heading, const char *name, size_t column,
     char out[64])
{
    char lead[80];
    const char *at;
    size_t n = 0;

    snprintf(lead, sizeof(lead), "\n| %s |", name);
    at = strstr(page, heading);
    assert_non_null(at);
    at = strstr(at, lead);
    if (!at)
        fail_msg("no row %s under %s:\n%s", name, heading, page);
    for (at += 2; column; at++)
        column -= *at == '|';
    for (at++; *at != '|' && n < 63; at++)
        out[n++] = *at;
    while (n && out[n - 1] == ' ')
        n--;
    out[n] = 0;
    return out;
}

/* ---- what is grouped ---- */

static const char *const ids[N] = {"01", "02", "03", "04", "05",
                                   "06", "07", "08", "09"};
static const char *const labels[N] = {"Ada (01)", "Bo (02)",  "Cy (03)",
                                      "Di (04)",  "Ed (05)",  "Flo (06)",
                                      "Gus (07)", "Hal (08)", "Ida (09)"};
static const char *const numbers[K] = {"1", "2", "3"};
static const char *const measures[] = {"math", "words per_minute"};
static const char *const before[N] = {"1", "1", "1",  "2", "2",
                                      "2", "3", NULL, "3"};
static const size_t earlier[N] = {1, 1, 1, 2, 2, 2, 3, 0, 3};

/* 07 has no math, 03 no words, 08 has nothing. */
static const double raw[N * 2] = {12, 60.5, 15, 71,  19, NAN, 22,  90, 22,
                                  84, 27,   99, NAN, 65, NAN, NAN, 30, 120};

struct made {
    struct coh_grouping g;
    struct coh_group_answer a;
    struct coh_group_reasons r;
    struct coh_text page;
    size_t min[K], max[K], pin[N];
    int64_t score[N];
    unsigned char missing[N], dropped[2], own[8];
    double mean[2], sd[2], weight[2];
    struct coh_group_rule rule[8];
    const char *name[8];
    struct coh_grouping_trait trait[2];
};

/* Mean and sd with n − 1, two passes. */
static inline void
scale(const double *x, size_t n, size_t step, double *mean, double *sd)
{
    double sum = 0, squares = 0, count = 0;
    size_t i;

    for (i = 0; i < n; i++)
        if (!isnan(x[i * step])) {
            sum += x[i * step];
            count++;
        }
    *mean = sum / count;
    for (i = 0; i < n; i++)
        if (!isnan(x[i * step]))
            squares += pow(x[i * step] - *mean, 2);
    *sd = sqrt(squares / (count - 1));
}

static inline void
begin(struct made *m, enum coh_group_method method)
{
    size_t i;

    memset(m, 0, sizeof(*m));
    m->g = (struct coh_grouping)COH_GROUPING_INIT;
    m->r = (struct coh_group_reasons)COH_GROUP_REASONS_INIT;
    for (i = 0; i < K; i++)
        m->min[i] = m->max[i] = 3;
    m->g.method = m->g.e.method = method;
    m->g.id = (const char **)(uintptr_t)ids;
    m->g.label = (const char **)(uintptr_t)labels;
    m->g.missing = m->missing;
    m->g.rule_own = m->own;
    m->g.rule = m->rule;
    m->g.trait = m->trait;
    m->g.pin = m->pin;
    m->g.p = (struct coh_group_problem){.n = N,
                                        .k = K,
                                        .min = m->min,
                                        .max = m->max,
                                        .missing = m->missing,
                                        .rule = m->rule,
                                        .seed = 7};
    m->g.e.id = labels;
    m->g.e.group = numbers;
    m->g.e.rule = m->name;
    m->g.e.mean = m->mean;
    m->g.e.sd = m->sd;
    m->g.e.weight = m->weight;
    m->g.e.dropped = m->dropped;
    m->weight[0] = m->weight[1] = 1;
}

static inline void
add_rule(struct made *m, enum coh_group_rule_kind kind, const char *name,
         const size_t *member, size_t n, const size_t *group)
{
    m->name[m->g.p.n_rules] = name;
    m->rule[m->g.p.n_rules++] = (struct coh_group_rule){
        .kind = kind,
        .n = n,
        .member = member,
        .n_groups = group ? 1 : 0,
        .group = group,
    };
}

/* The z scores of the measures, 0 where there is none. */
static inline void
take_measures(struct made *m, size_t n, enum coh_group_aim_kind kind)
{
    unsigned char blank[N];
    double z[N * 2];
    size_t i, d;

    m->g.e.measures = n;
    m->g.e.measure = measures;
    m->g.e.raw = raw;
    for (d = 0; d < n; d++)
        scale(raw + d, N, n, &m->mean[d], &m->sd[d]);
    for (i = 0; i < N; i++) {
        blank[i] = 1;
        for (d = 0; d < n; d++) {
            z[i * n + d] = isnan(raw[i * n + d])
                               ? 0
                               : (raw[i * n + d] - m->mean[d]) / m->sd[d];
            blank[i] &= isnan(raw[i * n + d]) != 0;
        }
        m->missing[i] = blank[i];
        m->g.n_missing += blank[i];
    }
    assert_int_equal(
        coh_group_aim_points(&m->g.aim, kind, &m->g.p, z, n, blank, NULL), 0);
}

static inline void
finish(struct made *m, const struct coh_grouping_sizes *sizes,
       struct coh_error *err)
{
    const struct coh_grouping_asked asked = {sizes, "cohort group x"};

    assert_int_equal(coh_group_solve(&m->g.p, &m->g.aim, &m->a, err), 0);
    assert_int_equal(m->a.outcome, COH_GROUP_FEASIBLE);
    assert_int_equal(
        coh_group_reasons_init(&m->r, &m->g.p, &m->g.aim, &m->g.e, &m->a, err),
        0);
    assert_int_equal(
        coh_grouping_report(&m->g, &m->a, &m->r, &asked, &m->page, err), 0);
}

static inline void
end(struct made *m)
{
    coh_text_release(&m->page);
    coh_group_reasons_release(&m->r);
    coh_group_answer_release(&m->a);
    coh_group_aim_release(&m->g.aim);
}

/* ---- the plain reading ---- */

/* Mean of one measure over a group; NAN without a score. */
static inline double
plain_mean(const size_t *group, size_t at, const double *x, size_t step,
           size_t *scored)
{
    double sum = 0;
    size_t i;

    for (*scored = i = 0; i < N; i++)
        if (group[i] == at && !isnan(x[i * step])) {
            sum += x[i * step];
            ++*scored;
        }
    return *scored ? sum / (double)*scored : NAN;
}

/* Σ over groups of size·|mean z|², z of the missing 0. */
static inline double
plain_spread(const struct made *m, const size_t *group)
{
    double sum = 0, mean;
    size_t at, d, i, n = m->g.e.measures;

    for (at = 1; at <= K; at++)
        for (d = 0; d < n; d++) {
            for (mean = 0, i = 0; i < N; i++)
                if (group[i] == at && !isnan(raw[i * n + d]))
                    mean += (raw[i * n + d] - m->mean[d]) / m->sd[d] / 3;
            sum += 3 * mean * mean;
        }
    return sum;
}

/* Does it keep all rules but those with `leave` set? */
static inline int
plain_keeps(const struct made *m, const size_t *group, unsigned leave)
{
    size_t r;

    for (r = 0; r < m->g.p.n_rules; r++)
        if (!(leave >> r & 1) && !coh_group_keeps(&m->g.p, r, group))
            return 0;
    return 1;
}

static inline double
least(const struct made *m, double (*cost)(const struct made *, const size_t *),
      unsigned leave, double *mean)
{
    double best = INFINITY, sum = 0, x;
    size_t i;

    for (i = 0; i < ALL; i++) {
        x = cost(m, every[i]);
        sum += x;
        if (plain_keeps(m, every[i], leave) && x < best)
            best = x;
    }
    *mean = sum / ALL;
    return best;
}

/* ---- mixed ---- */

static const size_t keep_two[] = {0, 1}, part_two[] = {4, 3}, pin_one[] = {8};
static const size_t pinned_to[] = {2}, of_iep[N] = {0, 1, 1, 1, 0, 1, 1, 1, 0};
static const size_t with_iep[] = {0, 4, 8}, no_iep[] = {1, 2, 3, 5, 6, 7};
static const char *const yes_no[] = {"yes", "no"};

static inline void
make_mixed(struct made *m)
{
    begin(m, COH_GROUP_MIXED);
    m->g.objective = COH_GROUPING_VARIANCE;
    add_rule(m, COH_GROUP_TOGETHER, "T1", keep_two, 2, NULL);
    add_rule(m, COH_GROUP_APART, "A1", part_two, 2, NULL);
    add_rule(m, COH_GROUP_PIN, "", pin_one, 1, pinned_to);
    add_rule(m, COH_GROUP_BALANCE, "iep yes", with_iep, 3, NULL);
    add_rule(m, COH_GROUP_BALANCE, "iep no", no_iep, 6, NULL);
    m->trait[0] = (struct coh_grouping_trait){"iep", 2, yes_no, of_iep};
    m->g.n_traits = 1;
    m->g.p.previous = earlier;
    m->g.e.previous = before;
    take_measures(m, 2, COH_GROUP_SPREAD);
    finish(m, NULL, NULL);
}

/* ---- similar ---- */

/* 04 and 05 have the same score, 09 none. */
static const double one[N] = {11, 12, 13.5, 20, 20, 24, 30, 31, NAN};

static inline double
plain_within(const struct made *m, const size_t *group)
{
    double sum = 0;
    size_t i, n;

    (void)m;
    for (i = 0; i < N; i++)
        if (!isnan(one[i]))
            sum += pow(one[i] - plain_mean(group, group[i], one, 1, &n), 2);
    return sum;
}

static inline void
make_similar(struct made *m, double sem)
{
    double z[N];
    size_t i;

    begin(m, COH_GROUP_SIMILAR);
    m->g.e.measures = 1;
    m->g.e.measure = measures;
    m->g.e.raw = one;
    m->g.e.scale = m->g.scale = 1;
    m->g.e.sem = sem;
    scale(one, N, 1, &m->mean[0], &m->sd[0]);
    for (i = 0; i < N; i++) {
        m->missing[i] = isnan(one[i]) != 0;
        m->score[i] = m->missing[i] ? 0 : llround(one[i] * 10);
        z[i] = m->missing[i] ? 0 : (one[i] - m->mean[0]) / m->sd[0];
    }
    m->g.n_missing = 1;
    m->g.score = m->score;
    m->g.p.score = m->score;
    assert_int_equal(coh_group_aim_points(&m->g.aim, COH_GROUP_NEAR, &m->g.p, z,
                                          1, m->missing, NULL),
                     0);
    finish(m, NULL, NULL);
}

#endif
