/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/distinct.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"

enum { PARTS = 256, BLOCK = 256 };

/* group is one more than the caller's, so that 0 is an empty slot. */
struct pair {
    uint64_t group, hash;
};

struct set {
    struct pair *slot;
    size_t slots, n;
};

struct part {
    struct pair pair[BLOCK];
    size_t n;
};

struct coh_distinct {
    struct set set;
    int fd;               /* -1 while all is in memory */
    struct part *part;    /* the block that each part is filling */
    unsigned char *owner; /* of each block in the file: its part */
    size_t blocks, capacity;
};

struct coh_distinct *
coh_distinct_new(struct coh_error *err)
{
    struct coh_distinct *d = coh_alloc_array(1, sizeof(*d), err);

    if (d)
        d->fd = -1;
    return d;
}

static uint64_t
mix(struct pair p)
{
    return (p.hash ^ p.group) * UINT64_C(0x9E3779B97F4A7C15);
}

/* Returns whether it was new. */
static int
put(struct set *set, struct pair p)
{
    size_t i = (size_t)(mix(p) >> 20) & (set->slots - 1);

    for (; set->slot[i].group; i = (i + 1) & (set->slots - 1))
        if (set->slot[i].group == p.group && set->slot[i].hash == p.hash)
            return 0;
    set->slot[i] = p;
    set->n++;
    return 1;
}

static int
set_room(struct set *set, struct coh_error *err)
{
    struct set grown = {.slots = set->slots ? 2 * set->slots : 1024};
    size_t i;

    if (set->slots >= 2 * (set->n + 1))
        return 0;
    grown.slot = coh_alloc_array(grown.slots, sizeof(*grown.slot), err);
    if (!grown.slot)
        return -1;
    for (i = 0; i < set->slots; i++)
        if (set->slot[i].group)
            put(&grown, set->slot[i]);
    coh_free(set->slot);
    *set = grown;
    return 0;
}

static int
write_block(struct coh_distinct *d, size_t which, struct coh_error *err)
{
    struct part *part = &d->part[which];
    const char *bytes = (const char *)part->pair;
    size_t left = sizeof(part->pair);
    ssize_t done;

    if (coh_reserve(&d->owner, &d->capacity, d->blocks + 1, 1, err))
        return -1;
    for (; left; left -= (size_t)done, bytes += done) {
        done = write(d->fd, bytes, left);
        if (done <= 0)
            return coh_fail_errno(err, "temporary file");
    }
    d->owner[d->blocks++] = (unsigned char)which;
    part->n = 0;
    return 0;
}

static int
spill(struct coh_distinct *d, struct pair p, struct coh_error *err)
{
    size_t which = (size_t)(mix(p) >> 56);
    struct part *part = &d->part[which];

    if (part->n == BLOCK && write_block(d, which, err))
        return -1;
    part->pair[part->n++] = p;
    return 0;
}

/* From the set to the file, once. */
static int
leave_memory(struct coh_distinct *d, struct coh_error *err)
{
    size_t i;

    d->part = coh_alloc_array(PARTS, sizeof(*d->part), err);
    if (!d->part || coh_file_temporary(&d->fd, err))
        return -1;
    for (i = 0; i < d->set.slots; i++)
        if (d->set.slot[i].group && spill(d, d->set.slot[i], err))
            return -1;
    coh_free(d->set.slot);
    d->set = (struct set){.slot = NULL};
    return 0;
}

int
coh_distinct_add(struct coh_distinct *d, size_t group, struct coh_span text,
                 struct coh_error *err)
{
    struct pair p = {.group = (uint64_t)group + 1};

    p.hash = coh_hash64(0, text.bytes, text.length);
    if (d->fd < 0 && d->set.n >= COH_DISTINCT_HELD && leave_memory(d, err))
        return -1;
    if (d->fd >= 0)
        return spill(d, p, err);
    if (set_room(&d->set, err))
        return -1;
    put(&d->set, p);
    return 0;
}

static int
count_block(struct set *set, const struct pair *pair, size_t n, size_t *count,
            struct coh_error *err)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (set_room(set, err))
            return -1;
        if (put(set, pair[i]))
            count[pair[i].group - 1]++;
    }
    return 0;
}

static int
read_block(const struct coh_distinct *d, size_t block, struct pair *pair,
           struct coh_error *err)
{
    off_t at = (off_t)(block * BLOCK * sizeof(*pair));
    size_t have = 0, want = BLOCK * sizeof(*pair);
    ssize_t done;

    for (; have < want; have += (size_t)done) {
        done = pread(d->fd, (char *)pair + have, want - have, at + (off_t)have);
        if (done <= 0)
            return coh_fail_errno(err, "temporary file");
    }
    return 0;
}

static int
count_part(struct coh_distinct *d, size_t which, size_t *count,
           struct coh_error *err)
{
    struct pair pair[BLOCK];
    size_t i;

    if (d->set.slot)
        memset(d->set.slot, 0, d->set.slots * sizeof(*d->set.slot));
    d->set.n = 0;
    for (i = 0; i < d->blocks; i++)
        if (d->owner[i] == which &&
            (read_block(d, i, pair, err) ||
             count_block(&d->set, pair, BLOCK, count, err)))
            return -1;
    return count_block(&d->set, d->part[which].pair, d->part[which].n, count,
                       err);
}

int
coh_distinct_count(struct coh_distinct *d, size_t *count, size_t groups,
                   struct coh_error *err)
{
    size_t i;

    memset(count, 0, groups * sizeof(*count));
    if (d->fd < 0) {
        for (i = 0; i < d->set.slots; i++)
            if (d->set.slot[i].group)
                count[d->set.slot[i].group - 1]++;
        return 0;
    }
    for (i = 0; i < PARTS; i++)
        if (count_part(d, i, count, err))
            return -1;
    return 0;
}

void
coh_distinct_free(struct coh_distinct *d)
{
    if (!d)
        return;
    if (d->fd >= 0)
        close(d->fd);
    coh_free(d->set.slot);
    coh_free(d->part);
    coh_free(d->owner);
    coh_free(d);
}
