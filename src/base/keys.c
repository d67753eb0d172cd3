/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/keys.h"

#include "base/hash.h"

static uint64_t
hash_of(const struct coh_keys *keys, const struct coh_span *cell)
{
    uint64_t h = 0;
    size_t i;

    /* The hash ends each cell with a mix of its own, so that a|bc and ab|c
     * differ. */
    for (i = 0; i < keys->width; i++)
        h = coh_hash64(h, cell[i].bytes, cell[i].length);
    return h;
}

static int
same(const struct coh_keys *keys, size_t index, const struct coh_span *cell)
{
    const struct coh_span *own = coh_keys_cells(keys, index);
    size_t i;

    for (i = 0; i < keys->width; i++)
        if (!coh_span_equal(own[i], cell[i]))
            return 0;
    return 1;
}

/* The slot of the key, or the empty one where it belongs. */
static size_t *
find(const struct coh_keys *keys, uint64_t hash, const struct coh_span *cell)
{
    size_t i = (size_t)hash & (keys->slots - 1), at;

    for (; keys->slot[i]; i = (i + 1) & (keys->slots - 1)) {
        at = keys->slot[i] - 1;
        if (keys->hash[at] == hash && same(keys, at, cell))
            break;
    }
    return &keys->slot[i];
}

static int
grow(struct coh_keys *keys, struct coh_error *err)
{
    size_t slots = keys->slots ? 2 * keys->slots : 64, i, at;
    size_t *slot = coh_alloc_array(slots, sizeof(*slot), err);

    if (!slot)
        return -1;
    for (i = 0; i < keys->n; i++) {
        at = (size_t)keys->hash[i] & (slots - 1);
        while (slot[at])
            at = (at + 1) & (slots - 1);
        slot[at] = i + 1;
    }
    coh_free(keys->slot);
    keys->slot = slot;
    keys->slots = slots;
    return 0;
}

static int
add(struct coh_keys *keys, uint64_t hash, const struct coh_span *cell,
    struct coh_error *err)
{
    struct coh_span *own;
    size_t i;

    if (coh_reserve(&keys->cell, &keys->cell_capacity,
                    (keys->n + 1) * keys->width, sizeof(*keys->cell), err) ||
        coh_reserve(&keys->hash, &keys->hash_capacity, keys->n + 1,
                    sizeof(*keys->hash), err))
        return -1;
    for (i = 0; i < keys->width; i++) {
        own = &keys->cell[keys->n * keys->width + i];
        own->length = cell[i].length;
        own->bytes =
            coh_arena_text(&keys->arena, cell[i].bytes, cell[i].length, err);
        if (!own->bytes)
            return -1;
    }
    keys->hash[keys->n++] = hash;
    return 0;
}

int
coh_keys_index(struct coh_keys *keys, const struct coh_span *cell,
               size_t *index, struct coh_error *err)
{
    uint64_t hash = hash_of(keys, cell);
    size_t *slot;

    if (keys->slots < 2 * (keys->n + 1) && grow(keys, err))
        return -1;
    slot = find(keys, hash, cell);
    if (!*slot) {
        if (add(keys, hash, cell, err))
            return -1;
        *slot = keys->n;
    }
    *index = *slot - 1;
    return 0;
}

size_t
coh_keys_find(const struct coh_keys *keys, const struct coh_span *cell)
{
    size_t slot = keys->slots ? *find(keys, hash_of(keys, cell), cell) : 0;

    return slot ? slot - 1 : keys->n;
}

const struct coh_span *
coh_keys_cells(const struct coh_keys *keys, size_t index)
{
    return keys->width ? &keys->cell[index * keys->width] : NULL;
}

void
coh_keys_release(struct coh_keys *keys)
{
    coh_free(keys->cell);
    coh_free(keys->hash);
    coh_free(keys->slot);
    coh_arena_release(&keys->arena);
    *keys = (struct coh_keys){.width = keys->width};
}
