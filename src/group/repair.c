/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/repair.h"

#include "group/repair-work.h"

/* Moves looked at to mend one thing. */
#define LOOKS 300

/* The best way found to mend one thing. */
struct mend {
    size_t unit, to; /* this unit to that group */
    size_t other;    /* in exchange for this one, or NOWHERE */
    int64_t change;
    uint64_t equal; /* as good as it, for a fair draw */
    size_t looks;
};

static int
has(const struct coh_group_work *w, size_t u, size_t f)
{
    size_t i;

    for (i = w->has_start[u]; i < w->has_start[u + 1]; i++)
        if (w->has[i] == f)
            return 1;
    return 0;
}

/* Unit u to group g, in exchange for v unless that is NOWHERE. */
static void
look(struct coh_group_work *w, struct mend *m, size_t u, size_t g, size_t v)
{
    size_t from = w->group[u], k = w->k;
    int64_t change;

    m->looks++;
    if (w->tabu[u * k + g] > w->step ||
        (v != COH_GROUP_NOWHERE && w->tabu[v * k + from] > w->step))
        return;
    change = coh_group_work_change(w, from, u, v);
    if (change > m->change + 1000000)
        return;
    change += coh_group_work_change(w, g, v, u);
    if (change > m->change)
        return;
    m->equal = change < m->change ? 1 : m->equal + 1;
    if (coh_random_below(&w->random, m->equal))
        return;
    m->change = change;
    m->unit = u;
    m->to = g;
    m->other = v;
}

/* Unit u out of its group: anywhere, or for anybody who has not feature f
 * (or is smaller, when it is about sizes). */
static void
look_out(struct coh_group_work *w, struct mend *m, size_t u, size_t f,
         size_t most)
{
    size_t g = w->group[u], i, v, h, from;
    size_t end = m->looks + most;

    for (h = 0; h < w->k; h++)
        if (h != g && w->ok[u * w->k + h])
            look(w, m, u, h, COH_GROUP_NOWHERE);
    from = coh_random_below(&w->random, w->n);
    for (i = 0; i < w->n && m->looks < end; i++) {
        v = w->order[(from + i) % w->n];
        h = w->group[v];
        if (h == g || !w->ok[u * w->k + h] || !w->ok[v * w->k + g])
            continue;
        if (f == w->features ? w->students[v] >= w->students[u] : has(w, v, f))
            continue;
        look(w, m, u, h, v);
    }
    /* Those passed over cost something too. */
    w->moves += (i + w->k) / 4;
}

/* Unit u into group g: besides, or for anybody there who has not feature f. */
static void
look_in(struct coh_group_work *w, struct mend *m, size_t u, size_t g, size_t f)
{
    size_t from = w->group[u], v;

    look(w, m, u, g, COH_GROUP_NOWHERE);
    for (v = w->head[g]; v != COH_GROUP_NOWHERE; v = w->next[v]) {
        if (!w->ok[v * w->k + from])
            continue;
        if (f == w->features ? w->students[v] >= w->students[u] : has(w, v, f))
            continue;
        look(w, m, u, g, v);
    }
}

static void
too_many(struct coh_group_work *w, struct mend *m, size_t f, size_t g)
{
    size_t u, n = 0;

    for (u = w->head[g]; u != COH_GROUP_NOWHERE; u = w->next[u])
        n += f == w->features || has(w, u, f);
    for (u = w->head[g]; u != COH_GROUP_NOWHERE; u = w->next[u])
        if (w->choices[u] > 1 && (f == w->features || has(w, u, f)))
            look_out(w, m, u, f, LOOKS / n + 1);
}

static void
too_few(struct coh_group_work *w, struct mend *m, size_t f, size_t g)
{
    const size_t *list =
        f == w->features ? w->order : &w->with[w->with_start[f]];
    size_t n =
        f == w->features ? w->n : w->with_start[f + 1] - w->with_start[f];
    size_t i, u, from = coh_random_below(&w->random, n);

    for (i = 0; i < n && m->looks < LOOKS; i++) {
        u = list[(from + i) % n];
        if (w->group[u] != g && w->ok[u * w->k + g])
            look_in(w, m, u, g, f);
    }
    w->moves += i / 4;
}

/* What to do about the broken cell f, g. */
static void
look_at(struct coh_group_work *w, struct mend *m, size_t f, size_t g)
{
    size_t cell = f * w->k + g, size = w->size[g], count = w->count[cell];
    enum coh_group_feature_kind kind;
    int few;

    if (f == w->features) {
        few = size < coh_group_work_min(w, g);
    } else {
        kind = w->r->feature[f].kind;
        few = kind == COH_GROUP_EVEN
                  ? count * w->r->p->n < w->r->feature[f].total * size
                  : kind == COH_GROUP_NEVER_ONE &&
                        coh_random_below(&w->random, 2);
    }
    if (few)
        too_few(w, m, f, g);
    else
        too_many(w, m, f, g);
}

static void
forbid(struct coh_group_work *w, size_t unit, size_t g)
{
    w->tabu[unit * w->k + g] =
        w->step + 3 + (uint32_t)coh_random_below(&w->random, 8);
}

static void
make(struct coh_group_work *w, const struct mend *m)
{
    size_t from = w->group[m->unit];

    forbid(w, m->unit, from);
    if (m->other != COH_GROUP_NOWHERE) {
        forbid(w, m->other, m->to);
        coh_group_work_put(w, m->other, from);
    }
    coh_group_work_put(w, m->unit, m->to);
}

/* All that is broken weighs more. */
static void
press(struct coh_group_work *w)
{
    size_t i;

    for (i = 0; i < w->n_broken; i++)
        w->weight[w->broken[i]]++;
}

/* Mend until nothing is broken or the moves are spent. */
static void
run(struct coh_group_work *w, uint64_t budget)
{
    uint64_t end = w->moves + budget;
    struct mend m;
    size_t cell;

    while (w->n_broken && w->moves < end && w->step < UINT32_MAX - 16) {
        m = (struct mend){.change = INT64_MAX / 2};
        cell = w->broken[coh_random_below(&w->random, w->n_broken)];
        look_at(w, &m, cell / w->k, cell % w->k);
        w->moves += 2;
        w->step++;
        if (m.equal && m.change <= 0) {
            make(w, &m);
            continue;
        }
        press(w);
        if (m.equal && !coh_random_below(&w->random, 4))
            make(w, &m);
    }
}

/* 1, 1, 2, 1, 1, 2, 4, …: how long the rounds are (Luby, Sinclair and
 * Zuckerman 1993, IPL 47:173). */
static uint64_t
luby(size_t i)
{
    uint64_t power = 1;

    for (i++; i & (i + 1);) {
        for (power = 1; 2 * power - 1 < i; power *= 2)
            ;
        if (2 * power - 1 != i)
            i -= power - 1;
    }
    return (i + 1) / 2;
}

int
coh_group_repair(const struct coh_group_rules *r, const size_t *start,
                 uint64_t seed, uint64_t budget, uint64_t *moves, size_t *group,
                 int *found, struct coh_error *err)
{
    struct coh_group_work w;
    uint64_t slice, left;
    size_t round, u;

    *found = 0;
    if (r->clash)
        return 0;
    if (coh_group_work_init(&w, r, seed, err))
        return -1;
    for (round = 0; !*found && w.moves < budget; round++) {
        if (!coh_group_work_begin(&w, round || r->p->open ? NULL : start,
                                  round))
            continue;
        slice = luby(round) * (20000 + 200 * w.n);
        left = w.moves < budget ? budget - w.moves : 0;
        run(&w, slice < left ? slice : left);
        *found = !w.n_broken;
    }
    for (u = 0; *found && u < w.n; u++)
        group[u] = w.group[u] + 1;
    *moves += w.moves;
    coh_group_work_release(&w);
    return 0;
}
