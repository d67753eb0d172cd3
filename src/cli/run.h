/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CLI_RUN_H
#define COH_CLI_RUN_H

#include "cli/tool.h"

/*
 * What the files of this folder share behind coh_tool_main; tools include
 * cli/tool.h only.
 */

struct coh_fact {
    char *key, *value;
};

/* The options that `run->tool` takes from the shared ones, in a table that
 * COH_OPTIONS_END ends. */
enum { COH_SHARED_OPTIONS = 20 };
void coh_run_options(struct coh_run *run,
                     struct coh_option table[COH_SHARED_OPTIONS]);

/* Resolve --format, --today, --db and the like after parsing. */
int coh_run_resolve(struct coh_run *run, struct coh_error *err) COH_MUST_CHECK;

/* --help, --version, and the hidden lists for lint and the front. */
int coh_help_print(const struct coh_run *run,
                   const struct coh_option *const *tables, size_t n,
                   struct coh_error *err) COH_MUST_CHECK;

/* Append the run's line to $COHORT_EVIDENCE, if set. */
int coh_evidence_write(const struct coh_run *run, int status,
                       struct coh_error *err) COH_MUST_CHECK;

void coh_run_release(struct coh_run *run);

#endif
