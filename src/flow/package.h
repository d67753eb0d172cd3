/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_FLOW_PACKAGE_H
#define COH_FLOW_PACKAGE_H

#include "base/notes.h"
#include "store/inventory.h"

/*
 * The inventory with its data as a Frictionless Data Package, a folder:
 *
 *     datapackage.json   what is in it, for any reader of such packages
 *     inventory.csv      the sources, all fields
 *     elements.csv       what each source holds: assessments, measures, scales
 *     collections.csv    the loads that stand, each with its file's hash
 *     data/SOURCE.csv    the results of a source, as tidy rows
 *     data/SOURCE-notes.csv  its notes
 *
 * It holds children's records: mode 0700, files 0600.
 */

struct coh_package {
    const char *folder; /* to be made; it may be there and empty */
    const char *team;   /* its name */
    coh_date today;
    int guarded; /* text cells are guarded: --spreadsheet */
};

/* Write it, whole or not at all. COH_INPUT when the folder is there and not
 * empty, or a source's access_level is `unknown` or blank (all are named):
 * nobody knows yet who may see it. What a source has no results of is noted.
 */
int
coh_package_write(struct coh_shelf *shelf, const struct coh_package *package,
                  struct coh_notes *notes,
                  struct coh_error *err) COH_MUST_CHECK;

#endif
