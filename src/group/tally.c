/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/tally.h"

#include "base/memory.h"
#include "group/repair-work.h"
#include "group/units.h"
#include "solve/program.h"

#define MOST_NAMED 400
/* Moves that a small node is worth; and how many nodes the first one is. */
#define NODE       20000
#define FIRST_NODE 6

struct tally {
    struct coh_group_work w; /* units read once; nothing is repaired */
    struct coh_program program;
    size_t n_types, *type; /* of each unit */
    size_t *first, *units; /* of each type: a unit of it, how many */
    size_t *x;             /* n_types × k columns, or NOWHERE */
    size_t *open;          /* k columns, or NOWHERE: always open */
    size_t *column, n;     /* a row being written */
    double *value;
};

static int
same_type(const struct coh_group_work *w, size_t u, size_t v)
{
    const unsigned char *a = &w->r->allowed[u * w->k];
    const unsigned char *b = &w->r->allowed[v * w->k];
    size_t i = w->has_start[u], j = w->has_start[v], g;

    if (w->of[u] != w->of[v] || w->students[u] != w->students[v] ||
        w->has_start[u + 1] - i != w->has_start[v + 1] - j)
        return 0;
    for (; i < w->has_start[u + 1]; i++, j++)
        if (w->has[i] != w->has[j] || w->times[i] != w->times[j])
            return 0;
    for (g = 0; g < w->k && a[g] == b[g]; g++)
        ;
    return g == w->k;
}

static void
read_types(struct tally *t)
{
    size_t u, i;

    for (u = 0; u < t->w.n; u++) {
        for (i = 0; i < t->n_types && !same_type(&t->w, u, t->first[i]); i++)
            ;
        if (i == t->n_types)
            t->first[t->n_types++] = u;
        t->type[u] = i;
        t->units[i]++;
    }
}

static void
add(struct tally *t, size_t column, double value)
{
    t->column[t->n] = column;
    t->value[t->n++] = value;
}

static int
row(struct tally *t, double low, double high, struct coh_error *err)
{
    size_t n = t->n;

    t->n = 0;
    return coh_program_row(&t->program, low, high, n, t->column, t->value, err);
}

static int
switch_column(struct tally *t, size_t *at, struct coh_error *err)
{
    return coh_program_column(&t->program, 0, 1, 1, 0, at, err);
}

static size_t
largest(const struct tally *t, size_t g)
{
    size_t max = t->w.r->max[g], n = t->w.r->p->n;

    return max < n ? max : n;
}

/* As many of the groups that may close are open as the problem says. */
static int
add_open(struct tally *t, struct coh_error *err)
{
    const struct coh_group_problem *p = t->w.r->p;
    size_t g;

    for (g = 0; g < p->k; g++) {
        t->open[g] = COH_GROUP_NOWHERE;
        if (!p->may_close || !p->may_close[g])
            continue;
        if (switch_column(t, &t->open[g], err))
            return -1;
        add(t, t->open[g], 1);
    }
    if (p->open)
        return row(t, (double)p->open, (double)p->open, err);
    t->n = 0;
    return 0;
}

static int
add_columns(struct tally *t, struct coh_error *err)
{
    const struct coh_group_rules *r = t->w.r;
    size_t i, g, u, k = t->w.k;

    for (i = 0; i < t->n_types; i++) {
        u = t->first[i];
        for (g = 0; g < k; g++) {
            t->x[i * k + g] = COH_GROUP_NOWHERE;
            if (!r->allowed[u * k + g] || t->w.students[u] > r->max[g])
                continue;
            if (coh_program_column(&t->program, 0, (double)t->units[i], 1, 0,
                                   &t->x[i * k + g], err))
                return -1;
            add(t, t->x[i * k + g], 1);
        }
        if (row(t, (double)t->units[i], (double)t->units[i], err))
            return -1;
    }
    return add_open(t, err);
}

/* Add `times` × the size of group g to the row, and, with a feature f below
 * the number of features, n × those who have it. */
static void
add_counts(struct tally *t, size_t g, double times, size_t f, double n)
{
    const struct coh_group_work *w = &t->w;
    double value;
    size_t i, j, u;

    for (i = 0; i < t->n_types; i++) {
        if (t->x[i * w->k + g] == COH_GROUP_NOWHERE)
            continue;
        u = t->first[i];
        value = times * w->students[u];
        for (j = w->has_start[u]; j < w->has_start[u + 1]; j++)
            if (w->has[j] == f)
                value += n * w->times[j];
        if (value < 0 || value > 0)
            add(t, t->x[i * w->k + g], value);
    }
}

static int
add_sizes(struct tally *t, struct coh_error *err)
{
    size_t g;

    for (g = 0; g < t->w.k; g++) {
        double min = (double)t->w.r->min[g], max = (double)largest(t, g);
        add_counts(t, g, 1, t->w.features, 0);
        if (t->open[g] == COH_GROUP_NOWHERE) {
            if (row(t, min, max, err))
                return -1;
            continue;
        }
        /* An open one of a fixed number is not empty. */
        add(t, t->open[g], t->w.r->p->open && min < 1 ? -1 : -min);
        if (row(t, 0, COH_PROGRAM_FREE, err))
            return -1;
        add_counts(t, g, 1, t->w.features, 0);
        add(t, t->open[g], -max);
        if (row(t, -COH_PROGRAM_FREE, 0, err))
            return -1;
    }
    return 0;
}

static int
add_even(struct tally *t, size_t f, size_t g, struct coh_error *err)
{
    const struct coh_group_rules *r = t->w.r;
    double n = (double)r->p->n, all = (double)r->feature[f].total;
    size_t min = r->min[g], max = largest(t, g);
    uint64_t low = (uint64_t)r->feature[f].total * min;
    uint64_t high = (uint64_t)r->feature[f].total * max;
    int open = t->open[g] != COH_GROUP_NOWHERE;

    /* Whole counts between what the least and the greatest size allow. */
    low = (low + r->p->n - 1) / r->p->n;
    add_counts(t, g, 0, f, 1);
    if (row(t, !open && low > 1 ? (double)(low - 1) : 0,
            (double)(high / r->p->n + 1), err))
        return -1;
    if (!open && min == max)
        return 0;
    add_counts(t, g, -all, f, n);
    return row(t, -n, n, err);
}

/* The same units have f and e, as often. */
static int
same_members(const struct coh_group_work *w, size_t f, size_t e)
{
    size_t i = w->with_start[f], j = w->with_start[e];

    if (w->r->feature[f].total != w->r->feature[e].total ||
        w->with_start[f + 1] - i != w->with_start[e + 1] - j)
        return 0;
    for (; i < w->with_start[f + 1]; i++, j++)
        if (w->with[i] != w->with[j])
            return 0;
    return 1;
}

/* How many of feature f group g can hold, by its size, and by the share where
 * the same are to be spread evenly: then y is 0 at once where that is one. */
static size_t
hold(const struct tally *t, size_t f, size_t g)
{
    size_t most = largest(t, g), total = t->w.r->feature[f].total, i, share;

    share = (uint64_t)total * most / t->w.r->p->n + 1;
    most = most < total ? most : total;
    for (i = 0; share < most && i < t->w.n_even; i++)
        if (same_members(&t->w, f, t->w.even[i]))
            most = share;
    return most;
}

static int
add_never_one(struct tally *t, size_t f, size_t g, struct coh_error *err)
{
    double all = (double)hold(t, f, g);
    size_t y;

    if (switch_column(t, &y, err))
        return -1;
    add_counts(t, g, 0, f, 1);
    add(t, y, -2);
    if (row(t, 0, COH_PROGRAM_FREE, err))
        return -1;
    add_counts(t, g, 0, f, 1);
    add(t, y, -all);
    return row(t, -COH_PROGRAM_FREE, 0, err);
}

static int
add_features(struct tally *t, struct coh_error *err)
{
    size_t f, g;
    int rc = 0;

    for (f = 0; f < t->w.features; f++)
        for (g = 0; !rc && g < t->w.k; g++)
            switch (t->w.r->feature[f].kind) {
            case COH_GROUP_AT_MOST_ONE:
                add_counts(t, g, 0, f, 1);
                rc = row(t, 0, 1, err);
                break;
            case COH_GROUP_NEVER_ONE:
                rc = add_never_one(t, f, g, err);
                break;
            case COH_GROUP_EVEN:
                rc = add_even(t, f, g, err);
                break;
            case COH_GROUP_UNMIXED:
            case COH_GROUP_EARLIER:
                break;
            }
    return rc;
}

/* The kind of SAME rule s that type i has. */
static size_t
kind_of(const struct tally *t, size_t i, size_t s)
{
    return t->w.kind[t->first[i] * t->w.n_same + s];
}

/* Students of the same kind as type i in group g: none, or z is 1. */
static int
add_kind(struct tally *t, size_t i, size_t s, size_t g, size_t *z,
         struct coh_error *err)
{
    size_t j, all = 0, u;

    if (switch_column(t, z, err))
        return -1;
    for (j = i; j < t->n_types; j++) {
        u = t->first[j];
        if (kind_of(t, j, s) != kind_of(t, i, s))
            continue;
        all += t->units[j] * t->w.students[u];
        if (t->x[j * t->w.k + g] != COH_GROUP_NOWHERE)
            add(t, t->x[j * t->w.k + g], t->w.students[u]);
    }
    add(t, *z, -(double)(all < largest(t, g) ? all : largest(t, g)));
    return row(t, -COH_PROGRAM_FREE, 0, err);
}

static int
add_same(struct tally *t, size_t s, size_t g, struct coh_error *err)
{
    /* The columns of z, behind what a row may take up meanwhile. */
    size_t *z = t->column + t->n_types + 1, n = 0, i, j;

    for (i = 0; i < t->n_types; i++) {
        if (!kind_of(t, i, s))
            continue;
        for (j = 0; j < i && kind_of(t, j, s) != kind_of(t, i, s); j++)
            ;
        if (j == i && add_kind(t, i, s, g, &z[n++], err))
            return -1;
    }
    for (i = 0; i < n; i++)
        add(t, z[i], 1);
    return row(t, 0, 1, err);
}

/* Pairs who are apart, as cliques: without these, many pairs stall. */
static int
add_cliques(struct tally *t, const struct coh_group_active *active,
            struct coh_error *err)
{
    const struct coh_group_problem *p = t->w.r->p;
    struct coh_group_units u = COH_GROUP_UNITS_INIT;
    size_t *seen = coh_alloc_array(t->n_types, sizeof(*seen), err);
    size_t *of = coh_alloc_array(t->w.n, sizeof(*of), err);
    size_t c, i, j, g, type;
    int rc = -1;

    if (!seen || !of || coh_group_units_read(p, active, &u, err))
        goto out;
    for (i = 0; i < p->n; i++)
        if (u.of[i] != COH_GROUP_NO_UNIT)
            of[u.of[i]] = t->type[t->w.r->unit[i]];
    for (c = 0; c < u.n_cliques; c++)
        for (g = 0; g < p->k; g++) {
            if (u.clique_start[c + 1] - u.clique_start[c] < 3)
                break;
            for (i = u.clique_start[c]; i < u.clique_start[c + 1]; i++) {
                type = of[u.clique[i]];
                j = seen[type];
                seen[type] = c * p->k + g + 1;
                if (j != c * p->k + g + 1 &&
                    t->x[type * p->k + g] != COH_GROUP_NOWHERE)
                    add(t, t->x[type * p->k + g], 1);
            }
            if (row(t, 0, 1, err))
                goto out;
        }
    rc = 0;
out:
    coh_free(seen);
    coh_free(of);
    coh_group_units_release(&u);
    return rc;
}

/* Few enough units that are apart from somebody to look for cliques. */
static int
few_apart(const struct coh_group_work *w)
{
    size_t u, i, n = 0;
    int apart;

    for (u = 0; u < w->n; u++) {
        apart = 0;
        for (i = w->has_start[u]; i < w->has_start[u + 1]; i++)
            apart |= w->r->feature[w->has[i]].kind == COH_GROUP_AT_MOST_ONE;
        n += (size_t)apart;
    }
    return n > 2 && n <= MOST_NAMED;
}

/* Units of each type to groups, in their order, as many as the program says. */
static void
hand_out(const struct tally *t, size_t *group)
{
    size_t i, g, u, k = t->w.k;
    double left;

    for (i = 0; i < t->n_types; i++) {
        u = t->first[i];
        for (g = 0; g < k; g++) {
            if (t->x[i * k + g] == COH_GROUP_NOWHERE)
                continue;
            left = t->program.value[t->x[i * k + g]];
            for (; u < t->w.n && left > .5; u++)
                if (t->type[u] == i) {
                    group[u] = g + 1;
                    left--;
                }
        }
    }
}

static int
write_program(struct tally *t, const struct coh_group_active *active,
              struct coh_error *err)
{
    size_t s, g;

    if (add_columns(t, err) || add_sizes(t, err) || add_features(t, err))
        return -1;
    for (s = 0; s < t->w.n_same; s++)
        for (g = 0; g < t->w.k; g++)
            if (add_same(t, s, g, err))
                return -1;
    return few_apart(&t->w) ? add_cliques(t, active, err) : 0;
}

static int
solve(struct tally *t, const struct coh_group_active *active, uint64_t budget,
      size_t *group, enum coh_group_outcome *outcome, struct coh_error *err)
{
    size_t room = 2 * (t->n_types + t->w.k) + 2;

    t->x = coh_alloc_array(t->n_types * t->w.k, sizeof(*t->x), err);
    t->open = coh_alloc_array(t->w.k, sizeof(*t->open), err);
    t->column = coh_alloc_array(room, sizeof(*t->column), err);
    t->value = coh_alloc_array(room, sizeof(*t->value), err);
    if (!t->x || !t->open || !t->column || !t->value ||
        coh_program_open(&t->program, err) || write_program(t, active, err) ||
        coh_program_solve(&t->program, budget, err))
        return -1;
    if (t->program.end == COH_PROGRAM_IMPOSSIBLE)
        *outcome = COH_GROUP_IMPOSSIBLE;
    if (t->program.end == COH_PROGRAM_BEST || t->program.found) {
        *outcome = COH_GROUP_FEASIBLE;
        hand_out(t, group);
    }
    return 0;
}

int
coh_group_tally(const struct coh_group_rules *r,
                const struct coh_group_active *active, size_t most,
                uint64_t budget, uint64_t *moves, size_t *group,
                enum coh_group_outcome *outcome, struct coh_error *err)
{
    struct tally t = {.program = COH_PROGRAM_INIT};
    size_t n = r->n_units;
    uint64_t price;
    int rc = -1;

    *outcome = r->clash ? COH_GROUP_IMPOSSIBLE : COH_GROUP_UNDECIDED;
    if (r->clash)
        return 0;
    if (coh_group_work_init(&t.w, r, 0, err))
        return -1;
    t.type = coh_alloc_array(n, sizeof(*t.type), err);
    t.first = coh_alloc_array(n, sizeof(*t.first), err);
    t.units = coh_alloc_array(n, sizeof(*t.units), err);
    if (!t.type || !t.first || !t.units)
        goto out;
    read_types(&t);
    price = NODE + (uint64_t)(t.n_types * r->p->k) * (t.n_types * r->p->k);
    rc = 0;
    if (t.n_types * r->p->k <= most && FIRST_NODE * price <= budget) {
        rc = solve(&t, active, budget / price - FIRST_NODE + 1, group, outcome,
                   err);
        *moves += price * (t.program.nodes + FIRST_NODE);
    }
out:
    coh_free(t.type);
    coh_free(t.first);
    coh_free(t.units);
    coh_free(t.x);
    coh_free(t.open);
    coh_free(t.column);
    coh_free(t.value);
    coh_program_close(&t.program);
    coh_group_work_release(&t.w);
    return rc;
}
