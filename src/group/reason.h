/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_REASON_H
#define COH_GROUP_REASON_H

#include "base/decimal.h"
#include "base/text.h"
#include "group/problem.h"
#include "group/units.h"

/*
 * Why a student is in a group, in words that a teacher can say aloud, and
 * what the next best group would cost.
 *
 *     struct coh_group_reasons r = COH_GROUP_REASONS_INIT;
 *     if (coh_group_reasons_init(&r, &p, &a, &words, err)) ...
 *     for (i = 0; i < p.n; i++)
 *         coh_group_reasons_student(&r, i, &s, err) ...
 *     coh_group_student_release(&s);
 *     coh_group_reasons_release(&r);
 */

struct coh_group_words {
    const char *const *id; /* how each student is called: the id, or the name
                              with the id */
    int scale;             /* of the mantissas */
    double sem;            /* standard error of measurement, in score units;
                              0: not known */
    double reliability;    /* above 0 and below 1; 0: not known. One of the
                              two is enough: sem = sd·√(1 − reliability) */
};

/* A group in numbers. Ranges are those of students whom no demand names, of
 * all with a score where there are none. Scores are mantissas. */
struct coh_group_profile {
    size_t size, scored;
    int64_t low, high;   /* the range, when scored */
    int64_t least, most; /* of all with a score */
    double sum, square;  /* of (score − origin) */
    double mean;         /* in score units */
};

struct coh_group_reasons {
    const struct coh_group_problem *p;
    const struct coh_group_answer *a;
    struct coh_group_words words;
    struct coh_group_units u;
    struct coh_group_profile *group; /* k, from group 1 */
    size_t *beside;                  /* scratch, a student each */
    int64_t origin;
    double mean, sd;         /* all scores, in score units; sd n − 1 */
    double sem, reliability; /* 0: unknown or not usable */
    double random_mean;      /* see coh_group_random_mean */
};

#define COH_GROUP_REASONS_INIT     \
    {                              \
        .u = COH_GROUP_UNITS_INIT, \
    }

/* What is said of a student. */
struct coh_group_student {
    struct coh_text reason, note; /* note: parts joined by "; " */
    double fit;       /* P(true score is in the own band), NAN: unknown */
    size_t next_best; /* 1 to k, 0: no other group can take the student */
    double next_cost; /* % of (random mean − value); NAN: none */
    int near_edge;    /* within 1 SEM of a boundary */
};

#define COH_GROUP_STUDENT_INIT                         \
    {                                                  \
        .reason = COH_TEXT_INIT, .note = COH_TEXT_INIT \
    }

/* The problem, the answer (feasible) and the ids must outlive `r`. */
int coh_group_reasons_init(struct coh_group_reasons *r,
                           const struct coh_group_problem *p,
                           const struct coh_group_answer *a,
                           const struct coh_group_words *words,
                           struct coh_error *err) COH_MUST_CHECK;
void coh_group_reasons_release(struct coh_group_reasons *r);

/* Say all of student i; `s` is cleared first and reused.
 *
 * next_best: the group that the objective rises least for, reached by moving
 * this student, or by swapping with one student who is not pinned, so that
 * sizes, pins, together and apart still hold (bands need not). A student who
 * is pinned, or together with others, has none, and the note says so. The
 * rise may be 0 or below where equal scores are kept together at a cost.
 *
 * fit, with a SEM: Kelley's T = r·x + (1 − r)·mean with standard error
 * SEM·√r, r = 1 − SEM²/sd²; the probability that T lies between the
 * boundaries of the group, which are midpoints of adjoining scores. */
int coh_group_reasons_student(const struct coh_group_reasons *r, size_t i,
                              struct coh_group_student *s,
                              struct coh_error *err) COH_MUST_CHECK;
void coh_group_student_release(struct coh_group_student *s);

/* P(true score < cut): Φ((cut − T)/(sem·√reliability)), Kelley 1923. */
double coh_group_below(double score, double cut, double mean, double sem,
                       double reliability);

/* The conflict of an impossible answer as one sentence, without a full stop:
 * "00812 and 00930 must be together and apart". */
int coh_group_conflict_words(const struct coh_group_problem *p,
                             const struct coh_group_answer *a,
                             const char *const *id, struct coh_text *t,
                             struct coh_error *err) COH_MUST_CHECK;

/* A mantissa of the scale as text, without needless zeros. */
const char *
coh_group_score_text(int64_t mantissa, int scale, char out[COH_NUMBER_SIZE]);

#endif
