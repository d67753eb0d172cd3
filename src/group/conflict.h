/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_CONFLICT_H
#define COH_GROUP_CONFLICT_H

#include "base/text.h"
#include "group/evidence.h"
#include "group/problem.h"

/*
 * A conflict of demands in words that a teacher can say.
 *
 *     if (a.outcome == COH_GROUP_IMPOSSIBLE &&
 *         coh_group_conflict_words(&p, &a, &evidence, &text, err)) ...
 */

/* The conflict of an impossible answer as one sentence, without a full stop,
 * demands joined by "; ":
 *   S014 and S027 must be together and apart
 *   S014 is pinned to Garden, which S014 may not join
 *   S014 may join only Garden or Chess; ...
 *   the 9 students with 'iep yes' are to be spread evenly over 4 groups
 *   nobody with 'english_learner yes' is to be the only one in a group
 *   groups are not to mix kinds of 'project'
 *   the 112 students make 14 groups of at least 8
 * All pairs of some students apart are said as one set of them. Of more than
 * eight names the first five are said, and how many others there are.
 * Of the evidence it reads id, group and rule; a group without a name is
 * "group 3", a rule without one is called by its students. */
int
coh_group_conflict_words(const struct coh_group_problem *p,
                         const struct coh_group_answer *a,
                         const struct coh_group_evidence *e, struct coh_text *t,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
