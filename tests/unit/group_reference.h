/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_GROUP_REFERENCE_H
#define COH_TEST_GROUP_REFERENCE_H

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "group/problem.h"
#include "rules_support.h"

/*
 * Small problems are settled a second time here by looking at every
 * assignment of students to groups; that is the reference for feasibility,
 * optimum, ties and conflicts.
 */

#define MOST 9

struct small {
    struct coh_group_problem p;
    int64_t score[MOST];
    unsigned char missing[MOST];
    size_t min[MOST], max[MOST], pin[MOST];
    size_t together_start[8], together[16], apart_start[8], apart[16];
    struct sets in, out; /* together, apart */
    struct rules rules;
};

/* Which demands the reference looks at; a bit a member or pin. */
struct looked {
    unsigned together, apart, pin;
    int min, max;
};

static const struct looked all_demands = {~0u, ~0u, ~0u, 1, 1};

static inline int
sets_hold(const struct sets *s, const size_t *group, unsigned on, int same)
{
    size_t i, j, k;

    for (k = 0; k < s->n; k++)
        for (i = s->start[k]; i < s->start[k + 1]; i++)
            for (j = i + 1; j < s->start[k + 1]; j++)
                if (on >> i & 1 && on >> j & 1 &&
                    s->member[i] != s->member[j] &&
                    (group[s->member[i]] == group[s->member[j]]) != same)
                    return 0;
    return 1;
}

static inline int
holds(const struct small *t, const size_t *group, const struct looked *on)
{
    size_t size[MOST + 1] = {0}, i;

    for (i = 0; i < t->p.n; i++) {
        size[group[i]]++;
        if (t->pin[i] && on->pin >> i & 1 && group[i] != t->pin[i])
            return 0;
    }
    for (i = 0; i < t->p.k; i++)
        if ((on->min && size[i + 1] < t->min[i]) ||
            (on->max && size[i + 1] > t->max[i]))
            return 0;
    return sets_hold(&t->in, group, on->together, 1) &&
           sets_hold(&t->out, group, on->apart, 0);
}

static inline int
next(const struct small *t, size_t *group)
{
    size_t i;

    for (i = 0; i < t->p.n; i++) {
        if (++group[i] <= t->p.k)
            return 1;
        group[i] = 1;
    }
    return 0;
}

static inline void
first(size_t *group)
{
    size_t i;

    for (i = 0; i < MOST; i++)
        group[i] = 1;
}

static inline int
possible(const struct small *t, const struct looked *on)
{
    size_t group[MOST];

    first(group);
    do
        if (holds(t, group, on))
            return 1;
    while (next(t, group));
    return 0;
}

static inline int
named(const struct small *t, size_t student)
{
    const struct sets *s[2] = {&t->in, &t->out};
    size_t k, j, i;

    for (k = 0; k < 2; k++)
        for (j = 0; j < s[k]->n; j++)
            for (i = s[k]->start[j]; i < s[k]->start[j + 1]; i++)
                if (s[k]->member[i] == student &&
                    s[k]->start[j + 1] - s[k]->start[j] > 1)
                    return 1;
    return t->pin[student] != 0;
}

/* Are the unnamed in bands? */
static inline int
banded(const struct small *t, const size_t *group)
{
    size_t i, j;

    for (i = 0; i < t->p.n; i++)
        for (j = 0; j < t->p.n; j++)
            if (!t->missing[i] && !t->missing[j] && !named(t, i) &&
                !named(t, j) && t->score[i] < t->score[j] &&
                group[i] > group[j])
                return 0;
    return 1;
}

static inline double
squares(const struct small *t, const size_t *group)
{
    double sum = 0;
    size_t g, i;

    for (g = 1; g <= t->p.k; g++) {
        double n = 0, s = 0, q = 0, x;
        for (i = 0; i < t->p.n; i++)
            if (group[i] == g && !t->missing[i]) {
                x = (double)t->score[i];
                n++;
                s += x;
                q += x * x;
            }
        if (n > 0)
            sum += q - s * s / n;
    }
    return sum;
}

static inline size_t
parted(const struct small *t, const size_t *group)
{
    size_t i, j, n = 0;

    for (i = 0; i < t->p.n; i++)
        for (j = 0; j < t->p.n; j++)
            if (!t->missing[i] && !t->missing[j] && !named(t, i) &&
                !named(t, j) && t->score[i] == t->score[j] &&
                group[i] != group[j]) {
                n++;
                break;
            }
    return n;
}

/* A random problem with a bit of everything. */
static inline void
draw(struct small *t, struct coh_random *r, int plain)
{
    size_t i, s, at;

    memset(t, 0, sizeof(*t));
    t->p.k = 1 + coh_random_below(r, 4);
    t->p.n = 1 + coh_random_below(r, t->p.k == 4 ? 7 : 9);
    t->p.seed = coh_random_next(r);
    for (i = 0; i < t->p.n; i++) {
        t->score[i] = (int64_t)coh_random_below(r, 12) - 3;
        t->missing[i] = coh_random_below(r, 8) == 0;
    }
    if (coh_random_below(r, 2))
        coh_group_even_sizes(t->p.n, t->p.k, t->min, t->max);
    else
        for (i = 0; i < t->p.k; i++) {
            t->min[i] = coh_random_below(r, 3);
            t->max[i] = t->min[i] + 1 + coh_random_below(r, 6);
        }
    t->p.score = t->score;
    t->p.missing = t->missing;
    t->p.min = t->min;
    t->p.max = t->max;
    t->in = (struct sets){0, t->together_start, t->together};
    t->out = (struct sets){0, t->apart_start, t->apart};
    if (plain)
        return;
    t->in.n = coh_random_below(r, 3);
    for (s = at = 0; s < t->in.n; s++) {
        for (i = 1 + coh_random_below(r, 3); i-- > 0;)
            t->together[at++] = coh_random_below(r, t->p.n);
        t->together_start[s + 1] = at;
    }
    t->out.n = coh_random_below(r, 3);
    for (s = at = 0; s < t->out.n; s++) {
        for (i = 1 + coh_random_below(r, 4); i-- > 0;)
            t->apart[at++] = coh_random_below(r, t->p.n);
        t->apart_start[s + 1] = at;
    }
    for (i = coh_random_below(r, 3); i-- > 0;)
        t->pin[coh_random_below(r, t->p.n)] = 1 + coh_random_below(r, t->p.k);
    make_rules(&t->rules, &t->p, &t->in, &t->out, t->pin);
}

/* The least sum over all assignments; unbanded ones too when `any`. */
static inline double
least(const struct small *t, int any)
{
    double best = INFINITY, x;
    size_t group[MOST];

    first(group);
    do
        if (holds(t, group, &all_demands) && (any || banded(t, group)) &&
            (x = squares(t, group)) < best)
            best = x;
    while (next(t, group));
    return best;
}

/* With the named where the answer has them: fewest parted, then least sum. */
static inline void
least_parted(const struct small *t, const size_t *fixed, size_t *n, double *sum)
{
    size_t group[MOST], i, m;
    double x;

    *n = MOST + 1;
    *sum = INFINITY;
    first(group);
    do {
        for (i = 0; i < t->p.n; i++)
            if (named(t, i) && group[i] != fixed[i])
                break;
        if (i < t->p.n || !holds(t, group, &all_demands) || !banded(t, group))
            continue;
        m = parted(t, group);
        x = squares(t, group);
        if (m < *n || (m == *n && x < *sum)) {
            *n = m;
            *sum = x;
        }
    } while (next(t, group));
}

static inline int
uniform(const struct small *t)
{
    size_t i;

    for (i = 0; i < t->p.n; i++)
        if (t->pin[i])
            return 0;
    for (i = 1; i < t->p.k; i++)
        if (t->min[i] != t->min[0] || t->max[i] != t->max[0])
            return 0;
    return 1;
}

#endif
