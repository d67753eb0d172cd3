/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_GRADE_H
#define COH_INVENTORY_GRADE_H

#include "base/text.h"

/*
 * Grades as people write them: "5", "4; 5", "K-5". K is 0; what is neither K
 * nor a number from 1 to 12 is a grade by its own name, and equal to itself.
 */

#define COH_NO_GRADE (-1)

/* 0 for K, 1 to 12; COH_NO_GRADE for what is neither. */
int coh_grade_read(struct coh_span s);

/* "3-5", with a hyphen, a dash or the word `to`: 1 with both ends. */
int coh_grade_range(struct coh_span s, int *from, int *to);

/* Is `grade` among the grades, by itself or within a range? The empty one is
 * where there are none. */
int coh_grades_have(const char *grades, struct coh_span grade);

/* Have both a grade in common? */
int coh_grades_meet(const char *a, const char *b);

#endif
