/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_DECISION_SMALL_H
#define COH_DECISION_SMALL_H

#include "base/text.h"

/*
 * Does a sentence speak of fewer students than a source lets anybody outside
 * the team see? "4 of 112", "109 of 112" (then 3 are not), "3 students", "two
 * learners". A number of points, items, days and the like is none of students.
 * It reads words, so it errs: on the safe side where a number has no noun.
 *
 * The smallest such number below `min_n` and above 0; 0 when there is none.
 */
long coh_small_count(struct coh_span text, long min_n);

#endif
