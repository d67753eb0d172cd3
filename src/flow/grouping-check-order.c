/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "flow/grouping-check.h"
#include "flow/grouping-figures.h"
#include "flow/grouping-internal.h"

struct band {
    size_t at; /* from 0 */
    double mean;
};

static int
by_mean(const void *a, const void *b)
{
    const struct band *x = a, *y = b;

    if (isnan(x->mean) != isnan(y->mean))
        return isnan(x->mean) ? 1 : -1;
    if (!isnan(x->mean) && x->mean != y->mean)
        return x->mean < y->mean ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* Names and sizes of the groups, in the new order. */
static int
move_groups(struct coh_grouping *g, const struct band *band,
            struct coh_error *err)
{
    const char **name = coh_grouping_array(g, g->p.k, sizeof(*name), err);
    size_t *min = coh_grouping_array(g, g->p.k, sizeof(*min), err);
    size_t *max = coh_grouping_array(g, g->p.k, sizeof(*max), err);
    unsigned char *close = coh_grouping_array(g, g->p.k, 1, err);
    size_t i;

    if (!name || !min || !max || !close)
        return -1;
    for (i = 0; i < g->p.k; i++) {
        name[i] = g->e.group[band[i].at];
        min[i] = g->p.min[band[i].at];
        max[i] = g->p.max[band[i].at];
        close[i] = g->p.may_close ? g->p.may_close[band[i].at] : 0;
    }
    g->e.group = name;
    g->p.min = g->min = min;
    g->p.max = g->max = max;
    if (g->p.may_close)
        g->p.may_close = g->may_close = close;
    return 0;
}

/* Groups that rules and pins speak of, by their new numbers. */
static int
move_rules(struct coh_grouping *g, const size_t *number, struct coh_error *err)
{
    size_t r, i, *group;

    for (r = 0; r < g->p.n_rules; r++) {
        group = coh_grouping_array(g, g->rule[r].n_groups, sizeof(*group), err);
        if (!group)
            return -1;
        for (i = 0; i < g->rule[r].n_groups; i++)
            group[i] = number[g->rule[r].group[i] - 1];
        g->rule[r].group = group;
    }
    for (i = 0; i < g->p.n; i++)
        g->pin[i] = g->pin[i] ? number[g->pin[i] - 1] : 0;
    return 0;
}

int
coh_grouping_hand_order(struct coh_grouping *g, size_t *group,
                        struct coh_error *err)
{
    struct band *band = coh_alloc_array(g->p.k, sizeof(*band), err);
    size_t *number = coh_alloc_array(g->p.k, sizeof(*number), err), i;
    int rc = -1;

    if (!band || !number)
        goto out;
    for (i = 0; i < g->p.k; i++)
        band[i] =
            (struct band){i, coh_grouping_profile(g, group, i + 1, 0).mean};
    qsort(band, g->p.k, sizeof(*band), by_mean);
    for (i = 0; i < g->p.k; i++)
        number[band[i].at] = i + 1;
    if (move_groups(g, band, err) || move_rules(g, number, err))
        goto out;
    for (i = 0; i < g->p.n; i++)
        group[i] = number[group[i] - 1];
    rc = 0;
out:
    coh_free(band);
    coh_free(number);
    return rc;
}
