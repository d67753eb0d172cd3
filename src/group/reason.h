/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_REASON_H
#define COH_GROUP_REASON_H

#include "base/decimal.h"
#include "base/text.h"
#include "group/evidence.h"
#include "group/next.h"

/*
 * Why a student is in a group, in words that a teacher can say aloud, how well
 * the group fits, and what the next best group would cost; for every method.
 * Every number in a sentence follows from the sheet: scores, groups, lists.
 *
 *     struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
 *     struct coh_group_student s = COH_GROUP_STUDENT_INIT;
 *     if (coh_group_reasons_init(&r, &p, &aim, &evidence, &a, err)) ...
 *     for (i = 0; i < p.n; i++)
 *         coh_group_reasons_student(&r, i, &s, err) ...
 *     coh_group_student_release(&s);
 *     coh_group_reasons_release(&r);
 */

/* A group on one measure, in the measure's own units, over those of its
 * students who have it; NAN where nobody has. */
struct coh_group_profile {
    size_t scored;
    double mean, least, most;
    double low, high; /* the range of students who are not named by a rule (see
                         below), of all with a score where there are none */
};

struct coh_group_reasons {
    const struct coh_group_problem *p;
    const struct coh_group_aim *aim;
    const struct coh_group_evidence *e;
    const struct coh_group_answer *a;
    struct coh_group_rules rules;
    struct coh_group_next *next;

    size_t *size;                 /* students of group g + 1; k */
    struct coh_group_profile *on; /* k × measures: group g + 1 on measure m is
                                     on[g·measures + m] */
    uint32_t *count;     /* features of `rules` × k: how many have it in group
                            g + 1: [f·k + g] */
    double *centre;      /* similar: k × aim->dimensions, the mean point of
                            those with a measure; of no meaning for none */
    int *digits;         /* decimals of each measure's values */
    size_t only;         /* the one measure that is not dropped; `measures`:
                            none, or several */
    unsigned char *data; /* n; 1: has something that the method places by */
    unsigned char *named, *pinned; /* n; by together, apart, pin, require or
                                      forbid; by a pin */

    double value, random_mean; /* of the aim (of two levels the second), in its
                                  own units */
    double sem, reliability;   /* of the only measure; 0: unknown, or not
                                  usable. One follows from the other:
                                  sem = sd·√(1 − reliability) */

    /* Bands: `similar` with one measure, where all scores of students who are
     * not named by a rule are in the order of their groups. Then groups have
     * boundaries: midpoints of the adjoining scores of such students. */
    int bands;
    size_t *order, *place, n_order; /* groups with a score (1 to k), the lowest
                                       first; where group g + 1 stands in it,
                                       or n_order */
    unsigned char *near_edge;       /* n; within 1 SEM of a boundary */
    size_t *beside;                 /* scratch, a student each */
};

#define COH_GROUP_REASONS_INIT \
    {                          \
        .value = 0             \
    }

/* What is said of a student. */
struct coh_group_student {
    struct coh_text reason, note; /* note: parts joined by "; " */
    double fit;                   /* see below; NAN: blank */
    size_t next_best; /* 1 to k, 0: no other group can take the student */
    double next_cost; /* % of (random mean − value), `interest`: rank points;
                         NAN: blank */
    int near_edge;    /* within 1 SEM of a boundary */
    int moved;        /* in another group than before, or new */
};

#define COH_GROUP_STUDENT_INIT                         \
    {                                                  \
        .reason = COH_TEXT_INIT, .note = COH_TEXT_INIT \
    }

/* All but `r` must outlive it. Of the answer only `group` is read: it may come
 * from elsewhere than a search, and need not keep the rules (a grouping made
 * by hand). Of the evidence: id and group for all, rule for BALANCE,
 * NO_ISOLATE and SAME, and what belongs to the method. */
int coh_group_reasons_init(struct coh_group_reasons *r,
                           const struct coh_group_problem *p,
                           const struct coh_group_aim *aim,
                           const struct coh_group_evidence *e,
                           const struct coh_group_answer *a,
                           struct coh_error *err) COH_MUST_CHECK;
void coh_group_reasons_release(struct coh_group_reasons *r);

/* Say all of student i; `s` is cleared first and reused.
 *
 * reason: what the aim has to do with it, then the rules that name the
 * student. A cause ("was full") is said only where it holds.
 *
 * fit: `similar` in bands with a SEM: Kelley's T = r·x + (1 − r)·mean with
 * standard error SEM·√r, r = 1 − SEM²/sd²; the probability that T lies
 * between the boundaries of the group. `skill`: 1 − P(mastery) of the group's
 * standard. `interest`: the rank that the student got. Else blank.
 *
 * next_best, next_cost: group/next.h.
 *
 * note: no data, a missing measure, parted from equals, within 1 SEM of a
 * boundary with the probability of each group, moved since the earlier
 * grouping and why, no next best and why. */
int coh_group_reasons_student(const struct coh_group_reasons *r, size_t i,
                              struct coh_group_student *s,
                              struct coh_error *err) COH_MUST_CHECK;
void coh_group_student_release(struct coh_group_student *s);

/* Is student i in another group than before (1), in the same (0), or was not
 * among them (-1)? 0 where there is no earlier grouping. Groups are matched by
 * name. */
int coh_group_moved(const struct coh_group_reasons *r, size_t i);

/* P(true score < cut): Φ((cut − T)/(sem·√reliability)), Kelley 1923. */
double coh_group_below(double score, double cut, double mean, double sem,
                       double reliability);

/* P(true score in group g), bands with a SEM; NAN: unknown. */
double
coh_group_probability(const struct coh_group_reasons *r, size_t i, size_t g);

/* A mantissa of the scale as text, without needless zeros. */
const char *
coh_group_score_text(int64_t mantissa, int scale, char out[COH_NUMBER_SIZE]);

#endif
