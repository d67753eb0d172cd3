/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-price.h"

#include <math.h>

#include "group/solve.h"

enum { SEEDS = 5, LEVELS = 3 };

/* What is made least, level by level, of one answer after the other. */
struct sample {
    double level[SEEDS][LEVELS];
    int n; /* answers; 1 where it is proved */
    int proved, found, impossible;
};

void
coh_grouping_prices_release(struct coh_grouping_prices *x)
{
    coh_free(x->at);
    coh_free(x->item);
    coh_arena_release(&x->arena);
    *x = (struct coh_grouping_prices)COH_GROUPING_PRICES_INIT;
}

static void
read_levels(const struct coh_grouping *g, const struct coh_group_answer *a,
            double level[LEVELS])
{
    int64_t weight = g->aim.weight;

    level[0] = (double)coh_group_pairs_again(&g->p, a->group);
    if (g->p.company == COH_GROUP_OLD_COMPANY)
        level[0] = -level[0];
    if (g->p.company == COH_GROUP_ANY_COMPANY)
        level[0] = 0;
    level[1] =
        weight ? (double)(coh_group_aim_cost(&g->aim, a->group) / weight) : 0;
    level[2] = a->placed;
}

/* Solve once, or five times where nothing is proved. */
static int
draw(const struct coh_grouping *g, struct coh_group_problem *p,
     struct sample *s, struct coh_error *err)
{
    struct coh_group_answer a = COH_GROUP_ANSWER_INIT;
    uint64_t seed = p->seed;
    int rc = -1;

    *s = (struct sample){.found = 1};
    while (s->n < SEEDS && s->found && !s->proved) {
        p->seed = seed + (uint64_t)s->n;
        if (coh_group_solve(p, &g->aim, &a, err))
            goto out;
        s->found = a.outcome == COH_GROUP_FEASIBLE;
        s->impossible = a.outcome == COH_GROUP_IMPOSSIBLE;
        if (s->found) {
            s->proved = a.proved;
            read_levels(g, &a, s->level[a.proved ? 0 : s->n]);
            s->n = a.proved ? 1 : s->n + 1;
        }
        coh_group_answer_release(&a);
    }
    rc = 0;
out:
    p->seed = seed;
    coh_group_answer_release(&a);
    return rc;
}

static double
mean_of(const struct sample *s, int level, double *spread)
{
    double low = s->level[0][level], high = low, sum = 0, x;
    int i;

    for (i = 0; i < s->n; i++) {
        x = s->level[i][level];
        low = fmin(low, x);
        high = fmax(high, x);
        sum += x - s->level[0][level];
    }
    *spread = high - low;
    return s->level[0][level] + sum / s->n;
}

/* The first level at which `with` is above `without`. */
static void
compare(const struct sample *with, const struct sample *without, int first,
        struct coh_grouping_price *price)
{
    double a, b, rise, spread[2], least;
    int level;

    price->exact = with->proved && without->proved;
    price->level = without->found && with->found ? COH_GROUPING_PRICE_NONE
                                                 : COH_GROUPING_PRICE_UNKNOWN;
    /* Plain sizes may be the tighter ones. */
    if (without->impossible)
        *price = (struct coh_grouping_price){
            .what = price->what, .exact = 1, .own = price->own};
    if (!without->found || !with->found)
        return;
    for (level = first; level < LEVELS; level++) {
        a = mean_of(with, level, &spread[0]);
        b = mean_of(without, level, &spread[1]);
        rise = a - b;
        /* Sums of doubles differ in their last bits. */
        least = fmax(fmax(spread[0], spread[1]), 1e-9 * fabs(a));
        if (fabs(rise) <= least)
            continue;
        if (rise > 0) {
            price->level = COH_GROUPING_PRICE_COMPANY +
                           (enum coh_grouping_price_level)level;
            price->rise = rise;
        }
        return;
    }
}

/* Sizes as they are without --min, --max and capacities. */
static void
plain_sizes(const struct coh_grouping *g,
            const struct coh_grouping_sizes *sizes, size_t *min, size_t *max)
{
    int themes =
        g->method == COH_GROUP_SKILL || g->method == COH_GROUP_INTEREST;
    size_t i;

    coh_group_even_sizes(g->p.n, g->p.k, min, max);
    for (i = 0; i < g->p.k; i++) {
        if (themes)
            min[i] = g->p.min[i] ? 1 : 0;
        else if (g->method == COH_GROUP_SIMILAR && sizes->groups > 0)
            min[i] = 2;
        else
            continue;
        max[i] = g->p.n > min[i] ? g->p.n : min[i];
    }
}

/* The problem without item `at`; arrays are the caller's, with room. */
static void
drop(const struct coh_grouping *g, const struct coh_grouping_sizes *sizes,
     const struct coh_grouping_prices *x, size_t at,
     struct coh_group_rule *rule, size_t *min, size_t *max,
     struct coh_group_problem *p)
{
    size_t r, items = 0;

    p->rule = rule;
    for (p->n_rules = r = 0; r < g->p.n_rules; r++) {
        items = x->item[r] >= items ? x->item[r] + 1 : items;
        if (x->item[r] != at)
            rule[p->n_rules++] = g->p.rule[r];
    }
    /* Behind those of the rules: company, then sizes. */
    if (at >= items && at == items && p->company != COH_GROUP_ANY_COMPANY) {
        p->company = COH_GROUP_ANY_COMPANY;
    } else if (at >= items) {
        plain_sizes(g, sizes, min, max);
        p->min = min;
        p->max = max;
    }
}

/* All items beside `with`. */
static int
price_all(const struct coh_grouping *g, const struct coh_grouping_sizes *sizes,
          const struct sample *with, struct coh_grouping_prices *x,
          struct coh_error *err)
{
    struct coh_group_rule *rule =
        coh_alloc_array(g->p.n_rules, sizeof(*rule), err);
    size_t *bound = coh_alloc_array(g->p.k, 2 * sizeof(*bound), err), i;
    struct coh_group_problem p;
    struct sample without;
    int rc = -1, first;

    if (!rule || !bound)
        goto out;
    for (i = 0; i < x->n; i++) {
        p = g->p;
        p.effort = x->effort;
        p.seconds = 0;
        drop(g, sizes, x, i, rule, bound, bound + g->p.k, &p);
        if (draw(g, &p, &without, err))
            goto out;
        first = p.company != g->p.company;
        compare(with, &without, first, &x->at[i]);
        x->sampled |= !x->at[i].exact;
    }
    rc = 0;
out:
    coh_free(rule);
    coh_free(bound);
    return rc;
}

int
coh_grouping_prices(const struct coh_grouping *g,
                    const struct coh_group_answer *a,
                    const struct coh_grouping_sizes *sizes,
                    struct coh_grouping_prices *x, struct coh_error *err)
{
    struct coh_group_problem p = g->p;
    struct sample with = {.n = 1, .proved = 1, .found = 1};

    if (coh_grouping_price_items(g, sizes, x, err))
        return -1;
    if (p.seconds > 0)
        p.effort = a->moves;
    p.seconds = 0;
    p.effort = (p.effort ? p.effort : COH_GROUP_EFFORT) / 20;
    p.effort = p.effort ? p.effort : 1;
    x->effort = p.effort;
    if (!x->n)
        return 0;
    with.proved = a->proved;
    if (a->proved || g->aim.kind == COH_GROUP_COST)
        read_levels(g, a, with.level[0]);
    else if (draw(g, &p, &with, err))
        return -1;
    return price_all(g, sizes, &with, x, err);
}
