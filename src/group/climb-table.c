/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/climb-table.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Students who are looked at side by side. */
#define BLOCK 16
/* Sums stay below ROOM, limits below 2·ROOM; FAR is never within a limit, and
 * all terms of a loss together stay within 32 bits. */
#define ROOM (INT32_C(1) << 27)
#define FAR  (INT32_C(1) << 29)

int
coh_climb_table_fits(const struct coh_group_rules *r,
                     const struct coh_group_aim *a)
{
    size_t g, k = r->p->k;

    if (a->kind != COH_GROUP_DIVERSE || r->n_features || r->p->may_close ||
        r->n_units != r->p->n || r->p->n > 20000)
        return 0;
    /* Over the size, the sums differ from the aim unless sizes are one. */
    for (g = 0; a->per_size && g < k; g++)
        if (r->min[g] != r->max[g] || r->min[g] != r->min[0])
            return 0;
    return 1;
}

void
coh_climb_table_release(struct coh_climb_table *t)
{
    coh_free(t->distance);
    coh_free(t->sum);
    coh_free(t->column);
    coh_free(t->base);
    coh_free(t->limit);
    coh_free(t->cell);
    coh_free(t->group);
    coh_free(t->best);
    coh_free(t->size);
    coh_free(t->order);
    *t = (struct coh_climb_table)COH_CLIMB_TABLE_INIT;
}

/* How far distances are shifted so that the sum over the largest group fits. */
static int
coarseness(const struct coh_group_rules *r, const struct coh_group_aim *a)
{
    int64_t most = 1, size = 1;
    size_t i;
    int shift = 0;

    for (i = 0; i < a->n * a->n; i++)
        most = a->distance[i] > most ? a->distance[i] : most;
    for (i = 0; i < a->k; i++)
        size = (int64_t)r->max[i] > size ? (int64_t)r->max[i] : size;
    if (size > (int64_t)a->n)
        size = (int64_t)a->n;
    while (((most >> shift) + 1) * size >= ROOM)
        shift++;
    return shift;
}

static void
put(struct coh_climb_table *t, size_t i, size_t g)
{
    t->group[i] = (uint32_t)g;
    t->cell[i] = (uint32_t)(g * t->width + i);
}

static int
allocate(struct coh_climb_table *t, struct coh_error *err)
{
    t->distance = coh_alloc_array(t->n, t->width * sizeof(int32_t), err);
    t->sum = coh_alloc_array(t->k * t->width + 1, sizeof(int32_t), err);
    t->column = coh_alloc_array(t->k, sizeof(int32_t), err);
    t->base = coh_alloc_array(t->width, sizeof(int32_t), err);
    t->limit =
        coh_alloc_array(COH_CLIMB_DRAWS + t->width, sizeof(int32_t), err);
    t->cell = coh_alloc_array(t->width, sizeof(uint32_t), err);
    t->group = coh_alloc_array(t->width, sizeof(uint32_t), err);
    t->best = coh_alloc_array(t->width, sizeof(uint32_t), err);
    t->size = coh_alloc_array(t->k, sizeof(size_t), err);
    t->order = coh_alloc_array(t->n, sizeof(size_t), err);
    return t->distance && t->sum && t->column && t->base && t->limit &&
                   t->cell && t->group && t->best && t->size && t->order
               ? 0
               : -1;
}

/* sum, size and value from the groups. */
static void
add_up(struct coh_climb_table *t)
{
    size_t i, j;
    const int32_t *row;

    memset(t->sum, 0, t->k * t->width * sizeof(*t->sum));
    memset(t->size, 0, t->k * sizeof(*t->size));
    t->value = 0;
    for (i = 0; i < t->n; i++) {
        row = t->distance + i * t->width;
        t->size[t->group[i]]++;
        for (j = 0; j < t->n; j++)
            t->sum[t->group[i] * t->width + j] += row[j];
    }
    for (i = 0; i < t->n; i++)
        t->value -= t->sum[t->cell[i]];
    t->value /= 2;
}

int
coh_climb_table_init(struct coh_climb_table *t, const struct coh_group_rules *r,
                     const struct coh_group_aim *a, const size_t *start,
                     struct coh_error *err)
{
    size_t i, j, g;
    int shift = coarseness(r, a);

    *t = (struct coh_climb_table)COH_CLIMB_TABLE_INIT;
    t->r = r;
    t->n = a->n;
    t->k = a->k;
    t->width = (a->n + BLOCK - 1) / BLOCK * BLOCK;
    if (allocate(t, err)) {
        coh_climb_table_release(t);
        return -1;
    }
    for (i = 0; i < t->n; i++)
        for (j = 0; j < t->n; j++)
            t->distance[i * t->width + j] = a->distance[i * t->n + j] >> shift;
    for (i = 0; i < t->n; i++) {
        put(t, i, start[i] - 1);
        t->order[i] = i;
    }
    t->limits_at = -1;
    t->sum[t->k * t->width] = FAR;
    for (i = t->n; i < t->width; i++)
        t->cell[i] = (uint32_t)(t->k * t->width);
    for (g = 0; g < t->k; g++)
        t->sized |= r->min[g] < r->max[g];
    add_up(t);
    memcpy(t->best, t->group, t->width * sizeof(*t->best));
    t->best_value = t->value;
    return 0;
}

static void
note_best(struct coh_climb_table *t)
{
    if (t->value >= t->best_value)
        return;
    t->best_value = t->value;
    memcpy(t->best, t->group, t->width * sizeof(*t->best));
}

/* from − change and to + change, change = x − y, all `width` long. */
static void
transfer(size_t width, const int32_t *restrict x, const int32_t *restrict y,
         int32_t *restrict from, int32_t *restrict to)
{
    size_t block, q;

    for (block = 0; block < width; block += BLOCK)
        for (q = block; q < block + BLOCK; q++) {
            from[q] -= x[q] - y[q];
            to[q] += x[q] - y[q];
        }
}

/* i of group a and j of group b change places. */
static void
exchange(struct coh_climb_table *t, size_t i, size_t j, size_t a, size_t b)
{
    transfer(t->width, t->distance + i * t->width, t->distance + j * t->width,
             t->sum + a * t->width, t->sum + b * t->width);
    put(t, i, b);
    put(t, j, a);
}

static void
move(struct coh_climb_table *t, size_t i, size_t b, int32_t loss)
{
    size_t a = t->group[i], j;
    int32_t *from = t->sum + a * t->width, *to = t->sum + b * t->width;
    const int32_t *x = t->distance + i * t->width;

    for (j = 0; j < t->n; j++) {
        from[j] -= x[j];
        to[j] += x[j];
    }
    put(t, i, b);
    t->size[a]--;
    t->size[b]++;
    t->value += loss;
    note_best(t);
}

/* For the row of i: what its swap with each j loses, but for the terms that
 * are rows themselves. */
static void
prepare_row(struct coh_climb_table *t, size_t i)
{
    size_t a = t->group[i], j, g;
    const unsigned char *allowed = t->r->allowed + i * t->k;
    int32_t own = t->sum[t->cell[i]];

    for (g = 0; g < t->k; g++)
        t->column[g] =
            allowed[g] && g != a ? t->sum[g * t->width + i] - own : -FAR;
    for (j = 0; j < t->width; j++)
        t->base[j] = t->sum[t->cell[j]] - t->column[t->group[j]];
}

/* The first j from block `begin` on, round to it again, whose swap with i is
 * within its limit; t->width where there is none. */
static size_t
find(const struct coh_climb_table *t, size_t i, size_t begin,
     const int32_t *limit)
{
    const int32_t *base = t->base, *x = t->distance + i * t->width;
    const int32_t *sum = t->sum + t->group[i] * t->width;
    size_t block = begin, q;

    do {
        int32_t any = 0;
        for (q = block; q < block + BLOCK; q++)
            any |= base[q] - sum[q] + x[q] + x[q] - limit[q];
        for (q = block; any < 0 && q < block + BLOCK; q++)
            if (base[q] - sum[q] + x[q] + x[q] < limit[q] &&
                t->r->allowed[q * t->k + t->group[i]])
                return q;
        block = block + BLOCK == t->width ? 0 : block + BLOCK;
    } while (block != begin);
    return t->width;
}

/* Returns whether student i was swapped. */
static int
try_swaps(struct coh_climb_table *t, size_t i, struct coh_climb_heat *h)
{
    uint64_t random = coh_random_next(&h->random);
    const int32_t *limit = t->limit + random % COH_CLIMB_DRAWS;
    size_t blocks = t->width / BLOCK, a = t->group[i], b, j;
    size_t begin = (size_t)((random >> 32) * blocks >> 32) * BLOCK;

    prepare_row(t, i);
    j = find(t, i, begin, limit);
    h->looked += blocks;
    h->tried += j == t->width ? t->n : (j + t->width - begin) % t->width + 1;
    if (j == t->width)
        return 0;
    b = t->group[j];
    t->value += t->base[j] - t->sum[a * t->width + j] +
                2 * t->distance[i * t->width + j];
    exchange(t, i, j, a, b);
    h->taken++;
    note_best(t);
    return 1;
}

static void
try_moves(struct coh_climb_table *t, size_t i, struct coh_climb_heat *h)
{
    const struct coh_group_rules *r = t->r;
    uint64_t random = coh_random_next(&h->random);
    size_t a = t->group[i], step, g = (size_t)((random >> 32) * t->k >> 32);
    const int32_t *limit = t->limit + random % COH_CLIMB_DRAWS;

    if (t->size[a] <= r->min[a])
        return;
    h->looked += t->k / BLOCK + 1;
    for (step = 0; step < t->k; step++, g = g + 1 == t->k ? 0 : g + 1) {
        if (t->size[g] >= r->max[g])
            continue;
        h->tried++;
        if (-t->column[g] >= limit[step % t->width])
            continue;
        move(t, i, g, -t->column[g]);
        h->taken++;
        return;
    }
}

static void
fill_limits(struct coh_climb_table *t, const struct coh_climb_heat *h)
{
    int64_t x;
    size_t i;

    if (t->limits_at == h->temperature)
        return;
    t->limits_at = h->temperature;
    for (i = 0; i < COH_CLIMB_DRAWS + t->width; i++) {
        x = coh_climb_limit(h, h->draw[i % COH_CLIMB_DRAWS]);
        x += h->temperature > 0;
        t->limit[i] = (int32_t)(x < 2 * ROOM ? x : 2 * ROOM - 1);
    }
}

static void
pass(void *self, struct coh_climb_heat *h)
{
    struct coh_climb_table *t = self;
    size_t i, j, keep;

    fill_limits(t, h);
    for (i = 0; i < t->n && h->looked < h->end; i++) {
        j = i + (size_t)coh_random_below(&h->random, t->n - i);
        keep = t->order[j];
        t->order[j] = t->order[i];
        t->order[i] = keep;
        if (!try_swaps(t, keep, h) && t->sized)
            try_moves(t, keep, h);
    }
}

static int64_t
typical(void *self, struct coh_climb_heat *h)
{
    struct coh_climb_table *t = self;
    int64_t sum = 0;
    size_t i, j, step;

    for (step = 0; step < 256; step++) {
        i = (size_t)coh_random_below(&h->random, t->n);
        j = (size_t)coh_random_below(&h->random, t->n);
        prepare_row(t, i);
        if (t->group[i] != t->group[j] && t->column[t->group[j]] != -FAR)
            sum += llabs(t->base[j] - t->sum[t->group[i] * t->width + j] +
                         2 * t->distance[i * t->width + j]);
    }
    return sum / 256;
}

static void
back(void *self)
{
    struct coh_climb_table *t = self;
    size_t i;

    for (i = 0; i < t->n; i++)
        put(t, i, t->best[i]);
    add_up(t);
}

struct coh_climb_walk
coh_climb_table_walk(struct coh_climb_table *t)
{
    return (struct coh_climb_walk){
        .self = t,
        .pass = pass,
        .typical = typical,
        .back = back,
        .enough = (uint64_t)t->n * t->n * t->n * 10,
        .all = t->n * (t->width / BLOCK + 1),
    };
}
