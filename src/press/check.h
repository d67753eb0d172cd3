/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_PRESS_CHECK_H
#define COH_PRESS_CHECK_H

#include "cli/run.h"

/*
 * `cohort weave --check PAGE.html`: make the blocks of a page again, from its
 * own source, with its own parameters and its own day, and write what changed:
 * `block,rows_then,rows_now,same,reason`, a row a block. Nothing else is made.
 *
 *     coh_press_check(run, folder, "week.html", "csv", NULL, err)
 */

/* `folder` is that of the tools (base/program.h), `format` the name of one for
 * tables or NULL, `output` a file or NULL. Another day than the page's is taken
 * only from --today. Something to look at when a block changed. COH_INPUT for
 * what is no page that can be checked, and when its source is not here. */
int coh_press_check(struct coh_run *run, const char *folder, const char *page,
                    const char *format, const char *output,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
