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
    coh_free(b->low);
    coh_free(b->high);
    coh_free(b->offset);
    coh_free(b->before);
    coh_free(b->now);
    coh_free(b->take);
    *b = (struct coh_group_band)COH_GROUP_BAND_INIT;
}

int
coh_group_band_init(struct coh_group_band *b, size_t k, size_t n,
                    size_t fillers, struct coh_error *err)
{
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
    b->low = coh_alloc_array(k + 1, sizeof(*b->low), err);
    b->high = coh_alloc_array(k + 1, sizeof(*b->high), err);
    b->offset = coh_alloc_array(k + 2, sizeof(*b->offset), err);
    b->before = coh_alloc_array(n + 1, (fillers + 1) * sizeof(*b->before), err);
    b->now = coh_alloc_array(n + 1, (fillers + 1) * sizeof(*b->now), err);
    if (b->min && b->max && b->fixed && b->value && b->run_start &&
        b->run_length && b->sum && b->square && b->lack && b->room && b->low &&
        b->high && b->offset && b->before && b->now)
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

static size_t
open_places(size_t size, size_t most)
{
    return size < most ? most - size : 0;
}

/* What the groups from g on still need and can still take, and with it the
 * values that the groups before g can hold. */
static void
measure_rest(struct coh_group_band *b)
{
    size_t g, lack = 0, room = 0, least, most;

    b->lack[b->k] = b->room[b->k] = 0;
    for (g = b->k; g-- > 0;) {
        b->lack[g] = b->lack[g + 1] + open_places(b->fixed[g].size, b->min[g]);
        b->room[g] = b->room[g + 1] + open_places(b->fixed[g].size, b->max[g]);
        /* Unbounded sizes must not overflow. */
        if (b->room[g] > b->n + b->fillers)
            b->room[g] = b->n + b->fillers;
    }
    b->offset[0] = 0;
    for (g = 0; g <= b->k; g++) {
        most = room < b->n ? room : b->n;
        least = open_places(b->room[g], b->n);
        if (least < open_places(b->fillers, lack))
            least = open_places(b->fillers, lack);
        b->low[g] = least;
        b->high[g] = most;
        b->offset[g + 1] =
            b->offset[g] +
            (most < least ? 0 : (most - least + 1) * (b->fillers + 1));
        if (g == b->k)
            break;
        lack += open_places(b->fixed[g].size, b->min[g]);
        room += open_places(b->fixed[g].size, b->max[g]);
        if (room > b->n + b->fillers)
            room = b->n + b->fillers;
    }
}

static int
better(const struct coh_group_band_cell *a, const struct coh_group_band_cell *b)
{
    if (b->cost < 0 || a->tied != b->tied)
        return b->cost < 0 || a->tied < b->tied;
    return a->cost < b->cost;
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
    size_t wide = b->fillers + 1, f, lacking;
    const struct coh_group_band_cell *from = &b->before[j * wide + u];
    const struct coh_group_sum *x = &b->fixed[g];
    struct coh_group_band_cell c, *to;
    size_t most = open_places(x->size, b->max[g]);
    size_t least = open_places(x->size, b->min[g]);
    size_t first = j < b->low[g + 1] ? b->low[g + 1] - j : 0;

    if (least > b->fillers - u && least - (b->fillers - u) > first)
        first = least - (b->fillers - u);
    for (f = first; f <= most && j + f <= b->high[g + 1]; f++) {
        lacking = open_places(f, least);
        c.cost = from->cost +
                 coh_group_sum_cost(x->n + (int64_t)f,
                                    x->s + b->sum[j + f] - b->sum[j],
                                    x->q + b->square[j + f] - b->square[j]);
        c.tied = from->tied + (ties ? cut_ties(b, j, j + f) : 0);
        b->moves++;
        to = &b->now[(j + f) * wide + u + lacking];
        if (better(&c, to)) {
            *to = c;
            b->take[b->offset[g + 1] + (j + f - b->low[g + 1]) * wide + u +
                    lacking] = (uint32_t)f;
        }
    }
}

/* A layer whose group nobody is fixed in: cells of u fillers used. Cells `from`
 * to `to` of it are left to do, whose best last bands start within `first` to
 * `last` and hold as many values as the least size asks for: the cost of a run
 * has the quadrangle inequality, so that the best start never moves back as the
 * end moves on (Song and Zhong 2020), and the middle cell halves what is left
 * to look at on either side. What parted equals count depends on the end alone
 * where the band begins before their run, and only that case is looked at. */
struct halving {
    struct coh_group_band *b;
    size_t g, u;
    int ties;
};

/* What the band from value h to cell i comes to; cost −1: there is no h. */
static struct coh_group_band_cell
band_of(const struct halving *v, size_t h, size_t i)
{
    struct coh_group_band *b = v->b;
    struct coh_group_band_cell c = b->before[h * (b->fillers + 1) + v->u];

    b->moves++;
    if (c.cost < 0)
        return c;
    c.cost += coh_group_sum_cost((int64_t)(i - h), b->sum[i] - b->sum[h],
                                 b->square[i] - b->square[h]);
    c.tied += v->ties ? cut_ties(b, h, i) : 0;
    return c;
}

/* Cell i with `to` fillers from start h, if that is better; of equals the
 * first start. */
static void
put_band(const struct halving *v, const struct coh_group_band_cell *c, size_t h,
         size_t i, size_t to)
{
    struct coh_group_band *b = v->b;
    const size_t wide = b->fillers + 1;
    struct coh_group_band_cell *at = &b->now[i * wide + to];
    uint32_t *take =
        &b->take[b->offset[v->g + 1] + (i - b->low[v->g + 1]) * wide + to];

    if (c->cost < 0 || (!better(c, at) && (better(at, c) || i - h <= *take)))
        return;
    *at = *c;
    *take = (uint32_t)(i - h);
}

static size_t
at_least(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* The first value that a band of group g up to cell i may begin with. */
static size_t
earliest(const struct halving *v, size_t i)
{
    const struct coh_group_band *b = v->b;

    return at_least(b->low[v->g], i > b->max[v->g] ? i - b->max[v->g] : 0);
}

static void
halve(const struct halving *v, size_t from, size_t to, size_t first,
      size_t last)
{
    const struct coh_group_band *b = v->b;
    struct coh_group_band_cell c, least_cell = {.cost = -1};
    size_t i = from + (to - from) / 2, least = b->min[v->g], h, hi, best = 0;
    int found;

    hi = i < least ? 0 : i - least;
    hi = v->ties && b->run_start[i] < hi ? b->run_start[i] : hi;
    hi = hi < last ? hi : last;
    for (h = at_least(earliest(v, i), first); i >= least && h <= hi; h++) {
        c = band_of(v, h, i);
        if (c.cost < 0 || !better(&c, &least_cell))
            continue;
        least_cell = c;
        best = h;
    }
    found = least_cell.cost >= 0;
    put_band(v, &least_cell, best, i, v->u);
    /* Without a start of its own a cell says nothing of its neighbours'. */
    if (i > from)
        halve(v, from, i - 1, first, found ? best : last);
    if (i < to)
        halve(v, i + 1, to, found ? best : first, last);
}

/* Bands that begin behind the first of a run and end in it, all equal: they
 * cost nothing, so that the best of the cells before is the best start. */
static void
extend_equals(const struct halving *v)
{
    const struct coh_group_band *b = v->b;
    const size_t wide = b->fillers + 1, least = b->min[v->g];
    const struct coh_group_band_cell *at = &b->before[v->u];
    struct coh_group_band_cell c;
    size_t i, h, best = 0, lo, hi;

    for (i = b->low[v->g + 1]; i <= b->high[v->g + 1]; i++) {
        lo = at_least(earliest(v, i), b->run_start[i] + 1);
        hi = i < least ? 0 : i - least;
        hi = hi < b->high[v->g] ? hi : b->high[v->g];
        if (hi < lo)
            continue;
        /* One more start than the cell before had, where that stays. */
        for (h = best < lo ? lo : hi; h <= hi; h++)
            if (best < lo || (at[h * wide].cost >= 0 &&
                              better(&at[h * wide], &at[best * wide])))
                best = h;
        c = band_of(v, best, i);
        put_band(v, &c, best, i, v->u);
    }
}

/* Bands of fewer values than the least size: fillers bring them there. */
static void
extend_short(const struct halving *v)
{
    const struct coh_group_band *b = v->b;
    struct coh_group_band_cell c;
    size_t i, h, least = b->min[v->g], lack;

    for (i = b->low[v->g + 1]; i <= b->high[v->g + 1]; i++) {
        h = i + 1 > least ? i + 1 - least : 0;
        for (h = at_least(h, earliest(v, i)); h <= i && h <= b->high[v->g];
             h++) {
            lack = least - (i - h);
            if (v->u + lack > b->fillers)
                continue;
            c = band_of(v, h, i);
            put_band(v, &c, h, i, v->u + lack);
        }
    }
}

/* Cells that are no better than one of the same values and fewer fillers go:
 * that one can do all they can. Which starts are left with u fillers? */
static int
left_starts(struct coh_group_band *b, size_t g, size_t u, size_t *first,
            size_t *last)
{
    const size_t wide = b->fillers + 1;
    struct coh_group_band_cell *c;
    size_t h, less;
    int any = 0;

    for (h = b->low[g]; h <= b->high[g]; h++) {
        c = &b->before[h * wide + u];
        for (less = 0; less < u && c->cost >= 0; less++)
            if (b->before[h * wide + less].cost >= 0 &&
                !better(c, &b->before[h * wide + less]))
                c->cost = -1;
        if (c->cost < 0)
            continue;
        *first = any ? *first : h;
        *last = h;
        any = 1;
    }
    return any;
}

static void
step_alone(struct coh_group_band *b, size_t g, int ties)
{
    struct halving v = {b, g, 0, ties};
    size_t first = 0, last = 0;

    for (v.u = 0; v.u <= b->fillers; v.u++) {
        if (!left_starts(b, g, v.u, &first, &last))
            continue;
        halve(&v, b->low[g + 1], b->high[g + 1], first, last);
        if (ties)
            extend_equals(&v);
        extend_short(&v);
    }
}

/* One layer from the one before. Of two cells with the same values the one
 * with fewer fillers used can do all that the other can. */
static void
step(struct coh_group_band *b, size_t g, int ties)
{
    size_t wide = b->fillers + 1, j, u;
    struct coh_group_band_cell *swap;
    const struct coh_group_band_cell *c, *best;

    for (j = b->low[g + 1]; j <= b->high[g + 1]; j++)
        for (u = 0; u < wide; u++)
            b->now[j * wide + u].cost = -1;
    if (!b->fixed[g].size)
        step_alone(b, g, ties);
    else
        for (j = b->low[g]; j <= b->high[g]; j++)
            for (best = NULL, u = 0; u < wide; u++) {
                c = &b->before[j * wide + u];
                if (c->cost < 0 || (best && !better(c, best)))
                    continue;
                best = c;
                extend(b, g, j, u, ties);
            }
    swap = b->before;
    b->before = b->now;
    b->now = swap;
}

/* Fillers beyond the least sizes: to the smallest group, the first of them. */
static void
spread(const struct coh_group_band *b, const size_t *take, size_t *fill,
       size_t left)
{
    size_t g, size, best, best_size;

    while (left-- > 0) {
        best = b->k;
        best_size = 0;
        for (g = 0; g < b->k; g++) {
            size = b->fixed[g].size + take[g] + fill[g];
            if (size < b->max[g] && (best == b->k || size < best_size)) {
                best = g;
                best_size = size;
            }
        }
        fill[best]++;
    }
}

static void
read_back(const struct coh_group_band *b, size_t u, size_t *take, size_t *fill)
{
    size_t wide = b->fillers + 1, j = b->n, g, left = b->fillers - u;

    for (g = b->k; g-- > 0;) {
        take[g] = b->take[b->offset[g + 1] + (j - b->low[g + 1]) * wide + u];
        fill[g] = open_places(b->fixed[g].size + take[g], b->min[g]);
        j -= take[g];
        u -= fill[g];
    }
    spread(b, take, fill, left);
}

int
coh_group_band_solve(struct coh_group_band *b, int ties, int64_t *cost,
                     size_t *take, size_t *fill, struct coh_error *err)
{
    size_t wide = b->fillers + 1, g, u, best = wide;
    const struct coh_group_band_cell *end;

    *cost = -1;
    measure_rest(b);
    if (b->room[0] < b->n + b->fillers)
        return 0;
    for (g = 0; g < b->k; g++)
        if (b->fixed[g].size > b->max[g])
            return 0;
    for (g = 0; g <= b->k; g++)
        if (b->low[g] > b->high[g])
            return 0;
    if (coh_reserve(&b->take, &b->take_capacity, b->offset[b->k + 1],
                    sizeof(*b->take), err))
        return -1;
    for (u = 0; u < wide; u++)
        b->before[u].cost = -1;
    b->before[0] = (struct coh_group_band_cell){.cost = 0};
    for (g = 0; g < b->k; g++)
        step(b, g, ties);
    end = &b->before[b->n * wide];
    for (u = 0; u < wide; u++)
        if (end[u].cost >= 0 && (best == wide || better(&end[u], &end[best])))
            best = u;
    if (best == wide)
        return 0;
    *cost = end[best].cost;
    if (take && fill)
        read_back(b, best, take, fill);
    return 0;
}
