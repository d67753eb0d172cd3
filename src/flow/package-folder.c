/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "flow/package-internal.h"

/* ---- the folder ---- */

const char *
coh_package_path(struct coh_package_making *m, const char *name,
                 struct coh_error *err)
{
    coh_text_clear(&m->path);
    if (coh_text_format(&m->path, err, "%s/%s", coh_text_get(&m->folder), name))
        return NULL;
    return coh_text_get(&m->path);
}

/* What is made is remembered first, so that it can be taken away. */
int
coh_package_remember(struct coh_package_making *m, const char *path,
                     struct coh_error *err)
{
    return coh_text_add(&m->made, path, strlen(path) + 1, err);
}

int
coh_package_folder_make(struct coh_package_making *m, struct coh_error *err)
{
    size_t n = strlen(m->package->folder);

    while (n > 1 && m->package->folder[n - 1] == '/')
        n--;
    if (coh_text_format(&m->folder, err, "%.*s.XXXXXX", (int)n,
                        m->package->folder))
        return -1;
    if (!mkdtemp(m->folder.bytes)) { /* mode 0700 */
        coh_fail_errno(err, m->package->folder);
        coh_text_clear(&m->folder);
        return -1;
    }
    return 0;
}

int
coh_package_folder_data(struct coh_package_making *m, struct coh_error *err)
{
    const char *path = m->has_data ? NULL : coh_package_path(m, "data", err);

    if (m->has_data)
        return 0;
    if (!path)
        return -1;
    if (mkdir(path, 0700))
        return coh_fail_errno(err, path);
    m->has_data = 1;
    return 0;
}

/* Only an empty folder can be taken the place of: POSIX lets rename do it. */
int
coh_package_folder_name(struct coh_package_making *m, struct coh_error *err)
{
    if (!rename(coh_text_get(&m->folder), m->package->folder)) {
        coh_text_clear(&m->made);
        coh_text_clear(&m->folder);
        return 0;
    }
    if (errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR)
        return coh_fail(err, COH_INPUT,
                        "%s: is there already; give the name of a new folder",
                        m->package->folder);
    return coh_fail_errno(err, m->package->folder);
}

void
coh_package_folder_remove(struct coh_package_making *m)
{
    const char *path = coh_text_get(&m->made);
    const char *end = path + m->made.length;

    for (; path < end; path += strlen(path) + 1)
        unlink(path);
    if (!m->folder.length)
        return;
    if (m->has_data && coh_package_path(m, "data", NULL))
        rmdir(coh_text_get(&m->path));
    rmdir(coh_text_get(&m->folder));
}

/* ---- a file of the package ---- */

int
coh_package_sheet_open(struct coh_package_sheet *s,
                       struct coh_package_making *m, const char *name,
                       const char *path, const char *title,
                       struct coh_error *err)
{
    const char *full;

    *s = (struct coh_package_sheet){.m = m, .out = COH_OUT_INIT};
    s->file = coh_descriptor_add(&m->descriptor, name, path, err);
    if (!s->file || !(full = coh_package_path(m, path, err)) ||
        coh_package_remember(m, full, err) || coh_out_open(&s->out, full, err))
        return -1;
    s->file->title = title;
    s->file->guarded = m->package->guarded;
    s->writer = coh_writer_new(&s->out, COH_FORMAT_CSV, -1, err);
    if (s->writer && m->package->guarded)
        coh_writer_guard(s->writer);
    return s->writer ? 0 : -1;
}

/* The columns of the descriptor are those of the file. */
int
coh_package_sheet_columns(struct coh_package_sheet *s, struct coh_error *err)
{
    size_t i;

    for (i = 0; i < s->file->columns; i++) {
        const struct coh_descriptor_column *c = &s->file->column[i];

        if (coh_writer_column(s->writer, coh_span_of(c->name),
                              c->type == COH_TYPE_NUMBER ||
                                      c->type == COH_TYPE_INTEGER
                                  ? COH_COLUMN_NUMBER
                                  : COH_COLUMN_TEXT,
                              err))
            return -1;
    }
    return 0;
}

int
coh_package_sheet_close(struct coh_package_sheet *s, struct coh_error *err)
{
    struct stat st;

    if (coh_writer_end(s->writer, err) || coh_out_close(&s->out, err))
        return -1;
    if (stat(coh_text_get(&s->m->path), &st))
        return coh_fail_errno(err, coh_text_get(&s->m->path));
    s->file->bytes = (unsigned long long)st.st_size;
    memcpy(s->file->sha256, s->out.sha256, sizeof(s->file->sha256));
    return 0;
}

void
coh_package_sheet_release(struct coh_package_sheet *s)
{
    coh_writer_free(s->writer);
    coh_out_release(&s->out);
}
