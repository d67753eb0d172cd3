/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"

enum { OUT_BUFFER = 65536 };

const char *
coh_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

enum { GROUP_MODE = S_IRGRP | S_IWGRP };

mode_t
coh_file_mode(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[PATH_MAX] = ".";
    size_t n = slash ? (size_t)(slash - path) + 1 : 0;
    struct stat st;

    if (n >= sizeof(folder))
        return 0600;
    if (n) {
        memcpy(folder, path, n);
        folder[n] = '\0';
    }
    if (stat(folder, &st) || !(st.st_mode & S_ISGID) || !(st.st_mode & S_IWGRP))
        return 0600;
    return 0600 | GROUP_MODE;
}

int
coh_file_folder(const char *path, struct coh_error *err)
{
    mode_t mode = coh_file_mode(path) & GROUP_MODE ? 02770 : 0700;

    if (mkdir(path, 0700))
        return errno == EEXIST ? 0 : coh_fail_errno(err, path);
    return chmod(path, mode) ? coh_fail_errno(err, path) : 0;
}

/* ---- reading ---- */

static int
refuse_input(const char *name, const char *why, struct coh_error *err)
{
    return coh_fail(err, COH_INPUT, "%s: %s", name, why);
}

int
coh_in_open(struct coh_in *in, const char *path, struct coh_error *err)
{
    int standard = !path || !strcmp(path, "-");
    struct stat st;

    if (standard)
        path = "standard input";
    in->name = coh_copy_text(path, strlen(path), err);
    if (!in->name)
        return -1;
    in->fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (in->fd < 0)
        return refuse_input(in->name, strerror(errno), err);
    if (fstat(in->fd, &st))
        return coh_fail_errno(err, in->name);
    if (S_ISDIR(st.st_mode))
        return refuse_input(in->name, "is a folder, not a file", err);
    in->seekable = S_ISREG(st.st_mode);
    in->size = 0;
    coh_sha256_init(&in->hash);
    return 0;
}

int
coh_in_read(struct coh_in *in, char *buffer, size_t size, size_t *got,
            struct coh_error *err)
{
    ssize_t n;

    do {
        if (coh_interrupt_check(err))
            return -1;
        n = read(in->fd, buffer, size);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return coh_fail_errno(err, in->name);
    *got = (size_t)n;
    in->size += (size_t)n;
    if (in->hashed) {
        if (n == 0 && in->size != in->hashed)
            return coh_fail(err, COH_INPUT,
                            "%s: it changed while it was read: try again",
                            in->name);
    } else if (n > 0) {
        coh_sha256_add(&in->hash, buffer, (size_t)n);
    } else if (!in->sha256[0]) {
        coh_sha256_hex(&in->hash, in->sha256);
    }
    return 0;
}

int
coh_file_temporary(int *fd, struct coh_error *err)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];

    if (!folder || !*folder)
        folder = "/tmp";
    if ((size_t)snprintf(path, sizeof(path), "%s/cohort-XXXXXX", folder) >=
        sizeof(path))
        return coh_fail(err, COH_SYSTEM, "$TMPDIR is too long");
    *fd = mkstemp(path); /* mode 0600 */
    if (*fd < 0)
        return coh_fail_errno(err, path);
    unlink(path);
    if (fcntl(*fd, F_SETFD, FD_CLOEXEC)) {
        close(*fd);
        return coh_fail_errno(err, path);
    }
    return 0;
}

static int
write_all(int fd, const char *bytes, size_t length, const char *name,
          struct coh_error *err)
{
    while (length) {
        ssize_t n = write(fd, bytes, length);

        if (n < 0 && errno == EINTR) {
            if (coh_interrupt_check(err))
                return -1;
            continue;
        }
        if (n < 0)
            return coh_fail_errno(err, name);
        bytes += n;
        length -= (size_t)n;
    }
    return 0;
}

int
coh_in_spool(struct coh_in *in, struct coh_error *err)
{
    char buffer[16384];
    size_t got;
    int fd;

    if (in->seekable)
        return 0;
    if (coh_file_temporary(&fd, err))
        return -1;
    do {
        if (coh_in_read(in, buffer, sizeof(buffer), &got, err) ||
            write_all(fd, buffer, got, "a temporary file", err)) {
            close(fd);
            return -1;
        }
    } while (got);
    close(in->fd);
    in->fd = fd;
    in->seekable = 1;
    return coh_in_rewind(in, err);
}

int
coh_in_rewind(struct coh_in *in, struct coh_error *err)
{
    if (lseek(in->fd, 0, SEEK_SET) < 0)
        return coh_fail_errno(err, in->name);
    /* What was read to its end has its name: a second reading costs none. */
    if (in->sha256[0] && !in->hashed)
        in->hashed = in->size;
    in->size = 0;
    if (in->hashed)
        return 0;
    coh_sha256_init(&in->hash);
    return 0;
}

void
coh_in_release(struct coh_in *in)
{
    if (in->fd >= 0)
        close(in->fd);
    coh_free(in->name);
    *in = (struct coh_in)COH_IN_INIT;
}

enum { SMALL = 64 << 20 };

int
coh_file_read(const char *path, struct coh_text *into, struct coh_error *err)
{
    struct coh_in in = COH_IN_INIT;
    char buffer[16384];
    size_t got;
    int rc = -1;

    if (coh_in_open(&in, path, err))
        goto out;
    do {
        if (coh_in_read(&in, buffer, sizeof(buffer), &got, err) ||
            coh_text_add(into, buffer, got, err))
            goto out;
        if (into->length > SMALL) {
            coh_fail(err, COH_INPUT, "%s: larger than %d MiB", in.name,
                     SMALL >> 20);
            goto out;
        }
    } while (got);
    rc = 0;
out:
    coh_in_release(&in);
    return rc;
}

/* ---- writing ---- */

static const char *
out_name(const struct coh_out *out)
{
    return out->path ? out->path : "standard output";
}

/* The file beside `path` that takes its name when all is written. */
static int
open_temporary(struct coh_out *out, mode_t mode, struct coh_error *err)
{
    struct coh_text t = COH_TEXT_INIT;

    if (coh_text_format(&t, err, "%s.XXXXXX", out->path)) {
        coh_text_release(&t);
        return -1;
    }
    out->temporary = t.bytes;
    coh_interrupt_add(out->temporary);
    out->fd = mkstemp(out->temporary);
    if (out->fd < 0) {
        coh_interrupt_forget(out->temporary);
        coh_free(out->temporary);
        out->temporary = NULL;
        return coh_fail_errno(err, out->path);
    }
    if (fchmod(out->fd, mode))
        return coh_fail_errno(err, out->path);
    return 0;
}

/* A link stays a link: what it leads to is written. */
static char *
behind_links(const char *path, struct coh_error *err)
{
    char full[PATH_MAX];
    struct stat st;

    if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode) && realpath(path, full))
        path = full;
    return coh_copy_text(path, strlen(path), err);
}

int
coh_out_open(struct coh_out *out, const char *path, struct coh_error *err)
{
    struct stat st;
    mode_t mode;

    coh_sha256_init(&out->hash);
    out->buffer = coh_alloc_array(OUT_BUFFER, 1, err);
    if (!out->buffer)
        return -1;
    if (!path || !strcmp(path, "-")) {
        out->fd = STDOUT_FILENO;
        return 0;
    }
    out->path = behind_links(path, err);
    if (!out->path)
        return -1;
    mode = coh_file_mode(out->path);
    if (stat(path, &st) == 0) {
        if (S_ISDIR(st.st_mode))
            return coh_fail(err, COH_SYSTEM, "%s: is a folder", path);
        mode = (st.st_mode & 07777) | (mode & GROUP_MODE);
        if (!S_ISREG(st.st_mode)) { /* a device or a pipe has no whole */
            out->fd = open(path, O_WRONLY | O_CLOEXEC);
            return out->fd < 0 ? coh_fail_errno(err, path) : 0;
        }
    }
    return open_temporary(out, mode, err);
}

static int
flush(struct coh_out *out, struct coh_error *err)
{
    size_t n = out->used;

    out->used = 0;
    coh_sha256_add(&out->hash, out->buffer, n);
    return write_all(out->fd, out->buffer, n, out_name(out), err);
}

int
coh_out_add(struct coh_out *out, const char *bytes, size_t length,
            struct coh_error *err)
{
    if (length && length < OUT_BUFFER - out->used) { /* nearly always */
        memcpy(out->buffer + out->used, bytes, length);
        out->used += length;
        return 0;
    }
    while (length) {
        size_t n = OUT_BUFFER - out->used;

        if (n > length)
            n = length;
        memcpy(out->buffer + out->used, bytes, n);
        out->used += n;
        bytes += n;
        length -= n;
        if (out->used == OUT_BUFFER && flush(out, err))
            return -1;
    }
    return 0;
}

int
coh_out_add_string(struct coh_out *out, const char *s, struct coh_error *err)
{
    return coh_out_add(out, s, strlen(s), err);
}

int
coh_out_close(struct coh_out *out, struct coh_error *err)
{
    int fd = out->fd;

    if (flush(out, err))
        return -1;
    coh_sha256_hex(&out->hash, out->sha256);
    if (!out->path) {
        /* close(2) of a copy shows late errors and keeps descriptor 1. */
        fd = dup(STDOUT_FILENO);
        if (fd < 0 || close(fd))
            return coh_fail_errno(err, out_name(out));
        return 0;
    }
    if (out->temporary && fsync(fd))
        return coh_fail_errno(err, out->path);
    out->fd = -1;
    if (close(fd))
        return coh_fail_errno(err, out->path);
    if (out->temporary && rename(out->temporary, out->path))
        return coh_fail_errno(err, out->path);
    coh_interrupt_forget(out->temporary);
    coh_free(out->temporary);
    out->temporary = NULL;
    return 0;
}

void
coh_out_release(struct coh_out *out)
{
    if (out->fd >= 0 && out->path)
        close(out->fd);
    if (out->temporary)
        unlink(out->temporary);
    coh_interrupt_forget(out->temporary);
    coh_free(out->temporary);
    coh_free(out->path);
    coh_free(out->buffer);
    *out = (struct coh_out)COH_OUT_INIT;
}

int
coh_file_write(const char *path, struct coh_span text, struct coh_error *err)
{
    struct coh_out out = COH_OUT_INIT;
    int rc = -1;

    if (!coh_out_open(&out, path, err) &&
        !coh_out_add(&out, text.bytes, text.length, err) &&
        !coh_out_close(&out, err))
        rc = 0;
    coh_out_release(&out);
    return rc;
}
