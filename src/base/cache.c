/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { HEX = COH_SHA256_HEX - 1, PATH = 4096 };

static int
name_folder(const char *store, char **folder, struct coh_error *err)
{
    const size_t n = (size_t)(coh_base_name(store) - store);
    struct coh_text t = COH_TEXT_INIT;

    *folder = NULL;
    if (!coh_text_add(&t, store, n, err) &&
        !coh_text_add_string(&t, COH_CACHE_FOLDER, err))
        *folder = coh_copy_text(t.bytes, t.length, err);
    coh_text_release(&t);
    return *folder ? 0 : -1;
}

/* Nobody else may read or write there, and it is no link. */
static int
is_ours(const char *folder)
{
    struct stat s;

    return !lstat(folder, &s) && S_ISDIR(s.st_mode) && s.st_uid == geteuid() &&
           !(s.st_mode & 077);
}

/* STAMP-KEY, both in hexadecimal digits. */
static int
read_name(const char *name, struct coh_cached *entry)
{
    size_t i;

    if (strlen(name) != 2 * HEX + 1 || name[HEX] != '-')
        return 0;
    for (i = 0; name[i]; i++)
        if (i != HEX && !strchr("0123456789abcdef", name[i]))
            return 0;
    *entry = (struct coh_cached){.used = 0};
    memcpy(entry->stamp, name, HEX);
    memcpy(entry->key, name + HEX + 1, HEX);
    return 1;
}

static int
list(struct coh_cache *c, struct coh_error *err)
{
    DIR *dir = opendir(c->folder);
    const struct dirent *at;
    char path[PATH];
    int rc = 0;

    while (dir && !rc && (at = readdir(dir))) {
        rc = coh_reserve(&c->entry, &c->capacity, c->n + 1, sizeof(*c->entry),
                         err);
        if (!rc && read_name(at->d_name, &c->entry[c->n]))
            c->n++;
        else if (!rc && at->d_name[0] != '.' &&
                 snprintf(path, sizeof(path), "%s/%s", c->folder, at->d_name) <
                     PATH)
            (void)unlink(path); /* half written when its program was killed */
    }
    if (dir)
        closedir(dir);
    return rc;
}

int
coh_cache_open(struct coh_cache *c, const char *store,
               const char stamp[COH_SHA256_HEX], struct coh_error *err)
{
    memcpy(c->stamp, stamp, COH_SHA256_HEX);
    if (name_folder(store, &c->folder, err))
        return -1;
    /* A failure shows in what stands there then, or does not. */
    (void)mkdir(c->folder, 0700);
    if (is_ours(c->folder))
        return list(c, err);
    coh_free(c->folder);
    c->folder = NULL;
    return 0;
}

static int
path_of(const struct coh_cache *c, const char *stamp, const char *key,
        char path[PATH])
{
    int n = snprintf(path, PATH, "%s/%s-%s", c->folder, stamp, key);

    return n < 0 || n >= PATH ? -1 : 0;
}

static struct coh_cached *
seek(const struct coh_cache *c, const char *key)
{
    size_t i;

    for (i = 0; i < c->n; i++)
        if (!strcmp(c->entry[i].key, key))
            return &c->entry[i];
    return NULL;
}

int
coh_cache_read(struct coh_cache *c, const char key[COH_SHA256_HEX],
               struct coh_text *into, struct coh_error *err)
{
    struct coh_cached *entry = c->folder ? seek(c, key) : NULL;
    struct coh_text t = COH_TEXT_INIT;
    char path[PATH], hash[COH_SHA256_HEX];
    int found = 0;

    if (!entry || path_of(c, entry->stamp, key, path) ||
        coh_file_read(path, &t, NULL))
        goto out;
    if (t.length > HEX) {
        coh_sha256_of(t.bytes + HEX, t.length - HEX, hash);
        found = !memcmp(hash, t.bytes, HEX);
    }
    if (!found)
        (void)unlink(path);
    else if (coh_text_add(into, t.bytes + HEX, t.length - HEX, err))
        found = -1;
    else
        entry->used = 1;
out:
    coh_text_release(&t);
    return found;
}

/* Not to the disk before it goes on: what is lost is made again. */
static int
write_file(const char *path, const char *hash, struct coh_span text)
{
    int fd =
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    int rc = fd < 0;

    if (fd < 0)
        return -1;
    if (write(fd, hash, HEX) != HEX ||
        write(fd, text.bytes, text.length) != (ssize_t)text.length)
        rc = -1;
    return close(fd) || rc ? -1 : 0;
}

int
coh_cache_write(struct coh_cache *c, const char key[COH_SHA256_HEX],
                struct coh_span text, struct coh_error *err)
{
    char path[PATH], made[PATH + 32], hash[COH_SHA256_HEX];
    struct coh_cached *entry;

    if (!c->folder || path_of(c, c->stamp, key, path))
        return 0;
    snprintf(made, sizeof(made), "%s.%ld", path, (long)getpid());
    coh_sha256_of(text.bytes, text.length, hash);
    if (write_file(made, hash, text) || rename(made, path)) {
        coh_fail_errno(err, made);
        (void)unlink(made);
        return -1;
    }
    if (coh_reserve(&c->entry, &c->capacity, c->n + 1, sizeof(*c->entry), err))
        return -1;
    entry = &c->entry[c->n++];
    *entry = (struct coh_cached){.used = 1};
    memcpy(entry->stamp, c->stamp, COH_SHA256_HEX);
    memcpy(entry->key, key, COH_SHA256_HEX);
    return 0;
}

void
coh_cache_sweep(struct coh_cache *c)
{
    char path[PATH], now[PATH];
    size_t i;

    for (i = 0; c->folder && i < c->n; i++) {
        const struct coh_cached *e = &c->entry[i];

        if (!strcmp(e->stamp, c->stamp) || path_of(c, e->stamp, e->key, path))
            continue;
        if (!e->used || path_of(c, c->stamp, e->key, now) || rename(path, now))
            (void)unlink(path);
    }
}

void
coh_cache_release(struct coh_cache *c)
{
    coh_free(c->folder);
    coh_free(c->entry);
    *c = (struct coh_cache)COH_CACHE_INIT;
}

int
coh_cache_empty(const char *store, int *left, struct coh_error *err)
{
    char *folder, path[PATH];
    const struct dirent *at;
    DIR *dir = NULL;
    struct stat s;
    int there, rc = 0;

    if (name_folder(store, &folder, err))
        return -1;
    there = !lstat(folder, &s) && S_ISDIR(s.st_mode);
    if (left)
        *left = there && s.st_uid != geteuid();
    if (there && s.st_uid == geteuid()) {
        dir = opendir(folder);
        rc = dir ? 0 : coh_fail_errno(err, folder);
    }
    while (dir && !rc && (at = readdir(dir)))
        if (strcmp(at->d_name, ".") && strcmp(at->d_name, "..") &&
            snprintf(path, sizeof(path), "%s/%s", folder, at->d_name) < PATH &&
            unlink(path))
            rc = coh_fail_errno(err, path);
    if (dir)
        closedir(dir);
    coh_free(folder);
    return rc;
}
