/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/folder_group.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { OF_FOLDER = 02770, OF_FILE = 0660, EXECUTE = 0110, DEPTH = 2 };

int
coh_folder_group_find(const char *name, gid_t *group, struct coh_error *err)
{
    const struct group *g;

    errno = 0;
    g = getgrnam(name);
    if (!g && errno)
        return coh_fail_errno(err, name);
    if (!g)
        return coh_fail(err, COH_USAGE,
                        "--group: this machine has no group '%.60s'", name);
    *group = g->gr_gid;
    return 0;
}

int
coh_folder_group_has(const char *path)
{
    struct stat st;

    return !stat(path, &st) && S_ISDIR(st.st_mode) && (st.st_mode & S_ISGID) &&
           (st.st_mode & S_IWGRP);
}

/* The system takes the set-group-id bit away in silence from who is not in the
 * group. */
int
coh_folder_group_give(const char *path, gid_t group, struct coh_error *err)
{
    if (chown(path, (uid_t)-1, group) || chmod(path, OF_FOLDER)) {
        coh_fail_errno(err, path);
        coh_error_context(err, "the folder cannot be the group's (are you in "
                               "it?): ");
        return -1;
    }
    if (!coh_folder_group_has(path))
        return coh_fail(err, COH_SYSTEM,
                        "%s: the folder cannot be the group's: are you in it?",
                        path);
    return 0;
}

static int
give(const char *path, gid_t group, int depth, struct coh_error *err);

static int
give_entry(const char *path, gid_t group, int depth, struct coh_error *err)
{
    struct stat st;

    if (lstat(path, &st))
        return coh_fail_errno(err, path);
    if (geteuid() && st.st_uid != geteuid())
        return 0;
    if (S_ISDIR(st.st_mode))
        return depth ? give(path, group, depth - 1, err) : 0;
    if (!S_ISREG(st.st_mode))
        return 0;
    if (chown(path, (uid_t)-1, group) ||
        chmod(path, OF_FILE | (st.st_mode & EXECUTE)))
        return coh_fail_errno(err, path);
    return 0;
}

static int
give(const char *path, gid_t group, int depth, struct coh_error *err)
{
    struct coh_text entry = COH_TEXT_INIT;
    const struct dirent *e;
    DIR *d = NULL;
    int rc = -1;

    if (coh_folder_group_give(path, group, err))
        return -1;
    d = opendir(path);
    if (!d)
        return coh_fail_errno(err, path);
    while ((e = readdir(d))) {
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
            continue;
        coh_text_clear(&entry);
        if (coh_text_format(&entry, err, "%s/%s", path, e->d_name) ||
            give_entry(coh_text_get(&entry), group, depth, err))
            goto out;
    }
    rc = 0;
out:
    closedir(d);
    coh_text_release(&entry);
    return rc;
}

int
coh_folder_group_give_all(const char *path, gid_t group, struct coh_error *err)
{
    return give(path, group, DEPTH, err);
}
