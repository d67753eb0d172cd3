/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_DECISION_H
#define COH_STORE_DECISION_H

#include "decision/decision.h"
#include "store/store.h"

/*
 * The decisions in the store: entries that are only added. Nothing here
 * changes or deletes one, and the store refuses whoever tries.
 */

/* Read all of them, ordered by decision, then by when they were entered. */
int coh_store_decisions_read(struct coh_store *store, struct coh_decisions *all,
                             struct coh_error *err) COH_MUST_CHECK;

/* Add an entry. With `id` 0 it is a new decision and gets the next number. The
 * caller has begun a transaction for writing, and commits it. */
int coh_store_decision_add(struct coh_store *store,
                           struct coh_decision_entry *entry,
                           struct coh_error *err) COH_MUST_CHECK;

/* *there: is there such a load, not undone and no undo? `source` gets its
 * source. */
int coh_store_has_load(struct coh_store *store, long long load, int *there,
                       struct coh_text *source,
                       struct coh_error *err) COH_MUST_CHECK;

/* *there: does a note of this reference, observation-notes:17, stand? */
int coh_store_has_note(struct coh_store *store, struct coh_span reference,
                       int *there, struct coh_error *err) COH_MUST_CHECK;

#endif
