/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRESS_KEEP_H
#define COH_PRESS_KEEP_H

#include "cli/tool.h"
#include "report/weave.h"

/*
 * What a page shows, kept as a sheet: the table of a block as CSV, so that next
 * week's page can be compared with it (cohort group --previous).
 *
 *     if (coh_press_keep_check(&keep, run, &w, err) || coh_weave_run(&w, err)
 * || coh_press_write(…) || coh_press_keep(&keep, run, &w, err)) …
 *
 * A wish is ID=FILE.csv.
 */

/* Before the blocks run: COH_USAGE for a wish that is none, for a block that
 * the page does not have, for a page that is shared, for a file that may not be
 * written, and for one that is written twice: run->output is the page. */
int coh_press_keep_check(const struct coh_strings *keep, struct coh_run *run,
                         const struct coh_weave *w,
                         struct coh_error *err) COH_MUST_CHECK;

/* Write them, each whole or not at all. All rows, whatever head= shows. A
 * block without rows leaves its file as it is, and a note says so. */
int
coh_press_keep(const struct coh_strings *keep, struct coh_run *run,
               const struct coh_weave *w, struct coh_error *err) COH_MUST_CHECK;

#endif
