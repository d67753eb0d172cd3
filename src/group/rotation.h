/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_ROTATION_H
#define COH_GROUP_ROTATION_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * Groups that rotate through stations, block by block: a timetable. Knows
 * numbers only, no names.
 *
 * In each block a group is at one station at most, and it meets each station
 * exactly once. A station has at most `places` groups at a time. It runs in a
 * block when a group is there; then its educator is there, is at no other
 * station, and no other station runs in its room.
 *
 * A call asks that somebody of `who` is with the group at a station (or, with
 * COH_ROTATION_ANY, at some station): in that block the person is there, and
 * is at one station only.
 *
 * A change of rooms: two stations of a group, one after the other, in different
 * rooms; blocks in which it is free between them do not matter.
 *
 *     struct coh_rotation p = {.n_groups = 3, …};
 *     struct coh_rotation_answer a = COH_ROTATION_ANSWER_INIT;
 *     if (coh_rotation_solve(&p, aims, 2, NULL, 0, &a, err)) …
 *     if (a.possible) … a.at[g * p.n_blocks + b]
 *     coh_rotation_answer_release(&a);
 *
 * Exact, by branch and cut; above some hundreds of variables it is given up
 * after a number of nodes, and the best found is not proved.
 */

#define COH_ROTATION_NONE ((size_t)-1) /* no station, educator, clash */
#define COH_ROTATION_ANY  ((size_t)-1) /* station of a call: any */

struct coh_rotation_call {
    size_t group, station;
    const unsigned char *who; /* of each educator */
};

struct coh_rotation {
    size_t n_groups, n_stations, n_blocks, n_educators, n_rooms;
    size_t places;
    const size_t *educator;     /* of each station, or NONE */
    const size_t *room;         /* of each station */
    const unsigned char *there; /* educator × block */
    const struct coh_rotation_call *call;
    size_t n_calls;
};

enum coh_rotation_aim {
    COH_ROTATION_UNMET,   /* calls that are not met */
    COH_ROTATION_CHANGES, /* of rooms, of all groups */
    COH_ROTATION_SAME,    /* groups that are, in a block, where they are in one
                             of the plans to differ from: each counts */
    COH_ROTATION_AIMS
};

enum coh_rotation_kind {
    COH_ROTATION_AWAY,    /* the times of an educator */
    COH_ROTATION_TEACHES, /* an educator is at one station at a time */
    COH_ROTATION_ROOM,    /* a room has one station at a time */
};

struct coh_rotation_demand {
    enum coh_rotation_kind kind;
    size_t of; /* educator or room */
};

struct coh_rotation_answer {
    int possible, proved; /* of UNMET and CHANGES; of SAME nothing is said */
    size_t *at;           /* group × block: a station or NONE */
    unsigned char *unmet; /* of each call */
    size_t *helper;       /* of each call that is met: who, */
    size_t *when;         /* and in which block */
    int64_t total[COH_ROTATION_AIMS]; /* UNMET and CHANGES of this plan */
    /* Where it is impossible: none of these can be spared. None at all: the
     * blocks and places alone make it so. */
    struct coh_rotation_demand *conflict;
    size_t n_conflict;
};

#define COH_ROTATION_ANSWER_INIT \
    {                            \
        .at = NULL               \
    }

/* The best by `aims`, in order. `other` are `others` plans (their `at`) that
 * COH_ROTATION_SAME counts. */
int coh_rotation_solve(const struct coh_rotation *p,
                       const enum coh_rotation_aim *aims, size_t n_aims,
                       const size_t *const *other, size_t others,
                       struct coh_rotation_answer *a,
                       struct coh_error *err) COH_MUST_CHECK;
void coh_rotation_answer_release(struct coh_rotation_answer *a);

/* Whether the demands can be met at all. COH_INPUT: undecided. */
int coh_rotation_possible(const struct coh_rotation *p, int *possible,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
