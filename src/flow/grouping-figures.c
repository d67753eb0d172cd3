/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-figures.h"

#include <math.h>

static double
raw(const struct coh_grouping *g, size_t i, size_t measure)
{
    return g->e.raw[i * g->e.measures + measure];
}

static size_t
size_of(const struct coh_grouping *g, const size_t *group, size_t at)
{
    size_t i, n = 0;

    for (i = 0; i < g->p.n; i++)
        n += group[i] == at;
    return n;
}

struct coh_grouping_profile
coh_grouping_profile(const struct coh_grouping *g, const size_t *group,
                     size_t at, size_t measure)
{
    struct coh_grouping_profile x = {0, 0, NAN, NAN, NAN};
    double first = 0, sum = 0, value;
    size_t i;

    for (i = 0; i < g->p.n; i++) {
        if (group[i] != at)
            continue;
        x.size++;
        value = raw(g, i, measure);
        if (isnan(value))
            continue;
        /* About the first score, so that large scores lose no digits. */
        if (!x.scored++)
            x.low = x.high = first = value;
        x.low = fmin(x.low, value);
        x.high = fmax(x.high, value);
        sum += value - first;
    }
    if (x.scored)
        x.mean = first + sum / (double)x.scored;
    return x;
}

/* Sum of squares about the mean of all scores, and how many there are. */
static double
about_mean(const struct coh_grouping *g, size_t measure, size_t *n)
{
    double first = 0, sum = 0, mean, squares = 0, x;
    size_t i;

    for (*n = i = 0; i < g->p.n; i++) {
        x = raw(g, i, measure);
        if (isnan(x))
            continue;
        if (!(*n)++)
            first = x;
        sum += x - first;
    }
    mean = *n ? sum / (double)*n : 0;
    for (i = 0; i < g->p.n; i++) {
        x = raw(g, i, measure) - first - mean;
        if (!isnan(x))
            squares += x * x;
    }
    return squares;
}

struct coh_grouping_beside
coh_grouping_means_apart(const struct coh_grouping *g, const size_t *group,
                         size_t measure)
{
    struct coh_grouping_beside x = {NAN, NAN};
    struct coh_grouping_profile one;
    double total, first = 0, sum = 0, square = 0, parts = 0, k = 0, d;
    size_t at, n;

    total = about_mean(g, measure, &n);
    for (at = 1; at <= g->p.k; at++) {
        one = coh_grouping_profile(g, group, at, measure);
        if (!one.scored)
            continue;
        if (k++ == 0)
            first = one.mean;
        sum += one.mean - first;
        parts += 1 / (double)one.scored;
    }
    if (k < 2)
        return x;
    /* The mean over pairs is twice the variance of the means. */
    for (at = 1; at <= g->p.k; at++) {
        one = coh_grouping_profile(g, group, at, measure);
        d = one.mean - first - sum / k;
        square += one.scored ? d * d : 0;
    }
    x.these = sqrt(2 * square / (k - 1));
    x.random = sqrt(total / (double)(n - 1) * 2 / k * parts);
    return x;
}

struct coh_grouping_beside
coh_grouping_within(const struct coh_grouping *g, const size_t *group,
                    size_t measure)
{
    struct coh_grouping_beside x = {NAN, NAN};
    struct coh_grouping_profile one;
    double total, squares = 0, k = 0, d;
    size_t at, i, n;

    total = about_mean(g, measure, &n);
    for (at = 1; at <= g->p.k; at++) {
        one = coh_grouping_profile(g, group, at, measure);
        k += one.scored > 0;
        for (i = 0; i < g->p.n; i++) {
            d = group[i] == at ? raw(g, i, measure) - one.mean : 0;
            squares += isnan(d) ? 0 : d * d;
        }
    }
    if (n < 2)
        return x;
    x.these = sqrt(squares / (double)n);
    x.random = sqrt(total * ((double)n - k) / (double)(n - 1) / (double)n);
    return x;
}

/* 1 − P(mastery) of a student in a theme; NAN: not known, or extension. */
static double
need(const struct coh_grouping *g, size_t i, size_t theme)
{
    if (theme >= g->e.themes)
        return NAN;
    return 1 - g->e.mastery[i * g->e.themes + theme];
}

struct coh_grouping_beside
coh_grouping_need(const struct coh_grouping *g, const size_t *group)
{
    double sum = 0, n = 0, random = 0, weight = 0, share, x;
    size_t at, i;

    for (at = 1; at <= g->p.k; at++) {
        share = (double)size_of(g, group, at) / (double)g->p.n;
        for (i = 0; i < g->p.n; i++) {
            x = need(g, i, g->e.theme_of[at - 1]);
            if (isnan(x))
                continue;
            random += share * x;
            weight += share;
            sum += group[i] == at ? x : 0;
            n += group[i] == at;
        }
    }
    return (struct coh_grouping_beside){n > 0 ? sum / n : NAN,
                                        weight > 0 ? random / weight : NAN};
}

int
coh_grouping_needs_more(const struct coh_grouping *g, const size_t *group,
                        size_t student)
{
    size_t theme = g->e.theme_of[group[student] - 1], j;
    double most = -1, own = need(g, student, theme), x;

    for (j = 0; j < g->e.themes; j++) {
        x = need(g, student, j);
        most = x > most ? x : most;
    }
    if (most < g->e.need)
        return 0;
    return isnan(own) || most > own + 1e-9;
}

struct coh_grouping_beside
coh_grouping_wish(const struct coh_grouping *g, const size_t *group,
                  unsigned rank)
{
    struct coh_grouping_beside x = {0, 0};
    double share;
    size_t at, i, theme;

    for (at = 1; at <= g->p.k; at++) {
        theme = g->e.theme_of[at - 1];
        share = (double)size_of(g, group, at) / (double)g->p.n;
        for (i = 0; theme < g->e.themes && i < g->p.n; i++) {
            if (!g->e.wishes[i] || g->e.rank[i * g->e.themes + theme] != rank)
                continue;
            x.these += group[i] == at;
            x.random += share;
        }
    }
    return x;
}

struct coh_grouping_beside
coh_grouping_met(const struct coh_grouping *g, const size_t *group)
{
    struct coh_grouping_beside x = {0, 0};
    double pairs = 0, n = (double)g->p.n, size, share = 0;
    size_t i, j, at;

    for (i = 0; g->p.previous && i < g->p.n; i++)
        for (j = i + 1; g->p.previous[i] && j < g->p.n; j++)
            pairs += g->p.previous[i] == g->p.previous[j];
    for (at = 1; at <= g->p.k && n > 1; at++) {
        size = (double)size_of(g, group, at);
        share += size * (size - 1) / (n * (n - 1));
    }
    x.these = (double)coh_group_pairs_again(&g->p, group);
    x.random = pairs * share;
    return x;
}

int
coh_grouping_decimals(const struct coh_grouping *g, size_t measure)
{
    double times = 1, x;
    size_t i = 0;
    int d = 0;

    while (i < g->p.n && d < 6) {
        x = raw(g, i, measure) * times;
        if (isnan(x) || fabs(x - round(x)) <= 1e-9 * fmax(1, fabs(x))) {
            i++;
            continue;
        }
        times *= 10;
        d++;
        i = 0;
    }
    return d;
}

double
coh_grouping_reliability(const struct coh_grouping *g)
{
    const struct coh_group_evidence *e = &g->e;

    if (e->measures != 1)
        return 0;
    if (e->reliability > 0)
        return e->reliability;
    if (e->sem > 0 && e->sd[0] > e->sem)
        return 1 - e->sem * e->sem / (e->sd[0] * e->sd[0]);
    return 0;
}

double
coh_grouping_gap(double value, double bound, double random)
{
    if (!(random > bound))
        return NAN;
    return fmin(100, fmax(0, 100 * (value - bound) / (random - bound)));
}
