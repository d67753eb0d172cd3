/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_DECISION_PAGE_H
#define COH_FLOW_DECISION_PAGE_H

#include "flow/decision-view.h"

/*
 * Decisions as a page for people: each with its number and question as a
 * heading, what was decided first, then why, then what came of it. Texts are
 * escaped: what somebody wrote is no markup.
 */

enum coh_decision_form { COH_DECISION_MARKDOWN, COH_DECISION_HTML };

/* Add one decision, its question as a heading of `level`, the sections a level
 * below. */
int
coh_decision_page(struct coh_decision_view *v, const struct coh_decision *d,
                  coh_date today, enum coh_decision_form form, int level,
                  struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

#endif
