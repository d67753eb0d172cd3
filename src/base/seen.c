/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/seen.h"

#include "base/memory.h"

static size_t
place(const struct coh_seen *seen, uint64_t hash)
{
    size_t i = (size_t)hash & (seen->size - 1);

    while (seen->hash[i] && seen->hash[i] != hash)
        i = (i + 1) & (seen->size - 1);
    return i;
}

static int
grow(struct coh_seen *seen, struct coh_error *err)
{
    struct coh_seen bigger = {.size = seen->size ? seen->size * 2 : 1024};
    size_t i, at;

    bigger.hash = coh_alloc_array(bigger.size, sizeof(*bigger.hash), err);
    bigger.count = coh_alloc_array(bigger.size, sizeof(*bigger.count), err);
    if (!bigger.hash || !bigger.count) {
        coh_seen_release(&bigger);
        return -1;
    }
    for (i = 0; i < seen->size; i++)
        if (seen->hash[i]) {
            at = place(&bigger, seen->hash[i]);
            bigger.hash[at] = seen->hash[i];
            bigger.count[at] = seen->count[i];
        }
    bigger.n = seen->n;
    coh_seen_release(seen);
    *seen = bigger;
    return 0;
}

int
coh_seen_add(struct coh_seen *seen, uint64_t hash, size_t *times,
             struct coh_error *err)
{
    size_t at;

    if (seen->n * 10 >= seen->size * 7 && grow(seen, err))
        return -1;
    hash = hash ? hash : 1;
    at = place(seen, hash);
    *times = seen->hash[at] ? seen->count[at] : 0;
    if (!seen->hash[at]) {
        seen->hash[at] = hash;
        seen->n++;
    }
    if (seen->count[at] < UINT32_MAX)
        seen->count[at]++;
    return 0;
}

void
coh_seen_release(struct coh_seen *seen)
{
    coh_free(seen->hash);
    coh_free(seen->count);
    *seen = (struct coh_seen)COH_SEEN_INIT;
}
