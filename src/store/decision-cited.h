/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_DECISION_CITED_H
#define COH_STORE_DECISION_CITED_H

#include "inventory/check.h"
#include "store/store.h"

/*
 * The sources that the team's decisions rest on, for the checks of the
 * inventory: they know no store. A source counts that a decision, as it stands,
 * names as evidence or will measure by; a withdrawn decision does not.
 *
 *     struct coh_cited cited = COH_CITED_INIT;
 *     if (coh_cited_read(&cited, &shelf.store, err)) …
 *     on.cited = cited.at, on.cites = cited.n;
 *     coh_cited_release(&cited);
 */

struct coh_cited {
    struct coh_source_cited *at;
    size_t n, capacity;
    struct coh_arena arena;
};

#define COH_CITED_INIT \
    {                  \
        .at = NULL     \
    }

int coh_cited_read(struct coh_cited *cited, struct coh_store *store,
                   struct coh_error *err) COH_MUST_CHECK;
void coh_cited_release(struct coh_cited *cited);

#endif
