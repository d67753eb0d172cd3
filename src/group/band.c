/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/band.h"

#include "base/memory.h"

void
coh_group_band_release(struct coh_group_band *b)
{
    coh_free(b->min);
    coh_free(b->max);
    coh_free(b->fixed);
    coh_free(b->value);
    coh_free(b->run_start);
    coh_free(b->run_length);
    coh_free(b->sum);
    coh_free(b->square);
    coh_free(b->lack);
    coh_free(b->room);
    coh_free(b->cell);
    *b = (struct coh_group_band)COH_GROUP_BAND_INIT;
}

int
coh_group_band_init(struct coh_group_band *b, size_t k, size_t n,
                    size_t fillers, struct coh_error *err)
{
    size_t layer = (n + 1) * (fillers + 1);

    *b = (struct coh_group_band){.k = k, .n = n, .fillers = fillers};
    b->min = coh_alloc_array(k, sizeof(*b->min), err);
    b->max = coh_alloc_array(k, sizeof(*b->max), err);
    b->fixed = coh_alloc_array(k, sizeof(*b->fixed), err);
    b->value = coh_alloc_array(n, sizeof(*b->value), err);
    b->run_start = coh_alloc_array(n + 1, sizeof(*b->run_start), err);
    b->run_length = coh_alloc_array(n + 1, sizeof(*b->run_length), err);
    b->sum = coh_alloc_array(n + 1, sizeof(*b->sum), err);
    b->square = coh_alloc_array(n + 1, sizeof(*b->square), err);
    b->lack = coh_alloc_array(k + 1, sizeof(*b->lack), err);
    b->room = coh_alloc_array(k + 1, sizeof(*b->room), err);
    b->cell = coh_alloc_array(layer, (k + 1) * sizeof(*b->cell), err);
    if (b->min && b->max && b->fixed && b->value && b->run_start &&
        b->run_length && b->sum && b->square && b->lack && b->room && b->cell)
        return 0;
    coh_group_band_release(b);
    return -1;
}

void
coh_group_band_ready(struct coh_group_band *b)
{
    size_t i, j, m;

    for (i = 0; i < b->n; i++) {
        b->sum[i + 1] = b->sum[i] + b->value[i];
        b->square[i + 1] = b->square[i] + b->value[i] * b->value[i];
    }
    for (i = 0; i < b->n; i = j) {
        for (j = i; j < b->n && b->value[j] == b->value[i]; j++)
            b->run_start[j] = i;
        for (m = i; m < j; m++)
            b->run_length[m] = j - i;
    }
    b->run_start[b->n] = b->n;
}

int64_t
coh_group_sum_cost(int64_t n, int64_t s, int64_t q)
{
    return n ? (n * q - s * s) / n : 0;
}

/* What the groups from g on still need and can still take. */
static void
measure_rest(struct coh_group_band *b)
{
    size_t g, size, all = b->n + b->fillers;

    b->lack[b->k] = b->room[b->k] = 0;
    for (g = b->k; g-- > 0;) {
        size = b->fixed[g].size;
        b->lack[g] = b->lack[g + 1] + (size < b->min[g] ? b->min[g] - size : 0);
        b->room[g] = b->room[g + 1] + (size < b->max[g] ? b->max[g] - size : 0);
        /* Unbounded sizes must not overflow. */
        if (b->room[g] > all)
            b->room[g] = all;
    }
}

static int
better(const struct coh_group_band_cell *a, const struct coh_group_band_cell *b)
{
    if (b->cost < 0 || a->tied != b->tied)
        return b->cost < 0 || a->tied < b->tied;
    if (a->cost != b->cost)
        return a->cost < b->cost;
    return a->even < b->even;
}

/* Students that the cut before value j is the first to part from an equal:
 * the whole run, counted once, when it began within the band from `from`. */
static int64_t
cut_ties(const struct coh_group_band *b, size_t from, size_t j)
{
    size_t start = b->run_start[j];

    return start < j && start >= from ? (int64_t)b->run_length[j] : 0;
}

/* All sizes that group g may have behind the cell (j, u). */
static void
extend(struct coh_group_band *b, size_t g, size_t j, size_t u, int ties)
{
    size_t wide = b->fillers + 1, layer = (b->n + 1) * wide, f, w, left;
    const struct coh_group_band_cell *from = &b->cell[g * layer + j * wide + u];
    const struct coh_group_sum *x = &b->fixed[g];
    struct coh_group_band_cell c, *to;
    size_t most = x->size < b->max[g] ? b->max[g] - x->size : 0;
    size_t least = x->size < b->min[g] ? b->min[g] - x->size : 0;

    for (f = 0; f <= most && j + f <= b->n; f++) {
        if (f + (b->fillers - u) < least)
            continue;
        c.cost = from->cost +
                 coh_group_sum_cost(x->n + (int64_t)f,
                                    x->s + b->sum[j + f] - b->sum[j],
                                    x->q + b->square[j + f] - b->square[j]);
        c.tied = from->tied + (ties ? cut_ties(b, j, j + f) : 0);
        b->moves++;
        for (w = f < least ? least - f : 0;
             f + w <= most && u + w <= b->fillers; w++) {
            left = b->n - j - f + b->fillers - u - w;
            if (left < b->lack[g + 1] || left > b->room[g + 1])
                continue;
            c.even =
                from->even + (int64_t)((x->size + f + w) * (x->size + f + w));
            c.take = f;
            c.fill = w;
            to = &b->cell[(g + 1) * layer + (j + f) * wide + u + w];
            if (better(&c, to))
                *to = c;
        }
    }
}

int64_t
coh_group_band_solve(struct coh_group_band *b, int ties, size_t *take,
                     size_t *fill)
{
    size_t wide = b->fillers + 1, layer = (b->n + 1) * wide, g, j, u;
    const struct coh_group_band_cell *end = &b->cell[(b->k + 1) * layer - 1];

    measure_rest(b);
    for (g = 0; g < b->k; g++)
        if (b->fixed[g].size > b->max[g])
            return -1;
    for (j = 0; j < (b->k + 1) * layer; j++)
        b->cell[j].cost = -1;
    b->cell[0] = (struct coh_group_band_cell){.cost = 0};
    for (g = 0; g < b->k; g++)
        for (j = 0; j <= b->n; j++)
            for (u = 0; u <= b->fillers; u++)
                if (b->cell[g * layer + j * wide + u].cost >= 0)
                    extend(b, g, j, u, ties);
    if (end->cost < 0)
        return -1;
    j = b->n;
    u = b->fillers;
    for (g = b->k; take && fill && g-- > 0;) {
        const struct coh_group_band_cell *c =
            &b->cell[(g + 1) * layer + j * wide + u];
        take[g] = c->take;
        fill[g] = c->fill;
        j -= c->take;
        u -= c->fill;
    }
    return end->cost;
}
