/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/subset.h"

#include "base/memory.h"
#include "group/subset-sweep.h"

#define NONE COH_GROUP_NO_BLOCK

/* The first guess is this part of the dearest block. */
#define GUESS 64

/* How the blocks of a group are told from each other's, where groups of its
 * class could change places. */
enum turn {
    ANY,        /* they are not: more ways to the same */
    DESCENDING, /* its lowest unit is below all those dealt: the first class */
    LOWEST,     /* it has the lowest of those not dealt: the last class */
};

/* The units that `taken` leaves, and the table of what their sets cost. */
static int
open_units(struct coh_group_sweep *s, const unsigned char *taken,
           struct coh_error *err)
{
    size_t unit[COH_GROUP_SUBSET_MOST], m = 0, i;

    for (i = 0; i < s->r->n_units; i++)
        if (!taken[i])
            unit[m++] = i;
    coh_group_blocks_release(&s->b);
    s->full = (1u << m) - 1;
    s->used += s->full;
    return coh_group_blocks_init(&s->b, s->r, s->aim, unit, m, err);
}

/* Blocks by their lowest unit, then by their mask. */
static int
make_list(struct coh_group_sweep *s, struct coh_error *err)
{
    size_t at[COH_GROUP_SUBSET_MOST + 1], i, m = s->b.m;
    uint32_t set;

    for (i = 0; i <= m; i++)
        s->start[i] = 0;
    for (set = 1; set <= s->full; set++)
        if (s->cost[set] != NONE)
            s->start[__builtin_ctz(set) + 1]++;
    for (i = 0; i < m; i++)
        s->start[i + 1] += s->start[i];
    if (coh_reserve(&s->list, &s->list_capacity, s->start[m], sizeof(*s->list),
                    err))
        return -1;
    for (i = 0; i <= m; i++)
        at[i] = s->start[i];
    for (set = 1; set <= s->full; set++)
        if (s->cost[set] != NONE)
            s->list[at[__builtin_ctz(set)]++] = set;
    return 0;
}

/* All blocks with lowest unit u among those that `set` leaves. `to` is the
 * layer that the sets they make belong to. */
static void
deal_with_lowest(struct coh_group_sweep *s, uint32_t set, size_t u,
                 int64_t cost, int64_t *to)
{
    uint32_t above = s->full & ~set & ~((2u << u) - 1), sub, block;
    int64_t room = s->priced ? s->room - cost : NONE, *at;
    size_t listed = s->start[u + 1] - s->start[u], i;

    if (!listed)
        return;
    if (listed <= (size_t)1 << __builtin_popcount(above)) {
        const uint32_t *list = s->list + s->start[u];

        s->used += listed;
        for (i = 0; i < listed; i++) {
            if (list[i] & set || s->cost[list[i]] >= room)
                continue;
            at = &to[set | list[i]];
            if (cost + s->cost[list[i]] < *at)
                *at = cost + s->cost[list[i]];
        }
        return;
    }
    s->used += UINT64_C(1) << __builtin_popcount(above);
    for (sub = above;; sub = (sub - 1) & above) {
        block = sub | 1u << u;
        if (s->cost[block] < room) {
            at = &to[set | block];
            if (cost + s->cost[block] < *at)
                *at = cost + s->cost[block];
        }
        if (!sub)
            return;
    }
}

static void
deal(struct coh_group_sweep *s, enum turn turn, uint32_t set, int64_t cost,
     int64_t *to)
{
    uint32_t rest = s->full & ~set, lows = rest;

    if (turn == LOWEST)
        lows = rest & -rest;
    if (turn == DESCENDING && set)
        lows = rest & ((set & -set) - 1);
    for (; lows; lows &= lows - 1)
        deal_with_lowest(s, set, (size_t)__builtin_ctz(lows), cost, to);
}

static enum turn
turn_of(const struct coh_group_sweep *s, size_t stage)
{
    if (s->stage[stage].class == s->stage[s->stages - 1].class)
        return LOWEST;
    return s->stage[stage].class == s->stage[0].class ? DESCENDING : ANY;
}

/* What it costs when this stage takes all that is left. */
static void
finish(struct coh_group_sweep *s, size_t stage)
{
    const struct coh_group_stage *x = &s->stage[stage];
    struct coh_group_whole *w = &s->whole[stage * s->layers];
    size_t layer, from, sets = (size_t)s->full + 1;
    uint32_t set;
    int64_t cost;

    for (layer = 0; layer < s->layers; layer++) {
        w[layer] = (struct coh_group_whole){NONE, 0, 0};
        if (x->optional && stage)
            w[layer].cost = s->whole[(stage - 1) * s->layers + layer].cost;
        if (layer < x->counted)
            continue;
        from = layer - x->counted;
        for (set = 0; set < s->full; set++) {
            cost = s->best[from * sets + set];
            if (cost == NONE || s->cost[s->full & ~set] == NONE)
                continue;
            cost += s->cost[s->full & ~set];
            if (cost < w[layer].cost && cost < s->room)
                w[layer] = (struct coh_group_whole){
                    cost, s->best[from * sets + set], s->full & ~set};
        }
    }
    s->used += s->full;
}

/* One stage: each set that is reached gets a block more, or none. In falling
 * order, so that a set is dealt from before it is dealt to. */
static int
step(struct coh_group_sweep *s, size_t stage)
{
    const struct coh_group_stage *x = &s->stage[stage];
    enum turn turn = turn_of(s, stage);
    size_t layer, rest, sets = (size_t)s->full + 1, set = sets;
    int64_t cost, *at;

    while (set-- > 0) {
        rest = coh_group_blocks_size(&s->b, s->full & ~(uint32_t)set);
        for (layer = 0; layer < s->layers; layer++) {
            at = &s->best[layer * sets + set];
            cost = *at;
            if (!x->optional)
                *at = NONE;
            if (cost == NONE || layer + x->counted >= s->layers ||
                rest < x->at_least || rest > x->at_most)
                continue;
            deal(s, turn, (uint32_t)set, cost,
                 s->best + (layer + x->counted) * sets);
        }
        if (s->used > s->budget)
            return 0;
    }
    return 1;
}

/* Fill `whole` for the units and stages at hand, where it stays below `known`.
 * *done: 0 when the budget ran out. */
static int
run(struct coh_group_sweep *s, int64_t known, int *done, struct coh_error *err)
{
    size_t i, sets = (size_t)s->full + 1;

    for (i = 0; i < s->stages * s->layers; i++)
        s->whole[i] = (struct coh_group_whole){NONE, 0, 0};
    *done = 1;
    /* Prices are of use only where something is known. */
    s->priced = 0;
    s->prices = 0;
    for (i = 0; i < s->b.m; i++)
        s->price[i] = 0;
    if (known != INT64_MAX) {
        coh_group_sweep_start(s);
        if (!coh_group_sweep_raise(s))
            return 0;
    }
    for (i = 0; i < sets * s->layers; i++)
        s->best[i] = NONE;
    s->best[0] = 0;
    s->room = NONE;
    if (s->priced && known - s->prices < NONE)
        s->room = known - s->prices;
    coh_group_stages_sum(s->stage, s->stages);
    for (i = 0; i < s->stages && *done; i++) {
        if (i == 0 || s->stage[i].class != s->stage[i - 1].class) {
            coh_group_sweep_price(s, i);
            coh_group_sweep_discount(s);
            if (make_list(s, err))
                return -1;
        }
        finish(s, i);
        if (i + 1 < s->stages)
            *done = step(s, i);
        *done = *done && s->used <= s->budget;
    }
    return 0;
}

/* The costs, without prices, of all but the last block. */
static int64_t
cost_of_rest(const struct coh_group_sweep *s, const struct coh_group_whole *w)
{
    int64_t sum = w->rest;
    size_t i;

    for (i = 0; i < s->b.m; i++)
        if (!(w->block >> i & 1))
            sum += s->price[i];
    return sum;
}

/* Give the last block to its group; the stages before it are left. */
static int64_t
read_block(struct coh_group_sweep *s, unsigned char *taken, size_t *group)
{
    const struct coh_group_whole *w = &s->whole[s->stages * s->layers - 1];
    size_t i, j, u, *who = s->r->unit_member;

    for (; !w->block; w -= s->layers)
        s->stages--;
    s->stages--;
    for (i = 0; i < s->b.m; i++) {
        u = s->b.unit[i];
        taken[u] |= w->block >> i & 1;
        for (j = s->r->unit_start[u];
             w->block >> i & 1 && j < s->r->unit_start[u + 1]; j++)
            group[who[j]] = s->stage[s->stages].group + 1;
    }
    s->layers -= s->stage[s->stages].counted;
    return cost_of_rest(s, w);
}

/* The first run: below what is known, or, where nothing is, below guesses that
 * get wider, and at last without. Only COST has prices near its costs. */
static int
run_first(struct coh_group_sweep *s, int64_t known, int *done,
          struct coh_error *err)
{
    const struct coh_group_whole *w = &s->whole[s->stages * s->layers - 1];
    int costs = s->aim && s->aim->kind == COH_GROUP_COST;
    int64_t part, below;

    for (part = costs && known == INT64_MAX ? GUESS : 0; part; part /= 8) {
        below = coh_group_sweep_guess(s, part);
        if (below == INT64_MAX)
            break;
        if (run(s, below, done, err))
            return -1;
        if (!*done || w->cost != NONE)
            return 0;
    }
    return run(s, known, done, err);
}

/* Run for all units, then again for those that the last block leaves, until
 * every unit has its group. */
static int
deal_all(struct coh_group_sweep *s, int64_t known, unsigned char *taken,
         size_t *group, enum coh_group_outcome *outcome, struct coh_error *err)
{
    const struct coh_group_whole *w;
    int done, first = 1;

    *outcome = COH_GROUP_UNDECIDED;
    for (;; first = 0) {
        if (open_units(s, taken, err))
            return -1;
        if (s->b.m == 0)
            break;
        if (first ? run_first(s, known, &done, err) : run(s, known, &done, err))
            return -1;
        if (!done)
            return 0;
        w = &s->whole[s->stages * s->layers - 1];
        if (first && (w->cost == NONE || w->cost + s->prices >= known)) {
            *outcome =
                known == INT64_MAX ? COH_GROUP_IMPOSSIBLE : COH_GROUP_FEASIBLE;
            return 0;
        }
        known = read_block(s, taken, group);
        known = s->aim ? known + 1 : INT64_MAX;
    }
    *outcome = COH_GROUP_FEASIBLE;
    return 0;
}

static int
make_room(struct coh_group_sweep *s, struct coh_error *err)
{
    size_t sets = (size_t)1 << s->r->n_units;

    s->layers = s->r->p->open + 1;
    s->stage = coh_group_stages_make(s->r, s->aim, err);
    s->cost = coh_alloc_array(sets, sizeof(*s->cost), err);
    s->best = coh_alloc_array(sets, s->layers * sizeof(*s->best), err);
    s->whole = coh_alloc_array(s->r->p->k, s->layers * sizeof(*s->whole), err);
    s->stages = s->r->p->k;
    return s->stage && s->cost && s->best && s->whole ? 0 : -1;
}

int
coh_group_subset(const struct coh_group_rules *r,
                 const struct coh_group_aim *aim, int64_t known,
                 uint64_t budget, uint64_t *moves, size_t *group,
                 enum coh_group_outcome *outcome, struct coh_error *err)
{
    struct coh_group_sweep s = {
        .r = r, .aim = aim, .b = COH_GROUP_BLOCKS_INIT, .budget = budget};
    size_t *found = NULL, i;
    unsigned char *taken = NULL;
    int rc = -1;

    *moves = 0;
    known = aim ? known : INT64_MAX;
    *outcome = r->clash || r->p->open > r->n_units ? COH_GROUP_IMPOSSIBLE
                                                   : COH_GROUP_UNDECIDED;
    if (*outcome == COH_GROUP_IMPOSSIBLE || r->n_units > COH_GROUP_SUBSET_MOST)
        return 0;
    taken = coh_alloc_array(r->n_units, 1, err);
    found = coh_alloc_array(r->p->n, sizeof(*found), err);
    if (!taken || !found || make_room(&s, err) ||
        deal_all(&s, known, taken, found, outcome, err))
        goto out;
    /* Somebody is in a group: there is one below `known`. */
    for (i = 0; *outcome == COH_GROUP_FEASIBLE && found[0] && i < r->p->n; i++)
        group[i] = found[i];
    *moves = s.used;
    rc = 0;
out:
    coh_group_blocks_release(&s.b);
    coh_free(s.stage);
    coh_free(s.cost);
    coh_free(s.best);
    coh_free(s.whole);
    coh_free(s.list);
    coh_free(found);
    coh_free(taken);
    return rc;
}
