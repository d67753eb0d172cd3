/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_FILE_H
#define COH_BASE_FILE_H

#include <sys/types.h>

#include "base/hash.h"
#include "base/text.h"

/*
 * Files in and out. What is read is hashed on the way, so that the evidence
 * can name it; what is written appears whole or not at all.
 *
 *     struct coh_out out = COH_OUT_INIT;
 *     if (coh_out_open(&out, "groups.csv", err)) return -1;
 *     if (coh_out_add(&out, "a,b\n", 4, err) || coh_out_close(&out, err)) …
 *     coh_out_release(&out);
 */

/* What stands behind the last slash of a path. */
const char *coh_base_name(const char *path);

/* The mode of a new file at `path`, whatever the umask: 0600, for what stands
 * in it is about children; 0660 in a group's folder. That is one whose files
 * get its group (set-group-id) and in which the group may write, as
 * 'cohort init --group' makes it. */
mode_t coh_file_mode(const char *path);

/* Make a folder there, if there is none: of mode 0700, or 2770 in a group's
 * folder. */
int coh_file_folder(const char *path, struct coh_error *err) COH_MUST_CHECK;

/* ---- reading ---- */

struct coh_in {
    char *name; /* as the user wrote it; "standard input" for "-" */
    int fd;
    int seekable;
    unsigned long long size; /* bytes read so far */
    struct coh_sha256 hash;
    char sha256[COH_SHA256_HEX]; /* set at the end of the file */
    unsigned long long hashed;   /* the size that sha256 is of, in a second
                                    reading; 0 in the first */
};

#define COH_IN_INIT            \
    {                          \
        .name = NULL, .fd = -1 \
    }

/* Open `path`; NULL or "-" is standard input. COH_INPUT when it is not there,
 * cannot be read or is a folder. */
int coh_in_open(struct coh_in *in, const char *path,
                struct coh_error *err) COH_MUST_CHECK;

/* Up to `size` bytes into `buffer`; *got is 0 at the end of the file. */
int coh_in_read(struct coh_in *in, char *buffer, size_t size, size_t *got,
                struct coh_error *err) COH_MUST_CHECK;

/* Make a pipe readable twice: its bytes go to an unlinked file of mode 0600
 * in $TMPDIR. A regular file stays as it is. */
int coh_in_spool(struct coh_in *in, struct coh_error *err) COH_MUST_CHECK;

/* Back to the first byte (of a file or after coh_in_spool). The hash of a
 * reading that came to the end stays; a second one that then finds another
 * size fails with COH_INPUT. */
int coh_in_rewind(struct coh_in *in, struct coh_error *err) COH_MUST_CHECK;

void coh_in_release(struct coh_in *in);

/* All bytes of a file that is known to be small (a layout, a template, a
 * page), added to `into`; COH_INPUT beyond 64 MiB, as /dev/zero is. */
int coh_file_read(const char *path, struct coh_text *into,
                  struct coh_error *err) COH_MUST_CHECK;

/* An unlinked temporary file of mode 0600; *fd is the caller's to close. */
int coh_file_temporary(int *fd, struct coh_error *err) COH_MUST_CHECK;

/* ---- writing ---- */

struct coh_out {
    char *path;      /* NULL: standard output */
    char *temporary; /* the file beside it that becomes it, or NULL */
    int fd;
    char *buffer;
    size_t used;
    struct coh_sha256 hash;
    char sha256[COH_SHA256_HEX]; /* set by coh_out_close */
};

#define COH_OUT_INIT           \
    {                          \
        .path = NULL, .fd = -1 \
    }

/* Write to `path`, or to standard output when it is NULL or "-". A new file
 * has the mode of coh_file_mode; an existing one keeps its own, to which a
 * group's folder adds reading and writing for the group. */
int coh_out_open(struct coh_out *out, const char *path,
                 struct coh_error *err) COH_MUST_CHECK;
int coh_out_add(struct coh_out *out, const char *bytes, size_t length,
                struct coh_error *err) COH_MUST_CHECK;
int coh_out_add_string(struct coh_out *out, const char *s,
                       struct coh_error *err) COH_MUST_CHECK;

/* Everything to the disk; a file takes its name only now. COH_SYSTEM when
 * the disk is full, and then the file is not there. */
int coh_out_close(struct coh_out *out, struct coh_error *err) COH_MUST_CHECK;

/* Without a coh_out_close before it, the file is given up. */
void coh_out_release(struct coh_out *out);

/* `text` as the whole content of `path`. */
int coh_file_write(const char *path, struct coh_span text,
                   struct coh_error *err) COH_MUST_CHECK;

#endif
