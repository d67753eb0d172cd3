/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CLIMB_TABLE_H
#define COH_GROUP_CLIMB_TABLE_H

#include "group/climb-anneal.h"

/*
 * The walk over a plain table of distances: to make Σ d_ij over pairs who
 * share a group as large as it gets, with sizes and allowed groups alone.
 *
 * sum[g][i] = Σ_{j in g} d_ij is kept for all students and groups. A swap of
 * i in a with j in b loses
 *     (sum[a][i] − sum[b][i]) + (sum[b][j] − sum[a][j]) + 2·d_ij,
 * which for one i and all j is arithmetic on a few rows that lie side by side
 * in memory. All is 32 bits: distances are shifted down until it fits, so the
 * sums that this walk sees may be slightly coarser than the aim's.
 */
struct coh_climb_table {
    const struct coh_group_rules *r;
    size_t n, k, width; /* students, groups, n rounded up to blocks */
    int sized;          /* sizes may change */
    int32_t *distance;  /* n × width */
    int32_t *sum;       /* k × width, and one cell that is out of reach */
    int32_t *column;    /* k: sum[g][i] of the i looked at */
    int32_t *base;      /* width */
    int32_t *limit;     /* draws + width, of the temperature limits_at */
    int64_t limits_at;
    uint32_t *cell;  /* width: where sum[group of j][j] is */
    uint32_t *group; /* width; 0 to k − 1 */
    uint32_t *best;
    size_t *size, *order;
    int64_t value, best_value;
};

#define COH_CLIMB_TABLE_INIT \
    {                        \
        .n = 0               \
    }

/* May this walk take the problem? */
int coh_climb_table_fits(const struct coh_group_rules *r,
                         const struct coh_group_aim *a);
int
coh_climb_table_init(struct coh_climb_table *t, const struct coh_group_rules *r,
                     const struct coh_group_aim *a, const size_t *start,
                     struct coh_error *err) COH_MUST_CHECK;
void coh_climb_table_release(struct coh_climb_table *t);

/* The walk; it lives as long as the table. */
struct coh_climb_walk coh_climb_table_walk(struct coh_climb_table *t);

#endif
