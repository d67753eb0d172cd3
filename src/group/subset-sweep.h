/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_SUBSET_SWEEP_H
#define COH_GROUP_SUBSET_SWEEP_H

#include "group/subset-block.h"
#include "group/subset-stage.h"

/*
 * The state of group/subset.h, and its prices: what each unit costs at least.
 * The prices of a set's units never are above what a block of them costs in
 * any group, so what a block costs beyond its prices is 0 or more, and a set
 * for which that comes to as much as there is room for is dead.
 */

/* What dealing all units to stages 0 to j costs, and the last block; 0: it is
 * that of the stage before. One for each stage and count of open groups. */
struct coh_group_whole {
    int64_t cost, rest; /* less prices; of all, and of all but the block */
    uint32_t block;
};

struct coh_group_sweep {
    const struct coh_group_rules *r;
    const struct coh_group_aim *aim;
    struct coh_group_stage *stage;
    size_t stages;                 /* those that are left to deal to */
    size_t layers;                 /* counts of open groups, from 0 */
    struct coh_group_whole *whole; /* stages × layers */
    struct coh_group_blocks b;
    uint32_t full;
    int64_t *cost; /* of each set in the group at hand, less its prices */
    int64_t *best; /* layers × sets: what dealing just the set costs */
    uint32_t *list;
    size_t list_capacity, start[COH_GROUP_SUBSET_MOST + 1];
    int64_t price[COH_GROUP_SUBSET_MOST], prices; /* and their sum */
    int priced;   /* all costs less prices are 0 or more */
    int64_t room; /* sets that cost as much are dead */
    uint64_t budget, used;
};

/* Fill `cost` for the group of a stage. */
void coh_group_sweep_price(struct coh_group_sweep *s, size_t stage);

/* The prices to begin with: with COST, the least that a unit costs; else 0. */
void coh_group_sweep_start(struct coh_group_sweep *s);

/* Raise (or lower) all prices at one time: what a block costs beyond its
 * prices is shared evenly among its units, and a unit takes the least of its
 * shares. Sets `priced`: 0 when prices grew too large and were dropped.
 * Returns 0 when some unit is in no block at all. */
int coh_group_sweep_raise(struct coh_group_sweep *s);

/* `cost` less prices; those that leave no room become COH_GROUP_NO_BLOCK. */
void coh_group_sweep_discount(struct coh_group_sweep *s);

/* Where nothing is known, it pays to act as if something were: the prices and
 * one part in `part` of what the dearest block costs beyond its own. INT64_MAX
 * when there are no prices. */
int64_t coh_group_sweep_guess(struct coh_group_sweep *s, int64_t part);

#endif
