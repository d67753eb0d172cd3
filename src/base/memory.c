/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The only mutable state of the library, and only tests ever set it. */
static struct {
    size_t at, count;
    int forever;
} hook;

static int
refused(void)
{
    hook.count++;
    if (hook.at == 0)
        return 0;
    return hook.forever ? hook.count >= hook.at : hook.count == hook.at;
}

size_t
coh_memory_fail_at(size_t n, int forever)
{
    size_t made = hook.count;

    hook.at = n;
    hook.forever = forever;
    hook.count = 0;
    return made;
}

void *
coh_alloc_array(size_t count, size_t size, struct coh_error *err)
{
    void *p = NULL;

    count = count ? count : 1;
    size = size ? size : 1;
    if (!refused() && count <= SIZE_MAX / size)
        p = calloc(count, size);
    if (!p)
        coh_fail_memory(err);
    return p;
}

int
coh_reserve(void *array, size_t *capacity, size_t need, size_t size,
            struct coh_error *err)
{
    void *old, *grown = NULL;
    size_t n = *capacity ? *capacity : 16;

    if (need <= *capacity)
        return 0;
    while (n < need && n <= SIZE_MAX / 2)
        n *= 2;
    if (n < need || n > SIZE_MAX / size)
        return coh_fail_memory(err);
    memcpy(&old, array, sizeof(old));
    if (!refused())
        grown = realloc(old, n * size);
    if (!grown)
        return coh_fail_memory(err);
    memcpy(array, &grown, sizeof(grown));
    *capacity = n;
    return 0;
}

char *
coh_copy_text(const char *text, size_t length, struct coh_error *err)
{
    char *copy;

    if (length == SIZE_MAX) {
        coh_fail_memory(err);
        return NULL;
    }
    copy = coh_alloc_array(length + 1, 1, err);
    if (copy && length)
        memcpy(copy, text, length);
    return copy;
}

void
coh_free(void *pointer)
{
    free(pointer);
}

struct coh_arena_block {
    struct coh_arena_block *before;
    size_t used, size;
    max_align_t bytes[];
};

void *
coh_arena_alloc(struct coh_arena *arena, size_t size, struct coh_error *err)
{
    struct coh_arena_block *b = arena->last;
    size_t align = sizeof(max_align_t);
    size_t room;

    if (size > SIZE_MAX / 2) {
        coh_fail_memory(err);
        return NULL;
    }
    size = (size + align - 1) / align * align;
    if (!b || b->size - b->used < size) {
        room = size > 65536 - sizeof(*b) ? size : 65536 - sizeof(*b);
        b = coh_alloc_array(1, sizeof(*b) + room, err);
        if (!b)
            return NULL;
        b->size = room;
        b->before = arena->last;
        arena->last = b;
    }
    b->used += size;
    return (char *)b->bytes + b->used - size;
}

const char *
coh_arena_text(struct coh_arena *arena, const char *text, size_t length,
               struct coh_error *err)
{
    char *copy;

    if (length == SIZE_MAX) {
        coh_fail_memory(err);
        return NULL;
    }
    copy = coh_arena_alloc(arena, length + 1, err);
    if (!copy)
        return NULL;
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void
coh_arena_release(struct coh_arena *arena)
{
    struct coh_arena_block *b = arena->last, *before;

    for (; b; b = before) {
        before = b->before;
        free(b);
    }
    arena->last = NULL;
}
