/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_CHART_NAMES_H
#define COH_CHART_NAMES_H

#include "base/text.h"

/*
 * Names: different texts, numbered in the order in which they first came.
 * Groups and students of a chart are such numbers.
 *
 *     struct coh_names n = COH_NAMES_INIT;
 *     if (coh_names_add(&n, cell, &at, err)) ...
 *     n.name[at] ...
 *     coh_names_release(&n);
 */

struct coh_names {
    struct coh_span *name;
    size_t n, capacity;
    size_t *slot; /* a hash table of numbers + 1; 0 is an empty slot */
    size_t slots;
    struct coh_arena arena;
};

#define COH_NAMES_INIT                        \
    {                                         \
        .name = NULL, .arena = COH_ARENA_INIT \
    }

/* *at becomes the number of `name`; a new one is copied. COH_SYSTEM when
 * memory ends. */
int coh_names_add(struct coh_names *names, struct coh_span name, size_t *at,
                  struct coh_error *err) COH_MUST_CHECK;

/* The number of `name`, names->n if it never came. */
size_t coh_names_seek(const struct coh_names *names, struct coh_span name);

void coh_names_release(struct coh_names *names);

#endif
