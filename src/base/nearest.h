/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COH_BASE_NEAREST_H
#define COH_BASE_NEAREST_H

#include <stddef.h>

#include "base/text.h"

/*
 * How far is a mistyped name from one that exists?
 *
 *     if (coh_nearest_distance(asked, held) < best) ...
 */

/* The Levenshtein distance in bytes: the fewest insertions, deletions and
 * replacements of one byte that make `b` of `a`, without regard to the case of
 * ASCII letters (Levenshtein 1966). Only the first 64 bytes of each count. */
size_t coh_nearest_distance(struct coh_span a, struct coh_span b);

#endif
