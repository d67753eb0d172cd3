/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CLI_ONLY_H
#define COH_CLI_ONLY_H

#include "cli/tool.h"

/*
 * A stage of a page about some students ($COHORT_ONLY, see table/only.h) reads
 * no row of anybody else.
 *
 * Files: coh_run_reader passes over such rows in whatever it reads, and
 * coh_rows_open refuses a FILE without the student column, of which nobody
 * could tell. What comes through standard input comes from a stage that did
 * the same. The store: select and roster list ask here. A tool that is not in
 * the list of only.c is refused: it would speak of others.
 */

/* Read $COHORT_ONLY into run->only; nothing when it is not set. COH_USAGE for
 * a tool that does not know how to leave the others out. */
int coh_only_resolve(struct coh_run *run, struct coh_error *err) COH_MUST_CHECK;

/* May rows of this student be read? */
int coh_only_may(const struct coh_run *run, struct coh_span id);

/* The students that a tool asks the store for: all of the page's when `asked`
 * is empty. COH_INPUT for one whom the page is not of. */
int coh_only_ask(const struct coh_run *run, struct coh_strings *asked,
                 struct coh_error *err) COH_MUST_CHECK;

/* COH_USAGE, on such a page: `what` counts everybody. */
int coh_only_refuse(const struct coh_run *run, const char *what,
                    struct coh_error *err) COH_MUST_CHECK;

/* COH_INPUT, on such a page, for a file of rows without the student column. */
int coh_only_check(const struct coh_run *run, const char *path, int has_column,
                   struct coh_error *err) COH_MUST_CHECK;

/* Does the family read the page ($COHORT_AUDIENCE)? Then notes that nobody
 * marked as shareable stay with the team. */
int coh_only_for_family(const struct coh_run *run);

void coh_only_end(struct coh_run *run);

#endif
