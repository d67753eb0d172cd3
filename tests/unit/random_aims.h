/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TEST_RANDOM_AIMS_H
#define COH_TEST_RANDOM_AIMS_H

#include "group/aim.h"
#include "random_rules.h"

/* An aim of each kind for a small random problem, in small whole numbers, so
 * that rounding and ties matter; and the best grouping for each by looking at
 * all of them. */

enum { RANDOM_AIMS = 5 };

struct random_aims {
    struct coh_group_aim aim[RANDOM_AIMS];
    int64_t point[2][RANDOM_MOST * 3], cost[RANDOM_MOST * RANDOM_MOST];
    unsigned char blank[RANDOM_MOST];
    int32_t distance[RANDOM_MOST * RANDOM_MOST];
    /* The least whole cost of each; INT64_MAX: no grouping keeps all. */
    int64_t least[RANDOM_AIMS];
};

static inline void
random_points(struct random_aims *t, int which,
              const struct coh_group_problem *p, struct coh_random *r)
{
    size_t i, dimensions = 1 + coh_random_below(r, 3);
    int twofold = random_chance(r, 3);

    for (i = 0; i < p->n * dimensions; i++)
        t->point[which][i] = twofold ? 7 * (int64_t)coh_random_below(r, 2) - 3
                                     : (int64_t)coh_random_below(r, 21) - 10;
    t->aim[which].point = t->point[which];
    t->aim[which].blank = t->blank;
    t->aim[which].dimensions = dimensions;
}

static inline void
random_distances(struct random_aims *t, size_t n, struct coh_random *r)
{
    size_t i, j;

    for (i = 0; i < n; i++)
        for (j = 0; j < i; j++)
            t->distance[i * n + j] = t->distance[j * n + i] =
                (int32_t)coh_random_below(r, 30);
    t->aim[2].distance = t->aim[3].distance = t->distance;
    t->aim[3].per_size = 1;
}

/* Costs by group; in one of two, groups come in pairs of the same costs. */
static inline void
random_costs(struct random_aims *t, const struct coh_group_problem *p,
             struct coh_random *r)
{
    size_t i, g, alike = coh_random_below(r, 2);

    for (i = 0; i < p->n; i++)
        for (g = 0; g < p->k; g++)
            t->cost[i * p->k + g] = alike && g % 2
                                        ? t->cost[i * p->k + g - 1]
                                        : (int64_t)coh_random_below(r, 20);
    t->aim[4].cost = t->cost;
}

static inline void
random_aims(struct random_aims *t, const struct coh_group_problem *p,
            struct coh_random *r)
{
    static const enum coh_group_aim_kind kinds[RANDOM_AIMS] = {
        COH_GROUP_NEAR, COH_GROUP_SPREAD, COH_GROUP_DIVERSE, COH_GROUP_DIVERSE,
        COH_GROUP_COST};
    size_t i;

    memset(t, 0, sizeof(*t));
    for (i = 0; i < RANDOM_AIMS; i++)
        t->aim[i] = (struct coh_group_aim){
            .kind = kinds[i], .n = p->n, .k = p->k, .unit = 1};
    for (i = 0; i < p->n; i++)
        t->blank[i] = (unsigned char)random_chance(r, 5);
    random_points(t, 0, p, r);
    random_points(t, 1, p, r);
    random_distances(t, p->n, r);
    random_costs(t, p, r);
}

/* Does just the right number of the groups that may close hold students? */
static inline int
opens_right(const struct coh_group_problem *p, const size_t *group)
{
    size_t g, i, open = 0;

    for (g = 1; p->open && g <= p->k; g++) {
        for (i = 0; i < p->n && group[i] != g; i++)
            ;
        open += i < p->n && p->may_close[g - 1];
    }
    return open == p->open;
}

static inline void
look_at_all(struct random_aims *t, const struct coh_group_problem *p)
{
    size_t group[RANDOM_MOST], i;
    int64_t whole;

    for (i = 0; i < RANDOM_AIMS; i++)
        t->least[i] = INT64_MAX;
    first_assignment(group, p->n);
    do {
        if (!keeps_all(p, group) || !opens_right(p, group))
            continue;
        for (i = 0; i < RANDOM_AIMS; i++) {
            whole = coh_group_aim_whole(&t->aim[i], p, group);
            if (whole < t->least[i])
                t->least[i] = whole;
        }
    } while (next_assignment(group, p->n, p->k));
}

/* Now and then some groups may close, and just so many stay open. */
static inline void
random_open(struct random_problem *t, struct coh_random *r)
{
    size_t g, closing = 0;

    if (!t->p.may_close || random_chance(r, 2))
        return;
    for (g = 0; g < t->p.k; g++)
        closing += t->may_close[g];
    t->p.open = closing ? 1 + coh_random_below(r, closing) : 0;
}

#endif
