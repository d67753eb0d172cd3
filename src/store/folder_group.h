/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_STORE_FOLDER_GROUP_H
#define COH_STORE_FOLDER_GROUP_H

#include <sys/types.h>

#include "base/error.h"

/*
 * A team's folder for several accounts of one machine: folders of mode 2770,
 * files of mode 0660, all of one group. What tools write there later is the
 * group's by base/file.h.
 *
 *     gid_t group;
 *     if (coh_folder_group_find("maple", &group, err) ||
 *         coh_folder_group_give("/srv/maple", group, err)) …
 */

/* COH_USAGE: the machine knows no such group. */
int coh_folder_group_find(const char *name, gid_t *group,
                          struct coh_error *err) COH_MUST_CHECK;

/* Make the folder itself the group's. COH_SYSTEM: the system refuses, as it
 * does to who is not in the group. */
int coh_folder_group_give(const char *path, gid_t group,
                          struct coh_error *err) COH_MUST_CHECK;

/* The folder, its folders and the files of all of them. What belongs to
 * somebody else stays as it is; links are not followed. */
int coh_folder_group_give_all(const char *path, gid_t group,
                              struct coh_error *err) COH_MUST_CHECK;

/* Is the folder a group's: set-group-id, and the group may write? */
int coh_folder_group_has(const char *path);

#endif
