/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_DECISION_VIEW_H
#define COH_FLOW_DECISION_VIEW_H

#include "cli/tool.h"
#include "decision/decision.h"
#include "result/mention.h"
#include "store/inventory.h"

/*
 * The team's decisions for readers: inside the team as they stand; with
 * --share without each text that names a student or speaks of so few that a
 * source lets nobody outside see it. What is held back is shown as held back,
 * and counted.
 *
 *     struct coh_decision_view v = COH_DECISION_VIEW_INIT;
 *     if (coh_decision_view_open(&v, run, err)) …
 *     … coh_decision_view_text(&v, &d, text, &shown, err)
 *     coh_decision_view_end(&v, run, err), coh_decision_view_close(&v)
 */

struct coh_decision_view {
    struct coh_shelf shelf;
    struct coh_decisions all;
    struct coh_mention named; /* of everybody, when it is shared */
    int share;
    size_t held; /* texts that stay inside the team */
};

#define COH_DECISION_VIEW_INIT                              \
    {                                                       \
        .shelf = COH_SHELF_INIT, .all = COH_DECISIONS_INIT, \
        .named = COH_MENTION_INIT                           \
    }

/* Read run->db. */
int coh_decision_view_open(struct coh_decision_view *v, struct coh_run *run,
                           struct coh_error *err) COH_MUST_CHECK;

/* What of a text of decision `d`, one of its values, may be shown. */
int coh_decision_view_text(struct coh_decision_view *v,
                           const struct coh_decision *d, const char *text,
                           const char **shown,
                           struct coh_error *err) COH_MUST_CHECK;

/* All values of a field that may be shown, a line each, added to `into`;
 * `entry` is d->now or d->outcome. */
int coh_decision_view_field(struct coh_decision_view *v,
                            const struct coh_decision *d,
                            const struct coh_decision_entry *entry,
                            const char *field, struct coh_text *into,
                            struct coh_error *err) COH_MUST_CHECK;

/* The facts and notes of what was shown: the decision's number and sources
 * for the evidence; how many texts were held back, and "newest_decision", the
 * number of the newest entry (0: none), by which a later reader tells a new
 * decision from a change by hand. */
int coh_decision_view_fact(struct coh_run *run, const struct coh_decision *d,
                           struct coh_error *err) COH_MUST_CHECK;
int
coh_decision_view_end(const struct coh_decision_view *v, struct coh_run *run,
                      struct coh_error *err) COH_MUST_CHECK;

void coh_decision_view_close(struct coh_decision_view *v);

#endif
