/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_EVIDENCE_H
#define COH_GROUP_EVIDENCE_H

#include <stddef.h>

/*
 * What is known of the students that a grouping rests on, and how everything
 * is called: all that reasons and reports say comes from here, the problem,
 * the aim and the answer. Filled by the sheet; nobody here frees it.
 */

enum coh_group_method {
    COH_GROUP_SIMILAR,
    COH_GROUP_MIXED,
    COH_GROUP_SKILL,
    COH_GROUP_INTEREST,
};

struct coh_group_evidence {
    enum coh_group_method method;
    const char *const *id;    /* of each student: the id, or the name with it */
    const char *const *group; /* of each group: "1", "5.NF.A.1 (2)", "Garden" */
    const char *const *rule;  /* of each rule: "A1" (the set), "iep yes" (the
                                 column and kind), "project" (the column) */

    /* similar, mixed: measures. */
    size_t measures;
    const char *const *measure;   /* names */
    const double *raw;            /* n × measures; NAN: none */
    const double *mean, *sd;      /* of each over those who have it; n − 1 */
    const double *weight;         /* of each; 1 unless asked */
    const unsigned char *dropped; /* of each: constant, of no use */
    int scale;                    /* decimals of the only measure */
    double sem, reliability;      /* of the only measure; 0: not known */

    /* skill, interest: what groups are about. */
    size_t themes;
    const char *const *theme; /* "5.NF.A.1", "School garden" */
    const size_t *theme_of; /* of each group: its theme; `themes`: extension */
    const double *mastery;  /* skill: n × themes, P(mastery); NAN: none */
    double need;            /* skill: from this 1 − P(mastery) on there is a
                               need; without one, extension */
    const unsigned *rank;   /* interest: n × themes, 1 is the first wish; 0:
                               not ranked */
    const unsigned *wishes; /* interest: how many each student ranked */
    double rank_exponent;

    /* An earlier grouping: its group of each student, NULL: not among them;
     * the whole array is NULL when there is none. */
    const char *const *previous;
};

#endif
