/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_DECISION_EVIDENCE_H
#define COH_DECISION_EVIDENCE_H

#include "base/text.h"

/*
 * A line of evidence, by what it rests on:
 *
 *     source map-growth: half of grade 5 is below the district's median
 *     load 12: 41 of 112 below 70 %
 *     result: `cohort select … | cohort summary …`: mean 66 %
 *     note observation-notes:17: draws a number line unasked
 *     decision 3: the last regrouping did not hold
 *     research: WWC practice guide 2010, recommendation 2: number lines
 *     other: the mentor teacher saw the same in grade 4
 *     although: the notes are late; the test alone shows it
 *
 * The last is no evidence: it says why the team decides though a source is
 * overdue or no longer collected. Case does not count. A reference ends at the
 * first colon that has a blank or nothing behind it.
 */

enum coh_evidence_kind {
    COH_EVIDENCE_SOURCE,
    COH_EVIDENCE_LOAD,
    COH_EVIDENCE_RESULT,
    COH_EVIDENCE_NOTE,
    COH_EVIDENCE_DECISION,
    COH_EVIDENCE_RESEARCH,
    COH_EVIDENCE_OTHER,
    COH_EVIDENCE_ALTHOUGH,
    COH_EVIDENCE_KINDS
};

struct coh_evidence {
    enum coh_evidence_kind kind;
    struct coh_span ref;  /* the id, number or pipeline; empty without one */
    struct coh_span said; /* what it showed */
    long long number;     /* of a load or decision */
};

/* NULL when `text` is a line of evidence, else what is wrong with it, with
 * what to do. The spans are parts of the text. */
const char *coh_evidence_read(struct coh_evidence *e, const char *text);

#endif
