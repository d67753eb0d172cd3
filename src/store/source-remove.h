/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_SOURCE_REMOVE_H
#define COH_STORE_SOURCE_REMOVE_H

#include "store/store.h"

/*
 * Take the entry of a source out of the inventory, with all its fields: a
 * typing error, an example. COH_INPUT, with what to do, while a load stands on
 * it; loads that were undone do not hold it, and stay in the list of loads.
 * An id that is none's removes nothing. The caller commits.
 */
int coh_store_source_remove(struct coh_store *store, const char *source_id,
                            struct coh_error *err) COH_MUST_CHECK;

#endif
