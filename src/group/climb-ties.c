/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/climb-ties.h"

#include <stdlib.h>

#include "base/memory.h"

#define NONE ((size_t)-1)

struct scored {
    int64_t score;
    size_t who;
};

struct ties {
    struct coh_climb_sums *s;
    size_t *class;         /* of each student: whose score is the same; NONE */
    size_t *in;            /* class × k: how many */
    size_t *groups, *many; /* of each class: groups with it, students in it */
    int64_t apart, places; /* what gets less */
};

static int
by_score(const void *x, const void *y)
{
    const struct scored *a = x, *b = y;

    if (a->score != b->score)
        return a->score < b->score ? -1 : 1;
    return (a->who > b->who) - (a->who < b->who);
}

/* Numbers the scores; returns how many there are. */
static size_t
classify(const struct coh_group_problem *p, struct scored *list, size_t *class)
{
    size_t i, j, n = 0, classes = 0;

    for (i = 0; i < p->n_rules; i++)
        for (j = 0; j < p->rule[i].n; j++)
            class[p->rule[i].member[j]] = NONE;
    for (i = 0; i < p->n; i++) {
        if (p->missing && p->missing[i])
            class[i] = NONE;
        if (class[i] != NONE)
            list[n++] = (struct scored){p->score[i], i};
    }
    qsort(list, n, sizeof(*list), by_score);
    for (i = 0; i < n; i++) {
        classes += i == 0 || list[i].score != list[i - 1].score;
        class[list[i].who] = classes - 1;
    }
    return classes;
}

static void
shift(struct ties *t, size_t unit, size_t g, int by)
{
    const struct coh_group_rules *r = t->s->r;
    size_t i, c, *in;

    for (i = r->unit_start[unit]; i < r->unit_start[unit + 1]; i++) {
        c = t->class[r->unit_member[i]];
        if (c == NONE)
            continue;
        t->apart -= t->groups[c] > 1 ? (int64_t)t->many[c] : 0;
        t->places -= (int64_t)t->groups[c];
        in = &t->in[c * r->p->k + g - 1];
        t->groups[c] -= *in > 0;
        *in = (size_t)((int64_t)*in + by);
        t->groups[c] += *in > 0;
        t->apart += t->groups[c] > 1 ? (int64_t)t->many[c] : 0;
        t->places += (int64_t)t->groups[c];
    }
}

/* Unit u from one group to another, and other (unless n_units) back. */
static void
shift_both(struct ties *t, size_t u, size_t other, size_t from, size_t to)
{
    shift(t, u, from, -1);
    shift(t, u, to, 1);
    if (other < t->s->r->n_units) {
        shift(t, other, to, -1);
        shift(t, other, from, 1);
    }
}

/* Returns whether the change was good and is made. */
static int
try_change(struct ties *t, size_t u, size_t other, size_t g)
{
    int64_t apart = t->apart, places = t->places;
    size_t from = t->s->state.group[u];

    if (!coh_climb_sums_is_free(t->s, u, other, g))
        return 0;
    shift_both(t, u, other, from, g);
    if (t->apart < apart || (t->apart == apart && t->places < places)) {
        coh_climb_sums_change(t->s, u, other, g);
        return 1;
    }
    shift_both(t, u, other, g, from);
    return 0;
}

static void
improve(struct ties *t)
{
    const struct coh_group_rules *r = t->s->r;
    size_t u, v, g;
    int better;

    do {
        better = 0;
        for (u = 0; u < r->n_units; u++) {
            for (g = 1; g <= r->p->k; g++)
                if (g != t->s->state.group[u])
                    better |= try_change(t, u, r->n_units, g);
            for (v = u + 1; v < r->n_units; v++)
                if (t->s->state.group[v] != t->s->state.group[u])
                    better |= try_change(t, u, v, t->s->state.group[v]);
        }
    } while (better);
}

int
coh_climb_join_ties(struct coh_climb_sums *s, struct coh_error *err)
{
    const struct coh_group_problem *p = s->r->p;
    struct ties t = {.s = s};
    struct scored *list = coh_alloc_array(p->n, sizeof(*list), err);
    size_t classes = 0, i, u;
    int rc = -1;

    t.class = coh_alloc_array(p->n, sizeof(*t.class), err);
    if (!list || !t.class)
        goto out;
    classes = classify(p, list, t.class);
    t.in = coh_alloc_array(classes, p->k * sizeof(*t.in), err);
    t.groups = coh_alloc_array(classes, sizeof(*t.groups), err);
    t.many = coh_alloc_array(classes, sizeof(*t.many), err);
    if (!t.in || !t.groups || !t.many)
        goto out;
    for (i = 0; i < p->n; i++)
        if (t.class[i] != NONE)
            t.many[t.class[i]]++;
    for (u = 0; u < s->r->n_units; u++)
        shift(&t, u, s->state.group[u], 1);
    improve(&t);
    rc = 0;
out:
    coh_free(list);
    coh_free(t.class);
    coh_free(t.in);
    coh_free(t.groups);
    coh_free(t.many);
    return rc;
}
