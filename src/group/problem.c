/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/problem.h"

#include "base/memory.h"

void
coh_group_answer_release(struct coh_group_answer *a)
{
    size_t i;

    for (i = 0; i < a->n_conflict; i++)
        coh_free(a->conflict[i].member);
    coh_free(a->conflict);
    coh_free(a->group);
    coh_free(a->tied);
    *a = (struct coh_group_answer)COH_GROUP_ANSWER_INIT;
}

size_t
coh_group_count(size_t n, size_t size)
{
    size_t k = size ? n / size + (n % size >= size - n % size) : 1;

    return k ? k : 1;
}

void
coh_group_even_sizes(size_t n, size_t k, size_t *min, size_t *max)
{
    size_t g;

    for (g = 0; g < k; g++) {
        min[g] = n / k;
        max[g] = n / k + (n % k != 0);
    }
}

int
coh_group_check(const struct coh_group_problem *p, struct coh_error *err)
{
    size_t r, i, close = 0;

    if (p->n == 0)
        return coh_fail(err, COH_INPUT, "there is no student to group");
    if (p->k == 0)
        return coh_fail(err, COH_INPUT, "there is no group to fill");
    for (i = 0; i < p->k; i++)
        close += p->may_close && p->may_close[i];
    if (p->open > close)
        return coh_fail(err, COH_INPUT,
                        "%zu groups are to be open, and only %zu may be",
                        p->open, close);
    for (r = 0; r < p->n_rules; r++) {
        if (p->rule[r].kind == COH_GROUP_SAME && p->rule[r].n < p->n)
            return coh_fail(err, COH_INPUT,
                            "a rule leaves out the kind of some students");
        for (i = 0; i < p->rule[r].n; i++)
            if (p->rule[r].member[i] >= p->n)
                return coh_fail(err, COH_INPUT,
                                "a set names student %zu, and there are %zu",
                                p->rule[r].member[i] + 1, p->n);
        for (i = 0; i < p->rule[r].n_groups; i++)
            if (p->rule[r].group[i] < 1 || p->rule[r].group[i] > p->k)
                return coh_fail(err, COH_INPUT,
                                "a rule names group %zu, and there are %zu",
                                p->rule[r].group[i], p->k);
    }
    return 0;
}

int
coh_group_lists(const struct coh_group_rule *r, size_t group)
{
    size_t i;

    for (i = 0; i < r->n_groups; i++)
        if (r->group[i] == group)
            return 1;
    return 0;
}

static int
stands_before(const struct coh_group_rule *r, size_t i)
{
    size_t j;

    for (j = 0; j < i; j++)
        if (r->member[j] == r->member[i])
            return 1;
    return 0;
}

static int
keeps_pairs(const struct coh_group_rule *r, const size_t *group)
{
    size_t i, j;
    int same;

    for (i = 0; i < r->n; i++)
        for (j = i + 1; j < r->n; j++) {
            if (r->member[i] == r->member[j])
                continue;
            same = group[r->member[i]] == group[r->member[j]];
            if (r->kind == COH_GROUP_TOGETHER ? !same
                : r->kind == COH_GROUP_APART  ? same
                                              : same && r->of[i] != r->of[j])
                return 0;
        }
    return 1;
}

static int
keeps_groups(const struct coh_group_rule *r, const size_t *group)
{
    size_t i;

    for (i = 0; i < r->n; i++)
        if (coh_group_lists(r, group[r->member[i]]) ==
            (r->kind == COH_GROUP_FORBID))
            return 0;
    return 1;
}

/* Counts of members in group g, each of them once, and of all. */
static size_t
count_in(const struct coh_group_rule *r, const size_t *group, size_t g,
         size_t *all)
{
    size_t i, n = 0;

    *all = 0;
    for (i = 0; i < r->n; i++)
        if (!stands_before(r, i)) {
            n += group[r->member[i]] == g;
            ++*all;
        }
    return n;
}

static int
keeps_counts(const struct coh_group_problem *p, const struct coh_group_rule *r,
             const size_t *group)
{
    size_t g, i, size, count, all;
    int64_t off;

    for (g = 1; g <= p->k; g++) {
        count = count_in(r, group, g, &all);
        for (size = i = 0; i < p->n; i++)
            size += group[i] == g;
        off = (int64_t)(count * p->n) - (int64_t)(all * size);
        if (r->kind == COH_GROUP_BALANCE
                ? off > (int64_t)p->n || -off > (int64_t)p->n
                : count == 1)
            return 0;
    }
    return 1;
}

int
coh_group_keeps(const struct coh_group_problem *p, size_t r,
                const size_t *group)
{
    const struct coh_group_rule *rule = &p->rule[r];

    switch (rule->kind) {
    case COH_GROUP_TOGETHER:
    case COH_GROUP_APART:
    case COH_GROUP_SAME:
        return keeps_pairs(rule, group);
    case COH_GROUP_PIN:
    case COH_GROUP_REQUIRE:
    case COH_GROUP_FORBID:
        return keeps_groups(rule, group);
    case COH_GROUP_BALANCE:
    case COH_GROUP_NO_ISOLATE:
        return keeps_counts(p, rule, group);
    case COH_GROUP_MIN:
    case COH_GROUP_MAX:
        break;
    }
    return coh_group_fits(p, group);
}

int
coh_group_fits(const struct coh_group_problem *p, const size_t *group)
{
    size_t g, i, size;

    for (g = 1; g <= p->k; g++) {
        for (size = i = 0; i < p->n; i++)
            size += group[i] == g;
        if (size == 0 && p->may_close && p->may_close[g - 1])
            continue;
        if (size < p->min[g - 1] || size > p->max[g - 1])
            return 0;
    }
    return 1;
}

int64_t
coh_group_pairs_again(const struct coh_group_problem *p, const size_t *group)
{
    int64_t pairs = 0;
    size_t i, j;

    for (i = 0; p->previous && i < p->n; i++)
        for (j = i + 1; p->previous[i] && j < p->n; j++)
            pairs += p->previous[i] == p->previous[j] && group[i] == group[j];
    return pairs;
}
