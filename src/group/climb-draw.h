/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CLIMB_DRAW_H
#define COH_GROUP_CLIMB_DRAW_H

#include "group/rules.h"

/*
 * With whom a change of a unit is worth a try. Units that have one group only
 * are left out; and where a group is to hold one kind (SAME), most swaps
 * between kinds would only break that, so most draws are of the unit's own
 * kind.
 */
struct coh_climb_draw {
    size_t *unit; /* that have a choice, those of a kind side by side */
    size_t n;
    size_t *first, *count; /* of each unit: its kind's place in `unit` */
    int kinds;             /* there is more than one kind */
};

#define COH_CLIMB_DRAW_INIT \
    {                       \
        .n = 0              \
    }

int
coh_climb_draw_init(struct coh_climb_draw *d, const struct coh_group_rules *r,
                    struct coh_error *err) COH_MUST_CHECK;
void coh_climb_draw_release(struct coh_climb_draw *d);

/* Another unit for u, which has a choice, from 64 random bits; `any`: of any
 * kind. It may be u itself. */
static inline size_t
coh_climb_draw_other(const struct coh_climb_draw *d, size_t u, int any,
                     uint64_t random)
{
    size_t first = any ? 0 : d->first[u], n = any ? d->n : d->count[u];

    return d->unit[first + (size_t)((random >> 32) * n >> 32)];
}

#endif
