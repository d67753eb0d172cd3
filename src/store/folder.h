/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_FOLDER_H
#define COH_STORE_FOLDER_H

#include "base/text.h"
#include "inventory/calendar.h"

/*
 * A team's folder: the store and the files around it with which every tool
 * works without options.
 *
 *     cohort.db      the store
 *     team.ini       what the tools know of the team
 *     calendar.csv   the school calendar, to fill in and import
 *     inventory.csv  the data inventory, to fill in and import
 *     weekly.md      the page of the weekly report
 *     inbox/         where exports are put
 *     reports/       where reports are written
 */

/* Make what is missing of the folder at `path`; nothing that is there is
 * overwritten. The folder has mode 0700, its files 0600. A `calendar` with
 * lines (it may be NULL) becomes the store's. `made` takes the names of what
 * was made, with commas. COH_INPUT: the folder is neither empty nor a team's;
 * COH_SYSTEM: it cannot be written. */
int
coh_folder_make(const char *path, const struct coh_calendar *calendar,
                struct coh_text *made, struct coh_error *err) COH_MUST_CHECK;

#endif
