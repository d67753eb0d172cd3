/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/only.h"

#include <string.h>

int
coh_only_read(struct coh_only *only, struct coh_span list,
              struct coh_error *err)
{
    size_t n, at;

    for (; list.length; list.bytes += n, list.length -= n) {
        const char *end = memchr(list.bytes, '\n', list.length);
        struct coh_span id;

        n = end ? (size_t)(end - list.bytes) + 1 : list.length;
        id = coh_span_trim((struct coh_span){list.bytes, n});
        if (!id.length)
            continue;
        if (id.bytes[0] != '~') {
            if (coh_keys_index(&only->exact, &id, &at, err))
                return -1;
            continue;
        }
        id = coh_span_without_zeros(
            (struct coh_span){id.bytes + 1, id.length - 1});
        if (id.length && coh_keys_index(&only->bare, &id, &at, err))
            return -1;
    }
    return only->exact.n
               ? 0
               : coh_fail(err, COH_USAGE, "$COHORT_ONLY names no student");
}

int
coh_only_has(const struct coh_only *only, struct coh_span id)
{
    struct coh_span bare;

    id = coh_span_trim(id);
    if (!id.length)
        return 0;
    if (coh_keys_find(&only->exact, &id) < only->exact.n)
        return 1;
    bare = coh_span_without_zeros(id);
    return bare.length && coh_keys_find(&only->bare, &bare) < only->bare.n;
}

void
coh_only_release(struct coh_only *only)
{
    coh_keys_release(&only->exact);
    coh_keys_release(&only->bare);
    *only = (struct coh_only)COH_ONLY_INIT;
}
