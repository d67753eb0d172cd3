/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_PAGE_H
#define COH_INVENTORY_PAGE_H

#include "base/file.h"
#include "inventory/entry.h"

/*
 * The inventory as a page to read, in Markdown: a table of all sources, then
 * a section a source with what is known of it, and by name what is blank
 * though it is needed. A sheet of 75 columns fits no page.
 *
 *     if (coh_page_write(&inventory, out, err)) ...
 */

/* Derived fields are shown as they stand in the entries. `out` stays open. */
int coh_page_write(const struct coh_inventory *inv, struct coh_out *out,
                   struct coh_error *err) COH_MUST_CHECK;

/* Add `s` to `t` with what Markdown would take for its own marks escaped and
 * line ends and other control characters as blanks: for headings. */
int coh_page_escape(struct coh_text *t, struct coh_span s,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
