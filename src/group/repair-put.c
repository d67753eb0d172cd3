/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/repair-work.h"

size_t
coh_group_work_min(const struct coh_group_work *w, size_t g)
{
    const struct coh_group_problem *p = w->r->p;

    if (p->open && p->may_close && p->may_close[g] && !w->r->min[g])
        return 1;
    return w->r->min[g];
}

static uint32_t
size_breaks(const struct coh_group_work *w, size_t g, size_t size)
{
    const struct coh_group_rules *r = w->r;
    size_t min = coh_group_work_min(w, g);

    if (!w->open[g])
        return (uint32_t)size;
    return (uint32_t)(size < min         ? min - size
                      : size > r->max[g] ? size - r->max[g]
                                         : 0);
}

uint32_t
coh_group_work_breaks(const struct coh_group_work *w, size_t f, size_t g,
                      size_t count, size_t size)
{
    const struct coh_group_feature *x = &w->r->feature[f];
    uint64_t share, high, low;

    if (f == w->features)
        return size_breaks(w, g, size);
    if (x->kind == COH_GROUP_AT_MOST_ONE)
        return count > 1 ? (uint32_t)count - 1 : 0;
    if (x->kind == COH_GROUP_NEVER_ONE)
        return count == 1;
    if (x->kind != COH_GROUP_EVEN)
        return 0;
    /* As coh_group_feature_breaks, in whole counts. */
    share = (uint64_t)x->total * size;
    high = share / w->r->p->n + 1;
    low = high + (share % w->r->p->n != 0);
    if (count > high)
        return (uint32_t)(count - high);
    return count + 2 < low ? (uint32_t)(low - 2 - count) : 0;
}

/* Keep the list of broken cells. */
static void
measure(struct coh_group_work *w, size_t f, size_t g)
{
    size_t cell = f * w->k + g, last;
    uint32_t was = w->breaks[cell];
    uint32_t is = coh_group_work_breaks(w, f, g, w->count[cell], w->size[g]);

    w->breaks[cell] = is;
    if (!was && is) {
        w->at[cell] = w->n_broken;
        w->broken[w->n_broken++] = cell;
    } else if (was && !is) {
        last = w->broken[--w->n_broken];
        w->broken[w->at[cell]] = last;
        w->at[last] = w->at[cell];
    }
}

void
coh_group_work_clear(struct coh_group_work *w)
{
    size_t i, g, cells = (w->features + 1) * w->k;

    w->n_broken = 0;
    for (i = 0; i < cells; i++) {
        w->count[i] = w->breaks[i] = 0;
        w->weight[i] = 1;
    }
    for (i = 0; i < w->n; i++)
        w->group[i] = COH_GROUP_NOWHERE;
    for (g = 0; g < w->k; g++) {
        w->size[g] = 0;
        w->head[g] = COH_GROUP_NOWHERE;
        measure(w, w->features, g);
    }
    for (i = 0; i < w->n * w->k; i++)
        w->tabu[i] = 0;
    w->step = 1;
}

static void
unlink_unit(struct coh_group_work *w, size_t unit, size_t g)
{
    size_t next = w->next[unit], previous = w->previous[unit];

    if (previous == COH_GROUP_NOWHERE)
        w->head[g] = next;
    else
        w->next[previous] = next;
    if (next != COH_GROUP_NOWHERE)
        w->previous[next] = previous;
}

static void
link_unit(struct coh_group_work *w, size_t unit, size_t g)
{
    w->previous[unit] = COH_GROUP_NOWHERE;
    w->next[unit] = w->head[g];
    if (w->head[g] != COH_GROUP_NOWHERE)
        w->previous[w->head[g]] = unit;
    w->head[g] = unit;
}

static void
shift(struct coh_group_work *w, size_t unit, size_t g, int in)
{
    uint32_t by = w->students[unit];
    size_t i, cell;

    w->size[g] += in ? by : (size_t)0 - by;
    w->count[w->features * w->k + g] = (uint32_t)w->size[g];
    for (i = w->has_start[unit]; i < w->has_start[unit + 1]; i++) {
        cell = w->has[i] * w->k + g;
        w->count[cell] += in ? w->times[i] : 0u - w->times[i];
        measure(w, w->has[i], g);
    }
    for (i = 0; i < w->n_even; i++)
        measure(w, w->even[i], g);
    measure(w, w->features, g);
}

void
coh_group_work_put(struct coh_group_work *w, size_t unit, size_t g)
{
    size_t from = w->group[unit];

    if (from != COH_GROUP_NOWHERE) {
        unlink_unit(w, unit, from);
        shift(w, unit, from, 0);
    }
    w->group[unit] = g;
    if (g != COH_GROUP_NOWHERE) {
        link_unit(w, unit, g);
        shift(w, unit, g, 1);
    }
}

/* The weight of what cell f, g breaks with `by` more, beyond what it does. */
static int64_t
rise(const struct coh_group_work *w, size_t f, size_t g, int64_t by,
     size_t size)
{
    size_t cell = f * w->k + g;
    size_t count = (size_t)((int64_t)w->count[cell] + by);

    return ((int64_t)coh_group_work_breaks(w, f, g, count, size) -
            w->breaks[cell]) *
           w->weight[cell];
}

/* The size changes: everything that is measured against it does. */
static int64_t
resized(struct coh_group_work *w, size_t g, size_t out, size_t in, size_t size)
{
    size_t i, pass, unit, f;
    int64_t sum = rise(w, w->features, g, 0, size);

    for (pass = 0; pass < 2; pass++) {
        unit = pass ? in : out;
        if (unit == COH_GROUP_NOWHERE)
            continue;
        for (i = w->has_start[unit]; i < w->has_start[unit + 1]; i++)
            w->scratch[w->has[i]] +=
                pass ? (int32_t)w->times[i] : -(int32_t)w->times[i];
    }
    for (i = 0; i < w->n_even; i++)
        sum += rise(w, w->even[i], g, w->scratch[w->even[i]], size);
    for (pass = 0; pass < 2; pass++) {
        unit = pass ? in : out;
        if (unit == COH_GROUP_NOWHERE)
            continue;
        for (i = w->has_start[unit]; i < w->has_start[unit + 1]; i++) {
            f = w->has[i];
            if (w->scratch[f] && w->r->feature[f].kind != COH_GROUP_EVEN)
                sum += rise(w, f, g, w->scratch[f], size);
            w->scratch[f] = 0;
        }
    }
    return sum;
}

int64_t
coh_group_work_change(struct coh_group_work *w, size_t g, size_t out, size_t in)
{
    size_t less = out == COH_GROUP_NOWHERE ? 0 : w->students[out];
    size_t more = in == COH_GROUP_NOWHERE ? 0 : w->students[in];
    size_t i, j, i_end, j_end, f;
    int64_t sum = 0, by;

    w->moves++;
    if (less != more)
        return resized(w, g, out, in, w->size[g] - less + more);
    /* As many come as go: only what one of them has and not the other. */
    for (i = w->has_start[out], i_end = w->has_start[out + 1],
        j = w->has_start[in], j_end = w->has_start[in + 1];
         i < i_end || j < j_end;) {
        if (j == j_end || (i < i_end && w->has[i] < w->has[j])) {
            f = w->has[i];
            by = -(int64_t)w->times[i++];
        } else if (i == i_end || w->has[j] < w->has[i]) {
            f = w->has[j];
            by = w->times[j++];
        } else {
            f = w->has[j];
            by = (int64_t)w->times[j++] - w->times[i++];
        }
        if (by)
            sum += rise(w, f, g, by, w->size[g]);
    }
    return sum;
}
