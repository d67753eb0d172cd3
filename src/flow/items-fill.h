/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_ITEMS_FILL_H
#define COH_FLOW_ITEMS_FILL_H

#include "flow/items.h"

/*
 * One test: its sittings, items and points. For coh_items_settle alone.
 */

/* Add the test whose n rows are order[0], order[1], …, sorted by student,
 * date, attempt, item and standard. An item that stands twice in a sitting
 * with one standard makes a further sitting; with two standards it is of
 * both. What was scored by --key, and what could not be, is noted. */
int coh_items_fill(struct coh_items *t, const size_t *order, size_t n,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
