/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_INVENTORY_H
#define COH_STORE_INVENTORY_H

#include "inventory/calendar.h"
#include "inventory/entry.h"
#include "store/store.h"

/*
 * The inventory and the school calendar in the store. Everything is small:
 * it is read as a whole and written an entry at a time, within the caller's
 * transaction (coh_store_begin and coh_store_commit).
 *
 *     struct coh_inventory inv = COH_INVENTORY_INIT;
 *     if (coh_store_inventory_read(&store, &inv, err)) ...
 *     ... change an entry ...
 *     if (coh_store_begin(&store, err) ||
 *         coh_store_entry_write(&store, &inv.entry[0], err) ||
 *         coh_store_commit(&store, err)) ...
 */

/* All entries, by source_id in the order of bytes, added to `inv`. Fields
 * that this version does not know are passed over, and kept. */
int coh_store_inventory_read(struct coh_store *store, struct coh_inventory *inv,
                             struct coh_error *err) COH_MUST_CHECK;

/* Make the stored entry of this source_id equal to `e`: new if it is not
 * there, and blank where `e` is blank. */
int coh_store_entry_write(struct coh_store *store, const struct coh_entry *e,
                          struct coh_error *err) COH_MUST_CHECK;

/* The calendar's lines, in the order in which they were written. COH_INPUT
 * when what is stored is no calendar. */
int coh_store_calendar_read(struct coh_store *store, struct coh_calendar *c,
                            struct coh_error *err) COH_MUST_CHECK;

/* Put `c` in the place of the stored calendar. */
int
coh_store_calendar_write(struct coh_store *store, const struct coh_calendar *c,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
