/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "flow/mask.h"
#include "privacy/rate-band.h"

enum { LEAST_BAND = 10 }; /* the smallest group that has a band */

/* ---- one sheet ---- */

static int
is_out(const struct coh_mask_sheet *s, size_t sum)
{
    return (s->own && sum >= s->own) || coh_mask_is_hidden(s, sum);
}

/* A group that is shown but too small for a band has none. */
static int
settle_sheet(struct coh_mask_sheet *s, struct coh_error *err)
{
    const struct coh_privacy_problem *p = &s->problem;
    unsigned char *hidden;
    size_t i;
    int rc;

    if (!s->reached)
        return 0;
    hidden = coh_alloc_array(p->n, 1, err);
    if (!hidden)
        return -1;
    for (i = 0; i < p->n; i++) {
        hidden[i] = (unsigned char)is_out(s, i);
        s->coarse[i] = hidden[i] || p->sum[i].count < LEAST_BAND;
    }
    rc = coh_rate_bands_protect(p, hidden, s->reached, s->coarse, err);
    for (i = 0; i < p->n; i++)
        s->coarse[i] |= hidden[i];
    coh_free(hidden);
    return rc;
}

/* ---- the same students, compared by several columns ---- */

/* The sheets of one variable, one below the other: as many reached the cut in
 * all sections as in all programs. */
struct joint {
    struct coh_privacy_problem p;
    unsigned char *hidden, *coarse;
    int64_t *reached;
    struct coh_mask_sheet **sheet;
    size_t sheets, *all, **at; /* of each: everybody's sum, and all its sums */
};

static size_t
sum_of_all(const struct coh_mask_block *b)
{
    return b->sum[b->places - 1];
}

static int
is_like(const struct coh_mask *m, const struct coh_mask_sheet *a,
        const struct coh_mask_sheet *b)
{
    size_t i;

    for (i = 0; i < m->table.header.n; i++)
        if (m->plan.role[i] == COH_MASK_LABEL &&
            !coh_span_equal(coh_table_cell(&m->table, a->first, i),
                            coh_table_cell(&m->table, b->first, i)))
            return 0;
    return 1;
}

static int
add_sheet(struct joint *j, struct coh_mask_sheet *s, size_t all,
          struct coh_error *err)
{
    const struct coh_privacy_problem *p = &s->problem;
    const size_t from = j->p.cells;
    size_t *at = coh_arena_alloc(&j->p.arena, p->n * sizeof(*at), err);
    size_t *cell =
        coh_arena_alloc(&j->p.arena, (p->cells + 1) * sizeof(*cell), err);
    size_t i, k;

    if (!at || !cell)
        return -1;
    for (i = 0; i < p->n; i++) {
        const struct coh_privacy_sum *sum = &p->sum[i];

        for (k = 0; k < sum->n; k++)
            cell[k] = from + sum->cell[k];
        if (coh_privacy_add(&j->p, sum->n, cell, sum->count, &at[i], err))
            return -1;
        j->p.sum[at[i]].aside = sum->aside;
        j->p.sum[at[i]].known = sum->known;
        j->p.sum[at[i]].empty = sum->empty;
        j->hidden[at[i]] = (unsigned char)is_out(s, i);
        j->coarse[at[i]] = s->coarse[i];
        j->reached[at[i]] = s->reached[i];
    }
    j->all[j->sheets] = at[all];
    j->sheet[j->sheets] = s;
    j->at[j->sheets++] = at;
    return 0;
}

static int
settle_joint(struct joint *j, struct coh_error *err)
{
    size_t s, i;

    if (j->sheets < 2)
        return 0;
    if (coh_rate_bands_protect_same(&j->p, j->hidden, j->reached, j->coarse,
                                    j->sheets, j->all, err))
        return -1;
    for (s = 0; s < j->sheets; s++)
        for (i = 0; i < j->sheet[s]->problem.n; i++)
            j->sheet[s]->coarse[i] |= j->coarse[j->at[s][i]];
    return 0;
}

/* All sheets like this one, of the same number of students: who has a blank in
 * one column is in none of its groups. */
static int
settle_like(struct coh_mask *m, size_t block, size_t sheet,
            struct coh_error *err)
{
    const struct coh_mask_sheet *first = &m->block[block].sheet[sheet];
    struct joint j = {.p = COH_PRIVACY_PROBLEM_INIT};
    const int64_t all = first->problem.sum[sum_of_all(&m->block[block])].count;
    size_t i, s, n = 0;
    int rc = -1;

    for (i = block; i < m->blocks; i++)
        for (s = 0; s < m->block[i].sheets; s++)
            n += m->block[i].sheet[s].problem.n;
    j.hidden = coh_alloc_array(n, 1, err);
    j.coarse = coh_alloc_array(n, 1, err);
    j.reached = coh_alloc_array(n, sizeof(*j.reached), err);
    j.all = coh_alloc_array(m->blocks, sizeof(*j.all), err);
    j.sheet = coh_alloc_array(m->blocks, sizeof(*j.sheet), err);
    j.at = coh_alloc_array(m->blocks, sizeof(*j.at), err);
    if (!j.hidden || !j.coarse || !j.reached || !j.all || !j.sheet || !j.at)
        goto out;
    for (i = block; i < m->blocks; i++)
        for (s = 0; s < m->block[i].sheets; s++) {
            struct coh_mask_sheet *other = &m->block[i].sheet[s];
            const size_t total = sum_of_all(&m->block[i]);

            if (!other->reached || other->before || !is_like(m, first, other) ||
                other->problem.sum[total].count != all)
                continue;
            if (add_sheet(&j, other, total, err))
                goto out;
            break;
        }
    rc = settle_joint(&j, err);
out:
    coh_privacy_problem_release(&j.p);
    coh_free(j.hidden);
    coh_free(j.coarse);
    coh_free(j.reached);
    coh_free(j.all);
    coh_free(j.sheet);
    coh_free(j.at);
    return rc;
}

int
coh_mask_settle_bands(struct coh_mask *m, struct coh_error *err)
{
    size_t i, s;

    for (i = 0; i < m->blocks; i++)
        for (s = 0; s < m->block[i].sheets; s++)
            if (!m->block[i].sheet[s].before &&
                settle_sheet(&m->block[i].sheet[s], err))
                return -1;
    for (i = 0; m->plan.kind->everyone_else && i + 1 < m->blocks; i++)
        for (s = 0; s < m->block[i].sheets; s++)
            if (!m->block[i].sheet[s].before && m->block[i].sheet[s].reached &&
                settle_like(m, i, s, err))
                return -1;
    return 0;
}
