/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_DEMAND_H
#define COH_PRIVACY_DEMAND_H

#include <stdint.h>

#include "base/memory.h"

/*
 * Demands: lists of things, at least one of which has to be chosen; and the
 * cheapest choice that meets all of them (a minimum hitting set).
 *
 *     struct coh_demands d = COH_DEMANDS_INIT;
 *     if (coh_demands_add(&d, 2, (size_t[]){4, 7}, err) || … ||
 *         coh_demands_meet(&d, n, cost, &nodes, chosen, &best, err)) …
 *     coh_demands_release(&d);
 */

struct coh_demand {
    size_t first, n; /* of `thing` */
};

struct coh_demands {
    struct coh_demand *demand;
    size_t n, capacity;
    size_t *thing;
    size_t things, thing_capacity;
};

#define COH_DEMANDS_INIT \
    {                    \
        .demand = NULL   \
    }

/* One of these n things, n ≥ 1, each once (copied). */
int coh_demands_add(struct coh_demands *d, size_t n, const size_t *thing,
                    struct coh_error *err) COH_MUST_CHECK;

/*
 * chosen[thing] = 1 for things below `n` that meet all demands at the least sum
 * of `cost` (above 0, their sum within an int64_t). Branch and bound, at most
 * *nodes of them (counted down); *best is 0 when they ran out, and the choice
 * then only one that meets all. The same demands in the same order give the
 * same choice.
 */
int coh_demands_meet(const struct coh_demands *d, size_t n, const int64_t *cost,
                     uint64_t *nodes, unsigned char *chosen, int *best,
                     struct coh_error *err) COH_MUST_CHECK;

void coh_demands_release(struct coh_demands *d);

#endif
