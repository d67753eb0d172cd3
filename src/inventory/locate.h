/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_LOCATE_H
#define COH_INVENTORY_LOCATE_H

#include "inventory/entry.h"

/*
 * Which source does a file belong to? An entry's `location` may name files,
 * with patterns as a shell has them (map-*.csv), several split by `;`.
 */

/* Does one of the entry's patterns fit the file called `name`? */
int coh_entry_located(const struct coh_entry *e, const char *name);

/* The one entry whose location fits the file called `name` (folders do not
 * count); NULL when none does. COH_INPUT naming two when two do. */
int coh_inventory_locate(const struct coh_inventory *inventory,
                         const char *name, const struct coh_entry **entry,
                         struct coh_error *err) COH_MUST_CHECK;

#endif
