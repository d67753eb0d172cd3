/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/grouping-check.h"

/* A sentence into the list. */
static int
add_sentence(struct coh_grouping_hand *h, const struct coh_text *t,
             struct coh_error *err)
{
    const char *copy =
        coh_arena_text(&h->arena, coh_text_get(t), t->length, err);

    if (!copy || coh_reserve(&h->broken, &h->broken_capacity, h->n_broken + 1,
                             sizeof(*h->broken), err))
        return -1;
    h->broken[h->n_broken++] = copy;
    return 0;
}

struct looked {
    const struct coh_grouping *g;
    const struct coh_group_rule *rule;
    const char *name;
    const size_t *group;
    struct coh_grouping_hand *h;
    struct coh_text t;
};

/* "group 3", or the name of a group that has one. */
static int
say_group(struct looked *x, size_t at, struct coh_error *err)
{
    const char *name = x->g->e.group[at - 1], *c;

    for (c = name; *c >= '0' && *c <= '9'; c++)
        ;
    return coh_text_format(&x->t, err, "%s%s", *c ? "" : "group ", name);
}

static int
first_of(const struct coh_group_rule *r, size_t i)
{
    size_t j;

    for (j = 0; j < i; j++)
        if (r->member[j] == r->member[i])
            return 0;
    return 1;
}

/* Members in a group, each once: "A, B and C"; how many. */
static int
say_members(struct looked *x, size_t at, size_t *n, struct coh_error *err)
{
    const struct coh_group_rule *r = x->rule;
    size_t i, all = 0;

    for (i = 0; i < r->n; i++)
        all += x->group[r->member[i]] == at && first_of(r, i);
    for (*n = i = 0; i < r->n; i++) {
        if (x->group[r->member[i]] != at || !first_of(r, i))
            continue;
        if (coh_text_format(&x->t, err, "%s%s",
                            *n == 0         ? ""
                            : *n + 1 == all ? " and "
                                            : ", ",
                            x->g->label[r->member[i]]))
            return -1;
        ++*n;
    }
    return 0;
}

/* "together T1: A and B are in group 3, C is in group 5" */
static int
together(struct looked *x, struct coh_error *err)
{
    const char *lead = "";
    size_t at, n, i;

    if (coh_text_format(&x->t, err, "together %s: ", x->name))
        return -1;
    for (at = 1; at <= x->g->p.k; at++) {
        for (n = i = 0; i < x->rule->n; i++)
            n += x->group[x->rule->member[i]] == at;
        if (!n)
            continue;
        if (coh_text_add_string(&x->t, lead, err) ||
            say_members(x, at, &n, err) ||
            coh_text_add_string(&x->t, n == 1 ? " is in " : " are in ", err) ||
            say_group(x, at, err))
            return -1;
        lead = ", ";
    }
    return add_sentence(x->h, &x->t, err);
}

/* "apart A1: A and B are both in group 3", a sentence a group. */
static int
apart(struct looked *x, struct coh_error *err)
{
    size_t at, n;

    for (at = 1; at <= x->g->p.k; at++) {
        coh_text_clear(&x->t);
        if (coh_text_format(&x->t, err, "apart %s: ", x->name) ||
            say_members(x, at, &n, err))
            return -1;
        if (n < 2)
            continue;
        if (coh_text_add_string(
                &x->t, n == 2 ? " are both in " : " are all in ", err) ||
            say_group(x, at, err) || add_sentence(x->h, &x->t, err))
            return -1;
    }
    return 0;
}

/* "pin: A is in group 3, not in group 5 or group 6", a sentence a student. */
static int
placed(struct looked *x, struct coh_error *err)
{
    const struct coh_group_rule *r = x->rule;
    int forbid = r->kind == COH_GROUP_FORBID, in;
    size_t i, j, at;

    for (i = 0; i < r->n; i++) {
        at = x->group[r->member[i]];
        for (in = 0, j = 0; j < r->n_groups; j++)
            in |= r->group[j] == at;
        if (in == !forbid || !first_of(r, i))
            continue;
        coh_text_clear(&x->t);
        if (coh_text_format(&x->t, err, "%s: %s is in ",
                            forbid                     ? "forbidden"
                            : r->kind == COH_GROUP_PIN ? "pin"
                                                       : "required",
                            x->g->label[r->member[i]]) ||
            say_group(x, at, err))
            return -1;
        for (j = 0; !forbid && j < r->n_groups; j++)
            if (coh_text_add_string(&x->t, j ? " or " : ", not in ", err) ||
                say_group(x, r->group[j], err))
                return -1;
        if (add_sentence(x->h, &x->t, err))
            return -1;
    }
    return 0;
}

static size_t
size_of(const struct looked *x, size_t at)
{
    size_t i, n = 0;

    for (i = 0; i < x->g->p.n; i++)
        n += x->group[i] == at;
    return n;
}

/* How many members are in a group, each once. */
static size_t
count_in(const struct looked *x, size_t at)
{
    const struct coh_group_rule *r = x->rule;
    size_t i, n = 0;

    for (i = 0; i < r->n; i++)
        n += (!at || x->group[r->member[i]] == at) && first_of(r, i);
    return n;
}

/* "balance, iep yes: group 1 has 3 of 8 (even share 1.3), group 4 …" */
static int
uneven(struct looked *x, struct coh_error *err)
{
    size_t at, n, size, all = count_in(x, 0), students = x->g->p.n;
    const char *lead = ": ";
    char share[COH_NUMBER_SIZE];
    int64_t off;

    if (coh_text_format(&x->t, err, "balance, %s", x->name))
        return -1;
    for (at = 1; at <= x->g->p.k; at++) {
        n = count_in(x, at);
        size = size_of(x, at);
        off = (int64_t)(n * students) - (int64_t)(all * size);
        if (off <= (int64_t)students && -off <= (int64_t)students)
            continue;
        coh_double_fixed((double)all * (double)size / (double)students, 1,
                         share);
        if (coh_text_add_string(&x->t, lead, err) || say_group(x, at, err) ||
            coh_text_format(&x->t, err, " has %zu of %zu (even share %s)", n,
                            size, share))
            return -1;
        lead = ", ";
    }
    return add_sentence(x->h, &x->t, err);
}

/* "A is the only iep yes in group 3", a sentence a group. */
static int
isolated(struct looked *x, struct coh_error *err)
{
    size_t at, n;

    for (at = 1; at <= x->g->p.k; at++) {
        coh_text_clear(&x->t);
        if (say_members(x, at, &n, err))
            return -1;
        if (n != 1)
            continue;
        if (coh_text_format(&x->t, err, " is the only %s in ", x->name) ||
            say_group(x, at, err) || add_sentence(x->h, &x->t, err))
            return -1;
    }
    return 0;
}

/* "same project: group 3 mixes A with B", the first who differ. */
static int
mixed(struct looked *x, struct coh_error *err)
{
    const struct coh_group_rule *r = x->rule;
    size_t at, i, j;

    for (at = 1; at <= x->g->p.k; at++) {
        for (i = 0; i < r->n && x->group[r->member[i]] != at; i++)
            ;
        for (j = i + 1;
             j < r->n && (x->group[r->member[j]] != at || r->of[j] == r->of[i]);
             j++)
            ;
        if (j >= r->n)
            continue;
        coh_text_clear(&x->t);
        if (coh_text_format(&x->t, err, "same %s: ", x->name) ||
            say_group(x, at, err) ||
            coh_text_format(&x->t, err, " mixes %s with %s",
                            x->g->label[r->member[i]],
                            x->g->label[r->member[j]]) ||
            add_sentence(x->h, &x->t, err))
            return -1;
    }
    return 0;
}

static int
sizes(struct looked *x, struct coh_error *err)
{
    const struct coh_group_problem *p = &x->g->p;
    size_t at, size, limit;

    for (at = 1; at <= p->k; at++) {
        size = size_of(x, at);
        if (!size && p->may_close && p->may_close[at - 1])
            continue;
        if (size >= p->min[at - 1] && size <= p->max[at - 1])
            continue;
        limit = size < p->min[at - 1] ? p->min[at - 1] : p->max[at - 1];
        coh_text_clear(&x->t);
        if (coh_text_add_string(&x->t, "size: ", err) ||
            say_group(x, at, err) ||
            coh_text_format(&x->t, err, " has %zu student%s, at %s %zu", size,
                            size == 1 ? "" : "s",
                            size < limit ? "least" : "most", limit) ||
            add_sentence(x->h, &x->t, err))
            return -1;
    }
    return 0;
}

/* "groups: 3 hold students, where 2 were asked for". Those who are absent may
 * be what a group that is missing waits for. */
static int
open_groups(struct looked *x, struct coh_error *err)
{
    const struct coh_group_problem *p = &x->g->p;
    size_t at, n = 0;

    for (at = 1; at <= p->k; at++)
        n += p->may_close && p->may_close[at - 1] && size_of(x, at) > 0;
    if (!p->open || n == p->open || (n < p->open && x->h->n_absent))
        return 0;
    coh_text_clear(&x->t);
    if (coh_text_format(
            &x->t, err, "groups: %zu hold%s students, where %zu %s asked for",
            n, n == 1 ? "s" : "", p->open, p->open == 1 ? "was" : "were"))
        return -1;
    return add_sentence(x->h, &x->t, err);
}

static int
say_rule(struct looked *x, struct coh_error *err)
{
    coh_text_clear(&x->t);
    switch (x->rule->kind) {
    case COH_GROUP_TOGETHER:
        return together(x, err);
    case COH_GROUP_APART:
        return apart(x, err);
    case COH_GROUP_PIN:
    case COH_GROUP_REQUIRE:
    case COH_GROUP_FORBID:
        return placed(x, err);
    case COH_GROUP_BALANCE:
        return uneven(x, err);
    case COH_GROUP_NO_ISOLATE:
        return isolated(x, err);
    case COH_GROUP_SAME:
        return mixed(x, err);
    case COH_GROUP_MIN:
    case COH_GROUP_MAX:
        break;
    }
    return 0;
}

/* All broken rules that name students, or all that balance. */
static int
say_rules(struct looked *x, int balance, struct coh_error *err)
{
    size_t r;

    for (r = 0; r < x->g->p.n_rules; r++) {
        x->rule = &x->g->p.rule[r];
        x->name = x->g->e.rule[r];
        /* What the tool adds by itself nobody has broken. */
        if (x->g->rule_own[r] || coh_group_keeps(&x->g->p, r, x->group) ||
            (x->rule->kind == COH_GROUP_BALANCE) != balance)
            continue;
        if (say_rule(x, err))
            return -1;
    }
    return 0;
}

int
coh_grouping_hand_broken(const struct coh_grouping *g, const size_t *group,
                         struct coh_grouping_hand *h, struct coh_error *err)
{
    struct looked x = {g, NULL, NULL, group, h, COH_TEXT_INIT};
    int rc = say_rules(&x, 0, err) || open_groups(&x, err) || sizes(&x, err) ||
                     say_rules(&x, 1, err)
                 ? -1
                 : 0;

    coh_text_release(&x.t);
    return rc;
}
