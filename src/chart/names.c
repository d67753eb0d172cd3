/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/names.h"

#include "base/hash.h"

/* The slot that holds `name` or would. The table is never full. */
static size_t
slot_of(const struct coh_names *names, struct coh_span name)
{
    size_t at =
        (size_t)coh_hash64(0, name.bytes, name.length) & (names->slots - 1);

    while (names->slot[at] &&
           !coh_span_equal(names->name[names->slot[at] - 1], name))
        at = (at + 1) & (names->slots - 1);
    return at;
}

/* At most half full, so that searches stay short. */
static int
widen(struct coh_names *names, struct coh_error *err)
{
    size_t slots = names->slots ? names->slots * 2 : 64, i;
    size_t *slot;

    if (names->slots && names->n * 2 < names->slots)
        return 0;
    slot = coh_alloc_array(slots, sizeof(*slot), err);
    if (!slot)
        return -1;
    coh_free(names->slot);
    names->slot = slot;
    names->slots = slots;
    for (i = 0; i < names->n; i++)
        slot[slot_of(names, names->name[i])] = i + 1;
    return 0;
}

int
coh_names_add(struct coh_names *names, struct coh_span name, size_t *at,
              struct coh_error *err)
{
    const char *copy;
    size_t slot;

    if (widen(names, err) || coh_reserve(&names->name, &names->capacity,
                                         names->n + 1, sizeof(name), err))
        return -1;
    slot = slot_of(names, name);
    if (!names->slot[slot]) {
        copy = coh_arena_text(&names->arena, name.bytes, name.length, err);
        if (!copy)
            return -1;
        names->name[names->n] = (struct coh_span){copy, name.length};
        names->slot[slot] = ++names->n;
    }
    *at = names->slot[slot] - 1;
    return 0;
}

size_t
coh_names_seek(const struct coh_names *names, struct coh_span name)
{
    size_t slot;

    if (!names->slots)
        return names->n;
    slot = slot_of(names, name);
    return names->slot[slot] ? names->slot[slot] - 1 : names->n;
}

void
coh_names_release(struct coh_names *names)
{
    coh_free(names->name);
    coh_free(names->slot);
    coh_arena_release(&names->arena);
    *names = (struct coh_names)COH_NAMES_INIT;
}
