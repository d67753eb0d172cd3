/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_PROVE_H
#define COH_GROUP_PROVE_H

#include "group/search.h"

/*
 * The sweep behind coh_group_prove: groups are filled in order, 1 to k. A
 * state is the set of loose units (those without a pin) placed so far and how
 * many band students and fillers are used; of two ways to the same state only
 * the cheaper can be part of the best grouping.
 */

#define COH_GROUP_SET_WORDS 4
#define COH_GROUP_LOOSE     (64 * COH_GROUP_SET_WORDS)

struct coh_group_sweep_state {
    uint64_t set[COH_GROUP_SET_WORDS];
    size_t next;       /* band values placed */
    size_t used;       /* fillers that least sizes need */
    size_t done;       /* students placed, without fillers */
    size_t parent;     /* in the level before */
    int64_t cost, low; /* low: no completion is cheaper; −1 unknown */
};

struct coh_group_level {
    struct coh_group_sweep_state *state;
    size_t n, capacity;
    size_t *slot; /* hash table: index + 1 */
    size_t slots; /* a power of two */
};

struct coh_group_sweep {
    struct coh_group_view *v;
    size_t *loose, n_loose; /* units without a pin */
    size_t *number;         /* of each unit among the loose */
    size_t *chosen, n_chosen;
    struct coh_group_level *level; /* k + 1 */
    size_t *least, *most;          /* students of the groups from g on */
    size_t *floor, *ceiling;       /* least and greatest size from g on */
    int64_t *sum, *square;         /* scratch of the relaxation, n + 1 */
    int64_t *before, *now;
    int64_t *bands; /* see coh_group_bands_alone, (k + 1)(n + 1) */
    size_t width, group;
    int64_t lost; /* the least bound of what was dropped */
    uint64_t moves, stop;
};

int coh_group_sweep_init(struct coh_group_sweep *w,
                         struct coh_error *err) COH_MUST_CHECK;
void coh_group_sweep_release(struct coh_group_sweep *w);
void coh_group_level_release(struct coh_group_level *l);

/* What the groups from `group` on cost at least when `next` band values are
 * used before them: bands with the pinned students in their groups, all loose
 * units left out (a group never costs less with more in it). Looked up. */
int64_t coh_group_bands_alone(const struct coh_group_sweep *w, size_t group,
                              size_t next);

/* The other bound on the same, for a state: demands are
 * dropped, units torn up, size bounds loosened to the widest among those
 * groups; what is left is cut exactly, since without demands the best groups
 * are runs of the sorted values (Fisher 1958). INT64_MAX: sizes cannot fit. */
int64_t coh_group_relaxed(struct coh_group_sweep *w,
                          const struct coh_group_sweep_state *s, size_t group);

#endif
