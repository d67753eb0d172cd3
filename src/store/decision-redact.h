/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_DECISION_REDACT_H
#define COH_STORE_DECISION_REDACT_H

#include "base/date.h"
#include "base/notes.h"
#include "result/mention.h"
#include "store/store.h"

/*
 * Take names out of the history of decisions: of students who are forgotten.
 *
 * Each place that names one of them becomes "(a student)", in every version of
 * a decision, and the decision gets an entry of kind "redacted" that says in
 * which fields of which day. It is the only change of an entry that the store
 * lets happen, and it lets no other text come in its place. Fields of fixed
 * words and days are left alone. A single word in small letters (will, may) is
 * left, and noted to look at.
 *
 * The caller has begun a transaction for writing, and commits it; with
 * `dry_run` nothing is written, and the notes say what would be.
 */
int coh_store_decisions_redact(struct coh_store *store,
                               const struct coh_mention *named, coh_date today,
                               int dry_run, struct coh_notes *notes,
                               struct coh_error *err) COH_MUST_CHECK;

#endif
