/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_DECISION_TABLE_H
#define COH_FLOW_DECISION_TABLE_H

#include "flow/decision-view.h"

/* Decisions as tables: a row a decision, a row a field, a row an entry. */

/* Which decisions: all that fit what is set. */
struct coh_decision_choice {
    const char *status; /* "open", "due", "closed", "withdrawn"; NULL: any */
    coh_date since;     /* decided on that day or later; or NONE */
    coh_date until;     /* its review on that day or before, not closed;
                           or NONE */
};

/* COH_USAGE: a status that is none, with the nearest. */
int coh_decision_choice_check(const struct coh_decision_choice *c,
                              struct coh_error *err) COH_MUST_CHECK;
int coh_decision_chosen(const struct coh_decision_choice *c,
                        const struct coh_decision *d, coh_date today);

/* id, date, question, decision, owner_role, review_on, status, outcome. */
int coh_decision_list_write(struct coh_decision_view *v, struct coh_run *run,
                            const struct coh_decision_choice *c,
                            struct coh_error *err) COH_MUST_CHECK;

/* All that is kept, fields that have several values with a line each. */
int coh_decision_sheet_write(struct coh_decision_view *v, struct coh_run *run,
                             struct coh_error *err) COH_MUST_CHECK;

/* id, question, review_on, days (school days since), owner_role, source, what,
 * expected, by. What is due is noted, to be looked at. */
int coh_decision_due_write(struct coh_decision_view *v, struct coh_run *run,
                           const struct coh_decision_choice *c,
                           struct coh_error *err) COH_MUST_CHECK;

/* field, value: of the decision as it stands and what came of it. */
int coh_decision_show_write(struct coh_decision_view *v, struct coh_run *run,
                            const struct coh_decision *d,
                            struct coh_error *err) COH_MUST_CHECK;

/* entry, day, kind, field, value: every entry of it, the first one first. */
int coh_decision_history_write(struct coh_decision_view *v, struct coh_run *run,
                               const struct coh_decision *d,
                               struct coh_error *err) COH_MUST_CHECK;

#endif
