/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_TAKE_IN_H
#define COH_FLOW_TAKE_IN_H

#include "flow/rejects.h"
#include "intake/kit.h"
#include "result/write.h"
#include "store/desk.h"

/*
 * Taking the run's files in, one after the other: into the store, or as tidy
 * rows. A file that cannot be used is said and passed over; the store is then
 * as it was before it.
 *
 *     struct coh_take_in t = COH_TAKE_IN_INIT;
 *     t.run = run;
 *     if (coh_intake_kit_open(&t.kit, …) || coh_desk_open(&t.desk, …) ||
 *         coh_take_in_files(&t, err)) …
 *     coh_take_in_release(&t);
 */

struct coh_take_in {
    struct coh_run *run;
    struct coh_intake_wish wish; /* as typed */
    int to_stdout, dry_run, again;
    struct coh_intake_kit kit;
    struct coh_desk desk;          /* the store, unless to_stdout */
    struct coh_result_table table; /* to_stdout */
    struct coh_rejects rejects;
};

#define COH_TAKE_IN_INIT                                   \
    {                                                      \
        .kit = COH_INTAKE_KIT_INIT, .desk = COH_DESK_INIT, \
        .rejects = COH_REJECTS_INIT                        \
    }

/* All operands of the run, or standard input. When none can be used, not even
 * a header is written; the run's status then says why. */
int
coh_take_in_files(struct coh_take_in *t, struct coh_error *err) COH_MUST_CHECK;

void coh_take_in_release(struct coh_take_in *t);

#endif
