/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_REASON_CASE_H
#define COH_TEST_REASON_CASE_H

#include <math.h>
#include <stdio.h>

#include "group/aim.h"
#include "group/evidence.h"
#include "random_rules.h"

/*
 * A small random problem of any method with its evidence and aim, both made
 * from raw data here, and a grouping that keeps all rules, found by looking at
 * all.
 */

#define CASE_MEASURES 3
#define CASE_THEMES   4

enum reason_variant {
    CASE_BAND, /* similar, one measure */
    CASE_NEAR, /* similar, several */
    CASE_VARIANCE,
    CASE_KPLUS,
    CASE_DIVERSE,
    CASE_SKILL,
    CASE_INTEREST,
    CASE_VARIANTS,
};

struct reason_case {
    struct random_problem t;
    struct coh_group_evidence e;
    struct coh_group_aim aim;
    struct coh_group_answer a;
    size_t group[RANDOM_MOST];
    double raw[RANDOM_MOST * CASE_MEASURES], mean[CASE_MEASURES];
    double sd[CASE_MEASURES], weight[CASE_MEASURES];
    double z[RANDOM_MOST * CASE_MEASURES * 2];
    unsigned char dropped[CASE_MEASURES], blank[RANDOM_MOST];
    double mastery[RANDOM_MOST * CASE_THEMES];
    unsigned rank[RANDOM_MOST * CASE_THEMES], wishes[RANDOM_MOST];
    size_t theme_of[RANDOM_MOST];
    const char *id[RANDOM_MOST], *name[RANDOM_MOST], *rule[RANDOM_RULES];
    const char *theme[CASE_THEMES + 1], *measure[CASE_MEASURES];
    const char *previous[RANDOM_MOST];
    char text[RANDOM_MOST][40];
};

static inline void
case_names(struct reason_case *c)
{
    static const char *const ids[] = {
        "Begay, Ana (01)", "02", "03", "04", "05", "06", "07", "08", "09"};
    static const char *const rules[] = {"A1", "iep yes", "kind 0", "track b",
                                        "A2", "el yes",  "p",      "q"};
    static const char *const themes[] = {"5.NF.A.1", "5.NF.B.3", "Art",
                                         "5.NF.A", "extension"};
    static const char *const measures[] = {"math", "reading", "words, first"};

    memcpy(c->id, ids, sizeof(ids));
    memcpy(c->rule, rules, sizeof(rules));
    memcpy(c->theme, themes, sizeof(themes));
    memcpy(c->measure, measures, sizeof(measures));
    c->e.id = c->id;
    c->e.rule = c->rule;
    c->e.theme = c->theme;
    c->e.measure = c->measure;
    c->e.group = c->name;
    c->e.theme_of = c->theme_of;
}

static inline void
case_groups(struct reason_case *c, struct coh_random *r)
{
    size_t g, h, n;

    for (g = 0; g < c->t.p.k; g++) {
        c->name[g] = c->text[g];
        snprintf(c->text[g], sizeof(c->text[g]), "%zu", g + 1);
        if (!c->e.themes)
            continue;
        c->theme_of[g] =
            coh_random_below(r, c->e.themes + (c->e.method == COH_GROUP_SKILL));
        for (h = n = 0; h < g; h++)
            n += c->theme_of[h] == c->theme_of[g];
        snprintf(c->text[g], sizeof(c->text[g]), n ? "%s (%zu)" : "%s",
                 c->theme_of[g] == c->e.themes ? "extension"
                                               : c->theme[c->theme_of[g]],
                 n + 1);
    }
}

/* Scores with ties and gaps, mean and sd, z·√weight; a constant measure. */
static inline void
case_measures(struct reason_case *c, struct coh_random *r)
{
    size_t i, m, n, at, all = c->e.measures;
    double x;

    for (m = 0; m < all; m++) {
        c->weight[m] = random_chance(r, 3) ? 2 : 1;
        c->dropped[m] = m == 2 && random_chance(r, 2);
        for (n = i = 0, c->mean[m] = 0; i < c->t.p.n; i++) {
            x = ((double)coh_random_below(r, 40) - 5) / (m == 1 ? 2 : 1);
            x = c->dropped[m] ? 7 : x;
            c->raw[i * all + m] = random_chance(r, 8) ? NAN : x;
            n += !isnan(c->raw[i * all + m]);
            c->mean[m] += isnan(c->raw[i * all + m]) ? 0 : x;
        }
        c->mean[m] = n ? c->mean[m] / (double)n : NAN;
        for (c->sd[m] = 0, i = 0; i < c->t.p.n; i++) {
            x = c->raw[i * all + m] - c->mean[m];
            c->sd[m] += isnan(x) ? 0 : x * x;
        }
        c->sd[m] = n > 1 ? sqrt(c->sd[m] / (double)(n - 1)) : 0;
        c->dropped[m] = !(c->sd[m] > 1e-9);
        c->sd[m] = c->dropped[m] ? 0 : c->sd[m];
    }
    c->e.raw = c->raw;
    c->e.mean = c->mean;
    c->e.sd = c->sd;
    c->e.weight = c->weight;
    c->e.dropped = c->dropped;
    for (at = i = 0; i < c->t.p.n; i++)
        for (c->blank[i] = 1, m = 0; m < all; m++) {
            x = c->raw[i * all + m];
            if (c->dropped[m])
                continue;
            c->blank[i] &= isnan(x) != 0;
            c->z[at++] =
                isnan(x) ? 0 : sqrt(c->weight[m]) * (x - c->mean[m]) / c->sd[m];
        }
}

static inline void
case_themes(struct reason_case *c, struct coh_random *r)
{
    size_t i, t, j, all = c->e.themes;
    unsigned n;

    for (i = 0; i < c->t.p.n; i++) {
        int none = random_chance(r, 6);
        for (t = 0; t < all; t++)
            c->mastery[i * all + t] =
                none || random_chance(r, 7)
                    ? NAN
                    : (double)coh_random_below(r, 21) / 20;
        for (n = 0; !none && n < 1 + coh_random_below(r, 3);) {
            j = coh_random_below(r, all);
            if (!c->rank[i * all + j])
                c->rank[i * all + j] = ++n;
        }
        c->wishes[i] = n;
    }
    c->e.mastery = c->mastery;
    c->e.rank = c->rank;
    c->e.wishes = c->wishes;
    c->e.need = .5;
    c->e.rank_exponent = 2;
}

static inline int
case_costs(struct reason_case *c)
{
    int64_t first[RANDOM_MOST * RANDOM_MOST] = {0};
    int64_t second[RANDOM_MOST * RANDOM_MOST] = {0};
    size_t i, g, t, all = c->e.themes, k = c->t.p.k;
    int skill = c->e.method == COH_GROUP_SKILL;
    double need;
    unsigned rank;

    for (i = 0; i < c->t.p.n; i++)
        for (g = 0; g < k; g++) {
            t = c->theme_of[g];
            need = t == all ? .5 : 1 - c->mastery[i * all + t];
            rank = t == all ? 0 : c->rank[i * all + t];
            if (skill) {
                second[i * k + g] =
                    isnan(need) ? 10000 : 10000 - llround(10000 * need);
            } else if (c->wishes[i]) {
                first[i * k + g] = !rank;
                second[i * k + g] = rank ? rank * rank : 16;
            }
        }
    return coh_group_aim_costs(&c->aim, &c->t.p, skill ? NULL : first, second,
                               skill ? 1e-4 : 1, NULL);
}

static inline int
case_aim(struct reason_case *c, enum reason_variant variant,
         struct coh_random *r)
{
    size_t i, m, d = 0, n = c->t.p.n;
    double z[RANDOM_MOST * CASE_MEASURES * 2];

    for (m = 0; m < c->e.measures; m++)
        d += !c->dropped[m];
    if (c->e.themes)
        return case_costs(c);
    if (d == 0) {
        memset(c->z, 0, sizeof(c->z));
        d = 1;
    }
    if (variant == CASE_BAND || variant == CASE_NEAR)
        return coh_group_aim_points(&c->aim, COH_GROUP_NEAR, &c->t.p, c->z, d,
                                    c->blank, NULL);
    if (variant == CASE_DIVERSE)
        return coh_group_aim_distances(&c->aim, &c->t.p, c->z, d,
                                       random_chance(r, 2), NULL);
    if (variant == CASE_VARIANCE)
        return coh_group_aim_points(&c->aim, COH_GROUP_SPREAD, &c->t.p, c->z, d,
                                    NULL, NULL);
    for (i = 0; i < n; i++)
        for (m = 0; m < d; m++) {
            z[i * 2 * d + m] = c->z[i * d + m];
            z[i * 2 * d + d + m] = c->z[i * d + m] * c->z[i * d + m] - 1;
        }
    return coh_group_aim_points(&c->aim, COH_GROUP_SPREAD, &c->t.p, z, 2 * d,
                                NULL, NULL);
}

/* A grouping that keeps all: the best, or any; 0: there is none. */
static inline int
case_grouping(struct reason_case *c, int best, struct coh_random *r)
{
    size_t group[RANDOM_MOST], n = c->t.p.n, k = c->t.p.k, found = 0;
    int64_t least = INT64_MAX, x;

    first_assignment(group, n);
    do {
        if (!keeps_all(&c->t.p, group))
            continue;
        x = best ? coh_group_aim_whole(&c->aim, &c->t.p, group)
                 : (int64_t)coh_random_below(r, 1000);
        if (!found++ || x < least) {
            least = x;
            memcpy(c->group, group, sizeof(group));
        }
    } while (next_assignment(group, n, k));
    c->a = (struct coh_group_answer)COH_GROUP_ANSWER_INIT;
    c->a.outcome = COH_GROUP_FEASIBLE;
    c->a.group = c->group;
    return found > 0;
}

/* An earlier grouping by name: some new, some in groups that are gone. */
static inline void
case_previous(struct reason_case *c, struct coh_random *r)
{
    size_t i, g;

    if (!random_chance(r, 2))
        return;
    for (i = 0; i < c->t.p.n; i++) {
        g = coh_random_below(r, c->t.p.k + 2);
        c->previous[i] = g < c->t.p.k ? c->name[g] : g > c->t.p.k ? "gone" : 0;
    }
    c->e.previous = c->previous;
}

/* Draw until a grouping exists. Release with coh_group_aim_release(&c->aim). */
static inline void
draw_case(struct reason_case *c, enum reason_variant variant,
          struct coh_random *r)
{
    static const enum coh_group_method methods[] = {
        COH_GROUP_SIMILAR, COH_GROUP_SIMILAR, COH_GROUP_MIXED,
        COH_GROUP_MIXED,   COH_GROUP_MIXED,   COH_GROUP_SKILL,
        COH_GROUP_INTEREST};

    for (;;) {
        memset(c, 0, sizeof(*c));
        c->aim = (struct coh_group_aim)COH_GROUP_AIM_INIT;
        random_problem(&c->t, r);
        if (random_chance(r, 3))
            c->t.p.n_rules = 0;
        c->e.method = methods[variant];
        case_names(c);
        if (variant == CASE_SKILL || variant == CASE_INTEREST)
            c->e.themes = 1 + coh_random_below(r, CASE_THEMES);
        else
            c->e.measures =
                variant == CASE_BAND ? 1 : 1 + coh_random_below(r, 3);
        case_groups(c, r);
        case_measures(c, r);
        if (c->e.themes)
            case_themes(c, r);
        if (random_chance(r, 2))
            c->e.sem = 1 + (double)coh_random_below(r, 6) / 2;
        else if (random_chance(r, 2))
            c->e.reliability = .8;
        case_previous(c, r);
        if (!case_aim(c, variant, r) &&
            case_grouping(c, (int)coh_random_below(r, 2), r))
            return;
        coh_group_aim_release(&c->aim);
    }
}

/* n students in k groups of `size`, without rules; names as in the sheet. */
static inline void
plain(struct reason_case *c, enum coh_group_method method, size_t n, size_t k,
      size_t size, const size_t *group)
{
    size_t g;

    memset(c, 0, sizeof(*c));
    c->aim = (struct coh_group_aim)COH_GROUP_AIM_INIT;
    c->t.p = (struct coh_group_problem){.n = n, .k = k};
    c->t.p.min = c->t.min;
    c->t.p.max = c->t.max;
    c->t.p.rule = c->t.rule;
    for (g = 0; g < k; g++)
        c->t.min[g] = c->t.max[g] = size;
    c->e.method = method;
    case_names(c);
    for (g = 0; g < k; g++) {
        c->name[g] = c->text[g];
        snprintf(c->text[g], sizeof(c->text[g]), "%zu", g + 1);
    }
    memcpy(c->group, group, n * sizeof(*group));
    c->a.group = c->group;
}

/* Scores by hand; mean and sd as R's mean() and sd(). -1: no aim. */
static inline int
measured(struct reason_case *c, size_t measures, const double *raw,
         const double *mean, const double *sd, enum reason_variant variant)
{
    struct coh_random r = {.state = 1};
    size_t i, m;

    c->e.measures = measures;
    memcpy(c->raw, raw, c->t.p.n * measures * sizeof(*raw));
    memcpy(c->mean, mean, measures * sizeof(*mean));
    memcpy(c->sd, sd, measures * sizeof(*sd));
    for (m = 0; m < measures; m++)
        c->weight[m] = 1;
    for (i = 0; i < c->t.p.n; i++)
        for (c->blank[i] = 1, m = 0; m < measures; m++) {
            double x = raw[i * measures + m];
            c->blank[i] &= isnan(x) != 0;
            c->z[i * measures + m] = isnan(x) ? 0 : (x - mean[m]) / sd[m];
        }
    c->e.raw = c->raw;
    c->e.mean = c->mean;
    c->e.sd = c->sd;
    c->e.weight = c->weight;
    return case_aim(c, variant, &r);
}

#endif
