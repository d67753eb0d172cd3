/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_FOLDER_H
#define COH_STORE_FOLDER_H

#include "base/date.h"
#include "base/notes.h"
#include "base/text.h"
#include "inventory/calendar.h"

/*
 * A team's folder: the store and the files around it with which every tool
 * works without options.
 *
 *     cohort.db                the store
 *     team.ini                 what the tools know of the team
 *     calendar.csv             the school calendar, to change and import
 *     inventory.csv            the data inventory, to fill in and import: the
 *                              fields of the minimum form, two examples
 *     weekly.md …              the pages of examples/artifacts/, and the sheets
 *                              that stand beside them
 *     together.csv             students to group together, and apart.csv to
 *                              keep apart
 *     inbox/                   where exports are put
 *     reports/                 where reports are written
 */

struct coh_folder {
    const char *path;
    const struct coh_calendar *calendar; /* lines that become the store's; or
                                            none: examples in the sheet alone */
    const char *group; /* of the machine, or NULL: the owner's alone */
    coh_date today;    /* the examples are of its school year */
};

/* Make what is missing of the folder; nothing that is there is overwritten.
 * The folder has mode 0700, its files 0600; with a group, or in an empty
 * folder that is a group's already, 2770 and 0660, and what was there before
 * gets them too. `made` takes the names of what was made, with commas.
 * COH_INPUT: the folder is neither empty nor a team's; COH_USAGE: there is no
 * such group, and nothing is made; COH_SYSTEM: it cannot be written. */
int coh_folder_make(const struct coh_folder *folder, struct coh_text *made,
                    struct coh_error *err) COH_MUST_CHECK;

/* A note that asks to look for each reason why a store should not lie there:
 * a service copies the folder, or it is on a network file system. */
int coh_folder_warn(const char *path, struct coh_notes *notes,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
