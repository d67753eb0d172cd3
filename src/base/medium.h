/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_MEDIUM_H
#define COH_BASE_MEDIUM_H

#include <sys/types.h>

#include "base/text.h"

/*
 * What a folder lies on: this machine's own disk, a network file system, or a
 * folder that a service copies to other machines. A database wants the first:
 * locks over a network often fail, and a copy that is made while it is written
 * is torn.
 *
 *     const char *what = coh_medium_network("maple");
 *     if (what) … "lies on NFS"
 *
 * A guess from names and marks: what is not known counts as the machine's own.
 * Answers are constant text for people; NULL: nothing to warn of.
 */

/* The network file system of `path`, which must exist: from the system's list
 * of mounts on Linux (statfs where that cannot be read), from statfs on macOS
 * and BSD. A folder that a virtual machine's host shares counts too. */
const char *coh_medium_network(const char *path);

/* The service that copies `path`: by the name of one of the folders above it
 * or its own ("Dropbox", "OneDrive - Maple School"), or by the mark that a
 * service leaves in one. */
const char *coh_medium_synced(const char *path);

/* ---- their parts, for tests ---- */

/* A type of file system by its name on Linux, as nfs4 or fuse.sshfs. */
const char *coh_medium_of_type(struct coh_span type);

/* The type of the file system of a device, in the text of
 * /proc/self/mountinfo (proc(5)); empty when it is not there. */
struct coh_span coh_medium_type_of(struct coh_span mounts, unsigned major_id,
                                   unsigned minor_id);

/* A folder by its name alone. */
const char *coh_medium_of_name(struct coh_span name);

#endif
