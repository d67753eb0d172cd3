/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/repair-work.h"

#include <string.h>

#include "base/memory.h"

void
coh_group_work_release(struct coh_group_work *w)
{
    void *all[] = {
        w->students, w->has_start, w->has,     w->times,  w->with_start,
        w->with,     w->order,     w->even,    w->kind,   w->of,
        w->first,    w->need,      w->pairs,   w->open,   w->label,
        w->class_of, w->ok,        w->choices, w->only,   w->target,
        w->group,    w->size,      w->head,    w->next,   w->previous,
        w->count,    w->breaks,    w->weight,  w->broken, w->at,
        w->tabu,     w->scratch,   w->load,    w->may};
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(*all); i++)
        coh_free(all[i]);
    *w = (struct coh_group_work){.n = 0};
}

/* Does the repair count this feature? */
static int
counted(const struct coh_group_rules *r, size_t f)
{
    enum coh_group_feature_kind kind = r->feature[f].kind;

    return kind == COH_GROUP_AT_MOST_ONE || kind == COH_GROUP_NEVER_ONE ||
           kind == COH_GROUP_EVEN;
}

/* The features of a unit, each once, with how many students have it. */
static size_t
read_unit(struct coh_group_work *w, size_t u, size_t to)
{
    const struct coh_group_rules *r = w->r;
    size_t i, j, f, from = to;

    for (i = r->unit_start[u]; i < r->unit_start[u + 1]; i++)
        for (j = r->has_start[r->unit_member[i]];
             j < r->has_start[r->unit_member[i] + 1]; j++) {
            f = r->has[j];
            if (!counted(r, f))
                continue;
            if (w->scratch[f]) {
                w->times[w->scratch[f] - 1]++;
                continue;
            }
            w->has[to] = (uint32_t)f;
            w->times[to++] = 1;
            w->scratch[f] = (int32_t)to;
        }
    for (i = from; i < to; i++)
        w->scratch[w->has[i]] = 0;
    /* Ascending, so that two lists can be merged. */
    for (i = from + 1; i < to; i++)
        for (j = i; j > from && w->has[j - 1] > w->has[j]; j--) {
            uint32_t a = w->has[j], b = w->times[j];
            w->has[j] = w->has[j - 1];
            w->times[j] = w->times[j - 1];
            w->has[j - 1] = a;
            w->times[j - 1] = b;
        }
    return to;
}

static void
read_units(struct coh_group_work *w)
{
    const struct coh_group_rules *r = w->r;
    size_t u, i, f, swap;

    for (u = 0; u < w->n; u++) {
        w->students[u] = (uint32_t)(r->unit_start[u + 1] - r->unit_start[u]);
        w->has_start[u + 1] = read_unit(w, u, w->has_start[u]);
        w->order[u] = u;
    }
    for (u = w->n; u > 1; u--) {
        i = coh_random_below(&w->random, u);
        swap = w->order[i];
        w->order[i] = w->order[u - 1];
        w->order[u - 1] = swap;
    }
    for (i = 0; i < w->has_start[w->n]; i++)
        w->with_start[w->has[i] + 1]++;
    for (f = 0; f < w->features; f++)
        w->with_start[f + 1] += w->with_start[f];
    for (u = 0; u < w->n; u++)
        for (i = w->has_start[u]; i < w->has_start[u + 1]; i++)
            w->with[w->with_start[w->has[i]]++] = u;
    for (f = w->features; f > 0; f--)
        w->with_start[f] = w->with_start[f - 1];
    w->with_start[0] = 0;
    for (f = 0; f < w->features; f++)
        if (r->feature[f].kind == COH_GROUP_EVEN)
            w->even[w->n_even++] = f;
}

/* SAME rules in the order of their features; a student who was given two
 * kinds is of a kind of his or her own. */
static void
read_kinds(struct coh_group_work *w)
{
    const struct coh_group_rules *r = w->r;
    size_t u, i, j, f, s, rule = COH_GROUP_NOWHERE, *kind;

    for (f = s = 0; f < w->features; f++) {
        if (r->feature[f].kind != COH_GROUP_UNMIXED)
            continue;
        s += r->feature[f].rule != rule;
        rule = r->feature[f].rule;
        w->scratch[f] = (int32_t)s;
    }
    for (u = 0; u < w->n; u++)
        for (i = r->unit_start[u]; i < r->unit_start[u + 1]; i++)
            for (j = r->has_start[r->unit_member[i]];
                 j < r->has_start[r->unit_member[i] + 1]; j++) {
                f = r->has[j];
                if (r->feature[f].kind != COH_GROUP_UNMIXED)
                    continue;
                kind = &w->kind[u * w->n_same + (size_t)w->scratch[f] - 1];
                *kind = *kind && *kind != f + 1 ? w->features + 1 + u : f + 1;
            }
    for (f = 0; f < w->features; f++)
        w->scratch[f] = 0;
}

static int
alike(const struct coh_group_work *w, size_t u, size_t v)
{
    size_t s;

    for (s = 0; s < w->n_same; s++)
        if (w->kind[u * w->n_same + s] != w->kind[v * w->n_same + s])
            return 0;
    return 1;
}

static void
read_classes(struct coh_group_work *w)
{
    size_t u, c, s, f, i, n;

    for (u = 0; u < w->n; u++) {
        for (c = 0; c < w->n_classes && !alike(w, u, w->first[c]); c++)
            ;
        if (c == w->n_classes)
            w->first[w->n_classes++] = u;
        w->of[u] = c;
        for (s = 0; s < w->n_same && !w->kind[u * w->n_same + s]; s++)
            ;
        if (s < w->n_same)
            w->need[c] += w->students[u];
    }
    for (f = 0; f < w->features; f++) {
        if (w->r->feature[f].kind != COH_GROUP_AT_MOST_ONE)
            continue;
        for (c = 0; c < w->n_classes; c++) {
            for (n = 0, i = w->with_start[f]; i < w->with_start[f + 1]; i++)
                n += w->of[w->with[i]] == c;
            if (n > w->pairs[c])
                w->pairs[c] = n;
        }
    }
}

static size_t
same_rules(const struct coh_group_rules *r)
{
    size_t f, n = 0, rule = COH_GROUP_NOWHERE;

    for (f = 0; f < r->n_features; f++)
        if (r->feature[f].kind == COH_GROUP_UNMIXED) {
            n += r->feature[f].rule != rule;
            rule = r->feature[f].rule;
        }
    return n;
}

/* One array after the other; all of them are released together. */
static int
room(struct coh_group_work *w, size_t pairs, struct coh_error *err)
{
    size_t n = w->n, k = w->k, f = w->features, cells = (f + 1) * k;
    const struct {
        void *to;
        size_t count, size;
    } all[] = {
        {&w->students, n, 4},
        {&w->has_start, n + 1, sizeof(n)},
        {&w->has, pairs, 4},
        {&w->times, pairs, 4},
        {&w->with, pairs, sizeof(n)},
        {&w->with_start, f + 1, sizeof(n)},
        {&w->order, n, sizeof(n)},
        {&w->even, f, sizeof(n)},
        {&w->kind, n * w->n_same, sizeof(n)},
        {&w->of, n, sizeof(n)},
        {&w->first, n, sizeof(n)},
        {&w->need, n, sizeof(n)},
        {&w->pairs, n, sizeof(n)},
        {&w->open, k, 1},
        {&w->label, k * w->n_same, sizeof(n)},
        {&w->class_of, k, sizeof(n)},
        {&w->ok, n * k, 1},
        {&w->choices, n, sizeof(n)},
        {&w->only, n, sizeof(n)},
        {&w->target, k, sizeof(n)},
        {&w->group, n, sizeof(n)},
        {&w->size, k, sizeof(n)},
        {&w->head, k, sizeof(n)},
        {&w->next, n, sizeof(n)},
        {&w->previous, n, sizeof(n)},
        {&w->count, cells, 4},
        {&w->breaks, cells, 4},
        {&w->weight, cells, 4},
        {&w->broken, cells, sizeof(n)},
        {&w->at, cells, sizeof(n)},
        {&w->tabu, n * k, 4},
        {&w->scratch, f, 4},
        {&w->load, 3 * n, sizeof(n)},
        {&w->may, w->n_same ? n * k : 0, 1},
    };
    size_t i;

    if (n > (size_t)-1 / 8 / k || f + 1 > (size_t)-1 / 8 / k)
        return coh_fail_memory(err);
    for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
        void *p = coh_alloc_array(all[i].count, all[i].size, err);
        if (!p)
            return -1;
        memcpy(all[i].to, &p, sizeof(p));
    }
    return 0;
}

int
coh_group_work_init(struct coh_group_work *w, const struct coh_group_rules *r,
                    uint64_t seed, struct coh_error *err)
{
    *w = (struct coh_group_work){.r = r, .random = {.state = seed}};
    w->n = r->n_units;
    w->k = r->p->k;
    w->features = r->n_features;
    w->n_same = same_rules(r);
    if (room(w, r->has_start[r->p->n], err)) {
        coh_group_work_release(w);
        return -1;
    }
    read_units(w);
    read_kinds(w);
    read_classes(w);
    return 0;
}
