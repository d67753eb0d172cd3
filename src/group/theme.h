/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_GROUP_THEME_H
#define COH_GROUP_THEME_H

#include "group/aim.h"

/*
 * What it costs to have a student in a group that is about something: a
 * standard that the student needs (`skill`), a project that the student asked
 * for (`interest`). Arrays in, an aim of costs out.
 *
 * theme_of[g] is the theme of group g + 1, 0 to themes − 1; `themes` is the
 * group for those who need none of them: extension.
 */

/* need = 1 − P(mastery), where that is known. A need counts from `need` on
 * (0.5 where nothing else is said). With the greatest of a student's needs,
 *
 *   who has a need:   theme s    greatest − need_s
 *                     extension  greatest
 *   who has none:     theme s    1 − need_s = P(mastery of s)
 *                     extension  0
 *   not known:        theme s    as a need of 0
 *   nothing known:    0 everywhere: placed by size only
 *
 * in ten-thousandths. A cost is what a student goes without: the greatest need
 * less the need that the group serves. Who has no need goes without nothing in
 * extension, and in a theme gives time to what is mastered already: the more,
 * the better it is mastered. So of two who could fill a seat in s, the one
 * with less mastery of s is sent.
 *
 * mastery: n × themes, 0 to 1, NAN: not known. Fails with COH_INPUT when a
 * P(mastery) is not from 0 to 1 or a theme_of above themes, COH_SYSTEM. `a` is
 * then empty. */
int
coh_group_theme_needs(struct coh_group_aim *a,
                      const struct coh_group_problem *p, const double *mastery,
                      size_t themes, const size_t *theme_of, double need,
                      struct coh_error *err) COH_MUST_CHECK;

/* The need that counts most for student i (of ties the first theme), or
 * `themes`: none, or nothing is known. */
size_t coh_group_theme_greatest(const double *mastery, size_t themes, size_t i,
                                double need);

/* rank: n × themes, 1 is the first choice, 0 not ranked. First level: 1 for a
 * student who ranked some and gets none of them. Second: rank^exponent, or
 * (longest list + 1)^exponent where not ranked, the longest of all students; 0
 * for a student who ranked none. Exact for a whole exponent, else in
 * thousandths of a point. Of equally good groupings group/assign.h gives the
 * one that is better for earlier rows.
 * A rank above the length of the list (1, 2, 4) counts as written.
 * Fails with COH_INPUT when exponent is not from 0 to 8, COH_SYSTEM. */
int
coh_group_theme_choices(struct coh_group_aim *a,
                        const struct coh_group_problem *p, const unsigned *rank,
                        size_t themes, const size_t *theme_of, double exponent,
                        struct coh_error *err) COH_MUST_CHECK;

/* rank^exponent, or (longest + 1)^exponent for a rank of 0, as a number of
 * points; `list` 0 (the student ranked none): 0. */
double coh_group_theme_points(unsigned rank, unsigned list, unsigned longest,
                              double exponent);

#endif
