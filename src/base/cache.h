/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_CACHE_H
#define COH_BASE_CACHE_H

#include "base/hash.h"
#include "base/text.h"

/*
 * A cache: texts under keys, as files in one hidden folder. What stands in it
 * is about children: the folder has mode 0700 and its files 0600, and what no
 * present key uses goes. An entry carries a stamp, which says of which state
 * of the world it is, and a hash, by which damage is noticed.
 *
 *     struct coh_cache c = COH_CACHE_INIT;
 *     coh_cache_open(&c, "cohort.db", stamp, err);
 *     if (coh_cache_read(&c, key, &text, err) == 1) … it was there
 *     coh_cache_write(&c, key, span, err);
 *     coh_cache_sweep(&c);
 *     coh_cache_release(&c);
 *
 * An entry appears whole or not at all, so that two programs may use a folder
 * at a time; the worst that one can do to the other is a miss.
 */

#define COH_CACHE_FOLDER ".cohort-cache"

struct coh_cached {
    char stamp[COH_SHA256_HEX], key[COH_SHA256_HEX];
    int used;
};

struct coh_cache {
    char *folder; /* NULL: there is none */
    char stamp[COH_SHA256_HEX];
    struct coh_cached *entry;
    size_t n, capacity;
};

#define COH_CACHE_INIT \
    {                  \
        .folder = NULL \
    }

/* The cache in the folder of `store`, made if there is none. A folder of that
 * name that is not our own and of mode 0700 is left alone: then there is no
 * cache, which is no failure. */
int coh_cache_open(struct coh_cache *c, const char *store,
                   const char stamp[COH_SHA256_HEX],
                   struct coh_error *err) COH_MUST_CHECK;

/* 1: `into` has it. 0: it is not there, or damaged. -1: no memory. */
int coh_cache_read(struct coh_cache *c, const char key[COH_SHA256_HEX],
                   struct coh_text *into, struct coh_error *err) COH_MUST_CHECK;

/* Fails when it cannot be written; the caller goes on without. */
int coh_cache_write(struct coh_cache *c, const char key[COH_SHA256_HEX],
                    struct coh_span text, struct coh_error *err) COH_MUST_CHECK;

/* Delete all that was neither used since it was opened nor has the present
 * stamp; what was used gets that. */
void coh_cache_sweep(struct coh_cache *c);

void coh_cache_release(struct coh_cache *c);

/* Delete all that is in the cache beside `store`: for what makes the store
 * forget. Fine without a cache, and whatever its mode has become; *left (may be
 * NULL): there is one of somebody else, who has to delete it. COH_SYSTEM when
 * something of our own stays. */
int coh_cache_empty(const char *store, int *left,
                    struct coh_error *err) COH_MUST_CHECK;

#endif
