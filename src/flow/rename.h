/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_RENAME_H
#define COH_FLOW_RENAME_H

#include "cli/tool.h"
#include "table/masked.h"

/*
 * Columns under another name: `--rename OLD=NEW`, given any number of times.
 */

/* *out becomes the new name, or `name` itself. Is there a new one? */
int coh_rename(const struct coh_strings *renames, struct coh_span name,
               struct coh_span *out);

/* COH_INPUT when a column that is to be renamed is not there. */
int coh_rename_check(const struct coh_strings *renames,
                     const struct coh_header *header,
                     struct coh_error *err) COH_MUST_CHECK;

/* Write a cell of COH_MASKED_COLUMN, with the new names. */
int coh_rename_suppressed(const struct coh_strings *renames,
                          struct coh_writer *w, struct coh_span cell,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
