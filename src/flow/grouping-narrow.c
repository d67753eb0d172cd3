/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "flow/grouping-check.h"
#include "flow/grouping-internal.h"
#include "group/measure.h"

/* A copy of an array of n rows without those that are out; NULL stays NULL. */
static int
keep(struct coh_grouping *g, const unsigned char *out, const void *array,
     size_t width, void *into, struct coh_error *err)
{
    const char *from = array;
    char *to;
    size_t i, n = 0;

    if (!array)
        return 0;
    to = coh_arena_alloc(&g->arena, g->p.n * width + 1, err);
    if (!to)
        return -1;
    for (i = 0; i < g->p.n; i++)
        if (!out[i] && width)
            memcpy(to + width * n++, from + width * i, width);
    memcpy(into, &to, sizeof(to));
    return 0;
}

/* Members by their new numbers. */
static int
keep_members(struct coh_grouping *g, const unsigned char *out,
             const size_t *number, struct coh_error *err)
{
    size_t r, i, n;

    for (r = 0; r < g->p.n_rules; r++) {
        struct coh_group_rule *rule = &g->rule[r];
        size_t *member =
            coh_arena_alloc(&g->arena, (rule->n + 1) * sizeof(*member), err);
        size_t *of =
            coh_arena_alloc(&g->arena, (rule->n + 1) * sizeof(*of), err);

        if (!member || !of)
            return -1;
        for (n = i = 0; i < rule->n; i++) {
            if (out[rule->member[i]])
                continue;
            of[n] = rule->of ? rule->of[i] : 0;
            member[n++] = number[rule->member[i]];
        }
        rule->member = member;
        rule->of = rule->of ? of : NULL;
        rule->n = n;
    }
    return 0;
}

static int
keep_evidence(struct coh_grouping *g, const unsigned char *out,
              struct coh_error *err)
{
    struct coh_group_evidence *e = &g->e;
    size_t i;

    if (keep(g, out, e->id, sizeof(*e->id), &e->id, err) ||
        keep(g, out, e->raw, e->measures * sizeof(*e->raw), &e->raw, err) ||
        keep(g, out, e->mastery, e->themes * sizeof(*e->mastery), &e->mastery,
             err) ||
        keep(g, out, e->rank, e->themes * sizeof(*e->rank), &e->rank, err) ||
        keep(g, out, e->wishes, sizeof(*e->wishes), &e->wishes, err) ||
        keep(g, out, e->previous, sizeof(*e->previous), &e->previous, err))
        return -1;
    for (i = 0; i < g->n_traits; i++)
        if (keep(g, out, g->trait[i].of, sizeof(*g->trait[i].of),
                 &g->trait[i].of, err))
            return -1;
    return 0;
}

static int
keep_students(struct coh_grouping *g, const unsigned char *out,
              const size_t *number, struct coh_error *err)
{
    size_t i;

    if (keep(g, out, g->row, sizeof(*g->row), &g->row, err) ||
        keep(g, out, g->data_row, sizeof(*g->data_row), &g->data_row, err) ||
        keep(g, out, g->id, sizeof(*g->id), &g->id, err) ||
        keep(g, out, g->label, sizeof(*g->label), &g->label, err) ||
        keep(g, out, g->missing, 1, &g->missing, err) ||
        keep(g, out, g->pin, sizeof(*g->pin), &g->pin, err) ||
        keep(g, out, g->score, sizeof(*g->score), &g->score, err) ||
        keep(g, out, g->p.previous, sizeof(*g->p.previous), &g->p.previous,
             err))
        return -1;
    for (i = 0; g->who && i < g->data->rows; i++)
        if (g->who[i] < g->p.n)
            g->who[i] =
                out[g->who[i]] ? COH_GROUPING_NOBODY : number[g->who[i]];
    g->p.score = g->p.score ? g->score : NULL;
    g->p.missing = g->p.missing ? g->missing : NULL;
    return 0;
}

/* Means and spreads are those of who is left. */
static int
scale_again(struct coh_grouping *g, struct coh_error *err)
{
    size_t k = g->e.measures;
    double *mean = coh_grouping_array(g, k, sizeof(*mean), err);
    double *sd = coh_grouping_array(g, k, sizeof(*sd), err);
    unsigned char *dropped = coh_grouping_array(g, k, 1, err);

    if (!mean || !sd || !dropped)
        return -1;
    coh_group_measure_scale(g->e.raw, g->p.n, k, mean, sd, dropped);
    g->e.mean = mean;
    g->e.sd = sd;
    g->e.dropped = dropped;
    return 0;
}

int
coh_grouping_narrow(struct coh_grouping *g, const unsigned char *out,
                    struct coh_error *err)
{
    size_t *number = coh_alloc_array(g->p.n, sizeof(*number), err), i, n = 0;
    int rc = -1;

    if (!number)
        return -1;
    for (i = 0; i < g->p.n; i++) {
        number[i] = n;
        n += !out[i];
    }
    if (keep_students(g, out, number, err) || keep_evidence(g, out, err) ||
        keep_members(g, out, number, err))
        goto out;
    g->p.n = n;
    for (g->n_missing = i = 0; i < n; i++)
        g->n_missing += g->missing[i] != 0;
    rc = scale_again(g, err);
out:
    coh_free(number);
    return rc;
}
