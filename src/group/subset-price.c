/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "group/subset-sweep.h"

#define NONE COH_GROUP_NO_BLOCK

/* Sums of prices and costs stay apart from NONE below this. */
#define SAFE 1e18

#define HALF (1u << COH_GROUP_HALF)

void
coh_group_sweep_price(struct coh_group_sweep *s, size_t stage)
{
    coh_group_blocks_price(&s->b, s->stage[stage].group, s->cost);
    s->used += s->full;
}

static int64_t
share_down(int64_t cost, int64_t units)
{
    return cost / units - (cost % units < 0);
}

/* Prices of sets, as the sum of two halves. */
static void
add_prices(const struct coh_group_sweep *s, int64_t sum[2][HALF])
{
    uint32_t set;
    size_t i;

    sum[0][0] = sum[1][0] = 0;
    for (set = 1; set < HALF; set++) {
        i = (size_t)__builtin_ctz(set);
        sum[0][set] = sum[0][set & (set - 1)];
        sum[1][set] = sum[1][set & (set - 1)];
        if (i < s->b.m)
            sum[0][set] += s->price[i];
        if (i + COH_GROUP_HALF < s->b.m)
            sum[1][set] += s->price[i + COH_GROUP_HALF];
    }
}

/* Lower each unit's share to what the blocks at hand have left for it. */
static void
share(const struct coh_group_sweep *s, int64_t sum[2][HALF], int64_t *part)
{
    uint32_t set, rest;
    int64_t left;

    for (set = 1; set <= s->full; set++) {
        if (s->cost[set] == NONE)
            continue;
        left = s->cost[set] - sum[0][set & (HALF - 1)] - sum[1][set / HALF];
        left = share_down(left, __builtin_popcount(set));
        for (rest = set; rest; rest &= rest - 1)
            if (left < part[__builtin_ctz(rest)])
                part[__builtin_ctz(rest)] = left;
    }
}

int
coh_group_sweep_raise(struct coh_group_sweep *s)
{
    int64_t sum[2][HALF], part[COH_GROUP_SUBSET_MOST];
    double all = 0;
    size_t i, j;

    add_prices(s, sum);
    for (i = 0; i < s->b.m; i++)
        part[i] = NONE;
    for (j = 0; j < s->stages; j++) {
        if (j && s->stage[j].class == s->stage[j - 1].class)
            continue;
        coh_group_sweep_price(s, j);
        share(s, sum, part);
    }
    for (s->prices = 0, i = 0; i < s->b.m; i++) {
        if (part[i] == NONE)
            return 0;
        all += fabs((double)s->price[i] + (double)part[i]);
    }
    for (i = 0; i < s->b.m; i++) {
        s->price[i] = all < SAFE ? s->price[i] + part[i] : 0;
        s->prices += s->price[i];
    }
    s->priced = all < SAFE;
    return 1;
}

void
coh_group_sweep_start(struct coh_group_sweep *s)
{
    const struct coh_group_rules *r = s->r;
    size_t i, g, j, u;
    int64_t sum;

    for (i = 0; i < s->b.m; i++) {
        s->price[i] = NONE;
        u = s->b.unit[i];
        for (g = 0; g < r->p->k; g++) {
            for (sum = 0, j = r->unit_start[u]; j < r->unit_start[u + 1]; j++)
                if (s->aim->kind == COH_GROUP_COST)
                    sum += s->aim->cost[r->unit_member[j] * r->p->k + g] *
                           coh_group_aim_step(s->aim, r->p);
            if (r->allowed[u * r->p->k + g] && sum < s->price[i])
                s->price[i] = sum;
        }
    }
}

void
coh_group_sweep_discount(struct coh_group_sweep *s)
{
    int64_t sum[2][HALF];
    uint32_t set;

    if (!s->priced)
        return;
    add_prices(s, sum);
    for (set = 1; set <= s->full; set++) {
        if (s->cost[set] == NONE)
            continue;
        s->cost[set] -= sum[0][set & (HALF - 1)] + sum[1][set / HALF];
        if (s->cost[set] >= s->room)
            s->cost[set] = NONE;
    }
}

int64_t
coh_group_sweep_guess(struct coh_group_sweep *s, int64_t part)
{
    int64_t most = 0;
    uint32_t set;

    coh_group_sweep_start(s);
    if (!coh_group_sweep_raise(s) || !s->priced)
        return INT64_MAX;
    s->room = NONE;
    coh_group_sweep_discount(s);
    for (set = 1; set <= s->full; set++)
        if (s->cost[set] != NONE && s->cost[set] > most)
            most = s->cost[set];
    return s->prices + most / part + 1;
}
