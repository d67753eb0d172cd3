/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/subset-block.h"

#include "base/memory.h"

#define HALF (1u << COH_GROUP_HALF)

void
coh_group_blocks_release(struct coh_group_blocks *b)
{
    coh_free(b->sum);
    coh_free(b->counted);
    coh_free(b->legal);
    *b = (struct coh_group_blocks)COH_GROUP_BLOCKS_INIT;
}

static size_t
lowest(uint32_t set)
{
    return (size_t)__builtin_ctz(set);
}

/* Tell the sums of all sets of a half from those of single units. */
static void
add_up(const struct coh_group_blocks *b, struct coh_group_half *h,
       const int64_t *each)
{
    size_t rest = b->m > COH_GROUP_HALF ? b->m - COH_GROUP_HALF : 0;
    uint32_t set;

    for (set = 1; set < HALF && set < 1u << b->m; set++)
        h->low[set] = h->low[set & (set - 1)] + each[lowest(set)];
    for (set = 1; set < 1u << rest; set++)
        h->high[set] =
            h->high[set & (set - 1)] + each[lowest(set) + COH_GROUP_HALF];
}

static int64_t
look(const struct coh_group_half *h, uint32_t set)
{
    return h->low[set & (HALF - 1)] + h->high[set >> COH_GROUP_HALF];
}

static int
has(const struct coh_group_rules *r, size_t student, size_t f)
{
    size_t i;

    for (i = r->has_start[student]; i < r->has_start[student + 1]; i++)
        if (r->has[i] == f)
            return 1;
    return 0;
}

static int64_t
count_of(const struct coh_group_rules *r, size_t unit, size_t f)
{
    int64_t count = 0;
    size_t i;

    for (i = r->unit_start[unit]; i < r->unit_start[unit + 1]; i++)
        count += has(r, r->unit_member[i], f);
    return count;
}

/* Features of two kinds of one SAME rule, or of one apart set. */
static int
clash(const struct coh_group_rules *r, size_t one, size_t other)
{
    const struct coh_group_feature *f = &r->feature[one],
                                   *h = &r->feature[other];

    if (f->kind == COH_GROUP_AT_MOST_ONE)
        return one == other;
    return one != other && f->kind == COH_GROUP_UNMIXED &&
           h->kind == COH_GROUP_UNMIXED && f->rule == h->rule;
}

static int
students_clash(const struct coh_group_rules *r, size_t a, size_t c)
{
    size_t i, j;

    for (i = r->has_start[a]; i < r->has_start[a + 1]; i++)
        for (j = r->has_start[c]; j < r->has_start[c + 1]; j++)
            if (clash(r, r->has[i], r->has[j]))
                return 1;
    return 0;
}

static int
units_clash(const struct coh_group_rules *r, size_t a, size_t c)
{
    size_t i, j;

    for (i = r->unit_start[a]; i < r->unit_start[a + 1]; i++)
        for (j = r->unit_start[c]; j < r->unit_start[c + 1]; j++)
            if (students_clash(r, r->unit_member[i], r->unit_member[j]))
                return 1;
    return 0;
}

static void
keep_apart(struct coh_group_blocks *b)
{
    size_t i, j;

    for (i = 0; i < b->m; i++)
        for (b->apart[i] = 0, j = 0; j < b->m; j++)
            if (i != j && units_clash(b->r, b->unit[i], b->unit[j]))
                b->apart[i] |= 1u << j;
}

static int
is_counted(enum coh_group_feature_kind kind, int earlier)
{
    if (earlier)
        return kind == COH_GROUP_EARLIER;
    return kind == COH_GROUP_EVEN || kind == COH_GROUP_NEVER_ONE;
}

/* Which features need a count, and room for all sums. */
static int
lay_out(struct coh_group_blocks *b, struct coh_error *err)
{
    const struct coh_group_rules *r = b->r;
    size_t i, n = 0;
    int earlier;

    b->counted = coh_alloc_array(r->n_features, sizeof(*b->counted), err);
    if (!b->counted)
        return -1;
    for (earlier = 0; earlier <= (b->aim ? 1 : 0); earlier++)
        for (i = 0; i < r->n_features; i++)
            if (is_counted(r->feature[i].kind, earlier)) {
                b->counted[n++] = i;
                b->n_earlier += (size_t)earlier;
            }
    b->n_counted = n - b->n_earlier;
    b->at_counted = 1;
    b->at_own = b->at_counted + n;
    /* What a unit brings of its own, and how many it has who are not blank. */
    b->at_point = b->at_own + 2;
    b->n_sums = b->at_point + (b->aim ? b->aim->dimensions : 0);
    b->sum = coh_alloc_array(b->n_sums, sizeof(*b->sum), err);
    b->legal =
        coh_alloc_array(((size_t)1 << b->m) / 64 + 1, sizeof(uint64_t), err);
    return b->sum && b->legal ? 0 : -1;
}

static void
count_features(struct coh_group_blocks *b)
{
    int64_t each[COH_GROUP_SUBSET_MOST];
    size_t i, f;

    for (i = 0; i < b->m; i++)
        each[i] = (int64_t)(b->r->unit_start[b->unit[i] + 1] -
                            b->r->unit_start[b->unit[i]]);
    add_up(b, &b->sum[0], each);
    for (f = 0; f < b->n_counted + b->n_earlier; f++) {
        for (i = 0; i < b->m; i++)
            each[i] = count_of(b->r, b->unit[i], b->counted[f]);
        add_up(b, &b->sum[b->at_counted + f], each);
    }
}

/* NEAR: squares. DIVERSE: minus the distances within. COST is told by the
 * group. */
static int64_t
own(const struct coh_group_blocks *b, size_t unit)
{
    const struct coh_group_aim *a = b->aim;
    const size_t *who = b->r->unit_member + b->r->unit_start[unit];
    size_t n = b->r->unit_start[unit + 1] - b->r->unit_start[unit], i, j;
    int64_t sum = 0, x;

    for (i = 0; i < n && a->kind == COH_GROUP_NEAR; i++)
        for (j = 0; j < a->dimensions && !a->blank[who[i]]; j++) {
            x = a->point[who[i] * a->dimensions + j];
            sum += x * x;
        }
    for (i = 0; i < n && a->kind == COH_GROUP_DIVERSE; i++)
        for (j = i + 1; j < n; j++)
            sum -= a->distance[who[i] * a->n + who[j]];
    return sum;
}

static void
sum_points(struct coh_group_blocks *b)
{
    const struct coh_group_aim *a = b->aim;
    int64_t each[COH_GROUP_SUBSET_MOST], known[COH_GROUP_SUBSET_MOST];
    size_t i, j, d, who;

    for (i = 0; i < b->m; i++)
        each[i] = own(b, b->unit[i]);
    add_up(b, &b->sum[b->at_own], each);
    for (d = 0; d < a->dimensions; d++) {
        for (i = 0; i < b->m; i++) {
            each[i] = known[i] = 0;
            for (j = b->r->unit_start[b->unit[i]];
                 j < b->r->unit_start[b->unit[i] + 1]; j++) {
                who = b->r->unit_member[j];
                if (a->kind == COH_GROUP_NEAR && a->blank[who])
                    continue;
                each[i] += a->point[who * a->dimensions + d];
                known[i]++;
            }
        }
        add_up(b, &b->sum[b->at_point + d], each);
        add_up(b, &b->sum[b->at_own + 1], known);
    }
}

/* Rules that do not depend on the group: no two who clash, and right counts.
 * The first is inherited by subsets, so it is settled for all sets before the
 * second. */
static void
judge(struct coh_group_blocks *b)
{
    uint32_t set, rest;
    size_t i, size;

    b->legal[0] |= 1;
    for (set = 1; set < 1u << b->m; set++) {
        rest = set & (set - 1);
        if (b->legal[rest / 64] >> rest % 64 & 1 &&
            !(b->apart[lowest(set)] & rest))
            b->legal[set / 64] |= UINT64_C(1) << set % 64;
    }
    for (set = 1; b->n_counted && set < 1u << b->m; set++) {
        if (!(b->legal[set / 64] >> set % 64 & 1))
            continue;
        size = coh_group_blocks_size(b, set);
        for (i = 0; i < b->n_counted; i++)
            if (coh_group_feature_breaks(
                    b->r, b->counted[i],
                    (size_t)look(&b->sum[b->at_counted + i], set), size)) {
                b->legal[set / 64] &= ~(UINT64_C(1) << set % 64);
                break;
            }
    }
}

int
coh_group_blocks_init(struct coh_group_blocks *b,
                      const struct coh_group_rules *r,
                      const struct coh_group_aim *aim, const size_t *unit,
                      size_t m, struct coh_error *err)
{
    size_t i;

    *b = (struct coh_group_blocks){.r = r, .aim = aim, .m = m};
    for (i = 0; i < m; i++)
        b->unit[i] = unit[i];
    if (lay_out(b, err)) {
        coh_group_blocks_release(b);
        return -1;
    }
    if (b->n_earlier)
        b->company = (r->p->company == COH_GROUP_NEW_COMPANY ? 1 : -1) *
                     coh_group_aim_pair(aim);
    keep_apart(b);
    count_features(b);
    if (aim)
        sum_points(b);
    judge(b);
    return 0;
}

/* COST: what the units cost in this group takes the place of `own`. */
static void
sum_costs(struct coh_group_blocks *b, size_t g)
{
    int64_t each[COH_GROUP_SUBSET_MOST];
    size_t i, j;

    for (i = 0; i < b->m; i++)
        for (each[i] = 0, j = b->r->unit_start[b->unit[i]];
             j < b->r->unit_start[b->unit[i] + 1]; j++)
            each[i] += b->aim->cost[b->r->unit_member[j] * b->aim->k + g] *
                       coh_group_aim_step(b->aim, b->r->p);
    add_up(b, &b->sum[b->at_own], each);
}

/* Distances between students of two units. */
static int64_t
between(const struct coh_group_blocks *b, size_t one, size_t other)
{
    const struct coh_group_rules *r = b->r;
    int64_t sum = 0;
    size_t i, j;

    for (i = r->unit_start[one]; i < r->unit_start[one + 1]; i++)
        for (j = r->unit_start[other]; j < r->unit_start[other + 1]; j++)
            sum += b->aim->distance[r->unit_member[i] * b->aim->n +
                                    r->unit_member[j]];
    return sum;
}

/* Minus the distances between units, for all sets: those of the set without
 * its highest unit, and of that unit to the rest. A set's highest unit runs
 * through whole stretches of the table, so its sums are made once. */
static void
sum_distances(struct coh_group_blocks *b, int64_t *cost)
{
    struct coh_group_half *h = &b->sum[b->at_own + 1];
    int64_t each[COH_GROUP_SUBSET_MOST];
    size_t i, j;
    uint32_t set;

    cost[0] = 0;
    for (i = 0; i < b->m; i++) {
        for (j = 0; j < b->m; j++)
            each[j] = j < i ? -between(b, b->unit[i], b->unit[j]) : 0;
        add_up(b, h, each);
        for (set = 0; set < 1u << i; set++)
            cost[set | 1u << i] = cost[set] + look(h, set);
    }
}

static int64_t
points(const struct coh_group_blocks *b, uint32_t set)
{
    const struct coh_group_half *own_sum = &b->sum[b->at_own];
    int64_t sums = 0, s, count = look(own_sum + 1, set);
    size_t d;

    if (!count)
        return 0;
    for (d = 0; d < b->aim->dimensions; d++) {
        s = look(&b->sum[b->at_point + d], set);
        sums += s * s;
    }
    return b->aim->kind == COH_GROUP_NEAR ? look(own_sum, set) - sums / count
                                          : sums / count;
}

static int64_t
company(const struct coh_group_blocks *b, uint32_t set)
{
    int64_t pairs = 0, count;
    size_t i;

    for (i = 0; i < b->n_earlier; i++) {
        count = look(&b->sum[b->at_counted + b->n_counted + i], set);
        pairs += count * (count - 1) / 2;
    }
    return pairs * b->company;
}

/* `distances` is what sum_distances says of the set. */
static int64_t
price(const struct coh_group_blocks *b, uint32_t set, int64_t distances,
      size_t size)
{
    int64_t sum = company(b, set);

    switch (b->aim->kind) {
    case COH_GROUP_NEAR:
    case COH_GROUP_SPREAD:
        return sum + points(b, set);
    case COH_GROUP_DIVERSE:
        distances += look(&b->sum[b->at_own], set);
        return sum + (b->aim->per_size ? distances / (int64_t)size : distances);
    case COH_GROUP_COST:
        break;
    }
    return sum + look(&b->sum[b->at_own], set);
}

void
coh_group_blocks_price(struct coh_group_blocks *b, size_t g, int64_t *cost)
{
    const struct coh_group_rules *r = b->r;
    int diverse = b->aim && b->aim->kind == COH_GROUP_DIVERSE;
    uint32_t set, barred = 0;
    size_t i, size;

    for (i = 0; i < b->m; i++)
        if (!r->allowed[b->unit[i] * r->p->k + g])
            barred |= 1u << i;
    if (diverse)
        sum_distances(b, cost);
    if (b->aim && b->aim->kind == COH_GROUP_COST)
        sum_costs(b, g);
    cost[0] = COH_GROUP_NO_BLOCK;
    for (set = 1; set < 1u << b->m; set++) {
        size = coh_group_blocks_size(b, set);
        if (size < r->min[g] || size > r->max[g] || set & barred ||
            !(b->legal[set / 64] >> set % 64 & 1))
            cost[set] = COH_GROUP_NO_BLOCK;
        else
            cost[set] =
                b->aim ? price(b, set, diverse ? cost[set] : 0, size) : 0;
    }
}
