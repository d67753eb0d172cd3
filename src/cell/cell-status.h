/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CELL_STATUS_H
#define COH_CELL_STATUS_H

#include "result/result.h"

/*
 * Words that stand where a score should be and say why there is none: English
 * ones whose meaning is the same in any export. They count only where a layout
 * asks for them, for `A` is a grade in one file and absent in the next.
 */

/* The status of a word, in any case, with blanks, hyphens or underscores
 * between its parts; -1 when it is not known. In doubt the status is the one
 * that claims less:
 *
 *     excused         EX, Excused
 *     exempt          Exempt, Exempted
 *     absent          Absent
 *     not_assigned    Not Assigned, Not Assessed, Not Administered
 *     not_submitted   Not Submitted, Never Submitted, No Submission
 *     not_yet_graded  Not Yet Graded, Not Graded, Ungraded, Needs Grading,
 *                     Requires Grading, Pending
 *     in_progress     In Progress, Incomplete, Not Finished, Not Completed
 *     discontinued    Discontinue, Discontinued
 *     ceiling         Surpassed Level, Max Score: it was too easy to measure
 *     invalidated     Invalid, Invalidated
 *     declined        Declined, Refused, Will Not Take
 *     suppressed      Suppressed
 *     missing         Missing, No Score, Not Tested, Did Not Test, Not
 *                     Determined (the score was asked for, and could not be
 *                     given: why is not said)
 */
int coh_cell_status_word(struct coh_span text,
                         enum coh_status *status) COH_MUST_CHECK;

#endif
