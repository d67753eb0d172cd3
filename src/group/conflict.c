/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/conflict.h"

#include <string.h>

/* So many names are said; of more, the first few and how many others. */
#define MOST_NAMES 8
#define FEW_NAMES  5

struct saying {
    const struct coh_group_problem *p;
    const struct coh_group_evidence *e;
    struct coh_text *t;
    struct coh_error *err;
};

static int
put(const struct saying *s, const char *text)
{
    return coh_text_add_string(s->t, text, s->err);
}

/* A member who stands twice is one. */
static int
stands_before(const size_t *member, size_t i)
{
    size_t j;

    for (j = 0; j < i; j++)
        if (member[j] == member[i])
            return 1;
    return 0;
}

static size_t
count_once(const size_t *member, size_t n)
{
    size_t i, count = 0;

    for (i = 0; i < n; i++)
        count += !stands_before(member, i);
    return count;
}

/* "A", "A and B", "A, B and C"; `last` is " and " or " or ". */
static const char *
between(size_t i, size_t n, const char *last)
{
    return i == 0 ? "" : i + 1 == n ? last : ", ";
}

static int
say_members(const struct saying *s, const size_t *member, size_t n)
{
    size_t i, said = 0, all = count_once(member, n);
    size_t most = all > MOST_NAMES ? FEW_NAMES : all;

    for (i = 0; i < n && said < most; i++)
        if (!stands_before(member, i)) {
            if (put(s, between(said, all, " and ")) ||
                put(s, s->e->id[member[i]]))
                return -1;
            said++;
        }
    if (said == all)
        return 0;
    return coh_text_format(s->t, s->err, " and %zu others", all - said);
}

/* A name that is only a number says that it is a group. */
static int
say_group(const struct saying *s, size_t group)
{
    const char *name = s->e->group ? s->e->group[group - 1] : NULL;

    if (!name)
        return coh_text_format(s->t, s->err, "group %zu", group);
    if (!name[strspn(name, "0123456789")] && put(s, "group "))
        return -1;
    return put(s, name);
}

static int
say_groups(const struct saying *s, const struct coh_group_rule *r)
{
    size_t i, said = 0, all = count_once(r->group, r->n_groups);

    for (i = 0; i < r->n_groups; i++)
        if (!stands_before(r->group, i) &&
            (put(s, between(said++, all, " or ")) || say_group(s, r->group[i])))
            return -1;
    return 0;
}

/* "8" or, when groups differ, "4, 8 and 8". */
static int
say_sizes(const struct saying *s, const size_t *size, size_t k)
{
    size_t g, same = 1;

    for (g = 1; g < k; g++)
        same &= size[g] == size[0];
    if (same)
        return coh_text_format(s->t, s->err, "%zu", size[0]);
    for (g = 0; g < k; g++)
        if (coh_text_format(s->t, s->err, "%s%zu", between(g, k, " and "),
                            size[g]))
            return -1;
    return 0;
}

static int
say_all(const struct saying *s, const char *what, const size_t *size)
{
    const struct coh_group_problem *p = s->p;
    size_t g, close = 0;

    for (g = 0; p->may_close && g < p->k; g++)
        close += p->may_close[g] != 0;
    if (coh_text_format(s->t, s->err, "the %zu student%s make%s %s%zu group%s ",
                        p->n, p->n == 1 ? "" : "s", p->n == 1 ? "s" : "",
                        close ? "up to " : "", p->k, p->k == 1 ? "" : "s") ||
        put(s, what))
        return -1;
    return say_sizes(s, size, p->k);
}

static const char *
rule_name(const struct saying *s, const struct coh_group_demand *d)
{
    return s->e->rule ? s->e->rule[d->rule] : NULL;
}

static int
say_balance(const struct saying *s, const struct coh_group_demand *d)
{
    size_t n = count_once(d->member, d->n);
    const char *name = rule_name(s, d);
    int rc;

    if (name)
        rc = coh_text_format(s->t, s->err, "the %zu student%s with '%s' %s", n,
                             n == 1 ? "" : "s", name, n == 1 ? "is" : "are");
    else
        rc = say_members(s, d->member, d->n) || put(s, n == 1 ? " is" : " are");
    if (rc)
        return -1;
    return coh_text_format(s->t, s->err,
                           " to be spread evenly over %zu group%s", s->p->k,
                           s->p->k == 1 ? "" : "s");
}

static int
say_no_isolate(const struct saying *s, const struct coh_group_demand *d)
{
    const char *name = rule_name(s, d);

    if (name)
        return coh_text_format(
            s->t, s->err, "nobody with '%s' is to be the only one in a group",
            name);
    if (put(s, "of ") || say_members(s, d->member, d->n))
        return -1;
    return put(s, " nobody is to be the only one in a group");
}

static int
say_same(const struct saying *s, const struct coh_group_demand *d)
{
    const char *name = rule_name(s, d);

    if (!name)
        return put(s, "groups are not to mix students of different kinds");
    return coh_text_format(s->t, s->err, "groups are not to mix kinds of '%s'",
                           name);
}

static int
say_demand(const struct saying *s, const struct coh_group_demand *d)
{
    const struct coh_group_rule *r = &s->p->rule[d->rule];

    switch (d->kind) {
    case COH_GROUP_BALANCE:
        return say_balance(s, d);
    case COH_GROUP_NO_ISOLATE:
        return say_no_isolate(s, d);
    case COH_GROUP_SAME:
        return say_same(s, d);
    case COH_GROUP_MIN:
        return say_all(s, "of at least ", s->p->min);
    case COH_GROUP_MAX:
        return say_all(s, "of at most ", s->p->max);
    default:
        break;
    }
    if (say_members(s, d->member, d->n))
        return -1;
    if (d->kind == COH_GROUP_TOGETHER)
        return put(s, " must be together");
    if (d->kind == COH_GROUP_APART)
        return put(s, " must be apart");
    if (put(s, d->kind == COH_GROUP_PIN       ? " is pinned to "
               : d->kind == COH_GROUP_REQUIRE ? " may join only "
                                              : " may not join "))
        return -1;
    return say_groups(s, r);
}

/* The plainest cases of all deserve sentences of their own. */
static int
same_pair(const struct coh_group_answer *a)
{
    const struct coh_group_demand *x = &a->conflict[0], *y = &a->conflict[1];
    int together = x->kind == COH_GROUP_TOGETHER;

    if (a->n_conflict != 2 || x->n != 2 || y->n != 2 ||
        x->kind != (together ? COH_GROUP_TOGETHER : COH_GROUP_APART) ||
        y->kind != (together ? COH_GROUP_APART : COH_GROUP_TOGETHER))
        return 0;
    return (x->member[0] == y->member[0] && x->member[1] == y->member[1]) ||
           (x->member[0] == y->member[1] && x->member[1] == y->member[0]);
}

/* The pin of two demands on the groups of one student, or NULL. */
static const struct coh_group_demand *
pin_of_one(const struct coh_group_answer *a)
{
    const struct coh_group_demand *x = &a->conflict[0], *y = &a->conflict[1];

    if (a->n_conflict != 2 || x->n != 1 || y->n != 1 ||
        x->member[0] != y->member[0])
        return NULL;
    return x->kind == COH_GROUP_PIN ? x : y->kind == COH_GROUP_PIN ? y : NULL;
}

static int
say_pin(const struct saying *s, const struct coh_group_answer *a,
        const struct coh_group_demand *pin)
{
    const struct coh_group_demand *other = &a->conflict[pin == a->conflict];
    const char *id = s->e->id[pin->member[0]];

    if (say_demand(s, pin))
        return -1;
    if (other->kind == COH_GROUP_FORBID)
        return coh_text_format(s->t, s->err, ", which %s may not join", id);
    if (put(s, other->kind == COH_GROUP_PIN       ? " and to "
               : other->kind == COH_GROUP_REQUIRE ? " and may join only "
                                                  : "; "))
        return -1;
    return other->kind == COH_GROUP_PIN || other->kind == COH_GROUP_REQUIRE
               ? say_groups(s, &s->p->rule[other->rule])
               : say_demand(s, other);
}

/* Pairs apart that are all the pairs of some students are said as one set of
 * them. *who: their members, one pair after the other; *n of them, or 0. */
static int
all_pairs(const struct coh_group_answer *a, size_t *who, size_t *n)
{
    size_t d, students;

    *n = 0;
    for (d = 0; d < a->n_conflict; d++)
        if (a->conflict[d].kind == COH_GROUP_APART && a->conflict[d].n == 2) {
            who[*n] = a->conflict[d].member[0];
            who[*n + 1] = a->conflict[d].member[1];
            *n += 2;
        }
    students = count_once(who, *n);
    return *n >= 6 && *n == students * (students - 1);
}

static int
say_each(const struct saying *s, const struct coh_group_answer *a,
         size_t *pairs)
{
    size_t d, n, apart = 0, said = 0;
    int merged = all_pairs(a, pairs, &n);

    if (merged) {
        if (say_members(s, pairs, n) || put(s, " must all be apart"))
            return -1;
        said++;
    }
    for (d = 0; d < a->n_conflict; d++) {
        apart += a->conflict[d].kind == COH_GROUP_APART;
        if (merged && a->conflict[d].kind == COH_GROUP_APART &&
            a->conflict[d].n == 2)
            continue;
        if (put(s, said++ ? "; " : "") || say_demand(s, &a->conflict[d]))
            return -1;
    }
    if (apart < a->n_conflict)
        return 0;
    /* Too many for the groups, or, with no demand at all, too few students. */
    return coh_text_format(
        s->t, s->err, "%s%zu group%s",
        apart ? "; there are only " : "there are not enough students for ",
        apart || !s->p->open ? s->p->k : s->p->open, s->p->k == 1 ? "" : "s");
}

int
coh_group_conflict_words(const struct coh_group_problem *p,
                         const struct coh_group_answer *a,
                         const struct coh_group_evidence *e, struct coh_text *t,
                         struct coh_error *err)
{
    const struct saying s = {p, e, t, err};
    const struct coh_group_demand *pin;
    size_t *pairs;
    int rc;

    if (a->n_conflict == 2 && same_pair(a))
        return say_members(&s, a->conflict[0].member, 2) ||
                       put(&s, " must be together and apart")
                   ? -1
                   : 0;
    pin = a->n_conflict == 2 ? pin_of_one(a) : NULL;
    if (pin)
        return say_pin(&s, a, pin);
    pairs = coh_alloc_array(2 * a->n_conflict, sizeof(*pairs), err);
    if (!pairs)
        return -1;
    rc = say_each(&s, a, pairs) ? -1 : 0;
    coh_free(pairs);
    return rc;
}
