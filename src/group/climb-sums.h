/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CLIMB_SUMS_H
#define COH_GROUP_CLIMB_SUMS_H

#include "group/climb-anneal.h"
#include "group/climb-breaks.h"
#include "group/climb-cost.h"
#include "group/climb-draw.h"

/*
 * The walk that serves every aim and rule: moves of units and swaps of two,
 * one at a time. Where no rule is in the way it keeps to the sizes; else it
 * may break rules and sizes at a price, which at the hottest is a few typical
 * losses and at the coldest too much. Company has such a price too; but the
 * best that is kept has all rules, then the company, then the cost.
 */
struct coh_climb_sums {
    const struct coh_group_rules *r;
    struct coh_group_state state;
    struct coh_climb_cost cost;
    struct coh_climb_breaks breaks; /* without `plain` */
    struct coh_climb_draw draw;
    int plain;      /* no rules: units are students, sizes alone count */
    int sized;      /* sizes may change by a single move */
    int64_t wanted; /* +1: few who meet again; −1: many; 0: either */
    int after;      /* company decides between equal costs only */
    int64_t price;  /* of a rule broken, and of a pair */
    int64_t value, best_value; /* cost, from 0 at the start */
    int64_t best_again;
    size_t *best;  /* of each unit */
    size_t *order; /* units that have a choice */
};

#define COH_CLIMB_SUMS_INIT \
    {                       \
        .plain = 0          \
    }

int
coh_climb_sums_init(struct coh_climb_sums *s, const struct coh_group_rules *r,
                    const struct coh_group_aim *a, const size_t *start,
                    struct coh_error *err) COH_MUST_CHECK;
void coh_climb_sums_release(struct coh_climb_sums *s);

/* Would unit u in group g, and `other` (unless n_units) in the group of u,
 * change neither cost nor company nor rules? */
int coh_climb_sums_is_free(struct coh_climb_sums *s, size_t u, size_t other,
                           size_t g);
void coh_climb_sums_change(struct coh_climb_sums *s, size_t u, size_t other,
                           size_t g);

/* The walk; it lives as long as the sums. */
struct coh_climb_walk coh_climb_sums_walk(struct coh_climb_sums *s);

#endif
