/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "privacy/attack.h"

#include <string.h>

#include "privacy/attack-work.h"

#define NOBODY COH_PRIVACY_NOBODY

/* Cells that one shown sum settles (nothing is left for them, or they alone are
 * left) are out before the rest becomes rows and columns. */
struct coh_privacy_attack {
    const struct coh_privacy_problem *p;
    const unsigned char *hidden;
    int64_t *fixed;           /* a cell each: its number, −1: not settled */
    size_t *by;               /* which sum settled it */
    size_t *order, n_settled; /* cells, in the order they were settled */
    size_t *column;           /* of a cell that is not settled */
    size_t *ask, n_columns;   /* columns of a question */
    size_t *row, n_rows;      /* the sum that each row is */
    struct coh_bounds *base, *with; /* `with`: a copy, and one sum more */
    size_t with_sum;
    int64_t *table;
    /* The last question, for its proof. */
    const int64_t *times;
    int64_t scale;
    size_t at, asked_with;
    int sign;
    int64_t *left;
};

int
coh_privacy_is_shown(const struct coh_privacy_problem *p,
                     const unsigned char *hidden, size_t sum)
{
    const struct coh_privacy_sum *s = &p->sum[sum];

    return !s->aside && (s->known || s->empty || !hidden[sum]);
}

static int
contradiction(struct coh_error *err)
{
    return coh_fail(err, COH_INPUT,
                    "the counts contradict each other: no numbers of students "
                    "fit all of them");
}

/* What a shown sum leaves for its cells that are not settled. */
static int64_t
rest_of(const struct coh_privacy_attack *a, size_t sum, size_t *open,
        size_t *one)
{
    const struct coh_privacy_sum *s = &a->p->sum[sum];
    int64_t rest = s->count;
    size_t i;

    for (*open = 0, i = 0; i < s->n; i++) {
        if (a->fixed[s->cell[i]] >= 0) {
            rest -= a->fixed[s->cell[i]];
        } else {
            *one = s->cell[i];
            ++*open;
        }
    }
    return rest;
}

static void
settle(struct coh_privacy_attack *a, size_t cell, size_t by, int64_t value)
{
    a->fixed[cell] = value;
    a->by[cell] = by;
    a->order[a->n_settled++] = cell;
}

/* One look at one sum; *more becomes 1 when it settled a cell. */
static int
settle_by(struct coh_privacy_attack *a, size_t sum, int *more,
          struct coh_error *err)
{
    const struct coh_privacy_sum *s = &a->p->sum[sum];
    size_t open, one, i;
    int64_t rest = rest_of(a, sum, &open, &one);

    if (rest < 0 || (open == 0 && rest != 0))
        return contradiction(err);
    if (open == 0 || (open > 1 && rest > 0))
        return 0;
    *more = 1;
    for (i = 0; i < s->n; i++)
        if (a->fixed[s->cell[i]] < 0)
            settle(a, s->cell[i], sum, rest);
    return 0;
}

/* Known sums first: a proof that rests on them asks nobody to hide them. */
static int
settle_all(struct coh_privacy_attack *a, struct coh_error *err)
{
    const struct coh_privacy_problem *p = a->p;
    size_t i;
    int more, all;

    for (all = 0; all < 2; all++)
        do
            for (more = 0, i = 0; i < p->n; i++)
                if (coh_privacy_is_shown(p, a->hidden, i) &&
                    (all || p->sum[i].known || p->sum[i].empty) &&
                    settle_by(a, i, &more, err))
                    return -1;
        while (more);
    return 0;
}

/* The columns of a sum's cells that are open; what its others count. */
static size_t
columns_of(struct coh_privacy_attack *a, size_t sum, int64_t *settled)
{
    const struct coh_privacy_sum *s = &a->p->sum[sum];
    size_t i, n = 0;

    for (*settled = 0, i = 0; i < s->n; i++) {
        if (a->fixed[s->cell[i]] < 0)
            a->ask[n++] = a->column[s->cell[i]];
        else
            *settled += a->fixed[s->cell[i]];
    }
    return n;
}

static int
add_rows(struct coh_privacy_attack *a, int known, struct coh_error *err)
{
    const struct coh_privacy_problem *p = a->p;
    int64_t settled;
    size_t i, n;

    for (i = 0; i < p->n; i++) {
        if (!coh_privacy_is_shown(p, a->hidden, i) ||
            known != (p->sum[i].known || p->sum[i].empty))
            continue;
        n = columns_of(a, i, &settled);
        if (n == 0)
            continue;
        a->row[a->n_rows++] = i;
        if (coh_bounds_row(a->base, n, a->ask, p->sum[i].count - settled, err))
            return -1;
    }
    return 0;
}

static int
build(struct coh_privacy_attack *a, struct coh_error *err)
{
    const struct coh_privacy_problem *p = a->p;
    size_t i, rows = 0, open, one;

    for (i = 0; i < p->cells; i++)
        a->fixed[i] = -1;
    if (settle_all(a, err))
        return -1;
    for (i = 0; i < p->cells; i++)
        if (a->fixed[i] < 0)
            a->column[i] = a->n_columns++;
    for (i = 0; i < p->n; i++)
        if (coh_privacy_is_shown(p, a->hidden, i)) {
            rest_of(a, i, &open, &one);
            rows += open > 0;
        }
    a->base = coh_bounds_new(a->n_columns, rows, err);
    if (!a->base)
        return -1;
    coh_bounds_reach(a->base, 1000 + 2 * p->min_n);
    return add_rows(a, 1, err) || add_rows(a, 0, err) ? -1 : 0;
}

struct coh_privacy_attack *
coh_privacy_attack_new(const struct coh_privacy_problem *p,
                       const unsigned char *hidden, struct coh_error *err)
{
    struct coh_privacy_attack *a = coh_alloc_array(1, sizeof(*a), err);

    if (!a)
        return NULL;
    *a = (struct coh_privacy_attack){
        .p = p, .hidden = hidden, .with_sum = NOBODY, .at = NOBODY};
    a->fixed = coh_alloc_array(p->cells, sizeof(*a->fixed), err);
    a->by = coh_alloc_array(p->cells, sizeof(*a->by), err);
    a->order = coh_alloc_array(p->cells, sizeof(*a->order), err);
    a->column = coh_alloc_array(p->cells, sizeof(*a->column), err);
    a->ask = coh_alloc_array(p->cells, sizeof(*a->ask), err);
    a->table = coh_alloc_array(p->cells, sizeof(*a->table), err);
    a->left = coh_alloc_array(p->cells, sizeof(*a->left), err);
    a->row = coh_alloc_array(p->n, sizeof(*a->row), err);
    if (a->fixed && a->by && a->order && a->column && a->ask && a->table &&
        a->left && a->row && !build(a, err))
        return a;
    coh_privacy_attack_free(a);
    return NULL;
}

void
coh_privacy_attack_free(struct coh_privacy_attack *a)
{
    if (!a)
        return;
    coh_free(a->fixed);
    coh_free(a->by);
    coh_free(a->order);
    coh_free(a->column);
    coh_free(a->ask);
    coh_free(a->table);
    coh_free(a->left);
    coh_free(a->row);
    coh_bounds_free(a->base);
    coh_bounds_free(a->with);
    coh_free(a);
}

/* The rows that a reader has who knows sum `known` besides. */
static int
choose(struct coh_privacy_attack *a, size_t known, struct coh_bounds **b,
       struct coh_error *err)
{
    int64_t settled;
    size_t n;

    *b = known == NOBODY ? a->base : a->with;
    if (known == NOBODY || a->with_sum == known)
        return 0;
    coh_bounds_free(a->with);
    a->with_sum = NOBODY;
    *b = a->with = coh_bounds_copy(a->base, 1, err);
    if (!*b)
        return -1;
    n = columns_of(a, known, &settled);
    if (n > 0 &&
        coh_bounds_row(*b, n, a->ask, a->p->sum[known].count - settled, err))
        return -1;
    a->with_sum = known;
    return 0;
}

static void
read_table(struct coh_privacy_attack *a, const int64_t *point)
{
    size_t i;

    for (i = 0; i < a->p->cells; i++)
        a->table[i] = a->fixed[i] >= 0 ? a->fixed[i] : point[a->column[i]];
}

int
coh_privacy_ask(struct coh_privacy_attack *a, size_t known, size_t at,
                enum coh_bounds_side side, enum coh_bounds_effort effort,
                struct coh_privacy_asked *f, struct coh_error *err)
{
    struct coh_bounds *b;
    struct coh_bounds_found g;
    int64_t settled;
    size_t n;

    if (choose(a, known, &b, err))
        return -1;
    n = columns_of(a, at, &settled);
    if (coh_bounds_find(b, side, n, a->ask, effort, &g, err))
        return -1;
    if (g.end == COH_BOUNDS_NONE)
        return contradiction(err);
    *f = (struct coh_privacy_asked){g.end, g.value + settled, g.limit + settled,
                                    g.limited, NULL};
    if (g.point) {
        read_table(a, g.point);
        f->table = a->table;
    }
    a->at = at;
    a->asked_with = known;
    a->sign = side == COH_BOUNDS_LEAST ? -1 : 1;
    a->times = g.times;
    a->scale = g.scale;
    return 0;
}

/* `times` more of sum `s` bound its cells: so much less is left to bound. */
static void
take_off(struct coh_privacy_attack *a, size_t sum, int64_t times)
{
    const struct coh_privacy_sum *s = &a->p->sum[sum];
    size_t i;

    for (i = 0; i < s->n; i++)
        a->left[s->cell[i]] -= times;
}

void
coh_privacy_rests(struct coh_privacy_attack *a, unsigned char *rests)
{
    const struct coh_privacy_sum *s = &a->p->sum[a->at];
    const int64_t most = (int64_t)1 << 60;
    size_t i, cell;
    int64_t left;

    memset(a->left, 0, a->p->cells * sizeof(*a->left));
    for (i = 0; i < s->n; i++)
        a->left[s->cell[i]] = a->sign * a->scale;
    for (i = 0; a->times && i < a->n_rows; i++)
        if (a->times[i] != 0) {
            rests[a->row[i]] = 1;
            take_off(a, a->row[i], a->times[i]);
        }
    /* The row of a sum that is known besides, if there is one, is last. */
    if (a->times && a->asked_with != NOBODY && a->times[a->n_rows] != 0)
        take_off(a, a->asked_with, a->times[a->n_rows]);
    for (i = a->n_settled; i-- > 0;) {
        cell = a->order[i];
        left = a->left[cell];
        if (left == 0 || (left < 0 && a->fixed[cell] == 0))
            continue;
        rests[a->by[cell]] = 1;
        if (left > most || left < -most)
            memset(rests, 1, a->p->n);
        else
            take_off(a, a->by[cell], left);
    }
}

static int
bounds(struct coh_privacy_attack *a, size_t known, size_t at, int64_t *low,
       int64_t *high, int *proved, struct coh_error *err)
{
    struct coh_privacy_asked f;

    *low = *high = a->p->sum[at].count;
    if (coh_privacy_ask(a, known, at, COH_BOUNDS_LEAST, COH_BOUNDS_WHOLE, &f,
                        err))
        return -1;
    *proved = f.end != COH_BOUNDS_STOPPED;
    if (*proved || (f.table && f.value < *low))
        *low = f.value;
    if (coh_privacy_ask(a, known, at, COH_BOUNDS_GREATEST, COH_BOUNDS_WHOLE, &f,
                        err))
        return -1;
    if (f.end == COH_BOUNDS_UNBOUNDED)
        *high = COH_PRIVACY_NO_BOUND;
    else if (f.end == COH_BOUNDS_FOUND || (f.table && f.value > *high))
        *high = f.value;
    *proved = *proved && f.end != COH_BOUNDS_STOPPED;
    return 0;
}

int
coh_privacy_attack_bounds(struct coh_privacy_attack *a, size_t at, int64_t *low,
                          int64_t *high, int *proved, struct coh_error *err)
{
    return bounds(a, NOBODY, at, low, high, proved, err);
}

int
coh_privacy_attack_knowing(struct coh_privacy_attack *a, size_t known,
                           size_t at, int64_t *low, int64_t *high, int *proved,
                           struct coh_error *err)
{
    return bounds(a, known, at, low, high, proved, err);
}
