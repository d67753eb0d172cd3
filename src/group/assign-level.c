/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/assign-level.h"

#include <float.h>
#include <math.h>

#include "base/memory.h"

void
coh_group_levels_release(struct coh_group_levels *l)
{
    size_t i;

    for (i = 0; i < COH_GROUP_LEVELS; i++)
        coh_free(l->cost[i]);
    *l = (struct coh_group_levels)COH_GROUP_LEVELS_INIT;
}

/* What student i costs in group g + 1, at a level. */
static int64_t
student_cost(const struct coh_group_levels *l, size_t level, size_t i, size_t g)
{
    const struct coh_group_aim *a = l->aim;
    int64_t c = a->cost[i * a->k + g];

    if (level == COH_GROUP_LEVEL_FIRST)
        return c / a->weight;
    if (a->weight)
        c %= a->weight;
    return level == COH_GROUP_LEVEL_ROWS ? c * (int64_t)(a->n - i) : c;
}

/* Costs of units, less that of the cheapest group each may be in. */
static int
fill_level(struct coh_group_levels *l, size_t level, struct coh_error *err)
{
    const struct coh_group_rules *r = l->r;
    size_t u, g, i, k = r->p->k;
    int64_t *cost, least;

    l->cost[level] = cost = coh_alloc_array(r->n_units, k * sizeof(*cost), err);
    if (!cost)
        return -1;
    for (u = 0; u < r->n_units; u++) {
        for (g = 0; g < k; g++)
            for (i = r->unit_start[u]; i < r->unit_start[u + 1]; i++)
                cost[u * k + g] += student_cost(l, level, r->unit_member[i], g);
        for (least = INT64_MAX, g = 0; g < k; g++)
            if (r->allowed[u * k + g] && cost[u * k + g] < least)
                least = cost[u * k + g];
        if (least == INT64_MAX)
            least = 0;
        for (g = 0; g < k; g++)
            cost[u * k + g] -= least;
        l->least[level] += least;
    }
    return 0;
}

int
coh_group_levels_init(struct coh_group_levels *l,
                      const struct coh_group_rules *r,
                      const struct coh_group_aim *aim, struct coh_error *err)
{
    const struct coh_group_problem *p = r->p;

    *l = (struct coh_group_levels)COH_GROUP_LEVELS_INIT;
    l->r = r;
    l->aim = aim;
    if (p->previous && p->company)
        l->company = p->company == COH_GROUP_NEW_COMPANY ? 1 : -1;
    if ((aim->weight && fill_level(l, COH_GROUP_LEVEL_FIRST, err)) ||
        fill_level(l, COH_GROUP_LEVEL_SECOND, err) ||
        fill_level(l, COH_GROUP_LEVEL_ROWS, err)) {
        coh_group_levels_release(l);
        return -1;
    }
    return 0;
}

static int
has_level(const struct coh_group_levels *l, size_t level)
{
    return level == COH_GROUP_LEVEL_COMPANY ? l->company != 0
                                            : l->cost[level] != NULL;
}

/* The columns of a level and what they cost; returns how many. */
static size_t
level_terms(const struct coh_group_levels *l, const struct coh_group_model *m,
            size_t level, size_t *column, double *value)
{
    size_t u, g, c, x, n = 0, i, k = l->r->p->k;

    for (i = 0; level == COH_GROUP_LEVEL_COMPANY && i < m->n_again; i++) {
        column[n] = m->again_column[i];
        value[n++] = m->again_value[i] * l->company;
    }
    for (c = 0; level != COH_GROUP_LEVEL_COMPANY && c < m->n_classes; c++) {
        for (g = 0; m->class_of[g] != c; g++)
            ;
        for (u = 0; u < l->r->n_units; u++) {
            x = m->column[u * m->n_classes + c];
            if (x == COH_GROUP_NO_COLUMN || !l->cost[level][u * k + g])
                continue;
            column[n] = x;
            value[n++] = (double)l->cost[level][u * k + g];
        }
    }
    return n;
}

/* One level at a time. */
struct climbing {
    const struct coh_group_levels *l;
    struct coh_group_model *m;
    size_t *column, n;
    double *value;
    struct coh_group_reached *how;
};

/* The least integer that a bound allows. GLPK's tolerances are 1e-7 of the
 * total; four times that is taken off. So from 2,500,000 on nothing is proved
 * any more, and a bound stays one. */
static int64_t
rounded_up(double bound)
{
    if (bound < -9e17)
        return INT64_MIN;
    return (int64_t)ceil(bound - 1e-6 - 4e-7 * fabs(bound));
}

/* Solve for the terms at hand. Returns whether they are proved least. */
static int
solve_level(struct climbing *c, size_t level, int64_t floor, int *least,
            struct coh_error *err)
{
    struct coh_program *q = &c->m->program;
    size_t i;

    *least = 0;
    for (i = 0; i < q->columns; i++)
        coh_program_cost(q, i, 0);
    for (i = 0; i < c->n; i++)
        coh_program_cost(q, c->column[i], c->value[i]);
    if (coh_program_solve(q, 0, err))
        return -1;
    if (q->end == COH_PROGRAM_IMPOSSIBLE)
        return 0;
    c->how->found = q->found;
    c->how->low[level] = rounded_up(q->bound);
    if (c->how->low[level] < floor)
        c->how->low[level] = floor;
    *least = q->found && llround(q->total) <= c->how->low[level];
    return 0;
}

/* low ≤ Σ ≤ high as a row, over the largest of its costs, so that no row is of
 * another size than the rest. */
static int
add_row(struct climbing *c, double low, double high, struct coh_error *err)
{
    double most = 1;
    size_t i;
    int rc;

    for (i = 0; i < c->n; i++)
        most = fmax(most, fabs(c->value[i]));
    for (i = 0; i < c->n; i++)
        c->value[i] /= most;
    rc = coh_program_row(&c->m->program,
                         low > -COH_PROGRAM_FREE ? low / most : low,
                         high < COH_PROGRAM_FREE ? high / most : high, c->n,
                         c->column, c->value, err);
    for (i = 0; i < c->n; i++)
        c->value[i] = round(c->value[i] * most);
    return rc;
}

/* Hold what was reached, and go on from there. */
static int
hold(struct climbing *c, struct coh_error *err)
{
    struct coh_program *q = &c->m->program;

    if (add_row(c, -COH_PROGRAM_FREE, round(q->total), err))
        return -1;
    return coh_program_start(q, q->value, err);
}

/* The row order decides between equals; whatever that finds is as good. */
static int
solve_rows(struct climbing *c, struct coh_error *err)
{
    int least;
    struct coh_group_reached kept = *c->how;

    c->n = level_terms(c->l, c->m, COH_GROUP_LEVEL_ROWS, c->column, c->value);
    if (solve_level(c, COH_GROUP_LEVEL_ROWS, 0, &least, err))
        return -1;
    *c->how = kept;
    return 0;
}

/* What a level is never below: costs are above the units' least, company has
 * no such floor. */
static int64_t
nothing_known(size_t level)
{
    return level == COH_GROUP_LEVEL_COMPANY ? INT64_MIN : 0;
}

/* One level, from what is known of it on. What was only found, not proved, is
 * held as well, so that the next level is the best for that; but then nothing
 * is known of the next. */
static int
next_level(struct climbing *c, size_t level,
           const struct coh_group_reached **floor, struct coh_error *err)
{
    struct coh_program *q = &c->m->program;
    int64_t low = *floor ? (*floor)->low[level] : nothing_known(level);
    int least;

    c->n = level_terms(c->l, c->m, level, c->column, c->value);
    if (*floor && low > nothing_known(level) &&
        add_row(c, (double)low, COH_PROGRAM_FREE, err))
        return -1;
    if (solve_level(c, level, low, &least, err))
        return -1;
    if (q->end == COH_PROGRAM_IMPOSSIBLE || !q->found)
        return 0;
    if (!c->how->proved)
        c->how->low[level] = nothing_known(level);
    c->how->proved &= least;
    /* What is known of the next level supposes this one as it was. */
    if (*floor && (!least || c->how->low[level] > (*floor)->low[level]))
        *floor = NULL;
    return hold(c, err);
}

static int
solve_levels(struct climbing *c, const struct coh_group_reached *floor,
             struct coh_error *err)
{
    struct coh_program *q = &c->m->program;
    uint64_t all = q->most_work;
    size_t level;

    c->how->proved = 1;
    for (level = 0; level <= COH_GROUP_LEVEL_COMPANY; level++) {
        if (!has_level(c->l, level))
            continue;
        q->most_work = all;
        if (level + !c->l->company < COH_GROUP_LEVEL_COMPANY && all > q->work)
            q->most_work -= (all - q->work) / 2;
        if (next_level(c, level, &floor, err))
            return -1;
        c->how->impossible = q->end == COH_PROGRAM_IMPOSSIBLE;
        if (!c->how->found || c->how->impossible) {
            c->how->proved = 0;
            return 0;
        }
    }
    q->most_work = all;
    return solve_rows(c, err);
}

int
coh_group_levels_solve(const struct coh_group_levels *l,
                       struct coh_group_model *m,
                       const struct coh_group_reached *floor,
                       struct coh_group_reached *how, struct coh_error *err)
{
    struct climbing c = {.l = l, .m = m, .how = how};
    size_t most = m->program.columns + 1;
    int rc = -1;

    *how = (struct coh_group_reached){
        .low = {[COH_GROUP_LEVEL_COMPANY] = INT64_MIN}};
    c.column = coh_alloc_array(most, sizeof(*c.column), err);
    c.value = coh_alloc_array(most, sizeof(*c.value), err);
    if (c.column && c.value)
        rc = solve_levels(&c, floor, err);
    coh_free(c.column);
    coh_free(c.value);
    return rc;
}

int64_t
coh_group_levels_low(const struct coh_group_levels *l,
                     const struct coh_group_reached *how)
{
    int64_t step = coh_group_aim_step(l->aim, l->r->p);
    int64_t low =
        how->low[COH_GROUP_LEVEL_SECOND] + l->least[COH_GROUP_LEVEL_SECOND];

    if (l->aim->weight)
        low += (how->low[COH_GROUP_LEVEL_FIRST] +
                l->least[COH_GROUP_LEVEL_FIRST]) *
               l->aim->weight;
    low *= step;
    if (l->company && how->low[COH_GROUP_LEVEL_COMPANY] != INT64_MIN)
        return low + how->low[COH_GROUP_LEVEL_COMPANY];
    /* All pairs there are is one less than a step. */
    return l->company < 0 ? low - (step - 1) : low;
}
