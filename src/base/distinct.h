/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_DISTINCT_H
#define COH_BASE_DISTINCT_H

#include "base/text.h"

/*
 * How many different texts each group has seen, in bounded memory: how many
 * students stand behind the rows of a group, be it millions.
 *
 *     struct coh_distinct *d = coh_distinct_new(err);
 *     if (coh_distinct_add(d, group, id, err)) …
 *     if (coh_distinct_count(d, count, groups, err)) …
 *     coh_distinct_free(d);
 *
 * A text is kept as its 64-bit hash, never as itself: of ten million in one
 * group, two are taken for the same with a chance of 3 in a million. Up to
 * COH_DISTINCT_HELD pairs stay in memory (4 MiB); beyond, pairs go to an
 * unlinked temporary file in 256 parts, which are counted one by one.
 */

enum { COH_DISTINCT_HELD = 131072 };

struct coh_distinct;

struct coh_distinct *coh_distinct_new(struct coh_error *err) COH_MUST_CHECK;

/* `text` was seen in `group`. COH_SYSTEM when memory or the disk ends. */
int coh_distinct_add(struct coh_distinct *d, size_t group, struct coh_span text,
                     struct coh_error *err) COH_MUST_CHECK;

/* count[g] becomes the number of different texts of group g, for all g below
 * `groups`. Once, after the last text. */
int coh_distinct_count(struct coh_distinct *d, size_t *count, size_t groups,
                       struct coh_error *err) COH_MUST_CHECK;

void coh_distinct_free(struct coh_distinct *d); /* NULL is fine */

#endif
