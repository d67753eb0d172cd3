/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/rules.h"

#include "base/memory.h"

/* What is being read: the features before they are indexed by student. */
struct reading {
    struct coh_group_rules *r;
    const struct coh_group_active *active;
    size_t feature_capacity;
    /* Pairs (student, feature), in the order of features. */
    size_t *student, *feature, pairs, student_capacity, feature_of_capacity;
    size_t *mark; /* a student was added to feature mark − 1 last */
};

void
coh_group_rules_release(struct coh_group_rules *r)
{
    coh_free(r->unit);
    coh_free(r->unit_start);
    coh_free(r->unit_member);
    coh_free(r->allowed);
    coh_free(r->feature);
    coh_free(r->has_start);
    coh_free(r->has);
    coh_free(r->sized);
    coh_free(r->min);
    coh_free(r->max);
    *r = (struct coh_group_rules)COH_GROUP_RULES_INIT;
}

static int
counts(const struct coh_group_active *a, size_t rule, size_t member)
{
    return !a || (a->rule[rule] && a->member[a->start[rule] + member]);
}

static size_t
root(size_t *parent, size_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* Units: those who must be together, else each student alone. */
static int
join(struct coh_group_rules *r, const struct coh_group_active *active,
     size_t *parent, struct coh_error *err)
{
    const struct coh_group_problem *p = r->p;
    const struct coh_group_rule *rule;
    size_t i, j, first;

    for (i = 0; i < p->n; i++)
        parent[i] = i;
    for (i = 0; i < p->n_rules; i++) {
        rule = &p->rule[i];
        first = p->n;
        for (j = 0; rule->kind == COH_GROUP_TOGETHER && j < rule->n; j++) {
            if (!counts(active, i, j))
                continue;
            if (first == p->n)
                first = rule->member[j];
            /* The lower root stays: units are numbered by their first. */
            size_t a = root(parent, first), b = root(parent, rule->member[j]);
            parent[a > b ? a : b] = a > b ? b : a;
        }
    }
    r->unit = coh_alloc_array(p->n, sizeof(*r->unit), err);
    r->unit_start = coh_alloc_array(p->n + 1, sizeof(*r->unit_start), err);
    r->unit_member = coh_alloc_array(p->n, sizeof(*r->unit_member), err);
    return r->unit && r->unit_start && r->unit_member ? 0 : -1;
}

static void
number(struct coh_group_rules *r, size_t *parent)
{
    size_t i, n = r->p->n, *start = r->unit_start;

    for (i = 0; i < n; i++) {
        size_t first = root(parent, i);
        r->unit[i] = first == i ? r->n_units++ : r->unit[first];
        start[r->unit[i] + 1]++;
    }
    for (i = 0; i < r->n_units; i++)
        start[i + 1] += start[i];
    /* The starts move on while members are put, and back afterwards. */
    for (i = 0; i < n; i++)
        r->unit_member[start[r->unit[i]]++] = i;
    for (i = r->n_units; i > 0; i--)
        start[i] = start[i - 1];
    start[0] = 0;
}

/* Pins, required and forbidden groups: where each unit may be. */
static int
allow(struct coh_group_rules *r, const struct coh_group_active *active,
      struct coh_error *err)
{
    const struct coh_group_problem *p = r->p;
    const struct coh_group_rule *rule;
    size_t i, j, g, k = p->k;

    if (r->n_units > (size_t)-1 / k)
        return coh_fail_memory(err);
    r->allowed = coh_alloc_array(r->n_units * k, 1, err);
    if (!r->allowed)
        return -1;
    for (i = 0; i < r->n_units * k; i++)
        r->allowed[i] = 1;
    for (i = 0; i < p->n_rules; i++) {
        rule = &p->rule[i];
        if (rule->kind != COH_GROUP_PIN && rule->kind != COH_GROUP_REQUIRE &&
            rule->kind != COH_GROUP_FORBID)
            continue;
        for (g = 1; g <= k; g++) {
            if (coh_group_lists(rule, g) != (rule->kind == COH_GROUP_FORBID))
                continue;
            for (j = 0; j < rule->n; j++)
                if (counts(active, i, j))
                    r->allowed[r->unit[rule->member[j]] * k + g - 1] = 0;
        }
    }
    for (i = 0; i < r->n_units; i++) {
        for (g = 0; g < k && !r->allowed[i * k + g]; g++)
            ;
        r->clash |= g == k;
    }
    return 0;
}

static int
new_feature(struct reading *d, enum coh_group_feature_kind kind, size_t rule,
            struct coh_error *err)
{
    struct coh_group_rules *r = d->r;

    if (coh_reserve(&r->feature, &d->feature_capacity, r->n_features + 1,
                    sizeof(*r->feature), err))
        return -1;
    r->feature[r->n_features++] =
        (struct coh_group_feature){.kind = kind, .rule = rule};
    return 0;
}

/* The student has the feature that was made last; twice is once. */
static int
give(struct reading *d, size_t student, struct coh_error *err)
{
    size_t last = d->r->n_features;

    if (d->mark[student] == last)
        return 0;
    d->mark[student] = last;
    if (coh_reserve(&d->student, &d->student_capacity, d->pairs + 1,
                    sizeof(size_t), err) ||
        coh_reserve(&d->feature, &d->feature_of_capacity, d->pairs + 1,
                    sizeof(size_t), err))
        return -1;
    d->student[d->pairs] = student;
    d->feature[d->pairs++] = last - 1;
    d->r->feature[last - 1].total++;
    return 0;
}

/* Members i of a rule for which of[i] is `kind` (of NULL: all). */
static int
add_feature(struct reading *d, enum coh_group_feature_kind kind, size_t rule,
            const size_t *of, size_t which, struct coh_error *err)
{
    const struct coh_group_rule *x = &d->r->p->rule[rule];
    size_t j;

    if (new_feature(d, kind, rule, err))
        return -1;
    for (j = 0; j < x->n; j++)
        if (counts(d->active, rule, j) && (!of || of[j] == which) &&
            give(d, x->member[j], err))
            return -1;
    return 0;
}

/* SAME: a feature for each kind, in the order of first appearance. */
static int
add_kinds(struct reading *d, size_t rule, struct coh_error *err)
{
    const struct coh_group_rule *x = &d->r->p->rule[rule];
    size_t i, j;

    for (i = 0; i < x->n; i++) {
        for (j = 0; j < i && x->of[j] != x->of[i]; j++)
            ;
        if (j == i &&
            add_feature(d, COH_GROUP_UNMIXED, rule, x->of, x->of[i], err))
            return -1;
    }
    return 0;
}

/* Earlier groups that are still more than one student. */
static int
add_earlier(struct reading *d, struct coh_error *err)
{
    const struct coh_group_problem *p = d->r->p;
    size_t i, j;

    for (i = 0; p->previous && p->company && i < p->n; i++) {
        if (!p->previous[i])
            continue;
        for (j = 0; j < i && p->previous[j] != p->previous[i]; j++)
            ;
        if (j < i)
            continue;
        if (new_feature(d, COH_GROUP_EARLIER, 0, err))
            return -1;
        for (j = i; j < p->n; j++)
            if (p->previous[j] == p->previous[i] && give(d, j, err))
                return -1;
    }
    return 0;
}

static int
add_features(struct reading *d, struct coh_error *err)
{
    const struct coh_group_problem *p = d->r->p;
    size_t i;
    int rc = 0;

    for (i = 0; rc == 0 && i < p->n_rules; i++) {
        if (d->active && !d->active->rule[i])
            continue;
        if (p->rule[i].kind == COH_GROUP_APART)
            rc = add_feature(d, COH_GROUP_AT_MOST_ONE, i, NULL, 0, err);
        else if (p->rule[i].kind == COH_GROUP_NO_ISOLATE)
            rc = add_feature(d, COH_GROUP_NEVER_ONE, i, NULL, 0, err);
        else if (p->rule[i].kind == COH_GROUP_BALANCE)
            rc = add_feature(d, COH_GROUP_EVEN, i, NULL, 0, err);
        else if (p->rule[i].kind == COH_GROUP_SAME)
            rc = add_kinds(d, i, err);
    }
    return rc ? -1 : add_earlier(d, err);
}

/* Features by student, and those that need the size of a group. */
static int
index_features(struct reading *d, struct coh_error *err)
{
    struct coh_group_rules *r = d->r;
    size_t i, *start, n = r->p->n;

    r->has_start = start = coh_alloc_array(n + 1, sizeof(*start), err);
    r->has = coh_alloc_array(d->pairs, sizeof(*r->has), err);
    r->sized = coh_alloc_array(r->n_features, sizeof(*r->sized), err);
    if (!start || !r->has || !r->sized)
        return -1;
    for (i = 0; i < d->pairs; i++)
        start[d->student[i] + 1]++;
    for (i = 0; i < n; i++)
        start[i + 1] += start[i];
    for (i = 0; i < d->pairs; i++)
        r->has[start[d->student[i]]++] = d->feature[i];
    for (i = n; i > 0; i--)
        start[i] = start[i - 1];
    start[0] = 0;
    for (i = 0; i < r->n_features; i++)
        if (coh_group_is_sized(r, i))
            r->sized[r->n_sized++] = i;
    return 0;
}

/* Two members of a unit who must be apart, or are of two kinds: no group can
 * hold the unit. */
static int
torn(const struct coh_group_rules *r, size_t unit)
{
    size_t i, j, m, other, f;
    size_t from = r->unit_start[unit], to = r->unit_start[unit + 1];

    for (i = from; i < to; i++)
        for (m = r->has_start[r->unit_member[i]];
             m < r->has_start[r->unit_member[i] + 1]; m++) {
            f = r->has[m];
            for (j = i + 1; j < to; j++)
                for (other = r->has_start[r->unit_member[j]];
                     other < r->has_start[r->unit_member[j] + 1]; other++) {
                    if (r->feature[f].kind == COH_GROUP_AT_MOST_ONE &&
                        r->has[other] == f)
                        return 1;
                    if (r->feature[f].kind == COH_GROUP_UNMIXED &&
                        r->feature[r->has[other]].kind == COH_GROUP_UNMIXED &&
                        r->feature[r->has[other]].rule == r->feature[f].rule &&
                        r->has[other] != f)
                        return 1;
                }
        }
    return 0;
}

static int
read_sizes(struct coh_group_rules *r, const struct coh_group_active *active,
           struct coh_error *err)
{
    const struct coh_group_problem *p = r->p;
    size_t g, u;

    r->min = coh_alloc_array(p->k, sizeof(*r->min), err);
    r->max = coh_alloc_array(p->k, sizeof(*r->max), err);
    if (!r->min || !r->max)
        return -1;
    for (g = 0; g < p->k; g++) {
        r->min[g] = !active || active->min ? p->min[g] : 0;
        r->max[g] = !active || active->max ? p->max[g] : p->n;
    }
    for (u = 0; u < r->n_units; u++)
        if (r->unit_start[u + 1] - r->unit_start[u] > 1)
            r->clash |= torn(r, u);
    return 0;
}

int
coh_group_rules_read(const struct coh_group_problem *p,
                     const struct coh_group_active *active,
                     struct coh_group_rules *r, struct coh_error *err)
{
    struct reading d = {.r = r, .active = active};
    size_t *parent = coh_alloc_array(p->n, sizeof(*parent), err);
    int rc = -1;

    *r = (struct coh_group_rules)COH_GROUP_RULES_INIT;
    r->p = p;
    d.mark = coh_alloc_array(p->n, sizeof(*d.mark), err);
    if (!parent || !d.mark || join(r, active, parent, err))
        goto out;
    number(r, parent);
    if (allow(r, active, err) || add_features(&d, err) ||
        index_features(&d, err) || read_sizes(r, active, err))
        goto out;
    rc = 0;
out:
    coh_free(parent);
    coh_free(d.mark);
    coh_free(d.student);
    coh_free(d.feature);
    if (rc)
        coh_group_rules_release(r);
    return rc;
}

int64_t
coh_group_feature_breaks(const struct coh_group_rules *r, size_t f,
                         size_t count, size_t size)
{
    const struct coh_group_feature *x = &r->feature[f];
    int64_t n = (int64_t)r->p->n, off;

    switch (x->kind) {
    case COH_GROUP_AT_MOST_ONE:
        return count > 1 ? (int64_t)count - 1 : 0;
    case COH_GROUP_NEVER_ONE:
        return count == 1;
    case COH_GROUP_EVEN:
        off = (int64_t)count * n - (int64_t)x->total * (int64_t)size;
        off = (off < 0 ? -off : off) - n;
        return off > 0 ? (off + n - 1) / n : 0;
    case COH_GROUP_UNMIXED:
        return (int64_t)(count < size - count ? count : size - count);
    case COH_GROUP_EARLIER:
        break;
    }
    return 0;
}
