/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_TESTS_DEPLOY_SUPPORT_H
#define COH_TESTS_DEPLOY_SUPPORT_H

/*
 * All plans of a deployment, one after the other, judged by the sentences of
 * group/deploy.h by code that shares nothing with the solver.
 */

#include "group/deploy.h"
#include "unit.h"

enum { G = 6, E = 4, RULES = 5, WANTS = 3 };

struct demo {
    struct coh_deploy p;
    int need[G], level[E * G], points[E * G];
    unsigned char there[E * G], leads[E], who[WANTS][E];
    size_t block[G], min[E], max[E], at_once[E];
    struct coh_deploy_demand rule[RULES];
    struct coh_deploy_want want[WANTS];
};

struct plan {
    size_t lead[G];
    unsigned char support[E][G];
};

struct brute {
    const struct coh_deploy *p;
    const struct coh_deploy_demand *held; /* NULL: all demands hold */
    size_t n_held;
    struct plan now, best;
    int64_t total[COH_DEPLOY_AIMS];
    int found;
};

static int
in(const struct plan *x, size_t e, size_t g)
{
    return x->lead[g] == e || x->support[e][g];
}

static int
is_held(const struct brute *b, enum coh_deploy_kind kind, size_t e, size_t g)
{
    size_t i;

    if (!b->held)
        return 1;
    for (i = 0; i < b->n_held; i++)
        if (b->held[i].kind == kind && b->held[i].educator == e &&
            (kind >= COH_DEPLOY_MIN || b->held[i].group == g))
            return 1;
    return 0;
}

/* Who may be in a group, before any load: one lead, so many supports. */
static int
group_holds(const struct brute *b, size_t g)
{
    const struct coh_deploy *p = b->p;
    size_t cap = 0, n = 0, i, e;

    for (i = 0; i < p->n_wants; i++)
        cap += p->want[i].group == g;
    for (i = 0; i < p->n_rules; i++)
        cap += p->rule[i].kind == COH_DEPLOY_REQUIRE && p->rule[i].group == g &&
               !p->leads[p->rule[i].educator];
    if (cap < p->seats - 1)
        cap = p->seats - 1;
    for (e = 0; e < p->n_educators; e++) {
        int wanted = p->seats > 1;

        for (i = 0; i < p->n_wants; i++)
            wanted |= p->want[i].group == g && p->want[i].who[e];
        for (i = 0; i < p->n_rules; i++)
            wanted |= p->rule[i].kind == COH_DEPLOY_REQUIRE &&
                      p->rule[i].group == g && p->rule[i].educator == e &&
                      !p->leads[e];
        n += b->now.support[e][g];
        if (b->now.support[e][g] && (!wanted || b->now.lead[g] == e))
            return 0;
        if (b->now.lead[g] == e && !p->leads[e])
            return 0;
        if (in(&b->now, e, g) && !p->there[e * p->n_groups + g] &&
            is_held(b, COH_DEPLOY_AWAY, e, g))
            return 0;
    }
    return n <= cap;
}

static int
demands_hold(const struct brute *b)
{
    const struct coh_deploy *p = b->p;
    size_t i, e, g, k, load;

    for (i = 0; i < p->n_rules; i++) {
        e = p->rule[i].educator;
        g = p->rule[i].group;
        if (is_held(b, p->rule[i].kind, e, g) &&
            in(&b->now, e, g) != (p->rule[i].kind == COH_DEPLOY_REQUIRE))
            return 0;
    }
    for (e = 0; e < p->n_educators; e++) {
        for (load = g = 0; g < p->n_groups; g++)
            load += (size_t)in(&b->now, e, g);
        if ((load < p->min[e] && is_held(b, COH_DEPLOY_MIN, e, 0)) ||
            (load > p->max[e] && is_held(b, COH_DEPLOY_MAX, e, 0)))
            return 0;
        for (k = 0; k < p->n_blocks; k++) {
            for (load = g = 0; g < p->n_groups; g++)
                load += p->block[g] == k && in(&b->now, e, g);
            if (load > p->at_once[e] && is_held(b, COH_DEPLOY_AT_ONCE, e, 0))
                return 0;
        }
    }
    return 1;
}

static void
judge(const struct coh_deploy *p, const struct plan *x,
      int64_t total[COH_DEPLOY_AIMS])
{
    size_t e, g, i, n;
    int met;

    memset(total, 0, COH_DEPLOY_AIMS * sizeof(*total));
    for (g = 0; g < p->n_groups; g++) {
        total[COH_DEPLOY_UNLED] += x->lead[g] == COH_DEPLOY_NOBODY;
        for (n = e = 0; e < p->n_educators; e++) {
            const size_t k = e * p->n_groups + g;

            n += x->support[e][g];
            if (in(x, e, g))
                total[COH_DEPLOY_PREFER] -= p->points[k];
            if (x->support[e][g])
                total[COH_DEPLOY_SUPPORT] -= p->level[k];
            if (x->lead[g] != e)
                continue;
            total[COH_DEPLOY_LEVEL] -= p->level[k];
            if (p->need[g] > p->level[k])
                total[COH_DEPLOY_GAP] += p->need[g] - p->level[k];
        }
        total[COH_DEPLOY_HELP] += (int64_t)n;
        if (n < p->seats - 1)
            total[COH_DEPLOY_EMPTY] += (int64_t)(p->seats - 1 - n);
    }
    for (i = 0; i < p->n_wants; i++) {
        for (met = 0, e = 0; e < p->n_educators; e++)
            met |= p->want[i].who[e] && in(x, e, p->want[i].group);
        total[COH_DEPLOY_UNMET] += !met;
    }
    for (e = 0; e < p->n_educators; e++) {
        for (n = g = 0; g < p->n_groups; g++)
            n += (size_t)in(x, e, g);
        total[COH_DEPLOY_EVEN] += (int64_t)(n * n);
    }
}

/* Does x come before y by the order of the rows? */
static int
before(const struct coh_deploy *p, const struct plan *x, const struct plan *y)
{
    size_t e, g;

    for (g = 0; g < p->n_groups; g++) {
        if (x->lead[g] != y->lead[g])
            return x->lead[g] < y->lead[g]; /* nobody is the last */
        for (e = 0; e < p->n_educators; e++)
            if (x->support[e][g] != y->support[e][g])
                return x->support[e][g];
    }
    return 0;
}

static void
take(struct brute *b)
{
    int64_t total[COH_DEPLOY_AIMS];
    size_t i;

    if (!demands_hold(b))
        return;
    judge(b->p, &b->now, total);
    for (i = 0; b->found && i < COH_DEPLOY_AIMS; i++)
        if (total[i] != b->total[i])
            break;
    if (b->found && i == COH_DEPLOY_AIMS ? !before(b->p, &b->now, &b->best)
                                         : b->found && total[i] > b->total[i])
        return;
    b->found = 1;
    b->best = b->now;
    memcpy(b->total, total, sizeof(total));
}

static void
enumerate(struct brute *b, size_t g)
{
    const size_t n = b->p->n_educators;
    size_t lead, set, e;

    if (g == b->p->n_groups) {
        take(b);
        return;
    }
    for (lead = 0; lead <= n; lead++)
        for (set = 0; set < (size_t)1 << n; set++) {
            b->now.lead[g] = lead < n ? lead : COH_DEPLOY_NOBODY;
            for (e = 0; e < n; e++)
                b->now.support[e][g] = set >> e & 1;
            if (group_holds(b, g))
                enumerate(b, g + 1);
        }
}

#endif
