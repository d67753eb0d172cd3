/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "group/climb.h"

#include <string.h>

#include "base/memory.h"
#include "group/climb-sums.h"
#include "group/climb-table.h"
#include "group/climb-ties.h"

/* The search that was asked for. */
struct search {
    const struct coh_group_rules *r;
    const struct coh_group_aim *aim;
    uint64_t seed, effort;
    double seconds;
    uint64_t moves; /* the effort that was chosen */
};

/* Over the table; group comes in and goes out. */
static int
climb_table(struct search *q, size_t *group, struct coh_error *err)
{
    struct coh_climb_table t;
    struct coh_climb_walk w;
    size_t i;

    if (coh_climb_table_init(&t, q->r, q->aim, group, err))
        return -1;
    w = coh_climb_table_walk(&t);
    coh_climb_anneal(&w, q->seed, q->effort, q->seconds, &q->moves);
    for (i = 0; i < t.n; i++)
        group[i] = t.group[i] + 1;
    coh_climb_table_release(&t);
    return 0;
}

/* Over the sums: all of the search, or the last exact steps of what the table
 * has found, and at the end what only makes ties fewer. */
static int
climb_sums(struct search *q, int last, size_t *group, struct coh_error *err)
{
    const struct coh_group_problem *p = q->r->p;
    struct coh_climb_sums s;
    struct coh_climb_walk w;
    int rc = 0;

    if (coh_climb_sums_init(&s, q->r, q->aim, group, err))
        return -1;
    w = coh_climb_sums_walk(&s);
    if (last)
        coh_climb_descend(&w, q->seed);
    else if (s.draw.n)
        coh_climb_anneal(&w, q->seed, q->effort, q->seconds, &q->moves);
    if (q->aim->kind == COH_GROUP_NEAR && p->score)
        rc = coh_climb_join_ties(&s, err);
    coh_group_state_read(&s.state, group);
    coh_climb_sums_release(&s);
    return rc;
}

int
coh_group_climb(const struct coh_group_rules *r,
                const struct coh_group_aim *aim, const size_t *start,
                uint64_t seed, uint64_t effort, double seconds, size_t *group,
                uint64_t *moves, struct coh_error *err)
{
    struct search q = {r, aim, seed, effort, seconds, effort};
    size_t n = r->p->n, *found = coh_alloc_array(n, sizeof(*found), err);
    int rc = -1, table = coh_climb_table_fits(r, aim);

    if (!found)
        return -1;
    memcpy(found, start, n * sizeof(*found));
    if ((table && climb_table(&q, found, err)) ||
        climb_sums(&q, table, found, err))
        goto out;
    /* The table's sums may be coarser than the aim's. */
    if (table &&
        coh_group_aim_cost(aim, found) > coh_group_aim_cost(aim, start))
        memcpy(found, start, n * sizeof(*found));
    memcpy(group, found, n * sizeof(*found));
    *moves = q.moves;
    rc = 0;
out:
    coh_free(found);
    return rc;
}
