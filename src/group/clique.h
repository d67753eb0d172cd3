/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CLIQUE_H
#define COH_GROUP_CLIQUE_H

#include "group/rules.h"

/*
 * Units who must be apart, gathered into sets as large as possible: of 21
 * students who were named apart pair by pair, each group holds one at most,
 * and that one sentence refutes 20 groups where 210 pairs do not.
 *
 * Greedy: for each set that was named, then for each pair, of which a pair is
 * in no set yet: its units, and then each unit in its order that is apart from
 * all in the set. Every set is maximal (no
 * unit is apart from all of it), and every pair is in one. A unit alone is no
 * set.
 */
struct coh_group_cliques {
    size_t n;
    size_t *start, *unit; /* set i is unit[start[i]] to unit[start[i + 1]] */
};

#define COH_GROUP_CLIQUES_INIT \
    {                          \
        .n = 0                 \
    }

int coh_group_cliques_find(const struct coh_group_rules *r,
                           struct coh_group_cliques *c,
                           struct coh_error *err) COH_MUST_CHECK;
void coh_group_cliques_release(struct coh_group_cliques *c);

#endif
