/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRIVACY_SUPPRESS_H
#define COH_PRIVACY_SUPPRESS_H

#include "privacy/problem.h"

/*
 * Suppression: which numbers of a table may be shown.
 *
 * 1. Small counts are hidden (coh_privacy_is_primary): the primary ones.
 * 2. No small count is the only one that is hidden on a line.
 * 3. The hidden parts of a line whose total is shown count min_n or more
 *    together, if a small one is among them.
 * 4. The audit: for every primary sum the bounds that a reader can work out
 *    (privacy/attack.h) are at least max(min_n − 1, 3) apart, and the upper one
 *    is min_n or more, so that as far as anybody can compute, each hidden group
 *    could be one that needs no hiding. From the second half follow 2 and 3,
 *    and that no set of hidden groups whose number can be worked out is smaller
 *    than min_n.
 * 5. The audit again for a reader who is the one student of a hidden sum of 1:
 *    no other primary sum may be known exactly.
 * 6. As few sums as that allows are hidden, and of equally many those of fewer
 *    students. Where not even hiding all that can be hidden is safe, nothing is
 *    shown: REFUSED, with the sums that cannot be protected.
 *
 * How: hiding more never narrows a bound. So when a primary sum is not safe,
 * the proof of its bounds names the shown sums that give it away, one of which
 * has to be hidden whatever else is: a demand. The cheapest choice that meets
 * all demands so far is audited, which is safe or makes a new demand; the first
 * that is safe is the least pattern (`best`). Where that takes too long (about
 * from 80 free sums on) the choice is a good one: each sum that could be shown
 * again is. No table that has a safe pattern is refused, unless a bound cannot
 * be settled in whole numbers within the work allowed: what is not proved safe
 * is not shown.
 *
 * Guarded are also primary sums that are `aside` (a small difference of two
 * releases, say), and `silent` ones of any size must not be known exactly, as
 * far as that can be helped. A primary sum that is `known` cannot be protected:
 * the answer is REFUSED.
 *
 * What this does not protect from: readers who know some of the children's
 * results, or two who are alone and talk to each other; readers who conclude
 * from *which* numbers are hidden how large they are likely to be (a small
 * group is always hidden; a large one only where it protects); and releases or
 * numbers that are not among the sums.
 *
 * The same problem gives the same answer, always.
 */

enum coh_privacy_outcome {
    COH_PRIVACY_WHOLE,   /* nothing needs hiding */
    COH_PRIVACY_PARTLY,  /* safe with what is hidden */
    COH_PRIVACY_REFUSED, /* no pattern is safe */
};

enum coh_privacy_why {
    COH_PRIVACY_SHOWN,
    COH_PRIVACY_SMALL,      /* primary */
    COH_PRIVACY_PROTECTS,   /* complementary */
    COH_PRIVACY_TAKEN_OVER, /* `silent`: hidden elsewhere */
};

struct coh_privacy_answer {
    enum coh_privacy_outcome outcome;
    unsigned char *hidden; /* of each sum: enum coh_privacy_why; of REFUSED
                              all that can be hidden, and must be */
    int64_t *low, *high;   /* of hidden sums, as the attack finds them; of
                              others the count */
    size_t *unsafe;        /* of REFUSED: primary sums without protection */
    size_t n_unsafe;
    size_t n_hidden;
    uint64_t audits; /* how many patterns were put to the audit */
    int best;        /* proved: no safe pattern hides fewer sums, nor as many
                        with fewer students */
};

#define COH_PRIVACY_ANSWER_INIT \
    {                           \
        .hidden = NULL          \
    }

/* COH_USAGE for a min_n below 2, COH_INPUT for counts that contradict each
 * other. Counts up to 500 million. Tables of 24 cells take under a millisecond,
 * of 36 cells in three ways some 10, of 100 to 200 cells up to some seconds. */
int coh_privacy_suppress(const struct coh_privacy_problem *p,
                         struct coh_privacy_answer *answer,
                         struct coh_error *err) COH_MUST_CHECK;

/* Rules 4 and 5 alone: is this pattern safe? *at becomes the first sum that is
 * not protected. A primary sum that the pattern shows is not. */
int coh_privacy_audit(const struct coh_privacy_problem *p,
                      const unsigned char *hidden, int *safe, size_t *at,
                      struct coh_error *err) COH_MUST_CHECK;

void coh_privacy_answer_release(struct coh_privacy_answer *answer);

#endif
