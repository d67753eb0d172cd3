/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_GAPS_H
#define COH_INVENTORY_GAPS_H

#include "inventory/entry.h"
#include "table/writer.h"

/*
 * The gaps of an inventory: each field that an entry needs and lacks, those of
 * the minimum form first, so that a team fills in from the top.
 *
 *     if (coh_gaps_write(&inventory, w, err)) …
 */

/* Write a row a gap: source_id, field, form (`minimum` or `later`), meaning,
 * and words, the values to choose from. `fits` (NULL: all) says of which
 * entries. The columns are declared here; the writer is not ended. */
int coh_gaps_write(const struct coh_inventory *inv,
                   int (*fits)(void *context, const struct coh_entry *e),
                   void *context, struct coh_writer *w,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
