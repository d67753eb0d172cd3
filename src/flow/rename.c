/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "flow/rename.h"

#include <string.h>

int
coh_rename(const struct coh_strings *renames, struct coh_span name,
           struct coh_span *out)
{
    size_t i;

    *out = name;
    for (i = 0; i < renames->n; i++) {
        struct coh_span s = coh_span_of(renames->at[i]);

        if (s.length > name.length && s.bytes[name.length] == '=' &&
            coh_span_equal((struct coh_span){s.bytes, name.length}, name)) {
            out->bytes = s.bytes + name.length + 1;
            out->length = s.length - name.length - 1;
            return 1;
        }
    }
    return 0;
}

int
coh_rename_check(const struct coh_strings *renames,
                 const struct coh_header *header, struct coh_error *err)
{
    struct coh_span name;
    size_t i, used = 0;

    for (i = 0; i < header->n; i++)
        used += (size_t)coh_rename(renames, header->name[i], &name);
    if (used < renames->n)
        return coh_fail(err, COH_INPUT,
                        "--rename: a column to rename is not there; write "
                        "OLD=NEW with a name of the header");
    return 0;
}

int
coh_rename_suppressed(const struct coh_strings *renames, struct coh_writer *w,
                      struct coh_span cell, struct coh_error *err)
{
    struct coh_text names = COH_TEXT_INIT;
    int rc = 0;

    while (!rc && cell.length) {
        const char *end = memchr(cell.bytes, ';', cell.length);
        size_t n = end ? (size_t)(end - cell.bytes) : cell.length;
        struct coh_span name;

        coh_rename(renames, (struct coh_span){cell.bytes, n}, &name);
        rc = coh_text_add(&names, name.bytes, name.length, err) ||
             coh_text_add(&names, ";", end != NULL, err);
        n += end != NULL;
        cell = (struct coh_span){cell.bytes + n, cell.length - n};
    }
    rc = rc || coh_writer_text(w, coh_text_span(&names), err);
    coh_text_release(&names);
    return rc ? -1 : 0;
}
