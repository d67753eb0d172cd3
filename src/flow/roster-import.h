/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_ROSTER_IMPORT_H
#define COH_FLOW_ROSTER_IMPORT_H

#include "cli/tool.h"
#include "store/store.h"

/*
 * Taking a roster in, from one file or from several that belong together: a
 * CSV with a column student_id, or what the layouts of src/layout/rosters
 * know.
 */

struct coh_roster_request {
    coh_date from;                    /* --from, or COH_DATE_NONE */
    const struct coh_strings *column; /* --attribute: taken in all the same */
    const struct coh_strings *class_name;
};

/* The run's operands, or standard input. A folder stands for its CSV files;
 * those of them that are no roster are passed over with a note. Each file of
 * students is one transaction. COH_INPUT: a file cannot be used, or a column
 * was asked for that no file has. */
int coh_roster_import(struct coh_run *run, struct coh_store *store,
                      const struct coh_roster_request *request,
                      struct coh_error *err) COH_MUST_CHECK;

#endif
