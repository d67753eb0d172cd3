/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"
#include "group/clique.h"
#include "group/model-row.h"

static int
add_apart(struct coh_group_model_row *w, struct coh_error *err)
{
    struct coh_group_cliques q;
    size_t i, j, c;
    int rc = -1;

    if (coh_group_cliques_find(w->m->r, &q, err))
        return -1;
    for (i = 0; i < q.n; i++)
        for (c = 0; c < w->m->n_classes; c++) {
            /* With two places for two, nothing is demanded. */
            if (w->m->groups[c] >= q.start[i + 1] - q.start[i] &&
                w->m->open[c] == COH_GROUP_NO_COLUMN)
                continue;
            for (j = q.start[i]; j < q.start[i + 1]; j++)
                coh_group_model_term(w, coh_group_model_x(w->m, q.unit[j], c),
                                     1);
            if (coh_group_model_per_group(w, c, 1, 0, err))
                goto out;
        }
    rc = 0;
out:
    coh_group_cliques_release(&q);
    return rc;
}

/* How many in each unit have feature f. */
static void
count_feature(struct coh_group_model_row *w, size_t f)
{
    const struct coh_group_rules *r = w->m->r;
    size_t u, i, m;

    for (u = 0; u < r->n_units; u++)
        for (w->count[u] = 0, i = r->unit_start[u]; i < r->unit_start[u + 1];
             i++)
            for (m = r->has_start[r->unit_member[i]];
                 m < r->has_start[r->unit_member[i] + 1]; m++)
                w->count[u] += r->has[m] == f;
}

static void
counts_of(struct coh_group_model_row *w, size_t c)
{
    size_t u;

    for (u = 0; u < w->m->r->n_units; u++)
        coh_group_model_term(w, coh_group_model_x(w->m, u, c),
                             (double)w->count[u]);
}

static size_t
unit_size(const struct coh_group_rules *r, size_t u)
{
    return r->unit_start[u + 1] - r->unit_start[u];
}

/* count − N·size/n, within ±1 a group. */
static int
add_even(struct coh_group_model_row *w, size_t f, struct coh_error *err)
{
    const struct coh_group_rules *r = w->m->r;
    double share = (double)r->feature[f].total / (double)r->p->n;
    size_t c, u;
    int side;

    for (c = 0; c < w->m->n_classes; c++)
        for (side = 0; side < 2; side++) {
            for (u = 0; u < r->n_units; u++)
                coh_group_model_term(w, coh_group_model_x(w->m, u, c),
                                     (double)w->count[u] -
                                         share * (double)unit_size(r, u));
            if (coh_group_model_per_group(w, c, side ? -1 : 1, side, err))
                return -1;
        }
    return 0;
}

static size_t
most_of(const struct coh_group_rules *r, size_t f, size_t max)
{
    return r->feature[f].total < max ? r->feature[f].total : max;
}

/* z groups of class c hold members: 2z ≤ count ≤ most·z. */
static int
add_no_isolate(struct coh_group_model_row *w, size_t f, struct coh_error *err)
{
    struct coh_group_model *m = w->m;
    size_t c, z;
    double most;

    for (c = 0; c < m->n_classes; c++) {
        most = (double)most_of(m->r, f, m->r->max[coh_group_model_first(m, c)]);
        if (coh_program_column(&m->program, 0, (double)m->groups[c], 1, 0, &z,
                               err))
            return -1;
        counts_of(w, c);
        coh_group_model_term(w, z, -2);
        if (coh_group_model_row(w, 0, COH_PROGRAM_FREE, err))
            return -1;
        counts_of(w, c);
        coh_group_model_term(w, z, -most);
        if (coh_group_model_row(w, -COH_PROGRAM_FREE, 0, err))
            return -1;
    }
    return 0;
}

/* Kinds from feature f on that belong to the same rule. */
static size_t
kinds_from(const struct coh_group_rules *r, size_t f)
{
    size_t n = 0;

    while (f + n < r->n_features &&
           r->feature[f + n].kind == COH_GROUP_UNMIXED &&
           r->feature[f + n].rule == r->feature[f].rule)
        n++;
    return n;
}

/* z groups of class c hold kind f: count ≤ most·z, one kind a group. */
static int
add_same(struct coh_group_model_row *w, size_t f, struct coh_error *err)
{
    struct coh_group_model *m = w->m;
    size_t i, c, n = kinds_from(m->r, f), first = m->program.columns, z;

    for (i = 0; i < n; i++) {
        count_feature(w, f + i);
        for (c = 0; c < m->n_classes; c++) {
            if (coh_program_column(&m->program, 0, (double)m->groups[c], 1, 0,
                                   &z, err))
                return -1;
            counts_of(w, c);
            coh_group_model_term(
                w, z,
                -(double)most_of(m->r, f + i,
                                 m->r->max[coh_group_model_first(m, c)]));
            if (coh_group_model_row(w, -COH_PROGRAM_FREE, 0, err))
                return -1;
        }
    }
    for (c = 0; c < m->n_classes; c++) {
        for (i = 0; i < n; i++)
            coh_group_model_term(w, first + i * m->n_classes + c, 1);
        if (coh_group_model_per_group(w, c, 1, 0, err))
            return -1;
    }
    return 0;
}

static int
remember(struct coh_group_model_row *w, size_t column, double value,
         struct coh_error *err)
{
    struct coh_group_model *m = w->m;

    if (coh_reserve(&m->again_column, &w->again_capacity, m->n_again + 1,
                    sizeof(*m->again_column), err) ||
        coh_reserve(&m->again_value, &w->again_value_capacity, m->n_again + 1,
                    sizeof(*m->again_value), err))
        return -1;
    m->again_column[m->n_again] = column;
    m->again_value[m->n_again++] = value;
    return 0;
}

/* The pieces of the count of an earlier group in class c. The j-th of them,
 * laid evenly into its groups, meets floor((j − 1)/groups) others; where they
 * are filled one after the other, (j − 1) mod max. Pieces that fill in order
 * need not be whole; those that would rather fill from the last are whole, and
 * held in order. */
static int
add_pieces(struct coh_group_model_row *w, size_t f, size_t c,
           struct coh_error *err)
{
    struct coh_group_model *m = w->m;
    const struct coh_group_rules *r = m->r;
    int old = r->p->company == COH_GROUP_OLD_COMPANY;
    size_t j, at, first = m->program.columns;
    size_t max = r->max[coh_group_model_first(m, c)];
    size_t most = most_of(r, f, max * m->groups[c]);

    for (j = 0; j < most; j++) {
        if (coh_program_column(&m->program, 0, 1, old, 0, &at, err) ||
            remember(w, at, (double)(old ? j % max : j / m->groups[c]), err))
            return -1;
        if (!old || j == 0)
            continue;
        coh_group_model_term(w, at - 1, 1);
        coh_group_model_term(w, at, -1);
        if (coh_group_model_row(w, 0, COH_PROGRAM_FREE, err))
            return -1;
    }
    counts_of(w, c);
    for (j = 0; j < most; j++)
        coh_group_model_term(w, first + j, -1);
    return coh_group_model_row(w, 0, 0, err);
}

int
coh_group_model_rules(struct coh_group_model_row *w, struct coh_error *err)
{
    const struct coh_group_rules *r = w->m->r;
    size_t f, c;
    int rc = add_apart(w, err);

    for (f = 0; rc == 0 && f < r->n_features; f++) {
        count_feature(w, f);
        switch (r->feature[f].kind) {
        case COH_GROUP_EVEN:
            rc = add_even(w, f, err);
            break;
        case COH_GROUP_NEVER_ONE:
            rc = add_no_isolate(w, f, err);
            break;
        case COH_GROUP_UNMIXED:
            if (f == 0 || r->feature[f - 1].kind != COH_GROUP_UNMIXED ||
                r->feature[f - 1].rule != r->feature[f].rule)
                rc = add_same(w, f, err);
            break;
        case COH_GROUP_EARLIER:
            for (c = 0; rc == 0 && c < w->m->n_classes; c++)
                rc = add_pieces(w, f, c, err);
            break;
        case COH_GROUP_AT_MOST_ONE:
            break;
        }
    }
    return rc;
}
