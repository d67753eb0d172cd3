/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_GROUPING_RUN_H
#define COH_FLOW_GROUPING_RUN_H

#include "cli/tool.h"
#include "flow/grouping-ask.h"

/*
 * A run of cohort-group, from the files that the options name to the sheet and
 * the page.
 *
 *     struct coh_grouping_run a = {.ask = COH_GROUPING_ASK_INIT};
 *     … options, coh_grouping_ask_check …
 *     rc = coh_grouping_run(&a, run, err);
 *     coh_grouping_run_release(&a);
 */

struct coh_grouping_run {
    struct coh_grouping_ask ask;
    const char *keep;   /* column list */
    const char *report; /* the page's file, or NULL */
    struct coh_table table[COH_GROUPING_ASK_FILES]; /* behind ask.file */
};

/* Read the operands and every file of ask.file that has a name; group, or
 * judge the grouping of COH_GROUPING_ASK_CHECK; write the page, then the
 * sheet. COH_INPUT when the rules cannot be kept. */
int coh_grouping_run(struct coh_grouping_run *a, struct coh_run *run,
                     struct coh_error *err) COH_MUST_CHECK;
void coh_grouping_run_release(struct coh_grouping_run *a);

#endif
