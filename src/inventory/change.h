/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_CHANGE_H
#define COH_INVENTORY_CHANGE_H

#include "inventory/entry.h"
#include "table/writer.h"

/*
 * Changes to an entry as somebody types them, and what they came to.
 *
 *     struct coh_entry was = COH_ENTRY_INIT;
 *     if (coh_entry_copy(&was, e, err) ||
 *         coh_change_apply(&inventory, e, "purpose+=screening", err) ||
 *         coh_change_write(&was, e, w, err)) …
 */

/* Apply `FIELD=VALUE` to `e`, an entry of `inv`. A blank VALUE clears the
 * field; FIELD+=VALUE adds to a list what it does not hold yet. FIELD is a
 * field's name or title, or the name of a column of the team's own. COH_USAGE
 * for what is no such text or adds to what is no list; COH_INPUT, with the
 * nearest word or field, for a value that does not fit, a field that there is
 * not, one that is worked out, and source_id. `e` is unchanged then. */
int coh_change_apply(const struct coh_inventory *inv, struct coh_entry *e,
                     const char *change, struct coh_error *err) COH_MUST_CHECK;

/* Write a row for each field in which the two differ: field, before, now. The
 * columns are declared here. */
int
coh_change_write(const struct coh_entry *was, const struct coh_entry *e,
                 struct coh_writer *w, struct coh_error *err) COH_MUST_CHECK;

/* Add what is blank of the minimum form, "title, tier and grades", to `t`, and
 * give the number of fields that this entry needs of it; nothing is added when
 * none is blank. */
int
coh_change_blank(const struct coh_entry *e, struct coh_text *t, size_t *needed,
                 size_t *blank, struct coh_error *err) COH_MUST_CHECK;

#endif
