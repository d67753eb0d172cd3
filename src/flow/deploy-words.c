/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Demands in words, and which of them clash. */
#include "flow/deploy-sheet.h"

int
coh_deploy_times_words(const struct coh_deploy_sheet *s, size_t e,
                       struct coh_text *t, struct coh_error *err)
{
    const char *mark = " is there only in ";
    size_t i;

    if (coh_text_add_string(t, s->educators.at[e], err))
        return -1;
    for (i = 0; i < s->there.n; i++) {
        if (s->there.at[i].a != e)
            continue;
        if (coh_text_format(t, err, "%s%s", mark,
                            s->blocks.at[s->there.at[i].b]))
            return -1;
        mark = ", ";
    }
    return 0;
}

int
coh_deploy_demand_words(const struct coh_deploy_sheet *s,
                        const struct coh_deploy_demand *d, struct coh_text *t,
                        struct coh_error *err)
{
    const char *who = s->educators.at[d->educator];
    size_t n;

    switch (d->kind) {
    case COH_DEPLOY_REQUIRE:
        return coh_text_format(t, err, "%s is required in %s", who,
                               s->groups.at[d->group]);
    case COH_DEPLOY_FORBID:
        return coh_text_format(t, err, "%s is not to be in %s", who,
                               s->groups.at[d->group]);
    case COH_DEPLOY_MIN:
        n = s->min[d->educator];
        return coh_text_format(t, err, "%s has at least %zu group%s", who, n,
                               n == 1 ? "" : "s");
    case COH_DEPLOY_MAX:
        n = s->max[d->educator];
        return coh_text_format(t, err, "%s has at most %zu group%s", who, n,
                               n == 1 ? "" : "s");
    case COH_DEPLOY_AT_ONCE:
        n = s->at_once[d->educator];
        return coh_text_format(t, err, "%s is in at most %zu group%s at a time",
                               who, n, n == 1 ? "" : "s");
    case COH_DEPLOY_AWAY:
        return coh_deploy_times_words(s, d->educator, t, err);
    }
    return 0;
}

/* How many of those that clash are of a kind. */
static size_t
count_kind(const struct coh_deploy_answer *a, enum coh_deploy_kind kind)
{
    size_t i, n = 0;

    for (i = 0; i < a->n_conflict; i++)
        n += a->conflict[i].kind == kind;
    return n;
}

int
coh_deploy_refuse(const struct coh_deploy_sheet *s,
                  const struct coh_deploy_answer *a, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;
    size_t i;
    int rc = -1;

    for (i = 0; i < a->n_conflict; i++)
        if ((i && coh_text_add_string(&t, "; ", err)) ||
            coh_deploy_demand_words(s, &a->conflict[i], &t, err))
            goto out;
    /* Nothing that a list says, but what it meets. */
    if (count_kind(a, COH_DEPLOY_REQUIRE) > 1 &&
        coh_text_format(&t, err, "; a group has %zu educator%s (--per-group)",
                        s->p.seats, s->p.seats == 1 ? "" : "s"))
        goto out;
    if (count_kind(a, COH_DEPLOY_MIN) &&
        count_kind(a, COH_DEPLOY_MIN) == a->n_conflict &&
        coh_text_format(&t, err, "; there are %zu group%s", s->groups.n,
                        s->groups.n == 1 ? "" : "s"))
        goto out;
    coh_fail(err, COH_INPUT, "this cannot all be: %s", coh_text_get(&t));
out:
    coh_text_release(&t);
    return rc;
}
