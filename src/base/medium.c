/* SPDX-License-Identifier: GPL-3.0-or-later */
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE /* for statfs beside _XOPEN_SOURCE */
#endif

#include "base/medium.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#if defined(__linux__)
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__)
#include <sys/mount.h>
#include <sys/param.h>
#endif

#include "base/file.h"

/* ---- network file systems ---- */

static const struct {
    const char *type, *words;
} network[] = {
    {"nfs", "NFS"},
    {"nfs4", "NFS"},
    {"cifs", "a Windows share (SMB)"},
    {"smb2", "a Windows share (SMB)"},
    {"smb3", "a Windows share (SMB)"},
    {"smbfs", "a Windows share (SMB)"},
    {"fuse.smbnetfs", "a Windows share (SMB)"},
    {"afpfs", "an Apple share (AFP)"},
    {"fuse.sshfs", "another machine's disk (sshfs)"},
    {"fuse.gvfsd-fuse", "a share of the file manager (gvfs)"},
    {"fuse.rclone", "a cloud drive (rclone)"},
    {"fuse.onedriver", "a cloud drive (OneDrive)"},
    {"fuse.google-drive-ocamlfuse", "a cloud drive (Google Drive)"},
    {"fuse.s3fs", "a cloud drive (s3fs)"},
    {"davfs", "a cloud drive (WebDAV)"},
    {"webdav", "a cloud drive (WebDAV)"},
    {"9p", "a folder of the host (9P)"},
    {"vboxsf", "a folder of the host (VirtualBox)"},
    {"vmhgfs", "a folder of the host (VMware)"},
    {"fuse.vmhgfs-fuse", "a folder of the host (VMware)"},
    {"prl_fs", "a folder of the host (Parallels)"},
    {"virtiofs", "a folder of the host (virtiofs)"},
    {"afs", "AFS"},
    {"ceph", "Ceph"},
    {"fuse.ceph", "Ceph"},
    {"fuse.glusterfs", "GlusterFS"},
    {"lustre", "Lustre"},
};

const char *
coh_medium_of_type(struct coh_span type)
{
    size_t i;

    for (i = 0; i < sizeof(network) / sizeof(*network); i++)
        if (coh_span_is(type, network[i].type))
            return network[i].words;
    return NULL;
}

/* The piece of `s` up to `end`, which leaves `s` with it. */
static struct coh_span
cut(struct coh_span *s, char end)
{
    const char *at = s->length ? memchr(s->bytes, end, s->length) : NULL;
    struct coh_span piece = {s->bytes,
                             at ? (size_t)(at - s->bytes) : s->length};

    s->length -= at ? piece.length + 1 : piece.length;
    s->bytes += at ? piece.length + 1 : piece.length;
    return piece;
}

/* 36 35 98:0 /root /where rw,noatime master:1 - ext3 /dev/root rw */
struct coh_span
coh_medium_type_of(struct coh_span mounts, unsigned major_id, unsigned minor_id)
{
    struct coh_span type = {"", 0};
    char device[32];

    snprintf(device, sizeof(device), "%u:%u", major_id, minor_id);
    while (mounts.length) {
        struct coh_span line = cut(&mounts, '\n');

        cut(&line, ' ');
        cut(&line, ' ');
        if (!coh_span_is(cut(&line, ' '), device))
            continue;
        while (line.length && !coh_span_is(cut(&line, ' '), "-"))
            ;
        type = cut(&line, ' '); /* of mounts over one another, the last */
    }
    return type;
}

#if defined(__linux__)

/* By the numbers of statfs(2), which knows no kinds of FUSE. */
static const char *
by_number(const char *path)
{
    static const struct {
        unsigned long magic;
        const char *type;
    } number[] = {
        {0x6969, "nfs"},      {0x517b, "smbfs"},      {0xff534d42, "cifs"},
        {0xfe534d42, "smb2"}, {0x01021997, "9p"},     {0x5346414f, "afs"},
        {0x00c36400, "ceph"}, {0x786f4256, "vboxsf"}, {0x0bd00bd0, "lustre"},
    };
    struct statfs s;
    size_t i;

    if (statfs(path, &s))
        return NULL;
    for (i = 0; i < sizeof(number) / sizeof(*number); i++)
        if (((unsigned long)s.f_type & 0xffffffffUL) == number[i].magic)
            return coh_medium_of_type(coh_span_of(number[i].type));
    return NULL;
}

const char *
coh_medium_network(const char *path)
{
    struct coh_text mounts = COH_TEXT_INIT;
    struct coh_span type = {"", 0};
    const char *words;
    struct stat st;

    if (stat(path, &st))
        return NULL;
    if (!coh_file_read("/proc/self/mountinfo", &mounts, NULL))
        type = coh_medium_type_of(coh_text_span(&mounts), major(st.st_dev),
                                  minor(st.st_dev));
    words = type.length ? coh_medium_of_type(type) : by_number(path);
    coh_text_release(&mounts);
    return words;
}

#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__)

const char *
coh_medium_network(const char *path)
{
    const char *words;
    struct statfs s;

    if (statfs(path, &s) || (s.f_flags & MNT_LOCAL))
        return NULL;
    words = coh_medium_of_type(coh_span_of(s.f_fstypename));
    return words ? words : "another machine's disk";
}

#else

const char *
coh_medium_network(const char *path)
{
    (void)path;
    return NULL;
}

#endif

/* ---- folders that a service copies ---- */

const char *
coh_medium_of_name(struct coh_span name)
{
    /* The folder's name, or its beginning: "Dropbox (Personal)". */
    static const char *const service[][2] = {
        {"Dropbox", "Dropbox"},
        {"OneDrive", "OneDrive"},
        {"Google Drive", "Google Drive"},
        {"GoogleDrive", "Google Drive"},
        {"iCloud Drive", "iCloud Drive"},
        {"iCloudDrive", "iCloud Drive"},
        {"Mobile Documents", "iCloud Drive"},
        {"CloudStorage", "a cloud drive"},
        {"Nextcloud", "Nextcloud"},
        {"ownCloud", "ownCloud"},
        {"Box Sync", "Box"},
        {"MEGAsync", "MEGA"},
        {"pCloudDrive", "pCloud"},
    };
    size_t i, n;

    for (i = 0; i < sizeof(service) / sizeof(*service); i++) {
        struct coh_span start = name;
        unsigned char next;

        n = strlen(service[i][0]);
        if (name.length < n)
            continue;
        start.length = n;
        next = name.length > n ? (unsigned char)name.bytes[n] : ' ';
        if (coh_span_is_caseless(start, service[i][0]) &&
            !((next | 32) >= 'a' && (next | 32) <= 'z'))
            return service[i][1];
    }
    return NULL;
}

/* Dropbox's mark is a file; a folder of this name is its program's own. */
static const char *
by_mark(const char *folder)
{
    static const struct {
        const char *name, *words;
        int is_file;
    } mark[] = {
        {".dropbox", "Dropbox", 1},
        {".dropbox.cache", "Dropbox", 0},
        {".stfolder", "Syncthing", 0},
        {".nextcloudsync.log", "Nextcloud", 1},
        {".owncloudsync.log", "ownCloud", 1},
        {".tmp.driveupload", "Google Drive", 0},
    };
    char path[PATH_MAX + 32];
    struct stat st;
    size_t i;

    for (i = 0; i < sizeof(mark) / sizeof(*mark); i++) {
        snprintf(path, sizeof(path), "%s/%s", folder, mark[i].name);
        if (!lstat(path, &st) && (S_ISREG(st.st_mode) || !mark[i].is_file))
            return mark[i].words;
    }
    return NULL;
}

const char *
coh_medium_synced(const char *path)
{
    const char *words = NULL;
    char full[PATH_MAX];
    char *slash;

    if (!realpath(path, full))
        return NULL;
    while (!words && (slash = strrchr(full, '/'))) {
        words = coh_medium_of_name(coh_span_of(slash + 1));
        if (!words)
            words = by_mark(full);
        *slash = '\0';
    }
    return words;
}
