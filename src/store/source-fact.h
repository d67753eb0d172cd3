/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SOURCE_FACT_H
#define COH_STORE_SOURCE_FACT_H

#include "inventory/check.h"
#include "store/decision-cited.h"
#include "store/inbox.h"

/*
 * What the store knows of each source, for the checks of the inventory: they
 * know no store.
 *
 *     struct coh_source_facts facts = COH_SOURCE_FACTS_INIT;
 *     if (coh_source_facts_read(&facts, &shelf.store, err)) ...
 *     coh_source_facts_give(&facts, &on);
 *     coh_source_facts_release(&facts);
 */

struct coh_source_facts {
    struct coh_source_fact *at; /* of sources with a load, by source_id */
    size_t n, capacity;
    struct coh_inbox inbox; /* what waits there */
    struct coh_cited cited; /* what decisions rest on */
    struct coh_arena arena;
};

#define COH_SOURCE_FACTS_INIT \
    {                         \
        .at = NULL            \
    }

/* And the inbox beside the store, and what decisions rest on. Loads count that
 * were not undone and are no undo themselves. */
int
coh_source_facts_read(struct coh_source_facts *facts, struct coh_store *store,
                      struct coh_error *err) COH_MUST_CHECK;

/* Lend them to a check; they must stay until it has run. */
void coh_source_facts_give(const struct coh_source_facts *facts,
                           struct coh_check_on *on);

void coh_source_facts_release(struct coh_source_facts *facts);

#endif
