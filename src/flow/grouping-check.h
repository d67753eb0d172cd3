/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_CHECK_H
#define COH_FLOW_GROUPING_CHECK_H

#include "flow/grouping-report.h"

/*
 * A grouping made by hand: which rules it breaks, and how good it is beside
 * random groups and beside the best that is found.
 *
 *     struct coh_grouping_hand h = COH_GROUPING_HAND_INIT;
 *     … students, groups, kinds, lists, previous …
 *     if (coh_grouping_hand_read(&g, &file, &h, notes, err) ||
 *         coh_grouping_aims(&g, notes, err) ||
 *         coh_grouping_hand_judge(&g, &file, &h, notes, err) ||
 *         coh_group_reasons_init(&r, &g.p, &g.aim, &g.e, &h.a, err) ||
 *         coh_grouping_hand_report(&g, &h, &r, &asked, &page, err)) …
 *     coh_grouping_hand_release(&h);
 */

struct coh_grouping_hand {
    struct coh_group_answer a;    /* group, value, company; nothing proved */
    struct coh_group_answer best; /* what is found instead */
    /* Sentences, in the arena; names of students and groups as they are. */
    const char **broken, **absent, **unknown;
    size_t n_broken, n_absent, n_unknown;
    size_t broken_capacity, absent_capacity, unknown_capacity;
    struct coh_arena arena;
};

#define COH_GROUPING_HAND_INIT                                     \
    {                                                              \
        .a = COH_GROUP_ANSWER_INIT, .best = COH_GROUP_ANSWER_INIT, \
        .arena = COH_ARENA_INIT,                                   \
    }

void coh_grouping_hand_release(struct coh_grouping_hand *h);

/* Read `student_id,group`. Students of g who are in none of its groups are
 * told in h->absent (COH_NOTE_LOOK) and leave g: all that follows speaks of
 * the others. Ids that nobody has are told in h->unknown, and noted by
 * coh_grouping_assigned. COH_INPUT, with file and line: a group that is none
 * of g's; a student in two; nobody is in any. */
int coh_grouping_hand_read(struct coh_grouping *g,
                           const struct coh_grouping_file *file,
                           struct coh_grouping_hand *h, struct coh_notes *notes,
                           struct coh_error *err) COH_MUST_CHECK;

/* Judge it: every rule and size that it breaks, a sentence each, noted
 * (COH_NOTE_LOOK); its value; and the best grouping that is found for the
 * same problem (least sizes lowered to what the file has, when students are
 * absent). One measure, similar: who has an equal in another group is marked
 * (neither named by a rule). Solving may drop rules of the tool's own from g.
 */
int
coh_grouping_hand_judge(struct coh_grouping *g,
                        const struct coh_grouping_file *file,
                        struct coh_grouping_hand *h, struct coh_notes *notes,
                        struct coh_error *err) COH_MUST_CHECK;

/* The page. The share of the possible gain is
 * 100·(random − value)/(random − best), random for the sizes of the file. */
int coh_grouping_hand_report(const struct coh_grouping *g,
                             const struct coh_grouping_hand *h,
                             const struct coh_group_reasons *r,
                             const struct coh_grouping_asked *asked,
                             struct coh_text *t,
                             struct coh_error *err) COH_MUST_CHECK;

/* Sentences for all rules and sizes that `group` breaks, into h->broken. */
int coh_grouping_hand_broken(const struct coh_grouping *g, const size_t *group,
                             struct coh_grouping_hand *h,
                             struct coh_error *err) COH_MUST_CHECK;

/* Number the groups from the lowest mean score, as bands are: names, sizes
 * and rules go along. Those without a score come last, equals stay in order. */
int coh_grouping_hand_order(struct coh_grouping *g, size_t *group,
                            struct coh_error *err) COH_MUST_CHECK;

/* Take the students whom `out` marks out of g, before coh_grouping_aims:
 * rules go on without them. Means and sds of measures stay those of all. */
int coh_grouping_narrow(struct coh_grouping *g, const unsigned char *out,
                        struct coh_error *err) COH_MUST_CHECK;

#endif
