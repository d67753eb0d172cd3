/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_SUBSET_STAGE_H
#define COH_GROUP_SUBSET_STAGE_H

#include "group/aim.h"
#include "group/rules.h"

/*
 * The order in which groups are dealt to by group/subset.h: class by class.
 * Groups of one class have the same sizes, the same units that they may hold
 * and the same costs, so that those which hold somebody could change places.
 */

struct coh_group_stage {
    size_t group;             /* less 1 */
    size_t class;             /* numbered in this order */
    int optional;             /* it may hold nobody */
    size_t counted;           /* 1: p->open counts it where it holds somebody */
    size_t least, most;       /* students it holds */
    size_t at_least, at_most; /* likewise, with all later stages */
};

/* k stages, the caller's to free. The class with most groups comes last, the
 * next one first: those two are told apart best. aim: may be NULL. NULL with
 * COH_SYSTEM when there is no memory. */
struct coh_group_stage *
coh_group_stages_make(const struct coh_group_rules *r,
                      const struct coh_group_aim *aim,
                      struct coh_error *err) COH_MUST_CHECK;

/* at_least and at_most of the first n stages, when no others follow. */
void coh_group_stages_sum(struct coh_group_stage *stage, size_t n);

#endif
