/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "flow/profile.h"
#include "inventory/locate.h"

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "inbox" beside the store. */
static int
name_inbox(const char *db, struct coh_text *folder, struct coh_error *err)
{
    const char *slash = strrchr(db, '/');

    return (slash && coh_text_add(folder, db, (size_t)(slash - db) + 1, err)) ||
                   coh_text_add_string(folder, "inbox", err)
               ? -1
               : 0;
}

static int
add_path(struct coh_strings *paths, const char *folder, const char *name,
         struct coh_arena *arena, struct coh_error *err)
{
    struct coh_text path = COH_TEXT_INIT;
    const char *copy;
    int rc = -1;

    if (!coh_text_format(&path, err, "%s/%s", folder, name) &&
        (copy = coh_arena_text(arena, path.bytes, path.length, err)))
        rc = coh_strings_add(paths, copy, err);
    coh_text_release(&path);
    return rc;
}

int
coh_profile_inbox(const char *db, const struct coh_entry *entry,
                  struct coh_strings *paths, struct coh_arena *arena,
                  struct coh_error *err)
{
    struct coh_text folder = COH_TEXT_INIT;
    struct dirent *file;
    DIR *dir = NULL;
    int rc = -1;

    if (name_inbox(db, &folder, err))
        goto out;
    dir = opendir(coh_text_get(&folder));
    while (dir && (file = readdir(dir)))
        if (file->d_name[0] != '.' && coh_entry_located(entry, file->d_name) &&
            add_path(paths, coh_text_get(&folder), file->d_name, arena, err))
            goto out;
    if (!paths->n) {
        coh_fail(err, COH_INPUT,
                 "no file to look over: %s/ has none that fits the location "
                 "'%.60s' of %.60s; give FILE",
                 coh_text_get(&folder),
                 coh_entry_get(entry, COH_FIELD_LOCATION),
                 coh_entry_get(entry, COH_FIELD_SOURCE_ID));
        goto out;
    }
    qsort(paths->at, paths->n, sizeof(*paths->at), by_name);
    rc = 0;
out:
    if (dir)
        closedir(dir);
    coh_text_release(&folder);
    return rc;
}
