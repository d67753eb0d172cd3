/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_INVENTORY_H
#define COH_STORE_INVENTORY_H

#include "inventory/calendar.h"
#include "inventory/due.h"
#include "store/store.h"

/*
 * The inventory and the school calendar in the store. Everything is small:
 * it is read as a whole and written an entry at a time.
 *
 *     struct coh_shelf shelf = COH_SHELF_INIT;
 *     if (coh_shelf_open(&shelf, path, COH_STORE_WRITE, err)) ...
 *     ... change shelf.inventory.entry[0] ...
 *     if (coh_store_entry_write(&shelf.store, &shelf.inventory.entry[0], err)
 *         || coh_store_commit(&shelf.store, err)) ...
 *     coh_shelf_close(&shelf);
 */

/* A store with its inventory and calendar read: what every verb of the
 * inventory starts from. */
struct coh_shelf {
    struct coh_store store;
    struct coh_inventory inventory;
    struct coh_calendar calendar;
};

#define COH_SHELF_INIT                                         \
    {                                                          \
        .store = COH_STORE_INIT, .calendar = COH_CALENDAR_INIT \
    }

/* Open the store at `path` and read both. Unless `mode` is COH_STORE_READ a
 * transaction is begun first, so that what was read is still so when it is
 * written; the caller commits it. */
int
coh_shelf_open(struct coh_shelf *shelf, const char *path,
               enum coh_store_mode mode, struct coh_error *err) COH_MUST_CHECK;

/* Fill the derived fields of every entry, for showing. */
int coh_shelf_derive(struct coh_shelf *shelf, coh_date today,
                     struct coh_error *err) COH_MUST_CHECK;

/* What was not committed is undone. */
void coh_shelf_close(struct coh_shelf *shelf);

/* All entries, by source_id in the order of bytes, added to `inv`. A source
 * without a field, all of whose loads were undone, is none any more. Fields
 * that this version does not know are passed over, and kept. A column of the
 * team's own is a field under "own:" and its name. */
int coh_store_inventory_read(struct coh_store *store, struct coh_inventory *inv,
                             struct coh_error *err) COH_MUST_CHECK;

/* Make the stored entry of this source_id equal to `e`: new if it is not
 * there, and blank where `e` is blank. What follows from other fields or the
 * calendar (iso_interval, next_due) is not stored. */
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
