/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "group/prove.h"
#include "group/search.h"

/* The first and the widest sweep, in states kept a group. */
#define NARROW 32
#define WIDEST 32768

void
coh_group_level_release(struct coh_group_level *l)
{
    coh_free(l->state);
    coh_free(l->slot);
    *l = (struct coh_group_level){.n = 0};
}

static size_t
hash(const struct coh_group_sweep_state *s)
{
    uint64_t h = s->next * UINT64_C(0x9e3779b97f4a7c15) + s->used;
    size_t i;

    for (i = 0; i < COH_GROUP_SET_WORDS; i++)
        h = (h ^ s->set[i] ^ h >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
    return (size_t)(h ^ h >> 32);
}

static int
same(const struct coh_group_sweep_state *a,
     const struct coh_group_sweep_state *b)
{
    return a->next == b->next && a->used == b->used &&
           !memcmp(a->set, b->set, sizeof(a->set));
}

/* The slot of a state in the table; 0 in it means free. */
static size_t *
slot(struct coh_group_level *l, const struct coh_group_sweep_state *s)
{
    size_t i = hash(s) & (l->slots - 1);

    while (l->slot[i] && !same(&l->state[l->slot[i] - 1], s))
        i = (i + 1) & (l->slots - 1);
    return &l->slot[i];
}

static int
by_low(const void *a, const void *b)
{
    const struct coh_group_sweep_state *x = a, *y = b;
    int d;

    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost > y->cost ? -1 : 1;
    if (x->next != y->next)
        return x->next < y->next ? -1 : 1;
    d = memcmp(x->set, y->set, sizeof(x->set));
    return d ? d : x->used < y->used ? -1 : x->used > y->used;
}

/* No completion of the state is cheaper. */
static int64_t
lowest(struct coh_group_sweep *w, const struct coh_group_sweep_state *s,
       size_t group)
{
    int64_t alone = coh_group_bands_alone(w, group, s->next);
    int64_t relaxed = coh_group_relaxed(w, s, group);

    if (relaxed == INT64_MAX)
        return relaxed;
    return s->cost + (alone > relaxed ? alone : relaxed);
}

/* Bound all states, drop those that cannot beat the best or that are too
 * many; what the latter could have reached stays in `lost`. */
static int
narrow(struct coh_group_sweep *w, struct coh_group_level *l, size_t group)
{
    size_t i, kept = 0;

    for (i = 0; i < l->n; i++) {
        struct coh_group_sweep_state *s = &l->state[i];
        if (s->low < 0) {
            s->low = lowest(w, s, group);
        }
        if (s->low < w->v->cost)
            l->state[kept++] = *s;
    }
    qsort(l->state, kept, sizeof(*l->state), by_low);
    if (kept > w->width && l->state[w->width].low < w->lost)
        w->lost = l->state[w->width].low;
    l->n = kept < w->width ? kept : w->width;
    memset(l->slot, 0, l->slots * sizeof(*l->slot));
    for (i = 0; i < l->n; i++)
        *slot(l, &l->state[i]) = i + 1;
    return w->moves > w->stop;
}

/* Take a state into the level, or improve the one that is there. */
static int
take(struct coh_group_sweep *w, struct coh_group_level *l, size_t group,
     const struct coh_group_sweep_state *s)
{
    size_t *at = slot(l, s);

    if (*at) {
        struct coh_group_sweep_state *old = &l->state[*at - 1];
        if (s->cost < old->cost) {
            *old = *s;
            old->low = -1;
        }
        return 0;
    }
    l->state[l->n++] = *s;
    *at = l->n;
    return l->n == l->capacity ? narrow(w, l, group) : 0;
}

/* Behind `size` placed in the group: can the rest still be placed? Fillers
 * bring the group to its least size. */
static int
rest_fits(const struct coh_group_sweep *w, struct coh_group_sweep_state *s,
          const struct coh_group_sweep_state *from, size_t size)
{
    const struct coh_group_band *b = &w->v->band;
    size_t g = w->group, left;

    s->used = from->used + (size < b->min[g] ? b->min[g] - size : 0);
    s->done = from->done + size;
    left = w->v->p->n - b->fillers - s->done;
    return s->used <= b->fillers && left <= w->most[g + 1] &&
           left + b->fillers - s->used >= w->least[g + 1];
}

/* All sizes of the group with the units chosen: a new state for each. */
static int
close_group(struct coh_group_sweep *w, const struct coh_group_sweep_state *from,
            const struct coh_group_sweep_state *to,
            const struct coh_group_sum *x)
{
    const struct coh_group_band *b = &w->v->band;
    size_t g = w->group, f, end;
    struct coh_group_sweep_state s = *to;

    for (f = 0; from->next + f <= b->n && x->size + f <= b->max[g]; f++) {
        end = from->next + f;
        s.cost = from->cost +
                 coh_group_sum_cost(
                     x->n + (int64_t)f, x->s + b->sum[end] - b->sum[from->next],
                     x->q + b->square[end] - b->square[from->next]);
        w->moves++;
        /* More values in the group never cost less. */
        if (s.cost >= w->v->cost)
            break;
        if (s.cost + coh_group_bands_alone(w, g + 1, end) >= w->v->cost ||
            !rest_fits(w, &s, from, x->size + f))
            continue;
        s.next = end;
        s.low = -1;
        if (take(w, &w->level[g + 1], g + 1, &s))
            return 1;
    }
    return w->moves > w->stop;
}

/* May unit i stand beside those chosen for this group? */
static int
fits(const struct coh_group_sweep *w, const struct coh_group_sweep_state *s,
     size_t i, const struct coh_group_sum *x)
{
    const struct coh_group_units *u = &w->v->u;
    size_t c;

    if (s->set[i / 64] >> i % 64 & 1)
        return 0;
    if (x->size + w->v->unit[w->loose[i]].size > w->v->band.max[w->group])
        return 0;
    for (c = 0; c < w->n_chosen; c++)
        if (u->apart[w->loose[i] * u->n + w->chosen[c]])
            return 0;
    return 1;
}

/* All sets of loose units from `first` on that the group can take as well. */
static int
choose(struct coh_group_sweep *w, const struct coh_group_sweep_state *from,
       struct coh_group_sweep_state *to, const struct coh_group_sum *x,
       size_t first)
{
    struct coh_group_sum y;
    size_t i;

    if (from->cost + coh_group_sum_cost(x->n, x->s, x->q) >= w->v->cost)
        return 0;
    if (close_group(w, from, to, x))
        return 1;
    for (i = first; i < w->n_loose; i++) {
        w->moves++;
        if (!fits(w, to, i, x))
            continue;
        y = *x;
        coh_group_sum_add(&y, &w->v->unit[w->loose[i]]);
        w->chosen[w->n_chosen++] = w->loose[i];
        to->set[i / 64] |= UINT64_C(1) << i % 64;
        if (choose(w, from, to, &y, i + 1))
            return 1;
        to->set[i / 64] &= ~(UINT64_C(1) << i % 64);
        w->n_chosen--;
    }
    return 0;
}

/* From each state before the group to all behind it. 1: out of effort. */
static int
step(struct coh_group_sweep *w)
{
    struct coh_group_level *l = &w->level[w->group];
    struct coh_group_sum pinned = {.size = 0};
    struct coh_group_sweep_state to;
    size_t i, n_pinned = 0;

    for (i = 0; i < w->v->u.n; i++)
        if (w->v->u.pin[i] == w->group + 1) {
            coh_group_sum_add(&pinned, &w->v->unit[i]);
            w->chosen[n_pinned++] = i;
        }
    for (i = 0; i < l->n; i++) {
        to = l->state[i];
        to.parent = i;
        w->n_chosen = n_pinned;
        if (choose(w, &l->state[i], &to, &pinned, 0))
            return 1;
    }
    return narrow(w, &w->level[w->group + 1], w->group + 1);
}

/* The best state behind the last group gives units their groups. */
static void
read_back(struct coh_group_sweep *w)
{
    const struct coh_group_level *last = &w->level[w->v->p->k];
    const struct coh_group_sweep_state *s, *before;
    size_t g, i;

    /* A state can only be there when it is better than the best so far. */
    if (!last->n)
        return;
    s = &last->state[0];
    w->v->cost = s->cost;
    for (g = w->v->p->k; g-- > 0; s = before) {
        before = &w->level[g].state[s->parent];
        for (i = 0; i < w->n_loose; i++)
            if ((s->set[i / 64] & ~before->set[i / 64]) >> i % 64 & 1)
                w->v->where[w->loose[i]] = g + 1;
    }
}

static int
size_levels(struct coh_group_sweep *w, struct coh_error *err)
{
    size_t g, capacity = 4 * w->width, slots = 2;

    while (slots < 2 * capacity)
        slots *= 2;
    for (g = 0; g <= w->v->p->k; g++) {
        struct coh_group_level *l = &w->level[g];
        coh_group_level_release(l);
        l->capacity = capacity;
        l->slots = slots;
        l->state = coh_alloc_array(capacity, sizeof(*l->state), err);
        l->slot = coh_alloc_array(slots, sizeof(*l->slot), err);
        if (!l->state || !l->slot)
            return -1;
    }
    w->level[0].n = 1;
    return 0;
}

int
coh_group_prove(struct coh_group_view *v, struct coh_error *err)
{
    struct coh_group_sweep w = {.v = v};
    int rc = -1, spent = 0;

    if (coh_group_sweep_init(&w, err))
        goto out;
    v->low = lowest(&w, &(struct coh_group_sweep_state){.next = 0}, 0);
    w.stop = v->effort > v->band.moves ? v->effort - v->band.moves : 0;
    if (w.n_loose > COH_GROUP_LOOSE)
        w.stop = 0;
    for (w.width = NARROW; w.width <= WIDEST && w.stop && !spent;
         w.width *= 8) {
        if (v->low >= v->cost)
            break;
        w.lost = INT64_MAX;
        if (size_levels(&w, err))
            goto out;
        for (w.group = 0; w.group < v->p->k && !spent; w.group++)
            spent = step(&w);
        if (spent)
            break;
        read_back(&w);
        if (w.lost > v->low)
            v->low = w.lost;
    }
    /* Rounding may lift a bound above the best by less than a unit a group. */
    if (v->low > v->cost)
        v->low = v->cost;
    v->moves += w.moves;
    rc = 0;
out:
    coh_group_sweep_release(&w);
    return rc;
}
