/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_DECISION_CHECK_H
#define COH_FLOW_DECISION_CHECK_H

#include "base/notes.h"
#include "decision/sheet.h"
#include "store/inventory.h"

/*
 * A filled-in form of a decision beside what the team holds: is its evidence
 * there and fresh, is its review a school day, does it name a student?
 */

struct coh_decision_check {
    struct coh_shelf *shelf;
    const struct coh_decisions *all; /* the decisions so far */
    coh_date today;
    const char *roles; /* of the team, split by ';', or NULL */
};

/* Faults: evidence from a source that is not in the inventory, is no longer
 * collected or is overdue by the school calendar, unless the form has a line
 * `although`; a load that is not there or was undone, a note or an earlier
 * decision that is not there; a source to measure that is none or is not
 * collected; a day to come that lies behind us; a review on no school day.
 * Notes: what was taken although; a sentence about so few students that it
 * stays inside the team; an owner that is no role of the team (to look at). */
int
coh_decision_check_made(const struct coh_decision_check *check,
                        const struct coh_form *form,
                        struct coh_form_faults *faults, struct coh_notes *notes,
                        struct coh_error *err) COH_MUST_CHECK;

/* Is this source fit to decide by today? 0 and `why` ("is overdue by 4 school
 * days …") when not. A source that the inventory does not know is none. */
int
coh_decision_is_fresh(const struct coh_decision_check *check,
                      struct coh_span source, int *fresh, struct coh_text *why,
                      struct coh_error *err) COH_MUST_CHECK;

/* Where an item stands, for a note: "line 12, Evidence". */
enum { COH_DECISION_PLACE = 80 };
const char *coh_decision_place(const struct coh_form *form,
                               const struct coh_form_item *item,
                               char place[COH_DECISION_PLACE]);

/* Does the form name a student that the store knows? Each item that does is
 * noted, to be looked at; *n: how many. With `taken` it is taken all the same:
 * nothing is noted, but the field of each value that names somebody is added
 * to the entry as "named", so that it stays inside the team, also when nobody
 * knows the name any more. */
int
coh_decision_check_names(struct coh_store *store, const struct coh_form *form,
                         int taken, struct coh_decisions *made, size_t *n,
                         struct coh_notes *notes,
                         struct coh_error *err) COH_MUST_CHECK;

/* May `made` become a new decision, or with `id` an amendment? COH_INPUT for a
 * number that is none, a decision that is closed, and one that says the same
 * already. */
int coh_decision_check_again(const struct coh_decisions *all,
                             const struct coh_decision_entry *made, int64_t id,
                             struct coh_error *err) COH_MUST_CHECK;

/* Note, to be looked at, an outcome whose word contradicts its number: "met" of
 * ">= 70 %" by "62 %". */
int coh_decision_check_outcome(const struct coh_decision *d,
                               const struct coh_decision_entry *outcome,
                               struct coh_notes *notes,
                               struct coh_error *err) COH_MUST_CHECK;

/* The largest min_n of the sources that these lines of evidence name; 10 where
 * none says one. */
long coh_decision_min_n(const struct coh_inventory *inv,
                        const struct coh_decision_entry *entry);

#endif
