/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"
#include "group/rules.h"

int
coh_group_state_init(struct coh_group_state *s, const struct coh_group_rules *r,
                     struct coh_error *err)
{
    size_t g, k = r->p->k;

    *s = (struct coh_group_state)COH_GROUP_STATE_INIT;
    s->r = r;
    s->group = coh_alloc_array(r->n_units, sizeof(*s->group), err);
    s->size = coh_alloc_array(k, sizeof(*s->size), err);
    if (r->n_features <= (size_t)-1 / k)
        s->count = coh_alloc_array(r->n_features * k, sizeof(*s->count), err);
    if (!s->group || !s->size || !s->count) {
        coh_group_state_release(s);
        return coh_fail_memory(err);
    }
    for (g = 0; g < k; g++)
        if (!r->p->may_close || !r->p->may_close[g])
            s->broken += (int64_t)r->min[g];
    return 0;
}

void
coh_group_state_release(struct coh_group_state *s)
{
    coh_free(s->group);
    coh_free(s->size);
    coh_free(s->count);
    *s = (struct coh_group_state)COH_GROUP_STATE_INIT;
}

int64_t
coh_group_size_breaks(const struct coh_group_rules *r, size_t g, size_t size)
{
    size_t lack = size < r->min[g] ? r->min[g] - size : 0;

    if (lack && r->p->may_close && r->p->may_close[g] && size < lack)
        lack = size;
    return (int64_t)(lack + (size > r->max[g] ? size - r->max[g] : 0));
}

static int64_t
pairs(const struct coh_group_rules *r, size_t f, int64_t count)
{
    return r->feature[f].kind == COH_GROUP_EARLIER ? count * (count - 1) / 2
                                                   : 0;
}

/* All that group g + 1 breaks because of its size alone. */
static int64_t
sized_breaks(const struct coh_group_state *s, size_t g)
{
    const struct coh_group_rules *r = s->r;
    int64_t sum = coh_group_size_breaks(r, g, s->size[g]);
    size_t i;

    for (i = 0; i < r->n_sized; i++)
        sum += coh_group_feature_breaks(
            r, r->sized[i], s->count[r->sized[i] * r->p->k + g], s->size[g]);
    return sum;
}

int
coh_group_is_sized(const struct coh_group_rules *r, size_t f)
{
    return r->feature[f].kind == COH_GROUP_EVEN ||
           r->feature[f].kind == COH_GROUP_UNMIXED;
}

/* One student into (by 1) or out of (by −1) group g + 1, without measuring
 * what depends on the size. */
static void
count_student(struct coh_group_state *s, size_t student, size_t g, int by)
{
    const struct coh_group_rules *r = s->r;
    size_t i, f;
    uint32_t *count;

    for (i = r->has_start[student]; i < r->has_start[student + 1]; i++) {
        f = r->has[i];
        count = &s->count[f * r->p->k + g];
        s->again -= pairs(r, f, *count);
        if (!coh_group_is_sized(r, f))
            s->broken -= coh_group_feature_breaks(r, f, *count, 0);
        *count = (uint32_t)((int64_t)*count + by);
        s->again += pairs(r, f, *count);
        if (!coh_group_is_sized(r, f))
            s->broken += coh_group_feature_breaks(r, f, *count, 0);
    }
    s->size[g] = (size_t)((int64_t)s->size[g] + by);
}

static void
shift(struct coh_group_state *s, size_t unit, size_t g, int by)
{
    const struct coh_group_rules *r = s->r;
    size_t i;

    s->broken -= sized_breaks(s, g);
    for (i = r->unit_start[unit]; i < r->unit_start[unit + 1]; i++)
        count_student(s, r->unit_member[i], g, by);
    s->broken += sized_breaks(s, g);
}

void
coh_group_state_put(struct coh_group_state *s, size_t unit, size_t group)
{
    if (s->group[unit])
        shift(s, unit, s->group[unit] - 1, -1);
    s->group[unit] = group;
    if (group)
        shift(s, unit, group - 1, 1);
}

struct coh_group_change
coh_group_state_try_move(struct coh_group_state *s, size_t unit, size_t group)
{
    struct coh_group_change c = {s->broken, s->again};
    size_t from = s->group[unit];

    coh_group_state_put(s, unit, group);
    c.broken = s->broken - c.broken;
    c.again = s->again - c.again;
    coh_group_state_put(s, unit, from);
    return c;
}

static int
is_lone(const struct coh_group_rules *r, size_t unit)
{
    return r->unit_start[unit + 1] - r->unit_start[unit] == 1;
}

/* What changes when group g + 1 loses `out` and gets `in`, single students, so
 * that its size stays: only features that one of them has and not the other. */
static void
exchange(const struct coh_group_state *s, size_t out, size_t in, size_t g,
         struct coh_group_change *c)
{
    const struct coh_group_rules *r = s->r;
    size_t i = r->has_start[out], j = r->has_start[in], f;
    size_t i_end = r->has_start[out + 1], j_end = r->has_start[in + 1];
    int64_t count;
    int by;

    while (i < i_end || j < j_end) {
        if (i < i_end && j < j_end && r->has[i] == r->has[j]) {
            i++;
            j++;
            continue;
        }
        by = j == j_end || (i < i_end && r->has[i] < r->has[j]) ? -1 : 1;
        f = by < 0 ? r->has[i++] : r->has[j++];
        count = s->count[f * r->p->k + g];
        c->again += pairs(r, f, count + by) - pairs(r, f, count);
        c->broken +=
            coh_group_feature_breaks(r, f, (size_t)(count + by), s->size[g]) -
            coh_group_feature_breaks(r, f, (size_t)count, s->size[g]);
    }
}

struct coh_group_change
coh_group_state_try_swap(struct coh_group_state *s, size_t a, size_t b)
{
    const struct coh_group_rules *r = s->r;
    struct coh_group_change c = {0, 0};
    size_t i = r->unit_start[a], j = r->unit_start[b];

    if (is_lone(r, a) && is_lone(r, b)) {
        i = r->unit_member[i];
        j = r->unit_member[j];
        exchange(s, i, j, s->group[a] - 1, &c);
        exchange(s, j, i, s->group[b] - 1, &c);
        return c;
    }
    c = (struct coh_group_change){s->broken, s->again};
    coh_group_state_swap(s, a, b);
    c.broken = s->broken - c.broken;
    c.again = s->again - c.again;
    coh_group_state_swap(s, a, b);
    return c;
}

/* One more of each feature of a student in group g + 1, or one fewer. */
static void
count_features(struct coh_group_state *s, size_t student, size_t g, int by)
{
    const struct coh_group_rules *r = s->r;
    uint32_t *count;
    size_t i;

    for (i = r->has_start[student]; i < r->has_start[student + 1]; i++) {
        count = &s->count[r->has[i] * r->p->k + g];
        *count = (uint32_t)((int64_t)*count + by);
    }
}

void
coh_group_state_swap(struct coh_group_state *s, size_t a, size_t b)
{
    const struct coh_group_rules *r = s->r;
    size_t from = s->group[a], to = s->group[b];
    struct coh_group_change c;

    /* Of single students no size changes. */
    if (is_lone(r, a) && is_lone(r, b) && from && to) {
        c = coh_group_state_try_swap(s, a, b);
        count_features(s, r->unit_member[r->unit_start[a]], from - 1, -1);
        count_features(s, r->unit_member[r->unit_start[a]], to - 1, 1);
        count_features(s, r->unit_member[r->unit_start[b]], to - 1, -1);
        count_features(s, r->unit_member[r->unit_start[b]], from - 1, 1);
        s->group[a] = to;
        s->group[b] = from;
        s->broken += c.broken;
        s->again += c.again;
        return;
    }
    coh_group_state_put(s, b, from);
    coh_group_state_put(s, a, to);
}

void
coh_group_state_read(const struct coh_group_state *s, size_t *group)
{
    size_t i;

    for (i = 0; i < s->r->p->n; i++)
        group[i] = s->group[s->r->unit[i]];
}
