/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/theme.h"

#include <math.h>

#include "base/memory.h"

/* Parts of a need, and of a point where the exponent is no whole number. */
static const double need_parts = 10000, point_parts = 1000;

/* 1 − P(mastery) in ten-thousandths; 0 where it is not known. */
static int64_t
need_of(double mastery)
{
    return isnan(mastery) ? 0 : llround((1 - mastery) * need_parts);
}

size_t
coh_group_theme_greatest(const double *mastery, size_t themes, size_t i,
                         double need)
{
    int64_t cut = llround(need * need_parts), x, most = -1;
    size_t s, at = themes;

    for (s = 0; s < themes; s++) {
        if (isnan(mastery[i * themes + s]))
            continue;
        x = need_of(mastery[i * themes + s]);
        if (x >= cut && x > most) {
            most = x;
            at = s;
        }
    }
    return at;
}

static int
knows_any(const double *mastery, size_t themes)
{
    size_t s;

    for (s = 0; s < themes; s++)
        if (!isnan(mastery[s]))
            return 1;
    return 0;
}

/* What theme s costs a student with these masteries, whose greatest need is
 * `at` (`themes`: none). */
static int64_t
need_cost(const double *mastery, size_t themes, size_t at, size_t s)
{
    int64_t greatest = at < themes ? need_of(mastery[at]) : 0;

    if (!knows_any(mastery, themes))
        return 0;
    if (s == themes)
        return greatest;
    if (at < themes)
        return greatest - need_of(mastery[s]);
    return llround(need_parts) - need_of(mastery[s]);
}

static int
check_themes(const struct coh_group_problem *p, size_t themes, size_t most,
             const size_t *theme_of, struct coh_error *err)
{
    size_t g;

    for (g = 0; g < p->k; g++)
        if (theme_of[g] > most)
            return coh_fail(err, COH_INPUT,
                            "group %zu has theme %zu, and there are %zu", g + 1,
                            theme_of[g] + 1, themes);
    return 0;
}

int
coh_group_theme_needs(struct coh_group_aim *a,
                      const struct coh_group_problem *p, const double *mastery,
                      size_t themes, const size_t *theme_of, double need,
                      struct coh_error *err)
{
    int64_t *cost = NULL;
    size_t i, g, at;
    int rc = -1;

    *a = (struct coh_group_aim)COH_GROUP_AIM_INIT;
    for (i = 0; i < p->n * themes; i++)
        if (mastery[i] < 0 || mastery[i] > 1)
            return coh_fail(err, COH_INPUT,
                            "a probability of mastery of %g is not from 0 to 1",
                            mastery[i]);
    if (check_themes(p, themes, themes, theme_of, err))
        return -1;
    cost = coh_alloc_array(p->n, p->k * sizeof(*cost), err);
    if (!cost)
        return -1;
    for (i = 0; i < p->n; i++) {
        at = coh_group_theme_greatest(mastery, themes, i, need);
        for (g = 0; g < p->k; g++)
            cost[i * p->k + g] =
                need_cost(mastery + i * themes, themes, at, theme_of[g]);
    }
    rc = coh_group_aim_costs(a, p, NULL, cost, 1 / need_parts, err);
    coh_free(cost);
    return rc;
}

double
coh_group_theme_points(unsigned rank, unsigned list, unsigned longest,
                       double exponent)
{
    if (!list)
        return 0;
    return pow(rank ? rank : (double)longest + 1, exponent);
}

/* How many a student ranked, and the longest list. */
static unsigned
list_of(const unsigned *rank, size_t themes)
{
    unsigned n = 0;
    size_t s;

    for (s = 0; s < themes; s++)
        n += rank[s] != 0;
    return n;
}

int
coh_group_theme_choices(struct coh_group_aim *a,
                        const struct coh_group_problem *p, const unsigned *rank,
                        size_t themes, const size_t *theme_of, double exponent,
                        struct coh_error *err)
{
    double parts = exponent == floor(exponent) ? 1 : point_parts;
    int64_t *first, *second;
    unsigned list, longest = 0, got;
    size_t i, g;
    int rc = -1;

    *a = (struct coh_group_aim)COH_GROUP_AIM_INIT;
    if (!(exponent >= 0 && exponent <= 8))
        return coh_fail(err, COH_INPUT,
                        "the exponent of ranks has to be from 0 to 8");
    if (check_themes(p, themes, themes - 1, theme_of, err))
        return -1;
    first = coh_alloc_array(p->n, p->k * sizeof(*first), err);
    second = coh_alloc_array(p->n, p->k * sizeof(*second), err);
    if (!first || !second)
        goto out;
    for (i = 0; i < p->n; i++) {
        list = list_of(rank + i * themes, themes);
        longest = list > longest ? list : longest;
    }
    for (i = 0; i < p->n; i++) {
        list = list_of(rank + i * themes, themes);
        for (g = 0; g < p->k; g++) {
            got = rank[i * themes + theme_of[g]];
            first[i * p->k + g] = list && !got;
            second[i * p->k + g] = llround(
                coh_group_theme_points(got, list, longest, exponent) * parts);
        }
    }
    rc = coh_group_aim_costs(a, p, first, second, 1 / parts, err);
out:
    coh_free(first);
    coh_free(second);
    return rc;
}
