/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/deploy.h"

#include "base/memory.h"
#include "group/deploy-model.h"

/* Marks of all demands, in one array: rules, then four for each educator. */
static struct coh_deploy_dropped
marks(const struct coh_deploy *p, unsigned char *mark)
{
    const size_t n = p->n_educators;

    return (struct coh_deploy_dropped){
        .rule = mark,
        .away = mark + p->n_rules,
        .at_once = mark + p->n_rules + n,
        .max = mark + p->n_rules + 2 * n,
        .min = mark + p->n_rules + 3 * n,
    };
}

static size_t
count_demands(const struct coh_deploy *p)
{
    return p->n_rules + 4 * p->n_educators;
}

static struct coh_deploy_demand
demand_at(const struct coh_deploy *p, size_t at)
{
    static const enum coh_deploy_kind kind[4] = {
        COH_DEPLOY_AWAY, COH_DEPLOY_AT_ONCE, COH_DEPLOY_MAX, COH_DEPLOY_MIN};

    if (at < p->n_rules)
        return p->rule[at];
    at -= p->n_rules;
    return (struct coh_deploy_demand){kind[at / p->n_educators],
                                      at % p->n_educators, 0};
}

static int
same_demand(struct coh_deploy_demand a, struct coh_deploy_demand b)
{
    return a.kind == b.kind && a.educator == b.educator &&
           (a.group == b.group ||
            (a.kind != COH_DEPLOY_REQUIRE && a.kind != COH_DEPLOY_FORBID));
}

static int
possible_without(const struct coh_deploy *p, unsigned char *mark, int *possible,
                 struct coh_error *err)
{
    const struct coh_deploy_dropped dropped = marks(p, mark);
    struct coh_deploy_model m = COH_DEPLOY_MODEL_INIT;
    int rc = -1;

    if (!coh_deploy_model_open(&m, p, &dropped, err))
        rc = coh_deploy_model_possible(&m, possible, err);
    coh_deploy_model_close(&m);
    return rc;
}

/* Take demands away, the last first, as long as it stays impossible. What is
 * left clashes, and none of it can be spared. */
static int
find_conflict(const struct coh_deploy *p, struct coh_deploy_answer *a,
              struct coh_error *err)
{
    size_t i, n = count_demands(p);
    unsigned char *mark = coh_alloc_array(n, 1, err);
    int possible, rc = -1;

    a->conflict = coh_alloc_array(n, sizeof(*a->conflict), err);
    if (!mark || !a->conflict)
        goto out;
    for (i = n; i-- > 0;) {
        mark[i] = 1;
        if (possible_without(p, mark, &possible, err))
            goto out;
        mark[i] = !possible;
    }
    for (i = 0; i < n; i++)
        if (!mark[i])
            a->conflict[a->n_conflict++] = demand_at(p, i);
    rc = 0;
out:
    coh_free(mark);
    return rc;
}

static int
make_answer(const struct coh_deploy *p, struct coh_deploy_answer *a,
            struct coh_error *err)
{
    size_t cells = p->n_educators * p->n_groups;

    *a = (struct coh_deploy_answer)COH_DEPLOY_ANSWER_INIT;
    a->lead = coh_alloc_array(p->n_groups, sizeof(*a->lead), err);
    a->support = coh_alloc_array(cells, 1, err);
    a->unmet = coh_alloc_array(p->n_wants, 1, err);
    a->load = coh_alloc_array(p->n_educators, sizeof(*a->load), err);
    return a->lead && a->support && a->unmet && a->load ? 0 : -1;
}

static void
read_answer(const struct coh_deploy_model *m, struct coh_deploy_answer *a)
{
    const struct coh_deploy *p = m->p;
    size_t e, g, i, k = 0;

    for (g = 0; g < p->n_groups; g++)
        a->lead[g] = COH_DEPLOY_NOBODY;
    for (e = 0; e < p->n_educators; e++)
        for (g = 0; g < p->n_groups; g++, k++) {
            a->support[k] =
                (unsigned char)coh_deploy_model_is(m, m->support[k]);
            if (coh_deploy_model_is(m, m->lead[k]))
                a->lead[g] = e;
            a->load[e] += a->support[k] + (a->lead[g] == e);
        }
    for (i = 0; i < p->n_wants; i++)
        a->unmet[i] = (unsigned char)coh_deploy_model_is(m, m->want[i]);
}

int
coh_deploy_solve(const struct coh_deploy *p, struct coh_deploy_answer *a,
                 struct coh_error *err)
{
    struct coh_deploy_model m = COH_DEPLOY_MODEL_INIT;
    size_t aim;
    int rc = -1;

    if (make_answer(p, a, err) || coh_deploy_model_open(&m, p, NULL, err) ||
        coh_deploy_model_possible(&m, &a->possible, err))
        goto out;
    if (!a->possible) {
        rc = find_conflict(p, a, err);
        goto out;
    }
    a->proved = 1;
    for (aim = 0; aim < COH_DEPLOY_AIMS; aim++)
        if (coh_deploy_model_aim(&m, aim, &a->total[aim], &a->proved, err))
            goto out;
    if (coh_deploy_model_order(&m, &a->proved, err))
        goto out;
    read_answer(&m, a);
    rc = 0;
out:
    coh_deploy_model_close(&m);
    return rc;
}

void
coh_deploy_answer_release(struct coh_deploy_answer *a)
{
    coh_free(a->lead);
    coh_free(a->support);
    coh_free(a->unmet);
    coh_free(a->load);
    coh_free(a->conflict);
    *a = (struct coh_deploy_answer)COH_DEPLOY_ANSWER_INIT;
}

int
coh_deploy_totals(const struct coh_deploy *p,
                  const struct coh_deploy_demand *without, size_t aims,
                  int *possible, int64_t total[COH_DEPLOY_AIMS],
                  struct coh_error *err)
{
    struct coh_deploy_model m = COH_DEPLOY_MODEL_INIT;
    unsigned char *mark = coh_alloc_array(count_demands(p), 1, err);
    const struct coh_deploy_dropped dropped = marks(p, mark);
    size_t i;
    int proved = 1, rc = -1;

    if (!mark)
        return -1;
    for (i = 0; i < COH_DEPLOY_AIMS; i++)
        total[i] = 0;
    for (i = 0; without && i < count_demands(p); i++)
        mark[i] = (unsigned char)same_demand(*without, demand_at(p, i));
    if (coh_deploy_model_open(&m, p, &dropped, err) ||
        coh_deploy_model_possible(&m, possible, err))
        goto out;
    for (i = 0; *possible && i < aims; i++)
        if (coh_deploy_model_aim(&m, i, &total[i], &proved, err))
            goto out;
    rc = 0;
out:
    coh_free(mark);
    coh_deploy_model_close(&m);
    return rc;
}

size_t
coh_deploy_in_block(const struct coh_deploy *p,
                    const struct coh_deploy_answer *a, size_t educator,
                    size_t block)
{
    size_t g, n = 0;

    for (g = 0; g < p->n_groups; g++)
        n += p->block[g] == block &&
             (a->lead[g] == educator || a->support[educator * p->n_groups + g]);
    return n;
}

static int
ruled(const struct coh_deploy *p, enum coh_deploy_kind kind, size_t e, size_t g)
{
    size_t i;

    for (i = 0; i < p->n_rules; i++)
        if (p->rule[i].kind == kind && p->rule[i].educator == e &&
            p->rule[i].group == g)
            return 1;
    return 0;
}

enum coh_deploy_hinder
coh_deploy_hinders(const struct coh_deploy *p,
                   const struct coh_deploy_answer *a, size_t e, size_t g)
{
    const size_t lead = a->lead[g];

    if (!p->leads[e])
        return COH_DEPLOY_LEADS_NOT;
    if (ruled(p, COH_DEPLOY_FORBID, e, g))
        return COH_DEPLOY_FORBIDDEN;
    if (!p->there[e * p->n_groups + g])
        return COH_DEPLOY_NOT_THERE;
    if (a->support[e * p->n_groups + g])
        return COH_DEPLOY_HELPS;
    if (coh_deploy_in_block(p, a, e, p->block[g]) >= p->at_once[e])
        return COH_DEPLOY_BUSY;
    if (a->load[e] >= p->max[e])
        return COH_DEPLOY_FULL;
    if (lead != COH_DEPLOY_NOBODY && ruled(p, COH_DEPLOY_REQUIRE, lead, g))
        return COH_DEPLOY_TAKEN;
    if (lead != COH_DEPLOY_NOBODY && a->load[lead] <= p->min[lead] &&
        p->min[lead])
        return COH_DEPLOY_OWED;
    return COH_DEPLOY_WORSE;
}
