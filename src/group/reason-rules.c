/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "group/reason-internal.h"

/* Names of other students, and of groups, said in one part of a reason. */
#define MOST_NAMES 3

static int
by_index(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return x < y ? -1 : x > y;
}

/* Between the m-th of n names and the one before it. */
static const char *
joint(size_t m, size_t n)
{
    return m == 0 ? "" : m + 1 == n && n <= MOST_NAMES ? " and " : ", ";
}

/* "; with 00930, 00931, 00932 and 2 more by your list": the first n of
 * `beside`, each said once. */
static int
say_names(const struct coh_group_reasons *r, const char *lead, size_t n,
          struct coh_text *t, struct coh_error *err)
{
    size_t m, once = 0;

    if (!n)
        return 0;
    qsort(r->beside, n, sizeof(*r->beside), by_index);
    for (m = 0; m < n; m++)
        if (!once || r->beside[once - 1] != r->beside[m])
            r->beside[once++] = r->beside[m];
    if (coh_text_format(t, err, "; %s ", lead))
        return -1;
    for (m = 0; m < once && m < MOST_NAMES; m++)
        if (coh_text_format(t, err, "%s%s", joint(m, once),
                            r->e->id[r->beside[m]]))
            return -1;
    if (once > MOST_NAMES && coh_text_format(t, err, " and %zu more", once - m))
        return -1;
    return coh_text_add_string(t, " by your list", err);
}

/* A grouping made by hand may break a list: what is said is so. */
static int
beside_now(const struct coh_group_reasons *r, size_t i, size_t j)
{
    return r->a->group[i] == r->a->group[j];
}

static int
say_together(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
             struct coh_error *err)
{
    const struct coh_group_rules *x = &r->rules;
    size_t j, n = 0, unit = x->unit[i];

    for (j = x->unit_start[unit]; j < x->unit_start[unit + 1]; j++)
        if (x->unit_member[j] != i && beside_now(r, i, x->unit_member[j]))
            r->beside[n++] = x->unit_member[j];
    return say_names(r, "with", n, t, err);
}

static int
among(const struct coh_group_rule *x, size_t i)
{
    size_t j;

    for (j = 0; j < x->n; j++)
        if (x->member[j] == i)
            return 1;
    return 0;
}

/* Those whom apart sets name beside i; each once, so that there is room. */
static int
say_apart(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
          struct coh_error *err)
{
    const struct coh_group_rules *x = &r->rules;
    const struct coh_group_rule *set;
    size_t f, j, m, n = 0;

    for (f = x->has_start[i]; f < x->has_start[i + 1]; f++) {
        if (x->feature[x->has[f]].kind != COH_GROUP_AT_MOST_ONE)
            continue;
        set = &r->p->rule[x->feature[x->has[f]].rule];
        for (j = 0; j < set->n; j++) {
            for (m = 0; m < n && r->beside[m] != set->member[j]; m++)
                ;
            if (m == n && !beside_now(r, i, set->member[j]))
                r->beside[n++] = set->member[j];
        }
    }
    return say_names(r, "apart from", n, t, err);
}

/* "; must be in group 1 or 3 by your list". */
static int
say_groups(const struct coh_group_reasons *r, const struct coh_group_rule *x,
           struct coh_text *t, struct coh_error *err)
{
    int must = x->kind == COH_GROUP_REQUIRE;
    size_t m;

    if (coh_text_add_string(t, must ? "; must be in " : "; not in ", err))
        return -1;
    if (x->n_groups > MOST_NAMES)
        return coh_text_format(t, err, "%s of %zu groups by your list",
                               must ? "one" : "any", x->n_groups);
    for (m = 0; m < x->n_groups; m++)
        if (coh_text_format(t, err, "%sgroup %s", m ? " or " : "",
                            r->e->group[x->group[m] - 1]))
            return -1;
    return coh_text_add_string(t, " by your list", err);
}

static int
say_where(const struct coh_group_reasons *r, size_t i, struct coh_text *t,
          struct coh_error *err)
{
    const struct coh_group_rule *x;
    size_t s;

    if (r->pinned[i] &&
        r->rules.allowed[r->rules.unit[i] * r->p->k + r->a->group[i] - 1] &&
        coh_text_add_string(t, "; pinned by you", err))
        return -1;
    for (s = 0; r->named[i] && s < r->p->n_rules; s++) {
        x = &r->p->rule[s];
        if ((x->kind == COH_GROUP_REQUIRE || x->kind == COH_GROUP_FORBID) &&
            among(x, i) && say_groups(r, x, t, err))
            return -1;
    }
    return 0;
}

/* What is counted: kinds of students, and earlier company. */
static int
say_counted(const struct coh_group_reasons *r, size_t i, size_t f, int *evenly,
            struct coh_text *t, struct coh_error *err)
{
    const struct coh_group_feature *x = &r->rules.feature[f];
    size_t g = r->a->group[i] - 1, here = r->count[f * r->p->k + g];
    const char *name = "";
    int first = !*evenly;

    if (x->kind != COH_GROUP_AT_MOST_ONE && x->kind != COH_GROUP_EARLIER)
        name = r->e->rule[x->rule];
    switch (x->kind) {
    case COH_GROUP_AT_MOST_ONE:
        return 0;
    case COH_GROUP_NEVER_ONE:
        if (here == 1)
            return coh_text_format(t, err, "; the only one with %s here", name);
        return coh_text_format(t, err, "; one of %zu with %s here", here, name);
    case COH_GROUP_EVEN:
        *evenly = 1;
        return coh_text_format(t, err,
                               "%s%s %zu of %zu here, %zu of %zu in all",
                               first ? "; spread evenly: " : "; ", name, here,
                               r->size[g], x->total, r->p->n);
    case COH_GROUP_UNMIXED:
        return coh_text_format(t, err, "; same %s as %zu of the %zu others",
                               name, here - 1, r->size[g] - 1);
    case COH_GROUP_EARLIER:
        break;
    }
    if (here == 1)
        return coh_text_add_string(t, "; was with none of the others before",
                                   err);
    return coh_text_format(t, err, "; was with %zu of the %zu others before",
                           here - 1, r->size[g] - 1);
}

int
coh_group_say_rules(const struct coh_group_reasons *r, size_t i,
                    struct coh_text *t, struct coh_error *err)
{
    const struct coh_group_rules *x = &r->rules;
    int evenly = 0;
    size_t f;

    if (say_together(r, i, t, err) || say_apart(r, i, t, err) ||
        say_where(r, i, t, err))
        return -1;
    for (f = x->has_start[i]; f < x->has_start[i + 1]; f++)
        if (say_counted(r, i, x->has[f], &evenly, t, err))
            return -1;
    return 0;
}
