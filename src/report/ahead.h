/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_REPORT_AHEAD_H
#define COH_REPORT_AHEAD_H

#include "report/block.h"

/*
 * Running ahead: the stages of all blocks whose command is known already are
 * run at the same time, as many as there are processors, each that several
 * share once; what they gave waits in the memo. The page is then woven from top
 * to bottom as ever and finds most of it done, so that its bytes, messages and
 * faults are the same, whatever ended first.
 *
 *     coh_ahead_run(w->block, w->n, &around, err)
 *
 * What depends on a value of a block above is left to the weaving. A stage that
 * fails is no failure here: its block will tell.
 */

/* `around->memo` takes the results. Nothing is run ahead for a shared page,
 * whose masks judge one table after the other. COH_SYSTEM only. */
int coh_ahead_run(const struct coh_block *block, size_t n,
                  const struct coh_block_surroundings *around,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
