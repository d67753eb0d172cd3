/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/inbox.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "store/sql.h"

/* The folder beside the store, with room for a name behind it. */
static int
add_folder(struct coh_text *path, const struct coh_store *store,
           struct coh_error *err)
{
    const char *slash = strrchr(store->path, '/');

    if (slash &&
        coh_text_add(path, store->path, (size_t)(slash - store->path) + 1, err))
        return -1;
    return coh_text_add_string(path, "inbox/", err);
}

/* 1 with the hash of a plain file's content, 0 for what cannot be read. */
static int
hash_file(const char *path, char hex[COH_SHA256_HEX])
{
    struct coh_sha256 h;
    struct stat s;
    char bytes[BUFSIZ];
    FILE *f;
    size_t n;
    int whole;

    /* A pipe would wait for somebody who writes. */
    if (stat(path, &s) || !S_ISREG(s.st_mode) || !(f = fopen(path, "rb")))
        return 0;
    coh_sha256_init(&h);
    while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
        coh_sha256_add(&h, bytes, n);
    whole = !ferror(f);
    fclose(f);
    coh_sha256_hex(&h, hex);
    return whole;
}

/* 1 when a load that stands has this content, 0 when none has; -1 failed. */
static int
is_known(struct coh_store *store, const char *hex, struct coh_error *err)
{
    struct sqlite3_stmt *stmt = NULL;
    int rc = -1;

    if (!coh_sql_prepare(store,
                         "SELECT 1 FROM load WHERE file_sha256 = ?1"
                         " AND undone_by IS NULL AND undoes IS NULL",
                         &stmt, err) &&
        !coh_sql_bind(stmt, 1, coh_span_of(hex), store, err))
        rc = coh_sql_step(store, stmt, err);
    coh_sql_finish(&stmt);
    return rc;
}

static int
look_at(struct coh_inbox *inbox, struct coh_store *store, const char *path,
        const char *name, struct coh_error *err)
{
    char hex[COH_SHA256_HEX];
    int known;

    if (!hash_file(path, hex))
        return 0;
    known = is_known(store, hex, err);
    if (known)
        return known < 0 ? -1 : 0;
    if (coh_reserve(&inbox->name, &inbox->capacity, inbox->n + 1,
                    sizeof(*inbox->name), err))
        return -1;
    inbox->name[inbox->n] =
        coh_arena_text(&inbox->arena, name, strlen(name), err);
    return inbox->name[inbox->n] ? (inbox->n++, 0) : -1;
}

int
coh_inbox_look(struct coh_inbox *inbox, struct coh_store *store,
               struct coh_error *err)
{
    struct coh_text path = COH_TEXT_INIT, folder = COH_TEXT_INIT;
    struct dirent **entry = NULL;
    int i, n = -1, rc = -1;

    if (add_folder(&folder, store, err))
        goto out;
    rc = 0;
    n = scandir(coh_text_get(&folder), &entry, NULL, alphasort);
    for (i = 0; i < n; i++) {
        const char *name = entry[i]->d_name;

        coh_text_clear(&path);
        if (!rc && name[0] != '.')
            rc = coh_text_format(&path, err, "%s%s", coh_text_get(&folder),
                                 name) ||
                         look_at(inbox, store, coh_text_get(&path), name, err)
                     ? -1
                     : 0;
        free(entry[i]);
    }
out:
    free(entry);
    coh_text_release(&path);
    coh_text_release(&folder);
    return rc;
}

void
coh_inbox_release(struct coh_inbox *inbox)
{
    coh_free(inbox->name);
    coh_arena_release(&inbox->arena);
    *inbox = (struct coh_inbox)COH_INBOX_INIT;
}
