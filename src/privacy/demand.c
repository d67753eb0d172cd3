/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/demand.h"

#include <string.h>

int
coh_demands_add(struct coh_demands *d, size_t n, const size_t *thing,
                struct coh_error *err)
{
    size_t i;

    if (coh_reserve(&d->demand, &d->capacity, d->n + 1, sizeof(*d->demand),
                    err) ||
        coh_reserve(&d->thing, &d->thing_capacity, d->things + n + 1,
                    sizeof(*d->thing), err))
        return -1;
    d->demand[d->n++] = (struct coh_demand){d->things, n};
    for (i = 0; i < n; i++)
        d->thing[d->things++] = thing[i];
    return 0;
}

void
coh_demands_release(struct coh_demands *d)
{
    coh_free(d->demand);
    coh_free(d->thing);
    *d = (struct coh_demands)COH_DEMANDS_INIT;
}

/*
 * Things are bits, cheap ones first, so that the cheapest of a set is its
 * lowest bit; a set is `words` words.
 */
struct search {
    const struct coh_demands *d;
    size_t n, words;
    const int64_t *cost; /* by thing */
    size_t *thing;       /* of a bit */
    uint64_t *nodes;
    uint64_t *set;   /* of each demand, those of few things first */
    uint64_t *taken; /* and, behind it: barred, seen, the best so far */
    uint64_t *barred, *seen, *best;
    int64_t least;
    int ended;
};

static const uint64_t *
set_at(const struct search *s, size_t demand)
{
    return s->set + demand * s->words;
}

static int
meet(const struct search *s, const uint64_t *a, const uint64_t *b)
{
    size_t i;

    for (i = 0; i < s->words; i++)
        if (a[i] & b[i])
            return 1;
    return 0;
}

static size_t
count_open(const struct search *s, const uint64_t *set)
{
    size_t i, n = 0;

    for (i = 0; i < s->words; i++)
        n += (size_t)__builtin_popcountll(set[i] & ~s->barred[i]);
    return n;
}

/* The lowest bit of a set that is not barred; there is one. */
static size_t
cheapest(const struct search *s, const uint64_t *set)
{
    size_t i = 0;

    while (!(set[i] & ~s->barred[i]))
        i++;
    return 64 * i + (size_t)__builtin_ctzll(set[i] & ~s->barred[i]);
}

static void
put(uint64_t *set, size_t bit)
{
    set[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void
drop(uint64_t *set, size_t bit)
{
    set[bit / 64] &= ~((uint64_t)1 << bit % 64);
}

static int
has(const uint64_t *set, size_t bit)
{
    return set[bit / 64] >> bit % 64 & 1;
}

static int64_t
cost_of_bit(const struct search *s, size_t bit)
{
    return s->cost[s->thing[bit]];
}

/* Unmet demands that share nothing cost at least their cheapest things. −1: one
 * of them cannot be met. The unmet demand of fewest open things into *at (d->n:
 * all are met). */
static int64_t
bound(struct search *s, size_t *at)
{
    const uint64_t *set;
    size_t k, i, few = SIZE_MAX, open;
    int64_t sum = 0;

    /* What is barred counts as no thing at all. */
    memset(s->seen, 0, s->words * sizeof(*s->seen));
    *at = s->d->n;
    for (k = 0; k < s->d->n; k++) {
        set = set_at(s, k);
        if (meet(s, set, s->taken))
            continue;
        open = count_open(s, set);
        if (open == 0)
            return -1;
        if (open < few) {
            few = open;
            *at = k;
        }
        if (meet(s, set, s->seen))
            continue;
        sum += cost_of_bit(s, cheapest(s, set));
        for (i = 0; i < s->words; i++)
            s->seen[i] |= set[i] & ~s->barred[i];
    }
    return sum;
}

static int
branch(struct search *s, size_t demand, int64_t cost, struct coh_error *err);

static int
visit(struct search *s, int64_t cost, struct coh_error *err)
{
    size_t at;
    int64_t more;

    if (s->ended)
        return 0;
    if (*s->nodes == 0) {
        s->ended = 1;
        return 0;
    }
    --*s->nodes;
    more = bound(s, &at);
    if (more < 0 || cost + more >= s->least)
        return 0;
    if (at == s->d->n) {
        s->least = cost;
        memcpy(s->best, s->taken, s->words * sizeof(*s->best));
        return 0;
    }
    return branch(s, at, cost, err);
}

/* One thing of the demand after the other, cheap ones first; what was tried is
 * barred from the rest. */
static int
branch(struct search *s, size_t demand, int64_t cost, struct coh_error *err)
{
    const uint64_t *set = set_at(s, demand);
    size_t n = count_open(s, set), i, *tried;
    int rc = 0;

    tried = coh_alloc_array(n, sizeof(*tried), err);
    if (!tried)
        return -1;
    for (i = 0; i < n && !rc; i++) {
        tried[i] = cheapest(s, set);
        put(s->taken, tried[i]);
        rc = visit(s, cost + cost_of_bit(s, tried[i]), err);
        drop(s->taken, tried[i]);
        put(s->barred, tried[i]);
    }
    while (i-- > 0)
        drop(s->barred, tried[i]);
    coh_free(tried);
    return rc;
}

/* How many unmet demands each bit would meet; the best for its cost, or n. */
static size_t
most_useful(const struct search *s, size_t *meets)
{
    size_t k, t, best = s->n;

    memset(meets, 0, s->n * sizeof(*meets));
    for (k = 0; k < s->d->n; k++)
        if (!meet(s, set_at(s, k), s->best))
            for (t = 0; t < s->n; t++)
                meets[t] += (size_t)has(set_at(s, k), t);
    for (t = 0; t < s->n; t++)
        if (meets[t] > 0 &&
            (best == s->n ||
             (double)meets[t] / (double)cost_of_bit(s, t) >
                 (double)meets[best] / (double)cost_of_bit(s, best)))
            best = t;
    return best;
}

/* What meets most demands for its cost, until all are met; then without what is
 * not needed, the dearest first. */
static void
start(struct search *s, size_t *meets)
{
    size_t k, t;

    while ((t = most_useful(s, meets)) < s->n)
        put(s->best, t);
    for (s->least = 0, t = s->n; t-- > 0;) {
        if (!has(s->best, t))
            continue;
        drop(s->best, t);
        for (k = 0; k < s->d->n && meet(s, set_at(s, k), s->best); k++)
            ;
        if (k == s->d->n)
            continue;
        put(s->best, t);
        s->least += cost_of_bit(s, t);
    }
}

/* Bits by cost (equals: by number), and demands by how many things they are. */
static void
write_down(struct search *s, size_t *bit)
{
    const struct coh_demand *m;
    size_t k, i, t, at = 0, size;

    for (t = 0; t < s->n; t++) {
        for (i = t; i > 0 && s->cost[s->thing[i - 1]] > s->cost[t]; i--)
            s->thing[i] = s->thing[i - 1];
        s->thing[i] = t;
    }
    for (i = 0; i < s->n; i++)
        bit[s->thing[i]] = i;
    for (size = 1; size <= s->n; size++)
        for (k = 0; k < s->d->n; k++) {
            m = &s->d->demand[k];
            if (m->n != size)
                continue;
            for (i = 0; i < size; i++)
                put(s->set + at * s->words, bit[s->d->thing[m->first + i]]);
            at++;
        }
}

int
coh_demands_meet(const struct coh_demands *d, size_t n, const int64_t *cost,
                 uint64_t *nodes, unsigned char *chosen, int *best,
                 struct coh_error *err)
{
    struct search s = {
        .d = d, .n = n, .words = n / 64 + 1, .cost = cost, .nodes = nodes};
    size_t *bit = coh_alloc_array(n, sizeof(*bit), err), i;
    int rc = -1;

    s.thing = coh_alloc_array(n, sizeof(*s.thing), err);
    s.set = coh_alloc_array((d->n + 4) * s.words, sizeof(*s.set), err);
    if (!bit || !s.thing || !s.set)
        goto out;
    s.taken = s.set + d->n * s.words;
    s.barred = s.taken + s.words;
    s.seen = s.barred + s.words;
    s.best = s.seen + s.words;
    write_down(&s, bit);
    start(&s, bit);
    rc = visit(&s, 0, err);
    *best = !s.ended;
    for (i = 0; i < n; i++)
        chosen[s.thing[i]] = (unsigned char)has(s.best, i);
out:
    coh_free(bit);
    coh_free(s.thing);
    coh_free(s.set);
    return rc;
}
