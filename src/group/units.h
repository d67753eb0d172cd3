/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_UNITS_H
#define COH_GROUP_UNITS_H

#include "group/rules.h"

/*
 * Units as the bands of `similar` see them: students whom a together set, an
 * apart set or a pin names, those that must be together as one. A student whom
 * none names belongs to no unit. Other rules are not looked at.
 *
 *     if (coh_group_units_read(p, NULL, &u, err)) ...
 *     if (u.clash) ... no grouping: a unit is apart from itself, or pinned
 *                      to two groups
 */

#define COH_GROUP_NO_UNIT ((size_t)-1)

struct coh_group_units {
    size_t n;
    size_t *of;           /* the unit of each student, or NO_UNIT */
    size_t *size, *pin;   /* of each unit; pin 0 is none */
    unsigned char *apart; /* n × n: 1 when two units must be apart */
    size_t n_cliques;     /* sets of units, all apart from one another */
    size_t *clique_start, *clique;
    int clash;
};

#define COH_GROUP_UNITS_INIT \
    {                        \
        .n = 0               \
    }

/* `active` may be NULL: all demands count. Pairs of apart students are grown
 * to larger cliques where all pairs are there. */
int coh_group_units_read(const struct coh_group_problem *p,
                         const struct coh_group_active *active,
                         struct coh_group_units *u,
                         struct coh_error *err) COH_MUST_CHECK;

void coh_group_units_release(struct coh_group_units *u);

#endif
