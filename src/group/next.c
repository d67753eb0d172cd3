/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/next.h"

#include "base/memory.h"

#define NOBODY SIZE_MAX

struct coh_group_next {
    const struct coh_group_rules *r;
    const struct coh_group_aim *aim;
    const size_t *group; /* of each student, the caller's */
    struct coh_group_state state;
    size_t *count;   /* k: those who count for the cost */
    int64_t *sum;    /* k × dimensions */
    int64_t *square; /* k: Σ|x|²; DIVERSE: Σ of distances within */
    int64_t *cost;   /* k */
    int64_t *zero;   /* a point that adds nothing */
    int64_t *apart;  /* DIVERSE, n × k: Σ of distances to a group's members */
    unsigned char *fixed; /* n: PINNED, BOUND or 0 */
    int64_t step, pair;   /* what a cost and a pair weigh in the whole */
};

enum { PINNED = 1, BOUND = 2 };

void
coh_group_next_close(struct coh_group_next *x)
{
    if (!x)
        return;
    coh_group_state_release(&x->state);
    coh_free(x->count);
    coh_free(x->sum);
    coh_free(x->square);
    coh_free(x->cost);
    coh_free(x->zero);
    coh_free(x->apart);
    coh_free(x->fixed);
    coh_free(x);
}

static int
make_room(struct coh_group_next *x, struct coh_error *err)
{
    size_t k = x->r->p->k, n = x->r->p->n, d = x->aim->dimensions;
    int diverse = x->aim->kind == COH_GROUP_DIVERSE;

    x->count = coh_alloc_array(k, sizeof(*x->count), err);
    x->sum = coh_alloc_array(k, (d ? d : 1) * sizeof(*x->sum), err);
    x->square = coh_alloc_array(k, sizeof(*x->square), err);
    x->cost = coh_alloc_array(k, sizeof(*x->cost), err);
    x->zero = coh_alloc_array(d, sizeof(*x->zero), err);
    x->apart = coh_alloc_array(diverse ? n : 0, k * sizeof(*x->apart), err);
    x->fixed = coh_alloc_array(n, 1, err);
    return x->count && x->sum && x->square && x->cost && x->zero && x->apart &&
                   x->fixed
               ? 0
               : -1;
}

/* Nobody, and those without a measure, add nothing to a sum of points. */
static int
adds(const struct coh_group_next *x, size_t i)
{
    return i != NOBODY && (x->aim->kind != COH_GROUP_NEAR || !x->aim->blank[i]);
}

static const int64_t *
point(const struct coh_group_next *x, size_t i)
{
    return adds(x, i) ? x->aim->point + i * x->aim->dimensions : x->zero;
}

static int64_t
length(const struct coh_group_next *x, const int64_t *at)
{
    int64_t sum = 0;
    size_t d;

    for (d = 0; d < x->aim->dimensions; d++)
        sum += at[d] * at[d];
    return sum;
}

static int64_t
points_after(const struct coh_group_next *x, size_t g, size_t out, size_t in)
{
    const int64_t *sum = x->sum + g * x->aim->dimensions;
    const int64_t *a = point(x, out), *b = point(x, in);
    int64_t count = (int64_t)x->count[g] - adds(x, out) + adds(x, in);
    int64_t sums = 0, s;
    size_t d;

    if (count == 0)
        return 0;
    for (d = 0; d < x->aim->dimensions; d++) {
        s = sum[d] - a[d] + b[d];
        sums += s * s;
    }
    if (x->aim->kind == COH_GROUP_SPREAD)
        return sums / count;
    return x->square[g] - length(x, a) + length(x, b) - sums / count;
}

static int64_t
distances_after(const struct coh_group_next *x, size_t g, size_t out, size_t in)
{
    const struct coh_group_aim *aim = x->aim;
    int64_t within = x->square[g], size = (int64_t)x->count[g];

    if (out != NOBODY) {
        within -= x->apart[out * aim->k + g];
        size--;
    }
    if (in != NOBODY) {
        within += x->apart[in * aim->k + g];
        size++;
    }
    if (in != NOBODY && out != NOBODY)
        within -= aim->distance[in * aim->n + out];
    return aim->per_size && size ? -within / size : -within;
}

/* The cost of group g + 1 after `out` left and `in` came. */
static int64_t
after(const struct coh_group_next *x, size_t g, size_t out, size_t in)
{
    const struct coh_group_aim *aim = x->aim;

    if (aim->kind == COH_GROUP_NEAR || aim->kind == COH_GROUP_SPREAD)
        return points_after(x, g, out, in);
    if (aim->kind == COH_GROUP_DIVERSE)
        return distances_after(x, g, out, in);
    return x->cost[g] - (out == NOBODY ? 0 : aim->cost[out * aim->k + g]) +
           (in == NOBODY ? 0 : aim->cost[in * aim->k + g]);
}

static void
add_up_distances(struct coh_group_next *x)
{
    const struct coh_group_aim *aim = x->aim;
    size_t i, j;

    for (i = 0; i < aim->n; i++) {
        for (j = 0; j < aim->n; j++)
            x->apart[i * aim->k + x->group[j] - 1] +=
                aim->distance[i * aim->n + j];
        /* Each pair is met from both ends, and counts at the later one. */
        for (j = 0; j < i; j++)
            if (x->group[j] == x->group[i])
                x->square[x->group[i] - 1] += aim->distance[i * aim->n + j];
    }
}

/* What each group is now. */
static void
add_up(struct coh_group_next *x)
{
    const struct coh_group_aim *aim = x->aim;
    size_t i, d, g;

    for (i = 0; i < aim->n; i++) {
        g = x->group[i] - 1;
        x->count[g] += (size_t)adds(x, i);
        if (aim->kind == COH_GROUP_COST)
            x->cost[g] += aim->cost[i * aim->k + g];
        for (d = 0; d < aim->dimensions; d++)
            x->sum[g * aim->dimensions + d] += point(x, i)[d];
        if (aim->kind == COH_GROUP_NEAR)
            x->square[g] += length(x, point(x, i));
    }
    if (aim->kind == COH_GROUP_DIVERSE)
        add_up_distances(x);
    for (g = 0; aim->kind != COH_GROUP_COST && g < aim->k; g++)
        x->cost[g] = after(x, g, NOBODY, NOBODY);
}

static void
fix(struct coh_group_next *x)
{
    const struct coh_group_rules *r = x->r;
    size_t i, j;

    for (i = 0; i < r->p->n; i++)
        if (r->unit_start[r->unit[i] + 1] - r->unit_start[r->unit[i]] > 1)
            x->fixed[i] = BOUND;
    for (i = 0; i < r->p->n_rules; i++)
        for (j = 0; r->p->rule[i].kind == COH_GROUP_PIN && j < r->p->rule[i].n;
             j++)
            x->fixed[r->p->rule[i].member[j]] = PINNED;
}

int
coh_group_next_open(const struct coh_group_rules *r,
                    const struct coh_group_aim *aim, const size_t *group,
                    struct coh_group_next **out, struct coh_error *err)
{
    struct coh_group_next *x = coh_alloc_array(1, sizeof(*x), err);
    size_t u;

    *out = NULL;
    if (!x)
        return -1;
    x->r = r;
    x->aim = aim;
    x->group = group;
    x->step = coh_group_aim_step(aim, r->p);
    x->pair = coh_group_aim_pair(aim);
    if (make_room(x, err) || coh_group_state_init(&x->state, r, err)) {
        coh_group_next_close(x);
        return -1;
    }
    for (u = 0; u < r->n_units; u++)
        coh_group_state_put(&x->state, u,
                            group[r->unit_member[r->unit_start[u]]]);
    fix(x);
    add_up(x);
    *out = x;
    return 0;
}

struct best {
    size_t group, steps; /* 1 to k, 0: none yet; groups between */
    size_t other;        /* who comes back, or NOBODY */
    int64_t company, cost, whole;
};

static int
better(const struct best *a, const struct best *b)
{
    if (!b->group || a->whole != b->whole)
        return !b->group || a->whole < b->whole;
    return a->steps != b->steps ? a->steps < b->steps : a->group < b->group;
}

/* Just so many of the groups that may close are to be open. */
static int
opens(const struct coh_group_next *x, size_t from, size_t to)
{
    const struct coh_group_problem *p = x->r->p;

    return p->open && p->may_close &&
           (x->state.size[to - 1] == 0 && p->may_close[to - 1]) !=
               (x->state.size[from - 1] == 1 && p->may_close[from - 1]);
}

/* A move of `i` to group `to`, or a swap with `other`, who is there. Rules are
 * asked last: most steps are too dear anyway. */
static void
consider(struct coh_group_next *x, size_t i, size_t to, size_t other,
         struct best *b)
{
    const struct coh_group_rules *r = x->r;
    size_t from = x->group[i], unit = r->unit[i];
    struct coh_group_change c;
    struct best new = {to, to > from ? to - from : from - to, other, 0, 0, 0};

    if (!r->allowed[unit * r->p->k + to - 1])
        return;
    new.cost = after(x, from - 1, i, other) + after(x, to - 1, other, i) -
               x->cost[from - 1] - x->cost[to - 1];
    new.whole = new.cost * x->step;
    if (!r->p->company && !better(&new, b))
        return;
    if (other == NOBODY && opens(x, from, to))
        return;
    if (other != NOBODY && !r->allowed[r->unit[other] * r->p->k + from - 1])
        return;
    c = other == NOBODY
            ? coh_group_state_try_move(&x->state, unit, to)
            : coh_group_state_try_swap(&x->state, unit, r->unit[other]);
    if (c.broken > 0)
        return;
    new.company = r->p->company == COH_GROUP_NEW_COMPANY   ? c.again
                  : r->p->company == COH_GROUP_OLD_COMPANY ? -c.again
                                                           : 0;
    new.whole += new.company * x->pair;
    if (better(&new, b))
        *b = new;
}

/* The levels of the cost of student i in group g; NOBODY costs nothing. */
static void
add_levels(const struct coh_group_aim *a, size_t i, size_t g, int by,
           struct coh_group_rise *rise)
{
    int64_t cost = i == NOBODY ? 0 : a->cost[i * a->k + g - 1];

    rise->first += by * (cost / a->weight);
    rise->cost += by * (cost % a->weight);
}

static struct coh_group_rise
rise_of(const struct coh_group_next *x, size_t i, const struct best *b)
{
    struct coh_group_rise rise = {b->company, 0, b->cost};
    size_t from = x->group[i];

    if (x->aim->kind != COH_GROUP_COST || !x->aim->weight)
        return rise;
    rise.cost = 0;
    add_levels(x->aim, i, b->group, 1, &rise);
    add_levels(x->aim, i, from, -1, &rise);
    add_levels(x->aim, b->other, from, 1, &rise);
    add_levels(x->aim, b->other, b->group, -1, &rise);
    return rise;
}

size_t
coh_group_next_best(struct coh_group_next *x, size_t student,
                    struct coh_group_rise *rise, const char **why)
{
    struct best b = {0};
    size_t g, j, from = x->group[student];

    *rise = (struct coh_group_rise){0};
    *why = NULL;
    if (x->fixed[student]) {
        *why = x->fixed[student] == PINNED
                   ? "no next best: pinned by you"
                   : "no next best: must stay with others";
        return 0;
    }
    for (g = 1; g <= x->r->p->k; g++)
        if (g != from)
            consider(x, student, g, NOBODY, &b);
    for (j = 0; j < x->r->p->n; j++)
        if (x->group[j] != from && !x->fixed[j])
            consider(x, student, x->group[j], j, &b);
    if (b.group)
        *rise = rise_of(x, student, &b);
    else
        *why = x->r->p->k == 1 ? "no next best: there is one group"
                               : "no next best: no move or swap keeps all "
                                 "rules";
    return b.group;
}

int
coh_group_next_breaks(struct coh_group_next *x, size_t student, size_t group)
{
    const struct coh_group_rules *r = x->r;

    return x->fixed[student] ||
           !r->allowed[r->unit[student] * r->p->k + group - 1] ||
           opens(x, x->group[student], group) ||
           coh_group_state_try_move(&x->state, r->unit[student], group).broken >
               0;
}
