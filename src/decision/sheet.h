/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_DECISION_SHEET_H
#define COH_DECISION_SHEET_H

#include "decision/decision.h"
#include "decision/expect.h"
#include "decision/form.h"

/*
 * The two forms of a decision, and what makes a filled-in form one: made (or
 * amended), and closed. What asks the store or the calendar is not looked at
 * here.
 *
 *     struct coh_form form = COH_FORM_INIT(coh_sheet_made);
 *     if (coh_form_read(&form, text, &faults, err) ||
 *         coh_sheet_take(&form, &all, entry, &faults, err)) …
 *     if (faults.n) … nothing is to be kept …
 */

/* The sections of coh_sheet_made, in order. */
enum {
    COH_MADE_QUESTION,
    COH_MADE_CONCERNS,
    COH_MADE_EVIDENCE,
    COH_MADE_ALTERNATIVES,
    COH_MADE_RATIONALE,
    COH_MADE_DECISION,
    COH_MADE_CONFIDENCE,
    COH_MADE_OWNER,
    COH_MADE_MEASURE,
    COH_MADE_REVIEW,
    COH_MADE_REASON, /* of an amendment: of coh_sheet_amended only */
};

/* And of coh_sheet_closed. */
enum {
    COH_CLOSED_ACTUAL,
    COH_CLOSED_OUTCOME,
    COH_CLOSED_LEARNED,
    COH_CLOSED_NEXT,
    COH_CLOSED_STEP,
};

extern const struct coh_form_section coh_sheet_made[], coh_sheet_amended[],
    coh_sheet_closed[];

/* "met", "partly", "not met", "cannot tell", "withdrawn"; "keep", "change",
 * "end". End with NULL. */
extern const char *const coh_sheet_outcome[], *const coh_sheet_next[];

/* Turn the items of a decision's form (of coh_sheet_amended, whose last section
 * goes with a number) into values of `entry`, and say what is wrong: a line of
 * evidence of no kind, no evidence but an `although`, fewer than two
 * alternatives, a confidence without its reason, an owner with an address, a
 * measure that lacks a part, a date that is none, a day by which it is measured
 * behind the review, a number without a reason or the reverse. */
int
coh_sheet_take(const struct coh_form *form, struct coh_decisions *all,
               struct coh_decision_entry *entry, struct coh_form_faults *faults,
               struct coh_error *err) COH_MUST_CHECK;

/* The same of what came of it. A withdrawn decision needs no more than what
 * was learned; one to be changed needs a next step. */
int
coh_sheet_take_outcome(const struct coh_form *form, struct coh_decisions *all,
                       struct coh_decision_entry *entry,
                       struct coh_form_faults *faults,
                       struct coh_error *err) COH_MUST_CHECK;

/* Fill a blank form with what a decision's newest entry says. */
int coh_sheet_fill(const struct coh_decision_entry *entry,
                   struct coh_form *form, struct coh_error *err) COH_MUST_CHECK;

#endif
