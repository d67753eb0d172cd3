/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_STANDING_H
#define COH_FLOW_STANDING_H

#include "cli/tool.h"
#include "store/standing.h"

/*
 * The end of a tool that reads the store: the facts of store/standing.h go
 * into its evidence, where one is kept, and the run is finished. `trace` is
 * NULL for a tool that speaks of the store as a whole.
 */
int coh_run_finish_standing(struct coh_run *run, struct coh_store *store,
                            const struct coh_trace *trace,
                            struct coh_error *err) COH_MUST_CHECK;

#endif
