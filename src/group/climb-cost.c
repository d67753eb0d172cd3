/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/climb-cost.h"

#include "base/memory.h"

void
coh_climb_cost_release(struct coh_climb_cost *c)
{
    coh_free(c->point);
    coh_free(c->count);
    coh_free(c->sum);
    coh_free(c->total);
    coh_free(c->members);
    coh_free(c->inside);
    coh_free(c->part);
    *c = (struct coh_climb_cost)COH_CLIMB_COST_INIT;
}

/* Σ of the distances between the students of two units. */
static int64_t
between(const struct coh_climb_cost *c, size_t u, size_t v)
{
    const struct coh_group_rules *r = c->r;
    size_t i, j, n = c->a->n;
    int64_t sum = 0;

    for (i = r->unit_start[u]; i < r->unit_start[u + 1]; i++)
        for (j = r->unit_start[v]; j < r->unit_start[v + 1]; j++)
            sum += c->a->distance[r->unit_member[i] * n + r->unit_member[j]];
    return sum;
}

static int64_t
table_cost(const struct coh_climb_cost *c, size_t u, size_t g)
{
    const struct coh_group_rules *r = c->r;
    size_t i;
    int64_t sum = 0;

    for (i = r->unit_start[u]; i < r->unit_start[u + 1]; i++)
        sum += c->a->cost[r->unit_member[i] * c->k + g - 1];
    return sum;
}

/* Points and counts of a unit. */
static void
sum_unit(struct coh_climb_cost *c, size_t u)
{
    const struct coh_group_rules *r = c->r;
    const struct coh_group_aim *a = c->a;
    size_t i, d, who;

    for (i = r->unit_start[u]; i < r->unit_start[u + 1]; i++) {
        who = r->unit_member[i];
        if (a->kind == COH_GROUP_NEAR && a->blank[who])
            continue;
        c->count[u]++;
        for (d = 0; d < c->dimensions; d++)
            c->point[u * c->dimensions + d] +=
                a->point[who * c->dimensions + d];
    }
    /* Each pair stands twice. */
    if (a->kind == COH_GROUP_DIVERSE)
        c->inside[u] = between(c, u, u) / 2;
}

int
coh_climb_cost_init(struct coh_climb_cost *c, const struct coh_group_rules *r,
                    const struct coh_group_aim *a, const size_t *group,
                    const size_t *size, struct coh_error *err)
{
    size_t u, k = r->p->k, units = r->n_units, width;

    *c = (struct coh_climb_cost)COH_CLIMB_COST_INIT;
    c->r = r;
    c->a = a;
    c->group = group;
    c->size = size;
    c->units = units;
    c->k = k;
    c->sign = a->kind == COH_GROUP_SPREAD ? 1 : -1;
    c->dimensions = a->kind == COH_GROUP_NEAR || a->kind == COH_GROUP_SPREAD
                        ? a->dimensions
                        : 0;
    width = a->kind == COH_GROUP_DIVERSE ? units : c->dimensions;
    c->point = coh_alloc_array(units, c->dimensions * sizeof(int64_t), err);
    c->sum = coh_alloc_array(k, width * sizeof(int64_t), err);
    c->count = coh_alloc_array(units, sizeof(int64_t), err);
    c->inside = coh_alloc_array(units, sizeof(int64_t), err);
    c->total = coh_alloc_array(k, sizeof(int64_t), err);
    c->members = coh_alloc_array(k, sizeof(int64_t), err);
    c->part = coh_alloc_array(k, sizeof(int64_t), err);
    if (!c->point || !c->sum || !c->count || !c->inside || !c->total ||
        !c->members || !c->part) {
        coh_climb_cost_release(c);
        return -1;
    }
    for (u = 0; u < units; u++)
        sum_unit(c, u);
    return 0;
}

/* A group's part of the cost, but for the sign. */
static int64_t
part_of(const struct coh_climb_cost *c, int64_t total, int64_t members)
{
    if (c->a->kind == COH_GROUP_DIVERSE && !c->a->per_size)
        return total;
    return members ? total / members : 0;
}

static int64_t
parts_change(const struct coh_climb_cost *c, size_t from, size_t to,
             int64_t from_total, int64_t to_total, int64_t moved)
{
    return c->sign *
           (part_of(c, from_total, c->members[from] - moved) - c->part[from] +
            part_of(c, to_total, c->members[to] + moved) - c->part[to]);
}

/* x goes from group a to b and y, or nothing, comes back. */
static int64_t
points_change(const struct coh_climb_cost *c, size_t a, size_t b,
              const int64_t *x, const int64_t *y, int64_t moved)
{
    const int64_t *from = c->sum + a * c->dimensions;
    const int64_t *to = c->sum + b * c->dimensions;
    int64_t from_total = c->total[a], to_total = c->total[b], change;
    size_t d;

    for (d = 0; d < c->dimensions; d++) {
        change = y ? x[d] - y[d] : x[d];
        from_total += change * (change - 2 * from[d]);
        to_total += change * (change + 2 * to[d]);
    }
    return parts_change(c, a, b, from_total, to_total, moved);
}

int64_t
coh_climb_cost_move(const struct coh_climb_cost *c, size_t u, size_t g)
{
    size_t a = c->group[u] - 1, b = g - 1;

    switch (c->a->kind) {
    case COH_GROUP_NEAR:
    case COH_GROUP_SPREAD:
        return points_change(c, a, b, c->point + u * c->dimensions, NULL,
                             c->count[u]);
    case COH_GROUP_DIVERSE:
        return parts_change(
            c, a, b, c->total[a] - c->sum[a * c->units + u] - c->inside[u],
            c->total[b] + c->sum[b * c->units + u] + c->inside[u], c->count[u]);
    case COH_GROUP_COST:
        break;
    }
    return table_cost(c, u, g) - table_cost(c, u, a + 1);
}

int64_t
coh_climb_cost_swap(const struct coh_climb_cost *c, size_t u, size_t v)
{
    size_t a = c->group[u] - 1, b = c->group[v] - 1, w = c->units;
    int64_t apart, more;

    switch (c->a->kind) {
    case COH_GROUP_NEAR:
    case COH_GROUP_SPREAD:
        return points_change(c, a, b, c->point + u * c->dimensions,
                             c->point + v * c->dimensions,
                             c->count[u] - c->count[v]);
    case COH_GROUP_DIVERSE:
        apart = between(c, u, v);
        more = c->inside[v] - c->inside[u];
        return parts_change(
            c, a, b,
            c->total[a] - c->sum[a * w + u] + c->sum[a * w + v] - apart + more,
            c->total[b] - c->sum[b * w + v] + c->sum[b * w + u] - apart - more,
            c->count[u] - c->count[v]);
    case COH_GROUP_COST:
        break;
    }
    return table_cost(c, u, b + 1) - table_cost(c, u, a + 1) +
           table_cost(c, v, a + 1) - table_cost(c, v, b + 1);
}

static void
put_points(struct coh_climb_cost *c, size_t u, size_t g, int64_t by)
{
    const int64_t *x = c->point + u * c->dimensions;
    int64_t *sum = c->sum + g * c->dimensions;
    size_t d;

    c->total[g] = 0;
    for (d = 0; d < c->dimensions; d++) {
        sum[d] += by * x[d];
        c->total[g] += sum[d] * sum[d];
    }
}

static void
put_distances(struct coh_climb_cost *c, size_t u, size_t g, int64_t by)
{
    const struct coh_group_rules *r = c->r;
    int64_t *sum = c->sum + g * c->units, own = sum[u];
    const int32_t *row;
    size_t i, j, n = c->a->n;

    c->total[g] += by * (own + c->inside[u]);
    /* Where equals abound, this is what a search does most of the time. */
    for (i = r->unit_start[u]; i < r->unit_start[u + 1]; i++) {
        row = c->a->distance + r->unit_member[i] * n;
        for (j = 0; j < n; j++)
            sum[r->unit[j]] += by * row[j];
    }
    sum[u] = own;
}

void
coh_climb_cost_put(struct coh_climb_cost *c, size_t u, size_t g, int64_t by)
{
    g--;
    if (c->a->kind == COH_GROUP_COST)
        return;
    c->members[g] += by * c->count[u];
    if (c->a->kind == COH_GROUP_DIVERSE)
        put_distances(c, u, g, by);
    else
        put_points(c, u, g, by);
    c->part[g] = part_of(c, c->total[g], c->members[g]);
}
