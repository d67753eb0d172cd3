/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_SUGGEST_H
#define COH_FLOW_SUGGEST_H

#include "cli/tool.h"

/*
 * Draft a layout for the run's one file (or standard input) on the run's
 * output, which is closed. What of it nobody needs is said: a layout that
 * knows the file, records that cannot be parsed. COH_USAGE for several files;
 * COH_INPUT as coh_suggest_read.
 */
int
coh_ingest_suggest(struct coh_run *run, struct coh_error *err) COH_MUST_CHECK;

#endif
