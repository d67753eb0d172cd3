/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INVENTORY_FINDING_WRITE_H
#define COH_INVENTORY_FINDING_WRITE_H

#include "base/notes.h"
#include "inventory/finding.h"
#include "table/writer.h"

/*
 * Findings as a table: columns source_id, check, state, days, message. With
 * `due` only those that need doing; else those that are not well, or with
 * `all` those too. What needs doing is noted, once a state, with its first
 * sources (`notes` may be NULL), and so is what has no due date and is not
 * shown.
 */
int coh_findings_write(const struct coh_findings *findings, int due, int all,
                       struct coh_notes *notes, struct coh_writer *w,
                       struct coh_error *err) COH_MUST_CHECK;

#endif
