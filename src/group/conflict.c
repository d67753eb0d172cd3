/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/reason.h"

static int
say_members(const struct coh_group_demand *d, const char *const *id,
            struct coh_text *t, struct coh_error *err)
{
    size_t m;

    for (m = 0; m < d->n; m++)
        if (coh_text_format(t, err, "%s%s",
                            m == 0          ? ""
                            : m + 1 == d->n ? " and "
                                            : ", ",
                            id[d->member[m]]))
            return -1;
    return 0;
}

/* "at least 7" or, when groups differ, "at least 4, 8 and 8". */
static int
say_sizes(const size_t *size, size_t k, struct coh_text *t,
          struct coh_error *err)
{
    size_t g, same = 1;

    for (g = 1; g < k; g++)
        same &= size[g] == size[0];
    for (g = 0; g < (same ? 1 : k); g++)
        if (coh_text_format(t, err, "%s%zu",
                            g == 0       ? ""
                            : g + 1 == k ? " and "
                                         : ", ",
                            size[g]))
            return -1;
    return 0;
}

static int
say_demand(const struct coh_group_problem *p, const struct coh_group_demand *d,
           const char *const *id, struct coh_text *t, struct coh_error *err)
{
    switch (d->kind) {
    case COH_GROUP_TOGETHER:
    case COH_GROUP_APART:
        if (say_members(d, id, t, err))
            return -1;
        return coh_text_add_string(
            t,
            d->kind == COH_GROUP_APART ? " must be apart" : " must be together",
            err);
    case COH_GROUP_PIN:
        return coh_text_format(t, err, "%s is pinned to group %zu",
                               id[d->member[0]], p->rule[d->rule].group[0]);
    case COH_GROUP_MIN:
        if (coh_text_format(t, err,
                            "the %zu students make %zu group%s of "
                            "at least ",
                            p->n, p->k, p->k == 1 ? "" : "s"))
            return -1;
        return say_sizes(p->min, p->k, t, err);
    case COH_GROUP_MAX:
        if (coh_text_format(t, err,
                            "the %zu students make %zu group%s of "
                            "at most ",
                            p->n, p->k, p->k == 1 ? "" : "s"))
            return -1;
        return say_sizes(p->max, p->k, t, err);
    default:
        break;
    }
    return 0;
}

/* The plainest case of all deserves its own sentence. */
static int
same_pair(const struct coh_group_answer *a)
{
    const struct coh_group_demand *x = &a->conflict[0], *y = &a->conflict[1];

    return a->n_conflict == 2 && x->kind == COH_GROUP_TOGETHER &&
           y->kind == COH_GROUP_APART && x->n == 2 && y->n == 2 &&
           ((x->member[0] == y->member[0] && x->member[1] == y->member[1]) ||
            (x->member[0] == y->member[1] && x->member[1] == y->member[0]));
}

int
coh_group_conflict_words(const struct coh_group_problem *p,
                         const struct coh_group_answer *a,
                         const char *const *id, struct coh_text *t,
                         struct coh_error *err)
{
    size_t d;

    if (same_pair(a)) {
        if (say_members(&a->conflict[0], id, t, err))
            return -1;
        return coh_text_add_string(t, " must be together and apart", err);
    }
    for (d = 0; d < a->n_conflict; d++) {
        if (d && coh_text_add_string(t, "; ", err))
            return -1;
        if (say_demand(p, &a->conflict[d], id, t, err))
            return -1;
    }
    return 0;
}
