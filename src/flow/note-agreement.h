/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_NOTE_AGREEMENT_H
#define COH_FLOW_NOTE_AGREEMENT_H

#include "flow/note-codes.h"

/*
 * Do two or more coders give the same codes to the same notes? One alpha a
 * code (stat/krippendorff.h, nominal): on each note a coder gave it, or not.
 *
 *     struct coh_note_agreement_ask ask = {.coder = "coder"};
 *     if (coh_note_agreement_run(&ask, run, err)) …
 *
 * Rows are notes × coders. A row with blank codes says that the coder gave
 * none; a note of which a coder has no row was not coded by that coder. Of two
 * rows of one coder for one note the first counts, and that is said.
 * A row of the table is a code:
 *     units      notes that two coders or more coded
 *     coders     who coded any of them
 *     present    how many of the codings have the code
 *     agreement  pairs of coders that agree, in percent
 *     alpha, low, high  with the interval of stat/krippendorff-interval.h
 *     use        what an alpha of this size is good for: Krippendorff (Content
 *                Analysis, 3rd ed. 2013, ch. 12) asks for .800, and for .667
 *                where tentative conclusions do
 */

struct coh_note_agreement_ask {
    const char *codes;  /* column; NULL: codes */
    const char *coder;  /* column; NULL: coder, or the name of the file */
    const char *unit;   /* column list; NULL: note */
    const char *scheme; /* file, or NULL */
};

/* COH_USAGE: nothing says who coded. COH_INPUT: a column is not there, or only
 * one coder is. */
int coh_note_agreement_run(const struct coh_note_agreement_ask *ask,
                           struct coh_run *run,
                           struct coh_error *err) COH_MUST_CHECK;

#endif
