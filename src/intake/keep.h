/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_INTAKE_KEEP_H
#define COH_INTAKE_KEEP_H

#include "intake/emit.h"

/*
 * What goes into a file of rejects: a room of intake, which hands lines to the
 * keeper of the options while the second reading goes on. Without a keeper
 * nothing happens.
 */

/* Keep a record. One of another width than the header is kept as its line, if
 * it is one line. */
int coh_intake_keep(const struct coh_intake_job *job,
                    const struct coh_record *rec, enum coh_kept_role role,
                    const char *reason, struct coh_error *err) COH_MUST_CHECK;

/* What the others will be read by: what stands above the header, the header as
 * the file has it, and the columns with values. */
int coh_intake_keep_start(struct coh_intake_job *job,
                          struct coh_error *err) COH_MUST_CHECK;

#endif
