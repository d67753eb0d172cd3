/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/climb-sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Changes that a pass tries for each unit, and what one counts as effort. */
#define TRIES       8
#define RULES_COUNT 8
/* The highest price of a rule. */
#define HIGHEST (INT64_C(1) << 58)

void
coh_climb_sums_release(struct coh_climb_sums *s)
{
    coh_group_state_release(&s->state);
    coh_climb_cost_release(&s->cost);
    coh_climb_breaks_release(&s->breaks);
    coh_climb_draw_release(&s->draw);
    coh_free(s->best);
    coh_free(s->order);
    *s = (struct coh_climb_sums)COH_CLIMB_SUMS_INIT;
}

/* Is nothing in the way but sizes? */
static int
is_plain(const struct coh_group_rules *r)
{
    size_t i;

    for (i = 0; i < r->n_units * r->p->k; i++)
        if (!r->allowed[i])
            return 0;
    return !r->n_features && !r->p->may_close && r->n_units == r->p->n;
}

/* The state, its costs and breaks, from the groups of the students. */
static int
begin(struct coh_climb_sums *s, const struct coh_group_aim *a,
      const size_t *start, struct coh_error *err)
{
    const struct coh_group_rules *r = s->r;
    size_t u, g;

    if (coh_group_state_init(&s->state, r, err) ||
        coh_climb_cost_init(&s->cost, r, a, s->state.group, s->state.size, err))
        return -1;
    for (u = 0; u < r->n_units; u++) {
        g = start[r->unit_member[r->unit_start[u]]];
        coh_group_state_put(&s->state, u, g);
        coh_climb_cost_put(&s->cost, u, g, 1);
        s->best[u] = g;
    }
    s->best_again = s->state.again * s->wanted;
    return s->plain
               ? 0
               : coh_climb_breaks_init(&s->breaks, &s->state, s->wanted, err);
}

int
coh_climb_sums_init(struct coh_climb_sums *s, const struct coh_group_rules *r,
                    const struct coh_group_aim *a, const size_t *start,
                    struct coh_error *err)
{
    size_t g, units = r->n_units;

    *s = (struct coh_climb_sums)COH_CLIMB_SUMS_INIT;
    s->r = r;
    s->plain = is_plain(r);
    if (r->p->previous && r->p->company)
        s->wanted = r->p->company == COH_GROUP_NEW_COMPANY ? 1 : -1;
    s->after = s->wanted && a->kind == COH_GROUP_COST;
    s->sized = units != r->p->n || !s->plain;
    for (g = 0; g < r->p->k; g++)
        s->sized |= r->min[g] != r->max[g];
    s->best = coh_alloc_array(units, sizeof(*s->best), err);
    s->order = coh_alloc_array(units, sizeof(*s->order), err);
    if (!s->best || !s->order || coh_climb_draw_init(&s->draw, r, err) ||
        begin(s, a, start, err)) {
        coh_climb_sums_release(s);
        return -1;
    }
    memcpy(s->order, s->draw.unit, s->draw.n * sizeof(*s->order));
    return 0;
}

static void
move(struct coh_climb_sums *s, size_t u, size_t g)
{
    coh_climb_cost_put(&s->cost, u, s->state.group[u], -1);
    if (s->plain)
        coh_group_state_put(&s->state, u, g);
    else
        coh_climb_breaks_make_move(&s->breaks, u, g);
    coh_climb_cost_put(&s->cost, u, g, 1);
}

static void
swap(struct coh_climb_sums *s, size_t u, size_t v)
{
    size_t a = s->state.group[u], b = s->state.group[v];

    coh_climb_cost_put(&s->cost, u, a, -1);
    coh_climb_cost_put(&s->cost, v, b, -1);
    if (s->plain)
        coh_group_state_swap(&s->state, u, v);
    else
        coh_climb_breaks_make_swap(&s->breaks, u, v);
    coh_climb_cost_put(&s->cost, u, b, 1);
    coh_climb_cost_put(&s->cost, v, a, 1);
}

static int
closable(const struct coh_climb_sums *s, size_t g)
{
    return s->r->p->may_close && s->r->p->may_close[g];
}

/* May a unit move from one group to another as far as sizes and allowed groups
 * go? Without `plain`, sizes are among what is broken at a price. */
static int
may_move(const struct coh_climb_sums *s, size_t u, size_t to)
{
    const struct coh_group_rules *r = s->r;
    size_t from = s->state.group[u] - 1, size;

    if (s->plain)
        return s->state.size[from] > r->min[from] &&
               s->state.size[to - 1] < r->max[to - 1];
    if (!r->allowed[u * r->p->k + to - 1])
        return 0;
    /* As many groups as are to be open stay open. */
    size = r->unit_start[u + 1] - r->unit_start[u];
    return !r->p->open ||
           !((closable(s, from) && s->state.size[from] == size) ||
             (closable(s, to - 1) && s->state.size[to - 1] == 0));
}

static int
may_swap(const struct coh_climb_sums *s, size_t u, size_t v)
{
    size_t a = s->state.group[u], b = s->state.group[v], k = s->r->p->k;

    return a != b && (s->plain || (s->r->allowed[u * k + b - 1] &&
                                   s->r->allowed[v * k + a - 1]));
}

static void
note_best(struct coh_climb_sums *s, struct coh_climb_heat *h)
{
    int64_t again = s->state.again * s->wanted;

    if (s->state.broken ||
        (s->after ? s->value > s->best_value : again > s->best_again))
        return;
    if (s->after ? s->value == s->best_value && again >= s->best_again
                 : again == s->best_again && s->value >= s->best_value)
        return;
    h->bests++;
    s->best_again = again;
    s->best_value = s->value;
    memcpy(s->best, s->state.group, s->r->n_units * sizeof(*s->best));
}

/* So that the product with a price fits. */
static int64_t
clamp(int64_t broken)
{
    return broken > 15 ? 15 : broken < -15 ? -15 : broken;
}

/* Is a change with this cost and these rules to be taken? At temperature 0
 * rules come before company before cost; company after cost where it only
 * decides between equals. */
static int
takes(const struct coh_climb_sums *s, int64_t cost, int64_t breaks,
      int64_t limit, const struct coh_climb_heat *h)
{
    int64_t rules = coh_climb_breaks_rules(breaks);
    int64_t again = coh_climb_breaks_company(breaks);

    if (s->after) {
        cost = cost ? cost : (again > 0) - (again < 0);
        breaks = rules;
        again = 0;
    }
    if (!h->temperature)
        return breaks ? breaks < 0 : cost < 0;
    return cost + s->price * clamp(rules + again) < limit;
}

int
coh_climb_sums_is_free(struct coh_climb_sums *s, size_t u, size_t other,
                       size_t g)
{
    int is_swap = other < s->r->n_units;

    if (is_swap
            ? !may_swap(s, u, other) || coh_climb_cost_swap(&s->cost, u, other)
            : !may_move(s, u, g) || coh_climb_cost_move(&s->cost, u, g))
        return 0;
    return s->plain || !(is_swap ? coh_climb_breaks_swap(&s->breaks, u, other)
                                 : coh_climb_breaks_move(&s->breaks, u, g));
}

void
coh_climb_sums_change(struct coh_climb_sums *s, size_t u, size_t other,
                      size_t g)
{
    if (other < s->r->n_units)
        swap(s, u, other);
    else
        move(s, u, g);
}

/* One move (other = n_units) to group g, or swap; `random` says how much worse
 * it may be. */
static void
try_change(struct coh_climb_sums *s, struct coh_climb_heat *h, size_t u,
           size_t other, size_t g, uint64_t random)
{
    int is_swap = other < s->r->n_units;
    int64_t limit = 0, cost, breaks = 0;

    h->looked++;
    h->tried++;
    if (is_swap ? !may_swap(s, u, other)
                : g == s->state.group[u] || !may_move(s, u, g))
        return;
    cost = is_swap ? coh_climb_cost_swap(&s->cost, u, other)
                   : coh_climb_cost_move(&s->cost, u, g);
    if (h->temperature)
        limit = 1 + coh_climb_limit(h, h->draw[random % COH_CLIMB_DRAWS]);
    /* Rules cannot make it better by more than what is broken. */
    if (!s->wanted && cost - s->price * clamp(s->state.broken) >= limit)
        return;
    if (!s->plain) {
        h->looked += RULES_COUNT - 1;
        breaks = is_swap ? coh_climb_breaks_swap(&s->breaks, u, other)
                         : coh_climb_breaks_move(&s->breaks, u, g);
    }
    if (!takes(s, cost, breaks, limit, h))
        return;
    coh_climb_sums_change(s, u, other, g);
    s->value += cost;
    h->taken++;
    note_best(s, h);
}

/* One draw in eight is of any kind. */
static void
some_changes(struct coh_climb_sums *s, struct coh_climb_heat *h, size_t u)
{
    uint64_t random = coh_random_next(&h->random);
    size_t step = 0, v;

    if (s->sized) {
        v = coh_climb_draw_other(&s->draw, u, 0, random);
        try_change(s, h, u, s->r->n_units,
                   s->draw.kinds && random % 8
                       ? s->state.group[v]
                       : 1 + (size_t)((random >> 32) * s->r->p->k >> 32),
                   random >> 8);
        step++;
    }
    for (; step < TRIES; step++) {
        random = coh_random_next(&h->random);
        v = coh_climb_draw_other(&s->draw, u, step + 1 == TRIES, random);
        try_change(s, h, u, v, 0, random);
    }
}

static void
all_changes(struct coh_climb_sums *s, struct coh_climb_heat *h, size_t u)
{
    size_t v, g;

    for (g = 1; s->sized && g <= s->r->p->k; g++)
        try_change(s, h, u, s->r->n_units, g, 0);
    for (v = u + 1; v < s->r->n_units; v++)
        try_change(s, h, u, v, 0, 0);
}

static void
pass(void *self, struct coh_climb_heat *h)
{
    struct coh_climb_sums *s = self;
    size_t i, j, keep;

    for (i = 0; !h->temperature && i < s->r->n_units && h->looked < h->end; i++)
        all_changes(s, h, i);
    for (i = 0; h->temperature && i < s->draw.n && h->looked < h->end; i++) {
        j = i + (size_t)coh_random_below(&h->random, s->draw.n - i);
        keep = s->order[j];
        s->order[j] = s->order[i];
        s->order[i] = keep;
        some_changes(s, h, keep);
    }
}

/* A 256th of each loss, the rests apart: the sum of large ones would be too
 * much, and that of small quotients nothing. */
static int64_t
typical(void *self, struct coh_climb_heat *h)
{
    struct coh_climb_sums *s = self;
    size_t i, u, v, units = s->r->n_units;
    int64_t sum = 0, rest = 0, loss;

    for (i = 0; i < 512; i++) {
        u = (size_t)coh_random_below(&h->random, units);
        v = (size_t)coh_random_below(&h->random, i % 2 ? units : s->r->p->k);
        loss = 0;
        if (i % 2 && may_swap(s, u, v))
            loss = llabs(coh_climb_cost_swap(&s->cost, u, v));
        if (i % 2 == 0 && s->sized && v + 1 != s->state.group[u] &&
            may_move(s, u, v + 1))
            loss = llabs(coh_climb_cost_move(&s->cost, u, v + 1));
        sum += loss / 256;
        rest += loss % 256;
    }
    return sum + rest / 256;
}

static void
back(void *self)
{
    struct coh_climb_sums *s = self;
    size_t u;

    for (u = 0; u < s->r->n_units; u++)
        if (s->state.group[u] != s->best[u])
            move(s, u, s->best[u]);
    s->value = s->best_value;
}

static void
set_price(void *self, int64_t loss)
{
    struct coh_climb_sums *s = self;

    s->price = loss < HIGHEST / 2 ? 2 * loss : HIGHEST;
}

struct coh_climb_walk
coh_climb_sums_walk(struct coh_climb_sums *s)
{
    uint64_t n = s->r->n_units, looks = n * (n + 2 * s->r->p->k) / 2;

    return (struct coh_climb_walk){
        .self = s,
        .pass = pass,
        .typical = typical,
        .back = back,
        .price = s->plain ? NULL : set_price,
        .enough = n * n * n * (s->plain ? 24 : 12),
        .all = s->plain ? looks : looks * RULES_COUNT,
    };
}
