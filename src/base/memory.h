/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_MEMORY_H
#define COH_BASE_MEMORY_H

#include <stddef.h>

#include "base/error.h"

/*
 * Memory: malloc with checked sizes, and one arena for the text of a table.
 *
 * All of the library allocates through these calls, so that a test can make
 * the n-th allocation fail (coh_memory_fail_at) and see every error path:
 *
 *     double *x = coh_alloc_array(n, sizeof(*x), err);
 *     if (!x)
 *         return -1;
 *     ...
 *     coh_free(x);
 */

/* count × size bytes, zeroed; NULL with COH_SYSTEM when there is no memory or
 * the product overflows. A count of 0 gives a valid pointer. */
void *coh_alloc_array(size_t count, size_t size,
                      struct coh_error *err) COH_MUST_CHECK;

/* Make room for at least `need` elements of `size` bytes in *array, which has
 * *capacity of them; grows by doubling. On failure *array stays valid. */
int coh_reserve(void *array, size_t *capacity, size_t need, size_t size,
                struct coh_error *err) COH_MUST_CHECK;

/* A NUL-terminated copy of `length` bytes; the caller frees it. */
char *coh_copy_text(const char *text, size_t length,
                    struct coh_error *err) COH_MUST_CHECK;

void coh_free(void *pointer); /* NULL is fine */

/* For tests: the n-th allocation from now fails, and all after it when
 * `forever`; 0 switches it off. Returns how many were made since last call. */
size_t coh_memory_fail_at(size_t n, int forever);

/* An arena: text that lives and dies with its owner. No single piece of it
 * is ever freed. */
struct coh_arena {
    struct coh_arena_block *last;
};

#define COH_ARENA_INIT \
    {                  \
        .last = NULL   \
    }

/* `size` bytes, aligned for any object, not zeroed; NULL when out of memory. */
void *coh_arena_alloc(struct coh_arena *arena, size_t size,
                      struct coh_error *err) COH_MUST_CHECK;

/* A NUL-terminated copy of `length` bytes in the arena. */
const char *coh_arena_text(struct coh_arena *arena, const char *text,
                           size_t length, struct coh_error *err) COH_MUST_CHECK;

void coh_arena_release(struct coh_arena *arena);

#endif
