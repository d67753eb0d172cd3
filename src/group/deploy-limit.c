/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/deploy.h"

static size_t
count(const unsigned char *open, size_t n)
{
    size_t i, marked = 0;

    for (i = 0; i < n; i++)
        marked += open[i] != 0;
    return marked;
}

/* Who may take a seat: with one a group, those who may lead. */
static size_t
takers(const struct coh_deploy *p)
{
    size_t n = p->seats > 1 ? p->n_educators : count(p->leads, p->n_educators);

    return n ? n : 1;
}

static void
set(size_t *limit, const unsigned char *open, size_t n, size_t most)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (open[i])
            limit[i] = most;
}

/* The smallest limit, from `most` on, that costs none of the first aims. */
static int
least(const struct coh_deploy *p, size_t *limit, const unsigned char *open,
      const int64_t free_total[COH_DEPLOY_AIMS], size_t *most,
      struct coh_error *err)
{
    int64_t total[COH_DEPLOY_AIMS];
    size_t aim;
    int possible;

    for (; *most < p->n_groups; (*most)++) {
        set(limit, open, p->n_educators, *most);
        if (coh_deploy_totals(p, NULL, COH_DEPLOY_HELP, &possible, total, err))
            return -1;
        for (aim = 0; possible && aim < COH_DEPLOY_HELP; aim++)
            if (total[aim] != free_total[aim])
                break;
        if (possible && aim == COH_DEPLOY_HELP)
            return 0;
    }
    set(limit, open, p->n_educators, *most);
    return 0;
}

int
coh_deploy_limit(const struct coh_deploy *p, struct coh_deploy_limits *limits,
                 struct coh_error *err)
{
    int64_t total[COH_DEPLOY_AIMS];
    size_t once = count(limits->open_at_once, p->n_educators);
    size_t most = count(limits->open_max, p->n_educators);
    int possible;

    limits->once = limits->most = COH_DEPLOY_ANY;
    if (coh_deploy_totals(p, NULL, COH_DEPLOY_HELP, &possible, total, err))
        return -1;
    if (!possible)
        return 0;
    if (once) {
        limits->once = 1;
        if (least(p, limits->at_once, limits->open_at_once, total,
                  &limits->once, err))
            return -1;
    }
    if (most) {
        limits->most = (p->n_groups * p->seats + takers(p) - 1) / takers(p);
        if (least(p, limits->max, limits->open_max, total, &limits->most, err))
            return -1;
    }
    return 0;
}
