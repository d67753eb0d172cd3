/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_KEYS_H
#define COH_BASE_KEYS_H

#include <stdint.h>

#include "base/text.h"

/*
 * Keys: tuples of text numbered in order of first appearance, for grouping.
 *
 *     struct coh_keys groups = {.width = 2};
 *     if (coh_keys_index(&groups, cell, &i, err))
 *         return -1;
 *     … i < groups.n, coh_keys_cells(&groups, i)[1] …
 *     coh_keys_release(&groups);
 *
 * Compared byte by byte: what is equal to the eye but not in bytes is two
 * keys. The text is copied and lives as long as the keys.
 */

struct coh_keys {
    size_t width; /* cells of a key, set by the caller; 0: one empty key */
    size_t n;
    struct coh_span *cell;
    uint64_t *hash;
    size_t *slot; /* number of a key + 1; 0: empty */
    size_t slots, cell_capacity, hash_capacity;
    struct coh_arena arena;
};

/* The number of the key with these `width` cells, a new one if needed. */
int coh_keys_index(struct coh_keys *keys, const struct coh_span *cell,
                   size_t *index, struct coh_error *err) COH_MUST_CHECK;

/* The number of the key with these cells; keys->n when there is none. */
size_t coh_keys_find(const struct coh_keys *keys, const struct coh_span *cell);

/* The cells of key `index`; they belong to the keys, and the array moves when
 * a key is added. */
const struct coh_span *
coh_keys_cells(const struct coh_keys *keys, size_t index);

void coh_keys_release(struct coh_keys *keys);

#endif
