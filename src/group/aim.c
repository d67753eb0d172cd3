/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/aim.h"

#include <math.h>
#include <stdint.h>

#include "base/memory.h"

#define MOST (INT64_C(1) << 62)

void
coh_group_aim_release(struct coh_group_aim *a)
{
    coh_free(a->point);
    coh_free(a->blank);
    coh_free(a->distance);
    coh_free(a->cost);
    *a = (struct coh_group_aim)COH_GROUP_AIM_INIT;
}

/* What all pairs of all earlier groups may weigh: 1 when company is free. */
static double
company_pairs(const struct coh_group_problem *p)
{
    double n = (double)p->n;

    return p->previous && p->company ? n * (n - 1) / 2 + 1 : 1;
}

/* The largest power of two not above x. */
static double
binary_step(double x)
{
    return ldexp(1, (int)floor(log2(x)));
}

int
coh_group_aim_points(struct coh_group_aim *a, enum coh_group_aim_kind kind,
                     const struct coh_group_problem *p, const double *z,
                     size_t dimensions, const unsigned char *blank,
                     struct coh_error *err)
{
    double all = 0, square = 0, sum, times;
    size_t i, d;

    *a = (struct coh_group_aim){
        .kind = kind, .n = p->n, .k = p->k, .dimensions = dimensions};
    a->point = coh_alloc_array(p->n, dimensions * sizeof(*a->point), err);
    a->blank = coh_alloc_array(p->n, 1, err);
    if (!a->point || !a->blank) {
        coh_group_aim_release(a);
        return -1;
    }
    for (d = 0; d < dimensions; d++) {
        for (sum = 0, i = 0; i < p->n; i++) {
            sum += fabs(z[i * dimensions + d]);
            square += z[i * dimensions + d] * z[i * dimensions + d];
        }
        all += sum * sum;
    }
    /* |S|² of any group, and Σ|x|² with company, below 2^62 and half of it
     * to spare for rounding. */
    all = fmax(fmax(all, square * company_pairs(p)), 1e-9);
    times = binary_step(sqrt((double)(MOST / 4) / all));
    times = fmin(times, ldexp(1, 30));
    a->unit = 1 / (times * times);
    for (i = 0; i < p->n * dimensions; i++)
        a->point[i] = (int64_t)llround(z[i] * times);
    for (i = 0; i < p->n; i++)
        a->blank[i] = blank ? blank[i] : 0;
    return 0;
}

static double
distance(const double *z, size_t dimensions, size_t i, size_t j)
{
    double sum = 0, x;
    size_t d;

    for (d = 0; d < dimensions; d++) {
        x = z[i * dimensions + d] - z[j * dimensions + d];
        sum += x * x;
    }
    return sqrt(sum);
}

int
coh_group_aim_distances(struct coh_group_aim *a,
                        const struct coh_group_problem *p, const double *z,
                        size_t dimensions, int per_size, struct coh_error *err)
{
    double most = 0, all = 0, x, times;
    size_t i, j;

    *a = (struct coh_group_aim){
        .kind = COH_GROUP_DIVERSE, .n = p->n, .k = p->k, .per_size = per_size};
    a->distance = coh_alloc_array(p->n, p->n * sizeof(*a->distance), err);
    if (!a->distance)
        return -1;
    for (i = 0; i < p->n; i++)
        for (j = i + 1; j < p->n; j++) {
            x = distance(z, dimensions, i, j);
            most = fmax(most, x);
            all += x;
        }
    times = ldexp(1, 30) / fmax(most, 1e-9);
    times =
        fmin(times, (double)(MOST / 4) / fmax(all * company_pairs(p), 1e-9));
    times = binary_step(times);
    a->unit = 1 / times;
    for (i = 0; i < p->n; i++)
        for (j = i + 1; j < p->n; j++)
            a->distance[i * p->n + j] = a->distance[j * p->n + i] =
                (int32_t)lround(distance(z, dimensions, i, j) * times);
    return 0;
}

int
coh_group_aim_table(struct coh_group_aim *a, const struct coh_group_problem *p,
                    const int32_t *distance, double unit, int per_size,
                    struct coh_error *err)
{
    double all = 0;
    size_t i, j;
    int32_t d;

    *a = (struct coh_group_aim){.kind = COH_GROUP_DIVERSE,
                                .n = p->n,
                                .k = p->k,
                                .per_size = per_size,
                                .unit = unit};
    a->distance = coh_alloc_array(p->n, p->n * sizeof(*a->distance), err);
    if (!a->distance)
        return -1;
    for (i = 0; i < p->n; i++)
        for (j = i + 1; j < p->n; j++) {
            d = distance[i * p->n + j];
            all += d < 0 ? INFINITY : d;
            a->distance[i * p->n + j] = a->distance[j * p->n + i] = d;
        }
    if (all * company_pairs(p) <= (double)(MOST / 4))
        return 0;
    coh_group_aim_release(a);
    return coh_fail(err, COH_INPUT,
                    "a distance is negative, or all of them are too much");
}

/* Σ over students of the largest entry; −1 when it passes the limit. */
static int64_t
largest_sum(const int64_t *cost, size_t n, size_t k, double limit)
{
    int64_t sum = 0, most;
    size_t i, g;

    for (i = 0; i < n; i++) {
        for (most = 0, g = 0; g < k; g++)
            most = cost[i * k + g] > most ? cost[i * k + g] : most;
        if ((double)sum + (double)most > limit)
            return -1;
        sum += most;
    }
    return sum;
}

int
coh_group_aim_costs(struct coh_group_aim *a, const struct coh_group_problem *p,
                    const int64_t *first, const int64_t *second, double unit,
                    struct coh_error *err)
{
    double limit = (double)(MOST / 4) / company_pairs(p);
    int64_t most = largest_sum(second, p->n, p->k, limit), counted = 0;
    size_t i;

    *a = (struct coh_group_aim){
        .kind = COH_GROUP_COST, .n = p->n, .k = p->k, .unit = unit};
    if (first && most >= 0)
        counted = largest_sum(first, p->n, p->k, limit / ((double)most + 1));
    if (most < 0 || counted < 0)
        return coh_fail(err, COH_INPUT,
                        "the costs of all students add up to too much");
    a->weight = first ? most + 1 : 0;
    a->cost = coh_alloc_array(p->n, p->k * sizeof(*a->cost), err);
    if (!a->cost)
        return -1;
    for (i = 0; i < p->n * p->k; i++)
        a->cost[i] = (first ? first[i] * a->weight : 0) + second[i];
    return 0;
}

/* Who is looked at: `n` members, or all students of a group. */
struct crowd {
    const size_t *member, *group;
    size_t n, g;
};

/* The i-th of the crowd, or SIZE_MAX where that student is elsewhere. */
static size_t
at(const struct crowd *c, size_t i)
{
    if (c->member)
        return c->member[i];
    return c->group[i] == c->g ? i : SIZE_MAX;
}

static int64_t
points_cost(const struct coh_group_aim *a, const struct crowd *c)
{
    int64_t squares = 0, sums = 0, s, x, count = 0;
    size_t i, d, who;

    for (d = 0; d < a->dimensions; d++) {
        for (s = count = 0, i = 0; i < c->n; i++) {
            who = at(c, i);
            if (who == SIZE_MAX || (a->kind == COH_GROUP_NEAR && a->blank[who]))
                continue;
            x = a->point[who * a->dimensions + d];
            s += x;
            squares += x * x;
            count++;
        }
        sums += s * s;
    }
    if (!count)
        return 0;
    return a->kind == COH_GROUP_NEAR ? squares - sums / count : sums / count;
}

static int64_t
distance_cost(const struct coh_group_aim *a, const struct crowd *c)
{
    int64_t sum = 0, size = 0;
    size_t i, j, who;

    for (i = 0; i < c->n; i++) {
        who = at(c, i);
        size += who != SIZE_MAX;
        for (j = i + 1; who != SIZE_MAX && j < c->n; j++)
            if (at(c, j) != SIZE_MAX)
                sum -= a->distance[who * a->n + at(c, j)];
    }
    return a->per_size && size ? sum / size : sum;
}

static int64_t
crowd_cost(const struct coh_group_aim *a, const struct crowd *c)
{
    int64_t sum = 0;
    size_t i;

    if (a->kind == COH_GROUP_NEAR || a->kind == COH_GROUP_SPREAD)
        return points_cost(a, c);
    if (a->kind == COH_GROUP_DIVERSE)
        return distance_cost(a, c);
    for (i = 0; i < c->n; i++)
        if (at(c, i) != SIZE_MAX)
            sum += a->cost[at(c, i) * a->k + c->g - 1];
    return sum;
}

int64_t
coh_group_aim_block(const struct coh_group_aim *a, size_t group,
                    const size_t *member, size_t n)
{
    const struct crowd c = {member, NULL, n, group};

    return crowd_cost(a, &c);
}

int64_t
coh_group_aim_cost(const struct coh_group_aim *a, const size_t *group)
{
    struct crowd c = {NULL, group, a->n, 0};
    int64_t sum = 0;

    for (c.g = 1; c.g <= a->k; c.g++)
        sum += crowd_cost(a, &c);
    return sum;
}

int64_t
coh_group_aim_range(const struct coh_group_aim *a)
{
    int64_t sum = 0;
    size_t i, j, points = a->n * a->dimensions;

    if (a->kind == COH_GROUP_COST)
        return largest_sum(a->cost, a->n, a->k, (double)MOST);
    if (a->kind == COH_GROUP_DIVERSE)
        for (i = 0; i < a->n; i++)
            for (j = i + 1; j < a->n; j++)
                sum += a->distance[i * a->n + j];
    for (i = 0; a->kind != COH_GROUP_DIVERSE && i < points; i++)
        sum += a->point[i] * a->point[i];
    /* Rounding within a group never takes more than one. */
    return sum + (int64_t)a->k;
}

int64_t
coh_group_aim_step(const struct coh_group_aim *a,
                   const struct coh_group_problem *p)
{
    int64_t n = (int64_t)p->n;

    return a->kind == COH_GROUP_COST && p->previous && p->company
               ? n * (n - 1) / 2 + 1
               : 1;
}

int64_t
coh_group_aim_pair(const struct coh_group_aim *a)
{
    return a->kind == COH_GROUP_COST ? 1 : coh_group_aim_range(a) + 1;
}

int64_t
coh_group_aim_whole(const struct coh_group_aim *a,
                    const struct coh_group_problem *p, const size_t *group)
{
    int64_t pairs = 0;

    if (p->company == COH_GROUP_NEW_COMPANY)
        pairs = coh_group_pairs_again(p, group);
    if (p->company == COH_GROUP_OLD_COMPANY)
        pairs = -coh_group_pairs_again(p, group);
    return (pairs ? pairs * coh_group_aim_pair(a) : 0) +
           coh_group_aim_cost(a, group) * coh_group_aim_step(a, p);
}

/* Σ|x − mean|² and |mean|² over the students not blank (all for SPREAD). */
static double
spread_of_points(const struct coh_group_aim *a, double *mean_square, size_t *n)
{
    double squares = 0, sum, x, mean;
    size_t i, d;

    *mean_square = 0;
    for (*n = i = 0; i < a->n; i++)
        *n += a->kind == COH_GROUP_SPREAD || !a->blank[i];
    for (d = 0; d < a->dimensions && *n; d++) {
        for (sum = 0, i = 0; i < a->n; i++)
            if (a->kind == COH_GROUP_SPREAD || !a->blank[i])
                sum += (double)a->point[i * a->dimensions + d];
        mean = sum / (double)*n;
        *mean_square += mean * mean;
        for (i = 0; i < a->n; i++) {
            if (a->kind == COH_GROUP_NEAR && a->blank[i])
                continue;
            x = (double)a->point[i * a->dimensions + d] - mean;
            squares += x * x;
        }
    }
    return squares;
}

static double
random_points(const struct coh_group_aim *a, const size_t *group)
{
    double mean_square, n, k = 0, all;
    size_t counted, g, i;

    all = spread_of_points(a, &mean_square, &counted);
    for (g = 1; g <= a->k; g++) {
        for (i = 0; i < a->n; i++)
            if (group[i] == g && (a->kind == COH_GROUP_SPREAD || !a->blank[i]))
                break;
        k += i < a->n;
    }
    n = (double)counted;
    if (a->kind == COH_GROUP_NEAR)
        return counted > 1 ? all * (n - k) / (n - 1) * a->unit : 0;
    return ((counted > 1 ? all * (k - 1) / (n - 1) : 0) + n * mean_square) *
           a->unit;
}

double
coh_group_aim_random(const struct coh_group_aim *a, const size_t *group)
{
    double sum = 0, size, all = 0, n = (double)a->n;
    size_t g, i, j;

    if (a->kind == COH_GROUP_NEAR || a->kind == COH_GROUP_SPREAD)
        return random_points(a, group);
    for (i = 0; a->kind == COH_GROUP_DIVERSE && i < a->n; i++)
        for (j = i + 1; j < a->n; j++)
            all -= a->distance[i * a->n + j];
    for (g = 1; g <= a->k; g++) {
        for (size = 0, i = 0; i < a->n; i++)
            size += group[i] == g;
        if (a->kind == COH_GROUP_DIVERSE && a->n > 1 && size > 0)
            sum += all / (n * (n - 1)) * size * (size - 1) /
                   (a->per_size ? size : 1);
        for (i = 0; a->kind == COH_GROUP_COST && i < a->n; i++) {
            int64_t c = a->cost[i * a->k + g - 1];
            sum += size / n * (double)(a->weight ? c % a->weight : c);
        }
    }
    return sum * a->unit;
}
