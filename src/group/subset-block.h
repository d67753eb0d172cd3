/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_SUBSET_BLOCK_H
#define COH_GROUP_SUBSET_BLOCK_H

#include "group/subset.h"

/*
 * What every set of a few units costs as one group: a table over bit masks.
 * Anything that adds up over units (students, counts of a feature, sums of
 * points) is looked up in two halves, so a set takes a few loads only.
 *
 *     struct coh_group_blocks b = COH_GROUP_BLOCKS_INIT;
 *     if (coh_group_blocks_init(&b, r, aim, unit, m, err)) ...
 *     coh_group_blocks_price(&b, g, cost);    cost: 2^m
 */

/* No group of these units keeps the rules. */
#define COH_GROUP_NO_BLOCK (INT64_C(1) << 62)

#define COH_GROUP_HALF 10 /* units in the lower half of a mask */

struct coh_group_half {
    int64_t low[1 << COH_GROUP_HALF], high[1 << COH_GROUP_HALF];
};

/* Sums over units: where the tables of each kind start in `sum`. */
struct coh_group_blocks {
    const struct coh_group_rules *r;
    const struct coh_group_aim *aim; /* or NULL */
    size_t m;                        /* units */
    size_t unit[COH_GROUP_SUBSET_MOST];
    uint32_t apart[COH_GROUP_SUBSET_MOST]; /* who cannot be with unit i */
    struct coh_group_half *sum;
    size_t n_sums, n_counted, n_earlier; /* features that need a count */
    size_t *counted;                     /* those; the earlier ones last */
    size_t at_counted, at_own, at_point; /* starts; 0: students */
    uint64_t *legal; /* a bit for each set: its features break nothing */
    int64_t company; /* what a pair who meet again costs */
};

#define COH_GROUP_BLOCKS_INIT \
    {                         \
        .m = 0                \
    }

/* For these m units, ascending. */
int coh_group_blocks_init(struct coh_group_blocks *b,
                          const struct coh_group_rules *r,
                          const struct coh_group_aim *aim, const size_t *unit,
                          size_t m, struct coh_error *err) COH_MUST_CHECK;
void coh_group_blocks_release(struct coh_group_blocks *b);

/* Students of a set. */
static inline size_t
coh_group_blocks_size(const struct coh_group_blocks *b, uint32_t set)
{
    return (size_t)(b->sum->low[set & ((1 << COH_GROUP_HALF) - 1)] +
                    b->sum->high[set >> COH_GROUP_HALF]);
}

/* The whole cost of every set as group g + 1, COH_GROUP_NO_BLOCK where it may
 * not be that group. That of the empty set is COH_GROUP_NO_BLOCK too. */
void
coh_group_blocks_price(struct coh_group_blocks *b, size_t g, int64_t *cost);

#endif
