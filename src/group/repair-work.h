/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_REPAIR_WORK_H
#define COH_GROUP_REPAIR_WORK_H

#include "base/random.h"
#include "group/rules.h"

/*
 * What the repair (group/repair.h) works on: where units are, what is broken,
 * and how much each broken thing weighs. A cell is a feature in a group,
 * f·k + g with g from 0; the row after the last feature holds the sizes.
 */

#define COH_GROUP_NOWHERE ((size_t)-1)

struct coh_group_work {
    const struct coh_group_rules *r;
    struct coh_random random;
    size_t n, k, features; /* n units */

    /* Units: how many students, features with how many students have them
     * (all but UNMIXED, which the kinds of groups see to, and EARLIER). */
    uint32_t *students;
    size_t *has_start;
    uint32_t *has, *times;
    size_t *with_start, *with; /* units that have feature f */
    size_t *order;             /* units, shuffled */
    size_t *even, n_even;      /* features whose measure needs the size */

    /* Classes: units of the same kind in every SAME rule. */
    size_t n_same, n_classes;
    size_t *kind;  /* n × n_same: 0 is none */
    size_t *of;    /* class of each unit */
    size_t *first; /* a unit of each class */
    size_t *need;  /* students of each class; 0 for one of no kind at all */
    size_t *pairs; /* groups each class needs for those apart */

    /* This round. */
    unsigned char *open;    /* k */
    size_t *label;          /* k × n_same: the kind the group is for */
    size_t *class_of;       /* k: class it was drawn for */
    unsigned char *ok;      /* n × k */
    size_t *choices, *only; /* groups each unit may be in; the last of them */
    size_t *target;         /* k sizes aimed at */

    /* The grouping: groups from 0. */
    size_t *group, *size;
    size_t *head, *next, *previous; /* units of each group */
    uint32_t *count, *breaks, *weight;
    size_t *broken, n_broken, *at; /* cells that are broken, and where */
    uint32_t *tabu;                /* n × k: not before this step */
    uint32_t step;
    int32_t *scratch;   /* a feature each */
    size_t *load;       /* of each class: its groups, their Σ min and Σ max */
    unsigned char *may; /* n_classes × k: somebody of the class may be there */
    uint64_t moves;
};

int
coh_group_work_init(struct coh_group_work *w, const struct coh_group_rules *r,
                    uint64_t seed, struct coh_error *err) COH_MUST_CHECK;
void coh_group_work_release(struct coh_group_work *w);

/* What `count` of feature f (or row `features`, the size) breaks in group g of
 * this size. */
uint32_t coh_group_work_breaks(const struct coh_group_work *w, size_t f,
                               size_t g, size_t count, size_t size);

/* The least size of an open group: one where their number is fixed. */
size_t coh_group_work_min(const struct coh_group_work *w, size_t g);

/* Nobody is anywhere, weights are 1. */
void coh_group_work_clear(struct coh_group_work *w);

/* The unit to group g (NOWHERE: out). */
void coh_group_work_put(struct coh_group_work *w, size_t unit, size_t g);

/* How the weight of all that is broken changes in group g when `out` leaves
 * and `in` comes; either may be NOWHERE. */
int64_t coh_group_work_change(struct coh_group_work *w, size_t g, size_t out,
                              size_t in);

/* Draw which groups are open and what kinds they are for, and put all units
 * somewhere; round 0 is the plainest. `start` (from 1) or NULL. 0: this draw
 * leaves a unit without a group. */
int coh_group_work_begin(struct coh_group_work *w, const size_t *start,
                         size_t round);

/* The kinds of groups alone (repair-kinds.c). */
void coh_group_work_kinds(struct coh_group_work *w, size_t round);

#endif
