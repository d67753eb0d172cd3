/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_REASON_INTERNAL_H
#define COH_GROUP_REASON_INTERNAL_H

#include <math.h>

#include "group/reason.h"

/*
 * What the files of group/reason.h share: each says one thing about student i
 * in the grouping r->a, and adds it to the text.
 */

/* Score of student i on measure m; NAN: none. */
static inline double
coh_group_raw(const struct coh_group_reasons *r, size_t i, size_t m)
{
    return r->e->raw[i * r->e->measures + m];
}

/* Is the measure one that students are placed by? */
static inline int
coh_group_used(const struct coh_group_reasons *r, size_t m)
{
    return m == r->only || !r->e->dropped || !r->e->dropped[m];
}

static inline const struct coh_group_profile *
coh_group_profile_of(const struct coh_group_reasons *r, size_t group, size_t m)
{
    return &r->on[(group - 1) * r->e->measures + m];
}

/* A mean, with one decimal more than the values of the measure. */
static inline const char *
coh_group_mean_text(const struct coh_group_reasons *r, size_t m, double mean,
                    char out[COH_NUMBER_SIZE])
{
    return coh_double_fixed(mean, r->digits[m] + 1, out);
}

/* 0.823 is "82 %", and what is not quite all or nothing "over 99 %" or "under
 * 1 %". `out` takes as much as a number and some more. */
#define COH_GROUP_PERCENT_SIZE (COH_NUMBER_SIZE + 8)
const char *coh_group_percent_text(double p, char out[COH_GROUP_PERCENT_SIZE]);

/* The facts: everything of `r` but rules and next. */
int coh_group_reasons_gather(struct coh_group_reasons *r,
                             struct coh_error *err) COH_MUST_CHECK;

/* Bands: the next group with scores below (step −1) or above (1); 0: none; and
 * where two of them that adjoin meet, the lower first. */
size_t
coh_group_neighbour(const struct coh_group_reasons *r, size_t group, int step);
double
coh_group_boundary(const struct coh_group_reasons *r, size_t low, size_t high);

/* similar: how far the point of student i is from the mean point of a group,
 * squared, in steps of the aim: in dimension d, or in all (d = dimensions).
 * The student counts in the mean of the own group. */
double coh_group_distance(const struct coh_group_reasons *r, size_t i,
                          size_t group, size_t d);

/* Has any of the group a measure? */
int coh_group_scored(const struct coh_group_reasons *r, size_t group);

/* The aim's part of a reason, by method. */
int
coh_group_say_similar(const struct coh_group_reasons *r, size_t i,
                      struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;
int
coh_group_say_mixed(const struct coh_group_reasons *r, size_t i,
                    struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;
int
coh_group_say_skill(const struct coh_group_reasons *r, size_t i,
                    struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;
int coh_group_say_interest(const struct coh_group_reasons *r, size_t i,
                           struct coh_text *t,
                           struct coh_error *err) COH_MUST_CHECK;

/* "; with …; apart from …; pinned by you …": the rules of the student. */
int
coh_group_say_rules(const struct coh_group_reasons *r, size_t i,
                    struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

/* Why student i could not be in any of these groups, where one thing alone
 * kept the student out of each: that they are full (with counts), did not run,
 * or a rule. Adds nothing where it is the aim that decided. `lead` goes
 * before. The groups are those of a theme, or the one group given. */
int
coh_group_say_barred(const struct coh_group_reasons *r, size_t i, size_t theme,
                     size_t group, const char *lead, struct coh_text *t,
                     struct coh_error *err) COH_MUST_CHECK;

/* Notes: parts, joined by "; ". */
int coh_group_note(struct coh_text *t, const char *text,
                   struct coh_error *err) COH_MUST_CHECK;
int
coh_group_note_edge(const struct coh_group_reasons *r, size_t i,
                    struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;
int
coh_group_note_moved(const struct coh_group_reasons *r, size_t i,
                     struct coh_text *t, struct coh_error *err) COH_MUST_CHECK;

#endif
