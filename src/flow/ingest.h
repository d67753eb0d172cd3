/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_INGEST_H
#define COH_FLOW_INGEST_H

#include "cli/tool.h"
#include "intake/intake.h"
#include "store/desk.h"

/*
 * What ingest says of a file, and what it shows instead of taking one in.
 */

/* One line on standard error: what the file `name` gave and, with an `outcome`
 * (else NULL), what of it was new to the store behind `desk`. */
int coh_ingest_say(const struct coh_run *run, const char *name,
                   const struct coh_intake_account *account,
                   const struct coh_desk *desk,
                   const struct coh_load_outcome *outcome,
                   struct coh_error *err) COH_MUST_CHECK;

/* Undo the load whose number is written as `load`; with `dry_run` only say what
 * would become of it. One line on standard error. COH_USAGE for what is no
 * number, or with a FILE; else fails as coh_load_undo. */
int coh_ingest_undo(struct coh_run *run, const char *load, int dry_run,
                    struct coh_error *err) COH_MUST_CHECK;

/* With `layout` its INI text; else, with `layouts`, a row a layout; else a row
 * a load. Written to the run's output, which is closed. COH_USAGE for a layout
 * that is not there. */
int coh_ingest_show(struct coh_run *run, const char *layout, int layouts,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
