/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_NEXT_H
#define COH_GROUP_NEXT_H

#include "group/aim.h"
#include "group/rules.h"

/*
 * The next best group of a student: the one that the whole (group/aim.h:
 * company first, then the cost) rises least for, reached by moving the
 * student, or by swapping with one student who is neither pinned nor bound to
 * others, so that all rules and sizes are kept. Of equals the group nearest in
 * number, then the lower. Costs follow from sums of each group, so that a
 * student takes one look at each other student and no more.
 *
 *     struct coh_group_next *x;
 *     if (coh_group_next_open(&rules, &aim, group, &x, err)) ...
 *     g = coh_group_next_best(x, i, &rise, &why);
 *     coh_group_next_close(x);
 */

struct coh_group_next;

/* What the next best group would change. */
struct coh_group_rise {
    int64_t company; /* pairs who meet again, more (or fewer, where these are
                        wished for) */
    int64_t first;   /* COST of two levels: the first; else 0 */
    int64_t cost;    /* the rest of the cost, in steps of aim->unit */
};

/* For a grouping (1 to k a student), which need not keep all rules; then a
 * step must break no more than it does. The rules and the aim must outlive
 * `*out`, which the caller closes. */
int coh_group_next_open(const struct coh_group_rules *r,
                        const struct coh_group_aim *aim, const size_t *group,
                        struct coh_group_next **out,
                        struct coh_error *err) COH_MUST_CHECK;
void coh_group_next_close(struct coh_group_next *x); /* NULL is fine */

/* 1 to k, and by how much it rises; 0: none, and *why says it in words, which
 * nobody frees. The rise is 0 or below where the grouping is not the best. */
size_t coh_group_next_best(struct coh_group_next *x, size_t student,
                           struct coh_group_rise *rise, const char **why);

/* Would moving the student alone into the group break a rule or a size? */
int
coh_group_next_breaks(struct coh_group_next *x, size_t student, size_t group);

#endif
