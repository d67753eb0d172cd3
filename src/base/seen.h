/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_SEEN_H
#define COH_BASE_SEEN_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/*
 * How often a thing was seen, by its 64-bit hash. With a million things the
 * chance that any two share a hash is below 1 in 30 million.
 *
 *     struct coh_seen seen = COH_SEEN_INIT;
 *     size_t times;
 *     if (coh_seen_add(&seen, coh_hash64(0, text, length), &times, err)) …
 *     coh_seen_release(&seen);
 */

struct coh_seen {
    uint64_t *hash; /* 0: free */
    uint32_t *count;
    size_t size, n; /* size is a power of two */
};

#define COH_SEEN_INIT \
    {                 \
        .hash = NULL  \
    }

/* *times: how often it was there before this call. */
int coh_seen_add(struct coh_seen *seen, uint64_t hash, size_t *times,
                 struct coh_error *err) COH_MUST_CHECK;

void coh_seen_release(struct coh_seen *seen);

#endif
