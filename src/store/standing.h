/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_STANDING_H
#define COH_STORE_STANDING_H

#include "store/trace.h"

/*
 * Where the store stood when something was read from it: what a later reader
 * compares with, to tell a new load from a change by hand.
 *
 *     if (coh_standing_facts(&store, &trace, run->today, fact, run, err)) …
 *
 * A mark is told even for rows that nobody got: no rows are an answer, too.
 */

/* Hand to `fact`:
 * - "load": "SOURCE: N", N the newest load of the source, or the undo of one
 *   (they are numbered in one sequence), of each source of the trace; of all
 *   sources when the trace has none or is NULL;
 * - "newest_load": the highest number in the store, 0 without a load;
 * - "roster" and "inventory": SHA-256 over the students with all that is known
 *   of them, and over the entries with the school calendar;
 * - "stale": "SOURCE: due 2026-02-27, last 2026-02-02" for each source of the
 *   trace that is overdue on `today` by the school calendar (inventory/due.h;
 *   never collected: "SOURCE: due 2026-02-27, never collected"). Nothing for a
 *   NULL trace: what speaks of all sources says itself which are late. */
int coh_standing_facts(struct coh_store *store, const struct coh_trace *trace,
                       coh_date today,
                       int (*fact)(void *context, const char *key,
                                   const char *value, struct coh_error *err),
                       void *context, struct coh_error *err) COH_MUST_CHECK;

#endif
