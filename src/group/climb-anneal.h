/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CLIMB_ANNEAL_H
#define COH_GROUP_CLIMB_ANNEAL_H

#include "base/random.h"
#include "group/climb.h"

/*
 * Simulated annealing of anything that can take a pass over its changes at a
 * temperature; see group/climb.h. It knows neither groups nor aims.
 */

/* How many exponential variates there are to draw from; a power of two. */
#define COH_CLIMB_DRAWS 2048

/* What a pass needs, and what it tells. */
struct coh_climb_heat {
    /* In 1/256 of 2^coarse, 0 to 2^53. A change is taken when its loss is
     * below a draw of coh_climb_limit; at 0, when it is better. */
    int64_t temperature;
    int coarse; /* so that large costs have a temperature, too */
    struct coh_random random;
    uint64_t looked;       /* effort spent */
    uint64_t end;          /* a pass breaks off where looked reaches it */
    uint64_t tried, taken; /* changes */
    uint64_t bests;        /* how often the best that was met became better */
    uint32_t draw[COH_CLIMB_DRAWS]; /* Exp(1) variates × 2^16, shuffled */
};

/* What walks; `self` is its own. */
struct coh_climb_walk {
    void *self;
    /* Looks at a share of the changes of every unit, and at all of them when
     * the temperature is 0. */
    void (*pass)(void *self, struct coh_climb_heat *h);
    /* The mean of |loss| over some random changes. */
    int64_t (*typical)(void *self, struct coh_climb_heat *h);
    /* Back to the best that was met. */
    void (*back)(void *self);
    /* Sets the price of what lies outside the cost: the loss that is just taken
     * where it is hot, on average. May be NULL. */
    void (*price)(void *self, int64_t loss);
    uint64_t enough; /* effort after which a slower cooling no longer pays */
    uint64_t all;    /* what a look at all single changes takes */
};

/* The loss that is just too much at this temperature, for one draw. */
int64_t coh_climb_limit(const struct coh_climb_heat *h, uint32_t draw);

/* Anneals until `effort` is spent, and ends in the best that was met; no single
 * change is better then unless the effort was too short to see all of them.
 * seconds and *moves as in coh_group_climb. */
void coh_climb_anneal(const struct coh_climb_walk *w, uint64_t seed,
                      uint64_t effort, double seconds, uint64_t *moves);

/* No more than the last descent. */
void coh_climb_descend(const struct coh_climb_walk *w, uint64_t seed);

#endif
